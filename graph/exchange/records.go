package exchange

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
)

// mapRecord is what a map has besides organisations and relationships.
type mapRecord struct {
	title, description string
	types              []graph.Type
	classifications    []graph.Classification
	sources            []graph.Source
	arrangements       []graph.Arrangement
}

func (m *mapRecord) give(sink Sink) error {
	for _, c := range m.classifications {
		if err := sink.Classification(c); err != nil {
			return err
		}
	}
	for _, t := range m.types {
		if err := sink.Type(t); err != nil {
			return err
		}
	}
	for _, s := range m.sources {
		if err := sink.Source(s); err != nil {
			return err
		}
	}
	for _, a := range m.arrangements {
		if err := sink.Arrangement(a); err != nil {
			return err
		}
	}
	if m.title != "" || m.description != "" {
		return sink.Map(m.title, m.description)
	}
	return nil
}

var mapFields = []column[mapRecord]{
	textColumn("title", MapTitle, func(m *mapRecord) *string { return &m.title }),
	textColumn("description", MapDescription, func(m *mapRecord) *string { return &m.description }),
	recordsColumn("types", OwnTypes, func(m *mapRecord) *[]graph.Type { return &m.types }),
	recordsColumn("classifications", OwnClassifications, func(m *mapRecord) *[]graph.Classification { return &m.classifications }),
	recordsColumn("sources", Sources, func(m *mapRecord) *[]graph.Source { return &m.sources }),
	recordsColumn("arrangements", Arrangements, func(m *mapRecord) *[]graph.Arrangement { return &m.arrangements }),
}

var organisationFields = []column[Organisation]{
	textColumn("name", OrganisationName, func(o *Organisation) *string { return &o.Name }),
	textColumn("short_name", OrganisationShortName, func(o *Organisation) *string { return &o.ShortName }),
	recordsColumn("other_names", OrganisationOtherNames, func(o *Organisation) *[]graph.OtherName { return &o.OtherNames }),
	listColumn("classification", OrganisationClassification, func(o *Organisation) *[]string { return &o.Classifications }),
	dateColumn("founding_date", OrganisationFoundingDate, func(o *Organisation) *graph.Date { return &o.FoundingDate }),
	dateColumn("dissolution_date", OrganisationDissolutionDate, func(o *Organisation) *graph.Date { return &o.DissolutionDate }),
	textColumn("description", OrganisationDescription, func(o *Organisation) *string { return &o.Description }),
	textColumn("url", OrganisationURL, func(o *Organisation) *string { return &o.URL }),
	listColumn("tags", OrganisationTags, func(o *Organisation) *[]string { return &o.Tags }),
	recordsColumn("evidence", OrganisationEvidence, func(o *Organisation) *[]graph.Evidence { return &o.Evidence }),
}

var relationshipFields = []column[Relationship]{
	ofText(textColumn("type", RelationshipType, func(r *Relationship) *string { return &r.Type }), (*graph.Graph).TypeID),
	ofText(textColumn("label", RelationshipLabel, func(r *Relationship) *string { return &r.Label }), (*graph.Graph).OwnLabel),
	{
		Column{"symmetric", Truth, RelationshipMutual},
		func(r *Relationship) Value { return TruthValue(r.Mutual == graph.Mutual) },
		func(r *Relationship, v Value) error {
			mutual, err := v.truth()
			if err != nil {
				return err
			}
			r.Mutual = graph.OneWay
			if mutual {
				r.Mutual = graph.Mutual
			}
			return nil
		},
		func(v *Value, g *graph.Graph, e graph.Edge) { v.setTruth(g.IsMutual(e)) },
	},
	ofDate(dateColumn("start_date", RelationshipStartDate, func(r *Relationship) *graph.Date { return &r.StartDate }), (*graph.Graph).StartDate),
	ofDate(dateColumn("end_date", RelationshipEndDate, func(r *Relationship) *graph.Date { return &r.EndDate }), (*graph.Graph).EndDate),
	ofText(wordColumn("status", RelationshipStatus, graph.ParseStatus, func(r *Relationship) *graph.Status { return &r.Status }),
		func(g *graph.Graph, e graph.Edge) string { return g.Status(e).String() }),
	ofText(wordColumn("confidence", RelationshipConfidence, graph.ParseConfidence, func(r *Relationship) *graph.Confidence { return &r.Confidence }),
		func(g *graph.Graph, e graph.Edge) string { return g.Confidence(e).String() }),
	{
		Column{"weight", Number, RelationshipWeight},
		func(r *Relationship) Value { return NumberValue(r.Weight) },
		func(r *Relationship, v Value) error {
			w, err := v.number()
			if err == nil && (w < minWeight || w > maxWeight) {
				err = fmt.Errorf("%v is not a weight: it is from %v to %v", w, minWeight, maxWeight)
			}
			if err == nil {
				r.Weight = w
			}
			return err
		},
		func(v *Value, g *graph.Graph, e graph.Edge) { v.setNumber(g.Weight(e)) },
	},
	ofText(textColumn("arrangement", RelationshipArrangement, func(r *Relationship) *string { return &r.Arrangement }), arrangementID),
	ofText(textColumn("note", RelationshipNote, func(r *Relationship) *string { return &r.Note }), (*graph.Graph).Note),
	withOf(recordsColumn("evidence", RelationshipEvidence, func(r *Relationship) *[]graph.Evidence { return &r.Evidence }), setEvidence),
	{
		Column{"own_id", Truth, RelationshipID},
		func(r *Relationship) Value {
			if !r.OwnID {
				return Value{}
			}
			return TruthValue(true)
		},
		func(r *Relationship, v Value) (err error) { r.OwnID, err = v.truth(); return err },
		func(v *Value, g *graph.Graph, e graph.Edge) {
			if v.clear(); g.HasOwnID(e) {
				v.setTruth(true)
			}
		},
	},
	withOf(textColumn("reverse_of", RelationshipMutual, func(r *Relationship) *string { return &r.ReverseOf }),
		func(v *Value, _ *graph.Graph, _ graph.Edge) { v.clear() }),
}

