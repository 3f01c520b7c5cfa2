package tck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// setUp changes a graph as the statements of a text say: CREATE, MERGE, SET, REMOVE, DELETE, DETACH DELETE and
// FOREACH are done here; the clauses that read, and expressions, by the engine.
func setUp(g *store, text string, params map[string]value.Value) error {
	statements, err := clausesOf(text)
	if err != nil {
		return err
	}
	for _, clauses := range statements {
		u := &updater{g: g, params: params, rows: []binding{{}}}
		if err := u.run(clauses); err != nil {
			return err
		}
	}
	return nil
}

// binding is the values of variables.
type binding map[string]value.Value

func (b binding) with(name string, v value.Value) binding {
	c := binding{name: v}
	for k, old := range b {
		if k != name {
			c[k] = old
		}
	}
	return c
}

// updater runs a statement.
type updater struct {
	g      *store
	params map[string]value.Value
	rows   []binding
}

func (u *updater) run(clauses []clause) error {
	for i := 0; i < len(clauses); i++ {
		c, rest := clauses[i], []clause(nil)
		for c.keyword == "MERGE" && i+1 < len(clauses) && strings.HasPrefix(clauses[i+1].keyword, "ON ") {
			i++
			rest = append(rest, clauses[i])
		}
		if err := u.clause(c, rest); err != nil {
			return fmt.Errorf("%s %s: %w", c.keyword, c.text, err)
		}
	}
	return nil
}

func (u *updater) clause(c clause, on []clause) error {
	switch c.keyword {
	case "MATCH", "OPTIONAL MATCH", "UNWIND", "WITH":
		return u.readRows(c)
	case "RETURN":
		return nil // what a set-up returns is of no account
	case "CREATE":
		return u.create(c.text)
	case "MERGE":
		return u.merge(c, on)
	case "SET":
		return u.eachItem(c.text, u.setItem)
	case "REMOVE":
		return u.eachItem(c.text, u.removeItem)
	case "DELETE", "DETACH DELETE":
		return u.remove(c.text, c.keyword == "DETACH DELETE")
	case "FOREACH":
		return u.forEach(c.text)
	}
	return fmt.Errorf("the set-up of graphs does not know %s", c.keyword)
}

