package match

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// Spec is what a MATCH asks for.
type Spec struct {
	Paths []*syntax.PathPattern
	Mode  syntax.MatchMode
	Where syntax.Expr // nil: none
	// Uses says whether anything beyond the pattern and Where needs a variable; nil: all are needed. The values of
	// paths and lists that nothing needs are not made.
	Uses func(variable string) bool
	// Once says that matches may be one that differ in nothing which is needed.
	Once bool
}

// Matcher finds the matches of a Spec. It is safe for concurrent use.
type Matcher struct {
	ix      *Index
	steps   []step
	after   []after
	paths   []*path
	recheck []*cond
	slots   []int
	counts  struct{ nodes, edges, found, conds int }
	states  sync.Pool // of *state
}

// Slots returns the slots of the variables that the Matcher gives values, in the order in which they are written.
func (m *Matcher) Slots() []int { return m.slots }

// Run calls emit for each match of a row, which it completes in place: what it was given is good until emit
// returns. It ends with the first error of emit.
func (m *Matcher) Run(rt *eval.Runtime, row eval.Row, emit func(eval.Row) error) error {
	st, _ := m.states.Get().(*state)
	if st == nil {
		st = &state{
			m: m, nodes: make([]int32, m.counts.nodes), edges: make([]int32, m.counts.edges),
			found: make([]found, m.counts.found), again: make([]bool, m.counts.conds),
		}
	}
	st.rt, st.row, st.emit, st.used = rt, row, emit, st.used[:0]
	clear(st.again)
	err := st.do(0)
	st.rt, st.row, st.emit = nil, nil, nil
	clear(st.found)
	m.states.Put(st)
	return err
}

// Explain describes the plan: its steps from the first to the last.
func (m *Matcher) Explain() *eval.PlanNode {
	root := &eval.PlanNode{Operator: "Match"}
	for i, s := range m.steps {
		node := s.explain()
		if conds := m.after[i].conds; len(conds) > 0 {
			var texts []string
			for _, c := range conds {
				texts = append(texts, c.text)
			}
			node.Children = append(node.Children, &eval.PlanNode{Operator: "Where", Detail: strings.Join(texts, " AND ")})
		}
		root.Children = append(root.Children, node)
	}
	return root
}

// Plan makes the Matcher of a Spec, and declares its variables in s. A variable that s has already is bound.
func Plan(ix *Index, c *eval.Compiler, spec Spec, s *eval.Scope) (*Matcher, error) {
	b := newNormaliser(ix, c, spec, s)
	for _, p := range spec.Paths {
		if err := b.path(p); err != nil {
			return nil, err
		}
		if len(b.nodes)+b.hops+b.found > maxParts {
			return nil, fault.New(fault.SyntaxError, "PatternTooLarge", p.Span,
				"a MATCH has at most %d nodes, relationships and groups, and from here on there are more", maxParts).
				WithHint("go on in another MATCH")
		}
	}
	b.pool = append(b.pool, b.split(spec.Where, b.scope)...)
	if err := b.compile(); err != nil {
		return nil, err
	}
	pl := &planner{normaliser: b, bound: map[string]bool{}, nodesBound: map[*nodeVar]bool{}, pushed: newPushed(), starts: map[*nodeVar]*start{}}
	pl.m = &Matcher{ix: ix, slots: b.slots, paths: b.paths}
	if err := pl.prepare(); err != nil {
		return nil, err
	}
	if err := pl.order(); err != nil {
		return nil, err
	}
	pl.m.recheck = slices.DeleteFunc(slices.Clone(b.pool), func(c *cond) bool { return c.source != nil })
	pl.m.counts.nodes, pl.m.counts.edges = len(b.nodes), b.hops
	pl.m.counts.found, pl.m.counts.conds = b.found, len(b.conds)
	return pl.m, nil
}

// maxParts is how many nodes, relationships, groups and searched paths a MATCH may have: to put them in order takes
// time that grows with the square of their number.
const maxParts = 1000

