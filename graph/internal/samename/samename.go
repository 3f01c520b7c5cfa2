// Package samename finds the organisations of two maps that have one name and different ids.
package samename

import (
	"cmp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// Pair is an organisation of each of two graphs, and the name by which they are one.
type Pair struct {
	First, Second graph.Node
	Name          string // as the first graph has it, the first such in the order of its names
}

const none, several graph.Node = -1, -2

// Pairs returns the organisations among those that are free, in either graph, that share a name which no other
// organisation of either graph has: one of name, short name and other names, compared by [graph.NormaliseName]; the
// id where there is no name. An organisation whose names lead to several is left out, and so are those that it might
// be. The order is that of the first graph. O(total length of all names).
func Pairs(first, second *graph.Graph, freeFirst, freeSecond func(graph.Node) bool) []Pair {
	type owners struct{ first, second graph.Node }
	named := map[string]owners{}
	of := func(name string) owners {
		if who, ok := named[key(name)]; ok {
			return who
		}
		return owners{none, none}
	}
	for n, o := range first.Organisations() {
		for _, name := range namesOf(&o) {
			who := of(name)
			add(&who.first, n)
			named[key(name)] = who
		}
	}
	for n, o := range second.Organisations() {
		for _, name := range namesOf(&o) {
			who := of(name)
			add(&who.second, n)
			named[key(name)] = who
		}
	}
	toSecond := make([]graph.Node, first.NumOrganisations())
	for i := range toSecond {
		toSecond[i] = none
	}
	toFirst := make([]graph.Node, second.NumOrganisations())
	for i := range toFirst {
		toFirst[i] = none
	}
	for _, who := range named { // in any order: what comes out does not depend on it
		if who.first >= 0 && who.second >= 0 && freeFirst(who.first) && freeSecond(who.second) {
			add(&toSecond[who.first], who.second)
			add(&toFirst[who.second], who.first)
		}
	}
	var pairs []Pair
	for i, other := range toSecond {
		n := graph.Node(i)
		if other < 0 || toFirst[other] != n {
			continue
		}
		o := first.Organisation(n)
		at := slices.IndexFunc(namesOf(&o), func(name string) bool {
			return named[key(name)] == owners{n, other}
		})
		pairs = append(pairs, Pair{n, other, namesOf(&o)[at]})
	}
	return pairs
}

// add notes that a name leads to an organisation.
func add(to *graph.Node, n graph.Node) {
	if *to == none || *to == n {
		*to = n
	} else {
		*to = several
	}
}

func key(name string) string { return graph.NormaliseName(name) }

// namesOf returns what an organisation is called: its id is a name where it has no other.
func namesOf(o *graph.Organisation) []string {
	names := []string{cmp.Or(o.Name, o.ID), o.ShortName}
	for _, other := range o.OtherNames {
		names = append(names, other.Name)
	}
	// Some name may be nothing but marks that nobody sees.
	return slices.DeleteFunc(names, func(name string) bool { return key(name) == "" })
}
