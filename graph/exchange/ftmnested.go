package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

// ftmEntityJSON is a line as encoding/json reads it.
type ftmEntityJSON struct {
	ID         string               `json:"id"`
	Schema     string               `json:"schema"`
	Caption    string               `json:"caption"`
	Properties map[string]ftmValues `json:"properties"`
}

// ftmValues are the values of a property: texts, or entities within.
type ftmValues []ftmValueJSON

// ftmValueJSON is a text or, where entity is there, the id of an entity.
type ftmValueJSON struct {
	text   string
	entity json.RawMessage
}

// UnmarshalJSON takes a list, or a value without one.
func (v *ftmValues) UnmarshalJSON(b []byte) error {
	*v = nil
	var texts []string
	if json.Unmarshal(b, &texts) == nil { // as nearly all are
		for _, text := range texts {
			*v = append(*v, ftmValueJSON{text: text})
		}
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(b, &list) != nil {
		list = []json.RawMessage{b}
	}
	for _, element := range list {
		if len(element) > 0 && element[0] == '{' {
			var entity struct {
				ID     string `json:"id"`
				Schema string `json:"schema"`
			}
			switch {
			case json.Unmarshal(element, &entity) != nil || entity.ID == "":
			case entity.Schema == "":
				*v = append(*v, ftmValueJSON{text: entity.ID})
			default:
				*v = append(*v, ftmValueJSON{entity.ID, element})
			}
			continue
		}
		value, err := JSONValue(element)
		if err != nil {
			return err
		}
		if text := value.String(); text != "" {
			*v = append(*v, ftmValueJSON{text: text})
		}
	}
	return nil
}

// ftmParse reads a line as encoding/json does, and returns the entities that stand within the one on it, in the order of the names of
// their properties.
func ftmParse(name string, number int, line []byte) (found *ftmFound, within []json.RawMessage, err error) {
	fail := func(column int, format string, args ...any) (*ftmFound, []json.RawMessage, error) {
		return nil, nil, &InputError{Name: name, Line: number, Column: column, Problem: fmt.Sprintf(format, args...)}
	}
	if !utf8.Valid(line) {
		return fail(0, "is not UTF-8, as JSON must be")
	}
	x := &ftmEntityJSON{}
	err = json.Unmarshal(line, x)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		column := utf8.RuneCount(line[:min(int(syntax.Offset), len(line))])
		if strings.Contains(syntax.Error(), "unexpected end") {
			return fail(column, "the line ends within its JSON: the file is cut off, or an entity stands on several lines, where it must stand on one")
		}
		return fail(column, "is not JSON: %s; every line is an entity of its own", syntax)
	case errors.As(err, &kind):
		return fail(utf8.RuneCount(line[:min(int(kind.Offset), len(line))]), "%s is %s here; an entity is {\"id\": …, \"schema\": …, \"properties\": {…}}", kind.Field, kind.Value)
	case err != nil:
		return fail(0, "%s", err)
	case x.ID == "" || x.Schema == "":
		return fail(0, `has no "id" or no "schema", and is no entity of FollowTheMoney`)
	}
	if len(x.Properties) > maxAttributes {
		return fail(0, "has more than %d properties", maxAttributes)
	}
	found = &ftmFound{ID: x.ID, Schema: x.Schema, Caption: x.Caption, line: number}
	edge := ftmEdgeOf(x.Schema)
	for _, name := range slices.Sorted(maps.Keys(x.Properties)) {
		// The id of an entity that stands within says something where it is an end; elsewhere the entity itself does.
		named := name == "proof" || edge == nil && name == "parent" || edge != nil && (name == edge.from || name == edge.to)
		var values []string
		for _, v := range x.Properties[name] {
			if v.entity == nil || named {
				values = append(values, v.text)
			}
			if v.entity != nil {
				within = append(within, v.entity)
			}
		}
		found.properties = append(found.properties, ftmProperty{name, values})
	}
	return found, within, nil
}

