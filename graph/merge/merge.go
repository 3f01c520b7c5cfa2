// Package merge makes one map of two.
//
// # Vocabulary
//
// Of two graphs, one is called the first and the other the second. Records that are the same thing in both are
// matched and become one record. Where the two say different things about it, that is a [Conflict]. A conflict is
// decided for one [Side], or it is undecided and there is no graph. A [Match] is of two records that have different
// ids.
//
// # Invariants
//
// Nothing is lost: what only one of the two says is taken, lists are united, and a name that is decided against is
// kept as another name. Nothing is decided silently: every conflict, every match by anything but an id, and what was kept
// apart and may be one, is in the [Result], and so is every [Doubt] about
// what was matched by its id, or was not matched at all. The order is that of the first graph, and then that of the second for
// what only that has: the same two
// graphs give the same result. A graph merged with itself is itself.
package merge

import (
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/assembly"
)

// Side says which of two graphs decides a conflict.
type Side string

const (
	Neither Side = ""
	First   Side = "first"
	Second  Side = "second"
)

// Sides returns the sides that can be preferred.
func Sides() []Side { return []Side{First, Second} }

// Options says how two maps are merged. The zero value decides nothing.
type Options struct {
	// Prefer decides all conflicts.
	Prefer Side
	// IDsAlone matches organisations and sources by their ids alone.
	IDsAlone bool
	// File, if set, returns what the result calls the saved copy of a source, [graph.Source].File, that the
	// map of a side calls file: the two may lie in different folders.
	File func(of Side, file string) string
}

// Result is one map of two, or what stands against it.
type Result struct {
	// Graph is nil where a conflict is undecided.
	Graph *graph.Graph `json:"-"`
	// Matched are organisations and then sources of different ids that were taken for one; whoever
	// knows them should confirm it.
	Matched []Match `json:"matched"`
	// Conflicts are those of the map, the classifications, types, sources, arrangements, organisations and
	// relationships, in the order of the first graph; of a record in the order of its fields.
	Conflicts []Conflict `json:"conflicts"`
	// Apart are relationships that were not taken for one, in the order of the first graph; whoever knows them may see that
	// they are.
	Apart []Apart `json:"apart"`
	// Doubts are records that may be two although they were taken for one, or one although they were not: organisations,
	// sources and relationships, in the order of the first graph.
	Doubts        []Doubt `json:"doubts"`
	Decided       Side    `json:"decided,omitzero"` // for which side, where there are conflicts
	Organisations Tally   `json:"organisations"`
	Relationships Tally   `json:"relationships"`
	Sources       Tally   `json:"sources"`
}

// Match is a record of either map that were taken for one although their ids differ. It has the id of the first.
type Match struct {
	Kind   string `json:"kind"`   // "organisation" or "source"
	First  string `json:"first"`  // its id there
	Second string `json:"second"` // its id there
	By     string `json:"by"`     // the name that both have; of a source, its title
}

// Conflict is a field about which two maps say different things. Only of dates may one of them say nothing: where the
// end that one says comes before the beginning that the other says, so that the two cannot both be taken.
type Conflict struct {
	Kind  string `json:"kind"`        // "map", "organisation", "relationship", "source", "type", "classification" or "arrangement"
	ID    string `json:"id"`          // in the first graph; "" of the map
	Field string `json:"field"`       // "classification[0]" of lists of which all is taken, but of which only one decides the sector
	Of    string `json:"of,omitzero"` // of an element of a list, which one: the other name "Box 500"
	A     string `json:"first"`       // what the first says, as a map file has it; "" where that is nothing
	B     string `json:"second"`      // what the second says, likewise; never both nothing
	// SourcesA and SourcesB are the ids of the sources that support the record in either graph, as the result has them.
	SourcesA []string `json:"first_sources"`
	SourcesB []string `json:"second_sources"`
}

// Apart is relationships of one type between the same two organisations of which each graph has some that the other
// has not, as their dates or labels differ: one since 2013 in the first graph, and one since 2013-05 in the second. The
// result has them all.
type Apart struct {
	From   string   `json:"from"` // the ids are those of the result
	To     string   `json:"to"`
	Type   string   `json:"type"`
	First  []string `json:"first"`  // of each in the first graph its label, if any, and dates: "supplies 2013/..", "/2005"
	Second []string `json:"second"` // likewise
}

// Tally counts the records of a kind by where they come from.
type Tally struct {
	Both   int `json:"both"`
	First  int `json:"first"`  // the first alone
	Second int `json:"second"` // the second alone
}

// Merge makes one map of two.
//
// Organisations are matched by id, and then by a name that no other organisation of either map has
// ([graph.NormaliseName] of name, short name and other names). Sources are matched by id, and then by URL and title
// together; types, classifications and arrangements by id. What is matched has the id of the first.
//
// Relationships are matched by an id that both maps give, or are one where they have the same ends, type and
// direction, and dates and labels of which none contradicts another, where there is one such in either map; those
// that are alike in dates and label are matched in their order. Otherwise both stay, as they do where one ended before
// the other began.
//
// What a relationship does not say is not told from the default: a weight of 1 is unsaid, and a status that is active
// contradicts one that is ended. It fails where a graph is nil, where opts.Prefer is no side, and where the union
// cannot be a map: types that are broader than each other, a type that forbids a relationship of the other map.
// O(records and their text).
func Merge(a, b *graph.Graph, opts Options) (*Result, error) {
	switch {
	case a == nil || b == nil:
		return nil, errors.New("two graphs are merged, and there is one at most")
	case opts.Prefer != Neither && opts.Prefer != First && opts.Prefer != Second:
		return nil, &graph.UnknownError{What: "side", Value: string(opts.Prefer), Known: []string{string(First), string(Second)}}
	}
	m := &merger{a: a, b: b, opts: opts, result: &Result{Matched: []Match{}, Conflicts: []Conflict{}, Apart: []Apart{}, Doubts: []Doubt{}}}
	m.matchOrganisations()
	m.matchSources()
	m.doubtOrganisations()
	m.mergeFrame()
	m.mergeOrganisations()
	m.mergeRelationships()
	if len(m.result.Conflicts) > 0 {
		if opts.Prefer == Neither {
			return m.result, nil
		}
		m.result.Decided = opts.Prefer
	}
	var err error
	settleIDs(m.union.Relationships)
	if m.result.Graph, err = m.union.Build(); err != nil {
		return nil, fmt.Errorf("the two cannot be one map: %w", err)
	}
	return m.result, nil
}

// merger is two graphs becoming one.
type merger struct {
	a, b   *graph.Graph
	opts   Options
	result *Result

	organisation []graph.Node      // by node of b: the node of a that it is, or -1
	source       map[string]string // by id in b: the id in a of one that has another there

	union assembly.Records // what the two become
}
