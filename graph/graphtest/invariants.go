package graphtest

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

// CheckInvariants checks what every [graph.Graph] promises, against the naive reading of its records: ids
// are unique and lead back; numbers run from 0; Out, In and Incident list what the ends of the
// relationships say, in ascending order; references resolve; weights are finite and above 0; and every
// projection has the arcs that its doc comment describes. O(organisations² + relationships), for small
// graphs.
func CheckInvariants(t testing.TB, g *graph.Graph) {
	t.Helper()
	checkOrganisations(t, g)
	checkRelationships(t, g)
	checkAdjacency(t, g)
	checkProjections(t, g)
}

func checkOrganisations(t testing.TB, g *graph.Graph) {
	t.Helper()
	next := graph.Node(0)
	for n, o := range g.Organisations() {
		if n != next {
			t.Fatalf("organisation %d comes where %d should", n, next)
		}
		next++
		if got, ok := g.NodeByID(o.ID); !ok || got != n {
			t.Errorf("NodeByID(%q) = %d, %t; want %d", o.ID, got, ok, n)
		}
		if got, err := g.Find(o.ID); err != nil || got != n {
			t.Errorf("Find(%q) = %d, %v; want %d", o.ID, got, err, n)
		}
		if !graph.ValidID(o.ID) || o.ID != g.ID(n) || !utf8.ValidString(o.Name) {
			t.Errorf("organisation %d: id %q, name %q", n, o.ID, o.Name)
		}
		if g.Name(n) == "" || g.ShortName(n) == "" {
			t.Errorf("organisation %q has no name to show", o.ID)
		}
		for i, c := range o.Classifications {
			if _, ok := g.Vocabulary().Classification(c); !ok || !g.IsA(n, c) || !g.IsA(n, g.Vocabulary().Sector(c)) {
				t.Errorf("organisation %q is not a %q", o.ID, c)
			}
			if i == 0 && g.Sector(n) != g.Vocabulary().Sector(c) {
				t.Errorf("organisation %q is in sector %q", o.ID, g.Sector(n))
			}
		}
		checkEvidence(t, g, o.ID, o.Evidence)
	}
	if int(next) != g.NumOrganisations() {
		t.Errorf("%d organisations, NumOrganisations() = %d", next, g.NumOrganisations())
	}
}

func checkRelationships(t testing.TB, g *graph.Graph) {
	t.Helper()
	next := graph.Edge(0)
	ids := map[string]graph.Edge{}
	types := slices.Collect(g.Vocabulary().Types())
	for e, r := range g.Relationships() {
		if e != next {
			t.Fatalf("relationship %d comes where %d should", e, next)
		}
		next++
		if other, ok := ids[r.ID]; ok {
			t.Errorf("relationships %d and %d have the id %q", other, e, r.ID)
		}
		ids[r.ID] = e
		if got, ok := g.EdgeByID(r.ID); !ok || got != e || g.RelationshipID(e) != r.ID {
			t.Errorf("EdgeByID(%q) = %d, %t; want %d", r.ID, got, ok, e)
		}
		if g.ID(g.From(e)) != r.From || g.ID(g.To(e)) != r.To || g.Other(e, g.From(e)) != g.To(e) || g.Other(e, g.To(e)) != g.From(e) {
			t.Errorf("relationship %q: ends %s, %s are not %d, %d", r.ID, r.From, r.To, g.From(e), g.To(e))
		}
		if _, ok := g.Vocabulary().Type(r.Type); !ok || g.Type(e).ID != r.Type || types[g.TypeIndex(e)].ID != r.Type || g.Label(e) == "" {
			t.Errorf("relationship %q: type %q, label %q", r.ID, r.Type, g.Label(e))
		}
		if (r.Mutual == graph.Mutual) != g.IsMutual(e) || r.Mutual == graph.MutualByType {
			t.Errorf("relationship %q: mutual is %d and %t", r.ID, r.Mutual, g.IsMutual(e))
		}
		if r.Weight != g.Weight(e) || !(r.Weight > 0) || math.IsInf(r.Weight, 0) {
			t.Errorf("relationship %q: weight %v and %v", r.ID, r.Weight, g.Weight(e))
		}
		if a, ok := g.ArrangementOf(e); ok != (r.Arrangement != "") || a.ID != r.Arrangement {
			t.Errorf("relationship %q: arrangement %q and %q", r.ID, r.Arrangement, a.ID)
		}
		if r.StartDate != g.StartDate(e) || r.EndDate != g.EndDate(e) || r.Status != g.Status(e) || r.Confidence != g.Confidence(e) {
			t.Errorf("relationship %q: the record differs from the fields", r.ID)
		}
		checkEvidence(t, g, r.ID, r.Evidence)
	}
	if int(next) != g.NumRelationships() {
		t.Errorf("%d relationships, NumRelationships() = %d", next, g.NumRelationships())
	}
}

