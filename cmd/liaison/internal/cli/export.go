package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

func exportCommand() command {
	return command{
		name:  "export",
		group: groupExchange,
		short: "Write a map in the format of another tool",
		long: "The format is that of the name after -o, where it is one format's alone, or that after --to. Some formats are folders of several files. " +
			"A format that has no place for something drops it, or holds it in a text that only this program takes apart: standard error says what that is of this map, " +
			"and --formats what it is of each format. What is written is the part of the map that the filters keep.\n\n" +
			"The formats:\n\n" + items(formatTexts(writable)),
		examples: []example{
			{"liaison export -o map.gexf", "For Gephi"},
			{"liaison export --to neo4j-csv -o for-neo4j/", "A folder of the files that Neo4j imports"},
			{"liaison export --to node-link --type authority > authority.json", "A part of the map, for NetworkX"},
			{"liaison export --formats", "Which formats there are, for which tools, and what they drop"},
			{"liaison export --formats --to gexf", "All about one of them"},
		},
		readsMap: true,
		new:      func() runner { return &exportOptions{} },
	}
}

type exportOptions struct {
	to      string
	file    string
	force   bool
	quiet   bool
	formats bool
	form    string
	filter  filter
}

func (o *exportOptions) flags(f *flags) {
	f.add((*exportFormatValue)(&o.to), "to", "", "write in `FORMAT`, one of those above", completeWords(formatNames(writable)))
	f.text(&o.file, "output", "o", "write to `FILE`, or to a folder where the format is one, whole or not at all, instead of standard output", completeFiles)
	f.on(&o.force, "force", "", "write into a folder that is there; other files in it are not touched")
	f.on(&o.quiet, "quiet", "q", "do not say what is dropped, or that the name of FILE is that of another format")
	f.on(&o.formats, "formats", "", "list the formats, or with --to all about one of them, and write nothing")
	f.add(&tableForm{&o.form, "--to"}, "format", "", "print what --formats lists as `FORMAT`: table, json, csv or markdown", completeWords(table.Formats()))
	o.filter.flags(f)
}

// tableForm is the form of a table, where another flag says a format of the exchange: who confuses them is told.
type tableForm struct {
	to    *string
	other string
}

func (v *tableForm) Set(s string) error {
	if _, ok := table.ParseFormat(s); !ok {
		if f, err := exportFormat(s); err == nil && (v.other == "--to" && writable(&f) || v.other == "--from" && readable(&f)) {
			return fmt.Errorf("table, json, csv or markdown; %s is said by %s %s", f.Label, v.other, f.Name)
		}
		return checkWord(s, "format", table.Formats())
	}
	*v.to = s
	return nil
}
func (v *tableForm) String() string { return *v.to }
func (v *tableForm) Type() string   { return strings.Join(table.Formats(), "|") }

func (o *exportOptions) run(ctx context.Context, a *app, _ []string) error {
	if o.formats {
		return o.list(a)
	}
	if o.form != "" {
		return hint(errors.New("--format is how --formats is printed"), "--to says which format is written")
	}
	f, err := o.chosen()
	if err != nil {
		return err
	}
	if err := o.checkPlace(&f); err != nil {
		return err
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	if f, err = o.shown(f, m.Graph, part); err != nil {
		return err
	}
	if _, err := during(ctx, a, "writing "+f.Label, func() (struct{}, error) { return struct{}{}, o.write(ctx, a, &f, part) }); err != nil {
		return err
	}
	if !o.quiet {
		o.tellLosses(a, &f, part)
	}
	return nil
}

// chosen returns the format that is asked for.
func (o *exportOptions) chosen() (exchange.Format, error) {
	if o.to != "" {
		return exportFormat(o.to)
	}
	switch {
	case o.file == "" || o.file == "-":
		return exchange.Format{}, hint(errors.New("where to, and in which format?"), "to a file: -o map.gexf", "to standard output: --to gexf", program+" export --formats lists the formats")
	case isFolderName(o.file):
		return exchange.Format{}, hint(fmt.Errorf("%s: which format?", o.file), "those that are folders: --to "+joinWords(formatNames(folders), "or"))
	}
	found, err := exportFormatsOf(o.file)
	switch {
	case err != nil:
		return exchange.Format{}, o.untold()
	case len(found) > 1:
		var names []string
		for _, f := range found {
			names = append(names, f.Name)
		}
		return exchange.Format{}, hint(fmt.Errorf("%s: a name that several formats have", o.file), "say which: --to "+joinWords(names, "or"))
	}
	return found[0], nil
}

func isFolderName(path string) bool {
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)) || isFolder(path)
}

