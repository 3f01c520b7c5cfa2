package exec

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
)

// Explain returns the plan: the stages in the order in which rows go through them.
func (p *Program) Explain() *eval.PlanNode {
	if len(p.union.parts) == 1 {
		return &eval.PlanNode{Operator: "Query", Children: p.union.explain()}
	}
	return p.union.explain()[0]
}

// explain returns the stages, or a union of them.
func (u *union) explain() []*eval.PlanNode {
	if len(u.parts) == 1 {
		return u.parts[0].explain()
	}
	n := &eval.PlanNode{Operator: "Union all"}
	if u.distinct > 0 {
		n.Operator = "Union"
	}
	for i, part := range u.parts {
		n.Children = append(n.Children, &eval.PlanNode{
			Operator: "Query", Detail: fmt.Sprintf("%d of %d", i+1, len(u.parts)), Children: part.explain(),
		})
	}
	return []*eval.PlanNode{n}
}

func (p *pipeline) explain() []*eval.PlanNode {
	var nodes []*eval.PlanNode
	for i, s := range p.stages {
		n := *s.explain()
		n.Children = slices.Concat(n.Children, p.within[i])
		nodes = append(nodes, &n)
	}
	return nodes
}
