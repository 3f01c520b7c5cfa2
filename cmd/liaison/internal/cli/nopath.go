package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// named is how many organisations a message names before it counts.
const named = 8

// hintTime is how long may be tried what would make a path, and oneHintTime how long each thing of that.
const hintTime, oneHintTime = 5 * time.Second, time.Second

// whyNot says that there is no path, what can be reached, and what would make a path, as far as that is soon found.
func (s *search) whyNot(ctx context.Context) (why string, hints []string, err error) {
	p, err := s.part(s.filter, s.through)
	if err != nil {
		return "", nil, err
	}
	why = fmt.Sprintf("no %s from %s to %s", cmp.Or(s.noun, "path"), s.from.inWords(s.whole), s.to.inWords(s.whole))
	if len(s.through) > 0 {
		why += " through " + ends{ids: s.through}.inWords(s.whole)
	}
	if s.maxHops > 0 {
		why += fmt.Sprintf(" of at most %s", countOf(s.maxHops, "relationship", "relationships"))
	}
	trying, stop := withTimeout(ctx, hintTime)
	defer stop()
	switch hint, err := s.reachable(trying, p); {
	case err == nil:
		hints = append(hints, hint)
	case !tooMuch(err):
		return "", nil, err
	}
	more, err := s.whatWould(trying)
	if errors.Is(ctx.Err(), context.Canceled) {
		err = ctx.Err() // an interruption, whatever its cause is called
	}
	return why, append(hints, more...), err
}

// checkThere returns an error where the filters leave out an organisation that the question names, or all of a class.
func (s *search) checkThere() error {
	p, err := s.part(s.filter, s.through)
	if err != nil {
		return err
	}
	var left ends
	var nodes []graph.Node
	for _, e := range []ends{s.from, s.to, {ids: s.through}} {
		for _, id := range e.ids {
			if _, ok := p.graph.NodeByID(id); !ok && !slices.Contains(left.ids, id) {
				n, _ := s.whole.NodeByID(id)
				left.add(id)
				nodes = append(nodes, n)
			}
		}
		for _, class := range e.classes {
			of := ends{classes: []string{class}}
			if len(of.members(p.graph)) == 0 && len(of.members(s.whole)) > 0 && !slices.Contains(left.classes, class) {
				left.classes = append(left.classes, class)
			}
		}
	}
	if len(left.ids)+len(left.classes) == 0 {
		return nil
	}
	return s.filter.leaveOut(s.whole, left.inWords(s.whole), "which the question is about", nodes...)
}

// notThereAt says why an organisation is not there at a date, if it is not.
func notThereAt(g *graph.Graph, n graph.Node, d graph.Date) []string {
	if d.IsZero() || g.IsThereAt(n, d) {
		return nil
	}
	o := g.Organisation(n)
	switch {
	case !d.Before(g.KnownFrom(n)):
		return []string{fmt.Sprintf("%s was dissolved in %s", g.ShortName(n), o.DissolutionDate)}
	case !o.FoundingDate.IsZero():
		return []string{fmt.Sprintf("%s was founded in %s", g.ShortName(n), o.FoundingDate)}
	}
	return []string{fmt.Sprintf("the sources of the map speak of %s from %s on, and say nothing of when it began", g.ShortName(n), g.KnownFrom(n))}
}

// reachable says what can be reached from where the paths begin.
func (s *search) reachable(ctx context.Context, p *part) (string, error) {
	all, err := path.ReachableFromAny(ctx, p.graph, p.from, path.Options{Direction: s.direction, MaxHops: s.maxHops, Memory: mostMemory})
	if err != nil {
		return "", err
	}
	var reached []graph.Node
	for _, r := range all {
		if r.Hops > 0 {
			reached = append(reached, r.Node)
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
	return firstFew(names)
}

// firstFew joins names, the first few of many.
func firstFew(names []string) string {
	if len(names) > named {
		names = append(names[:named:named], countOf(len(names)-named, "other", "others"))
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

// whatWould tries what the user could change, one thing at a time. What takes too much to find out is left out.
func (s *search) whatWould(ctx context.Context) (hints []string, err error) {
	one := s.asked
	one.k, one.all, one.limit = 1, false, 1
	try := func(o *filter, which asked, say string) error {
		ctx, stop := withTimeout(ctx, oneHintTime)
		defer stop()
		found, err := s.run(ctx, o, which)
		if err == nil && len(found.all) > 0 && found.all[0].Hops > 0 { // no relationships lead from an organisation to itself
			hints = append(hints, fmt.Sprintf("%s there is a %s of %s", say, cmp.Or(s.noun, "path"),
				countOf(found.all[0].Hops, "relationship", "relationships")))
		}
		if tooMuch(err) {
			return nil
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
