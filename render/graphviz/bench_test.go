package graphviz

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	drawing "github.com/liaisongraph/liaison/render"
)

func BenchmarkRender(b *testing.B) {
	for _, test := range []struct {
		nodes  int
		format Format
	}{{50, SVG}, {200, SVG}, {500, SVG}} {
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

// BenchmarkPlace compares, for the same DOT, the layout of a scene by dot, the part of it that is Graphviz's in this process,
// and the program dot, if it is here, with its start.
func BenchmarkPlace(b *testing.B) {
	program, missing := exec.LookPath("dot")
	sizes := []int{50, 200, 500}
	if testing.Short() {
		sizes = sizes[:1] // the largest takes minutes
	}
	for _, n := range sizes {
		scene, err := drawing.NewScene(graphtest.ScaleFree(1, n, 2), drawing.Options{Layout: "dot"})
		if err != nil {
			b.Fatal(err)
		}
		p := &placer{scene: scene, boxes: scene.Boxes(), marks: map[int]drawing.Box{}}
		p.place = p.emptyPlacement()
		p.findEdges()
		p.higher()
		attributes := append([]string{`rankdir="LR"`}, placing["dot"]...)
		if n > 150 {
			attributes = append(attributes, patience...)
		}
		source := p.source("dot", attributes)
		b.Run(fmt.Sprintf("%d/scene", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Place(context.Background(), scene); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/graphviz", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := layOut(context.Background(), source, "dot", places); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/program", n), func(b *testing.B) {
			if missing != nil {
				b.Skip("the program dot is not here")
			}
			for b.Loop() {
				run := exec.Command(program, "-Tjson0")
				run.Stdin = bytes.NewReader(source)
				if _, err := run.Output(); err != nil {
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
