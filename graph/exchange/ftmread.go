package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// ftmFound is a line as it is read.
type ftmFound struct {
	ID, Schema, Caption string
	properties          []ftmProperty
	line                int
	own                 *ftmOwn
}

// property returns a property, or nil.
func (x *ftmFound) property(name string) *ftmProperty {
	for i := range x.properties {
		if x.properties[i].name == name {
			return &x.properties[i]
		}
	}
	return nil
}

func (x *ftmFound) values(name string) []string {
	if p := x.property(name); p != nil {
		return p.values
	}
	return nil
}

// take returns the values of a property, and removes it. They are there until the next line is read.
func (x *ftmFound) take(name string) (values []string) {
	if p := x.property(name); p != nil {
		values, p.values = p.values, nil
	}
	return values
}

// one returns the first value of a property and leaves the others.
func (x *ftmFound) one(name string) string {
	p := x.property(name)
	if p == nil || len(p.values) == 0 {
		return ""
	}
	first := p.values[0]
	p.values = p.values[1:]
	return first
}

// date returns a date property; what is no date stays an attribute.
func (x *ftmFound) date(name string) graph.Date {
	values := x.values(name)
	if len(values) == 0 {
		return graph.Date{}
	}
	text, _, _ := strings.Cut(values[0], "T")
	d, err := graph.ParseDate(strings.TrimSpace(text))
	if err == nil {
		x.one(name)
	}
	return d
}

// extra returns what is left, by name.
func (x *ftmFound) extra() (attributes []Attribute) {
	for _, p := range x.properties {
		switch {
		case len(p.values) == 1:
			attributes = append(attributes, Attribute{p.name, TextValue(p.values[0])})
		case len(p.values) > 1:
			attributes = append(attributes, Attribute{p.name, ListValue(slices.Clone(p.values))})
		}
	}
	slices.SortFunc(attributes, func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) })
	return attributes[:min(len(attributes), maxAttributes)]
}

