package cli

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

func writeRoute(b *strings.Builder, r *tell.Route, width int, verbose bool) {
	for _, line := range table.Wrap(table.Clean(r.Text), width) {
		b.WriteString(line + "\n")
	}
	if verbose {
		writeSteps(b, r, paragraphWidth(width))
	}
}

// writeSteps tells each relationship with what is to be said of it, and its evidence.
func writeSteps(b *strings.Builder, r *tell.Route, width int) {
	for i, step := range r.Steps {
		b.WriteString("\n")
		hanging(b, fmt.Sprintf("%d. ", i+1), table.Clean(step.Sentence), width)
		rel := step.Relationship
		facts := append([]string{rel.Type}, particulars(rel, step.UsuallyMutual)...)
		hanging(b, "   ", strings.Join(facts, "; "), width)
		if rel.Note != "" {
			hanging(b, "   ", table.Clean("Note: "+rel.Note), width)
		}
		writeEvidence(b, r.Graph, rel.Evidence, width)
	}
}

func writeEvidence(b *strings.Builder, g *graph.Graph, cited []graph.Evidence, width int) {
	if len(cited) == 0 {
		hanging(b, "   ", "No evidence.", width)
	}
	for _, e := range cited {
		source, _ := g.Source(e.Source)
		hanging(b, "   - ", table.Clean(describe(source)+": "+passageText(e)), width)
		if source.URL != "" && e.Passage != "" {
			b.WriteString("     " + table.Clean(evidence.Fragment(e, source.URL)) + "\n")
		}
	}
}

// routeTable is a row for each relationship of each path.
func routeTable(routes []*tell.Route) *table.Table {
	columns := []table.Column{
		{Name: "path", Right: true},
		{Name: "step", Right: true},
		{Name: "from", In: table.ForPrograms},
		{Name: "from_name", Title: "from"},
		{Name: "phrase", Title: "relationship"},
		{Name: "to", In: table.ForPrograms},
		{Name: "to_name", Title: "to"},
		{Name: "relationship", In: table.ForPrograms},
		{Name: "type"},
		{Name: "crossed", In: table.ForPrograms},
	}
	columns = append(columns, particularColumns()...)
	t := &table.Table{Columns: append(columns, table.Column{Name: "sources"})}
	for i, r := range routes {
		for k, step := range r.Steps {
			rel := step.Relationship
			cells := []any{i + 1, k + 1, step.From, step.FromName, step.Phrase, step.To, step.ToName, rel.ID, rel.Type, step.Crossed}
			cells = append(cells, particularCells(rel, step.UsuallyMutual)...)
			t.Add(append(cells, r.Graph.SourcesOf(r.Path.Edges[k]))...)
		}
	}
	return t
}
