package render

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// pathEnd is one of the two ends of a path: its sign, and what that means.
type pathEnd struct{ sign, label string }

var (
	pathStart = pathEnd{"►", "Start of a path"}
	pathStop  = pathEnd{"■", "End of a path"}
)

func (p pathEnd) legend() LegendEntry {
	return LegendEntry{Code: p.sign, Label: p.label, Emphasis: Highlighted}
}

// markEnds marks organisations that a route names, and with a sign where they are ends of a path.
func (b *sceneBuilder) markEnds(r *Route) error {
	s := b.scene
	for _, of := range []struct {
		nodes []graph.Node
		is    pathEnd
	}{{r.Starts, pathStart}, {r.Ends, pathStop}} {
		nodes := slices.Compact(slices.Sorted(slices.Values(of.nodes)))
		for _, n := range nodes {
			if n < 0 || int(n) >= len(s.Nodes) {
				return fmt.Errorf("route: no organisation has the number %d; there are %d", n, len(s.Nodes))
			}
			s.Nodes[n].Emphasis = Highlighted
			if r.Marked == "" { // one can be both, and in a group
				s.Nodes[n].Tag += of.is.sign
				s.Nodes[n].Tooltip += "\n" + of.is.label
			}
		}
	}
	return nil
}
