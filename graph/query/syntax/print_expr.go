package syntax

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var operatorTexts = [...]string{
	Not: "NOT", Negate: "-", Plus: "+", Or: "OR", Xor: "XOR", And: "AND",
	Equal: "=", NotEqual: "<>", Less: "<", LessOrEqual: "<=", Greater: ">", GreaterOrEqual: ">=",
	Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Modulo: "%", Power: "^",
	In: "IN", StartsWith: "STARTS WITH", EndsWith: "ENDS WITH", Contains: "CONTAINS", Matches: "=~", Concatenate: "||",
}

// String returns the operator as it is written.
func (o Operator) String() string { return operatorTexts[o] }

// Mirrored returns the comparison that says the same with the operands the other way round; any other operator, and
// one of which that is so as it is, it returns as it is.
func (o Operator) Mirrored() Operator {
	switch o {
	case Less:
		return Greater
	case LessOrEqual:
		return GreaterOrEqual
	case Greater:
		return Less
	case GreaterOrEqual:
		return LessOrEqual
	}
	return o
}

var operatorLevels = [...]level{
	Not: notLevel, Negate: signLevel, Plus: signLevel, Or: orLevel, Xor: xorLevel, And: andLevel,
	Equal: comparisonLevel, NotEqual: comparisonLevel, Less: comparisonLevel, LessOrEqual: comparisonLevel,
	Greater: comparisonLevel, GreaterOrEqual: comparisonLevel,
	Add: sumLevel, Subtract: sumLevel, Multiply: productLevel, Divide: productLevel, Modulo: productLevel, Power: powerLevel,
	In: predicateLevel, StartsWith: predicateLevel, EndsWith: predicateLevel, Contains: predicateLevel,
	Matches: predicateLevel, Concatenate: sumLevel,
}

// levelOf returns how tightly what e is written as holds together.
func levelOf(e Expr) level {
	switch e := e.(type) {
	case *Unary:
		return operatorLevels[e.Op]
	case *Binary:
		return operatorLevels[e.Op]
	case *Comparison:
		return comparisonLevel
	case *IsNull:
		return predicateLevel
	case *HasLabel:
		return labelLevel
	case *Literal:
		if s := printed(func(p *printer) { p.literal(e.Value) }); e.Value.Kind() != value.KindString && s[0] == '-' {
			return signLevel
		}
	case *Property, *Index, *Slice, *MapProjection:
		return postfixLevel
	case *PatternExpr: // a minus or plus before or after it must not become part of it
		if !e.Exists {
			return labelLevel
		}
	}
	return atomLevel
}

// expr writes e where something that binds at least as tightly as least may stand, in parentheses if it does not.
func (p *printer) expr(e Expr, least level) {
	if levelOf(e) < least {
		bar := p.bar
		p.bar = false
		p.write("(")
		p.bare(e)
		p.write(")")
		p.bar = bar
		return
	}
	p.bare(e)
}

// bare writes e without parentheses around it.
func (p *printer) bare(e Expr) {
	switch e := e.(type) {
	case *Literal:
		p.literal(e.Value)
	case *Parameter:
		if isPlainParameter(e.Name) {
			p.write("$", e.Name)
		} else {
			p.write("$", inBackticks(e.Name))
		}
	case *Variable:
		p.write(Quote(e.Text))
	case *Property:
		p.expr(e.X, postfixLevel)
		if l, ok := e.X.(*Literal); ok && l.Value.Kind() == value.KindInt && levelOf(l) >= postfixLevel {
			p.write(" ") // 1.e5 would be something else
		}
		p.write(".", quoteKey(e.Key.Text))
	case *Index:
		p.expr(e.X, postfixLevel)
		p.bracketed("[", e.I, "]")
	case *Slice:
		p.slice(e)
	case *Call:
		p.call(e)
	case *Unary:
		p.unary(e)
	case *Binary:
		p.expr(e.X, operatorLevels[e.Op])
		p.write(" ", e.Op.String(), " ")
		p.expr(e.Y, operatorLevels[e.Op]+1)
	case *Comparison:
		p.comparison(e)
	case *IsNull:
		p.expr(e.X, predicateLevel)
		p.write(map[bool]string{false: " IS NULL", true: " IS NOT NULL"}[e.Not])
	case *HasLabel:
		p.hasLabel(e)
	case *PatternExpr:
		if e.Exists {
			bar := p.bar
			p.bar = false
			p.write("exists(")
			p.elements(e.Path.Elements)
			p.write(")")
			p.bar = bar
			return
		}
		p.elements(e.Path.Elements)
	case *Subquery:
		p.subquery(e)
	case *Case:
		p.caseOf(e)
	default:
		p.collection(e)
	}
}

