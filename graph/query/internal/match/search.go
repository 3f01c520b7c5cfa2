package match

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/internal/product"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// searchStep asks package product for the ways from a node that is bound: those of a group, or whole paths.
type searchStep struct {
	p          *program
	id         int // in state.found
	start, end *place
	bound      bool // end is bound
	// ends are the nodes at which the path may end, where those are few; nil: anywhere. Those of them count that meet
	// endConds.
	ends     []int32
	hasEnds  bool
	endConds []*cond
	// apart says that start and end must be different nodes, unless the path may have no relationship: the manner of
	// shortestPath.
	apart bool
	// unique says that the relationships may not be those of other parts of the match, nor the other way round.
	unique bool
	// after says that the relationships are compared with those of other parts when the path is chosen.
	after bool
	// path is what the search is the whole of; nil: it is a group.
	path  *path
	lists []*listVar
	// checkLists and checkPath are what the checks of the program speak of.
	checkLists []*listVar
	checkPath  *path
	// inside are the nodes inside of the path of which other parts of the MATCH say something.
	inside []*nodeVar
	// compares are nodes inside of the path that other parts have bound: they are compared when the path is chosen.
	compares []*place
	// selects says that the selector is applied here, to the paths that pass the checks.
	selects  bool
	selector product.Selector
	k        int
	operator string
	text     string
	notes    []string
}

func (s *searchStep) run(st *state, i int) error {
	from := st.nodes[s.start.v.id]
	if s.apart && s.bound && st.nodes[s.end.v.id] == from {
		return s.here(st, i, from)
	}
	in := s.p.acquire(st)
	defer s.p.release(in)
	in.one[0][0] = from
	in.search.From = in.one[0][:]
	in.search.To = nil
	switch {
	case s.bound:
		in.one[1][0] = st.nodes[s.end.v.id]
		in.search.To = in.one[1][:]
	case s.hasEnds:
		if in.search.To = s.to(st); len(in.search.To) == 0 {
			return nil
		}
	}
	in.search.ByLength = s.selects
	in.search.Memory = st.rt.Budget.Left()
	var chosen *chooser
	if s.selects {
		chosen = newChooser(s.selector, s.k)
	}
	var failed error
	err := in.search.Run(st.rt.Ctx, func(m product.Match) bool {
		if failed = in.err; failed != nil {
			return false
		}
		failed = s.take(st, i, in, m, chosen)
		return failed == nil && !chosen.done(s.bound)
	})
	switch {
	case failed != nil:
		return failed
	case in.err != nil:
		return in.err
	}
	return s.explainError(st.rt.Ctx, err)
}

