package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/graph/merge"
)

func mergeCommand() command {
	return command{
		name: "merge",
		args: []argument{
			{name: "FIRST", complete: completeMaps},
			{name: "SECOND", complete: completeMaps},
		},
		group: groupMap,
		short: "Make one map of two",
		long: "FIRST and SECOND are files or folders; one of them can be -, for a map on standard input, or a tar archive of one. What only one of them says is taken, and lists are united. " +
			"Organisations are matched by id, and then by a name that no other one has; those matched by name are listed, so that a reader can confirm them: --by-id keeps them apart. " +
			"Relationships with the same ends and type, and with dates and labels that agree, become one with the evidence of both; otherwise both stay, as where one ends before the other begins, and are listed. So are records that may be two although they have one id, and one although they have two: organisations that share no name, or are called alike, " +
			"sources of another title and address, and successors of each other.\n\n" +
			"Where the two say different things about a field, or which classification comes first, that is a conflict. It is listed with both values and the sources of either, and nothing is written, unless " +
			"--prefer says which of the two maps decides; the name that is decided against is kept as another name. No conflict is decided without being listed.\n\n" +
			"What was matched and the conflicts are printed on standard output where the map goes to a file, and otherwise on standard error. " +
			"The exit code is 1 where conflicts are undecided.",
		examples: []example{
			{"liaison merge uk.yaml ireland.yaml -o isles.yaml", "Make one map of two files"},
			{"liaison merge uk/ draft.yaml --prefer first -o merged/", "Where they contradict each other, the first map is right"},
			{"liaison merge mine.yaml theirs.yaml --format markdown -o merged.yaml", "The conflicts as a table for a pull request"},
		},
		new: func() runner { return &mergeOptions{} },
	}
}

type mergeOptions struct {
	prefer string
	byID   bool
	output mapOutput
	format string
}

func (o *mergeOptions) flags(f *flags) {
	var sides []string
	for _, side := range merge.Sides() {
		sides = append(sides, string(side))
	}
	f.choice(&o.prefer, "prefer", "", "", sides, "where the two contradict each other, the `SIDE` is right: first or second")
	f.on(&o.byID, "by-id", "", "match organisations and sources by their ids alone")
	o.output.flags(f)
	f.under(headingOutput).choice(&o.format, "format", "", "format", table.Formats(), "print what was matched and the conflicts as `FORMAT`: table, json, csv or markdown")
}

func (o *mergeOptions) run(ctx context.Context, a *app, args []string) error {
	if err := o.output.check(); err != nil {
		return err
	}
	first, second, err := a.readTwoMaps(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	opts := merge.Options{Prefer: merge.Side(o.prefer), IDsAlone: o.byID, File: o.moved(first, second)}
	result, err := during(ctx, a, "merging", func() (*merge.Result, error) { return merge.Merge(first.Graph, second.Graph, opts) })
	if err != nil {
		return err
	}
	report := &mergeReport{Result: result, First: args[0], Second: args[1]}
	if err := o.print(a, report); err != nil {
		return err
	}
	if result.Graph == nil {
		n := len(result.Conflicts)
		is := "is"
		if n > 1 {
			is = "are"
		}
		return hint(answerNo{fmt.Sprintf("%s %s undecided, and nothing was written", countOf(n, "conflict", "conflicts"), is)},
			"--prefer first or --prefer second decides all of them, or correct one of the maps")
	}
	return o.output.write(ctx, a, result.Graph)
}

// moved returns what the result calls the saved copies of sources, which either map calls as seen from its own folder.
func (o *mergeOptions) moved(first, second *mapfile.Map) func(merge.Side, string) string {
	return func(of merge.Side, file string) string {
		from := first.Dir
		if of == merge.Second {
			from = second.Dir
		}
		if filepath.IsAbs(file) {
			return file
		}
		there, err := filepath.Abs(filepath.Join(from, file))
		if err != nil {
			return file
		}
		to, err := filepath.Abs(o.output.dir())
		if err != nil {
			return file
		}
		if relative, err := filepath.Rel(to, there); err == nil {
			return filepath.ToSlash(relative)
		}
		return file
	}
}

// mergeReport is a merger for a reader.
type mergeReport struct {
	First  string `json:"first"` // as it was named
	Second string `json:"second"`
	*merge.Result
}

func (o *mergeOptions) print(a *app, r *mergeReport) error {
	f, _ := table.ParseFormat(o.format)
	write := func(w io.Writer) error {
		switch f {
		case table.JSON:
			return writeJSON(w, r)
		case table.CSV:
			return r.rows().Write(w, f, 0)
		case table.Markdown:
			return r.sections(w, f, 0)
		}
		return r.sections(w, f, a.width())
	}
	if !o.output.isStream() {
		return a.buffered(write)
	}
	var b strings.Builder
	if err := write(&b); err != nil {
		return err
	}
	// Where standard error is gone there is nobody left to tell.
	_, _ = io.WriteString(a.stderr, b.String())
	return nil
}

// sections writes the tables with what they are about.
func (r *mergeReport) sections(w io.Writer, f table.Format, width int) error {
	var b strings.Builder
	say := func(text string) {
		if f == table.Markdown {
			b.WriteString(table.EscapeMarkdownBlock(text) + "\n")
			return
		}
		for _, line := range table.Wrap(text, paragraphWidth(width)) {
			b.WriteString(table.Clean(line) + "\n")
		}
	}
	say(r.summary())
	if len(r.Matched) > 0 {
		b.WriteString("\n")
		say("Taken for one because of a name or title, to be confirmed (--by-id keeps them apart):")
		b.WriteString("\n")
		if err := r.matched().Write(&b, f, width); err != nil {
			return err
		}
	}
	if len(r.Conflicts) > 0 {
		b.WriteString("\n")
		if r.Decided == merge.Neither {
			say("They contradict each other:")
		} else {
			say(fmt.Sprintf("They contradict each other, and the %s is right:", r.Decided))
		}
		b.WriteString("\n")
		if err := r.conflicts().Write(&b, f, width); err != nil {
			return err
		}
		if slices.ContainsFunc(r.Conflicts, func(c merge.Conflict) bool { return c.A == "" || c.B == "" }) {
			b.WriteString("\n")
			say("Where one side is empty, the two dates of that record are the conflict: by the one map it ends before it begins by the other.")
		}
		if slices.ContainsFunc(r.Conflicts, func(c merge.Conflict) bool { return c.Field == primaryClassification }) {
			b.WriteString("\n")
			say("Of classifications all are kept, and the primary one, which decides the sector, comes first.")
		}
	}
	if len(r.Apart) > 0 {
		b.WriteString("\n")
		say("Kept apart, as their dates or labels differ; correct one of the maps where they are one:")
		b.WriteString("\n")
		if err := r.apart().Write(&b, f, width); err != nil {
			return err
		}
	}
	if len(r.Doubts) > 0 {
		b.WriteString("\n")
		say("Perhaps otherwise: give two that are not one different ids, and two that are one the same:")
		b.WriteString("\n")
		if err := r.doubts().Write(&b, f, width); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *mergeReport) summary() string {
	count := func(t merge.Tally, one, many string) string {
		var from []string
		for _, part := range []struct {
			n  int
			of string
		}{{t.Both, "in both"}, {t.First, "in the first alone"}, {t.Second, "in the second alone"}} {
			if part.n > 0 {
				from = append(from, fmt.Sprintf("%d %s", part.n, part.of))
			}
		}
		text := countOf(t.Both+t.First+t.Second, one, many)
		if len(from) > 0 {
			text += " (" + strings.Join(from, ", ") + ")"
		}
		return text
	}
	conflicts := "no conflicts"
	if n := len(r.Conflicts); n > 0 {
		conflicts = countOf(n, "conflict", "conflicts")
	}
	return fmt.Sprintf("%s and %s: %s, %s and %s; %s.", nameOfMap(r.First), nameOfMap(r.Second),
		count(r.Organisations, "organisation", "organisations"), count(r.Relationships, "relationship", "relationships"),
		count(r.Sources, "source", "sources"), conflicts)
}

// nameOfMap is what a sentence calls a map that is given as an argument.
func nameOfMap(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

func (r *mergeReport) matched() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "kind"}, {Name: "first", Keep: true}, {Name: "second", Keep: true}, {Name: "by", Title: "name or title"},
	}}
	for _, m := range r.Matched {
		t.Add(m.Kind, m.First, m.Second, m.By)
	}
	return t
}

