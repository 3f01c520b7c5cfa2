package syntax

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// atom reads an expression that no operator takes apart.
func (p *parser) atom() Expr {
	t := p.peek()
	switch t.kind {
	case integerToken:
		p.next()
		return p.integer(t, t.Start, false)
	case floatToken:
		p.next()
		f, ok := float(t.text)
		if !ok {
			p.failAs(floatingPointOverflow, t.Span, "the largest is about 1.8e308", "%s is too large for a floating-point number", p.describe(t))
		}
		return &Literal{Span: t.Span, Value: value.Float(f)}
	case stringToken:
		p.next()
		return &Literal{Span: t.Span, Value: value.String(t.text)}
	case parameterToken:
		p.next()
		return &Parameter{Span: t.Span, Name: t.text}
	case quotedName:
		return p.named()
	case word:
		return p.wordAtom()
	}
	switch {
	case t.is("("):
		return p.parentheses()
	case t.is("["):
		return p.list()
	case t.is("{"):
		return p.mapLiteral()
	}
	p.noExpression("an expression")
	return nil
}

var quantifiers = map[string]QuantifierKind{"ALL": AllOf, "ANY": AnyOf, "NONE": NoneOf, "SINGLE": SingleOf}

var subqueries = map[string]SubqueryKind{"EXISTS": Exists, "COUNT": Count, "COLLECT": Collect}

// wordAtom reads an atom that begins with a word.
func (p *parser) wordAtom() Expr {
	t := p.peek()
	switch t.upper {
	case "TRUE", "FALSE":
		p.next()
		return &Literal{Span: t.Span, Value: value.Bool(t.upper == "TRUE")}
	case "NULL":
		p.next()
		return &Literal{Span: t.Span}
	case "CASE":
		return p.caseOf()
	}
	if p.ahead(1).is("{") {
		if kind, ok := subqueries[t.upper]; ok {
			return p.subqueryOf(kind)
		}
	}
	if p.ahead(1).is("(") {
		switch {
		case t.upper == "EXISTS" && p.patternAt(p.pos+2):
			return p.existsPattern()
		case p.ahead(2).isName() && p.ahead(3).isWord("IN"):
			if kind, ok := quantifiers[t.upper]; ok {
				return p.quantified(kind)
			}
			if hint := map[string]string{"FILTER": "write [x IN list WHERE …]", "EXTRACT": "write [x IN list | …]"}[t.upper]; hint != "" {
				p.errorAt(t.Span, hint, "%s() is not part of this language", t.text)
			}
		case t.upper == "REDUCE" && p.ahead(3).is("="):
			return p.reduce()
		case t.isWord("SHORTESTPATH", "ALLSHORTESTPATHS") && p.patternAt(p.pos+2):
			p.errorAt(t.Span, "match it first: MATCH p = "+t.text+"(…), then use p", "%s() stands in MATCH, not in an expression", t.text)
		}
	}
	return p.named()
}

// named reads a variable or the call of a function.
func (p *parser) named() Expr {
	n := 0 // tokens of further parts of the name of a function
	for p.ahead(n+1).is(".") && p.ahead(n+2).isKey() {
		n += 2
	}
	if p.ahead(n + 1).is("(") {
		if n > 0 || p.peek().isName() {
			return p.call(n)
		}
	}
	t := p.peek()
	if !t.isName() {
		p.noExpression("an expression")
	}
	if t.isWord("IF") && p.ahead(1).isName() {
		p.errorAt(t.Span, "write CASE WHEN condition THEN result ELSE result END", "there is no IF")
	}
	p.next()
	return &Variable{Name: Name{Span: t.Span, Text: t.text}}
}

// call reads the call of a function whose name has extra tokens after the first.
func (p *parser) call(extra int) Expr {
	start := p.at()
	var name strings.Builder
	for range extra + 1 {
		name.WriteString(p.next().text)
	}
	return p.arguments(start, name.String())
}

