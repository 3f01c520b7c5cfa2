package exchange

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/internal/intern"
)

// ReadOptions are the options of [Read]. The zero value reads what a [Format] wrote as it was.
type ReadOptions struct {
	// Types and Classifications say which type and classification the words of the file stand for: "Works with" to
	// "partnership". Words are compared as ids are made of them. What is not in the vocabulary is added to it.
	Types, Classifications map[string]string
	// Type is the type of relationships that have none in the file; "" is "related-to", a type of the map's own.
	Type string
	// Undirected makes relationships mutual of which the file does not say one by one whether they are.
	Undirected bool
	// Source, where its ID is set, is added to the map, and every relationship without evidence cites it.
	Source graph.Source
	// NameIDs makes the ids of organisations of their names where the file has mere numbers, such as "17" or "n17".
	NameIDs bool
	// DayOrder says what a date such as 03/04/2015 means.
	DayOrder DayOrder
}

// Imported is what has been read.
type Imported struct {
	Graph  *graph.Graph
	Report Report
}

// Read reads a graph in a format, and reports what it has understood, made up and left out. The graph has the organisations
// and relationships in the order of the file.
//
// Ids become valid ones: what is one already stays; any other becomes the slug of itself, or of the name where it has neither
// letter nor digit, with a number where that is taken, and stands as a tag "id: …" beside it unless the name says the same.
// What a field does not take, and attributes that the model has no field for, become tags "name: value" of an organisation
// and lines of the note of a relationship. Two arcs that were made of a mutual relationship are one again.
//
// Relationships are added to the graph as they come, also where what is to be known of their ends follows. They are held until the
// end from the first on that refers to what may still follow: a source, an arrangement, a type that is not built in (but for
// formats that have told all types by then), an organisation that the format must declare and has not, or an id of the form that the
// graph makes of the ends. That is 24 bytes for a relationship that has nothing but ends and type, 40 with a weight, 104 and its
// texts for any other. Organisations are held likewise from the first on whose classification or source is not known. Besides, the
// ids of the organisations and those of the mutual relationships that the file says to be mutual are held in any case.
//
// The error is that of the format's reader, mostly an [*InputError], or of ctx; or an [*graph.UnknownError] where the options
// are wrong.
func Read(ctx context.Context, in *Input, f Format, opts ReadOptions) (*Imported, error) {
	if f.Read == nil {
		return nil, fmt.Errorf("%s can only be written", f.Label)
	}
	c, err := newCollector(opts)
	if err != nil {
		return nil, err
	}
	if in, err = tablesOf(in, &f, c); err != nil {
		return nil, err
	}
	if err := f.Read(ctx, in, c); err != nil {
		return nil, err
	}
	g, err := c.finish(ctx)
	if err != nil {
		return nil, err
	}
	return &Imported{Graph: g, Report: c.report(&f, g)}, nil
}

// collector is the sink that makes a graph.
type collector struct {
	opts  ReadOptions
	b     *graph.Builder
	terms collectedTerms
	refs  collectedRefs // ids of sources and arrangements

	// Organisations, by the number of their id in the file.
	numbers intern.Table
	ends    []collectedEnd
	expects []int32          // the numbers of those that the builder expects, in the order of that
	renamed map[int32]string // ids that are not those of the file
	taken   map[string]bool  // the same

	holdsOrganisations bool // from now on organisations are held
	organisations      []collectedOrganisation
	heldAt             map[int32]int           // where the first len(heldAt) of them are, once one has a further record
	furthers           []collectedOrganisation // further records that wait, of organisations that do not
	holdsRelationships bool
	relationships      heldRelationships
	kinds              []collectedKind
	kindNumbers        map[string]int32
	lastFrom, lastKind int32 // of the relationship before, since those of a file come in runs
	batch              relationshipBatch
	ownIDs             map[string]bool
	pairs              arcPairs
	cites              []graph.Evidence // of a relationship without any
	undirected         bool             // one is mutual because the file or the options say that it has no direction

	title, description string
	tally              tally
}

