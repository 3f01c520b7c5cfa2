package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// path reads [name =] [selector] [mode] elements, or shortestPath(…).
func (p *parser) path() *PathPattern {
	path := &PathPattern{}
	start := p.at()
	if p.ahead(1).is("=") && (p.peek().isName() || p.peek().kind == word) {
		v := p.name("the name of a path", "")
		path.Var = &v
		p.next()
	}
	p.selector(path)
	if path.Selector == NoSelector && path.Mode == NoMode && p.peek().isWord("SHORTESTPATH", "ALLSHORTESTPATHS") && p.ahead(1).is("(") {
		p.pathFunction(path)
	} else {
		p.noSlips(path)
		path.Elements = p.elementsOf(true)
	}
	path.Span = p.since(start)
	return path
}

// pathFunction reads shortestPath(…) or allShortestPaths(…).
func (p *parser) pathFunction(path *PathPattern) {
	t := p.next()
	path.Function, path.Selector = true, AnyShortest
	if t.upper == "ALLSHORTESTPATHS" {
		path.Selector = AllShortest
	}
	open := p.next()
	if p.peek().kind == word && p.ahead(1).is("=") {
		p.errorAt(p.here(), "write p = "+t.text+"((a)-[*]-(b))", "the name of the path stands before %s", t.text)
	}
	if t2 := p.peek(); t2.isName() {
		p.errorAt(t2.Span, "write "+t.text+"((a)-[*]-(b))", "%s() takes a pattern", t.text)
	}
	path.Elements = p.elementsOf(true)
	if p.peek().isWord("WHERE") {
		p.errorAt(p.here(), "put it after the pattern, or write ANY SHORTEST (… WHERE …)", "there is no WHERE within %s()", t.text)
	}
	p.close(open, "")
	if _, ok := path.Elements[min(1, len(path.Elements)-1)].(*RelationshipPattern); !ok || len(path.Elements) != 3 {
		p.errorAt(p.since(t.Start), "for other patterns write ANY SHORTEST or ALL SHORTEST before them", "%s() takes two nodes with one relationship between them", t.text)
	}
}

// isSelectorEnd reports whether a selector or mode can be meant by the word before t: something of a pattern
// follows.
func isSelectorEnd(t *token) bool {
	return !t.is("=") && !t.is(")") && !t.is(",") && t.kind != endOfText
}

// selector reads an optional selector and mode.
func (p *parser) selector(path *PathPattern) {
	t := p.peek()
	switch {
	case t.kind != word || !isSelectorEnd(p.ahead(1)):
		return
	case t.isWord("ALL"):
		p.next()
		path.Selector = All
		if p.takeWord("SHORTEST") {
			path.Selector = AllShortest
			p.noCount("ALL SHORTEST", "for the k shortest paths write SHORTEST k, for all of the k shortest lengths SHORTEST k GROUPS")
		}
	case t.isWord("ANY"):
		p.next()
		path.Selector = Any
		if p.takeWord("SHORTEST") {
			path.Selector = AnyShortest
			p.noCount("ANY SHORTEST", "for the k shortest paths write SHORTEST k")
			break
		}
		path.K = p.count("ANY", true)
	case t.isWord("SHORTEST"):
		p.next()
		path.Selector = Shortest
		next := p.peek()
		path.K = p.count("SHORTEST", true)
		if next.kind != integerToken && !p.groupsAhead() {
			p.errorAt(t.Span, "write SHORTEST 1, ANY SHORTEST or ALL SHORTEST", "SHORTEST needs a number")
		}
	}
	path.Mode = p.mode()
	if path.Selector != NoSelector || path.Mode != NoMode {
		p.takeWord("PATH", "PATHS")
	}
	if at := p.here(); p.takeWord("GROUP", "GROUPS") {
		if path.Selector != Shortest {
			p.errorAt(at, "write SHORTEST 1 GROUPS", "%s goes with SHORTEST and a number alone", p.tokens[p.pos-1].text)
		}
		path.Selector = ShortestGroups
	}
}

// groupsAhead reports whether GROUP or GROUPS comes, after a mode and PATHS or not.
func (p *parser) groupsAhead() bool {
	for i := range 3 {
		if t := p.ahead(i); t.isWord("GROUP", "GROUPS") {
			return true
		} else if t.kind != word {
			return false
		}
	}
	return false
}

// noCount ends the parser if a number comes.
func (p *parser) noCount(after, hint string) {
	if t := p.peek(); t.kind == integerToken {
		p.errorAt(t.Span, hint, "%s takes no number", after)
	}
}

