package exchange

import (
	"iter"

	"github.com/liaisongraph/liaison/graph"
)

// Arc is one way in which a relationship can be crossed.
type Arc struct {
	Edge     graph.Edge
	From, To graph.Node
	Reverse  bool // the second arc of a mutual relationship, from its To to its From
}

// Arcs yields every relationship as an arc and, after it, its reverse where it is mutual and no loop: for formats that know
// directed edges only.
func Arcs(g *graph.Graph) iter.Seq[Arc] {
	return func(yield func(Arc) bool) {
		for e := range g.Edges() {
			from, to := g.From(e), g.To(e)
			if !yield(Arc{e, from, to, false}) {
				return
			}
			if from != to && g.IsMutual(e) && !yield(Arc{e, to, from, true}) {
				return
			}
		}
	}
}

// reverseSuffix is what the id of the second arc of a mutual relationship ends with.
const reverseSuffix = ":reverse"

// ID returns an id that no other arc has: that of the relationship, with ":reverse" after it for the second.
func (a Arc) ID(g *graph.Graph) string {
	id := g.RelationshipID(a.Edge)
	if a.Reverse {
		id += reverseSuffix
	}
	return id
}

// Values appends the values of the relationship's columns for the arc: reverse_of for the second.
func (a Arc) Values(values []Value, g *graph.Graph) []Value {
	values = RelationshipValues(values, g, a.Edge)
	if a.Reverse {
		values[len(values)-1].setText(g.RelationshipID(a.Edge))
	}
	return values
}
