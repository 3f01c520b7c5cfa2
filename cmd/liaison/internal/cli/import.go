package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

func importCommand() command {
	return command{
		name:  "import",
		args:  []argument{{name: "FILE", complete: completeFiles}},
		group: groupExchange,
		short: "Make a map of a file of another tool",
		long: "FILE is a file, a folder of several files, one of those, or - for standard input; what gzip has packed is unpacked. The format is guessed unless --from says it. " +
			"Import shows what it has understood: which column became which field, which types and classifications the words of the file stand for, and what was made up, " +
			"changed or left out. Without -o that is all it does; with -o it then writes a map, and overwrites nothing unless --force is there.\n\n" +
			"A word that is in no vocabulary becomes a type, or a classification, of the map's own, and the report says which flag makes another of it: --types 'Works with=partnership'. " +
			"What the model has no field for is kept: as tags of organisations, and in the notes of relationships.\n\n" +
			"In a CSV file of any kind, --map-columns says which column is which field: from and to, and any other field of a relationship such as type, label, start_date or weight. " +
			"Columns that it does not name are what they are by their headings. --fill-down gives rows with a blank end that of the row above, where cells were merged.\n\n" +
			"The formats:\n\n" + items(formatTexts(readable)),
		examples: []example{
			{"liaison import network.gexf", "What would become of it"},
			{"liaison import network.gexf -o network.yaml", "Make a map of it"},
			{"liaison import links.csv --map-columns from=Absender,to=Empfänger,type=Art -o links.yaml", "A table with columns of any names"},
			{"liaison import network.graphml --types 'Works with=partnership,Owns=part-of' --default-type information -o network/", "Say what types stand for; write a folder"},
			{"liaison import network.gexf --cite 'Survey of 2024' -o network.yaml", "Every relationship cites a source"},
		},
		new: func() runner { return &importOptions{} },
	}
}

// The values of --dates.
const (
	dayFirst   = "day-first"
	monthFirst = "month-first"
)

type importOptions struct {
	from    string
	columns []string
	types   []string
	classes []string
	typ     string
	source  string
	dates   string
	mutual  bool
	fill    bool
	keepIDs bool
	out     mapOutput // nothing is written where it has no path
	form    string
}

func (o *importOptions) flags(f *flags) {
	f.choice(&o.from, "from", "", "format", formatNames(readable), "read FILE as `FORMAT`, one of those above")
	f.add((*pairsValue)(&o.columns), "map-columns", "", "which column of a CSV file is which field: `FIELD=COLUMN`, several with commas between them", nil)
	f.on(&o.fill, "fill-down", "", "in a CSV file, a row with a blank end has that of the row above, as where cells were merged")
	f.add((*pairsValue)(&o.types), "types", "", "which type a word of the file stands for: `WORD=TYPE`, several with commas between them", nil)
	f.add((*pairsValue)(&o.classes), "classes", "", "which classification a word of the file stands for: `WORD=CLASS`, several with commas between them", nil)
	f.text(&o.typ, "default-type", "", "relationships without a type are of `TYPE`; related-to unless said", completeBuiltinTypes)
	f.on(&o.mutual, "undirected", "", "relationships are mutual unless FILE says of one that it is not")
	f.text(&o.source, "cite", "", "every relationship without evidence cites `TITLE`, or a URL, as its source", nil)
	f.choice(&o.dates, "dates", "", "", []string{dayFirst, monthFirst}, "what dates such as 03/04/2015 mean, `ORDER`: day-first or month-first; they are not read unless it is said; 03.04.2015 has the day first in any case")
	f.on(&o.keepIDs, "keep-ids", "", "keep ids that are mere numbers, rather than make them of names")
	out := f.under(headingOutput)
	out.text(&o.out.path, "output", "o", "write the map to `MAP`: a YAML file, or a folder where it ends in /", completeFiles)
	out.choice(&o.out.as, "as", "", "", []string{"yaml", "folder", "csv"}, "write the map as `FORM`: yaml, a file; folder, a folder of YAML files; csv, a folder of CSV files")
	out.on(&o.out.force, "force", "", "replace a map that is there")
	out.add(&tableForm{&o.form, "--from"}, "format", "", "print the report as `FORMAT`: table, json, csv or markdown", completeWords(table.Formats()))
}

