package match

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func nodeID(n int32) value.NodeID        { return value.NodeID(n) }
func relID(r int32) value.RelationshipID { return value.RelationshipID(r) }

// nodeVar is a node of the match: a name, or one place without a name.
type nodeVar struct {
	id      int    // in state.nodes
	name    string // a made-up one where none is written; "" where nothing speaks of it
	written string // as it is written, or ""
	slot    int    // in the row; -1: in none
	outer   bool   // it has its value from before the MATCH
	span    syntax.Span
	labels  []syntax.LabelExpr
	test    func(int32) bool // of labels; nil: any node
}

// relVar is a relationship of the match that has a value from before the MATCH, or is named.
type relVar struct {
	name  string
	slot  int
	outer bool
}

// cond is a condition, one without AND.
type cond struct {
	id    int
	expr  syntax.Expr // nil of a map of properties that is a parameter
	text  string
	scope *eval.Scope
	names map[string]bool // what it speaks of, of this MATCH or not
	eval  eval.Func
	done  bool // the plan has it
	// source is the condition that this one is a part of; it is looked at again where this one fails with an error.
	source *cond
}

// place is where a node stands in a path.
type place struct {
	v    *nodeVar // nil in a group
	name string
	slot int // -1: none
	// again says that a place before it in the same group has the same name.
	again  bool
	labels []syntax.LabelExpr
	conds  []*cond
}

// hop crosses a relationship.
type hop struct {
	id        int     // in state.edges; -1 in a group
	v         *relVar // nil where it has no name, and in a group
	name      string
	slot      int // -1: none
	types     typeSet
	direction syntax.Direction
	text      string // of the type
	conds     []*cond
	span      syntax.Span
}

// link is what is between two neighbouring places: a hop, a group, or nothing: then they are one node.
type link struct {
	hop   *hop
	group *group
}

// sequence is a path: links[i] is between places[i] and places[i+1].
type sequence struct {
	places []*place
	links  []link
}

// group is a sequence that comes a number of times.
type group struct {
	sequence
	id       int // in state.found
	min, max int // max syntax.Unbounded: any number
	conds    []*cond
	lists    []*listVar
	// given is the list of relationships that the group must be, where that was bound before the MATCH.
	given *relVar
	span  syntax.Span
	text  string
}

// hops returns how many relationships one time has: groups do not nest.
func (g *group) hops() int {
	n := 0
	for _, l := range g.links {
		if l.hop != nil {
			n++
		}
	}
	return n
}

// listVar is the variable of a group, outside of it: the list of what it was each time.
type listVar struct {
	name  string
	slot  int
	place *place // or
	hop   *hop
	used  bool
}

// path is a path pattern.
type path struct {
	sequence
	pattern  *syntax.PathPattern
	name     string // "": none
	slot     int
	used     bool
	searched bool // it is one question to package product
	id       int  // in state.found, of one that is searched
}

// normaliser makes sequences of the patterns of a MATCH.
type normaliser struct {
	ix    *Index
	c     *eval.Compiler
	spec  Spec
	outer *eval.Scope // what was there, and the variables of this MATCH
	scope *eval.Scope // the made-up names too

	nodes  []*nodeVar
	byName map[string]*nodeVar
	rels   map[string]*relVar
	paths  []*path
	fresh  map[string]bool // the variables of this MATCH, the made-up ones too
	// declared are those of them that outer has.
	declared map[string]bool
	slots    []int
	conds    []*cond // all
	pool     []*cond // those that belong to no place, hop or group
	hops     int
	found    int // how many groups and searched paths there are

	invented int // how many names are made up
}

func newNormaliser(ix *Index, c *eval.Compiler, spec Spec, s *eval.Scope) *normaliser {
	return &normaliser{
		ix: ix, c: c, spec: spec, outer: s, scope: s.Child(),
		byName: map[string]*nodeVar{}, rels: map[string]*relVar{}, fresh: map[string]bool{}, declared: map[string]bool{},
	}
}

// known reports whether a variable was there before the MATCH.
func (b *normaliser) known(name string) bool {
	if b.declared[name] {
		return false
	}
	_, ok := b.outer.Slot(name)
	return ok
}

// declare makes a variable of the MATCH known; outer says that it was before.
func (b *normaliser) declare(name string) (slot int, outer bool) {
	if b.known(name) {
		slot, _ = b.outer.Slot(name)
		return slot, true
	}
	if b.fresh[name] {
		slot, _ = b.outer.Slot(name)
		return slot, false
	}
	b.fresh[name], b.declared[name] = true, true
	slot = b.outer.Declare(name)
	b.slots = append(b.slots, slot)
	return slot, false
}

