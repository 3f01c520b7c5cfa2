package structure

import (
	"errors"
	"fmt"
	"strings"

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

// ByTag groups organisations by their first tag, in the order of its first organisation; those without are
// in no group. O(n).
func ByTag(g *graph.Graph) *Partition {
	return groupBy(g, func(n graph.Node) string {
		if tags := g.Organisation(n).Tags; len(tags) > 0 {
			return tags[0]
		}
		return ""
	})
}

// Membership says that an organisation, given by any name of it, is in a group.
type Membership struct{ Organisation, Group string }

// PartitionOf groups organisations as somebody says. Groups stand in the order in which they are first
// named; the spaces around a name do not count. An organisation that is not named, or whose group is empty,
// is in no group; one that is named twice must be in the same group both times.
//
// The error is a [*MembershipsError] that tells of every member that is wrong: with a [*graph.UnknownError]
// or a [*graph.AmbiguousError] where a name is not, or not only, that of one organisation of g. Members that
// put nobody into a group are an error too. O(n + length of all names).
func PartitionOf(g *graph.Graph, members []Membership) (*Partition, error) {
	p := &Partition{Of: make([]int32, g.NumOrganisations())}
	for n := range p.Of {
		p.Of[n] = -1
	}
	groups := map[string]int32{}
	wrong := &MembershipsError{}
	for i, m := range members {
		n, err := g.Find(strings.TrimSpace(m.Organisation))
		name := strings.TrimSpace(m.Group)
		if err == nil && name == "" {
			continue
		}
		if err == nil && p.Of[n] >= 0 && p.Names[p.Of[n]] != name {
			err = fmt.Errorf("%s is in the group %q already, and cannot be in %q too", g.ID(n), p.Names[p.Of[n]], name)
		}
		if err != nil {
			wrong.Faults = append(wrong.Faults, MembershipFault{i, err})
			if len(wrong.Faults) == maxMembershipFaults && i+1 < len(members) {
				wrong.Stopped = true // suggestions take time, and nobody reads on
				break
			}
			continue
		}
		group, ok := groups[name]
		if !ok {
			group = int32(len(p.Names))
			groups[name], p.Names = group, append(p.Names, name)
		}
		p.Of[n] = group
	}
	switch {
	case len(wrong.Faults) > 0:
		return nil, wrong
	case len(p.Names) == 0:
		return nil, errNoMembers
	}
	return p, nil
}

// maxMembershipFaults is after how many wrong members PartitionOf looks no further.
const maxMembershipFaults = 20

var errNoMembers = errors.New("the partition puts no organisation into a group")

// MembershipsError says which of the members that [PartitionOf] was given are wrong.
type MembershipsError struct {
	Faults  []MembershipFault
	Stopped bool // whether there are members after the last fault that were not looked at
}

// MembershipFault is what is wrong with one member.
type MembershipFault struct {
	Index int // in the members that were given
	Err   error
}

func (e *MembershipsError) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = fmt.Sprintf("member %d: %v", f.Index+1, f.Err)
	}
	if e.Stopped {
		lines = append(lines, "and there may be more")
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the faults, for [errors.As] and [errors.Is].
func (e *MembershipsError) Unwrap() []error {
	faults := make([]error, len(e.Faults))
	for i, f := range e.Faults {
		faults[i] = f.Err
	}
	return faults
}

// In returns the partition of part, a selection of g, that p, a partition of g, makes of it. Groups of which
// nobody is left are gone, the others stay in their order. An organisation of part that g or p does not have, or
// that p has in a group that there is not, is in no group. O(n).
func (p *Partition) In(g, part *graph.Graph) *Partition {
	in := &Partition{Of: make([]int32, part.NumOrganisations())}
	at := make([]int32, len(p.Names))
	for n := range part.Nodes() {
		in.Of[n] = -1
		if whole, ok := g.NodeByID(part.ID(n)); ok && int(whole) < len(p.Of) && p.valid(int(whole)) {
			in.Of[n] = p.Of[whole]
		}
		if group := in.Of[n]; group >= 0 {
			at[group] = 1
		}
	}
	for group, left := range at {
		at[group] = int32(len(in.Names))
		if left > 0 {
			in.Names = append(in.Names, p.Names[group])
		}
	}
	for n, group := range in.Of {
		if group >= 0 {
			in.Of[n] = at[group]
		}
	}
	return in
}

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

// valid reports whether there is the group that an organisation is in, if it is in one.
func (p *Partition) valid(n int) bool { return p.Of[n] >= -1 && int(p.Of[n]) < len(p.Names) }

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
		if !p.valid(n) {
			return fmt.Errorf("the partition has %s in group %d, and there are %d groups", g.ID(graph.Node(n)), group, len(p.Names))
		}
		some = some || group >= 0
	}
	if !some {
		return errNoMembers
	}
	return nil
}

// sizes returns how many organisations every group has.
func (p *Partition) sizes() []int {
	sizes := make([]int, len(p.Names))
	for _, group := range p.Of {
		if group >= 0 {
			sizes[group]++
		}
	}
	return sizes
}

// pairs is the number of pairs among k. It is rounded by itself: a processor that can multiply and add at
// once would else round it together with what it is added to.
func pairs(k float64) float64 { return float64(float64(k*(k-1)) / 2) }
