package path

import (
	"context"
	"fmt"
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
}

// Values of distances that are not set.
const (
	unseen   = -1
	excluded = -2 // by Options.Organisation
)

func newSearch(ctx context.Context, g *graph.Graph, opts Options, ends ...graph.Node) (*search, error) {
	if err := checkNodes(g, ends); err != nil {
		return nil, err
	}
	if opts.MaxHops < 0 {
		return nil, fmt.Errorf("at most %d hops: the number of hops is 1 or more, or 0 for any", opts.MaxHops)
	}
	if opts.Direction > graph.Both {
		return nil, fmt.Errorf("no direction %d", opts.Direction)
	}
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

// way says whether a search goes as paths do, or from their end back.
type way bool

const (
	onward   way = true
	backward way = false
)

// steps yields the relationships by which paths leave n or, backward, reach it, in ascending order, with
// the organisation at their other end.
func (s *search) steps(n graph.Node, w way) iter.Seq2[graph.Edge, graph.Node] {
	edges := s.g.Incident
	switch {
	case s.opts.Direction == graph.Both:
	case (s.opts.Direction == graph.Out) == bool(w):
		edges = s.g.Out
	default:
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
			if err := s.ctx.Err(); err != nil {
				return nil, err
			}
		}
		for _, other := range s.steps(n, onward) {
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

func (s *search) spread(from graph.Node) ([]Reached, error) {
	seen := s.distances()
	seen[from] = 0
	reached := []Reached{{from, 0}}
	frontier := []graph.Node{from}
	for hops := 1; len(frontier) > 0 && (s.opts.MaxHops == 0 || hops <= s.opts.MaxHops); hops++ {
		next, err := s.expand(frontier, seen, int32(hops))
		if err != nil {
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
