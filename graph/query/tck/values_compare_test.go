package tck

import (
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestReadValues(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"null", "null"}, {" true ", "true"}, {"false", "false"},
		{"1", "1"}, {"-12", "-12"}, {"+3", "3"}, {"1.0", "1.0"}, {"-.5", "-0.5"}, {"1e2", "100.0"}, {"1.5E-9", "1.5e-09"}, {"-0.0", "0.0"},
		{"9223372036854775807", "9223372036854775807"},
		{"NaN", "NaN"}, {"Inf", "Infinity"}, {"-Inf", "-Infinity"}, {"Infinity", "Infinity"}, {"-Infinity", "-Infinity"},
		{`'a'`, `'a'`}, {`"a'"`, `'a\''`}, {`'\''`, `'\''`}, {`'\\n'`, `'\\n'`}, {`'\n'`, `'\n'`}, {"'\n'", `'\n'`}, {`'\d'`, `'\\d'`},
		{"[]", "[]"}, {"[2,1, [ 'x' ]]", "[2, 1, ['x']]"},
		{"{}", "{}"}, {"{b: 1, a: {c: null}}", "{a: {c: null}, b: 1}"}, {"{`a b`: 1}", "{a b: 1}"},
		{"()", "()"}, {"(:B:A)", "(:A:B)"}, {"({b: 1, a: 'x'})", "({a: 'x', b: 1})"}, {"( :A { a : 1 } )", "(:A {a: 1})"},
		{"[:T]", "[:T]"}, {"[:T {a: [1]}]", "[:T {a: [1]}]"},
		{"<()>", "<()>"}, {"<(:A)-[:T {a: 1}]->()<-[:S]-({b: 2})>", "<(:A)-[:T {a: 1}]->()<-[:S]-({b: 2})>"},
	} {
		got, _, err := read(c.text, false)
		if err != nil || got != c.want {
			t.Errorf("%s: got %s, %v; want %s", c.text, got, err, c.want)
		}
	}
	if got, _, err := read("[2, [3, 1], {a: [2, 1]}]", true); err != nil || got != "[2, [1, 3], {a: [1, 2]}]" {
		t.Errorf("lists in any order: %s, %v", got, err)
	}
}

func TestBrokenValues(t *testing.T) {
	for _, text := range []string{"", "x", "1 2", "[1", "[1,,2]", "{a}", "{a: }", "{1", "(", "(:)", "[:]", "[:A:B]", "<()", "<()-()>", "'a", "1.2.3",
		"9223372036854775808", "-", "<()-[:T]-()>", "tru", "`a"} {
		if got, _, err := read(text, false); err == nil {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// What is written of a value is what is read of what a scenario says.
func TestWriteIsRead(t *testing.T) {
	g := &store{}
	if err := setUp(g, `CREATE (:B:A {s: 'it''s \\', n: [1, 2.5]})-[:T {x: true}]->({k: null}), ()`, nil); err == nil {
		t.Error("two strings beside each other are no string")
	}
	g = &store{}
	if err := setUp(g, `CREATE (a:B:A {s: 'it\'s \\', n: [1, 2.5]})-[:T {x: true}]->({k: null}), (a)<-[:S]-(), (a)-[:L]->(a)`, nil); err != nil {
		t.Fatal(err)
	}
	path := value.OfPath(&value.Path{Nodes: []value.NodeID{2, 0, 0, 1, 0}, Relationships: []value.RelationshipID{1, 2, 0, 0}})
	m := &value.Map{Keys: []string{"b", "a"}, Values: []value.Value{path, value.Float(math.NaN())}}
	got := write(g, value.List([]value.Value{value.OfMap(m), value.Int(-1), value.Float(2), value.Node(1), value.Relationship(0)}), false)
	const text = `[{a: NaN, b: <()-[:S]->(:A:B {n: [1, 2.5], s: 'it\'s \\'})-[:L]->(:A:B {n: [1, 2.5], s: 'it\'s \\'})-[:T {x: true}]->()<-[:T {x: true}]-(:A:B {n: [1, 2.5], s: 'it\'s \\'})>}, -1, 2.0, (), [:T {x: true}]]`
	want, _, err := read(text, false)
	if err != nil || got != want || got != text {
		t.Errorf("got  %s\nwant %s, %v", got, want, err)
	}
}

func FuzzReadValue(f *testing.F) {
	f.Add("[{a: <(:A)-[:T]->()>}, 1.5, 'x']", true)
	f.Add("-Inf", false)
	f.Fuzz(func(t *testing.T, text string, anyOrder bool) {
		written, _, err := read(text, anyOrder)
		if err != nil {
			return
		}
		if again, _, err := read(written, anyOrder); err == nil && again != written {
			t.Errorf("%s is written %s, and that %s", text, written, again)
		}
	})
}
