package exchange_test

import (
	"context"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// scripted is a format whose reader gives what is said.
func scripted(give func(exchange.Sink)) exchange.Format {
	return exchange.Format{Name: "scripted", Label: "Scripted", Read: func(_ context.Context, _ *exchange.Input, s exchange.Sink) error {
		give(s)
		return nil
	}}
}

func collected(t testing.TB, opts exchange.ReadOptions, give func(exchange.Sink)) *exchange.Imported {
	t.Helper()
	imported, err := exchange.Read(context.Background(), &exchange.Input{Name: "x"}, scripted(give), opts)
	if err != nil {
		t.Fatal(err)
	}
	return imported
}

// giver gives the records of a graph in one way or another.
type giver struct {
	name string
	give func(g *graph.Graph, s exchange.Sink)
}

func vocabularyOf(g *graph.Graph, s exchange.Sink) {
	v := g.Vocabulary()
	for c := range v.OwnClassifications() {
		must(s.Classification(c))
	}
	for t := range v.OwnTypes() {
		must(s.Type(t))
	}
}

func sourcesOf(g *graph.Graph, s exchange.Sink) {
	must(s.Map(g.Title(), g.Description()))
	for _, source := range g.Sources() {
		must(s.Source(source))
	}
	for _, a := range g.Arrangements() {
		must(s.Arrangement(a))
	}
}

func organisationsOf(g *graph.Graph, s exchange.Sink) {
	for _, o := range g.Organisations() {
		must(s.Organisation(&exchange.Organisation{Organisation: o}))
	}
}

// relationshipsOf gives mutual relationships as they are.
func relationshipsOf(g *graph.Graph, s exchange.Sink) {
	for e, r := range g.Relationships() {
		must(s.Relationship(&exchange.Relationship{Relationship: r, OwnID: g.HasOwnID(e)}))
	}
}

// arcsOf gives mutual relationships as two arcs; how changes them.
func arcsOf(g *graph.Graph, s exchange.Sink, how func([]exchange.Relationship)) {
	var arcs []exchange.Relationship
	for a := range exchange.Arcs(g) {
		r := exchange.Relationship{Relationship: g.Relationship(a.Edge), OwnID: g.HasOwnID(a.Edge)}
		if a.Reverse {
			r.From, r.To, r.ReverseOf = r.To, r.From, r.ID
			r.ID = a.ID(g)
		}
		arcs = append(arcs, r)
	}
	how(arcs)
	for i := range arcs {
		must(s.Relationship(&arcs[i]))
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

var givers = []giver{
	{"in order", func(g *graph.Graph, s exchange.Sink) {
		vocabularyOf(g, s)
		sourcesOf(g, s)
		organisationsOf(g, s)
		relationshipsOf(g, s)
	}},
	{"vocabulary last", func(g *graph.Graph, s exchange.Sink) {
		organisationsOf(g, s)
		relationshipsOf(g, s)
		sourcesOf(g, s)
		vocabularyOf(g, s)
	}},
	{"relationships first", func(g *graph.Graph, s exchange.Sink) {
		relationshipsOf(g, s)
		organisationsOf(g, s)
		vocabularyOf(g, s)
		sourcesOf(g, s)
	}},
	{"arcs", func(g *graph.Graph, s exchange.Sink) {
		vocabularyOf(g, s)
		sourcesOf(g, s)
		organisationsOf(g, s)
		arcsOf(g, s, func([]exchange.Relationship) {})
	}},
	{"second arcs first", func(g *graph.Graph, s exchange.Sink) {
		vocabularyOf(g, s)
		sourcesOf(g, s)
		organisationsOf(g, s)
		arcsOf(g, s, func(arcs []exchange.Relationship) {
			slices.SortStableFunc(arcs, func(a, b exchange.Relationship) int {
				return min(1, len(b.ReverseOf)) - min(1, len(a.ReverseOf))
			})
		})
	}},
	{"arcs with ids that name nothing", func(g *graph.Graph, s exchange.Sink) {
		vocabularyOf(g, s)
		sourcesOf(g, s)
		organisationsOf(g, s)
		arcsOf(g, s, func(arcs []exchange.Relationship) {
			for i := range arcs {
				if arcs[i].ReverseOf != "" {
					arcs[i].ReverseOf = "lost"
				}
			}
		})
	}},
}

// TestReadIsExact reads every awkward map in every order of its records.
func TestReadIsExact(t *testing.T) {
	graphs := map[string]*graph.Graph{"every-field": graphtest.EveryField(), "rich": graphtest.RandomRich(7, 40, 120)}
	for _, c := range graphtest.Corpus() {
		graphs[c.Name] = c.Graph
	}
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	graphs["uk"] = m.Graph
	for name, g := range graphs {
		for _, way := range givers {
			t.Run(name+"/"+way.name, func(t *testing.T) {
				imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) { way.give(g, s) })
				if diff := graphtest.Diff(g, imported.Graph); diff != "" {
					t.Error(diff)
				}
				if notes := imported.Report.Notes; len(notes) > 0 {
					t.Errorf("notes on what is exact: %v", notes)
				}
			})
		}
	}
}
