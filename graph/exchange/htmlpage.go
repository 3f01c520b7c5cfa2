package exchange

import (
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

// pageHoldings are what a page for people shows.
func pageHoldings() Holdings {
	return holdsAll().without(OwnTypes, OwnClassifications, RelationshipID, RelationshipWeight)
}

// pageSpan is a stretch of text in a cell.
type pageSpan struct {
	text   string
	link   string // where it leads: a URL of the web, or "#" and an anchor
	quiet  bool   // it is beside the point
	breaks bool   // it begins a line
}

type pageCell []pageSpan

// pageTable is a table of a page: the same for Markdown and HTML.
type pageTable struct {
	title   string
	caption string
	columns []string
	rows    int
	anchor  func(i int) string // of a row, or ""
	row     func(i int) []pageCell
}

// pageTables returns what a page shows; cells are made row by row.
func pageTables(g *graph.Graph) []pageTable {
	all := []pageTable{
		{
			title: "Organisations", caption: "Organisations in the order of the map",
			columns: []string{"Organisation", "Kind", "Dates", "About", "Evidence"},
			rows:    g.NumOrganisations(),
			anchor:  func(i int) string { return pageAnchor("organisation", g.ID(graph.Node(i))) },
			row:     func(i int) []pageCell { return pageOrganisation(g, graph.Node(i)) },
		},
		{
			title: "Relationships", caption: "Relationships; each reads from left to right",
			columns: []string{"From", "Relationship", "To", "Dates", "Evidence"},
			rows:    g.NumRelationships(),
			row:     func(i int) []pageCell { return pageRelationship(g, graph.Edge(i)) },
		},
		{
			title: "Sources", caption: "Documents that the evidence cites",
			columns: []string{"Source", "Publisher and author", "Published", "Retrieved", "About"},
			rows:    len(g.Sources()),
			anchor:  func(i int) string { return pageAnchor("source", g.Sources()[i].ID) },
			row:     func(i int) []pageCell { return pageSource(&g.Sources()[i]) },
		},
	}
	kept := all[:0]
	for _, t := range all {
		if t.rows > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

func pageAnchor(kind, id string) string { return kind + "-" + id }

func pageOrganisation(g *graph.Graph, n graph.Node) []pageCell {
	o := g.Organisation(n)
	name := pageCell{{text: pageOr(g.Name(n), o.ID)}}
	if o.ShortName != "" && o.ShortName != g.Name(n) {
		name = append(name, pageSpan{text: " (" + o.ShortName + ")"})
	}
	for _, other := range o.OtherNames {
		text := "also " + other.Name
		if dates := pageDates(other.StartDate, other.EndDate); dates != "" {
			text += ", " + dates
		}
		name = append(name, pageSpan{text: pageJoin(": ", text, other.Note), quiet: true, breaks: true})
	}
	var kinds []string
	for _, id := range o.Classifications {
		c, _ := g.Vocabulary().Classification(id)
		if c.Label == "" {
			c.Label = c.ID
		}
		kinds = append(kinds, c.Label)
	}
	about := pageCell{{text: o.Description}}
	if o.URL != "" {
		about = append(about, pageSpan{text: o.URL, link: pageLink(o.URL), breaks: true})
	}
	if len(o.Tags) > 0 {
		about = append(about, pageSpan{text: "Tags: " + strings.Join(o.Tags, ", "), quiet: true, breaks: true})
	}
	return []pageCell{name, {{text: strings.Join(kinds, ", ")}}, {{text: pageDates(o.FoundingDate, o.DissolutionDate)}}, about, pageEvidence(g, o.Evidence)}
}

func pageRelationship(g *graph.Graph, e graph.Edge) []pageCell {
	r := g.Relationship(e)
	typ := g.Type(e)
	typ.Label = pageOr(typ.Label, typ.ID)
	how := pageCell{{text: pageOr(g.Label(e), typ.Label)}}
	if r.Label != "" && r.Label != typ.Label {
		how = append(how, pageSpan{text: typ.Label, quiet: true, breaks: true})
	}
	var words []string
	if r.Mutual == graph.Mutual {
		words = append(words, "both ways")
	}
	if r.Status != graph.Active {
		words = append(words, r.Status.String())
	}
	if r.Confidence != graph.Confirmed {
		words = append(words, r.Confidence.String())
	}
	if len(words) > 0 {
		how = append(how, pageSpan{text: strings.Join(words, ", "), quiet: true, breaks: true})
	}
	if a, ok := g.ArrangementOf(e); ok {
		rule := "only with all others of: "
		if a.Rule == graph.AnyOf {
			rule = "one of: "
		}
		how = append(how, pageSpan{text: pageJoin(": ", rule+pageOr(a.Label, a.ID), a.Note), quiet: true, breaks: true})
	}
	if r.Note != "" {
		how = append(how, pageSpan{text: r.Note, quiet: true, breaks: true})
	}
	return []pageCell{pageEnd(g, g.From(e)), how, pageEnd(g, g.To(e)), {{text: pageDates(r.StartDate, r.EndDate)}}, pageEvidence(g, r.Evidence)}
}

func pageEnd(g *graph.Graph, n graph.Node) pageCell {
	return pageCell{{text: pageOr(g.ShortName(n), g.ID(n)), link: "#" + pageAnchor("organisation", g.ID(n))}}
}

// pageEvidence is a line for each passage, which opens the source there, in browsers that can.
func pageEvidence(g *graph.Graph, list []graph.Evidence) (cell pageCell) {
	for _, e := range list {
		s, _ := g.Source(e.Source)
		link := pageLink(evidence.Fragment(e, s.URL))
		if link == "" {
			link = "#" + pageAnchor("source", s.ID)
		}
		cell = append(cell, pageSpan{text: pageOr(s.Title, s.ID), link: link, breaks: true})
		if e.Passage != "" {
			cell = append(cell, pageSpan{text: ": “" + e.Passage + "”"})
		}
		if e.Note != "" {
			cell = append(cell, pageSpan{text: " (" + e.Note + ")", quiet: true})
		}
	}
	return cell
}

func pageSource(s *graph.Source) []pageCell {
	title := pageCell{{text: pageOr(s.Title, s.ID), link: pageLink(s.URL)}}
	if archive := pageLink(s.ArchiveURL); archive != "" {
		title = append(title, pageSpan{text: "archived copy", link: archive, breaks: true})
	}
	about := pageCell{{text: s.Type}}
	if s.File != "" {
		about = append(about, pageSpan{text: "saved as " + s.File, quiet: true, breaks: true})
	}
	if s.Note != "" {
		about = append(about, pageSpan{text: s.Note, quiet: true, breaks: true})
	}
	return []pageCell{title, {{text: pageJoin("; ", s.Publisher, s.Author)}}, {{text: pageDate(s.Published)}}, {{text: pageDate(s.Retrieved)}}, about}
}

// pageLink returns a URL that a page may lead to: one of the web.
func pageLink(url string) string {
	lower := strings.ToLower(url)
	if strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") {
		return url
	}
	return ""
}

func pageDate(d graph.Date) string {
	text, approximate := strings.CutSuffix(d.String(), "~")
	if approximate {
		return "about " + text
	}
	return text
}

func pageDates(start, end graph.Date) string {
	from, to := pageDate(start), pageDate(end)
	switch {
	case from != "" && to != "":
		return from + " to " + to
	case from != "":
		return "since " + from
	case to != "":
		return "until " + to
	}
	return ""
}

// pageOr returns a text or, where there is nothing to see in it, another.
func pageOr(text, otherwise string) string {
	if strings.TrimSpace(text) == "" {
		return otherwise
	}
	return text
}

// pageJoin puts something between texts that are there.
func pageJoin(between string, texts ...string) string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, between)
}
