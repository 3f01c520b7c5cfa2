package syntax

import (
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// level says how tightly an operator binds; a higher one binds tighter.
type level uint8

const (
	noLevel level = iota
	orLevel
	xorLevel
	andLevel
	notLevel
	comparisonLevel
	predicateLevel // STARTS WITH, IN, =~, IS NULL …
	sumLevel
	productLevel
	powerLevel
	signLevel // unary - and +
	labelLevel
	postfixLevel // x.key, x[i]
	atomLevel
)

var symbolOperators = map[string]struct {
	op    Operator
	level level
}{
	"=": {Equal, comparisonLevel}, "<>": {NotEqual, comparisonLevel}, "<": {Less, comparisonLevel},
	"<=": {LessOrEqual, comparisonLevel}, ">": {Greater, comparisonLevel}, ">=": {GreaterOrEqual, comparisonLevel},
	"=~": {Matches, predicateLevel},
	"+":  {Add, sumLevel}, "-": {Subtract, sumLevel}, "||": {Concatenate, sumLevel},
	"*": {Multiply, productLevel}, "/": {Divide, productLevel}, "%": {Modulo, productLevel},
	"^": {Power, powerLevel},
}

// infix returns the operator that comes between two operands, how tightly it binds and of how many tokens it is;
// noLevel where none comes.
func (p *parser) infix() (op Operator, l level, tokens int) { return p.infixAt(p.pos) }

func (p *parser) infixAt(i int) (op Operator, l level, tokens int) {
	t := p.tok(i)
	if t.kind == symbol {
		if o, ok := symbolOperators[t.text]; ok {
			return o.op, o.level, 1
		}
		return 0, noLevel, 0
	}
	if t.kind != word {
		return 0, noLevel, 0
	}
	switch t.upper {
	case "OR":
		return Or, orLevel, 1
	case "XOR":
		return Xor, xorLevel, 1
	case "AND":
		return And, andLevel, 1
	case "IN":
		return In, predicateLevel, 1
	case "CONTAINS":
		return Contains, predicateLevel, 1
	case "STARTS":
		return StartsWith, predicateLevel, 2
	case "ENDS":
		return EndsWith, predicateLevel, 2
	case "IS":
		return 0, predicateLevel, 0
	}
	return 0, noLevel, 0
}

// startsExpression reports whether an expression can begin with t.
func startsExpression(t *token) bool {
	switch t.kind {
	case quotedName, stringToken, integerToken, floatToken, parameterToken, badToken:
		return true
	case word:
		return !reserved[t.upper] || t.isWord("NOT", "CASE", "TRUE", "FALSE", "NULL")
	case symbol:
		return t.is("(") || t.is("[") || t.is("{") || t.is("-") || t.is("+")
	}
	return false
}

// condition reads a whole expression; what says in a message what it is for.
func (p *parser) condition(what string) Expr {
	if t := p.peek(); !startsExpression(t) && !t.is("!") {
		p.noExpression(what)
	}
	return p.expr(orLevel)
}

// noExpression ends the parser where an expression should begin and none does.
func (p *parser) noExpression(what string) {
	p.lexical()
	t := p.peek()
	switch {
	case t.is("!"):
		p.errorAt(t.Span, "write NOT", "! is not the negation of a condition")
	case t.is(","):
		p.errorAt(t.Span, "take one out", "%s is missing before the comma", what)
	case t.isWord("AND", "OR", "XOR") && p.pos > 0 && p.tokens[p.pos-1].isWord("AND", "OR", "XOR"):
		before := p.tokens[p.pos-1]
		p.errorAt(before.To(t.Span), "take one of them out, or write a condition between them", "%s follows %s without a condition between them", t.upper, before.upper)
	case t.isWord("CONTAINS", "IN") && p.ahead(1).is("("):
		p.errorAt(t.Span, "write x "+t.upper+" y", "%s is no function, and stands between two values", t.upper)
	case t.is("="), t.is("=="), t.is("<>"), t.is("!="), t.is("<="), t.is(">="), t.is("<"), t.is(">"), t.is("=~"),
		t.is("/"), t.is("%"), t.is("^"), t.is("||"), t.is("&&"), t.is("*"), t.isWord("AND", "OR", "XOR", "IN", "CONTAINS", "STARTS", "ENDS", "IS"):
		p.errorAt(t.Span, "write something before it", "%s has nothing on its left", t.text)
	case t.is(":"):
		p.errorAt(t.Span, "write n:Label, with the variable first", "a label has nothing on its left")
	case t.kind == word && reserved[t.upper] && (p.ahead(1).is(".") || p.ahead(1).is(",") || p.ahead(1).is(")") || p.ahead(1).isWord("AS")):
		p.reservedName()
	}
	p.unexpected(what, p.example(what))
}

// example returns a hint for where an expression is missing.
func (p *parser) example(what string) string {
	_, after, _ := strings.Cut(what, " after ")
	switch after {
	case "WHERE":
		return "write WHERE n.name = 'x', for example"
	case "RETURN", "WITH":
		return "write " + after + " *, or name what you want: " + after + " n"
	case "SKIP", "OFFSET", "LIMIT":
		return "write " + after + " 10, for example"
	case "ORDER BY":
		return "write ORDER BY n.name, for example"
	case "UNWIND":
		return "write UNWIND [1, 2, 3] AS x, for example"
	case "[":
		return "write list[0], or list[0..2] for a slice"
	}
	return ""
}

// expr reads an expression of operators that bind at least as tightly as least: precedence climbing.
func (p *parser) expr(least level) Expr {
	p.enter()
	defer p.leave()
	start := p.at()
	x, most := p.prefix(least)
	for {
		op, l, tokens := p.infix()
		if l < least || l == noLevel {
			p.wrongOperator(least)
			return x
		}
		if l > most {
			p.mixedOperators(x, op)
		}
		if op == Subtract && l == sumLevel {
			p.arrowAfter(x)
		}
		p.operator()
		switch {
		case tokens == 0:
			x = p.is(start, x)
		case l == comparisonLevel:
			x = p.comparison(start, x)
		default:
			first := p.next()
			if tokens == 2 && !p.takeWord("WITH") {
				p.lexical()
				p.errorAt(p.here(), "write "+first.upper+" WITH", "WITH is missing after %s", first.upper)
			}
			y := p.operand(l+1, first)
			x = &Binary{Span: p.since(start), Op: op, X: x, Y: y}
		}
		most = l
	}
}

// operand reads what stands to the right of an operator.
func (p *parser) operand(least level, operator *token) Expr {
	t := p.peek()
	if t.isWord("NOT") && least > notLevel {
		if operator.isWord("IS") {
			return nil
		}
		p.errorAt(t.Span, "put it in parentheses: (NOT …)", "NOT binds less tightly than %s", operator.text)
	}
	if !startsExpression(t) {
		p.lexical()
		switch {
		case t.is("=") && (operator.is("<") || operator.is(">")), t.is(">") && operator.is("<"):
			p.errorAt(operator.Span.To(t.Span), "write "+operator.text+t.text+" without a space", "a space parts the operator")
		case t.is("=") || t.is(">") || t.is("<"):
			p.errorAt(operator.Span.To(t.Span), "the comparisons are =, <>, <, <=, >, >=", "%s is no operator", p.text[operator.Start:t.End])
		case t.is("!"):
			p.errorAt(t.Span, "write NOT", "! is not the negation of a condition")
		case t.is(":") && operator.is("=") && p.ahead(1).isKey():
			p.errorAt(t.Span.To(p.ahead(1).Span), "a label or type is asked for by x"+":"+quoteKey(p.ahead(1).text)+", without =; a parameter is $"+quoteKey(p.ahead(1).text), "a colon does not begin a value")
		case t.is("/") && operator.is("="):
			p.errorAt(operator.Span.To(t.Span), "write =~ 'pattern'", "a regular expression stands in quotes")
		case t.is("*") && operator.is("*"):
			p.errorAt(operator.Span.To(t.Span), "write ^", "** is no operator")
		case t.kind == word && reserved[t.upper] && !t.isWord(clauseStarts...) && !t.isWord("THEN", "ELSE", "END", "WHEN", "AS"):
			p.noExpression("an expression after " + operator.text)
		}
		hint := "write something after it"
		if t.kind != endOfText {
			hint += ", before " + p.found()
		}
		p.errorAt(operator.Span, hint, "%s has nothing on its right", operator.text)
	}
	return p.expr(least)
}

// comparison reads a chain of comparisons, the first operand of which is read.
func (p *parser) comparison(start int, x Expr) Expr {
	c := &Comparison{Operands: []Expr{x}}
	var joined Span // of an operand a || b without parentheses
	for {
		op, l, _ := p.infix()
		if l != comparisonLevel {
			break
		}
		if len(c.Ops) > 0 {
			p.operator()
			if joined != (Span{}) {
				p.errorAt(joined, "write OR for alternatives; put the || in parentheses if it joins strings or lists", "|| joins strings and lists, and stands between two comparisons")
			}
		}
		t := p.next()
		open := p.peek()
		y := p.operand(comparisonLevel+1, t)
		if b, ok := y.(*Binary); ok && b.Op == Concatenate && !(open.is("(") && p.tokens[p.pos-1].is(")")) {
			joined = b.Span
		}
		c.Operands, c.Ops = append(c.Operands, y), append(c.Ops, op)
	}
	c.Span = p.since(start)
	return c
}

// kindWords are the kinds of values by the names that IS TYPED takes in GQL.
var kindWords = []string{"ANY", "BOOL", "BOOLEAN", "DATE", "DURATION", "FLOAT", "INT", "INTEGER", "LIST", "MAP", "NODE",
	"NOTHING", "NULL", "NUMBER", "PATH", "POINT", "RELATIONSHIP", "STRING", "TIME", "TIMESTAMP", "VERTEX", "EDGE", "ZONED", "LOCAL"}

// is reads IS [NOT] NULL or IS Label.
func (p *parser) is(start int, x Expr) Expr {
	t := p.next()
	not := p.takeWord("NOT")
	if p.takeWord("NULL") {
		return &IsNull{Span: p.since(start), X: x, Not: not}
	}
	next := p.peek()
	switch {
	case not && next.kind == word && foreignOperators[next.upper].hint != "":
		f := foreignOperators[next.upper]
		p.errorAt(p.since(t.Start).To(next.Span), "put NOT before the whole condition, and "+f.hint, "%s, and IS NOT does not go before an operator", f.message)
	case not && next.isWord("IN", "CONTAINS", "STARTS", "ENDS"):
		p.errorAt(p.since(t.Start).To(next.Span), "write NOT x "+next.upper+" …", "IS NOT does not go before an operator")
	case next.is(":"), next.isWord("TYPED") && p.ahead(1).isWord(kindWords...):
		p.errorAt(p.since(t.Start).To(next.Span), "for a label, write n:Label; to make a value of a kind, toString(x), toInteger(x), toFloat(x) or date(x)",
			"IS does not ask for the kind of a value")
	case not && next.isKey():
		label := "n:" + quoteKey(next.text)
		if v, ok := x.(*Variable); ok {
			label = Quote(v.Text) + ":" + quoteKey(next.text)
		}
		p.errorAt(p.since(t.Start).To(next.Span), "write NOT "+label, "IS NOT goes with NULL alone")
	case next.kind == stringToken, next.kind == integerToken, next.kind == floatToken:
		write := map[bool]string{false: "write = ", true: "write <> "}[not]
		p.errorAt(p.since(t.Start).To(next.Span), write+p.describe(next), "IS goes with NULL and labels, and %s is a value", p.describe(next))
	case next.isWord("TRUE", "FALSE"):
		p.errorAt(next.Span, "write = "+next.text, "IS goes with NULL and labels, not %s", next.text)
	case !next.isKey() && !next.is("!") && !next.is("(") && !next.is("%"):
		p.unexpected("NULL, NOT NULL or a label after IS", "to compare, write =")
	}
	label := p.label()
	return &HasLabel{Span: p.since(start), X: x, Label: label}
}

// arrowAfter ends the parser if the - that comes begins an arrow, or is the hyphen of a label.
func (p *parser) arrowAfter(x Expr) {
	t, next := p.peek(), p.ahead(1)
	if _, ok := x.(*HasLabel); ok && p.hyphenated() != "" {
		p.hyphen("")
	}
	if next.is("-") && p.ahead(2).is("[") && (p.ahead(3).is(":") || p.ahead(3).isName() && p.ahead(4).is(":")) {
		p.errorAt(next.Span, "write one dash on either side: -[…]->", "there is a dash too many before the [")
	}
	arrow := next.is(">") || next.is("-") && p.ahead(2).is(">") || next.is("[") &&
		(p.ahead(2).is(":") || p.ahead(2).isName() && p.ahead(3).is(":") && p.tok(next.closer+1).is("-"))
	if !arrow {
		return
	}
	if before := &p.tokens[p.pos-1]; next.is(">") && p.pos >= 3 && before.isKey() && p.tokens[p.pos-2].is("-") && p.tokens[p.pos-3].is(")") {
		p.errorAt(before.Span, "write -[:"+quoteKey(before.text)+"]->", "the type in an arrow stands in square brackets, after a colon")
	}
	switch x := x.(type) {
	case *Variable:
		p.errorAt(x.Span, "write ("+Quote(x.Text)+")", "a node stands in parentheses")
	case *Call:
		if x.Function == "exists" {
			p.errorAt(x.Span, "write EXISTS { (a)-->(b) }, with braces", "EXISTS takes the whole pattern")
		}
	}
	p.errorAt(t.Span, "a node stands in parentheses on either side: (a)-->(b)", "an arrow has no node on its left")
}

// mixedOperators ends the parser because an operator follows something that binds less tightly and takes no operand
// on the right, as in a IS NULL + 1.
func (p *parser) mixedOperators(x Expr, op Operator) {
	t := p.peek()
	if op == Concatenate {
		p.errorAt(t.Span, "write OR", "|| joins strings and lists, not conditions")
	}
	if _, ok := x.(*HasLabel); ok && op == Modulo {
		p.errorAt(t.Span, "put the part before it in parentheses", "%s does not go here", t.text)
	}
	p.errorAt(t.Span, "put the part before it in parentheses", "%s cannot follow what binds less tightly than it", t.text)
}

// wrongOperator ends the parser if an operator of another language comes. It does so at the innermost level, where
// that is the first to see it.
func (p *parser) wrongOperator(least level) {
	t := p.peek()
	switch {
	case t.kind != symbol:
		return
	case (t.is("==") || t.is("!=")) && p.ahead(1).isWord("NULL"):
		p.errorAt(t.Span.To(p.ahead(1).Span), map[string]string{"==": "write IS NULL", "!=": "write IS NOT NULL"}[t.text], "%s does not ask for null, which nothing is equal to", t.text)
	case t.is("=="):
		p.errorAt(t.Span, "write =", "== is not an operator of this language")
	case t.is("!="):
		p.errorAt(t.Span, "write <>", "!= is not an operator of this language")
	case t.is("&&"):
		p.errorAt(t.Span, "write AND", "&& is not an operator of this language")
	case t.is("&"):
		p.errorAt(t.Span, "write AND between conditions, n:A&B for two labels, + between strings", "& does not go between expressions")
	case t.is("!"):
		p.errorAt(t.Span, "write NOT before a condition, <> for “is not equal”", "! does not go after an expression")
	case t.is("+="):
		p.errorAt(t.Span, "compute in WITH … AS name", "+= writes, and this language only reads")
	case t.is("=>"):
		p.errorAt(t.Span, "write >= for “at least”, --> for an arrow", "=> is not an operator of this language")
	case t.is("...") && least > noLevel:
		p.errorAt(t.Span, "write ..", "a slice has two dots")
	}
}

// prefix reads an operand with the operators before it. most is how tightly an operator after it may
// bind.
func (p *parser) prefix(least level) (x Expr, most level) {
	t := p.peek()
	start := t.Start
	switch {
	case t.isWord("NOT"):
		p.next()
		p.operator()
		if n := p.peek(); !startsExpression(n) && !n.is("!") {
			if n.isWord("IN", "CONTAINS", "STARTS", "ENDS") {
				p.errorAt(p.since(start), "write NOT x "+n.upper+" …", "NOT has nothing to negate on its right")
			}
			p.noExpression("a condition after NOT")
		}
		x = p.expr(notLevel)
		return &Unary{Span: p.since(start), Op: Not, X: x}, notLevel
	case t.is("-"), t.is("+"):
		return p.sign(), signLevel
	}
	x = p.postfix()
	if _, ok := x.(*HasLabel); ok && !p.tokens[p.pos-1].is(")") {
		return x, labelLevel
	}
	return x, atomLevel
}

// sign reads - or + and its operand. The minus of a number becomes part of it.
func (p *parser) sign() Expr {
	t := p.next()
	p.operator()
	if n := p.peek(); n.kind == integerToken && t.is("-") && !p.ahead(1).is("[") && !p.ahead(1).is(".") && !p.ahead(1).is(":") {
		p.next()
		return p.integer(n, t.Start, true)
	}
	if n := p.peek(); n.is(">") && t.is("-") || n.is("-") && p.ahead(1).is(">") {
		p.errorAt(p.since(t.Start).To(n.Span), "a node stands in parentheses on either side: (a)-->(b)", "an arrow has no node on its left")
	}
	p.enter()
	defer p.leave()
	var x Expr
	if n := p.peek(); n.is("-") || n.is("+") {
		x = p.sign()
	} else {
		if !startsExpression(n) || n.isWord("NOT") {
			p.noExpression("a number after " + t.text)
		}
		x = p.postfix()
	}
	if t.is("-") {
		if l, ok := x.(*Literal); ok {
			switch l.Value.Kind() {
			case value.KindFloat:
				return &Literal{Span: p.since(t.Start), Value: value.Float(-l.Value.Float())}
			case value.KindInt:
				if n := l.Value.Int(); n != math.MinInt64 {
					return &Literal{Span: p.since(t.Start), Value: value.Int(-n)}
				}
			}
		}
		return &Unary{Span: p.since(t.Start), Op: Negate, X: x}
	}
	return &Unary{Span: p.since(t.Start), Op: Plus, X: x}
}

// integer returns the literal of an integer token, with a minus before it at start or not.
func (p *parser) integer(t *token, start int, negative bool) *Literal {
	n, ok := integer(t.text, negative)
	if !ok {
		at := Span{Start: start, End: t.End}
		size, hint := "large", "integers go from -9223372036854775808 to 9223372036854775807"
		if negative {
			size = "small"
		}
		if isDigit(t.text[len(t.text)-1]) && len(t.text) > 1 && isDigit(t.text[1]) {
			hint += "; write " + p.text[at.Start:at.End] + ".0 for a floating-point number"
		}
		p.failAs(integerOverflow, at, hint, "%s is too %s for an integer", p.text[at.Start:at.End], size)
	}
	return &Literal{Span: p.since(start), Value: value.Int(n)}
}

// postfix reads an atom and what follows it: .key, [i], [i..j], :Label and {projection}.
func (p *parser) postfix() Expr {
	start := p.at()
	x := p.atom()
	for {
		t := p.peek()
		switch {
		case t.is("."):
			p.next()
			p.operator()
			if k := p.peek(); k.is("*") {
				p.errorAt(k.Span, "write n {.*} for all properties", ".* goes into a map projection alone")
			}
			if k := p.peek(); k.kind == stringToken {
				p.errorAt(k.Span, "write ."+quoteKey(k.text), "the name of a property stands without quotes")
			}
			key := p.key("the name of a property after the dot", "write n.name")
			x = &Property{Span: p.since(start), X: x, Key: key}
		case t.kind == floatToken && t.text[0] == '.' && t.Start == p.tokens[p.pos-1].End:
			p.errorAt(t.Span, "write x["+t.text[1:]+"]", "a number does not go after a dot")
		case t.is("["):
			p.operator()
			x = p.index(start, x)
		case t.is("{"):
			if v, ok := x.(*Variable); ok && p.tokens[p.pos-1].isKey() {
				p.operator()
				x = p.projectionOf(start, v)
				continue
			}
			return x
		case t.is(":"):
			n := p.ahead(1)
			if n.is(":") {
				p.errorAt(t.Span.To(n.Span), "call a function: toInteger(x), toFloat(x), toString(x), date(x)", ":: does not convert")
			}
			if n.kind == stringToken {
				p.errorAt(n.Span, "write :"+quoteKey(n.text), "a label stands without quotes")
			}
			if !n.isKey() && !n.is("!") && !n.is("(") && !n.is("%") {
				p.errorAt(t.Span, "a label is n:Label, a slice list[0..2], a map {key: value}", "a name should come after the colon, not %s", p.describe(n))
			}
			p.next()
			p.operator()
			label := p.label()
			return &HasLabel{Span: p.since(start), X: x, Label: label}
		default:
			return x
		}
	}
}

// index reads [i] or [i..j] after x.
func (p *parser) index(start int, x Expr) Expr {
	open := p.next()
	var i Expr
	if !p.peek().is("..") {
		i = p.condition("an index or a key after [")
	}
	if p.take("..") {
		var to Expr
		if !p.peek().is("]") {
			to = p.condition("the end of the slice")
		}
		p.close(open, "")
		return &Slice{Span: p.since(start), X: x, From: i, To: to}
	}
	if p.peek().is(",") {
		p.errorAt(p.here(), "write x[1][2] for a list in a list, x[1..3] for a slice", "an index is one expression")
	}
	p.close(open, "")
	return &Index{Span: p.since(start), X: x, I: i}
}

// projectionOf reads {.key, .*, key: value, name} after a variable.
func (p *parser) projectionOf(start int, v *Variable) Expr {
	m := &MapProjection{Of: v}
	open := p.next()
	for !p.peek().is("}") {
		var item ProjectionItem
		if dot := p.peek(); p.take(".") {
			star := p.peek()
			if p.take("*") {
				item.Key = Name{Span: dot.Span.To(star.Span), Text: "*"}
			} else {
				item.Key = p.key("a property or * after the dot", "write {.name} or {.*}")
			}
		} else {
			item.Key = p.key("a key", "write n {.name, .*, key: value, other}")
			if p.peek().is("=") {
				p.errorAt(p.here(), "write "+quoteKey(item.Key.Text)+": …", "= does not go between a key and its value")
			}
			if p.take(":") {
				item.Value = p.condition("a value after the colon")
			} else if t := &p.tokens[p.pos-1]; t.isName() {
				item.Value = &Variable{Name: item.Key}
			} else {
				p.errorAt(t.Span, "write ."+quoteKey(t.text)+" for the property, or put it in backticks", "%s is a word of the language and no variable", t.text)
			}
		}
		m.Items = append(m.Items, item)
		if !p.take(",") {
			break
		}
		if p.peek().is("}") {
			p.errorAt(p.tokens[p.pos-1].Span, "take it out", "nothing comes after the comma")
		}
	}
	if t := p.peek(); open.closer != 0 && (t.is(".") || t.isKey()) {
		p.errorAt(t.Span, "put a comma before "+p.found(), "a comma is missing")
	}
	p.close(open, "")
	m.Span = p.since(start)
	return m
}
