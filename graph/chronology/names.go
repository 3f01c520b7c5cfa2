package chronology

import (
	"cmp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// NameAt returns the name of n that was in use at d: another name of it whose dates include d and which has an end, the
// one that ended first where there are several; else its name. Of names that ended at the same date it is the one that
// began first, a beginning that is unknown being the earliest, and then the one that the map gives first: that the others
// were in use too is for the reader of the other names. An unknown d is today, and gives the name. O(other names of n).
func NameAt(g *graph.Graph, n graph.Node, d graph.Date) string {
	others := g.OtherNames(n)
	if d.IsZero() || len(others) == 0 {
		return g.Name(n)
	}
	for _, former := range formerNames(others) {
		if !d.Before(former.StartDate) && !former.EndDate.Before(d) {
			return former.Name
		}
	}
	return g.Name(n)
}

// NameFrom returns the name of n that was in use from d on: on the day of a handover, which is the last of one name and the
// first of another, what begins is named by the other, and what ends by the one that [NameAt] gives. Where n itself was
// over with a name, it had no other. O(other names of n).
func NameFrom(g *graph.Graph, n graph.Node, d graph.Date) string {
	others := g.OtherNames(n)
	if d.IsZero() || len(others) == 0 {
		return g.Name(n)
	}
	over := g.Organisation(n).DissolutionDate
	for _, former := range formerNames(others) {
		last := !over.IsZero() && !former.EndDate.Before(over)
		if !d.Before(former.StartDate) && (d.Before(former.EndDate) || last && !former.EndDate.Before(d)) {
			return former.Name
		}
	}
	return g.Name(n)
}

// Predecessor is the note of another name that was that of an organisation of its own, which this one goes on for: the name
// began when that was founded, and was no new one of this.
const Predecessor = "name of a predecessor"

// shortFor begins the note of another name that is the short one of a name that was in use once; that name follows.
const shortFor = "short for "

// ShortFor returns the note of another name that says what it is short for: the full name that was in use at the same
// time.
func ShortFor(name string) string { return shortFor + name }

// ShortNameAt returns the short name of n that was in use at d: where [NameAt] gives its name, its short name; else another
// name of it whose note says that it is [ShortFor] that name, or that name itself where there is none, for what is short
// for today's name need not be for an earlier one. O(other names of n).
func ShortNameAt(g *graph.Graph, n graph.Node, d graph.Date) string {
	return shortOrName(g, n, NameAt(g, n, d))
}

// ShortNameFrom returns the short name of n that was in use from d on, as [ShortNameAt] does of [NameFrom]. O(other names of n).
func ShortNameFrom(g *graph.Graph, n graph.Node, d graph.Date) string {
	return shortOrName(g, n, NameFrom(g, n, d))
}

// shortOrName returns the short name of n of the time when it had a name, or that name where there is none.
func shortOrName(g *graph.Graph, n graph.Node, then string) string {
	if then == g.Name(n) {
		return g.ShortName(n)
	}
	if short := shortOf(g, n, then); short != "" {
		return short
	}
	return then
}

// shortOf returns the other name of n whose note says that it is short for a name, or "".
func shortOf(g *graph.Graph, n graph.Node, name string) string {
	key := graph.NormaliseName(ShortFor(name))
	for _, other := range g.OtherNames(n) {
		if graph.NormaliseName(other.Note) == key {
			return other.Name
		}
	}
	return ""
}

// Named returns g with the names that were in use at d ([NameAt], [ShortNameAt]): the same organisations and relationships
// by number, id and order. The name and the short name of today are among the other names of those that were called
// otherwise, so that they are found by them; the other names that they have stay. It is g itself where all were called as they are
// today, and where d is unknown; Named of the result, at the same date, is the result. O(organisations + text).
func Named(g *graph.Graph, d graph.Date) (*graph.Graph, error) {
	if d.IsZero() {
		return g, nil
	}
	names := map[graph.Node]graph.Names{}
	for n := range g.Nodes() {
		then := NameAt(g, n, d)
		if then == g.Name(n) {
			continue
		}
		others := slices.Clone(g.OtherNames(n))
		formers := formerNames(others)
		today, short := g.Name(n), g.ShortName(n)
		others = addName(others, graph.OtherName{Name: today, StartDate: formers[len(formers)-1].EndDate})
		if short != today {
			others = addName(others, graph.OtherName{Name: short, Note: ShortFor(today)})
		}
		names[n] = graph.Names{Name: then, ShortName: shortOf(g, n, then), OtherNames: others}
	}
	return g.Renamed(names)
}

// addName adds a name, unless it is there.
func addName(names []graph.OtherName, name graph.OtherName) []graph.OtherName {
	if slices.ContainsFunc(names, func(other graph.OtherName) bool { return other.Name == name.Name }) {
		return names
	}
	return append(names, name)
}

// formerNames returns the names that have an end, in the order of their ends.
func formerNames(names []graph.OtherName) []graph.OtherName {
	var former []graph.OtherName
	for _, name := range names {
		if !name.EndDate.IsZero() {
			former = append(former, name)
		}
	}
	slices.SortStableFunc(former, func(a, b graph.OtherName) int {
		return cmp.Or(a.EndDate.Compare(b.EndDate), a.StartDate.Compare(b.StartDate))
	})
	return former
}

// renaming is a change of name.
type renaming struct {
	date    graph.Date
	was, is string
	founded bool // is was the name of a predecessor, which was founded then
}

// renamings returns the changes of the names of o, in no order of dates: the ends of former names that it outlived; the
// starts of former names where no other ended; and the starts of further names that are in use. Those of a predecessor began with
// its founding.
func renamings(o *graph.Organisation, name string) []renaming {
	former := formerNames(o.OtherNames)
	var all []renaming
	begun := make([]bool, len(former)) // as what another became
	for i, old := range former {
		if !o.DissolutionDate.IsZero() && !old.EndDate.Before(o.DissolutionDate) {
			continue // it ended with that name
		}
		next := name
		for j := i + 1; j < len(former); j++ {
			if former[j].EndDate.Compare(old.EndDate) == 0 {
				continue
			}
			if next = former[j].Name; old.EndDate.Before(former[j].StartDate) {
				next = "" // there is a time in between
			} else {
				begun[j] = true
			}
			break
		}
		if next != old.Name {
			all = append(all, renaming{date: old.EndDate, was: old.Name, is: next})
		}
	}
	for i, next := range former {
		if begins(next, o) && !begun[i] {
			all = append(all, renaming{date: next.StartDate, is: next.Name, founded: next.Note == Predecessor})
		}
	}
	for _, further := range o.OtherNames {
		if further.EndDate.IsZero() && begins(further, o) {
			all = append(all, renaming{date: further.StartDate, is: further.Name, founded: further.Note == Predecessor})
		}
	}
	return all
}

// begins reports whether a name came into use after the organisation was founded.
func begins(name graph.OtherName, o *graph.Organisation) bool {
	return !name.StartDate.IsZero() && (o.FoundingDate.IsZero() || o.FoundingDate.Before(name.StartDate))
}
