package functions

import (
	"slices"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

var listFunctions = []Function{
	{
		Name: "size", Group: "Lists", Signature: "size(x LIST | STRING | MAP) INTEGER",
		Meaning: "How many items a list, characters a string, or entries a map has.",
		Min:     1, Max: 1, Args: []value.Kinds{list | text | mapping}, Result: whole, Eval: size,
	}, {
		Name: "head", Group: "Lists", Signature: "head(list LIST) ANY",
		Meaning: "The first item of a list; null where it is empty.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: anyKind,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if items := args[0].List(); len(items) > 0 {
				return items[0], nil
			}
			return value.Null, nil
		},
	}, {
		Name: "last", Group: "Lists", Signature: "last(list LIST) ANY",
		Meaning: "The last item of a list; null where it is empty.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: anyKind,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if items := args[0].List(); len(items) > 0 {
				return items[len(items)-1], nil
			}
			return value.Null, nil
		},
	}, {
		Name: "tail", Group: "Lists", Signature: "tail(list LIST) LIST",
		Meaning: "A list without its first item.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: list,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			items := args[0].List()
			return value.List(items[min(1, len(items)):]), nil
		},
	}, {
		Name: "reverse", Group: "Lists", Signature: "reverse(x LIST | STRING) LIST | STRING",
		Meaning: "A list or a string from its end to its start.",
		Min:     1, Max: 1, Args: []value.Kinds{list | text}, Result: list | text,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if args[0].Kind() == value.KindString {
				letters := []rune(args[0].Text())
				slices.Reverse(letters)
				return value.String(string(letters)), nil
			}
			items := slices.Clone(args[0].List())
			slices.Reverse(items)
			return value.List(items), nil
		},
	}, {
		Name: "range", Group: "Lists", Signature: "range(first INTEGER, last INTEGER, step? INTEGER) LIST<INTEGER>",
		Meaning: "The integers from the first to the last, both included, in steps of 1 or as given.",
		Min:     2, Max: 3, Args: []value.Kinds{anyKind}, Result: list, Item: whole, Eval: numbers,
	}, {
		Name: "isEmpty", Group: "Lists", Signature: "isEmpty(x LIST | STRING | MAP) BOOLEAN",
		Meaning: "Whether a list, a string or a map has nothing in it.",
		Min:     1, Max: 1, Args: []value.Kinds{list | text | mapping}, Result: truth,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.Bool(count(args[0]) == 0), nil
		},
	}, {
		Name: "toIntegerList", Group: "Lists", Signature: "toIntegerList(list LIST) LIST<INTEGER>",
		Meaning: "A list with toIntegerOrNull of each item.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: list, Item: whole, Eval: each(toInteger),
	}, {
		Name: "toFloatList", Group: "Lists", Signature: "toFloatList(list LIST) LIST<FLOAT>",
		Meaning: "A list with toFloatOrNull of each item.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: list, Item: float, Eval: each(toFloat),
	}, {
		Name: "toStringList", Group: "Lists", Signature: "toStringList(list LIST) LIST<STRING>",
		Meaning: "A list with toStringOrNull of each item.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: list, Item: text, Eval: each(toText),
	}, {
		Name: "toBooleanList", Group: "Lists", Signature: "toBooleanList(list LIST) LIST<BOOLEAN>",
		Meaning: "A list with toBooleanOrNull of each item.",
		Min:     1, Max: 1, Args: []value.Kinds{list}, Result: list, Item: truth, Eval: each(toTruth),
	},
}

// count is how many characters, items or entries v has.
func count(v value.Value) int {
	switch v.Kind() {
	case value.KindString:
		return utf8.RuneCountInString(v.Text())
	case value.KindMap:
		return len(v.Map().Keys)
	}
	return len(v.List())
}

func size(_ *Context, args []value.Value) (value.Value, error) {
	return value.Int(int64(count(args[0]))), nil
}

// each is the Eval of a function that converts each item of a list.
func each(convert func(value.Value) (value.Value, bool)) func(*Context, []value.Value) (value.Value, error) {
	return func(c *Context, args []value.Value) (value.Value, error) {
		from := args[0].List()
		if err := c.fits("a converted list", uint64(len(from))*sizeOfValue); err != nil {
			return value.Null, err
		}
		items := make([]value.Value, len(from))
		for i := range from {
			items[i], _ = convert(from[i])
		}
		return value.List(items), nil
	}
}

// numbers is range. The kinds of its arguments are an error of the run and of its own kind in the scenarios of
// openCypher.
func numbers(c *Context, args []value.Value) (value.Value, error) {
	for _, arg := range args {
		if arg.Kind() != value.KindInt {
			return value.Null, badArgument("InvalidArgumentType", "range takes integers, not %s", described(arg))
		}
	}
	first, last, step := args[0].Int(), args[1].Int(), int64(1)
	if len(args) == 3 {
		step = args[2].Int()
	}
	if step == 0 {
		return value.Null, badArgument("NumberOutOfRange", "range: a step of 0 never comes to the end")
	}
	if step > 0 && first > last || step < 0 && first < last {
		return value.List(nil), nil
	}
	// In uint64 the distance of any two int64, and the negative of any, is right.
	distance, stride := uint64(last)-uint64(first), uint64(step)
	if step < 0 {
		distance, stride = uint64(first)-uint64(last), -uint64(step)
	}
	more := distance / stride
	if more >= largestResult/sizeOfValue {
		return value.Null, fault.AtRun(fault.LimitExceeded, "Memory", fault.Span{},
			"range from %d to %d has more than %d numbers", first, last, largestResult/sizeOfValue).
			WithHint("ask for less at a time")
	}
	if err := c.fits("range", (more+1)*sizeOfValue); err != nil {
		return value.Null, err
	}
	items := make([]value.Value, more+1)
	for i := range items {
		items[i] = value.Int(first + int64(i)*step)
	}
	return value.List(items), nil
}
