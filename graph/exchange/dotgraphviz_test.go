package exchange_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// pairs notes the ids and the ends that a reader finds.
type pairs struct {
	counted
	nodes, edges []string
}

func (p *pairs) Organisation(o *exchange.Organisation) error {
	p.nodes = append(p.nodes, o.ID)
	return nil
}

func (p *pairs) Relationship(r *exchange.Relationship) error {
	p.edges = append(p.edges, pairOf(r.From, r.To))
	return nil
}

// pairOf is two ends in any order, since dir=back turns them.
func pairOf(a, b string) string { return min(a, b) + " " + max(a, b) }

// Graphviz finds the same nodes and edges.
func TestDOTAsGraphviz(t *testing.T) {
	_, err := exec.LookPath("dot")
	graphtest.Need(t, err, "whether Graphviz reads DOT as we do; it needs dot")
	texts := []string{
		`digraph { a -> b -> {c d; e -> f} -> "g h" [label=x]; node [x=y]; b:p:n -> a:s }`,
		`strict graph { a -- b; b -- a; a -- a; subgraph x { p q } subgraph x {} -- { r s } }`,
		`strict digraph { a -> b; b -> a; a -> b; {a b} -> {a b} }`,
		`graph "é" { "a" + "b" -- "c\"d"; -.5 -- 3.; <x <b>y</b>> -- _z; subgraph cluster_0 { label=l; k; subgraph { m n } } }`,
		`DIGRAPH G { Node [shape=box]; "node" -> "edge"; /* c */ a -> b // d
# e
; subgraph s { a } subgraph s { z } -> subgraph s {} }`,
		"graph { \"two\\\nlines\" -- x; a=b; c [d=e][f=g,h=i;j=k] }",
	}
	for _, text := range texts {
		cmd := exec.Command("dot", "-Tjson")
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		var saw struct {
			Subgraphs int `json:"_subgraph_cnt"`
			Objects   []struct {
				ID   int    `json:"_gvid"`
				Name string `json:"name"`
			} `json:"objects"`
			Edges []struct{ Tail, Head int } `json:"edges"`
		}
		if err := json.Unmarshal(out, &saw); err != nil {
			t.Fatal(err)
		}
		var want, got pairs
		names := map[int]string{}
		for i, o := range saw.Objects {
			names[o.ID] = o.Name
			if i >= saw.Subgraphs {
				want.nodes = append(want.nodes, o.Name)
			}
		}
		for _, e := range saw.Edges {
			want.edges = append(want.edges, pairOf(names[e.Tail], names[e.Head]))
		}
		if err := tableFormat(t, "dot").Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, &got); err != nil {
			t.Errorf("%v: %s", err, text)
			continue
		}
		for _, p := range []*pairs{&want, &got} {
			slices.Sort(p.nodes)
			slices.Sort(p.edges)
		}
		if !slices.Equal(want.nodes, got.nodes) || !slices.Equal(want.edges, got.edges) {
			t.Errorf("%s\nGraphviz: %q %q\nours:     %q %q", text, want.nodes, want.edges, got.nodes, got.edges)
		}
	}
}
