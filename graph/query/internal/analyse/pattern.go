package analyse

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func (c *checker) match(m *syntax.Match, s *scope) {
	c.paths(m.Paths, &env{scope: s, place: "a pattern"}, m)
	if m.Where != nil {
		c.condition(m.Where, &env{scope: s, place: "WHERE"})
	}
}

// binder binds the variables of the patterns of a MATCH, or of a comprehension. What stands in the patterns sees them
// all, so its expressions are checked when all are bound.
type binder struct {
	*checker
	match  *syntax.Match // the zero one in a comprehension
	env    *env          // where the patterns stand; its scope is what they bind in
	before *scope        // what was visible before them
	// used are the names of the relationships so far.
	used  map[string]bool
	later []func()
}

// part is a quantified part of a pattern, inside which variables are single; nil outside.
type part struct {
	of    syntax.Element
	scope *scope
}

// paths binds the variables of patterns in the scope of e, and checks all that is in them.
func (c *checker) paths(patterns []*syntax.PathPattern, e *env, m *syntax.Match) {
	s := e.scope
	b := &binder{checker: c, match: m, env: e, used: map[string]bool{}}
	b.before = &scope{outer: s.outer, vars: s.vars[:len(s.vars):len(s.vars)], lost: s.lost}
	for _, p := range patterns {
		c.ends(p, m)
		b.elements(p.Elements, nil)
		if p.Var != nil {
			b.path(p.Var)
		}
	}
	for _, check := range b.later {
		check()
	}
}

func (b *binder) elements(elements []syntax.Element, in *part) {
	for _, element := range elements {
		switch element := element.(type) {
		case *syntax.NodePattern:
			b.node(element, in)
		case *syntax.RelationshipPattern:
			b.relationship(element, in)
		case *syntax.Group:
			b.group(element, in)
		}
	}
}

func (b *binder) path(name *syntax.Name) {
	if old := b.env.scope.lookup(name.Text); old != nil {
		b.fail(fault.SyntaxError, "VariableAlreadyBound", name.Span, "%s is already %s, and cannot be the path too", quote(name.Text), old.what()).
			WithHint("choose another name for the path")
		return
	}
	b.env.scope.declare(&variable{name: name.Text, span: name.Span, typ: kind(value.KindPath), match: b.match})
}

// declare binds a name for what is of type t: in a part, single in it, and a list outside.
func (b *binder) declare(name *syntax.Name, t typ, in *part) {
	v := &variable{name: name.Text, span: name.Span, typ: t, match: b.match}
	if in == nil {
		b.env.scope.declare(v)
		return
	}
	in.scope.declare(v)
	outside := *v
	outside.typ, outside.quantified = listOf(t), in.of
	b.env.scope.declare(&outside)
}

// outside checks that a name that a quantified part binds is bound in it alone, and reports whether it is.
func (b *binder) outside(name *syntax.Name) bool {
	old := b.env.scope.lookup(name.Text)
	if old == nil {
		return true
	}
	const detail = "VariableAlreadyBound"
	switch {
	case old.match != b.match:
		b.fail(fault.SyntaxError, detail, name.Span, "%s is already %s, and a quantified part of a pattern cannot bind it again", quote(name.Text), old.what()).
			WithHint("choose another name in it, and compare: WHERE … = %s", syntax.Quote(name.Text))
	case old.quantified != nil:
		b.fail(fault.SyntaxError, detail, name.Span, "%s is in two quantified parts of the pattern", quote(name.Text)).
			WithHint("choose another name in one of them: each stands for a list")
	default:
		b.fail(fault.SyntaxError, detail, name.Span, "%s is both inside and outside a quantified part of the pattern", quote(name.Text)).
			WithHint("choose another name inside, where it stands for a list")
	}
	return false
}

func (b *binder) node(n *syntax.NodePattern, in *part) {
	b.parts(n.Var, n.Properties, n.Where, n.Label, kind(value.KindNode), in)
	if n.Var == nil {
		return
	}
	name := n.Var.Text
	if in != nil {
		if old := find(in.scope.vars, name); old != nil {
			if !old.typ.is(value.KindNode) {
				b.conflict(n.Var, old, "a node")
			}
			return
		}
		if !b.outside(n.Var) {
			return
		}
	} else if old := b.env.scope.lookup(name); old != nil {
		if !old.typ.can(value.KindNode.Set()) {
			b.conflict(n.Var, old, "a node")
		}
		return
	}
	b.declare(n.Var, kind(value.KindNode), in)
}

// conflict notes that a name is bound to something else than what it is to be.
func (c *checker) conflict(name *syntax.Name, old *variable, wanted string) {
	err := c.fail(fault.SyntaxError, "VariableTypeConflict", name.Span, "%s is %s, and cannot be %s too", quote(name.Text), old.what(), wanted)
	if old.role != "" {
		err.Message = quote(name.Text) + " is " + old.typ.phrase() + ", and cannot be " + wanted + " in a pattern"
	}
	err.WithHint("choose another name for %s", wanted)
}

