package exec

import (
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// once says, of each clause, whether rows that come from it are wanted but once: whatever comes after gives the same
// however often a row comes. last says so of what comes after all clauses.
func once(clauses []syntax.Clause, last bool) []bool {
	wanted := make([]bool, len(clauses))
	for i := len(clauses) - 1; i >= 0; i-- {
		wanted[i] = last
		switch clause := clauses[i].(type) {
		case *syntax.With:
			last = onceBefore(&clause.Projection, last)
		case *syntax.Return:
			last = onceBefore(&clause.Projection, last)
		}
	}
	return wanted
}

// onceBefore says whether the rows that go into a projection are wanted but once.
func onceBefore(p *syntax.Projection, after bool) bool {
	aggregates, repeats := false, false
	for _, item := range p.Items {
		a, r := aggregatesIn(item.Expr)
		aggregates, repeats = aggregates || a, repeats || r
	}
	for _, key := range p.OrderBy {
		a, r := aggregatesIn(key.Expr)
		aggregates, repeats = aggregates || a, repeats || r
	}
	switch {
	case repeats:
		return false
	case aggregates || p.Distinct:
		return true // rows are made one before they are counted by SKIP and LIMIT
	}
	return after && p.Skip == nil && p.Limit == nil
}

// aggregatesIn reports whether there are aggregates in an expression, and such as see how often a row comes. What
// is different each time it is computed sees that too.
func aggregatesIn(e syntax.Expr) (any, repeats bool) {
	syntax.Inspect(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subquery:
			return false
		case *syntax.Call:
			f := functions.Lookup(n.Function)
			if f == nil {
				break
			}
			if f.IsAggregate() {
				any = true
				repeats = repeats || !n.Distinct && n.Function != "min" && n.Function != "max"
			}
			repeats = repeats || f.Varies
		}
		return true
	})
	return any, repeats
}
