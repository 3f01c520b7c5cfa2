package match

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// step is a part of a plan: it binds something in every way it can, and goes on with the next step.
type step interface {
	run(st *state, i int) error
	explain() *eval.PlanNode
}

// after is what comes when a step has bound what it binds.
type after struct {
	paths []*path
	conds []*cond
}

// next goes on when step i has bound what it binds.
func (st *state) next(i int) error {
	a := &st.m.after[i]
	for _, p := range a.paths {
		st.row[p.slot] = st.path(p)
	}
	for _, c := range a.conds {
		if !st.holds(c) {
			return nil
		}
	}
	return st.do(i + 1)
}

// nextWith is next with relationships that, if unique, may not come again.
func (st *state) nextWith(i int, unique bool, edges ...int32) error {
	mark := len(st.used)
	if unique {
		st.used = append(st.used, edges...)
	}
	err := st.next(i)
	st.used = st.used[:mark]
	return err
}

func (st *state) do(i int) error {
	if i < len(st.m.steps) {
		return st.m.steps[i].run(st, i)
	}
	for _, c := range st.m.recheck {
		if !st.again[c.id] {
			continue
		}
		st.complete(c)
		v, err := c.eval(st.rt, st.row)
		if err != nil {
			return err
		}
		if !v.IsTrue() {
			return nil
		}
	}
	return st.emit(st.row)
}

// argumentStep takes a node that was bound before the MATCH.
type argumentStep struct{ v *nodeVar }

func (s *argumentStep) run(st *state, i int) error {
	v := st.row[s.v.slot]
	switch v.Kind() {
	case value.KindNull:
		return nil
	case value.KindNode:
	default:
		return notA("node", s.v.name, s.v.span)
	}
	n := int32(v.Node())
	if s.v.test != nil && !s.v.test(n) {
		return nil
	}
	st.nodes[s.v.id] = n
	return st.next(i)
}

func notA(what, name string, at syntax.Span) error {
	return fault.AtRun(fault.TypeError, "InvalidArgumentType", at, "%s is no %s here", name, what)
}

func (s *argumentStep) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Take", Detail: s.v.name + writeLabels(s.v.labels)}
}

// scanStep tries nodes one after the other.
type scanStep struct {
	v      *nodeVar
	lookup *lookup // nil: none
	nodes  []int32 // or these; nil and all: every node
	all    bool
	text   string
}

func (s *scanStep) run(st *state, i int) error {
	nodes, all := s.nodes, s.all
	if s.lookup != nil {
		found, ok, err := s.lookup.find(st)
		if err != nil {
			return err
		}
		nodes, all = found, !ok
	}
	count := len(nodes)
	if all {
		count = st.m.ix.g.NumNodes()
	}
	for k := range count {
		if err := st.rt.Budget.Step(st.rt.Ctx); err != nil {
			return err
		}
		n := int32(k)
		if !all {
			n = nodes[k]
		}
		if !st.bind(s.v, n) {
			continue
		}
		if err := st.next(i); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanStep) explain() *eval.PlanNode {
	name := s.v.written
	if name == "" {
		name = "a node"
	}
	switch {
	case s.lookup != nil:
		return &eval.PlanNode{Operator: "Look up", Detail: name + writeLabels(s.v.labels) + " by " + s.lookup.key}
	case s.all:
		return &eval.PlanNode{Operator: "Try all nodes", Detail: name + writeLabels(s.v.labels)}
	}
	return &eval.PlanNode{Operator: "Try by label", Detail: name + s.text}
}

// lookup finds nodes by a property.
type lookup struct {
	key  string
	is   eval.Func
	list bool // the property is one of a list
}

// find returns the nodes, ascending; ok false means that the graph cannot tell.
func (l *lookup) find(st *state) (nodes []int32, ok bool, err error) {
	v, err := l.is(st.rt, st.row)
	if err != nil {
		return nil, false, nil // the condition itself will say so, if it comes to that
	}
	values := []value.Value{v}
	if l.list {
		if v.Kind() != value.KindList {
			return nil, v.IsNull(), nil
		}
		values = v.List()
	}
	for _, v := range values {
		if v.IsNull() {
			continue
		}
		found, ok := st.m.ix.lookup.NodesWith(l.key, v)
		if !ok {
			return nil, false, nil
		}
		for _, n := range found {
			nodes = append(nodes, int32(n))
		}
	}
	if len(values) > 1 {
		slices.Sort(nodes)
		nodes = slices.Compact(nodes)
	}
	return nodes, true, nil
}

// jointStep makes two places one node.
type jointStep struct {
	from, to *place
	bound    bool // to is bound
}

func (s *jointStep) run(st *state, i int) error {
	n := st.nodes[s.from.v.id]
	if !st.put(s.to.v, n, s.bound) {
		return nil
	}
	return st.next(i)
}

func (s *jointStep) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Same node", Detail: nodeText(s.from) + " = " + nodeText(s.to)}
}

