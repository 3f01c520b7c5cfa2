package centrality

import (
	"context"
	"fmt"
	"math"
	"runtime"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

// Measure is a row of the table of measures: how to compute one, and what a reader must know of it. The
// texts are sentences for people, in plain text.
type Measure struct {
	Name    string // how it is asked for: "in-degree"
	Label   string // the heading of a column: "In-degree"
	Family  string // the heading under which lists show it, with measures that answer a like question: "Ties"
	Meaning string // one sentence for a lay reader: what a high value says of an organisation
	Formula string // the definition, with the symbols explained
	Source  string // the publication that defines it

	// What the measure does with what graphs have.
	Direction     string
	Weights       string
	Parallel      string
	Loops         string
	Unreachable   string
	Empty         string // the empty graph, one organisation, no relationships
	Normalisation string // what Options.Normalised does
	Complexity    string // time and memory, for n organisations and m relationships

	// Of is what the values are of: organisations, or relationships.
	Of Subject
	// Projection is what the measure sees of a graph where the Options do not say otherwise. Its Types are
	// always empty.
	Projection graph.Projection
	// FixedDirection says that the direction is part of the definition: another one in the Options is an
	// error.
	FixedDirection bool
	// WeightedAs is what a weight becomes under Options.Weighted: Strength or Cost, or Unweighted where
	// the measure has no weighted form, and Options.Weighted is an error.
	WeightedAs graph.Weighting

	// Sampled says that Options.Epsilon estimates the measure from samples.
	Sampled bool
	// Takes are the options that only some measures look at, and this one does.
	Takes []Parameter

	// Compute returns the value of every organisation, or every relationship, all finite. It fails on
	// options that are out of range or that the measure does not have, with the context's error when that
	// is done, and with a [*NotConvergedError].
	Compute func(ctx context.Context, g *graph.Graph, opts Options) (*Result, error)
}

// Subject is what the values of a measure are of.
type Subject uint8

const (
	Organisations Subject = iota
	Relationships
)

// Parameter names an option that only some measures look at.
type Parameter string

const (
	Attenuation   Parameter = "attenuation" // Options.Attenuation
	Damping       Parameter = "damping"     // Options.Damping
	Tolerance     Parameter = "tolerance"   // Options.Tolerance
	MaxIterations Parameter = "iterations"  // Options.MaxIterations
)

// Result is what a measure has found.
type Result struct {
	// Values has the value of [graph.Node] n at index n, or that of [graph.Edge] e at index e, as the row
	// of the measure says. They are finite.
	Values []float64
	// Iterations is how many an iterative measure has made, and 0 for others.
	Iterations int
	// Change is by how much the last of them changed the values, in sum.
	Change float64
	// Estimate says how far estimated values can be from the true ones; nil where they are exact.
	Estimate *Estimate
}

// Estimate says how good values are that come from samples: with a probability of at least 1-Delta, each
// true value lies between Low and High, all of them at once. Where it would have taken more samples than are
// worth while, or no path has three organisations, the values are exact nevertheless: then Samples is 0, Low
// and High are the values, and Certain is how many there are.
type Estimate struct {
	// Samples is how many the values are made of. The first samples, which only say how many more are
	// needed, are not among them.
	Samples        int
	Epsilon, Delta float64
	// Low and High are in the units of the values. Where normalised, they differ from the value by at most
	// Epsilon: the one that was asked for, or the one that was reached when the top was known before.
	Low, High []float64
	// Certain is how many of the highest values are, with the same probability, those of the highest
	// true ones, as a set.
	Certain int
}

// Options says what to measure on. The zero value is the measure's usual form, which its row describes.
//
// A measure ignores options that it has no use for, once they are in range: those that a [Parameter] names
// where its row does not list them in Takes, Normalised and Collapse where the row says that they change
// nothing, and Delta, Top and Seed without Epsilon. Only a direction that it does not have, Weighted where
// it has no weighted form, and Epsilon where it is not Sampled, are errors.
type Options struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is the way in which relationships are crossed, such as new(graph.Both); nil is the measure's own.
	Direction *graph.Direction
	// Collapse says whether parallel relationships count as one, such as new(false); nil is the measure's own.
	Collapse *bool
	// Weighted takes the weights of the relationships into account, as strength or as cost, whichever the
	// measure is defined for.
	Weighted bool
	// Normalised scales the values as the row of the measure says, mostly by the largest value that is
	// possible in a simple graph of the size, so that graphs of different sizes can be compared.
	Normalised bool
	// Workers is the number of goroutines that a measure computes with; 0 is [runtime.GOMAXPROCS]. The values
	// do not depend on it. The projection, which comes first, uses every processor whatever it says.
	Workers int
	// Progress, if set, is called from time to time with how much is done, by one goroutine at a time and
	// with done never falling; total may change on the way, where it is a guess. Measures that are soon over,
	// or whose end cannot be foretold, do not call it; [Closeness], [Harmonic], [Betweenness] and
	// [RelationshipBetweenness] do.
	Progress func(done, total int)

	// Epsilon, where above 0, estimates a measure from samples, to within Epsilon of the normalised value
	// with a probability of at least 1-Delta; 0 is exact.
	Epsilon float64
	// Delta is the probability with which an estimate may be wrong, > 0 and < 1; 0 is 0.1.
	Delta float64
	// Top, with Epsilon, stops the sampling as soon as it is certain, with that probability, which organisations have the
	// Top highest values; 0 is not to.
	Top int
	// Seed is that of the sampling; the same seed gives the same values.
	Seed uint64

	// Attenuation is by how much a walk counts less with every step in [Katz]: > 0 and below 1 over the
	// greatest eigenvalue of the adjacency; 0 is a value that is safe in every graph.
	Attenuation float64
	// Damping is the probability with which PageRank's walker goes on, > 0 and < 1; 0 is 0.85.
	Damping float64
	// Tolerance is how much the values of an iterative measure, scaled to add up to 1, may still change in
	// one iteration, in sum over all organisations; 0 is 1e-10.
	Tolerance float64
	// MaxIterations bounds an iterative measure; 0 is 1000.
	MaxIterations int
}

