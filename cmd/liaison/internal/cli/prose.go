package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
)

// prose is paragraphs, lists and tables for people, as text or Markdown.
type prose struct {
	strings.Builder
	format table.Format
	width  int
}

func newProse(f table.Format, width int) *prose { return &prose{format: f, width: width} }

// gap parts what follows from what there is.
func (p *prose) gap() {
	if p.Len() > 0 {
		p.WriteString("\n")
	}
}

// paragraph writes a paragraph of its own, unless there is nothing to say.
func (p *prose) paragraph(text string) {
	if text != "" {
		p.gap()
		p.line("", text)
	}
}

// line writes text behind a head right below what there is.
func (p *prose) line(head, text string) {
	if p.format == table.Markdown {
		p.WriteString(strings.TrimLeft(head, " ") + table.EscapeMarkdownBlock(text) + "\n")
	} else {
		hanging(&p.Builder, head, table.Clean(text), p.width)
	}
}

// heading writes a heading, in Markdown one of a level.
func (p *prose) heading(level int, text string) {
	p.gap()
	if p.format == table.Markdown {
		p.WriteString(strings.Repeat("#", level) + " " + table.EscapeMarkdown(text) + "\n")
	} else {
		p.line("", text)
	}
}

// list writes a paragraph with a list right below it.
func (p *prose) list(text string, items []string) {
	p.paragraph(text)
	if p.format == table.Markdown {
		p.gap()
	}
	for _, item := range items {
		p.line("- ", item)
	}
}

// table writes a table, unless it has no rows.
func (p *prose) table(t *table.Table) error {
	if len(t.Rows) == 0 {
		return nil
	}
	p.gap()
	return t.Write(p, p.format, p.width)
}

// remarks is what stands below a table: sentences, each by itself, under what they are true of, and notes, together.
type remarks struct {
	head      string
	sentences []string
	notes     []string
}

func (p *prose) remarks(r remarks) {
	p.paragraph(r.head)
	if len(r.sentences) > 0 && (r.head == "" || p.format == table.Markdown) {
		p.gap()
	}
	for _, s := range r.sentences {
		if p.format == table.Markdown {
			p.line("- ", s)
		} else {
			p.line("", s)
		}
	}
	p.paragraph(strings.Join(r.notes, " "))
}

// withRemarks is a table with remarks below it, for people; programs get the table.
func withRemarks(t *table.Table, r remarks) func(w io.Writer, f table.Format, width int) error {
	return func(w io.Writer, f table.Format, width int) error {
		if err := t.Write(w, f, width); err != nil || f == table.JSON || f == table.CSV {
			return err
		}
		p := newProse(f, paragraphWidth(width))
		p.remarks(r)
		if p.Len() == 0 {
			return nil
		}
		_, err := io.WriteString(w, "\n"+p.String())
		return err
	}
}

// page is what is told of one organisation.
type page struct {
	data       any // in JSON
	title      string
	paragraphs []string
	table      *table.Table // in CSV too
	more       func(p *prose)
	notes      []string
}

func (d *page) write(w io.Writer, f table.Format, width int) error {
	switch f {
	case table.JSON:
		return writeJSON(w, d.data)
	case table.CSV:
		return d.table.Write(w, f, width)
	}
	p := newProse(f, paragraphWidth(width))
	p.heading(1, d.title)
	for _, text := range d.paragraphs {
		if f == table.Markdown {
			p.gap()
		}
		p.line("", text)
	}
	if len(d.table.Rows) > 0 {
		p.gap()
		if err := d.table.Write(p, f, width); err != nil {
			return err
		}
	}
	if d.more != nil {
		d.more(p)
	}
	p.remarks(remarks{notes: d.notes})
	_, err := io.WriteString(w, p.String())
	return err
}

// inactive says how many relationships of g are not active, and that they count, or "" where all are active.
func inactive(g *graph.Graph) string {
	of := map[graph.Status]int{}
	for e := range g.Edges() {
		of[g.Status(e)]++
	}
	var parts []string
	for _, status := range graph.Statuses() {
		if status != graph.Active && of[status] > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", of[status], status))
		}
	}
	n := g.NumRelationships() - of[graph.Active]
	switch {
	case n == 0:
		return ""
	case len(parts) == 1: // which are all
		_, parts[0], _ = strings.Cut(parts[0], " ")
	}
	return fmt.Sprintf("%d of %s %s not active (%s), and %s like any other; --status active leaves %s out.",
		n, countOf(g.NumRelationships(), "relationship", "relationships"), oneOrMany(n, "is", "are"), strings.Join(parts, ", "),
		oneOrMany(n, "counts", "count"), oneOrMany(n, "it", "them"))
}

// leavesStanding reports whether the filters leave it to chance how relationships stand: neither --status nor
// --as-of is given.
func (o *filter) leavesStanding() bool { return len(o.statuses) == 0 && o.asOf.IsZero() }
