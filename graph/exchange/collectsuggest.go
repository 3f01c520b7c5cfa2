package exchange

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Words that people use for relationships and bodies, and the built-in types and classifications that they may mean: for
// suggestions alone, since what a file means is for a person to say.
var (
	typeHints = []hintWord{
		{"works cooperates co-operates collaborates collaboration cooperation ties linked", "collaboration"}, {"partner partners partnership alliance", "partnership"},
		{"owns owned subsidiary parent division branch unit belongs contains", "part-of"}, {"member members membership joined", "member-of"},
		{"informs tells notifies shares", "information"}, {"reports reporting", "reporting"}, {"oversees supervises supervision inspects audits regulates monitors", "oversight"},
		{"accountable answers", "accountability"}, {"controls commands directs governs", "authority"}, {"tasks orders", "tasking"}, {"coordinates coordination", "coordination"},
		{"leads lead heads", "lead-responsibility"}, {"funds finances supports sponsors donates helps", "support"}, {"advises advice consults", "advice"},
		{"assists assistance", "assistance"}, {"founded founds established created", "establishes"}, {"replaced replaces successor predecessor succeeded renamed", "succeeds"},
	}
	classHints = []hintWord{
		{"company business firm corporation bank commercial industry limited ltd inc", "private"}, {"university school college research institute academic academia", "academic"},
		{"ngo nonprofit non-profit foundation charity association", "charity"}, {"ministry department", "department"}, {"court judge tribunal judicial", "judiciary"},
		{"army navy military defence defense forces", "armed-forces"}, {"regulator inspectorate ombudsman commissioner auditor watchdog", "oversight"},
		{"intelligence secret espionage", "intelligence-agency"}, {"parliament parliamentary committee assembly senate legislature", "parliament"},
		{"council hospital health local municipality", "local-services"}, {"constabulary sheriff gendarmerie", "police"}, {"customs enforcement prosecutor", "law-enforcement"},
		{"state public government governmental federal agency", "government"}, {"foreign international", "overseas"}, {"group network", "grouping"},
	}
)

type hintWord struct{ words, id string }

// suggest names the built-in concepts whose ids or labels are nearest to a word of the file, or that one of its words hints at.
func (c *collector) suggest(raw string, byName map[string]string, hints []hintWord) []string {
	if c.terms.suggested == 2*maxTerms {
		return nil
	}
	c.terms.suggested++
	text := lastOf(raw)
	if len(text) > 200 {
		return nil
	}
	known := make([]string, 0, len(byName))
	for name := range byName {
		known = append(known, name)
	}
	slices.Sort(known)
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, name := range graph.Suggest(strings.ReplaceAll(text, "_", " "), known) {
		add(byName[name])
	}
	for part := range strings.SplitSeq(graph.Slug(text), "-") {
		for _, h := range hints {
			if slices.Contains(strings.Fields(h.words), part) {
				add(h.id)
			}
		}
	}
	return ids[:min(3, len(ids))]
}

func typeNames() map[string]string {
	names := map[string]string{}
	for _, t := range graph.BuiltinTypes() {
		names[t.Label], names[t.ID] = t.ID, t.ID
	}
	return names
}

func classNames() map[string]string {
	names := map[string]string{}
	for _, cl := range graph.BuiltinClassifications() {
		names[cl.Label], names[cl.PluralLabel] = cl.ID, cl.ID
		names[cl.ID] = cl.ID
	}
	return names
}
