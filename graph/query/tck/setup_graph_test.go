package tck

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// drawn lists a graph: its nodes, and its relationships with their ends.
func drawn(g *store) string {
	var lines []string
	for i := range g.nodes {
		lines = append(lines, write(g, value.Node(value.NodeID(i)), false))
	}
	for i, r := range g.relationships {
		path := &value.Path{Nodes: []value.NodeID{r.from, r.to}, Relationships: []value.RelationshipID{value.RelationshipID(i)}}
		lines = append(lines, strings.Trim(write(g, value.OfPath(path), false), "<>"))
	}
	return strings.Join(lines, "; ")
}

func TestSetUp(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"comments", "// CREATE (:A)\n/* CREATE */ create (:B) // end", "(:B)"},
		{"a path", "CREATE (a:A {n: 1})-[:T {k: 'x'}]->(:B)<-[:S]-(a)", "(:A {n: 1}); (:B); (:A {n: 1})-[:T {k: 'x'}]->(:B); (:A {n: 1})-[:S]->(:B)"},
		{"null is not kept", "CREATE ({a: null, b: [1, 'x', true], c: -1.5})", "({b: [1, 'x', true], c: -1.5})"},
		{"clauses share variables", "CREATE (a:A), (b:B)\nCREATE (a)-[:T]->(b), (b)-[:T]->(a)", "(:A); (:B); (:A)-[:T]->(:B); (:B)-[:T]->(:A)"},
		{"words in strings", "CREATE (:A {s: 'CREATE (:B); MATCH', `set`: 1})", "(:A {s: 'CREATE (:B); MATCH', set: 1})"},
		{"statements", "CREATE (:A); CREATE (:B);", "(:A); (:B)"},
		{"unwind", "UNWIND [1, 2] AS i CREATE ({n: i, m: i + 1})", "({m: 2, n: 1}); ({m: 3, n: 2})"},
		{"match", "CREATE (:A {n: 'a'}), (:B); MATCH (a:A), (b:B) CREATE (a)-[:T]->(c:C {n: a.n + '0'})-[:T]->(b)",
			"(:A {n: 'a'}); (:B); (:C {n: 'a0'}); (:A {n: 'a'})-[:T]->(:C {n: 'a0'}); (:C {n: 'a0'})-[:T]->(:B)"},
		{"match nothing", "MATCH (a:A) CREATE (:B)", ""},
		{"match without variables", "CREATE (), (); MATCH () CREATE (:A)", "(); (); (:A); (:A)"},
		{"with and unwind", "UNWIND range(0, 1) AS i CREATE (s:S) WITH s, i UNWIND range(0, i) AS j CREATE (s)-[:REL {j: j}]->()",
			"(:S); (:S); (); (); (); (:S)-[:REL {j: 0}]->(); (:S)-[:REL {j: 0}]->(); (:S)-[:REL {j: 1}]->()"},
		{"where and delete", "CREATE (:A)-[:T]->(:B)-[:T]->(:C); MATCH (a)-[r]->(b) WHERE NOT a:A DELETE r CREATE (b)-[:L]->(a)",
			"(:A); (:B); (:C); (:A)-[:T]->(:B); (:C)-[:L]->(:B)"},
		{"detach delete", "CREATE (a:A)-[:T]->(:B), (a)-[:T]->(a); MATCH (a:A) DETACH DELETE a", "(:B)"},
		{"set", "CREATE (a:A {x: 1, y: 2})-[r:T]->(b) SET a.x = a.y + 1, a:B:C, b = a SET r += {z: [1, 2]}, a.y = null",
			"(:A:B:C {x: 3}); ({x: 3, y: 2}); (:A:B:C {x: 3})-[:T {z: [1, 2]}]->({x: 3, y: 2})"},
		{"remove", "CREATE (a:A:B {x: 1, y: 2}) REMOVE a.x, a:A", "(:B {y: 2})"},
		{"merge", "UNWIND [1, 2, 1] AS i MERGE (a:A {n: i}) ON CREATE SET a.made = true ON MATCH SET a.met = true",
			"(:A {made: true, met: true, n: 1}); (:A {made: true, n: 2})"},
		{"foreach", "CREATE (a:A) FOREACH (i IN range(1, 2) | CREATE (a)-[:T {i: i}]->(:B) SET a.last = i)",
			"(:A {last: 2}); (:B); (:B); (:A {last: 2})-[:T {i: 1}]->(:B); (:A {last: 2})-[:T {i: 2}]->(:B)"},
		{"parameters", "CREATE (:A {n: $n, m: $p.q})", "(:A {m: 1, n: 7})"},
		{"returns are of no account", "CREATE (a:A) RETURN a", "(:A)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &store{}
			p := &value.Map{Keys: []string{"q"}, Values: []value.Value{value.Int(1)}}
			err := setUp(g, c.text, map[string]value.Value{"p": value.OfMap(p), "n": value.Int(7)})
			if got := drawn(g); err != nil || got != c.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestSetUpFails(t *testing.T) {
	for _, text := range []string{"CALL x()", "CREATE (a)--(b)", "CREATE (a)-[:A|B]->(b)", "CREATE (a)-[:A*2]->(b)", "CREATE ()-->()", "CREATE (a) CREATE (a:B)",
		"CREATE (", "CREATE (a) SET 1 = 2", "CREATE (a) DELETE b", "CREATE (a)-[:T]->(b) DELETE a", "CREATE ({a: x})", "CREATE 'a", "/* a", "HELLO",
		"FOREACH x", "FOREACH (x IN [1] | DELETE x)", "CREATE (a) SET a = 1", "CREATE (:A|B)"} {
		if err := setUp(&store{}, text, nil); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
}

func TestClausesOf(t *testing.T) {
	statements, err := clausesOf("optional\n match (n) WHERE n.match = 'SET' // WITH\nDetach  Delete n; MERGE (a:SET) on create set a.x = {with: 1} FOREACH (x IN [1] | SET x.y = 1)")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, clauses := range statements {
		for _, c := range clauses {
			got = append(got, c.keyword+": "+c.text)
		}
	}
	want := []string{"OPTIONAL MATCH: (n) WHERE n.match = 'SET' // WITH", "DETACH DELETE: n", "MERGE: (a:SET)", "ON CREATE SET: a.x = {with: 1}",
		"FOREACH: (x IN [1] | SET x.y = 1)"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
