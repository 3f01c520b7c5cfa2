package syntax

// patternAt reports whether the ( at token i, in an expression, opens a pattern rather than an expression in
// parentheses. (a)-[r]-(b) and (a)--(b), which could be read as subtractions too, are patterns, as openCypher has it.
func (p *parser) patternAt(i int) bool {
	if i >= len(p.tokens) || !p.tokens[i].is("(") {
		return false
	}
	if p.tok(i + 1).is("(") {
		return p.groupAt(i)
	}
	return p.nodeAt(i) && p.stepAt(p.tokens[i].closer+1)
}

func (p *parser) tok(i int) *token { return &p.tokens[min(i, len(p.tokens)-1)] }

// nodeAt reports whether what is in the parentheses at token i can be a node.
func (p *parser) nodeAt(i int) bool {
	if p.tokens[i].closer == 0 {
		return false
	}
	t := p.tok(i + 1)
	if t.isName() {
		t = p.tok(i + 2)
	}
	if t.is("{") { // a map projection may have something after it
		after := p.tok(t.closer + 1)
		return t.closer == 0 || after.is(")") || after.isWord("WHERE")
	}
	return t.is(")") || t.is(":") || t.isWord("WHERE") || t.isWord("IS") && !p.tok(i+3).isWord("NULL", "NOT")
}

// stepAt reports whether a relationship or group begins at token i, after a node.
func (p *parser) stepAt(i int) bool {
	first, second, third := p.tok(i), p.tok(i+1), p.tok(i+2)
	switch {
	case first.is("("):
		return second.is("(")
	case first.is("<"):
		return second.is("-") && (third.is("-") || third.is(">") || third.is("[") && p.detailAt(i+2))
	case !first.is("-"):
		return false
	case second.is(">"):
		return true
	case second.is("-"):
		return third.is(">") || p.arrowTail(i+2)
	case !second.is("["):
		return false
	}
	// -[…]: the brackets are a list unless what they hold is a relationship's. [n:A] and [:A] can hardly be lists to
	// subtract; [n] can, unless the other half of an arrow and a node follow.
	if !p.detailAt(i + 1) {
		return false
	}
	in := third
	if in.isName() {
		in = p.tok(i + 3)
	}
	if in.is(":") || in.isWord("WHERE", "IS") || third.is("*") {
		return true
	}
	after := second.closer + 1
	return second.closer != 0 && p.tok(after).is("-") && (p.tok(after+1).is(">") || p.arrowTail(after+1))
}

// detailAt reports whether what is in the square brackets at token i can be that of a relationship.
func (p *parser) detailAt(i int) bool {
	in := p.tok(i + 1)
	if in.isName() {
		in = p.tok(i + 2)
		if in.isWord("IS") && p.tok(i+3).isWord("NULL", "NOT") {
			return false
		}
	}
	return in.is("]") || in.is(":") || in.is("*") || in.is("{") || in.isWord("WHERE", "IS") || in.kind == parameterToken
}

// arrowTail reports whether what can follow an arrow comes at token i: a node, or a quantifier and a node.
func (p *parser) arrowTail(i int) bool {
	switch t := p.tok(i); {
	case t.is("("):
		return p.tokens[i].closer == 0 || p.nodeAt(i)
	case t.is("*"):
		return true
	case t.is("+"):
		return p.tok(i + 1).is("(")
	case t.is("{"):
		return p.tok(i+1).kind == integerToken || p.tok(i+1).is(",")
	}
	return false
}

// groupAt reports whether the ( at token i, which another follows, opens a group. Only a quantifier or another
// element after it tells it from a pattern that stands in parentheses as a condition.
func (p *parser) groupAt(i int) bool {
	closer := p.tokens[i].closer
	if closer == 0 {
		return false
	}
	t, next := p.tok(closer+1), p.tok(closer+2)
	quantified := t.is("{") && (next.kind == integerToken || next.is(",")) ||
		(t.is("+") || t.is("*")) && next.is("(") && (p.nodeAt(closer+2) || p.tok(closer+3).is("("))
	return (quantified || t.is("(")) && p.patternAt(i+1) && p.elementsFill(i+1, closer)
}

// elementsFill reports whether nothing but elements, and perhaps a WHERE, can stand from token i up to end.
func (p *parser) elementsFill(i, end int) bool {
	for i < end {
		t, before := &p.tokens[i], &p.tokens[i-1]
		switch {
		case t.isWord("WHERE"):
			return true
		case (t.is("[") || t.is(">")) && !before.is("-"):
			return false
		case t.closer != 0:
			i = t.closer
		case !t.is("-") && !t.is("<") && !t.is(">") && !t.is("+") && !t.is("*"):
			return false
		}
		i++
	}
	return true
}
