package diff

import (
	"iter"
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

// Marked returns the two maps as one, for a drawing or a list of everything: the records of after, and those that are
// gone where they stood before. What both have is as after has it, and so is the vocabulary, except that a type
// allows whatever a relationship does that is gone. A relationship has the id that it has in after; one that is gone
// has the one it had, or one of that form where another relationship has it now. The notes are those of the changes,
// such as [OrganisationChange.Note].
//
// beforeName and afterName are how the two are called; where both are "" and the difference is one between two dates,
// those are the names. O(records and their text).
func (d *Difference) Marked(beforeName, afterName string) (*Marked, error) {
	if beforeName == "" && afterName == "" {
		beforeName, afterName = d.From.String(), d.To.String()
	}
	m := &Marked{Before: beforeName, After: afterName}
	m.mark(d)
	// What only before has need not be listed as gone: whoever narrows the lists may know better.
	if !slices.Contains(d.organisations.after, -1) && !slices.Contains(d.relationships.after, -1) {
		m.Graph = d.After
		return m, nil
	}
	var err error
	m.Graph, err = (&union{d: d, b: graph.NewBuilder()}).build()
	return m, err
}

// mark says of every record of the union how it stands.
func (m *Marked) mark(d *Difference) {
	organisations, relationships := d.Organisations, d.Relationships
	for was, is := range d.organisations.inOrder {
		state, note := Same, ""
		if len(organisations) > 0 && organisations[0].Was == was && organisations[0].Is == is {
			state, note = organisations[0].State, organisations[0].Note()
			organisations = organisations[1:]
		}
		m.Organisations, m.Notes = append(m.Organisations, state), append(m.Notes, note)
	}
	for was, is := range d.relationships.inOrder {
		state, note := Same, ""
		if len(relationships) > 0 && relationships[0].Was == was && relationships[0].Is == is {
			state, note = relationships[0].State, relationships[0].Note()
			relationships = relationships[1:]
		}
		m.Relationships, m.EdgeNotes = append(m.Relationships, state), append(m.EdgeNotes, note)
	}
}

// union is a graph of two under way.
type union struct {
	d *Difference
	b *graph.Builder
}

func (u *union) build() (*graph.Graph, error) {
	for _, step := range []func() error{u.addFrame, u.addOrganisations, u.addRelationships} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return u.b.Build()
}

// addFrame adds what is neither organisation nor relationship.
func (u *union) addFrame() error {
	before, after := u.d.Before, u.d.After
	if err := u.b.SetTitle(after.Title(), after.Description()); err != nil {
		return err
	}
	vb, va := before.Vocabulary(), after.Vocabulary()
	for c := range both(vb.OwnClassifications(), va.OwnClassifications(), func(c graph.Classification) string { return c.ID }) {
		if err := u.b.AddClassification(c); err != nil {
			return err
		}
	}
	loops := u.loopsGone()
	for t := range both(vb.OwnTypes(), va.OwnTypes(), func(t graph.Type) string { return t.ID }) {
		t.Irreflexive = t.Irreflexive && !loops[t.ID]
		if err := u.b.AddType(t); err != nil {
			return err
		}
	}
	for s := range both(slices.Values(before.Sources()), slices.Values(after.Sources()), func(s graph.Source) string { return s.ID }) {
		if err := u.b.AddSource(s); err != nil {
			return err
		}
	}
	for a := range both(slices.Values(before.Arrangements()), slices.Values(after.Arrangements()), func(a graph.Arrangement) string { return a.ID }) {
		if err := u.b.AddArrangement(a); err != nil {
			return err
		}
	}
	return nil
}

// loopsGone returns the types of relationships that are gone and were those of an organisation with itself.
func (u *union) loopsGone() map[string]bool {
	loops := map[string]bool{}
	for e, is := range u.d.relationships.after {
		if e := graph.Edge(e); is < 0 && u.d.Before.From(e) == u.d.Before.To(e) {
			loops[u.d.Before.Type(e).ID] = true
		}
	}
	return loops
}

func (u *union) addOrganisations() error {
	for was, is := range u.d.organisations.inOrder {
		var o graph.Organisation
		if is >= 0 {
			o = u.d.After.Organisation(is)
		} else {
			o = u.d.Before.Organisation(was)
		}
		if _, err := u.b.AddOrganisation(o); err != nil {
			return err
		}
	}
	return nil
}

func (u *union) addRelationships() error {
	ids := u.idsGone()
	for was, is := range u.d.relationships.inOrder {
		var r graph.Relationship
		if is >= 0 {
			r = u.d.After.Relationship(is)
		} else {
			r = u.d.recordBefore(was)
			r.ID = ids[was]
		}
		if _, err := u.b.AddRelationship(r); err != nil {
			return err
		}
	}
	return nil
}

// idsGone returns ids for the relationships that are gone: the one that each had, unless its ends are
// called otherwise now or after has it; then the first free one of those that a graph makes.
func (u *union) idsGone() map[graph.Edge]string {
	taken := map[string]bool{}
	for e := range u.d.After.Edges() {
		taken[u.d.After.RelationshipID(e)] = true
	}
	ids := map[graph.Edge]string{}
	var without []graph.Edge
	for was, is := range u.d.relationships.inOrder {
		if is >= 0 {
			continue
		}
		r := u.d.Before.Relationship(was)
		moved := r.From != u.d.idAfter(u.d.Before.From(was)) || r.To != u.d.idAfter(u.d.Before.To(was))
		if moved && madeID(r.ID) || taken[r.ID] {
			without = append(without, was)
			continue
		}
		ids[was], taken[r.ID] = r.ID, true
	}
	places := map[string]int{}
	for _, was := range without {
		r := u.d.recordBefore(was)
		stem := r.From + ":" + r.Type + ":" + r.To
		for ids[was] == "" {
			places[stem]++
			id := stem
			if place := places[stem]; place > 1 {
				id += ":" + strconv.Itoa(place)
			}
			if !taken[id] {
				ids[was], taken[id] = id, true
			}
		}
	}
	return ids
}

// both yields the records of two lists: those of after, and those that only before has where they stood.
func both[T any](before, after iter.Seq[T], id func(T) string) iter.Seq[T] {
	return func(yield func(T) bool) {
		b, a := slices.Collect(before), slices.Collect(after)
		m := matchByID(b, a, id)
		for was, is := range m.inOrder {
			if is >= 0 && !yield(a[is]) || is < 0 && !yield(b[was]) {
				return
			}
		}
	}
}
