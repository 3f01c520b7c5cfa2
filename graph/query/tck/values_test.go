package tck

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Values are compared by how they are written: as scenarios write them, with labels and keys in alphabetical order,
// so that two are written alike when they are the same. Where the order of the items of lists is of no account, they
// are in alphabetical order too.

// write writes a value that comes out of a query.
func write(g property.Graph, v value.Value, anyOrder bool) string {
	switch v.Kind() {
	case value.KindNull:
		return "null"
	case value.KindBool:
		return strconv.FormatBool(v.Bool())
	case value.KindInt:
		return strconv.FormatInt(v.Int(), 10)
	case value.KindFloat:
		return writeFloat(v.Float())
	case value.KindString:
		return writeString(v.Text())
	case value.KindDate:
		return writeString(v.Date().String())
	case value.KindList:
		items := make([]string, 0, len(v.List()))
		for _, item := range v.List() {
			items = append(items, write(g, item, anyOrder))
		}
		return writeList(items, anyOrder)
	case value.KindMap:
		m := v.Map()
		return writeMap(m.Keys, func(i int) string { return write(g, m.Values[i], anyOrder) })
	case value.KindNode:
		n := v.Node()
		keys := g.NodeKeys(n)
		return writeNode(g.Labels(n), writeMap(keys, func(i int) string {
			return write(g, g.NodeProperty(n, keys[i]), anyOrder)
		}))
	case value.KindRelationship:
		r := v.Relationship()
		keys := g.RelationshipKeys(r)
		return writeRelationship(g.Types()[g.TypeOf(r)], writeMap(keys, func(i int) string {
			return write(g, g.RelationshipProperty(r, keys[i]), anyOrder)
		}))
	case value.KindPath:
		p := v.Path()
		var b strings.Builder
		for i, n := range p.Nodes {
			if i > 0 {
				r := p.Relationships[i-1]
				from, _ := g.Ends(r)
				b.WriteString(writeStep(write(g, value.Relationship(r), anyOrder), from == p.Nodes[i-1]))
			}
			b.WriteString(write(g, value.Node(n), anyOrder))
		}
		return "<" + b.String() + ">"
	}
	return fmt.Sprintf("a value of kind %d", v.Kind())
}

func writeFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0.0" // also -0.0, which equals it
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

func writeString(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`).Replace(s) + "'"
}

func writeList(items []string, anyOrder bool) string {
	if anyOrder {
		slices.Sort(items)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func writeMap(keys []string, of func(i int) string) string {
	entries := make([]string, len(keys))
	for i, key := range keys {
		entries[i] = key + ": " + of(i)
	}
	slices.Sort(entries)
	return "{" + strings.Join(entries, ", ") + "}"
}

func writeNode(labels []string, properties string) string {
	labels = slices.Sorted(slices.Values(labels))
	var b strings.Builder
	for _, l := range labels {
		b.WriteString(":" + l)
	}
	if properties != "{}" {
		if len(labels) > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(properties)
	}
	return "(" + b.String() + ")"
}

func writeRelationship(typ, properties string) string {
	if properties == "{}" {
		return "[:" + typ + "]"
	}
	return "[:" + typ + " " + properties + "]"
}

func writeStep(relationship string, forward bool) string {
	if forward {
		return "-" + relationship + "->"
	}
	return "<-" + relationship + "-"
}

// read reads a value as scenarios write it. It returns how it is written, and the value itself where that needs no
// graph.
func read(text string, anyOrder bool) (written string, v value.Value, err error) {
	r := &valueReader{text: text, anyOrder: anyOrder}
	defer func() {
		if e := recover(); e != nil {
			failure, ok := e.(valueError)
			if !ok {
				panic(e)
			}
			err = fmt.Errorf("%q is no value: %s at character %d", text, string(failure), utf8.RuneCountInString(text[:min(r.at, len(text))])+1)
		}
	}()
	written, v = r.value(0)
	if r.space(); r.at < len(text) {
		r.fail("more than a value")
	}
	return written, v, nil
}

type valueReader struct {
	text     string
	at       int
	anyOrder bool
}

type valueError string

func (r *valueReader) fail(message string) { panic(valueError(message)) }

func (r *valueReader) space() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// take skips a piece of text, and white space before it, if it comes next.
func (r *valueReader) take(piece string) bool {
	r.space()
	if !strings.HasPrefix(r.text[r.at:], piece) {
		return false
	}
	r.at += len(piece)
	return true
}

func (r *valueReader) want(piece string) {
	if !r.take(piece) {
		r.fail("no " + piece)
	}
}

// name takes a name, in backticks or not; "" where there is none.
func (r *valueReader) name() string {
	if r.take("`") {
		end := strings.IndexByte(r.text[r.at:], '`')
		if end < 0 {
			r.fail("no closing backtick")
		}
		name := r.text[r.at : r.at+end]
		r.at += end + 1
		return name
	}
	start := r.at
	for r.at < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		if c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			break
		}
		r.at += size
	}
	return r.text[start:r.at]
}

