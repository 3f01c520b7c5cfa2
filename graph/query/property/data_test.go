package property

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestData(t *testing.T) {
	d, err := New(
		[]Node{{Labels: []string{"Body", "Agency"}, Properties: &value.Map{Keys: []string{"name", "url"}, Values: []value.Value{value.String("MI5"), value.Null}}}, {}},
		[]Relationship{
			{From: 1, To: 0, Type: "ADVISES"},
			{From: 0, To: 0, Type: "PART_OF", Mutual: true, Properties: &value.Map{Keys: []string{"since"}, Values: []value.Value{value.Int(1909)}}},
			{From: 0, To: 1, Type: "ADVISES"},
		})
	if err != nil {
		t.Fatal(err)
	}
	if d.NumNodes() != 2 || d.NumRelationships() != 3 || !slices.Equal(d.Types(), []string{"ADVISES", "PART_OF"}) {
		t.Errorf("%d nodes, %d relationships, types %v", d.NumNodes(), d.NumRelationships(), d.Types())
	}
	if from, to := d.Ends(2); from != 0 || to != 1 || d.TypeOf(2) != 0 || d.Mutual(2) || !d.Mutual(1) || d.TypeOf(1) != 1 {
		t.Errorf("relationship 2 goes from %d to %d", from, to)
	}
	if !slices.Equal(d.Labels(0), []string{"Body", "Agency"}) || d.Labels(1) != nil {
		t.Errorf("labels %v, %v", d.Labels(0), d.Labels(1))
	}
	if d.NodeProperty(0, "name").Text() != "MI5" || !d.NodeProperty(0, "age").IsNull() || !d.NodeProperty(1, "name").IsNull() ||
		!slices.Equal(d.NodeKeys(0), []string{"name"}) || d.NodeKeys(1) != nil {
		t.Errorf("the properties of nodes: %v, %v", d.NodeKeys(0), d.NodeKeys(1))
	}
	if d.RelationshipProperty(1, "since").Int() != 1909 || !slices.Equal(d.RelationshipKeys(1), []string{"since"}) || d.RelationshipKeys(0) != nil {
		t.Errorf("the properties of relationships: %v, %v", d.RelationshipKeys(0), d.RelationshipKeys(1))
	}
}

// odd is a graph with the types and the types of relationships that a test gives it.
type odd struct {
	*Data
	types  []string
	typeOf int
}

func (o odd) Types() []string                 { return o.types }
func (o odd) TypeOf(value.RelationshipID) int { return o.typeOf }

func TestCheck(t *testing.T) {
	whole, err := New(make([]Node, 2), []Relationship{{To: 1, Type: "A"}})
	if err != nil {
		t.Fatal(err)
	}
	_, toNowhere := New(make([]Node, 2), []Relationship{{To: 7, Type: "A"}})
	_, fromNowhere := New(nil, []Relationship{{From: -1, Type: "A"}})
	for _, c := range []struct {
		err  error
		want string
	}{
		{toNowhere, "relationship 0: no node has the number 7; there are 2"},
		{fromNowhere, "relationship 0: no node has the number -1; there are 0"},
		{Check(odd{whole, []string{"A", "B", "A"}, 0}), `the type "A" comes twice`},
		{Check(odd{whole, []string{"A"}, 1}), "relationship 0: no type has the number 1; there are 1"},
		{Check(odd{whole, nil, -1}), "relationship 0: no type has the number -1; there are 0"},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("%v, want %s", c.err, c.want)
		}
	}
}
