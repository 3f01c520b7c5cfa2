package structure_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/topo"

	gonum "gonum.org/v1/gonum/graph"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// awkward is the corpus with random graphs that are barely connected, where cuts and components are many.
func awkward() []graphtest.Case {
	cases := graphtest.Corpus()
	for seed := range uint64(30) {
		n := 4 + int(seed)
		for _, m := range []int{n * 2 / 3, n, n * 3 / 2} {
			cases = append(cases, graphtest.Case{Name: fmt.Sprintf("random-%d-%d", n, m), Graph: graphtest.Random(seed, n, m)})
		}
	}
	return append(cases,
		graphtest.Case{Name: "scale-free", Graph: graphtest.ScaleFree(3, 120, 2)},
		graphtest.Case{Name: "trees", Graph: graphtest.ScaleFree(4, 120, 1)})
}

// groupsOf puts the components of gonum into the order that is promised.
func groupsOf(components [][]gonum.Node) [][]graph.Node {
	groups := make([][]graph.Node, len(components))
	for i, component := range components {
		for _, n := range component {
			groups[i] = append(groups[i], graph.Node(n.ID()))
		}
		slices.Sort(groups[i])
	}
	inOrder(groups)
	return groups
}

// inOrder sorts groups, each in order, the largest first and equal ones by their first organisation.
func inOrder(groups [][]graph.Node) {
	slices.SortFunc(groups, func(a, b []graph.Node) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return int(a[0] - b[0])
	})
}

func TestComponents(t *testing.T) {
	ctx := context.Background()
	for _, c := range awkward() {
		t.Run(c.Name, func(t *testing.T) {
			undirected, err := gonumview.NewUndirected(c.Graph, graph.Projection{})
			if err != nil {
				t.Fatal(err)
			}
			directed, err := gonumview.NewDirected(c.Graph, graph.Projection{})
			if err != nil {
				t.Fatal(err)
			}
			weak, err := structure.WeakComponents(ctx, c.Graph)
			if err != nil {
				t.Fatal(err)
			}
			strong, err := structure.StrongComponents(ctx, c.Graph)
			if err != nil {
				t.Fatal(err)
			}
			for _, test := range []struct {
				what string
				got  *structure.Partition
				want [][]graph.Node
			}{
				{"weak", weak, groupsOf(topo.ConnectedComponents(undirected))},
				{"strong", strong, groupsOf(topo.TarjanSCC(directed))},
			} {
				if got := test.got.Members(); !slices.EqualFunc(got, test.want, slices.Equal) {
					t.Errorf("%s components %v, want %v", test.what, got, test.want)
				}
				for i, name := range test.got.Names {
					if name != fmt.Sprintf("component %d", i+1) {
						t.Errorf("%s component %d is named %q", test.what, i, name)
					}
				}
			}
		})
	}
}

// long is a path of n organisations, or with closed a cycle.
func long(t testing.TB, n int, closed bool) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for i := range n {
		if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprintf("o%d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		if i == n-1 && !closed {
			break
		}
		r := graph.Relationship{From: fmt.Sprintf("o%d", i), To: fmt.Sprintf("o%d", (i+1)%n), Type: "reporting"}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Nothing recurses over the data: a chain of 100,000 is no deeper than any other.
func TestLongChains(t *testing.T) {
	const n = 100_000
	ctx := context.Background()
	path, cycle := long(t, n, false), long(t, n, true)
	for _, test := range []struct {
		name                           string
		g                              *graph.Graph
		strong, organisations, bridges int
	}{
		{"path", path, n, n - 2, n - 1},
		{"cycle", cycle, 1, 0, 0},
	} {
		weak, err := structure.WeakComponents(ctx, test.g)
		if err != nil || weak.NumGroups() != 1 {
			t.Fatalf("%s: %d weak components, %v", test.name, weak.NumGroups(), err)
		}
		strong, err := structure.StrongComponents(ctx, test.g)
		if err != nil || strong.NumGroups() != test.strong {
			t.Errorf("%s: %d strong components, want %d (%v)", test.name, strong.NumGroups(), test.strong, err)
		}
		cuts, err := structure.FindCuts(ctx, test.g)
		if err != nil {
			t.Fatal(err)
		}
		if len(cuts.Organisations) != test.organisations || len(cuts.Bridges) != test.bridges {
			t.Errorf("%s: %d cut organisations and %d bridges, want %d and %d",
				test.name, len(cuts.Organisations), len(cuts.Bridges), test.organisations, test.bridges)
		}
	}
	cuts, err := structure.FindCuts(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	half := cuts.Organisations[n/2-2]
	if half.Organisation != n/2-1 || half.NumGroups() != 2 || half.Size(0) != n/2 || half.Size(1) != n/2-1 ||
		half.Pairs() != int64(n/2)*(n/2-1) || len(half.Members(0)) != n/2 || half.Members(1)[0] != 0 {
		t.Errorf("without %d: groups of %d and %d, %d pairs", half.Organisation, half.Size(0), half.Size(1), half.Pairs())
	}
}

// A context that is done before or while work goes on ends it.
func TestCancellation(t *testing.T) {
	g := graphtest.Random(1, 50, 100)
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for name, work := range map[string]func(context.Context) error{
		"weak":   func(ctx context.Context) error { _, err := structure.WeakComponents(ctx, g); return err },
		"strong": func(ctx context.Context) error { _, err := structure.StrongComponents(ctx, g); return err },
		"cuts":   func(ctx context.Context) error { _, err := structure.FindCuts(ctx, g); return err },
	} {
		if err := work(done); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that the context is done", name, err)
		}
	}
}
