package cli

import (
	"cmp"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// table is a row for each record that was added or is gone, and for each field and each passage of those that changed.
func (c *comparison) table() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "record"}, {Name: "state"}, {Name: "id"}, {Name: "text"}, {Name: "field"}, {Name: "before"}, {Name: "after"}, {Name: "why"}, {Name: "sources"},
	}}
	for _, f := range c.Map {
		t.Add("map", diff.Changed.String(), "", c.title, f.Field, f.Before, f.After, "", nil)
	}
	for _, of := range c.chapters() {
		for _, e := range of.entries {
			if e.state != diff.Changed {
				t.Add(e.record, e.state.String(), e.id, e.text, "", "", "", e.why, e.sources)
				continue
			}
			add := func(field, before, after string, sources []string) {
				t.Add(e.record, e.state.String(), e.id, e.text, field, before, after, "", sources)
			}
			for _, f := range e.fields {
				name := f.Field
				if f.Of != "" {
					name += " of " + f.Of
				}
				add(name, f.Before, f.After, nil)
			}
			for _, gained := range e.gained {
				add("evidence", "", passageOf(gained), []string{gained.Source})
			}
			for _, lost := range e.lost {
				add("evidence", passageOf(lost), "", []string{lost.Source})
			}
		}
	}
	return t
}

// passageOf is a passage or, where there is none, what is noted of it.
func passageOf(e graph.Evidence) string { return cmp.Or(e.Passage, e.Note, e.Source) }
