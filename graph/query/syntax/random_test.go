package syntax_test

import (
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// grower makes trees at random that a text can be parsed to, deeper ones while budget lasts.
type grower struct {
	*rand.Rand
	budget int
}

var randomNames = []string{"a", "b", "count", "any", "x y", "match", "IN", "exists", "shortestPath", "é", "", "a`b", "desc", "e5"}

func (g *grower) name() syntax.Name { return syntax.Name{Text: randomNames[g.IntN(len(randomNames))]} }

func (g *grower) maybeName() *syntax.Name {
	if g.IntN(2) == 0 {
		return nil
	}
	n := g.name()
	return &n
}

func (g *grower) variable() *syntax.Variable { return &syntax.Variable{Name: g.name()} }

func (g *grower) maybe() syntax.Expr {
	if g.IntN(2) == 0 {
		return nil
	}
	return g.expr()
}

func (g *grower) exprs(least int) []syntax.Expr {
	var list []syntax.Expr
	for range least + g.IntN(3) {
		list = append(list, g.expr())
	}
	return list
}

func (g *grower) literal() syntax.Expr {
	values := []value.Value{
		value.Null, value.Bool(true), value.Bool(false), value.Int(0), value.Int(5), value.Int(-5), value.Int(-1 << 63), value.Int(1<<63 - 1),
		value.Float(0.5), value.Float(-2), value.Float(1e300), value.Float(-1e-7), value.String(""), value.String("it's \\ \"x\"\n\u202e"),
	}
	return &syntax.Literal{Value: values[g.IntN(len(values))]}
}

// expr returns an expression.
func (g *grower) expr() syntax.Expr {
	g.budget--
	if g.budget < 0 {
		if g.IntN(2) == 0 {
			return g.literal()
		}
		return g.variable()
	}
	switch g.IntN(24) {
	case 0, 1:
		op := []syntax.Operator{syntax.Not, syntax.Negate, syntax.Plus}[g.IntN(3)]
		x := g.expr()
		if l, ok := x.(*syntax.Literal); ok && op == syntax.Negate && l.Value.Kind() != value.KindString {
			op = syntax.Plus // the parser makes the minus part of the number
		}
		return &syntax.Unary{Op: op, X: x}
	case 2, 3, 4, 5:
		ops := []syntax.Operator{syntax.Or, syntax.Xor, syntax.And, syntax.Add, syntax.Subtract, syntax.Multiply, syntax.Divide, syntax.Modulo, syntax.Power,
			syntax.In, syntax.StartsWith, syntax.EndsWith, syntax.Contains, syntax.Matches, syntax.Concatenate}
		b := &syntax.Binary{Op: ops[g.IntN(len(ops))], X: g.expr(), Y: g.expr()}
		if _, ok := b.Y.(*syntax.ListLiteral); ok && b.Op == syntax.Subtract {
			b.Op = syntax.Add // (a) - [b:C] - (d) is a pattern
		}
		return b
	case 6, 7:
		c := &syntax.Comparison{Operands: g.exprs(2)}
		for range len(c.Operands) - 1 {
			c.Ops = append(c.Ops, syntax.Equal+syntax.Operator(g.IntN(6)))
		}
		return c
	case 8:
		return &syntax.IsNull{X: g.expr(), Not: g.IntN(2) == 0}
	case 9, 10:
		return &syntax.HasLabel{X: g.expr(), Label: g.label(3)}
	case 11:
		return &syntax.Property{X: g.expr(), Key: g.name()}
	case 12:
		return &syntax.Index{X: g.expr(), I: g.expr()}
	case 13:
		return &syntax.Slice{X: g.expr(), From: g.maybe(), To: g.maybe()}
	case 14:
		return &syntax.ListLiteral{Items: g.exprs(0)}
	default:
		return g.compound()
	}
}

// compound returns an expression of several parts.
func (g *grower) compound() syntax.Expr {
	switch g.IntN(10) {
	case 0:
		m := &syntax.MapLiteral{}
		for _, e := range g.exprs(0) {
			m.Entries = append(m.Entries, syntax.MapEntry{Key: g.name(), Value: e})
		}
		return m
	case 1:
		m := &syntax.MapProjection{Of: g.variable(), Items: []syntax.ProjectionItem{{Key: syntax.Name{Text: "*"}}, {Key: g.name()}}}
		for _, e := range g.exprs(0) {
			m.Items = append(m.Items, syntax.ProjectionItem{Key: g.name(), Value: e})
		}
		return m
	case 2:
		return &syntax.Call{Name: syntax.Name{Text: "f"}, Function: "f", Distinct: g.IntN(2) == 0, Args: g.exprs(1)}
	case 3:
		c := &syntax.Case{Of: g.maybe(), Whens: []syntax.When{{Condition: g.expr(), Result: g.expr()}}, Else: g.maybe()}
		return c
	case 4:
		return &syntax.ListComprehension{Var: g.name(), List: g.expr(), Where: g.maybe(), Map: g.maybe()}
	case 5:
		return &syntax.PatternComprehension{Path: &syntax.PathPattern{Var: g.maybeName(), Elements: g.elements(true)}, Where: g.maybe(), Map: g.expr()}
	case 6:
		return &syntax.Quantified{Kind: syntax.QuantifierKind(g.IntN(4)), Var: g.name(), List: g.expr(), Where: g.expr()}
	case 7:
		return &syntax.Reduce{Accumulator: g.name(), Init: g.expr(), Var: g.name(), List: g.expr(), Step: g.expr()}
	case 8:
		m := &syntax.Match{Paths: []*syntax.PathPattern{g.path()}, Where: g.maybe()}
		return &syntax.Subquery{Kind: syntax.SubqueryKind(g.IntN(2)), Query: &syntax.Query{Parts: []*syntax.SingleQuery{{Clauses: []syntax.Clause{m}}}}}
	}
	return &syntax.PatternExpr{Path: &syntax.PathPattern{Elements: g.elements(true)}, Exists: g.IntN(2) == 0}
}

func (g *grower) label(depth int) syntax.LabelExpr {
	if depth == 0 {
		return &syntax.LabelName{Name: g.name()}
	}
	switch g.IntN(6) {
	case 0:
		return &syntax.LabelWildcard{}
	case 1:
		return &syntax.LabelNot{X: g.label(depth - 1)}
	case 2:
		return &syntax.LabelAnd{X: g.label(depth - 1), Y: g.label(depth - 1)}
	case 3:
		return &syntax.LabelOr{X: g.label(depth - 1), Y: g.label(depth - 1)}
	}
	return &syntax.LabelName{Name: g.name()}
}

func (g *grower) maybeLabel() syntax.LabelExpr {
	if g.IntN(2) == 0 {
		return nil
	}
	return g.label(2)
}

func (g *grower) properties() syntax.Expr {
	if g.IntN(3) > 0 {
		return nil
	}
	return &syntax.MapLiteral{Entries: []syntax.MapEntry{{Key: g.name(), Value: g.expr()}}}
}

func (g *grower) quantifier(brackets bool) *syntax.Quantifier {
	q := &syntax.Quantifier{Min: g.IntN(4), InBrackets: brackets}
	q.Max = q.Min + 1 + g.IntN(2)
	if g.IntN(2) == 0 {
		q.Max = syntax.Unbounded
	}
	return q
}

func (g *grower) node() *syntax.NodePattern {
	n := &syntax.NodePattern{Var: g.maybeName(), Label: g.maybeLabel(), Properties: g.properties()}
	if g.IntN(5) == 0 {
		n.Where = g.expr()
	}
	return n
}

// elements returns a path; one that stands in an expression begins with a node and a relationship.
func (g *grower) elements(inExpression bool) []syntax.Element {
	elements := []syntax.Element{g.node()}
	for range 1 + g.IntN(2) {
		r := &syntax.RelationshipPattern{Var: g.maybeName(), Type: g.maybeLabel(), Properties: g.properties(), Direction: syntax.Direction(g.IntN(3))}
		if g.IntN(5) == 0 {
			r.Where = g.expr()
		}
		if g.IntN(3) == 0 {
			r.Quantifier = g.quantifier(g.IntN(2) == 0)
		}
		elements = append(elements, r, g.node())
		if g.IntN(6) == 0 && g.budget > 0 {
			group := &syntax.Group{Elements: g.elements(false), Where: g.maybe(), Quantifier: g.quantifier(false)}
			elements = append(elements, group, g.node())
		}
	}
	if !inExpression && g.IntN(4) == 0 {
		elements = []syntax.Element{&syntax.Group{Elements: elements, Where: g.maybe()}}
	}
	return elements
}

func (g *grower) path() *syntax.PathPattern {
	p := &syntax.PathPattern{Var: g.maybeName(), Selector: syntax.SelectorKind(g.IntN(7)), Mode: syntax.PathMode(g.IntN(5)), Elements: g.elements(false)}
	switch p.Selector {
	case syntax.Any, syntax.Shortest, syntax.ShortestGroups:
		p.K = 1 + g.IntN(3)
	}
	return p
}

// TestRandomTrees checks that trees are printed so that they are read as the same, with neither too few nor wrong
// parentheses.
func TestRandomTrees(t *testing.T) {
	for seed := range uint64(5_000) {
		g := &grower{rand.New(rand.NewPCG(seed, 1)), 10}
		e := g.expr()
		again, err := syntax.ParseExpr(e.String())
		if err != nil {
			t.Fatalf("seed %d: %s: %v\n%T", seed, e, err, e)
		}
		if !syntax.Same(e, again) {
			t.Fatalf("seed %d: %s is read as another tree, which is printed as\n%s", seed, e, again)
		}
		p := g.path()
		q, err := syntax.Parse("MATCH " + p.String() + " RETURN 1")
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, p, err)
		}
		if again := q.Parts[0].Clauses[0].(*syntax.Match).Paths[0]; !syntax.Same(p, again) {
			t.Fatalf("seed %d: %s is read as another path, which is printed as\n%s", seed, p, again)
		}
	}
}
