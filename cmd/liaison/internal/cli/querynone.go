package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// calledBy are the properties by which queries ask for an organisation.
var calledBy = []string{"id", "name", "short_name"}

// whyNone says, of a query that found nothing, which organisations it asks for by what they are not called, or that
// the filters leave out.
func (q question) whyNone(whole *graph.Graph, left *mapgraph.Graph, asOf graph.Date, params map[string]value.Value) (hints []string) {
	tree, err := syntax.Parse(q.text)
	if err != nil {
		return nil
	}
	all := left
	if whole != left.Map() {
		all = mapgraph.Of(whole)
	}
	for _, asked := range askedFor(tree, params) {
		if nodes, _ := left.NodesWith(asked.key, value.String(asked.name)); len(nodes) > 0 {
			continue
		}
		if nodes, _ := all.NodesWith(asked.key, value.String(asked.name)); len(nodes) > 0 {
			n := graph.Node(nodes[0])
			hints = append(hints, "the filters leave out "+whole.ShortName(n))
			hints = append(hints, notThereAt(whole, n, asOf)...)
			continue
		}
		says := fmt.Sprintf("no organisation has the %s %q", asked.key, asked.name)
		var unknown *graph.UnknownError
		switch n, err := whole.Find(asked.name); {
		case err == nil:
			says += fmt.Sprintf("; what is called so is {id: %q}", whole.ID(n))
		case errors.As(err, &unknown) && len(unknown.Suggestions) > 0:
			if n, err := whole.Find(unknown.Suggestions[0]); err == nil {
				says += fmt.Sprintf("; did you mean {id: %q}?", whole.ID(n))
			}
		}
		if !slices.Contains(hints, says) {
			hints = append(hints, says)
		}
	}
	return hints
}

// called is what an organisation is asked for by, and the property that is to be that.
type called struct{ key, name string }

// askedFor returns what a query asks for organisations by: (a {id: "mi5"}) and a.name = "MI5".
func askedFor(tree *syntax.Query, params map[string]value.Value) (all []called) {
	add := func(key string, e syntax.Expr) {
		var v value.Value
		switch e := e.(type) {
		case *syntax.Literal:
			v = e.Value
		case *syntax.Parameter:
			v = params[e.Name]
		}
		if slices.Contains(calledBy, key) && v.Kind() == value.KindString {
			all = append(all, called{key, v.Text()})
		}
	}
	var nodes []string // variables
	syntax.Inspect(tree, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.NodePattern:
			if n.Var != nil {
				nodes = append(nodes, n.Var.Text)
			}
			if m, ok := n.Properties.(*syntax.MapLiteral); ok {
				for _, entry := range m.Entries {
					add(entry.Key.Text, entry.Value)
				}
			}
		case *syntax.Comparison:
			if len(n.Ops) != 1 || n.Ops[0] != syntax.Equal {
				break
			}
			for i, operand := range n.Operands {
				if p, ok := operand.(*syntax.Property); ok {
					if of, ok := p.X.(*syntax.Variable); ok && slices.Contains(nodes, of.Text) {
						add(p.Key.Text, n.Operands[1-i])
					}
				}
			}
		}
		return true
	})
	return all
}
