package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// readGEXF reads GEXF 1.1, 1.2 and 1.3 in the manner of Gephi, NetworkX, graphology and others.
//
// Attributes have the field that their title says, as xmlkeys.go has it. The label of a node is its name where no attribute is; that of an
// edge is its label, its weight its weight, its kind its type. An edge whose type is neither directed, undirected nor mutual is of
// that type: NetworkX writes an attribute "type" so. Start and end are dates where no attribute says them: days, months, moments
// and, as numbers, years from 1000 to 2999; anything else is kept as an extra attribute. Of values that change with time the last
// is taken. The nodes of a hierarchy are organisations like the others. How it is drawn is left out.
func readGEXF(ctx context.Context, in *Input, sink Sink) error {
	s, err := newXMLScanner(ctx, in)
	if err != nil {
		return err
	}
	r := &gexfReader{ctx: ctx, xmlScanner: s, sink: sink, nodeKeys: newNodeKeys(), edgeKeys: newEdgeKeys(), noted: map[string]bool{}}
	r.nodeKeys.brackets, r.edgeKeys.brackets = true, true
	if err := r.read(); err != nil {
		return err
	}
	if r.title != "" || r.description != "" {
		return sink.Map(r.title, r.description)
	}
	return nil
}

type gexfReader struct {
	*xmlScanner
	ctx  context.Context
	sink Sink

	nodeKeys *xmlKeys[Organisation]
	edgeKeys *xmlKeys[Relationship]
	noted    map[string]bool
	open     []gexfElement
	edgeType string // of edges that say nothing

	organisation Organisation
	relationship Relationship
	hasNode      bool
	start, end   string // of the record, by its own attributes or its spells
	spells       int

	title, description string
	records            int
}

type gexfElement uint8

const (
	inGEXF       gexfElement = iota // and in groups of elements without meaning of their own
	inGEXFNode                      // a node
	inGEXFEdge                      // an edge
	inAttributes                    // attributes of nodes
	inEdgeAttributes
	inMeta
)

func (r *gexfReader) read() error {
	if token, err := r.next(); err != nil {
		return err
	} else if token != xmlStart || r.local != "gexf" {
		return r.failLine("this is not GEXF: the root element is <%s>, not <gexf>", clip(r.local))
	}
	root := r.space
	r.open = append(r.open, inGEXF)
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlEOF:
			return nil
		case xmlStart:
			if r.space != root {
				err = r.foreign()
			} else {
				err = r.begin()
			}
		case xmlEnd:
			in := r.open[len(r.open)-1]
			r.open = r.open[:len(r.open)-1]
			switch in {
			case inGEXFNode:
				err = r.giveNode()
			case inGEXFEdge:
				err = r.giveEdge()
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *gexfReader) inside() gexfElement { return r.open[len(r.open)-1] }

func (r *gexfReader) once(what, done string) error {
	if r.noted[what] {
		return nil
	}
	r.noted[what] = true
	return r.sink.Note(r.line, what, done)
}

// foreign passes over an element of another namespace: viz, mostly.
func (r *gexfReader) foreign() error {
	if err := r.once("drawing", "left out"); err != nil {
		return err
	}
	return r.skip()
}

// begin reads an element that has begun. What holds others stays open.
func (r *gexfReader) begin() error {
	in := r.inside()
	enter := func(e gexfElement) error { r.open = append(r.open, e); return nil }
	switch r.local {
	case "graph":
		r.edgeType = strings.ToLower(string(r.attr("defaultedgetype")))
		if r.title == "" {
			r.title = string(r.attr("name"))
		}
		return enter(inGEXF)
	case "meta":
		return enter(inMeta)
	case "attributes":
		if string(r.attr("class")) == "edge" {
			return enter(inEdgeAttributes)
		}
		return enter(inAttributes)
	case "attribute":
		switch in {
		case inAttributes:
			return gexfAttribute(r, r.nodeKeys)
		case inEdgeAttributes:
			return gexfAttribute(r, r.edgeKeys)
		}
	case "nodes":
		if in == inGEXFNode {
			if err := r.once("hierarchy of nodes", "all of them are taken alike"); err != nil {
				return err
			}
			if err := r.giveNode(); err != nil {
				return err
			}
		}
		return enter(inGEXF)
	case "edges":
		if in == inGEXFNode {
			if err := r.giveNode(); err != nil {
				return err
			}
		}
		return enter(inGEXF)
	case "node":
		if in == inGEXF {
			r.open = append(r.open, inGEXFNode)
			return r.node()
		}
	case "edge":
		if in == inGEXF {
			r.open = append(r.open, inGEXFEdge)
			return r.edge()
		}
	case "attvalues", "spells", "slices":
		if in == inGEXFNode || in == inGEXFEdge {
			return enter(in + inValues)
		}
	}
	return r.beginInside(in)
}

// inValues is added to inGEXFNode or inGEXFEdge for what is open within one.
const inValues gexfElement = 100

// beginInside reads an element within meta, a node or an edge.
func (r *gexfReader) beginInside(in gexfElement) error {
	if in == inMeta {
		return r.meta()
	}
	if in >= inValues {
		in -= inValues
	}
	if in == inGEXFNode || in == inGEXFEdge {
		switch r.local {
		case "attvalue":
			return r.value(in)
		case "spell", "slice":
			r.spell()
		case "parents":
			if err := r.once("hierarchy of nodes", "all of them are taken alike"); err != nil {
				return err
			}
		case "color", "size", "position", "shape", "thickness":
			return r.foreign()
		}
	}
	return r.skip()
}

// meta reads what the file says of itself.
func (r *gexfReader) meta() error {
	name, line := r.local, r.line
	text, err := r.content(nil)
	if err != nil {
		return err
	}
	switch trimmed := string(bytes.TrimSpace(text)); name {
	case "title":
		r.title = trimmed
	case "description":
		r.description = string(text)
	case "keywords":
		return r.keywords(line, trimmed)
	}
	return nil
}

// keywords reads the JSON that writeGEXF puts there.
func (r *gexfReader) keywords(line int, text string) error {
	if text == "" {
		return nil
	}
	var records map[string]json.RawMessage
	if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &records) != nil {
		return r.sink.Note(line, "keywords", "left out")
	}
	for i := range mapFields { // in their order
		name := mapFields[i].Name
		raw, ok := records[name]
		if !ok {
			continue
		}
		v, err := JSONValue(raw)
		if err != nil {
			return err
		}
		if name == "title" {
			r.title = v.String()
			continue
		}
		if ok, err := SetMap(r.sink, name, v); err != nil {
			return err
		} else if !ok {
			if err := r.sink.Note(line, name+" in the keywords", "left out"); err != nil {
				return err
			}
		}
	}
	return nil
}

