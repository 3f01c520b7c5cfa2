package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// entity is a node or a relationship.
type entity struct {
	relationship bool
	id           int
}

func (e entity) String() string {
	return map[bool]string{false: "n", true: "r"}[e.relationship] + fmt.Sprint(e.id)
}

// walk is nodes with the relationships between them.
type walk struct{ nodes, relationships []int }

func (w walk) start() int  { return w.nodes[0] }
func (w walk) end() int    { return w.nodes[len(w.nodes)-1] }
func (w walk) length() int { return len(w.relationships) }

func (w walk) String() string {
	var b strings.Builder
	for i, n := range w.nodes {
		if i > 0 {
			fmt.Fprintf(&b, " r%d ", w.relationships[i-1])
		}
		fmt.Fprintf(&b, "n%d", n)
	}
	return "<" + b.String() + ">"
}

// match is a walk that a pattern matches, with what its variables are: an entity, or a list of entities.
type match struct {
	walk
	one  map[string]entity
	many map[string][]entity
}

// instance is one coming of a part of the pattern: the whole, or one of those of a quantified part. Its variables
// mean one thing each.
type instance struct {
	where []syntax.Expr
	group bool
}

// nodeCheck is what must hold at a place of the walk.
type nodeCheck struct {
	pattern *syntax.NodePattern
	in      int // the instance
}

type relationshipCheck struct {
	pattern *syntax.RelationshipPattern
	in      int
}

// rigid is a pattern after it is chosen how often each part comes.
type rigid struct {
	nodes         [][]nodeCheck // for each place
	relationships []relationshipCheck
	instances     []instance
	lists         []string // the variables that are lists
}

func (r rigid) clone() rigid {
	c := r
	c.nodes = nil
	for _, checks := range r.nodes {
		c.nodes = append(c.nodes, slices.Clone(checks))
	}
	c.relationships, c.instances, c.lists = slices.Clone(r.relationships), slices.Clone(r.instances), slices.Clone(r.lists)
	return c
}

// rigids returns every way of taking a pattern apart that has at most so many relationships.
func rigids(elements []syntax.Element, longest int) []rigid {
	all := []rigid{{nodes: [][]nodeCheck{nil}, instances: make([]instance, 1)}}
	for _, e := range elements {
		var after []rigid
		for _, r := range all {
			after = append(after, r.element(e, 0, longest)...)
		}
		all = after
	}
	return all
}

// element appends an element of the pattern, as part of an instance.
func (r rigid) element(e syntax.Element, in, longest int) []rigid {
	switch e := e.(type) {
	case *syntax.NodePattern:
		c := r.clone()
		last := len(c.nodes) - 1
		c.nodes[last] = append(c.nodes[last], nodeCheck{e, in})
		return []rigid{c}
	case *syntax.RelationshipPattern:
		if e.Quantifier == nil {
			c := r.clone()
			c.nodes, c.relationships = append(c.nodes, nil), append(c.relationships, relationshipCheck{e, in})
			return c.within(longest)
		}
		once := *e
		once.Quantifier = nil
		return r.repeat([]syntax.Element{&once}, nil, e.Quantifier, longest)
	case *syntax.Group:
		if e.Quantifier != nil {
			return r.repeat(e.Elements, e.Where, e.Quantifier, longest)
		}
		all := []rigid{r.clone()}
		if e.Where != nil {
			all[0].instances[in].where = append(slices.Clone(all[0].instances[in].where), e.Where)
		}
		for _, inner := range e.Elements {
			var after []rigid
			for _, c := range all {
				after = append(after, c.element(inner, in, longest)...)
			}
			all = after
		}
		return all
	}
	panic(fmt.Sprintf("%T", e))
}

func (r rigid) within(longest int) []rigid {
	if len(r.relationships) > longest {
		return nil
	}
	return []rigid{r}
}

// repeat appends a quantified part, as often as it may come.
func (r rigid) repeat(elements []syntax.Element, where syntax.Expr, q *syntax.Quantifier, longest int) []rigid {
	start := r.clone()
	start.lists = append(start.lists, variablesOf(elements)...)
	current, all := []rigid{start}, []rigid(nil)
	for count := 0; len(current) > 0; count++ {
		if count >= q.Min {
			all = append(all, current...)
		}
		if count == q.Max {
			break
		}
		var next []rigid
		for _, c := range current {
			c = c.clone()
			part := instance{group: true}
			if where != nil {
				part.where = []syntax.Expr{where}
			}
			c.instances = append(c.instances, part)
			longer := []rigid{c}
			for _, e := range elements {
				var after []rigid
				for _, one := range longer {
					after = append(after, one.element(e, len(one.instances)-1, longest)...)
				}
				longer = after
			}
			next = append(next, longer...)
		}
		current = next
	}
	return all
}

