package structure_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// tieMatrix has the strength of the tie between every two organisations, straight from the records; 0 where
// there is none.
func tieMatrix(g *graph.Graph) [][]float64 {
	ties := make([][]float64, g.NumOrganisations())
	for v := range ties {
		ties[v] = make([]float64, len(ties))
	}
	for e := range g.Edges() {
		if from, to := g.From(e), g.To(e); from != to {
			ties[from][to] += g.Weight(e)
			ties[to][from] += g.Weight(e)
		}
	}
	return ties
}

func eachTriangleCase(t *testing.T, test func(t *testing.T, g *graph.Graph)) {
	cases := graphtest.Corpus()
	for seed := range uint64(12) {
		n := 3 + 4*int(seed)
		cases = append(cases,
			graphtest.Case{Name: "random", Graph: graphtest.Random(seed, n, n*(1+int(seed)%6))},
			graphtest.Case{Name: "scale-free", Graph: graphtest.ScaleFree(seed, n+5, 3)})
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) { test(t, c.Graph) })
	}
}

// tiesOf is what triangles are counted in.
func tiesOf(t testing.TB, g *graph.Graph) *csr.Graph {
	t.Helper()
	ties, err := g.Project(graph.Projection{Direction: graph.Both, Weighting: graph.Strength, Collapse: true, DropLoops: true})
	if err != nil {
		t.Fatal(err)
	}
	return ties
}

