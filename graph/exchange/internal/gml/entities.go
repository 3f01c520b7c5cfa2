package gml

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"
)

// longestEntity is the greatest length of an entity, between & and ;.
const longestEntity = 32

// Decode replaces entities by the characters that they stand for, in place; what stands for none stays as it is.
func Decode(text []byte) []byte { return decodeWith(text, entity) }

// decodeLeft replaces the entities that igraph leaves as they are when it reads.
func decodeLeft(text []byte) []byte {
	return decodeWith(text, func(name string) string {
		switch name {
		case "amp", "quot", "apos", "lt", "gt":
			return ""
		}
		return entity(name)
	})
}

func decodeWith(text []byte, entity func(name string) string) []byte {
	from := bytes.IndexByte(text, '&')
	if from < 0 {
		return text
	}
	out := text[:from]
	for rest := text[from:]; len(rest) > 0; {
		end := bytes.IndexByte(rest[:min(len(rest), longestEntity+2)], ';')
		decoded := ""
		if end > 1 {
			decoded = entity(string(rest[1:end]))
		}
		if decoded != "" && len(decoded) <= end {
			out = append(out, decoded...)
			rest = rest[end+1:]
		} else {
			out = append(out, '&')
			rest = rest[1:]
		}
		next := bytes.IndexByte(rest, '&')
		if next < 0 {
			next = len(rest)
		}
		out = append(out, rest[:next]...)
		rest = rest[next:]
	}
	return out
}

// entity returns what an entity stands for, or "": quot, #34 or #x22.
func entity(name string) string {
	switch name {
	case "amp":
		return "&"
	case "quot":
		return `"`
	}
	if name[0] != '#' {
		whole := "&" + name + ";"
		if text := html.UnescapeString(whole); utf8.RuneCountInString(text) == 1 {
			return text
		}
		return ""
	}
	digits, base := name[1:], 10
	if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return ""
	}
	return string(rune(n))
}
