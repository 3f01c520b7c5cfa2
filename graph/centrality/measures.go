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

	// Projection is what the measure sees of a graph where the Options do not say otherwise. Its Types are
	// always empty.
	Projection graph.Projection
	// FixedDirection says that the direction is part of the definition: another one in the Options is an
	// error.
	FixedDirection bool
	// WeightedAs is what a weight becomes under Options.Weighted: Strength or Cost, or Unweighted where
	// the measure has no weighted form, and Options.Weighted is an error.
	WeightedAs graph.Weighting

	// Compute returns the value of every organisation, the value of Node n at index n, all finite. It fails
	// on options that are out of range or that the measure does not have, with the context's error when
	// that is done, and with a [*NotConvergedError].
	Compute func(ctx context.Context, g *graph.Graph, opts Options) ([]float64, error)
}

// Options says what to measure on. The zero value is the measure's usual form, which its row describes.
type Options struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is the way in which relationships are crossed; nil is the measure's own.
	Direction *graph.Direction
	// Collapse says whether parallel relationships count as one; nil is the measure's own.
	Collapse *bool
	// Weighted takes the weights of the relationships into account, as strength or as cost, whichever the
	// measure is defined for.
	Weighted bool
	// Normalised divides by the largest value that is possible in a simple graph of the size, so that
	// graphs of different sizes can be compared.
	Normalised bool
	// Workers is the number of goroutines; 0 is [runtime.GOMAXPROCS]. The values do not depend on it.
	Workers int
	// Progress, if set, is called from time to time with how much is done, by one goroutine at a time and
	// with done never falling. Measures that are soon over, or whose end cannot be foretold, do not call it;
	// [Betweenness] does.
	Progress func(done, total int)

	// Damping is the probability with which PageRank's walker goes on, > 0 and < 1; 0 is 0.85.
	Damping float64
	// Tolerance is how much the values of an iterative measure may still change in one iteration, in sum
	// over all organisations; 0 is 1e-10.
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
		betweennessRow(), pageRankRow(),
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
	p := m.Projection
	p.Types = opts.Types
	if opts.Direction != nil {
		if m.FixedDirection && *opts.Direction != p.Direction {
			return nil, opts, fmt.Errorf("%s has its direction in its definition, and takes no other", m.Name)
		}
		p.Direction = *opts.Direction
	}
	if opts.Collapse != nil {
		p.Collapse = *opts.Collapse
	}
	if opts.Weighted {
		if m.WeightedAs == graph.Unweighted {
			return nil, opts, fmt.Errorf("%s has no weighted form", m.Name)
		}
		p.Weighting = m.WeightedAs
	}
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, opts, err
	}
	if err := ctx.Err(); err != nil {
		return nil, opts, err
	}
	adjacency, err := g.Project(p)
	return adjacency, opts, err
}

func (o Options) withDefaults() (Options, error) {
	switch {
	case o.Workers < 0:
		return o, fmt.Errorf("%d workers: the number of workers is 1 or more, or 0 for as many as there are processors", o.Workers)
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