// planner puts the parts of the patterns in order.
type planner struct {
	*normaliser
	m          *Matcher
	bound      map[string]bool // variables of this MATCH that have a value
	nodesBound map[*nodeVar]bool
	items      []*item
	pushed     *pushed
	unique     bool // relationships are compared between the parts
	starts     map[*nodeVar]*start
}

// item is a link, or a path that is searched, that the plan does not have yet.
type item struct {
	path        *path
	link        link // of one that is no search
	left, right *place
	searched    bool
	needs       map[string]bool // what must be bound before
}

// prepare moves conditions to where they are best, and lists what is to be planned.
func (pl *planner) prepare() error {
	for _, p := range pl.paths {
		if p.searched {
			pl.freeEnds(p)
		}
	}
	pl.labelsOfWhere()
	for _, p := range pl.paths {
		if err := pl.push(p); err != nil {
			return err
		}
	}
	parts := 0
	for _, p := range pl.paths {
		if p.searched {
			pl.items = append(pl.items, &item{
				path: p, left: p.places[0], right: p.places[len(p.places)-1], searched: true, needs: pl.needsOf(p),
			})
			if p.pattern.Mode == syntax.NoMode && !p.pattern.Function {
				parts++
			}
			continue
		}
		for i, l := range p.links {
			it := &item{path: p, link: l, left: p.places[i], right: p.places[i+1]}
			if l.group != nil {
				it.needs = pl.needsOfGroup(l.group)
			}
			if l.hop != nil || l.group != nil {
				parts++
			}
			pl.items = append(pl.items, it)
		}
	}
	pl.findUsed()
	pl.unique = pl.spec.Mode == syntax.DifferentRelationships && parts > 1
	for _, v := range pl.nodes {
		v.test = pl.ix.labelTests(v.labels)
	}
	return nil
}

// freeEnds moves the conditions on the ends of a path that is searched to the MATCH: since a selector chooses
// among the paths between the same two ends, it is the same whether they are looked at before or after.
func (pl *planner) freeEnds(p *path) {
	for _, end := range []*place{p.places[0], p.places[len(p.places)-1]} {
		end.v.labels = append(end.v.labels, end.labels...)
		end.labels = nil
		end.conds = slices.DeleteFunc(end.conds, func(c *cond) bool {
			local := !slices.ContainsFunc(pl.freshIn(c.names), func(name string) bool { return name != end.name })
			if local {
				pl.pool = append(pl.pool, c)
			}
			return local
		})
	}
}

// freshIn returns those of names that are variables of this MATCH, in order.
func (pl *planner) freshIn(names map[string]bool) []string {
	var fresh []string
	for name := range names {
		if pl.fresh[name] {
			fresh = append(fresh, name)
		}
	}
	slices.Sort(fresh)
	return fresh
}

// waits reports whether one of names, other than one, is a variable of this MATCH that has no value yet.
func (pl *planner) waits(names map[string]bool, other string) bool {
	for name := range names {
		if name != other && pl.fresh[name] && !pl.bound[name] {
			return true
		}
	}
	return false
}

// labelsOfWhere makes labels of conditions such as n:Label.
func (pl *planner) labelsOfWhere() {
	pl.pool = slices.DeleteFunc(pl.pool, func(c *cond) bool {
		has, ok := c.expr.(*syntax.HasLabel)
		if !ok {
			return false
		}
		x, ok := has.X.(*syntax.Variable)
		if !ok || pl.byName[x.Text] == nil {
			return false
		}
		v := pl.byName[x.Text]
		v.labels = append(v.labels, has.Label)
		return true
	})
}

// findUsed finds out which lists and paths have to be made.
func (pl *planner) findUsed() {
	uses := func(name string) bool {
		if pl.spec.Uses == nil || pl.spec.Uses(name) {
			return true
		}
		return slices.ContainsFunc(pl.pool, func(c *cond) bool { return !c.done && c.names[name] }) ||
			slices.ContainsFunc(pl.items, func(it *item) bool { return it.needs[name] })
	}
	for _, p := range pl.paths {
		p.used = p.name != "" && uses(p.name)
		for _, l := range p.links {
			if l.group != nil {
				for _, v := range l.group.lists {
					v.used = uses(v.name)
				}
			}
		}
	}
}