// arguments reads the arguments of a call.
func (p *parser) arguments(start int, name string) Expr {
	c := &Call{Name: Name{Span: p.since(start), Text: name}, Function: strings.ToLower(name)}
	open := p.next()
	if kind, ok := subqueries[strings.ToUpper(name)]; ok && p.peek().isWord("MATCH", "OPTIONAL", "UNWIND", "WITH") {
		p.errorAt(open.Span, "write "+kind.String()+" { … }", "a query within a query stands in braces")
	}
	c.Distinct = p.takeWord("DISTINCT")
	if t := p.peek(); t.is("*") && (p.ahead(1).is(")") || c.Function == "count") {
		p.next()
		if c.Function != "count" || c.Distinct {
			p.errorAt(t.Span, "name what to take", "the * goes with count alone: count(*)")
		}
		c.Star = true
	} else if !t.is(")") {
		c.Args = p.expressions(open, "an argument of "+name+"()")
	}
	if p.peek().isWord("AS") || p.peek().isWord("WHERE") && open.closer != 0 {
		p.errorAt(p.here(), "write CASE WHEN … THEN … END for arguments that depend on a condition", "%s does not go within %s()", p.found(), name)
	}
	p.close(open, "")
	c.Span = p.since(start)
	return c
}

// expressions reads expressions with commas between them, up to what closes the bracket at open.
func (p *parser) expressions(open *token, what string) []Expr {
	var list []Expr
	for {
		list = append(list, p.condition(what))
		comma := p.peek()
		if !p.take(",") {
			break
		}
		if p.peek().is(closes[open.text]) {
			p.errorAt(comma.Span, "take it out", "nothing comes after the comma")
		}
	}
	if t := p.peek(); open.closer != 0 && startsExpression(t) && !t.is("[") && !t.is("(") && t.kind != badToken {
		if _, ok := foreignOperators[t.upper]; !ok && !t.isWord("NOT") {
			p.errorAt(t.Span, "put a comma before "+p.found(), "a comma is missing")
		}
		p.afterExpression()
	}
	return list
}

// parentheses reads (expression), or a pattern.
func (p *parser) parentheses() Expr {
	if p.patternAt(p.pos) {
		return p.patternExpr()
	}
	p.enter()
	defer p.leave()
	open := p.next()
	t := p.peek()
	switch {
	case t.is(")"):
		p.errorAt(p.since(open.Start).To(t.Span), "write ()-->() for a pattern", "() is no expression")
	case t.is(":"):
		p.errorAt(t.Span, "write n:Label for a condition, (n:Label)-->() for a pattern", "a node alone is no expression")
	}
	x := p.condition("an expression after (")
	if p.peek().is(",") {
		p.errorAt(p.here(), "a list is [a, b]", "there is no comma in parentheses")
	}
	if open.closer != 0 && !p.peek().is(")") {
		p.afterExpression()
	}
	p.close(open, "")
	return x
}

// patternExpr reads a pattern that stands as a condition.
func (p *parser) patternExpr() Expr {
	start := p.at()
	path := &PathPattern{Elements: p.elementsOf(false)}
	path.Span = p.since(start)
	return &PatternExpr{Span: path.Span, Path: path}
}

// existsPattern reads exists((a)-->(b)).
func (p *parser) existsPattern() Expr {
	start := p.at()
	p.next()
	open := p.next()
	e := p.patternExpr().(*PatternExpr)
	if p.peek().isWord("WHERE") {
		p.errorAt(p.here(), "write EXISTS { … WHERE … }", "there is no WHERE in exists()")
	}
	p.close(open, "write EXISTS { … } for more than a pattern")
	e.Span, e.Exists = p.since(start), true
	return e
}

