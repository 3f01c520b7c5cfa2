package graphtest

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Case is a graph that something may go wrong with.
type Case struct {
	Name  string // fit for testing.T.Run
	Shows string // what is awkward about it
	Graph *graph.Graph
}

// Corpus returns the awkward graphs, small ones first.
func Corpus() []Case {
	cases := shapes()
	return append(cases,
		Case{"weights", "weights from the smallest to the largest, and sums of them", weights()},
		Case{"dates", "every status and confidence, with starts and ends known and unknown", dates()},
		Case{"names", "one name for several organisations, a name that is another's id, names that differ in case alone", names()},
		Case{"hostile-ids", "ids that other notations take for something else", hostileIDs()},
		Case{"hostile-text", "markup, quotes, line feeds and direction marks in every text of every record", hostileText()},
		Case{"every-field", "every field of every kind of record filled in, own vocabulary included", EveryField()},
		Case{"own-ids", "ids of the map's own, some of the form that the graph makes", ownIDs()},
		Case{"selection", "part of a graph, in which those parallel to a relationship are gone", selection()},
		Case{"random", "50 organisations and 300 relationships at random", Random(1, 50, 300)},
		Case{"random-rich", "30 organisations and 150 relationships with every field at random", RandomRich(1, 30, 150)},
	)
}

// shapes are graphs in which only the structure matters.
func shapes() []Case {
	return []Case{
		{"empty", "nothing at all", Of()},
		{"one", "an organisation alone", Of("a")},
		{"isolated", "organisations without relationships", Of("a", "b", "c")},
		{"loop", "a relationship of an organisation with itself", Of("a > a")},
		{"mutual-loop", "a mutual relationship of an organisation with itself", Of("a = a")},
		{"loops", "parallel loops, mutual and not, beside a relationship", Of("a > a", "a = a", "a > a", "a > b", "b = b")},
		{"pair", "one relationship: a source and a sink", Of("a > b")},
		{"mutual", "one mutual relationship", Of("a = b")},
		{"opposite", "a relationship each way", Of("a > b", "b > a")},
		{"parallel", "three relationships with the same ends and type", Of("a > b", "a > b", "a > b")},
		{"parallel-types", "three relationships with the same ends and different types", Of("a > b", "a advice b", "a oversight b")},
		{"mutual-parallel", "mutual relationships between the same two, from either of them", Of("a = b", "b = a", "a = b")},
		{"mutual-and-one-way", "mutual and one-way relationships between the same two", Of("a = b", "a > b", "b > a", "b = a")},
		{"late-ends", "relationships in an order other than that of their ends", Of("a", "b", "c", "c > a", "b > c", "a > c", "b > a", "a > b")},
		{"source", "an organisation that nothing reaches", Of("a > b", "b > c", "c > b")},
		{"sink", "an organisation that nothing leaves", Of("a > b", "b > a", "b > c")},
		{"disconnected", "two components and an organisation alone", Of("a > b", "b > c", "alone", "x = y", "y = z")},
		{"cycle", "a directed cycle of five", Of("a > b", "b > c", "c > d", "d > e", "e > a")},
		{"mutual-cycle", "a cycle of four mutual relationships", Of("a = b", "b = c", "c = d", "d = a")},
		{"path", "a directed path of six", Of("a > b", "b > c", "c > d", "d > e", "e > f")},
		{"diamond", "two shortest paths, one of them with a choice of parallel relationships", Of("a > b", "a > c", "b > d", "b > d", "c > d")},
		{"star-out", "a centre that reaches all", star("hub > %s")},
		{"star-in", "a centre that all reach", star("%s > hub")},
		{"star-mutual", "a centre with mutual relationships", star("hub = %s")},
		{"tree", "a binary tree of 15, from the root down", tree()},
		{"complete", "every relationship between five, each way", complete()},
		{"bipartite", "every relationship from three to four", bipartite()},
		{"bridge", "two cliques with one relationship between them", Of("a = b", "b = c", "c = a", "c = x", "x = y", "y = z", "z = x")},
	}
}

func star(form string) *graph.Graph {
	lines := []string{"hub"}
	for _, leaf := range strings.Fields("a b c d e f") {
		lines = append(lines, fmt.Sprintf(form, leaf))
	}
	return Of(lines...)
}

func tree() *graph.Graph {
	var lines []string
	for child := 2; child <= 15; child++ {
		lines = append(lines, fmt.Sprintf("n%d > n%d", child/2, child))
	}
	return Of(lines...)
}

func complete() *graph.Graph {
	var lines []string
	for _, from := range strings.Fields("a b c d e") {
		for _, to := range strings.Fields("a b c d e") {
			if from != to {
				lines = append(lines, from+" > "+to)
			}
		}
	}
	return Of(lines...)
}

func bipartite() *graph.Graph {
	var lines []string
	for _, from := range strings.Fields("a b c") {
		for _, to := range strings.Fields("w x y z") {
			lines = append(lines, from+" > "+to)
		}
	}
	return Of(lines...)
}