// checkPlace says what is wrong with where to write, before the map is read.
func (o *exportOptions) checkPlace(f *exchange.Format) error {
	if !f.Folder() {
		if o.file != "" && o.file != "-" && isFolderName(o.file) {
			return hint(fmt.Errorf("%s is a folder, and %s is a file", o.file, f.Label), "name the file: -o "+filepath.Join(o.file, "map"+f.Extensions[0]))
		}
		return nil
	}
	var names []string
	for _, part := range f.Parts {
		names = append(names, part.Name)
	}
	switch {
	case o.file == "" || o.file == "-":
		return hint(fmt.Errorf("%s is a folder of %s", f.Label, joinWords(names, "and")), "name it: -o "+f.Name+"/")
	case exists(o.file) && !isFolder(o.file):
		return hint(fmt.Errorf("%s is a file, and %s is a folder of %s", o.file, f.Label, joinWords(names, "and")), "name another: -o "+f.Name+"/")
	case !isFolderName(o.file) && fileKind(o.file) != "":
		folder := strings.TrimSuffix(o.file, filepath.Ext(o.file))
		return hint(fmt.Errorf("%s has the name of a file, and %s is a folder of %s", o.file, f.Label, joinWords(names, "and")), "name a folder: -o "+shellQuote(folder+"/"))
	case isFolder(o.file) && !o.force:
		return hint(fmt.Errorf("the folder %s is there already", o.file), "--force writes "+joinWords(names, "and")+" into it, over files of those names", "or name another")
	}
	return nil
}

// write writes the format, whole or not at all; a stream to standard output is written as it is made.
func (o *exportOptions) write(ctx context.Context, a *app, f *exchange.Format, g *graph.Graph) error {
	if f.Folder() {
		path := filepath.Clean(o.file)
		var files []atomicfile.File
		for _, part := range f.Parts {
			if err := a.sparesMap(filepath.Join(path, part.Name)); err != nil {
				return err
			}
			files = append(files, atomicfile.File{Name: part.Name, Write: func(w io.Writer) error { return part.Write(ctx, w, g) }})
		}
		if folder := filepath.Dir(path); !exists(folder) {
			return hint(fmt.Errorf("there is no folder %s to make %s in", folder, filepath.Base(path)), "make that folder first, or give another name")
		}
		return atomicfile.WriteFolder(path, files)
	}
	part := f.Parts[0]
	if o.file == "" || o.file == "-" {
		w := bufio.NewWriterSize(a.stdout, 1<<16)
		return outputError("standard output", cmp.Or(part.Write(ctx, w, g), w.Flush()))
	}
	return a.writeFile(o.file, func(w io.Writer) error { return part.Write(ctx, w, g) })
}

// tellLosses says what the format does not hold of a map.
func (o *exportOptions) tellLosses(a *app, f *exchange.Format, g *graph.Graph) {
	var dropped, text []string
	for _, l := range exchange.Losses(g, f.Holdings) {
		if l.Holding == exchange.Drops {
			dropped = append(dropped, l.What)
		} else {
			text = append(text, l.What)
		}
	}
	size := countOf(g.NumOrganisations(), "organisation", "organisations") + " and " + countOf(g.NumRelationships(), "relationship", "relationships")
	var hints []string
	if kind := fileKind(o.file); kind != "" && !f.Folder() && !hasExtensionOf(o.file, f) {
		hints = append(hints, fmt.Sprintf("%s is %s in spite of its name, which stands for %s", o.file, f.Label, kind))
	}
	says := "it keeps all that this map has"
	if len(dropped) > 0 {
		says = "it does not keep all"
		hints = append(hints, "drops: "+strings.Join(dropped, ", "))
	}
	if len(text) > 0 {
		hints = append(hints, "keeps as text: "+strings.Join(text, ", "))
	}
	a.say(fmt.Sprintf("%s as %s; %s", size, f.Label, says), hints...)
}

