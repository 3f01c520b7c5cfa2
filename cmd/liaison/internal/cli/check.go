package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/check"
)

func checkCommand() command {
	return command{
		name:  "check",
		group: groupMap,
		short: "Check a map: its dates, its vocabulary, and every passage that it cites",
		long: "What cannot be a map at all is refused by every command. Check finds the rest: passages that are not in " +
			"the saved copy of their source or are there twice, dates that contradict each other, relationships " +
			"without evidence, duplicates and the like. It looks at the whole map, and changes nothing.\n\n" +
			"Saved copies are sought where the map says, beside the map or in the folder after --sources.\n\n" +
			"The exit code is 1 where there is an error, and under --strict where there is a warning. JSON is an object with " +
			"the findings and the counts; CSV has a line for each finding.",
		examples: []example{
			{"liaison check -f uk", "Check the map in the folder uk"},
			{"liaison check --sources ~/copies", "Look the passages up in the copies in that folder"},
			{"liaison check --format json", "The same for a program"},
		},
		readsMap: true,
		new:      func() runner { return &checkOptions{} },
	}
}

type checkOptions struct {
	sources string
	strict  bool
	output  output
}

func (o *checkOptions) flags(f *flags) {
	f.text(&o.sources, "sources", "", "the saved copies of the sources are in the folder `DIR`", completeFolders)
	f.on(&o.strict, "strict", "", "take warnings for errors: the exit code is 1")
	o.output.flags(f)
}

func (o *checkOptions) run(ctx context.Context, a *app, _ []string) error {
	m, err := a.readMap(ctx)
	if err != nil {
		return err
	}
	report, err := during(ctx, a, "checking", func() (*check.Report, error) {
		return check.Run(m, check.Options{SourcesDir: o.sources})
	})
	if err != nil {
		return err
	}
	err = o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, report)
		case table.CSV:
			return findingTable(report).Write(w, f, width)
		case table.Markdown:
			if len(report.Findings) > 0 {
				if err := findingTable(report).Write(w, f, width); err != nil {
					return err
				}
			}
			_, err := io.WriteString(w, "\n"+table.EscapeMarkdown(summary(m.Graph, report))+"\n")
			return err
		}
		return writeFindings(w, m.Graph, report, width)
	})
	if err != nil {
		return err
	}
	if !report.OK() || o.strict && report.Counts.Warnings > 0 {
		return answerNo{}
	}
	return nil
}

// writeFindings writes a line for each finding, as compilers do, and what was checked.
func writeFindings(w io.Writer, g *graph.Graph, r *check.Report, width int) error {
	var b strings.Builder
	for _, finding := range r.Findings {
		b.WriteString(table.Clean(finding.String()) + "\n")
	}
	for _, rule := range r.Rules {
		if more := rule.Count - rule.Listed; more > 0 {
			fmt.Fprintf(&b, "and %d more: %s (%s)\n", more, rule.Meaning, rule.Rule)
		}
	}
	if len(r.Findings) > 0 {
		b.WriteString("\n")
	}
	for _, line := range table.Wrap(summary(g, r), width) {
		b.WriteString(line + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func findingTable(r *check.Report) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "severity"}, {Name: "rule"}, {Name: "kind"}, {Name: "subject"}, {Name: "message"},
		{Name: "file"}, {Name: "line", Right: true}, {Name: "column", Right: true},
	}}
	known := func(n int) any {
		if n == 0 {
			return nil
		}
		return n
	}
	for _, f := range r.Findings {
		t.Add(f.Severity, f.Rule, f.Kind, f.Subject, f.Message, f.Position.File, known(f.Position.Line), known(f.Position.Column))
	}
	return t
}

// summary says what was checked, how it stands, and what was not looked up.
func summary(g *graph.Graph, r *check.Report) string {
	c, p := r.Coverage, r.Coverage.Passages
	s := fmt.Sprintf("%s, %s and %s: %s, %s, %s.",
		countOf(g.NumOrganisations(), "organisation", "organisations"),
		countOf(g.NumRelationships(), "relationship", "relationships"),
		countOf(len(g.Sources()), "source", "sources"),
		countOf(r.Counts.Errors, "error", "errors"), countOf(r.Counts.Warnings, "warning", "warnings"),
		countOf(r.Counts.Infos, "info", "infos"))
	s += fmt.Sprintf(" Of the relationships, %d rest on documents, %d on general knowledge alone, and %d on nothing.",
		c.Documented, c.General, c.Unsupported)
	if n := p.Found + p.Ambiguous + p.Missing + p.Malformed; n > 0 {
		s += fmt.Sprintf(" Of the passages, %d were found, %d more than once, %d not at all.", p.Found, p.Ambiguous, p.Missing)
	}
	if p.Unchecked > 0 {
		s += fmt.Sprintf(" %s of %s could not be looked up: there is no saved copy (see --sources).",
			countOf(p.Unchecked, "passage", "passages"), countOf(p.UncheckedSources, "source", "sources"))
	}
	return s
}
