package cli

import "github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"

// explanationTable is what --explain prints: what something is called, and rows of what is said about what;
// those that say nothing are left out.
func explanationTable(label string, rows [][2]string) *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "about", Keep: true}, {Name: "text", Title: label}}}
	for _, row := range rows {
		if row[1] != "" {
			t.Add(row[0], row[1])
		}
	}
	return t
}
