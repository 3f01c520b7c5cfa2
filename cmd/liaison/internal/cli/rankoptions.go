package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

// ranks returns a flag that is given and means something only where something is ranked, or "".
func (o *rankOptions) ranks(a *app) string {
	for _, given := range []struct {
		flag string
		is   bool
	}{
		{"-f", a.mapFile != ""},
		{"--top", o.top > 0},
		{"--by", o.by != ""},
		{"--direction", o.direction != ""},
		{"--weighted", o.weighted},
		{"--normalised", o.normalised},
	} {
		if given.is {
			return given.flag
		}
	}
	if flag := o.particular(); flag != "" {
		return flag
	}
	return o.filter.given()
}

// parameter is a flag that only some measures take.
type parameter struct {
	flag  string
	given bool
	takes func(m centrality.Measure) bool
}

func (o *rankOptions) parameters() []parameter {
	takes := func(p centrality.Parameter) func(centrality.Measure) bool {
		return func(m centrality.Measure) bool { return slices.Contains(m.Takes, p) }
	}
	sampled := func(m centrality.Measure) bool { return m.Sampled }
	return []parameter{
		{"--epsilon", o.epsilon != 0, sampled},
		{"--delta", o.delta != 0, sampled},
		{"--seed", o.seed != unseeded, sampled},
		{"--attenuation", o.attenuation != 0, takes(centrality.Attenuation)},
		{"--damping", o.damping != 0, takes(centrality.Damping)},
		{"--tolerance", o.tolerance != 0, takes(centrality.Tolerance)},
		{"--iterations", o.iterations != 0, takes(centrality.MaxIterations)},
	}
}

// particular returns a flag that is given and that only some measures take, or "".
func (o *rankOptions) particular() string {
	for _, p := range o.parameters() {
		if p.given {
			return p.flag
		}
	}
	return ""
}

// optionsOf are the flags that only some measures take, and m does.
func optionsOf(m centrality.Measure) []string {
	var all []string
	for _, p := range (&rankOptions{}).parameters() {
		if p.takes(m) {
			all = append(all, p.flag)
		}
	}
	return all
}

// takers names the measures that take an option.
func takers(p centrality.Parameter) string {
	return takersOf(func(m centrality.Measure) bool { return slices.Contains(m.Takes, p) })
}

func takersOf(takes func(centrality.Measure) bool) string {
	var names []string
	for _, m := range centrality.Measures() {
		if takes(m) {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return "no measure"
	}
	return joinWords(names, "and")
}

// options are the flags as the options of a measure, which must take all that are given.
func (o *rankOptions) options(m centrality.Measure) (centrality.Options, error) {
	opts := centrality.Options{
		Weighted: o.weighted, Normalised: o.normalised,
		Epsilon: o.epsilon, Delta: o.delta, Seed: uint64(max(o.seed, 0)),
		Attenuation: o.attenuation, Damping: o.damping, Tolerance: o.tolerance, MaxIterations: o.iterations,
	}
	for _, p := range o.parameters() {
		if p.given && !p.takes(m) {
			return opts, hint(fmt.Errorf("%s means nothing to %s", p.flag, m.Name), "it is for "+takersOf(p.takes))
		}
	}
	switch {
	case o.epsilon == 0 && o.delta != 0:
		return opts, hint(errors.New("--delta is for estimates, and without --epsilon the values are exact"), "say how near they must be: --epsilon 0.01")
	case o.epsilon == 0 && o.seed != unseeded:
		return opts, hint(errors.New("--seed is for estimates, and without --epsilon the values are exact"), "say how near they must be: --epsilon 0.01")
	case o.epsilon != 0 && o.by == byType:
		return opts, errors.New("--epsilon makes one estimate, and --by type many rankings; say which type with --type")
	case o.by == byClassification && m.Of == centrality.Relationships:
		return opts, hint(fmt.Errorf("--by classification ranks organisations, and %s is a measure of relationships", m.Name),
			"--by type ranks the relationships of each type", "the measures of organisations are "+joinWords(measureNames(centrality.Organisations), "and"))
	}
	if o.epsilon != 0 && o.by == "" {
		opts.Top = o.top
	}
	if o.direction != "" {
		direction, err := graph.ParseDirection(o.direction)
		if err != nil {
			return opts, err
		}
		opts.Direction = &direction
	}
	return opts, nil
}
