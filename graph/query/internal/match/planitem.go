package match

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/internal/product"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// addItem puts a link, or a path that is searched, at the end of the plan.
func (pl *planner) addItem(it *item) error {
	left, right := pl.nodesBound[it.left.v], pl.nodesBound[it.right.v]
	h, g := it.link.hop, it.link.group
	switch {
	case it.searched:
		return pl.addSearch(it, left, right)
	case g != nil && g.given != nil:
		return pl.addGivenList(it, left, right)
	case g != nil:
		return pl.addGroup(it, left, right)
	case pl.given(h):
		pl.add(&givenStep{
			hop: h, left: it.left, right: it.right, leftBound: left, rightBound: right, unique: pl.unique,
		}, it.left.v, it.right.v)
	case h != nil:
		s := &hopStep{hop: h, from: it.left, to: it.right, bound: left && right, unique: pl.unique}
		d := h.direction
		if !left {
			s.from, s.to, s.reverse, d = it.right, it.left, true, opposite(d)
		}
		s.forward = pl.ix.rows(h.types, d)
		if s.bound {
			s.backward = pl.ix.rows(h.types, opposite(d))
		}
		pl.bindHop(h)
		pl.add(s, it.left.v, it.right.v)
	default:
		s := &jointStep{from: it.left, to: it.right, bound: left && right}
		if !left {
			s.from, s.to = it.right, it.left
		}
		pl.add(s, it.left.v, it.right.v)
	}
	return nil
}

func (pl *planner) bindHop(h *hop) {
	if h.name != "" {
		pl.bound[h.name] = true
	}
}

func (pl *planner) addGivenList(it *item, left, right bool) error {
	p := pl.program(&it.path.sequence)
	p.seq = &sequence{places: []*place{{slot: -1}, {slot: -1}}, links: []link{it.link}}
	if err := pl.compileProgram(p, nil); err != nil {
		return err
	}
	pl.add(&givenListStep{
		group: it.link.group, p: p, left: it.left, right: it.right, leftBound: left, rightBound: right,
		unique: pl.spec.Mode == syntax.DifferentRelationships,
	}, it.left.v, it.right.v)
	return nil
}

// program returns a program for a sequence, without tests and states.
func (pl *planner) program(s *sequence) *program {
	return &program{
		ix: pl.ix, seq: s, k: 1,
		placeTests: map[*place]*elementTests{}, hopTests: map[*hop]*elementTests{}, groupConds: map[int][]*cond{},
	}
}

// addGroup plans a group of a path without selector and mode.
func (pl *planner) addGroup(it *item, left, right bool) error {
	g := it.link.group
	// The ends are places of their own here: what they have to be is the business of the MATCH.
	start, end := &place{v: it.left.v, name: it.left.name, slot: it.left.slot}, &place{v: it.right.v, name: it.right.name, slot: it.right.slot}
	p := pl.program(&sequence{places: []*place{start, end}, links: []link{it.link}})
	p.mode, p.exclude = product.Trail, pl.unique
	if pl.spec.Mode == syntax.RepeatableElements {
		p.mode = product.Walk
	}
	p.maxHops = pl.pushed.groupHops[g]
	s := &searchStep{
		p: p, id: g.id, start: start, end: end, unique: pl.unique, operator: "Expand " + modeName(p.mode), text: g.text,
		lists: usedLists(g.lists),
	}
	if pl.spec.Once && !pl.unique && len(s.lists) == 0 && !it.path.used {
		// Whatever the path is, it is the ends that are wanted.
		p.selector, s.operator = product.Any, "Reach by "+modeName(p.mode)
	}
	if !left {
		s.start, s.end, p.reverse = end, start, true
	}
	s.bound = left && right || it.left.v == it.right.v
	return pl.finishSearch(s, it)
}

func modeName(m product.Mode) string {
	return [...]string{"walks", "trails", "acyclic paths", "simple paths"}[m]
}