// count reads the number of a selector, 1 where there is none.
func (p *parser) count(after string, optional bool) int {
	t := p.peek()
	switch {
	case t.kind == integerToken:
		p.next()
		n := p.small(t)
		if n == 0 {
			p.errorAt(t.Span, "write "+after+" 1 for one path", "%s 0 asks for no paths", after)
		}
		return n
	case t.kind == floatToken, t.kind == parameterToken, t.is("-"), t.is("+"), t.is("*"):
		p.errorAt(t.Span, "write "+after+" 2, for example", "%s takes a whole number from 1, written out", after)
	}
	return 1
}

// mostSteps bounds the numbers of quantifiers and selectors.
const mostSteps = 1_000_000_000

// small returns the value of an integer token that counts paths or steps.
func (p *parser) small(t *token) int {
	n, ok := integer(t.text, false)
	if !ok || n > mostSteps {
		p.failAs(integerOverflow, t.Span, "at most 1000000000", "%s is too large a number here", t.text)
	}
	return int(n)
}

var modes = map[string]PathMode{"WALK": Walk, "TRAIL": Trail, "ACYCLIC": Acyclic, "SIMPLE": Simple}

// mode reads an optional path mode.
func (p *parser) mode() PathMode {
	t := p.peek()
	if t.kind != word || modes[t.upper] == NoMode || !isSelectorEnd(p.ahead(1)) {
		return NoMode
	}
	p.next()
	if other := p.peek(); other.kind == word && modes[other.upper] != NoMode {
		p.errorAt(other.Span, "keep one of them", "there are two modes: %s and %s", t.text, other.text)
	}
	return modes[t.upper]
}

// noSlips ends the parser if a word stands where the nodes should begin.
func (p *parser) noSlips(path *PathPattern) {
	t := p.peek()
	if t.kind == word && reserved[t.upper] || t.kind != word && t.kind != quotedName {
		return
	}
	if p.ahead(1).is("=") {
		p.errorAt(t.Span, "write "+p.describe(t)+" = first, then the selector and the mode", "the name of the path comes after its selector or mode")
	}
	if modes[t.upper] != NoMode || t.isWord("ANY", "ALL", "SHORTEST") {
		if path.Selector == ShortestGroups && modes[t.upper] != NoMode {
			p.errorAt(t.Span, fmt.Sprintf("write SHORTEST %d %s GROUPS", path.K, t.upper), "%s goes before GROUPS", t.text)
		}
		if path.Mode != NoMode || path.Selector != NoSelector {
			p.errorAt(t.Span, "the order is name = selector mode pattern, such as p = ANY SHORTEST TRAIL (a)-->+(b)", "%s does not go here", t.text)
		}
	}
	hint := suggestion(t.text, "WALK", "TRAIL", "ACYCLIC", "SIMPLE", "ANY", "ALL", "SHORTEST", "shortestPath", "allShortestPaths",
		"REPEATABLE ELEMENTS", "DIFFERENT RELATIONSHIPS", "PATHS", "GROUPS")
	if hint == "" {
		hint = p.nodeHint()
	}
	if t.isWord("PATHS", "PATH", "GROUPS", "GROUP") {
		hint = "write SHORTEST 1 PATHS or SHORTEST 1 GROUPS"
	}
	p.errorAt(t.Span, hint, "a pattern does not begin with %s", p.describe(t))
}

// nodeHint says how the node is written that the next word, without parentheses, is meant for.
func (p *parser) nodeHint() string {
	t, node := p.peek(), ""
	switch first, _ := utf8.DecodeRuneInString(t.text); {
	case p.ahead(1).is(":") && p.ahead(2).isKey():
		node = p.text[t.Start:p.ahead(2).End]
	case unicode.IsUpper(first) && strings.ToUpper(t.text) != t.text:
		return "a pattern begins with a node in parentheses: (n:" + p.describe(t) + ") for a label, (n) for any node"
	default:
		node = p.describe(t)
	}
	return "a pattern begins with a node in parentheses: (" + node + ")"
}

// elementsOf reads the elements of a path in MATCH or of one that stands in an expression, where operators may come
// after it.
func (p *parser) elementsOf(inMatch bool) []Element {
	outer := p.inMatch
	p.inMatch = inMatch
	elements := p.elements()
	p.inMatch = outer
	return elements
}

