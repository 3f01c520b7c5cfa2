package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Loss is what a format does not hold of a graph, or holds as text.
type Loss struct {
	Field   Field
	Holding Holding // Drops or AsText
	Count   int     // records that have it
	What    string  // "the passages of 120 relationships"
}

// Losses returns what a format with such holdings does not hold of g, or holds as text, in the order of the fields: nothing that g
// does not have. O(organisations + relationships).
func Losses(g *graph.Graph, h Holdings) []Loss {
	counts := countFields(g)
	var all []Loss
	for _, f := range Fields() {
		if n := counts[f]; h[f] != Keeps && n > 0 {
			all = append(all, Loss{f, h[f], n, fieldWords[f].of(n)})
		}
	}
	return all
}

// countFields counts the records of g that have each field otherwise than by default.
func countFields(g *graph.Graph) (n [numFields]int) {
	count := func(f Field, has bool) {
		if has {
			n[f]++
		}
	}
	count(MapTitle, g.Title() != "")
	count(MapDescription, g.Description() != "")
	for range g.Vocabulary().OwnTypes() {
		n[OwnTypes]++
	}
	for range g.Vocabulary().OwnClassifications() {
		n[OwnClassifications]++
	}
	n[Sources], n[Arrangements] = len(g.Sources()), len(g.Arrangements())
	n[OrganisationID], n[RelationshipType] = g.NumOrganisations(), g.NumRelationships()
	for _, o := range g.Organisations() {
		count(OrganisationName, o.Name != "")
		count(OrganisationShortName, o.ShortName != "")
		count(OrganisationOtherNames, len(o.OtherNames) > 0)
		count(OrganisationClassification, len(o.Classifications) > 0)
		count(OrganisationFoundingDate, !o.FoundingDate.IsZero())
		count(OrganisationDissolutionDate, !o.DissolutionDate.IsZero())
		count(OrganisationDescription, o.Description != "")
		count(OrganisationURL, o.URL != "")
		count(OrganisationTags, len(o.Tags) > 0)
		count(OrganisationEvidence, len(o.Evidence) > 0)
	}
	for e, r := range g.Relationships() {
		count(RelationshipID, g.HasOwnID(e))
		count(RelationshipLabel, r.Label != "")
		count(RelationshipMutual, r.Mutual == graph.Mutual)
		count(RelationshipStartDate, !r.StartDate.IsZero())
		count(RelationshipEndDate, !r.EndDate.IsZero())
		count(RelationshipStatus, r.Status != graph.Active)
		count(RelationshipConfidence, r.Confidence != graph.Confirmed)
		count(RelationshipWeight, r.Weight != 1)
		count(RelationshipArrangement, r.Arrangement != "")
		count(RelationshipNote, r.Note != "")
		count(RelationshipEvidence, len(r.Evidence) > 0)
	}
	return n
}

// fieldWord is what people call a field, and of what there are several; without records there is one of it.
type fieldWord struct{ what, record, records string }

func (w fieldWord) of(n int) string {
	switch {
	case w.record == "":
		return w.what
	case w.what == "" && n == 1:
		return "1 " + w.record
	case w.what == "":
		return strconv.Itoa(n) + " " + w.records
	case n == 1:
		return w.what + " of 1 " + w.record
	}
	return w.what + " of " + strconv.Itoa(n) + " " + w.records
}

func ofOrganisations(what string) fieldWord { return fieldWord{what, "organisation", "organisations"} }
func ofRelationships(what string) fieldWord { return fieldWord{what, "relationship", "relationships"} }

var fieldWords = [numFields]fieldWord{
	MapTitle:                    {what: "the title"},
	MapDescription:              {what: "the description of the map"},
	OwnTypes:                    {"", "type of the map's own", "types of the map's own"},
	OwnClassifications:          {"", "classification of the map's own", "classifications of the map's own"},
	Sources:                     {"", "source", "sources"},
	Arrangements:                {"", "arrangement", "arrangements"},
	OrganisationID:              ofOrganisations("ids"),
	OrganisationName:            ofOrganisations("names"),
	OrganisationShortName:       ofOrganisations("short names"),
	OrganisationOtherNames:      ofOrganisations("other names"),
	OrganisationClassification:  ofOrganisations("classifications"),
	OrganisationFoundingDate:    ofOrganisations("founding dates"),
	OrganisationDissolutionDate: ofOrganisations("dissolution dates"),
	OrganisationDescription:     ofOrganisations("descriptions"),
	OrganisationURL:             ofOrganisations("web addresses"),
	OrganisationTags:            ofOrganisations("tags"),
	OrganisationEvidence:        ofOrganisations("evidence"),
	RelationshipID:              ofRelationships("own ids"),
	RelationshipType:            ofRelationships("types"),
	RelationshipLabel:           ofRelationships("labels"),
	RelationshipMutual:          ofRelationships("mutuality"),
	RelationshipStartDate:       ofRelationships("start dates"),
	RelationshipEndDate:         ofRelationships("end dates"),
	RelationshipStatus:          ofRelationships("statuses"),
	RelationshipConfidence:      ofRelationships("confidence"),
	RelationshipWeight:          ofRelationships("weights"),
	RelationshipArrangement:     ofRelationships("arrangements"),
	RelationshipNote:            ofRelationships("notes"),
	RelationshipEvidence:        ofRelationships("evidence"),
}

// Words is what people call the field: "other names of organisations".
func (f Field) Words() string {
	w := fieldWords[f]
	switch {
	case w.record == "":
		return w.what
	case w.what == "":
		return w.records
	}
	return w.what + " of " + w.records
}

// Summary says in a few words which fields holdings have in a way: "everything", "everything but weights", "sources, evidence", "" for
// none. A name that fields of organisations and of relationships share stands for both; where only one is meant, it says which.
func Summary(h Holdings, way Holding) string {
	var has, all []string
	for _, f := range Fields() {
		if f == OrganisationID {
			continue // which all formats have
		}
		name := shortNames(f)
		all = append(all, name)
		if h[f] == way {
			has = append(has, name)
		}
	}
	if len(has) == len(all) {
		return "everything"
	}
	if 2*len(has) > len(all) {
		var others Holdings
		for f := range others {
			if h[f] != way {
				others[f] = Keeps
			}
		}
		return "everything but " + Summary(others, Keeps)
	}
	var words []string
	for i, name := range has {
		if i == 0 || !slices.Contains(has[:i], name) {
			words = append(words, name)
		}
	}
	// A name that stands for two fields is of one of them where only that is meant.
	for i, name := range words {
		if countOf(all, name) > countOf(has, name) {
			for _, f := range Fields() {
				if h[f] == way && shortNames(f) == name {
					words[i] = f.Words()
				}
			}
		}
	}
	return strings.Join(words, ", ")
}

// shortNames is the plural of the name of a field, without what it is of.
func shortNames(f Field) string {
	w := fieldWords[f]
	switch {
	case f == OwnTypes:
		return "own types"
	case f == OwnClassifications:
		return "own classifications"
	case w.what == "":
		return w.records
	}
	return strings.TrimPrefix(w.what, "the ")
}

func countOf(list []string, s string) (n int) {
	for _, t := range list {
		if t == s {
			n++
		}
	}
	return n
}
