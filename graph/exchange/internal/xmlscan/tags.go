package xmlscan

import (
	"bytes"
	"slices"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// startTag reads the tag at pos.
func (s *Scanner) startTag() error {
	end, err := s.tagEnd()
	if err != nil {
		return err
	}
	s.count(s.pos)
	s.Line = s.lines + 1
	raw, at := s.buf[s.pos+1:end], s.pos+1
	i := 0
	for i < len(raw) && !isSpace(raw[i]) && raw[i] != '/' {
		i++
	}
	name, ok := s.nameOf(raw[:i])
	switch {
	case !ok:
		return s.fail(s.pos, `%q is no name of an element; a "<" in text is to be written "&lt;"`, syntax.Clip(string(raw[:i])))
	case len(s.stack) == 0 && s.rooted:
		return s.fail(s.pos, "a second root element, <%s>: an XML file has one", syntax.Clip(name.raw))
	case len(s.stack) >= s.limits.Depth:
		return s.fail(s.pos, "elements more than %d deep", s.limits.Depth)
	}
	outside := len(s.bindings)
	s.Attributes = s.Attributes[:0]
	for {
		start := i
		i = skipSpace(raw, i)
		if i == len(raw) {
			break
		}
		if raw[i] == '/' && i == len(raw)-1 {
			s.closing = true
			break
		}
		if i == start {
			return s.fail(at+i, "no blank before %q", syntax.Clip(string(raw[i:])))
		}
		if i, err = s.attribute(at, raw, i); err != nil {
			return err
		}
	}
	if err := s.resolve(name); err != nil {
		return err
	}
	s.rooted = true
	s.stack = append(s.stack, element{name, s.Space, outside, s.Line})
	s.pos = end + 1
	return nil
}

// tagEnd returns where the ">" of the tag at pos is.
func (s *Scanner) tagEnd() (int, error) {
	i, quote := s.pos+1, byte(0)
	for {
		for i < s.end {
			if quote != 0 {
				j := bytes.IndexByte(s.buf[i:s.end], quote)
				if j < 0 {
					i = s.end
					break
				}
				i += j + 1
				quote = 0
				continue
			}
			c := s.buf[i]
			if c == '>' {
				return i, nil
			}
			if c == '<' {
				return 0, s.fail(i, `"<" in a tag: the one before it does not end`)
			}
			if c == '"' || c == '\'' {
				quote = c
			}
			i++
		}
		shift, err := s.more()
		if err != nil {
			return 0, s.cut(err, "in a tag")
		}
		i -= shift
	}
}

// attribute reads the attribute at raw[i], which is buf[at+i], and returns where it ends.
func (s *Scanner) attribute(at int, raw []byte, i int) (int, error) {
	start := i
	for i < len(raw) && raw[i] != '=' && !isSpace(raw[i]) {
		i++
	}
	name, ok := s.nameOf(raw[start:i])
	if !ok {
		return 0, s.fail(at+start, "%q is no name of an attribute", syntax.Clip(string(raw[start:i])))
	}
	i = skipSpace(raw, i)
	if i == len(raw) || raw[i] != '=' {
		return 0, s.fail(at+start, `the attribute %s has no value: what is right is %s="…"`, syntax.Clip(name.raw), syntax.Clip(name.raw))
	}
	i = skipSpace(raw, i+1)
	if i == len(raw) || raw[i] != '"' && raw[i] != '\'' {
		return 0, s.fail(at+start, "the value of the attribute %s has no quotes", syntax.Clip(name.raw))
	}
	length := bytes.IndexByte(raw[i+1:], raw[i])
	if length < 0 { // tagEnd has seen to it
		return 0, s.fail(at+i, "a quote that is not closed")
	}
	value, err := s.decode(at+i+1, raw[i+1:i+1+length], inAttribute)
	if err != nil {
		return 0, err
	}
	if len(s.Attributes) >= s.limits.Attributes {
		return 0, s.fail(at+start, "more than %d attributes", s.limits.Attributes)
	}
	// The prefix stands in space until all namespaces are known.
	s.Attributes = append(s.Attributes, Attribute{name.prefix, name.local, value})
	return i + length + 2, nil
}

// resolve finds the namespaces of the element and of its attributes, and sees that no attribute is there twice.
func (s *Scanner) resolve(name qualifiedName) error {
	kept := s.Attributes[:0]
	for _, a := range s.Attributes {
		var b binding
		switch {
		case a.Space == "xmlns":
			b.prefix = a.Local
		case a.Space == "" && a.Local == "xmlns":
		default:
			kept = append(kept, a)
			continue
		}
		if len(s.bindings) >= maxBindings {
			return s.fail(s.pos, "more than %d namespaces at once", maxBindings)
		}
		b.space = string(a.Value)
		s.bindings = append(s.bindings, b)
	}
	s.Attributes = kept
	const few = 16
	var seen map[[2]string]bool
	if len(kept) > few {
		seen = make(map[[2]string]bool, len(kept))
	}
	for i, a := range kept {
		again := seen[[2]string{a.Space, a.Local}]
		if seen != nil {
			seen[[2]string{a.Space, a.Local}] = true
		} else {
			again = slices.ContainsFunc(kept[:i], func(b Attribute) bool { return a.Space == b.Space && a.Local == b.Local })
		}
		if again {
			return s.fail(s.pos, "the attribute %s is there twice", syntax.Clip(a.Local))
		}
	}
	for i := range kept {
		if kept[i].Space != "" {
			kept[i].Space = s.spaceOf(kept[i].Space)
		}
	}
	s.Local, s.Space = name.local, s.spaceOf(name.prefix)
	return nil
}

// endTag reads the tag at pos.
func (s *Scanner) endTag() error {
	end, err := s.tagEnd()
	if err != nil {
		return err
	}
	raw := bytes.TrimRight(s.buf[s.pos+2:end], " \t\r\n")
	if len(s.stack) == 0 {
		return s.fail(s.pos, "</%s> without its beginning", syntax.Clip(string(raw)))
	}
	if open := &s.stack[len(s.stack)-1]; string(raw) != open.name.raw {
		return s.fail(s.pos, "</%s> where the <%s> of line %d is to end", syntax.Clip(string(raw)), syntax.Clip(open.name.raw), open.line)
	}
	s.pos = end + 1
	s.pop()
	return nil
}

// pop leaves the innermost element, which becomes the token.
func (s *Scanner) pop() {
	last := len(s.stack) - 1
	e := &s.stack[last]
	s.Local, s.Space, s.bindings = e.name.local, e.space, s.bindings[:e.bindings]
	s.stack = s.stack[:last]
}

// Attr returns the value of an attribute that is in no namespace; nil where it is not there.
func (s *Scanner) Attr(local string) []byte {
	for i := range s.Attributes {
		if s.Attributes[i].Local == local && s.Attributes[i].Space == "" {
			return s.Attributes[i].Value
		}
	}
	return nil
}

// Skip passes over the rest of the element that has begun.
func (s *Scanner) Skip() error {
	for depth := 1; depth > 0; {
		token, err := s.Next()
		if err != nil {
			return err
		}
		switch token {
		case Start:
			depth++
		case End:
			depth--
		}
	}
	return nil
}

// Content appends the text of the element that has begun, that of those within it included, and passes its end.
func (s *Scanner) Content(text []byte) ([]byte, error) {
	for depth := 1; depth > 0; {
		token, err := s.Next()
		if err != nil {
			return nil, err
		}
		switch token {
		case Start:
			depth++
		case End:
			depth--
		case Text:
			if len(text)+len(s.Text) > s.limits.Value {
				return nil, s.fail(s.pos, "a text of more than %d MiB", s.limits.MiB())
			}
			text = append(text, s.Text...)
		}
	}
	return text, nil
}

// instruction passes over a processing instruction at pos. That the XML declaration is one too is of no consequence: its encoding
// has been seen to.
func (s *Scanner) instruction() error {
	s.pos += 2
	start := s.pos
	for {
		if s.pos == s.end {
			shift, err := s.more()
			if start -= shift; err != nil {
				return s.cut(err, "in a processing instruction")
			}
		}
		if c := s.buf[s.pos]; isSpace(c) || c == '?' {
			break
		}
		s.pos++
	}
	if _, ok := s.nameOf(s.buf[start:s.pos]); !ok {
		return s.fail(start, `no name after "<?"`)
	}
	return s.pass("?>", "in a processing instruction")
}

// pass moves behind the next occurrence of end.
func (s *Scanner) pass(end, within string) error {
	for {
		if j := bytes.Index(s.buf[s.pos:s.end], []byte(end)); j >= 0 {
			s.pos += j + len(end)
			return nil
		}
		s.pos = max(s.pos, s.end-len(end)+1)
		s.token = s.pos
		if _, err := s.more(); err != nil {
			return s.cut(err, within)
		}
	}
}

// declaration reads what begins with "<!" at pos: a comment, a document type, or text in a CDATA section; there tells the last.
func (s *Scanner) declaration() (there bool, err error) {
	const within = `in what begins with "<!"`
	if err := s.need(4, within); err != nil {
		return false, err
	}
	if string(s.buf[s.pos:s.pos+4]) == "<!--" {
		s.pos += 4
		if err := s.pass("--", "in a comment"); err != nil {
			return false, err
		}
		s.token = s.pos
		if err := s.need(1, "in a comment"); err != nil {
			return false, err
		}
		if s.buf[s.pos] != '>' {
			return false, s.fail(s.pos, `"--" within a comment, which XML does not allow`)
		}
		s.pos++
		return false, nil
	}
	const length = 9
	if err := s.need(length, within); err != nil {
		return false, err
	}
	switch string(s.buf[s.pos : s.pos+length]) {
	case "<![CDATA[":
		return true, s.cdata()
	case "<!DOCTYPE":
		if s.rooted {
			return false, s.fail(s.pos, "a DOCTYPE after the root element has begun")
		}
		s.pos += length
		return false, s.doctype()
	}
	return false, s.fail(s.pos, `%q is neither a comment, a CDATA section nor a DOCTYPE`, s.buf[s.pos:s.pos+length])
}

func (s *Scanner) cdata() error {
	if len(s.stack) == 0 {
		return s.fail(s.pos, "text outside of the root element")
	}
	const length, end = 9, "]]>"
	i := s.pos + length
	for {
		if j := bytes.Index(s.buf[i:s.end], []byte(end)); j >= 0 {
			i += j
			break
		}
		i = max(i, s.end-len(end)+1)
		shift, err := s.more()
		if i -= shift; err != nil {
			return s.cut(err, "in a CDATA section")
		}
	}
	text, err := s.decode(s.pos+length, s.buf[s.pos+length:i], inCDATA)
	s.Text, s.pos = text, i+len(end)
	return err
}

// doctype passes over a document type from behind its name on. One that declares entities is refused: a few lines can
// stand for gigabytes, and files and addresses can be read through them.
func (s *Scanner) doctype() error {
	const within = "in its DOCTYPE"
	var quote byte
	depth := 1 // of "<" and "["
	for depth > 0 {
		s.token = s.pos
		if err := s.need(1, within); err != nil {
			return err
		}
		c := s.buf[s.pos]
		s.pos++
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '<':
			if c == '<' {
				if special, err := s.inDoctype(); err != nil {
					return err
				} else if special {
					continue
				}
			}
			if depth++; depth > s.limits.Depth {
				return s.fail(s.token, "a DOCTYPE more than %d deep", s.limits.Depth)
			}
		case c == ']' || c == '>':
			depth--
		}
	}
	return nil
}

// inDoctype passes over a comment or processing instruction whose "<" has been read; special is false where it is neither.
func (s *Scanner) inDoctype() (special bool, err error) {
	const within = "in its DOCTYPE"
	if err := s.need(3, within); err != nil {
		return false, err
	}
	switch next := s.buf[s.pos : s.pos+3]; {
	case string(next) == "!--":
		s.pos += len(next)
		return true, s.pass("-->", "in a comment")
	case next[0] == '?':
		return true, s.pass("?>", within)
	case string(next) == "!EN":
		return false, s.fail(s.token, "the DOCTYPE declares entities: they are not read, because a small file can grow without end by them (entity expansion). Without the DOCTYPE, and with the text in place of the entities, the file can be read")
	}
	return false, nil
}