func weights() *graph.Graph {
	return Of("a > b 1e-100", "a > b 1e-100", "b > c 1e100", "b > c 1e100", "c > a 0.1", "c > a 0.2", "c > a 0.3",
		"a = c 2.5", "c = a 7", "b > b 3", "a > d 1", "d > a 1e-3")
}

func dates() *graph.Graph {
	b := graph.NewBuilder()
	check(b.AddSource(graph.Source{ID: "published", Published: graph.MustParseDate("2010-06")}))
	check(b.AddSource(graph.Source{ID: "retrieved", Retrieved: graph.MustParseDate("2012-02-29")}))
	check(b.AddSource(graph.Source{ID: "undated"}))
	written := []string{"", "0000", "2000", "2010-06", "2012-02-29", "2015~", "9999-12-31"}
	for i, start := range written {
		o := graph.Organisation{ID: name(i), FoundingDate: date(start), DissolutionDate: date(written[(i*3+2)%len(written)])}
		if i%2 == 0 {
			o.Evidence = []graph.Evidence{{Source: "published"}}
		}
		must(b.AddOrganisation(o))
	}
	n := 0
	for _, start := range written {
		for _, end := range written {
			r := graph.Relationship{
				From: name(n % len(written)), To: name((n*2 + 1) % len(written)), Type: "reporting",
				StartDate: date(start), EndDate: date(end),
				Status: graph.Statuses()[n%5], Confidence: graph.Confidences()[n%3],
			}
			for _, source := range [][]string{nil, {"published"}, {"undated"}, {"undated", "retrieved"}, {"retrieved", "published"}}[n%5] {
				r.Evidence = append(r.Evidence, graph.Evidence{Source: source})
			}
			must(b.AddRelationship(r))
			n++
		}
	}
	return must(b.Build())
}

func date(s string) graph.Date {
	if s == "" {
		return graph.Date{}
	}
	return graph.MustParseDate(s)
}

func names() *graph.Graph {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "home-office", Name: "Home Office", ShortName: "HO"},
		{ID: "ho", Name: "The Other Home Office"},
		{ID: "mi5", Name: "Security Service", ShortName: "MI5", OtherNames: []graph.OtherName{{Name: "Box 500"}, {Name: "MI5"}}},
		{ID: "security-service", Name: "MI5"},
		{ID: "fco", Name: "Foreign & Commonwealth Office", ShortName: "FCO", OtherNames: []graph.OtherName{{Name: "Foreign Office"}}},
		{ID: "fcdo", Name: "Foreign, Commonwealth and Development Office", OtherNames: []graph.OtherName{{Name: "foreign OFFICE"}}},
		{ID: "x", Name: "The"},
		{ID: "y", Name: "\u200b"},
		{ID: "z"},
	} {
		must(b.AddOrganisation(o))
	}
	must(b.AddRelationship(graph.Relationship{From: "mi5", To: "ho", Type: "accountability"}))
	return must(b.Build())
}

func hostileIDs() *graph.Graph {
	b := graph.NewBuilder()
	ids := HostileIDs()
	for _, id := range ids {
		check(b.AddSource(graph.Source{ID: id}))
		check(b.AddType(graph.Type{ID: id}))
		check(b.AddClassification(graph.Classification{ID: id}))
		check(b.AddArrangement(graph.Arrangement{ID: id}))
	}
	for _, id := range ids {
		must(b.AddOrganisation(graph.Organisation{ID: id, Classifications: []string{id}}))
	}
	for i, id := range ids {
		must(b.AddRelationship(graph.Relationship{
			ID: id, From: id, To: ids[(i+1)%len(ids)], Type: id, Arrangement: id, Evidence: []graph.Evidence{{Source: id}},
		}))
		must(b.AddRelationship(graph.Relationship{From: ids[i/2], To: id, Type: id}))
	}
	return must(b.Build())
}

// hostileText has every hostile text in every text field.
func hostileText() *graph.Graph {
	b := graph.NewBuilder()
	texts := HostileText()
	check(b.SetTitle(texts[0], texts[5]))
	for i, s := range texts {
		id := name(i)
		check(b.AddType(graph.Type{ID: id, Label: s, InverseLabel: s, Description: s}))
		check(b.AddClassification(graph.Classification{ID: id, Label: s, PluralLabel: s, Description: s}))
		check(b.AddSource(graph.Source{ID: id, Title: s, Publisher: s, Author: s, Type: s, URL: s, ArchiveURL: s, File: s, Note: s}))
		check(b.AddArrangement(graph.Arrangement{ID: id, Label: s, Note: s}))
	}
	evidence := func(i int) []graph.Evidence {
		s := texts[i]
		return []graph.Evidence{{Source: name(i), Passage: s, Prefix: s, Suffix: s, Note: s}}
	}
	for i, s := range texts {
		must(b.AddOrganisation(graph.Organisation{
			ID: name(i), Name: s, ShortName: s, Classifications: []string{name(i)}, Description: s, URL: s,
			OtherNames: []graph.OtherName{{Name: s, Note: s}}, Tags: []string{s}, Evidence: evidence(i),
		}))
	}
	for i, s := range texts {
		must(b.AddRelationship(graph.Relationship{
			From: name(i), To: name((i + 1) % len(texts)), Type: name(i), Label: s, Note: s, Arrangement: name(i), Evidence: evidence(i),
		}))
	}
	return must(b.Build())
}

