package match_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// indexed finds nodes by name in a table.
type indexed struct {
	*multigraph
	byName map[string]value.NodeID
}

func (g indexed) NodesWith(key string, v value.Value) ([]value.NodeID, bool) {
	if key != "name" {
		return nil, false
	}
	if n, ok := g.byName[v.Text()]; ok {
		return []value.NodeID{n}, true
	}
	return nil, true
}

// large has 100,000 nodes, one in 500 of them with the label B, and 1,000,000 relationships, half of whose ends
// fall on hubs.
func large() indexed {
	r := rand.New(rand.NewPCG(7, 7))
	g := indexed{&multigraph{}, map[string]value.NodeID{}}
	for n := range 100_000 {
		label := "A"
		if n%500 == 0 {
			label = "B"
		}
		g.byName[fmt.Sprint("n", n)] = g.node(int64(n), label)
	}
	var hubs []int32
	for n := range int32(1000) {
		hubs = append(hubs, n)
	}
	end := func() int32 {
		if r.IntN(2) == 0 {
			return int32(r.IntN(100_000))
		}
		return hubs[r.IntN(len(hubs))]
	}
	for k := range 1_000_000 {
		from, to := end(), end()
		g.edge(from, to, []int{0, 0, 0, 0, 0, 0, 1, 1, 1, 2}[r.IntN(10)], int64(2000+r.IntN(25)), false)
		if k%5 == 0 {
			hubs = append(hubs, from, to)
		}
	}
	return g
}

func BenchmarkQueries(b *testing.B) {
	g := large()
	ix := match.NewIndex(g)
	for _, q := range []struct{ name, text string }{
		{"trail to label", "MATCH TRAIL (a {name: $from})(()-[r:R]->(via) WHERE r.w <= 2019 AND via.k <> 500){1,3}(:B)"},
		{"any shortest to label", "MATCH p = ANY SHORTEST (a {name: $from})-[:R|S]->{1,15}(:B)"},
		{"all shortest pair", "MATCH ALL SHORTEST (a {name: $from})-[:R]->{1,15}(b {name: $to})"},
		{"acyclic pair", "MATCH ACYCLIC (a {name: $from})-[:R]->{1,4}(b {name: $to})"},
		{"legacy star", "MATCH p = (a {name: $from})-[rs:R*1..3]->(b:B) WHERE all(r IN rs WHERE r.w <= 2019)"},
		{"two hops", "MATCH (a {name: $from})-[:R]->(b)-[:R]->(c) WHERE b.k > 500"},
		{"all of a type", "MATCH (a)-[:T]->(b)"},
		{"triangles of a label", "MATCH (a:B)-[:T]->(b)-[:S]->(c)-[:T]->(a)"},
	} {
		b.Run(q.name, func(b *testing.B) {
			rows := 0
			for i := range b.N {
				query, err := syntax.Parse(q.text + " RETURN 1 AS one")
				if err != nil {
					b.Fatal(err)
				}
				c := query.Parts[0].Clauses[0].(*syntax.Match)
				s := eval.NewScope()
				m, err := match.Plan(ix, &eval.Compiler{Graph: g}, match.Spec{
					Paths: c.Paths, Where: c.Where, Uses: func(name string) bool { return name == "p" },
				}, s)
				if err != nil {
					b.Fatal(err)
				}
				rt := runtime(g.multigraph)
				from := []int{11, 222, 3333, 4444, 55555, 66666, 77777, 88888, 99999, 12345}[i%10]
				rt.Params = map[string]value.Value{
					"from": value.String(fmt.Sprint("n", from)), "to": value.String(fmt.Sprint("n", from*7%100_000)),
				}
				err = m.Run(rt, make(eval.Row, s.Frame().Width()), func(eval.Row) error { rows++; return nil })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows)/float64(b.N), "matches/op")
		})
	}
}
