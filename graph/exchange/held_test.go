package exchange_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// held returns g without what a format drops: what reading back what was written is to give.
func held(t testing.TB, g *graph.Graph, h exchange.Holdings) *graph.Graph {
	t.Helper()
	var err error
	note := func(e error) {
		if err == nil {
			err = e
		}
	}
	b := graph.NewBuilder()
	keeps := func(f exchange.Field) bool { return h[f] != exchange.Drops }
	title, description := g.Title(), g.Description()
	drop(keeps(exchange.MapTitle), &title)
	drop(keeps(exchange.MapDescription), &description)
	note(b.SetTitle(title, description))
	v := g.Vocabulary()
	for c := range v.OwnClassifications() {
		if !keeps(exchange.OwnClassifications) {
			c = graph.Classification{ID: c.ID}
		}
		if keeps(exchange.OwnClassifications) || keeps(exchange.OrganisationClassification) && usesClassification(g, c.ID) {
			note(b.AddClassification(c))
		}
	}
	for typ := range v.OwnTypes() {
		if !keeps(exchange.OwnTypes) {
			typ = graph.Type{ID: typ.ID}
		}
		if keeps(exchange.OwnTypes) || keeps(exchange.RelationshipType) && usesType(g, typ.ID) {
			note(b.AddType(typ))
		}
	}
	if keeps(exchange.Sources) {
		for _, s := range g.Sources() {
			note(b.AddSource(s))
		}
	}
	if keeps(exchange.Arrangements) {
		for _, a := range g.Arrangements() {
			note(b.AddArrangement(a))
		}
	}
	for _, o := range g.Organisations() {
		drop(keeps(exchange.OrganisationName), &o.Name)
		drop(keeps(exchange.OrganisationShortName), &o.ShortName)
		drop(keeps(exchange.OrganisationOtherNames), &o.OtherNames)
		drop(keeps(exchange.OrganisationClassification), &o.Classifications)
		drop(keeps(exchange.OrganisationFoundingDate), &o.FoundingDate)
		drop(keeps(exchange.OrganisationDissolutionDate), &o.DissolutionDate)
		drop(keeps(exchange.OrganisationDescription), &o.Description)
		drop(keeps(exchange.OrganisationURL), &o.URL)
		drop(keeps(exchange.OrganisationTags), &o.Tags)
		drop(keeps(exchange.OrganisationEvidence), &o.Evidence)
		_, failed := b.AddOrganisation(o)
		note(failed)
	}
	for e, r := range g.Relationships() {
		drop(keeps(exchange.RelationshipID) && g.HasOwnID(e), &r.ID)
		if !keeps(exchange.RelationshipType) { // as Read has those without one
			if _, there := v.Type("related-to"); !there && e == 0 {
				note(b.AddType(graph.Type{ID: "related-to", Label: "is related to"}))
			}
			r.Type = "related-to"
		}
		drop(keeps(exchange.RelationshipLabel), &r.Label)
		drop(keeps(exchange.RelationshipMutual), &r.Mutual)
		drop(keeps(exchange.RelationshipStartDate), &r.StartDate)
		drop(keeps(exchange.RelationshipEndDate), &r.EndDate)
		drop(keeps(exchange.RelationshipStatus), &r.Status)
		drop(keeps(exchange.RelationshipConfidence), &r.Confidence)
		drop(keeps(exchange.RelationshipWeight), &r.Weight)
		drop(keeps(exchange.RelationshipArrangement), &r.Arrangement)
		drop(keeps(exchange.RelationshipNote), &r.Note)
		drop(keeps(exchange.RelationshipEvidence), &r.Evidence)
		_, failed := b.AddRelationship(r)
		note(failed)
	}
	if err != nil {
		t.Fatal(err)
	}
	smaller, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return smaller
}

// drop makes a field that is not kept its zero value.
func drop[T any](kept bool, field *T) {
	if !kept {
		var zero T
		*field = zero
	}
}

func usesClassification(g *graph.Graph, id string) bool {
	for n := range g.Nodes() {
		if g.IsA(n, id) {
			return true
		}
	}
	return false
}

func usesType(g *graph.Graph, id string) bool {
	for e := range g.Edges() {
		if g.Type(e).ID == id {
			return true
		}
	}
	return false
}
