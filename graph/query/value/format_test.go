package value_test

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// pair is a graph of two nodes and a relationship.
type pair struct{}

func (pair) Labels(n value.NodeID) []string { return [][]string{{"A", "B c"}, nil}[n] }
func (pair) NodeKeys(n value.NodeID) []string {
	return [][]string{{"name", "é", "x`y"}, nil}[n]
}
func (pair) NodeProperty(_ value.NodeID, key string) value.Value           { return value.String(key) }
func (pair) Ends(value.RelationshipID) (from, to value.NodeID)             { return 0, 1 }
func (pair) Types() []string                                               { return []string{"KNOWS"} }
func (pair) TypeOf(value.RelationshipID) int                               { return 0 }
func (pair) RelationshipKeys(value.RelationshipID) []string                { return []string{"since"} }
func (pair) RelationshipProperty(value.RelationshipID, string) value.Value { return value.Int(1999) }

func TestFormat(t *testing.T) {
	node := "(:A:`B c` {name: 'name', é: 'é', `x``y`: 'x`y'})"
	for _, test := range []struct {
		v    value.Value
		want string
	}{
		{value.Null, "null"}, {value.Bool(true), "true"}, {value.Int(-7), "-7"},
		{value.Float(1), "1.0"}, {value.Float(0.1), "0.1"}, {value.Float(1e14), "100000000000000.0"}, {value.Float(1e15), "1e15"}, {value.Float(1e300), "1e300"},
		{value.Float(1e-305), "1e-305"}, {value.Float(0.00001), "0.00001"}, {value.Float(-1.2635418652381264e305), "-1.2635418652381264e305"},
		{value.Float(math.Copysign(0, -1)), "-0.0"}, {value.Float(math.NaN()), "NaN"}, {value.Float(math.Inf(-1)), "-Infinity"},
		{value.String("it's\t\\\n"), `'it\'s\t\\\n'`}, {value.String("\x1b[31m\u202e\U000e0001\xff é"), `'\u001B[31m\u202E\U000E0001` + "\ufffd é'"},
		{value.List([]value.Value{value.Int(1), value.String("a"), value.Null}), "[1, 'a', null]"},
		{value.OfMap(&value.Map{Keys: []string{"b", "a b", ""}, Values: []value.Value{value.Int(1), value.List(nil), value.Null}}), "{b: 1, `a b`: [], ``: null}"},
		{value.Date(graph.MustParseDate("2007~")), "'2007~'"},
		{value.Node(0), node}, {value.Node(1), "()"}, {value.Relationship(0), "[:KNOWS {since: 1999}]"},
		{value.OfPath(&value.Path{Nodes: []value.NodeID{1}}), "<()>"},
		{value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1, 0}, Relationships: []value.RelationshipID{0, 0}}),
			"<" + node + "-[:KNOWS {since: 1999}]->()<-[:KNOWS {since: 1999}]-" + node + ">"},
	} {
		if got := value.Format(test.v, pair{}); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
	if got := value.Format(value.List([]value.Value{value.Node(3), value.Relationship(4)}), nil); got != "[(#3), [#4]]" {
		t.Errorf("without names: %s", got)
	}
}

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		v    value.Value
		want string
	}{
		{value.Null, "null"}, {value.Bool(false), "false"}, {value.Int(math.MaxInt64), "9223372036854775807"}, {value.Float(1), "1.0"},
		{value.Float(1e300), "1e300"}, {value.Float(math.NaN()), `"NaN"`}, {value.Date(graph.MustParseDate("2014-05")), `"2014-05"`},
		{value.String("a\"\\\n\x00\U000e0001 é<\xff"), `"a\"\\\n\u0000\uDB40\uDC01 é<` + "\ufffd\""},
		{value.OfMap(&value.Map{Keys: []string{"b", "a"}, Values: []value.Value{value.Int(1), value.List([]value.Value{value.Node(1), value.Null})}}),
			`{"b":1,"a":[{"node":1},null]}`},
		{value.OfPath(&value.Path{Nodes: []value.NodeID{4, 5}, Relationships: []value.RelationshipID{6}}), `{"path":[4,6,5]}`},
	} {
		if got := string(value.AppendJSON(nil, test.v, nil)); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
	element := func(b []byte, v value.Value) []byte { return append(b, `"N"`...) }
	if got := string(value.AppendJSON(nil, value.List([]value.Value{value.Node(1)}), element)); got != `["N"]` {
		t.Errorf("with a function for elements: %s", got)
	}
}

// TestWritingIsSafe: what is written has no character that acts instead of showing, and the JSON is JSON.
func TestWritingIsSafe(t *testing.T) {
	for _, v := range values(500) {
		checkWriting(t, v)
	}
}

