// Package functions is the table of the functions of the query language.
//
// A row says how a function is called, what it means, which kinds of value it takes and gives, and computes
// it; the checks before a query runs, its evaluation and the documentation read the same rows. Functions are
// of values alone, and of the graph where they take a node, a relationship or a path: none reads a clock, and
// rand gives the same numbers in each run.
package functions

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Context is what functions are given besides their arguments. Those of values alone also work with nil, as
// where a constant expression is computed before the query runs.
type Context struct {
	Ctx   context.Context
	Graph property.Graph
	// Random gives numbers in [0, 1), the same ones for each run of a query.
	Random func() float64
	// Hold notes that a result of so many bytes was made, and fails where that is too much. It is called for
	// what an aggregate keeps and, where Fits is nil, for long lists and strings.
	Hold func(bytes int) error
	// Fits fails where a result of so many bytes would be too much beside what is held; unlike Hold it does
	// not add up, for results that may be forgotten at once.
	Fits func(bytes int) error
}

// Function is a row of the table.
type Function struct {
	Name    string   // as it is shown: "toUpper"; found in any case
	Aliases []string // other names that mean the same
	Group   string   // the heading under which it is shown
	// Signature is how it is called: "toUpper(text STRING) STRING". A "?" after a name marks what may be left
	// out.
	Signature string
	Meaning   string // a sentence
	// Min and Max are how many arguments it takes; Max -1 is any number.
	Min, Max int
	// Args are the kinds that the arguments may have, the last for all further ones; Result is what comes out.
	Args   []value.Kinds
	Result value.Kinds
	// Item is what the items of a list that comes out are; 0 where that depends on the arguments.
	Item value.Kinds
	// NullIn says that it can give something other than null where an argument is null.
	NullIn bool
	// Varies says that it need not give the same for the same arguments: it is no constant.
	Varies bool
	// Eval computes a function that is no aggregate. An error is a *fault.Error without a span. The number of
	// arguments is for the caller to check, their kinds Eval checks itself; for a null where NullIn is false
	// it gives null.
	Eval func(c *Context, args []value.Value) (value.Value, error)
	// Aggregate makes what adds up the rows of a group; nil where it is no aggregate.
	Aggregate func(c *Context) Aggregator
}

// Aggregator adds up the rows of a group. DISTINCT is done outside.
type Aggregator interface {
	// Add takes the arguments for one row: none for count(*).
	Add(args []value.Value) error
	Result() (value.Value, error)
}

// Arg returns the kinds that the argument at an index may have.
func (f *Function) Arg(i int) value.Kinds {
	if len(f.Args) == 0 {
		return value.AnyKind
	}
	return f.Args[min(i, len(f.Args)-1)]
}

// IsAggregate reports whether f adds up rows.
func (f *Function) IsAggregate() bool { return f.Aggregate != nil }

// library is the table, and where each name is in it.
type library struct {
	rows  []Function
	names []string
	index map[string]int
}

var load = sync.OnceValue(func() *library {
	l := &library{
		rows: slices.Concat(aggregates, graphFunctions, listFunctions, textFunctions, numberFunctions,
			conversions, dateFunctions, otherFunctions),
		index: map[string]int{},
	}
	for i := range l.rows {
		f := &l.rows[i]
		if f.Eval != nil {
			f.Eval = guarded(f)
		}
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			l.index[strings.ToLower(name)] = i
			l.names = append(l.names, name)
		}
	}
	return l
})

// Lookup returns the function of a name, in any case, or of an alias; nil where there is none.
func Lookup(name string) *Function {
	l := load()
	if i, ok := l.index[strings.ToLower(name)]; ok {
		return &l.rows[i]
	}
	return nil
}

// All returns the table, by groups; not to be changed.
func All() []Function { return load().rows }

// Names returns all names, aliases too, in the order of the table; not to be changed.
func Names() []string { return load().names }

// guarded returns the Eval of f with the checks that all functions have in common.
func guarded(f *Function) func(*Context, []value.Value) (value.Value, error) {
	eval := f.Eval
	return func(c *Context, args []value.Value) (value.Value, error) {
		for i := range args {
			if k := args[i].Kind(); k == value.KindNull {
				if !f.NullIn {
					return value.Null, nil
				}
			} else if !f.Arg(i).Has(k) {
				return value.Null, wrongKind(f.Name, f.Arg(i), args[i])
			}
		}
		return eval(c, args)
	}
}
