package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/fold"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// filter is the flags that every command has that reads a map: which part of it to look at.
type filter struct {
	types, notTypes, classes, sources []string
	statuses, confidences             []string
	around, without                   []string
	avoid                             []string // the same as without, by another name
	hops                              int
	asOf                              graph.Date
	mergeSuccessors                   bool
	namesOfToday                      bool   // whatever the date: what is told has the names of its own dates
	nothing                           string // what to say where nothing is left, if it is not the user who filters
}

func (o *filter) flags(f *flags) {
	f = f.under(headingFilters)
	f.list(&o.types, "type", "type", nil, "keep relationships of `TYPE` or a narrower one", completeTypes)
	f.list(&o.notTypes, "not-type", "type", nil, "leave out relationships of `TYPE` or a narrower one", completeTypes)
	f.list(&o.classes, "class", "classification", nil, "keep organisations of `CLASS` or a narrower one", completeClassifications)
	f.list(&o.sources, "source", "source", nil, "keep relationships with evidence in `SOURCE`", completeSources)
	f.list(&o.statuses, "status", "status", words(graph.Statuses()), "keep relationships of `STATUS`: "+joinWords(words(graph.Statuses()), "or"), nil)
	f.list(&o.confidences, "confidence", "confidence", words(graph.Confidences()), "keep relationships of `LEVEL`: "+joinWords(words(graph.Confidences()), "or"), nil)
	f.add((*dateValue)(&o.asOf), "as-of", "", "keep what is known to hold at `DATE`, such as 2014, 2014-05 or 2014-05-13, by the names of that time; --status says whether what is ended without a date, or only proposed, is wanted", nil)
	f.names(&o.around, "around", "keep what is near `ORG`: see --hops")
	f.number(&o.hops, "hops", "", 1, "how many relationships away --around reaches, `N`; 1 unless said")
	f.names(&o.without, "without", "leave out `ORG` with its relationships")
	f.on(&o.mergeSuccessors, "merge-successors", "", "show organisations that succeed one another as one, by the name of the last or, with --as-of, of the one at that time; this comes before all other filters")
}

// readMap reads the map that the user means, with successors as one where that is asked for.
func (o *filter) readMap(ctx context.Context, a *app) (*mapfile.Map, error) {
	m, err := a.readMap(ctx)
	if err != nil {
		return nil, err
	}
	return o.united(m, func(what string) { a.say(what) })
}

// united returns a map with successors as one where that is asked for, and says what stays apart. The positions of the
// result are those of the map.
func (o *filter) united(m *mapfile.Map, say func(string)) (*mapfile.Map, error) {
	if !o.mergeSuccessors {
		return m, nil
	}
	folded, lineages, err := fold.Successors(m.Graph)
	if err != nil {
		return nil, err
	}
	if folded.Graph == m.Graph && len(lineages) == 0 {
		say("no organisation of the map succeeded another, so that --merge-successors changes nothing")
	}
	for _, l := range lineages {
		if why := apartInWords(m.Graph, l); why != "" {
			say(why)
		}
	}
	one := *m
	one.Graph = folded.Graph
	return &one, nil
}

// apartInWords says why organisations that succeed one another are not shown as one, or "" where they are.
func apartInWords(g *graph.Graph, l fold.Lineage) string {
	var names []string
	for _, n := range l.Of {
		names = append(names, g.ShortName(n))
	}
	switch l.Apart {
	case fold.Split:
		return names[0] + " stays apart: " + joinWords(names[1:], "and") + " succeeded it, so that it goes on in none of them alone"
	case fold.Circle:
		return joinWords(names, "and") + " stay apart: each succeeded another of them, in a circle, so that none is the last"
	}
	return ""
}

// words returns the names of some values.
func words[T interface{ String() string }](values []T) []string {
	var s []string
	for _, v := range values {
		s = append(s, v.String())
	}
	return s
}

// isSet reports whether any filter is given that leaves something out.
func (o *filter) isSet() bool {
	return len(o.types)+len(o.notTypes)+len(o.classes)+len(o.sources)+len(o.statuses)+
		len(o.confidences)+len(o.around)+len(o.without)+len(o.avoid) > 0 || !o.asOf.IsZero()
}

// given returns a filter flag that is given, or "".
func (o *filter) given() string {
	switch {
	case o.isSet():
		return o.withoutEach()[0].flag
	case o.hops > 0:
		return "--hops"
	case o.mergeSuccessors:
		return "--merge-successors"
	}
	return ""
}

// part returns the filters as what asks for a part of a map.
func (o *filter) part() *tell.Part {
	return &tell.Part{
		Types: o.types, NotTypes: o.notTypes, Classes: o.classes, Sources: o.sources,
		Statuses: o.statuses, Confidences: o.confidences,
		Around: o.around, Without: slices.Concat(o.without, o.avoid), Hops: o.hops, AsOf: o.asOf,
		MergeSuccessors: o.mergeSuccessors,
	}
}

