package value_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

type operator struct {
	name    string
	compute func(a, b value.Value) (value.Value, error)
}

var operators = []operator{
	{"+", value.Add}, {"-", value.Subtract}, {"*", value.Multiply}, {"/", value.Divide}, {"%", value.Modulo},
	{"^", value.Power}, {"||", value.Concatenate},
}

func apply(t *testing.T, name string, a, b value.Value) (value.Value, error) {
	t.Helper()
	for _, o := range operators {
		if o.name == name {
			return o.compute(a, b)
		}
	}
	t.Fatalf("no operator %s", name)
	return value.Null, nil
}

func TestArithmetic(t *testing.T) {
	i, f, s := value.Int, value.Float, value.String
	list := func(items ...value.Value) value.Value { return value.List(items) }
	for _, test := range []struct {
		a    value.Value
		op   string
		b    value.Value
		want string
	}{
		{i(1), "+", i(2), "3"}, {i(1), "+", f(2), "3.0"}, {i(7), "-", i(9), "-2"}, {f(0.5), "*", i(4), "2.0"},
		{i(7), "/", i(2), "3"}, {i(-7), "/", i(2), "-3"}, {i(7), "/", f(2), "3.5"},
		{i(7), "%", i(3), "1"}, {i(-7), "%", i(3), "-1"}, {i(7), "%", i(-3), "1"}, {f(-7.5), "%", i(2), "-1.5"},
		{i(math.MinInt64), "%", i(-1), "0"},
		{i(1), "/", f(0), "Infinity"}, {i(-1), "/", f(0), "-Infinity"}, {f(0), "/", f(0), "NaN"}, {f(1), "%", f(0), "NaN"},
		{i(2), "^", i(3), "8.0"}, {i(4), "^", f(0.5), "2.0"},
		{s("a"), "+", s("b"), "'ab'"}, {s("a"), "+", i(1), "'a1'"}, {f(1), "+", s("a"), "'1.0a'"}, {s("a"), "+", value.Bool(true), "'atrue'"},
		{s("in "), "+", value.Date(graph.MustParseDate("2014-05")), "'in 2014-05'"},
		{list(i(1)), "+", list(i(2)), "[1, 2]"}, {list(i(1)), "+", i(2), "[1, 2]"}, {i(1), "+", list(i(2)), "[1, 2]"},
		{list(), "+", list(), "[]"}, {s("a"), "+", list(), "['a']"}, {list(i(1)), "+", list(list(i(2))), "[1, [2]]"},
		{s("a"), "||", s("b"), "'ab'"}, {list(i(1)), "||", list(i(2)), "[1, 2]"},
		{value.Null, "+", i(1), "null"}, {s("a"), "+", value.Null, "null"}, {list(i(1)), "+", value.Null, "null"},
		{value.Null, "/", i(0), "null"}, {value.Null, "||", s("a"), "null"}, {value.Null, "^", value.Null, "null"},
	} {
		got, err := apply(t, test.op, test.a, test.b)
		if err != nil || show(got) != test.want {
			t.Errorf("%s %s %s = %s, %v; want %s", show(test.a), test.op, show(test.b), show(got), err, test.want)
		}
	}
}

