package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// search is the question for a path.
type search struct {
	noun     string // what a path is called, where that is not "path"
	whole    *graph.Graph
	filter   *filter
	from, to string
	opts     path.Options
}

// run returns the shortest path, or nil where there is none.
func (s *search) run(ctx context.Context, o *filter, opts path.Options) (*route, error) {
	g, from, to, err := s.part(o)
	if err != nil || from < 0 || to < 0 {
		return nil, err
	}
	p, ok, err := path.Shortest(ctx, g, from, to, opts)
	if err != nil || !ok {
		return nil, err
	}
	return newRoute(g, p), nil
}

// part returns what the filters keep, and the two ends in it, or -1 for one that the filters leave out.
func (s *search) part(o *filter) (g *graph.Graph, from, to graph.Node, err error) {
	selection, err := o.selection(s.whole)
	if err != nil {
		return nil, 0, 0, err
	}
	selection.KeepIsolated = true // an end that no relationship is left of is still there
	if g, err = s.whole.Select(selection); err != nil {
		return nil, 0, 0, err
	}
	end := func(id string) graph.Node {
		if n, ok := g.NodeByID(id); ok {
			return n
		}
		return -1
	}
	return g, end(s.from), end(s.to), nil
}

// named is how many organisations a message names before it counts.
const named = 8

// whyNot says that there is no path, what can be reached, and what would make a path.
func (s *search) whyNot(ctx context.Context) (why string, hints []string, err error) {
	g, from, to, err := s.part(s.filter)
	if err != nil {
		return "", nil, err
	}
	name := func(id string) string {
		n, _ := s.whole.NodeByID(id)
		return s.whole.ShortName(n)
	}
	why = fmt.Sprintf("no %s from %s to %s", firstOf(s.noun, "path"), name(s.from), name(s.to))
	if s.opts.MaxHops > 0 {
		why += fmt.Sprintf(" of at most %s", countOf(s.opts.MaxHops, "relationship", "relationships"))
	}
	if from < 0 {
		hints = append(hints, "the filters leave out "+name(s.from))
	}
	if to < 0 && s.to != s.from {
		hints = append(hints, "the filters leave out "+name(s.to))
	}
	if from >= 0 {
		reached, err := path.Reachable(ctx, g, from, s.opts)
		if err != nil {
			return "", nil, err
		}
		within := ""
		if s.opts.MaxHops > 0 {
			within = " within " + countOf(s.opts.MaxHops, "relationship", "relationships")
		}
		hints = append(hints, "from "+name(s.from)+" one reaches "+namesOf(g, reached)+within)
	}
	more, err := s.whatWould(ctx)
	return why, append(hints, more...), err
}

// namesOf names what can be reached, without where one starts.
func namesOf(g *graph.Graph, reached []path.Reached) string {
	var names []string
	for _, r := range reached {
		if r.Hops > 0 {
			names = append(names, g.ShortName(r.Node))
		}
	}
	if len(names) == 0 {
		return "nothing"
	}
	if len(names) > named {
		return joinWords(append(names[:named:named], countOf(len(names)-named, "other", "others")), "and")
	}
	return joinWords(names, "and")
}

// unless says that a filter is not given, "without --type"; of one that takes organisations away, it names these:
// "if MI5 is not left out (--without),".
func (s *search) unless(flag string) (string, error) {
	var values []string
	verb := ""
	switch flag {
	case "--without":
		values, verb = s.filter.without, "left out"
	case "--avoid":
		values, verb = s.filter.avoid, "avoided"
	default:
		return "without " + flag, nil
	}
	ids, err := expandNames(s.whole, values)
	if err != nil {
		return "", err
	}
	var names []string
	for _, id := range ids {
		n, _ := s.whole.NodeByID(id)
		if name := s.whole.ShortName(n); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	is := oneOrMany(len(names), "is", "are")
	if len(names) > named+1 {
		names = append(names[:named:named], countOf(len(names)-named, "other", "others"))
	}
	return fmt.Sprintf("if %s %s not %s (%s),", joinWords(names, "and"), is, verb, flag), nil
}

// whatWould tries what the user could change, one thing at a time.
func (s *search) whatWould(ctx context.Context) (hints []string, err error) {
	try := func(o *filter, opts path.Options, say string) error {
		r, err := s.run(ctx, o, opts)
		if r != nil && r.Hops > 0 { // no relationships lead from an organisation to itself
			hints = append(hints, fmt.Sprintf("%s there is a %s of %s", say, firstOf(s.noun, "path"), countOf(r.Hops, "relationship", "relationships")))
		}
		return err
	}
	if s.opts.MaxHops > 0 {
		opts := s.opts
		opts.MaxHops = 0
		if err := try(s.filter, opts, "without --max-hops"); err != nil {
			return nil, err
		}
	}
	if s.opts.Direction != graph.Both {
		opts := s.opts
		opts.Direction = graph.Both
		if err := try(s.filter, opts, "with --direction both"); err != nil {
			return nil, err
		}
	}
	if !s.filter.isSet() {
		return hints, nil
	}
	before := len(hints)
	for _, w := range s.filter.withoutEach() {
		say, err := s.unless(w.flag)
		if err != nil {
			return nil, err
		}
		if err := try(w.filter, s.opts, say); err != nil {
			return nil, err
		}
	}
	if len(hints) == before {
		err = try(&filter{}, s.opts, "without any filter")
	}
	return hints, err
}
