package graph_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

func TestAmendOrganisation(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"s1", "s2"} {
		if err := b.AddSource(graph.Source{ID: id, Title: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range []graph.Organisation{
		{ID: "a", Name: "A", Tags: []string{"x"}, Classifications: []string{"government"}, Evidence: []graph.Evidence{{Source: "s1"}}},
		{ID: "b", Name: "B", Tags: []string{"x"}, Classifications: []string{"government"}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	amend := func(n graph.Node, change func(*graph.Organisation)) {
		t.Helper()
		if err := b.AmendOrganisation(n, change); err != nil {
			t.Fatal(err)
		}
	}
	amend(0, func(o *graph.Organisation) {
		o.ID, o.Name, o.URL = "other", "", "https://a.example"
		o.Tags, o.OtherNames = append(o.Tags, "y"), []graph.OtherName{{Name: "AA"}}
		o.Evidence = []graph.Evidence{{Source: "s1"}, {Source: "s2"}}
	})
	amend(0, func(o *graph.Organisation) {
		o.Tags, o.OtherNames = append(o.Tags, "z"), append(o.OtherNames, graph.OtherName{Name: "AB"})
		o.Evidence = []graph.Evidence{{Source: "s2"}}
	})
	for _, wrong := range []struct {
		n      graph.Node
		change func(*graph.Organisation)
		want   string
	}{
		{2, func(*graph.Organisation) {}, "there is no organisation number 2"},
		{-1, func(*graph.Organisation) {}, "there is no organisation number -1"},
		{1, func(o *graph.Organisation) { o.Name, o.Classifications = "never", []string{"unheard-of"} }, "unheard-of"},
	} {
		wronged := graph.NewBuilder()
		for _, id := range []string{"a", "b"} {
			if _, err := wronged.AddOrganisation(graph.Organisation{ID: id}); err != nil {
				t.Fatal(err)
			}
		}
		if err := wronged.AmendOrganisation(wrong.n, wrong.change); err == nil || !strings.Contains(err.Error(), wrong.want) {
			t.Errorf("%v, want %q", err, wrong.want)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []graph.Organisation{
		{ID: "a", Name: "A", URL: "https://a.example", Tags: []string{"x", "y", "z"}, OtherNames: []graph.OtherName{{Name: "AA"}, {Name: "AB"}},
			Classifications: []string{"government"}, Evidence: []graph.Evidence{{Source: "s1"}, {Source: "s2"}}},
		{ID: "b", Name: "B", Tags: []string{"x"}, Classifications: []string{"government"}},
	} {
		if got := g.Organisation(graph.Node(n)); !reflect.DeepEqual(got, want) {
			t.Errorf("is %+v\nwant %+v", got, want)
		}
	}
	if err := b.AmendOrganisation(0, func(*graph.Organisation) {}); err == nil {
		t.Error("a builder that has built amends")
	}
}
