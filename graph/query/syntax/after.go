package syntax

import "strings"

// afterItem ends the parser because something comes after an item of WITH or RETURN that does not belong to it.
func (p *parser) afterItem() {
	t := p.peek()
	_, operator := foreignOperators[t.upper]
	_, clause := foreign[t.upper]
	if !operator && !clause && t.isName() || t.kind == integerToken || t.kind == floatToken || t.kind == stringToken || t.kind == parameterToken {
		known := append([]string{"AS", "AND", "OR", "XOR", "CONTAINS", "STARTS WITH", "ENDS WITH"}, clauseWords...)
		hint := suggestion(t.text, known...)
		if hint == "" || t.kind != word {
			hint = "put a comma between two items, AS before the name of a column"
		}
		if p.pos >= 2 && p.tokens[p.pos-2].isWord("AS") && suggestion(t.text, clauseWords...) == "" {
			p.spaced()
		}
		if first := p.tokens[p.pos-1]; first.isWord("TOP", "FIRST") && t.kind == integerToken {
			p.errorAt(first.To(t.Span), "write LIMIT "+t.text+" at the end", "there is no %s", first.upper)
		}
		before := p.tokens[p.pos-1]
		if before.kind != stringToken || before.End != t.Start {
			p.errorAt(t.Span, hint, "%s does not go after an item", p.found())
		}
	}
	p.afterExpression()
}

// afterExpression ends the parser because something comes after an expression that neither goes on with it nor with
// what it stands in.
func (p *parser) afterExpression() {
	p.lexical()
	p.stray()
	t, next := p.peek(), p.ahead(1)
	if f, ok := foreignOperators[t.upper]; ok && t.kind == word {
		p.errorAt(t.Span, f.hint, "%s", f.message)
	}
	switch {
	case t.kind == endOfText:
		return
	case p.pos > 0 && p.tokens[p.pos-1].kind == stringToken && p.tokens[p.pos-1].End == t.Start && t.kind == word:
		quote := p.text[t.Start-1 : t.Start]
		p.errorAt(t.Span, `write \`+quote+" for a quotation mark within a string", "the string ends before %s", t.text)
	case t.isWord("DISTINCT"):
		p.errorAt(t.Span, "write it right after RETURN or WITH, for whole rows, or in count(DISTINCT x)", "DISTINCT does not go here")
	case t.kind == stringToken && p.tokens[p.pos-1].isWord("DATE"):
		p.errorAt(p.tokens[p.pos-1].To(t.Span), "write date("+p.describe(t)+")", "a date is made by a function")
	case t.isWord("NOT") && next.isWord("IN"):
		p.errorAt(t.Span.To(next.Span), "write NOT x IN list", "NOT IN is no operator")
	case t.isWord("NOT") && next.kind == word && foreignOperators[next.upper].hint != "":
		f := foreignOperators[next.upper]
		p.errorAt(t.Span.To(next.Span), "put NOT before the whole condition, and "+f.hint, "%s, and NOT does not go before an operator", f.message)
	case t.isWord("NOT") && next.isWord("CONTAINS", "STARTS", "ENDS"):
		p.errorAt(t.Span, "write NOT x "+next.upper+" …, with NOT before the whole condition", "NOT does not go before an operator")
	case t.isWord("NOT") && next.isWord("NULL"):
		p.errorAt(t.Span, "write IS NOT NULL", "IS is missing")
	case t.is(">") || t.is("<"):
		p.errorAt(t.Span, "write one of =, <>, <, <=, >, >=", "%s does not go here", t.text)
	case t.is(","):
		p.errorAt(t.Span, "a list is [1, 2]; between conditions, write AND", "the comma does not go here")
	case t.is("{"):
		p.errorAt(t.Span, "braces follow a variable (n {.name}), EXISTS, COUNT or COLLECT", "{ does not go after an expression")
	case t.is("|"):
		p.errorAt(t.Span, "write OR between conditions; [x IN list | x.name] for a list", "| does not go between expressions")
	case t.is(":"):
		p.errorAt(t.Span, "", "the colon does not go here")
	case t.is("("):
		p.errorAt(t.Span, "put an operator or a comma before it", "( does not go after an expression")
	}
	p.foreignClause()
	if t.kind == word {
		known := append([]string{"AND", "OR", "XOR", "CONTAINS", "STARTS WITH", "ENDS WITH", "IN", "IS NULL", "IS NOT NULL", "AS"}, clauseWords...)
		if hint := suggestion(t.text, known...); hint != "" {
			p.errorAt(t.Span, hint, "%s does not go after an expression", t.text)
		}
	}
	switch {
	case t.isWord("THEN", "ELSE", "END", "WHEN"):
		p.errorAt(t.Span, "take it out, or write CASE WHEN condition THEN result END", "%s goes within CASE alone", t.upper)
	case t.isWord("AS"):
		p.errorAt(t.Span, "a name goes once with each item of RETURN and WITH, and with UNWIND", "AS does not go here")
	case t.is(".."):
		p.errorAt(t.Span, "write range(1, 3) for a list of numbers, list[1..3] for a part of one", ".. does not go here")
	}
	p.spaced()
	p.errorAt(t.Span, "put an operator or a comma before it", "%s does not go after an expression", p.found())
}

// spaced ends the parser if the next word goes on with what is meant for one string or name, as in
// x = Metropolitan Police.
func (p *parser) spaced() {
	first, t := &p.tokens[max(p.pos-1, 0)], p.peek()
	if p.pos < 2 || !first.isName() || t.kind != word || reserved[t.upper] {
		return
	}
	end := p.pos
	for next := p.tok(end + 1); next.kind == word && !reserved[next.upper]; next = p.tok(end + 1) {
		end++
	}
	at := first.To(p.tok(end).Span)
	text := p.text[at.Start:at.End]
	switch before := p.tokens[p.pos-2]; {
	case before.is("."), before.isWord("AS"):
		p.errorAt(at, "put it in backticks: "+inBackticks(text), "a name with a space in it does not stand as it is")
	case before.is("="), before.is("<>"), before.is(":"), before.is("["), before.is(","), before.isWord("CONTAINS"), before.isWord("WITH"):
		p.errorAt(at, "write '"+strings.ReplaceAll(text, "'", `\'`)+"'", "a string stands in quotes")
	}
}
