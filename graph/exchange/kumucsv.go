package exchange

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// kumuCSV is the format of Kumu's spreadsheets: elements and connections, which know mutual ones. Elements are told apart by
// their ID, so that two may have one label.
func kumuCSV() Format {
	return Format{
		Name: "kumu-csv", Label: "Kumu CSV", Tools: "Kumu",
		Standard:   "https://docs.kumu.io/guides/import",
		Extensions: []string{".csv"}, MediaType: "text/csv",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"elements.csv and connections.csv are imported one after the other, or as two sheets of one workbook.",
			"The Label of an element is the short name, else the name, else the id; its Type is the first classification.",
			"Elements of lists are separated by a bar; a bar within one has a backslash before it, which Kumu does not know.",
			"map.csv holds what Kumu has no place for: the title, own types, sources and arrangements. Kumu does not need it.",
			"Cells that begin with =, +, - or @ are written as they are, since they must read back equal: a spreadsheet program would run some of them as formulas, so open the files there as text.",
		},
		Parts: []Part{
			{"elements.csv", writeKumuElements},
			{"connections.csv", writeKumuConnections},
			{"map.csv", writeMapTable},
		},
		Read: func(ctx context.Context, in *Input, sink Sink) error {
			labels := map[string]string{}
			t := kumuTables
			t.organisations = func(ctx context.Context, c *csvReader, sink Sink) error {
				return readKumuElements(ctx, c, sink, labels)
			}
			t.relationships = func(ctx context.Context, c *csvReader, sink Sink) error {
				return readKumuConnections(ctx, c, sink, labels)
			}
			return t.read(ctx, in, sink, "elements.csv", "connections.csv", "map.csv")
		},
		Guess: guessKumuCSV,
	}
}

var kumuTables = tablesReader{
	kind: func(headings []string) tableKind {
		switch {
		case slices.Contains(headings, "from") && slices.Contains(headings, "to"):
			return relationshipTable
		case slices.Contains(headings, "label"):
			return organisationTable
		}
		return unknownTable
	},
	wants: "the first line has Label for elements, or From and To for connections",
}

func guessKumuCSV(name string, head []byte) int {
	if !isTableName(name) {
		return 0
	}
	headings, row := headingsOf(name, head)
	has := func(s string) bool { return slices.Contains(headings, s) }
	direction := slices.Index(headings, "direction")
	switch {
	case len(headings) < 2:
		return 0
	case has("from") && has("to"):
		switch {
		case direction < 0 && !strings.EqualFold(name, "connections.csv"):
			return 0 // a table of anybody's
		case direction >= 0 && direction < len(row) && (isDirection(row[direction]) || strings.EqualFold(row[direction], "mutual")):
			return 3
		case headings[0] == "from" && headings[1] == "to":
			return 2
		}
	case headings[0] == "label" && (has("type") || has("description") || has("tags")):
		return 2
	case headings[0] == "id" && headings[1] == "label" && (has("type") && (has("description") || has("tags"))):
		return 3
	}
	return 0
}

// joinBars joins a list as Kumu has it: as any other, with bars for semicolons.
func joinBars(list []string) string {
	swapped := make([]string, len(list))
	for i, s := range list {
		swapped[i] = swapBars(s)
	}
	return swapBars(joinList(swapped))
}

// splitBars is the inverse of joinBars.
func splitBars(s string) []string {
	if strings.IndexByte(s, '|') < 0 && strings.IndexByte(s, '\\') < 0 {
		return splitList(strings.ReplaceAll(s, ";", `\;`))
	}
	list := splitList(swapBars(s))
	for i := range list {
		list[i] = swapBars(list[i])
	}
	return list
}

func swapBars(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '|':
			return ';'
		case ';':
			return '|'
		}
		return r
	}, s)
}

var kumuTable = csvTable{
	heading: func(c Column) string {
		switch c.Name {
		case "description", "tags", "type", "label":
			return strings.ToUpper(c.Name[:1]) + c.Name[1:]
		case "symmetric", "reverse_of":
			return "" // Direction says so
		}
		return c.Name
	},
	text: func(v Value) string {
		if v.Kind == List {
			return joinBars(v.List)
		}
		return v.String()
	},
}

