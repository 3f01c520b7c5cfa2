package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// patience is a context that is cancelled when it has been asked so many times: an end that is no matter of time.
type patience struct {
	context.Context
	left *int
}

var errPatience = errors.New("it took too long")

func (p patience) Err() error {
	if *p.left--; *p.left < 0 {
		return errPatience
	}
	return nil
}

// literals returns the values of all literals of an expression: with slots for them, no part of it is constant.
func literals(e syntax.Expr) map[syntax.Expr]value.Value {
	found := map[syntax.Expr]value.Value{}
	syntax.Inspect(e, func(n syntax.Node) bool {
		if literal, ok := n.(*syntax.Literal); ok {
			found[literal] = literal.Value
		}
		return true
	})
	return found
}

// TestFoldingChangesNothing: what is computed beforehand is as it is for a row.
func TestFoldingChangesNothing(t *testing.T) {
	for _, test := range expressions {
		e, err := syntax.ParseExpr(test.text)
		if err != nil {
			t.Fatal(err)
		}
		c, err := compileExpr(e, literals(e), eval.Limits{})
		if got := c.outcome(test.text, err); got != test.want {
			t.Errorf("%s\n\tgives %s without constants\n\twant  %s", test.text, got, test.want)
		}
	}
}

// FuzzExpressions: every expression that parses gives a value, or an error that says where.
func FuzzExpressions(f *testing.F) {
	for _, test := range expressions {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := syntax.ParseExpr(text)
		if err != nil || strings.Contains(strings.ToLower(text), "rand") {
			return
		}
		var outcomes []string
		for _, computed := range []map[syntax.Expr]value.Value{nil, literals(e)} {
			c, err := compileExpr(e, computed, eval.Limits{Memory: 16 << 20})
			var v value.Value
			if err == nil {
				left := 50
				c.rt.Ctx = patience{context.Background(), &left}
				v, err = c.run(c.rt, c.row)
			}
			var fe *fault.Error
			switch {
			case errors.Is(err, context.Canceled), errors.Is(err, errPatience):
				return
			case err == nil:
				outcomes = append(outcomes, value.Format(v, little{}))
			case !errors.As(err, &fe):
				t.Fatalf("%q: %v", text, err)
			case fe.Kind == fault.LimitExceeded:
				return
			case fe.Span == fault.Span{} || fe.Detail == "" || fe.Span.Start < 0 || fe.Span.End > len(text) || fe.Span.Start >= fe.Span.End:
				t.Fatalf("%q: %s %s at %v: %v", text, fe.Kind, fe.Detail, fe.Span, fe)
			default:
				outcomes = append(outcomes, string(fe.Kind)+fe.Error())
			}
		}
		if outcomes[0] != outcomes[1] {
			t.Fatalf("%q gives %s, and without constants %s", text, outcomes[0], outcomes[1])
		}
	})
}

// FuzzFormatReadsBack: what Format writes of plain values is an expression that gives them.
func FuzzFormatReadsBack(f *testing.F) {
	for i, seed := range []string{"", "it's", "\\", "a\nb\t\r", "\x00\x1b\u0085\u202e", "\U000e0001😀", "`", `\u0041`} {
		f.Add(seed, int64(i)<<60, float64(i)*1e-300)
	}
	f.Add("", int64(-1)<<63, 5e-324)
	f.Fuzz(func(t *testing.T, text string, i int64, x float64) {
		if x != x || x-x != 0 || !utf8.ValidString(text) {
			return // NaN and the infinities have no writing, and what is no text is shown as such
		}
		v := value.List([]value.Value{
			value.String(text), value.Int(i), value.Float(x), value.Null, value.Bool(true), value.List(nil),
			value.OfMap(&value.Map{Keys: []string{"a b", "c"}, Values: []value.Value{value.String(text), value.OfMap(&value.Map{})}}),
		})
		c, err := compile(t, value.Format(v, nil), eval.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		back, err := c.run(c.rt, c.row)
		if err != nil || !value.Equivalent(v, back) {
			t.Fatalf("%s reads as %s, %v", value.Format(v, nil), value.Format(back, nil), err)
		}
	})
}
