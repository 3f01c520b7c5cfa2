package exchange

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// gephiCSV is the format of Gephi's spreadsheet importer, whose headings are compared without regard to case. Type is the
// direction there, and what is not "Undirected" is directed; the kind of an edge is Kind. Gephi holds directed and undirected
// edges between the same two nodes badly, so that a mutual relationship is two arcs here. A backslash takes the meaning from a
// quote or a backslash after it there (its importer reads so, in quotes and without), so that each is written twice.
func gephiCSV() Format {
	return Format{
		Name: "gephi-csv", Label: "Gephi CSV", Tools: "Gephi",
		Standard:   "https://docs.gephi.org/desktop/User_Manual/Import/Spreadsheet/",
		Extensions: []string{".csv", ".tsv"}, MediaType: "text/csv",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"nodes.csv and edges.csv are imported one after the other by File, Import spreadsheet, into the same workspace; choose \"Don't merge\" for parallel edges.",
			"The type of a relationship is the Kind of an edge, since Type is its direction in Gephi.",
			"Gephi's own export has no Kind where all edges are of one: it is taken from the ids that Liaison makes, or else said with --default-type.",
			"The Label of a node is the short name, else the name, else the id.",
			"map.csv holds what Gephi has no place for: the title, own types, sources and arrangements. Gephi does not need it.",
			"Cells that begin with =, +, - or @ are written as they are, since they must read back equal: a spreadsheet program would run some of them as formulas, so open the files there as text.",
		},
		Parts: []Part{
			{"nodes.csv", writeGephiNodes},
			{"edges.csv", writeGephiEdges},
			{"map.csv", writeMapTable},
		},
		Read: func(ctx context.Context, in *Input, sink Sink) error {
			return gephiTables.read(ctx, in, sink, "nodes.csv", "edges.csv", "map.csv")
		},
		Guess: guessGephiCSV,
	}
}

var gephiTables = tablesReader{
	kind: func(headings []string) tableKind {
		switch {
		case slices.Contains(headings, "source") && slices.Contains(headings, "target"):
			return relationshipTable
		case slices.Contains(headings, "id"):
			return organisationTable
		}
		return unknownTable
	},
	organisations: readGephiNodes, relationships: readGephiEdges,
	wants: "the first line has Id and Label for nodes, or Source and Target for edges",
}

func guessGephiCSV(name string, head []byte) int {
	if !isTableName(name) {
		return 0
	}
	headings, row := headingsOf(name, head)
	has := func(s string) bool { return slices.Contains(headings, s) }
	kind := slices.Index(headings, "type")
	switch {
	case len(headings) < 2:
		return 0
	case has("source") && has("target"):
		switch {
		case slices.ContainsFunc(headings, isGephiTimes), kind >= 0 && kind < len(row) && (isDirection(row[kind]) || strings.EqualFold(row[kind], "mutual")):
			return 3
		case has("id") && (has("kind") || kind >= 0 && row == nil), strings.EqualFold(name, "edges.csv") && kind < 0:
			return 2
		}
		return 1 // anybody's words
	case headings[0] == "id" && (headings[1] == "label" || has("timeset")):
		return 2
	}
	return 0
}

func isDirection(s string) bool {
	return strings.EqualFold(s, "directed") || strings.EqualFold(s, "undirected")
}

