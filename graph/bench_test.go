package graph_test

import (
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// The size of the large maps that the library is for.
const (
	benchOrganisations = 200_000
	benchRelationships = 2_000_000
)

// edgeList is a list of relationships as a reader meets them: ids one after the other in one text, so that
// a benchmark of the Builder does not measure how its input lies in memory.
type edgeList struct {
	text string
	ends []uint32 // of field i: text[ends[i]:ends[i+1]]; from and to by turns
}

func makeEdgeList(n, m int) edgeList {
	r := rand.New(rand.NewPCG(1, 2))
	var text []byte
	l := edgeList{ends: []uint32{0}}
	for range m {
		from := r.IntN(n)
		to := (from + 1 + r.IntN(n-1)) % n
		for _, end := range []int{from, to} {
			text = strconv.AppendInt(append(text, 'o'), int64(end), 10)
			l.ends = append(l.ends, uint32(len(text)))
		}
	}
	l.text = string(text)
	return l
}

func (l *edgeList) field(i int) string { return l.text[l.ends[i]:l.ends[i+1]] }

// BenchmarkBuild takes records to a graph, and reports what the graph keeps of the memory.
func BenchmarkBuild(b *testing.B) {
	dated := graph.Relationship{StartDate: graph.MustParseDate("2014-05"), EndDate: graph.MustParseDate("2019")}
	mutual := dated
	mutual.Mutual = graph.Mutual
	for _, kind := range []struct {
		name   string
		record graph.Relationship
	}{{"plain", graph.Relationship{}}, {"dated", dated}, {"dated-mutual", mutual}} {
		b.Run(kind.name, func(b *testing.B) {
			list := makeEdgeList(benchOrganisations, benchRelationships)
			var g *graph.Graph
			var before, after runtime.MemStats
			for b.Loop() {
				b.StopTimer()
				g = nil
				runtime.GC()
				runtime.ReadMemStats(&before)
				b.StartTimer()
				g = buildEdgeList(b, list, kind.record)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/benchRelationships, "B/relationship")
			runtime.KeepAlive(g)
			runtime.KeepAlive(list)
		})
	}
}

func buildEdgeList(b *testing.B, list edgeList, r graph.Relationship) *graph.Graph {
	types := []string{"intelligence-sharing", "reporting", "warrant-approval", "oversight"}
	builder := graph.NewBuilder()
	for i := range benchOrganisations {
		if _, err := builder.AddOrganisation(graph.Organisation{ID: "o" + strconv.Itoa(i)}); err != nil {
			b.Fatal(err)
		}
	}
	for i := range benchRelationships {
		r.From, r.To, r.Type = list.field(2*i), list.field(2*i+1), types[i/1000%len(types)]
		if _, err := builder.AddRelationship(r); err != nil {
			b.Fatal(err)
		}
	}
	g, err := builder.Build()
	if err != nil {
		b.Fatal(err)
	}
	return g
}

// BenchmarkProject takes a graph to what algorithms run on.
func BenchmarkProject(b *testing.B) {
	g := buildEdgeList(b, makeEdgeList(benchOrganisations, benchRelationships), graph.Relationship{})
	for _, kind := range []struct {
		name string
		p    graph.Projection
	}{
		{"out", graph.Projection{}},
		{"both", graph.Projection{Direction: graph.Both}},
		{"simple-strength", graph.Projection{Weighting: graph.Strength, Collapse: true, DropLoops: true}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := g.Project(kind.p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
