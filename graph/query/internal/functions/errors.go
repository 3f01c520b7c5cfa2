package functions

import (
	"fmt"
	"strconv"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// described writes a value for a message: what it is, and a number, truth value or short string itself.
func described(v value.Value) string {
	switch v.Kind() {
	case value.KindNull:
		return "null"
	case value.KindBool:
		return strconv.FormatBool(v.Bool())
	case value.KindInt:
		return "the number " + strconv.FormatInt(v.Int(), 10)
	case value.KindFloat:
		return "the number " + formatFloat(v.Float())
	case value.KindString:
		const longest = 30
		text := []rune(v.Text())
		if len(text) > longest {
			text = append(text[:longest:longest], '…')
		}
		return "the string '" + string(text) + "'"
	case value.KindDate:
		return "the date " + v.Date().String()
	}
	return v.Kind().Phrase()
}

func wrongKind(name string, want value.Kinds, got value.Value) error {
	return fault.AtRun(fault.TypeError, "InvalidArgumentValue", fault.Span{},
		"%s takes %s, not %s", name, want.Phrase(), described(got))
}

func badArgument(detail, format string, args ...any) *fault.Error {
	return fault.AtRun(fault.ArgumentError, detail, fault.Span{}, format, args...)
}

func overflow(what string) error {
	return fault.AtRun(fault.ArithmeticError, "IntegerOverflow", fault.Span{},
		"%s is beyond the integers, which end at 9223372036854775807", what).
		WithHint("toFloat(x) computes with floats, which have no such end")
}

// largeResult is the size in bytes from which a result counts against the memory of a query; below it, the
// result is small beside the row it stands in.
const largeResult = 1 << 16

// sizeOfValue is the size in bytes of an item of a list.
const sizeOfValue = 24

// largestResult is the size in bytes that no single result exceeds, whatever the limits are.
const largestResult = value.MaxSize

// fits asks whether a result of so many bytes may be made.
func (c *Context) fits(what string, bytes uint64) error {
	switch {
	case bytes < largeResult:
		return nil
	case bytes > largestResult:
		return fault.AtRun(fault.LimitExceeded, "Memory", fault.Span{}, "%s would take %s of memory", what, gigabytes(bytes)).
			WithHint("ask for less at a time")
	case c == nil:
		return nil
	case c.Fits != nil:
		return c.Fits(int(bytes))
	case c.Hold != nil:
		return c.Hold(int(bytes))
	}
	return nil
}

func gigabytes(bytes uint64) string { return fmt.Sprintf("%.0f GB", float64(bytes)/(1<<30)) }

// hold notes that an aggregate keeps so many bytes.
func (c *Context) hold(bytes int) error {
	if c == nil || c.Hold == nil {
		return nil
	}
	return c.Hold(bytes)
}
