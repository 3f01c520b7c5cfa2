package graphviz

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func BenchmarkRender(b *testing.B) {
	for _, test := range []struct {
		nodes  int
		format Format
	}{{50, SVG}, {200, SVG}, {500, SVG}, {50, PNG}} {
		dot := []byte(benchmarkGraph(test.nodes))
		b.Run(fmt.Sprintf("%d/%s", test.nodes, test.format), func(b *testing.B) {
			for b.Loop() {
				if _, err := Render(context.Background(), dot, Options{Format: test.format}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// benchmarkGraph makes a scale-free graph with two edges a node, in five clusters.
func benchmarkGraph(nodes int) string {
	var dot strings.Builder
	dot.WriteString("digraph { node [shape=box fontname=Helvetica];\n")
	for cluster := range 5 {
		fmt.Fprintf(&dot, "subgraph cluster_%d { label=\"Sector %d\";", cluster, cluster)
		for i := cluster; i < nodes; i += 5 {
			fmt.Fprintf(&dot, " n%d [label=\"Organisation %d\"];", i, i)
		}
		dot.WriteString(" }\n")
	}
	state := uint64(1)
	ends := []int{0}
	for i := 1; i < nodes; i++ {
		for range 2 {
			state = state*6364136223846793005 + 1442695040888963407
			other := ends[(state>>33)%uint64(len(ends))]
			fmt.Fprintf(&dot, "n%d -> n%d;\n", i, other)
			ends = append(ends, other)
		}
		ends = append(ends, i)
	}
	return dot.String() + "}"
}