func writeKumuElements(ctx context.Context, w io.Writer, g *graph.Graph) error {
	return kumuTable.organisations(ctx, w, g, []string{"ID", "Label", "Type"}, func(c *csvWriter, n graph.Node) {
		c.cell(g.ID(n))
		c.cell(g.ShortName(n))
		first := ""
		if all := g.Classifications(n); len(all) > 0 {
			first = all[0]
		}
		c.cell(first)
	})
}

func writeKumuConnections(ctx context.Context, w io.Writer, g *graph.Graph) error {
	return kumuTable.arcs(ctx, w, g, true, []string{"ID", "From", "To", "Direction"}, func(c *csvWriter, a Arc) {
		c.cell(a.ID(g))
		c.cell(g.ID(a.From))
		c.cell(g.ID(a.To))
		direction := "directed"
		if g.IsMutual(a.Edge) {
			direction = "mutual"
		}
		c.cell(direction)
	})
}

func readKumuElements(ctx context.Context, c *csvReader, sink Sink, labels map[string]string) error {
	label, kind := "", ""
	t, err := newRecordTable(c, sink, func(heading string) func(*Organisation, string) {
		switch heading {
		case "id":
			return func(o *Organisation, text string) { o.ID = text }
		case "label":
			return func(_ *Organisation, text string) { label = text }
		case "type":
			return func(_ *Organisation, text string) { kind = text }
		case "classification":
			return func(o *Organisation, text string) { o.Classifications = splitBars(text) }
		case "tags":
			return func(o *Organisation, text string) { o.Tags = splitBars(text) }
		}
		return fieldPut(organisationFields, heading, extraOfOrganisation)
	}, extraOfOrganisation)
	if err != nil {
		return err
	}
	var o Organisation
	return t.each(ctx, t.sink, func() error {
		o, label, kind = Organisation{Line: c.Line}, "", ""
		if err := t.fill(&o); err != nil {
			return err
		}
		if o.ID == "" && label == "" {
			return sink.Note(c.Line, "an element without a label", "left out")
		}
		if len(o.Classifications) == 0 && kind != "" {
			o.Classifications = []string{kind}
		}
		if o.ID != "" && label != "" && label != o.ID {
			if _, taken := labels[label]; !taken {
				labels[label] = o.ID
			}
		}
		nameByLabel(&o, label)
		labels[o.ID] = o.ID
		return sink.Organisation(&o)
	})
}

func readKumuConnections(ctx context.Context, c *csvReader, sink Sink, labels map[string]string) error {
	var tos []string
	t, err := newRecordTable(c, sink, func(heading string) func(*Relationship, string) {
		switch heading {
		case "id":
			return func(r *Relationship, text string) { r.ID = text }
		case "from":
			return func(r *Relationship, text string) { r.From = text }
		case "to":
			return func(_ *Relationship, text string) { tos = splitBars(text) }
		case "direction":
			return kumuDirection
		case "strength":
			return fieldPut(relationshipFields, "weight", extraOfRelationship)
		case "description":
			return fieldPut(relationshipFields, "note", extraOfRelationship)
		}
		return fieldPut(relationshipFields, heading, extraOfRelationship)
	}, extraOfRelationship)
	if err != nil {
		return err
	}
	end := func(s string) string {
		if id, ok := labels[s]; ok {
			return id
		}
		return s
	}
	var r Relationship
	return t.each(ctx, t.sink, func() error {
		r, tos = Relationship{Line: c.Line, Implied: true}, tos[:0]
		if err := t.fill(&r); err != nil {
			return err
		}
		if r.From == "" || len(tos) == 0 {
			return sink.Note(c.Line, "a connection without a From or a To", "left out")
		}
		r.From = end(r.From)
		for i, to := range tos { // Kumu draws a connection to each
			one := r
			if one.To = end(to); i > 0 {
				one.ID = ""
			}
			if err := sink.Relationship(&one); err != nil {
				return err
			}
		}
		return nil
	})
}

func kumuDirection(r *Relationship, text string) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "mutual":
		r.Mutual = graph.Mutual
	case "undirected":
		r.Undirected = true
	case "directed":
		r.Mutual = graph.OneWay
	default:
		r.Extra = append(r.Extra, Attribute{"Direction", TextValue(text)})
	}
}
