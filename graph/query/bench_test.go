package query_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// BenchmarkClauses runs queries, parsing included, on a graph of 10,000 nodes and 100,000 relationships.
func BenchmarkClauses(b *testing.B) {
	g := &agencies{}
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 10_000 {
		g.nodes = append(g.nodes, agency{labels: []string{"Body"}, name: "n" + strconv.Itoa(i), size: 1 + random.Int64N(1000)})
	}
	for range 100_000 {
		g.links = append(g.links, link{
			from: value.NodeID(random.IntN(10_000)), to: value.NodeID(random.IntN(10_000)), since: 1990 + random.Int64N(30),
		})
	}
	for _, bench := range []struct{ name, text string }{
		{"one", "MATCH (a {name: 'n77'}) RETURN a.size"},
		{"count", "MATCH (a)-[r]->(b) RETURN count(*)"},
		{"group", "MATCH (a)-[r]->(b) RETURN r.since, count(*), avg(b.size)"},
		{"group by node", "MATCH (a)-[r]->(b) RETURN a, count(*) AS n ORDER BY n DESC LIMIT 10"},
		{"distinct", "MATCH (a)-[r]->(b) RETURN DISTINCT a, r.since"},
		{"sort", "MATCH (a)-[r]->(b) RETURN a.name, b.name ORDER BY r.since, a.size"},
		{"top", "MATCH (a)-[r]->(b) RETURN a.name, b.name ORDER BY r.since, a.size LIMIT 10"},
		{"rows", "MATCH (a)-[r]->(b) RETURN a.name, r.since, b.name"},
		{"first", "MATCH (a)-[r]->(b) RETURN a.name, r.since, b.name LIMIT 10"},
		{"exists", "MATCH (a) WHERE EXISTS { (a)-[r]->(b) WHERE r.since = 1995 AND b.size < 500 } RETURN count(*)"},
		{"counts", "MATCH (a) RETURN max(COUNT { (a)-->() })"},
		{"collect", "MATCH (a)-[r]->(b) WITH a, collect(b.size) AS l UNWIND l AS s RETURN sum(s)"},
		{"unwind", "UNWIND range(1, 1000000) AS x WITH x WHERE x % 3 = 0 RETURN sum(x)"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			e := query.New(g, query.Options{})
			b.ReportAllocs()
			for b.Loop() {
				s, err := e.Prepare(bench.text)
				if err != nil {
					b.Fatal(err)
				}
				rows := 0
				for _, err := range s.Run(context.Background(), nil) {
					if err != nil {
						b.Fatal(err)
					}
					rows++
				}
				if rows == 0 {
					b.Fatal("no rows")
				}
			}
		})
	}
}
