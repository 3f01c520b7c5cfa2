package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// reportWriter prints what import has understood.
type reportWriter struct {
	a       *app
	path    string
	format  *exchange.Format
	guessed bool
	report  *exchange.Report
	written string // where the map is written, or ""
}

// print prints the report, to standard error where the map goes to standard output.
func (r *reportWriter) print(form string, toStderr bool) error {
	chosen, _ := table.ParseFormat(form)
	write := func(w io.Writer) error {
		switch chosen {
		case table.JSON:
			return writeJSON(w, r.json())
		case table.CSV:
			return r.rows().Write(w, chosen, 0)
		case table.Markdown:
			return r.sections(w, chosen, 0)
		}
		return r.sections(w, chosen, r.a.width())
	}
	if toStderr {
		return write(r.a.stderr)
	}
	return r.a.buffered(write)
}

// summary is the first lines.
func (r *reportWriter) summary() string {
	how := ""
	if r.guessed {
		how = ", as it seems to be; --from says another"
	}
	n := r.report
	text := fmt.Sprintf("%s: read as %s%s\n", r.path, r.format.Label, how)
	text += countOf(n.Organisations, "organisation", "organisations") + ", " + countOf(n.Relationships, "relationship", "relationships")
	if n.Mutual > 0 {
		text += fmt.Sprintf(" (%d mutual)", n.Mutual)
	}
	if n.Sources > 0 {
		text += ", " + countOf(n.Sources, "source", "sources")
	}
	if n.Arrangements > 0 {
		text += ", " + countOf(n.Arrangements, "arrangement", "arrangements")
	}
	text += "\n"
	if n.Implied > 0 {
		text += countOf(n.Implied, "organisation is", "organisations are") + " known from relationships only\n"
	}
	if n.Renamed > 0 {
		text += countOf(n.Renamed, "organisation has", "organisations have") + " another id than in the file; the tag \"id: …\" has that one where the name does not\n"
	}
	return text
}

// sections are the tables under their headings.
func (r *reportWriter) sections(w io.Writer, form table.Format, width int) error {
	heading := func(text string) string {
		if form == table.Markdown {
			return "\n## " + text + "\n\n"
		}
		return "\n" + strings.ToUpper(text) + "\n"
	}
	head := table.CleanLines(r.summary())
	if form == table.Markdown {
		head = ""
		for line := range strings.Lines(r.summary()) {
			head += table.EscapeMarkdownBlock(strings.TrimSpace(line)) + "\\\n"
		}
		head = strings.TrimSuffix(head, "\\\n") + "\n"
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	for _, s := range []struct {
		heading string
		t       *table.Table
	}{
		{"Columns", r.columns()},
		{"Types", r.terms(r.report.Types, "--types", "TYPE", "--default-type TYPE")},
		{"Classifications", r.terms(r.report.Classifications, "--classes", "CLASS", "")},
		{"Made up, changed or left out", r.notes()},
	} {
		if len(s.t.Rows) == 0 {
			continue
		}
		if _, err := io.WriteString(w, heading(s.heading)); err != nil {
			return err
		}
		if err := s.t.Write(w, form, width); err != nil {
			return err
		}
	}
	text := ""
	for _, next := range r.next() {
		text += next + "\n"
	}
	if r.written == "" {
		text += "Nothing is written: -o MAP writes it.\n"
	}
	if text == "" {
		return nil
	}
	_, err := io.WriteString(w, "\n"+text)
	return err
}

// next are what the user may want to say of the file that import could not know.
func (r *reportWriter) next() (lines []string) {
	n := r.report
	if r.format.TakesColumns && n.Relationships == 0 {
		if from, to := columnOf(n.Columns, "organisation.name", "organisation.id"), columnOf(n.Columns, "tag"); from != "" && to != "" {
			lines = append(lines, "Every row is read as an organisation. Where it is a relationship, say which columns are its ends: --map-columns "+
				shellQuote(csvQuote("from="+from)+","+csvQuote("to="+to)))
		}
	}
	if folder := filepath.Dir(r.path); r.format.Folder() && n.Implied > 0 && !isFolder(r.path) && hasOtherTables(r.path) {
		lines = append(lines, "There are other tables beside it: "+program+" import "+shellQuote(folder)+" reads them together.")
	}
	if n.Unordered {
		lines = append(lines, "Nothing in it says which way relationships go: those whose type is not mutual are read as written, from the first end to the second. --undirected makes them mutual.")
	}
	if n.AmbiguousDates > 0 {
		lines = append(lines, countOf(n.AmbiguousDates, "date may be", "dates may be")+" of two days each, as 03/04/2015 may: --dates day-first, or --dates month-first, reads them.")
	}
	return lines
}

// hasOtherTables reports whether there are other CSV files in the folder of one.
func hasOtherTables(path string) bool {
	entries, err := os.ReadDir(filepath.Dir(path))
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		return e.Name() != filepath.Base(path) && strings.EqualFold(filepath.Ext(e.Name()), ".csv") && !e.IsDir()
	})
}

