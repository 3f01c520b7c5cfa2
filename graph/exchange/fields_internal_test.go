package exchange

import (
	"reflect"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestValuesAreThoseOfTheRecord compares what is filled in from a graph with what the columns get from the record that the graph
// makes, in values that have been used for other relationships before.
func TestValuesAreThoseOfTheRecord(t *testing.T) {
	graphs := []graphtest.Case{{Name: "every field", Graph: graphtest.EveryField()}, {Name: "rich", Graph: graphtest.RandomRich(1, 30, 200)}}
	kinds := map[string]int{}
	var values []Value
	for _, c := range append(graphs, graphtest.Corpus()...) {
		for e := range c.Graph.Edges() {
			values = RelationshipValues(values[:0], c.Graph, e)
			want := recordValues(c.Graph, e)
			for i, column := range RelationshipColumns() {
				if !reflect.DeepEqual(values[i], want[i]) {
					t.Fatalf("%s: %s of relationship %d is %#v, and %#v by its record", c.Name, column.Name, e, values[i], want[i])
				}
				if want[i].Kind != Empty {
					kinds[column.Name]++
				}
			}
		}
	}
	for _, column := range RelationshipColumns() {
		if kinds[column.Name] == 0 && column.Name != "reverse_of" {
			t.Errorf("no relationship has a value of %s", column.Name)
		}
	}
}

func recordValues(g *graph.Graph, e graph.Edge) []Value {
	r := Relationship{Relationship: g.Relationship(e), OwnID: g.HasOwnID(e)}
	return valuesOf(nil, relationshipFields, &r)
}