// to returns those of the ends at which the path may end.
func (s *searchStep) to(st *state) []int32 {
	if len(s.endConds) == 0 && s.end.v.test == nil {
		return s.ends
	}
	var nodes []int32
	for _, n := range s.ends {
		if st.bind(s.end.v, n) && !slices.ContainsFunc(s.endConds, func(c *cond) bool { return !st.holds(c) }) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// here is shortestPath from a node to itself: it finds the path without relationships, or none.
func (s *searchStep) here(st *state, i int, n int32) error {
	for _, start := range s.p.starts {
		p := &s.p.states[start]
		if !p.final {
			continue
		}
		in := s.p.acquire(st)
		defer s.p.release(in)
		if test := in.automaton.States[start].Node; test != nil && !test(n) {
			return in.err
		}
		return s.take(st, i, in, product.Match{Nodes: []int32{n}, States: []int32{start}}, nil)
	}
	return nil
}

// take goes on with what the search found, if that passes the checks and is chosen.
func (s *searchStep) take(st *state, i int, in *instance, m product.Match, chosen *chooser) error {
	if err := st.rt.Budget.Path(); err != nil {
		return err
	}
	end := m.Nodes[len(m.Nodes)-1]
	if s.apart && end == m.Nodes[0] && len(m.Edges) > 0 {
		return nil
	}
	f := &st.found[s.id]
	f.p, f.Match = s.p, m
	if !st.put(s.end.v, end, s.bound || s.end.v == s.start.v) {
		return nil
	}
	if ok, err := s.check(st, f); !ok || err != nil {
		return err
	}
	if !chosen.take(end, len(m.Edges)) {
		return nil
	}
	if s.after && slices.ContainsFunc(m.Edges, st.isUsed) {
		return nil
	}
	for _, p := range s.compares {
		if !f.compare(st, p) {
			return nil
		}
	}
	for _, v := range s.inside {
		if !v.test(st.nodes[v.id]) {
			return nil
		}
	}
	for _, l := range s.lists {
		st.row[l.slot] = f.list(l)
	}
	return st.nextWith(i, s.unique, m.Edges...)
}

// check binds what stands inside of a path, and evaluates the conditions that take all of it.
func (s *searchStep) check(st *state, f *found) (bool, error) {
	if s.path == nil && !s.p.groupChecks {
		return true, nil
	}
	if s.path != nil && !f.walk(func(v visit, n int32) bool {
		return v.group != nil || s.bindInside(st, v.place, n)
	}, func(h *hop, e int32) bool {
		if h.id >= 0 {
			st.cross(h, e)
		}
		return true
	}) {
		return false, nil
	}
	if s.p.groupChecks {
		var failed error
		ok := f.walk(func(v visit, n int32) bool { return v.group == nil || s.inGroup(st, v, n, &failed) },
			func(h *hop, e int32) bool {
				if h.id < 0 && h.slot >= 0 {
					st.row[h.slot] = value.Relationship(relID(e))
				}
				return true
			})
		if !ok || failed != nil {
			return false, failed
		}
	}
	for _, l := range s.checkLists {
		st.row[l.slot] = f.list(l)
	}
	for _, c := range s.p.checks {
		if s.checkPath != nil && c.names[s.checkPath.name] {
			st.row[s.checkPath.slot] = st.path(s.checkPath)
		}
		v, err := c.eval(st.rt, st.row)
		if err != nil || !v.IsTrue() {
			return false, err
		}
	}
	return true, nil
}

// bindInside binds a node of the path; one that came before in it, or is bound, must be the same.
func (s *searchStep) bindInside(st *state, p *place, n int32) bool {
	switch {
	case slices.Contains(s.compares, p):
		return true
	case p.v == s.end.v || p.v == s.start.v || p.again:
		return st.nodes[p.v.id] == n
	}
	st.set(p.v, n)
	return true
}

// inGroup takes a node of a group, and evaluates the conditions on one time of the group at its end.
func (s *searchStep) inGroup(st *state, v visit, n int32, failed *error) bool {
	if v.place.slot >= 0 {
		if v.place.again && st.row[v.place.slot].Node() != nodeID(n) {
			return false
		}
		st.row[v.place.slot] = value.Node(nodeID(n))
	}
	if !v.end {
		return true
	}
	for _, c := range s.p.groupConds[v.group.id] {
		x, err := c.eval(st.rt, st.row)
		if err != nil {
			*failed = err
			return false
		}
		if !x.IsTrue() {
			return false
		}
	}
	return true
}

// compare reports whether the node at a place is the one that is bound.
func (f *found) compare(st *state, p *place) bool {
	return f.walk(func(v visit, n int32) bool { return v.place != p || st.nodes[p.v.id] == n },
		func(*hop, int32) bool { return true })
}

// explainError makes an error of the search one for the person who asks.
func (s *searchStep) explainError(ctx context.Context, err error) error {
	var memory *product.MemoryError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, product.ErrUnbounded):
		return fault.New(fault.UnboundedPattern, "UnboundedPattern", s.p.span(), "the pattern has no end: a walk can go round for ever").
			WithHint("bound it, as in {1,5}, or write TRAIL, ACYCLIC or ANY SHORTEST before it")
	case errors.As(err, &memory):
		return fault.AtRun(fault.LimitExceeded, "Memory", s.p.span(), "the search holds more than it may: %v", err).
			WithHint("bound the pattern, as in {1,3}, or allow more")
	}
	return err
}

func (s *searchStep) explain() *eval.PlanNode {
	ends := "from " + nodeText(s.start)
	switch {
	case s.bound:
		ends += " to " + nodeText(s.end)
	case s.hasEnds:
		ends += fmt.Sprintf(" to %s, one of at most %d", nodeText(s.end), len(s.ends))
	default:
		ends += " to " + nodeText(s.end) + ", anywhere"
	}
	states := fmt.Sprintf("automaton with %d states", len(s.p.states))
	if len(s.p.states) == 1 {
		states = "automaton with 1 state"
	}
	if s.p.maxHops > 0 {
		states += fmt.Sprintf(", at most %d relationships", s.p.maxHops)
	}
	node := &eval.PlanNode{Operator: s.operator, Detail: strings.Join(slices.Concat([]string{s.text, ends, states}, s.notes), "; ")}
	return node
}