// invent makes up a name for what has none.
func (b *normaliser) invent() string {
	b.invented++
	return fmt.Sprintf("\x00%d", b.invented)
}

func (b *normaliser) path(p *syntax.PathPattern) error {
	flat, wheres := flatten(p.Elements)
	q := &path{pattern: p, slot: -1}
	// Of a node alone there is nothing to choose.
	_, node := flat[0].(*syntax.NodePattern)
	q.searched = !(node && len(flat) == 1) && (p.Selector != syntax.NoSelector || p.Mode != syntax.NoMode || p.Function)
	if q.searched {
		q.id = b.found
		b.found++
	}
	seq, err := b.top(flat, wheres, q.searched)
	if err != nil {
		return err
	}
	q.sequence = *seq
	if p.Var != nil {
		q.name = p.Var.Text
		q.slot, _ = b.declare(q.name)
	}
	b.paths = append(b.paths, q)
	return nil
}

// flatten puts the elements of brackets without quantifier in the place of the brackets, and returns what stands in
// their WHERE besides.
func flatten(elements []syntax.Element) (flat []syntax.Element, wheres []syntax.Expr) {
	for _, e := range elements {
		if g, ok := e.(*syntax.Group); ok && g.Quantifier == nil {
			inner, conds := flatten(g.Elements)
			flat, wheres = append(flat, inner...), append(wheres, conds...)
			if g.Where != nil {
				wheres = append(wheres, g.Where)
			}
			continue
		}
		flat = append(flat, e)
	}
	return flat, wheres
}

// add puts a place at the end; where there was one already, the two are one node.
func (s *sequence) add(p *place) {
	if len(s.places) > len(s.links) {
		s.links = append(s.links, link{})
	}
	s.places = append(s.places, p)
}

// gap reports whether a place must come next.
func (s *sequence) gap() bool { return len(s.places) == len(s.links) }

// top makes the sequence of elements outside of any group.
func (b *normaliser) top(flat []syntax.Element, wheres []syntax.Expr, searched bool) (*sequence, error) {
	var seq sequence
	for _, e := range flat {
		if node, ok := e.(*syntax.NodePattern); ok {
			seq.add(b.topNode(node, searched))
			continue
		}
		if seq.gap() {
			seq.add(b.topNode(&syntax.NodePattern{Span: e.Pos()}, searched))
		}
		var l link
		var err error
		if r, ok := e.(*syntax.RelationshipPattern); ok {
			l, err = b.topRelationship(r, searched)
		} else {
			l.group, err = b.group(e.(*syntax.Group))
		}
		if err != nil {
			return nil, err
		}
		seq.links = append(seq.links, l)
	}
	if seq.gap() {
		seq.add(b.topNode(&syntax.NodePattern{}, searched))
	}
	for _, where := range wheres {
		conds := b.split(where, b.scope)
		if searched {
			seq.places[0].conds = append(seq.places[0].conds, conds...)
		} else {
			b.pool = append(b.pool, conds...)
		}
	}
	return &seq, nil
}

func (b *normaliser) topNode(e *syntax.NodePattern, searched bool) *place {
	v := b.nodeVar(e)
	p := &place{v: v, name: v.name, slot: v.slot}
	conds := b.elementConds(v.name, v.slot, e.Properties, e.Where, b.scope)
	if !searched {
		b.pool = append(b.pool, conds...)
		if e.Label != nil {
			v.labels = append(v.labels, e.Label)
		}
		return p
	}
	p.conds = conds
	if e.Label != nil {
		p.labels = []syntax.LabelExpr{e.Label}
	}
	return p
}

// nodeVar returns the node that a pattern speaks of.
func (b *normaliser) nodeVar(e *syntax.NodePattern) *nodeVar {
	if e.Var != nil {
		if v := b.byName[e.Var.Text]; v != nil {
			return v
		}
	}
	v := &nodeVar{id: len(b.nodes), slot: -1, span: e.Span}
	b.nodes = append(b.nodes, v)
	switch {
	case e.Var != nil:
		v.name, v.written, v.span = e.Var.Text, e.Var.Text, e.Var.Span
		v.slot, v.outer = b.declare(v.name)
		b.byName[v.name] = v
	case e.Properties != nil || e.Where != nil:
		v.name = b.invent()
		b.fresh[v.name] = true
		v.slot = b.scope.Declare(v.name)
		b.byName[v.name] = v
	}
	return v
}

