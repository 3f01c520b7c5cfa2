package syntax

import (
	"strings"
	"unicode/utf8"
)

// group reads ((a)-[r]->(b) WHERE condition){1,3}.
func (p *parser) group() *Group {
	p.enter()
	defer p.leave()
	g := &Group{}
	open := p.next()
	g.Elements = p.elements()
	g.Where = p.where("WHERE")
	if p.peek().is(",") {
		p.errorAt(p.here(), "give each path pattern a place of its own in MATCH", "a group holds one path pattern")
	}
	p.close(open, "")
	g.Quantifier = p.quantifier()
	g.Span = p.since(open.Start)
	if len(g.Elements) == 1 && g.Quantifier != nil {
		if _, ok := g.Elements[0].(*NodePattern); ok {
			p.errorAt(g.Span, "write ((x)-[:TYPE]->(y)){1,3}", "a group that is quantified needs a relationship in it")
		}
	}
	return g
}

// quantifier reads an optional +, *, {n}, {n,}, {,m} or {n,m}.
func (p *parser) quantifier() *Quantifier {
	t := p.peek()
	switch {
	case p.take("+"):
		return &Quantifier{Span: t.Span, Min: 1, Max: Unbounded}
	case p.take("*"):
		return &Quantifier{Span: t.Span, Min: 0, Max: Unbounded}
	case !t.is("{"):
		return nil
	}
	p.next()
	q := &Quantifier{Max: Unbounded}
	const hint = "write {2}, {1,3}, {2,} or {,3}"
	low := p.peek().kind == integerToken
	if low {
		q.Min = p.small(p.next())
		q.Max = q.Min
	}
	if p.take(",") {
		q.Max = Unbounded
		if p.peek().kind == integerToken {
			q.Max = p.small(p.next())
		}
	} else if !low || p.peek().is("..") {
		p.unexpected("a number of times", hint)
	}
	if !p.peek().is("}") {
		p.unexpected("the } of a quantifier", hint)
	}
	p.next()
	q.Span = p.since(t.Start)
	switch {
	case q.Max != Unbounded && q.Max < q.Min:
		p.errorAt(q.Span, "write the smaller number first", "%s asks for at least %d and at most %d", p.text[q.Start:q.End], q.Min, q.Max)
	case q.Max == 0:
		p.errorAt(q.Span, "write {0,1} for once or not at all", "%s asks for no times", p.text[q.Start:q.End])
	}
	return q
}

// relationship reads -[name:type *1..3 {properties} WHERE condition]->{1,3}, and what is shorter.
func (p *parser) relationship() *RelationshipPattern {
	r := &RelationshipPattern{}
	start := p.at()
	left := p.take("<")
	if !p.take("-") {
		p.unexpected("the - of an arrow", "write <-- or <-[:TYPE]-")
	}
	if p.take(":") || p.take("/") {
		p.errorAt(p.since(start), "write -[:TYPE]->", "the type of a relationship stands in square brackets")
	}
	p.bareType(start, left)
	if t := p.peek(); t.is("-") && p.ahead(1).is("[") {
		p.errorAt(t.Span, "write one dash on either side: -[…]->", "there is a dash too many before the [")
	}
	brackets := p.peek().is("[")
	if brackets {
		p.detail(r)
	}
	right := p.arrowEnd(start, brackets)
	switch {
	case left == right:
		r.Direction = Either
	case left:
		r.Direction = Left
	}
	at := p.at()
	if q := p.quantifier(); q != nil {
		if r.Quantifier != nil {
			p.errorAt(Span{Start: at, End: q.End}, "keep one of them", "there are two quantifiers: one in the brackets, one after the arrow")
		}
		r.Quantifier = q
	}
	r.Span = p.since(start)
	return r
}

// bareType ends the parser if the type of a relationship stands without brackets, as in (a)-TYPE->(b), or in
// braces.
func (p *parser) bareType(start int, left bool) {
	first, i := p.peek(), 1
	if first.is("{") && first.closer != 0 && p.tok(first.closer+1).is("-") {
		if p.ahead(i).is(":") {
			i++
		}
		if p.ahead(i).isKey() && p.pos+i+1 == first.closer {
			p.bareTypeAt(first.Span.To(p.tok(first.closer).Span), left, first.closer+1, p.ahead(i).text)
		}
	}
	if !first.isKey() {
		return
	}
	for p.ahead(i).is("-") && p.ahead(i+1).isKey() {
		i += 2
	}
	if last := p.ahead(i - 1); p.ahead(i).is("-") && p.tok(p.pos+i+1).kind != endOfText {
		p.bareTypeAt(first.Span.To(last.Span), left, p.pos+i, p.text[first.Start:last.End])
	}
}

