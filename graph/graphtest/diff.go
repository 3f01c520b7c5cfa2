package graphtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Equal reports whether [Diff] finds no difference.
func Equal(a, b *graph.Graph) bool { return Diff(a, b) == "" }

// maxDiffs is how many differences Diff names.
const maxDiffs = 10

// Diff returns "" where a and b are the same map: the same title, own types, own classifications, sources,
// arrangements, organisations and relationships, each in the same order and with the same fields, and the
// same relationships with an id of their own. Otherwise it returns a line for each of the first
// differences, such as
//
//	organisation 3 "mi5": OtherNames[1].Note: "" and "until 1931"
//
// Evidence of all records is among the fields. A list without elements is the same as none.
func Diff(a, b *graph.Graph) string {
	d := &differ{}
	d.compare("map: Title", a.Title(), b.Title())
	d.compare("map: Description", a.Description(), b.Description())
	va, vb := a.Vocabulary(), b.Vocabulary()
	records(d, "type", slices.Collect(va.OwnTypes()), slices.Collect(vb.OwnTypes()), func(t graph.Type) string { return t.ID })
	records(d, "classification", slices.Collect(va.OwnClassifications()), slices.Collect(vb.OwnClassifications()),
		func(c graph.Classification) string { return c.ID })
	records(d, "source", a.Sources(), b.Sources(), func(s graph.Source) string { return s.ID })
	records(d, "arrangement", a.Arrangements(), b.Arrangements(), func(r graph.Arrangement) string { return r.ID })
	records(d, "organisation", organisations(a), organisations(b), func(o graph.Organisation) string { return o.ID })
	records(d, "relationship", relationships(a), relationships(b), func(r relationship) string { return r.ID })
	if d.more > 0 {
		d.lines = append(d.lines, fmt.Sprintf("and %d more", d.more))
	}
	return strings.Join(d.lines, "\n")
}

func organisations(g *graph.Graph) (all []graph.Organisation) {
	for _, o := range g.Organisations() {
		all = append(all, o)
	}
	return all
}

// relationship is a record and what it does not say itself.
type relationship struct {
	graph.Relationship
	HasOwnID bool
}

func relationships(g *graph.Graph) (all []relationship) {
	for e, r := range g.Relationships() {
		all = append(all, relationship{r, g.HasOwnID(e)})
	}
	return all
}

type differ struct {
	lines []string
	more  int
}

func (d *differ) add(format string, args ...any) {
	if len(d.lines) == maxDiffs {
		d.more++
		return
	}
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func records[T any](d *differ, kind string, a, b []T, id func(T) string) {
	if len(a) != len(b) {
		d.add("%d and %d records of kind %s", len(a), len(b), kind)
	}
	for i := range min(len(a), len(b)) {
		d.compare(fmt.Sprintf("%s %d %q: ", kind, i, id(a[i])), a[i], b[i])
	}
}

func (d *differ) compare(path string, a, b any) {
	d.values(path, reflect.ValueOf(a), reflect.ValueOf(b))
}

func (d *differ) values(path string, a, b reflect.Value) {
	_, text := a.Interface().(fmt.Stringer) // dates, statuses: shown as a whole
	switch {
	case a.Kind() == reflect.Struct && !text:
		for i := range a.NumField() {
			field := a.Type().Field(i)
			if field.Anonymous {
				d.values(path, a.Field(i), b.Field(i))
				continue
			}
			inner := path + field.Name
			if !strings.HasSuffix(path, " ") {
				inner = path + "." + field.Name
			}
			d.values(inner, a.Field(i), b.Field(i))
		}
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() {
			d.add("%s: %d and %d elements", path, a.Len(), b.Len())
		}
		for i := range min(a.Len(), b.Len()) {
			d.values(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))
		}
	case !a.Equal(b):
		d.add("%s: %s and %s", path, show(a), show(b))
	}
}

func show(v reflect.Value) string {
	s := fmt.Sprintf("%#v", v.Interface())
	if text, ok := v.Interface().(fmt.Stringer); ok {
		s = text.String()
	}
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	if s == "" {
		return `""`
	}
	return s
}