// columnOf is the first column that has become one of fields.
func columnOf(columns []exchange.ColumnUse, fields ...string) string {
	for _, field := range fields {
		for _, c := range columns {
			if c.Becomes == field {
				return c.Name
			}
		}
	}
	return ""
}

func (r *reportWriter) columns() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "record"}, {Name: "in_the_file"}, {Name: "becomes"}, {Name: "records", Right: true}, {Name: "example", Optional: true},
	}}
	for _, c := range r.report.Columns {
		t.Add(c.Record, c.Name, c.Becomes, c.Count, c.Example)
	}
	return t
}

// terms are the words of the file and what they stand for, with the flag that would make another of those that are new.
func (r *reportWriter) terms(terms []exchange.Term, flag, placeholder, without string) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "in_the_file"}, {Name: "becomes", Keep: true}, {Name: "records", Right: true}, {Name: "how"}, {Name: "to_change_it"},
	}}
	for _, term := range terms {
		text, change := term.Text, ""
		switch {
		case term.Text == "":
			text = "(none)"
			if term.How == exchange.Proposed {
				change = without
			}
		case term.How != exchange.Proposed && term.How != exchange.Matched && term.How != exchange.Inverted, term.Text == "…":
		default:
			to := placeholder
			if len(term.Suggestions) > 0 {
				to = term.Suggestions[0]
			}
			if term.How == exchange.Proposed {
				change = flag + " " + shellQuote(csvQuote(term.Text+"="+to))
			}
		}
		t.Add(text, term.ID, term.Count, term.How.String(), change)
	}
	return t
}

// csvQuote puts quotes around what has a comma in it.
func csvQuote(s string) string {
	if strings.ContainsAny(s, ",\"\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func (r *reportWriter) notes() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "what"}, {Name: "done"}, {Name: "times", Right: true}, {Name: "lines", Optional: true}}}
	for _, n := range r.report.Notes {
		t.Add(n.What, n.Done, n.Count, lineWords(n))
	}
	return t
}

// lineWords are the first lines that a note is about.
func lineWords(n exchange.Note) string {
	var words []string
	for _, line := range n.Lines {
		words = append(words, fmt.Sprint(line))
	}
	if len(words) > 0 && n.Count > len(words) {
		words = append(words, "…")
	}
	return strings.Join(words, ", ")
}

// rows are all of it as one table, for CSV.
func (r *reportWriter) rows() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "about"}, {Name: "in_the_file"}, {Name: "becomes"}, {Name: "count"}, {Name: "more"}}}
	for _, c := range r.report.Columns {
		t.Add(c.Record, c.Name, c.Becomes, c.Count, c.Example)
	}
	for _, term := range r.report.Types {
		t.Add("type", term.Text, term.ID, term.Count, term.How.String())
	}
	for _, term := range r.report.Classifications {
		t.Add("classification", term.Text, term.ID, term.Count, term.How.String())
	}
	for _, n := range r.report.Notes {
		t.Add("note", n.What, n.Done, n.Count, lineWords(n))
	}
	return t
}

// json is the report for a program.
func (r *reportWriter) json() any {
	type column struct {
		Record  string `json:"record"`
		Name    string `json:"in_the_file"`
		Becomes string `json:"becomes"`
		Count   int    `json:"records"`
		Example string `json:"example"`
	}
	type term struct {
		Text        string   `json:"in_the_file"`
		ID          string   `json:"becomes"`
		Count       int      `json:"records"`
		How         string   `json:"how"`
		Suggestions []string `json:"suggestions"`
	}
	type note struct {
		What  string `json:"what"`
		Done  string `json:"done"`
		Count int    `json:"times"`
		Lines []int  `json:"lines"`
	}
	n := r.report
	columns, notes := []column{}, []note{}
	for _, c := range n.Columns {
		columns = append(columns, column(c))
	}
	for _, v := range n.Notes {
		notes = append(notes, note{v.What, v.Done, v.Count, append([]int{}, v.Lines...)})
	}
	terms := func(all []exchange.Term) []term {
		out := []term{}
		for _, v := range all {
			out = append(out, term{v.Text, v.ID, v.Count, v.How.String(), append([]string{}, v.Suggestions...)})
		}
		return out
	}
	return map[string]any{
		"input": r.path, "format": r.format.Name, "guessed": r.guessed,
		"organisations": n.Organisations, "relationships": n.Relationships, "mutual": n.Mutual, "sources": n.Sources,
		"arrangements": n.Arrangements, "implied": n.Implied, "renamed": n.Renamed, "ambiguous_dates": n.AmbiguousDates,
		"unordered": n.Unordered,
		"columns":   columns, "types": terms(n.Types), "classifications": terms(n.Classifications), "notes": notes,
	}
}