// needsOfGroup returns the variables of the MATCH that the conditions within a group speak of.
func (pl *planner) needsOfGroup(g *group) map[string]bool {
	needs := map[string]bool{}
	own := g.names()
	for _, c := range g.allConds() {
		for _, name := range pl.freshIn(c.names) {
			if !own[name] {
				needs[name] = true
			}
		}
	}
	for _, t := range pl.pushed.of(&g.sequence) {
		for _, name := range pl.freshIn(t.names) {
			needs[name] = true
		}
	}
	return needs
}

// needsOf returns the variables of the MATCH, other than its own, that the conditions within a path speak of.
func (pl *planner) needsOf(p *path) map[string]bool {
	needs := map[string]bool{}
	add := func(conds []*cond) {
		for _, c := range conds {
			for _, name := range pl.freshIn(c.names) {
				needs[name] = true
			}
		}
	}
	for _, at := range p.places {
		add(at.conds)
	}
	for _, l := range p.links {
		if l.hop != nil {
			add(l.hop.conds)
		}
		if l.group != nil {
			maps.Copy(needs, pl.needsOfGroup(l.group))
		}
	}
	for name := range pl.ownNames(p) {
		delete(needs, name)
	}
	for _, t := range pl.pushed.of(&p.sequence) {
		for _, name := range pl.freshIn(t.names) {
			needs[name] = true
		}
	}
	return needs
}

// ownNames returns the variables that a path binds.
func (pl *planner) ownNames(p *path) map[string]bool {
	own := p.sequence.names()
	own[p.name] = true
	for _, l := range p.links {
		if l.group != nil {
			for _, v := range l.group.lists {
				own[v.name] = true
			}
		}
	}
	return own
}

// names returns the names that stand for one node or relationship within a group.
func (s *sequence) names() map[string]bool {
	own := map[string]bool{}
	for _, p := range s.places {
		own[p.name] = true
	}
	for _, l := range s.links {
		if l.hop != nil {
			own[l.hop.name] = true
		}
	}
	delete(own, "")
	return own
}

func (g *group) allConds() []*cond {
	conds := slices.Clone(g.conds)
	for _, p := range g.places {
		conds = append(conds, p.conds...)
	}
	for _, l := range g.links {
		if l.hop != nil {
			conds = append(conds, l.hop.conds...)
		}
	}
	return conds
}

// order puts all items and nodes in order.
func (pl *planner) order() error {
	for _, v := range pl.nodes {
		if v.outer {
			pl.add(&argumentStep{v}, v)
		}
	}
	for len(pl.items) > 0 {
		best, cost := pl.cheapest()
		v, scan, nodes := pl.cheapestNode(best != nil)
		if v != nil && (best == nil || nodes <= smallLookup && nodes < cost) {
			pl.add(scan, v)
			continue
		}
		if best == nil {
			return fault.New(fault.SyntaxError, "CircularDependency", pl.items[0].path.pattern.Span,
				"the conditions within the parts of the pattern speak of each other in a circle").
				WithHint("move them to the WHERE of the MATCH")
		}
		pl.items = slices.DeleteFunc(pl.items, func(it *item) bool { return it == best })
		if err := pl.addItem(best); err != nil {
			return err
		}
	}
	for {
		v, scan, _ := pl.cheapestNode(false)
		if v == nil {
			break
		}
		pl.add(scan, v)
	}
	if len(pl.m.steps) == 0 || slices.ContainsFunc(pl.pool, func(c *cond) bool { return !c.done }) {
		pl.add(nothingStep{})
	}
	return nil
}

// smallLookup is how many nodes a lookup may find to be done before a link that leads on from what is bound.
const smallLookup = 4

