package exchange

import (
	"context"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// jsonReader reads the records that the formats in JSON have in common.
type jsonReader struct {
	*jsonScanner
	title, description string // of the map, for the end
	said               map[string]bool

	organisation  Organisation
	relationship  Relationship
	ends          jsonEnds
	setAttribute  func(key string) error // attribute, made once
	organisations bool                   // whether the record is one
}

// jsonEnds are the ends of a relationship, by number where the file has numbers.
type jsonEnds struct{ from, to int }

// readJSON reads the one value of an input.
func readJSON(ctx context.Context, in *Input, sink Sink, top func(r *jsonReader) error) error {
	s, err := newJSONScanner(ctx, in, sink)
	if err != nil {
		return inputError(in.Name, err)
	}
	r := &jsonReader{jsonScanner: s, said: map[string]bool{}}
	r.setAttribute = r.attribute
	if err := top(r); err != nil {
		return inputError(in.Name, err)
	}
	if err := s.Finish(); err != nil {
		return inputError(in.Name, err)
	}
	if r.title == "" && r.description == "" {
		return nil
	}
	return sink.Map(r.title, r.description)
}

// once returns an error where a part of the file is there twice: the parsers of most tools would take the last, and what
// has been read of the first is given away by then.
func (r *jsonReader) once(key string) error {
	if r.said[key] {
		return r.Errorf("%q is there a second time", key)
	}
	r.said[key] = true
	return nil
}

// leaveOut takes a value that has no place in a map, and says so.
func (r *jsonReader) leaveOut(what string) error {
	r.Peek()
	line := r.Line
	if err := r.Skip(); err != nil {
		return err
	}
	return r.sink.Note(line, what, "left out")
}

func (r *jsonReader) set(key string, v Value) {
	if r.organisations {
		r.organisation.Set(key, v)
	} else {
		r.relationship.Set(key, v)
	}
}

// attribute takes the value of a field that the format itself has no meaning for.
func (r *jsonReader) attribute(key string) error {
	v, err := r.value()
	r.set(key, v)
	return err
}

// attributes takes an object whose fields are attributes of the record.
func (r *jsonReader) attributes() error {
	if r.Peek() == 'n' {
		return r.Literal("null")
	}
	return r.Object(maxAttributes, r.setAttribute)
}

// mapAttribute takes a value that says something of the map.
func (r *jsonReader) mapAttribute(key string) error {
	r.Peek()
	line := r.Line
	v, err := r.value()
	if err != nil || v.Kind == Empty {
		return err
	}
	switch key {
	case "title":
		r.title = v.String()
		return nil
	case "description":
		r.description = v.String()
		return nil
	case "name", "label":
		if r.title == "" {
			r.title = v.String()
		}
		return nil
	}
	if ok, err := SetMap(r.sink, key, v); ok || err != nil {
		return err
	}
	return r.sink.Note(line, "attribute of the map "+syntax.Clip(key), "left out")
}

// beginOrganisation and beginRelationship begin a record at the place that has been reached.
func (r *jsonReader) beginOrganisation() {
	r.Peek()
	r.organisations = true
	r.organisation = Organisation{Line: r.Line}
}

func (r *jsonReader) beginRelationship() {
	r.Peek()
	r.organisations = false
	r.relationship = Relationship{Line: r.Line}
	r.ends = jsonEnds{noNumber, noNumber}
}

// endOrganisation gives the record to the sink, after what other tools call the fields of the model.
func (r *jsonReader) endOrganisation() error {
	o := &r.organisation
	if len(o.Extra) > 0 {
		o.Extra = lastOfEach(o.Extra)
		promote(o, organisationAliases, &o.Extra)
	}
	if err := r.record(); err != nil {
		return err
	}
	return r.sink.Organisation(o)
}

// completeRelationship is for a relationship what endOrganisation does before the sink takes the record.
func (r *jsonReader) completeRelationship() error {
	l := &r.relationship
	if len(l.Extra) > 0 {
		l.Extra = lastOfEach(l.Extra)
		promote(l, relationshipAliases, &l.Extra)
	}
	return r.record()
}

func (r *jsonReader) endRelationship() error {
	if err := r.completeRelationship(); err != nil {
		return err
	}
	return r.sink.Relationship(&r.relationship)
}

// end takes an end of a relationship: an id, or (as D3 leaves it behind) the organisation itself.
func (r *jsonReader) end(index *int) (id string, err error) {
	if r.Peek() != '{' {
		id, *index, err = r.id()
		return id, err
	}
	name := ""
	err = r.Object(maxAttributes, func(key string) (err error) {
		switch key {
		case "id":
			id, _, err = r.id()
		case "name":
			name, _, err = r.id()
		default:
			err = r.Skip()
		}
		return err
	})
	if err == nil && id == "" {
		if id = name; id == "" {
			err = r.Errorf("an end of a relationship without an id")
		}
	}
	return id, err
}

// needEnds returns an error where an end is missing.
func (r *jsonReader) needEnds(from, to string) error {
	for _, end := range []struct{ name, id string }{{from, r.relationship.From}, {to, r.relationship.To}} {
		if end.id == "" {
			return r.Errorf("the relationship of line %d has no %q", r.relationship.Line, end.name)
		}
	}
	return nil
}

// lastOfEach leaves, of the attributes of one name, the last, as the parsers of other tools do.
func lastOfEach(extra []Attribute) []Attribute {
	if len(extra) < 2 {
		return extra
	}
	if len(extra) <= 16 {
		for i := len(extra) - 2; i >= 0; i-- {
			if slices.ContainsFunc(extra[i+1:], func(a Attribute) bool { return a.Name == extra[i].Name }) {
				extra = slices.Delete(extra, i, i+1)
			}
		}
		return extra
	}
	last := make(map[string]int, len(extra))
	for i, a := range extra {
		last[a.Name] = i
	}
	kept := extra[:0]
	for i, a := range extra {
		if last[a.Name] == i {
			kept = append(kept, a)
		}
	}
	return kept
}

// jsonAlias is what another tool calls a field: take uses the value, and reports whether nothing of it is left to keep.
type jsonAlias[R any] struct {
	name string
	take func(r *R, v Value) bool
}

// promote takes aliases out of extra, in the order of the table.
func promote[R any](record *R, aliases []jsonAlias[R], extra *[]Attribute) {
	for _, alias := range aliases {
		for i, a := range *extra {
			if a.Name != alias.name {
				continue
			}
			if alias.take(record, a.Value) {
				*extra = slices.Delete(*extra, i, i+1)
			}
			break
		}
	}
	if len(*extra) == 0 {
		*extra = nil
	}
}

// organisationAliases are the names that other tools have for what an organisation has; the first that says something is
// taken, and only where the field is empty.
var organisationAliases = []jsonAlias[Organisation]{
	{"label", labelOfOrganisation},
	{"shared name", nameOfOrganisation}, // Cytoscape
	{"shared_name", nameOfOrganisation},
	{"_nx_name", nameOfOrganisation},        // igraph, of a graph from NetworkX
	{"group", classificationOfOrganisation}, // D3; a number is a community
	{"type", classificationOfOrganisation},
	{"kind", classificationOfOrganisation},
	{"category", classificationOfOrganisation},
	{"value", func(o *Organisation, v Value) bool { return v.String() == o.ID }}, // NetworkX writes the id of Cytoscape's nodes there too
	// Where things stand in a picture, and what Cytoscape counts, is no part of a map.
	{"x", isNumber[Organisation]}, {"y", isNumber[Organisation]}, {"vx", isNumber[Organisation]}, {"vy", isNumber[Organisation]},
	{"fx", isNumber[Organisation]}, {"fy", isNumber[Organisation]}, {"index", isNumber[Organisation]},
	{"SUID", isNumber[Organisation]}, {"selected", isTruth[Organisation]},
}

var relationshipAliases = []jsonAlias[Relationship]{
	{"interaction", typeOfRelationship}, // Cytoscape
	{"shared interaction", typeOfRelationship},
	{"shared_interaction", typeOfRelationship},
	{"relation", typeOfRelationship},
	{"relationship", typeOfRelationship},
	{"kind", typeOfRelationship},
	{"predicate", typeOfRelationship},
	{"rel", typeOfRelationship},
	{"value", weightOfRelationship}, // D3
	{"strength", weightOfRelationship},
	{"name", nameOfRelationship}, // Cytoscape: "mi5 (reporting) ho"
	{"shared name", nameOfRelationship},
	{"shared_name", nameOfRelationship},
	{"description", func(r *Relationship, v Value) bool {
		if r.Note == "" {
			r.Note = v.String()
		}
		return r.Note == v.String()
	}},
	{"directed", func(r *Relationship, v Value) bool { return directionOfRelationship(r, v, v.Truth) }},
	{"undirected", func(r *Relationship, v Value) bool { return directionOfRelationship(r, v, !v.Truth) }}, // graphology
	{"index", isNumber[Relationship]}, {"SUID", isNumber[Relationship]}, {"selected", isTruth[Relationship]},
}

func isNumber[R any](_ *R, v Value) bool { return v.Kind == Number }
func isTruth[R any](_ *R, v Value) bool  { return v.Kind == Truth }

func directionOfRelationship(r *Relationship, v Value, directed bool) bool {
	if v.Kind != Truth {
		return false
	}
	switch {
	case r.Mutual != graph.MutualByType:
	case directed:
		r.Mutual = graph.OneWay
	default:
		r.Undirected = true
	}
	return true
}

func nameOfOrganisation(o *Organisation, v Value) bool {
	if o.Name == "" {
		o.Name = v.String()
	}
	return o.Name == v.String()
}

// labelOfOrganisation takes what a tool writes beside a node, which may be the short name beside a name.
func labelOfOrganisation(o *Organisation, v Value) bool {
	return o.Name != "" && o.ShortName == v.String() && v.Kind == Text || nameOfOrganisation(o, v)
}

func classificationOfOrganisation(o *Organisation, v Value) bool {
	if v.Kind != Text && v.Kind != List {
		return false
	}
	if len(o.Classifications) == 0 {
		o.Classifications = v.texts()
	}
	return slices.Equal(o.Classifications, v.texts())
}

func typeOfRelationship(r *Relationship, v Value) bool {
	if v.Kind != Text {
		return false
	}
	if r.Type == "" {
		r.Type = v.Text
	}
	return r.Type == v.Text
}

func weightOfRelationship(r *Relationship, v Value) bool {
	if v.Kind == Number && r.Weight == 0 && v.Number >= minWeight && v.Number <= maxWeight {
		r.Weight = v.Number
	}
	return v.Kind == Number && r.Weight == v.Number
}

// nameOfRelationship takes a name for the label, unless it is one that Cytoscape makes of the ends.
func nameOfRelationship(r *Relationship, v Value) bool {
	if v.Kind != Text {
		return false
	}
	if _, rest, ok := strings.Cut(v.Text, " ("); ok && strings.Contains(rest, ") ") {
		return true
	}
	if r.Label == "" {
		r.Label = v.Text
	}
	return r.Label == v.Text
}

// texts is a list as it is, or one text as a list of one.
func (v Value) texts() []string {
	if v.Kind == Text {
		return []string{v.Text}
	}
	return v.list()
}
