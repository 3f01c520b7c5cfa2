package value_test

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func ExampleFormat() {
	v := value.OfMap(&value.Map{
		Keys:   []string{"name", "since", "strength"},
		Values: []value.Value{value.String("MI5"), value.Date(graph.MustParseDate("2007~")), value.Float(1)},
	})
	fmt.Println(value.Format(v, nil))
	fmt.Println(string(value.AppendJSON(nil, v, nil)))
	// Output:
	// {name: 'MI5', since: '2007~', strength: 1.0}
	// {"name":"MI5","since":"2007~","strength":1.0}
}

func ExampleEquals() {
	one, null := value.Int(1), value.Null
	fmt.Println(value.Equals(one, value.Float(1)), value.Equals(one, value.String("1")), value.Equals(one, null))
	fmt.Println(value.Equivalent(null, null))
	// Output:
	// true false unknown
	// true
}

func ExampleOrder() {
	values := []value.Value{value.Null, value.Int(10), value.Float(2.5), value.String("b"), value.String("a"), value.Bool(true)}
	slices.SortFunc(values, value.Order)
	fmt.Println(value.Format(value.List(values), nil))
	// Output: ['a', 'b', true, 2.5, 10, null]
}
