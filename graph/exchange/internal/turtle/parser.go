// Package turtle reads Turtle 1.1 (https://www.w3.org/TR/turtle/), and with it N-Triples, as triples.
//
// # Vocabulary
//
// A triple says by its predicate how its subject and its object are related. A term is one of the three: an IRI, a blank node, which
// has a label only so that it can be told from others, or a literal, a text with a datatype or a language.
//
// # Invariants
//
// Triples come in the order of the file, those of a blank node or a collection within another triple at the place where it stands. Two
// blank nodes have the same label where the document says that they are the same one, and only there. The parser holds a token and the nodes
// that are open, and some thousand IRIs.
package turtle

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Kind is what a term of RDF is.
type Kind uint8

const (
	IRI Kind = iota
	Blank
	Literal
)

// Term is an IRI, a blank node or a literal.
type Term struct {
	Kind     Kind
	Value    string // the IRI, the label, or the text
	Datatype string // of a literal; "" is a string
	Language string
}

// Parser reads a document. What stands in one another is kept on a stack of its own, so that its depth costs no recursion.
type Parser struct {
	// Triple takes a triple with the line of its object; Ended is called after each statement of triples. The parser stops with an error
	// that they return.
	Triple func(subject, predicate, object Term, line int) error
	Ended  func() error

	*lexer
	base     string
	prefixes map[string]string
	recent   [16]struct{ prefix, namespace string } // of prefixes, by their first letters
	stack    []frame
	made     int  // blank nodes
	labelled bool // a blank node with a label has been met
}

// NewParser returns a parser of r. References to IRIs stay as they are until the document says what they are relative to.
func NewParser(r io.Reader, limits syntax.Limits) *Parser {
	return &Parser{lexer: newLexer(r, limits), prefixes: map[string]string{}}
}

// BeginsWith reports whether the document begins with a text of a few bytes. It is asked before [Parser.Parse].
func (p *Parser) BeginsWith(text string) bool {
	p.have(len(text))
	return bytes.HasPrefix(p.buffer[:p.end], []byte(text))
}

// Line is the line that has been reached, from 1.
func (p *Parser) Line() int { return p.line }

// Labelled reports whether a blank node with a label has been met, which may be met again anywhere.
func (p *Parser) Labelled() bool { return p.labelled }

// frame is a statement, or a blank node or collection within one, that is not yet complete.
type frame struct {
	closing   byte // "." of a statement, "]" or ")"
	wants     part
	subject   Term // in a collection, the last cell
	predicate Term
	mayEnd    bool // a predicate is not needed (again)
	empty     bool // of a collection: no element yet
}

type part uint8

const (
	wantsSubject part = iota
	wantsPredicate
	wantsObject
	wantsNext // ",", ";" or the end
	wantsElement
)

// The namespaces of RDF and of the datatypes of XML Schema.
const (
	RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	XSD = "http://www.w3.org/2001/XMLSchema#"
)

// Type is the predicate that "a" stands for.
var Type = Term{Value: RDF + "type"}

var (
	first   = Term{Value: RDF + "first"}
	rest    = Term{Value: RDF + "rest"}
	nilTerm = Term{Value: RDF + "nil"}
)

// Parse reads to the end.
func (p *Parser) Parse() error {
	if err := p.encoding(); err != nil {
		return err
	}
	for {
		if err := p.blanks(); err != nil {
			return err
		}
		if p.atEnd() {
			return nil
		}
		directive, err := p.directive()
		if err != nil {
			return err
		}
		if directive {
			continue
		}
		if err := p.statement(); err != nil {
			return err
		}
		if err := p.Ended(); err != nil {
			return err
		}
	}
}

// encoding skips a byte order mark, and recognises what is no UTF-8.
func (p *Parser) encoding() error {
	p.have(4)
	head := p.buffer[p.at:p.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		p.at += 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), len(head) > 1 && (head[0] == 0 || head[1] == 0):
		return p.errorf("is UTF-16 or UTF-32, or not text at all; Turtle is UTF-8")
	}
	if p.failed != nil && p.failed != io.EOF {
		return p.failed
	}
	return nil
}

// directive reads a @prefix, @base, PREFIX or BASE, if one stands here.
func (p *Parser) directive() (bool, error) {
	word, dot := "", false
	if p.peek(0) == '@' {
		p.skip(1)
		dot = true
		if word = p.word(); word != "prefix" && word != "base" {
			return false, p.errorf(`there is no directive @%s; there are @prefix and @base`, word)
		}
	} else {
		for _, name := range []string{"prefix", "base"} {
			if p.follows(name) {
				p.skip(len(name))
				word = name
			}
		}
		if word == "" {
			return false, nil
		}
	}
	if err := p.blanks(); err != nil {
		return false, err
	}
	if err := p.declare(word); err != nil || !dot {
		return true, err
	}
	if err := p.blanks(); err != nil {
		return false, err
	}
	if p.peek(0) != '.' {
		return false, p.unexpected(`the "." at the end of @` + word)
	}
	p.skip(1)
	return true, nil
}