func (b *normaliser) topRelationship(e *syntax.RelationshipPattern, searched bool) (link, error) {
	if e.Quantifier != nil {
		g, err := b.quantified(e)
		return link{group: g}, err
	}
	h := b.hop(e)
	h.id = b.hops
	b.hops++
	if e.Var != nil {
		h.v = b.rels[e.Var.Text]
		if h.v == nil {
			h.v = &relVar{name: e.Var.Text}
			h.v.slot, h.v.outer = b.declare(h.v.name)
			b.rels[h.v.name] = h.v
		}
		h.name, h.slot = h.v.name, h.v.slot
	} else if e.Properties != nil || e.Where != nil {
		h.name = b.invent()
		b.fresh[h.name] = true
		h.slot = b.scope.Declare(h.name)
	}
	conds := b.elementConds(h.name, h.slot, e.Properties, e.Where, b.scope)
	if searched {
		h.conds = conds
	} else {
		b.pool = append(b.pool, conds...)
	}
	return link{hop: h}, nil
}

func (b *normaliser) hop(e *syntax.RelationshipPattern) *hop {
	h := &hop{id: -1, slot: -1, types: b.ix.typesOf(e.Type), direction: e.Direction, span: e.Span}
	if e.Type != nil {
		h.text = e.Type.String()
	}
	return h
}

// quantified makes the group of a relationship with a quantifier.
func (b *normaliser) quantified(e *syntax.RelationshipPattern) (*group, error) {
	g := &group{id: b.found, min: e.Quantifier.Min, max: e.Quantifier.Max, span: e.Span, text: e.String()}
	b.found++
	h := b.hop(e)
	scope := b.scope.Child()
	if e.Var != nil {
		h.name = e.Var.Text
		slot, outer := b.declare(h.name)
		if outer {
			g.given = &relVar{name: h.name, slot: slot, outer: true}
		} else {
			g.lists = append(g.lists, &listVar{name: h.name, slot: slot, hop: h})
		}
	} else if e.Properties != nil || e.Where != nil {
		h.name = b.invent()
	}
	if h.name != "" {
		h.slot = scope.Declare(h.name)
	}
	// The map of properties and the WHERE are those of each relationship.
	h.conds = b.elementConds(h.name, h.slot, e.Properties, e.Where, scope)
	g.sequence = sequence{places: []*place{{slot: -1}, {slot: -1}}, links: []link{{hop: h}}}
	return g, nil
}

// group makes the group of a part of a path in brackets with a quantifier.
func (b *normaliser) group(e *syntax.Group) (*group, error) {
	g := &group{id: b.found, min: e.Quantifier.Min, max: e.Quantifier.Max, span: e.Span, text: e.String()}
	b.found++
	scope := b.scope.Child()
	flat, wheres := flatten(e.Elements)
	for _, e := range flat {
		switch e := e.(type) {
		case *syntax.NodePattern:
			g.add(b.insideNode(e, g, scope))
		case *syntax.RelationshipPattern:
			if e.Quantifier != nil {
				return nil, nested(e.Quantifier.Span)
			}
			if g.gap() {
				g.add(&place{slot: -1})
			}
			g.links = append(g.links, link{hop: b.insideHop(e, g, scope)})
		case *syntax.Group:
			return nil, nested(e.Quantifier.Span)
		}
	}
	if g.gap() {
		g.add(&place{slot: -1})
	}
	for _, where := range wheres {
		g.conds = append(g.conds, b.split(where, scope)...)
	}
	g.conds = append(g.conds, b.split(e.Where, scope)...)
	if g.hops() == 0 {
		return nil, fault.New(fault.SyntaxError, "InvalidRelationshipPattern", e.Span,
			"a part of a path that comes more than once needs a relationship").
			WithHint("write ((a)-[r]->(b)) before the quantifier")
	}
	return g, nil
}

func nested(at syntax.Span) error {
	return fault.New(fault.SyntaxError, "NestedQuantifier", at, "a quantifier stands within another one").
		WithHint("write the inner part as often as it is wanted")
}

func (b *normaliser) insideNode(e *syntax.NodePattern, g *group, scope *eval.Scope) *place {
	p := &place{slot: -1}
	switch {
	case e.Var != nil:
		p.name = e.Var.Text
		for _, before := range g.places {
			if before.name == p.name {
				p.again, p.slot = true, before.slot
			}
		}
		if !p.again {
			slot, outer := b.declare(p.name)
			p.slot = scope.Declare(p.name)
			if !outer {
				g.lists = append(g.lists, &listVar{name: p.name, slot: slot, place: p})
			}
		}
	case e.Properties != nil || e.Where != nil:
		p.name = b.invent()
		p.slot = scope.Declare(p.name)
	}
	if e.Label != nil {
		p.labels = []syntax.LabelExpr{e.Label}
	}
	p.conds = b.elementConds(p.name, p.slot, e.Properties, e.Where, scope)
	return p
}

