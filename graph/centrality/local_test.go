package centrality_test

import (
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// TestCoreness has what the row adds to the kernel, which is tested in its own package.
func TestCoreness(t *testing.T) {
	// A directed cycle of three, each of whom points at what hangs on it, with parallel ones and a loop.
	g := graphtest.Of("a > b", "a > b", "b > c", "c > a", "a > x", "a > x", "b > x", "b > y", "x > x", "x = x")
	for _, c := range []struct {
		opts centrality.Options
		want []float64
	}{
		{centrality.Options{}, []float64{2, 2, 2, 2, 1}},
		{centrality.Options{Direction: new(graph.Both)}, []float64{2, 2, 2, 2, 1}},
		{centrality.Options{Direction: new(graph.In)}, []float64{1, 1, 1, 1, 1}},
		{centrality.Options{Direction: new(graph.Out)}, []float64{1, 1, 1, 0, 0}},
		{centrality.Options{Normalised: true}, []float64{0.5, 0.5, 0.5, 0.5, 0.25}},
		{centrality.Options{Collapse: new(false)}, []float64{2, 2, 2, 2, 1}},
		{centrality.Options{Types: []string{"advice"}}, []float64{0, 0, 0, 0, 0}},
	} {
		compare(t, centrality.Coreness, g, c.opts, c.want)
	}
	if result, err := centrality.Coreness(t.Context(), g, centrality.Options{Weighted: true}); result != nil || err == nil || err.Error() != "coreness has no weighted form" {
		t.Errorf("weighted: %v, %v", result, err)
	}
}

// TestClustering has what the row adds to the kernel, which is tested in its own package.
func TestClustering(t *testing.T) {
	g := graphtest.Of("a > b 1", "a > b 3", "b = c 2", "c > a 4", "a > d 1", "d > d 9")
	third := 1.0 / 3
	weighted := math.Cbrt(1 * 0.5 * 1) // the ties weigh 4, 2 and 4
	for _, c := range []struct {
		opts centrality.Options
		want []float64
	}{
		{centrality.Options{}, []float64{third, 1, 1, 0}},
		{centrality.Options{Normalised: true, Collapse: new(false), Direction: new(graph.Both)}, []float64{third, 1, 1, 0}},
		{centrality.Options{Weighted: true}, []float64{weighted / 3, weighted, weighted, 0}},
		{centrality.Options{Weighted: true, Collapse: new(false)}, []float64{weighted / 3, weighted, weighted, 0}},
	} {
		compare(t, centrality.Clustering, g, c.opts, c.want)
	}
	want := "clustering has its direction in its definition, and takes no other"
	if result, err := centrality.Clustering(t.Context(), g, centrality.Options{Direction: new(graph.Out)}); result != nil || err == nil || err.Error() != want {
		t.Errorf("with a direction: %v, %v", result, err)
	}
}

// TestLocalMeasuresAreThoseOfStructure compares with what package structure makes of a graph by itself.
func TestLocalMeasuresAreThoseOfStructure(t *testing.T) {
	for _, c := range corpus() {
		triangles, err := structure.CountTriangles(t.Context(), c.Graph)
		if err != nil {
			t.Fatal(err)
		}
		cores, err := structure.Cores(t.Context(), c.Graph, structure.CoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		clustering, coreness := make([]float64, len(cores)), make([]float64, len(cores))
		for v, k := range cores {
			clustering[v], coreness[v] = triangles.Clustering(graph.Node(v)), float64(k)
		}
		compare(t, centrality.Clustering, c.Graph, centrality.Options{}, clustering)
		compare(t, centrality.Coreness, c.Graph, centrality.Options{}, coreness)
	}
}