// declare reads what follows the word of a directive, up to its IRI.
func (p *Parser) declare(word string) error {
	name := ""
	if word == "prefix" {
		if err := p.prefix(); err != nil {
			return err
		}
		if p.peek(0) != ':' {
			return p.unexpected(`":" after the prefix`)
		}
		p.skip(1)
		name = string(p.token)
		if err := p.blanks(); err != nil {
			return err
		}
	}
	if p.peek(0) != '<' {
		return p.unexpected("an IRI in angle brackets")
	}
	iri, err := p.iriReference()
	if err != nil {
		return err
	}
	iri = Resolve(p.base, iri)
	clear(p.recent[:])
	if word == "base" {
		p.base = iri
	} else if p.prefixes[name] = iri; len(p.prefixes) > p.limits.Attributes {
		return p.errorf("there are more than %d prefixes", p.limits.Attributes)
	}
	return nil
}

// follows reports whether a word of SPARQL stands here, in letters of any case and with white space or an IRI after it.
func (p *Parser) follows(word string) bool {
	for i := range len(word) {
		if p.peek(i)|0x20 != word[i] {
			return false
		}
	}
	return strings.IndexByte(" \t\r\n<#", p.peek(len(word))) >= 0
}

// statement reads triples up to their dot.
func (p *Parser) statement() error {
	p.stack = append(p.stack[:0], frame{closing: '.'})
	for len(p.stack) > 0 {
		if err := p.blanks(); err != nil {
			return err
		}
		f := &p.stack[len(p.stack)-1]
		var err error
		switch f.wants {
		case wantsPredicate:
			err = p.predicate(f)
		case wantsNext:
			err = p.next(f)
		default:
			err = p.node(f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *Parser) predicate(f *frame) error {
	c := p.peek(0)
	switch {
	case c == f.closing && f.mayEnd:
		return p.close(f)
	case c == ';' && f.predicate.Value != "":
		p.skip(1)
		return nil
	case c == 'a':
		if r, n := p.rune(1); n == 0 || !isNameChar(r) && r != ':' && r != '.' {
			p.skip(1)
			f.predicate, f.wants = Type, wantsObject
			return nil
		}
	case c == '_' || c == '"' || c == '\'' || c == '[' || c == '(':
		return p.unexpected("a predicate, which is an IRI,")
	}
	predicate, err := p.iri("a predicate")
	f.predicate, f.wants = predicate, wantsObject
	return err
}

func (p *Parser) next(f *frame) error {
	switch p.peek(0) {
	case ',':
		p.skip(1)
		f.wants = wantsObject
	case ';':
		p.skip(1)
		f.wants, f.mayEnd = wantsPredicate, true
	case f.closing:
		return p.close(f)
	default:
		return p.unexpected(`",", ";" or "` + string(rune(f.closing)) + `"`)
	}
	return nil
}

// close ends the frame at its closing character.
func (p *Parser) close(f *frame) error {
	p.skip(1)
	closed := *f
	p.stack = p.stack[:len(p.stack)-1]
	if closed.closing == ')' && !closed.empty {
		return p.Triple(closed.subject, rest, nilTerm, p.line)
	}
	// A blank node that says something is a statement by itself.
	if n := len(p.stack); n == 1 && closed.closing == ']' && p.stack[0].wants == wantsPredicate && p.stack[0].predicate.Value == "" {
		p.stack[0].mayEnd = closed.predicate.Value != ""
	}
	return nil
}

// node reads a subject, an object or an element of a collection, or opens one that has parts.
func (p *Parser) node(f *frame) error {
	c := p.peek(0)
	switch {
	case c == ')' && f.closing == ')':
		return p.close(f)
	case c == '[' || c == '(':
		return p.open(c)
	}
	var term Term
	var err error
	if f.wants == wantsSubject {
		term, err = p.resource("a subject")
	} else {
		term, err = p.object()
	}
	if err != nil {
		return err
	}
	return p.put(f, term)
}

// put gives a frame the node that it wants.
func (p *Parser) put(f *frame, term Term) error {
	switch f.wants {
	case wantsSubject:
		f.subject, f.wants = term, wantsPredicate
		return nil
	case wantsObject:
		f.wants = wantsNext
		return p.Triple(f.subject, f.predicate, term, p.line)
	}
	cell := f.subject // the first one was made when the collection was opened
	if !f.empty {
		cell = p.blank()
		if err := p.Triple(f.subject, rest, cell, p.line); err != nil {
			return err
		}
	}
	f.subject, f.empty = cell, false
	return p.Triple(cell, first, term, p.line)
}

func (p *Parser) open(c byte) error {
	if len(p.stack) > p.limits.Depth {
		return p.errorf("blank nodes and collections stand more than %d deep in one another", p.limits.Depth)
	}
	p.skip(1)
	node := p.blank()
	child := frame{closing: ']', wants: wantsPredicate, subject: node, mayEnd: true}
	if c == '(' {
		if err := p.blanks(); err != nil {
			return err
		}
		child = frame{closing: ')', wants: wantsElement, subject: node, empty: true}
		if p.peek(0) == ')' {
			node = nilTerm
		}
	}
	if err := p.put(&p.stack[len(p.stack)-1], node); err != nil {
		return err
	}
	p.stack = append(p.stack, child)
	return nil
}

// blank returns a new blank node, whose label is none that a document can have.
func (p *Parser) blank() Term {
	p.made++
	return Term{Kind: Blank, Value: "[" + strconv.Itoa(p.made)}
}

// object reads an object that has no parts.
func (p *Parser) object() (Term, error) {
	c := p.peek(0)
	switch {
	case c == '"' || c == '\'':
		text, err := p.quoted()
		if err != nil {
			return Term{}, err
		}
		literal := Term{Kind: Literal, Value: text}
		switch {
		case p.peek(0) == '@':
			p.skip(1)
			literal.Language, err = p.language()
		case p.peek(0) == '^' && p.peek(1) == '^':
			p.skip(2)
			if err = p.blanks(); err == nil {
				var datatype Term
				datatype, err = p.iri("a datatype")
				literal.Datatype = datatype.Value
			}
		}
		return literal, err
	case isASCIIDigit(c), c == '+', c == '-', c == '.':
		text, datatype, err := p.number()
		return Term{Kind: Literal, Value: text, Datatype: datatype}, err
	}
	return p.resource("an object")
}

// resource reads an IRI or a blank node with a label; as an object, true and false too.
func (p *Parser) resource(what string) (Term, error) {
	if p.peek(0) == '_' && p.peek(1) == ':' {
		p.skip(2)
		p.token = p.token[:0]
		if r, _ := p.rune(0); !isNameStart(r) && r != '_' && !(r < 0x80 && isASCIIDigit(byte(r))) {
			return Term{}, p.unexpected("the label of a blank node")
		}
		for {
			r, n := p.rune(0)
			switch {
			case n > 0 && isNameChar(r):
				if err := p.take(); err != nil {
					return Term{}, err
				}
				continue
			case r == '.' && p.afterDots(false) > 0:
				for range p.afterDots(false) {
					p.token = append(p.token, '.')
					p.skip(1)
				}
				continue
			}
			p.labelled = true
			return Term{Kind: Blank, Value: string(p.token)}, nil
		}
	}
	return p.iri(what)
}

// iri reads an IRI, whole or with a prefix. Where an object is wanted it may be true or false, which are literals.
func (p *Parser) iri(what string) (Term, error) {
	if p.peek(0) == '<' && p.peek(1) != '<' {
		text, err := p.iriReference()
		return Term{Value: Resolve(p.base, text)}, err
	}
	line, column := p.line, p.column
	if err := p.prefix(); err != nil {
		return Term{}, err
	}
	if p.peek(0) != ':' {
		if word := string(p.token); what == "an object" && (word == "true" || word == "false") {
			return Term{Kind: Literal, Value: word, Datatype: XSD + "boolean"}, nil
		} else if word != "" {
			return Term{}, syntax.Errorf(line, column, `"%s" is no IRI: it has neither angle brackets nor a prefix with a colon`, syntax.Clip(word))
		}
		return Term{}, p.unexpected(what)
	}
	length := len(p.token)
	p.token = append(p.token, ':')
	p.skip(1)
	if err := p.local(); err != nil {
		return Term{}, err
	}
	prefix := p.token[:length]
	recent := &p.recent[p.token[0]%byte(len(p.recent))]
	if recent.prefix != string(prefix) || recent.namespace == "" {
		namespace, ok := p.prefixes[string(prefix)]
		if !ok {
			return Term{}, syntax.Errorf(line, column, `no prefix "%s:" has been declared`, syntax.Clip(string(prefix)))
		}
		recent.prefix, recent.namespace = string(prefix), namespace
	}
	return Term{Value: p.joined(recent.namespace, p.token[length+1:])}, nil
}
