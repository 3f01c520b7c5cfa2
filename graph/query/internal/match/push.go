package match

import (
	"maps"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// pushed are conditions on all elements of a path or list, taken apart to tests of each: all(r IN relationships(p)
// WHERE …) and its like; and bounds on length, as in length(p) <= 3.
type pushed struct {
	places    map[*place][]pushedTest
	hops      map[*hop][]pushedTest
	pathHops  map[*path]int
	groupHops map[*group]int
}

// pushedTest is a test with the names that its condition speaks of besides the element.
type pushedTest struct {
	elementTest
	names map[string]bool
}

func newPushed() *pushed {
	return &pushed{
		places: map[*place][]pushedTest{}, hops: map[*hop][]pushedTest{},
		pathHops: map[*path]int{}, groupHops: map[*group]int{},
	}
}

// of returns all tests of the elements of a sequence.
func (x *pushed) of(s *sequence) []pushedTest {
	var all []pushedTest
	for _, at := range s.places {
		all = append(all, x.places[at]...)
	}
	for _, l := range s.links {
		if l.hop != nil {
			all = append(all, x.hops[l.hop]...)
		}
		if l.group != nil {
			all = append(all, x.of(&l.group.sequence)...)
		}
	}
	return all
}

// push moves what WHERE says of all of a path, and of its lists, into the path, where that gives the same: not where a
// selector chooses before WHERE. The WHERE of shortestPath belongs to it.
func (pl *planner) push(p *path) error {
	selects := p.pattern.Selector != syntax.NoSelector && p.pattern.Selector != syntax.All
	if selects && !p.pattern.Function {
		return nil
	}
	own := pl.ownNames(p)
	for _, end := range []*place{p.places[0], p.places[len(p.places)-1]} {
		delete(own, end.name)
	}
	delete(own, "")
	var moved []*cond
	for _, c := range slices.Clone(pl.pool) {
		if c.expr == nil || c.done || c.source != nil {
			continue
		}
		if ok, err := pl.pushCond(p, c); err != nil {
			return err
		} else if ok {
			continue
		}
		if p.pattern.Function && slices.ContainsFunc(slices.Sorted(maps.Keys(c.names)), func(name string) bool { return own[name] }) {
			moved = append(moved, c)
		}
	}
	if len(moved) > 0 {
		pl.pool = slices.DeleteFunc(pl.pool, func(c *cond) bool { return slices.Contains(moved, c) })
		p.places[0].conds = append(p.places[0].conds, moved...)
	}
	return nil
}

// pushCond takes one condition apart, and reports whether nothing is left of it.
func (pl *planner) pushCond(p *path, c *cond) (bool, error) {
	switch e := c.expr.(type) {
	case *syntax.Quantified:
		if e.Where == nil || e.Kind != syntax.AllOf && e.Kind != syntax.NoneOf {
			return false, nil
		}
		places, hops, ok := pl.elements(p, e.List)
		if !ok {
			return false, nil
		}
		return true, pl.pushQuantified(p, c, e, places, hops)
	case *syntax.Comparison:
		return pl.pushLength(p, c, e), nil
	}
	return false, nil
}

// elements returns the places or hops that relationships(p), nodes(p) or a list stand for.
func (pl *planner) elements(p *path, list syntax.Expr) (places []*place, hops []*hop, ok bool) {
	switch e := list.(type) {
	case *syntax.Call:
		if p.name == "" || len(e.Args) != 1 || e.Function != "relationships" && e.Function != "nodes" {
			return nil, nil, false
		}
		if v, isVar := e.Args[0].(*syntax.Variable); !isVar || v.Text != p.name {
			return nil, nil, false
		}
		places, hops = all(&p.sequence)
		if e.Function == "nodes" {
			return places, nil, true
		}
		for _, l := range p.links {
			if l.group != nil && l.group.given != nil {
				return nil, nil, false
			}
		}
		return nil, hops, true
	case *syntax.Variable:
		for _, l := range p.links {
			if l.group == nil {
				continue
			}
			for _, v := range l.group.lists {
				if v.name == e.Text && v.place != nil {
					return []*place{v.place}, nil, true
				}
				if v.name == e.Text {
					return nil, []*hop{v.hop}, true
				}
			}
		}
	}
	return nil, nil, false
}

// all returns the places and hops of a sequence, those of its groups too.
func all(s *sequence) (places []*place, hops []*hop) {
	places = slices.Clone(s.places)
	for _, l := range s.links {
		if l.hop != nil {
			hops = append(hops, l.hop)
		}
		if l.group != nil {
			p, h := all(&l.group.sequence)
			places, hops = append(places, p...), append(hops, h...)
		}
	}
	return places, hops
}

// pushQuantified makes tests of all(x IN … WHERE …) or none(x IN … WHERE …).
func (pl *planner) pushQuantified(p *path, c *cond, e *syntax.Quantified, places []*place, hops []*hop) error {
	scope, slot := pl.scratch(e.Var.Text)
	f, err := pl.c.Expr(e.Where, scope)
	if err != nil {
		return err
	}
	names := maps.Clone(namesIn(e.Where))
	delete(names, e.Var.Text)
	c.done = true
	test := pushedTest{elementTest{eval: eval.Settle(f), slot: slot, from: -1, to: -1, none: e.Kind == syntax.NoneOf, source: c}, names}
	for _, at := range places {
		if at.v != nil && !p.searched {
			pl.pushTop(test, c, &at.name, &at.slot)
			if at.v.name == "" {
				at.v.name, at.v.slot = at.name, at.slot
				pl.byName[at.name] = at.v
			}
			continue
		}
		pl.pushed.places[at] = append(pl.pushed.places[at], test)
	}
	for _, h := range hops {
		if h.id >= 0 && !p.searched {
			pl.pushTop(test, c, &h.name, &h.slot)
			continue
		}
		pl.pushed.hops[h] = append(pl.pushed.hops[h], test)
	}
	return nil
}

// pushTop makes a condition of a test, on an element that no automaton tests.
func (pl *planner) pushTop(test pushedTest, source *cond, name *string, slot *int) {
	if *name == "" {
		*name = pl.invent()
		pl.fresh[*name] = true
		*slot = pl.scope.Declare(*name)
	}
	names := maps.Clone(test.names)
	names[*name] = true
	of := *slot
	c := &cond{id: len(pl.conds), text: source.text, names: names, source: source}
	c.eval = func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
		row[test.slot] = row[of]
		v, err := test.eval(rt, row)
		if test.none && err == nil {
			return value.Bool(v.Kind() == value.KindBool && !v.Bool()), nil
		}
		return v, err
	}
	pl.conds = append(pl.conds, c)
	pl.pool = append(pl.pool, c)
}

