package diff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// build makes a graph of organisations and relationships, with a source called s.
func build(t testing.TB, organisations []graph.Organisation, relationships ...graph.Relationship) *graph.Graph {
	t.Helper()
	return (&graphtest.Parts{Sources: []graph.Source{{ID: "s"}}, Organisations: organisations, Relationships: relationships}).Build(t)
}

func org(id, name string, others ...string) graph.Organisation {
	o := graph.Organisation{ID: id, Name: name}
	for _, other := range others {
		o.OtherNames = append(o.OtherNames, graph.OtherName{Name: other})
	}
	return o
}

func TestRenames(t *testing.T) {
	fco := org("fco", "Foreign & Commonwealth Office")
	tests := []struct {
		name          string
		before, after []graph.Organisation
		options       diff.Options
		want          []string
	}{
		{"another name", []graph.Organisation{org("a", "Old")}, []graph.Organisation{org("a", "New")}, diff.Options{},
			[]string{"a changed, name: Old, New"}},
		{"another short name", []graph.Organisation{{ID: "a", Name: "A", ShortName: "O"}}, []graph.Organisation{{ID: "a", Name: "A", ShortName: "N"}}, diff.Options{},
			[]string{"a changed, short_name: O, N"}},
		{"a name that the id was", []graph.Organisation{{ID: "a"}}, []graph.Organisation{{ID: "a", Name: "a"}}, diff.Options{},
			[]string{"a changed"}},
		{"another id", []graph.Organisation{fco}, []graph.Organisation{org("foreign-office", "The Foreign and  COMMONWEALTH Office")}, diff.Options{},
			[]string{"foreign-office changed, was fco, name: Foreign & Commonwealth Office, The Foreign and  COMMONWEALTH Office"}},
		{"another id alone", []graph.Organisation{fco}, []graph.Organisation{org("fo", "Foreign & Commonwealth Office")}, diff.Options{},
			[]string{"fo changed, was fco, id: fco, fo"}},
		{"a former name", []graph.Organisation{fco}, []graph.Organisation{org("fcdo", "Foreign, Commonwealth and Development Office", "Foreign and Commonwealth Office")}, diff.Options{},
			[]string{"fcdo changed, was fco, name: Foreign & Commonwealth Office, Foreign, Commonwealth and Development Office"}},
		{"ids alone", []graph.Organisation{fco}, []graph.Organisation{org("fo", "Foreign & Commonwealth Office")}, diff.Options{IDsAlone: true},
			[]string{"fco gone", "fo added"}},
		{"two that were added", []graph.Organisation{fco}, []graph.Organisation{org("x", "Foreign & Commonwealth Office"), org("y", "Y", "Foreign & Commonwealth Office")}, diff.Options{},
			[]string{"fco gone", "x added", "y added"}},
		{"two that are gone", []graph.Organisation{org("x", "Same"), org("y", "same")}, []graph.Organisation{org("z", "Same")}, diff.Options{},
			[]string{"x gone", "y gone", "z added"}},
		{"a name that one has that stays", []graph.Organisation{org("x", "Same"), org("y", "Y", "Same")}, []graph.Organisation{org("y", "Y"), org("z", "Same")}, diff.Options{},
			[]string{"x gone", "y changed", "z added"}},
		{"names that lead to two", []graph.Organisation{org("x", "One", "Two")}, []graph.Organisation{org("y", "One"), org("z", "Two")}, diff.Options{},
			[]string{"x gone", "y added", "z added"}},
		{"two that lead to one by different names", []graph.Organisation{org("x", "One"), org("y", "Two")}, []graph.Organisation{org("z", "One", "Two")}, diff.Options{},
			[]string{"x gone", "y gone", "z added"}},
		{"several names, one of them clear", []graph.Organisation{org("x", "Clear", "Vague"), org("y", "Y", "Vague")}, []graph.Organisation{org("z", "Z", "clear"), org("y", "Y", "Vague")}, diff.Options{},
			[]string{"z changed, was x, name: Clear, Z"}},
		{"no name that can be seen", []graph.Organisation{org("x", "\u200b")}, []graph.Organisation{org("y", "\u200b")}, diff.Options{},
			[]string{"x gone", "y added"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := diff.Between(build(t, test.before), build(t, test.after), test.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range d.Organisations {
				line := c.ID + " " + c.State.String()
				if c.WasID != "" {
					line += ", was " + c.WasID
				}
				if c.Renamed != nil {
					line += fmt.Sprintf(", %s: %s, %s", c.Renamed.What, c.Renamed.Was, c.Renamed.Is)
				}
				got = append(got, line)
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			checkMarked(t, test.name, d)
		})
	}
}

func TestRelationshipsFollowARename(t *testing.T) {
	rel := func(from, to, label string) graph.Relationship {
		return graph.Relationship{From: from, To: to, Type: "advice", Label: label}
	}
	before := build(t, []graph.Organisation{org("old", "Same"), org("b", "B")}, rel("old", "b", "one"), rel("b", "old", "two"), rel("old", "old", "three"))
	after := build(t, []graph.Organisation{org("b", "B"), org("new", "same")}, rel("b", "new", "two"), rel("new", "b", "changed"))
	d := between(t, before, after)
	var got []string
	for _, c := range d.Relationships {
		got = append(got, fmt.Sprintf("%s %s: %s", c.State, c.ID, c.Note()))
	}
	// What is gone stands behind what it stood behind.
	want := []string{`gone old:advice:old: gone`, `changed new:advice:b: label changed from one to changed`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	m, err := d.Marked("", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := m.Graph.EdgeByID("new:advice:new"); !ok {
		t.Error("what is gone of one that was renamed has no id of its new name")
	}
}

// TestParallels: relationships are written as "label" or "label/note"; a leading > is from a to b, < from b to a, and = is mutual
// from a, ~ mutual from b; [x] at the end is an id, (x) evidence.
func TestParallels(t *testing.T) {
	tests := []struct{ before, after, want string }{
		{"=x", "~x", ""},
		{">x", "<x", "gone >x; added <x"},
		{">x", "=x", "=x [mutual]"},
		{">x", "~x", "~x [mutual]"},
		{"=x", "<x", "<x [mutual]"},
		{">x >y >z", ">z >x >y", ""},
		{">x >x", ">x >x >x", "added >x"},
		{">x >x >x", ">x", "gone >x; gone >x"},
		{">x/1 >y/2", ">y/3 >x/4", ">y/3 [note]; >x/4 [note]"},
		{">x/1 >x/2", ">x/2 >x/3", ">x/3 [note]"},
		// The nearest pair first, and one field each rather than none and two.
		{">x/1 >y/2", ">y/1 >z/2", ">y/1 [label]; >z/2 [label]"},
		{">x(p) >x(q)", ">y(q) >z(p)", ">y(q) [label]; >z(p) [label]"},
		{">x(p) >x(q)", ">x(q) >x(r)", ">x(r) [] +1 -1"},
		{">x[i]", ">x", ">x [id]"},
		{">x[i]", ">x[j]", "gone >x; added >x"},
		{">x[i] >y", ">y[i] >x", ">y [label]; >x [label]"},
		{">x[i]", "<x[i]", "<x [from to]"},
		{">x[i]", "~x[i]", "~x [mutual]"},
		{"=x[i]", "~x[i]", ""},
		{">x[i] >x", ">x[j] >x", "gone >x; added >x"},
		{">x <x", "=x =x", "=x [mutual]; =x [mutual]"},
		{">x >y", "=y <x", "gone >x; =y [mutual]; added <x"},
	}
	for _, test := range tests {
		t.Run(test.before+" to "+test.after, func(t *testing.T) {
			d := between(t, parallel(t, test.before), parallel(t, test.after))
			var got []string
			for _, c := range d.Relationships {
				g, e := d.After, c.Is
				if c.State == diff.Gone {
					g, e = d.Before, c.Was
				}
				r := g.Relationship(e)
				line := written(r)
				if c.State != diff.Changed {
					line = c.State.String() + " " + line
				} else {
					var names []string
					for _, f := range c.Fields {
						names = append(names, f.Field)
					}
					line += " [" + strings.Join(names, " ") + "]"
					if len(c.EvidenceGained)+len(c.EvidenceLost) > 0 {
						line += fmt.Sprintf(" +%d -%d", len(c.EvidenceGained), len(c.EvidenceLost))
					}
				}
				got = append(got, line)
			}
			if got := strings.Join(got, "; "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			checkMarked(t, test.before, d)
		})
	}
}

func parallel(t *testing.T, text string) *graph.Graph {
	var all []graph.Relationship
	for _, s := range strings.Fields(text) {
		r := graph.Relationship{From: "a", To: "b", Type: "advice", Mutual: graph.OneWay}
		if s[0] == '<' || s[0] == '~' {
			r.From, r.To = "b", "a"
		}
		if s[0] == '=' || s[0] == '~' {
			r.Mutual = graph.Mutual
		}
		rest, id, _ := strings.Cut(s[1:], "[")
		rest, passage, cites := strings.Cut(rest, "(")
		r.ID = strings.TrimSuffix(id, "]")
		if cites {
			r.Evidence = []graph.Evidence{{Source: "s", Passage: strings.TrimSuffix(passage, ")")}}
		}
		r.Label, r.Note, _ = strings.Cut(rest, "/")
		all = append(all, r)
	}
	return build(t, []graph.Organisation{{ID: "a"}, {ID: "b"}}, all...)
}

func written(r graph.Relationship) string {
	s := map[bool]string{true: ">", false: "<"}[r.From == "a"]
	if r.Mutual == graph.Mutual {
		s = map[bool]string{true: "=", false: "~"}[r.From == "a"]
	}
	s += r.Label
	if r.Note != "" {
		s += "/" + r.Note
	}
	for _, e := range r.Evidence {
		s += "(" + e.Passage + ")"
	}
	return s
}

// TestManyParallels is beyond what is compared pair by pair.
func TestManyParallels(t *testing.T) {
	const many = 400
	var before, after []graph.Relationship
	for i := range many {
		r := graph.Relationship{From: "a", To: "b", Type: "advice", Mutual: graph.OneWay, Label: fmt.Sprint("label ", i), Note: fmt.Sprint("note ", i)}
		switch {
		case i%7 == 0:
			r.Mutual = graph.Mutual
		case i%5 == 0:
			r.ID = fmt.Sprint("id-", i)
		case i%3 == 0:
			r.From, r.To = "b", "a"
		}
		before = append(before, r)
		r.Note += " later"
		switch {
		case i%5 == 0:
			r.ID = "" // which was there, or is now
		case i%11 == 0:
			r.ID = fmt.Sprint("new-", i)
		}
		if i%13 == 0 {
			r.Mutual = graph.Mutual
		}
		after = append(after, r)
	}
	slices.Reverse(after)
	ends := []graph.Organisation{{ID: "a"}, {ID: "b"}}
	b, a := build(t, ends, before...), build(t, ends, after...)
	d := between(t, b, a)
	// Those that became mutual may leave one that goes each way.
	if counts := d.Counts().Relationships; counts.Changed < many*99/100 || counts.Added != counts.Gone || counts.Changed+counts.Gone != many {
		t.Errorf("%+v, want %d changed", counts, many)
	}
	unlike := 0
	for _, c := range d.Relationships {
		if c.State == diff.Changed && d.Before.Label(c.Was) != d.After.Label(c.Is) {
			unlike++
		}
	}
	// Those that became mutual have no twin that goes their way.
	if unlike > many/13+1 {
		t.Errorf("%d have another label", unlike)
	}
	if got, want := mirrored(between(t, a, b), false), linesOf(d, false); !slices.Equal(got, want) {
		t.Error("exchanged, the difference is another")
	}
	checkMarked(t, "many", d)
}

// TestManyThatCannotBeMatched: of many that can be matched with nothing, nothing is.
func TestManyThatCannotBeMatched(t *testing.T) {
	const many = 300
	var before, after []graph.Relationship
	for range many {
		before = append(before, graph.Relationship{From: "a", To: "b", Type: "advice"})
		after = append(after, graph.Relationship{From: "b", To: "a", Type: "advice"})
	}
	for i := range many {
		before = append(before, graph.Relationship{ID: fmt.Sprint("old-", i), From: "a", To: "b", Type: "advice"})
		after = append(after, graph.Relationship{ID: fmt.Sprint("new-", i), From: "a", To: "b", Type: "advice"})
	}
	ends := []graph.Organisation{{ID: "a"}, {ID: "b"}}
	d := between(t, build(t, ends, before...), build(t, ends, after...))
	// Those without an id that go from a to b take ids of after.
	if counts, want := d.Counts().Relationships, (diff.Tally{Added: many, Gone: many, Changed: many}); counts != want {
		t.Errorf("%+v, want %+v", counts, want)
	}
	checkMarked(t, "many", d)
}
