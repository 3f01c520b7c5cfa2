package value

import (
	"math"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendJSON appends v as JSON: null, true, numbers, strings, arrays, and objects with the keys in their order. A date
// is a string; so are NaN, "Infinity" and "-Infinity", which JSON has no numbers for. What is no character of
// Unicode becomes U+FFFD. Lists and maps below MaxDepth become null. The function element writes the nodes,
// relationships and paths; where it is nil they are {"node": 1}, {"relationship": 2} and {"path": [1, 2, 3]}: the
// numbers of the nodes and between them those of the relationships.
func AppendJSON(b []byte, v Value, element func(b []byte, v Value) []byte) []byte {
	return appendJSON(b, v, element, MaxDepth)
}

func appendJSON(b []byte, v Value, element func([]byte, Value) []byte, depth int) []byte {
	switch v.kind {
	case KindFloat:
		f := v.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return append(appendFloat(append(b, '"'), f), '"')
		}
		return appendFloat(b, f)
	case KindDate:
		return AppendJSONString(b, v.date.String())
	case KindString:
		return AppendJSONString(b, v.Text())
	case KindList:
		if depth <= 0 {
			return append(b, "null"...)
		}
		b = append(b, '[')
		for i, item := range v.List() {
			b = appendJSON(separateJSON(b, i), item, element, depth-1)
		}
		return append(b, ']')
	case KindMap:
		if depth <= 0 {
			return append(b, "null"...)
		}
		m := v.Map()
		b = append(b, '{')
		for i, key := range m.Keys {
			b = append(AppendJSONString(separateJSON(b, i), key), ':')
			b = appendJSON(b, m.Values[i], element, depth-1)
		}
		return append(b, '}')
	case KindNode, KindRelationship, KindPath:
		if element == nil {
			element = numbersJSON
		}
		return element(b, v)
	}
	return appendScalar(b, v)
}

func separateJSON(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}

// AppendJSONString appends a string of JSON. Characters that would not show are escaped.
func AppendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case unicode.IsPrint(r):
			b = utf8.AppendRune(b, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b = appendUnicode(appendUnicode(b, high), low)
		default:
			b = appendUnicode(b, r)
		}
	}
	return append(b, '"')
}

// appendUnicode appends \uXXXX.
func appendUnicode(b []byte, r rune) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, '\\', 'u', digits[r>>12&0xf], digits[r>>8&0xf], digits[r>>4&0xf], digits[r&0xf])
}

func numbersJSON(b []byte, v Value) []byte {
	switch v.kind {
	case KindNode:
		b = strconv.AppendInt(append(b, `{"node":`...), int64(v.Node()), 10)
	case KindRelationship:
		b = strconv.AppendInt(append(b, `{"relationship":`...), int64(v.Relationship()), 10)
	default:
		p := v.Path()
		b = append(b, `{"path":[`...)
		for i, n := range p.Nodes {
			if i > 0 && i <= len(p.Relationships) {
				b = strconv.AppendInt(append(b, ','), int64(p.Relationships[i-1]), 10)
			}
			b = strconv.AppendInt(separateJSON(b, i), int64(n), 10)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}