// bracketed writes parts in brackets, in which a | ends nothing.
func (p *printer) bracketed(parts ...any) {
	bar := p.bar
	p.bar = false
	p.write(parts...)
	p.bar = bar
}

func (p *printer) slice(e *Slice) {
	p.expr(e.X, postfixLevel)
	p.write("[")
	if e.From != nil {
		p.bracketed(e.From)
	}
	p.write("..")
	if e.To != nil {
		p.bracketed(e.To)
	}
	p.write("]")
}

func (p *printer) call(e *Call) {
	parts := strings.Split(e.Name.Text, ".")
	for i, part := range parts {
		if len(parts) == 1 {
			p.write(quoteFunction(part))
			break
		}
		if i > 0 {
			p.write(".")
		}
		p.write(quoteKey(part))
	}
	p.write("(")
	if e.Distinct {
		p.write("DISTINCT ")
	}
	if e.Star {
		p.write("*")
	}
	p.list(e.Args)
	p.write(")")
}

// quoteFunction writes the name of a function, in backticks where it would be read as something else.
func quoteFunction(name string) string { return Quote(name) }

// list writes expressions with commas between them; they stand in brackets.
func (p *printer) list(items []Expr) {
	for i, e := range items {
		if i > 0 {
			p.write(", ")
		}
		p.bracketed(e)
	}
}

func (p *printer) unary(e *Unary) {
	if e.Op == Not {
		p.write("NOT ")
		p.expr(e.X, notLevel)
		return
	}
	p.write(e.Op.String())
	// The minus of a number is part of it, and that of a pattern would be part of its arrow.
	if l, ok := e.X.(*Literal); ok && e.Op == Negate && !isLowest(l) && l.Value.Kind() != value.KindString {
		p.bracketed("(", e.X, ")")
		return
	}
	p.expr(e.X, signLevel)
}

// isLowest reports whether l is the lowest integer, which is no other's negative.
func isLowest(l *Literal) bool { return l.Value.Kind() == value.KindInt && l.Value.Int() == -1<<63 }

func (p *printer) comparison(e *Comparison) {
	for i, operand := range e.Operands {
		if i > 0 {
			p.write(" ", e.Ops[i-1].String(), " ")
		}
		// a = (b || c) = d keeps its parentheses: without them it is taken for a slip.
		if b, ok := operand.(*Binary); ok && b.Op == Concatenate && i > 0 && i < len(e.Operands)-1 {
			p.bracketed("(", operand, ")")
			continue
		}
		p.expr(operand, comparisonLevel+1)
	}
}

func (p *printer) hasLabel(e *HasLabel) {
	p.expr(e.X, postfixLevel)
	p.write(":")
	if p.bar {
		p.label(e.Label, 1)
	} else {
		p.label(e.Label, 0)
	}
}

func (p *printer) caseOf(e *Case) {
	p.write("CASE")
	if e.Of != nil {
		p.write(" ", e.Of)
	}
	for _, w := range e.Whens {
		p.write(" WHEN ", w.Condition, " THEN ", w.Result)
	}
	if e.Else != nil {
		p.write(" ELSE ", e.Else)
	}
	p.write(" END")
}

var subqueryNames = [...]string{Exists: "EXISTS", Count: "COUNT", Collect: "COLLECT"}

// String returns the word that begins the subquery.
func (k SubqueryKind) String() string { return subqueryNames[k] }

func (p *printer) subquery(e *Subquery) {
	bar := p.bar
	p.bar = false
	p.write(e.Kind.String(), " { ")
	p.query(e.Query)
	p.write(" }")
	p.bar = bar
}

var quantifierNames = [...]string{AllOf: "all", AnyOf: "any", NoneOf: "none", SingleOf: "single"}

// String returns the word that begins the predicate.
func (k QuantifierKind) String() string { return quantifierNames[k] }

// collection writes lists, maps, and what goes through a list.
func (p *printer) collection(e Expr) {
	switch e := e.(type) {
	case *ListLiteral:
		p.write("[")
		p.listItems(e)
		p.write("]")
	case *MapLiteral:
		p.write("{")
		for i, entry := range e.Entries {
			if i > 0 {
				p.write(", ")
			}
			p.bracketed(quoteKey(entry.Key.Text), ": ", entry.Value)
		}
		p.write("}")
	case *MapProjection:
		p.projectionOf(e)
	case *ListComprehension:
		p.through("[", e.Var, e.List, e.Where, e.Map)
		p.write("]")
	case *Quantified:
		p.through(e.Kind.String()+"(", e.Var, e.List, e.Where, nil)
		p.write(")")
	case *Reduce:
		p.bracketed("reduce(", &e.Accumulator, " = ", e.Init, ", ")
		p.through("", e.Var, e.List, nil, e.Step)
		p.write(")")
	case *PatternComprehension:
		p.write("[")
		p.path(e.Path)
		p.through("", Name{}, nil, e.Where, e.Map)
		p.write("]")
	}
}