// ftmEdgeOf is the schema of relationships with a name, or nil.
func ftmEdgeOf(schema string) *ftmEdge {
	for i := range ftmEdges {
		if ftmEdges[i].schema == schema {
			return &ftmEdges[i]
		}
	}
	return nil
}

// maxNested is how deep entities may stand within one another; those of OpenSanctions stand two or three deep.
const maxNested = 8

// ftmNested is an entity that stands in another.
type ftmNested struct {
	text   []byte
	within string // the id of the other
	depth  int
}

// line gives the sink the entity of a line and those within it, as OpenSanctions nests them, as if each stood on a line of its own: the
// relationships come last, when it is known which of their ends are no organisations. Of entities that are there again, organisations are given again, and
// the others left out.
func (r *ftmReader) line(number int, line []byte) error {
	if x := r.scan.entity(number, line); x != nil { // as most are
		if again, err := r.again(x, 0); again || err != nil {
			return err
		}
		return r.entity(x)
	}
	queue := []ftmNested{{text: line}}
	var edges []*ftmFound
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		x, within, err := ftmParse(r.name, number, next.text)
		if err != nil {
			if next.depth == 0 {
				return err
			}
			if err := r.sink.Note(number, "an entity within another that is not as FollowTheMoney has them", "left out"); err != nil {
				return err
			}
			continue
		}
		if len(within) > 0 && r.seen == nil {
			r.seen = map[string]struct{}{}
		}
		if next.depth == maxNested && len(within) > 0 {
			if err := r.sink.Note(number, fmt.Sprintf("entities more than %d deep within others", maxNested), "left out"); err != nil {
				return err
			}
			within = nil
		}
		for _, text := range within {
			queue = append(queue, ftmNested{text, x.ID, next.depth + 1})
		}
		if again, err := r.again(x, next.depth); again {
			continue
		} else if err != nil {
			return err
		}
		if edge := ftmEdgeOf(x.Schema); edge != nil {
			x.complete(edge, next.within)
			edges = append(edges, x)
			continue
		}
		if err := r.entity(x); err != nil {
			return err
		}
	}
	for _, x := range edges {
		if err := r.entity(x); err != nil {
			return err
		}
	}
	return nil
}

// again reports whether an entity has been there, in a file in which entities stand within others; the same ones do so many times.
func (r *ftmReader) again(x *ftmFound, depth int) (bool, error) {
	if r.seen == nil {
		return false, nil
	}
	if _, there := r.seen[x.ID]; !there {
		r.seen[strings.Clone(x.ID)] = struct{}{}
		return false, nil
	}
	if isFTMOrganisation(x.Schema) { // the sink unites what they say
		return false, nil
	}
	if depth > 0 {
		return true, nil
	}
	return true, r.sink.Note(x.line, "an entity that has been there, within another or on a line of its own", "read as it was the first time")
}

// complete gives a relationship that stands within an entity that for an end, where it does not name it.
func (x *ftmFound) complete(edge *ftmEdge, within string) {
	from, to := x.values(edge.from), x.values(edge.to)
	if within == "" || (len(from) == 0) == (len(to) == 0) {
		return
	}
	missing := edge.from
	if len(to) == 0 {
		missing = edge.to
	}
	if p := x.property(missing); p != nil {
		p.values = []string{within}
	} else {
		x.properties = append(x.properties, ftmProperty{missing, []string{within}})
	}
}

// beginsList reports whether the input is a list, which some programs make of the lines.
func beginsList(lines *bufio.Reader) bool {
	head, _ := lines.Peek(4 << 10)
	return bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte{'['})
}

// list reads the entities of a list.
func (r *ftmReader) list(ctx context.Context, in *bufio.Reader) error {
	s, err := jsonscan.New(in, limits, r.sink.Note)
	if err != nil {
		return inputError(r.name, err)
	}
	var text []byte
	count := 0
	err = s.Array(func() (err error) {
		if count++; count&4095 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		s.Peek()
		number := s.Line
		if text, err = s.AppendValue(text[:0]); err != nil {
			return err
		}
		return r.line(number, text)
	})
	if err == nil {
		err = s.Finish()
	}
	return inputError(r.name, err)
}
