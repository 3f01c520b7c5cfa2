package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// named is how many organisations a message names before it counts.
const named = 8

// whyNot says that there is no path, what can be reached, and what would make a path.
func (s *search) whyNot(ctx context.Context) (why string, hints []string, err error) {
	p, err := s.part(s.filter)
	if err != nil {
		return "", nil, err
	}
	why = fmt.Sprintf("no %s from %s to %s", firstOf(s.noun, "path"), s.from.inWords(s.whole), s.to.inWords(s.whole))
	if len(s.through) > 0 {
		why += " through " + ends{ids: s.through}.inWords(s.whole)
	}
	if s.maxHops > 0 {
		why += fmt.Sprintf(" of at most %s", countOf(s.maxHops, "relationship", "relationships"))
	}
	if len(p.from) == 0 {
		hints = append(hints, "the filters leave out "+s.from.inWords(s.whole))
	}
	if len(p.to) == 0 && !(s.from.single() && s.to.single() && s.from.ids[0] == s.to.ids[0]) {
		hints = append(hints, "the filters leave out "+s.to.inWords(s.whole))
	}
	if len(p.lost) > 0 {
		hints = append(hints, "the filters leave out "+namesOf(s.whole, p.lost)+", which paths are to pass")
	}
	if len(p.from) > 0 {
		hint, err := s.reachable(ctx, p)
		if err != nil {
			return "", nil, err
		}
		hints = append(hints, hint)
	}
	more, err := s.whatWould(ctx)
	return why, append(hints, more...), err
}

// reachable says what can be reached from where the paths begin.
func (s *search) reachable(ctx context.Context, p *part) (string, error) {
	var reached []graph.Node
	for _, from := range p.from {
		some, err := path.Reachable(ctx, p.graph, from, path.Options{Direction: s.direction, MaxHops: s.maxHops})
		if err != nil {
			return "", err
		}
		for _, r := range some {
			if r.Hops > 0 && !slices.Contains(p.from, r.Node) && !slices.Contains(reached, r.Node) {
				reached = append(reached, r.Node)
			}
		}
	}
	within := ""
	if s.maxHops > 0 {
		within = " within " + countOf(s.maxHops, "relationship", "relationships")
	}
	return "from " + s.from.inWords(s.whole) + " one reaches " + namesOf(p.graph, reached) + within, nil
}

// namesOf names organisations, the first few of many.
func namesOf(g *graph.Graph, nodes []graph.Node) string {
	var names []string
	for _, n := range nodes {
		names = append(names, g.ShortName(n))
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
	one := s.asked
	one.k, one.all, one.limit = 1, false, 1
	try := func(o *filter, which asked, say string) error {
		found, err := s.run(ctx, o, which)
		if err == nil && len(found.all) > 0 && found.all[0].Hops > 0 { // no relationships lead from an organisation to itself
			hints = append(hints, fmt.Sprintf("%s there is a %s of %s", say, firstOf(s.noun, "path"),
				countOf(found.all[0].Hops, "relationship", "relationships")))
		}
		return err
	}
	type change struct {
		given bool
		say   string
		to    func(*asked)
	}
	for _, c := range []change{
		{len(s.through) > 0, "without --through", func(a *asked) { a.through = nil }},
		{s.maxHops > 0, "without --max-hops", func(a *asked) { a.maxHops = 0 }},
		{s.direction != graph.Both, "with --direction both", func(a *asked) { a.direction = graph.Both }},
	} {
		if c.given {
			which := one
			c.to(&which)
			if err := try(s.filter, which, c.say); err != nil {
				return nil, err
			}
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
		if err := try(w.filter, one, say); err != nil {
			return nil, err
		}
	}
	if len(hints) == before {
		err = try(&filter{}, one, "without any filter")
	}
	return hints, err
}
