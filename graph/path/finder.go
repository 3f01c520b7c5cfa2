package path

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// Finder answers questions about the paths of one graph. It keeps, for each choice of types and direction that was
// asked for, which relationships lead where: 8·(n + m) bytes each way for n organisations and m relationships. Any
// number of goroutines may use it.
type Finder struct {
	g         *graph.Graph
	mu        sync.Mutex
	crossings map[string]*crossings
}

// crossings are the relationships of some types as they can be crossed.
type crossings struct {
	once              sync.Once
	forward, backward *csr.Graph
}

// NewFinder returns a finder for g. O(1): what it keeps is made when it is first wanted.
func NewFinder(g *graph.Graph) *Finder { return &Finder{g: g, crossings: map[string]*crossings{}} }

// Shortest is [Shortest] for the graph of the finder.
func (f *Finder) Shortest(ctx context.Context, from, to graph.Node, opts Options) (Path, bool, error) {
	for p, err := range f.Find(ctx, pairOf(from, to, OneShortest, opts)) {
		return p, err == nil, err
	}
	return Path{}, false, nil
}

// Find yields the paths that answer a question. Those from one start come together, in the order of From, each pair
// of a start and an end having its own: by length, and those of the same length in the order of the map. Under
// [Walk], unless every path is asked for, those of the same length come by end first.
//
// It yields an error, and then nothing more, in the cases in which [KShortest] and [All] do. Paths belong to the
// caller.
func (f *Finder) Find(ctx context.Context, q Question) iter.Seq2[Path, error] {
	return func(yield func(Path, error) bool) {
		if err := f.find(ctx, q, func(p Path) bool { return yield(p, nil) }); err != nil {
			yield(Path{}, err)
		}
	}
}

func (f *Finder) find(ctx context.Context, q Question, yield func(Path) bool) error {
	if err := q.check(f.g); err != nil {
		return err
	}
	s, err := newSearch(ctx, f.g, q.Options)
	if err != nil {
		return err
	}
	if q.Weighting != graph.Unweighted {
		return f.findWeighted(ctx, q, yield)
	}
	c := f.crossingsOf(s)
	search := product.Search{
		Nodes: f.g.NumOrganisations(), Edges: f.g.NumRelationships(), Mode: productModes[q.Mode], K: max(q.K, 1),
		Selector: [...]product.Selector{product.All, product.Shortest, product.AllShortest, product.Shortest, product.ShortestGroups}[q.Which],
		MaxHops:  q.MaxHops, ByLength: true, Memory: q.Memory,
	}
	if q.Which == OneShortest {
		search.K = 1
	}
	if q.To != nil {
		search.To = sorted(q.To)
	}
	more := true
	for i, from := range q.From {
		if slices.Contains(q.From[:i], from) {
			continue
		}
		search.From, search.Automaton = []int32{int32(from)}, f.automaton(&q, c, from)
		stopped := error(nil)
		err := search.Run(ctx, func(m product.Match) bool {
			if stopped = context.Cause(ctx); stopped != nil {
				return false
			}
			more = yield(pathOf(m))
			return more
		})
		if stopped != nil {
			err = stopped
		}
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func sorted(nodes []graph.Node) []int32 {
	list := make([]int32, len(nodes))
	for i, n := range nodes {
		list[i] = int32(n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func pathOf(m product.Match) Path {
	p := Path{Nodes: make([]graph.Node, len(m.Nodes)), Edges: make([]graph.Edge, len(m.Edges))}
	for i, n := range m.Nodes {
		p.Nodes[i] = graph.Node(n)
	}
	for i, e := range m.Edges {
		p.Edges[i] = graph.Edge(e)
	}
	return p
}

// crossingsOf returns the relationships of the types and direction of a search. O(n + m) the first time.
func (f *Finder) crossingsOf(s *search) *crossings {
	key := fmt.Sprint(s.opts.Direction)
	if s.types != nil {
		key += fmt.Sprint(s.types)
	}
	f.mu.Lock()
	c := f.crossings[key]
	if c == nil {
		c = &crossings{}
		f.crossings[key] = c
	}
	f.mu.Unlock()
	c.once.Do(func() { c.make(s) })
	return c
}

// make goes through the rows of the graph, which stand in the order of the relationships already.
func (c *crossings) make(s *search) {
	parallel.Run(2, func(way int) {
		if way == 0 {
			c.forward = s.rows(s.opts.Direction)
		} else {
			c.backward = s.rows(opposite[s.opts.Direction])
		}
	})
}

// rows returns which relationships lead from every organisation in a direction, and where to.
func (s *search) rows(d graph.Direction) *csr.Graph {
	n := s.g.NumOrganisations()
	rows := &csr.Graph{
		Offsets: make([]uint32, 1, n+1),
		Targets: make([]int32, 0, s.g.NumRelationships()), Labels: make([]int32, 0, s.g.NumRelationships()),
	}
	add := func(v graph.Node, e graph.Edge) {
		if s.types == nil || s.types[s.g.TypeIndex(e)] {
			rows.Targets = append(rows.Targets, int32(s.g.Other(e, v)))
			rows.Labels = append(rows.Labels, int32(e))
		}
	}
	for v := range s.g.Nodes() {
		switch d { // one function for the three of them would be made anew for each organisation
		case graph.Out:
			for e := range s.g.Out(v) {
				add(v, e)
			}
		case graph.In:
			for e := range s.g.In(v) {
				add(v, e)
			}
		case graph.Both:
			for e := range s.g.Incident(v) {
				add(v, e)
			}
		}
		rows.Offsets = append(rows.Offsets, uint32(len(rows.Targets)))
	}
	return rows
}