// deepest is how deep values may be nested, so that no text exhausts the stack.
const deepest = 1000

func (r *valueReader) value(depth int) (string, value.Value) {
	if depth > deepest {
		r.fail("too deep")
	}
	r.space()
	if r.at == len(r.text) {
		r.fail("nothing")
	}
	rest := r.text[r.at:]
	switch c := rest[0]; {
	case c == '\'' || c == '"':
		s := r.string(c)
		return writeString(s), value.String(s)
	case c == '{':
		return r.mapping(depth)
	case c == '(':
		return r.node(depth), value.Null
	case c == '<':
		return r.path(depth), value.Null
	case strings.HasPrefix(rest, "[:"):
		return r.relationship(depth), value.Null
	case c == '[':
		return r.list(depth)
	case strings.IndexByte("+-.0123456789", c) >= 0:
		return r.number()
	}
	switch word := r.name(); word {
	case "null":
		return "null", value.Null
	case "true", "false":
		return word, value.Bool(word == "true")
	case "NaN":
		return "NaN", value.Float(math.NaN())
	case "Inf", "Infinity":
		return "Infinity", value.Float(math.Inf(1))
	}
	r.fail("neither a number, string, list, map, node, relationship nor path")
	return "", value.Null
}

func (r *valueReader) string(quote byte) string {
	var b strings.Builder
	for r.at++; r.at < len(r.text); r.at++ {
		c := r.text[r.at]
		switch {
		case c == quote:
			r.at++
			return b.String()
		case c == '\\' && r.at+1 < len(r.text):
			r.at++
			switch e := r.text[r.at]; e {
			case '\\', '\'', '"', '`':
				b.WriteByte(e)
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
				b.WriteByte('\r')
			case 'b':
				b.WriteByte('\b')
			case 'f':
				b.WriteByte('\f')
			default:
				b.WriteByte('\\')
				b.WriteByte(e)
			}
		default:
			b.WriteByte(c)
		}
	}
	r.fail("no closing quote")
	return ""
}

func (r *valueReader) number() (string, value.Value) {
	start := r.at
	for r.at < len(r.text) && strings.IndexByte("+-.0123456789eE", r.text[r.at]) >= 0 {
		r.at++
	}
	text := r.text[start:r.at]
	if text == "-" || text == "+" {
		switch word := r.name(); word {
		case "Inf", "Infinity":
			f := math.Inf(1 - strings.Index("+-", text)*2)
			return writeFloat(f), value.Float(f)
		}
	}
	if !strings.ContainsAny(text, ".eE") {
		i, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			r.fail("no integer")
		}
		return strconv.FormatInt(i, 10), value.Int(i)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.fail("no number")
	}
	return writeFloat(f), value.Float(f)
}

func (r *valueReader) list(depth int) (string, value.Value) {
	r.want("[")
	var texts []string
	items := []value.Value{}
	for !r.take("]") {
		if len(texts) > 0 {
			r.want(",")
		}
		text, v := r.value(depth + 1)
		texts, items = append(texts, text), append(items, v)
	}
	return writeList(texts, r.anyOrder), value.List(items)
}

func (r *valueReader) mapping(depth int) (string, value.Value) {
	r.want("{")
	var texts []string
	m := &value.Map{}
	for !r.take("}") {
		if len(texts) > 0 {
			r.want(",")
		}
		r.space()
		key := r.name()
		if key == "" {
			r.fail("no key")
		}
		r.want(":")
		text, v := r.value(depth + 1)
		texts = append(texts, text)
		m.Keys, m.Values = append(m.Keys, key), append(m.Values, v)
	}
	return writeMap(m.Keys, func(i int) string { return texts[i] }), value.OfMap(m)
}

// described reads :A:B {properties}.
func (r *valueReader) described(depth int) (labels []string, properties string) {
	for r.take(":") {
		r.space()
		label := r.name()
		if label == "" {
			r.fail("no label")
		}
		labels = append(labels, label)
	}
	properties = "{}"
	if r.space(); strings.HasPrefix(r.text[r.at:], "{") {
		properties, _ = r.mapping(depth + 1)
	}
	return labels, properties
}

func (r *valueReader) node(depth int) string {
	r.want("(")
	labels, properties := r.described(depth)
	r.want(")")
	return writeNode(labels, properties)
}

func (r *valueReader) relationship(depth int) string {
	r.want("[")
	types, properties := r.described(depth)
	r.want("]")
	if len(types) != 1 {
		r.fail("not one type")
	}
	return writeRelationship(types[0], properties)
}

func (r *valueReader) path(depth int) string {
	r.want("<")
	var b strings.Builder
	b.WriteString(r.node(depth))
	for !r.take(">") {
		backward := r.take("<-")
		if !backward {
			r.want("-")
		}
		relationship := r.relationship(depth)
		r.want("-")
		if !backward {
			r.want(">")
		}
		b.WriteString(writeStep(relationship, !backward) + r.node(depth))
	}
	return "<" + b.String() + ">"
}