// gexfAttribute reads a declaration.
func gexfAttribute[R any](r *gexfReader, keys *xmlKeys[R]) error {
	id, name := string(r.attr("id")), string(r.attr("title"))
	if name == "" {
		name = id
	}
	key := keys.declare(id, name, xmlKindOf(string(r.attr("type"))))
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch {
		case token == xmlEnd:
			return nil
		case token == xmlStart && r.local == "default":
			text, err := r.content(nil)
			if err != nil {
				return err
			}
			if !keys.preset(key, string(text)) {
				if err := r.sink.Note(r.line, "default of the attribute "+clip(name), "left out: it is too long, or there are too many"); err != nil {
					return err
				}
			}
		case token == xmlStart:
			if err := r.skip(); err != nil {
				return err
			}
		}
	}
}

func (r *gexfReader) node() error {
	id := r.attr("id")
	if id == nil {
		return r.failLine("a <node> without an id")
	}
	r.organisation = Organisation{Line: r.line}
	r.organisation.ID = string(id)
	r.nodeKeys.begin()
	r.nodeKeys.label = string(r.attr("label"))
	r.hasNode = true
	r.period()
	if pid := r.attr("pid"); pid != nil {
		return r.once("hierarchy of nodes", "all of them are taken alike")
	}
	return nil
}

// period takes when an element begins and ends from its attributes; those that are open name the moment that does not belong to it.
func (r *gexfReader) period() {
	first := func(names ...string) string {
		for _, name := range names {
			if v := r.attr(name); v != nil {
				return string(v)
			}
		}
		return ""
	}
	r.start, r.end, r.spells = first("start", "startopen", "timestamp"), first("end", "endopen", "timestamp"), 0
}

// spell takes one of the periods of an element: the first begins it, the last ends it.
func (r *gexfReader) spell() {
	start, end := r.attr("start"), r.attr("end")
	if start == nil {
		start = r.attr("startopen")
	}
	if end == nil {
		end = r.attr("endopen")
	}
	if r.spells++; r.spells == 1 {
		r.start = string(start)
	}
	r.end = string(end)
}

