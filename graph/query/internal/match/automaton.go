package match

import (
	"slices"
	"sync"

	"github.com/liaisongraph/liaison/graph/internal/product"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// program is a sequence as an automaton, with what tells which place and hop each step of a run is.
type program struct {
	ix      *Index
	seq     *sequence // in the order of the search
	reverse bool      // the search goes from the last place to the first
	states  []progState
	starts  []int32
	maxHops int // 0: any number

	mode     product.Mode
	selector product.Selector
	k        int
	// exclude says that the search may not use the relationships that the match has already.
	exclude bool

	placeTests map[*place]*elementTests
	hopTests   map[*hop]*elementTests
	// checks are the conditions that take the whole path.
	checks []*cond
	// groupChecks are those that take one time of a group.
	groupChecks bool
	groupConds  map[int][]*cond // by group.id
	notes       []string        // what the tests are, for people

	instances sync.Pool // of *instance
}

// progState is a state: the run has come over via, to a node that stands at all of visits.
type progState struct {
	via    *hop // nil: it is a start
	visits []visit
	// last are the visits where the path ends here.
	last  []visit
	final bool
	hop   *hop // the one that leads on; nil: none
	next  []int32
}

// visit is a place that a run is at; group is that of the place, nil outside of groups.
type visit struct {
	place *place
	group *group
	begin bool // a new time of the group begins
	end   bool // it ends
}

// elementTests are the tests of the nodes at a place or of the relationships of a hop.
type elementTests struct {
	labels func(int32) bool
	node   *nodeVar // the node must be this one, which is bound
	rel    *relVar  // the relationship must be this one, which is bound
	tests  []elementTest
	// fixed says that tests give the same answer in a whole run of the query.
	fixed bool
	// byEnds says that tests speak of the ends of the relationship too.
	byEnds bool
}

func (t *elementTests) trivial() bool {
	return t == nil || t.labels == nil && t.node == nil && t.rel == nil && len(t.tests) == 0
}

// elementTest is a condition on one node or relationship.
type elementTest struct {
	eval     eval.Func
	slot     int // where the element goes in the row; -1: nowhere
	from, to int // where the ends of a relationship go; -1: nowhere
	none     bool
	// source is the condition that this is a part of: where the test fails with an error, source is to be looked at
	// when the match is complete. nil: the error is that of the search.
	source *cond
}

// maxStates is how many states an automaton may have.
const maxStates = 2000

// position is a state of the automaton with empty transitions, from which that without is made.
type position struct {
	visit visit
	empty []int
	hop   *hop
	to    int
}

type builder struct {
	p         *program
	positions []position
	final     int
	// loop is the bounded group that is made a loop, since MaxHops bounds it.
	loop *group
	err  error
}

// build makes the states of the automaton.
func (p *program) build() error {
	b := &builder{p: p, loop: p.loopable()}
	first, last := b.sequence(p.seq, nil)
	if b.err != nil {
		return b.err
	}
	b.final = last
	entries := map[int][]int32{}
	p.starts = b.states(first, nil, entries)
	// The hops of the states that were made lead to further ones, and so on.
	for s := 0; s < len(p.states); s++ {
		at := p.states[s].next
		if p.states[s].hop == nil {
			continue
		}
		to, hop := int(at[0]), p.states[s].hop
		if _, ok := entries[to]; !ok {
			entries[to] = b.states(to, hop, entries)
		}
		p.states[s].next = entries[to]
		if len(p.states) > maxStates {
			return tooLarge(p.span())
		}
	}
	return nil
}

func (p *program) span() syntax.Span {
	for _, l := range p.seq.links {
		if l.group != nil {
			return l.group.span
		}
	}
	return syntax.Span{}
}

func tooLarge(at syntax.Span) error {
	return fault.New(fault.SyntaxError, "PatternTooLarge", at, "the pattern repeats its parts too many times").
		WithHint("take a smaller bound, or none: {1,}")
}

// loopable returns the group with an upper bound that can be a loop, and sets maxHops: the only one whose
// number of times is not fixed.
func (p *program) loopable() *group {
	loop, fixed := variable(p.seq)
	if loop == nil || loop.max < loop.min {
		return nil
	}
	if hops := fixed + loop.hops()*loop.max; p.maxHops == 0 || hops < p.maxHops {
		p.maxHops = hops
	}
	return loop
}

func (b *builder) position(v visit) int {
	if len(b.positions) > 2*maxStates {
		if b.err == nil {
			b.err = tooLarge(b.p.span())
		}
		return 0
	}
	b.positions = append(b.positions, position{visit: v, to: -1})
	return len(b.positions) - 1
}

func (b *builder) join(from, to int) {
	b.positions[from].empty = append(b.positions[from].empty, to)
}

// sequence adds the positions of a sequence and returns the first and the last.
func (b *builder) sequence(s *sequence, g *group) (first, last int) {
	for i, p := range s.places {
		v := visit{place: p, group: g, begin: g != nil && i == 0, end: g != nil && i == len(s.places)-1}
		at := b.position(v)
		if i == 0 {
			first, last = at, at
			continue
		}
		switch l := s.links[i-1]; {
		case b.err != nil:
			return 0, 0
		case l.hop != nil:
			b.positions[last].hop, b.positions[last].to = l.hop, at
		case l.group != nil:
			b.group(l.group, last, at)
		default:
			b.join(last, at)
		}
		last = at
	}
	return first, last
}

// group adds the positions of all times of a group between two positions.
func (b *builder) group(g *group, from, to int) {
	end := from
	for range g.min {
		first, last := b.sequence(&g.sequence, g)
		if b.err != nil {
			return
		}
		b.join(end, first)
		end = last
	}
	if g.max == syntax.Unbounded || g == b.loop {
		if g.min == 0 {
			first, last := b.sequence(&g.sequence, g)
			b.join(from, first)
			b.join(last, first)
			b.join(last, to)
		} else {
			b.join(end, end-len(g.places)+1)
		}
		b.join(end, to)
		return
	}
	if g.max < g.min {
		return // no number of times will do
	}
	for range g.max - g.min {
		first, last := b.sequence(&g.sequence, g)
		if b.err != nil {
			return
		}
		b.join(end, to)
		b.join(end, first)
		end = last
	}
	b.join(end, to)
}

// states makes the states in which a run can be that has come to a position: one for each way over empty
// transitions to a position from which a hop leads on, or to the final one. Where next is set, it has the position
// behind the hop for now.
func (b *builder) states(entry int, via *hop, entries map[int][]int32) []int32 {
	var made []int32
	var visits []visit
	var finals, others []progState
	var walk func(at int)
	walk = func(at int) {
		visits = append(visits, b.positions[at].visit)
		defer func() { visits = visits[:len(visits)-1] }()
		if at == b.final {
			finals = append(finals, progState{via: via, last: slices.Clone(visits), final: true})
		}
		if h := b.positions[at].hop; h != nil {
			others = append(others, progState{via: via, visits: slices.Clone(visits), hop: h, next: []int32{int32(b.positions[at].to)}})
		}
		for _, to := range b.positions[at].empty {
			walk(to)
		}
	}
	walk(entry)
	// A path may end where another goes on: one state for both, if they test the same.
	for _, f := range finals {
		merged := false
		for i := range others {
			if !others[i].final && slices.Equal(b.tested(f.last), b.tested(others[i].visits)) {
				others[i].final, others[i].last, merged = true, f.last, true
				break
			}
		}
		if !merged {
			others = append(others, f)
		}
	}
	for _, s := range others {
		made = append(made, int32(len(b.p.states)))
		b.p.states = append(b.p.states, s)
	}
	return made
}

// tested returns the places of visits that have tests.
func (b *builder) tested(visits []visit) []*place {
	var places []*place
	for _, v := range visits {
		if !b.p.placeTests[v.place].trivial() {
			places = append(places, v.place)
		}
	}
	return places
}

// turned returns the sequence from its end.
func turned(s *sequence) *sequence {
	t := &sequence{places: slices.Clone(s.places), links: slices.Clone(s.links)}
	slices.Reverse(t.places)
	slices.Reverse(t.links)
	for i, l := range t.links {
		if l.group != nil {
			g := *l.group
			g.sequence = *turned(&l.group.sequence)
			t.links[i].group = &g
		}
	}
	return t
}

// instance is an automaton with what its tests need: it serves one search at a time.
type instance struct {
	p         *program
	st        *state
	rt        *eval.Runtime
	automaton product.Automaton
	search    product.Search
	edges     map[*hop]func(edge, from, to int32) bool
	memos     []*memo
	err       error
	one       [2][1]int32 // the start and the end, where there is one
}

func (p *program) acquire(st *state) *instance {
	in, _ := p.instances.Get().(*instance)
	if in == nil {
		in = p.instantiate()
	}
	same := in.rt == st.rt
	in.st, in.rt, in.err = st, st.rt, nil
	for _, m := range in.memos {
		if !same || !m.fixed {
			m.reset()
		}
	}
	return in
}

func (p *program) release(in *instance) {
	in.st = nil
	in.search.From, in.search.To = nil, nil
	p.instances.Put(in)
}

func (p *program) instantiate() *instance {
	in := &instance{p: p}
	in.edges = map[*hop]func(edge, from, to int32) bool{}
	nodes := map[*place]func(int32) bool{}
	for i := range p.states {
		s := &p.states[i]
		state := product.State{Final: s.final}
		visits := s.visits
		if s.hop == nil {
			visits = s.last
		}
		for _, v := range visits {
			test, ok := nodes[v.place]
			if !ok {
				test = in.nodeTest(p.placeTests[v.place])
				nodes[v.place] = test
			}
			state.Node = both(state.Node, test)
		}
		if h := s.hop; h != nil {
			edge, ok := in.edges[h]
			if !ok {
				edge = in.edgeTest(p.hopTests[h])
				in.edges[h] = edge
			}
			d := h.direction
			if p.reverse {
				d = opposite(d)
			}
			forward, backward := p.ix.rows(h.types, d), p.ix.rows(h.types, opposite(d))
			for _, to := range s.next {
				state.Arcs = append(state.Arcs, product.Arc{To: to, Forward: forward, Backward: backward, Edge: edge})
			}
		}
		in.automaton.States = append(in.automaton.States, state)
	}
	in.automaton.Starts = p.starts
	in.search = product.Search{
		Automaton: &in.automaton, Nodes: p.ix.g.NumNodes(), Edges: p.ix.g.NumRelationships(),
		Mode: p.mode, Selector: p.selector, K: p.k, MaxHops: p.maxHops,
	}
	return in
}

func both(x, y func(int32) bool) func(int32) bool {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return func(n int32) bool { return x(n) && y(n) }
}