func usedLists(lists []*listVar) []*listVar {
	return slices.DeleteFunc(slices.Clone(lists), func(l *listVar) bool { return !l.used })
}

// addSearch plans a path with a selector or a mode.
func (pl *planner) addSearch(it *item, left, right bool) error {
	pattern := it.path.pattern
	p := pl.program(&it.path.sequence)
	p.mode = [...]product.Mode{product.Trail, product.Walk, product.Trail, product.Acyclic, product.Simple}[pattern.Mode]
	p.selector = [...]product.Selector{
		product.All, product.All, product.Any, product.Any, product.AllShortest, product.Shortest, product.ShortestGroups,
	}[pattern.Selector]
	p.k = max(pattern.K, 1)
	if pattern.Selector == syntax.AnyShortest {
		p.selector, p.k = product.Shortest, 1
	}
	p.maxHops = pl.pushed.pathHops[it.path]
	s := &searchStep{
		p: p, id: it.path.id, start: it.left, end: it.right, apart: pattern.Function, path: it.path,
		operator: operatorOf(pattern, p.mode), text: pattern.String(),
	}
	if !left {
		s.start, s.end, p.reverse = it.right, it.left, true
	}
	s.bound = left && right || it.left.v == it.right.v
	if pattern.Mode == syntax.NoMode && !pattern.Function {
		s.unique, s.after = pl.unique, pl.unique
	}
	for _, l := range it.path.links {
		if l.group == nil {
			continue
		}
		if l.group.given != nil {
			return fault.New(fault.SyntaxError, "VariableAlreadyBound", l.group.span,
				"%s has a value already, and a path with a selector or mode finds its relationships itself", l.group.given.name).
				WithHint("give it another name, and compare the two in WHERE")
		}
		s.lists = append(s.lists, usedLists(l.group.lists)...)
	}
	// What other parts of the MATCH have bound is compared when the path is chosen.
	seen := map[*nodeVar]bool{}
	for _, at := range it.path.places {
		at.again = seen[at.v]
		if !seen[at.v] && at.v != it.left.v && at.v != it.right.v && at.v.test != nil && !pl.nodesBound[at.v] {
			s.inside = append(s.inside, at.v)
		}
		seen[at.v] = true
		if pl.nodesBound[at.v] && at.v != it.left.v && at.v != it.right.v && !at.v.outer && p.selector != product.All {
			s.compares = append(s.compares, at)
		}
	}
	return pl.finishSearch(s, it)
}

func operatorOf(p *syntax.PathPattern, mode product.Mode) string {
	switch p.Selector {
	case syntax.Any:
		return "Find any " + modeName(mode)
	case syntax.AnyShortest:
		return "Find a shortest path of the " + modeName(mode)
	case syntax.AllShortest:
		return "Find all shortest " + modeName(mode)
	case syntax.Shortest:
		return fmt.Sprintf("Find the %d shortest %s", max(p.K, 1), modeName(mode))
	case syntax.ShortestGroups:
		return fmt.Sprintf("Find the %d shortest groups of %s", max(p.K, 1), modeName(mode))
	}
	return "Find all " + modeName(mode)
}

// finishSearch compiles the automaton of a search, with the conditions on its end, and adds the step.
func (pl *planner) finishSearch(s *searchStep, it *item) error {
	p := s.p
	if p.reverse {
		p.seq = turned(p.seq)
	}
	if !s.bound {
		pl.endTests(s)
	}
	if err := pl.compileProgram(p, s); err != nil {
		return err
	}
	s.notes = append(s.notes, notesOf(p)...)
	if len(p.checks) > 0 || p.groupChecks || pl.repeats(it) {
		pl.selectHere(s)
	}
	if err := endless(p); err != nil {
		return err
	}
	binds := []*nodeVar{it.left.v, it.right.v}
	if it.searched {
		for _, at := range it.path.places {
			binds = append(binds, at.v)
		}
		for _, l := range it.path.links {
			if l.hop != nil {
				pl.bindHop(l.hop)
			} else if l.group != nil {
				pl.bindLists(l.group)
			}
		}
	} else {
		pl.bindLists(it.link.group)
	}
	pl.add(s, binds...)
	return nil
}