func (b *normaliser) insideHop(e *syntax.RelationshipPattern, g *group, scope *eval.Scope) *hop {
	h := b.hop(e)
	if e.Var != nil {
		h.name = e.Var.Text
		slot, outer := b.declare(h.name)
		h.slot = scope.Declare(h.name)
		if !outer {
			g.lists = append(g.lists, &listVar{name: h.name, slot: slot, hop: h})
		}
	} else if e.Properties != nil || e.Where != nil {
		h.name = b.invent()
		h.slot = scope.Declare(h.name)
	}
	h.conds = b.elementConds(h.name, h.slot, e.Properties, e.Where, scope)
	return h
}

// elementConds makes conditions of the map of properties and the WHERE of a node or relationship.
func (b *normaliser) elementConds(name string, slot int, properties, where syntax.Expr, scope *eval.Scope) []*cond {
	var conds []*cond
	switch p := properties.(type) {
	case *syntax.MapLiteral:
		for _, entry := range p.Entries {
			of := &syntax.Variable{Name: syntax.Name{Span: entry.Key.Span, Text: name}}
			conds = append(conds, b.newCond(&syntax.Comparison{
				Span:     entry.Key.Span.To(entry.Value.Pos()),
				Operands: []syntax.Expr{&syntax.Property{Span: entry.Key.Span, X: of, Key: entry.Key}, entry.Value},
				Ops:      []syntax.Operator{syntax.Equal},
			}, scope))
		}
	case *syntax.Parameter:
		c := &cond{id: len(b.conds), text: p.String(), names: map[string]bool{name: true}, eval: hasProperties(p, slot)}
		b.conds = append(b.conds, c)
		conds = append(conds, c)
	}
	return append(conds, b.split(where, scope)...)
}

// hasProperties is the condition that an element has the properties of a parameter.
func hasProperties(p *syntax.Parameter, slot int) eval.Func {
	return func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
		given, ok := rt.Params[p.Name]
		if !ok {
			return value.Null, fault.AtRun(fault.ParameterMissing, "MissingParameter", p.Span, "no value for the parameter $%s", p.Name)
		}
		m := given.Map()
		if m == nil {
			return value.Null, fault.AtRun(fault.TypeError, "InvalidArgumentType", p.Span, "the parameter $%s is no map of properties", p.Name)
		}
		for i, key := range m.Keys {
			var has value.Value
			if v := row[slot]; v.Kind() == value.KindNode {
				has = rt.Graph.NodeProperty(v.Node(), key)
			} else {
				has = rt.Graph.RelationshipProperty(v.Relationship(), key)
			}
			if value.Equals(has, m.Values[i]) != value.True {
				return value.Bool(false), nil
			}
		}
		return value.Bool(true), nil
	}
}

// split makes conditions of an expression, one for each operand of AND.
func (b *normaliser) split(e syntax.Expr, scope *eval.Scope) []*cond {
	if e == nil {
		return nil
	}
	if and, ok := e.(*syntax.Binary); ok && and.Op == syntax.And {
		return append(b.split(and.X, scope), b.split(and.Y, scope)...)
	}
	return []*cond{b.newCond(e, scope)}
}

func (b *normaliser) newCond(e syntax.Expr, scope *eval.Scope) *cond {
	c := &cond{id: len(b.conds), expr: e, scope: scope, text: written(e), names: namesIn(e)}
	b.conds = append(b.conds, c)
	return c
}

// compile compiles the conditions; all variables must be declared.
func (b *normaliser) compile() error {
	for _, c := range b.conds {
		if c.eval != nil {
			continue
		}
		f, err := b.c.Expr(c.expr, c.scope)
		if err != nil {
			return err
		}
		c.eval = eval.Settle(f)
	}
	return nil
}

// namesIn returns the variables that an expression may speak of. Those of its own, such as that of a list
// comprehension, are among them: then a condition waits longer than it must.
func namesIn(e syntax.Expr) map[string]bool {
	names := map[string]bool{}
	syntax.Inspect(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Variable:
			names[n.Text] = true
		case *syntax.NodePattern:
			if n.Var != nil {
				names[n.Var.Text] = true
			}
		case *syntax.RelationshipPattern:
			if n.Var != nil {
				names[n.Var.Text] = true
			}
		}
		return true
	})
	return names
}

// written writes an expression for people: without the names that were made up.
func written(e syntax.Expr) string {
	if c, ok := e.(*syntax.Comparison); ok && len(c.Operands) == 2 {
		if p, ok := c.Operands[0].(*syntax.Property); ok {
			if v, ok := p.X.(*syntax.Variable); ok && strings.HasPrefix(v.Text, "\x00") {
				return p.Key.Text + " = " + c.Operands[1].String()
			}
		}
	}
	return e.String()
}