// collectedEnd is an organisation that has been named.
type collectedEnd struct {
	node  graph.Node // once it is added; below 0 where the builder expects it
	state endState
}

type endState uint8

const (
	mentioned endState = iota // by a relationship, and no more
	declared                  // and held
	added
)

func newCollector(opts ReadOptions) (*collector, error) {
	c := &collector{
		opts: opts, b: graph.NewBuilder(), renamed: map[int32]string{}, taken: map[string]bool{},
		kindNumbers: map[string]int32{}, ownIDs: map[string]bool{},
	}
	c.terms.init()
	c.refs.init()
	c.pairs.init()
	c.tally.init()
	if opts.Source.ID != "" {
		if !graph.ValidID(opts.Source.ID) {
			return nil, fmt.Errorf("%q is no id of a source: an id is lower-case letters, digits, \"-\", \"_\" and \".\"", syntax.Clip(opts.Source.ID))
		}
		if err := c.Source(opts.Source); err != nil {
			return nil, err
		}
		c.cites = []graph.Evidence{{Source: opts.Source.ID}}
	}
	for _, given := range []map[string]string{opts.Types, opts.Classifications} {
		for word, id := range given {
			if !graph.ValidID(id) {
				return nil, fmt.Errorf("%q, which %q is to stand for, is no id", syntax.Clip(id), syntax.Clip(word))
			}
		}
	}
	if opts.Type != "" && !graph.ValidID(opts.Type) {
		return nil, fmt.Errorf("%q is no id of a type", syntax.Clip(opts.Type))
	}
	return c, nil
}

func (c *collector) Map(title, description string) error {
	if title = c.clean(0, title); title != "" {
		c.title = title
	}
	if description = c.clean(0, description); description != "" {
		c.description = description
	}
	return nil
}

func (c *collector) Note(line int, what, done string) error {
	c.tally.note(line, what, done)
	return nil
}

// finish adds what has been held, and makes the graph.
func (c *collector) finish(ctx context.Context) (*graph.Graph, error) {
	c.commit(true)
	if err := c.pairSeconds(); err != nil {
		return nil, err
	}
	c.refs.makeUp(c)
	if err := c.b.SetTitle(c.title, c.description); err != nil {
		return nil, err
	}
	for i := range c.organisations {
		if err := interrupted(ctx, i); err != nil {
			return nil, err
		}
		if err := c.addHeldOrganisation(&c.organisations[i]); err != nil {
			return nil, err
		}
	}
	c.organisations, c.heldAt = nil, nil
	for i := range c.furthers {
		if err := c.amend(&c.furthers[i]); err != nil {
			return nil, err
		}
	}
	c.furthers = nil
	if err := c.implied(); err != nil {
		return nil, err
	}
	if err := c.resolve(); err != nil {
		return nil, err
	}
	if err := c.addHeldRelationships(ctx); err != nil {
		return nil, err
	}
	c.numbers, c.ends, c.expects, c.renamed, c.taken = intern.Table{}, nil, nil, nil, nil
	g, err := c.b.Build()
	if err != nil {
		return nil, fmt.Errorf("the map that has been read does not hold together: %w", err)
	}
	return g, nil
}

var errTooMany = errors.New("there are more organisations or relationships than a map can have")

// isCounter reports whether an id is a mere number, perhaps with a letter or a word before it: "17", "n17", "edge_3"; or several of them, as
// yEd has it for what is in a group: "n1::n0".
func isCounter(id string) bool {
	for outer, rest, ok := strings.Cut(id, "::"); ok; outer, rest, ok = strings.Cut(id, "::") {
		if !isCounter(outer) {
			return false
		}
		id = rest
	}
	digits := strings.TrimLeft(id, "0123456789")
	if digits == "" {
		return id != ""
	}
	word := strings.TrimRight(id, "0123456789")
	if len(word) == len(id) {
		return false
	}
	word = strings.TrimRight(strings.ToLower(word), "-_:")
	switch word {
	case "", "n", "e", "v", "node", "edge", "vertex", "rel", "r", "link", "id":
		return true
	}
	return false
}