// pushLength takes length(p) <= 3, size(r) < 4 and the like as a bound of the search.
func (pl *planner) pushLength(p *path, c *cond, e *syntax.Comparison) bool {
	if len(e.Ops) != 1 {
		return false
	}
	call, ok := e.Operands[0].(*syntax.Call)
	op, limit := e.Ops[0], e.Operands[1]
	if !ok {
		call, ok = e.Operands[1].(*syntax.Call)
		limit = e.Operands[0]
		op = op.Mirrored()
	}
	literal, isLiteral := limit.(*syntax.Literal)
	if !ok || !isLiteral || literal.Value.Kind() != value.KindInt || len(call.Args) != 1 {
		return false
	}
	of, ok := call.Args[0].(*syntax.Variable)
	most := literal.Value.Int()
	switch op {
	case syntax.Less:
		most--
	case syntax.LessOrEqual, syntax.Equal:
	default:
		return false
	}
	if !ok || most < 1 || most > 1<<30 {
		return false
	}
	g, fixed := variable(&p.sequence)
	switch {
	case g == nil || g.given != nil:
		return false
	case call.Function == "length" && of.Text == p.name && p.name != "":
	case call.Function == "size" && slices.ContainsFunc(g.lists, func(v *listVar) bool { return v.name == of.Text }):
		most = most*int64(g.hops()) + int64(fixed)
	default:
		return false
	}
	if p.searched {
		pl.pushed.pathHops[p] = int(most)
	} else if most -= int64(fixed); most >= 1 {
		pl.pushed.groupHops[g] = int(most)
	} else {
		return false
	}
	if op != syntax.Equal {
		c.done = true
		return true
	}
	return false
}

// variable returns the only group of a sequence that does not always come as often, and how many relationships the
// others have together; nil: there is none, or several.
func variable(s *sequence) (only *group, fixed int) {
	for _, l := range s.links {
		switch {
		case l.hop != nil:
			fixed++
		case l.group != nil && l.group.min == l.group.max:
			fixed += l.group.hops() * l.group.min
		case l.group != nil:
			if only != nil {
				return nil, 0
			}
			only = l.group
		}
	}
	return only, fixed
}