func completeBuiltinTypes(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, t := range graph.BuiltinTypes() {
		words = append(words, described(t.ID, t.Label))
	}
	return startingWith(words, typed), cobra.ShellCompDirectiveNoFileComp
}

// pairsValue is texts with "=" in them, with commas between; quotes around one that has commas itself.
type pairsValue []string

func (v *pairsValue) Set(s string) error {
	r := csv.NewReader(strings.NewReader(s))
	r.LazyQuotes, r.TrimLeadingSpace = true, true
	fields, err := r.Read()
	if err != nil {
		return fmt.Errorf("%q has nothing with = in it", s)
	}
	for _, field := range fields {
		if before, after, ok := strings.Cut(field, "="); !ok || strings.TrimSpace(before) == "" || strings.TrimSpace(after) == "" {
			return fmt.Errorf("%q has no = between two words", field)
		}
		*v = append(*v, field)
	}
	return nil
}
func (v *pairsValue) String() string { return strings.Join(*v, ",") }
func (v *pairsValue) Type() string   { return "stringSlice" }

// pairs are the texts taken apart at the first "=", or the last.
func pairs(texts []string, last bool) map[string]string {
	if len(texts) == 0 {
		return nil
	}
	all := map[string]string{}
	for _, text := range texts {
		i := strings.Index(text, "=")
		if last {
			i = strings.LastIndex(text, "=")
		}
		all[strings.TrimSpace(text[:i])] = strings.TrimSpace(text[i+1:])
	}
	return all
}

// checkColumns refuses a field that is to be two columns.
func checkColumns(texts []string) error {
	columns := map[string]string{}
	for _, text := range texts {
		field, column, _ := strings.Cut(text, "=")
		field, column = strings.TrimSpace(field), strings.TrimSpace(column)
		if other, twice := columns[field]; twice {
			return hint(fmt.Errorf("--map-columns: %s is to be the column %q and the column %q", field, other, column), "a field is one column: FIELD=COLUMN, the field first")
		}
		columns[field] = column
	}
	return nil
}

func (o *importOptions) run(ctx context.Context, a *app, args []string) error {
	path := args[0]
	opts, err := o.readOptions()
	if err != nil {
		return err
	}
	if err := checkColumns(o.columns); err != nil {
		return err
	}
	if err := o.checkPlace(path); err != nil {
		return err
	}
	opened, err := o.open(a, path)
	if err != nil {
		return o.explained(path, err)
	}
	defer opened.Close() // it has been read, or the error is that of reading
	if opened.Input.Columns = pairs(o.columns, false); opened.Input.Columns != nil && !opened.Format.TakesColumns {
		return hint(fmt.Errorf("--map-columns is for tables without columns of their own, and %s is read as %s", path, opened.Format.Label),
			"--from "+joinWords(formatNames(func(f *exchange.Format) bool { return f.TakesColumns }), "or")+" reads it as such a table")
	}
	if opened.Input.FillDown = o.fill; o.fill && !opened.Format.TakesColumns {
		return fmt.Errorf("--fill-down is for tables without columns of their own, and %s is read as %s", path, opened.Format.Label)
	}
	o.adviseOnSize(a, path)
	imported, err := during(ctx, a, "reading "+opened.Format.Label, func() (*exchange.Imported, error) {
		return exchange.Read(ctx, &opened.Input, opened.Format, opts)
	})
	if err != nil {
		return o.explained(path, err)
	}
	o.warn(a, &imported.Report)
	report := reportWriter{a: a, path: opened.Input.Name, format: &opened.Format, guessed: opened.Guessed, report: &imported.Report, written: o.out.path}
	if o.out.path == "" {
		report.tooLarge = tooLargeForYAML(imported.Graph)
	}
	if err := report.print(o.form, o.out.path == "-"); err != nil || o.out.path == "" {
		return err
	}
	if err := o.out.write(ctx, a, imported.Graph); err != nil {
		return o.explainedWriting(err)
	}
	if form, _ := table.ParseFormat(o.form); form != table.Text || o.out.isStream() {
		return nil
	}
	return a.print("\nWritten to " + table.Clean(o.out.path) + ". " + program + " check -f " + shellQuote(o.out.path) + " finds what contradicts itself in it.\n")
}

