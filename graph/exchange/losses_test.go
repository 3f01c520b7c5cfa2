package exchange_test

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestLosses(t *testing.T) {
	var nothing, everything exchange.Holdings
	for f := range everything {
		everything[f] = exchange.Keeps
	}
	if losses := exchange.Losses(graphtest.EveryField(), everything); len(losses) != 0 {
		t.Errorf("%v", losses)
	}
	if losses := exchange.Losses(graphtest.Of(), nothing); len(losses) != 0 {
		t.Errorf("of an empty map: %v", losses)
	}
	var words []string
	for _, l := range exchange.Losses(graphtest.EveryField(), nothing) {
		if l.Holding != exchange.Drops {
			t.Errorf("%v: %v", l.Field, l.Holding)
		}
		words = append(words, l.What)
	}
	// Read off graphtest.EveryField.
	want := "the title, the description of the map, 1 type of the map's own, 1 classification of the map's own, 2 sources, 2 arrangements, " +
		"ids of 2 organisations, names of 2 organisations, short names of 1 organisation, other names of 1 organisation, classifications of 2 organisations, " +
		"founding dates of 1 organisation, dissolution dates of 1 organisation, descriptions of 1 organisation, web addresses of 1 organisation, tags of 1 organisation, " +
		"evidence of 1 organisation, own ids of 1 relationship, types of 2 relationships, labels of 1 relationship, mutuality of 1 relationship, start dates of 1 relationship, " +
		"end dates of 1 relationship, statuses of 2 relationships, confidence of 2 relationships, weights of 1 relationship, arrangements of 2 relationships, " +
		"notes of 1 relationship, evidence of 1 relationship"
	if got := strings.Join(words, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	everything[exchange.OrganisationTags], everything[exchange.RelationshipLabel] = exchange.AsText, exchange.Drops
	losses := exchange.Losses(graphtest.EveryField(), everything)
	if len(losses) != 2 || losses[0].Holding != exchange.AsText || losses[0].Count != 1 || losses[1].Field != exchange.RelationshipLabel {
		t.Errorf("%v", losses)
	}
}

func TestSummary(t *testing.T) {
	var h exchange.Holdings
	for _, test := range []struct {
		way  exchange.Holding
		set  map[exchange.Field]exchange.Holding
		want string
	}{
		{exchange.Drops, nil, "everything"},
		{exchange.Keeps, nil, ""},
		{exchange.Drops, map[exchange.Field]exchange.Holding{exchange.RelationshipWeight: exchange.Keeps, exchange.OwnTypes: exchange.AsText}, "everything but own types, weights"},
		{exchange.Keeps, map[exchange.Field]exchange.Holding{exchange.OrganisationEvidence: exchange.Keeps, exchange.RelationshipEvidence: exchange.Keeps, exchange.RelationshipLabel: exchange.Keeps}, "evidence, labels"},
		{exchange.AsText, map[exchange.Field]exchange.Holding{exchange.OrganisationEvidence: exchange.AsText, exchange.Sources: exchange.AsText}, "sources, evidence of organisations"},
	} {
		held := h
		for f, holding := range test.set {
			held[f] = holding
		}
		if got := exchange.Summary(held, test.way); got != test.want {
			t.Errorf("%v: %q, want %q", test.set, got, test.want)
		}
	}
}

// The table of formats is complete: what drives help, guesses and messages is there in every row.
func TestFormatsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range exchange.Formats() {
		if f.Name == "" || f.Name != strings.ToLower(f.Name) || seen[f.Name] || f.Label == "" || f.Tools == "" || !strings.HasPrefix(f.Standard, "http") || len(f.Extensions) == 0 || f.MediaType == "" {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
		if f.Read == nil && len(f.Parts) == 0 {
			t.Errorf("%s is neither read nor written", f.Name)
		}
		for _, extension := range f.Extensions {
			if !strings.HasPrefix(extension, ".") || extension != strings.ToLower(extension) {
				t.Errorf("%s: %s", f.Name, extension)
			}
		}
		for _, part := range f.Parts {
			if part.Write == nil || f.Folder() == (part.Name == "") {
				t.Errorf("%s: part %q", f.Name, part.Name)
			}
		}
	}
}
