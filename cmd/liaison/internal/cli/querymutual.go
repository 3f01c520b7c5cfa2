package cli

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// countsTwice says, of a query that counts what an arrow crosses, that mutual relationships are crossed from either
// end, or nothing where that cannot be what it counts.
func (q question) countsTwice(asked *mapgraph.Graph) (text, advice string) {
	tree, err := syntax.Parse(q.text)
	if err != nil {
		return "", ""
	}
	crossed := countedCrossings(tree)
	if len(crossed) == 0 {
		return "", ""
	}
	g, mutual := asked.Map(), 0
	for e := range g.Edges() {
		if g.IsMutual(e) && g.From(e) != g.To(e) &&
			slices.ContainsFunc(crossed, func(l syntax.LabelExpr) bool { return isOfType(asked, l, g.TypeIndex(e)) }) {
			mutual++
		}
	}
	if mutual == 0 {
		return "", ""
	}
	return fmt.Sprintf("an arrow crosses a mutual relationship from either end, and so may count it twice; there are %d such here", mutual),
		"count(DISTINCT r) counts each relationship r once"
}

// isOfType reports whether a type, by its index, is one that an expression is true of; nil is true of all.
func isOfType(g *mapgraph.Graph, l syntax.LabelExpr, index int) bool {
	switch l := l.(type) {
	case *syntax.LabelName:
		return slices.Contains(g.NarrowerTypes(l.Text), index)
	case *syntax.LabelNot:
		return !isOfType(g, l.X, index)
	case *syntax.LabelAnd:
		return isOfType(g, l.X, index) && isOfType(g, l.Y, index)
	case *syntax.LabelOr:
		return isOfType(g, l.X, index) || isOfType(g, l.Y, index)
	}
	return true
}

// countedCrossings returns the types of the relationships that a query has between organisations about which it says
// nothing, where it counts rows, or relationships as often as they come.
func countedCrossings(tree *syntax.Query) (types []syntax.LabelExpr) {
	counts := false
	related := map[string]bool{} // variables of relationships
	syntax.Inspect(tree, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subquery, *syntax.PatternComprehension, *syntax.PatternExpr:
			return false
		case *syntax.PathPattern:
			for i, e := range n.Elements {
				r, ok := e.(*syntax.RelationshipPattern)
				if !ok || r.Quantifier != nil {
					continue
				}
				if i > 0 && i+1 < len(n.Elements) && isOpen(n.Elements[i-1]) && isOpen(n.Elements[i+1]) {
					types = append(types, r.Type)
				}
				if r.Var != nil {
					related[r.Var.Text] = true
				}
			}
		case *syntax.Call:
			if n.Function != "count" || n.Distinct {
				break
			}
			if n.Star {
				counts = true
			} else if v, ok := n.Args[0].(*syntax.Variable); ok {
				counts = counts || related[v.Text]
			}
		}
		return true
	})
	if !counts {
		return nil
	}
	return types
}

// isOpen reports whether an element is a node without conditions of its own.
func isOpen(e syntax.Element) bool {
	n, ok := e.(*syntax.NodePattern)
	return ok && n.Label == nil && n.Properties == nil && n.Where == nil
}