func TestTrianglesAgainstAllTriples(t *testing.T) {
	eachTriangleCase(t, func(t *testing.T, g *graph.Graph) {
		ties := tieMatrix(g)
		n := len(ties)
		greatest := 0.0
		for _, row := range ties {
			for _, w := range row {
				greatest = max(greatest, w)
			}
		}
		through, degrees, intensity := make([]int64, n), make([]int32, n), make([]float64, n)
		total, triples, mean := int64(0), int64(0), 0.0
		for a := range n {
			for b := range n {
				if ties[a][b] == 0 {
					continue
				}
				degrees[a]++
				for c := range b {
					if ties[a][c] == 0 {
						continue
					}
					triples++
					if ties[b][c] != 0 {
						through[a]++
						intensity[a] += math.Cbrt(ties[a][b]/greatest) * math.Cbrt(ties[a][c]/greatest) * math.Cbrt(ties[b][c]/greatest)
					}
				}
			}
			total += through[a]
		}
		counts, err := structure.CountTriangles(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		weighted, err := structure.WeightedClusteringOf(t.Context(), tiesOf(t, g), 0)
		if err != nil {
			t.Fatal(err)
		}
		for v := range n {
			if counts.Through[v] != through[v] || counts.Ties[v] != degrees[v] {
				t.Errorf("%s has %d triangles and %d ties, want %d and %d", g.ID(graph.Node(v)), counts.Through[v], counts.Ties[v], through[v], degrees[v])
			}
			clustering, onnela := 0.0, 0.0
			if k := float64(degrees[v]); k > 1 {
				clustering, onnela = float64(through[v])/(k*(k-1)/2), intensity[v]/(k*(k-1)/2)
			}
			mean += clustering / float64(n)
			if got := counts.Clustering(graph.Node(v)); math.Abs(got-clustering) > 1e-15 {
				t.Errorf("%s has the clustering %v, want %v", g.ID(graph.Node(v)), got, clustering)
			}
			if math.Abs(weighted[v]-onnela) > 1e-13*onnela {
				t.Errorf("%s has the weighted clustering %v, want %v", g.ID(graph.Node(v)), weighted[v], onnela)
			}
		}
		if 3*counts.Total != total || counts.Triples != triples {
			t.Errorf("there are %d triangles and %d triples, want %d and %d", counts.Total, counts.Triples, total/3, triples)
		}
		if math.Abs(counts.MeanClustering()-mean) > 1e-13 {
			t.Errorf("the mean clustering is %v, want %v", counts.MeanClustering(), mean)
		}
		transitivity := 0.0
		if triples > 0 {
			transitivity = float64(total) / float64(triples)
		}
		if got, ok := counts.Transitivity(); got != transitivity || ok != (triples > 0) {
			t.Errorf("the transitivity is %v, %v, want %v", got, ok, transitivity)
		}
	})
}

func TestTrianglesOfKarateClub(t *testing.T) {
	counts, err := structure.CountTriangles(t.Context(), graphtest.KarateClub())
	if err != nil {
		t.Fatal(err)
	}
	// NetworkX 3.6.1: triangles, transitivity and average_clustering of karate_club_graph(); the latter also
	// in M. E. J. Newman, "The structure and function of complex networks", SIAM Review 45 (2003).
	transitivity, ok := counts.Transitivity()
	if counts.Total != 45 || !ok || math.Abs(transitivity-0.2556818181818182) > 1e-15 || math.Abs(counts.MeanClustering()-0.5706384782076823) > 1e-14 {
		t.Errorf("there are %d triangles, a transitivity of %v and a mean clustering of %v", counts.Total, transitivity, counts.MeanClustering())
	}
}

func TestTrianglesOfExtremeWeights(t *testing.T) {
	g := graphtest.Of("a > b 1e-100", "b > c 1e-100", "c > a 1e-100", "x > y 1e100", "y > z 8e99", "z = x 1e100")
	weighted, err := structure.WeightedClusteringOf(t.Context(), tiesOf(t, g), 0)
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range []float64{1e-200, 1e-200, 1e-200, math.Cbrt(0.8), math.Cbrt(0.8), math.Cbrt(0.8)} {
		if math.Abs(weighted[v]-want) > 1e-14*want {
			t.Errorf("%s has %v, want %v", g.ID(graph.Node(v)), weighted[v], want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		// Of a triangle with one tie of weight 1 and two of w, each has the root of w².
		w := math.Pow(10, -100*r.Float64())
		arcs := csr.Arcs{From: []int32{0, 1, 1, 2, 2, 0}, To: []int32{1, 0, 2, 1, 0, 2}, Weights: []float64{1, 1, w, w, w, w}}
		ties, err := csr.New(3, arcs)
		if err != nil {
			t.Fatal(err)
		}
		values, err := structure.WeightedClusteringOf(t.Context(), ties, 1)
		if want := math.Cbrt(w) * math.Cbrt(w); err != nil || math.Abs(values[0]-want) > 1e-15*want {
			t.Fatalf("of a weight of %v come %v, %v, want %v", w, values, err, want)
		}
	}
}

func TestTrianglesWithManyWorkers(t *testing.T) {
	ties := tiesOf(t, graphtest.ScaleFree(1, 5000, 6))
	want, err := structure.CountTrianglesOf(t.Context(), ties, 1)
	if err != nil {
		t.Fatal(err)
	}
	weighted, err := structure.WeightedClusteringOf(t.Context(), ties, 1)
	if err != nil {
		t.Fatal(err)
	}
	if want.Total == 0 {
		t.Fatal("there are no triangles")
	}
	for _, workers := range []int{0, 2, 3, 50} {
		counts, err := structure.CountTrianglesOf(t.Context(), ties, workers)
		if err != nil || counts.Total != want.Total {
			t.Fatalf("%d workers find %d triangles, want %d: %v", workers, counts.Total, want.Total, err)
		}
		again, err := structure.WeightedClusteringOf(t.Context(), ties, workers)
		if err != nil {
			t.Fatal(err)
		}
		for v := range weighted {
			if counts.Through[v] != want.Through[v] || math.Float64bits(again[v]) != math.Float64bits(weighted[v]) {
				t.Fatalf("with %d workers number %d has %d and %v, want %d and %v", workers, v, counts.Through[v], again[v], want.Through[v], weighted[v])
			}
		}
	}
}

func TestTrianglesAndCoresCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 3000, 3)
	ties := tiesOf(t, g)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if counts, err := structure.CountTriangles(ctx, g); counts != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Triangles gives %v, %v", counts, err)
	}
	if values, err := structure.WeightedClusteringOf(ctx, ties, 2); values != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("WeightedClusteringOf gives %v, %v", values, err)
	}
	if cores, err := structure.Cores(ctx, g, structure.CoreOptions{}); cores != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Cores gives %v, %v", cores, err)
	}
	if of, err := structure.StrongComponentsOf(ctx, ties); of != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("StrongComponentsOf gives %v, %v", of, err)
	}
}
