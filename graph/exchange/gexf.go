package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/liaisongraph/liaison/graph"
)

const gexfSpace = "http://gexf.net/1.3"

// gexf is the row of GEXF 1.3.
//
// A mutual relationship is two directed edges with symmetric=true. GEXF has type="mutual", but Gephi's importer reports it as an
// error and keeps one direction, and graphology makes an undirected edge of it.
//
// Attributes have the column's name as id and as title: graphology takes the id for the name where it is no number. Dates are attributes
// as they are written and, as days, start and end of the element, for Gephi's timeline. The type of a relationship is an
// attribute and, for Gephi, which merges parallel edges of one kind, the kind. What the schema has no place for, the map's title, own types
// and classifications, sources and arrangements, is JSON in the keywords: of all elements of meta only creator, keywords and description are
// allowed.
func gexf() Format {
	return Format{
		Name: "gexf", Label: "GEXF 1.3", Tools: "Gephi, NetworkX, graphology, sigma.js",
		Standard: "https://gexf.net/schema.html", Extensions: []string{".gexf"}, MediaType: "application/gexf+xml",
		Holdings: holdsAll(
			MapTitle, OwnTypes, OwnClassifications, Sources, Arrangements, OrganisationOtherNames, OrganisationEvidence, RelationshipEvidence,
		),
		Notes: []string{
			"A mutual relationship is two edges with symmetric=true, the second of which names the first as reverse_of.",
			"Dates are attributes as they are written and, as first and last day, start and end of the element.",
			"Title, own types and classifications, sources and arrangements are JSON in the keywords.",
			"Nodes have the short name, or the name, as label.",
		},
		Parts: []Part{{Write: writeGEXF}}, Read: readGEXF,
		Guess: func(name string, head []byte) int { return guessXML(name, head, "gexf", ".gexf") },
	}
}

// gexfInElement are the columns of relationships that are attributes of the element rather than values beside it.
var gexfInElement = map[string]bool{"label": true, "weight": true}

func writeGEXF(ctx context.Context, w io.Writer, g *graph.Graph) error {
	there, err := occurringIn(ctx, g)
	if err != nil {
		return err
	}
	nodes, edges := OrganisationColumns(), RelationshipColumns()
	x := newXMLWriter(ctx, w)
	x.put(`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="` + gexfSpace + `" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="` + gexfSpace + ` ` + gexfSpace + `/gexf.xsd" version="1.3">
`)
	if err := x.gexfMeta(g); err != nil {
		return err
	}
	x.put(`<graph defaultedgetype="directed" idtype="string"`)
	if gexfDynamic(nodes, there.organisations, OrganisationFoundingDate, OrganisationDissolutionDate) ||
		gexfDynamic(edges, there.relationships, RelationshipStartDate, RelationshipEndDate) {
		x.put(` mode="dynamic" timeformat="date" timerepresentation="interval"`)
	} else {
		x.put(` mode="static"`)
	}
	x.put(">\n")
	for i, c := range edges {
		if gexfInElement[c.Name] {
			there.relationships[i] = false
		}
	}
	x.gexfAttributes("node", nodes, there.organisations)
	x.gexfAttributes("edge", edges, there.relationships)

	x.put(fmt.Sprintf("<nodes count=\"%d\">\n", g.NumOrganisations()))
	var values []Value
	for n, o := range g.Organisations() {
		x.put("<node")
		x.attribute("id", o.ID)
		x.attribute("label", g.ShortName(n))
		x.gexfSpell(o.FoundingDate, o.DissolutionDate)
		values = valuesOf(values[:0], organisationFields, &Organisation{Organisation: o})
		x.gexfValues("node", nodes, there.organisations, values)
		if err := x.flush(); err != nil {
			return err
		}
	}
	x.put(fmt.Sprintf("</nodes>\n<edges count=\"%d\">\n", there.arcs))
	err = xmlArcs(g, func(a Arc, id string, values []Value) error {
		x.gexfEdge(g, a, id, values)
		x.gexfValues("edge", edges, there.relationships, values)
		return x.flush()
	})
	if err != nil {
		return err
	}
	x.put("</edges>\n</graph>\n</gexf>\n")
	return x.finish()
}