// hopStep goes over the relationships from a node that is bound.
type hopStep struct {
	hop      *hop
	from, to *place
	bound    bool // to is bound
	reverse  bool // from is on the right of the hop
	unique   bool
	forward  *csr.Graph
	backward *csr.Graph // of bound
}

func (s *hopStep) run(st *state, i int) error {
	from := st.nodes[s.from.v.id]
	if s.bound {
		return s.between(st, i, from, st.nodes[s.to.v.id])
	}
	first, end := s.forward.Offsets[from], s.forward.Offsets[from+1]
	for at := first; at < end; at++ {
		if err := st.rt.Budget.Step(st.rt.Ctx); err != nil {
			return err
		}
		edge := s.forward.Labels[at]
		if s.unique && st.isUsed(edge) || !st.bind(s.to.v, s.forward.Targets[at]) {
			continue
		}
		if err := s.take(st, i, edge); err != nil {
			return err
		}
	}
	return nil
}

// between takes the relationships that join two nodes, from the side with the fewer.
func (s *hopStep) between(st *state, i int, from, to int32) error {
	rows := s.forward
	if s.backward.Degree(to) < rows.Degree(from) {
		rows, from, to = s.backward, to, from
	}
	for at, end := rows.Offsets[from], rows.Offsets[from+1]; at < end; at++ {
		if rows.Targets[at] != to {
			if at&1023 == 0 {
				if err := st.rt.Budget.Step(st.rt.Ctx); err != nil {
					return err
				}
			}
			continue
		}
		if err := st.rt.Budget.Step(st.rt.Ctx); err != nil {
			return err
		}
		edge := rows.Labels[at]
		if s.unique && st.isUsed(edge) {
			continue
		}
		if err := s.take(st, i, edge); err != nil {
			return err
		}
	}
	return nil
}

func (s *hopStep) take(st *state, i int, edge int32) error {
	st.cross(s.hop, edge)
	return st.nextWith(i, s.unique, edge)
}

func (s *hopStep) explain() *eval.PlanNode {
	operator := "Expand"
	if s.bound {
		operator = "Expand between"
	}
	return &eval.PlanNode{Operator: operator, Detail: nodeText(s.from) + s.hop.write(s.reverse) + nodeText(s.to)}
}

// givenStep takes a relationship that was bound before.
type givenStep struct {
	hop         *hop
	left, right *place
	leftBound   bool
	rightBound  bool
	unique      bool
}

func (s *givenStep) run(st *state, i int) error {
	v := st.row[s.hop.v.slot]
	switch v.Kind() {
	case value.KindNull:
		return nil
	case value.KindRelationship:
	default:
		return notA("relationship", s.hop.v.name, s.hop.span)
	}
	g, edge := st.m.ix.g, int32(v.Relationship())
	if !s.hop.types.contains(g.TypeOf(v.Relationship())) || s.unique && st.isUsed(edge) {
		return nil
	}
	f, t := g.Ends(v.Relationship())
	from, to := int32(f), int32(t)
	if s.hop.direction == syntax.Left {
		from, to = to, from
	}
	if err := s.try(st, i, edge, from, to); err != nil {
		return err
	}
	if from != to && (s.hop.direction == syntax.Either || g.Mutual(v.Relationship())) {
		return s.try(st, i, edge, to, from)
	}
	return nil
}

func (s *givenStep) try(st *state, i int, edge, left, right int32) error {
	if !st.put(s.left.v, left, s.leftBound) || !st.put(s.right.v, right, s.rightBound || s.left.v == s.right.v) {
		return nil
	}
	st.edges[s.hop.id] = edge
	return st.nextWith(i, s.unique, edge)
}

// put binds v to n, or checks that it is.
func (st *state) put(v *nodeVar, n int32, bound bool) bool {
	if bound {
		return st.nodes[v.id] == n
	}
	return st.bind(v, n)
}

func (s *givenStep) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Take", Detail: nodeText(s.left) + s.hop.write(false) + nodeText(s.right)}
}

func nodeText(p *place) string {
	name := ""
	if p.v != nil {
		name = p.v.written + writeLabels(p.v.labels)
	}
	return "(" + name + writeLabels(p.labels) + ")"
}

// write writes a hop as it is crossed; reverse is from right to left.
func (h *hop) write(reverse bool) string {
	name := ""
	if h.v != nil {
		name = h.v.name
	}
	inner := name
	if h.text != "" {
		inner += ":" + h.text
	}
	if inner != "" {
		inner = "[" + inner + "]"
	}
	d := h.direction
	if reverse {
		d = opposite(d)
	}
	switch d {
	case syntax.Right:
		return "-" + inner + "->"
	case syntax.Left:
		return "<-" + inner + "-"
	}
	return "-" + inner + "-"
}