func (pl *planner) bindLists(g *group) {
	for _, l := range g.lists {
		pl.bound[l.name] = true
	}
}

// repeats reports whether a node that is no end of a path comes in it twice, or an end within it.
func (pl *planner) repeats(it *item) bool {
	if !it.searched {
		return false
	}
	places := it.path.places
	for i, at := range places {
		for j, other := range places[:i] {
			if at.v == other.v && !(j == 0 && i == len(places)-1) {
				return true
			}
		}
	}
	return false
}

// selectHere has the selector of a search applied to the paths that pass its checks.
func (pl *planner) selectHere(s *searchStep) {
	if s.p.selector == product.All {
		return
	}
	s.selects, s.selector, s.k = true, s.p.selector, s.p.k
	s.p.selector, s.p.k = product.All, 1
}

// endless returns the error of a search for walks that would never end.
func endless(p *program) error {
	if p.mode != product.Walk || p.selector != product.All || p.maxHops > 0 {
		return nil
	}
	for _, l := range p.seq.links {
		if l.group == nil || l.group.max != syntax.Unbounded {
			continue
		}
		message := "there are walks without end: they may use a relationship again"
		if len(p.checks) > 0 || p.groupChecks {
			message = "a condition links several parts of a walk that has no bound"
		}
		return fault.New(fault.UnboundedPattern, "UnboundedPattern", l.group.span, "%s", message).
			WithHint("bound it, as in {1,5}, or write TRAIL or ACYCLIC")
	}
	return nil
}

// endTests takes the conditions on the end of a search, which is not bound, into the search: as a list of the nodes
// where it may end if that is short, and as tests of the automaton otherwise.
func (pl *planner) endTests(s *searchStep) {
	v := s.end.v
	var conds []*cond
	if v.name != "" {
		for _, c := range pl.pool {
			if c.done || !c.names[v.name] {
				continue
			}
			if !pl.waits(c.names, v.name) {
				c.done = true
				conds = append(conds, c)
			}
		}
	}
	start := pl.start(v)
	if nodes := start.nodes; start.labelled && len(nodes) <= max(1<<10, pl.ix.g.NumNodes()/16) {
		s.ends, s.hasEnds, s.endConds = nodes, true, conds
		return
	}
	t := &elementTests{labels: v.test, fixed: true}
	for _, c := range conds {
		t.tests = append(t.tests, elementTest{eval: c.eval, slot: v.slot, from: -1, to: -1, source: c})
		t.fixed = t.fixed && !pl.varies(c.names, v.name)
	}
	s.p.placeTests[s.end] = t
	s.p.note(conds...)
}

// notesOf says which conditions the automaton tests, and which are looked at when it has found a path.
func notesOf(p *program) []string {
	var notes, later []string
	if len(p.notes) > 0 {
		notes = append(notes, "tested on the way: "+strings.Join(p.notes, ", "))
	}
	for _, id := range slices.Sorted(maps.Keys(p.groupConds)) {
		for _, c := range p.groupConds[id] {
			later = append(later, c.text)
		}
	}
	for _, c := range p.checks {
		later = append(later, c.text)
	}
	if len(later) > 0 {
		notes = append(notes, "looked at path by path: "+strings.Join(later, ", "))
	}
	return notes
}

// note notes conditions that the automaton tests.
func (p *program) note(conds ...*cond) {
	for _, c := range conds {
		if !slices.Contains(p.notes, c.text) {
			p.notes = append(p.notes, c.text)
		}
	}
}