// list reads [a, b], a list comprehension or a pattern comprehension. Which of them it is, the tokens ahead tell.
func (p *parser) list() Expr {
	p.enter()
	defer p.leave()
	open := p.peek()
	start := open.Start
	named := p.ahead(1).isName() && p.ahead(2).is("=") && p.patternAt(p.pos+3)
	switch {
	case named, open.bar != 0 && !open.comma && p.patternAt(p.pos+1):
		return p.patternComprehension()
	case p.ahead(1).isName() && p.ahead(2).isWord("IN") && !open.comma:
		return p.listComprehension()
	}
	p.next()
	l := &ListLiteral{}
	if !p.peek().is("]") {
		l.Items = p.expressions(open, "an item of the list")
	}
	switch t := p.peek(); {
	case t.isWord("WHERE"):
		p.errorAt(t.Span, "write [x IN list WHERE … | …] or [(a)-->(b) WHERE … | b]", "WHERE does not go into a list")
	case t.is("|"):
		p.errorAt(t.Span, "write [x IN list | …] or [(a)-->(b) | b]", "| does not go into a list")
	case t.is(".."):
		p.errorAt(t.Span, "write range(1, 3)", ".. does not make a list")
	}
	p.close(open, "")
	l.Span = p.since(start)
	return l
}

// inComprehension sets where the | of a comprehension is while its condition is read.
func (p *parser) inComprehension(open *token) (restore func()) {
	outer := p.bar
	p.bar = open.bar
	return func() { p.bar = outer }
}

func (p *parser) listComprehension() Expr {
	open := p.next()
	restore := p.inComprehension(open)
	c := &ListComprehension{}
	c.Var = p.name("a name", "")
	p.next()
	c.List = p.condition("a list after IN")
	c.Where = p.where("WHERE")
	restore()
	if p.take("|") {
		c.Map = p.condition("an expression after |")
	}
	if t := p.peek(); open.closer != 0 && !t.is("]") && t.kind == word {
		p.errorAt(t.Span, "write [x IN list WHERE condition | result]", "%s does not go into a list comprehension", p.found())
	}
	p.close(open, "")
	c.Span = p.since(open.Start)
	return c
}

func (p *parser) patternComprehension() Expr {
	open := p.next()
	restore := p.inComprehension(open)
	c := &PatternComprehension{}
	start := p.at()
	c.Path = &PathPattern{}
	if p.ahead(1).is("=") {
		v := p.name("the name of a path", "")
		c.Path.Var = &v
		p.next()
	}
	c.Path.Elements = p.elementsOf(false)
	c.Path.Span = p.since(start)
	c.Where = p.where("WHERE")
	restore()
	if !p.peek().is("|") {
		p.unexpected("| and an expression", "write [(a)-->(b) | b.name]")
	}
	p.next()
	c.Map = p.condition("an expression after |")
	p.close(open, "")
	c.Span = p.since(open.Start)
	return c
}

// quantified reads all(x IN list WHERE condition) and the like.
func (p *parser) quantified(kind QuantifierKind) Expr {
	p.enter()
	defer p.leave()
	t := p.next()
	open := p.next()
	q := &Quantified{Kind: kind}
	q.Var = p.name("a name", "")
	p.next()
	q.List = p.condition("a list after IN")
	q.Where = p.where("WHERE")
	if p.peek().is("|") {
		p.errorAt(p.here(), "write "+t.text+"(x IN list WHERE …)", "| does not go into %s()", t.text)
	}
	if q.Where == nil && (kind == AllOf || kind == SingleOf) && p.peek().is(")") {
		p.errorAt(p.here(), "write "+t.text+"(x IN list WHERE …)", "%s() needs a WHERE", t.text)
	}
	p.close(open, "")
	q.Span = p.since(t.Start)
	return q
}

// reduce reads reduce(sum = 0, x IN list | sum + x).
func (p *parser) reduce() Expr {
	const hint = "write reduce(sum = 0, x IN list | sum + x)"
	p.enter()
	defer p.leave()
	start := p.at()
	p.next()
	open := p.next()
	r := &Reduce{}
	r.Accumulator = p.name("the name of the result", hint)
	p.next()
	r.Init = p.condition("the value to begin with")
	p.expect(",", "a comma", hint)
	r.Var = p.name("a name for the items", hint)
	if !p.takeWord("IN") {
		p.unexpected("IN", hint)
	}
	restore := p.inComprehension(open)
	r.List = p.condition("a list after IN")
	restore()
	p.expect("|", "| and an expression", hint)
	r.Step = p.condition("an expression after |")
	p.close(open, "")
	r.Span = p.since(start)
	return r
}

