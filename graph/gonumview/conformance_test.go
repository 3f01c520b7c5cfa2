package gonumview_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/multi"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/testgraph"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// multigraph adds to a view what gonum's conformance helpers want besides the multigraph interfaces.
type multigraph struct {
	*gonumview.WeightedDirectedMultigraph
}

func (m multigraph) Edge(uid, vid int64) gonum.Edge {
	if l := gonum.LinesOf(m.Lines(uid, vid)); len(l) > 0 {
		return multi.Edge{F: l[0].From(), T: l[0].To(), Lines: m.Lines(uid, vid)}
	}
	return nil
}

// fromGonum makes a graph of the nodes and edges of gonum's test cases, and says which node became which.
func fromGonum(nodes []gonum.Node, edges []testgraph.WeightedLine) (*graph.Graph, map[int64]int64) {
	at := map[int64]int64{}
	var lines []string
	name := func(n gonum.Node) string {
		if _, ok := at[n.ID()]; !ok {
			at[n.ID()] = int64(len(at))
		}
		return fmt.Sprint("n", at[n.ID()])
	}
	for _, n := range nodes {
		lines = append(lines, name(n))
	}
	for _, e := range edges {
		lines = append(lines, name(e.From())+" > "+name(e.To())+" 0.5")
	}
	return graphtest.Of(lines...), at
}

// underTest is a view, and what gonum's conformance helpers must know of it.
type underTest struct {
	view              gonum.Graph
	undirected, loops bool
	absent            float64
}

func builder(t *testing.T, view func(g *graph.Graph) (underTest, error)) testgraph.Builder {
	return func(nodes []gonum.Node, edges []testgraph.WeightedLine, _, _ float64) (gonum.Graph, []gonum.Node, []testgraph.Edge, float64, float64, bool) {
		g, at := fromGonum(nodes, edges)
		v, err := view(g)
		if err != nil {
			t.Fatal(err)
		}
		var wantNodes []gonum.Node
		for n := range g.Nodes() {
			wantNodes = append(wantNodes, simple.Node(n))
		}
		var want []testgraph.Edge
		seen := map[[2]int64]bool{}
		for _, e := range edges {
			from, to := at[e.From().ID()], at[e.To().ID()]
			if v.undirected && from > to {
				from, to = to, from
			}
			if from == to && !v.loops || seen[[2]int64{from, to}] {
				continue
			}
			seen[[2]int64{from, to}] = true
			want = append(want, v.view.Edge(from, to))
		}
		return v.view, wantNodes, want, 0, v.absent, true
	}
}

func TestGonumConformance(t *testing.T) {
	strength, cost := graph.Projection{Weighting: graph.Strength}, graph.Projection{Weighting: graph.Cost}
	const useEmpty, reversedEdge = true, true
	for name, view := range map[string]func(g *graph.Graph) (underTest, error){
		"Directed": func(g *graph.Graph) (underTest, error) {
			v, err := gonumview.NewDirected(g, strength)
			return underTest{view: v}, err
		},
		"WeightedDirected": func(g *graph.Graph) (underTest, error) {
			v, err := gonumview.NewWeightedDirected(g, cost)
			return underTest{view: v, absent: math.Inf(1)}, err
		},
		"Undirected": func(g *graph.Graph) (underTest, error) {
			v, err := gonumview.NewUndirected(g, strength)
			return underTest{view: v, undirected: true}, err
		},
		"WeightedUndirected": func(g *graph.Graph) (underTest, error) {
			v, err := gonumview.NewWeightedUndirected(g, strength)
			return underTest{view: v, undirected: true}, err
		},
		"Multigraph": func(g *graph.Graph) (underTest, error) {
			v, err := gonumview.NewWeightedDirectedMultigraph(g, strength)
			return underTest{view: multigraph{v}, loops: true}, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := builder(t, view)
			testgraph.ReturnAllNodes(t, b, useEmpty)
			testgraph.NodeExistence(t, b)
			testgraph.EdgeExistence(t, b, reversedEdge)
			testgraph.ReturnAdjacentNodes(t, b, useEmpty, reversedEdge)
			if name == "Multigraph" {
				testgraph.LineExistence(t, b, useEmpty, reversedEdge)
				return
			}
			testgraph.ReturnAllEdges(t, b, useEmpty)
			if strings.HasPrefix(name, "Weighted") {
				testgraph.ReturnAllWeightedEdges(t, b, useEmpty)
				testgraph.Weight(t, b)
			}
		})
	}
}