func variablesOf(elements []syntax.Element) (names []string) {
	add := func(n *syntax.Name) {
		if n != nil && !slices.Contains(names, n.Text) {
			names = append(names, n.Text)
		}
	}
	for _, e := range elements {
		switch e := e.(type) {
		case *syntax.NodePattern:
			add(e.Var)
		case *syntax.RelationshipPattern:
			add(e.Var)
		case *syntax.Group:
			for _, name := range variablesOf(e.Elements) {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// crossings returns the nodes that a relationship leads to from a node, in the direction of a pattern.
func (g *network) crossings(from, r int, d syntax.Direction) (to []int) {
	e := g.relationships[r]
	right, left := d != syntax.Left || e.mutual, d != syntax.Right || e.mutual
	if right && e.from == from {
		to = append(to, e.to)
	}
	if left && e.to == from && (e.from != e.to || len(to) == 0) {
		to = append(to, e.from)
	}
	return to
}

// walks calls visit for every walk along a rigid pattern on which labels, types and properties are right.
func (g *network) walks(r rigid, visit func(walk)) {
	var w walk
	var extend func(n int)
	extend = func(n int) {
		place := len(w.relationships)
		for _, c := range r.nodes[place] {
			if !g.nodeFits(c.pattern, n) {
				return
			}
		}
		w.nodes = append(w.nodes, n)
		defer func() { w.nodes = w.nodes[:len(w.nodes)-1] }()
		if place == len(r.relationships) {
			visit(walk{slices.Clone(w.nodes), slices.Clone(w.relationships)})
			return
		}
		pattern := r.relationships[place].pattern
		for i := range g.relationships {
			if !g.relationshipFits(pattern, i) {
				continue
			}
			for _, to := range g.crossings(n, i, pattern.Direction) {
				w.relationships = append(w.relationships, i)
				extend(to)
				w.relationships = w.relationships[:place]
			}
		}
	}
	for n := range g.nodes {
		extend(n)
	}
}

func (g *network) nodeFits(p *syntax.NodePattern, n int) bool {
	return labelsFit(p.Label, g.nodes[n].labels) && propertiesFit(p.Properties, g.nodes[n].properties)
}

func (g *network) relationshipFits(p *syntax.RelationshipPattern, r int) bool {
	e := g.relationships[r]
	return labelsFit(p.Type, []string{e.typ}) && propertiesFit(p.Properties, e.properties)
}

func labelsFit(e syntax.LabelExpr, labels []string) bool {
	switch e := e.(type) {
	case nil:
		return true
	case *syntax.LabelName:
		return slices.Contains(labels, e.Text)
	case *syntax.LabelWildcard:
		return len(labels) > 0
	case *syntax.LabelNot:
		return !labelsFit(e.X, labels)
	case *syntax.LabelAnd:
		return labelsFit(e.X, labels) && labelsFit(e.Y, labels)
	case *syntax.LabelOr:
		return labelsFit(e.X, labels) || labelsFit(e.Y, labels)
	}
	panic(fmt.Sprintf("%T", e))
}

func propertiesFit(e syntax.Expr, properties map[string]int) bool {
	m, ok := e.(*syntax.MapLiteral)
	if !ok {
		return e == nil
	}
	for _, entry := range m.Entries {
		v, ok := properties[entry.Key.Text]
		if !ok || int64(v) != entry.Value.(*syntax.Literal).Value.Int() {
			return false
		}
	}
	return true
}

// bind gives the variables of a rigid pattern what they mean on a walk, and reports whether that can be: a variable
// means one thing in an instance, and the conditions hold.
func (g *network) bind(r rigid, w walk, row map[string]entity) (match, bool) {
	scopes := make([]map[string]entity, len(r.instances))
	for i := range scopes {
		scopes[i] = map[string]entity{}
	}
	for name, e := range row {
		scopes[0][name] = e
	}
	set := func(in int, name *syntax.Name, e entity) bool {
		if name == nil {
			return true
		}
		old, ok := scopes[in][name.Text]
		scopes[in][name.Text] = e
		return !ok || old == e
	}
	for place, checks := range r.nodes {
		for _, c := range checks {
			if !set(c.in, c.pattern.Var, entity{false, w.nodes[place]}) {
				return match{}, false
			}
		}
		if place < len(r.relationships) {
			c := r.relationships[place]
			if !set(c.in, c.pattern.Var, entity{true, w.relationships[place]}) {
				return match{}, false
			}
		}
	}
	if !g.conditionsHold(r, scopes) {
		return match{}, false
	}
	m := match{walk: w, one: scopes[0], many: map[string][]entity{}}
	for _, name := range r.lists {
		m.many[name] = []entity{}
		for i, part := range r.instances {
			if e, ok := scopes[i][name]; ok && part.group {
				m.many[name] = append(m.many[name], e)
			}
		}
	}
	return m, true
}

func (g *network) conditionsHold(r rigid, scopes []map[string]entity) bool {
	for i, part := range r.instances {
		for _, where := range part.where {
			if g.truth(where, scopes[i]) != yes {
				return false
			}
		}
	}
	for _, checks := range r.nodes {
		for _, c := range checks {
			if c.pattern.Where != nil && g.truth(c.pattern.Where, scopes[c.in]) != yes {
				return false
			}
		}
	}
	for _, c := range r.relationships {
		if c.pattern.Where != nil && g.truth(c.pattern.Where, scopes[c.in]) != yes {
			return false
		}
	}
	return true
}

// allowed reports whether a mode allows a walk. No mode is that of a trail.
func allowed(mode syntax.PathMode, w walk) bool {
	switch mode {
	case syntax.Walk:
		return true
	case syntax.NoMode, syntax.Trail:
		return distinct(w.relationships)
	case syntax.Acyclic:
		return distinct(w.nodes)
	case syntax.Simple:
		return distinct(w.nodes) || w.length() > 0 && w.start() == w.end() && distinct(w.nodes[1:])
	}
	panic(mode)
}

func distinct(numbers []int) bool {
	sorted := slices.Sorted(slices.Values(numbers))
	return len(slices.Compact(sorted)) == len(numbers)
}

// matches returns what a path pattern matches before a selector chooses, by length: all matches of at most so many
// relationships in which the variables of a row mean what they mean there.
func (g *network) matches(p *syntax.PathPattern, row map[string]entity, longest int) []match {
	var all []match
	for _, r := range rigids(p.Elements, longest) {
		g.walks(r, func(w walk) {
			if !allowed(p.Mode, w) {
				return
			}
			if m, ok := g.bind(r, w, row); ok {
				all = append(all, m)
			}
		})
	}
	slices.SortStableFunc(all, func(a, b match) int { return a.length() - b.length() })
	return all
}

// chosen returns what a selector that leaves no choice keeps of matches that ascend by length.
func chosen(p *syntax.PathPattern, all []match) []match {
	groups := map[[2]int][]int{} // the lengths between two ends, ascending
	for _, m := range all {
		ends := [2]int{m.start(), m.end()}
		if lengths := groups[ends]; len(lengths) == 0 || lengths[len(lengths)-1] < m.length() {
			groups[ends] = append(lengths, m.length())
		}
	}
	keep := len(all) + 1
	switch p.Selector {
	case syntax.AllShortest:
		keep = 1
	case syntax.ShortestGroups:
		keep = p.K
	}
	return slices.DeleteFunc(slices.Clone(all), func(m match) bool {
		return slices.Index(groups[[2]int{m.start(), m.end()}], m.length()) >= keep
	})
}

// free reports whether a selector leaves a choice, and among how many it is to be made.
func free(p *syntax.PathPattern) (k int, byLength, ok bool) {
	switch p.Selector {
	case syntax.Any:
		return max(p.K, 1), false, true
	case syntax.AnyShortest:
		return 1, true, true
	case syntax.Shortest:
		return p.K, true, true
	}
	return 0, false, false
}

// truth is that of three-valued logic.
type truth int

const (
	no truth = iota
	unknown
	yes
)

// truth computes a condition: comparisons of properties and numbers, and of variables, under AND, OR and NOT.
func (g *network) truth(e syntax.Expr, scope map[string]entity) truth {
	switch e := e.(type) {
	case *syntax.Binary:
		x, y := g.truth(e.X, scope), g.truth(e.Y, scope)
		switch e.Op {
		case syntax.And:
			return min(x, y)
		case syntax.Or:
			return max(x, y)
		}
	case *syntax.Unary:
		if e.Op == syntax.Not {
			return yes - g.truth(e.X, scope)
		}
	case *syntax.Comparison:
		if len(e.Ops) == 1 {
			return g.compare(e.Ops[0], e.Operands[0], e.Operands[1], scope)
		}
	}
	panic(fmt.Sprintf("%T: %s", e, e))
}

func (g *network) compare(op syntax.Operator, x, y syntax.Expr, scope map[string]entity) truth {
	if a, ok := x.(*syntax.Variable); ok {
		b := y.(*syntax.Variable)
		same := scope[a.Text] == scope[b.Text]
		return truthOf(same == (op == syntax.Equal))
	}
	a, ok := g.number(x, scope)
	b, ok2 := g.number(y, scope)
	if !ok || !ok2 {
		return unknown
	}
	switch op {
	case syntax.Equal:
		return truthOf(a == b)
	case syntax.NotEqual:
		return truthOf(a != b)
	case syntax.Less:
		return truthOf(a < b)
	case syntax.LessOrEqual:
		return truthOf(a <= b)
	case syntax.Greater:
		return truthOf(a > b)
	case syntax.GreaterOrEqual:
		return truthOf(a >= b)
	}
	panic(op)
}

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// number is that of a literal or a property; not ok where it is absent.
func (g *network) number(e syntax.Expr, scope map[string]entity) (n int, ok bool) {
	switch e := e.(type) {
	case *syntax.Literal:
		return int(e.Value.Int()), true
	case *syntax.Property:
		name := e.X.(*syntax.Variable).Text
		of, bound := scope[name]
		if !bound {
			panic("no variable " + name)
		}
		if of.relationship {
			n, ok = g.relationships[of.id].properties[e.Key.Text]
		} else {
			n, ok = g.nodes[of.id].properties[e.Key.Text]
		}
		return n, ok
	}
	panic(fmt.Sprintf("%T: %s", e, e))
}