// bareTypeAt ends the parser at the type of a relationship that has no brackets; end is the token after it.
func (p *parser) bareTypeAt(at Span, left bool, end int, name string) {
	if strings.Contains(name, "-") {
		name = typeForm(name)
	}
	write := "-[:" + quoteKey(name) + "]-"
	if left {
		write = "<" + write
	} else if p.tok(end + 1).is(">") {
		write += ">"
	}
	p.errorAt(at, "write (a)"+write+"(b)", "the type of a relationship stands in square brackets, after a colon")
}

// arrowEnd reads what comes after the first dash and the brackets, and reports whether it points right.
func (p *parser) arrowEnd(start int, brackets bool) (right bool) {
	dash := p.take("-")
	if !dash && brackets {
		t := p.peek()
		p.lexical()
		switch {
		case t.is("=>"), t.is("=") && p.ahead(1).is(">"):
			p.errorAt(t.Span, "write ]->", "%s is no arrow", p.describe(t))
		case t.is(">"):
			p.errorAt(t.Span, "write ]->", "the dash between ] and > is missing")
		}
		if t.is("{") || t.is("*") || t.is("+") {
			p.errorAt(t.Span, "write -[…]->{1,3}, -[…]->* or -[…]->+, with the quantifier after the arrow", "a quantifier stands within the arrow")
		}
		p.errorAt(p.here(), "write -[…]-> or -[…]-", "a dash is missing after the ]")
	}
	if t := p.peek(); dash && t.is("-") {
		if brackets {
			p.errorAt(t.Span, "write -[…]->", "there is a dash too many after the ]")
		}
		p.errorAt(t.Span, "write -->, <-- or --", "there is a dash too many in the arrow")
	}
	if t := p.peek(); t.is("=>") || t.is(">=") || t.is("<>") {
		p.errorAt(t.Span, "write --> or -[:TYPE]->", "%s is no arrow", t.text)
	}
	right = p.take(">")
	if t := p.peek(); right && (t.is(">") || t.is("-") || t.is("[")) {
		p.errorAt(p.since(start), "write -[…]->, with the head at the end", "the head of an arrow stands within it")
	}
	if t := p.peek(); !right && t.is("<") {
		p.errorAt(p.since(start), "write <-[…]- or -[…]->", "the head of an arrow points inwards")
	}
	return right
}

// detail reads the brackets of a relationship.
func (p *parser) detail(r *RelationshipPattern) {
	open := p.next()
	if t := p.peek(); t.kind == word && reserved[t.upper] && !t.isWord("WHERE", "IS") {
		p.reservedName()
	}
	r.Var = p.patternVar(open)
	r.Type = p.patternLabel("-[:TYPE]-", "-[{%s: '…'}]-")
	r.Quantifier = p.rangeInBrackets(r.Type)
	r.Properties = p.properties()
	r.Where = p.where("WHERE")
	switch t := p.peek(); {
	case t.kind == stringToken && open.closer == p.pos+1:
		p.errorAt(t.Span, "write [:"+quoteKey(t.text)+"]", "the type of a relationship stands after a colon, without quotes")
	case t.is("|") && p.ahead(1).is("|"), t.is("||"):
		p.errorAt(t.Span, "write [:A|B]", "%s does not join types", t.text)
	case t.is("|") && r.Var != nil && r.Type == nil:
		p.errorAt(t.Span, "write [:A|B], with a colon first", "a colon is missing before the types")
	case t.is("*"):
		p.errorAt(t.Span, "write [r:TYPE*1..3 {key: value}]", "the range comes before the properties")
	case t.is("+"):
		p.errorAt(t.Span, "write [:TYPE*] or, after the arrow, [:TYPE]->+", "a + does not go into the brackets")
	case t.is("-") && open.closer == 0:
		p.errorAt(t.Span, "put a ] before the -", "a ] is missing for the [ at %s", p.place(open.Start))
	}
	p.slips(open, "relationship", r.Var, r.Properties != nil)
	p.close(open, "")
}