// EveryField returns a graph in which every field of every kind of record is filled in.
func EveryField() *graph.Graph {
	b := graph.NewBuilder()
	check(b.SetTitle("Every field", "Each is filled in\nsomewhere."))
	check(b.AddClassification(graph.Classification{
		ID: "signals", Label: "Signals body", PluralLabel: "Signals bodies", Broader: "intelligence-agency", Description: "Listens.",
	}))
	check(b.AddType(graph.Type{
		ID: "secondment", Label: "seconds staff to", InverseLabel: "has staff seconded by", Broader: "support",
		Description: "Staff of one work for the other.", Mutual: true, Irreflexive: true,
		From: []string{"signals", "police"}, To: []string{"intelligence-agency"},
	}))
	check(b.AddSource(graph.Source{
		ID: "report", Title: "A report", Publisher: "HMSO", Author: "A. Author", Published: date("2019-05"), Retrieved: date("2020-01-02"),
		Type: "official", URL: "https://example.org/report", ArchiveURL: "https://archive.example.org/report", File: "report.txt", Note: "Second edition.",
	}))
	check(b.AddSource(graph.Source{ID: "general", Title: "General knowledge", Type: "general"}))
	check(b.AddArrangement(graph.Arrangement{ID: "double-lock", Label: "Double lock", Rule: graph.AnyOf, Note: "Either will do."}))
	check(b.AddArrangement(graph.Arrangement{ID: "team", Label: "Team", Rule: graph.AllOf}))
	must(b.AddOrganisation(graph.Organisation{
		ID: "one", Name: "Organisation One", ShortName: "ONE",
		OtherNames: []graph.OtherName{
			{Name: "Bureau One", StartDate: date("1909-10"), EndDate: date("1931~"), Note: "Until it moved."}, {Name: "Uno"},
		},
		Classifications: []string{"signals", "overseas"}, FoundingDate: date("1909-10"), DissolutionDate: date("2030-12-31"),
		Description: "The first.", URL: "https://one.example.org/", Tags: []string{"secret", "old"},
		Evidence: []graph.Evidence{
			{Source: "report", Passage: "founded in … 1909", Prefix: "was", Suffix: "by the", Note: "Chapter 1."}, {Source: "general"},
		},
	}))
	must(b.AddOrganisation(graph.Organisation{ID: "two", Name: "Organisation Two", Classifications: []string{"police"}}))
	must(b.AddRelationship(graph.Relationship{
		ID: "first", From: "one", To: "two", Type: "secondment", Label: "lends officers to", Mutual: graph.OneWay,
		StartDate: date("2001-02-03"), EndDate: date("2004~"), Status: graph.Suspended, Confidence: graph.Probable, Weight: 2.5,
		Arrangement: "double-lock", Note: "Twelve of them.",
		Evidence: []graph.Evidence{
			{Source: "report", Passage: "officers were lent … for three years", Prefix: "twelve", Suffix: "and then", Note: "Chapter 2."},
			{Source: "general", Passage: "well known"},
		},
	}))
	must(b.AddRelationship(graph.Relationship{
		From: "two", To: "one", Type: "advice", Mutual: graph.Mutual, Status: graph.Disputed, Confidence: graph.Doubtful, Arrangement: "team",
	}))
	return must(b.Build())
}

func ownIDs() *graph.Graph {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c"} {
		must(b.AddOrganisation(graph.Organisation{ID: id}))
	}
	for _, r := range []graph.Relationship{
		{From: "a", To: "b", Type: "reporting"},
		{From: "a", To: "b", Type: "reporting", ID: "second"},
		{From: "a", To: "b", Type: "reporting"},
		{From: "a", To: "b", Type: "reporting", ID: "a:reporting:b:9"},
		{From: "b", To: "a", Type: "reporting", ID: "b:reporting:a"},
		{From: "b", To: "c", Type: "reporting", ID: "a"},
		{From: "b", To: "c", Type: "reporting", ID: "b:reporting:c:2"},
		{From: "b", To: "c", Type: "advice"},
	} {
		must(b.AddRelationship(r))
	}
	return must(b.Build())
}

func selection() *graph.Graph {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c", "d"} {
		must(b.AddOrganisation(graph.Organisation{ID: id}))
	}
	for _, end := range []string{"1999", "", "2001", "2030", "1999", ""} {
		must(b.AddRelationship(graph.Relationship{From: "b", To: "c", Type: "reporting", EndDate: date(end)}))
		must(b.AddRelationship(graph.Relationship{From: "c", To: "d", Type: "partnership", EndDate: date(end)}))
		must(b.AddRelationship(graph.Relationship{From: "a", To: "b", Type: "reporting"}))
	}
	return must(must(b.Build()).Select(graph.Selection{AsOf: date("2015"), Without: []string{"a"}}))
}
