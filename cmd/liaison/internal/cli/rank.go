package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

func rankCommand() command {
	return command{
		name:  "rank",
		args:  []argument{{name: "MEASURE", optional: true, complete: completeMeasures}},
		group: groupAnswer,
		short: "Rank organisations by how central they are",
		long: "Without MEASURE, the measures that there are. With --explain, what the measure means, how it is " +
			"defined, and what it does with directions, weights and parallel relationships. With --all, every " +
			"measure of every organisation; a narrow terminal shows as many as it has room for.\n\n" +
			"Those with the same value have the same rank. --by classification ranks the organisations of each " +
			"classification, their first, among themselves, with the values that they have in the whole; --by type computes the " +
			"measure anew for each type that a relationship has, on the relationships of that type and of narrower ones, as " +
			"--type TYPE does: one of a narrower type counts for a broader one too, where that has relationships of its own.",
		examples: []example{
			{"liaison rank", "The measures"},
			{"liaison rank betweenness --top 10", "The ten that stand most between others"},
			{"liaison rank in-degree --type authority", "Who is subject to the most say of others"},
			{"liaison rank betweenness --by classification --top 3", "The three of each kind that stand most between others"},
			{"liaison rank --all --sort pagerank --format csv -o measures.csv", "Every measure, for a spreadsheet"},
			{"liaison rank pagerank --explain", "What PageRank says"},
		},
		readsMap: true,
		explain: func(args []string) (*table.Table, error) {
			if len(args) == 0 {
				return nil, hint(errors.New("--explain explains one measure, and there is none"), "rank alone lists the measures")
			}
			m, err := lookupMeasure(args[0])
			if err != nil {
				return nil, err
			}
			return explanation(m), nil
		},
		new: func() runner { return &rankOptions{seed: unseeded} },
	}
}

// The ways in which --by makes several rankings of one.
const (
	byType           = "type"
	byClassification = "classification"
)

// unseeded is the number that stands for no seed.
const unseeded = -1

type rankOptions struct {
	top                  int
	by                   string
	all                  bool
	sort                 string
	direction            string
	weighted, normalised bool

	epsilon, delta                  float64
	seed                            int
	attenuation, damping, tolerance float64
	iterations                      int

	output output
	filter filter
}

func (o *rankOptions) flags(f *flags) {
	f.number(&o.top, "top", "", 1, "show the `N` highest; all unless said")
	f.choice(&o.by, "by", "", "", []string{byType, byClassification}, "rank within each `WHAT`: type or classification")
	f.on(&o.all, "all", "", "show every measure of organisations, one column for each")
	f.choice(&o.sort, "sort", "", "measure", measureNames(centrality.Organisations), "with --all, order by `MEASURE`; degree unless said")
	f.choice(&o.direction, "direction", "", "direction", directionNames(), "cross relationships `WAY`: out (as they go), in or both; each measure has its own unless said")
	f.on(&o.weighted, "weighted", "", "take the weights of relationships into account")
	f.on(&o.normalised, "normalised", "", "scale the values so that maps of different sizes can be compared, as --explain says of each measure")
	f.fraction(&o.epsilon, "epsilon", "estimate from samples, to within `E` of the largest value that is possible, for maps that are too large for exact values")
	f.fraction(&o.delta, "delta", "with --epsilon, be wrong with a probability of at most `D`; 0.1 unless said")
	f.number(&o.seed, "seed", "", 0, "with --epsilon, draw the samples that `N` stands for; 0 unless said")
	f.decimal(&o.attenuation, "attenuation", "let a walk count by the factor `A` less with every step, in "+takers(centrality.Attenuation))
	f.fraction(&o.damping, "damping", "go on with the probability `D`, in "+takers(centrality.Damping)+"; 0.85 unless said")
	f.decimal(&o.tolerance, "tolerance", "let the values still change by `T` in sum when an iterative measure ends; 1e-10 unless said")
	f.number(&o.iterations, "iterations", "", 1, "let an iterative measure take at most `N` iterations; 1000 unless said")
	o.output.flags(f)
	o.filter.flags(f)
}

func lookupMeasure(name string) (centrality.Measure, error) {
	m, err := centrality.Lookup(name)
	if err != nil {
		err = hint(err, "rank alone lists the measures")
	}
	return m, err
}