// cheapest returns the item that is the least work per match so far; nil: none touches what is bound.
func (pl *planner) cheapest() (best *item, cost float64) {
	for _, it := range pl.items {
		if pl.waits(it.needs, "") {
			continue
		}
		if c, ok := pl.cost(it); ok && (best == nil || c < cost) {
			best, cost = it, c
		}
	}
	return best, cost
}

// given reports whether the relationship of a hop is bound.
func (pl *planner) given(h *hop) bool {
	return h != nil && h.v != nil && (h.v.outer || pl.bound[h.v.name])
}

func (pl *planner) cost(it *item) (float64, bool) {
	left, right := pl.nodesBound[it.left.v], pl.nodesBound[it.right.v]
	both := left && right
	switch h, g := it.link.hop, it.link.group; {
	case pl.given(h), g != nil && g.given != nil:
		return 0, true
	case !left && !right:
		return 0, false
	case it.searched && both:
		return 20, true
	case it.searched:
		return 2000, true
	case h != nil && both:
		return 1, true
	case h != nil:
		d := h.direction
		if !left {
			d = opposite(d)
		}
		return 2 + float64(pl.ix.rows(h.types, d).NumArcs())/float64(max(pl.ix.g.NumNodes(), 1)), true
	case g != nil && both:
		return 10, true
	case g != nil:
		return 1000, true
	}
	return 0, true // a joint
}

// cheapestNode returns the node that is not bound, and not bound by a search, with the fewest candidates, and the
// step that tries them; lookups asks for lookups by property alone.
func (pl *planner) cheapestNode(lookups bool) (best *nodeVar, scan *scanStep, cost float64) {
	if lookups && pl.ix.lookup == nil {
		return nil, nil, 0
	}
	inside := map[*nodeVar]bool{}
	for _, it := range pl.items {
		if it.searched {
			for _, p := range it.path.places {
				inside[p.v] = true
			}
		}
	}
	if len(inside) > 0 {
		for _, it := range pl.items {
			delete(inside, it.left.v)
			delete(inside, it.right.v)
		}
	}
	all := float64(pl.ix.g.NumNodes())
	for _, v := range pl.nodes {
		if pl.nodesBound[v] || inside[v] {
			continue
		}
		s, c := &scanStep{v: v, all: true}, all
		if l, n := pl.lookup(v); l != nil {
			s, c = &scanStep{v: v, lookup: l}, n
		} else if lookups {
			continue
		} else if start := pl.start(v); start.labelled {
			s, c = &scanStep{v: v, nodes: start.nodes, text: writeLabels(v.labels)}, float64(len(start.nodes))
		}
		if best == nil || c < cost {
			best, scan, cost = v, s, c
		}
	}
	return best, scan, cost
}

// add puts a step at the end of the plan, with what can be looked at now.
func (pl *planner) add(s step, binds ...*nodeVar) {
	for _, v := range binds {
		pl.nodesBound[v] = true
		if v.name != "" {
			pl.bound[v.name] = true
		}
	}
	pl.m.steps = append(pl.m.steps, s)
	var a after
	for _, p := range pl.paths {
		if p.used && !pl.bound[p.name] && pl.complete(p) {
			a.paths = append(a.paths, p)
			pl.bound[p.name] = true
		}
	}
	for _, c := range pl.pool {
		if !c.done && !pl.waits(c.names, "") {
			a.conds = append(a.conds, c)
			c.done = true
		}
	}
	pl.m.after = append(pl.m.after, a)
}

// complete reports whether all of a path is bound.
func (pl *planner) complete(p *path) bool {
	if slices.ContainsFunc(pl.items, func(it *item) bool { return it.path == p }) {
		return false
	}
	return !slices.ContainsFunc(p.places, func(at *place) bool { return !pl.nodesBound[at.v] })
}

// nothingStep binds nothing.
type nothingStep struct{}

func (nothingStep) run(st *state, i int) error { return st.next(i) }

func (nothingStep) explain() *eval.PlanNode { return &eval.PlanNode{Operator: "Check"} }
