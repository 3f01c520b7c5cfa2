package graph

import (
	"iter"
	"slices"
)

// Type is a kind of relationship, a concept in the sense of SKOS.
type Type struct {
	ID           string `json:"id"`
	Label        string `json:"label,omitzero"`         // reads from From to To: "warrant approval"
	InverseLabel string `json:"inverse_label,omitzero"` // reads from To to From
	Broader      string `json:"broader,omitzero"`       // the id of a more general type
	Description  string `json:"description,omitzero"`
	// Mutual is what a relationship of the type is where it does not say itself.
	Mutual bool `json:"mutual,omitzero"`
	// Irreflexive forbids a relationship of an organisation with itself.
	Irreflexive bool `json:"irreflexive,omitzero"`
	// From and To are the classifications that the ends may have, narrower ones included; none is any.
	From []string `json:"from,omitempty"`
	To   []string `json:"to,omitempty"`
}

// Classification is a kind of organisation, a concept in the sense of SKOS. One without a broader one is
// a sector.
type Classification struct {
	ID          string `json:"id"`
	Label       string `json:"label,omitzero"`
	PluralLabel string `json:"plural_label,omitzero"` // the heading of a group of them
	Broader     string `json:"broader,omitzero"`
	Description string `json:"description,omitzero"`
}

// BuiltinTypes returns the types that every map has.
func BuiltinTypes() []Type { return slices.Clone(builtinTypes) }

// BuiltinClassifications returns the classifications that every map has.
func BuiltinClassifications() []Classification { return slices.Clone(builtinClassifications) }

var builtinTypes = []Type{
	{ID: "collaboration", Label: "collaborates with", Mutual: true, Description: "Working together, in whatever form."},
	{ID: "joint-team", Label: "has a joint team with", Broader: "collaboration", Mutual: true, Description: "People of both work as one team."},
	{ID: "joint-investigation", Label: "investigates jointly with", Broader: "collaboration", Mutual: true, Description: "An investigation that both carry out."},
	{ID: "joint-advice", Label: "advises jointly with", Broader: "collaboration", Mutual: true, Description: "Advice to others that both produce."},
	{ID: "co-location", Label: "shares premises with", Broader: "collaboration", Mutual: true, Description: "Working in one place."},
	{ID: "partnership", Label: "is a partner of", Broader: "collaboration", Mutual: true, Description: "A standing relationship that the source calls a partnership, link or close work."},

	{ID: "information", Label: "informs", InverseLabel: "is informed by", Description: "Knowledge that passes from one to the other."},
	{ID: "intelligence-sharing", Label: "shares intelligence with", InverseLabel: "receives intelligence from", Broader: "information", Description: "Intelligence, or an assessment made of it, that is passed on."},
	{ID: "reporting", Label: "reports to", InverseLabel: "receives reports from", Broader: "information", Description: "Reports, records or other information that are not intelligence."},

	{ID: "authority", Label: "has authority over", InverseLabel: "is subject to", Description: "A say that one has over what the other does."},
	{ID: "warrant-approval", Label: "approves warrants of", InverseLabel: "needs warrants approved by", Broader: "authority", Description: "Approval that intrusive powers need."},
	{ID: "oversight", Label: "oversees", InverseLabel: "is overseen by", Broader: "authority", Description: "Examination from outside of what is done."},
	{ID: "accountability", Label: "is accountable to", InverseLabel: "holds to account", Broader: "authority", Description: "A duty to answer for what is done."},
	{ID: "tasking", Label: "tasks", InverseLabel: "is tasked by", Broader: "authority", Description: "Setting what the other is to do."},
	{ID: "lead-responsibility", Label: "leads for", InverseLabel: "follows the lead of", Broader: "authority", Description: "The lead in a matter that concerns both."},
	{ID: "coordination", Label: "co-ordinates", InverseLabel: "is co-ordinated by", Broader: "authority", Description: "Making the work of others fit together."},
	{ID: "proposal", Label: "proposes a change to", InverseLabel: "is the subject of a proposal by", Broader: "authority", Description: "A recommendation that concerns the other."},

	{ID: "support", Label: "supports", InverseLabel: "is supported by", Description: "Help of any kind."},
	{ID: "advice", Label: "advises", InverseLabel: "is advised by", Broader: "support", Description: "Advice that the other may follow."},
	{ID: "assistance", Label: "assists", InverseLabel: "is assisted by", Broader: "support", Description: "Help with the other's own work."},
	{ID: "welfare-support", Label: "cares for members of", InverseLabel: "has members cared for by", Broader: "support", Description: "Help to the people of the other."},

	{ID: "structure", Label: "is structurally tied to", Irreflexive: true, Description: "How bodies are made of, follow or found one another."},
	{ID: "part-of", Label: "is part of", InverseLabel: "has as a part", Broader: "structure", Irreflexive: true, Description: "A unit within a larger body."},
	{ID: "member-of", Label: "is a member of", InverseLabel: "has as a member", Broader: "structure", Irreflexive: true, Description: "A body that belongs to or takes part in a joint one and stays itself."},
	{ID: "establishes", Label: "established", InverseLabel: "was established by", Broader: "structure", Irreflexive: true, Description: "One set the other up."},
	{ID: "succeeds", Label: "succeeded", InverseLabel: "was succeeded by", Broader: "structure", Irreflexive: true, Description: "One took the place of the other."},
}