func checkWriting(t *testing.T, v value.Value) {
	t.Helper()
	text, encoded := value.Format(v, nil), value.AppendJSON(nil, v, nil)
	for _, s := range []string{text, string(encoded)} {
		if !utf8.ValidString(s) || strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 {
			t.Fatalf("unsafe: %q", s)
		}
	}
	if !json.Valid(encoded) {
		t.Fatalf("no JSON: %s", encoded)
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "a", "'", `\`, "`", "\x00\x1b\x7f\u0085\u202e\u2028", "\xff\xfe", "😀", "a b", "1a", `\u0041`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := value.OfMap(&value.Map{Keys: []string{s}, Values: []value.Value{value.String(s)}})
		checkWriting(t, v)
		var decoded string
		if err := json.Unmarshal(value.AppendJSONString(nil, s), &decoded); err != nil {
			t.Fatal(err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && decoded != want {
			t.Fatalf("%q reads back as %q", s, decoded)
		}
		if v.Map().Values[0].Text() != s {
			t.Fatal("the string is not kept")
		}
	})
}

func FuzzFloat(f *testing.F) {
	for _, seed := range []float64{0, 1, -1, 0.1, 1e15, 1e14, 1e-6, 9.99e-7, math.MaxFloat64, math.SmallestNonzeroFloat64, 1 << 63, math.Pi} {
		f.Add(math.Float64bits(seed), int64(seed))
	}
	f.Fuzz(func(t *testing.T, bits uint64, i int64) {
		number := math.Float64frombits(bits)
		if !math.IsNaN(number) && !math.IsInf(number, 0) {
			text := value.Format(value.Float(number), nil)
			back, err := strconv.ParseFloat(text, 64)
			if err != nil || math.Float64bits(back) != bits {
				t.Fatalf("%g is written %s, which reads as %g, %v", number, text, back, err)
			}
			if !strings.ContainsAny(text, ".e") {
				t.Fatalf("%s does not look like a float", text)
			}
		}
		a, b := value.Float(number), value.Int(i)
		if (value.Order(a, b) == 0) != (string(value.AppendKey(nil, a)) == string(value.AppendKey(nil, b))) {
			t.Fatalf("order and key of %g and %d disagree", number, i)
		}
	})
}

func TestDeepAndSharedValues(t *testing.T) {
	deep, wide := value.List(nil), value.List([]value.Value{value.Int(1)})
	for range 2 * value.MaxDepth {
		deep = value.List([]value.Value{deep})
	}
	for range 200 {
		wide = value.List([]value.Value{wide, wide})
	}
	if value.Depth(deep) <= value.MaxDepth {
		t.Errorf("depth %d", value.Depth(deep))
	}
	if text := value.Format(deep, nil); !strings.Contains(text, "…") {
		t.Errorf("%d bytes are written of a list that is too deep", len(text))
	}
	if !json.Valid(value.AppendJSON(nil, deep, nil)) {
		t.Error("the JSON of a deep list is none")
	}
	// It holds itself 2^200 times.
	if value.Size(wide) <= value.MaxSize {
		t.Errorf("size %d", value.Size(wide))
	}
	if _, err := value.Add(wide, wide); err == nil {
		t.Error("two lists beyond all bounds can be joined")
	}
}

func TestAccess(t *testing.T) {
	list := value.List([]value.Value{value.Int(1), value.Int(2), value.Int(3)})
	m := value.OfMap(&value.Map{Keys: []string{"a"}, Values: []value.Value{value.Int(1)}})
	date := value.Date(graph.MustParseDate("2014-05"))
	i, s := value.Int, value.String
	for _, test := range []struct {
		v, i value.Value
		want string
	}{
		{list, i(0), "1"}, {list, i(-1), "3"}, {list, i(3), "null"}, {list, i(-4), "null"}, {list, i(math.MinInt64), "null"}, {list, value.Null, "null"},
		{value.Null, i(1), "null"}, {value.Null, value.Null, "null"}, {m, s("a"), "1"}, {m, s("b"), "null"}, {m, value.Null, "null"},
		{value.Node(0), s("name"), "'name'"}, {value.Relationship(0), s("since"), "1999"},
		{date, s("year"), "2014"}, {date, s("quarter"), "2"}, {date, s("month"), "5"}, {date, s("day"), "null"}, {date, s("approximate"), "false"},
		{list, s("a"), "TypeError ListElementAccessByNonInteger"}, {list, value.Float(1), "TypeError ListElementAccessByNonInteger"},
		{m, i(0), "TypeError MapElementAccessByNonString"}, {value.Node(0), i(0), "TypeError MapElementAccessByNonString"},
		{i(1), i(0), "TypeError InvalidArgumentType"}, {s("abc"), i(0), "TypeError InvalidArgumentType"}, {date, s("hour"), "TypeError InvalidArgumentValue"},
	} {
		got, err := value.Index(test.v, test.i, pair{})
		if outcome(got, err) != test.want {
			t.Errorf("%s[%s] is %s, want %s", show(test.v), show(test.i), outcome(got, err), test.want)
		}
	}
	for _, test := range []struct {
		from, to value.Value
		want     string
	}{
		{i(0), i(2), "[1, 2]"}, {i(-2), i(math.MaxInt64), "[2, 3]"}, {i(-5), i(5), "[1, 2, 3]"}, {i(3), i(1), "[]"}, {i(1), value.Null, "null"},
		{i(math.MinInt64), i(-1), "[1, 2]"}, {s("a"), i(1), "TypeError ListElementAccessByNonInteger"},
	} {
		got, err := value.Slice(list, test.from, test.to)
		if outcome(got, err) != test.want {
			t.Errorf("[%s..%s] is %s, want %s", show(test.from), show(test.to), outcome(got, err), test.want)
		}
	}
}
