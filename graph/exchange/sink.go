package exchange

import (
	"github.com/liaisongraph/liaison/graph"
)

// Sink takes what a reader finds, in the order of the file. A reader stops with the error that a Sink returns.
//
// Ids of organisations and relationships, types, classifications and statuses are those of the file, whatever their
// form: it is for the sink to make valid ones of them. What the records refer to may come later, or never. The slices of a
// record may be kept; the record itself is the reader's.
type Sink interface {
	Map(title, description string) error
	Classification(graph.Classification) error
	Type(graph.Type) error
	Source(graph.Source) error
	Arrangement(graph.Arrangement) error
	Organisation(*Organisation) error
	Relationship(*Relationship) error
	// Note takes what the reader has left out or made up, for the report: Note(12, "nested graph", "left out"), once for each time.
	Note(line int, what, done string) error
}

// Organisation is a record as a file has it.
type Organisation struct {
	graph.Organisation             // its ID as the file has it
	Extra              []Attribute // what the model has no field for, in the order of the file
	Line               int         // where it stands, from 1, or 0
	// Further says that it says more of the organisation where one of its ID has been there: they are united. Without it the first counts.
	Further bool
}

// Relationship is a record as a file has it.
type Relationship struct {
	graph.Relationship // its ID, From, To and Type as the file has them; Type may be ""
	// OwnID says that the ID is one that the map gives it. Ids without that are kept too, but for those that the graph makes
	// by itself, such as "sis:advice:mi5:2", and for mere counters.
	OwnID bool
	// Undirected says that the file has it without a direction, and nothing else says that it is mutual.
	Undirected bool
	// ReverseOf is the id of the relationship whose second arc this is, or "".
	ReverseOf string
	// Implied says that the file need not declare the ends: an organisation that is not there is made of its id. Without it the
	// relationship is left out. The report says either.
	Implied bool
	Extra   []Attribute
	Line    int
}

// Attribute is a named value.
type Attribute struct {
	Name  string
	Value Value
}

// onceNoted are the notes of a reader that are given once, however often what they tell of is there.
type onceNoted map[string]bool

func (n onceNoted) note(sink Sink, line int, what, done string) error {
	if n[what] {
		return nil
	}
	n[what] = true
	return sink.Note(line, what, done)
}
