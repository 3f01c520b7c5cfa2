package structure

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
)

// Partition puts every organisation into one group, or none.
type Partition struct {
	// Of has the group of [graph.Node] n at index n, the number of a name; -1 is no group.
	Of []int32
	// Names has what each group is called.
	Names []string
}

// NumGroups returns how many groups there are.
func (p *Partition) NumGroups() int { return len(p.Names) }

// Members returns the organisations of every group, in their order. O(n).
func (p *Partition) Members() [][]graph.Node {
	members := make([][]graph.Node, len(p.Names))
	for n, group := range p.Of {
		if group >= 0 {
			members[group] = append(members[group], graph.Node(n))
		}
	}
	return members
}

// ByClassification groups organisations by their first classification, in the order of its first
// organisation; those without are in no group. The names are ids of classifications. O(n).
func ByClassification(g *graph.Graph) *Partition {
	return groupBy(g, func(n graph.Node) string {
		if classes := g.Classifications(n); len(classes) > 0 {
			return classes[0]
		}
		return ""
	})
}

// BySector groups organisations by the broadest of the classifications above their first one, in the order
// of its first organisation; those without a classification are in no group. The names are ids of
// classifications. O(n).
func BySector(g *graph.Graph) *Partition { return groupBy(g, g.Sector) }

func groupBy(g *graph.Graph, name func(graph.Node) string) *Partition {
	p := &Partition{Of: make([]int32, g.NumOrganisations())}
	groups := map[string]int32{}
	for n := range g.Nodes() {
		p.Of[n] = -1
		s := name(n)
		if s == "" {
			continue
		}
		group, ok := groups[s]
		if !ok {
			group = int32(len(p.Names))
			groups[s], p.Names = group, append(p.Names, s)
		}
		p.Of[n] = group
	}
	return p
}

// check returns an error where p is not a partition of g that names some organisation.
func (p *Partition) check(g *graph.Graph) error {
	if p == nil {
		return fmt.Errorf("there is no partition")
	}
	if len(p.Of) != g.NumOrganisations() {
		return fmt.Errorf("the partition is of %d organisations, and the graph has %d", len(p.Of), g.NumOrganisations())
	}
	some := len(p.Of) == 0
	for n, group := range p.Of {
		if group < -1 || int(group) >= len(p.Names) {
			return fmt.Errorf("the partition has %s in group %d, and there are %d groups", g.ID(graph.Node(n)), group, len(p.Names))
		}
		some = some || group >= 0
	}
	if !some {
		return fmt.Errorf("the partition puts no organisation into a group")
	}
	return nil
}
