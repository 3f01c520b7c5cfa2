package value

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names gives what is written of nodes and relationships; a property.Graph does.
type Names interface {
	Properties
	Labels(NodeID) []string
	NodeKeys(NodeID) []string
	Ends(RelationshipID) (from, to NodeID)
	Types() []string
	TypeOf(RelationshipID) int
	RelationshipKeys(RelationshipID) []string
}

// String writes v as [Format] does, nodes and relationships by their numbers.
func (v Value) String() string { return Format(v, nil) }

// Format writes v as openCypher shows results: 'text', 1.0, [1, 2], {a: 1}, (:Label {k: 1}), [:TYPE {k: 1}],
// <(:A)-[:T]->(:B)>, null; dates as strings. Numbers, strings, lists and maps are written so that they can be read
// back, except that NaN, Infinity and -Infinity have no such writing, and that characters of keys which would not
// show are escaped, as they are in strings. Without names, nodes and relationships are written by their numbers.
func Format(v Value, names Names) string { return string(appendValue(nil, v, names, MaxDepth)) }

func appendValue(b []byte, v Value, names Names, depth int) []byte {
	if depth <= 0 && (v.kind == KindList || v.kind == KindMap) {
		return append(b, "…"...)
	}
	switch v.kind {
	case KindString:
		return appendQuoted(b, v.Text())
	case KindDate:
		return append(appendScalar(append(b, '\''), v), '\'')
	case KindList:
		b = append(b, '[')
		for i, item := range v.List() {
			b = appendValue(separate(b, i), item, names, depth-1)
		}
		return append(b, ']')
	case KindMap:
		m := v.Map()
		b = append(b, '{')
		for i, key := range m.Keys {
			b = appendValue(append(appendName(separate(b, i), key), ": "...), m.Values[i], names, depth-1)
		}
		return append(b, '}')
	case KindNode:
		return appendNode(b, v.Node(), names, depth)
	case KindRelationship:
		return appendRelationship(b, v.Relationship(), names, depth)
	case KindPath:
		return appendPath(b, v.Path(), names, depth)
	}
	return appendScalar(b, v)
}

func separate(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ", "...)
	}
	return b
}

// appendScalar writes null, a truth value, a number or a date, the last without quotes.
func appendScalar(b []byte, v Value) []byte {
	switch v.kind {
	case KindBool:
		return strconv.AppendBool(b, v.Bool())
	case KindInt:
		return strconv.AppendInt(b, v.Int(), 10)
	case KindFloat:
		return appendFloat(b, v.Float())
	case KindDate:
		return append(b, v.date.String()...)
	}
	return append(b, "null"...)
}

// appendFloat writes a float as briefly as it can be read back, and so that it is seen to be one: 1.0, 0.00001, 1e300.
func appendFloat(b []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(b, "NaN"...)
	case math.IsInf(f, 1):
		return append(b, "Infinity"...)
	case math.IsInf(f, -1):
		return append(b, "-Infinity"...)
	}
	if size := math.Abs(f); size != 0 && (size < 1e-6 || size >= 1e15) {
		// Go writes at least two digits of an exponent, and its sign.
		var buffer [32]byte
		mantissa, exponent, _ := strings.Cut(string(strconv.AppendFloat(buffer[:0], f, 'e', -1, 64)), "e")
		n, _ := strconv.Atoi(exponent)
		return strconv.AppendInt(append(append(b, mantissa...), 'e'), int64(n), 10)
	}
	start := len(b)
	b = strconv.AppendFloat(b, f, 'f', -1, 64)
	if !slices.Contains(b[start:], '.') {
		b = append(b, ".0"...)
	}
	return b
}

func appendQuoted(b []byte, s string) []byte {
	b = append(b, '\'')
	for _, r := range s {
		switch r {
		case '\'', '\\':
			b = append(b, '\\', byte(r))
		case '\n':
			b = append(b, `\n`...)
		case '\t':
			b = append(b, `\t`...)
		case '\r':
			b = append(b, `\r`...)
		default:
			b = appendShown(b, r)
		}
	}
	return append(b, '\'')
}

// appendShown appends a character, escaped where it does not show or changes how others do.
func appendShown(b []byte, r rune) []byte {
	if unicode.IsPrint(r) {
		return utf8.AppendRune(b, r)
	}
	if r > 0xffff {
		b = append(b, `\U`...)
		for shift := 28; shift >= 0; shift -= 4 {
			b = append(b, "0123456789ABCDEF"[r>>shift&0xf])
		}
		return b
	}
	return appendUnicode(b, r)
}

// name returns a key, label or type as it is written in a query: in backticks where it is not a plain word.
func name(s string) string { return string(appendName(nil, s)) }

func appendName(b []byte, s string) []byte {
	plain := s != ""
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || i > 0 && unicode.IsDigit(r) {
			continue
		}
		plain = false
		break
	}
	if plain {
		return append(b, s...)
	}
	b = append(b, '`')
	for _, r := range s {
		if r == '`' {
			b = append(b, '`')
		}
		b = appendShown(b, r)
	}
	return append(b, '`')
}

func appendNode(b []byte, n NodeID, names Names, depth int) []byte {
	b = append(b, '(')
	if names == nil {
		return append(strconv.AppendInt(append(b, '#'), int64(n), 10), ')')
	}
	labels, keys := names.Labels(n), names.NodeKeys(n)
	for _, label := range labels {
		b = appendName(append(b, ':'), label)
	}
	if len(labels) > 0 && len(keys) > 0 {
		b = append(b, ' ')
	}
	b = appendProperties(b, keys, names, depth, func(key string) Value { return names.NodeProperty(n, key) })
	return append(b, ')')
}

func appendRelationship(b []byte, r RelationshipID, names Names, depth int) []byte {
	b = append(b, '[')
	if names == nil {
		return append(strconv.AppendInt(append(b, '#'), int64(r), 10), ']')
	}
	b = appendName(append(b, ':'), names.Types()[names.TypeOf(r)])
	keys := names.RelationshipKeys(r)
	if len(keys) > 0 {
		b = append(b, ' ')
	}
	b = appendProperties(b, keys, names, depth, func(key string) Value { return names.RelationshipProperty(r, key) })
	return append(b, ']')
}

func appendProperties(b []byte, keys []string, names Names, depth int, of func(key string) Value) []byte {
	if len(keys) == 0 {
		return b
	}
	b = append(b, '{')
	for i, key := range keys {
		b = appendValue(append(appendName(separate(b, i), key), ": "...), of(key), names, depth-1)
	}
	return append(b, '}')
}

func appendPath(b []byte, p *Path, names Names, depth int) []byte {
	b = append(b, '<')
	for i, n := range p.Nodes {
		if i > 0 && i <= len(p.Relationships) {
			r := p.Relationships[i-1]
			forwards := true
			if names != nil {
				from, _ := names.Ends(r)
				forwards = from == p.Nodes[i-1]
			}
			if !forwards {
				b = append(b, '<')
			}
			b = appendRelationship(append(b, '-'), r, names, depth)
			b = append(b, '-')
			if forwards {
				b = append(b, '>')
			}
		}
		b = appendNode(b, n, names, depth)
	}
	return append(b, '>')
}
