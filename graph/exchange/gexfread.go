package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// readGEXF reads GEXF 1.1, 1.2 and 1.3 in the manner of Gephi, NetworkX, graphology and others.
//
// Attributes have the field that their title says, as xmlkeys.go has it. The label of a node is its name where no attribute is; that of an
// edge is its label, its weight its weight, its kind its type. An edge whose type is neither directed, undirected nor mutual is of
// that type: NetworkX writes an attribute "type" so. Start and end are dates where no attribute says them: days, months, moments
// and, as numbers, years from 1000 to 2999; anything else is kept as an extra attribute. Of values that change with time the last
// is taken for a field; extra attributes keep all of them, and when they hold. What Gephi has computed is left out. The nodes of a hierarchy are organisations like the others. How it is drawn is left out.
func readGEXF(ctx context.Context, in *Input, sink Sink) error {
	common, err := newXMLReader(ctx, in, sink)
	if err != nil {
		return err
	}
	r := &gexfReader{xmlReader: common, open: []gexfElement{inGEXF}}
	r.nodeKeys.brackets, r.edgeKeys.brackets = true, true
	return r.read(in, "gexf", "GEXF", xmlHandler{begin: r.begin, foreign: r.foreign, end: r.close})
}

type gexfReader struct {
	*xmlReader
	open       []gexfElement
	edgeType   string // of edges that say nothing
	start, end string // of the record, by its own attributes or its spells
	spells     int
	moments    bool // those are moments
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

// close ends the element that is open innermost.
func (r *gexfReader) close() error {
	in := r.inside()
	r.open = r.open[:len(r.open)-1]
	switch in {
	case inGEXFNode:
		return r.giveNode()
	case inGEXFEdge:
		return r.giveEdge()
	}
	return nil
}

func (r *gexfReader) inside() gexfElement { return r.open[len(r.open)-1] }

// foreign passes over an element of another namespace: viz, mostly.
func (r *gexfReader) foreign() error {
	if err := r.once("drawing", "left out"); err != nil {
		return err
	}
	return r.Skip()
}

// begin reads an element that has begun. What holds others stays open.
func (r *gexfReader) begin() error {
	in := r.inside()
	enter := func(e gexfElement) error { r.open = append(r.open, e); return nil }
	switch r.Local {
	case "graph":
		r.edgeType = strings.ToLower(string(r.Attr("defaultedgetype")))
		if r.title == "" {
			r.title = string(r.Attr("name"))
		}
		return enter(inGEXF)
	case "meta":
		return enter(inMeta)
	case "attributes":
		if string(r.Attr("class")) == "edge" {
			return enter(inEdgeAttributes)
		}
		return enter(inAttributes)
	case "attribute":
		switch in {
		case inAttributes:
			return gexfAttribute(r, r.nodeKeys, &r.statistics)
		case inEdgeAttributes:
			return gexfAttribute(r, r.edgeKeys, nil)
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
		switch r.Local {
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
	return r.Skip()
}

// meta reads what the file says of itself.
func (r *gexfReader) meta() error {
	name, line := r.Local, r.Line
	text, err := r.Content(nil)
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

// gexfAttribute reads a declaration. It is left out if it is one of the statistics, where there can be some.
func gexfAttribute[R any](r *gexfReader, keys *xmlKeys[R], statistics *leftStatistics) error {
	id, name := string(r.Attr("id")), string(r.Attr("title"))
	if name == "" {
		name = id
	}
	key := keys.declare(id, name, xmlKindOf(string(r.Attr("type"))))
	if statistics != nil && key.kind == xmlNumber && statistics.leaveOut(id, name) {
		key.field = isNoise
	}
	return r.presets(name, func(text string) bool { return keys.preset(key, text) })
}

func (r *gexfReader) node() error {
	if err := r.beginNode(); err != nil {
		return err
	}
	r.nodeKeys.label = string(r.Attr("label"))
	r.period()
	if pid := r.Attr("pid"); pid != nil {
		return r.once("hierarchy of nodes", "all of them are taken alike")
	}
	return nil
}

// period takes when an element begins and ends from its attributes; those that are open name the moment that does not belong to it.
func (r *gexfReader) period() {
	first := func(names ...string) string {
		for _, name := range names {
			if v := r.Attr(name); v != nil {
				return string(v)
			}
		}
		return ""
	}
	r.start, r.end, r.spells = first("start", "startopen", "timestamp"), first("end", "endopen", "timestamp"), 0
	r.moments = r.Attr("timestamp") != nil
}

// spell takes one of the periods or moments of an element: the first begins it, the last ends it.
func (r *gexfReader) spell() {
	one := r.spellOf()
	if r.spells++; r.spells == 1 {
		r.start, r.moments = one.start, r.Attr("timestamp") != nil
	}
	r.end = one.end
}

// spellOf is the period or moment that the element which has begun names.
func (r *gexfReader) spellOf() (s spell) {
	if at := r.Attr("timestamp"); at != nil {
		return spell{start: string(at), end: string(at)}
	}
	for _, name := range []string{"startopen", "start"} {
		if v := r.Attr(name); v != nil {
			s.start = string(v)
		}
	}
	for _, name := range []string{"endopen", "end"} {
		if v := r.Attr(name); v != nil {
			s.end = string(v)
		}
	}
	return s
}

// gexfDates sets dates by the period of an element, where its attributes do not say them.
func gexfDates[R any](r *gexfReader, keys *xmlKeys[R], record *R, start, end string) error {
	var err error
	switch {
	case r.moments:
		err = r.sink.Note(r.Line, momentsThere, momentsTaken)
	case r.spells > 1:
		err = r.sink.Note(r.Line, severalPeriods, severalTaken)
	}
	if err != nil {
		return err
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
	return r.giveOrganisation()
}

func (r *gexfReader) edge() error {
	if err := r.beginEdge(); err != nil {
		return err
	}
	e := &r.relationship
	r.period()
	direction := string(r.Attr("type"))
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
	if kind := r.Attr("kind"); e.Type == "" && kind != nil {
		e.Type = string(kind)
	}
	e.Label = string(r.Attr("label"))
	if w := r.Attr("weight"); w != nil {
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
	return r.giveRelationship()
}

// value reads the value of an attribute of the node or edge that is open.
func (r *gexfReader) value(in gexfElement) error {
	id := r.Attr("for")
	if id == nil {
		id = r.Attr("id")
	}
	value := r.Attr("value")
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
	return r.Skip()
}

func gexfSet[R any](r *gexfReader, keys *xmlKeys[R], record *R, id, value []byte) error {
	key := keys.byID[string(id)]
	if key == nil {
		if err := r.once("attribute "+syntax.Clip(string(id)), "not declared; taken as text"); err != nil {
			return err
		}
		key = keys.declare(string(id), string(id), xmlPlain)
	}
	var when spell
	if len(r.Attributes) > 2 { // more than for and value
		when = r.spellOf()
	}
	if when != (spell{}) {
		if key.field < 0 {
			key.seen = keys.record
			keys.give(record, key, TextValue(gexfSaid(when, string(value))))
			return nil
		}
		if err := r.once(changingValues, lastOfThemTaken); err != nil {
			return err
		}
	}
	if key.seen == keys.record && key.field >= 0 { // a later value of the same attribute
		keys.filled &^= 1 << key.field
	}
	keys.set(record, key, value)
	return nil
}

// gexfSaid is a value with when it holds.
func gexfSaid(when spell, value string) string {
	when.value = value
	for _, time := range []*string{&when.start, &when.end} {
		if date, ok := gephiTime(*time); ok {
			*time = date
		}
	}
	return when.said()
}