// largeFile is the size of a file, in bytes, that is likely to become more than is read of YAML, and manyRecords how many
// records may.
const (
	largeFile   = 64 << 20
	manyRecords = 200_000
)

// adviseOnSize says before a large file is read what it may be too large to become.
func (o *importOptions) adviseOnSize(a *app, path string) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() < largeFile || o.out.path == "" || o.out.format() == mapfile.CSV {
		return
	}
	a.say(fmt.Sprintf("%s has %d MiB: a map of it may be larger than what is read from YAML, and is not written if it is", path, info.Size()>>20), o.asCSV())
}

// asCSV is the flags that write the map as CSV files.
func (o *importOptions) asCSV() string {
	if o.out.path == "-" {
		return "--as csv -o MAP/ writes a map of any size"
	}
	return "--as csv -o " + shellQuote(strings.TrimRight(strings.TrimSuffix(o.out.path, filepath.Ext(o.out.path)), "/")+"/") + " writes a map of any size"
}

// tooLargeForYAML says why a map cannot be written as YAML, where it is one of many records, or "".
func tooLargeForYAML(g *graph.Graph) string {
	if g.NumOrganisations()+g.NumRelationships() < manyRecords {
		return ""
	}
	if err := mapfile.WriteTo(io.Discard, g); err != nil {
		return err.Error()
	}
	return ""
}

// warn says what of --types, --classes and --default-type has had no effect, or may not be meant.
func (o *importOptions) warn(a *app, r *exchange.Report) {
	for _, about := range []struct {
		what, flag  string
		unmet, made []string
		terms       []exchange.Term
	}{
		{"type", "--types", r.UnmetTypes, r.MadeTypes, r.Types},
		{"classification", "--classes", r.UnmetClassifications, r.MadeClassifications, r.Classifications},
	} {
		var there []string
		for _, term := range about.terms {
			if term.Text != "" && len(there) < 10 {
				there = append(there, fmt.Sprintf("%q", term.Text))
			}
		}
		hints := []string{"it has " + joinWords(there, "and")}
		if len(there) == 0 {
			hints = []string{"it has none"}
		}
		for _, word := range about.unmet {
			a.say(fmt.Sprintf("%s: the file has no %s %q", about.flag, about.what, word), hints...)
		}
		for _, id := range about.made {
			a.say(fmt.Sprintf("%q is no built-in %s: the map has got it as one of its own", id, about.what))
		}
	}
}

// open opens what is to be read. Where columns are given, it is a table that has them.
func (o *importOptions) open(a *app, path string) (*exchange.Opened, error) {
	from := o.from
	if from == "" && len(o.columns) > 0 {
		for _, f := range exchange.Formats() {
			if f.TakesColumns {
				from = f.Name
				break
			}
		}
	}
	if path == "" {
		return nil, errors.New("a file, a folder, or - for standard input, and it has no name")
	}
	if from == "" && isFolder(path) {
		if _, err := mapfile.Read(path); err == nil {
			return nil, hint(fmt.Errorf("%s is a map", path), "commands read it as it is: -f "+shellQuote(path))
		}
	}
	if path == "-" {
		return exchange.OpenStream(a.stdin, "standard input", from)
	}
	return exchange.Open(path, from)
}