// listItems writes the items of a list. One item that is x IN list would be read as a comprehension, and stands in
// parentheses; so would a pattern with a | somewhere after it.
func (p *printer) listItems(l *ListLiteral) {
	if len(l.Items) == 1 && beginsComprehension(l.Items[0]) {
		p.bracketed("(", l.Items[0], ")")
		return
	}
	if len(l.Items) == 1 {
		bar := p.bar
		p.bar = true
		p.write(l.Items[0])
		p.bar = bar
		return
	}
	p.list(l.Items)
}

// beginsComprehension reports whether what e is written as begins with "name IN".
func beginsComprehension(e Expr) bool {
	for {
		switch x := e.(type) {
		case *Binary:
			if _, ok := x.X.(*Variable); ok && x.Op == In {
				return true
			}
			if levelOf(x.X) < operatorLevels[x.Op] {
				return false
			}
			e = x.X
		case *Comparison:
			if levelOf(x.Operands[0]) <= comparisonLevel {
				return false
			}
			e = x.Operands[0]
		case *IsNull:
			if levelOf(x.X) < predicateLevel {
				return false
			}
			e = x.X
		default:
			return false
		}
	}
}

// through writes name IN list WHERE condition | result, what is nil left out.
func (p *printer) through(before string, v Name, list, where, result Expr) {
	bar := p.bar
	p.bar = true
	p.write(before)
	if list != nil {
		p.write(&v, " IN ", list)
	}
	p.where(where)
	if result != nil {
		p.write(" | ", result)
	}
	p.bar = bar
}

func (p *printer) projectionOf(e *MapProjection) {
	name := Quote(e.Of.Text)
	if _, ok := subqueries[strings.ToUpper(e.Of.Text)]; ok {
		name = inBackticks(e.Of.Text)
	}
	p.write(name, " {")
	for i, item := range e.Items {
		if i > 0 {
			p.write(", ")
		}
		v, variable := item.Value.(*Variable)
		switch {
		case item.Value == nil && item.Key.Text == "*":
			p.write(".*")
		case item.Value == nil:
			p.write(".", quoteKey(item.Key.Text))
		case variable && v.Text == item.Key.Text:
			p.write(Quote(v.Text))
		default:
			p.bracketed(quoteKey(item.Key.Text), ": ", item.Value)
		}
	}
	p.write("}")
}

// isPlainParameter reports whether the name of a parameter can stand without backticks.
func isPlainParameter(name string) bool {
	return isPlainName(name) || isPlainName("a"+name) && name != ""
}

func (x *Literal) String() string              { return printed(func(p *printer) { p.bare(x) }) }
func (x *Parameter) String() string            { return printed(func(p *printer) { p.bare(x) }) }
func (x *ListLiteral) String() string          { return printed(func(p *printer) { p.bare(x) }) }
func (x *MapLiteral) String() string           { return printed(func(p *printer) { p.bare(x) }) }
func (x *MapProjection) String() string        { return printed(func(p *printer) { p.bare(x) }) }
func (x *Property) String() string             { return printed(func(p *printer) { p.bare(x) }) }
func (x *Index) String() string                { return printed(func(p *printer) { p.bare(x) }) }
func (x *Slice) String() string                { return printed(func(p *printer) { p.bare(x) }) }
func (x *Call) String() string                 { return printed(func(p *printer) { p.bare(x) }) }
func (x *Unary) String() string                { return printed(func(p *printer) { p.bare(x) }) }
func (x *Binary) String() string               { return printed(func(p *printer) { p.bare(x) }) }
func (x *Comparison) String() string           { return printed(func(p *printer) { p.bare(x) }) }
func (x *IsNull) String() string               { return printed(func(p *printer) { p.bare(x) }) }
func (x *HasLabel) String() string             { return printed(func(p *printer) { p.bare(x) }) }
func (x *Case) String() string                 { return printed(func(p *printer) { p.bare(x) }) }
func (x *ListComprehension) String() string    { return printed(func(p *printer) { p.bare(x) }) }
func (x *PatternComprehension) String() string { return printed(func(p *printer) { p.bare(x) }) }
func (x *Quantified) String() string           { return printed(func(p *printer) { p.bare(x) }) }
func (x *Reduce) String() string               { return printed(func(p *printer) { p.bare(x) }) }
func (x *Subquery) String() string             { return printed(func(p *printer) { p.bare(x) }) }
func (x *PatternExpr) String() string          { return printed(func(p *printer) { p.bare(x) }) }
