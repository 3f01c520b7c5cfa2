package exchange

import (
	"context"
	"io"
	"math"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

// jsonWriter writes JSON, a record a line.
type jsonWriter struct {
	ctx    context.Context
	w      io.Writer
	b      []byte
	err    error
	n      int
	values []Value
	flat   bool // records are written as text that is JSON, for tools without anything but scalars and lists of them
	first  bool // of the list that is being written, or of the fields of an object
}

// jsonFlush is how much is written at a time.
const jsonFlush = 64 << 10

func newJSONWriter(ctx context.Context, w io.Writer) *jsonWriter {
	return &jsonWriter{ctx: ctx, w: w, b: make([]byte, 0, jsonFlush+jsonFlush/4)}
}

func (w *jsonWriter) flush() error {
	if w.err == nil {
		_, w.err = w.w.Write(w.b)
	}
	w.b = w.b[:0]
	return w.err
}

// done ends a record: it reports whether writing goes on.
func (w *jsonWriter) done() bool {
	if len(w.b) >= jsonFlush {
		w.flush()
	}
	if w.err == nil {
		w.err = interrupted(w.ctx, w.n)
	}
	w.n++
	return w.err == nil
}

func (w *jsonWriter) raw(s string) { w.b = append(w.b, s...) }

// open begins an object or list, and close ends it; what follows in it is begun with item or key.
func (w *jsonWriter) open(s string) {
	w.raw(s)
	w.first = true
}

func (w *jsonWriter) close(s string) {
	w.raw(s)
	w.first = false
}

// item begins an element of a list on a line of its own.
func (w *jsonWriter) item() {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '\n')
	w.first = false
}

// key begins a field of an object.
func (w *jsonWriter) key(name string) {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.first = false
	w.b = append(w.b, '"')
	w.b = append(w.b, name...) // names of fields are plain words
	w.b = append(w.b, '"', ':')
}

// line is key on a line of its own.
func (w *jsonWriter) line(name string) {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '\n')
	w.first = true
	w.key(name)
}

// text writes a field that is a text, if it is not "".
func (w *jsonWriter) text(name, text string) {
	if text != "" {
		w.key(name)
		w.b = jsonscan.AppendText(w.b, text)
	}
}

// always writes a field that is a text, also where it is "".
func (w *jsonWriter) always(name, text string) {
	w.key(name)
	w.b = jsonscan.AppendText(w.b, text)
}

// fields writes the values of columns that are not Empty, each as a field; not those that a format has in terms of its own.
func (w *jsonWriter) fields(columns []Column, values []Value, own ...Field) {
	for i, v := range values {
		if v.Kind == Empty || isOneOf(own, columns[i].Field) {
			continue
		}
		w.key(columns[i].Name)
		w.value(v)
	}
}

// organisations writes the elements of a list of organisations, each between two texts: the id and the fields. It reports whether writing goes on.
func (w *jsonWriter) organisations(g *graph.Graph, before, after string) bool {
	columns := OrganisationColumns()
	for n := range g.Nodes() {
		w.item()
		w.open(before)
		w.always("id", g.ID(n))
		w.values = OrganisationValues(w.values[:0], g, n)
		w.fields(columns, w.values)
		w.close(after)
		if !w.done() {
			return false
		}
	}
	return true
}

func isOneOf(fields []Field, f Field) bool {
	for _, own := range fields {
		if own == f {
			return true
		}
	}
	return false
}

func (w *jsonWriter) value(v Value) {
	if w.flat && v.Kind == Records {
		v = Value{Kind: Text, Text: string(v.Records)}
	}
	w.b = appendJSONValue(w.b, v)
}

// mapFields writes the fields of the map that are not Empty, each on a line of its own, and the records in them too.
func (w *jsonWriter) mapFields(g *graph.Graph, own ...Field) {
	w.values = MapValues(w.values[:0], g)
	for i, c := range MapColumns() {
		v := w.values[i]
		if v.Kind == Empty || isOneOf(own, c.Field) {
			continue
		}
		w.line(c.Name)
		if v.Kind != Records || w.flat {
			w.value(v)
			continue
		}
		w.b = appendLines(w.b, v.Records)
	}
}

// appendLines appends a list of records with each on a line of its own.
func appendLines(b, list []byte) []byte {
	depth, quoted := 0, false
	for i := 0; i < len(list); i++ {
		c := list[i]
		switch {
		case quoted && c == '\\':
			b = append(b, c)
			i++
			c = list[i]
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth == 1 {
				b = append(b, c, '\n')
				continue
			}
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				b = append(b, '\n')
			}
		case c == ',' && depth == 1:
			b = append(b, c, '\n')
			continue
		}
		b = append(b, c)
	}
	return b
}

func appendJSONValue(b []byte, v Value) []byte {
	switch v.Kind {
	case Text:
		return jsonscan.AppendText(b, v.Text)
	case Number:
		return appendJSONNumber(b, v.Number)
	case Truth:
		return strconv.AppendBool(b, v.Truth)
	case List:
		return appendJSONList(b, v.List)
	case Records:
		return append(b, v.Records...)
	}
	return append(b, "null"...)
}

// appendJSONNumber appends f as the shortest number that reads back as the same.
func appendJSONNumber(b []byte, f float64) []byte {
	if math.Abs(f) < 1e15 && f == math.Trunc(f) {
		return strconv.AppendInt(b, int64(f), 10)
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

func appendJSONList(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsonscan.AppendText(b, s)
	}
	return append(b, ']')
}
