package functions

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

var dateFunctions = []Function{
	{
		Name: "date", Group: "Dates", Signature: "date(x STRING | MAP | DATE) DATE",
		Meaning: "The date that is written as 2019, 2019-05, 2019-05-13 or, if approximate, 2019~; or {year: 2019, month: 5, day: 13}, of which month and day may be left out.",
		Min:     0, Max: 1, Args: []value.Kinds{text | mapping | date}, Result: date,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if len(args) == 0 {
				return value.Null, badArgument("InvalidArgumentValue", "date() has no clock: the same query is to give the same answer on every day").
					WithHint("give the date that is meant, as in date('2019-05-13')")
			}
			return toDate("date", args[0])
		},
	},
}

// toDate makes a date of what stands for one: a text, a map, or a date itself.
func toDate(name string, v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindString:
		d, err := graph.ParseDate(v.Text())
		if err != nil {
			return value.Null, badArgument("InvalidArgumentValue", "%s: %v", name, err)
		}
		return value.Date(d), nil
	case value.KindMap:
		return dateOfMap(v.Map())
	}
	return v, nil
}

// dateOfMap makes a date of {year, month, day}, the latter two or the last left out.
func dateOfMap(m *value.Map) (value.Value, error) {
	parts := []string{"year", "month", "day"}
	var numbers [3]int64
	said := 0
	for i, key := range m.Keys {
		at := slices.Index(parts, key)
		if at < 0 {
			return value.Null, badArgument("InvalidArgumentValue", "date: no part of a date is called %s", key).
				WithHint("the parts are year, month and day")
		}
		v := m.Values[i]
		if v.IsNull() {
			return value.Null, nil
		}
		if v.Kind() != value.KindInt || v.Int() < 0 || v.Int() > 9999 {
			return value.Null, badArgument("InvalidArgumentValue", "date: the %s is to be an integer, not %s", key, described(v))
		}
		numbers[at] = v.Int()
		said |= 1 << at
	}
	written := fmt.Sprintf("%04d", numbers[0])
	switch said {
	case 1:
	case 1 | 2:
		written += fmt.Sprintf("-%02d", numbers[1])
	case 1 | 2 | 4:
		written += fmt.Sprintf("-%02d-%02d", numbers[1], numbers[2])
	default:
		return value.Null, badArgument("InvalidArgumentValue", "date: a date has a year, a year and a month, or a year, a month and a day")
	}
	return toDate("date", value.String(written))
}
