package path

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// Finder answers questions about the paths of one graph; [NewFinder] makes one. It keeps, for the choices of types and
// direction that were asked for last, which relationships lead where: 8·(n + m) bytes each way for n organisations and
// m relationships, and of all choices together at most what four of all types take, crossed both ways. Any number of
// goroutines may use it.
type Finder struct {
	g         *graph.Graph
	mu        sync.Mutex
	crossings map[string]*crossings
	made      []string // keys of crossings that have been made, the oldest first
	held      int      // bytes of those
}

// maxCrossings is how many crossings of all types, both ways, would fill the memory that is kept for those of all
// choices that are asked for: the oldest make room.
const maxCrossings = 4

// crossings are the relationships of some types as they can be crossed.
type crossings struct {
	once              sync.Once
	forward, backward *csr.Graph
}

// bytesOf returns how much memory crossings take, each of two ways with so many arcs.
func bytesOf(organisations, arcs int) int { return 2 * (4*(organisations+1) + 8*arcs) }

// NewFinder returns a finder for g. O(1): what it keeps is made when it is first wanted.
func NewFinder(g *graph.Graph) *Finder { return &Finder{g: g, crossings: map[string]*crossings{}} }

// Shortest is [Shortest] for the graph of the finder.
func (f *Finder) Shortest(ctx context.Context, from, to graph.Node, opts Options) (Path, bool, error) {
	for p, err := range f.Find(ctx, pairOf(from, to, AnyShortest, opts)) {
		return p, err == nil, err
	}
	return Path{}, false, nil
}

// Find yields the paths that answer a question. Those from one start come together, in the order of From, each pair
// of a start and an end having its own: by length, and those of the same length in the order of the map. Under
// [Walk], unless AllPaths are asked for, those of the same length come by end first.
//
// Where Weighting is graph.Cost, the paths of each pair of a start and an end come together, in the order of From and
// To: by cost, and those of the same cost in the order of the map. Costs count as the same that differ by less than
// about one part in 10¹². A search takes O(m log n) for each pair, and as many partial paths, which it keeps, as cost
// no more than the last that is asked for: where walks are asked for only those that lead to one of them, but
// exponentially many where others have to be tried.
//
// Acyclic and simple paths are not searched for between organisations where the way to one of Through and the way on
// from there would have to pass the same organisation; that takes O(m log n) for each of Through to find out.
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
	if q.MinHops > f.mostHops(q.Mode) || q.To != nil && len(q.To) == 0 {
		return nil
	}
	var c *crossings
	if q.Weighting == graph.Unweighted || q.rulesOut() {
		c = f.crossingsOf(s)
	}
	ends := f.ends(&q)
	var may *passes
	if q.rulesOut() {
		if may, err = newPasses(ctx, &q, c); err != nil {
			return err
		}
	}
	if q.Weighting != graph.Unweighted {
		return f.findWeighted(ctx, q, ends, may, yield)
	}
	return f.findByHops(ctx, q, c, ends, may, yield)
}

// findByHops yields the paths that answer a question, with each of the ends, and what rules some out, if any.
func (f *Finder) findByHops(ctx context.Context, q Question, c *crossings, ends []int32, may *passes, yield func(Path) bool) error {
	search := product.Search{
		Nodes: f.g.NumOrganisations(), Edges: f.g.NumRelationships(), Mode: productModes[q.Mode], K: max(q.K, 1),
		Selector: productSelectors[q.Which], MaxHops: q.MaxHops, ByLength: true, Memory: q.Memory,
	}
	if q.Which == AnyShortest {
		search.K = 1
	}
	if q.To != nil {
		slices.Sort(ends)
		search.To = ends
	}
	look, err := newAutomata(&q, c, search.To)
	if err != nil {
		return err
	}
	more := true
	for _, from := range distinct(q.From) {
		if may != nil {
			if search.To = may.leave(int32(from), ends); len(search.To) == 0 {
				continue
			}
		}
		search.From, search.Automaton = []int32{int32(from)}, look.of(from)
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
			return asOurs(err)
		}
	}
	return nil
}

// rulesOut reports whether it is to be found out first between which organisations there can be no path.
func (q *Question) rulesOut() bool {
	return len(q.Through) > 0 && (q.Mode == Acyclic || q.Mode == Simple)
}

// mostHops returns how long a path can be.
func (f *Finder) mostHops(mode Mode) int {
	switch mode {
	case Acyclic:
		return max(f.g.NumOrganisations()-1, 0)
	case Simple:
		return f.g.NumOrganisations()
	case Trail:
		return f.g.NumRelationships()
	}
	return math.MaxInt
}

// ends returns the ends of a question, each once: in its order, or all that there are in the order of the map.
func (f *Finder) ends(q *Question) []int32 {
	var ends []int32
	if q.To == nil {
		for n := range f.g.Nodes() {
			ends = append(ends, int32(n))
		}
		return ends
	}
	for _, n := range distinct(q.To) {
		ends = append(ends, int32(n))
	}
	return ends
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
	c.once.Do(func() {
		c.make(s)
		f.keep(key, c)
	})
	return c
}

// keep notes that crossings have been made, and drops the oldest where all take more memory than is kept.
func (f *Finder) keep(key string, c *crossings) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.g.NumOrganisations()
	f.held += bytesOf(n, c.forward.NumArcs())
	for most := maxCrossings * bytesOf(n, 2*f.g.NumRelationships()); f.held > most && len(f.made) > 0; f.made = f.made[1:] {
		oldest := f.made[0]
		f.held -= bytesOf(n, f.crossings[oldest].forward.NumArcs())
		delete(f.crossings, oldest)
	}
	f.made = append(f.made, key)
}

// make goes through the rows of the graph, which stand in the order of the relationships already.
func (c *crossings) make(s *search) {
	if s.opts.Direction == graph.Both { // either way the same
		c.forward = s.rows(graph.Both)
		c.backward = c.forward
		return
	}
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