func (b *binder) relationship(r *syntax.RelationshipPattern, in *part) {
	single := kind(value.KindRelationship)
	inside := in
	if r.Quantifier != nil {
		if in != nil {
			b.nestedQuantifier(r.Quantifier)
		}
		// What stands in it is of one relationship.
		inside = &part{of: r, scope: b.before.child()}
		if r.Var != nil {
			inside.scope.declare(&variable{name: r.Var.Text, span: r.Var.Span, typ: single, match: b.match})
		}
	}
	b.parts(r.Var, r.Properties, r.Where, r.Type, single, inside)
	if r.Var == nil {
		return
	}
	defer func() { b.used[r.Var.Text] = true }()
	if in != nil {
		if old := find(in.scope.vars, r.Var.Text); old != nil {
			b.again(r, old)
			return
		}
		if !b.outside(r.Var) {
			return
		}
	} else if old := b.env.scope.lookup(r.Var.Text); old != nil {
		b.again(r, old)
		return
	}
	t := single
	if r.Quantifier != nil && in == nil {
		t = listOf(single)
	}
	b.declare(r.Var, t, in)
	if r.Quantifier != nil && in == nil {
		b.env.scope.vars[len(b.env.scope.vars)-1].quantified = r
	}
}

// again checks a relationship whose name is bound already.
func (b *binder) again(r *syntax.RelationshipPattern, old *variable) {
	isList := r.Quantifier != nil
	switch {
	case !isList && !old.typ.can(value.KindRelationship.Set()):
		b.conflict(r.Var, old, "a relationship")
	case isList && (!old.typ.can(value.KindList.Set()) || !old.typ.itemType().can(value.KindRelationship.Set())):
		b.conflict(r.Var, old, "a list of relationships")
	case b.used[old.name] && b.match.Mode != syntax.RepeatableElements:
		b.fail(fault.SyntaxError, "RelationshipUniquenessViolation", r.Var.Span, "%s stands twice in the same MATCH, where no relationship comes twice", quote(old.name)).
			WithHint("choose another name for the second, or write MATCH REPEATABLE ELEMENTS")
	case isList && !r.Quantifier.InBrackets:
		b.fail(fault.SyntaxError, "VariableAlreadyBound", r.Var.Span, "%s is already %s, and a quantified relationship cannot be bound again", quote(old.name), old.what()).
			WithHint("choose another name, and compare: WHERE … = %s", syntax.Quote(old.name))
	}
}

func (b *binder) group(g *syntax.Group, in *part) {
	inside := in
	if g.Quantifier != nil {
		if in != nil {
			b.nestedQuantifier(g.Quantifier)
		}
		inside = &part{of: g, scope: b.before.child()}
	}
	b.elements(g.Elements, inside)
	b.parts(nil, nil, g.Where, nil, null, inside)
}

func (c *checker) nestedQuantifier(q *syntax.Quantifier) {
	c.fail(fault.SyntaxError, "NestedQuantifier", q.Span, "a quantified part of a pattern stands inside another").
		WithHint("quantify the outer or the inner one: ((a)-->(b)-->(c)){1,3} repeats both steps together")
}

// parts has the parts of an element, which may have a name, checked later: its properties, condition and labels.
func (b *binder) parts(name *syntax.Name, properties, where syntax.Expr, label syntax.LabelExpr, t typ, in *part) {
	if label != nil {
		b.labelExpr(label, t)
	}
	if properties == nil && where == nil {
		return
	}
	e := *b.env
	e.place, e.aggregate = "a pattern", nil
	if in != nil {
		e.scope = in.scope
		e.hidden = b.env.scope
		e.hiding = "a quantified part of a pattern sees what it binds itself, and what clauses before bind"
		e.hiddenHint = "bind it before, in a MATCH of its own: MATCH (%s) MATCH …"
	}
	b.later = append(b.later, func() {
		b.properties(name, properties, t, &e)
		if where != nil {
			here := e
			here.place = "WHERE"
			b.condition(where, &here)
		}
	})
}

// properties checks the properties that an element of a pattern is to have.
func (c *checker) properties(name *syntax.Name, x syntax.Expr, t typ, e *env) {
	if x, ok := x.(*syntax.MapLiteral); ok {
		for _, entry := range x.Entries {
			c.key(entry.Key, t)
			c.mapped(name, entry, t, c.expr(entry.Value, e))
		}
	}
}

// mapped checks that a property of what has type t can be what it is to be, which has type u.
func (c *checker) mapped(of *syntax.Name, entry syntax.MapEntry, t, u typ) {
	if !c.known() || c.err != nil {
		return
	}
	name := "n"
	switch {
	case of != nil:
		name = of.Text
	case t.is(value.KindRelationship):
		name = "r"
	}
	key := &syntax.Property{Span: entry.Key.Span, X: &syntax.Variable{Name: syntax.Name{Text: name}}, Key: entry.Key}
	c.compares(syntax.Equal, side{key, c.valueOf(entry.Key.Text, t)}, side{entry.Value, u})
	if c.err == nil {
		return
	}
	switch is := c.valueOf(entry.Key.Text, t); {
	case u.is(value.KindList), is.is(value.KindList), (side{expr: entry.Value}).isNull():
		c.err.Hint = strings.Replace(c.err.Hint, "write ", "write WHERE ", 1)
	default:
		c.err.Hint = strings.Replace(c.err.Hint, "write "+key.String()+" = ", "write "+syntax.Quote(entry.Key.Text)+": ", 1)
	}
}

