package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// liaisonJSON is the records of a map file as JSON, with the names that they have there.
func liaisonJSON() Format {
	return Format{
		Name: "liaison-json", Label: "Liaison JSON",
		Tools:      "jq, any program that reads JSON",
		Standard:   "https://github.com/liaisongraph/liaison/blob/main/graph/mapfile/schema.json",
		Extensions: []string{".json"}, MediaType: "application/json",
		Holdings: holdsAll(),
		Notes: []string{
			"The keys and fields are those of a map file, and its JSON Schema is that of this format; a record stands on one line.",
			"Fields that say what goes without saying are not written: active, confirmed, a weight of 1, mutual as the type has it, an id that is made of the ends.",
		},
		Parts: []Part{{Write: writeLiaisonJSON}},
		Read:  readLiaisonJSON,
		Guess: func(name string, head []byte) int {
			keys := jsonKeys(head)
			switch {
			case jsonHas(keys, "organisations.id", "relationships.from"):
				return 3
			case jsonHas(keys, "organisations", "relationships"):
				return 2
			}
			return 0
		},
	}
}

func writeLiaisonJSON(ctx context.Context, out io.Writer, g *graph.Graph) error {
	w := newJSONWriter(ctx, out)
	w.open("{")
	w.mapText("title", g.Title())
	w.mapText("description", g.Description())
	v := g.Vocabulary()
	writeRecords(w, "sources", slices.Values(g.Sources()))
	writeRecords(w, "classifications", v.OwnClassifications())
	writeRecords(w, "types", v.OwnTypes())
	writeRecords(w, "arrangements", slices.Values(g.Arrangements()))
	w.line("organisations")
	w.open("[")
	if !w.organisations(g, "{", "}") {
		return w.err
	}
	w.close("\n]")
	w.line("relationships")
	w.open("[")
	columns := RelationshipColumns()
	for e := range g.Edges() {
		w.item()
		w.open("{")
		if g.HasOwnID(e) {
			w.always("id", g.RelationshipID(e))
		}
		w.always("from", g.ID(g.From(e)))
		w.always("to", g.ID(g.To(e)))
		w.values = RelationshipValues(w.values[:0], g, e)
		w.saidFields(columns, w.values, g, e)
		w.close("}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]\n}\n")
	return w.flush()
}

func (w *jsonWriter) mapText(name, text string) {
	if text != "" {
		w.line(name)
		w.b = jsonscan.AppendText(w.b, text)
	}
}

// saidFields writes the fields of a relationship that do not go without saying.
func (w *jsonWriter) saidFields(columns []Column, values []Value, g *graph.Graph, e graph.Edge) {
	for i, c := range columns {
		v := values[i]
		switch c.Field {
		case RelationshipID:
			continue
		case RelationshipMutual:
			if c.Kind == Truth && v.Truth != g.Type(e).Mutual {
				w.key("mutual")
				w.value(v)
			}
			continue
		case RelationshipStatus:
			if g.Status(e) == graph.Active {
				continue
			}
		case RelationshipConfidence:
			if g.Confidence(e) == graph.Confirmed {
				continue
			}
		case RelationshipWeight:
			if v.Number == 1 {
				continue
			}
		}
		if v.Kind != Empty {
			w.key(c.Name)
			w.value(v)
		}
	}
}

func writeRecords[T any](w *jsonWriter, section string, records iter.Seq[T]) {
	begun := false
	for record := range records {
		if !begun {
			w.line(section)
			w.open("[")
			begun = true
		}
		w.item()
		w.b = append(w.b, bytes.TrimSuffix(bytes.TrimPrefix(RecordsValue([]T{record}).Records, []byte("[")), []byte("]"))...)
		if !w.done() {
			return
		}
	}
	if begun {
		w.close("\n]")
	}
}

func readLiaisonJSON(ctx context.Context, in *Input, sink Sink) error {
	return readJSON(ctx, in, sink, func(r *jsonReader) error {
		known := false
		err := r.Object(maxAttributes, func(key string) error {
			read, ok := liaisonSections[key]
			if !ok {
				return r.mapAttribute(key)
			}
			known = true
			if err := r.once(key); err != nil {
				return err
			}
			return r.Array(func() error { return read(r) })
		})
		if err == nil && !known {
			err = r.Errorf("neither \"organisations\" nor \"relationships\": this is not Liaison JSON")
		}
		return err
	})
}

var liaisonSections = map[string]func(r *jsonReader) error{
	"sources": func(r *jsonReader) error { return jsonRecord(r, "source", r.sink.Source) },
	"classifications": func(r *jsonReader) error {
		return jsonRecord(r, "classification", r.sink.Classification)
	},
	"types": func(r *jsonReader) error {
		return jsonRecord(r, "type", func(t liaisonType) error {
			t.Type.From, t.Type.To = t.From, t.To
			return r.sink.Type(t.Type)
		})
	},
	"arrangements":  func(r *jsonReader) error { return jsonRecord(r, "arrangement", r.sink.Arrangement) },
	"organisations": (*jsonReader).liaisonOrganisation,
	"relationships": (*jsonReader).liaisonRelationship,
}

// liaisonType is a type whose lists may be one text.
type liaisonType struct {
	graph.Type
	From oneOrMany `json:"from"`
	To   oneOrMany `json:"to"`
}

type oneOrMany []string

func (list *oneOrMany) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		*list = make(oneOrMany, 1)
		return json.Unmarshal(text, &(*list)[0])
	}
	return json.Unmarshal(text, (*[]string)(list))
}