// The least and the greatest weight of a relationship; see package graph.
const minWeight, maxWeight = 1e-100, 1e100

func textColumn[R any](name string, f Field, at func(*R) *string) column[R] {
	return column[R]{
		Column: Column{name, Text, f},
		get:    func(r *R) Value { return TextValue(*at(r)) },
		set:    func(r *R, v Value) error { *at(r) = v.String(); return nil },
	}
}

func listColumn[R any](name string, f Field, at func(*R) *[]string) column[R] {
	return column[R]{
		Column: Column{name, List, f},
		get:    func(r *R) Value { return ListValue(*at(r)) },
		set:    func(r *R, v Value) error { *at(r) = v.list(); return nil },
	}
}

func dateColumn[R any](name string, f Field, at func(*R) *graph.Date) column[R] {
	return column[R]{
		Column: Column{name, Text, f},
		get:    func(r *R) Value { return TextValue(at(r).String()) },
		set: func(r *R, v Value) error {
			d, err := graph.ParseDate(v.String())
			if err == nil {
				*at(r) = d
			}
			return err
		},
	}
}

func wordColumn[R any, T interface{ String() string }](name string, f Field, parse func(string) (T, error), at func(*R) *T) column[R] {
	return column[R]{
		Column: Column{name, Text, f},
		get:    func(r *R) Value { return TextValue((*at(r)).String()) },
		set: func(r *R, v Value) error {
			word, err := parse(v.String())
			if err == nil {
				*at(r) = word
			}
			return err
		},
	}
}

func recordsColumn[R, T any](name string, f Field, at func(*R) *[]T) column[R] {
	return column[R]{
		Column: Column{name, Records, f},
		get:    func(r *R) Value { return RecordsValue(*at(r)) },
		set: func(r *R, v Value) error {
			var records []T
			err := v.records(&records)
			if err == nil {
				*at(r) = records
			}
			return err
		},
	}
}

// withOf returns a column of relationships with how it is filled in for one of a graph.
func withOf(c column[Relationship], of func(*Value, *graph.Graph, graph.Edge)) column[Relationship] {
	c.of = of
	return c
}

func ofText(c column[Relationship], text func(*graph.Graph, graph.Edge) string) column[Relationship] {
	return withOf(c, func(v *Value, g *graph.Graph, e graph.Edge) { v.setText(text(g, e)) })
}

func ofDate(c column[Relationship], date func(*graph.Graph, graph.Edge) graph.Date) column[Relationship] {
	return withOf(c, func(v *Value, g *graph.Graph, e graph.Edge) {
		if d := date(g, e); !d.IsZero() {
			v.setText(d.String())
		} else {
			v.clear()
		}
	})
}

func arrangementID(g *graph.Graph, e graph.Edge) string {
	a, _ := g.ArrangementOf(e)
	return a.ID
}

func setEvidence(v *Value, g *graph.Graph, e graph.Edge) {
	if all := g.Evidence(e); len(all) > 0 {
		*v = RecordsValue(all)
	} else {
		v.clear()
	}
}