// varies reports whether names, other than own, are variables: then what speaks of them has another value in
// another row.
func (pl *planner) varies(names map[string]bool, own ...string) bool {
	for name := range names {
		if !slices.Contains(own, name) && (pl.fresh[name] || pl.known(name)) {
			return true
		}
	}
	return false
}

// compileProgram takes the conditions within a sequence into its automaton; those that link several parts of it go
// to the checks. s is nil where there is no search.
func (pl *planner) compileProgram(p *program, s *searchStep) error {
	for i, at := range p.seq.places {
		t := pl.testsOf(p, at)
		t.labels = both(t.labels, pl.ix.labelTests(at.labels))
		if s != nil && s.path != nil && at.v != s.start.v && pl.nodesBound[at.v] && !slices.Contains(s.compares, at) {
			t.node = at.v
		}
		if i < len(p.seq.links) {
			pl.linkTests(p, p.seq.links[i])
		}
	}
	for _, at := range p.seq.places { // a condition may be on a relationship that comes after the place
		for _, c := range at.conds {
			pl.place(p, c, at)
		}
	}
	if s != nil && s.path != nil && p.selector == product.All {
		pl.whereTests(s)
	}
	if s != nil {
		pl.checkedValues(s)
	}
	return p.build()
}

// whereTests takes the conditions of the MATCH on a single node or relationship of a path into the automaton. There
// is no selector.
func (pl *planner) whereTests(s *searchStep) {
	p := s.p
	for _, at := range p.seq.places {
		if at.v != s.start.v && at.v != s.end.v && !pl.nodesBound[at.v] {
			t := p.placeTests[at]
			t.labels = both(t.labels, at.v.test)
		}
	}
	own := p.seq.names()
	for _, c := range pl.pool {
		if c.done {
			continue
		}
		free := slices.DeleteFunc(pl.freshIn(c.names), func(name string) bool { return pl.bound[name] })
		if len(free) == 0 || slices.ContainsFunc(free, func(name string) bool { return !own[name] }) {
			continue
		}
		c.done = pl.local(p, c, free, p.seq, p.seq.places[0], c)
	}
}

func (pl *planner) testsOf(p *program, at *place) *elementTests {
	t := p.testsAt(at)
	for _, x := range pl.pushed.places[at] {
		p.note(x.source)
		t.tests = append(t.tests, x.elementTest)
		t.fixed = t.fixed && !pl.varies(x.names)
	}
	return t
}

func (pl *planner) hopTestsOf(p *program, h *hop) *elementTests {
	t := &elementTests{fixed: true}
	p.hopTests[h] = t
	for _, x := range pl.pushed.hops[h] {
		p.note(x.source)
		t.tests = append(t.tests, x.elementTest)
		t.fixed = t.fixed && !pl.varies(x.names)
	}
	return t
}

func (pl *planner) linkTests(p *program, l link) {
	switch {
	case l.hop != nil:
		t := pl.hopTestsOf(p, l.hop)
		if pl.given(l.hop) {
			t.rel = l.hop.v
		}
		for _, c := range l.hop.conds {
			pl.place(p, c, p.seq.places[0])
		}
	case l.group != nil:
		g := l.group
		for _, at := range g.places {
			t := pl.testsOf(p, at)
			t.labels = pl.ix.labelTests(at.labels)
		}
		for _, inner := range g.links {
			if inner.hop != nil {
				pl.hopTestsOf(p, inner.hop)
			}
		}
		for _, c := range g.allConds() {
			pl.placeInGroup(p, c, g)
		}
		seen := map[string]bool{}
		for _, at := range g.places {
			p.groupChecks = p.groupChecks || at.name != "" && seen[at.name]
			seen[at.name] = true
		}
	}
}

// place finds where in a path that is searched a condition can be looked at.
func (pl *planner) place(p *program, c *cond, first *place) {
	free := slices.DeleteFunc(pl.freshIn(c.names), func(name string) bool { return pl.bound[name] })
	if !pl.local(p, c, free, p.seq, first, nil) {
		p.checks = append(p.checks, c)
	}
}

