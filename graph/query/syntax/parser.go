package syntax

import (
	"fmt"
	"strconv"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

// Limits on what can be parsed, so that neither the parser nor what walks the tree later runs out of stack.
const (
	maxNesting   = 200     // brackets and the like within each other
	maxOperators = 100_000 // of a whole text: a chain of them is as deep as it is long
)

// Parse reads a query. An error is a *fault.Error with the text set, and the first that a reader from left to right
// comes upon.
//
// Parse rejects what can be seen without knowing what the names stand for:
//   - what does not follow the grammar, with UnexpectedSyntax;
//   - numbers (InvalidNumberLiteral, IntegerOverflow, FloatingPointOverflow), escapes (InvalidUnicodeLiteral) and
//     characters (InvalidUnicodeCharacter);
//   - clauses that are missing or out of order, those of the writing part of openCypher in a subquery, and UNION mixed
//     with UNION ALL (InvalidClauseComposition);
//   - ranges in brackets that are none (InvalidRelationshipPattern). *3..1 is one, of no paths, as openCypher has it;
//   - quantifiers and selectors with numbers that cannot be, shortestPath() of anything but two nodes and a
//     relationship, all() and single() without WHERE, a quantified group without a relationship, COLLECT { } without
//     RETURN.
//
// It leaves to what checks the tree: variables, functions, labels and kinds of values; items of WITH without a name; a
// parameter in the place of properties; a pattern where no truth value is asked for; quantifiers within each other;
// how many columns a COLLECT { } returns.
func Parse(text string) (q *Query, err error) {
	defer recoverFault(text, &err)
	p := newParser(text)
	q = p.query()
	return q, nil
}

// ParseExpr reads an expression that stands alone. Errors are those of Parse.
func ParseExpr(text string) (e Expr, err error) {
	defer recoverFault(text, &err)
	p := newParser(text)
	e = p.condition("an expression")
	if p.peek().kind != endOfText {
		p.afterExpression()
	}
	return e, nil
}

// recoverFault turns the panic with which the parser ends at an error into the error.
func recoverFault(text string, err *error) {
	switch r := recover().(type) {
	case nil:
	case *fault.Error:
		r.Text = text
		*err = r
	default:
		panic(r)
	}
}

// parser is a recursive-descent parser over the tokens of a text. It never goes back: what decides between two readings
// is seen in the tokens ahead, in constant time. An error ends it by a panic with a *fault.Error.
type parser struct {
	text      string
	tokens    []token
	pos       int
	nesting   int
	operators int
	// bar is the token of the | between the condition and the result of the innermost comprehension, which ends a
	// label expression before it; 0 outside.
	bar int
	// subquery is how many EXISTS { }, COUNT { } and COLLECT { } are around.
	subquery int
	// inMatch says that the pattern that is being read stands in MATCH, so that no operator can follow it.
	inMatch bool
}

func newParser(text string) *parser { return &parser{text: text, tokens: lex(text)} }

// fail ends the parser.
func (p *parser) fail(err *fault.Error) { panic(err) }

// errorAt ends the parser with UnexpectedSyntax.
func (p *parser) errorAt(at Span, hint, format string, args ...any) {
	p.failAs(unexpectedSyntax, at, hint, format, args...)
}

func (p *parser) failAs(detail string, at Span, hint, format string, args ...any) {
	err := fault.New(fault.SyntaxError, detail, at, format, args...)
	err.Hint = hint
	p.fail(err)
}

// peek returns the next token.
func (p *parser) peek() *token { return &p.tokens[p.pos] }

// ahead returns the token n after the next.
func (p *parser) ahead(n int) *token { return &p.tokens[min(p.pos+n, len(p.tokens)-1)] }

// next consumes the next token and returns it.
func (p *parser) next() *token {
	t := p.peek()
	if t.kind != endOfText {
		p.pos++
	}
	return t
}

// at returns where the next token starts.
func (p *parser) at() int { return p.peek().Start }

// since returns the span from start to the end of the last token consumed.
func (p *parser) since(start int) Span {
	if p.pos == 0 {
		return Span{Start: start, End: start}
	}
	return Span{Start: start, End: max(start, p.tokens[p.pos-1].End)}
}

// here returns the span of the next token; at the end of the text, the place right after the last token.
func (p *parser) here() Span {
	t := p.peek()
	if t.kind == endOfText && p.pos > 0 {
		end := p.tokens[p.pos-1].End
		return Span{Start: end, End: end}
	}
	return t.Span
}

// is reports whether t is the symbol s.
func (t *token) is(s string) bool { return t.kind == symbol && t.text == s }

// isWord reports whether t is one of the words, which are in capitals.
func (t *token) isWord(words ...string) bool {
	if t.kind == word {
		for _, w := range words {
			if t.upper == w {
				return true
			}
		}
	}
	return false
}

// isName reports whether t can be the name of a variable.
func (t *token) isName() bool { return t.kind == word && !reserved[t.upper] || t.kind == quotedName }

// isKey reports whether t can be a label, type, property or key of a map.
func (t *token) isKey() bool { return t.kind == word || t.kind == quotedName }

// take consumes the next token if it is the symbol s.
func (p *parser) take(s string) bool {
	if p.peek().is(s) {
		p.pos++
		return true
	}
	return false
}

// takeWord consumes the next token if it is one of the words.
func (p *parser) takeWord(words ...string) bool {
	if p.peek().isWord(words...) {
		p.pos++
		return true
	}
	return false
}

// lexical ends the parser if the next token is one that the lexer could make nothing of.
func (p *parser) lexical() {
	if t := p.peek(); t.kind == badToken {
		p.fail(t.err)
	}
}

// found describes the next token for a message.
func (p *parser) found() string { return p.describe(p.peek()) }

func (p *parser) describe(t *token) string {
	if t.kind == endOfText {
		return "the end of the query"
	}
	text := p.text[t.Start:t.End]
	const most = 40
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return printable(text)
}

// unexpected ends the parser because the next token is not what should come.
func (p *parser) unexpected(expected, hint string) {
	p.lexical()
	p.stray()
	if p.peek().kind == endOfText {
		p.errorAt(p.here(), hint, "the query ends where %s should come", expected)
	}
	p.errorAt(p.here(), hint, "%s should come here, not %s", expected, p.found())
}

// stray ends the parser if the next token is a closing bracket that nothing opens.
func (p *parser) stray() {
	t := p.peek()
	if !t.is(")") && !t.is("]") && !t.is("}") {
		return
	}
	for i := p.pos - 1; i >= 0; i-- {
		if o := &p.tokens[i]; o.kind == symbol && closes[o.text] != "" && (o.closer == 0 || o.closer >= p.pos) {
			return // a bracket is open, and what it lacks is the matter
		}
	}
	p.errorAt(t.Span, "take it out, or open it before", "the %s closes nothing", t.text)
}

// expect consumes the symbol s or ends the parser.
func (p *parser) expect(s, expected, hint string) {
	if !p.take(s) {
		p.unexpected(expected, hint)
	}
}

// close consumes the bracket that closes the one at open, or ends the parser, saying which is not closed.
func (p *parser) close(open *token, hint string) {
	s := closes[open.text]
	if p.take(s) {
		return
	}
	p.lexical()
	if open.closer == 0 {
		if hint == "" {
			hint = "put a " + s + " before " + p.found()
			if p.peek().kind == endOfText {
				hint = "put a " + s + " at the end"
			}
		}
		p.errorAt(p.here(), hint, "a %s is missing for the %s at %s", s, open.text, p.place(open.Start))
	}
	if hint == "" {
		hint = "take it out, or close the " + open.text + " before it"
	}
	p.errorAt(p.here(), hint, "%s is not expected before the %s that closes the %s at %s", p.found(), s, open.text, p.place(open.Start))
}

// place returns where offset is, for a message: "column 7", with the line where there are several.
func (p *parser) place(offset int) string {
	e := fault.Error{Text: p.text, Span: Span{Start: offset, End: offset}}
	line, column := e.Position()
	if last := (&fault.Error{Text: p.text, Span: Span{Start: len(p.text)}}); line == 1 {
		if lines, _ := last.Position(); lines == 1 {
			return "column " + strconv.Itoa(column)
		}
	}
	return fmt.Sprintf("%d:%d", line, column)
}

// enter counts a level of nesting; leave goes back.
func (p *parser) enter() {
	p.nesting++
	if p.nesting > maxNesting {
		p.errorAt(p.here(), "split the query with WITH", "this is nested more than %d deep", maxNesting)
	}
}

func (p *parser) leave() { p.nesting-- }

// operator counts an operator.
func (p *parser) operator() {
	p.operators++
	if p.operators > maxOperators {
		p.errorAt(p.here(), "give many values as a list: x IN $values", "the query has more than %d operators", maxOperators)
	}
}

// name consumes the name of a variable, or ends the parser.
func (p *parser) name(expected, hint string) Name {
	t := p.peek()
	if !t.isName() {
		p.reservedName()
		p.unexpected(expected, hint)
	}
	p.pos++
	return Name{Span: t.Span, Text: t.text}
}

// reservedName ends the parser if the next token is a reserved word where a name should be.
func (p *parser) reservedName() {
	t := p.peek()
	if t.isWord(clauseStarts...) && startsExpression(p.ahead(1)) {
		return // it begins a clause, and the name before it is missing
	}
	if t.kind == word && reserved[t.upper] {
		p.errorAt(t.Span, "put it in backticks: "+inBackticks(t.text), "%s is a word of the language and cannot be a name as it stands", t.text)
	}
}

// key consumes a label, type, property or key, or ends the parser.
func (p *parser) key(expected, hint string) Name {
	t := p.peek()
	if !t.isKey() {
		p.unexpected(expected, hint)
	}
	p.pos++
	return Name{Span: t.Span, Text: t.text}
}
