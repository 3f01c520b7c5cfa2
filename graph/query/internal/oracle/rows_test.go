package oracle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// row is what the variables are; those that are null are absent.
type row struct {
	one   map[string]entity
	many  map[string][]entity
	paths map[string]walk
}

// with returns the row with a match of a pattern added.
func (r row) with(p *syntax.PathPattern, m match) row {
	after := row{maps.Clone(r.one), maps.Clone(r.many), maps.Clone(r.paths)}
	if after.one == nil {
		after = row{map[string]entity{}, map[string][]entity{}, map[string]walk{}}
	}
	maps.Copy(after.one, m.one)
	maps.Copy(after.many, m.many)
	if p.Var != nil {
		after.paths[p.Var.Text] = m.walk
	}
	return after
}

// cells writes some variables of the row.
func (r row) cells(names []string) string {
	var cells []string
	for _, name := range names {
		cell := "null"
		if e, ok := r.one[name]; ok {
			cell = e.String()
		} else if l, ok := r.many[name]; ok {
			cell = strings.ReplaceAll(fmt.Sprint(l), " ", ",")
		} else if w, ok := r.paths[name]; ok {
			cell = w.String()
		}
		cells = append(cells, cell)
	}
	return strings.Join(cells, " ")
}

// cell writes a value as cells does.
func cell(v value.Value) string {
	switch v.Kind() {
	case value.KindNull:
		return "null"
	case value.KindNode:
		return fmt.Sprintf("n%d", v.Node())
	case value.KindRelationship:
		return fmt.Sprintf("r%d", v.Relationship())
	case value.KindInt:
		return fmt.Sprint(v.Int())
	case value.KindBool:
		return fmt.Sprint(v.Bool())
	case value.KindList:
		var items []string
		for _, item := range v.List() {
			items = append(items, cell(item))
		}
		return "[" + strings.Join(items, ",") + "]"
	case value.KindPath:
		return walkOf(v.Path()).String()
	}
	return fmt.Sprintf("a value of kind %d", v.Kind())
}

func walkOf(p *value.Path) (w walk) {
	for _, n := range p.Nodes {
		w.nodes = append(w.nodes, int(n))
	}
	for _, r := range p.Relationships {
		w.relationships = append(w.relationships, int(r))
	}
	return w
}

// match returns the rows after a MATCH in which no selector leaves a choice.
func (g *network) match(m *syntax.Match, rows []row, longest int) []row {
	var all []row
	for _, r := range rows {
		type partial struct {
			row
			used []int // by paths that may not share relationships
		}
		found := []partial{{row: r}}
		for _, p := range m.Paths {
			var after []partial
			for _, f := range found {
				for _, one := range chosen(p, g.matches(underMode(m, p), f.one, longest)) {
					next := partial{f.with(p, one), f.used}
					if m.Mode == syntax.DifferentRelationships && p.Mode == syntax.NoMode {
						next.used = append(slices.Clone(f.used), one.relationships...)
						if !distinct(next.used) {
							continue
						}
					}
					after = append(after, next)
				}
			}
			found = after
		}
		any := false
		for _, f := range found {
			if m.Where == nil || g.truth(m.Where, f.one) == yes {
				all, any = append(all, f.row), true
			}
		}
		if m.Optional && !any {
			all = append(all, r)
		}
	}
	return all
}

// underMode returns a path pattern with the mode that it has under REPEATABLE ELEMENTS.
func underMode(m *syntax.Match, p *syntax.PathPattern) *syntax.PathPattern {
	if m.Mode == syntax.RepeatableElements && p.Mode == syntax.NoMode && (p.Selector == syntax.NoSelector || p.Selector == syntax.All) {
		walk := *p
		walk.Mode = syntax.Walk
		return &walk
	}
	return p
}