// selection returns the filters as a selection of g.
func (o *filter) selection(g *graph.Graph) (graph.Selection, error) {
	s, err := o.part().Selection(g)
	if errors.Is(err, tell.ErrNoCentre) {
		err = hint(errors.New("--hops says how far to go from an organisation, and there is none"), "say which with --around ORG")
	}
	return s, err
}

// apply returns the part of g that the filters keep, with the names of the date that they ask for.
func (o *filter) apply(g *graph.Graph) (*graph.Graph, error) {
	s, err := o.selection(g)
	if err != nil {
		return nil, err
	}
	return o.choose(g, s)
}

// choose returns the part of g that a selection of the filters keeps.
func (o *filter) choose(g *graph.Graph, s graph.Selection) (*graph.Graph, error) {
	if o.namesOfToday {
		return g.Select(s)
	}
	return tell.Select(g, s)
}

// ask is what a question is about: the whole map, the part of it that the filters keep, in words, and an
// organisation, or -1.
type ask struct {
	whole, part *graph.Graph
	within      string
	org         graph.Node
}

// ask reads the map that the user means, and finds the organisation that the arguments name. One that the filters
// leave without relationships is still there, in a part that has all such.
func (o *filter) ask(ctx context.Context, a *app, args []string) (q ask, err error) {
	q.org = -1
	if len(args) == 0 {
		m, part, err := a.readPart(ctx, o)
		if err != nil {
			return q, err
		}
		q.whole, q.part = m.Graph, part
	} else {
		m, err := o.readMap(ctx, a)
		if err != nil {
			return q, err
		}
		q.whole = m.Graph
		n, err := q.whole.Find(args[0])
		if err != nil {
			return q, err
		}
		if q.part, err = o.apply(q.whole); err != nil {
			return q, err
		}
		var there bool
		if q.org, there = q.part.NodeByID(q.whole.ID(n)); !there {
			if q.part, q.org, err = partWith(q.whole, o, args[0]); err != nil {
				return q, err
			}
		}
	}
	q.within, err = o.inWords(q.whole)
	return q, err
}

// partWith returns the part of g that the filters keep, with an organisation that it is about, even where no
// relationship is left of it.
func partWith(g *graph.Graph, o *filter, name string) (*graph.Graph, graph.Node, error) {
	n, err := g.Find(name)
	if err != nil {
		return nil, 0, err
	}
	s, err := o.selection(g)
	if err != nil {
		return nil, 0, err
	}
	s.KeepIsolated = true
	part, err := o.choose(g, s)
	if err != nil {
		return nil, 0, err
	}
	there, ok := part.NodeByID(g.ID(n))
	if !ok {
		return nil, 0, o.leaveOut(g, g.ShortName(n), "which the question is about", n)
	}
	return part, there, nil
}

// leaveOut is the error of a command that is to deal with something, and whose filters leave that out: what the user asks
// for contradicts itself, and is no question with an answer. The nodes are the organisations that it is.
func (o *filter) leaveOut(g *graph.Graph, what, why string, nodes ...graph.Node) error {
	var hints, flags []string
	for _, n := range nodes {
		hints = append(hints, notThereAt(g, n, o.asOf)...)
	}
	for _, w := range o.withoutEach() {
		flags = append(flags, w.flag)
	}
	return hint(fmt.Errorf("the filters leave out %s, %s", what, why), append(hints, "the filters that are given: "+joinWords(flags, "and"))...)
}

// inWords says for people which part of g the filters keep, "around PSNI, within 1 step; as of 2019", or ""
// where none is given. The filters are such as apply has taken.
func (o *filter) inWords(g *graph.Graph) (string, error) { return o.part().InWords(g) }

// expandNames returns the ids of organisations that are given by their names, several in one value with
// commas between them.
func expandNames(g *graph.Graph, values []string) ([]string, error) { return tell.IDs(g, values) }

// without is a filter less one of its flags.
type without struct {
	flag   string
	filter *filter
}

// withoutEach returns the filter without each of the flags that are given, one at a time.
func (o *filter) withoutEach() []without {
	var all []without
	drop := func(flag string, given bool, forget func(*filter)) {
		if given {
			other := *o
			forget(&other)
			all = append(all, without{flag, &other})
		}
	}
	drop("--type", len(o.types) > 0, func(o *filter) { o.types = nil })
	drop("--not-type", len(o.notTypes) > 0, func(o *filter) { o.notTypes = nil })
	drop("--class", len(o.classes) > 0, func(o *filter) { o.classes = nil })
	drop("--source", len(o.sources) > 0, func(o *filter) { o.sources = nil })
	drop("--status", len(o.statuses) > 0, func(o *filter) { o.statuses = nil })
	drop("--confidence", len(o.confidences) > 0, func(o *filter) { o.confidences = nil })
	drop("--as-of", !o.asOf.IsZero(), func(o *filter) { o.asOf = graph.Date{} })
	drop("--around", len(o.around) > 0, func(o *filter) { o.around, o.hops = nil, 0 })
	drop("--without", len(o.without) > 0, func(o *filter) { o.without = nil })
	drop("--avoid", len(o.avoid) > 0, func(o *filter) { o.avoid = nil })
	return all
}
