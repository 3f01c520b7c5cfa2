// Package exchange moves maps to and from the formats of other tools.
//
// # Vocabulary
//
// A [Format] is a row in the table of formats: its name, what it consists of (one stream, or a folder of several files),
// which fields of the model it holds, and how it is read and written. A writer takes a graph; a reader gives what it finds, record by
// record in the order of the file, to a [Sink]. [Read] collects what a reader finds into a graph, and reports what it
// has understood, made up and left out.
//
// An arc is one way in which a relationship can be crossed. Where a format cannot say that one is mutual, it is written
// as two arcs with symmetric=true, the second of which names the first as reverse_of; reading makes one of them again.
// Parallel relationships stay parallel.
//
// # Invariants
//
// Writing and reading a graph in a format gives the same graph but for the fields that the format's [Holdings] drop
// (and ids that it cannot write), in the same order. The same graph gives the same bytes. Writers and readers
// take memory in proportion to one record, beyond the graph itself, unless their format says otherwise. Input of any
// kind gives an error or a map in time in proportion to its length; see the limits in limits.go.
//
// # Parts
//
// The languages that formats are written in are read by packages of their own, below internal, which know nothing of maps: xmlscan, jsonscan,
// turtle, dot, gml and delimited. Here are, for each format, its row in the table and how a map is written in it (graphml.go) and read
// (graphmlread.go), what formats of a family have in common (xml*.go, json*.go, csv*.go, rdf*.go), and how the records become a
// graph (collect*.go).
package exchange

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Format is a row in the table of formats.
type Format struct {
	Name       string   // by which a user asks for it: "graphml"
	Label      string   // as its makers write it: "GraphML"
	Tools      string   // who reads or writes it: "Gephi, yEd, igraph, NetworkX"
	Standard   string   // the URL of what defines it
	Extensions []string // of files, with the dot, the usual one first; of a folder's files where there are several
	MediaType  string   // of its stream, or of each of its files
	Holdings   Holdings
	// Notes are sentences about what is written otherwise than the model has it, for people: "Dates are written whole as text and,
	// as first and last day, as start and end of the element."
	Notes []string

	// Parts are the files that it consists of, in the order in which they are written; one with the name "" is a stream. None: the
	// format can only be read.
	Parts []Part
	// Read finds the records of in; nil where the format can only be written. It returns an error where the input is not of the
	// format, or broken, an [*InputError] with the place, and whatever the sink returns.
	Read func(ctx context.Context, in *Input, sink Sink) error
	// Guess says how likely a stream or a file of a folder that begins with head, and is called name ("" where that is not
	// known), is of the format: 0 is no, 1 perhaps (its name says so, or nothing speaks against it), 2 likely, 3 certain
	// (its own words are there). Nil where the format is never guessed. The head is at most 64 KiB, and the whole of a shorter file.
	Guess func(name string, head []byte) int
	// TakesColumns says that it is a table without columns of its own, of which [Input].Columns can say what they are.
	TakesColumns bool
}

// Part is one of the files that a format consists of.
type Part struct {
	Name  string // "nodes.csv", or "" for a format that is one stream
	Write func(ctx context.Context, w io.Writer, g *graph.Graph) error
}

// Folder reports whether the format consists of several files.
func (f *Format) Folder() bool { return len(f.Parts) > 1 }

// Input is what is to be read.
type Input struct {
	Name   string    // for messages: a path, or "standard input"
	Stream io.Reader // what is read, where it is one stream
	Dir    fs.FS     // where it is a folder; the names of files are those of the parts
	// Columns say which column of a table is which field, "from" to "Absender"; only for [Format]s that are tables without columns of
	// their own.
	Columns map[string]string
	// FillDown gives a row that leaves an end of its relationship blank the end of the row above, as cells that were merged are saved;
	// only for the same formats. Without it [Report].Merged counts such rows.
	FillDown bool
}

// InputError says what is wrong with an input, and where.
type InputError struct {
	Name         string // of the input, or of the file in the folder
	Line, Column int    // from 1; 0 where they are not known
	Problem      string // what is wrong, and what would be right
	Err          error  // what lies behind it, or nil
}

func (e *InputError) Error() string {
	var b strings.Builder
	b.WriteString(e.Name)
	for _, n := range []int{e.Line, e.Column} {
		if n <= 0 {
			break
		}
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(n))
	}
	b.WriteString(": ")
	b.WriteString(e.Problem)
	return b.String()
}

func (e *InputError) Unwrap() error { return e.Err }

// inputError returns what a scanner or parser says of a place as an [*InputError] of the input with a name, and any other error as it is.
func inputError(name string, err error) error {
	var at *syntax.Error
	if errors.As(err, &at) {
		return &InputError{Name: name, Line: at.Line, Column: at.Column, Problem: at.Problem, Err: at.Err}
	}
	return err
}

// Formats returns the table of formats. The caller may change the slice.
func Formats() []Format {
	return []Format{
		liaisonJSON(),
		graphML(),
		gexf(),
		turtleFormat(),
		ftmFormat(),
		nodeLink(),
		nodeLinkLinks(),
		cytoscapeJSON(),
		jsonGraphFormat(),
		kumuJSON(),
		gephiCSV(),
		neo4jCSV(),
		neo4jJSON(),
		kumuCSV(),
		spreadsheet(),
		edgeList(),
		gmlFormat(),
		pajekFormat(),
		sifFormat(),
		dotFormat(),
		cypherFormat(),
		markdownFormat(),
		htmlFormat(),
	}
}

// LookupFormat returns the format with a name. The error is a [*graph.UnknownError].
func LookupFormat(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == strings.ToLower(name) {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, &graph.UnknownError{What: "format", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}
