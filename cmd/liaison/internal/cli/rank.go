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
			"defined, and what it does with directions, weights and parallel relationships.\n\n" +
			"Organisations with the same value have the same rank.",
		examples: []example{
			{"liaison rank", "The measures"},
			{"liaison rank betweenness --top 10", "The ten that stand most between others"},
			{"liaison rank degree --type authority --direction in", "Who is subject to the most say of others"},
			{"liaison rank pagerank --explain", "What PageRank says"},
		},
		readsMap: true,
		new:      func() runner { return &rankOptions{} },
	}
}

type rankOptions struct {
	top                  int
	direction            string
	weighted, normalised bool
	explain              bool
	output               output
	filter               filter
}

func (o *rankOptions) flags(f *flags) {
	f.number(&o.top, "top", "", 1, "show the `N` highest; all unless said")
	f.choice(&o.direction, "direction", "", "direction", directionNames(), "cross relationships as they go, out, or in or both, `WAY`; each measure has its own")
	f.on(&o.weighted, "weighted", "", "take the weights of relationships into account")
	f.on(&o.normalised, "normalised", "", "divide by the largest value that is possible, to compare maps")
	f.on(&o.explain, "explain", "", "say what the measure means, and rank nothing")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *rankOptions) run(ctx context.Context, a *app, args []string) error {
	if len(args) == 0 {
		if o.explain {
			return hint(errors.New("--explain explains one measure, and there is none"), "rank alone lists the measures")
		}
		if flag := o.ranks(a); flag != "" {
			return hint(fmt.Errorf("%s is for ranking, and there is no measure to rank by", flag),
				"say which measure: "+program+" rank MEASURE", "rank alone lists the measures")
		}
		return o.output.table(a, measureTable())
	}
	measure, err := centrality.Lookup(args[0])
	if err != nil {
		return hint(err, "rank alone lists the measures")
	}
	if o.explain {
		return o.output.table(a, explanation(measure))
	}
	opts := centrality.Options{Weighted: o.weighted, Normalised: o.normalised}
	if o.direction != "" {
		direction, err := graph.ParseDirection(o.direction)
		if err != nil {
			return err
		}
		opts.Direction = &direction
	}
	_, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	result, err := during(ctx, a, "computing "+measure.Name, func() (*centrality.Result, error) {
		return measure.Compute(ctx, part, opts)
	})
	if err != nil && o.direction != "" && measure.FixedDirection {
		return hint(err, "rank alone lists the measures, with those of other directions")
	}
	if err != nil {
		return err
	}
	return o.output.table(a, ranking(part, measure, result.Values, o.top))
}

// ranks returns a flag that is given and means something only where organisations are ranked, or "".
func (o *rankOptions) ranks(a *app) string {
	switch {
	case a.mapFile != "":
		return "-f"
	case o.top > 0:
		return "--top"
	case o.direction != "":
		return "--direction"
	case o.weighted:
		return "--weighted"
	case o.normalised:
		return "--normalised"
	case o.filter.isSet():
		flag, _, _ := strings.Cut(o.filter.withoutEach()[0].flag, " ")
		return flag
	case o.filter.hops > 0:
		return "--hops"
	}
	return ""
}

func completeMeasures(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, m := range centrality.Measures() {
		names = append(names, described(m.Name, m.Meaning))
	}
	return startingWith(names, typed), cobra.ShellCompDirectiveNoFileComp
}

func measureTable() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "measure", Keep: true}, {Name: "meaning"}}}
	for _, m := range centrality.Measures() {
		t.Add(m.Name, m.Meaning)
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
	})
}

// ranking orders the organisations by value, the highest first and equal ones as in the map, and keeps
// the first top of them, or all where top is 0.
func ranking(g *graph.Graph, m centrality.Measure, values []float64, top int) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "rank", Right: true},
		{Name: "id", Keep: true},
		{Name: "organisation", In: table.ForPeople},
		{Name: "name", In: table.ForPrograms},
		{Name: "classification", In: table.ForPeople},
		{Name: "classification", In: table.ForPrograms},
		{Name: "measure", In: table.ForPrograms},
		{Name: "value", Title: m.Label, Right: true},
	}}
	order := slices.Collect(g.Nodes())
	slices.SortStableFunc(order, func(a, b graph.Node) int {
		switch {
		case values[a] > values[b]:
			return -1
		case values[a] < values[b]:
			return 1
		}
		return 0
	})
	rank := 0
	for i, n := range order {
		if i == 0 || values[n] != values[order[i-1]] {
			rank = i + 1
		}
		if top > 0 && i >= top {
			break
		}
		t.Add(rank, g.ID(n), titleOf(g.Name(n), g.ShortName(n)), g.Name(n), primaryLabel(g, n), g.Classifications(n), m.Name, values[n])
	}
	return t
}

// primaryLabel names the first classification of an organisation.
func primaryLabel(g *graph.Graph, n graph.Node) string {
	classes := g.Classifications(n)
	if len(classes) == 0 {
		return ""
	}
	c, _ := g.Vocabulary().Classification(classes[0])
	return firstOf(c.Label, classes[0])
}
