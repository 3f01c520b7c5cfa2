package graphviz

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits on nesting. Graphviz recurses over clusters and HTML-like labels on a stack of 64 KiB that nothing
// guards: with some 75 tables in one another, or 200 clusters, it overwrites its own memory and goes on.
const (
	maxBraces   = 64 // braces in one another
	maxElements = 64 // elements of an HTML-like label in one another
)

// guard checks that source is the text of one DOT graph, as far as that can be told without DOT's grammar, and
// returns it without a byte order mark and without what follows the graph. What it refuses, Graphviz would crash
// on, misread, or carry over into the next graph that it reads: empty input, bytes that are not UTF-8, control
// characters, strings, comments and braces without an end, text after the graph, and nesting beyond the limits.
// Errors begin with the place, dot:LINE:COLUMN, where the column counts characters from 1. It takes O(n).
func guard(source []byte) ([]byte, error) {
	s := &scanner{source: bytes.TrimPrefix(source, []byte("\ufeff"))}
	if err := s.checkCharacters(); err != nil {
		return nil, err
	}
	if err := s.header(); err != nil {
		return nil, err
	}
	if err := s.braces(); err != nil {
		return nil, err
	}
	graph := s.source[:s.at]
	if err := s.space(); err != nil {
		return nil, err
	}
	if s.at < len(s.source) {
		return nil, s.fault(s.at, "text after the end of the graph; one graph is drawn at a time")
	}
	return graph, nil
}

// A scanner goes through DOT token by token, as far as is needed to know strings and comments from the rest.
type scanner struct {
	source []byte
	at     int // the offset of the next byte
}

// fault makes an error about the byte at offset.
func (s *scanner) fault(offset int, format string, arguments ...any) error {
	before := s.source[:offset]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fmt.Errorf("dot:%d:%d: %s", line, column, fmt.Sprintf(format, arguments...))
}

// checkCharacters refuses what neither a C string nor XML can hold.
func (s *scanner) checkCharacters() error {
	for i := 0; i < len(s.source); {
		r, size := utf8.DecodeRune(s.source[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return s.fault(i, "byte %#02x is not UTF-8", s.source[i])
		case !isXML(r):
			return s.fault(i, "character %U cannot be written in SVG", r)
		}
		i += size
	}
	return nil
}

// header passes over "strict" and checks that "graph" or "digraph" follows.
func (s *scanner) header() error {
	for _, keywords := range [][]string{{"strict", "graph", "digraph"}, {"graph", "digraph"}} {
		if err := s.space(); err != nil {
			return err
		}
		start := s.at
		word := s.word()
		switch {
		case start == len(s.source):
			return s.fault(start, "no graph: DOT begins with graph, digraph or strict")
		case !isOneOf(word, keywords):
			return s.fault(start, "not DOT: it begins with graph, digraph or strict, not %q", firstOf(s.source[start:]))
		case !strings.EqualFold(word, "strict"):
			return nil
		}
	}
	return nil
}

// braces passes over the body of the graph, up to and with its last brace.
func (s *scanner) braces() error {
	var open []int // offsets of the open braces
	for {
		if err := s.space(); err != nil {
			return err
		}
		if s.at == len(s.source) {
			if len(open) == 0 {
				return s.fault(s.at, "the graph has no body: { is missing")
			}
			return s.fault(open[len(open)-1], "this { has no }")
		}
		start := s.at
		s.at++
		switch s.source[start] {
		case '{':
			if len(open) == maxBraces {
				return s.fault(start, "more than %d braces in one another", maxBraces)
			}
			open = append(open, start)
		case '}':
			if len(open) == 0 {
				return s.fault(start, "this } has no {")
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return nil
			}
		case '"':
			if err := s.quoted(start); err != nil {
				return err
			}
		case '<':
			if err := s.html(start); err != nil {
				return err
			}
		}
	}
}

// space passes over white space and comments: /* */, // and, at the start of a line, #.
func (s *scanner) space() error {
	for s.at < len(s.source) {
		rest := s.source[s.at:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\n':
			s.at++
		case bytes.HasPrefix(rest, []byte("/*")):
			length := bytes.Index(rest[2:], []byte("*/"))
			if length < 0 {
				return s.fault(s.at, "this comment has no */")
			}
			s.at += length + 4
		case bytes.HasPrefix(rest, []byte("//")), rest[0] == '#' && (s.at == 0 || s.source[s.at-1] == '\n'):
			if length := bytes.IndexByte(rest, '\n'); length >= 0 {
				s.at += length
			} else {
				s.at = len(s.source)
			}
		default:
			return nil
		}
	}
	return nil
}

// word passes over the letters that come next and returns them.
func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.source) && isLetter(s.source[s.at]) {
		s.at++
	}
	return string(s.source[start:s.at])
}

// quoted passes over the rest of a string that was opened at start.
func (s *scanner) quoted(start int) error {
	for ; s.at < len(s.source); s.at++ {
		switch s.source[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return nil
		}
	}
	return s.fault(start, "this string has no closing quote")
}

// html passes over the rest of an HTML-like string that was opened at start: it ends where angle brackets balance.
func (s *scanner) html(start int) error {
	brackets, elements := 1, 0
	for s.at < len(s.source) {
		rest := s.source[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			length := bytes.Index(rest, []byte("-->"))
			if length < 0 {
				return s.fault(s.at, "this comment has no -->")
			}
			s.at += length + 3
			continue
		case bytes.HasPrefix(rest, []byte("</")):
			brackets++
			elements--
		case bytes.HasPrefix(rest, []byte("/>")):
			brackets--
			elements--
			s.at++
		case rest[0] == '<':
			brackets++
			elements++
		case rest[0] == '>':
			brackets--
		}
		if elements > maxElements {
			return s.fault(s.at, "more than %d elements in one another in an HTML-like label", maxElements)
		}
		s.at++
		if brackets == 0 {
			return nil
		}
	}
	return s.fault(start, "this HTML-like string has no closing >")
}

// isXML tells whether XML 1.0 can hold r (https://www.w3.org/TR/xml/#charsets).
func isXML(r rune) bool {
	return r >= ' ' && r < 0xd800 || r == '\t' || r == '\n' || r == '\r' || r > 0xdfff && r < 0xfffe || r > 0xffff
}

func isLetter(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z'
}

func isOneOf(word string, words []string) bool {
	for _, candidate := range words {
		if strings.EqualFold(word, candidate) {
			return true
		}
	}
	return false
}

// firstOf returns what text begins with, up to white space and at most 20 characters, for a message.
func firstOf(text []byte) string {
	if end := bytes.IndexAny(text, " \t\r\n"); end >= 0 {
		text = text[:end]
	}
	if runes := []rune(string(text)); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return string(text)
}