// elements reads the nodes, relationships and groups of a path.
func (p *parser) elements() []Element {
	p.enter()
	defer p.leave()
	if t := p.peek(); !t.is("(") {
		p.lexical()
		switch {
		case t.is("["):
			p.errorAt(t.Span, "a node stands in parentheses, (n:Label), a relationship between two: ()-[r:TYPE]->()", "a pattern does not begin with a square bracket")
		case t.is("-"), t.is("<"), t.is(">"):
			p.errorAt(t.Span, "write () before it for any node", "a relationship has no node on its left")
		case t.is("{"):
			p.errorAt(t.Span, "write ({…}) for a node with such properties", "properties stand outside a node")
		case t.is(":"):
			p.errorAt(t.Span, "write (:Label) for a node", "a label stands outside a node")
		}
		hint := "a pattern begins with a node in parentheses"
		if t.isName() {
			hint += ": (" + p.describe(t) + ")"
		}
		p.unexpected("a node such as (n)", hint)
	}
	elements := []Element{p.nodeOrGroup()}
	for {
		t := p.peek()
		switch {
		case t.is("("):
			p.neighbours(elements[len(elements)-1])
			elements = append(elements, p.nodeOrGroup())
		case (t.is("-") || t.is("<")) && (p.inMatch || p.stepAt(p.pos)):
			elements = append(elements, p.step(elements[len(elements)-1])...)
		default:
			if p.inMatch {
				p.noArrow(elements[len(elements)-1])
			}
			return elements
		}
	}
}

// step reads a relationship and the node after it.
func (p *parser) step(before Element) []Element {
	start := p.at()
	r := p.relationship()
	if _, ok := before.(*Group); ok {
		p.errorAt(p.since(start), "put a node between them: ()", "a relationship follows a group without a node between them")
	}
	t := p.peek()
	if !t.is("(") {
		if t.kind == badToken && t.text == "?" {
			p.errorAt(t.Span, "write {0,1} for once or not at all", "? is no quantifier")
		}
		p.lexical()
		hint := "write () after it for any node"
		switch {
		case t.is("=") || t.is("=>") || t.is(">"):
			hint = "an arrow is written --> or -[:TYPE]->"
		case t.kind == word && !reserved[t.upper], t.kind == quotedName:
			hint = "a node stands in parentheses: (" + p.describe(t) + ")"
		case t.is("["):
			hint = "a relationship in brackets has a dash on either side: -[…]->"
		case r.Quantifier != nil && t.kind == integerToken:
			p.errorAt(t.Span, "write {"+t.text+"} in the place of both", "a number does not follow a quantifier")
		case r.Quantifier != nil && t.is("-") && p.ahead(1).is(">"):
			p.errorAt(t.Span.To(p.ahead(1).Span), "write -[:TYPE]->{1,3}(b), with one arrow before the quantifier", "a second arrow comes after the quantifier")
		case r.Quantifier != nil && (t.is("{") || t.is("+") || t.is("*")):
			p.errorAt(t.Span, "keep one of them", "there are two quantifiers")
		}
		p.errorAt(p.here(), hint, "a relationship needs a node on its right, not %s", p.found())
	}
	if p.groupAhead() {
		p.errorAt(t.Span, "put a node between them: ()", "a group follows a relationship without a node between them")
	}
	return []Element{r, p.nodeOrGroup()}
}

// groupAhead reports whether the ( that comes opens a group rather than a node.
func (p *parser) groupAhead() bool { return p.ahead(1).is("(") }

// neighbours ends the parser if the ( that comes and the element before it cannot stand next to each other.
func (p *parser) neighbours(before Element) {
	if _, ok := before.(*Group); ok || p.groupAhead() {
		return
	}
	p.errorAt(p.here(), "write (a)-->(b) for a relationship, (a), (b) for two patterns", "there is no relationship between two nodes")
}

// noArrow ends the parser if what comes after a whole pattern looks like an arrow or a quantifier gone wrong.
func (p *parser) noArrow(before Element) {
	t := p.peek()
	_, node := before.(*NodePattern)
	switch {
	case t.is("=>"), t.is("=") && p.ahead(1).is(">"):
		p.errorAt(t.Span, "write --> or -[:TYPE]->", "%s is no arrow", p.describe(t))
	case t.is("="), t.is("=="):
		p.errorAt(t.Span, "the name of a path comes before it: p = (a)-->(b); to compare, write WHERE a = b", "= does not go between patterns")
	case t.is("["):
		p.errorAt(t.Span, "write -[…]->", "a relationship in brackets has a dash on either side")
	case t.is(">"), t.is(">="), t.is("<>"), t.is("<="):
		p.errorAt(t.Span, "write -->, <-- or --", "%s is no arrow", t.text)
	case node && (t.is("{") || t.is("*") || t.is("+")):
		hint := "quantify the relationship, -[:TYPE]->{1,3}, or a group, ((x)-[:TYPE]->(y)){1,3}"
		if t.is("{") && p.ahead(1).isKey() {
			p.errorAt(t.Span, "write (n {key: value})", "properties stand outside the node")
		}
		p.errorAt(t.Span, hint, "a node cannot be quantified")
	case t.is(":"):
		p.errorAt(t.Span, "write (n:Label)", "a label stands outside the node")
	case t.is("{"), t.is("*"), t.is("+"):
		p.errorAt(t.Span, "keep one", "there are two quantifiers")
	case t.is(".") && node && p.ahead(1).isKey():
		name := "n"
		if v := before.(*NodePattern).Var; v != nil {
			name = Quote(v.Text)
		}
		property := name + "." + quoteKey(p.ahead(1).text)
		p.errorAt(t.Span.To(p.ahead(1).Span), "name the node, and write RETURN "+property+" or WHERE "+property+" = …", "a property does not go after a pattern")
	case t.is("&&"):
		p.errorAt(t.Span, "put a comma between patterns", "&& does not go between patterns")
	case t.isWord("AND"):
		p.errorAt(t.Span, "put a comma between patterns; conditions come after WHERE", "%s does not go between patterns", t.text)
	case t.isWord("OR"):
		p.errorAt(t.Span, "write A|B for one of two labels or types, or join two queries with UNION", "%s does not go between patterns", t.text)
	}
}

