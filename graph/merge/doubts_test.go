package merge_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/merge"
)

func TestDoubts(t *testing.T) {
	of := func(id, name, short string, others ...string) graph.Organisation {
		o := graph.Organisation{ID: id, Name: name, ShortName: short}
		for _, other := range others {
			o.OtherNames = append(o.OtherNames, graph.OtherName{Name: other})
		}
		return o
	}
	for _, c := range []struct {
		name          string
		first, second graph.Organisation
		want          bool
	}{
		{"another thing of one id", of("police", "Ministry of Police", ""), of("police", "Metropolitan Police", ""), true},
		{"renamed", of("police", "Ministry of Police", ""), of("police", "Home Office", "", "Ministry of Police"), false},
		{"no name", of("police", "Ministry of Police", ""), of("police", "", ""), false},
		{"other stops", of("mi5", "M.I.5", ""), of("mi5", "MI5", ""), false},
		{"nothing but stops in common", of("a", "Alpha", "", "…"), of("a", "Beta", "", "?"), false},
		{"the last of many", of("a", "Alpha", "", "One", "Two", "Three"), of("a", "Beta", "", "Four", "Five", "T.H.R.E.E."), false},
		{"stops", of("a", "Security Service", "MI5"), of("b", "M.I.5", ""), true},
		{"hyphens", of("a", "Counter-Terrorism Police", ""), of("b", "Counter Terrorism Police", ""), true},
		{"abbreviation", of("a", "National Crime Agency", ""), of("b", "NCA", ""), true},
		{"an abbreviation as id", of("nca", "", ""), of("b", "National Crime Agency", ""), true},
		{"small words", of("a", "Ministry of Defence and War", ""), of("b", "MDW", ""), true},
		{"two words", of("a", "Home Office", ""), of("b", "HO", ""), false},
		{"other names", of("a", "Home Office", ""), of("b", "Foreign Office", ""), false},
		{"other script", of("a", "Служба безпеки України", ""), of("b", "СБУ", ""), true},
		{"matched by name", of("a", "MI5", ""), of("b", "mi5", ""), false},
	} {
		r := merged(t, organisations(t, c.first), organisations(t, c.second), merge.Options{Prefer: merge.First})
		if got := len(r.Doubts) > 0; got != c.want {
			t.Errorf("%s: %v", c.name, r.Doubts)
		}
		for _, d := range r.Doubts {
			if d.Kind != "organisation" || d.First != c.first.ID || d.Second != c.second.ID {
				t.Errorf("%s: %+v", c.name, d)
			}
		}
	}
	// Where several could be meant, none is.
	several := merged(t, organisations(t, of("a", "M.I.5", ""), of("b", "M-I-5", "")), organisations(t, of("c", "MI5", "")), merge.Options{})
	if len(several.Doubts) > 0 {
		t.Errorf("%v", several.Doubts)
	}
}

func organisations(t *testing.T, all ...graph.Organisation) *graph.Graph {
	t.Helper()
	return (&graphtest.Parts{Organisations: all}).Build(t)
}

func TestDoubtsAboutSources(t *testing.T) {
	source := func(title, url string) *graph.Graph {
		return (&graphtest.Parts{Sources: []graph.Source{{ID: "page", Title: title, URL: url}}}).Build(t)
	}
	for _, c := range []struct {
		title, url string
		want       bool
	}{
		{"Report", "https://example.org/1", false}, {"Article", "https://example.org/1", false}, {"Report", "https://example.org/2", false},
		{"REPORT", "https://example.org/2", false}, {"", "https://example.org/2", false}, {"Article", "https://example.org/2", true},
	} {
		r := merged(t, source("Report", "https://example.org/1"), source(c.title, c.url), merge.Options{Prefer: merge.Second})
		if got := len(r.Doubts) > 0; got != c.want {
			t.Errorf("%q at %s: %v", c.title, c.url, r.Doubts)
		}
	}
}

func TestDoubtsAboutSuccessions(t *testing.T) {
	for _, c := range []struct {
		first, second *graph.Graph
		want          bool
	}{
		{graphtest.Of("a succeeds b"), graphtest.Of("b succeeds a"), true},
		{graphtest.Of("a succeeds b"), graphtest.Of("a succeeds b"), false},
		{graphtest.Of("a succeeds b"), graphtest.Of("b advice a"), false},
		{graphtest.Of("a succeeds b", "b succeeds a"), graphtest.Of("b succeeds a"), false},
	} {
		r := merged(t, c.first, c.second, merge.Options{})
		if got := len(r.Doubts) > 0; got != c.want {
			t.Errorf("%v", r.Doubts)
		}
	}
}

// Nothing is doubtful of a graph and itself, and exchanged the doubts are the same.
func TestDoubtsExchanged(t *testing.T) {
	all := graphs()
	for i, a := range all {
		if r := merged(t, a.Graph, a.Graph, merge.Options{}); len(r.Doubts) > 0 {
			t.Errorf("%s with itself: %v", a.Name, r.Doubts)
		}
		b := all[(i+1)%len(all)]
		var one, two []string
		for _, d := range merged(t, a.Graph, b.Graph, merge.Options{}).Doubts {
			one = append(one, fmt.Sprint(d.Kind, d.First, d.Second))
		}
		for _, d := range merged(t, b.Graph, a.Graph, merge.Options{}).Doubts {
			two = append(two, fmt.Sprint(d.Kind, d.Second, d.First))
		}
		slices.Sort(one)
		slices.Sort(two)
		if !slices.Equal(one, two) {
			t.Errorf("%s and %s: %v, and exchanged %v", a.Name, b.Name, one, two)
		}
	}
}