func (o *rankOptions) run(ctx context.Context, a *app, args []string) error {
	switch {
	case o.all:
		return o.rankAll(ctx, a, args)
	case o.sort != "":
		return hint(errors.New("--sort orders the table of --all, which is not asked for"), "a measure orders by itself: "+program+" rank "+o.sort)
	case len(args) == 0:
		return o.list(a)
	}
	measure, err := lookupMeasure(args[0])
	if err != nil {
		return err
	}
	opts, err := o.options(measure)
	if err != nil {
		return err
	}
	q, err := o.filter.ask(ctx, a, nil)
	if err != nil {
		return err
	}
	part := q.part
	if o.by == byType {
		return o.rankByType(ctx, a, part, q.within, measure, opts)
	}
	result, err := compute(ctx, a, part, measure, opts, "computing "+measure.Name)
	if err != nil && o.direction != "" && measure.FixedDirection {
		return hint(err, "rank alone lists the measures, with those of other directions")
	}
	if err != nil {
		return hint(err, notConvergedHints(err, measure)...)
	}
	r := newRanking(part, measure, o)
	if o.by == byClassification {
		for _, class := range classes(part) {
			r.add(result, class.label, class.id, class.members, o.top)
		}
	} else {
		r.add(result, "", "", nil, o.top)
	}
	return o.write(a, r, estimateNote(result.Estimate), q.within)
}

// list shows the measures.
func (o *rankOptions) list(a *app) error {
	if flag := o.ranks(a); flag != "" {
		return hint(fmt.Errorf("%s is for ranking, and there is no measure to rank by", flag),
			"say which measure: "+program+" rank MEASURE", "rank alone lists the measures")
	}
	return o.output.table(a, measureTable())
}

// compute is the measure of the part of a map, with progress for those who wait for it.
func compute(ctx context.Context, a *app, g *graph.Graph, m centrality.Measure, opts centrality.Options, what string) (*centrality.Result, error) {
	return measuring(ctx, a, what, func(progress func(done, total int)) (*centrality.Result, error) {
		opts.Progress = progress
		return m.Compute(ctx, g, opts)
	})
}

// notConvergedHints say which flags let an iterative measure come to its end.
func notConvergedHints(err error, m centrality.Measure) []string {
	var late *centrality.NotConvergedError
	if !errors.As(err, &late) {
		return nil
	}
	var hints []string
	if slices.Contains(m.Takes, centrality.MaxIterations) {
		hints = append(hints, "--iterations N allows more iterations than "+fmt.Sprint(late.Iterations))
	}
	if slices.Contains(m.Takes, centrality.Tolerance) {
		hints = append(hints, "--tolerance T allows more change than "+fmt.Sprint(late.Tolerance))
	}
	return hints
}

// write writes a ranking, with what is to be said of it below it for people; how good it is goes to standard error
// where programs read the output.
func (o *rankOptions) write(a *app, r *ranking, estimate, within string) error {
	f, err := o.output.chosen()
	if err != nil {
		return err
	}
	notes := append(r.tieNotes(), o.scope(within)...)
	if !r.some && len(r.table.Rows) > 0 {
		notes = append(notes, "All values are 0: "+program+" rank "+r.measure.Name+" --explain says of which maps that is so.")
	}
	if estimate != "" {
		notes = append(notes, estimate)
	}
	if err := o.output.write(a, withRemarks(r.table, remarks{notes: notes})); err != nil {
		return err
	}
	if estimate != "" && (f == table.JSON || f == table.CSV) {
		a.say(estimate)
	}
	return nil
}

// scope says what the values are of, where that is not all as it is.
func (o *rankOptions) scope(within string) []string {
	var notes []string
	if within != "" {
		notes = append(notes, "The values are of part of this map: "+within+".")
	}
	if o.weighted {
		notes = append(notes, "The weights of relationships count.")
	}
	if o.normalised {
		notes = append(notes, "The values are normalised.")
	}
	return notes
}

func measureNames(of centrality.Subject) []string {
	var names []string
	for _, m := range centrality.Measures() {
		if m.Of == of {
			names = append(names, m.Name)
		}
	}
	return names
}

func completeMeasures(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, m := range centrality.Measures() {
		names = append(names, described(m.Name, m.Meaning))
	}
	return startingWith(names, typed), cobra.ShellCompDirectiveNoFileComp
}

// measureTable lists the measures, for people under what they answer.
func measureTable() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "family", Title: "about", In: table.ForPeople, Optional: true},
		{Name: "family", In: table.ForPrograms},
		{Name: "measure", Keep: true},
		{Name: "of", In: table.ForPrograms},
		{Name: "meaning"},
	}}
	before := ""
	for _, m := range centrality.Measures() {
		heading := m.Family
		if heading == before {
			heading = ""
		}
		before = m.Family
		of := "organisations"
		if m.Of == centrality.Relationships {
			of = "relationships"
		}
		t.Add(heading, m.Family, m.Name, of, m.Meaning)
	}
	return t
}

func explanation(m centrality.Measure) *table.Table {
	return explanationTable(m.Label, [][2]string{
		{"meaning", m.Meaning},
		{"formula", m.Formula},
		{"source", m.Source},
		{"direction", m.Direction},
		{"weights", m.Weights},
		{"parallel relationships", m.Parallel},
		{"loops", m.Loops},
		{"unreachable pairs", m.Unreachable},
		{"empty maps", m.Empty},
		{"normalisation", m.Normalisation},
		{"complexity", m.Complexity},
		{"options", strings.Join(optionsOf(m), ", ")},
	})
}
