package fault_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		name, text, span string // the span is that of the first occurrence
		want             string
	}{
		{"a word", "MATCH (a) RETRUN a", "RETRUN", "MATCH (a) RETRUN a\n          ^~~~~~"},
		{"a character", "RETURN ]", "]", "RETURN ]\n       ^"},
		{"a line of several", "MATCH (a)\nRETRUN a\nLIMIT 1", "RETRUN", "RETRUN a\n^~~~~~"},
		{"carriage returns", "MATCH (a)\r\nRETRUN a\r\nLIMIT 1", "a\r\nLIMIT", "RETRUN a\n       ^"},
		{"more than a line", "RETURN [1,\n2]", "[1,\n2]", "RETURN [1,\n       ^~~"},
		{"tabs stay, so that the caret stands below", "\tRETURN\tx y", "y", "\tRETURN\tx y\n\t      \t  ^"},
		{"accents of their own", "RETURN e\u0301 y", "y", "RETURN e\u0301 y\n         ^"},
		{"two columns each", "RETURN '情報' y", "y", "RETURN '情報' y\n              ^"},
		{"two columns in the span", "RETURN 情報 x", "情報", "RETURN 情報 x\n       ^~~~"},
		{"what upsets a terminal", "RETURN \x1b[31m y", "y", "RETURN \ufffd[31m y\n             ^"},
		{"what turns the direction", "RETURN '\u202e' y", "y", "RETURN '\ufffd' y\n           ^"},
		{"what cannot be seen", "RETURN \u200bx", "\u200b", "RETURN \ufffdx\n       ^"},
		{"invalid UTF-8", "RETURN \xff y", "y", "RETURN \ufffd y\n         ^"},
	} {
		start := strings.Index(c.text, c.span)
		e := &fault.Error{Text: c.text, Span: fault.Span{Start: start, End: start + len(c.span)}}
		if c.name == "carriage returns" { // the last a
			e.Span = fault.Span{Start: strings.Index(c.text, " a\r") + 1, End: len(c.text)}
		}
		if got := e.Excerpt(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestExcerptOfNoPlace(t *testing.T) {
	for _, e := range []fault.Error{{}, {Text: "RETURN 1"}, {Span: fault.Span{Start: 1, End: 2}}} {
		if got := e.Excerpt(); got != "" {
			t.Errorf("%v has the excerpt %q", e, got)
		}
	}
	end := fault.Error{Text: "RETURN", Span: fault.Span{Start: 6, End: 6}}
	if got := end.Excerpt(); got != "RETURN\n      ^" {
		t.Errorf("at the end: %q", got)
	}
	for _, span := range []fault.Span{{Start: -5, End: -1}, {Start: 90, End: 99}, {Start: 4, End: 2}} { // no panic
		e := fault.Error{Text: "RETURN", Span: span}
		_, _ = e.Excerpt(), e.Error()
	}
}

// A long line is cut to what is around the mistake, which the caret still stands under.
func TestExcerptOfLongLine(t *testing.T) {
	for _, at := range []int{0, 50, 2000, 3999} {
		text := strings.Repeat("é", at) + "xyz" + strings.Repeat("b", 4000-at)
		start := strings.Index(text, "xyz")
		e := fault.Error{Text: text, Span: fault.Span{Start: start, End: start + 3}}
		line, marks, _ := strings.Cut(e.Excerpt(), "\n")
		r := []rune(line)
		column := strings.IndexByte(marks, '^')
		if len(r) > 102 || column < 0 || string(r[column]) != "x" || !strings.HasPrefix(marks[column:], "^~~") {
			if !(at == 0 && column == 0) {
				t.Errorf("at %d: %q (%d characters), %q", at, line, len(r), marks)
			}
		}
	}
}

func TestError(t *testing.T) {
	e := fault.New(fault.SyntaxError, "UnexpectedSyntax", fault.Span{Start: 4, End: 5}, "no %s here", "x").WithHint("take %s", "y")
	if got := e.Error(); got != "no x here; take y" {
		t.Error(got)
	}
	e.Text = "é\né x"
	if got := e.Error(); got != "2:2: no x here; take y" {
		t.Error(got)
	}
	if e.Phase.String() != "compile time" || fault.AtRun(fault.TypeError, "", fault.Span{}, "x").Phase.String() != "runtime" {
		t.Error("phases")
	}
	if got := (fault.Span{Start: 1, End: 2}).To(fault.Span{Start: 5, End: 7}); got != (fault.Span{Start: 1, End: 7}) {
		t.Error(got)
	}
}

// An error that is made once may be placed in several texts at once, and so is not changed.
func TestLocate(t *testing.T) {
	e := fault.New(fault.TypeError, "X", fault.Span{}, "no")
	span := fault.Span{Start: 1, End: 2}
	placed, _ := fault.WithText(fault.Locate(e, span), "abc").(*fault.Error)
	if placed == nil || placed.Span != span || placed.Text != "abc" || placed.Message != "no" {
		t.Errorf("%+v", placed)
	}
	if e.Span != (fault.Span{}) || e.Text != "" {
		t.Errorf("the error was changed: %+v", e)
	}
	if again := fault.WithText(fault.Locate(placed, fault.Span{Start: 5}), "other"); again != error(placed) {
		t.Errorf("%+v", again)
	}
	other := errors.New("other")
	if fault.Locate(other, span) != other || fault.WithText(other, "abc") != other || fault.Locate(nil, span) != nil || fault.WithText(nil, "") != nil {
		t.Error("other errors are changed")
	}
	if got := fault.Phase(9).String(); got != "Phase(9)" {
		t.Error(got)
	}
}
