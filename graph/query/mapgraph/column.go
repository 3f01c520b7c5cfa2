package mapgraph

import (
	"strings"
	"sync"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// column holds a property of all records as values, each that is distinct once, so that to read one allocates
// nothing. It is made when it is first needed, because most queries look at few properties.
type column struct {
	once   sync.Once
	make   func() (at []uint32, values []value.Value)
	at     []uint32 // of record i: values[at[i]]; nil where every record has a value of its own
	values []value.Value
}

func (c *column) get(i int) value.Value {
	c.once.Do(func() { c.at, c.values = c.make() })
	if c.at != nil {
		i = int(c.at[i])
	}
	return c.values[i]
}

// interned makes a column of n records of which many are alike.
func interned[K comparable](n int, of func(i int) K, make_ func(K) value.Value) *column {
	return &column{make: func() ([]uint32, []value.Value) {
		at, values := make([]uint32, n), []value.Value(nil)
		index := map[K]uint32{}
		for i := range at {
			k := of(i)
			place, ok := index[k]
			if !ok {
				place = uint32(len(values))
				index[k] = place
				values = append(values, make_(k))
			}
			at[i] = place
		}
		return at, values
	}}
}

// separate makes a column of n records of which each has a value of its own.
func separate(n int, of func(i int) value.Value) *column {
	return &column{make: func() ([]uint32, []value.Value) {
		values := make([]value.Value, n)
		for i := range values {
			values[i] = of(i)
		}
		return nil, values
	}}
}

func textColumn(n int, of func(i int) string) *column { return interned(n, of, text) }

func dateColumn(n int, of func(i int) graph.Date) *column { return interned(n, of, value.Date) }

// idsColumn is one of lists of ids, in which no space comes.
func idsColumn(n int, of func(i int) []string) *column {
	return interned(n, func(i int) string { return strings.Join(of(i), " ") },
		func(joined string) value.Value { return list(strings.Fields(joined)) })
}

// text returns a string, or Null where there is none.
func text(s string) value.Value {
	if s == "" {
		return value.Null
	}
	return value.String(s)
}

func list(words []string) value.Value {
	return value.ListOf(words, value.String)
}

// record returns a map of the fields that are known.
func record(fields ...field) value.Value {
	m := &value.Map{}
	for _, f := range fields {
		if !f.value.IsNull() {
			m.Keys = append(m.Keys, f.key)
			m.Values = append(m.Values, f.value)
		}
	}
	return value.OfMap(m)
}

type field struct {
	key   string
	value value.Value
}