func checkEvidence(t testing.TB, g *graph.Graph, id string, evidence []graph.Evidence) {
	t.Helper()
	for _, e := range evidence {
		if s, ok := g.Source(e.Source); !ok || s.ID != e.Source {
			t.Errorf("%s: evidence has no source %q", id, e.Source)
		}
	}
}

func checkAdjacency(t testing.TB, g *graph.Graph) {
	t.Helper()
	n := g.NumOrganisations()
	out, in, incident := make([][]graph.Edge, n), make([][]graph.Edge, n), make([][]graph.Edge, n)
	for e := range g.Edges() {
		from, to := g.From(e), g.To(e)
		out[from], in[to], incident[from] = append(out[from], e), append(in[to], e), append(incident[from], e)
		if from != to {
			incident[to] = append(incident[to], e)
		}
		if from != to && g.IsMutual(e) {
			out[to], in[from] = append(out[to], e), append(in[from], e)
		}
	}
	for v := range g.Nodes() {
		for _, list := range []struct {
			name      string
			got, want []graph.Edge
		}{
			{"Out", slices.Collect(g.Out(v)), out[v]},
			{"In", slices.Collect(g.In(v)), in[v]},
			{"Incident", slices.Collect(g.Incident(v)), incident[v]},
		} {
			if !slices.Equal(list.got, list.want) {
				t.Errorf("%s(%d) = %v, want %v", list.name, v, list.got, list.want)
			}
		}
	}
}

func checkProjections(t testing.TB, g *graph.Graph) {
	t.Helper()
	for i := range 3 * 3 * 2 * 2 {
		p := graph.Projection{
			Direction: graph.Direction(i % 3), Weighting: graph.Weighting(i / 3 % 3), Collapse: i/9%2 == 1, DropLoops: i/18 == 1,
		}
		got, err := g.Project(p)
		if err != nil {
			t.Errorf("Project(%+v): %v", p, err)
			continue
		}
		if problem := DiffProjection(g, p, got); problem != "" {
			t.Errorf("Project(%+v): %s", p, problem)
		}
	}
}

// arc is one way of crossing a relationship.
type arc struct {
	to       graph.Node
	first    graph.Edge
	strength float64
}

// DiffProjection compares what [graph.Graph.Project] gave for p with what the relationships say, one by
// one. It returns "" where they agree.
func DiffProjection(g *graph.Graph, p graph.Projection, got *csr.Graph) string {
	if got.NumVertices() != g.NumOrganisations() {
		return fmt.Sprintf("%d vertices for %d organisations", got.NumVertices(), g.NumOrganisations())
	}
	if (got.Weights != nil) != (p.Weighting != graph.Unweighted) && got.NumArcs() > 0 {
		return fmt.Sprintf("%d weights for weighting %v", len(got.Weights), p.Weighting)
	}
	rows := make([][]arc, g.NumOrganisations())
	for e := range g.Edges() {
		wanted := len(p.Types) == 0
		for _, t := range p.Types {
			wanted = wanted || g.Vocabulary().TypeIsA(g.Type(e).ID, t)
		}
		from, to := g.From(e), g.To(e)
		if !wanted || p.DropLoops && from == to {
			continue
		}
		forward := p.Direction != graph.In || g.IsMutual(e)
		backward := p.Direction != graph.Out || g.IsMutual(e)
		if forward || from == to {
			rows[from] = append(rows[from], arc{to, e, g.Weight(e)})
		}
		if backward && from != to {
			rows[to] = append(rows[to], arc{from, e, g.Weight(e)})
		}
	}
	for v, row := range rows {
		slices.SortStableFunc(row, func(a, b arc) int { return int(a.to) - int(b.to) })
		if p.Collapse {
			row = collapse(row)
		}
		start, end := got.Offsets[v], got.Offsets[v+1]
		if int(end-start) != len(row) || got.Degree(int32(v)) != len(row) {
			return fmt.Sprintf("row %d has %d arcs, want %d", v, end-start, len(row))
		}
		for i, want := range row {
			at := start + uint32(i)
			weight := map[graph.Weighting]float64{graph.Unweighted: 1, graph.Strength: want.strength, graph.Cost: 1 / want.strength}[p.Weighting]
			if got.Targets[at] != int32(want.to) || got.Labels[at] != int32(want.first) || got.Weight(at) != weight {
				return fmt.Sprintf("arc %d of row %d goes to %d by relationship %d with weight %v, want %d by %d with %v",
					i, v, got.Targets[at], got.Labels[at], got.Weight(at), want.to, want.first, weight)
			}
		}
	}
	return ""
}

func collapse(row []arc) (collapsed []arc) {
	for _, a := range row {
		if last := len(collapsed) - 1; last >= 0 && collapsed[last].to == a.to {
			collapsed[last].strength += a.strength
		} else {
			collapsed = append(collapsed, a)
		}
	}
	return collapsed
}