// gephiText writes a text as Gephi reads it.
func gephiText(s string) string { return strings.ReplaceAll(s, `\`, `\\`) }

func gephiValue(v Value) string {
	text := v.String()
	if v.Kind == List && isBracketed(text) {
		text += ";" // or it would be a list in brackets
	}
	return gephiText(text)
}

// gephiTable is what the readers of both tables have in common.
type gephiTable struct {
	comma      bool            // cells are divided by commas
	nodes      bool            // it is the table of nodes, to which Gephi adds what it computes
	fields     map[string]bool // that columns stand for
	statistics leftStatistics
	times      string      // the cell of the row that says when it is there
	notes      [][2]string // of the row
}

func newGephiTable(c *csvReader) *gephiTable {
	g := &gephiTable{comma: c.Comma() == ',', fields: map[string]bool{}}
	for _, cell := range c.Cells {
		g.fields[strings.ToLower(strings.TrimSpace(cell))] = true
	}
	return g
}

// fieldOf is the field that a heading stands for: its own, or that of which it is another name, unless a column stands for that already.
func (g *gephiTable) fieldOf(heading string, aliases map[string]string) string {
	alias, ok := aliases[strings.NewReplacer(" ", "_", "-", "_").Replace(heading)]
	if !ok || g.fields[alias] || alias == "name" { // the Label is the name
		return heading
	}
	g.fields[alias] = true
	return alias
}

func (g *gephiTable) note(what, done string) {
	g.notes = append(g.notes, [2]string{what, done})
}

// asGephiReads has a cell put as Gephi reads it: a backslash for two. Of a dynamic cell the last value is put. Cells that Gephi has written
// may have lists in brackets, and numbers with a decimal comma.
func asGephiReads[R any](g *gephiTable, rows []column[R], heading string, put func(*R, string)) func(*R, string) {
	if put == nil {
		return nil
	}
	kind := Text
	for i := range rows {
		if rows[i].Name == heading {
			kind = rows[i].Kind
		}
	}
	return func(r *R, cell string) {
		text := strings.ReplaceAll(cell, `\\`, `\`)
		if spells, ok := gephiSpells(cell, false); ok {
			if len(spells) > 1 {
				g.note(changingValues, lastOfThemTaken)
			}
			text = spells[len(spells)-1].value
		}
		switch {
		case kind == Records && len(text) < len(cell) && !json.Valid([]byte(text)) && json.Valid([]byte(cell)):
			text = cell // which Gephi has written: it writes single backslashes
		case kind == List && isBracketed(text):
			text = joinList(xmlListOf(text))
		case kind == Number:
			text = g.decimal(text)
		}
		put(r, text)
	}
}

func isBracketed(text string) bool {
	return strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
}

var (
	decimalComma   = regexp.MustCompile(`^-?\d+,\d+$`)
	thousandsComma = regexp.MustCompile(`^-?[1-9]\d{0,2},\d{3}$`)
)

// decimal reads a decimal comma, but not one that may divide thousands: programs that divide cells by commas divide thousands so.
func (g *gephiTable) decimal(text string) string {
	if strings.IndexByte(text, ',') > 0 && decimalComma.MatchString(text) && !(g.comma && thousandsComma.MatchString(text)) {
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}

// extras are the attributes without a field as Gephi means them: what it has computed is left out, and what changes with time is
// kept with its periods.
func (g *gephiTable) extras(extra []Attribute) []Attribute {
	kept := extra[:0]
	for _, a := range extra {
		text := a.Value.Text
		if _, err := strconv.ParseFloat(g.decimal(text), 64); err == nil && g.nodes && g.statistics.leaveOutHeading(a.Name) {
			continue
		}
		spells, ok := gephiSpells(text, false)
		if !ok {
			kept = append(kept, Attribute{a.Name, TextValue(strings.ReplaceAll(text, `\\`, `\`))})
			continue
		}
		said := make([]string, len(spells))
		for i, s := range spells {
			said[i] = s.said()
		}
		kept = append(kept, Attribute{a.Name, ListValue(said)})
	}
	return kept
}

// isGephiTimes reports whether a column says when elements are there, in Gephi 0.9 and later, or before.
func isGephiTimes(heading string) bool {
	return heading == "timeset" || heading == "time interval"
}

// period sets the dates of a record that says when it is there, where it has none.
func (g *gephiTable) period(start, end *graph.Date, extra *[]Attribute) {
	text := g.times
	if g.times = ""; text == "" {
		return
	}
	spells, ok := gephiSpells(text, true)
	if !ok {
		*extra = append(*extra, Attribute{"timeset", TextValue(text)})
		return
	}
	first, last := spells[0], spells[len(spells)-1]
	switch {
	case len(spells) > 1:
		g.note(severalPeriods, severalTaken)
	case first.start == first.end:
		g.note(momentsThere, momentsTaken)
	}
	for _, date := range []struct {
		name, text string
		to         *graph.Date
	}{{"start", first.start, start}, {"end", last.end, end}} {
		if date.text == "" {
			continue
		}
		if d, err := graph.ParseDate(date.text); err != nil {
			*extra = append(*extra, Attribute{date.name, TextValue(date.text)})
		} else if date.to.IsZero() {
			*date.to = d
		}
	}
}

// rowDone gives what there is to say of a row.
func (g *gephiTable) rowDone(sink Sink, line int) error {
	for _, n := range g.notes {
		if err := sink.Note(line, n[0], n[1]); err != nil {
			return err
		}
	}
	g.notes = g.notes[:0]
	return nil
}

// writeGephiNodes writes the id, the label and the columns of organisations.
func writeGephiNodes(ctx context.Context, w io.Writer, g *graph.Graph) error {
	t := csvTable{heading: func(c Column) string { return c.Name }, text: gephiValue}
	return t.organisations(ctx, w, g, []string{"Id", "Label"}, func(c *csvWriter, n graph.Node) {
		c.cell(gephiText(g.ID(n)))
		c.cell(gephiText(g.ShortName(n)))
	})
}

func writeGephiEdges(ctx context.Context, w io.Writer, g *graph.Graph) error {
	t := csvTable{
		heading: func(c Column) string {
			switch c.Name {
			case "type":
				return "Kind"
			case "label":
				return "Label"
			case "weight":
				return "Weight"
			}
			return c.Name
		},
		text: gephiValue,
	}
	return t.arcs(ctx, w, g, false, []string{"Source", "Target", "Type", "Id"}, func(c *csvWriter, a Arc) {
		c.cell(gephiText(g.ID(a.From)))
		c.cell(gephiText(g.ID(a.To)))
		c.cell("Directed")
		c.cell(gephiText(a.ID(g)))
	})
}

func readGephiNodes(ctx context.Context, c *csvReader, sink Sink) error {
	label, g := "", newGephiTable(c)
	g.nodes = true
	t, err := newRecordTable(c, sink, func(heading string) func(*Organisation, string) {
		field := g.fieldOf(heading, nodeAliases)
		put := fieldPut(organisationFields, field, extraOfOrganisation)
		switch heading {
		case "id":
			put = func(o *Organisation, text string) { o.ID = text }
		case "label":
			put = func(_ *Organisation, text string) { label = text }
		}
		if isGephiTimes(heading) {
			return func(_ *Organisation, text string) { g.times = text }
		}
		return asGephiReads(g, organisationFields, field, put)
	}, extraOfOrganisation)
	if err != nil {
		return err
	}
	var o Organisation
	err = t.each(ctx, t.sink, func() error {
		o, label = Organisation{Line: c.Line}, ""
		if err := t.fill(&o); err != nil {
			return err
		}
		nameByLabel(&o, label)
		o.Extra = g.extras(o.Extra)
		g.period(&o.FoundingDate, &o.DissolutionDate, &o.Extra)
		if err := g.rowDone(sink, c.Line); err != nil {
			return err
		}
		return sink.Organisation(&o)
	})
	if err != nil {
		return err
	}
	return g.statistics.note(sink)
}

// nameByLabel gives an organisation the name that a tool shows, unless that is what we write for one without a name.
func nameByLabel(o *Organisation, label string) {
	if o.ID == "" {
		if o.ID = label; !graph.ValidID(label) && o.Name == "" {
			o.Name = label
		}
	}
	if o.Name == "" && label != o.ShortName && label != o.ID {
		o.Name = label
	}
}

func readGephiEdges(ctx context.Context, c *csvReader, sink Sink) error {
	g, kinds := newGephiTable(c), false
	t, err := newRecordTable(c, sink, func(heading string) func(*Relationship, string) {
		field := heading
		if heading != "kind" { // which has a place of its own
			field = g.fieldOf(heading, edgeAliases)
		}
		put := fieldPut(relationshipFields, field, extraOfRelationship)
		switch heading {
		case "source":
			put = func(r *Relationship, text string) { r.From = text }
		case "target":
			put = func(r *Relationship, text string) { r.To = text }
		case "id":
			put = func(r *Relationship, text string) { r.ID = text }
		case "kind":
			kinds = true
			put = func(r *Relationship, text string) { r.Type = text }
		case "type":
			put = gephiDirection
		}
		if isGephiTimes(heading) {
			return func(_ *Relationship, text string) { g.times = text }
		}
		return asGephiReads(g, relationshipFields, field, put)
	}, extraOfRelationship)
	if err != nil {
		return err
	}
	var r Relationship
	return t.each(ctx, t.sink, func() error {
		r = Relationship{Line: c.Line, Implied: true}
		if err := t.fill(&r); err != nil {
			return err
		}
		if r.From == "" || r.To == "" {
			return sink.Note(c.Line, "an edge without a source or a target", "left out")
		}
		if r.Type == "" && !kinds {
			r.Type = cmp.Or(typeInID(r.ID, r.From, r.To), typeInID(r.ReverseOf, r.To, r.From))
		}
		r.Extra = g.extras(r.Extra)
		g.period(&r.StartDate, &r.EndDate, &r.Extra)
		if err := g.rowDone(sink, c.Line); err != nil {
			return err
		}
		return sink.Relationship(&r)
	})
}

// typeInID is the type in an id that a map makes of the ends and the type of a relationship, or "". Gephi does not write a Kind where all edges
// are of one.
func typeInID(id, from, to string) string {
	rest, ok := strings.CutPrefix(id, from+":")
	end := strings.LastIndex(rest, ":"+to)
	if !ok || end < 0 || !graph.ValidID(rest[:end]) {
		return ""
	}
	if after := rest[end+1+len(to):]; after != "" && after[0] != ':' {
		return ""
	}
	return rest[:end]
}

// gephiDirection reads Type. What is no direction Gephi takes for "Directed"; it says what people have meant by the column.
func gephiDirection(r *Relationship, text string) {
	switch {
	case strings.EqualFold(text, "undirected"):
		r.Undirected = true
	case strings.EqualFold(text, "mutual"):
		r.Mutual = graph.Mutual
	case strings.EqualFold(text, "directed"):
	case r.Type == "":
		r.Type = text
	}
}
