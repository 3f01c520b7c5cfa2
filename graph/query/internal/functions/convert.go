package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var conversions = []Function{
	{
		Name: "toInteger", Group: "Conversion", Signature: "toInteger(x INTEGER | FLOAT | BOOLEAN | STRING) INTEGER",
		Meaning: "An integer of a number, cut off at the point, of a truth value or of a string; null where the string is none.",
		Min:     1, Max: 1, Args: []value.Kinds{number | truth | text}, Result: whole,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			v, ok := toInteger(args[0])
			if f := args[0].Float(); !ok && args[0].Kind() == value.KindFloat && !math.IsNaN(f) {
				return value.Null, overflow("toInteger(" + formatFloat(f) + ")")
			}
			return v, nil
		},
	}, {
		Name: "toIntegerOrNull", Group: "Conversion", Signature: "toIntegerOrNull(x ANY) INTEGER",
		Meaning: "As toInteger, and null for what cannot be converted.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: whole, Eval: converting(toInteger),
	}, {
		Name: "toFloat", Group: "Conversion", Signature: "toFloat(x INTEGER | FLOAT | STRING) FLOAT",
		Meaning: "A float of a number or a string; null where the string is none.",
		Min:     1, Max: 1, Args: []value.Kinds{number | text}, Result: float, Eval: converting(toFloat),
	}, {
		Name: "toFloatOrNull", Group: "Conversion", Signature: "toFloatOrNull(x ANY) FLOAT",
		Meaning: "As toFloat, and null for what cannot be converted.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: float, Eval: converting(toFloat),
	}, {
		Name: "toString", Group: "Conversion", Signature: "toString(x INTEGER | FLOAT | BOOLEAN | STRING | DATE) STRING",
		Meaning: "A number, a truth value or a date as text.",
		Min:     1, Max: 1, Args: []value.Kinds{number | truth | text | date}, Result: text, Eval: converting(toText),
	}, {
		Name: "toStringOrNull", Group: "Conversion", Signature: "toStringOrNull(x ANY) STRING",
		Meaning: "As toString, and null for what cannot be converted.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: text, Eval: converting(toText),
	}, {
		Name: "toBoolean", Group: "Conversion", Signature: "toBoolean(x BOOLEAN | STRING | INTEGER) BOOLEAN",
		Meaning: "A truth value of the string true or false in any case, null of another, or of an integer, of which 0 is false.",
		Min:     1, Max: 1, Args: []value.Kinds{truth | text | whole}, Result: truth, Eval: converting(toTruth),
	}, {
		Name: "toBooleanOrNull", Group: "Conversion", Signature: "toBooleanOrNull(x ANY) BOOLEAN",
		Meaning: "As toBoolean, and null for what cannot be converted.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: truth, Eval: converting(toTruth),
	},
}

// converting is the Eval of a conversion; what has no result becomes null.
func converting(convert func(value.Value) (value.Value, bool)) func(*Context, []value.Value) (value.Value, error) {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		v, _ := convert(args[0])
		return v, nil
	}
}

// The conversions give null and false for what cannot be converted.

func toInteger(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.KindInt:
		return v, true
	case value.KindBool:
		if v.Bool() {
			return value.Int(1), true
		}
		return value.Int(0), true
	case value.KindFloat:
		return wholeOf(v.Float())
	case value.KindString:
		s := strings.TrimSpace(v.Text())
		if i, err := strconv.ParseInt(s, 10, 64); err == nil {
			return value.Int(i), true
		}
		if f, ok := parseFloat(s); ok {
			return wholeOf(f)
		}
	}
	return value.Null, false
}

// wholeOf cuts a number off at its point.
func wholeOf(f float64) (value.Value, bool) {
	const beyond = 1 << 63 // the least power of two that no int64 reaches
	if f = math.Trunc(f); f >= -beyond && f < beyond {
		return value.Int(int64(f)), true
	}
	return value.Null, false
}

func toFloat(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.KindInt, value.KindFloat:
		return value.Float(v.Float()), true
	case value.KindString:
		if f, ok := parseFloat(strings.TrimSpace(v.Text())); ok {
			return value.Float(f), true
		}
	}
	return value.Null, false
}

// parseFloat reads a decimal number as a query writes it, or NaN or Infinity; not the hexadecimal numbers and
// underscores that Go has besides.
func parseFloat(s string) (float64, bool) {
	switch strings.TrimLeft(s, "+-") {
	case "NaN", "Infinity":
	default:
		if s == "" || strings.Trim(s, "0123456789.eE+-") != "" {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

func toText(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.KindString:
		return v, true
	case value.KindBool:
		return value.String(strconv.FormatBool(v.Bool())), true
	case value.KindInt:
		return value.String(strconv.FormatInt(v.Int(), 10)), true
	case value.KindFloat:
		return value.String(formatFloat(v.Float())), true
	case value.KindDate:
		return value.String(v.Date().String()), true
	}
	return value.Null, false
}

// formatFloat writes a decimal number as results do.
func formatFloat(f float64) string { return value.Format(value.Float(f), nil) }

func toTruth(v value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.KindBool:
		return v, true
	case value.KindInt:
		return value.Bool(v.Int() != 0), true
	case value.KindString:
		switch strings.ToLower(strings.TrimSpace(v.Text())) {
		case "true":
			return value.Bool(true), true
		case "false":
			return value.Bool(false), true
		}
	}
	return value.Null, false
}
