package mapfile

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestSchemaIsThatOfTheTables makes the schema of the tables that the readers and writers go by, and
// compares it with the one that the package has. With -update it writes that one.
func TestSchemaIsThatOfTheTables(t *testing.T) {
	want, err := json.MarshalIndent(schemaOfTables(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if update := flag.Lookup("update"); update.Value.String() == "true" { // declared in errors_test.go
		if err := os.WriteFile("schema.json", want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, Schema()) {
		t.Error("schema.json is not that of the tables; run the tests of this package with -update")
	}
}

// object is a JSON object whose fields keep their order.
type object []member

type member struct {
	name  string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := marshal(m.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", m.name, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func schemaOfTables() object {
	properties := object{}
	for _, f := range mapFields {
		properties = append(properties, member{f.name, described(ref("text"), f.about)})
	}
	list := func(section, about, record string) {
		properties = append(properties, member{section, object{
			{"description", about}, {"type", []string{"array", "null"}}, {"items", ref(record)},
		}})
	}
	list(sourceKind.section, sourceKind.about, sourceKind.name)
	list(classificationKind.section, classificationKind.about, classificationKind.name)
	list(typeKind.section, typeKind.about, typeKind.name)
	list(arrangementKind.section, arrangementKind.about, arrangementKind.name)
	list(organisationKind.section, organisationKind.about, organisationKind.name)
	list(relationshipKind.section, relationshipKind.about, relationshipKind.name)
	const id = `[\p{Ll}\p{Lo}\p{Lm}\p{Nd}]`
	return object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "https://github.com/liaisongraph/liaison/graph/mapfile/schema.json"},
		{"title", "Liaison map"},
		{"description", "A file of a map of how organisations work together. All files of a folder are one map."},
		{"type", "object"},
		{"minProperties", 1},
		{"additionalProperties", false},
		{"properties", properties},
		{"$defs", object{
			{"text", object{{"type", []string{"string", "number", "boolean", "null"}}}},
			{"word", object{{"type", []string{"string", "number", "null"}}}},
			{"id", object{
				{"type", []string{"string", "number"}},
				{"pattern", "^" + id + `([\p{Ll}\p{Lo}\p{Lm}\p{Nd}\p{M}._-]*[\p{Ll}\p{Lo}\p{Lm}\p{Nd}\p{M}])?$`},
				{"maxLength", 200},
			}},
			{"date", object{
				{"description", "A year, month or day, with ~ after it if approximate: 2014, 2014-05, 2014-05-13, 2007~."},
				{"type", []string{"string", "integer", "null"}},
				{"pattern", `^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?)?$`},
				{"minimum", 0}, {"maximum", 9999},
			}},
			{sourceKind.name, recordSchema(&sourceKind)},
			{classificationKind.name, recordSchema(&classificationKind)},
			{typeKind.name, recordSchema(&typeKind)},
			{arrangementKind.name, recordSchema(&arrangementKind)},
			{organisationKind.name, recordSchema(&organisationKind)},
			{relationshipKind.name, recordSchema(&relationshipKind)},
			{"evidence", recordSchema(&evidenceKind)},
			{"otherName", recordSchema(&otherNameKind)},
		}},
	}
}

func ref(name string) object { return object{{"$ref", "#/$defs/" + name}} }

func described(s object, about string) object { return append(object{{"description", about}}, s...) }

func recordSchema[T any](k *kind[T]) object {
	properties, required := object{}, []string{}
	for _, f := range k.fields {
		properties = append(properties, member{f.name, described(valueSchema(f), f.about)})
		if f.required {
			required = append(required, f.name)
		}
	}
	s := object{{"description", k.about}, {"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		s = append(s, member{"required", required})
	}
	return append(s, member{"properties", properties})
}

// valueSchema is what a field takes, by the type that its table points to.
func valueSchema[T any](f field[T]) object {
	orList := func(s object) object {
		return object{{"anyOf", []any{s, object{{"type", []string{"array", "null"}}, {"items", s}}}}}
	}
	switch f.at(new(T)).(type) {
	case *graph.Date:
		return ref("date")
	case *bool, *graph.Mutuality:
		return object{{"type", []string{"boolean", "null"}}}
	case *float64:
		return object{{"type", []string{"number", "null"}}, {"exclusiveMinimum", 0}}
	case *graph.Status:
		return oneOf(graph.Statuses())
	case *graph.Confidence:
		return oneOf(graph.Confidences())
	case *graph.Rule:
		return oneOf([]graph.Rule{graph.AllOf, graph.AnyOf})
	case *[]graph.Evidence:
		return orList(ref("evidence"))
	case *[]graph.OtherName:
		return orList(object{{"anyOf", []any{ref("text"), ref("otherName")}}})
	case *[]string:
		if f.words != nil {
			return orList(proposed(f.words()))
		}
		return orList(ref("text"))
	case *string:
		switch {
		case f.words != nil && f.isWord:
			return proposed(f.words())
		case f.words != nil:
			return object{{"anyOf", []any{object{{"enum", f.words()}}, ref("text")}}}
		case f.isWord && f.required:
			return ref("id")
		case f.isWord:
			return ref("word")
		case f.required:
			return object{{"type", []string{"string", "number", "boolean"}}}
		}
		return ref("text")
	}
	panic(fmt.Sprintf("a field of type %T", f.at(new(T))))
}

// proposed lets an editor complete the built-in words, and takes those that a map adds.
func proposed(words []string) object {
	return object{{"anyOf", []any{object{{"enum", words}}, ref("id")}}}
}

func oneOf[T fmt.Stringer](values []T) object {
	var words []any
	for _, v := range values {
		words = append(words, v.String())
	}
	return object{{"enum", append(words, nil)}}
}

// TestTablesHaveEveryField compares the tables with the names that the records have in JSON.
func TestTablesHaveEveryField(t *testing.T) {
	for _, c := range []struct {
		record any
		names  []string
	}{
		{graph.Source{}, sourceKind.names()},
		{graph.Classification{}, classificationKind.names()},
		{graph.Type{}, typeKind.names()},
		{graph.Arrangement{}, arrangementKind.names()},
		{graph.Organisation{}, organisationKind.names()},
		{graph.Relationship{}, relationshipKind.names()},
		{graph.Evidence{}, evidenceKind.names()},
		{graph.OtherName{}, otherNameKind.names()},
	} {
		var names []string
		for f := range reflect.TypeOf(c.record).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, name)
		}
		slices.Sort(names)
		slices.Sort(c.names)
		if !slices.Equal(names, c.names) {
			t.Errorf("%T has the fields\n%v, the table\n%v", c.record, names, c.names)
		}
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate validates a YAML document as an editor does: by the types that YAML gives to its values.
func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(instance)
}

func TestSchemaAcceptsMaps(t *testing.T) {
	s := compiledSchema(t)
	files, err := filepath.Glob("../../testdata/uk-national-security/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("the map in testdata is not there", err)
	}
	for _, name := range append(files, "testdata/example.yaml") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaAcceptsWhatIsWritten validates maps with hostile text and ids and every field.
func TestSchemaAcceptsWhatIsWritten(t *testing.T) {
	s := compiledSchema(t)
	cases := graphtest.Corpus()
	for seed := range uint64(10) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("rich ", seed), Graph: graphtest.RandomRich(seed, 5, 20)})
	}
	for _, c := range cases {
		var b bytes.Buffer
		if err := WriteTo(&b, c.Graph); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, b.Bytes()); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compiledSchema(t)
	for name, text := range map[string]string{
		"nothing":                   "{}",
		"a list":                    "- id: mi5",
		"an unknown section":        "organizations: []",
		"a section that is no list": "organisations: {id: mi5}",
		"an item that is text":      "organisations: [mi5]",
		"no id":                     "organisations: [{name: Security Service}]",
		"an empty id":               "organisations: [{id: }]",
		"an id in capitals":         "organisations: [{id: MI5}]",
		"an id with a space":        "organisations: [{id: the mi5}]",
		"an unknown field":          "organisations: [{id: mi5, shortname: MI5}]",
		"a month 13":                "organisations: [{id: mi5, founding_date: 2019-13}]",
		"a date in words":           "organisations: [{id: mi5, founding_date: May 2014}]",
		"a year of five digits":     "organisations: [{id: mi5, founding_date: 20145}]",
		"a name that is a list":     "organisations: [{id: mi5, name: [a]}]",
		"tags that are a mapping":   "organisations: [{id: mi5, tags: {a: b}}]",
		"a wrong other name":        "organisations: [{id: mi5, other_names: [{nam: a}]}]",
		"an other name without one": "organisations: [{id: mi5, other_names: [{note: a}]}]",
		"no type":                   "relationships: [{from: a, to: b}]",
		"no from":                   "relationships: [{to: b, type: support}]",
		"a status":                  "relationships: [{from: a, to: b, type: support, status: activ}]",
		"a confidence":              "relationships: [{from: a, to: b, type: support, confidence: sure}]",
		"mutual in words":           "relationships: [{from: a, to: b, type: support, mutual: 'yes'}]",
		"a weight of 0":             "relationships: [{from: a, to: b, type: support, weight: 0}]",
		"a weight in words":         "relationships: [{from: a, to: b, type: support, weight: heavy}]",
		"evidence without source":   "relationships: [{from: a, to: b, type: support, evidence: [{passage: x}]}]",
		"evidence that is text":     "relationships: [{from: a, to: b, type: support, evidence: x}]",
		"an unknown evidence field": "relationships: [{from: a, to: b, type: support, evidence: {source: x, page: 3}}]",
		"a rule":                    "arrangements: [{id: a, rule: both}]",
		"a flag":                    "types: [{id: a, irreflexive: never}]",
	} {
		if err := validate(t, s, []byte(text)); err == nil {
			t.Errorf("%s: the schema takes %s", name, text)
		}
		if _, err := ReadFrom(strings.NewReader(text), "map.yaml"); err == nil {
			t.Errorf("%s: ReadFrom takes %s", name, text)
		}
	}
}