func (o *importOptions) readOptions() (exchange.ReadOptions, error) {
	opts := exchange.ReadOptions{Types: pairs(o.types, true), Classifications: pairs(o.classes, true), Type: o.typ, Undirected: o.mutual, NameIDs: !o.keepIDs}
	for _, text := range append(o.types, "="+o.typ) {
		id := strings.TrimSpace(text[strings.LastIndex(text, "=")+1:])
		if err := checkTerm("type", id, nearest(id, graph.BuiltinTypes(), func(t graph.Type) string { return t.ID })); err != nil {
			return opts, err
		}
	}
	for _, text := range o.classes {
		id := strings.TrimSpace(text[strings.LastIndex(text, "=")+1:])
		if err := checkTerm("classification", id, nearest(id, graph.BuiltinClassifications(), func(c graph.Classification) string { return c.ID })); err != nil {
			return opts, err
		}
	}
	switch o.dates {
	case dayFirst:
		opts.DayOrder = exchange.DayFirst
	case monthFirst:
		opts.DayOrder = exchange.MonthFirst
	}
	if o.source == "" {
		return opts, nil
	}
	opts.Source = graph.Source{ID: graph.Slug(o.source), Title: o.source, Type: "register"}
	if u, err := url.Parse(o.source); err == nil && u.Host != "" {
		opts.Source.URL, opts.Source.ID = o.source, graph.Slug(u.Host+" "+u.Path)
	}
	if opts.Source.ID == "" || !utf8.ValidString(o.source) {
		return opts, fmt.Errorf("--cite: %q has neither letter nor digit to make an id of", o.source)
	}
	return opts, nil
}

// checkTerm refuses what cannot be an id, or is nearly that of a built-in type or classification.
func checkTerm(what, id string, near []string) error {
	builtin, own := "collaboration or part-of", "works-with"
	if what == "classification" {
		builtin, own = "department or police", "port-authority"
	}
	switch {
	case id == "":
		return nil
	case id == strings.ToUpper(what) || id == "CLASS":
		return hint(fmt.Errorf("%s stands for the %s that you choose", id, what), "a built-in one such as "+builtin+", or one of the map's own by any id, such as "+own)
	case !graph.ValidID(id):
		return hint(fmt.Errorf("%q is no id of a %s", id, what), "ids are lower-case letters, digits, \"-\", \"_\" and \".\", such as "+cmp.Or(graph.Slug(id), own))
	case len(near) > 0:
		return &graph.UnknownError{What: what, Value: id, Suggestions: near}
	}
	return nil
}

// checkPlace says what is wrong with where the map is to be written, before anything is read.
func (o *importOptions) checkPlace(path string) error {
	switch {
	case o.out.path == "" && (o.out.as != "" || o.out.force):
		return hint(errors.New("--as and --force are about the map that is written, and nothing is"), "-o MAP writes it")
	case o.out.path == "":
		return nil
	}
	if there, err := os.Stat(o.out.path); err == nil {
		if in, err := os.Stat(path); err == nil && os.SameFile(in, there) {
			return hint(fmt.Errorf("%s is what is read", o.out.path), "give another name")
		}
	}
	return o.out.check()
}

// explainedWriting says in which form a map can be written that cannot be in this one.
func (o *importOptions) explainedWriting(err error) error {
	if o.out.format() != mapfile.CSV && strings.Contains(err.Error(), "CSV") {
		return hint(err, o.asCSV())
	}
	return err
}

