// Package chronology tells what happens in a map, and when: what begins, ends, is renamed, and is attested.
//
// # Vocabulary
//
// An [Event] is one thing that a map says of one day, month or year: an organisation is founded, dissolved, renamed or
// succeeded by another; a relationship begins or ends; and, of what has no date of its own, which source is the first
// and which the last to attest it. An event cites the sources that say so. A source attests what its passages support,
// at the date of the source ([graph.Source.Date]), and organisations by its passages about their relationships too. A
// [Span] is all of that for one organisation or relationship: from when to when, and when attested.
//
// # Invariants
//
// Events are in the order of their dates ([graph.Date.Compare]), at the same date in the order of [Kinds], and then of
// the graph, organisations first. What has no date is no event: [Undated] counts it.
package chronology

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
)

// Kind is what happens.
type Kind uint8

const (
	Founded       Kind = iota // an organisation, or a predecessor that it is one with; its founding date
	Begins                    // a relationship; its start date
	Renamed                   // an organisation; the end of another name of it, or the start of one that is in use
	Succeeded                 // an organisation, by another
	FirstAttested             // an organisation or relationship without a beginning, by its earliest source
	LastAttested              // one without an end, by its latest source, where that is another date
	Ends                      // a relationship; its end date
	Dissolved                 // an organisation; its dissolution date
)

// kinds is the table of kinds: the name by which programs know one, and the words for people.
var kinds = [...]struct{ name, label string }{
	Founded:       {"founded", "founded"},
	Begins:        {"begins", "begins"},
	Renamed:       {"renamed", "renamed"},
	Succeeded:     {"succeeded", "succeeded"},
	FirstAttested: {"first-attested", "first attested"},
	LastAttested:  {"last-attested", "last attested"},
	Ends:          {"ends", "ends"},
	Dissolved:     {"dissolved", "dissolved"},
}

// Kinds returns every kind, in the order in which events of one date stand.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// String is the name of the kind, such as "first-attested".
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k].name
	}
	return fmt.Sprintf("Kind(%d)", k)
}

// Label is the kind in words, such as "first attested".
func (k Kind) Label() string {
	if int(k) < len(kinds) {
		return kinds[k].label
	}
	return k.String()
}

// ParseKind reads a kind by its name.
func ParseKind(s string) (Kind, error) {
	var names []string
	for i, kind := range kinds {
		if kind.name == s {
			return Kind(i), nil
		}
		names = append(names, kind.name)
	}
	return 0, &graph.UnknownError{What: "kind of event", Value: s, Suggestions: graph.Suggest(s, names), Known: names}
}

// MarshalText implements [encoding.TextMarshaler].
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (k *Kind) UnmarshalText(text []byte) (err error) {
	*k, err = ParseKind(string(text))
	return err
}

// Event is one thing that happens, to an organisation or a relationship.
type Event struct {
	Date         graph.Date
	Kind         Kind
	Organisation graph.Node // or -1; of Succeeded, the one that is succeeded
	Relationship graph.Edge // or -1; of Succeeded, the relationship that says so
	// Of Renamed, Was and Is are the names before and after. Was is "" where the map does not say the name before, or
	// where Is is a further name beside the one that stays; Is is "" where the map does not say the name after. Of
	// Succeeded, they are the short names of the two. Of Founded, Is is the name of a [Predecessor] that was founded then, and
	// "" where it was the organisation itself.
	Was, Is string
	Sources []string // ids of the sources that say so, in the order of the evidence; may be empty
}

// Span is when an organisation or a relationship was there.
type Span struct {
	// From and To are the first and the last date: those that the map says or, where it does not, the first and the last
	// from which it is known. Unknown where nothing has a date.
	From, To graph.Date
	// FromKnown and ToKnown say that the map itself gives the date: the founding, the start; the dissolution, the end.
	FromKnown, ToKnown bool
	// Attested is the dates of the sources, in order, each once; nil where none has one.
	Attested []graph.Date
}
