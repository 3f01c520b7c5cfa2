package query

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
)

// Plan is how a query is answered: a step, and what it is made of in the order in which it is done.
type Plan struct {
	Operator string  `json:"operator"`
	Detail   string  `json:"detail,omitempty"`
	Children []*Plan `json:"children,omitempty"`
}

// Plan returns how the query is answered.
func (s *Statement) Plan() *Plan { return planOf(s.program.Explain()) }

func planOf(n *eval.PlanNode) *Plan {
	p := &Plan{Operator: n.Operator, Detail: n.Detail}
	for _, child := range n.Children {
		p.Children = append(p.Children, planOf(child))
	}
	return p
}

// String draws the plan as a tree, a line for each step.
func (p *Plan) String() string {
	var b strings.Builder
	p.write(&b, "", "")
	return b.String()
}

func (p *Plan) write(b *strings.Builder, first, rest string) {
	b.WriteString(first + p.Operator)
	if p.Detail != "" {
		b.WriteString(": " + p.Detail)
	}
	b.WriteByte('\n')
	for i, child := range p.Children {
		if i < len(p.Children)-1 {
			child.write(b, rest+"├─ ", rest+"│  ")
		} else {
			child.write(b, rest+"└─ ", rest+"   ")
		}
	}
}