// placeInGroup does so for a condition within a group.
func (pl *planner) placeInGroup(p *program, c *cond, g *group) {
	own := g.names()
	var free []string
	for name := range c.names {
		if own[name] {
			free = append(free, name)
		}
	}
	slices.Sort(free)
	beyond := slices.ContainsFunc(pl.freshIn(c.names), func(name string) bool { return !own[name] && !pl.bound[name] })
	if beyond || !pl.local(p, c, free, &g.sequence, g.places[0], nil) {
		p.groupConds[g.id] = append(p.groupConds[g.id], c)
		p.groupChecks = true
	}
}

// local makes a condition a test of one place, or of one hop with its ends, if it speaks of no more; free are those
// of its names that have no value before. source is as in elementTest.
func (pl *planner) local(p *program, c *cond, free []string, s *sequence, first *place, source *cond) bool {
	test := elementTest{eval: c.eval, slot: -1, from: -1, to: -1, source: source}
	fixed := !pl.varies(c.names, free...)
	switch len(free) {
	case 0:
		p.testPlace(first, test, fixed, c)
		return true
	case 1:
		for _, at := range s.places {
			if at.name == free[0] {
				test.slot = at.slot
				p.testPlace(at, test, fixed, c)
				return true
			}
		}
	}
	return localToHop(p, c, free, s, test, fixed)
}

// localToHop makes a condition a test of one hop with its ends, if it speaks of no more.
func localToHop(p *program, c *cond, free []string, s *sequence, test elementTest, fixed bool) bool {
	for i, l := range s.links {
		if l.hop == nil {
			continue
		}
		left, right := s.places[i], s.places[i+1]
		if p.reverse {
			left, right = right, left
		}
		beyond := slices.ContainsFunc(free, func(name string) bool {
			return name != l.hop.name && name != left.name && name != right.name
		})
		if beyond || left.name == right.name && left.name != "" && slices.Contains(free, left.name) {
			continue
		}
		test.slot = l.hop.slot
		t := p.hopTests[l.hop]
		if slices.Contains(free, left.name) {
			test.from, t.byEnds = left.slot, true
		}
		if slices.Contains(free, right.name) {
			test.to, t.byEnds = right.slot, true
		}
		t.tests = append(t.tests, test)
		t.fixed = t.fixed && fixed
		p.note(c)
		return true
	}
	return false
}

// testPlace adds a condition to the tests of a place; fixed says that it is the same in every row.
func (p *program) testPlace(at *place, test elementTest, fixed bool, c *cond) {
	t := p.testsAt(at)
	t.tests = append(t.tests, test)
	t.fixed = t.fixed && fixed
	p.note(c)
}

// testsAt returns the tests of a place, to be added to.
func (p *program) testsAt(at *place) *elementTests {
	t := p.placeTests[at]
	if t == nil {
		t = &elementTests{fixed: true}
		p.placeTests[at] = t
	}
	return t
}

// checkedValues notes which lists, and whether the path itself, the checks of a search speak of.
func (pl *planner) checkedValues(s *searchStep) {
	path := s.path
	for _, c := range s.p.checks {
		if path != nil && path.name != "" && c.names[path.name] {
			s.checkPath = path
		}
		for _, l := range s.p.seq.links {
			if l.group == nil {
				continue
			}
			for _, v := range l.group.lists {
				if c.names[v.name] && !slices.Contains(s.checkLists, v) {
					s.checkLists = append(s.checkLists, v)
				}
			}
		}
	}
}

// scratch returns a scope for a variable of a condition that is looked at element by element.
func (pl *planner) scratch(name string) (*eval.Scope, int) {
	scope := pl.scope.Child()
	return scope, scope.Declare(name)
}