// giveDates sets dates by the period of an element, where its attributes do not say them.
func gexfDates[R any](r *gexfReader, keys *xmlKeys[R], record *R, start, end string) error {
	if r.spells > 1 {
		if err := r.sink.Note(r.line, "several periods of one element", "from the beginning of the first to the end of the last"); err != nil {
			return err
		}
	}
	for _, date := range [2]struct{ column, name, text string }{{start, "start", r.start}, {end, "end", r.end}} {
		if date.text == "" || keys.isSet(date.column) || strings.HasSuffix(strings.ToLower(date.text), "infinity") {
			continue
		}
		key := &xmlKey{name: date.name, field: keys.column(date.column)}
		keys.give(record, key, TextValue(gexfDate(date.text)))
	}
	return nil
}

var gexfMoment = regexp.MustCompile(`^-?\d{4}-\d{2}-\d{2}T`)

// gexfDate makes a date of a moment or of a number that is a year; any other text stays what it is.
func gexfDate(text string) string {
	text = strings.TrimSpace(text)
	if gexfMoment.MatchString(text) {
		text, _, _ = strings.Cut(text, "T")
		return text
	}
	if _, err := graph.ParseDate(text); err == nil {
		return text
	}
	const first, last = 1000, 2999
	if f, err := strconv.ParseFloat(text, 64); err == nil && f == float64(int(f)) && f >= first && f <= last {
		return strconv.Itoa(int(f))
	}
	return text
}

func (r *gexfReader) giveNode() error {
	if !r.hasNode {
		return nil
	}
	r.hasNode = false
	o := &r.organisation
	r.nodeKeys.finish(o)
	nameFrom(&o.Organisation, r.nodeKeys.label)
	if err := gexfDates(r, r.nodeKeys, o, "founding_date", "dissolution_date"); err != nil {
		return err
	}
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	r.records++
	return r.sink.Organisation(o)
}

func (r *gexfReader) edge() error {
	source, target := r.attr("source"), r.attr("target")
	if source == nil || target == nil {
		return r.failLine("an <edge> without a source or a target")
	}
	r.relationship = Relationship{Line: r.line}
	e := &r.relationship
	e.ID, e.From, e.To = string(r.attr("id")), string(source), string(target)
	r.edgeKeys.begin()
	r.period()
	direction := string(r.attr("type"))
	switch strings.ToLower(direction) {
	case "":
		direction = r.edgeType
	case "directed", "undirected", "mutual":
		direction = strings.ToLower(direction)
	default:
		e.Type, direction = direction, r.edgeType
	}
	switch direction {
	case "mutual":
		e.Mutual = graph.Mutual
	case "directed":
	default: // undirected, which is also what nothing means
		e.Undirected = true
	}
	if kind := r.attr("kind"); e.Type == "" && kind != nil {
		e.Type = string(kind)
	}
	e.Label = string(r.attr("label"))
	if w := r.attr("weight"); w != nil {
		r.edgeKeys.give(e, &xmlKey{name: "weight", field: r.edgeKeys.column("weight")}, TextValue(string(w)))
	}
	return nil
}

func (r *gexfReader) giveEdge() error {
	e := &r.relationship
	r.edgeKeys.finish(e)
	if err := gexfDates(r, r.edgeKeys, e, "start_date", "end_date"); err != nil {
		return err
	}
	if e.Mutual != graph.MutualByType {
		e.Undirected = false
	}
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	r.records++
	return r.sink.Relationship(e)
}

// value reads the value of an attribute of the node or edge that is open.
func (r *gexfReader) value(in gexfElement) error {
	id := r.attr("for")
	if id == nil {
		id = r.attr("id")
	}
	value := r.attr("value")
	if r.attr("start") != nil || r.attr("end") != nil {
		if err := r.once("values that change with time", "the last of them is taken"); err != nil {
			return err
		}
	}
	var err error
	switch {
	case in == inGEXFEdge:
		err = gexfSet(r, r.edgeKeys, &r.relationship, id, value)
	case r.hasNode:
		err = gexfSet(r, r.nodeKeys, &r.organisation, id, value)
	}
	if err != nil {
		return err
	}
	return r.skip()
}

func gexfSet[R any](r *gexfReader, keys *xmlKeys[R], record *R, id, value []byte) error {
	key := keys.byID[string(id)]
	if key == nil {
		if err := r.once("attribute "+clip(string(id)), "not declared; taken as text"); err != nil {
			return err
		}
		key = keys.declare(string(id), string(id), xmlPlain)
	}
	if key.seen == keys.record && key.field >= 0 { // a later value of the same attribute
		keys.filled &^= 1 << key.field
	}
	keys.set(record, key, value)
	return nil
}
