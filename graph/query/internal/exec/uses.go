package exec

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// mentions reports whether a variable is named in n.
func mentions(n syntax.Node, variable string) bool {
	found := false
	eachName(n, func(name string) bool {
		found = found || name == variable
		return !found
	})
	return found
}

// eachName calls visit with the variables that are named in n, in an expression or bound in a pattern, until it
// returns false.
func eachName(n syntax.Node, visit func(name string) bool) {
	more := true
	syntax.Inspect(n, func(n syntax.Node) bool {
		var bound *syntax.Name
		switch n := n.(type) {
		case *syntax.Variable:
			more = more && visit(n.Text)
		case *syntax.NodePattern:
			bound = n.Var
		case *syntax.RelationshipPattern:
			bound = n.Var
		case *syntax.PathPattern:
			bound = n.Var
		}
		if bound != nil {
			more = more && visit(bound.Text)
		}
		return more
	})
}

// uses says which clauses of a query name which variables.
type uses struct {
	named map[string][]int // by variable the clauses that name it, ascending
	ends  []int            // for each clause the next projection after it, or the number of clauses
	star  []bool           // which clauses have *
}

// usesOf goes through clauses once, in proportion to their length.
func usesOf(clauses []syntax.Clause) *uses {
	u := &uses{named: map[string][]int{}, ends: make([]int, len(clauses)), star: make([]bool, len(clauses))}
	end := len(clauses)
	for i := len(clauses) - 1; i >= 0; i-- {
		u.ends[i] = end
		switch clause := clauses[i].(type) {
		case *syntax.With:
			end, u.star[i] = i, clause.Star
		case *syntax.Return:
			end, u.star[i] = i, clause.Star
		}
	}
	for i, clause := range clauses {
		eachName(clause, func(name string) bool {
			if places := u.named[name]; len(places) == 0 || places[len(places)-1] != i {
				u.named[name] = append(places, i)
			}
			return true
		})
	}
	return u
}

// after reports whether what comes after a clause may want the value of a variable: a clause up to the next
// projection, and that too.
func (u *uses) after(clause int, variable string) bool {
	end := u.ends[clause]
	if end < len(u.star) && u.star[end] {
		return true
	}
	named := u.named[variable]
	next, _ := slices.BinarySearch(named, clause+1)
	return next < len(named) && named[next] <= end
}