// mapLiteral reads {key: value}.
func (p *parser) mapLiteral() Expr {
	p.enter()
	defer p.leave()
	m := &MapLiteral{}
	open := p.next()
	for !p.peek().is("}") {
		t := p.peek()
		if t.kind == badToken && t.err.Detail == invalidNumberLiteral || t.kind == integerToken || t.kind == floatToken {
			p.errorAt(t.Span, "put it in backticks: `"+p.text[t.Start:t.End]+"`", "a key of a map does not begin with a digit")
		}
		if t.kind == stringToken && (p.ahead(1).is(",") || p.ahead(1).is("}")) {
			p.errorAt(t.Span, "a list stands in square brackets: ["+p.describe(t)+"]; a map is {key: value}", "a value stands in braces without a key")
		}
		if t.kind == stringToken {
			p.errorAt(t.Span, "write "+quoteKey(t.text)+": …", "a key of a map is a name, not a string")
		}
		if t.kind == parameterToken {
			p.errorAt(t.Span, "write the key: {name: "+p.describe(t)+"}", "a key of a map is a name, not a parameter")
		}
		key := p.key("a key of the map", "a map is {key: value}")
		switch c := p.peek(); {
		case c.is("="), c.is("=="), c.is("=>"), c.is(">="):
			p.errorAt(c.Span, "write "+quoteKey(key.Text)+": …", "%s does not go between a key and its value", c.text)
		case c.is("."):
			p.errorAt(c.Span, "write {"+quoteKey(key.Text)+": value}", "a key of a map is one name, without a dot")
		}
		if c := p.peek(); c.isKey() && p.ahead(1).is(":") {
			p.errorAt(key.To(c.Span), "put it in backticks: "+inBackticks(p.text[key.Start:c.End]), "a name with a space in it does not stand as it is")
		} else if c.is("-") && p.hyphenated() != "" {
			p.hyphen("property")
		}
		if _, l, _ := p.infix(); l == comparisonLevel || l == predicateLevel {
			p.errorAt(p.here(), "say it under WHERE: (n WHERE n."+quoteKey(key.Text)+" "+p.found()+" …)", "braces give values that are equal, and %s compares", p.found())
		}
		if p.peek().is("}") && len(m.Entries) == 0 {
			p.errorAt(key.Span, "write {"+quoteKey(key.Text)+": …} for a map, $"+quoteKey(key.Text)+" for a parameter", "a key of a map has no value")
		}
		p.expect(":", "a colon after the key "+key.Text, "write "+quoteKey(key.Text)+": …")
		e := MapEntry{Key: key, Value: p.condition("a value after the colon")}
		m.Entries = append(m.Entries, e)
		comma := p.peek()
		if !p.take(",") {
			if comma.isKey() && p.ahead(1).is(":") {
				p.errorAt(comma.Span, "put a comma before "+p.found(), "a comma is missing")
			}
			break
		}
		if p.peek().is("}") {
			p.errorAt(comma.Span, "take it out", "nothing comes after the comma")
		}
	}
	if open.closer != 0 && !p.peek().is("}") {
		p.afterExpression()
	}
	p.close(open, "")
	m.Span = p.since(open.Start)
	return m
}

