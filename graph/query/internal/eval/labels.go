package eval

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// LabelTest makes the test of a label expression of those of its names; labelled is that of %. No expression is true
// of all.
func LabelTest[T any](e syntax.LabelExpr, labelled func(T) bool, named func(name string) func(T) bool) func(T) bool {
	switch e := e.(type) {
	case *syntax.LabelName:
		return named(e.Text)
	case *syntax.LabelWildcard:
		return labelled
	case *syntax.LabelNot:
		x := LabelTest(e.X, labelled, named)
		return func(v T) bool { return !x(v) }
	case *syntax.LabelAnd:
		x, y := LabelTest(e.X, labelled, named), LabelTest(e.Y, labelled, named)
		return func(v T) bool { return x(v) && y(v) }
	case *syntax.LabelOr:
		x, y := LabelTest(e.X, labelled, named), LabelTest(e.Y, labelled, named)
		return func(v T) bool { return x(v) || y(v) }
	}
	return func(T) bool { return true }
}

// labelsTest tests the labels of a node.
func labelsTest(e syntax.LabelExpr) func(labels []string) bool {
	return LabelTest(e, func(labels []string) bool { return len(labels) > 0 }, func(name string) func([]string) bool {
		return func(labels []string) bool { return slices.Contains(labels, name) }
	})
}

// MatchingTypes returns which of the Types of g match an expression. A broader type matches its narrower ones where
// g has them.
func MatchingTypes(g property.Graph, e syntax.LabelExpr) []bool {
	types := g.Types()
	h, hasNarrower := g.(property.Hierarchy)
	test := LabelTest(e, func(int) bool { return true }, func(name string) func(int) bool {
		if hasNarrower {
			narrower := h.NarrowerTypes(name)
			return func(t int) bool { return slices.Contains(narrower, t) }
		}
		return func(t int) bool { return types[t] == name }
	})
	matching := make([]bool, len(types))
	for t := range matching {
		matching[t] = test(t)
	}
	return matching
}
