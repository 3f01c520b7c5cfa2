package fold

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// pairOf is two organisations, the lower one first.
type pairOf struct{ a, b graph.Node }

// between returns how many relationships there are between each two organisations of the folded graph, in either direction.
func (f *Folded) between() map[pairOf]int {
	counts := map[pairOf]int{}
	for e := range f.Graph.Edges() {
		counts[f.pair(e)] += len(f.Relationships[e])
	}
	return counts
}

func (f *Folded) pair(e graph.Edge) pairOf {
	from, to := f.Graph.From(e), f.Graph.To(e)
	return pairOf{min(from, to), max(from, to)}
}

// Threshold returns the least number of relationships with which at most so many pairs of organisations have that many
// or more, from 1: what [Folded.AtLeast] takes for a picture with so many lines. O(relationships of the folded graph).
func (f *Folded) Threshold(lines int) int {
	var counts []int
	for _, count := range f.between() {
		counts = append(counts, count)
	}
	slices.SortFunc(counts, func(a, b int) int { return b - a })
	if len(counts) <= lines {
		return 1
	}
	return counts[max(lines, 0)] + 1
}

// strongest returns the pairs that are among the first so many of an organisation, by how many relationships they have and
// then by their order in the graph; an organisation with itself is not counted.
func (f *Folded) strongest(counts map[pairOf]int, each int) map[pairOf]bool {
	of := make([][]pairOf, f.Graph.NumOrganisations())
	seen := map[pairOf]bool{}
	for e := range f.Graph.Edges() {
		if p := f.pair(e); !seen[p] && p.a != p.b {
			seen[p] = true
			of[p.a], of[p.b] = append(of[p.a], p), append(of[p.b], p)
		}
	}
	first := map[pairOf]bool{}
	for _, pairs := range of {
		slices.SortStableFunc(pairs, func(x, y pairOf) int { return counts[y] - counts[x] })
		for _, p := range pairs[:min(each, len(pairs))] {
			first[p] = true
		}
	}
	return first
}

// AtLeast returns f without the relationships of pairs of organisations that have fewer than so many between them, but for the
// strongest pairs of each organisation, as many as it says; and how many of the relationships of the graph that was folded are
// left out. An organisation that has none left stays.
// O(organisations + relationships + evidence) of the folded graph.
func (f *Folded) AtLeast(count, each int) (strongest *Folded, left int, err error) {
	counts := f.between()
	first := f.strongest(counts, each)
	copying := &folding{g: f.Graph, builder: graph.NewBuilder()}
	if err := copying.assign(); err != nil {
		return nil, 0, err
	}
	if err := copying.copyFrame(); err != nil {
		return nil, 0, err
	}
	if err := copying.addOrganisations(); err != nil {
		return nil, 0, err
	}
	strongest = &Folded{Organisations: f.Organisations, Within: f.Within}
	for e := range f.Graph.Edges() {
		if p := f.pair(e); counts[p] < count && !first[p] {
			left += len(f.Relationships[e])
			continue
		}
		copying.bundles = append(copying.bundles, bundle{f.Graph.From(e), f.Graph.To(e), []graph.Edge{e}})
		strongest.Relationships = append(strongest.Relationships, f.Relationships[e])
	}
	if err := copying.addRelationships(); err != nil {
		return nil, 0, err
	}
	strongest.Graph, err = copying.builder.Build()
	return strongest, left, err
}
