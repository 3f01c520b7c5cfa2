package structure_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func TestByTag(t *testing.T) {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "a", Tags: []string{"core", "old"}}, {ID: "b"}, {ID: "c", Tags: []string{"old", "core"}}, {ID: "d", Tags: []string{"core"}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	want := &structure.Partition{Of: []int32{0, -1, 1, 0}, Names: []string{"core", "old"}}
	if got := structure.ByTag(g); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestPartitionOf(t *testing.T) {
	g := graphtest.Of("a", "b", "c", "d")
	got, err := structure.PartitionOf(g, []structure.Membership{
		{"c", "west"}, {" A ", " east "}, {"d", ""}, {"c", "west"},
	})
	want := &structure.Partition{Of: []int32{1, -1, 0, -1}, Names: []string{"west", "east"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	for _, members := range [][]structure.Membership{nil, {{"a", " "}}} {
		if _, err := structure.PartitionOf(g, members); err == nil || !strings.Contains(err.Error(), "no organisation into a group") {
			t.Errorf("%v: %v", members, err)
		}
	}
}

func TestPartitionOfTellsAllFaults(t *testing.T) {
	g := graphtest.Of("gchq", "mi5")
	_, err := structure.PartitionOf(g, []structure.Membership{{"mi5", "x"}, {"gchqq", "x"}, {"mi5", "y"}, {"", "x"}})
	var wrong *structure.MembershipsError
	var unknown *graph.UnknownError
	if !errors.As(err, &wrong) || len(wrong.Faults) != 3 || wrong.Stopped || !errors.As(err, &unknown) || unknown.Value != "gchqq" {
		t.Fatalf("%v", err)
	}
	want := `member 2: no organisation "gchqq"; did you mean "gchq"?` + "\n" +
		`member 3: mi5 is in the group "x" already, and cannot be in "y" too` + "\n" +
		`member 4: no organisation ""`
	if err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}

	var many []structure.Membership
	for i := range 30 {
		many = append(many, structure.Membership{Organisation: fmt.Sprint("nobody", i), Group: "x"})
	}
	if _, err := structure.PartitionOf(g, many); !errors.As(err, &wrong) || len(wrong.Faults) != 20 || !wrong.Stopped {
		t.Errorf("%v", err)
	}
}

func TestPartitionIn(t *testing.T) {
	g := graphtest.Of("a", "b", "c", "d")
	part, err := g.Select(graph.Selection{Without: []string{"a"}})
	if err != nil {
		t.Fatal(err)
	}
	p := &structure.Partition{Of: []int32{0, 2, -1, 1}, Names: []string{"x", "y", "z"}}
	want := &structure.Partition{Of: []int32{1, -1, 0}, Names: []string{"y", "z"}}
	if got := p.In(g, part); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