var builtinClassifications = []Classification{
	{ID: "intelligence-agency", Label: "Intelligence agency", PluralLabel: "Intelligence agencies"},
	{ID: "law-enforcement", Label: "Law enforcement agency", PluralLabel: "Law enforcement"},
	{ID: "police", Label: "Police", PluralLabel: "Police", Broader: "law-enforcement"},
	{ID: "government", Label: "Government body", PluralLabel: "Government"},
	{ID: "department", Label: "Government department", PluralLabel: "Government departments", Broader: "government"},
	{ID: "public-office", Label: "Public office", PluralLabel: "Public offices", Broader: "government"},
	{ID: "armed-forces", Label: "Armed forces", PluralLabel: "Armed forces", Broader: "government"},
	{ID: "oversight", Label: "Oversight body", PluralLabel: "Oversight"},
	{ID: "judiciary", Label: "Judicial office", PluralLabel: "Judiciary", Broader: "oversight"},
	{ID: "parliament", Label: "Parliamentary body", PluralLabel: "Parliament", Broader: "oversight"},
	{ID: "joint-unit", Label: "Joint unit", PluralLabel: "Joint units"},
	{ID: "overseas", Label: "Overseas body", PluralLabel: "Overseas"},
	{ID: "society", Label: "Body outside government", PluralLabel: "Wider society"},
	{ID: "private", Label: "Private sector", PluralLabel: "Private sector", Broader: "society"},
	{ID: "academic", Label: "Academic body", PluralLabel: "Academia", Broader: "society"},
	{ID: "charity", Label: "Charity", PluralLabel: "Charities", Broader: "society"},
	{ID: "public", Label: "The public", PluralLabel: "The public", Broader: "society"},
	{ID: "local-services", Label: "Local services", PluralLabel: "Local services", Broader: "society"},
	{ID: "grouping", Label: "Grouping", PluralLabel: "Groupings", Description: "A set that the source does not name one by one."},
}

// Vocabulary is the types and classifications of a graph: the built-in ones, then the map's own. It is
// immutable.
type Vocabulary struct {
	types           concepts[Type]
	classifications concepts[Classification]
}

// concepts is a SKOS scheme in which a concept has at most one broader concept.
type concepts[T any] struct {
	kind    string
	all     []T
	ids     []string
	index   map[string]int
	broader []int // -1 where there is none
	builtin int   // how many of all are built in
}

func newConcepts[T any](kind string, builtin []T, id func(T) string) concepts[T] {
	c := concepts[T]{kind: kind, index: map[string]int{}, builtin: len(builtin)}
	for _, concept := range builtin {
		c.add(id(concept), concept)
	}
	return c
}

func (c *concepts[T]) add(id string, concept T) {
	c.index[id] = len(c.all)
	c.all = append(c.all, concept)
	c.ids = append(c.ids, id)
}