func TestArithmeticErrors(t *testing.T) {
	i, s, big := value.Int, value.String, value.Int(math.MaxInt64)
	for _, test := range []struct {
		a      value.Value
		op     string
		b      value.Value
		kind   fault.Kind
		detail string
		says   string
	}{
		{big, "+", i(1), fault.ArithmeticError, "IntegerOverflow", "9223372036854775807 + 1 is too large"},
		{i(math.MinInt64), "-", i(1), fault.ArithmeticError, "IntegerOverflow", "too large"},
		{i(math.MinInt64), "*", i(-1), fault.ArithmeticError, "IntegerOverflow", "too large"},
		{i(math.MinInt64), "/", i(-1), fault.ArithmeticError, "IntegerOverflow", "too large"},
		{i(1), "/", i(0), fault.ArithmeticError, "DivisionByZero", "divided by zero"},
		{i(1), "%", i(0), fault.ArithmeticError, "DivisionByZero", "divided by zero"},
		{i(1), "+", value.Bool(true), fault.TypeError, "InvalidArgumentType", "cannot add an integer and a boolean"},
		{s("2"), "*", i(3), fault.TypeError, "InvalidArgumentType", "toInteger"},
		{value.Node(0), "-", i(3), fault.TypeError, "InvalidArgumentType", "a node"},
		{s("a"), "||", i(3), fault.TypeError, "InvalidArgumentType", "toString"},
		{value.List(nil), "||", i(3), fault.TypeError, "InvalidArgumentType", "[item]"},
		{s("a"), "+", value.OfMap(&value.Map{}), fault.TypeError, "InvalidArgumentType", "a map"},
	} {
		got, err := apply(t, test.op, test.a, test.b)
		var e *fault.Error
		if !errors.As(err, &e) {
			t.Errorf("%s %s %s = %s without an error", show(test.a), test.op, show(test.b), show(got))
			continue
		}
		if e.Kind != test.kind || e.Detail != test.detail || e.Phase != fault.Run || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s %s %s: %s: %s at %s: %v", show(test.a), test.op, show(test.b), e.Kind, e.Detail, e.Phase, err)
		}
	}
}

// TestIntegersDoNotWrap compares with integers that have no bounds.
func TestIntegersDoNotWrap(t *testing.T) {
	numbers := []int64{0, 1, -1, 2, -2, 3, 1 << 31, -1 << 31, 3037000499, 3037000500, 1 << 62, -1 << 62, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}
	exact := map[string]func(z, x, y *big.Int) *big.Int{
		"+": (*big.Int).Add, "-": (*big.Int).Sub, "*": (*big.Int).Mul, "/": (*big.Int).Quo, "%": (*big.Int).Rem,
	}
	for _, o := range operators {
		compute := exact[o.name]
		if compute == nil {
			continue
		}
		for _, x := range numbers {
			for _, y := range numbers {
				got, err := o.compute(value.Int(x), value.Int(y))
				if y == 0 && (o.name == "/" || o.name == "%") {
					if err == nil {
						t.Errorf("%d %s 0 = %s", x, o.name, show(got))
					}
					continue
				}
				want := compute(new(big.Int), big.NewInt(x), big.NewInt(y))
				if want.IsInt64() != (err == nil) || err == nil && got.Int() != want.Int64() {
					t.Errorf("%d %s %d = %s, %v; want %s", x, o.name, y, show(got), err, want)
				}
			}
		}
	}
}

// TestOperatorsTakeAnything: every pair of values gives a value or an error of the right sort.
func TestOperatorsTakeAnything(t *testing.T) {
	all := values(100)
	for _, o := range operators {
		for _, a := range all {
			for _, b := range all {
				got, err := o.compute(a, b)
				var e *fault.Error
				switch {
				case err != nil && (!errors.As(err, &e) || e.Phase != fault.Run || e.Detail == ""):
					t.Fatalf("%s %s %s: %v", show(a), o.name, show(b), err)
				case (a.IsNull() || b.IsNull()) && (err != nil || !got.IsNull()):
					t.Fatalf("%s %s %s = %s, %v; want null", show(a), o.name, show(b), show(got), err)
				}
			}
		}
	}
}

func TestSigns(t *testing.T) {
	if v, err := value.Negate(value.Int(3)); err != nil || v.Int() != -3 {
		t.Errorf("-3 is %s, %v", show(v), err)
	}
	if _, err := value.Negate(value.Int(math.MinInt64)); err == nil {
		t.Error("the smallest integer can be negated")
	}
	for _, sign := range []func(value.Value) (value.Value, error){value.Negate, value.Plus} {
		if v, err := sign(value.Null); err != nil || !v.IsNull() {
			t.Errorf("a sign before null gives %s, %v", show(v), err)
		}
		if v, err := sign(value.String("1")); err == nil {
			t.Errorf("a sign before a string gives %s", show(v))
		}
	}
}

// outcome is the value, or the kind and detail of the error.
func outcome(v value.Value, err error) string {
	var e *fault.Error
	switch {
	case errors.As(err, &e):
		return string(e.Kind) + " " + e.Detail
	case err != nil:
		return err.Error()
	}
	return show(v)
}
