package cli

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// write writes the difference; with verbose, people read the long values and the passages too.
func (c *comparison) write(w io.Writer, f table.Format, width int, verbose bool) error {
	switch f {
	case table.JSON:
		return writeJSON(w, c.data())
	case table.CSV:
		return c.table().Write(w, f, width)
	}
	t := &diffText{prose: newProse(f, paragraphWidth(width)), c: c, verbose: verbose}
	_, err := io.WriteString(w, t.text())
	return err
}

// data is the difference for programs.
func (c *comparison) data() any {
	return struct {
		Before string      `json:"before"`
		After  string      `json:"after"`
		Title  string      `json:"title,omitzero"`
		Within string      `json:"within,omitzero"`
		Differ bool        `json:"differ"`
		Counts diff.Counts `json:"counts"`
		*diff.Difference
		Between *inBetween `json:"between,omitempty"` // what neither of two dates shows
	}{c.before, c.after, c.title, c.within, !c.Empty(), c.Counts(), c.Difference, c.between.orNil()}
}

// entry is a record that differs, as it is told.
type entry struct {
	record       string // "organisation"
	id, text     string
	state        diff.State
	why          string
	note         string // of one that changed: what
	happened     bool   // whether the reason is a date of its own, and not one of a source
	sources      []string
	fields       []diff.FieldChange
	gained, lost []graph.Evidence
	renamed      bool
}

// chapter is the entries of one kind of record.
type chapter struct {
	heading string
	one     string
	many    string
	tally   diff.Tally
	entries []entry
}

// chapters are everything that differs, kind by kind.
func (c *comparison) chapters() []chapter {
	counts := c.Counts()
	return []chapter{
		{"Organisations", "organisation", "organisations", counts.Organisations, c.organisationEntries()},
		{"Relationships", "relationship", "relationships", counts.Relationships, c.relationshipEntries()},
		{"Sources", "source", "sources", counts.Sources, recordEntries("source", c.Sources)},
		{"Types of relationship", "type", "types", counts.Types, recordEntries("type", c.Types)},
		{"Classifications", "classification", "classifications", counts.Classifications, recordEntries("classification", c.Classifications)},
		{"Arrangements", "arrangement", "arrangements", counts.Arrangements, recordEntries("arrangement", c.Arrangements)},
	}
}

func (c *comparison) organisationEntries() (all []entry) {
	for i := range c.Organisations {
		o := &c.Organisations[i]
		g, n := c.After, o.Is
		if n < 0 {
			g, n = c.Before, o.Was
		}
		e := entry{
			record: "organisation", id: o.ID, text: titleOf(g.Name(n), g.ShortName(n)), state: o.State, why: o.Why,
			fields: o.Fields, gained: o.EvidenceGained, lost: o.EvidenceLost, renamed: o.Renamed != nil,
		}
		if o.State == diff.Changed {
			e.note = o.Note()
		}
		record := g.Organisation(n)
		for _, cited := range record.Evidence {
			if !slices.Contains(e.sources, cited.Source) {
				e.sources = append(e.sources, cited.Source)
			}
		}
		e.happened = o.State == diff.Gone || c.isWithin(record.FoundingDate)
		all = append(all, e)
	}
	return all
}

func (c *comparison) relationshipEntries() (all []entry) {
	var types []string
	for i := range c.Relationships {
		r := &c.Relationships[i]
		g, n := c.After, r.Is
		if n < 0 {
			g, n = c.Before, r.Was
		}
		e := entry{
			record: "relationship", id: r.ID, text: tell.Sentence(g, n), state: r.State, why: r.Why,
			fields: r.Fields, gained: r.EvidenceGained, lost: r.EvidenceLost, sources: g.SourcesOf(n),
			happened: r.State == diff.Gone || c.isWithin(g.StartDate(n)) || c.heldBack(g, n),
		}
		if status := g.Status(n); status != graph.Active && status != graph.Ended && r.State == diff.Added {
			e.text += tell.InBrackets(status.String())
		}
		if r.State == diff.Changed {
			e.note = r.Note()
		}
		all = append(all, e)
		types = append(types, g.Type(n).ID)
	}
	tellApart(all, types)
	return all
}

// heldBack reports whether a relationship that is known from before the first of two dates could hold only from when one of
// its ends was founded, after that.
func (c *comparison) heldBack(g *graph.Graph, e graph.Edge) bool {
	return !c.From.Before(g.AttestedFrom(e)) &&
		(c.isWithin(g.Organisation(g.From(e)).FoundingDate) || c.isWithin(g.Organisation(g.To(e)).FoundingDate))
}

