package path

import (
	"context"
	"iter"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// search is a graph as the options show it.
type search struct {
	ctx     context.Context
	g       *graph.Graph
	opts    Options
	types   []bool // which types are wanted, by TypeIndex; nil is all
	checked int    // how many relationships were looked at
	held    int64  // bytes
}

// Values of distances that are not set.
const (
	unseen   = -1
	excluded = -2 // by Options.Organisation
)

// newSearch looks at a graph with options that have been checked.
func newSearch(ctx context.Context, g *graph.Graph, opts Options) (*search, error) {
	types, err := wantedTypes(g.Vocabulary(), opts.Types)
	if err != nil {
		return nil, err
	}
	return &search{ctx: ctx, g: g, opts: opts, types: types}, context.Cause(ctx)
}

// wantedTypes returns which types are one of ids or narrower, by their place in the vocabulary, or nil for no ids.
func wantedTypes(v *graph.Vocabulary, ids []string) ([]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var wanted []bool
	for t := range v.Types() {
		wanted = append(wanted, slices.ContainsFunc(ids, func(id string) bool { return v.TypeIsA(t.ID, id) }))
	}
	for _, id := range ids {
		if _, ok := v.Type(id); !ok {
			var known []string
			for t := range v.Types() {
				known = append(known, t.ID)
			}
			return nil, &graph.UnknownError{What: "type", Value: id, Suggestions: graph.Suggest(id, known), Known: known}
		}
	}
	return wanted, nil
}

// distances returns a distance for every organisation, none of them set.
func (s *search) distances() []int32 {
	d := make([]int32, s.g.NumOrganisations())
	for i := range d {
		d[i] = unseen
	}
	return d
}

// hold notes that a search holds bytes from now on.
func (s *search) hold(bytes int) error {
	if s.held += int64(bytes); s.opts.Memory > 0 && s.held > s.opts.Memory {
		return &MemoryError{Limit: s.opts.Memory}
	}
	return nil
}

// steps yields the relationships by which paths leave n, in ascending order, with the organisation at their other end.
func (s *search) steps(n graph.Node) iter.Seq2[graph.Edge, graph.Node] {
	edges := s.g.Incident
	switch s.opts.Direction {
	case graph.Out:
		edges = s.g.Out
	case graph.In:
		edges = s.g.In
	}
	return func(yield func(graph.Edge, graph.Node) bool) {
		for e := range edges(n) {
			s.checked++
			if s.types != nil && !s.types[s.g.TypeIndex(e)] ||
				s.opts.Relationship != nil && !s.opts.Relationship(e) {
				continue
			}
			if !yield(e, s.g.Other(e, n)) {
				return
			}
		}
	}
}

// expand returns the organisations one hop beyond the frontier that are new to seen, in the order in which
// it finds them, and notes their distance.
func (s *search) expand(frontier []graph.Node, seen []int32, distance int32) ([]graph.Node, error) {
	var next []graph.Node
	due := s.checked
	for _, n := range frontier {
		if s.checked >= due {
			due = s.checked + 1<<12
			if s.ctx.Err() != nil {
				return nil, context.Cause(s.ctx)
			}
		}
		for _, other := range s.steps(n) {
			if seen[other] != unseen {
				continue
			}
			if s.opts.Organisation != nil && !s.opts.Organisation(other) {
				seen[other] = excluded
				continue
			}
			seen[other] = distance
			next = append(next, other)
		}
	}
	return next, nil
}

func (s *search) spread(from []graph.Node) ([]Reached, error) {
	if err := s.hold(4 * s.g.NumOrganisations()); err != nil {
		return nil, err
	}
	seen := s.distances()
	frontier := slices.Clone(from)
	slices.Sort(frontier)
	frontier = slices.Compact(frontier)
	reached := make([]Reached, 0, len(frontier))
	for _, n := range frontier {
		seen[n] = 0
		reached = append(reached, Reached{n, 0})
	}
	for hops := 1; len(frontier) > 0 && (s.opts.MaxHops == 0 || hops <= s.opts.MaxHops); hops++ {
		next, err := s.expand(frontier, seen, int32(hops))
		if err != nil {
			return nil, err
		}
		if err := s.hold(len(next) * 20); err != nil { // here and in reached
			return nil, err
		}
		slices.Sort(next)
		for _, n := range next {
			reached = append(reached, Reached{n, hops})
		}
		frontier = next
	}
	return reached, nil
}
