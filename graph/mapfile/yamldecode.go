package mapfile

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/liaisongraph/liaison/graph"
)

// loaded is a record as a file has it.
type loaded[T any] struct {
	record T
	place  place
	cells  []cell // where its fields stand; nil where they are not kept
}

// cell says where a field of a record stands: a field of the record's kind or, where the field is a list,
// an element of it, or a field of that element.
type cell struct {
	elem       int32
	field, sub int16 // elem and sub are -1 where they do not apply
	place
}

// yamlDecoder makes records of the nodes of one part of a file.
type yamlDecoder struct {
	file   int32
	before int // lines before the part
	faults []fault
}

func (d *yamlDecoder) place(t *token.Token) place {
	if t == nil || t.Position == nil {
		return place{d.file, int32(d.before + 1), 1}
	}
	return place{d.file, int32(d.before + t.Position.Line), int32(t.Position.Column)}
}

// placeOf returns where a node begins.
func (d *yamlDecoder) placeOf(node ast.Node) place {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return d.placeOf(n.Values[0].Key)
		}
		return d.place(n.Start)
	case *ast.MappingValueNode:
		return d.placeOf(n.Key)
	case *ast.SequenceNode:
		return d.place(n.Start)
	case *ast.LiteralNode:
		return d.place(n.Start)
	case nil:
		return d.place(nil)
	}
	return d.place(node.GetToken())
}

func (d *yamlDecoder) fault(p place, format string, args ...any) {
	d.faults = append(d.faults, fault{p, fmt.Sprintf(format, args...)})
}

// parse parses a part, and notes what is wrong with its syntax.
func (d *yamlDecoder) parse(text string) ast.Node {
	node, failure := parsePart(text)
	if failure != nil {
		d.fault(place{d.file, int32(d.before + failure.line), int32(failure.column)}, "%s", failure.message)
		return nil
	}
	return node
}

// pairs returns the pairs of a mapping, or false where the node is none.
func pairs(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func isNull(node ast.Node) bool {
	_, null := node.(*ast.NullNode)
	return null || node == nil
}

// describe says what a node is, for a reader.
func describe(node ast.Node) string {
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode, nil:
		return "empty"
	}
	return "text"
}

// items returns the elements of a list; null is an empty one.
func (d *yamlDecoder) items(node ast.Node) []ast.Node {
	if list, ok := node.(*ast.SequenceNode); ok {
		return list.Values
	}
	if !isNull(node) {
		d.fault(d.placeOf(node), "a list is expected, this is %s", describe(node))
	}
	return nil
}

// decodeRecords makes records of the items of a list.
func decodeRecords[T any](d *yamlDecoder, k *kind[T], list ast.Node) []loaded[T] {
	var records []loaded[T]
	for _, item := range d.items(list) {
		l := loaded[T]{place: d.placeOf(item)}
		note := func(field, elem, sub int, p place) {
			l.cells = append(l.cells, cell{field: int16(field), elem: int32(elem), sub: int16(sub), place: p})
		}
		if decodeFields(d, k, item, &l.record, note) {
			records = append(records, l)
		}
	}
	return records
}

// decodeFields fills a record from a mapping. It tells note where each field stands.
func decodeFields[T any](d *yamlDecoder, k *kind[T], node ast.Node, record *T, note func(field, elem, sub int, p place)) bool {
	fields, ok := pairs(node)
	if !ok {
		d.fault(d.placeOf(node), "%s is a mapping with fields such as %s; this is %s", withArticle(k.name), strings.Join(k.names()[:2], " and "), describe(node))
		return false
	}
	lines := make([]int32, len(k.fields))
	for _, pair := range fields {
		key := d.placeOf(pair.Key)
		name := pair.Key.GetToken().Value
		i := k.index(name)
		switch {
		case i < 0:
			d.fault(key, "%s", unknownField(name, withArticle(k.name), k.names()))
			continue
		case lines[i] > 0:
			d.fault(key, "%q is in line %d already", name, lines[i])
			continue
		}
		lines[i] = key.line
		if isNull(pair.Value) {
			continue
		}
		note(i, -1, -1, d.placeOf(pair.Value))
		d.value(k.fields[i].at(record), name, pair.Value, func(elem, sub int, p place) { note(i, elem, sub, p) })
	}
	return true
}

// value reads a node that is not null into what at points to.
func (d *yamlDecoder) value(at any, name string, node ast.Node, note func(elem, sub int, p place)) {
	switch p := at.(type) {
	case *[]string:
		for i, item := range orOne(node) {
			note(i, -1, d.placeOf(item))
			text, ok := d.scalar(item, "text")
			if ok {
				*p = append(*p, text)
			}
		}
	case *[]graph.OtherName:
		for i, item := range orOne(node) {
			note(i, -1, d.placeOf(item))
			var other graph.OtherName
			if _, ok := pairs(item); ok {
				decodeFields(d, &otherNameKind, item, &other, func(field, _, _ int, p place) { note(i, field, p) })
			} else if other.Name, ok = d.scalar(item, "a name"); !ok {
				continue
			}
			*p = append(*p, other)
		}
	case *[]graph.Evidence:
		for i, item := range orOne(node) {
			note(i, -1, d.placeOf(item))
			var e graph.Evidence
			if decodeFields(d, &evidenceKind, item, &e, func(field, _, _ int, p place) { note(i, field, p) }) {
				*p = append(*p, e)
			}
		}
	default:
		text, ok := d.scalar(node, "one value")
		if !ok || text == "" {
			return
		}
		if quoted(node) && !takesText(at) {
			d.fault(d.placeOf(node), "%q in quotes is a text: write %s without them", text, name)
		} else if err := setScalar(at, text); err != nil {
			d.fault(d.placeOf(node), "%s", err)
		}
	}
}

// orOne returns the elements of a list, or the node itself as the only one.
func orOne(node ast.Node) []ast.Node {
	if list, ok := node.(*ast.SequenceNode); ok {
		return list.Values
	}
	return []ast.Node{node}
}

// scalar returns the text of a node as it was written, whatever YAML takes it for: 007, yes, 2014-05.
func (d *yamlDecoder) scalar(node ast.Node, expected string) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	d.fault(d.placeOf(node), "%s is expected, this is %s", expected, describe(node))
	return "", false
}

func quoted(node ast.Node) bool {
	t := node.GetToken()
	return t != nil && (t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType)
}

// takesText reports whether a field can be in quotes: all but truths and numbers, which have a type of
// their own in YAML.
func takesText(at any) bool {
	switch at.(type) {
	case *bool, *graph.Mutuality, *float64:
		return false
	}
	return true
}

func withArticle(name string) string {
	if strings.ContainsRune("aeiou", rune(name[0])) && name != "evidence" {
		return "an " + name
	}
	if name == "evidence" {
		return "a piece of evidence"
	}
	return "a " + name
}

// unknownField says that the record, named with its article, has no field of that name.
func unknownField(name, record string, known []string) string {
	return unknownName("field", name, record, known)
}

func unknownName(what, name, record string, known []string) string {
	message := fmt.Sprintf("%s has no %s %q", record, what, name)
	if near := graph.Suggest(name, known); len(near) > 0 {
		return suggest(message, near)
	}
	return message + "; it has " + strings.Join(known, ", ")
}