func gexfDynamic(columns []Column, there []bool, dates ...Field) bool {
	for i, c := range columns {
		for _, f := range dates {
			if c.Field == f && there[i] {
				return true
			}
		}
	}
	return false
}

// gexfMeta appends what is known of the map.
func (x *xmlWriter) gexfMeta(g *graph.Graph) error {
	x.put("<meta>\n<creator>Liaison</creator>\n")
	records := []byte{'{'}
	for i, v := range MapValues(nil, g) {
		name, text := mapFields[i].Name, []byte(v.Records)
		switch {
		case v.Kind == Empty:
			continue
		case name == "description":
			x.put("<description>")
			x.b = append(appendXMLText(x.b, v.Text), "</description>\n"...)
			continue
		case v.Kind == Text:
			var err error
			if text, err = json.Marshal(v.Text); err != nil {
				return err
			}
		}
		if len(records) > 1 {
			records = append(records, ',')
		}
		records = append(append(append(append(records, '"'), name...), `":`...), text...)
	}
	if len(records) > 1 {
		x.put("<keywords>")
		x.b = append(appendXMLText(x.b, string(append(records, '}'))), "</keywords>\n"...)
	}
	x.put("</meta>\n")
	return nil
}

func (x *xmlWriter) gexfAttributes(class string, columns []Column, there []bool) {
	begun := false
	for i, c := range columns {
		if !there[i] {
			continue
		}
		if !begun {
			x.put("<attributes")
			x.attribute("class", class)
			x.put(" mode=\"static\">\n")
			begun = true
		}
		x.put("<attribute")
		x.attribute("id", c.Name)
		x.attribute("title", c.Name)
		x.attribute("type", gexfType(c.Kind))
		x.put("/>\n")
	}
	if begun {
		x.put("</attributes>\n")
	}
}

func gexfType(k Kind) string {
	switch k {
	case Number:
		return "double"
	case Truth:
		return "boolean"
	case List:
		return "liststring"
	}
	return "string"
}

// gexfEdge appends the beginning of an edge, without the end of its tag.
func (x *xmlWriter) gexfEdge(g *graph.Graph, a Arc, id string, values []Value) {
	x.put("<edge")
	x.attribute("id", id)
	x.attribute("source", g.ID(a.From))
	x.attribute("target", g.ID(a.To))
	for i := range relationshipFields {
		switch name := relationshipFields[i].Name; {
		case name == "type":
			x.attribute("kind", values[i].Text)
		case name == "label" && values[i].Kind != Empty:
			x.attribute("label", values[i].Text)
		case name == "weight":
			x.put(` weight="`)
			x.b = append(appendXMLValue(x.b, values[i], true), '"')
		}
	}
	x.gexfSpell(g.StartDate(a.Edge), g.EndDate(a.Edge))
}

// gexfSpell appends the first and the last day of an element; none where it ends before it starts, which Gephi would refuse.
func (x *xmlWriter) gexfSpell(start, end graph.Date) {
	if !start.IsZero() && !end.IsZero() && start.First() > end.Last() {
		return
	}
	day := func(name string, yyyymmdd int) {
		x.b = fmt.Appendf(x.b, ` %s="%04d-%02d-%02d"`, name, yyyymmdd/10000, yyyymmdd/100%100, yyyymmdd%100)
	}
	if !start.IsZero() {
		day("start", start.First())
	}
	if !end.IsZero() {
		day("end", end.Last())
	}
}

// gexfValues appends the attributes of an element and closes it.
func (x *xmlWriter) gexfValues(element string, columns []Column, there []bool, values []Value) {
	begun := false
	for i := range columns {
		if !there[i] || values[i].Kind == Empty {
			continue
		}
		if !begun {
			x.put("><attvalues>")
			begun = true
		}
		x.b = append(append(append(x.b, `<attvalue for="`...), columns[i].Name...), `" value="`...)
		if values[i].Kind == List {
			x.b = appendXMLAttribute(x.b, string(appendXMLList(nil, values[i].List)))
		} else {
			x.b = appendXMLValue(x.b, values[i], true)
		}
		x.put(`"/>`)
	}
	if !begun {
		x.put("/>\n")
		return
	}
	x.put("</attvalues></")
	x.put(element)
	x.put(">\n")
}
