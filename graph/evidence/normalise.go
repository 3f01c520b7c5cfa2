package evidence

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normaliser brings text to the form in which it is compared, and notes where each part of it comes from.
// What may run together (white space, dashes, dots) is held back until something else follows.
type normaliser struct {
	out  []byte
	runs []run
	held heldBack
	buf  []byte
}

type heldBack struct {
	kind       charKind
	count      int
	start, end int
}

type charKind uint8

const (
	ordinary charKind = iota
	ignored
	white
	dash
	dot
	singleQuote
	doubleQuote
)

// normalise brings s to the form in which texts are compared.
func normalise(s string) string {
	n := normaliser{out: make([]byte, 0, len(s))}
	n.feed(s, 0)
	n.finish()
	return string(n.out)
}

// feed takes the text s that stands at an offset in the source.
func (n *normaliser) feed(s string, at int) {
	for i := 0; i < len(s); {
		// An ASCII character before another stands for itself; one before a combining mark may not.
		if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			n.take(rune(s[i]), at+i, at+i+1, false)
			i++
			continue
		}
		size := segment(s[i:])
		n.segment(s[i:i+size], at+i, at+i+size)
		i += size
	}
}

// piece takes a piece of a marked-up source.
func (n *normaliser) piece(p piece) {
	if p.verbatim {
		n.feed(p.text, p.start)
		return
	}
	for s := p.text; s != ""; {
		size := segment(s)
		n.segment(s[:size], p.start, p.end)
		s = s[size:]
	}
}

// segment returns the length of the first stretch of s that normalises independently of what follows.
func segment(s string) int {
	if r, size := utf8.DecodeRuneInString(s); decomposesAwkwardly(r) {
		return size
	}
	return norm.NFKC.NextBoundaryInString(s, true)
}

// decomposesAwkwardly reports whether r is a quote of which NFKC makes something else: a space with an
// accent, or two single quotes.
func decomposesAwkwardly(r rune) bool { return r == '´' || r == '″' || r == '‶' }

func (n *normaliser) segment(s string, start, end int) {
	if r, size := utf8.DecodeRuneInString(s); size == len(s) && decomposesAwkwardly(r) {
		n.take(r, start, end, true)
		return
	}
	n.buf = norm.NFKC.AppendString(n.buf[:0], s)
	several := utf8.RuneCount(n.buf) > 1
	for b := n.buf; len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		n.take(r, start, end, several)
		b = b[size:]
	}
}

// take takes one character of NFKC; part says that source[start:end] stands for others too.
func (n *normaliser) take(r rune, start, end int, part bool) {
	switch kind := kindOf(r); kind {
	case ordinary:
		n.release()
		n.fold(r, start, end, part)
	case singleQuote:
		n.release()
		n.emit("'", start, end, part)
	case doubleQuote:
		n.release()
		n.emit(`"`, start, end, part)
	case white, dash, dot:
		if n.held.kind != kind {
			n.release()
			n.held = heldBack{kind: kind, start: start}
		}
		n.held.count++
		n.held.end = end
	}
}

func (n *normaliser) fold(r rune, start, end int, part bool) {
	switch r = unicode.ToLower(r); r {
	case 'ς':
		r = 'σ'
	case 'ß':
		n.emit("ss", start, end, true)
		return
	}
	var b [utf8.UTFMax]byte
	n.emit(string(b[:utf8.EncodeRune(b[:], r)]), start, end, part)
}

// release emits what is held back.
func (n *normaliser) release() {
	h := n.held
	n.held = heldBack{}
	switch {
	case h.kind == white && len(n.out) > 0:
		n.emit(" ", h.start, h.end, false)
	case h.kind == dash:
		n.emit("-", h.start, h.end, false)
	case h.kind == dot && h.count >= 3:
		n.emit("…", h.start, h.end, true)
	case h.kind == dot:
		n.emit(".."[:h.count], h.start, h.end, h.count > 1)
	}
}

// finish ends the text, which does not end in white space.
func (n *normaliser) finish() {
	if n.held.kind != white {
		n.release()
	}
}

// emit appends s, which comes from source[start:end], and extends the last run or begins another.
func (n *normaliser) emit(s string, start, end int, part bool) {
	whole := part || len(s) != end-start
	if last := len(n.runs) - 1; last >= 0 {
		r := n.runs[last]
		if whole && int(r.source) == start && int(r.end) == end ||
			!whole && r.end == 0 && int(r.source)+len(n.out)-int(r.norm) == start {
			n.out = append(n.out, s...)
			return
		}
	}
	r := run{norm: uint32(len(n.out)), source: uint32(start)}
	if whole {
		r.end = uint32(end)
	}
	n.runs = append(n.runs, r)
	n.out = append(n.out, s...)
}

func kindOf(r rune) charKind {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9':
		return ordinary
	case r == '.':
		return dot
	case unicode.IsSpace(r) || unicode.IsControl(r):
		return white
	case unicode.Is(unicode.Pd, r) || r == '−' || r == '⁃':
		return dash
	}
	switch r {
	case '\'', '‘', '’', '‚', '‛', '`', '´', '′', '‵', 'ʼ', 'ʹ', 'ʻ', '‹', '›':
		return singleQuote
	case '"', '“', '”', '„', '‟', '″', '‶', '«', '»', '〝', '〞', '〟':
		return doubleQuote
	}
	if isIgnored(r) {
		return ignored
	}
	return ordinary
}

// isIgnored reports whether r has no width: a character that Unicode calls ignorable by default.
func isIgnored(r rune) bool {
	return r >= 0xAD && (unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
		unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point))
}
