package functions

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// small is the graph (n0:Agency {id: 'a'})-[r0:SHARES {weight: 2}]->(n1), which knows dates: n0 holds from 1909 on,
// n1 and r0 from 1952 on.
type small struct{}

func (small) NumNodes() int         { return 2 }
func (small) NumRelationships() int { return 1 }
func (small) Labels(n value.NodeID) []string {
	return [][]string{{"Agency", "Organisation"}, {"Organisation"}}[n]
}
func (small) NodeProperty(n value.NodeID, key string) value.Value {
	if n == 0 && key == "id" {
		return value.String("a")
	}
	return value.Null
}
func (small) NodeKeys(n value.NodeID) []string { return [][]string{{"id"}, nil}[n] }
func (small) Ends(value.RelationshipID) (value.NodeID, value.NodeID) {
	return 0, 1
}
func (small) Mutual(value.RelationshipID) bool { return false }
func (small) Types() []string                  { return []string{"SHARES"} }
func (small) TypeOf(value.RelationshipID) int  { return 0 }
func (small) RelationshipProperty(_ value.RelationshipID, key string) value.Value {
	if key == "weight" {
		return value.Int(2)
	}
	return value.Null
}
func (small) RelationshipKeys(value.RelationshipID) []string { return []string{"weight"} }

// dated is small with dates.
type dated struct{ small }

func (dated) NodeKnownAt(n value.NodeID, when value.Value) (bool, error) {
	return when.Date().First() >= []int{19090101, 19520101}[n], nil
}
func (dated) RelationshipKnownAt(_ value.RelationshipID, when value.Value) (bool, error) {
	return when.Date().First() >= 19520101, nil
}

func testContext() *Context {
	return &Context{
		Ctx: context.Background(), Graph: dated{}, Random: func() float64 { return 0.25 },
		Hold: func(int) error { return nil },
	}
}

// The values of the tests, briefly.
var (
	null = value.Null
	yes  = value.Bool(true)
	no   = value.Bool(false)
	n0   = value.Node(0)
	n1   = value.Node(1)
	r0   = value.Relationship(0)
	p0   = value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1}, Relationships: []value.RelationshipID{0}})
)

func i(n int64) value.Value   { return value.Int(n) }
func f(x float64) value.Value { return value.Float(x) }
func s(t string) value.Value  { return value.String(t) }
func l(items ...value.Value) value.Value {
	return value.List(items)
}
func d(t string) value.Value { return value.Date(graph.MustParseDate(t)) }
func m(keysAndValues ...any) value.Value {
	result := &value.Map{}
	for at := 0; at < len(keysAndValues); at += 2 {
		result.Keys = append(result.Keys, keysAndValues[at].(string))
		result.Values = append(result.Values, keysAndValues[at+1].(value.Value))
	}
	return value.OfMap(result)
}

func call(t *testing.T, name string, args []value.Value) (value.Value, error) {
	t.Helper()
	function := Lookup(name)
	if function == nil {
		t.Fatalf("no function %s", name)
	}
	if function.Aggregate == nil {
		return function.Eval(testContext(), args)
	}
	aggregator := function.Aggregate(testContext())
	for _, arg := range args {
		row := []value.Value{arg}
		if function.Min == 2 { // the arguments of a row are in a list
			row = arg.List()
		}
		if err := aggregator.Add(row); err != nil {
			return value.Null, err
		}
	}
	return aggregator.Result()
}

// show writes a value with its kind, so that 1 and 1.0 differ.
func show(v value.Value) string { return v.Kind().String() + " " + value.Format(v, nil) }

