package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// reportWriter prints what import has understood.
type reportWriter struct {
	a       *app
	path    string
	format  *exchange.Format
	guessed bool
	report  *exchange.Report
	written string // where the map is written, or ""
	// tooLarge says why the map cannot be YAML, or is "".
	tooLarge string
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
	if n.Numbered > 0 {
		text += countOf(n.Numbered, "organisation is given an id made of its name; the number of the file becomes a tag",
			"organisations are given ids made of their names; the numbers of the file become tags") + ", \"id: …\" (--keep-ids keeps them as ids)\n"
	}
	if changed := n.Tagged - n.Numbered; changed > 0 {
		text += countOf(changed, "organisation is given an id that a map can have; that of the file becomes a tag",
			"organisations are given ids that a map can have; those of the file become tags") + ", \"id: …\"\n"
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
	unmapped := len(n.Unmapped) > 0
	if r.format.TakesColumns && n.Relationships == 0 {
		if from, to := columnOf(n.Columns, "organisation.name", "organisation.id"), columnOf(n.Columns, "tag"); from != "" && to != "" {
			unmapped = false
			lines = append(lines, "Every row is read as an organisation. Where it is a relationship, say which columns are its ends: --map-columns "+
				shellQuote(csvQuote("from="+from)+","+csvQuote("to="+to)))
		}
	}
	if n.Merged > 0 {
		lines = append(lines, countOf(n.Merged, "row has", "rows have")+" a blank end below a row that has both, as cells that were merged are saved: no relationship is made of such rows. --fill-down gives them the end of the row above.")
	}
	if unmapped {
		lines = append(lines, r.unmapped())
	}
	if folder := filepath.Dir(r.path); (r.format.Folder() || r.format.TakesColumns) && n.Implied > 0 && !isFolder(r.path) && hasTablesOfMap(r.path) {
		lines = append(lines, "There are other tables beside it: "+program+" import "+shellQuote(folder)+" reads them together.")
	}
	if r.tooLarge != "" {
		lines = append(lines, "As YAML "+r.tooLarge+"; -o MAP/ --as csv writes those.")
	}
	if n.Unordered {
		lines = append(lines, "Nothing in it says which way relationships go: those whose type is not mutual are read as written, from the first end to the second. --undirected makes them mutual.")
	}
	if n.AmbiguousDates > 0 {
		lines = append(lines, countOf(n.AmbiguousDates, "date may be", "dates may be")+" of two days each, as 03/04/2015 may: --dates day-first, or --dates month-first, reads them.")
	}
	return lines
}

// unmapped says of columns that are no field how one is made one.
func (r *reportWriter) unmapped() string {
	n := r.report
	fields, becomes := "type, label, start_date, mutual, weight, source or note", "the note"
	if n.Relationships == 0 {
		fields, becomes = "name, classification, founding_date, part_of, url or description", "tags"
	}
	return countOf(len(n.Unmapped), "column is", "columns are") + " no field and kept in " + becomes + ": --map-columns " + shellQuote(csvQuote("FIELD="+n.Unmapped[0])) +
		" makes it one, FIELD being such as " + fields + "."
}

// The words with which the names of tables end that belong together.
var (
	nodeTables = []string{"nodes", "organisations", "organizations", "elements", "vertices", "entities", "knoten", "organisationen", "noeuds", "organismes", "nodos", "organizaciones"}
	edgeTables = []string{"edges", "links", "relationships", "connections", "relations", "kanten", "beziehungen", "liens", "aristas", "relaciones"}
)

// hasTablesOfMap reports whether the tables in the folder of one are nodes and edges by their names, all of them, and can be read together.
func hasTablesOfMap(path string) bool {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return false
	}
	nodes := false
	for _, e := range entries {
		name := e.Name()
		switch strings.ToLower(filepath.Ext(name)) {
		case ".csv", ".tsv", ".tab", ".txt":
		default:
			continue
		}
		words := strings.FieldsFunc(strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name))), func(r rune) bool { return !unicode.IsLetter(r) })
		if len(words) == 0 {
			return false
		}
		last := words[len(words)-1]
		ofNodes := slices.Contains(nodeTables, last)
		if name != filepath.Base(path) && !ofNodes && !slices.Contains(edgeTables, last) {
			return false
		}
		nodes = nodes || ofNodes && name != filepath.Base(path)
	}
	if !nodes {
		return false
	}
	if _, err := mapfile.Read(filepath.Dir(path)); err == nil {
		return false // import reads no map
	}
	opened, err := exchange.Open(filepath.Dir(path), "")
	return err == nil && opened.Close() == nil
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
	text := strings.Join(words, ", ")
	if n.File == "" {
		return text
	}
	return strings.TrimSuffix(filepath.Base(n.File)+": "+text, ": ")
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
		File  string `json:"file"` // of several
	}
	n := r.report
	columns, notes := []column{}, []note{}
	for _, c := range n.Columns {
		columns = append(columns, column(c))
	}
	for _, v := range n.Notes {
		notes = append(notes, note{v.What, v.Done, v.Count, append([]int{}, v.Lines...), v.File})
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
		"unordered": n.Unordered, "merged": n.Merged, "unmapped_columns": append([]string{}, n.Unmapped...),
		"columns": columns, "types": terms(n.Types), "classifications": terms(n.Classifications), "notes": notes,
	}
}