// afterPattern ends the parser because something comes after the patterns of MATCH that is no clause.
func (p *parser) afterPattern() {
	p.lexical()
	p.stray()
	t := p.peek()
	if t.isWord("WEHRE", "WERE", "WHER", "WHRE") {
		p.errorAt(t.Span, "did you mean WHERE?", "%s does not go after a pattern", t.text)
	}
	if t.isWord("IF", "WHEN") {
		p.errorAt(t.Span, "write WHERE", "a condition on a pattern does not begin with %s", t.text)
	}
	if t.isWord("AS") && p.ahead(1).isWord("OF") {
		p.errorAt(t.Span.To(p.ahead(1).Span), "write WHERE known_at(r, '2019')", "there is no AS OF")
	}
	if t.isWord("AS") {
		p.errorAt(t.Span, "write p = (a)-->(b)", "a path is not named with AS")
	}
	if t.isWord("ON") {
		p.errorAt(t.Span, "a pattern joins: MATCH (a)-[:TYPE]->(b); other conditions come after WHERE", "there is no ON")
	}
	p.foreignClause()
	if _, _, n := p.infixAt(p.pos + 1); t.isName() && (n > 0 || p.ahead(1).is(".") || p.ahead(1).is("==")) || t.isWord("NOT") {
		p.errorAt(t.Span, "write WHERE "+p.describe(t)+"…", "WHERE is missing before the condition")
	}
	p.errorAt(p.here(), p.clauseHint(t), "%s does not go after a pattern", p.found())
}

// nodeOrGroup reads what begins with the ( that comes.
func (p *parser) nodeOrGroup() Element {
	if p.groupAhead() {
		return p.group()
	}
	return p.node()
}

// node reads (name:label {properties} WHERE condition).
func (p *parser) node() *NodePattern {
	n := &NodePattern{}
	open := p.next()
	if t := p.peek(); t.kind == word && reserved[t.upper] && !t.isWord("WHERE", "IS") {
		p.reservedName()
	}
	n.Var = p.patternVar(open)
	n.Label = p.patternLabel("(n:Label)", "({%s: '…'})")
	n.Properties = p.properties()
	n.Where = p.where("WHERE")
	p.slips(open, "node", n.Var, n.Properties != nil)
	p.close(open, "")
	n.Span = p.since(open.Start)
	return n
}

// patternVar reads an optional name in a node or relationship.
func (p *parser) patternVar(open *token) *Name {
	t := p.peek()
	if !t.isName() {
		return nil
	}
	p.next()
	if p.peek().is("=") {
		hint := "the name stands before it: p = (a)-->(b)"
		if !p.ahead(1).is("(") {
			hint = "properties stand in braces, with colons: {" + quoteKey(t.text) + ": …}"
		}
		p.errorAt(p.here(), hint, "= does not go into %s", map[string]string{"(": "a node or a group", "[": "a relationship"}[open.text])
	}
	return &Name{Span: t.Span, Text: t.text}
}

// patternLabel reads an optional : or IS and a label expression.
func (p *parser) patternLabel(example, properties string) LabelExpr {
	if !p.take(":") && !p.takeWord("IS") {
		return nil
	}
	if t := p.peek(); t.kind == stringToken || t.kind == integerToken || t.kind == floatToken || t.is("{") && p.tokens[p.pos-1].is(":") {
		hint := "write " + example
		if before := p.tokens[p.pos-2]; before.isName() && p.tokens[p.pos-1].is(":") && !t.is("{") {
			hint += " for a label, " + strings.ReplaceAll(properties, "%s", quoteKey(before.text)) + " for a property"
		}
		p.errorAt(t.Span, hint, "a name should come after the colon, not %s", p.found())
	}
	return p.label()
}

// properties reads an optional map, or a parameter in its place.
func (p *parser) properties() Expr {
	t := p.peek()
	if t.kind == parameterToken {
		p.next()
		return &Parameter{Span: t.Span, Name: t.text}
	}
	if !t.is("{") {
		return nil
	}
	return p.mapLiteral()
}