// writable, readable and folders tell formats of the table apart.
func writable(f *exchange.Format) bool { return len(f.Parts) > 0 }
func readable(f *exchange.Format) bool { return f.Read != nil }
func folders(f *exchange.Format) bool  { return f.Folder() }

func formatNames(of func(*exchange.Format) bool) []string {
	var names []string
	for _, f := range exportFormats() {
		if of(&f) {
			names = append(names, f.Name)
		}
	}
	return names
}

// formatTexts are the formats with what help says of them.
func formatTexts(of func(*exchange.Format) bool) [][2]string {
	var texts [][2]string
	for _, f := range exportFormats() {
		if of(&f) {
			texts = append(texts, [2]string{f.Name, f.Label + " (" + formatFiles(&f) + "), for " + f.Tools})
		}
	}
	return texts
}

// formatFiles is what the files of a format are called: ".gexf", or "nodes.csv, edges.csv".
func formatFiles(f *exchange.Format) string {
	if !f.Folder() {
		return strings.Join(f.Extensions, ", ")
	}
	var names []string
	for _, part := range f.Parts {
		names = append(names, part.Name)
	}
	return strings.Join(names, ", ")
}

// list prints the table of formats, or all about one.
func (o *exportOptions) list(a *app) error {
	out := output{format: o.form, file: o.file}
	if o.to == "" {
		return out.table(a, formatTable())
	}
	f, err := exportFormat(o.to)
	if err != nil {
		return err
	}
	return out.write(a, func(w io.Writer, form table.Format, width int) error {
		if form != table.Text {
			return fieldTable(&f).Write(w, form, width)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s (%s), for %s\n%s\n\n", f.Label, formatFiles(&f), f.Tools, f.Standard)
		for _, note := range f.Notes {
			hanging(&b, "- ", note, paragraphWidth(width))
		}
		if len(f.Notes) > 0 {
			b.WriteString("\n")
		}
		if _, err := io.WriteString(w, table.CleanLines(b.String())); err != nil {
			return err
		}
		return fieldTable(&f).Write(w, form, width)
	})
}

// formatTable is the table of formats.
func formatTable() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "format", Keep: true}, {Name: "label", In: table.ForPrograms}, {Name: "files"}, {Name: "tools"},
		{Name: "reads", In: table.ForPrograms}, {Name: "writes", In: table.ForPrograms}, {Name: "does", In: table.ForPeople},
		{Name: "drops"}, {Name: "as_text"}, {Name: "standard", In: table.ForPrograms}, {Name: "notes", In: table.ForPrograms},
	}}
	for _, f := range exportFormats() {
		does := "write"
		switch {
		case f.Read != nil && len(f.Parts) > 0:
			does = "read, write"
		case f.Read != nil:
			does = "read"
		}
		drops, text := "", ""
		if len(f.Parts) > 0 {
			drops, text = exchange.Summary(f.Holdings, exchange.Drops), exchange.Summary(f.Holdings, exchange.AsText)
		}
		t.Add(f.Name, f.Label, formatFiles(&f), f.Tools, f.Read != nil, len(f.Parts) > 0, does, drops, text, f.Standard, f.Notes)
	}
	return t
}

// fieldTable says how a format holds each field.
func fieldTable(f *exchange.Format) *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "field", Keep: true}, {Name: "held"}, {Name: "what", In: table.ForPeople}}}
	for _, field := range exchange.Fields() {
		t.Add(field.String(), holdingWords[f.Holdings[field]], field.Words())
	}
	return t
}

var holdingWords = [...]string{exchange.Drops: "dropped", exchange.AsText: "as text", exchange.Keeps: "kept"}

// nearest of the built-in types or classifications to a word that is none of them.
func nearest[T any](id string, all []T, of func(T) string) []string {
	known := make([]string, len(all))
	for i, v := range all {
		known[i] = of(v)
	}
	if slices.Contains(known, id) {
		return nil
	}
	return graph.Suggest(id, known)
}
