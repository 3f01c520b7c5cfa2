package functions

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var otherFunctions = []Function{
	{
		Name: "coalesce", Group: "Other", Signature: "coalesce(x ANY, …) ANY",
		Meaning: "The first of its arguments that is not null.",
		Min:     1, Max: -1, Args: []value.Kinds{anyKind}, Result: anyKind, NullIn: true,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			for _, arg := range args {
				if !arg.IsNull() {
					return arg, nil
				}
			}
			return value.Null, nil
		},
	}, {
		Name: "nullIf", Group: "Other", Signature: "nullIf(x ANY, y ANY) ANY",
		Meaning: "Null where the two are equal, otherwise the first.",
		Min:     2, Max: 2, Args: []value.Kinds{anyKind}, Result: anyKind, NullIn: true,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if value.Equals(args[0], args[1]) == value.True {
				return value.Null, nil
			}
			return args[0], nil
		},
	}, {
		Name: "exists", Group: "Other", Signature: "exists(x ANY) BOOLEAN",
		Meaning: "Whether a value is there: the older writing of x IS NOT NULL.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: truth, NullIn: true,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.Bool(!args[0].IsNull()), nil
		},
	}, {
		Name: "valueType", Group: "Other", Signature: "valueType(x ANY) STRING",
		Meaning: "The name of the type of a value, such as INTEGER NOT NULL or LIST<STRING NOT NULL> NOT NULL.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: text, NullIn: true,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.String(typeName(args[0])), nil
		},
	},
}

// typeName names the type of a value in the way of GQL.
func typeName(v value.Value) string {
	name := v.Kind().String()
	switch v.Kind() {
	case value.KindNull:
		return name
	case value.KindList:
		name += "<" + itemTypes(v.List()) + ">"
	}
	return name + " NOT NULL"
}

// itemTypes names the types of the items of a list, each once, null by the others being without NOT NULL.
func itemTypes(items []value.Value) string {
	var names []string
	null := false
	for _, item := range items {
		name, found := typeName(item), false
		if item.IsNull() {
			null = true
			continue
		}
		for _, known := range names {
			found = found || known == name
		}
		if !found {
			names = append(names, name)
		}
	}
	switch {
	case len(items) == 0:
		return "NOTHING"
	case len(names) == 0:
		return "NULL"
	case null:
		for i := range names {
			names[i] = strings.TrimSuffix(names[i], " NOT NULL")
		}
	}
	return strings.Join(names, " | ")
}