// jsonRecord takes a record of the kind T.
func jsonRecord[T any](r *jsonReader, what string, give func(T) error) error {
	r.Peek()
	line, column := r.Place()
	fail := func(problem string, err error) error {
		return &syntax.Error{Line: line, Column: column, Problem: what + ": " + problem, Err: err}
	}
	raw, err := r.AppendValue(nil)
	if err != nil {
		return err
	}
	var v T
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		if !strings.Contains(err.Error(), "unknown field") {
			if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) {
				return fail(wrong.Field+" is not what the field takes, but a "+wrong.Value, err)
			}
			return fail(strings.TrimPrefix(err.Error(), "json: "), err)
		}
		if err := r.sink.Note(line, strings.TrimPrefix(err.Error(), "json: ")+" of a "+what, "left out"); err != nil {
			return err
		}
		v = *new(T)
		if err := json.Unmarshal(raw, &v); err != nil {
			return fail(strings.TrimPrefix(err.Error(), "json: "), err)
		}
	}
	if err := r.record(); err != nil {
		return err
	}
	return give(v)
}

func (r *jsonReader) liaisonOrganisation() error {
	r.beginOrganisation()
	o := &r.organisation
	err := r.Object(maxAttributes, func(key string) (err error) {
		switch key {
		case "id":
			o.ID, _, err = r.id()
			return err
		case "other_names", "evidence":
			return r.recordList(key)
		case "classification", "tags":
			return r.oneOrMany(key)
		}
		return r.attribute(key)
	})
	if err == nil && o.ID == "" {
		err = r.Errorf("the organisation of line %d has no id", o.Line)
	}
	if err != nil {
		return err
	}
	if err := r.record(); err != nil {
		return err
	}
	return r.sink.Organisation(o)
}

func (r *jsonReader) liaisonRelationship() error {
	r.beginRelationship()
	l := &r.relationship
	err := r.Object(maxAttributes, func(key string) (err error) {
		switch key {
		case "id":
			l.ID, _, err = r.id()
			l.OwnID = l.ID != ""
			return err
		case "from":
			l.From, _, err = r.id()
			return err
		case "to":
			l.To, _, err = r.id()
			return err
		case "mutual":
			return r.attribute("symmetric")
		case "evidence":
			return r.recordList(key)
		}
		return r.attribute(key)
	})
	if err == nil {
		err = r.needEnds("from", "to")
	}
	if err == nil {
		err = r.record()
	}
	if err != nil {
		return err
	}
	return r.sink.Relationship(l)
}

// oneOrMany takes a list of texts, or one text that stands for a list of one.
func (r *jsonReader) oneOrMany(key string) error {
	v, err := r.value()
	if v.Kind == Text {
		v = ListValue([]string{v.Text})
	}
	r.set(key, v)
	return err
}

// recordList takes a list of records, or one record that stands for a list of one. A text among them is a record with a name.
func (r *jsonReader) recordList(key string) error {
	raw := []byte{'['}
	element := func() (err error) {
		if len(raw) > 1 {
			raw = append(raw, ',')
		}
		if r.Peek() != '"' {
			raw, err = r.AppendValue(raw)
			return err
		}
		raw = append(raw, `{"name":`...)
		raw, err = r.AppendValue(raw)
		raw = append(raw, '}')
		return err
	}
	var err error
	switch r.Peek() {
	case '[':
		err = r.Array(element)
	case 'n':
		return r.Literal("null")
	default:
		err = element()
	}
	if err == nil && len(raw) > 1 {
		r.set(key, Value{Kind: Records, Records: append(raw, ']')})
	}
	return err
}
