package match_test

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
)

// plan returns the lines of the plan of a MATCH.
func plan(t *testing.T, g *multigraph, text string) string {
	t.Helper()
	c := clause(t, text)
	s := eval.NewScope()
	m, err := match.Plan(match.NewIndex(g), &eval.Compiler{Graph: g}, match.Spec{
		Paths: c.Paths, Mode: c.Mode, Where: c.Where, Uses: func(string) bool { return false },
	}, s)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var b strings.Builder
	var write func(n *eval.PlanNode, indent string)
	write = func(n *eval.PlanNode, indent string) {
		b.WriteString(indent + n.Operator + ": " + n.Detail + "\n")
		for _, child := range n.Children {
			write(child, indent+"  ")
		}
	}
	for _, child := range m.Explain().Children {
		write(child, "")
	}
	return b.String()
}

func TestExplain(t *testing.T) {
	g := &multigraph{lookup: true}
	for range 40 {
		g.node(int64(g.NumNodes()), "A")
	}
	g.node(100, "B")
	for n := range int32(40) {
		g.edge(n, (n+1)%40, 0, 1, false)
		g.edge(n, (n*7)%40, 1, 1, false)
	}
	for _, c := range []struct{ text, want string }{
		{"MATCH (a)-[:R]->(b {k: 7})", `
Look up: b by k
  Where: b.k = 7
Expand: (b)<-[:R]-(a)
`},
		{"MATCH (a:A)-[:S]->(b:B) WHERE a.k < b.k", `
Try by label: b:B
Expand: (b:B)<-[:S]-(a:A)
  Where: a.k < b.k
`},
		{"MATCH p = (a {k: 1})-[:R*]->(b) WHERE length(p) <= 3 AND all(r IN relationships(p) WHERE r.w > 0)", `
Look up: a by k
  Where: a.k = 1
Expand trails: -[:R*]->; from (a) to (b), anywhere; automaton with 2 states, at most 3 relationships; tested on the way: all(r IN relationships(p) WHERE r.w > 0)
`},
		{"MATCH p = TRAIL (a {k: 1})-[r:R]->{1,9}(b:B) WHERE size(r) < 4 AND none(n IN nodes(p) WHERE n.k = 2)", `
Look up: a by k
  Where: a.k = 1
Find all trails: p = TRAIL (a {k: 1})-[r:R]->{1,9}(b:B); from (a) to (b:B), one of at most 1; automaton with 3 states, at most 3 relationships; tested on the way: none(n IN nodes(p) WHERE n.k = 2)
`},
		{"MATCH ANY SHORTEST (a {k: 3})-[r:R WHERE r.w > 0]->+(m)-[s]->(b {k: 7}) WHERE m.k > 0", `
Look up: a by k
  Where: a.k = 3
Look up: b by k
  Where: b.k = 7
Find a shortest path of the trails: ANY SHORTEST (a {k: 3})-[r:R WHERE r.w > 0]->+(m)-[s]->(b {k: 7}); from (a) to (b); automaton with 4 states; tested on the way: r.w > 0
  Where: m.k > 0
`},
		{"MATCH SHORTEST 2 (a {k: 3})((x)-[r]->(y)-[s]->(z) WHERE r.w <= s.w){1,3}(b {k: 7})", `
Look up: a by k
  Where: a.k = 3
Look up: b by k
  Where: b.k = 7
Find the 2 shortest trails: SHORTEST 2 (a {k: 3}) ((x)-[r]->(y)-[s]->(z) WHERE r.w <= s.w){1,3} (b {k: 7}); from (a) to (b); automaton with 4 states, at most 6 relationships; looked at path by path: r.w <= s.w
`},
	} {
		if got := "\n" + plan(t, g, c.text); got != c.want {
			t.Errorf("%s\ngot:%s\nwant:%s", c.text, got, c.want)
		}
	}
}