// ends checks that the search for a path pattern comes to an end.
func (c *checker) ends(p *syntax.PathPattern, m *syntax.Match) {
	repeats := p.Mode == syntax.Walk || p.Mode == syntax.NoMode && m.Mode == syntax.RepeatableElements
	selects := p.Selector != syntax.NoSelector && p.Selector != syntax.All
	c.quantifiers(p.Elements, func(q *syntax.Quantifier) {
		if q.Max != syntax.Unbounded || !repeats || selects {
			return
		}
		what := "a WALK"
		if p.Mode == syntax.NoMode {
			what = "a path under REPEATABLE ELEMENTS"
		}
		c.fail(fault.UnboundedPattern, "UnboundedPattern", q.Span, "%s may use relationships again, so without an upper bound it need never end", what).
			WithHint("bound it, as in {1,5}; or write TRAIL, in which no relationship comes twice; or ask for ANY SHORTEST")
	})
}

func (c *checker) quantifiers(elements []syntax.Element, visit func(*syntax.Quantifier)) {
	for _, element := range elements {
		var q *syntax.Quantifier
		switch element := element.(type) {
		case *syntax.RelationshipPattern:
			q = element.Quantifier
		case *syntax.Group:
			q = element.Quantifier
			c.quantifiers(element.Elements, visit)
		}
		if q != nil {
			visit(q)
		}
	}
}

// patternExpr checks a pattern that stands as a condition: it binds nothing.
func (c *checker) patternExpr(x *syntax.PatternExpr, e *env) typ {
	c.dependsOnGraph(x.Span, e)
	c.ends(x.Path, &syntax.Match{})
	c.boundElements(x.Path.Elements, nil, e)
	return kind(value.KindBool)
}

// boundElements checks the elements of such a pattern; in is the quantified part that they stand in, or nil.
func (c *checker) boundElements(elements []syntax.Element, in *syntax.Group, e *env) {
	for _, element := range elements {
		switch element := element.(type) {
		case *syntax.NodePattern:
			c.boundElement(element.Var, kind(value.KindNode), in, e)
			c.boundParts(element.Var, element.Label, element.Properties, element.Where, kind(value.KindNode), e)
		case *syntax.RelationshipPattern:
			t := kind(value.KindRelationship)
			c.boundParts(element.Var, element.Type, element.Properties, element.Where, t, e)
			if element.Quantifier != nil {
				t = listOf(t)
				if in != nil {
					c.nestedQuantifier(element.Quantifier)
				}
			}
			c.boundElement(element.Var, t, in, e)
		case *syntax.Group:
			inside := in
			if element.Quantifier != nil {
				inside = element
				if in != nil {
					c.nestedQuantifier(element.Quantifier)
				}
			}
			c.boundElements(element.Elements, inside, e)
			c.boundParts(nil, nil, nil, element.Where, null, e)
		}
	}
}

// boundElement checks an element of a pattern that is to have no name, or a name that is bound to what has type t.
func (c *checker) boundElement(name *syntax.Name, t typ, in *syntax.Group, e *env) {
	if name == nil {
		return
	}
	switch old := e.scope.lookup(name.Text); {
	case old == nil:
		c.fail(fault.SyntaxError, "UndefinedVariable", name.Span, "no variable %s, and a pattern that stands as a condition binds none", quote(name.Text)).
			WithHint("leave the name out, or write EXISTS { … }, in which names can be bound")
	case in != nil:
		c.fail(fault.SyntaxError, "VariableAlreadyBound", name.Span, "%s is already %s, and a quantified part of a pattern cannot bind it again", quote(name.Text), old.what()).
			WithHint("leave the name out in it")
	case !old.typ.can(t.kinds):
		c.conflict(name, old, t.phrase())
	}
}

// boundParts checks what stands in an element, which is of type t.
func (c *checker) boundParts(name *syntax.Name, label syntax.LabelExpr, properties, where syntax.Expr, t typ, e *env) {
	if label != nil {
		c.labelExpr(label, t)
	}
	c.properties(name, properties, t, e)
	if where != nil {
		c.condition(where, e)
	}
}

// patternValue checks a pattern that stands where a value does.
func (c *checker) patternValue(x *syntax.PatternExpr, e *env) typ {
	if x.Exists {
		return c.patternExpr(x, e)
	}
	c.fail(fault.SyntaxError, "UnexpectedSyntax", x.Span, "a pattern is no value: it stands in MATCH, or as a condition").
		WithHint("whether there is one: EXISTS { … }; how many there are: COUNT { … }; their values: [p = %s | p]", excerpt(x))
	return anything
}
