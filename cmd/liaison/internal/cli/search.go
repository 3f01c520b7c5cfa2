package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// mostMemory is how many bytes a search for paths may hold.
const mostMemory = 1 << 30

// withTimeout bounds how long something may take; 0 is no bound.
func withTimeout(ctx context.Context, most time.Duration) (context.Context, context.CancelFunc) {
	if most == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, most)
}

// tooMuch reports whether a search failed because it takes more time or memory than it may.
func tooMuch(err error) bool {
	var full *path.MemoryError
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &full)
}

// search is a question for paths.
type search struct {
	noun     string // what a path is called, where that is not "path"
	whole    *graph.Graph
	filter   *filter
	from, to ends
	asked
}

// asked is which paths count.
type asked struct {
	direction graph.Direction
	maxHops   int
	mode      path.Mode
	through   []string // ids
	weighted  bool
	k         int // how many of each start and end
	all       bool
	limit     int // how many in all
}

// ends is where paths begin, or where they end: organisations by their ids, and all of some classifications.
type ends struct {
	ids, classes []string
}

// add puts further organisations among the ends.
func (e *ends) add(ids ...string) {
	among := make(map[string]bool, len(e.ids)+len(ids))
	for _, id := range e.ids {
		among[id] = true
	}
	for _, id := range ids {
		if !among[id] {
			among[id] = true
			e.ids = append(e.ids, id)
		}
	}
}

// single reports whether the ends are one organisation that is named.
func (e ends) single() bool { return len(e.ids) == 1 && len(e.classes) == 0 }

// overlap reports whether organisations are both a start and an end that are several: paths from one to itself are
// not meant then.
func (s *search) overlap() bool {
	if s.from.single() && s.to.single() {
		return false
	}
	to := make([]bool, s.whole.NumOrganisations())
	for _, n := range s.to.members(s.whole) {
		to[n] = true
	}
	return slices.ContainsFunc(s.from.members(s.whole), func(n graph.Node) bool { return to[n] })
}

// members returns the ends that are in g, those that are named first.
func (e ends) members(g *graph.Graph) (nodes []graph.Node) {
	among := make([]bool, g.NumOrganisations())
	for _, id := range e.ids {
		if n, ok := g.NodeByID(id); ok {
			nodes = append(nodes, n)
			among[n] = true
		}
	}
	if len(e.classes) == 0 {
		return nodes
	}
	for n := range g.Nodes() {
		if !among[n] && isAny(g, n, e.classes) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// part is what the filters keep of a map, with what a search is about in it.
type part struct {
	graph    *graph.Graph
	from, to []graph.Node
	through  []graph.Node
	lost     []graph.Node // of the whole map: what paths must pass and the filters leave out
}

// part returns what some filters keep, with what of through is in it.
func (s *search) part(o *filter, through []string) (*part, error) {
	selection, err := o.selection(s.whole)
	if err != nil {
		return nil, err
	}
	selection.KeepIsolated = true // an end that no relationship is left of is still there
	g, err := o.choose(s.whole, selection)
	if err != nil {
		return nil, err
	}
	p := &part{graph: g, from: s.from.members(g), to: s.to.members(g)}
	for _, id := range through {
		if n, ok := g.NodeByID(id); ok {
			p.through = append(p.through, n)
		} else {
			n, _ := s.whole.NodeByID(id)
			p.lost = append(p.lost, n)
		}
	}
	return p, nil
}

// routes is what a search finds.
type routes struct {
	all   []*tell.Route
	more  bool // there are others
	graph *graph.Graph
}

// run returns the paths that some filters leave.
func (s *search) run(ctx context.Context, o *filter, which asked) (*routes, error) {
	p, err := s.part(o, which.through)
	if err != nil {
		return nil, err
	}
	found := &routes{graph: p.graph, all: []*tell.Route{}} // JSON has a list, if an empty one
	if len(p.lost) > 0 || len(p.to) == 0 {
		return found, nil
	}
	q := path.Question{From: p.from, To: p.to, Which: path.ShortestK, K: max(which.k, 1), Options: path.Options{
		Direction: which.direction, MaxHops: which.maxHops, Mode: which.mode, Through: p.through, Memory: mostMemory,
	}}
	if which.all {
		q.Which = path.AllPaths
	}
	if which.weighted {
		q.Weighting = graph.Cost
	}
	overlap := s.overlap()
	for got, err := range path.NewFinder(p.graph).Find(ctx, q) {
		if err != nil {
			return nil, err
		}
		if got.Nodes[0] == got.Nodes[got.Len()] && overlap {
			continue
		}
		if len(found.all) == which.limit {
			found.more = true
			break
		}
		r := tell.NewRoute(p.graph, got)
		if which.weighted {
			r.Cost = tell.Cost(p.graph, got)
		}
		found.all = append(found.all, r)
	}
	return found, nil
}
