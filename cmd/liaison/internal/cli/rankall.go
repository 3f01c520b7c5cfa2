package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

// rankAll writes every measure of organisations, a column for each.
func (o *rankOptions) rankAll(ctx context.Context, a *app, args []string) error {
	if err := o.checkAll(args); err != nil {
		return err
	}
	q, err := o.filter.ask(ctx, a, nil)
	if err != nil {
		return err
	}
	var measures []centrality.Measure
	for _, m := range centrality.Measures() {
		if m.Of == centrality.Organisations {
			measures = append(measures, m)
		}
	}
	t, ranks, err := o.everyMeasure(ctx, a, q.part, measures)
	if err != nil {
		return err
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		notes := append(tieNotes(alsoTied(ranks, o.top), "value"), o.scope(q.within)...)
		if left := t.LeftOut(width); f == table.Text && len(left) > 0 && len(t.Rows) > 0 {
			notes = append(notes, "No room here for "+joinWords(left, "and")+": a wider terminal, --format or -o shows all.")
		}
		return withRemarks(t, remarks{notes: notes})(w, f, width)
	})
}

// everyMeasure makes a table with a column for each of some measures of organisations. One that fails has an empty
// column, and why is said on standard error. The ranks are those by the measure that orders the table.
func (o *rankOptions) everyMeasure(ctx context.Context, a *app, g *graph.Graph, measures []centrality.Measure) (t *table.Table, ranks []int, err error) {
	sort := cmp.Or(o.sort, "degree")
	t = &table.Table{Columns: []table.Column{
		{Name: "id", Keep: true},
		{Name: "organisation", In: table.ForPeople, Optional: true},
		{Name: "name", In: table.ForPrograms},
	}}
	values := make([][]float64, len(measures))
	order := upTo(g.NumOrganisations())
	for i, m := range measures {
		result, err := compute(ctx, a, g, m, centrality.Options{Normalised: o.normalised},
			fmt.Sprintf("computing %s (%d of %d)", m.Name, i+1, len(measures)))
		switch {
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case err != nil:
			var hints []string
			if takes := optionsOf(m); len(takes) > 0 {
				hints = append(hints, program+" rank "+m.Name+" takes "+joinWords(takes, "and"))
			}
			a.say(m.Name+" has no values here: "+err.Error(), hints...)
			values[i] = slices.Repeat([]float64{math.NaN()}, g.NumOrganisations())
		default:
			values[i] = result.Values
			if m.Name == sort {
				order, ranks = tell.Ranked(result.Values, nil)
			}
		}
		t.Columns = append(t.Columns, table.Column{
			Name: strings.ReplaceAll(m.Name, "-", "_"), Title: columnTitle(m), Right: true, Optional: m.Name != sort,
		})
	}
	if o.top > 0 {
		order = order[:min(o.top, len(order))]
	}
	for _, i := range order {
		n := graph.Node(i)
		cells := []any{g.ID(n), g.ShortName(n), g.Name(n)}
		for _, of := range values {
			cells = append(cells, of[i])
		}
		t.Add(cells...)
	}
	return t, ranks, nil
}

// checkAll says what does not go with --all.
func (o *rankOptions) checkAll(args []string) error {
	one := func(flag string) error {
		return hint(fmt.Errorf("%s is for one measure, and --all shows every one", flag), "say which measure instead of --all")
	}
	switch {
	case len(args) > 0:
		return hint(fmt.Errorf("--all shows every measure, and %q names one", args[0]),
			"the measure alone: "+program+" rank "+shellQuote(args[0]), "all of them in its order: "+program+" rank --all --sort "+shellQuote(args[0]))
	case o.by != "":
		return one("--by")
	case o.direction != "":
		return one("--direction")
	case o.weighted:
		return one("--weighted")
	case o.particular() != "":
		return one(o.particular())
	}
	return nil
}