// NotConvergedError says that an iterative measure came to its bound before its values settled.
type NotConvergedError struct {
	Measure    string
	Iterations int
	Change     float64 // by how much the values changed in the last iteration, in sum
	Tolerance  float64
}

func (e *NotConvergedError) Error() string {
	return fmt.Sprintf("%s has not settled after %d iterations: the last changed the values by %.3g in sum, more than the tolerance of %.3g; allow more iterations, or a higher tolerance",
		e.Measure, e.Iterations, e.Change, e.Tolerance)
}

// Measures returns the table of measures, in the order in which lists show them.
func Measures() []Measure {
	return []Measure{
		degreeRow(), inDegreeRow(), outDegreeRow(),
		strengthRow(), inStrengthRow(), outStrengthRow(),
		closenessRow(), harmonicRow(),
		betweennessRow(), relationshipBetweennessRow(),
		eigenvectorRow(), katzRow(), pageRankRow(), hubsRow(), authoritiesRow(),
		corenessRow(), clusteringRow(),
	}
}

// Lookup returns the measure with a name, or a [*graph.UnknownError] with suggestions.
func Lookup(name string) (Measure, error) {
	measures := Measures()
	known := make([]string, len(measures))
	for i, m := range measures {
		if m.Name == name {
			return m, nil
		}
		known[i] = m.Name
	}
	return Measure{}, &graph.UnknownError{What: "measure", Value: name, Suggestions: graph.Suggest(name, known), Known: known}
}

// project returns what a measure sees of g, and the options with their defaults filled in.
func (m Measure) project(ctx context.Context, g *graph.Graph, opts Options) (*csr.Graph, Options, error) {
	p, opts, err := m.resolve(ctx, opts)
	if err != nil {
		return nil, opts, err
	}
	adjacency, err := g.ProjectContext(ctx, p)
	return adjacency, opts, err
}

// resolve returns the projection that options ask for, and the options with their defaults filled in.
func (m Measure) resolve(ctx context.Context, opts Options) (graph.Projection, Options, error) {
	p := m.Projection
	p.Types = opts.Types
	if opts.Direction != nil {
		if m.FixedDirection && *opts.Direction != p.Direction {
			return p, opts, fmt.Errorf("%s has its direction in its definition, and takes no other", m.Name)
		}
		p.Direction = *opts.Direction
	}
	if opts.Collapse != nil {
		p.Collapse = *opts.Collapse
	}
	if opts.Weighted {
		if m.WeightedAs == graph.Unweighted {
			if other, ok := weightedForms[m.Name]; ok {
				return p, opts, fmt.Errorf("%s has no weighted form; %s is the measure that adds up weights", m.Name, other)
			}
			return p, opts, fmt.Errorf("%s has no weighted form", m.Name)
		}
		p.Weighting = m.WeightedAs
	}
	if opts.Epsilon != 0 && !m.Sampled {
		return p, opts, fmt.Errorf("%s is always exact: it takes no epsilon", m.Name)
	}
	opts, err := opts.withDefaults()
	if err != nil {
		return p, opts, err
	}
	return p, opts, ctx.Err()
}

func (o Options) withDefaults() (Options, error) {
	switch {
	case o.Workers < 0:
		return o, fmt.Errorf("%d workers: the number of workers is 1 or more, or 0 for as many as there are processors", o.Workers)
	case o.Epsilon != 0 && !(o.Epsilon > 0 && o.Epsilon < 1):
		return o, fmt.Errorf("an epsilon of %v: the epsilon is above 0 and below 1, or 0 for exact values", o.Epsilon)
	case o.Delta != 0 && !(o.Delta > 0 && o.Delta < 1):
		return o, fmt.Errorf("a delta of %v: the delta is a probability above 0 and below 1", o.Delta)
	case o.Top < 0:
		return o, fmt.Errorf("the top %d: the number is 1 or more, or 0 for no such bound", o.Top)
	case !(o.Attenuation >= 0) || math.IsInf(o.Attenuation, 0):
		return o, fmt.Errorf("an attenuation of %v: the attenuation is a number above 0, or 0 for one that is safe", o.Attenuation)
	case o.Damping != 0 && !(o.Damping > 0 && o.Damping < 1):
		return o, fmt.Errorf("a damping of %v: the damping is above 0 and below 1", o.Damping)
	case o.Tolerance < 0 || math.IsNaN(o.Tolerance) || math.IsInf(o.Tolerance, 0):
		return o, fmt.Errorf("a tolerance of %v: the tolerance is a number above 0", o.Tolerance)
	case o.MaxIterations < 0:
		return o, fmt.Errorf("%d iterations: the number of iterations is 1 or more", o.MaxIterations)
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Delta == 0 {
		o.Delta = 0.1
	}
	if o.Damping == 0 {
		o.Damping = 0.85
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-10
	}
	if o.MaxIterations == 0 {
		o.MaxIterations = 1000
	}
	return o, nil
}
