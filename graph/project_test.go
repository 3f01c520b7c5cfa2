package graph_test

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// graphtest.CheckInvariants compares every projection of all types with a naive one; here are those of
// some types.
func TestProjectTypes(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for v := range c.Graph.Vocabulary().Types() {
				for _, types := range [][]string{{v.ID}, {"authority", v.ID, v.ID}} {
					p := graph.Projection{Types: types, Direction: graph.Both, Weighting: graph.Cost, Collapse: true}
					got, err := c.Graph.Project(p)
					if err != nil {
						t.Fatal(err)
					}
					if problem := graphtest.DiffProjection(c.Graph, p, got); problem != "" {
						t.Errorf("Project(%+v): %s", p, problem)
					}
				}
			}
		})
	}
}

func TestProjectLarge(t *testing.T) {
	g := graphtest.Random(5, 300, 20_000)
	for _, p := range []graph.Projection{{}, {Direction: graph.In}, {Direction: graph.Both, Weighting: graph.Strength, Collapse: true, DropLoops: true}} {
		got, err := g.Project(p)
		if err != nil {
			t.Fatal(err)
		}
		if problem := graphtest.DiffProjection(g, p, got); problem != "" {
			t.Errorf("Project(%+v): %s", p, problem)
		}
	}
}

// Reversing the direction turns every arc round, and both directions are symmetric.
func TestProjectDirections(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for _, collapse := range []bool{false, true} {
				p := graph.Projection{Weighting: graph.Strength, Collapse: collapse}
				out, errOut := c.Graph.Project(p)
				p.Direction = graph.In
				in, errIn := c.Graph.Project(p)
				p.Direction = graph.Both
				both, errBoth := c.Graph.Project(p)
				if err := errors.Join(errOut, errIn, errBoth); err != nil {
					t.Fatal(err)
				}
				// Transposing keeps the order of arcs with the same ends.
				if d := graphtest.DiffProjection(c.Graph, graph.Projection{Direction: graph.In, Weighting: graph.Strength, Collapse: collapse}, out.Transpose()); d != "" {
					t.Errorf("Out turned round is not In: %s", d)
				}
				if d := graphtest.DiffProjection(c.Graph, graph.Projection{Weighting: graph.Strength, Collapse: collapse}, in.Transpose()); d != "" {
					t.Errorf("In turned round is not Out: %s", d)
				}
				if d := graphtest.DiffProjection(c.Graph, p, both.Transpose()); d != "" {
					t.Errorf("Both turned round is not Both: %s", d)
				}
			}
		})
	}
}

// However small and however many, weights give costs and sums that are finite and above zero.
func TestProjectedWeightsAreFinite(t *testing.T) {
	g := corpusGraph(t, "weights")
	for _, weighting := range []graph.Weighting{graph.Strength, graph.Cost} {
		for _, collapse := range []bool{false, true} {
			arcs, err := g.Project(graph.Projection{Weighting: weighting, Collapse: collapse})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range arcs.Weights {
				if !(w > 0) || math.IsInf(w, 0) {
					t.Errorf("weighting %v, collapsed %t: weight %v", weighting, collapse, w)
				}
			}
		}
	}
}

func TestProjectErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	for want, p := range map[string]graph.Projection{
		`no type "report"; did you mean "reporting"?`:       {Types: []string{"reporting", "report"}},
		"no direction 3; known: out, in, both":              {Direction: 3},
		"no weighting 9; known: unweighted, strength, cost": {Weighting: 9},
	} {
		if arcs, err := g.Project(p); arcs != nil || err == nil || err.Error() != want {
			t.Errorf("Project(%+v) = %v, %v; want %s", p, arcs, err, want)
		}
	}
}

// expiringContext is done when it has been asked so many times.
type expiringContext struct {
	context.Context
	left atomic.Int64
}

func (c *expiringContext) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestProjectCancelled has a graph of several blocks, and every time at which the context can be done.
func TestProjectCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 30_000, 5)
	for looks := range int64(1000) {
		ctx := &expiringContext{Context: t.Context()}
		ctx.left.Store(looks)
		arcs, err := g.ProjectContext(ctx, graph.Projection{Weighting: graph.Strength})
		if (arcs == nil) != errors.Is(err, context.Canceled) {
			t.Fatalf("done after %d looks: a graph: %t, and the error %v", looks, arcs != nil, err)
		}
		if err == nil {
			if looks < 5 {
				t.Errorf("it is looked at only %d times", looks)
			}
			return
		}
	}
	t.Error("it is never looked at for the last time")
}

func TestNamesOfValues(t *testing.T) {
	for _, d := range []graph.Direction{graph.Out, graph.In, graph.Both} {
		if got, err := graph.ParseDirection(d.String()); err != nil || got != d {
			t.Errorf("ParseDirection(%q) = %v, %v", d, got, err)
		}
	}
	for _, s := range graph.Statuses() {
		if got, err := graph.ParseStatus(s.String()); err != nil || got != s {
			t.Errorf("ParseStatus(%q) = %v, %v", s, got, err)
		}
	}
	for _, c := range graph.Confidences() {
		if got, err := graph.ParseConfidence(c.String()); err != nil || got != c {
			t.Errorf("ParseConfidence(%q) = %v, %v", c, got, err)
		}
	}
	for _, r := range []graph.Rule{graph.AllOf, graph.AnyOf} {
		if got, err := graph.ParseRule(r.String()); err != nil || got != r {
			t.Errorf("ParseRule(%q) = %v, %v", r, got, err)
		}
	}
	for want, err := range map[string]error{
		`no direction "outward"; known: out, in, both`:                      second(graph.ParseDirection("outward")),
		`no status "actve"; did you mean "active"?`:                         second(graph.ParseStatus("actve")),
		`no status ""; known: active, suspended, ended, proposed, disputed`: second(graph.ParseStatus("")),
		`no confidence "Confirmed"; did you mean "confirmed"?`:              second(graph.ParseConfidence("Confirmed")),
		`no rule "some"; known: all, any`:                                   second(graph.ParseRule("some")),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if s := graph.Status(77).String(); s != "77" {
		t.Errorf("an unknown status is %q", s)
	}
}

func second[T any](_ T, err error) error { return err }
