package exchange

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/gml"
)

// gmlFormat is the row of GML.
//
// Nodes have numbers and, as labels, the ids of organisations: NetworkX makes them its nodes, and others draw them. Everything else is an
// attribute of the column's name, without the underscores that GML does not allow: shortName. Texts are in ASCII, which NetworkX
// demands, with the numbers of other characters, which igraph and Gephi do not decode. Lists are one text: of a key that stands in a record several
// times, igraph and Gephi keep one value. All edges have an id, since Gephi counts those without, and refuses two of the same. Numbers have a
// point, since NetworkX takes 1e+30 for a number and a word.
func gmlFormat() Format {
	return Format{
		Name: "gml", Label: "GML", Tools: "NetworkX, igraph, Gephi, Cytoscape, yEd, graph-tool",
		Standard: "https://networkx.org/documentation/stable/reference/readwrite/gml.html", Extensions: []string{".gml"}, MediaType: "text/x-gml",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"A mutual relationship is two edges with symmetric 1, the second of which names the first as reverseOf.",
			"Nodes are numbers, and the ids of organisations their labels; read, ids are made of labels that are there once, and the numbers left out. Names of fields are written without underscores: shortName.",
			"Characters beyond ASCII, and line ends, are written as &#233;, which igraph and Gephi do not decode, but Liaison does in what they write.",
			"Edges have the ids of relationships as an attribute id.",
			"How nodes and edges are drawn is left out when it is read; the values of other lists in lists have names such as address.city.",
		},
		Parts: []Part{{Write: writeGML}}, Read: readGML, Guess: guessGML,
	}
}

// gmlNames are the names of columns as keys of GML.
func gmlNames(columns []Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		words := strings.Split(c.Name, "_")
		for k, word := range words[1:] {
			words[k+1] = strings.ToUpper(word[:1]) + word[1:]
		}
		names[i] = strings.Join(words, "")
	}
	return names
}

// gmlWriter writes GML record by record: b holds the one that is being made.
type gmlWriter struct {
	ctx     context.Context
	w       *bufio.Writer
	b       []byte
	records int
}

func writeGML(ctx context.Context, w io.Writer, g *graph.Graph) error {
	x := &gmlWriter{ctx: ctx, w: bufio.NewWriterSize(w, 64<<10)}
	x.b = append(x.b, "Creator \"Liaison\"\nVersion 1\ngraph [\n  directed 1\n  multigraph 1\n"...)
	x.values("  ", gmlNames(MapColumns()), MapValues(nil, g))
	names := gmlNames(OrganisationColumns())
	var values []Value
	for n := range g.Nodes() {
		x.b = strconv.AppendInt(append(x.b, "  node [\n    id "...), int64(n), 10)
		x.b = append(appendGMLText(append(x.b, "\n    label "...), g.ID(n)), '\n')
		values = OrganisationValues(values[:0], g, n)
		x.values("    ", names, values)
		if err := x.close(); err != nil {
			return err
		}
	}
	names = gmlNames(RelationshipColumns())
	err := xmlArcs(g, func(a Arc, id string, values []Value) error {
		x.b = strconv.AppendInt(append(x.b, "  edge [\n    source "...), int64(a.From), 10)
		x.b = append(strconv.AppendInt(append(x.b, "\n    target "...), int64(a.To), 10), '\n')
		x.b = append(appendGMLText(append(x.b, "    id "...), id), '\n')
		x.values("    ", names, values)
		return x.close()
	})
	if err != nil {
		return err
	}
	x.b = append(x.b, "]\n"...)
	if _, err := x.w.Write(x.b); err != nil {
		return err
	}
	return x.w.Flush()
}

// close ends the node or edge, and passes it on.
func (x *gmlWriter) close() error {
	x.records++
	if err := interrupted(x.ctx, x.records); err != nil {
		return err
	}
	_, err := x.w.Write(append(x.b, "  ]\n"...))
	x.b = x.b[:0]
	return err
}

// values appends those values that are there, a line each.
func (x *gmlWriter) values(indent string, names []string, values []Value) {
	for i := range values {
		v := &values[i]
		if v.Kind == Empty {
			continue
		}
		x.b = append(append(append(x.b, indent...), names[i]...), ' ')
		switch v.Kind {
		case Number:
			x.b = appendGMLNumber(x.b, v.Number)
		case Truth:
			if v.Truth {
				x.b = append(x.b, '1')
			} else {
				x.b = append(x.b, '0')
			}
		case Text:
			x.b = appendGMLText(x.b, v.Text)
		default:
			x.b = appendGMLText(x.b, v.String())
		}
		x.b = append(x.b, '\n')
	}
}

// appendGMLNumber appends a number with a point.
func appendGMLNumber(b []byte, f float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, f, 'g', -1, 64)
	if bytes.IndexByte(b[start:], '.') >= 0 {
		return b
	}
	if e := bytes.IndexByte(b[start:], 'e'); e >= 0 {
		exponent := string(b[start+e:])
		return append(append(b[:start+e], ".0"...), exponent...)
	}
	return append(b, ".0"...)
}

// appendGMLText appends a text in quotes.
func appendGMLText(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < 0x7f && c != '"' && c != '&' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		r, n := utf8.DecodeRuneInString(s[i:])
		switch c {
		case '"':
			b = append(b, "&quot;"...)
		case '&':
			b = append(b, "&amp;"...)
		default:
			b = append(strconv.AppendInt(append(b, "&#"...), int64(r), 10), ';')
		}
		i += n
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

func guessGML(name string, head []byte) int {
	if gml.Begins(head, limits) {
		return 3
	}
	if hasExtension(name, ".gml") {
		return 1
	}
	return 0
}