// chooser applies a selector to the paths from one start, which come by length.
type chooser struct {
	selector product.Selector
	k        int
	ends     map[int32]*chosen
}

type chosen struct{ taken, groups, length int }

func newChooser(s product.Selector, k int) *chooser {
	return &chooser{selector: s, k: max(k, 1), ends: map[int32]*chosen{}}
}

// take reports whether a path counts.
func (c *chooser) take(end int32, length int) bool {
	if c == nil {
		return true
	}
	e := c.ends[end]
	if e == nil {
		e = &chosen{length: -1}
		c.ends[end] = e
	}
	if length != e.length {
		e.groups++
		e.length = length
	}
	e.taken++
	switch c.selector {
	case product.Any, product.Shortest:
		return e.taken <= c.k
	case product.AllShortest:
		return e.groups == 1
	case product.ShortestGroups:
		return e.groups <= c.k
	}
	return true
}

// done reports whether no further path to the only end will count.
func (c *chooser) done(one bool) bool {
	if c == nil || !one {
		return false
	}
	for _, e := range c.ends {
		switch c.selector {
		case product.Any, product.Shortest:
			return e.taken >= c.k
		case product.AllShortest:
			return e.groups > 1
		case product.ShortestGroups:
			return e.groups > c.k
		}
	}
	return false
}

// givenListStep is a relationship pattern that must be the relationships of a list.
type givenListStep struct {
	group       *group
	p           *program
	left, right *place
	leftBound   bool
	rightBound  bool
	unique      bool
}

func (s *givenListStep) run(st *state, i int) error {
	v := st.row[s.group.given.slot]
	if v.IsNull() {
		return nil
	}
	var edges []int32
	for _, item := range v.List() {
		if item.Kind() != value.KindRelationship {
			return notA("list of relationships", s.group.given.name, s.group.span)
		}
		edge := int32(item.Relationship())
		if s.unique && (st.isUsed(edge) || slices.Contains(edges, edge)) {
			return nil
		}
		edges = append(edges, edge)
	}
	if v.Kind() != value.KindList {
		return notA("list of relationships", s.group.given.name, s.group.span)
	}
	if len(edges) < s.group.min || s.group.max != syntax.Unbounded && len(edges) > s.group.max {
		return nil
	}
	in := s.p.acquire(st)
	defer s.p.release(in)
	for _, start := range s.starts(st, edges) {
		nodes, ok := s.follow(in, start, edges)
		if in.err != nil {
			return in.err
		}
		if !ok || !st.put(s.left.v, start, s.leftBound) ||
			!st.put(s.right.v, nodes[len(nodes)-1], s.rightBound || s.left.v == s.right.v) {
			continue
		}
		f := &st.found[s.group.id]
		f.p, f.Match = nil, product.Match{Nodes: nodes, Edges: edges}
		if err := st.nextWith(i, s.unique, edges...); err != nil {
			return err
		}
	}
	return nil
}

// starts returns the nodes from which the list may lead.
func (s *givenListStep) starts(st *state, edges []int32) []int32 {
	switch {
	case s.leftBound:
		return []int32{st.nodes[s.left.v.id]}
	case len(edges) == 0 && s.rightBound:
		return []int32{st.nodes[s.right.v.id]}
	case len(edges) == 0:
		all := make([]int32, st.m.ix.g.NumNodes())
		for n := range all {
			all[n] = int32(n)
		}
		return all
	}
	f, t := st.m.ix.g.Ends(relID(edges[0]))
	if f == t {
		return []int32{int32(f)}
	}
	return []int32{int32(f), int32(t)}
}

// follow returns the nodes on the way from a start over relationships, if they lead on as the pattern says.
func (s *givenListStep) follow(in *instance, start int32, edges []int32) ([]int32, bool) {
	h := s.group.links[0].hop
	test := in.edges[h]
	nodes := []int32{start}
	g := in.p.ix.g
	for _, edge := range edges {
		at := nodes[len(nodes)-1]
		f, t := g.Ends(relID(edge))
		from, to := int32(f), int32(t)
		if h.direction == syntax.Left {
			from, to = to, from
		}
		if at != from && at == to && (h.direction == syntax.Either || g.Mutual(relID(edge))) {
			from, to = to, from
		}
		if at != from || !h.types.contains(g.TypeOf(relID(edge))) || test != nil && !test(edge, from, to) {
			return nil, false
		}
		nodes = append(nodes, to)
	}
	return nodes, true
}

func (s *givenListStep) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Take", Detail: nodeText(s.left) + s.group.text + nodeText(s.right)}
}