// readFTM reads a stream of entities. What is held is the ids of entities that are left out, such as persons, and of parents, and of all where
// some stand within others. Further records of an organisation are for the sink to unite.
func readFTM(ctx context.Context, in *Input, sink Sink) error {
	lines := bufio.NewReaderSize(in.Stream, 64<<10)
	r := &ftmReader{name: in.Name, sink: sink, leftOut: map[string]string{}}
	if err := r.scan.init(); err != nil {
		return err
	}
	if beginsList(lines) {
		return r.list(ctx, lines)
	}
	for number := 1; ; number++ {
		if err := interrupted(ctx, number); err != nil {
			return err
		}
		line, err := ftmLine(lines)
		if err != nil && err != io.EOF {
			if errors.Is(err, errTooLong) {
				return &InputError{Name: in.Name, Line: number, Problem: fmt.Sprintf("the line is longer than %d bytes; every entity stands on a line of its own", maxValue)}
			}
			return err
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if text := bytes.TrimSpace(line); len(text) > 0 {
			if failed := r.line(number, line); failed != nil {
				return failed
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

var errTooLong = errors.New("too long")

// ftmLine reads a line; err is io.EOF with the last.
func ftmLine(lines *bufio.Reader) (line []byte, err error) {
	for {
		part, err := lines.ReadSlice('\n')
		if line == nil && err == nil {
			return part, nil
		}
		if line = append(line, part...); len(line) > maxValue {
			return nil, errTooLong
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

type ftmReader struct {
	name    string // of the input
	sink    Sink
	scan    ftmScanner
	leftOut map[string]string   // the schemata of entities that are no organisations, by id
	seen    map[string]struct{} // the ids of all entities, from the first on that has others within it
	parents map[[2]string]struct{}
}

// entity gives an entity to the sink.
func (r *ftmReader) entity(x *ftmFound) error {
	r.findOwn(x)
	if isFTMOrganisation(x.Schema) {
		return r.organisation(x)
	}
	switch x.Schema {
	case "Document", "Pages", "HyperText", "PlainText", "Article":
		r.leftOut[x.ID] = x.Schema
		if x.own != nil && x.own.Map {
			return x.document().give(r.sink)
		}
		return r.sink.Source(x.source())
	}
	if edge := ftmEdgeOf(x.Schema); edge != nil {
		return r.relationship(x, edge)
	}
	r.leftOut[x.ID] = x.Schema
	return r.sink.Note(x.line, "entity of the schema "+syntax.Clip(x.Schema), "left out: it is no organisation")
}

func isFTMOrganisation(schema string) bool {
	switch schema {
	case "Organization", "PublicBody", "Company", "LegalEntity":
		return true
	}
	return false
}

// findOwn takes what we have written ourselves.
func (r *ftmReader) findOwn(x *ftmFound) {
	p := x.property("indexText")
	if p == nil {
		return
	}
	if len(p.values) == 1 {
		if text, ok := strings.CutPrefix(p.values[0], ftmMark+"0:"); ok {
			if x.own = r.scan.own(text); x.own != nil {
				p.values = nil
				return
			}
		}
	}
	var parts, others []string
	for _, value := range p.values {
		number, _, ok := strings.Cut(strings.TrimPrefix(value, ftmMark), ":")
		if _, err := strconv.Atoi(number); ok && err == nil && strings.HasPrefix(value, ftmMark) {
			parts = append(parts, value)
		} else {
			others = append(others, value)
		}
	}
	if len(parts) == 0 {
		return
	}
	place := func(part string) (n int) {
		number, _, _ := strings.Cut(part[len(ftmMark):], ":")
		n, _ = strconv.Atoi(number) // it has been read before
		return n
	}
	slices.SortStableFunc(parts, func(a, b string) int { return place(a) - place(b) })
	var text strings.Builder
	for _, part := range parts {
		_, rest, _ := strings.Cut(part[len(ftmMark):], ":")
		text.WriteString(rest)
	}
	own := &ftmOwn{}
	if json.Unmarshal([]byte(text.String()), own) == nil && own.Version == 1 {
		x.own, p.values = own, others
	}
}

// id returns the id of an entity in the map, and that which the entity has in a property of another; see ftmID.
func (x *ftmFound) id(id string) string {
	if x.own == nil {
		return id
	}
	return ftmUnescape(strings.TrimPrefix(strings.TrimPrefix(id, ftmRelationshipID), ftmSourceID))
}

// document returns what the map says of itself.
func (x *ftmFound) document() *mapRecord {
	m := &mapRecord{
		title: x.one("title"), description: x.one("summary"),
		types: x.own.Types, classifications: x.own.Classifications, arrangements: x.own.Arrangements,
	}
	override(&m.title, x.own.Name)
	override(&m.description, x.own.Description)
	return m
}

func (x *ftmFound) source() graph.Source {
	s := graph.Source{ID: x.id(x.ID)}
	s.Title = x.one("title")
	if s.Title == "" {
		s.Title = x.one("name")
	}
	s.File = x.one("fileName")
	s.Publisher, s.Author = x.one("publisher"), x.one("author")
	s.Published, s.Retrieved = x.date("date"), x.date("retrievedAt")
	if s.Published.IsZero() {
		s.Published = x.date("publishedAt")
	}
	s.URL, s.Note = x.one("sourceUrl"), x.one("summary")
	if own := x.own; own != nil {
		s.Type, s.ArchiveURL, s.File = own.Type, own.ArchiveURL, own.File
		override(&s.Title, own.Name)
		override(&s.Publisher, own.Publisher)
		override(&s.Author, own.Author)
		override(&s.Published, own.StartDate)
		override(&s.Retrieved, own.EndDate)
		override(&s.URL, own.URL)
		override(&s.Note, own.Note)
	} else {
		s.File = "" // the name of a file that is elsewhere
	}
	return s
}

// ftmKept returns values for longer than their line.
func ftmKept(values []string) []string { return append([]string(nil), values...) }

// override replaces a value by one that is there.
func override[T comparable](value *T, own T) {
	var zero T
	if own != zero {
		*value = own
	}
}

func (r *ftmReader) organisation(x *ftmFound) error {
	o := &Organisation{Line: x.line, Further: true}
	o.ID = x.id(x.ID)
	own := x.own
	if names := x.values("name"); x.Caption != "" && own == nil && slices.Contains(names, x.Caption) {
		o.Name = x.Caption
	} else {
		o.Name = x.one("name")
	}
	o.ShortName = x.one("abbreviation")
	o.Classifications = ftmKept(x.take("classification"))
	o.FoundingDate, o.DissolutionDate = x.date("incorporationDate"), x.date("dissolutionDate")
	o.Description, o.URL = x.one("description"), x.one("website")
	o.Tags = ftmKept(x.take("keywords"))
	proof := x.take("proof")
	parents := x.take("parent")
	if own != nil {
		for _, name := range []string{"name", "alias", "previousName", "sourceUrl", "publisher"} {
			x.take(name)
		}
		if own.NoName {
			o.Name = ""
		}
		override(&o.Name, own.Name)
		override(&o.ShortName, own.ShortName)
		override(&o.FoundingDate, own.FoundingDate)
		override(&o.DissolutionDate, own.DissolutionDate)
		override(&o.Description, own.Description)
		override(&o.URL, own.URL)
		if own.Tags != nil {
			o.Tags = own.Tags
		}
		o.OtherNames, o.Evidence = own.OtherNames, own.Evidence
	} else {
		x.otherNames(o)
		o.Evidence = x.evidence(proof)
		if len(o.Classifications) == 0 {
			switch x.Schema {
			case "PublicBody":
				o.Classifications = []string{"government"}
			case "Company":
				o.Classifications = []string{"private"}
			}
		}
	}
	o.Extra = x.extra()
	if err := r.sink.Organisation(o); err != nil {
		return err
	}
	for _, parent := range parents {
		pair := [2]string{x.ID, parent}
		if _, there := r.parents[pair]; there {
			continue
		}
		if r.parents == nil {
			r.parents = map[[2]string]struct{}{}
		}
		r.parents[[2]string{strings.Clone(x.ID), strings.Clone(parent)}] = struct{}{}
		part := &Relationship{Line: x.line}
		part.From, part.To, part.Type = o.ID, x.id(parent), "part-of"
		if err := r.sink.Relationship(part); err != nil {
			return err
		}
	}
	return nil
}

// otherNames makes other names of all names but the first.
func (x *ftmFound) otherNames(o *Organisation) {
	said := map[string]bool{o.Name: true, o.ShortName: true}
	for _, kind := range []struct{ property, note string }{{"name", ""}, {"alias", ""}, {"weakAlias", ""}, {"previousName", "previous name"}} {
		for _, name := range x.take(kind.property) {
			if !said[name] {
				said[name] = true
				o.OtherNames = append(o.OtherNames, graph.OtherName{Name: name, Note: kind.note})
			}
		}
	}
}

func (x *ftmFound) evidence(proof []string) (list []graph.Evidence) {
	for _, id := range proof {
		list = append(list, graph.Evidence{Source: id})
	}
	return list
}

// relationship gives a relationship for each pair of ends, of which there is mostly one.
func (r *ftmReader) relationship(x *ftmFound, edge *ftmEdge) error {
	from, to := x.take(edge.from), x.take(edge.to)
	if len(from) == 0 || len(to) == 0 {
		return r.sink.Note(x.line, x.Schema+" without both ends", "left out")
	}
	if len(from)*len(to) > maxAttributes {
		return r.sink.Note(x.line, x.Schema+" with more than "+strconv.Itoa(maxAttributes)+" pairs of ends", "left out")
	}
	base := Relationship{Line: x.line}
	base.ID, base.Type, base.Undirected = x.id(x.ID), edge.kind, edge.mutual
	base.StartDate, base.EndDate = x.date("startDate"), x.date("endDate")
	if base.StartDate.IsZero() {
		base.StartDate = x.date("date")
	}
	base.Note = x.one("summary")
	role := x.one("role")
	if role == "" && len(edge.role) > 0 {
		role = x.one(edge.role[0])
	}
	proof := x.take("proof")
	status := x.one("status")
	if own := x.own; own != nil {
		x.take("sourceUrl")
		x.take("publisher")
		base.OwnID, base.Type, base.Label, base.Confidence, base.Evidence = own.OwnID, own.Type, own.Label, own.Confidence, own.Evidence
		base.Weight, base.Arrangement = own.Weight, own.Arrangement
		override(&base.StartDate, own.StartDate)
		override(&base.EndDate, own.EndDate)
		override(&base.Note, own.Note)
		if own.Mutual != nil {
			base.Undirected, base.Mutual = false, graph.OneWay
			if *own.Mutual {
				base.Mutual = graph.Mutual
			}
		}
	} else {
		base.Label = role
		base.Evidence = x.evidence(proof)
	}
	base.Extra = x.extra()
	base.Set("status", TextValue(status))
	for _, a := range from {
		for _, b := range to {
			if schema := r.leftOut[a] + r.leftOut[b]; schema != "" {
				if err := r.sink.Note(x.line, x.Schema+" with an entity that is no organisation", "left out"); err != nil {
					return err
				}
				continue
			}
			one := base
			one.From, one.To = x.id(a), x.id(b)
			if len(from)*len(to) > 1 {
				one.ID = ""
			}
			if err := r.sink.Relationship(&one); err != nil {
				return err
			}
		}
	}
	return nil
}

// guessFTM looks for an entity on the first line, or in a list.
func guessFTM(name string, head []byte) int {
	line, _, whole := bytes.Cut(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte{'\n'})
	switch {
	case len(line) > 0 && line[0] == '[':
		if keys := jsonKeys(head); keys["*.id"] && keys["*.schema"] && keys["*.properties"] {
			return 3
		}
		return 0
	case len(line) > 0 && line[0] == '{' && bytes.Contains(line, []byte(`"schema"`)) && bytes.Contains(line, []byte(`"id"`)):
		if !bytes.Contains(line, []byte(`"properties"`)) {
			return 0
		}
		if _, _, err := ftmParse(name, 1, line); err == nil {
			return 3
		} else if !whole {
			return 2
		}
		return 0
	}
	if hasExtension(name, ".ftm", ".ftm.json", ".ftm.jsonl", ".ijson") {
		return 1
	}
	return 0
}
