package diff_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func between(t testing.TB, before, after *graph.Graph) *diff.Difference {
	t.Helper()
	d, err := diff.Between(before, after, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// graphs are those of the corpus and rich ones that have nothing and everything to do with one another.
func graphs() []graphtest.Case {
	cases := graphtest.Corpus()
	for seed := range uint64(6) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("rich-%d", seed), Graph: graphtest.RandomRich(seed, 6, 60)})
	}
	return cases
}

func TestNothingDiffersFromItself(t *testing.T) {
	for _, c := range graphs() {
		t.Run(c.Name, func(t *testing.T) {
			for _, other := range []*graph.Graph{c.Graph, graphtest.PartsOf(c.Graph).Build(t)} {
				d := between(t, c.Graph, other)
				if !d.Empty() || d.Counts() != (diff.Counts{}) {
					t.Errorf("a graph differs from itself: %s", toJSON(t, d))
				}
				m, err := d.Marked("a", "b")
				if err != nil {
					t.Fatal(err)
				}
				if m.Graph != other || slices.ContainsFunc(m.Organisations, differs) || slices.ContainsFunc(m.Relationships, differs) {
					t.Error("something is marked where nothing differs")
				}
			}
		})
	}
}

func differs(s diff.State) bool { return s != diff.Same }

func toJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestMirror(t *testing.T) {
	all := graphs()
	for i, a := range all {
		for _, b := range all[i:] {
			there, back := between(t, a.Graph, b.Graph), between(t, b.Graph, a.Graph)
			// A relationship that moved has its ends named as in after, which is another one.
			renamed := there.Counts().Organisations.Renamed > 0
			got, want := mirrored(back, renamed), linesOf(there, renamed)
			if !slices.Equal(got, want) {
				t.Errorf("%s and %s: exchanged, the difference is another:\n%s\nand\n%s", a.Name, b.Name, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// linesOf says what a difference has, in an order that depends on nothing else.
func linesOf(d *diff.Difference, names bool) (lines []string) {
	add := func(kind string, state diff.State, was, is any, fields []diff.FieldChange, gained, lost []graph.Evidence) {
		for _, f := range fields {
			if names {
				f = diff.FieldChange{Field: f.Field}
			}
			lines = append(lines, fmt.Sprintf("%s %v %v %q", kind, was, is, []any{f.Field, f.Of, f.Before, f.After, f.Gained, f.Lost}))
		}
		lines = append(lines, fmt.Sprintf("%s %v %v %v %q %q", kind, state, was, is, gained, lost))
	}
	add("map", 0, 0, 0, d.Map, nil, nil)
	for _, c := range d.Organisations {
		add("organisation", c.State, c.Was, c.Is, c.Fields, c.EvidenceGained, c.EvidenceLost)
	}
	for _, c := range d.Relationships {
		add("relationship", c.State, c.Was, c.Is, c.Fields, c.EvidenceGained, c.EvidenceLost)
	}
	for kind, records := range map[string][]diff.RecordChange{
		"source": d.Sources, "type": d.Types, "classification": d.Classifications, "arrangement": d.Arrangements,
	} {
		for _, c := range records {
			add(kind, c.State, c.Was, c.Is, c.Fields, nil, nil)
		}
	}
	slices.Sort(lines)
	return lines
}

// mirrored is linesOf of the difference seen from the other side.
func mirrored(d *diff.Difference, names bool) []string {
	m := &diff.Difference{Map: mirrorFields(d.Map)}
	for _, c := range d.Organisations {
		c.State, c.Was, c.Is, c.Fields = mirrorState(c.State), c.Is, c.Was, mirrorFields(c.Fields)
		c.EvidenceGained, c.EvidenceLost = c.EvidenceLost, c.EvidenceGained
		m.Organisations = append(m.Organisations, c)
	}
	for _, c := range d.Relationships {
		c.State, c.Was, c.Is, c.Fields = mirrorState(c.State), c.Is, c.Was, mirrorFields(c.Fields)
		c.EvidenceGained, c.EvidenceLost = c.EvidenceLost, c.EvidenceGained
		m.Relationships = append(m.Relationships, c)
	}
	for _, list := range []struct {
		from []diff.RecordChange
		to   *[]diff.RecordChange
	}{{d.Sources, &m.Sources}, {d.Types, &m.Types}, {d.Classifications, &m.Classifications}, {d.Arrangements, &m.Arrangements}} {
		for _, c := range list.from {
			c.State, c.Was, c.Is, c.Fields = mirrorState(c.State), c.Is, c.Was, mirrorFields(c.Fields)
			*list.to = append(*list.to, c)
		}
	}
	return linesOf(m, names)
}

func mirrorState(s diff.State) diff.State {
	switch s {
	case diff.Added:
		return diff.Gone
	case diff.Gone:
		return diff.Added
	}
	return s
}

func mirrorFields(fields []diff.FieldChange) (mirror []diff.FieldChange) {
	for _, f := range fields {
		f.Before, f.After, f.Gained, f.Lost = f.After, f.Before, f.Lost, f.Gained
		mirror = append(mirror, f)
	}
	return mirror
}

func TestMarkedHoldsEachRecordOnce(t *testing.T) {
	all := graphs()
	for _, a := range all {
		for _, b := range all {
			d := between(t, a.Graph, b.Graph)
			checkMarked(t, a.Name+" and "+b.Name, d)
		}
	}
}

func checkMarked(t *testing.T, name string, d *diff.Difference) {
	t.Helper()
	m, err := d.Marked("old", "new")
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	counts := d.Counts()
	nodes, edges := m.Graph.NumOrganisations(), m.Graph.NumRelationships()
	if nodes != d.After.NumOrganisations()+counts.Organisations.Gone || nodes != d.Before.NumOrganisations()+counts.Organisations.Added {
		t.Errorf("%s: %d organisations of %d and %d with %+v", name, nodes, d.Before.NumOrganisations(), d.After.NumOrganisations(), counts.Organisations)
	}
	if edges != d.After.NumRelationships()+counts.Relationships.Gone || edges != d.Before.NumRelationships()+counts.Relationships.Added {
		t.Errorf("%s: %d relationships of %d and %d with %+v", name, edges, d.Before.NumRelationships(), d.After.NumRelationships(), counts.Relationships)
	}
	if len(m.Organisations) != nodes || len(m.Notes) != nodes || len(m.Relationships) != edges || len(m.EdgeNotes) != edges {
		t.Errorf("%s: %d, %d, %d and %d marks of %d and %d records", name, len(m.Organisations), len(m.Notes), len(m.Relationships), len(m.EdgeNotes), nodes, edges)
		return
	}
	// Those of after are there in their order, and as after has them.
	next := graph.Node(0)
	for n, o := range m.Graph.Organisations() {
		if (m.Notes[n] != "") != differs(m.Organisations[n]) {
			t.Errorf("%s: %s is %v, and its note is %q", name, o.ID, m.Organisations[n], m.Notes[n])
		}
		if m.Organisations[n] == diff.Gone {
			continue
		}
		if want := d.After.Organisation(next); !reflect.DeepEqual(o, want) {
			t.Errorf("%s: organisation %d is %v, want %v", name, n, o, want)
		}
		next++
	}
	at := graph.Edge(0)
	for e, r := range m.Graph.Relationships() {
		if (m.EdgeNotes[e] != "") != differs(m.Relationships[e]) {
			t.Errorf("%s: %s is %v, and its note is %q", name, r.ID, m.Relationships[e], m.EdgeNotes[e])
		}
		if m.Relationships[e] == diff.Gone {
			continue
		}
		if want := d.After.Relationship(at); !reflect.DeepEqual(r, want) {
			t.Errorf("%s: relationship %d is %v, want %v", name, e, r, want)
		}
		at++
	}
}

// TestAnEditIsFound makes an edit in a rich graph, and looks for it and nothing else.
func TestAnEditIsFound(t *testing.T) {
	edits := map[string]func(p *graphtest.Parts, r *rand.Rand) string{
		"organisation": func(p *graphtest.Parts, r *rand.Rand) string {
			i := r.IntN(len(p.Organisations))
			p.Organisations[i].Description += "x"
			return "organisation changed [description] +0 -0"
		},
		"renamed": func(p *graphtest.Parts, r *rand.Rand) string {
			p.Organisations[r.IntN(len(p.Organisations))].Name += " of the unheard-of name"
			return "organisation changed [name] +0 -0"
		},
		"new organisation": func(p *graphtest.Parts, r *rand.Rand) string {
			p.Organisations = slices.Insert(p.Organisations, r.IntN(len(p.Organisations)), graph.Organisation{ID: "unheard-of"})
			return "organisation added [] +0 -0"
		},
		"evidence": func(p *graphtest.Parts, r *rand.Rand) string {
			o := &p.Organisations[r.IntN(len(p.Organisations))]
			o.Evidence = append(slices.Clone(o.Evidence), graph.Evidence{Source: p.Sources[0].ID, Passage: "unheard-of"})
			return "organisation changed [] +1 -0"
		},
		"relationship": func(p *graphtest.Parts, r *rand.Rand) string {
			p.Relationships[r.IntN(len(p.Relationships))].Note += "x"
			return "relationship changed [note] +0 -0"
		},
		"new relationship": func(p *graphtest.Parts, r *rand.Rand) string {
			i := r.IntN(len(p.Relationships))
			twin := p.Relationships[i]
			twin.ID = ""
			p.Relationships = slices.Insert(p.Relationships, r.IntN(len(p.Relationships)), twin)
			return "relationship added [] +0 -0"
		},
		"no relationship": func(p *graphtest.Parts, r *rand.Rand) string {
			i := r.IntN(len(p.Relationships))
			p.Relationships = slices.Delete(p.Relationships, i, i+1)
			return "relationship gone [] +0 -0"
		},
		"another evidence": func(p *graphtest.Parts, r *rand.Rand) string {
			rel := &p.Relationships[r.IntN(len(p.Relationships))]
			for len(rel.Evidence) == 0 {
				rel = &p.Relationships[r.IntN(len(p.Relationships))]
			}
			rel.Evidence = slices.Clone(rel.Evidence)
			rel.Evidence[0].Passage += "x"
			return "relationship changed [] +1 -1"
		},
		"written from the other end": func(p *graphtest.Parts, r *rand.Rand) string {
			for i := range p.Relationships {
				if rel := &p.Relationships[i]; rel.Mutual == graph.Mutual && !strings.Contains(rel.ID, ":") {
					rel.From, rel.To = rel.To, rel.From
				}
			}
			return ""
		},
		"another order": func(p *graphtest.Parts, r *rand.Rand) string {
			r.Shuffle(len(p.Organisations), func(i, j int) { p.Organisations[i], p.Organisations[j] = p.Organisations[j], p.Organisations[i] })
			r.Shuffle(len(p.Relationships), func(i, j int) { p.Relationships[i], p.Relationships[j] = p.Relationships[j], p.Relationships[i] })
			for i := range p.Relationships {
				slices.Reverse(p.Relationships[i].Evidence)
			}
			return ""
		},
		"source": func(p *graphtest.Parts, r *rand.Rand) string {
			p.Sources[0].Note += "x"
			return "record changed [note]"
		},
	}
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(40) {
				g := graphtest.RandomRich(seed, 5, 80) // five organisations: parallels everywhere
				p := graphtest.PartsOf(g)
				want := edit(p, rand.New(rand.NewPCG(seed, 1)))
				d := between(t, g, p.Build(t))
				if got := summary(d); got != want {
					t.Errorf("seed %d: found %q, want %q", seed, got, want)
				}
				checkMarked(t, name, d)
			}
		})
	}
}

// summary says in a word or two what differs.
func summary(d *diff.Difference) string {
	var found []string
	names := func(fields []diff.FieldChange) (names []string) {
		for _, f := range fields {
			names = append(names, f.Field)
		}
		return names
	}
	for _, c := range d.Organisations {
		found = append(found, fmt.Sprintf("organisation %v %v +%d -%d", c.State, names(c.Fields), len(c.EvidenceGained), len(c.EvidenceLost)))
	}
	for _, c := range d.Relationships {
		found = append(found, fmt.Sprintf("relationship %v %v +%d -%d", c.State, names(c.Fields), len(c.EvidenceGained), len(c.EvidenceLost)))
	}
	for _, list := range [][]diff.RecordChange{d.Sources, d.Types, d.Classifications, d.Arrangements} {
		for _, c := range list {
			found = append(found, fmt.Sprintf("record %v %v", c.State, names(c.Fields)))
		}
	}
	return strings.Join(append(found, names(d.Map)...), "; ")
}

func TestNoGraph(t *testing.T) {
	if _, err := diff.Between(nil, graphtest.Of("a"), diff.Options{}); err == nil {
		t.Error("a difference of nothing")
	}
	if _, err := diff.Between(graphtest.Of("a"), nil, diff.Options{}); err == nil {
		t.Error("a difference from nothing")
	}
}

// A list from which a reader has taken what is not gone from the whole of the maps is still one of the two graphs.
func TestMarkedOfANarrowedDifference(t *testing.T) {
	before, after := graphtest.Of("a > b", "b > c"), graphtest.Of("a > b")
	d, err := diff.Between(before, after, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Relationships {
		d.Relationships[i].State = diff.Changed
	}
	d.Organisations = nil
	m, err := d.Marked("old", "new")
	if err != nil {
		t.Fatal(err)
	}
	if m.Graph.NumOrganisations() != len(m.Organisations) || m.Graph.NumRelationships() != len(m.Relationships) {
		t.Errorf("%d organisations and %d relationships have %d and %d marks", m.Graph.NumOrganisations(), m.Graph.NumRelationships(),
			len(m.Organisations), len(m.Relationships))
	}
	if m.Relationships[1] != diff.Changed {
		t.Errorf("what has left a part is %s", m.Relationships[1])
	}
}