func (r *mergeReport) conflicts() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "kind"}, {Name: "id", Keep: true}, {Name: "field"}, {Name: "first"}, {Name: "first_sources", Title: "its sources"},
		{Name: "second"}, {Name: "second_sources", Title: "its sources"},
	}}
	for _, c := range r.Conflicts {
		t.Add(c.Kind, c.ID, fieldOf(&c), c.A, c.SourcesA, c.B, c.SourcesB)
	}
	return t
}

func (r *mergeReport) apart() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "from", Keep: true}, {Name: "type"}, {Name: "to", Keep: true}, {Name: "first"}, {Name: "second"},
	}}
	for _, p := range r.Apart {
		t.Add(p.From, p.Type, p.To, p.First, p.Second)
	}
	return t
}

func (r *mergeReport) doubts() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "kind"}, {Name: "first", Keep: true}, {Name: "second", Keep: true}, {Name: "why"}}}
	for _, d := range r.Doubts {
		t.Add(d.Kind, d.First, d.Second, d.Why)
	}
	return t
}

const primaryClassification = "classification[0]" // as a field of a conflict

func fieldOf(c *merge.Conflict) string {
	if c.Field == primaryClassification {
		return "primary classification"
	}
	if c.Of != "" {
		return fmt.Sprintf("%s of %q", c.Field, c.Of)
	}
	return c.Field
}

// rows is matches, conflicts, what was kept apart and doubts in one table.
func (r *mergeReport) rows() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "what"}, {Name: "kind"}, {Name: "id"}, {Name: "field"}, {Name: "of"}, {Name: "first"}, {Name: "first_sources"},
		{Name: "second"}, {Name: "second_sources"},
	}}
	none := []string{}
	for _, m := range r.Matched {
		t.Add("match", m.Kind, m.First, "id", m.By, m.First, none, m.Second, none)
	}
	for _, c := range r.Conflicts {
		t.Add("conflict", c.Kind, c.ID, c.Field, c.Of, c.A, c.SourcesA, c.B, c.SourcesB)
	}
	for _, p := range r.Apart {
		t.Add("apart", "relationship", p.From+":"+p.Type+":"+p.To, "", "", strings.Join(p.First, "; "), none, strings.Join(p.Second, "; "), none)
	}
	for _, d := range r.Doubts {
		t.Add("doubt", d.Kind, d.First, "id", d.Why, d.First, none, d.Second, none)
	}
	return t
}