// link resolves the broader concepts, and returns what is wrong with them.
func (c *concepts[T]) link(broader func(T) string) []error {
	var errs []error
	c.broader = make([]int, len(c.all))
	for i, concept := range c.all {
		c.broader[i] = -1
		if b := broader(concept); b != "" {
			var f faults
			if j, ok := c.index[b]; ok {
				c.broader[i] = j
			} else {
				f.unknown("broader", c.kind, b, c.ids)
				errs = append(errs, f.err(c.kind, c.ids[i]))
			}
		}
	}
	// Each walk marks what it passes; one that comes upon its own mark has found a circle there. What only
	// leads into a circle is not at fault.
	walk := make([]int, len(c.all))
	for i := range c.all {
		j := i
		for j >= 0 && walk[j] == 0 {
			walk[j] = i + 1
			j = c.broader[j]
		}
		if j >= 0 && walk[j] == i+1 {
			var f faults
			f.add("broader", "%q is broader than itself, by way of %q", c.ids[j], c.ids[c.broader[j]])
			errs = append(errs, f.err(c.kind, c.ids[j]))
		}
	}
	return errs
}

func (c *concepts[T]) get(id string) (concept T, ok bool) {
	i, ok := c.index[id]
	if ok {
		concept = c.all[i]
	}
	return concept, ok
}

// isA reports whether the concept id is ancestor or narrower than it.
func (c *concepts[T]) isA(id, ancestor string) bool {
	i, ok := c.index[id]
	if !ok {
		return false
	}
	for ; i >= 0; i = c.broader[i] {
		if c.ids[i] == ancestor {
			return true
		}
	}
	return false
}

func (c *concepts[T]) known() []string { return c.ids }

func (c *concepts[T]) top(id string) string {
	i, ok := c.index[id]
	if !ok {
		return ""
	}
	for c.broader[i] >= 0 {
		i = c.broader[i]
	}
	return c.ids[i]
}

// set returns for each concept whether it is one of ids or narrower, or which id is unknown.
func (c *concepts[T]) set(ids []string) ([]bool, error) {
	in := make([]bool, len(c.all))
	for _, id := range ids {
		if _, ok := c.index[id]; !ok {
			return nil, &UnknownError{What: c.kind, Value: id, Suggestions: Suggest(id, c.ids), Known: c.ids}
		}
		for i := range c.all {
			in[i] = in[i] || c.isA(c.ids[i], id)
		}
	}
	return in, nil
}

// Types yields all types in order: the built-in ones, then the map's own.
func (v *Vocabulary) Types() iter.Seq[Type] { return slices.Values(v.types.all) }

// Classifications yields all classifications in order: the built-in ones, then the map's own.
func (v *Vocabulary) Classifications() iter.Seq[Classification] {
	return slices.Values(v.classifications.all)
}

// OwnTypes yields the types that the map adds.
func (v *Vocabulary) OwnTypes() iter.Seq[Type] { return slices.Values(v.types.all[v.types.builtin:]) }

// OwnClassifications yields the classifications that the map adds.
func (v *Vocabulary) OwnClassifications() iter.Seq[Classification] {
	return slices.Values(v.classifications.all[v.classifications.builtin:])
}

// Type returns the type with an id.
func (v *Vocabulary) Type(id string) (Type, bool) { return v.types.get(id) }

// Classification returns the classification with an id.
func (v *Vocabulary) Classification(id string) (Classification, bool) {
	return v.classifications.get(id)
}

// TypeIsA reports whether the type id is ancestor or narrower than it.
func (v *Vocabulary) TypeIsA(id, ancestor string) bool { return v.types.isA(id, ancestor) }

// ClassificationIsA reports whether the classification id is ancestor or narrower than it.
func (v *Vocabulary) ClassificationIsA(id, ancestor string) bool {
	return v.classifications.isA(id, ancestor)
}

// TypeFamily returns the topmost type that is broader than the type id, or the type itself: "authority"
// for "oversight".
func (v *Vocabulary) TypeFamily(id string) string { return v.types.top(id) }

// Sector returns the topmost classification that is broader than the classification id, or that itself.
func (v *Vocabulary) Sector(classification string) string {
	return v.classifications.top(classification)
}
