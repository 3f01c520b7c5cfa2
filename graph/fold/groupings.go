package fold

import (
	"cmp"
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// Grouping finds groups of organisations that belong together.
type Grouping struct {
	Name        string // "sector"
	Noun        string // what a group is: "sector"
	Description string
	// Groups returns the groups of g, in the order of their first organisations; organisations in none stay as they
	// are. Those for which kept holds are in none: a group of which some are kept is called the others of it. A nil
	// kept keeps none.
	Groups func(ctx context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error)
}

// Groupings returns the groupings that there are. The caller may change the slice.
func Groupings() []Grouping {
	return []Grouping{
		{"sector", "sector", "organisations of one sector, the broadest of their classifications", bySector},
		{"classification", "classification", "organisations of one classification, the first that they have", byClassification},
		{"part-of", "whole with its parts", "an organisation and all that is part of it, directly or not", byWhole},
		{"tag", "tag", "organisations with one tag, the first that they have", byTag},
		{"community", "community", "organisations that have more to do with each other than with the rest", byCommunity},
	}
}

// LookupGrouping returns the grouping with a name. The error is a [*graph.UnknownError].
func LookupGrouping(name string) (Grouping, error) {
	var names []string
	for _, grouping := range Groupings() {
		if grouping.Name == name {
			return grouping, nil
		}
		names = append(names, grouping.Name)
	}
	return Grouping{}, &graph.UnknownError{What: "grouping", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}

// Partitioned returns the groups of a partition of g, which are called by the labels, one for each of its names. Kept
// is as for a [Grouping].
func Partitioned(g *graph.Graph, p *structure.Partition, labels []string, kept func(graph.Node) bool) []Group {
	groups := make([]Group, p.NumGroups())
	for i := range groups {
		groups[i] = Group{ID: graph.Slug(p.Names[i]), Name: labels[i]}
	}
	return fill(g, groups, func(n graph.Node) int { return int(p.Of[n]) }, kept)
}

// fill puts the organisations that are not kept into their groups, and leaves out those without any.
func fill(g *graph.Graph, groups []Group, of func(graph.Node) int, kept func(graph.Node) bool) []Group {
	partly := make([]bool, len(groups))
	for n := range g.Nodes() {
		i := of(n)
		switch {
		case i < 0:
		case kept != nil && kept(n):
			partly[i] = true
		default:
			groups[i].Of = append(groups[i].Of, n)
		}
	}
	for i := range groups {
		if partly[i] {
			groups[i].Name, groups[i].ShortName = others+groups[i].Name, ""
		}
	}
	groups = slices.DeleteFunc(groups, func(group Group) bool { return len(group.Of) == 0 })
	slices.SortStableFunc(groups, func(a, b Group) int { return int(a.Of[0] - b.Of[0]) })
	return groups
}

// others begins the name of a group of which some are kept.
const others = "Others: "

func bySector(_ context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error) {
	return byClass(g, structure.BySector(g), "No sector", kept), nil
}

func byClassification(_ context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error) {
	return byClass(g, structure.ByClassification(g), "No classification", kept), nil
}

// byClass makes groups of a partition by classifications, and one of the organisations without any.
func byClass(g *graph.Graph, p *structure.Partition, none string, kept func(graph.Node) bool) []Group {
	groups := make([]Group, p.NumGroups(), p.NumGroups()+1)
	for i, id := range p.Names {
		c, _ := g.Vocabulary().Classification(id)
		groups[i] = Group{ID: id, Name: cmp.Or(c.PluralLabel, c.Label, id), Classification: id}
	}
	groups = append(groups, Group{ID: graph.Slug(none), Name: none})
	return fill(g, groups, func(n graph.Node) int {
		if p.Of[n] < 0 {
			return len(groups) - 1
		}
		return int(p.Of[n])
	}, kept)
}

// byWhole groups each organisation with the whole that it is part of in the end. Where it is part of several, the
// first relationship counts; where wholes are part of each other, the first organisation of the circle is the whole.
// What is part of nothing and has no parts is in no group.
func byWhole(_ context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error) {
	root := roots(wholes(g))
	index := map[graph.Node]int{}
	var groups []Group
	hasParts := make([]bool, len(root))
	for n, whole := range root {
		if graph.Node(n) != whole {
			hasParts[whole] = true
		}
	}
	for n, whole := range root {
		if graph.Node(n) != whole || !hasParts[n] {
			continue
		}
		index[whole] = len(groups)
		group := Group{ID: g.ID(whole), Name: g.Name(whole), ShortName: g.ShortName(whole)}
		if classes := g.Classifications(whole); len(classes) > 0 {
			group.Classification = classes[0]
		}
		groups = append(groups, group)
	}
	return fill(g, groups, func(n graph.Node) int {
		if i, ok := index[root[n]]; ok {
			return i
		}
		return -1
	}, kept), nil
}

// wholes returns for each organisation that of which it is a part, or -1.
func wholes(g *graph.Graph) []graph.Node {
	whole := make([]graph.Node, g.NumOrganisations())
	for n := range whole {
		whole[n] = -1
	}
	for e := range g.Edges() {
		status := g.Status(e)
		if whole[g.From(e)] < 0 && g.From(e) != g.To(e) && status != graph.Ended && status != graph.Proposed &&
			g.Vocabulary().TypeIsA(g.Type(e).ID, "part-of") {
			whole[g.From(e)] = g.To(e)
		}
	}
	return whole
}

// roots returns where the way from each organisation to its whole, and on to the whole of that, ends.
func roots(whole []graph.Node) []graph.Node {
	root := make([]graph.Node, len(whole))
	seen := make([]int, len(whole)) // on which walk an organisation was met, from 1
	for n := range root {
		root[n] = -1
	}
	for n := range root {
		var walk []graph.Node
		at := graph.Node(n)
		for root[at] < 0 && seen[at] == 0 {
			seen[at] = n + 1
			walk = append(walk, at)
			if whole[at] < 0 {
				root[at] = at
				break
			}
			at = whole[at]
		}
		end := root[at]
		if end < 0 { // the walk has come upon itself: a circle from at on
			end = slices.Min(walk[slices.Index(walk, at):])
		}
		for _, m := range walk {
			root[m] = end
		}
	}
	return root
}

func byTag(_ context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error) {
	p := structure.ByTag(g)
	return Partitioned(g, p, p.Names, kept), nil
}

// byCommunity makes groups of communities, and one of the organisations that have no relationships, each of which is
// a community of its own.
func byCommunity(ctx context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]Group, error) {
	found, err := structure.FindCommunities(ctx, g, structure.CommunityOptions{})
	if err != nil {
		return nil, err
	}
	p := structure.Partition{Of: slices.Clone(found.Partition.Of), Names: append(slices.Clone(found.Partition.Names), "alone")}
	labels := make([]string, len(p.Names))
	for i, hub := range found.Partition.Names {
		labels[i] = "Around " + hub
	}
	labels[len(labels)-1] = "No relationships"
	tied := make([]bool, g.NumOrganisations())
	for e := range g.Edges() {
		tied[g.From(e)], tied[g.To(e)] = true, true
	}
	for n := range tied {
		if !tied[n] {
			p.Of[n] = int32(len(labels) - 1)
		}
	}
	return Partitioned(g, &p, labels, kept), nil
}
