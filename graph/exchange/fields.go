package exchange

import (
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// Field is a part of the model that a format holds or drops.
type Field int

const (
	MapTitle Field = iota
	MapDescription
	OwnTypes
	OwnClassifications
	Sources
	Arrangements
	OrganisationID
	OrganisationName
	OrganisationShortName
	OrganisationOtherNames
	OrganisationClassification
	OrganisationFoundingDate
	OrganisationDissolutionDate
	OrganisationDescription
	OrganisationURL
	OrganisationTags
	OrganisationEvidence
	RelationshipID
	RelationshipType
	RelationshipLabel
	RelationshipMutual
	RelationshipStartDate
	RelationshipEndDate
	RelationshipStatus
	RelationshipConfidence
	RelationshipWeight
	RelationshipArrangement
	RelationshipNote
	RelationshipEvidence
	numFields
)

var fieldNames = [numFields]string{
	"map.title", "map.description", "types", "classifications", "sources", "arrangements",
	"organisation.id", "organisation.name", "organisation.short_name", "organisation.other_names", "organisation.classification",
	"organisation.founding_date", "organisation.dissolution_date", "organisation.description", "organisation.url", "organisation.tags",
	"organisation.evidence",
	"relationship.id", "relationship.type", "relationship.label", "relationship.mutual", "relationship.start_date", "relationship.end_date",
	"relationship.status", "relationship.confidence", "relationship.weight", "relationship.arrangement", "relationship.note",
	"relationship.evidence",
}

// String is the name of the field, such as "organisation.short_name".
func (f Field) String() string { return fieldNames[f] }

// Fields returns every field, in order.
func Fields() []Field {
	all := make([]Field, numFields)
	for i := range all {
		all[i] = Field(i)
	}
	return all
}

// Holding is how a format holds a field.
type Holding uint8

const (
	Drops  Holding = iota
	AsText         // in a text that only this package takes apart: a list with semicolons, records as JSON
	Keeps          // in the terms of the format, or as an attribute that any tool can use
)

// Holdings are how a format holds each field.
type Holdings [numFields]Holding

// HoldsAll is every field kept, but for those that are held as text.
func holdsAll(asText ...Field) (h Holdings) {
	for f := range h {
		h[f] = Keeps
	}
	for _, f := range asText {
		h[f] = AsText
	}
	return h
}

// holdsOnly is the fields that are kept; all others are dropped.
func holdsOnly(kept ...Field) (h Holdings) {
	for _, f := range kept {
		h[f] = Keeps
	}
	return h
}

// without returns h with some fields dropped.
func (h Holdings) without(fields ...Field) Holdings {
	for _, f := range fields {
		h[f] = Drops
	}
	return h
}

// nested are the fields that formats with flat attributes hold as text: records and lists.
var nested = []Field{
	OwnTypes, OwnClassifications, Sources, Arrangements, OrganisationOtherNames, OrganisationClassification, OrganisationTags,
	OrganisationEvidence, RelationshipEvidence,
}

// Column is an attribute that every record of a kind can have, in formats that have named attributes. The names are those of
// the fields in a map file.
type Column struct {
	Name  string
	Kind  Kind
	Field Field
}

// OrganisationColumns are the attributes of organisations but for the id, in order.
func OrganisationColumns() []Column { return columnsOf(organisationFields) }

// RelationshipColumns are the attributes of relationships but for the id and the ends, in order.
func RelationshipColumns() []Column { return columnsOf(relationshipFields) }

// MapColumns are the attributes of a map, in order: its title and description, and the records that its organisations
// and relationships refer to.
func MapColumns() []Column { return columnsOf(mapFields) }

func columnsOf[R any](rows []column[R]) []Column {
	columns := make([]Column, len(rows))
	for i, row := range rows {
		columns[i] = row.Column
	}
	return columns
}

// column is a column and how it is written and read.
type column[R any] struct {
	Column
	get func(*R) Value
	set func(*R, Value) error
	// of makes v what get returns for the record of a relationship, without that; only columns of relationships have it.
	of func(v *Value, g *graph.Graph, e graph.Edge)
}

// OrganisationValues appends the values of the columns for an organisation, in their order; those that it does not have are Empty.
func OrganisationValues(values []Value, g *graph.Graph, n graph.Node) []Value {
	o := Organisation{Organisation: g.Organisation(n)}
	return valuesOf(values, organisationFields, &o)
}

// RelationshipValues appends the values of the columns for a relationship; those that are as the model has them by default are
// there too.
func RelationshipValues(values []Value, g *graph.Graph, e graph.Edge) []Value {
	before, n := len(values), len(relationshipFields)
	values = slices.Grow(values, n)[:before+n] // what was there is made the new value, mostly of the same kind
	for i := range relationshipFields {
		relationshipFields[i].of(&values[before+i], g, e)
	}
	return values
}

// usedByRelationships says which columns some relationship has a value in, that of reverse_of never.
func usedByRelationships(ctx context.Context, g *graph.Graph) ([]bool, error) {
	used := make([]bool, len(relationshipFields))
	open := make([]int, len(used)) // columns without a value so far
	for i := range open {
		open[i] = i
	}
	var v Value
	for e := range g.Edges() {
		if err := interrupted(ctx, int(e)); err != nil {
			return nil, err
		}
		for k := 0; k < len(open); k++ {
			i := open[k]
			if relationshipFields[i].of(&v, g, e); v.Kind != Empty {
				used[i] = true
				open = slices.Delete(open, k, k+1)
				k--
			}
		}
	}
	return used, nil
}

// MapValues appends the values of the columns for the map.
func MapValues(values []Value, g *graph.Graph) []Value {
	return valuesOf(values, mapFields, &mapRecord{
		title: g.Title(), description: g.Description(), sources: g.Sources(), arrangements: g.Arrangements(),
		types: slices.Collect(g.Vocabulary().OwnTypes()), classifications: slices.Collect(g.Vocabulary().OwnClassifications()),
	})
}

func valuesOf[R any](values []Value, rows []column[R], record *R) []Value {
	for i := range rows { // a row is not small
		values = append(values, rows[i].get(record))
	}
	return values
}

// Set sets the field of a column by its name. What has no column, or a value that the field does not take, is
// kept in Extra.
func (o *Organisation) Set(name string, v Value) { set(organisationFields, o, &o.Extra, name, v) }

// Set is as for an Organisation. It also takes symmetric and reverse_of, which tell the arcs of a mutual relationship.
func (r *Relationship) Set(name string, v Value) { set(relationshipFields, r, &r.Extra, name, v) }

func set[R any](rows []column[R], record *R, extra *[]Attribute, name string, v Value) {
	if v.Kind == Empty {
		return
	}
	for i := range rows {
		if row := &rows[i]; row.Name == name && row.set(record, v) == nil {
			return
		}
	}
	if len(*extra) < maxAttributes {
		*extra = append(*extra, Attribute{name, v})
	}
}

// SetMap gives a sink what an attribute of the map says, by the name of its column; ok is false where it is none, or says
// nothing that the column takes. The title and the description are given to the sink by the reader.
func SetMap(sink Sink, name string, v Value) (ok bool, err error) {
	var m mapRecord
	for _, row := range mapFields {
		if row.Name == name {
			if row.set(&m, v) != nil {
				return false, nil
			}
			return true, m.give(sink)
		}
	}
	return false, nil
}