// tellApart adds their types to relationships that read alike, where one is added and the other gone: what was of one
// type is of another now.
func tellApart(all []entry, types []string) {
	type reading struct {
		states map[diff.State]bool
		types  map[string]bool
	}
	reads := map[string]reading{}
	for i, e := range all {
		r, ok := reads[e.text]
		if !ok {
			r = reading{map[diff.State]bool{}, map[string]bool{}}
			reads[e.text] = r
		}
		r.states[e.state], r.types[types[i]] = true, true
	}
	for i := range all {
		e := &all[i]
		if r := reads[e.text]; r.states[diff.Added] && r.states[diff.Gone] && len(r.types) > 1 && e.state != diff.Changed {
			e.text += tell.InBrackets("type " + types[i])
		}
	}
}

// isWithin reports whether a date is one after the first of two.
func (c *comparison) isWithin(d graph.Date) bool { return !d.IsZero() && c.From.Before(d) }

func recordEntries(record string, changes []diff.RecordChange) (all []entry) {
	for _, r := range changes {
		e := entry{record: record, id: r.ID, text: cmp.Or(r.Label, r.ID), state: r.State, why: r.Why, fields: r.Fields, happened: true}
		if r.Label != "" && r.Label != r.ID {
			e.text += " (" + r.ID + ")"
		}
		e.note = fieldsChanged(r.Fields)
		all = append(all, e)
	}
	return all
}

// fieldsChanged names fields that differ.
func fieldsChanged(fields []diff.FieldChange) string {
	var notes []string
	for _, f := range fields {
		notes = append(notes, fieldName(f)+" changed")
	}
	return strings.Join(notes, "; ")
}

// onlyEvidence reports whether nothing but what supports a record differs.
func (e *entry) onlyEvidence() bool {
	return e.state == diff.Changed && len(e.fields) == 0 && !e.renamed
}

// support says which sources support it otherwise: "evidence gained in mi5-2019".
func (e *entry) support() string {
	var parts []string
	for _, side := range []struct {
		verb     string
		evidence []graph.Evidence
	}{{"gained", e.gained}, {"lost", e.lost}} {
		var ids []string
		for _, cited := range side.evidence {
			if !slices.Contains(ids, cited.Source) {
				ids = append(ids, cited.Source)
			}
		}
		if len(ids) > 0 {
			parts = append(parts, side.verb+" in "+joinWords(ids, "and"))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "evidence " + strings.Join(parts, ", ")
}

// diffText is a difference in words.
type diffText struct {
	*prose
	c       *comparison
	verbose bool
}

func (t *diffText) text() string {
	c := t.c
	title := "What differs between " + c.before + " and " + c.after
	if !c.From.IsZero() {
		title = "What changed from " + c.before + " to " + c.after
	}
	if c.title != "" {
		title += ": " + c.title
	}
	t.heading(2, title)
	if c.within != "" {
		t.paragraph("Of a part of the map: " + c.within + ".")
	}
	if c.Empty() {
		t.paragraph("Nothing differs.")
		t.paragraph(c.meanwhile())
		return t.String()
	}
	chapters := c.chapters()
	t.summary(chapters)
	if len(c.Map) > 0 {
		t.chapterHeading("The map itself")
		t.entries(diff.Changed, "", []entry{{state: diff.Changed, text: cmp.Or(c.title, "The map"), note: fieldsChanged(c.Map), fields: c.Map}})
	}
	for _, of := range chapters {
		t.chapter(of)
	}
	return t.String()
}

// summary counts what differs.
func (t *diffText) summary(chapters []chapter) {
	counts := t.c.Counts()
	added, gone := t.c.verbs()
	if t.format == table.Markdown {
		rows := &table.Table{Columns: []table.Column{{Name: "what", Title: " "}, {Name: "added", Title: added, Right: true}, {Name: "gone", Title: gone, Right: true}, {Name: "changed", Right: true}}}
		for _, of := range chapters {
			if of.tally.Total() > 0 {
				rows.Add(of.heading, of.tally.Added, of.tally.Gone, of.tally.Changed)
			}
		}
		// A buffer takes all.
		_ = t.table(rows)
	}
	var sentences []string
	for _, of := range chapters {
		if n := of.tally; n.Total() > 0 && t.format != table.Markdown {
			sentences = append(sentences, of.counted(added, gone))
		}
	}
	if n := counts.Organisations.Renamed; n > 0 {
		sentences = append(sentences, countOf(n, "organisation is", "organisations are")+" called otherwise")
	}
	if n := counts.EvidenceGained; n > 0 {
		sentences = append(sentences, countOf(n, "passage", "passages")+" gained as evidence of what both have")
	}
	if n := counts.EvidenceLost; n > 0 {
		sentences = append(sentences, countOf(n, "passage", "passages")+" lost as evidence of what both have")
	}
	if len(sentences) > 0 {
		t.paragraph(capitalised(strings.Join(sentences, "; ")) + ".")
	}
	t.paragraph(t.c.caution(chapters))
	t.paragraph(t.c.meanwhile())
}

// verbs say what has happened to what only one side has.
func (c *comparison) verbs() (added, gone string) {
	if c.From.IsZero() {
		return "added", "gone"
	}
	return "newly known", "over"
}

// caution says of two dates that what is newly known need not be new.
func (c *comparison) caution(chapters []chapter) string {
	all, happened := 0, 0
	for _, of := range chapters[:2] {
		for _, e := range of.entries {
			if e.state == diff.Added {
				all++
				if e.happened {
					happened++
				}
			}
		}
	}
	switch {
	case c.From.IsZero() || all == happened:
		return ""
	case happened == 0:
		return "What is newly known is known from the date of what first speaks of it, and may be older."
	}
	verb, others := "has", "the others are known from the date of what first speaks of them, and may be older."
	if happened > 1 {
		verb = "have"
	}
	if all-happened == 1 {
		others = "the other is known from the date of what first speaks of it, and may be older."
	}
	return fmt.Sprintf("Of the %d that are newly known, %d %s a beginning in that time; %s", all, happened, verb, others)
}

// meanwhile names what is known to have been there in between alone, which neither date shows.
func (c *comparison) meanwhile() string {
	var sentences []string
	for _, of := range []struct {
		all       []known
		one, many string
	}{{c.between.Organisations, "organisation is", "organisations are"}, {c.between.Relationships, "relationship is", "relationships are"}} {
		if len(of.all) > 0 {
			var texts []string
			for _, k := range of.all {
				texts = append(texts, k.Text)
			}
			sentences = append(sentences, countOf(len(of.all), of.one, of.many)+" known to have been there only in between, and at neither date: "+firstFew(texts)+".")
		}
	}
	return strings.Join(sentences, " ")
}

// counted counts a chapter: "3 organisations added, 1 gone and 2 changed".
func (of chapter) counted(added, gone string) string {
	noun := func(n int) string {
		if n == 1 {
			return of.one + " "
		}
		return of.many + " "
	}
	var parts []string
	for _, count := range []struct {
		n    int
		verb string
	}{{of.tally.Added, added}, {of.tally.Gone, gone}, {of.tally.Changed, "changed"}} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s%s", count.n, noun(count.n), count.verb))
			noun = func(int) string { return "" }
		}
	}
	return joinWords(parts, "and")
}