// explained shows the line that is wrong, where that is known, and what can be done.
func (o *importOptions) explained(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return hint(fmt.Errorf("%s: there is no such file or folder", path), "names with blanks stand in quotes")
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s: no permission to read it", path)
	}
	var wrong *exchange.InputError
	if !errors.As(err, &wrong) {
		return err
	}
	var hints []string
	if wrong.Line > 0 {
		hints = excerpt(path, wrong)
	}
	switch {
	case wrong.Line == 0 && o.from == "" && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(path)):
		hints = append(hints, "if it is a map, commands read it as it is: -f "+shellQuote(path))
	case wrong.Line == 0 && o.from == "" && (strings.Contains(wrong.Problem, "tells the format") || strings.HasPrefix(wrong.Problem, "it is JSON, but its")):
		hints = append(hints, "say it: --from FORMAT, one of "+joinWords(formatNames(readable), "or"))
	case strings.Contains(wrong.Problem, "from=COLUMN"):
		hints = append(hints, "--map-columns from=COLUMN,to=COLUMN says so, with two of these names; quotes around what has blanks: --map-columns 'from=Name of donor,to=Party'")
		if strings.HasSuffix(wrong.Problem, "as an edge list") {
			hints = append(hints, "--from edgelist reads a table without headings: two organisations a row, and perhaps a weight or a type")
		}
	case o.from == "" && wrong.Line > 0 && len(o.columns) == 0 && !strings.HasPrefix(wrong.Problem, "it is JSON"):
		hints = append(hints, "if it is not what it was taken for, --from FORMAT says what it is")
	case o.from != "":
		if seems, ok := seemsToBe(path); ok && seems.Name != o.from {
			hints = append(hints, "it seems to be "+seems.Label+": --from "+seems.Name)
		}
	}
	return hint(wrong, hints...)
}

// seemsToBe returns the format that a file or folder would be taken for.
func seemsToBe(path string) (exchange.Format, bool) {
	if path == "-" {
		return exchange.Format{}, false
	}
	opened, err := exchange.Open(path, "")
	if err != nil {
		return exchange.Format{}, false
	}
	return opened.Format, opened.Close() == nil
}

// excerpt is the line of a file that an error speaks of and, under it, one with a caret.
func excerpt(path string, wrong *exchange.InputError) []string {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		path = wrong.Name
	}
	if isStream(path) {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	r := bufio.NewReaderSize(io.LimitReader(file, 64<<20), 1<<16)
	if mark, _ := r.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		decoder := textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder()
		r = bufio.NewReaderSize(transform.NewReader(r, decoder), 1<<16)
	}
	for line := 1; ; line++ {
		text, err := wholeLine(r)
		if line == 1 && bytes.HasPrefix(text, []byte{0x1F, 0x8B}) || err != nil && len(text) == 0 {
			return nil
		}
		if line == wrong.Line {
			if !utf8.Valid(text) { // as it is read, but for the middle of a character where the line is cut
				if decoded, err := charmap.Windows1252.NewDecoder().Bytes(text); err == nil && len(text) < longestExcerpt {
					text = decoded
				}
			}
			return caretLines(strings.TrimRight(strings.TrimPrefix(string(text), "\ufeff"), "\r\n"), wrong.Column)
		}
	}
}

// longestExcerpt is how many bytes of a line are looked at.
const longestExcerpt = 4 << 10

// wholeLine reads a line, of which it returns no more than longestExcerpt.
func wholeLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), max(0, longestExcerpt-len(line)))]...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// caretLines are a line, or what is around a column of it, and a caret under the column.
func caretLines(line string, column int) []string {
	runes := []rune(strings.ToValidUTF8(line, "\uFFFD"))
	if len(runes) == 0 || column > len(runes)+1 {
		column = 0
	}
	start := max(0, min(column-40, len(runes)-80))
	shown := table.Clean(string(runes[start:min(len(runes), start+80)]))
	if strings.TrimSpace(shown) == "" {
		return nil
	}
	if column <= 0 {
		return []string{shown}
	}
	return []string{shown, strings.Repeat(" ", table.Width(table.Clean(string(runes[start:column-1])))) + "^"}
}
