package exec

import "github.com/liaisongraph/liaison/graph/query/syntax"

// mentions reports whether a variable is named in n: in an expression, or bound again in a pattern.
func mentions(n syntax.Node, variable string) bool {
	found := false
	syntax.Inspect(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Variable:
			found = found || n.Text == variable
		case *syntax.NodePattern:
			found = found || n.Var != nil && n.Var.Text == variable
		case *syntax.RelationshipPattern:
			found = found || n.Var != nil && n.Var.Text == variable
		case *syntax.PathPattern:
			found = found || n.Var != nil && n.Var.Text == variable
		}
		return !found
	})
	return found
}

// usedAfter reports whether a clause of rest may want the value of a variable.
func usedAfter(rest []syntax.Clause, variable string) bool {
	for _, clause := range rest {
		var p *syntax.Projection
		switch clause := clause.(type) {
		case *syntax.With:
			p = &clause.Projection
		case *syntax.Return:
			p = &clause.Projection
		}
		if p != nil && p.Star || mentions(clause, variable) {
			return true
		}
		if p != nil {
			return false // it is not passed on
		}
	}
	return false
}