// caseOf reads CASE [x] WHEN … THEN … [ELSE …] END.
func (p *parser) caseOf() Expr {
	const hint = "write CASE WHEN condition THEN result ELSE result END"
	p.enter()
	defer p.leave()
	t := p.next()
	c := &Case{}
	if !p.peek().isWord("WHEN") {
		c.Of = p.condition("WHEN, or an expression to compare, after CASE")
	}
	for p.takeWord("WHEN") {
		var w When
		w.Condition = p.condition("a condition after WHEN")
		if p.peek().is(",") {
			p.errorAt(p.here(), "write a WHEN for each, or CASE WHEN x IN [1, 2] THEN …", "there is one value in each WHEN")
		}
		if !p.takeWord("THEN") {
			p.unexpected("THEN", hint)
		}
		w.Result = p.condition("an expression after THEN")
		c.Whens = append(c.Whens, w)
	}
	if len(c.Whens) == 0 {
		p.unexpected("WHEN", hint)
	}
	if p.takeWord("ELSE") {
		c.Else = p.condition("an expression after ELSE")
	}
	if !p.takeWord("END") {
		if p.peek().isWord("WHEN") {
			p.errorAt(p.here(), "put ELSE last", "WHEN comes after ELSE")
		}
		p.unexpected("the END of the CASE at "+p.place(t.Start), hint)
	}
	c.Span = p.since(t.Start)
	return c
}

// subqueryOf reads EXISTS { … }, COUNT { … } or COLLECT { … }.
func (p *parser) subqueryOf(kind SubqueryKind) Expr {
	p.enter()
	defer p.leave()
	t := p.next()
	open := p.next()
	outer, subquery := p.bar, p.subquery
	p.bar = 0
	p.subquery++
	s := &Subquery{Kind: kind, Query: &Query{}}
	if p.peek().is("}") {
		p.errorAt(p.here(), "write "+t.upper+" { (a)-->(b) } or "+t.upper+" { MATCH … RETURN … }", "there is nothing in the braces of %s", t.upper)
	}
	start := p.at()
	if n := p.peek(); n.is("(") || p.ahead(1).is("=") || n.isWord("ANY", "ALL", "SHORTEST", "WALK", "TRAIL", "ACYCLIC", "SIMPLE", "SHORTESTPATH", "ALLSHORTESTPATHS",
		"REPEATABLE", "DIFFERENT") {
		m := &Match{Mode: p.matchMode(), Paths: p.paths()}
		m.Where = p.where("WHERE")
		m.Span = p.since(start)
		if c := p.peek(); open.closer != 0 && c.isWord("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "UNION") {
			p.errorAt(c.Span, "begin with MATCH: "+t.upper+" { MATCH … "+c.upper+" … }", "%s does not follow a pattern that stands alone in %s { }", c.upper, t.upper)
		}
		s.Query.Parts = []*SingleQuery{{Span: m.Span, Clauses: []Clause{m}}}
	} else {
		p.union(s.Query)
	}
	s.Query.Span = p.since(start)
	if !p.peek().is("}") && p.peek().kind != endOfText {
		last := s.Query.Parts[len(s.Query.Parts)-1].Clauses
		if r, ok := last[len(last)-1].(*Return); ok && r != nil {
			p.afterReturn()
		}
		if open.closer != 0 {
			p.afterClause(last[len(last)-1])
		}
	}
	p.close(open, "")
	p.bar, p.subquery = outer, subquery
	s.Span = p.since(t.Start)
	p.subqueryEnds(s, t)
	return s
}

// subqueryEnds ends the parser unless the parts of a subquery end as they may: EXISTS and COUNT without a RETURN too.
func (p *parser) subqueryEnds(s *Subquery, t *token) {
	for _, part := range s.Query.Parts {
		last := part.Clauses[len(part.Clauses)-1]
		at := Span{Start: s.Span.End - 1, End: s.Span.End}
		switch last.(type) {
		case *Return:
		case *With:
			p.failAs(invalidClauseComposition, at, "add RETURN …, or write RETURN in the place of WITH", "the query ends with WITH, which only hands on to the next clause")
		default:
			if s.Kind == Collect {
				p.failAs(invalidClauseComposition, at, "write COLLECT { MATCH … RETURN … }, with what to collect", "COLLECT needs a RETURN")
			}
			if len(s.Query.Parts) > 1 {
				p.failAs(invalidClauseComposition, at, "give each part of the UNION a RETURN", "a part of a UNION has no RETURN")
			}
		}
	}
}