// capitalised begins a text with a capital, unless it begins with a name.
func capitalised(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") != "" || first == "" || strings.Contains(s, " was not there ") || strings.Contains(s, " is no longer there") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (t *diffText) chapterHeading(text string) {
	if t.format != table.Markdown {
		text = strings.ToUpper(text)
	}
	t.heading(3, text)
}

// section is the entries that are told under one heading.
type section struct {
	state   diff.State
	heading string
	entries []entry
}

// sections parts the entries of a chapter.
func (t *diffText) sections(of chapter) []section {
	added, gone := section{diff.Added, "Added", nil}, section{diff.Gone, "Gone", nil}
	if c := t.c; !c.From.IsZero() {
		added.heading = "Known in " + c.after + ", and not in " + c.before
		gone.heading = "Known in " + c.before + ", and over by " + c.after
	}
	renamed, changed, support := section{diff.Changed, "Called otherwise", nil}, section{diff.Changed, "Changed", nil}, section{diff.Changed, "Supported otherwise", nil}
	for _, e := range of.entries {
		to := &changed
		switch {
		case e.state == diff.Added:
			to = &added
		case e.state == diff.Gone:
			to = &gone
		case e.renamed:
			to = &renamed
		case e.onlyEvidence():
			to = &support
			e.why = e.support()
		}
		to.entries = append(to.entries, e)
	}
	return []section{added, gone, renamed, changed, support}
}

func (t *diffText) chapter(of chapter) {
	if len(of.entries) == 0 {
		return
	}
	t.chapterHeading(of.heading)
	for _, s := range t.sections(of) {
		t.section(s)
	}
}

// together is how many entries with one reason are told together.
const together = 3

// section tells entries: those with reasons of their own, what happened first, and then those that have one in common.
func (t *diffText) section(s section) {
	if len(s.entries) == 0 {
		return
	}
	count := map[string]int{}
	for _, e := range s.entries {
		count[e.why]++
	}
	var alone, inGroups []entry
	for _, e := range s.entries {
		if e.why != "" && count[e.why] >= together {
			inGroups = append(inGroups, e)
		} else {
			alone = append(alone, e)
		}
	}
	slices.SortStableFunc(alone, func(a, b entry) int { return cmp.Compare(rank(a), rank(b)) })
	slices.SortStableFunc(inGroups, func(a, b entry) int { return cmp.Compare(rank(a), rank(b)) })
	t.heading(4, fmt.Sprintf("%s (%d)", s.heading, len(s.entries)))
	if len(alone) > 0 {
		t.entries(s.state, "", alone)
	}
	groups := map[string][]entry{}
	for _, e := range inGroups {
		groups[e.why] = append(groups[e.why], e)
	}
	for _, e := range inGroups {
		if group := groups[e.why]; group != nil {
			t.entries(s.state, fmt.Sprintf("%s (%d)", capitalised(e.why), len(group)), group)
			delete(groups, e.why)
		}
	}
}

