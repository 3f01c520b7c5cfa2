package merge_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/merge"
)

// opposites are two maps that contradict each other in every field in which two can.
func opposites(t *testing.T) (a, b *graph.Graph) {
	t.Helper()
	one := func(v string, then, later graph.Date, yes graph.Mutuality, classes ...string) *graph.Graph {
		is := func(s string) string { return s + " " + v }
		isA := v == "x"
		ends := []string{"o", "p"}
		status, sure, weight, rule, broaderType, broaderClass := graph.Active, graph.Confirmed, 2.0, graph.AllOf, "advice", "police"
		if !isA {
			ends = []string{"q", "r"}
			status, sure, weight, rule, broaderType, broaderClass = graph.Ended, graph.Doubtful, 3, graph.AnyOf, "partnership", "department"
		}
		return (&graphtest.Parts{
			Title: is("title"), Description: is("description"),
			Classifications: []graph.Classification{{ID: "class", Label: is("l"), PluralLabel: is("p"), Broader: broaderClass, Description: is("d")}},
			Types: []graph.Type{
				{ID: "type", Label: is("l"), InverseLabel: is("i"), Broader: broaderType, Description: is("d"), Mutual: isA, Irreflexive: isA},
				{ID: "kind-" + v}, {ID: "kind"},
			},
			Sources: []graph.Source{{ID: "s", Title: is("t"), Publisher: is("p"), Author: is("a"), Published: then, Retrieved: later, Type: is("y"),
				URL: "https://example.org/" + v, ArchiveURL: "https://example.com/" + v, File: v + ".html", Note: is("n")}},
			Arrangements: []graph.Arrangement{{ID: "g", Label: is("l"), Rule: rule, Note: is("n")}, {ID: "arrangement-" + v}},
			Organisations: []graph.Organisation{
				{ID: "o", Name: is("n"), ShortName: is("s"), OtherNames: []graph.OtherName{{Name: "other", StartDate: then, EndDate: later, Note: is("n")}},
					Classifications: classes, FoundingDate: then, DissolutionDate: later, Description: is("d"), URL: "https://example.net/" + v},
				{ID: "p"}, {ID: "q"}, {ID: "r"},
			},
			Relationships: []graph.Relationship{{ID: "named", From: ends[0], To: ends[1], Type: "kind-" + v, Label: is("l"), Mutual: yes, StartDate: then,
				EndDate: later, Status: status, Confidence: sure, Weight: weight, Arrangement: "arrangement-" + v, Note: is("n")}},
		}).Build(t)
	}
	return one("x", date("2001"), date("2010"), graph.Mutual, "police", "grouping"), one("y", date("2002"), date("2011"), graph.OneWay, "department", "police")
}

// in returns what a graph says in the field of a conflict, in the words of a conflict.
func in(t *testing.T, g *graph.Graph, of *graph.Graph, c merge.Conflict) string {
	t.Helper()
	record := func() any {
		switch c.Kind {
		case "map":
			return map[string]string{"title": g.Title(), "description": g.Description()}
		case "organisation":
			n, _ := g.NodeByID(c.ID)
			return g.Organisation(n)
		case "relationship": // in the order of the first graph
			for e, r := range of.Relationships() {
				if r.ID == c.ID {
					return g.Relationship(e)
				}
			}
		case "source":
			s, _ := g.Source(c.ID)
			return s
		case "type":
			for own := range g.Vocabulary().OwnTypes() {
				if own.ID == c.ID {
					return own
				}
			}
		case "classification":
			for own := range g.Vocabulary().OwnClassifications() {
				if own.ID == c.ID {
					return own
				}
			}
		case "arrangement":
			for _, a := range g.Arrangements() {
				if a.ID == c.ID {
					return a
				}
			}
		}
		t.Fatalf("there is no %s %q", c.Kind, c.ID)
		return nil
	}()
	if c.Field == "classification[0]" {
		return record.(graph.Organisation).Classifications[0]
	}
	field := c.Field
	if name, ok := strings.CutPrefix(field, "other_names."); ok {
		o := record.(graph.Organisation)
		record, field = o.OtherNames[slices.IndexFunc(o.OtherNames, func(n graph.OtherName) bool { return n.Name == c.Of })], name
	}
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	switch value, ok := fields[field]; {
	case ok:
		return fmt.Sprint(value)
	case field == "mutual" || field == "irreflexive": // of a type, where JSON leaves false out
		return "false"
	}
	return ""
}

// TestWhatIsDecidedStands: of every conflict the result says what the side that is preferred says, as the conflict has it.
func TestWhatIsDecidedStands(t *testing.T) {
	a, b := opposites(t)
	pairs := [][2]*graph.Graph{{a, b}, {b, a}}
	for seed := range uint64(40) {
		pairs = append(pairs, [2]*graph.Graph{graphtest.RandomRich(seed, 6, 40), graphtest.RandomRich(seed+1, 6, 40)})
	}
	met := map[string]bool{}
	for i, pair := range pairs {
		for _, side := range merge.Sides() {
			r, err := merge.Merge(pair[0], pair[1], merge.Options{Prefer: side})
			if err != nil {
				if !allowed(err) || i < 2 {
					t.Fatal(err)
				}
				continue
			}
			for _, c := range r.Conflicts {
				met[c.Kind+" "+c.Field] = true
				want := c.A
				if side == merge.Second {
					want = c.B
				}
				if got := in(t, r.Graph, pair[0], c); got != want {
					t.Errorf("pair %d, %s: %s %q %s of %q is decided for %q, and the result has %q", i, side, c.Kind, c.ID, c.Field, c.Of, want, got)
				}
			}
		}
	}
	// Every field of a record has been seen in conflict, but for its id and what is united.
	united := []string{"id", "tags", "evidence", "classification", "other_names", "from", "to"}
	for kind, record := range map[string]any{
		"organisation": graph.Organisation{}, "relationship": graph.Relationship{}, "source": graph.Source{}, "type": graph.Type{},
		"classification": graph.Classification{}, "arrangement": graph.Arrangement{},
	} {
		for f := range reflect.TypeOf(record).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !met[kind+" "+name] && (kind == "relationship" && name != "id" && name != "evidence" || !slices.Contains(united, name)) {
				t.Errorf("%s of a %s is never in conflict here", name, kind)
			}
		}
	}
	for _, further := range []string{"map title", "map description", "organisation classification[0]", "organisation other_names.start_date", "organisation other_names.end_date", "organisation other_names.note"} {
		if !met[further] {
			t.Errorf("%s is never in conflict here, but %v", further, slices.Sorted(maps.Keys(met)))
		}
	}
}
