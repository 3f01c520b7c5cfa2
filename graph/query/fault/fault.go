// Package fault holds the error that every part of the query language gives: what is wrong, where in the
// text, and what would be right.
package fault

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Span is a range of bytes in the text of a query: text[Start:End].
type Span struct{ Start, End int }

// Pos returns the span itself, so that what embeds a Span says where it stands.
func (s Span) Pos() Span { return s }

// To returns the span from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Start, t.End} }

// Phase says when an error comes up.
type Phase uint8

const (
	Compile Phase = iota // the text alone, or with the vocabulary of the graph, is enough to see it
	Run                  // it takes the data
)

func (p Phase) String() string {
	switch p {
	case Compile:
		return "compile time"
	case Run:
		return "runtime"
	}
	return fmt.Sprintf("Phase(%d)", uint8(p))
}

// Kind is the type of an error, by the name that openCypher gives it where it has one.
type Kind string

const (
	SyntaxError      Kind = "SyntaxError"
	TypeError        Kind = "TypeError"
	ArgumentError    Kind = "ArgumentError"
	ArithmeticError  Kind = "ArithmeticError"
	SemanticError    Kind = "SemanticError"
	EntityNotFound   Kind = "EntityNotFound"
	ParameterMissing Kind = "ParameterMissing"
	LimitExceeded    Kind = "LimitExceeded"    // a limit of ours; Detail says which: Rows, Paths, Memory, Time, or Depth of values
	UnboundedPattern Kind = "UnboundedPattern" // ours too
)

// Error is what is wrong with a query, or with running it.
type Error struct {
	Kind   Kind
	Phase  Phase
	Detail string // openCypher's word for it, such as "UndefinedVariable", where it has one
	Span   Span   // the zero Span where no place in the text is to blame
	// Message says what is wrong, in a sentence without a capital or full stop; Hint, if there is one, what
	// would be right.
	Message, Hint string
	// Text is the whole query, for the excerpt; what makes the error need not set it.
	Text string
}

// New returns an error of the compile phase.
func New(kind Kind, detail string, at Span, format string, args ...any) *Error {
	return &Error{Kind: kind, Detail: detail, Span: at, Message: fmt.Sprintf(format, args...)}
}

// AtRun returns an error of the run phase.
func AtRun(kind Kind, detail string, at Span, format string, args ...any) *Error {
	e := New(kind, detail, at, format, args...)
	e.Phase = Run
	return e
}

// WithHint sets the hint and returns e.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// Locate returns err with a span, if it is an *Error that has none; any other as it is. An error that is made with a query
// may come up in several runs at once, and so it is a copy that is given the span.
func Locate(err error, span Span) error {
	if e, ok := err.(*Error); ok && e.Span == (Span{}) {
		placed := *e
		placed.Span = span
		return &placed
	}
	return err
}

// WithText returns err with the text of its query, if it is an *Error that has none, likewise as a copy.
func WithText(err error, text string) error {
	if e, ok := err.(*Error); ok && e.Text == "" {
		placed := *e
		placed.Text = text
		return &placed
	}
	return err
}

// Error is one line: "3:14: no variable x; …".
func (e *Error) Error() string {
	var b strings.Builder
	if e.Text != "" && e.Span != (Span{}) {
		line, column := e.Position()
		fmt.Fprintf(&b, "%d:%d: ", line, column)
	}
	b.WriteString(e.Message)
	if e.Hint != "" {
		b.WriteString("; " + e.Hint)
	}
	return b.String()
}

// Position returns the line and the column, in characters, at which the error is, both from 1.
func (e *Error) Position() (line, column int) {
	before := e.Text[:min(max(e.Span.Start, 0), len(e.Text))]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
