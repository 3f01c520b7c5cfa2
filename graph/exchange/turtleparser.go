package exchange

import (
	"bytes"
	"io"
	"strings"
)

// rdfKind is what a term of RDF is.
type rdfKind uint8

const (
	rdfIRI rdfKind = iota
	rdfBlank
	rdfLiteral
)

// rdfTerm is an IRI, a blank node or a literal.
type rdfTerm struct {
	kind     rdfKind
	value    string // the IRI, the label, or the text
	datatype string // of a literal; "" is a string
	language string
}

// turtleParser reads Turtle 1.1 (https://www.w3.org/TR/turtle/), and with it N-Triples, and hands on triple by triple. What stands in one
// another is kept on a stack of its own, so that its depth costs no recursion.
type turtleParser struct {
	*turtleInput
	base     string
	prefixes map[string]string
	expanded map[string]string // names with a prefix, as far as they have been met lately, and their IRIs
	stack    []turtleFrame
	made     int  // blank nodes
	labelled bool // a blank node with a label has been met

	// Triple takes a triple with the line of its object; ended is called after each statement of triples.
	triple func(subject, predicate, object rdfTerm, line int) error
	ended  func() error
}

// turtleFrame is a statement, or a blank node or collection within one, that is not yet complete.
type turtleFrame struct {
	closing   byte // "." of a statement, "]" or ")"
	wants     turtlePart
	subject   rdfTerm // in a collection, the last cell
	predicate rdfTerm
	mayEnd    bool // a predicate is not needed (again)
	empty     bool // of a collection: no element yet
}

type turtlePart uint8

const (
	wantsSubject turtlePart = iota
	wantsPredicate
	wantsObject
	wantsNext // ",", ";" or the end
	wantsElement
)

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS = "http://www.w3.org/2001/XMLSchema#"
)

var (
	rdfType  = rdfTerm{value: rdfNS + "type"}
	rdfFirst = rdfTerm{value: rdfNS + "first"}
	rdfRest  = rdfTerm{value: rdfNS + "rest"}
	rdfNil   = rdfTerm{value: rdfNS + "nil"}
)

