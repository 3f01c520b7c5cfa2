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
	types   map[string]bool // the ids of the types that are wanted; nil is all
	checked int             // how many relationships were looked at

	// hops is, of an organisation on a shortest path, its place there, and otherwise not set.
	hops []int32
}

// Values of distances that are not set.
const (
	unseen   = -1
	excluded = -2 // by Options.Organisation
)

func newSearch(ctx context.Context, g *graph.Graph, opts Options, ends ...graph.Node) (*search, error) {
	for _, n := range ends {
		if n < 0 || int(n) >= g.NumOrganisations() {
			return nil, fmt.Errorf("no organisation has the number %d; there are %d", n, g.NumOrganisations())
		}
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
	return &search{ctx: ctx, g: g, opts: opts, types: types}, ctx.Err()
}

// wantedTypes returns ids with all narrower types, or nil for none.
func wantedTypes(v *graph.Vocabulary, ids []string) (map[string]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		if _, ok := v.Type(id); !ok {
			var known []string
			for t := range v.Types() {
				known = append(known, t.ID)
			}
			return nil, &graph.UnknownError{What: "type", Value: id, Suggestions: graph.Suggest(id, known), Known: known}
		}
		for t := range v.Types() {
			if v.TypeIsA(t.ID, id) {
				wanted[t.ID] = true
			}
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
			if s.types != nil && !s.types[s.g.Type(e).ID] ||
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
// it finds them, and notes their distance. goal is let in unasked; -1 is none.
func (s *search) expand(frontier []graph.Node, seen []int32, distance int32, goal graph.Node, w way) ([]graph.Node, error) {
	var next []graph.Node
	due := s.checked
	for _, n := range frontier {
		if s.checked >= due {
			due = s.checked + 1<<12
			if err := s.ctx.Err(); err != nil {
				return nil, err
			}
		}
		for _, other := range s.steps(n, w) {
			if seen[other] != unseen {
				continue
			}
			if other != goal && s.opts.Organisation != nil && !s.opts.Organisation(other) {
				seen[other] = excluded
				continue
			}
			seen[other] = distance
			next = append(next, other)
		}
	}
	return next, nil
}

// meet searches from both ends, always on the side with fewer organisations to go on from, until the two
// searches have an organisation in common. It returns the length of the shortest paths, whose
// organisations then have their place in s.hops, or false if there is no path.
//
// Both sides go on by whole levels. When they meet, it is in their last levels: an organisation that is
// nearer to one end than that has a neighbour on the path that they would have had in common before.
func (s *search) meet(from, to graph.Node) (length int, found bool, err error) {
	fromStart, toEnd := s.distances(), s.distances()
	fromStart[from], toEnd[to] = 0, 0
	starts, ends := []graph.Node{from}, []graph.Node{to}
	var done, left int32 // the distances of the last levels from the start and to the end
	common := func(level []graph.Node, others []int32) []graph.Node {
		return slices.DeleteFunc(slices.Clone(level), func(n graph.Node) bool { return others[n] < 0 })
	}
	middle := common(starts, toEnd)
	for len(middle) == 0 {
		if len(starts) == 0 || len(ends) == 0 || s.opts.MaxHops > 0 && int(done+left) >= s.opts.MaxHops {
			return 0, false, nil
		}
		if len(starts) <= len(ends) {
			done++
			starts, err = s.expand(starts, fromStart, done, to, onward)
			middle = common(starts, toEnd)
		} else {
			left++
			ends, err = s.expand(ends, toEnd, left, from, backward)
			middle = common(ends, fromStart)
		}
		if err != nil {
			return 0, false, err
		}
	}
	s.hops = s.distances()
	for _, n := range middle {
		s.hops[n] = done
	}
	if err := s.place(middle, fromStart, done, backward); err != nil {
		return 0, false, err
	}
	if err := s.place(middle, toEnd, left, onward); err != nil {
		return 0, false, err
	}
	return int(done + left), true, nil
}

// place goes from the middle to the end to which the distances are, and notes the place of the organisations
// on the way.
func (s *search) place(middle []graph.Node, distances []int32, distance int32, w way) error {
	step := int32(1)
	if w == backward {
		step = -1
	}
	for level := middle; distance > 0; distance-- {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		var next []graph.Node
		for _, n := range level {
			for _, other := range s.steps(n, w) {
				if distances[other] == distance-1 && s.hops[other] == unseen {
					s.hops[other] = s.hops[n] + step
					next = append(next, other)
				}
			}
		}
		level = next
	}
	return nil
}

// enumerate yields the shortest paths that meet has found, depth first. Every organisation that has a place
// is on one, so that no step is in vain.
func (s *search) enumerate(from graph.Node, length int, yield func(Path, error) bool) {
	nodes, edges := make([]graph.Node, length+1), make([]graph.Edge, length)
	nodes[0] = from
	if length == 0 {
		yield(Path{nodes, edges}, nil)
		return
	}
	choices := make([][]graph.Edge, length) // by place: the relationships by which a path may go on
	taken := make([]int, length)            // how many of them have been
	choices[0] = s.choices(nil, from, 1)
	for at := 0; at >= 0; {
		if taken[at] == len(choices[at]) {
			at--
			continue
		}
		edges[at] = choices[at][taken[at]]
		nodes[at+1] = s.g.Other(edges[at], nodes[at])
		taken[at]++
		if at++; at < length {
			choices[at] = s.choices(choices[at][:0], nodes[at], int32(at+1))
			taken[at] = 0
			continue
		}
		at--
		if err := s.ctx.Err(); err != nil {
			yield(Path{}, err)
			return
		}
		if !yield(Path{slices.Clone(nodes), slices.Clone(edges)}, nil) {
			return
		}
	}
}

// choices appends the relationships by which paths go on from n to an organisation at a place.
func (s *search) choices(to []graph.Edge, n graph.Node, place int32) []graph.Edge {
	for e, other := range s.steps(n, onward) {
		if s.hops[other] == place {
			to = append(to, e)
		}
	}
	return to
}

func (s *search) spread(from graph.Node) ([]Reached, error) {
	seen := s.distances()
	seen[from] = 0
	reached := []Reached{{from, 0}}
	frontier := []graph.Node{from}
	for hops := 1; len(frontier) > 0 && (s.opts.MaxHops == 0 || hops <= s.opts.MaxHops); hops++ {
		next, err := s.expand(frontier, seen, int32(hops), -1, onward)
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
