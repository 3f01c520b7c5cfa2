package exchange

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// xmlWriter writes XML record by record: b holds the one that is being made.
type xmlWriter struct {
	ctx     context.Context
	w       *bufio.Writer
	b       []byte
	records int
}

func newXMLWriter(ctx context.Context, w io.Writer) *xmlWriter {
	return &xmlWriter{ctx: ctx, w: bufio.NewWriterSize(w, 64<<10)}
}

func (x *xmlWriter) put(s string) { x.b = append(x.b, s...) }

// attribute appends name="value" after a blank.
func (x *xmlWriter) attribute(name, value string) {
	x.b = append(append(append(x.b, ' '), name...), `="`...)
	x.b = append(appendXMLAttribute(x.b, value), '"')
}

// flush passes on the record.
func (x *xmlWriter) flush() error {
	x.records++
	if err := interrupted(x.ctx, x.records); err != nil {
		return err
	}
	_, err := x.w.Write(x.b)
	x.b = x.b[:0]
	return err
}

// finish passes on what there is still.
func (x *xmlWriter) finish() error {
	if err := x.flush(); err != nil {
		return err
	}
	return x.w.Flush()
}

// appendXMLText appends text as the content of an element. A graph holds nothing that XML cannot.
func appendXMLText(b []byte, s string) []byte { return appendXML(b, s, false) }

// appendXMLAttribute appends text as the value of an attribute; line feeds and tabs are written as references, since
// readers make blanks of them otherwise.
func appendXMLAttribute(b []byte, s string) []byte { return appendXML(b, s, true) }

// lineSeparator is a line end in XML 1.1, which some readers take for one in XML 1.0 too.
const lineSeparator = "\u2028"

func appendXML(b []byte, s string, attribute bool) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var escape string
		switch s[i] {
		case '&':
			escape = "&amp;"
		case '<':
			escape = "&lt;"
		case '>':
			escape = "&gt;"
		case '\r':
			escape = "&#13;"
		case '"':
			if attribute {
				escape = "&quot;"
			}
		case '\n':
			if attribute {
				escape = "&#10;"
			}
		case '\t':
			if attribute {
				escape = "&#9;"
			}
		case lineSeparator[0]:
			if strings.HasPrefix(s[i:], lineSeparator) {
				b = append(append(b, s[from:i]...), "&#8232;"...)
				i += len(lineSeparator) - 1
				from = i + 1
			}
		}
		if escape != "" {
			b = append(append(b, s[from:i]...), escape...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

// appendXMLValue appends a value as text or, within an attribute, as such.
func appendXMLValue(b []byte, v Value, attribute bool) []byte {
	switch v.Kind {
	case Text:
		return appendXML(b, v.Text, attribute)
	case Number:
		return strconv.AppendFloat(b, v.Number, 'g', -1, 64)
	case Truth:
		return strconv.AppendBool(b, v.Truth)
	case Records:
		return appendXML(b, string(v.Records), attribute)
	}
	return appendXML(b, v.String(), attribute)
}

// xmlArcs calls write for each arc of g with its record's id and the values of its columns, which are valid until it returns.
func xmlArcs(g *graph.Graph, write func(a Arc, id string, values []Value) error) error {
	id := ""
	var values []Value
	for a := range Arcs(g) {
		arcID := id
		if a.Reverse {
			arcID += reverseSuffix
			values[len(values)-1].setText(id)
		} else {
			id = g.RelationshipID(a.Edge)
			arcID = id
			values = RelationshipValues(values[:0], g, a.Edge)
		}
		if err := write(a, arcID, values); err != nil {
			return err
		}
	}
	return nil
}

// occurring tells which columns of organisations and relationships have a value somewhere in g, and counts the arcs.
type occurring struct {
	organisations, relationships []bool
	named                        bool // one of the organisations has a name or short name
	arcs                         int
}

func occurringIn(ctx context.Context, g *graph.Graph) (*occurring, error) {
	o := &occurring{organisations: make([]bool, len(organisationFields))}
	var values []Value
	for n := range g.Nodes() {
		if err := interrupted(ctx, int(n)); err != nil {
			return nil, err
		}
		values = OrganisationValues(values[:0], g, n)
		mark(o.organisations, values)
		o.named = o.named || g.ShortName(n) != g.ID(n)
	}
	var err error
	if o.relationships, err = usedByRelationships(ctx, g); err != nil {
		return nil, err
	}
	o.arcs = g.NumRelationships()
	for e := range g.Edges() {
		if g.IsMutual(e) && g.From(e) != g.To(e) {
			o.arcs++
		}
	}
	if o.arcs > g.NumRelationships() {
		o.relationships[len(o.relationships)-1] = true // reverse_of
	}
	return o, nil
}

func mark(there []bool, values []Value) {
	for i := range values {
		if values[i].Kind != Empty {
			there[i] = true
		}
	}
}