// rangeInBrackets reads an optional *, *n, *n.., *..m or *n..m. A range whose end is before its start is none
// of paths, as openCypher has it.
func (p *parser) rangeInBrackets(label LabelExpr) *Quantifier {
	t := p.peek()
	const hint = "write *2, *1..3, *..3 or *2.."
	if t.is("..") || t.is("...") || t.kind == integerToken && label != nil {
		p.failAs(invalidRelationshipPattern, t.Span, hint, "a * is missing before the range")
	}
	if t.is("{") && p.ahead(1).kind == integerToken && p.ahead(2).is("}") {
		number := p.ahead(1).text
		p.failAs(invalidRelationshipPattern, t.Span.To(p.ahead(2).Span), "for a property, write its name: {key: "+number+"}; for a number of steps, *"+number+", or {"+number+"} after the arrow",
			"a number alone stands in braces")
	}
	if t.is("{") && (p.ahead(1).kind == integerToken || p.ahead(1).is(",")) {
		p.failAs(invalidRelationshipPattern, t.Span, "write it after the arrow, -[:TYPE]->{1,3}, or *1..3 in the brackets", "a quantifier in braces does not go into the brackets")
	}
	if !p.take("*") {
		return nil
	}
	q := &Quantifier{Min: 1, Max: Unbounded, InBrackets: true}
	low := p.peek().kind == integerToken
	if low {
		q.Min = p.small(p.next())
		q.Max = q.Min
	}
	if dots := p.peek(); p.take("..") {
		q.Max = Unbounded
		if p.peek().kind == integerToken {
			q.Max = p.small(p.next())
		}
	} else if dots.is("...") || dots.is(",") || dots.is(":") && low || dots.is("-") && low {
		p.failAs(invalidRelationshipPattern, dots.Span, hint, "the bounds of a range are joined by two dots")
	}
	switch next := p.peek(); {
	case next.is("-"):
		p.failAs(invalidRelationshipPattern, next.Span, hint, "the bounds of a range are not negative")
	case next.kind == floatToken, next.kind == parameterToken, next.is("*"), next.is("+"), next.is(".."), next.is("..."), next.is("."):
		p.failAs(invalidRelationshipPattern, next.Span, hint, "the bounds of a range are whole numbers, written out")
	}
	q.Span = p.since(t.Start)
	return q
}

// label reads a label expression. | binds less than & and :, and those less than !.
func (p *parser) label() LabelExpr {
	p.enter()
	defer p.leave()
	start := p.at()
	x := p.labelAnd()
	for p.peek().is("|") && p.pos != p.bar {
		p.next()
		p.take(":")
		p.operator()
		y := p.labelAnd()
		x = &LabelOr{Span: p.since(start), X: x, Y: y}
	}
	return x
}

func (p *parser) labelAnd() LabelExpr {
	start := p.at()
	x := p.labelNot()
	for {
		t := p.peek()
		if !t.is("&") && !(t.is(":") && (p.ahead(1).isKey() || p.ahead(1).is("!") || p.ahead(1).is("%") || p.ahead(1).is("("))) {
			return x
		}
		p.next()
		p.operator()
		y := p.labelNot()
		x = &LabelAnd{Span: p.since(start), X: x, Y: y}
	}
}

func (p *parser) labelNot() LabelExpr {
	t := p.peek()
	switch {
	case p.take("!"):
		p.enter()
		defer p.leave()
		x := p.labelNot()
		return &LabelNot{Span: p.since(t.Start), X: x}
	case p.take("%"):
		return &LabelWildcard{Span: t.Span}
	case p.take("("):
		bar := p.bar
		p.bar = 0
		x := p.label()
		p.bar = bar
		p.close(t, "")
		return x
	case t.isWord("NOT") && (p.ahead(1).isKey() || p.ahead(1).is("(")):
		p.errorAt(t.Span, "write !", "NOT does not go with labels")
	case t.is("$"), t.kind == parameterToken:
		p.errorAt(t.Span, "write labels(n) and compare: WHERE "+p.describe(t)+" IN labels(n)", "a label cannot be a parameter")
	case t.is("*"):
		p.errorAt(t.Span, "write % for any label, [r*] for any number of steps", "a * does not follow the colon")
	}
	name := p.key("a name after "+strings.TrimSpace(p.describe(&p.tokens[max(p.pos-1, 0)])), "a label or type is a name: :Person")
	return &LabelName{Name: name}
}

