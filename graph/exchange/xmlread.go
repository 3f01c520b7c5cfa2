package exchange

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/exchange/internal/xmlscan"
)

// xmlReader reads what the formats in XML have in common: nodes and edges, whose attributes are declared.
type xmlReader struct {
	*xmlscan.Scanner
	ctx  context.Context
	sink Sink

	nodeKeys *xmlKeys[Organisation]
	edgeKeys *xmlKeys[Relationship]
	noted    onceNoted // what is said once

	organisation Organisation
	relationship Relationship
	hasNode      bool // organisation is of the node that is open innermost, and has not been given to the sink

	title, description string // of the map, for the end
	records            int
	statistics         leftStatistics
}

// xmlHandler takes the elements of a file. What begin leaves open end is called for.
type xmlHandler struct {
	begin   func() error // an element of the format has begun
	foreign func() error // an element of another namespace has begun, and is to be passed
	end     func() error // the element that is open innermost ends
}

func newXMLReader(ctx context.Context, in *Input, sink Sink) (*xmlReader, error) {
	s, err := xmlscan.New(ctx, in.Stream, limits)
	if err != nil {
		return nil, inputError(in.Name, err)
	}
	return &xmlReader{Scanner: s, ctx: ctx, sink: sink, nodeKeys: newNodeKeys(), edgeKeys: newEdgeKeys(), noted: onceNoted{}}, nil
}

// read reads a file whose root element has a name, and gives the map at its end. label is what the format is called.
func (r *xmlReader) read(in *Input, root, label string, h xmlHandler) error {
	if err := r.elements(root, label, h); err != nil {
		return inputError(in.Name, err)
	}
	if err := r.statistics.note(r.sink); err != nil {
		return err
	}
	if r.title == "" && r.description == "" {
		return nil
	}
	return r.sink.Map(r.title, r.description)
}

func (r *xmlReader) elements(root, label string, h xmlHandler) error {
	if token, err := r.Next(); err != nil {
		return err
	} else if token != xmlscan.Start || r.Local != root {
		return r.Errorf("this is not %s: the root element is <%s>, not <%s>", label, syntax.Clip(r.Local), root)
	}
	space := r.Space
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch {
		case token == xmlscan.EOF:
			return nil
		case token == xmlscan.Start && r.Space != space:
			err = h.foreign()
		case token == xmlscan.Start:
			err = h.begin()
		case token == xmlscan.End:
			err = h.end()
		}
		if err != nil {
			return err
		}
	}
}

// once notes what is of one kind however often it is there.
func (r *xmlReader) once(what, done string) error {
	return r.noted.note(r.sink, r.Line, what, done)
}

// presets reads what is within the declaration of an attribute: preset takes the text that elements have which do not say anything
// else, and reports whether it does.
func (r *xmlReader) presets(name string, preset func(text string) bool) error {
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch {
		case token == xmlscan.End:
			return nil
		case token == xmlscan.Start && r.Local == "default":
			text, err := r.Content(nil)
			if err != nil {
				return err
			}
			if !preset(string(text)) {
				if err := r.sink.Note(r.Line, "default of the attribute "+syntax.Clip(name), "left out: it is too long, or there are too many"); err != nil {
					return err
				}
			}
		case token == xmlscan.Start:
			if err := r.Skip(); err != nil {
				return err
			}
		}
	}
}

// beginNode begins an organisation.
func (r *xmlReader) beginNode() error {
	id := r.Attr("id")
	if id == nil {
		return r.Errorf("a <node> without an id")
	}
	r.organisation = Organisation{Line: r.Line}
	r.organisation.ID = string(id)
	r.nodeKeys.begin()
	r.hasNode = true
	return nil
}

// beginEdge begins a relationship.
func (r *xmlReader) beginEdge() error {
	source, target := r.Attr("source"), r.Attr("target")
	if source == nil || target == nil {
		return r.Errorf("an <edge> without a source or a target")
	}
	r.relationship = Relationship{Line: r.Line}
	e := &r.relationship
	e.ID, e.From, e.To = string(r.Attr("id")), string(source), string(target)
	r.edgeKeys.begin()
	return nil
}

// giveOrganisation gives the sink the organisation.
func (r *xmlReader) giveOrganisation() error {
	r.records++
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	return r.sink.Organisation(&r.organisation)
}

// giveRelationship gives the sink the relationship, which has a direction where an attribute says so.
func (r *xmlReader) giveRelationship() error {
	if r.relationship.Mutual != graph.MutualByType {
		r.relationship.Undirected = false
	}
	r.records++
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	return r.sink.Relationship(&r.relationship)
}
