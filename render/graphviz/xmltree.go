package graphviz

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// A tree is an element of XML with what is in it: elements, or text.
type tree struct {
	name       string
	attributes []xml.Attr
	children   []*tree
	text       string
}

// newTree makes an element with attributes, given as names and values in turn.
func newTree(name string, attributes ...string) *tree {
	t := &tree{name: name}
	for i := 0; i+1 < len(attributes); i += 2 {
		t.set(attributes[i], attributes[i+1])
	}
	return t
}

func (t *tree) add(children ...*tree) *tree {
	t.children = append(t.children, children...)
	return t
}

// attribute returns the value of an attribute, or "".
func (t *tree) attribute(name string) string {
	for _, a := range t.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// set gives an attribute a value.
func (t *tree) set(name, value string) {
	for i := range t.attributes {
		if t.attributes[i].Name.Local == name {
			t.attributes[i].Value = value
			return
		}
	}
	t.attributes = append(t.attributes, xml.Attr{Name: xml.Name{Local: name}, Value: value})
}

// readTree reads an XML document. Comments, name spaces and white space between elements are left out.
func readTree(document []byte) (*tree, error) {
	decoder := xml.NewDecoder(bytes.NewReader(document))
	top := &tree{}
	open := []*tree{top}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			child := &tree{name: token.Name.Local}
			for _, a := range token.Attr {
				if a.Name.Space == "" && a.Name.Local != "xmlns" {
					child.set(a.Name.Local, a.Value)
				}
			}
			last.children = append(last.children, child)
			open = append(open, child)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if last.name == "text" || last.name == "title" {
				last.text += string(token)
			}
		}
	}
	if len(top.children) != 1 {
		return nil, fmt.Errorf("%d documents instead of one", len(top.children))
	}
	return top.children[0], nil
}

// write writes an element on lines of its own.
func (t *tree) write(out *bytes.Buffer, indent string) {
	out.WriteString(indent + "<" + t.name)
	for _, a := range t.attributes {
		fmt.Fprintf(out, ` %s="%s"`, a.Name.Local, escaped(a.Value))
	}
	switch {
	case len(t.children) > 0:
		out.WriteString(">\n")
		for _, child := range t.children {
			child.write(out, indent+" ")
		}
		out.WriteString(indent + "</" + t.name + ">\n")
	case t.text != "":
		out.WriteString(">" + escaped(t.text) + "</" + t.name + ">\n")
	default:
		out.WriteString("/>\n")
	}
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")

// escaped returns text as XML has it, in attributes and between tags alike.
func escaped(text string) string { return escapes.Replace(text) }