// slips ends the parser if what comes before the closing bracket of a node or relationship is a frequent
// mistake.
func (p *parser) slips(open *token, what string, v *Name, hasProperties bool) {
	t := p.peek()
	bracketed := func(inner string) string { return open.text + inner + closes[open.text] }
	name := "x"
	if v != nil {
		name = Quote(v.Text)
	}
	switch {
	case t.is(closes[open.text]), open.closer == 0:
	case t.kind == stringToken && what == "node":
		p.errorAt(t.Span, "write ({name: "+p.describe(t)+"}), with the property that it is", "a string alone does not say which node")
	case t.is("-") && p.hyphenated() != "":
		p.hyphen(what)
	case t.is("(") && v != nil:
		hint := "a group begins with a node: ((a)-->(b)){1,3}"
		if modes[strings.ToUpper(v.Text)] != NoMode {
			hint = "write it before the parenthesis: " + v.Text + " (…"
		}
		p.errorAt(t.Span.To(t.Span), hint, "a parenthesis does not go into a %s", what)
	case t.is(",") && what == "relationship" && (p.ahead(1).is(":") || p.ahead(1).isKey() && !p.ahead(2).is(":") && !p.ahead(2).is("=")):
		p.errorAt(t.Span, "write [:A|B] for one of two types", "a comma does not join types")
	case t.is(",") && p.ahead(1).isKey() && (p.ahead(2).is(")") || p.ahead(2).is(",")) && p.tokens[p.pos-1].isKey() && p.tokens[p.pos-2].is(":"):
		p.errorAt(t.Span, "write A|B for one of two labels, A&B for both", "a comma does not join labels")
	case t.is(".") && v != nil:
		p.errorAt(t.Span, "write "+bracketed(name+" {key: value}")+", or WHERE "+name+".key = value", "a %s is not given by a property", what)
	case t.is(","):
		p.errorAt(t.Span, "leave it out: "+bracketed(name+":Name {key: value}"), "there is no comma within a %s", what)
	case t.isKey() && p.ahead(1).is(":"):
		p.errorAt(t.Span, "write "+bracketed(name+" {"+quoteKey(t.text)+": …}"), "properties stand in braces")
	case t.isKey() && p.ahead(1).is("="):
		p.errorAt(t.Span, "write {"+quoteKey(t.text)+": …}", "properties stand in braces, with colons")
	case t.isName() && p.tokens[p.pos-1].kind == word && (p.tokens[p.pos-2].is(":") || p.tokens[p.pos-2].is("|") || p.tokens[p.pos-2].is("&")):
		at := p.tokens[p.pos-1].To(t.Span)
		parts := p.tokens[p.pos-1].text + "-" + t.text
		hint := "labels are written in CamelCase, " + labelForm(parts)
		if what == "relationship" {
			hint = "types are written in upper case with underscores, " + typeForm(parts)
		}
		p.errorAt(at, hint+"; another name stands in backticks, "+inBackticks(p.text[at.Start:at.End]), "a name with a space in it does not stand as it is")
	case t.isName() && v != nil && !hasProperties:
		p.errorAt(t.Span, "write "+bracketed(name+":"+quoteKey(t.text)), "a colon is missing before %s", p.found())
	case t.is("{"):
		p.errorAt(t.Span, "write all of them in one: {a: 1, b: 2}", "there are two maps of properties in this %s", what)
	case t.is("&&"), t.is("||"):
		p.errorAt(t.Span, "write "+t.text[:1], "%s does not join labels", t.text)
	case t.isWord("OR", "AND"):
		p.errorAt(t.Span, "write A|B for one of two, A&B for both", "%s does not join labels", t.text)
	}
}

// hyphen ends the parser at a name with hyphens in it, which the next token is one of. In a node or relationship it is
// most likely a label or type as it is called elsewhere, and those are written in a form of their own.
func (p *parser) hyphen(what string) {
	name := p.hyphenated()
	at := Span{Start: p.tokens[p.pos-1].Start}
	at.End = at.Start + len(name)
	hint := "put it in backticks: " + inBackticks(name)
	switch label := p.pos >= 2 && !p.tokens[p.pos-2].is("(") && !p.tokens[p.pos-2].is("["); {
	case !label:
	case what == "relationship", name == strings.ToUpper(name):
		hint = "types are written in upper case with underscores, " + typeForm(name) + "; another name stands in backticks, " + inBackticks(name)
	case what == "node":
		hint = "labels are written in CamelCase, " + labelForm(name) + "; another name stands in backticks, " + inBackticks(name)
	case what == "property":
		hint = "properties are written with underscores, " + strings.ReplaceAll(name, "-", "_") + "; another name stands in backticks, " + inBackticks(name)
	default:
		hint = "labels are written in CamelCase, " + labelForm(name) + ", types in upper case with underscores, " + typeForm(name) +
			"; another name stands in backticks, " + inBackticks(name)
	}
	p.errorAt(at, hint, "a name with a hyphen in it does not stand as it is")
}

// typeForm returns the name of a type as types are mostly written: INTELLIGENCE_SHARING for intelligence-sharing.
func typeForm(name string) string {
	return strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// labelForm returns a label as labels are mostly written: IntelligenceAgency for intelligence-agency.
func labelForm(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "-") {
		_, size := utf8.DecodeRuneInString(part)
		b.WriteString(strings.ToUpper(part[:size]) + part[size:])
	}
	return b.String()
}

// hyphenated returns the name with hyphens in it that the next token, a hyphen, is part of, such as
// intelligence-sharing; "" where there is space around it.
func (p *parser) hyphenated() string {
	first, last := p.tokens[p.pos-1], p.pos
	if !first.isKey() || first.End != p.at() {
		return ""
	}
	for p.tok(last).is("-") && p.tok(last+1).isKey() && p.tok(last).End == p.tok(last+1).Start && p.tok(last-1).End == p.tok(last).Start {
		last += 2
	}
	if last == p.pos {
		return ""
	}
	return p.text[first.Start:p.tokens[last-1].End]
}
