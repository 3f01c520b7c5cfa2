package chronology

import (
	"cmp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// NameAt returns the name of n that was in use at d: another name of it whose dates include d and which has an end, the
// one that ended first where there are several; else its name. An unknown d is today, and gives the name.
// O(other names of n).
func NameAt(g *graph.Graph, n graph.Node, d graph.Date) string {
	if d.IsZero() {
		return g.Name(n)
	}
	for _, former := range formerNames(g.Organisation(n).OtherNames) {
		if !d.Before(former.StartDate) && !former.EndDate.Before(d) {
			return former.Name
		}
	}
	return g.Name(n)
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
}

// renamings returns the changes of the names of o, in no order of dates: the ends of former names that it outlived; the
// starts of former names where no other ended; and the starts of further names that are in use.
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
			all = append(all, renaming{old.EndDate, old.Name, next})
		}
	}
	for i, next := range former {
		if begins(next, o) && !begun[i] {
			all = append(all, renaming{next.StartDate, "", next.Name})
		}
	}
	for _, further := range o.OtherNames {
		if further.EndDate.IsZero() && begins(further, o) {
			all = append(all, renaming{further.StartDate, "", further.Name})
		}
	}
	return all
}

// begins reports whether a name came into use after the organisation was founded.
func begins(name graph.OtherName, o *graph.Organisation) bool {
	return !name.StartDate.IsZero() && (o.FoundingDate.IsZero() || o.FoundingDate.Before(name.StartDate))
}
