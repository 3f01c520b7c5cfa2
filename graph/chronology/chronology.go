// Package chronology tells what happens in a map, and when: what begins, ends, is renamed, and is attested.
//
// # Vocabulary
//
// An [Event] is one thing that a map says of one day, month or year: an organisation is founded, dissolved, renamed or
// succeeded by another; a relationship begins or ends; and, of what has no date of its own, which source is the first
// and which the last to attest it. An event cites the sources that say so.
//
// # Invariants
//
// Events are in the order of their dates ([graph.Date.Compare]), at the same date in the order of [Kinds], and then of
// the graph. What has no date is no event: [Undated] counts it.
package chronology

import "github.com/liaisongraph/liaison/graph"

// Kind is what happens.
type Kind uint8

const (
	Founded       Kind = iota // an organisation; its founding date
	Begins                    // a relationship; its start date
	Renamed                   // an organisation; the end of another name of it, or the start of one that is in use
	Succeeded                 // an organisation, by another
	FirstAttested             // an organisation or relationship without a beginning, by its earliest source
	LastAttested              // one without an end, by its latest source, where that is another date
	Ends                      // a relationship; its end date
	Dissolved                 // an organisation; its dissolution date
)

// Event is one thing that happens, to an organisation or a relationship.
type Event struct {
	Date         graph.Date
	Kind         Kind
	Organisation graph.Node // or -1
	Relationship graph.Edge // or -1; of Succeeded, the relationship that says so
	Was, Is      string     // of Renamed, the names before and after; of Succeeded, the short names of the two
	Sources      []string   // ids of the sources that say so, in the order of the evidence; may be empty
}