// parse reads to the end.
func (p *turtleParser) parse() error {
	p.prefixes, p.expanded = map[string]string{}, map[string]string{}
	if err := p.encoding(); err != nil {
		return err
	}
	for {
		if err := p.turtleInput.blanks(); err != nil {
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
		if err := p.ended(); err != nil {
			return err
		}
	}
}

// encoding skips a byte order mark, and recognises what is no UTF-8.
func (p *turtleParser) encoding() error {
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
func (p *turtleParser) directive() (bool, error) {
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
	if err := p.turtleInput.blanks(); err != nil {
		return false, err
	}
	name := ""
	if word == "prefix" {
		if err := p.prefix(); err != nil {
			return false, err
		}
		if p.peek(0) != ':' {
			return false, p.unexpected(`":" after the prefix`)
		}
		p.skip(1)
		name = string(p.token)
		if err := p.turtleInput.blanks(); err != nil {
			return false, err
		}
	}
	if p.peek(0) != '<' {
		return false, p.unexpected("an IRI in angle brackets")
	}
	iri, err := p.iriReference()
	if err != nil {
		return false, err
	}
	iri = resolveIRI(p.base, iri)
	clear(p.expanded)
	if word == "base" {
		p.base = iri
	} else if p.prefixes[name] = iri; len(p.prefixes) > maxAttributes {
		return false, p.errorf("there are more than %d prefixes", maxAttributes)
	}
	if !dot {
		return true, nil
	}
	if err := p.turtleInput.blanks(); err != nil {
		return false, err
	}
	if p.peek(0) != '.' {
		return false, p.unexpected(`the "." at the end of @` + word)
	}
	p.skip(1)
	return true, nil
}

// follows reports whether a word of SPARQL stands here, in letters of any case and with white space or an IRI after it.
func (p *turtleParser) follows(word string) bool {
	for i := range len(word) {
		if p.peek(i)|0x20 != word[i] {
			return false
		}
	}
	return strings.IndexByte(" \t\r\n<#", p.peek(len(word))) >= 0
}

// statement reads triples up to their dot.
func (p *turtleParser) statement() error {
	p.stack = append(p.stack[:0], turtleFrame{closing: '.'})
	for len(p.stack) > 0 {
		if err := p.turtleInput.blanks(); err != nil {
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

func (p *turtleParser) predicate(f *turtleFrame) error {
	c := p.peek(0)
	switch {
	case c == f.closing && f.mayEnd:
		return p.close(f)
	case c == ';' && f.predicate.value != "":
		p.skip(1)
		return nil
	case c == 'a':
		if r, n := p.rune(1); n == 0 || !isNameChar(r) && r != ':' && r != '.' {
			p.skip(1)
			f.predicate, f.wants = rdfType, wantsObject
			return nil
		}
	case c == '_' || c == '"' || c == '\'' || c == '[' || c == '(':
		return p.unexpected("a predicate, which is an IRI,")
	}
	predicate, err := p.iri("a predicate")
	f.predicate, f.wants = predicate, wantsObject
	return err
}

func (p *turtleParser) next(f *turtleFrame) error {
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
func (p *turtleParser) close(f *turtleFrame) error {
	p.skip(1)
	closed := *f
	p.stack = p.stack[:len(p.stack)-1]
	if closed.closing == ')' && !closed.empty {
		return p.triple(closed.subject, rdfRest, rdfNil, p.line)
	}
	// A blank node that says something is a statement by itself.
	if n := len(p.stack); n == 1 && closed.closing == ']' && p.stack[0].wants == wantsPredicate && p.stack[0].predicate.value == "" {
		p.stack[0].mayEnd = closed.predicate.value != ""
	}
	return nil
}

// node reads a subject, an object or an element of a collection, or opens one that has parts.
func (p *turtleParser) node(f *turtleFrame) error {
	c := p.peek(0)
	switch {
	case c == ')' && f.closing == ')':
		return p.close(f)
	case c == '[' || c == '(':
		return p.open(c)
	}
	var term rdfTerm
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
func (p *turtleParser) put(f *turtleFrame, term rdfTerm) error {
	switch f.wants {
	case wantsSubject:
		f.subject, f.wants = term, wantsPredicate
		return nil
	case wantsObject:
		f.wants = wantsNext
		return p.triple(f.subject, f.predicate, term, p.line)
	}
	cell := f.subject // the first one was made when the collection was opened
	if !f.empty {
		cell = p.blank()
		if err := p.triple(f.subject, rdfRest, cell, p.line); err != nil {
			return err
		}
	}
	f.subject, f.empty = cell, false
	return p.triple(cell, rdfFirst, term, p.line)
}

func (p *turtleParser) open(c byte) error {
	if len(p.stack) > maxDepth {
		return p.errorf("blank nodes and collections stand more than %d deep in one another", maxDepth)
	}
	p.skip(1)
	node := p.blank()
	child := turtleFrame{closing: ']', wants: wantsPredicate, subject: node, mayEnd: true}
	if c == '(' {
		if err := p.turtleInput.blanks(); err != nil {
			return err
		}
		child = turtleFrame{closing: ')', wants: wantsElement, subject: node, empty: true}
		if p.peek(0) == ')' {
			node = rdfNil
		}
	}
	if err := p.put(&p.stack[len(p.stack)-1], node); err != nil {
		return err
	}
	p.stack = append(p.stack, child)
	return nil
}

// blank returns a new blank node, whose label is none that a document can have.
func (p *turtleParser) blank() rdfTerm {
	p.made++
	return rdfTerm{kind: rdfBlank, value: "[" + itoa(p.made)}
}

// object reads an object that has no parts.
func (p *turtleParser) object() (rdfTerm, error) {
	c := p.peek(0)
	switch {
	case c == '"' || c == '\'':
		text, err := p.quoted()
		if err != nil {
			return rdfTerm{}, err
		}
		literal := rdfTerm{kind: rdfLiteral, value: text}
		switch {
		case p.peek(0) == '@':
			p.skip(1)
			literal.language, err = p.language()
		case p.peek(0) == '^' && p.peek(1) == '^':
			p.skip(2)
			if err = p.turtleInput.blanks(); err == nil {
				var datatype rdfTerm
				datatype, err = p.iri("a datatype")
				literal.datatype = datatype.value
			}
		}
		return literal, err
	case isASCIIDigit(c), c == '+', c == '-', c == '.':
		text, datatype, err := p.number()
		return rdfTerm{kind: rdfLiteral, value: text, datatype: datatype}, err
	}
	return p.resource("an object")
}

// resource reads an IRI or a blank node with a label; as an object, true and false too.
func (p *turtleParser) resource(what string) (rdfTerm, error) {
	if p.peek(0) == '_' && p.peek(1) == ':' {
		p.skip(2)
		p.token = p.token[:0]
		if r, _ := p.rune(0); !isNameStart(r) && r != '_' && !(r < 0x80 && isASCIIDigit(byte(r))) {
			return rdfTerm{}, p.unexpected("the label of a blank node")
		}
		for {
			r, n := p.rune(0)
			switch {
			case n > 0 && isNameChar(r):
				if err := p.take(); err != nil {
					return rdfTerm{}, err
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
			return rdfTerm{kind: rdfBlank, value: string(p.token)}, nil
		}
	}
	return p.iri(what)
}

// iri reads an IRI, whole or with a prefix. Where an object is wanted it may be true or false, which are literals.
func (p *turtleParser) iri(what string) (rdfTerm, error) {
	if p.peek(0) == '<' && p.peek(1) != '<' {
		text, err := p.iriReference()
		return rdfTerm{value: resolveIRI(p.base, text)}, err
	}
	line, column := p.line, p.column
	if err := p.prefix(); err != nil {
		return rdfTerm{}, err
	}
	if p.peek(0) != ':' {
		if word := string(p.token); what == "an object" && (word == "true" || word == "false") {
			return rdfTerm{kind: rdfLiteral, value: word, datatype: xsdNS + "boolean"}, nil
		} else if word != "" {
			return rdfTerm{}, &InputError{Name: p.name, Line: line, Column: column, Problem: `"` + clip(word) + `" is no IRI: it has neither angle brackets nor a prefix with a colon`}
		}
		return rdfTerm{}, p.unexpected(what)
	}
	length := len(p.token)
	p.token = append(p.token, ':')
	p.skip(1)
	if err := p.local(); err != nil {
		return rdfTerm{}, err
	}
	if iri, ok := p.expanded[string(p.token)]; ok {
		return rdfTerm{value: iri}, nil
	}
	namespace, ok := p.prefixes[string(p.token[:length])]
	if !ok {
		return rdfTerm{}, &InputError{Name: p.name, Line: line, Column: column, Problem: `no prefix "` + clip(string(p.token[:length])) + `:" has been declared`}
	}
	iri := namespace + string(p.token[length+1:])
	if len(p.expanded) >= 2048 {
		clear(p.expanded)
	}
	p.expanded[string(p.token)] = iri
	return rdfTerm{value: iri}, nil
}

// resolveIRI resolves a reference against a base, as RFC 3986, section 5.2, has it; where there is no base it stays as it is.
func resolveIRI(base, reference string) string {
	if base == "" || schemeEnd(reference) > 0 {
		return reference
	}
	scheme := base[:schemeEnd(base)]
	authority, path, query := splitIRI(base[len(scheme):])
	if strings.HasPrefix(reference, "//") {
		return scheme + reference
	}
	_, refPath, refRest := splitIRI(reference)
	switch {
	case reference == "":
		return scheme + authority + path + query
	case reference[0] == '#':
		return scheme + authority + path + query + reference
	case refPath == "":
		return scheme + authority + path + refRest + fragmentOf(reference)
	case refPath[0] == '/':
		path = refPath
	case authority != "" && path == "":
		path = "/" + refPath
	default:
		path = path[:strings.LastIndexByte(path, '/')+1] + refPath
	}
	return scheme + authority + removeDots(path) + refRest + fragmentOf(reference)
}

// schemeEnd is the length of the scheme with its colon, or 0.
func schemeEnd(iri string) int {
	for i := range len(iri) {
		c := iri[i]
		switch {
		case isASCIILetter(c), i > 0 && (isASCIIDigit(c) || c == '+' || c == '-' || c == '.'):
		case c == ':' && i > 0:
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// splitIRI splits what follows the scheme, without its fragment.
func splitIRI(rest string) (authority, path, query string) {
	rest, _, _ = strings.Cut(rest, "#")
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		rest, query = rest[:i], rest[i:]
	}
	if strings.HasPrefix(rest, "//") {
		end := strings.IndexByte(rest[2:], '/')
		if end < 0 {
			return rest, "", query
		}
		return rest[:end+2], rest[end+2:], query
	}
	return "", rest, query
}

func fragmentOf(iri string) string {
	if i := strings.IndexByte(iri, '#'); i >= 0 {
		return iri[i:]
	}
	return ""
}

// removeDots takes "." and ".." out of a path.
func removeDots(path string) string {
	if !strings.Contains(path, ".") {
		return path
	}
	var kept []string
	parts := strings.Split(path, "/")
	for i, part := range parts {
		last := i == len(parts)-1
		switch part {
		case ".", "..":
			if part == ".." && len(kept) > 0 && (len(kept) > 1 || kept[0] != "") {
				kept = kept[:len(kept)-1]
			}
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "/")
}
