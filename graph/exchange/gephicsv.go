package exchange

import (
	"context"
	"io"
	"slices"
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
		if has("timeset") || kind >= 0 && kind < len(row) && isDirection(row[kind]) {
			return 3
		}
		return 2
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

func gephiValue(v Value) string { return gephiText(v.String()) }

// asGephiReads has a cell put as Gephi reads it: a backslash for two.
func asGephiReads[R any](put func(*R, string)) func(*R, string) {
	if put == nil {
		return nil
	}
	return func(r *R, text string) { put(r, strings.ReplaceAll(text, `\\`, `\`)) }
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
	label := ""
	t, err := newRecordTable(c, sink, func(heading string) func(*Organisation, string) {
		put := fieldPut(organisationFields, heading, extraOfOrganisation)
		switch heading {
		case "id":
			put = func(o *Organisation, text string) { o.ID = text }
		case "label":
			put = func(_ *Organisation, text string) { label = text }
		}
		return asGephiReads(put)
	}, extraOfOrganisation)
	if err != nil {
		return err
	}
	var o Organisation
	return t.each(ctx, func() error {
		o, label = Organisation{Line: c.Line}, ""
		if err := t.fill(&o); err != nil {
			return err
		}
		nameByLabel(&o, label)
		return sink.Organisation(&o)
	})
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
	t, err := newRecordTable(c, sink, func(heading string) func(*Relationship, string) {
		put := fieldPut(relationshipFields, heading, extraOfRelationship)
		switch heading {
		case "source":
			put = func(r *Relationship, text string) { r.From = text }
		case "target":
			put = func(r *Relationship, text string) { r.To = text }
		case "id":
			put = func(r *Relationship, text string) { r.ID = text }
		case "kind":
			put = func(r *Relationship, text string) { r.Type = text }
		case "type":
			put = gephiDirection
		}
		return asGephiReads(put)
	}, extraOfRelationship)
	if err != nil {
		return err
	}
	var r Relationship
	return t.each(ctx, func() error {
		r = Relationship{Line: c.Line, Implied: true}
		if err := t.fill(&r); err != nil {
			return err
		}
		if r.From == "" || r.To == "" {
			return sink.Note(c.Line, "an edge without a source or a target", "left out")
		}
		return sink.Relationship(&r)
	})
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