// names returns the variables of the rows, in alphabetical order.
func (u *updater) names() []string {
	var names []string
	for _, row := range u.rows {
		for name := range row {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// The names of what the queries for the engine have besides those of the text.
const (
	rowsParameter = "rows of the text"
	rowVariable   = "row of the text"
)

// ask runs a query for some rows: tail is what comes after their variables are there.
func (u *updater) ask(rows []binding, names []string, tail string) (*result, error) {
	var list []value.Value
	for _, row := range rows {
		m := &value.Map{}
		for _, name := range names {
			m.Keys, m.Values = append(m.Keys, name), append(m.Values, row[name])
		}
		list = append(list, value.OfMap(m))
	}
	params := map[string]value.Value{rowsParameter: value.List(list)}
	for name, v := range u.params {
		params[name] = v
	}
	var b strings.Builder
	fmt.Fprintf(&b, "UNWIND $`%s` AS `%s` ", rowsParameter, rowVariable)
	for i, name := range names {
		b.WriteString([2]string{"WITH ", ", "}[min(i, 1)])
		fmt.Fprintf(&b, "`%s`.`%s` AS `%s`", rowVariable, name, name)
	}
	return execute(u.g, b.String()+" "+tail, params)
}

// readRows makes new rows of a clause that reads.
func (u *updater) readRows(c clause) error {
	if len(u.rows) == 0 {
		return nil
	}
	r, err := u.ask(u.rows, u.names(), c.keyword+" "+c.text+"\nRETURN *")
	if err != nil {
		return err
	}
	u.rows = nil
	for _, row := range r.rows {
		b := binding{}
		for i, name := range r.columns {
			if name != rowVariable {
				b[name] = row[i]
			}
		}
		u.rows = append(u.rows, b)
	}
	return nil
}

// evaluate computes expressions for one row.
func (u *updater) evaluate(row binding, text string) (value.Value, error) {
	e, err := syntax.ParseExpr(text)
	if err != nil {
		return value.Null, err
	}
	return u.compute(row, e)
}

func (u *updater) compute(row binding, e syntax.Expr) (value.Value, error) {
	if v, ok := constant(e); ok {
		return v, nil
	}
	names := (&updater{rows: []binding{row}}).names()
	r, err := u.ask([]binding{row}, names, "RETURN "+e.String()+" AS result")
	if err != nil {
		return value.Null, err
	}
	if len(r.rows) != 1 || len(r.rows[0]) != 1 {
		return value.Null, fmt.Errorf("%s has no single value", e)
	}
	return r.rows[0][0], nil
}

// constant is the value of what is made of literals alone.
func constant(e syntax.Expr) (value.Value, bool) {
	switch e := e.(type) {
	case *syntax.Literal:
		return e.Value, true
	case *syntax.ListLiteral:
		items := make([]value.Value, len(e.Items))
		for i, item := range e.Items {
			v, ok := constant(item)
			if !ok {
				return value.Null, false
			}
			items[i] = v
		}
		return value.List(items), true
	case *syntax.MapLiteral:
		m := &value.Map{}
		for _, entry := range e.Entries {
			v, ok := constant(entry.Value)
			if !ok {
				return value.Null, false
			}
			m.Keys, m.Values = append(m.Keys, entry.Key.Text), append(m.Values, v)
		}
		return value.OfMap(m), true
	}
	return value.Null, false
}

// paths reads a pattern of CREATE or MERGE, as that of a MATCH.
func paths(pattern string) ([]*syntax.PathPattern, error) {
	q, err := syntax.Parse("MATCH " + pattern + "\nRETURN 1") // a line of its own: a comment may come before
	if err != nil {
		return nil, err
	}
	m, ok := q.Parts[0].Clauses[0].(*syntax.Match)
	if !ok || m.Where != nil {
		return nil, fmt.Errorf("%s is no pattern", pattern)
	}
	return m.Paths, nil
}

func (u *updater) create(pattern string) error {
	patterns, err := paths(pattern)
	if err != nil {
		return err
	}
	for i, row := range u.rows {
		for _, p := range patterns {
			if row, err = u.createPath(row, p); err != nil {
				return err
			}
		}
		u.rows[i] = row
	}
	return nil
}

func (u *updater) createPath(row binding, p *syntax.PathPattern) (binding, error) {
	made := &value.Path{}
	var pending *syntax.RelationshipPattern
	for _, e := range p.Elements {
		switch e := e.(type) {
		case *syntax.RelationshipPattern:
			pending = e
		case *syntax.NodePattern:
			n, after, err := u.createNode(row, e)
			if err != nil {
				return nil, err
			}
			row = after
			if pending != nil {
				r, after, err := u.createRelationship(row, pending, made.Nodes[len(made.Nodes)-1], n)
				if err != nil {
					return nil, err
				}
				made.Relationships = append(made.Relationships, r)
				row = after
			}
			made.Nodes = append(made.Nodes, n)
		default:
			return nil, fmt.Errorf("%s is nothing to create", e)
		}
	}
	if p.Var != nil {
		row = row.with(p.Var.Text, value.OfPath(made))
	}
	return row, nil
}

func (u *updater) createNode(row binding, e *syntax.NodePattern) (value.NodeID, binding, error) {
	if e.Var != nil {
		if v, ok := row[e.Var.Text]; ok {
			if v.Kind() != value.KindNode || e.Label != nil || e.Properties != nil {
				return 0, nil, fmt.Errorf("%s is bound already", e.Var.Text)
			}
			return v.Node(), row, nil
		}
	}
	labels, err := labelsOf(e.Label)
	if err != nil {
		return 0, nil, err
	}
	n := u.g.addNode()
	for _, l := range labels {
		u.g.nodes[n].setLabel(l)
	}
	if err := u.setProperties(row, &u.g.nodes[n], e.Properties); err != nil {
		return 0, nil, err
	}
	if e.Var != nil {
		row = row.with(e.Var.Text, value.Node(n))
	}
	return n, row, nil
}

func (u *updater) createRelationship(row binding, e *syntax.RelationshipPattern, from, to value.NodeID) (value.RelationshipID, binding, error) {
	types, err := labelsOf(e.Type)
	if err != nil {
		return 0, nil, err
	}
	if len(types) != 1 || e.Quantifier != nil || e.Direction == syntax.Either {
		return 0, nil, fmt.Errorf("%s is no relationship to create: it wants one type and a direction", e)
	}
	if e.Direction == syntax.Left {
		from, to = to, from
	}
	r := u.g.addRelationship(from, to, types[0])
	if err := u.setProperties(row, &u.g.relationships[r], e.Properties); err != nil {
		return 0, nil, err
	}
	if e.Var != nil {
		row = row.with(e.Var.Text, value.Relationship(r))
	}
	return r, row, nil
}

func (u *updater) setProperties(row binding, to *entity, properties syntax.Expr) error {
	if properties == nil {
		return nil
	}
	v, err := u.compute(row, properties)
	if err != nil {
		return err
	}
	return addAll(to, v)
}

func addAll(to *entity, v value.Value) error {
	m := v.Map()
	if m == nil {
		return fmt.Errorf("properties are a map")
	}
	for i, key := range m.Keys {
		to.set(key, m.Values[i])
	}
	return nil
}

// labelsOf returns the labels that :A:B names.
func labelsOf(e syntax.LabelExpr) ([]string, error) {
	switch e := e.(type) {
	case nil:
		return nil, nil
	case *syntax.LabelName:
		return []string{e.Text}, nil
	case *syntax.LabelAnd:
		x, err := labelsOf(e.X)
		if err != nil {
			return nil, err
		}
		y, err := labelsOf(e.Y)
		return append(x, y...), err
	}
	return nil, fmt.Errorf("%s names no labels to create", e)
}

func (u *updater) merge(c clause, on []clause) error {
	rows := u.rows
	var after []binding
	for _, row := range rows {
		one := &updater{g: u.g, params: u.params, rows: []binding{row}}
		if err := one.readRows(clause{"MATCH", c.text}); err != nil {
			return err
		}
		event := "ON MATCH SET"
		if len(one.rows) == 0 {
			event, one.rows = "ON CREATE SET", []binding{row}
			if err := one.create(c.text); err != nil {
				return err
			}
		}
		for _, o := range on {
			if o.keyword == event {
				if err := one.eachItem(o.text, one.setItem); err != nil {
					return err
				}
			}
		}
		after = append(after, one.rows...)
	}
	u.rows = after
	return nil
}

func (u *updater) eachItem(text string, do func(row binding, item string) error) error {
	for _, row := range u.rows {
		for _, item := range split(text, ",") {
			if err := do(row, item); err != nil {
				return err
			}
		}
	}
	return nil
}

var (
	setsProperty  = regexp.MustCompile(`(?s)^\(?\s*(\w+)\s*\)?\s*\.\s*(\w+)\s*=(.*)$`)
	setsAll       = regexp.MustCompile(`(?s)^(\w+)\s*(\+?=)(.*)$`)
	namesProperty = regexp.MustCompile(`(?s)^\(?\s*(\w+)\s*\)?\s*\.\s*(\w+)$`)
	namesLabels   = regexp.MustCompile(`(?s)^\(?\s*(\w+)\s*\)?\s*((?::\s*\w+\s*)+)$`)
)

// entity returns what a variable stands for; nil where it is null.
func (u *updater) entity(row binding, name string) (*entity, error) {
	v, ok := row[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("no variable %s", name)
	case v.Kind() == value.KindNode:
		return &u.g.nodes[v.Node()], nil
	case v.Kind() == value.KindRelationship:
		return &u.g.relationships[v.Relationship()], nil
	case v.IsNull():
		return nil, nil
	}
	return nil, fmt.Errorf("%s is neither a node nor a relationship", name)
}

func (u *updater) setItem(row binding, item string) error {
	if m := namesLabels.FindStringSubmatch(item); m != nil {
		return u.eachLabel(row, m, (*entity).setLabel)
	}
	m := setsProperty.FindStringSubmatch(item)
	if m == nil {
		if m = setsAll.FindStringSubmatch(item); m == nil {
			return fmt.Errorf("the set-up of graphs does not know SET %s", item)
		}
	}
	to, err := u.entity(row, m[1])
	if err != nil || to == nil {
		return err
	}
	v, err := u.evaluate(row, strings.TrimSpace(m[3]))
	if err != nil {
		return err
	}
	switch m[2] {
	case "=":
		from, err := u.mapOf(v)
		if err != nil {
			return err
		}
		to.keys, to.properties = nil, nil
		return addAll(to, from)
	case "+=":
		if v, err = u.mapOf(v); err != nil {
			return err
		}
		return addAll(to, v)
	}
	to.set(m[2], v)
	return nil
}

// mapOf returns a map, or the properties of a node or relationship as one.
func (u *updater) mapOf(v value.Value) (value.Value, error) {
	if v.Kind() == value.KindMap {
		return v, nil
	}
	e, err := u.entity(binding{"x": v}, "x")
	if err != nil || e == nil {
		return value.Null, fmt.Errorf("not a map")
	}
	m := &value.Map{Keys: slices.Clone(e.keys)}
	for _, key := range m.Keys {
		m.Values = append(m.Values, e.properties[key])
	}
	return value.OfMap(m), nil
}

func (u *updater) removeItem(row binding, item string) error {
	if m := namesLabels.FindStringSubmatch(item); m != nil {
		return u.eachLabel(row, m, (*entity).removeLabel)
	}
	m := namesProperty.FindStringSubmatch(item)
	if m == nil {
		return fmt.Errorf("the set-up of graphs does not know REMOVE %s", item)
	}
	e, err := u.entity(row, m[1])
	if err == nil && e != nil {
		e.set(m[2], value.Null)
	}
	return err
}

func (u *updater) eachLabel(row binding, match []string, do func(*entity, string)) error {
	e, err := u.entity(row, match[1])
	if err != nil || e == nil {
		return err
	}
	for _, label := range strings.Split(match[2], ":")[1:] {
		do(e, strings.TrimSpace(label))
	}
	return nil
}

// remove deletes nodes and relationships, once all rows are seen.
func (u *updater) remove(text string, detach bool) error {
	for _, row := range u.rows {
		for _, item := range split(text, ",") {
			v, err := u.evaluate(row, item)
			if err != nil {
				return err
			}
			u.markGone(v)
		}
	}
	for i := range u.g.relationships {
		r := &u.g.relationships[i]
		if r.gone || !u.g.nodes[r.from].gone && !u.g.nodes[r.to].gone {
			continue
		}
		if !detach {
			return fmt.Errorf("a node that is deleted still has relationships")
		}
		r.gone = true
	}
	renumber := u.g.compact()
	for i, row := range u.rows {
		u.rows[i] = binding{}
		for name, v := range row {
			u.rows[i][name] = renumber(v)
		}
	}
	return nil
}

func (u *updater) markGone(v value.Value) {
	switch v.Kind() {
	case value.KindNode:
		u.g.nodes[v.Node()].gone = true
	case value.KindRelationship:
		u.g.relationships[v.Relationship()].gone = true
	case value.KindPath:
		for _, r := range v.Path().Relationships {
			u.g.relationships[r].gone = true
		}
		for _, n := range v.Path().Nodes {
			u.g.nodes[n].gone = true
		}
	case value.KindList:
		for _, item := range v.List() {
			u.markGone(item)
		}
	}
}

var forEachHead = regexp.MustCompile(`(?is)^\s*(\w+)\s+IN\s+(.*)$`)

// forEach runs (x IN list | clauses).
func (u *updater) forEach(text string) error {
	if !strings.HasPrefix(text, "(") || !strings.HasSuffix(text, ")") {
		return fmt.Errorf("FOREACH wants brackets")
	}
	parts := split(text[1:len(text)-1], "|")
	head := forEachHead.FindStringSubmatch(parts[0])
	if len(parts) < 2 || head == nil {
		return fmt.Errorf("FOREACH wants (x IN list | clauses)")
	}
	body, err := clausesOf(strings.Join(parts[1:], "|"))
	if err != nil || len(body) != 1 {
		return fmt.Errorf("FOREACH wants clauses: %v", err)
	}
	for _, c := range body[0] {
		if strings.HasSuffix(c.keyword, "DELETE") {
			return fmt.Errorf("the set-up of graphs does not delete in FOREACH")
		}
	}
	for _, row := range u.rows {
		list, err := u.evaluate(row, head[2])
		if err != nil {
			return err
		}
		for _, item := range list.List() {
			one := &updater{g: u.g, params: u.params, rows: []binding{row.with(head[1], item)}}
			if err := one.run(body[0]); err != nil {
				return err
			}
		}
	}
	return nil
}