// rank puts what happened before what a source was the first to say.
func rank(e entry) int {
	if e.happened {
		return 0
	}
	return 1
}

// mostUnfolded is how many entries Markdown shows that are not folded.
const mostUnfolded = 12

// entries tells entries with their reasons or, under a heading that says the reason of all, without.
func (t *diffText) entries(state diff.State, heading string, entries []entry) {
	indent := "  "
	folded := t.format == table.Markdown && len(entries) > mostUnfolded
	switch {
	case folded:
		t.gap()
		fmt.Fprintf(t, "<details><summary>%s</summary>\n\n", html.EscapeString(table.Clean(cmp.Or(heading, countOf(len(entries), "record", "records")))))
	case t.format == table.Markdown:
		t.paragraph(heading)
		t.gap()
	case heading != "":
		t.line(indent, heading+":")
		indent += "  "
	}
	for _, e := range entries {
		text, why := e.text, ""
		switch {
		case e.state == diff.Changed && !e.onlyEvidence():
			why = e.note
		case heading == "":
			why = e.why
		}
		if why != "" {
			text += ": " + why
		}
		if (state == diff.Added || state == diff.Gone) && !strings.Contains(e.why, "attested by") && len(e.sources) > 0 {
			text += " [" + strings.Join(e.sources, ", ") + "]"
		}
		if t.format == table.Markdown {
			t.line("- `"+marks[state]+"` ", text)
		} else {
			t.line(indent+marks[state]+" ", text)
		}
		t.details(e, indent+"    ")
	}
	if folded {
		t.gap()
		t.WriteString("</details>\n")
	}
}

// marks tell the states by a sign, beside the word in the heading.
var marks = map[diff.State]string{diff.Added: "+", diff.Gone: "−", diff.Changed: "~"}

// details tells the values and the passages of an entry.
func (t *diffText) details(e entry, indent string) {
	if t.format != table.Markdown && !t.verbose {
		return
	}
	noted := e.record == "organisation" || e.record == "relationship"
	for _, f := range e.fields {
		if !noted || !isQuoted(f) {
			t.values(f, indent)
		}
	}
	if t.verbose || e.state == diff.Changed && !e.onlyEvidence() {
		t.passages("gained", e.gained, indent)
		t.passages("lost", e.lost, indent)
	}
}

// isQuoted reports whether the note of a change has the values of a field.
func isQuoted(f diff.FieldChange) bool {
	const shortest = 40
	values := []string{f.Before, f.After}
	if len(f.Gained)+len(f.Lost) > 0 {
		values = []string{strings.Join(f.Gained, ", "), strings.Join(f.Lost, ", ")}
	}
	return f.Of == "" && max(len(values[0]), len(values[1])) <= shortest && !strings.Contains(values[0]+values[1], "\n")
}

// values tells what a field was and is.
func (t *diffText) values(f diff.FieldChange, indent string) {
	name := fieldName(f)
	if len(f.Gained)+len(f.Lost) > 0 {
		for _, side := range []struct {
			verb     string
			elements []string
		}{{"gained", f.Gained}, {"lost", f.Lost}} {
			if len(side.elements) > 0 {
				t.detail(name+" "+side.verb+": "+strings.Join(side.elements, "; "), indent)
			}
		}
		return
	}
	if f.Before != "" {
		t.detail(name+" was: "+f.Before, indent)
	}
	if f.After != "" {
		t.detail(name+" is: "+f.After, indent)
	}
}

// fieldName is the name of a field in words, with the element of a list that it is of.
func fieldName(f diff.FieldChange) string {
	name := strings.NewReplacer("_", " ", ".", ", ").Replace(f.Field)
	if f.Of != "" {
		name += " of " + f.Of
	}
	return name
}

func (t *diffText) passages(verb string, evidence []graph.Evidence, indent string) {
	for _, e := range evidence {
		t.detail("evidence "+verb+": "+passageText(e)+" ("+e.Source+")", indent)
	}
}

// detail writes a line below an item.
func (t *diffText) detail(text, indent string) {
	if t.format == table.Markdown {
		t.WriteString("  - " + table.EscapeMarkdownBlock(text) + "\n")
	} else {
		t.line(indent, text)
	}
}