// TestValues computes each function. What is not plain from the meaning of the function is as openCypher's scenarios
// or the Cypher manual of Neo4j have it.
func TestValues(t *testing.T) {
	tests := []struct {
		name string
		args []value.Value
		want value.Value
	}{
		{"labels", []value.Value{n0}, l(s("Agency"), s("Organisation"))},
		{"type", []value.Value{r0}, s("SHARES")},
		{"type", []value.Value{null}, null},
		{"properties", []value.Value{n0}, m("id", s("a"))},
		{"properties", []value.Value{r0}, m("weight", i(2))},
		{"properties", []value.Value{m("a", null)}, m("a", null)},
		{"keys", []value.Value{n0}, l(s("id"))},
		{"keys", []value.Value{r0}, l(s("weight"))},
		{"keys", []value.Value{m("a", null, "b", i(1))}, l(s("a"), s("b"))},
		{"startNode", []value.Value{r0}, n0},
		{"endNode", []value.Value{r0}, n1},
		{"nodes", []value.Value{p0}, l(n0, n1)},
		{"relationships", []value.Value{p0}, l(r0)},
		{"length", []value.Value{p0}, i(1)},
		{"id", []value.Value{n1}, i(1)},
		{"elementId", []value.Value{n1}, s("n1")},
		{"elementId", []value.Value{r0}, s("r0")},
		{"known_at", []value.Value{n0, s("1914")}, yes},
		{"known_at", []value.Value{n1, s("1914")}, no},
		{"known_at", []value.Value{r0, d("2019")}, yes},
		{"known_at", []value.Value{p0, s("1914")}, no},
		{"known_at", []value.Value{p0, s("1960")}, yes},
		{"known_at", []value.Value{null, s("1960")}, null},

		{"size", []value.Value{l(i(1), null)}, i(2)},
		{"size", []value.Value{s("Ärger")}, i(5)},
		{"size", []value.Value{m("a", i(1))}, i(1)},
		{"head", []value.Value{l(i(1), i(2))}, i(1)},
		{"head", []value.Value{l()}, null},
		{"last", []value.Value{l(i(1), i(2))}, i(2)},
		{"last", []value.Value{l()}, null},
		{"tail", []value.Value{l(i(1), i(2))}, l(i(2))},
		{"tail", []value.Value{l()}, l()},
		{"reverse", []value.Value{l(i(1), i(2))}, l(i(2), i(1))},
		{"reverse", []value.Value{s("raé")}, s("éar")},
		{"range", []value.Value{i(1), i(3)}, l(i(1), i(2), i(3))},
		{"range", []value.Value{i(3), i(1)}, l()},
		{"range", []value.Value{i(5), i(0), i(-2)}, l(i(5), i(3), i(1))},
		{"range", []value.Value{i(math.MaxInt64 - 1), i(math.MaxInt64)}, l(i(math.MaxInt64-1), i(math.MaxInt64))},
		{"range", []value.Value{i(math.MinInt64), i(math.MaxInt64), i(math.MaxInt64)}, l(i(math.MinInt64), i(-1), i(math.MaxInt64-1))},
		{"range", []value.Value{i(math.MaxInt64), i(math.MinInt64), i(math.MinInt64)}, l(i(math.MaxInt64), i(-1))},
		{"range", []value.Value{i(1), null}, null},
		{"isEmpty", []value.Value{l()}, yes},
		{"isEmpty", []value.Value{s("a")}, no},
		{"toIntegerList", []value.Value{l(s("1"), s("x"), f(2.9))}, l(i(1), null, i(2))},
		{"toFloatList", []value.Value{l(s("1"), i(2), yes)}, l(f(1), f(2), null)},
		{"toStringList", []value.Value{l(i(1), null, l())}, l(s("1"), null, null)},
		{"toBooleanList", []value.Value{l(s("TRUE"), i(0), s("x"))}, l(yes, no, null)},

		{"toUpper", []value.Value{s("été 1")}, s("ÉTÉ 1")},
		{"upper", []value.Value{s("a")}, s("A")},
		{"TOLOWER", []value.Value{s("ÀB")}, s("àb")},
		{"trim", []value.Value{s("\t a b\n")}, s("a b")},
		{"btrim", []value.Value{s("xxaxx"), s("x")}, s("a")},
		{"ltrim", []value.Value{s(" a ")}, s("a ")},
		{"rtrim", []value.Value{s(" a ")}, s(" a")},
		{"replace", []value.Value{s("hello"), s("l"), s("w")}, s("hewwo")},
		{"replace", []value.Value{s("hello"), s("l"), s("w"), i(1)}, s("hewlo")},
		{"replace", []value.Value{s("hello"), s(""), s("w")}, s("hello")},
		{"split", []value.Value{s("one1two"), s("1")}, l(s("one"), s("two"))},
		{"split", []value.Value{s("a,b;c"), l(s(","), s(";"))}, l(s("a"), s("b"), s("c"))},
		{"split", []value.Value{s("né"), s("")}, l(s("n"), s("é"))},
		{"split", []value.Value{s(""), s(",")}, l(s(""))},
		{"split", []value.Value{s("a"), null}, null},
		{"split", []value.Value{s("a"), l(null)}, null},
		{"substring", []value.Value{s("0123456789"), i(1)}, s("123456789")},
		{"substring", []value.Value{s("né?x"), i(1), i(2)}, s("é?")},
		{"substring", []value.Value{s("ab"), i(9)}, s("")},
		{"substring", []value.Value{s("ab"), i(1), i(9)}, s("b")},
		{"left", []value.Value{s("né?"), i(2)}, s("né")},
		{"left", []value.Value{s("né?"), i(9)}, s("né?")},
		{"right", []value.Value{s("né?"), i(2)}, s("é?")},
		{"right", []value.Value{s("né?"), i(9)}, s("né?")},
		{"right", []value.Value{s("né?"), i(0)}, s("")},
		{"char_length", []value.Value{s("né")}, i(2)},
		{"character_length", []value.Value{s("né")}, i(2)},
		{"normalize", []value.Value{s("e\u0301")}, s("é")},
		{"normalize", []value.Value{s("é"), s("nfd")}, s("e\u0301")},

		{"abs", []value.Value{i(-3)}, i(3)},
		{"abs", []value.Value{f(-3.5)}, f(3.5)},
		{"sign", []value.Value{f(-0.5)}, i(-1)},
		{"sign", []value.Value{i(0)}, i(0)},
		{"ceil", []value.Value{f(0.1)}, f(1)},
		{"floor", []value.Value{f(-0.1)}, f(-1)},
		{"round", []value.Value{f(3.141592)}, f(3)},
		{"round", []value.Value{f(2.5)}, f(3)},
		{"round", []value.Value{f(-1.5)}, f(-1)},
		{"round", []value.Value{f(0.49999999999999994)}, f(0)},
		{"round", []value.Value{i(7)}, f(7)},
		{"round", []value.Value{f(2.675), i(2)}, f(2.68)},
		{"round", []value.Value{f(-1.55), i(1)}, f(-1.6)},
		{"round", []value.Value{f(1.249), i(1), s("UP")}, f(1.3)},
		{"round", []value.Value{f(1.299), i(1), s("DOWN")}, f(1.2)},
		{"round", []value.Value{f(-1.21), i(1), s("FLOOR")}, f(-1.3)},
		{"round", []value.Value{f(-1.29), i(1), s("ceiling")}, f(-1.2)},
		{"round", []value.Value{f(1.25), i(1), s("HALF_DOWN")}, f(1.2)},
		{"round", []value.Value{f(1.25), i(1), s("HALF_EVEN")}, f(1.2)},
		{"round", []value.Value{f(1.35), i(1), s("HALF_EVEN")}, f(1.4)},
		{"round", []value.Value{f(1e300), i(1 << 40)}, f(1e300)},
		{"round", []value.Value{f(math.Inf(1))}, f(math.Inf(1))},
		{"sqrt", []value.Value{f(12.96)}, f(3.6)},
		{"exp", []value.Value{i(0)}, f(1)},
		{"log", []value.Value{i(1)}, f(0)},
		{"ln", []value.Value{f(math.E)}, f(1)},
		{"log10", []value.Value{i(1000)}, f(math.Log10(1000))},
		{"sin", []value.Value{i(0)}, f(0)},
		{"cos", []value.Value{i(0)}, f(1)},
		{"tan", []value.Value{i(0)}, f(0)},
		{"cot", []value.Value{i(0)}, f(math.Inf(1))},
		{"asin", []value.Value{i(1)}, f(math.Pi / 2)},
		{"acos", []value.Value{i(1)}, f(0)},
		{"atan", []value.Value{i(0)}, f(0)},
		{"atan2", []value.Value{i(0), i(-1)}, f(math.Pi)},
		{"sinh", []value.Value{i(0)}, f(0)},
		{"cosh", []value.Value{i(0)}, f(1)},
		{"tanh", []value.Value{i(0)}, f(0)},
		{"degrees", []value.Value{f(math.Pi)}, f(180)},
		{"radians", []value.Value{i(180)}, f(math.Pi)},
		{"haversin", []value.Value{i(0)}, f(0)},
		{"isNaN", []value.Value{f(math.NaN())}, yes},
		{"isNaN", []value.Value{i(1)}, no},
		{"pi", nil, f(math.Pi)},
		{"e", nil, f(math.E)},
		{"rand", nil, f(0.25)},

		{"toInteger", []value.Value{f(82.9)}, i(82)},
		{"toInteger", []value.Value{f(-82.9)}, i(-82)},
		{"toInteger", []value.Value{s("1.7")}, i(1)},
		{"toInteger", []value.Value{s(" 42 ")}, i(42)},
		{"toInteger", []value.Value{s("9223372036854775807")}, i(math.MaxInt64)},
		{"toInteger", []value.Value{s("9223372036854775808")}, null},
		{"toInteger", []value.Value{s("foo")}, null},
		{"toInteger", []value.Value{s("")}, null},
		{"toInteger", []value.Value{s("0x10")}, null},
		{"toInteger", []value.Value{s("1_000")}, null},
		{"toInteger", []value.Value{yes}, i(1)},
		{"toInteger", []value.Value{f(math.NaN())}, null},
		{"toIntegerOrNull", []value.Value{f(1e300)}, null},
		{"toIntegerOrNull", []value.Value{l()}, null},
		{"toFloat", []value.Value{i(3)}, f(3)},
		{"toFloat", []value.Value{s("1e3")}, f(1000)},
		{"toFloat", []value.Value{s("foo")}, null},
		{"toFloatOrNull", []value.Value{yes}, null},
		{"toString", []value.Value{i(42)}, s("42")},
		{"toString", []value.Value{f(2.0)}, s("2.0")},
		{"toString", []value.Value{yes}, s("true")},
		{"toString", []value.Value{d("2019-05")}, s("2019-05")},
		{"toStringOrNull", []value.Value{n0}, null},
		{"toBoolean", []value.Value{s("True")}, yes},
		{"toBoolean", []value.Value{s(" tru ")}, null},
		{"toBoolean", []value.Value{i(0)}, no},
		{"toBoolean", []value.Value{s("FALSE")}, no},
		{"toBooleanOrNull", []value.Value{f(1)}, null},

		{"date", []value.Value{s("2019")}, d("2019")},
		{"date", []value.Value{s("2007~")}, d("2007~")},
		{"date", []value.Value{m("year", i(1910), "month", i(5), "day", i(6))}, d("1910-05-06")},
		{"date", []value.Value{m("year", i(1910), "month", i(5))}, d("1910-05")},
		{"date", []value.Value{m("year", null)}, null},
		{"date", []value.Value{d("2019")}, d("2019")},

		{"coalesce", []value.Value{null, i(1), i(2)}, i(1)},
		{"coalesce", []value.Value{null}, null},
		{"nullIf", []value.Value{i(1), f(1)}, null},
		{"nullIf", []value.Value{i(1), null}, i(1)},
		{"exists", []value.Value{null}, no},
		{"valueType", []value.Value{null}, s("NULL")},
		{"valueType", []value.Value{l(i(1), null, s("a"))}, s("LIST<INTEGER | STRING> NOT NULL")},
		{"valueType", []value.Value{l()}, s("LIST<NOTHING> NOT NULL")},
		{"valueType", []value.Value{l(null)}, s("LIST<NULL> NOT NULL")},
		{"valueType", []value.Value{n0}, s("NODE NOT NULL")},

		{"count", []value.Value{i(1), null, n0}, i(2)},
		{"sum", []value.Value{i(33), null, i(42)}, i(75)},
		{"sum", nil, i(0)},
		{"sum", []value.Value{i(1), f(0.5)}, f(1.5)},
		{"sum", []value.Value{i(math.MaxInt64), i(1), i(-1)}, i(math.MaxInt64)},
		{"sum", []value.Value{i(math.MinInt64), i(math.MinInt64), i(math.MaxInt64), i(math.MaxInt64)}, i(-2)},
		{"sum", []value.Value{f(0.1), f(0.2), f(0.3)}, f(0.6)},
		{"sum", []value.Value{f(1e100), f(1), f(-1e100)}, f(1)},
		{"sum", []value.Value{f(math.Inf(1)), f(1)}, f(math.Inf(1))},
		{"avg", nil, null},
		{"avg", []value.Value{i(1), i(2), null}, f(1.5)},
		{"avg", []value.Value{i(math.MaxInt64), i(math.MaxInt64)}, f(math.MaxInt64)},
		{"avg", []value.Value{f(1e308), f(1e308), f(1e308)}, f(1e308)},
		{"avg", []value.Value{f(1.7e308), f(1.7e308), i(0), i(0)}, f(0.85e308)},
		{"avg", []value.Value{f(1e308), f(1e308), f(-1e308), f(-1e308)}, f(0)},
		{"avg", []value.Value{f(math.Inf(1)), f(1)}, f(math.Inf(1))},
		{"avg", []value.Value{f(1), f(math.NaN()), f(1)}, f(math.NaN())},
		{"min", []value.Value{i(1), f(2), i(5), null, f(3.2), f(0.1)}, f(0.1)},
		{"max", []value.Value{i(1), f(2), i(5), null, f(3.2), f(0.1)}, i(5)},
		{"max", []value.Value{i(1), s("a"), null, l(i(1), i(2)), f(0.2), s("b")}, i(1)},
		{"min", []value.Value{i(1), s("a"), null, l(i(1), i(2)), f(0.2), s("b")}, l(i(1), i(2))},
		{"max", []value.Value{l(i(1)), l(i(2)), l(i(2), i(1))}, l(i(2), i(1))},
		{"min", []value.Value{null}, null},
		{"collect", []value.Value{i(1), null, i(1)}, l(i(1), i(1))},
		{"collect", nil, l()},
		{"stDev", []value.Value{i(2), i(4), i(4), i(4), i(5), i(5), i(7), i(9)}, f(math.Sqrt(32.0 / 7))},
		{"stDevP", []value.Value{i(2), i(4), i(4), i(4), i(5), i(5), i(7), i(9)}, f(2)},
		{"stDev", []value.Value{i(2), null}, f(0)},
		{"stDevP", nil, f(0)},
		{"percentileDisc", []value.Value{l(f(10), f(0)), l(f(20), f(0)), l(f(30), f(0))}, f(10)},
		{"percentileDisc", []value.Value{l(f(10), f(0.5)), l(f(20), f(0.5)), l(f(30), f(0.5))}, f(20)},
		{"percentileDisc", []value.Value{l(i(10), i(1)), l(null, i(1)), l(i(30), i(1))}, i(30)},
		{"percentileCont", []value.Value{l(f(10), f(0)), l(f(20), f(0)), l(f(30), f(0))}, f(10)},
		{"percentileCont", []value.Value{l(f(10), f(0.25)), l(f(20), f(0.25)), l(f(30), f(0.25))}, f(15)},
		{"percentileCont", []value.Value{l(f(10), f(1)), l(f(20), f(1)), l(f(30), f(1))}, f(30)},
		{"percentileCont", nil, null},
		{"percentileCont", []value.Value{l(i(1), null)}, null},
	}
	tested := map[string]bool{}
	for _, test := range tests {
		got, err := call(t, test.name, test.args)
		if err != nil {
			t.Errorf("%s(%s): %v", test.name, show(l(test.args...)), err)
		} else if show(got) != show(test.want) {
			t.Errorf("%s(%s) = %s, want %s", test.name, show(l(test.args...)), show(got), show(test.want))
		}
		tested[Lookup(test.name).Name] = true
	}
	for _, function := range All() {
		if !tested[function.Name] {
			t.Errorf("%s is not tested", function.Name)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name    string
		args    []value.Value
		kind    fault.Kind
		detail  string
		message string
	}{
		{"labels", []value.Value{i(1)}, fault.TypeError, "InvalidArgumentValue", "labels takes a node, not the number 1"},
		{"toBoolean", []value.Value{f(1)}, fault.TypeError, "InvalidArgumentValue", "toBoolean takes a boolean, an integer or a string, not the number 1.0"},
		{"toInteger", []value.Value{l()}, fault.TypeError, "InvalidArgumentValue", "toInteger takes a boolean, a number or a string, not a list"},
		{"toFloat", []value.Value{yes}, fault.TypeError, "InvalidArgumentValue", "toFloat takes a number or a string, not true"},
		{"toInteger", []value.Value{f(1e300)}, fault.ArithmeticError, "IntegerOverflow", "toInteger(1e300) is beyond the integers"},
		{"range", []value.Value{i(2), i(8), i(0)}, fault.ArgumentError, "NumberOutOfRange", "range: a step of 0 never comes to the end"},
		{"range", []value.Value{f(2), i(8)}, fault.ArgumentError, "InvalidArgumentType", "range takes integers, not the number 2.0"},
		{"range", []value.Value{i(math.MinInt64), i(math.MaxInt64)}, fault.LimitExceeded, "Memory", "range from -9223372036854775808 to 9223372036854775807 has more than"},
		{"range", []value.Value{i(0), i(math.MaxInt64)}, fault.LimitExceeded, "Memory", "range from 0 to 9223372036854775807 has more than"},
		{"substring", []value.Value{s("a"), i(-1)}, fault.ArgumentError, "NegativeIntegerArgument", "substring takes no negative number, and was given -1"},
		{"left", []value.Value{s("a"), i(-1)}, fault.ArgumentError, "NegativeIntegerArgument", "left takes no negative"},
		{"round", []value.Value{f(1), i(-1)}, fault.ArgumentError, "NegativeIntegerArgument", "round takes no negative number of digits"},
		{"round", []value.Value{f(1), i(1), s("AWAY")}, fault.ArgumentError, "InvalidArgumentValue", "round: no mode is called 'AWAY'"},
		{"normalize", []value.Value{s("a"), s("XYZ")}, fault.ArgumentError, "InvalidArgumentValue", "normalize: no normal form is called 'XYZ'"},
		{"split", []value.Value{s("a"), l(i(1))}, fault.TypeError, "InvalidArgumentValue", "split takes a string, not the number 1"},
		{"abs", []value.Value{i(math.MinInt64)}, fault.ArithmeticError, "IntegerOverflow", "abs(-9223372036854775808) is beyond the integers"},
		{"date", nil, fault.ArgumentError, "InvalidArgumentValue", "date() has no clock"},
		{"date", []value.Value{s("13 May 2019")}, fault.ArgumentError, "InvalidArgumentValue", `date: "13 May 2019" is not a date`},
		{"date", []value.Value{m("year", i(2019), "day", i(1))}, fault.ArgumentError, "InvalidArgumentValue", "date: a date has a year, a year and a month"},
		{"date", []value.Value{m("yaer", i(2019))}, fault.ArgumentError, "InvalidArgumentValue", "date: no part of a date is called yaer"},
		{"date", []value.Value{m("year", i(20190))}, fault.ArgumentError, "InvalidArgumentValue", "date: the year is to be an integer, not the number 20190"},
		{"date", []value.Value{m("year", i(2019), "month", i(13))}, fault.ArgumentError, "InvalidArgumentValue", "there is no month 13"},
		{"known_at", []value.Value{n0, s("today")}, fault.ArgumentError, "InvalidArgumentValue", `known_at: "today" is not a date`},
		{"sum", []value.Value{i(math.MaxInt64), i(1)}, fault.ArithmeticError, "IntegerOverflow", "the sum is beyond the integers"},
		{"sum", []value.Value{s("a")}, fault.TypeError, "InvalidArgumentValue", "sum takes a number, not the string 'a'"},
		{"avg", []value.Value{s("a")}, fault.TypeError, "InvalidArgumentValue", "avg takes a number, not the string 'a'"},
		{"stDev", []value.Value{s("a")}, fault.TypeError, "InvalidArgumentValue", "stDev takes a number, not the string 'a'"},
		{"percentileCont", []value.Value{l(i(1), i(1000))}, fault.ArgumentError, "NumberOutOfRange", "percentileCont: the percentile is to be from 0.0 to 1.0, not 1000.0"},
		{"percentileDisc", []value.Value{l(i(1), f(-1))}, fault.ArgumentError, "NumberOutOfRange", "percentileDisc: the percentile is to be"},
		{"percentileDisc", []value.Value{l(i(1), f(math.NaN()))}, fault.ArgumentError, "NumberOutOfRange", "not NaN"},
		{"percentileDisc", []value.Value{l(i(1), s("x"))}, fault.TypeError, "InvalidArgumentValue", "percentileDisc takes a number, not the string 'x'"},
		{"replace", []value.Value{s("a"), s("a"), s("b"), i(-1)}, fault.ArgumentError, "NegativeIntegerArgument", "replace takes no negative number"},
		{"replace", []value.Value{s(strings.Repeat("a", 1<<16)), s("a"), s(strings.Repeat("b", 1<<16))}, fault.LimitExceeded, "Memory", "replace would take 4 GB of memory"},
		{"right", []value.Value{s("a"), i(-1)}, fault.ArgumentError, "NegativeIntegerArgument", "right takes no negative number"},
		{"toUpper", []value.Value{d("2019")}, fault.TypeError, "InvalidArgumentValue", "toUpper takes a string, not the date 2019"},
		{"abs", []value.Value{s("a string that is far too long for a message")}, fault.TypeError, "InvalidArgumentValue", "abs takes a number, not the string 'a string that is far too long …'"},
		{"percentileDisc", []value.Value{l(s("a"), f(1))}, fault.TypeError, "InvalidArgumentValue", "percentileDisc takes a number, not the string 'a'"},
	}
	for _, test := range tests {
		got, err := call(t, test.name, test.args)
		var e *fault.Error
		if !errors.As(err, &e) {
			t.Errorf("%s(%s) = %s, %v; want an error", test.name, show(l(test.args...)), show(got), err)
			continue
		}
		if e.Kind != test.kind || e.Detail != test.detail || e.Phase != fault.Run || !strings.Contains(e.Message, test.message) {
			t.Errorf("%s(%s): %s %s at %v: %s", test.name, show(l(test.args...)), e.Kind, e.Detail, e.Phase, e.Message)
		}
	}
}

// TestKnownAtWithoutDates asks a graph that has none.
func TestKnownAtWithoutDates(t *testing.T) {
	c := testContext()
	c.Graph = small{}
	_, err := Lookup("known_at").Eval(c, []value.Value{n0, s("2019")})
	if err == nil || !strings.Contains(err.Error(), "does not say when things hold") {
		t.Errorf("got %v", err)
	}
}

// TestMemory has long results asked for, and what aggregates keep noted.
func TestMemory(t *testing.T) {
	full := errors.New("full")
	c := testContext()
	c.Hold = func(bytes int) error {
		if bytes >= 1<<20 {
			return full
		}
		return nil
	}
	if _, err := Lookup("range").Eval(c, []value.Value{i(1), i(1 << 20)}); err != full {
		t.Errorf("range: %v", err)
	}
	long := s(strings.Repeat("a", 1<<19))
	if _, err := Lookup("replace").Eval(c, []value.Value{long, s("a"), s("abc")}); err != full {
		t.Errorf("replace: %v", err)
	}
	if _, err := Lookup("split").Eval(c, []value.Value{long, s("")}); err != full {
		t.Errorf("split: %v", err)
	}
	c.Fits = func(int) error { return nil }
	if _, err := Lookup("range").Eval(c, []value.Value{i(1), i(1 << 20)}); err != nil {
		t.Errorf("range where it fits: %v", err)
	}
	held := 0
	c.Hold = func(bytes int) error { held += bytes; return nil }
	aggregator := Lookup("collect").Aggregate(c)
	for range 10 {
		if err := aggregator.Add([]value.Value{s("0123456789")}); err != nil {
			t.Fatal(err)
		}
	}
	if held < 100 {
		t.Errorf("collect of ten strings holds %d bytes", held)
	}
	// A list that grows is there twice while it moves.
	held = 0
	most := 0
	c.Hold = func(bytes int) error { held += bytes; most = max(most, held); return nil }
	aggregator = Lookup("collect").Aggregate(c)
	const items = 10_000
	for range items {
		if err := aggregator.Add([]value.Value{i(1)}); err != nil {
			t.Fatal(err)
		}
	}
	if held < items*sizeOfValue || held > 2*items*sizeOfValue || most <= held {
		t.Errorf("collect of %d numbers holds %d bytes, and at most %d", items, held, most)
	}
	// Without a context, as where constants are computed before a query runs.
	if v, err := Lookup("range").Eval(nil, []value.Value{i(1), i(10000)}); err != nil || len(v.List()) != 10000 {
		t.Errorf("range without a context: %v", err)
	}
}

// TestTable checks what the documentation and the checks of queries read.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, function := range All() {
		if function.Name == "" || function.Group == "" || !strings.HasSuffix(function.Meaning, ".") ||
			!strings.HasPrefix(function.Signature, function.Name+"(") {
			t.Errorf("%s: group %q, signature %q, meaning %q", function.Name, function.Group, function.Signature, function.Meaning)
		}
		if (function.Eval == nil) == (function.Aggregate == nil) {
			t.Errorf("%s is to be computed either way, not both", function.Name)
		}
		if function.Result == 0 || function.Max >= 0 && function.Max < function.Min || function.Max != 0 && len(function.Args) == 0 {
			t.Errorf("%s: from %d to %d arguments %v", function.Name, function.Min, function.Max, function.Args)
		}
		for _, name := range append([]string{function.Name}, function.Aliases...) {
			if seen[strings.ToLower(name)] {
				t.Errorf("%s is there twice", name)
			}
			seen[strings.ToLower(name)] = true
			if Lookup(strings.ToUpper(name)).Name != function.Name {
				t.Errorf("%s is not found", name)
			}
		}
	}
	if Lookup("nosuch") != nil {
		t.Error("nosuch is found")
	}
}

// TestArgumentKinds gives each function every kind of value: it either takes it, or says that it does not.
func TestArgumentKinds(t *testing.T) {
	values := []value.Value{yes, i(1), f(0.5), s("2019"), l(i(1)), m("year", i(1)), n0, r0, p0, d("2019")}
	for _, function := range All() {
		if function.Eval == nil || function.Max == 0 {
			continue
		}
		for _, v := range append(values, null) {
			args := make([]value.Value, max(function.Min, 1))
			for at := range args {
				args[at] = v
			}
			got, err := function.Eval(testContext(), args)
			takes := v.IsNull()
			for at := range args {
				takes = takes || function.Arg(at).Has(v.Kind())
			}
			switch {
			case v.IsNull() && (err != nil || !function.NullIn && !got.IsNull()):
				t.Errorf("%s of null: %s, %v", function.Name, show(got), err)
			case !takes && err == nil:
				t.Errorf("%s takes %s", function.Name, show(v))
			case err == nil && !got.IsNull() && !function.Result.Has(got.Kind()):
				t.Errorf("%s of %s is %s", function.Name, show(v), show(got))
			}
		}
	}
}
