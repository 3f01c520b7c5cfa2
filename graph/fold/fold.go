// Package fold makes a smaller graph of a graph: organisations that belong together become one.
//
// # Vocabulary
//
// A [Group] is organisations that become one; it says how that one is called and classified. Relationships between
// the same two, of one type, direction, status and confidence, become one relationship; those within a group are
// counted. What is in no group stays as it is, and so does what is alone in its group. A [Grouping] finds the groups of a graph:
// [Groupings] is the table of them.
//
// # Invariants
//
// [By] loses nothing: every organisation of the graph is behind one of the folded graph, and every relationship is
// behind one of the folded graph or within one of its organisations. The order is that of what comes first in the
// graph: the same input gives the same output.
package fold

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

// Group is organisations that become one.
type Group struct {
	ID             string // a slug; made unique where it is taken, and made of the name where it is ""
	Name           string
	ShortName      string // "" where the name is short enough
	Classification string // of the organisation that it becomes; "" is grouping
	Of             []graph.Node
}

// Folded is a smaller graph and what its parts stand for.
type Folded struct {
	Graph         *graph.Graph
	Organisations [][]graph.Node // by node of Graph: those it stands for, at least one
	Relationships [][]graph.Edge // by edge of Graph: those it stands for, at least one
	Within        [][]graph.Edge // by node of Graph: relationships among those it stands for, none for one that stays as it is
}

// By returns g with the organisations of each group made one. A group of one organisation changes nothing. The graph has the title, the
// vocabulary and the sources of g. An organisation that stands for several has as its description whom it stands for; it has no dates
// of its own, and the evidence of all of them and of the relationships among them. A relationship that stands for several is as strong as they are together and has the
// evidence of all; it has the label and the dates that all of them have, and no note. An arrangement stays where none of its relationships is folded
// into another.
//
// It fails where a group has no organisation or one that g does not have, where an organisation is in two groups, and where a
// classification is not in the vocabulary. O(organisations + relationships + evidence).
func By(g *graph.Graph, groups []Group) (*Folded, error) {
	f := &folding{g: g, groups: groups, builder: graph.NewBuilder()}
	if err := f.assign(); err != nil {
		return nil, err
	}
	if err := f.copyFrame(); err != nil {
		return nil, err
	}
	if err := f.addOrganisations(); err != nil {
		return nil, err
	}
	f.gather()
	if err := f.addEvidence(); err != nil {
		return nil, err
	}
	if err := f.addRelationships(); err != nil {
		return nil, err
	}
	var err error
	f.result.Graph, err = f.builder.Build()
	return &f.result, err
}

// folding is a folded graph under way.
type folding struct {
	g       *graph.Graph
	groups  []Group
	builder *graph.Builder
	group   []int        // by node of g: the index of its group, or -1 where it stays as it is
	at      []graph.Node // by node of g: the node that stands for it
	ids     []string     // by node of the result
	bundles []bundle     // by edge of the result
	result  Folded
}

// bundle is relationships that become one.
type bundle struct {
	from, to graph.Node // of the result
	edges    []graph.Edge
}

// assign finds the group of every organisation.
func (f *folding) assign() error {
	f.group = make([]int, f.g.NumOrganisations())
	for n := range f.group {
		f.group[n] = -1
	}
	for i, group := range f.groups {
		if len(group.Of) == 0 {
			return fmt.Errorf("the group %q has no organisations", group.Name)
		}
		for _, n := range group.Of {
			if n < 0 || int(n) >= len(f.group) {
				return fmt.Errorf("the group %q has organisation number %d, and there are %d", group.Name, n, len(f.group))
			}
			if in := f.group[n]; in >= 0 {
				return fmt.Errorf("%s is in the group %q and in the group %q", f.g.ID(n), f.groups[in].Name, group.Name)
			}
			f.group[n] = i
		}
	}
	for _, group := range f.groups {
		if len(group.Of) == 1 {
			f.group[group.Of[0]] = -1
		}
	}
	return nil
}

// copyFrame takes over what is neither organisation nor relationship.
func (f *folding) copyFrame() error {
	g, b := f.g, f.builder
	if err := b.SetTitle(g.Title(), g.Description()); err != nil {
		return err
	}
	if err := b.AddVocabulary(g.Vocabulary()); err != nil {
		return err
	}
	for _, s := range g.Sources() {
		if err := b.AddSource(s); err != nil {
			return err
		}
	}
	return nil
}

// addOrganisations adds those that stay and those that groups become, each at the place of its first one.
func (f *folding) addOrganisations() error {
	f.at = make([]graph.Node, len(f.group))
	place := make([]graph.Node, len(f.groups))
	for i := range place {
		place[i] = -1
	}
	taken := f.idsThatStay()
	for n := range f.g.Nodes() {
		i := f.group[n]
		if i >= 0 && place[i] >= 0 {
			f.at[n] = place[i]
			f.result.Organisations[place[i]] = append(f.result.Organisations[place[i]], n)
			continue
		}
		o := f.g.Organisation(n)
		if i >= 0 {
			o = f.organisation(&f.groups[i], taken)
		}
		at, err := f.builder.AddOrganisation(o)
		if err != nil {
			return err
		}
		if i >= 0 {
			place[i] = at
		}
		f.at[n] = at
		f.ids = append(f.ids, o.ID)
		f.result.Organisations = append(f.result.Organisations, []graph.Node{n})
	}
	return nil
}

// idsThatStay returns the ids that no group can have.
func (f *folding) idsThatStay() map[string]bool {
	taken := map[string]bool{}
	for n := range f.g.Nodes() {
		if f.group[n] < 0 {
			taken[f.g.ID(n)] = true
		}
	}
	return taken
}

// organisation is what a group becomes.
func (f *folding) organisation(group *Group, taken map[string]bool) graph.Organisation {
	o := graph.Organisation{
		ID: group.ID, Name: group.Name, ShortName: group.ShortName,
		Classifications: []string{group.Classification}, Description: f.members(group),
	}
	if group.Classification == "" {
		o.Classifications[0] = "grouping"
	}
	if !graph.ValidID(o.ID) {
		if o.ID = graph.Slug(cmp.Or(o.ID, o.Name)); o.ID == "" {
			o.ID = "group"
		}
	}
	o.ID = free(o.ID, taken)
	taken[o.ID] = true
	return o
}

// free returns an id that is not taken: id itself, or with a number after it.
func free(id string, taken map[string]bool) string {
	const room = 180 // bytes of the 200 that an id can have
	if !taken[id] {
		return id
	}
	stem := id
	if len(stem) > room {
		stem = graph.Slug(stem[:room])
	}
	for i := 2; ; i++ {
		if next := stem + "-" + strconv.Itoa(i); !taken[next] {
			return next
		}
	}
}

// mostNamed is how many organisations the description of a group names.
const mostNamed = 60

// members says whom a group stands for.
func (f *folding) members(group *Group) string {
	text := fmt.Sprintf("%d organisations: ", len(group.Of))
	for i, n := range group.Of {
		switch {
		case i == mostNamed && len(group.Of) > mostNamed+1:
			return text + fmt.Sprintf(" and %d others.", len(group.Of)-i)
		case i > 0:
			text += ", "
		}
		text += f.g.ShortName(n)
	}
	return text + "."
}

// kind is what relationships have in common that become one.
type kind struct {
	from, to   graph.Node
	kind       int
	mutual     bool
	status     graph.Status
	confidence graph.Confidence
}

// gather finds which relationships become one, and which lie within a group.
func (f *folding) gather() {
	f.result.Within = make([][]graph.Edge, len(f.ids))
	index := map[kind]int{}
	for e := range f.g.Edges() {
		from, to := f.at[f.g.From(e)], f.at[f.g.To(e)]
		if from == to && f.group[f.g.From(e)] >= 0 {
			f.result.Within[from] = append(f.result.Within[from], e)
			continue
		}
		if f.group[f.g.From(e)] < 0 && f.group[f.g.To(e)] < 0 {
			f.bundles = append(f.bundles, bundle{from, to, []graph.Edge{e}})
			continue
		}
		k := kind{from, to, f.g.TypeIndex(e), f.g.IsMutual(e), f.g.Status(e), f.g.Confidence(e)}
		if k.mutual {
			k.from, k.to = min(from, to), max(from, to)
		}
		i, ok := index[k]
		if !ok {
			i = len(f.bundles)
			index[k] = i
			f.bundles = append(f.bundles, bundle{from: from, to: to})
		}
		f.bundles[i].edges = append(f.bundles[i].edges, e)
	}
}

// addEvidence gives those that stand for several the evidence of them and of the relationships among them.
func (f *folding) addEvidence() error {
	for at, of := range f.result.Organisations {
		if len(of) == 1 {
			continue
		}
		var all evidenceSet
		for _, n := range of {
			all.add(f.g.Organisation(n).Evidence)
		}
		for _, e := range f.result.Within[at] {
			all.add(f.g.Evidence(e))
		}
		for _, evidence := range all.list {
			if err := f.builder.AddOrganisationEvidence(graph.Node(at), evidence); err != nil {
				return err
			}
		}
	}
	return nil
}

// evidenceSet is evidence without what is the same.
type evidenceSet struct {
	list []graph.Evidence
	seen map[graph.Evidence]bool
}

func (s *evidenceSet) add(evidence []graph.Evidence) {
	if s.seen == nil {
		s.seen = map[graph.Evidence]bool{}
	}
	for _, e := range evidence {
		if !s.seen[e] {
			s.seen[e] = true
			s.list = append(s.list, e)
		}
	}
}

// addRelationships adds a relationship for each bundle.
func (f *folding) addRelationships() error {
	stays := f.arrangementsThatStay()
	for _, a := range f.g.Arrangements() {
		if stays[a.ID] {
			if err := f.builder.AddArrangement(a); err != nil {
				return err
			}
		}
	}
	f.builder.Grow(0, len(f.bundles))
	for _, b := range f.bundles {
		r := f.relationship(b)
		if !stays[r.Arrangement] {
			r.Arrangement = ""
		}
		if _, err := f.builder.AddRelationship(r); err != nil {
			return err
		}
		f.result.Relationships = append(f.result.Relationships, b.edges)
	}
	return nil
}

// arrangementsThatStay are those whose relationships all stay what they are.
func (f *folding) arrangementsThatStay() map[string]bool {
	stays := map[string]bool{}
	for _, a := range f.g.Arrangements() {
		stays[a.ID] = true
	}
	for _, edges := range f.result.Within {
		f.drop(stays, edges)
	}
	for _, b := range f.bundles {
		if len(b.edges) > 1 {
			f.drop(stays, b.edges)
		}
	}
	return stays
}

func (f *folding) drop(stays map[string]bool, edges []graph.Edge) {
	for _, e := range edges {
		if a, ok := f.g.ArrangementOf(e); ok {
			stays[a.ID] = false
		}
	}
}

// relationship is what a bundle becomes.
func (f *folding) relationship(b bundle) graph.Relationship {
	g := f.g
	r := g.Relationship(b.edges[0])
	r.From, r.To = f.ids[b.from], f.ids[b.to]
	if moved := r.From != g.ID(g.From(b.edges[0])) || r.To != g.ID(g.To(b.edges[0])); moved || len(b.edges) > 1 || !graph.ValidID(r.ID) {
		r.ID = ""
	}
	if len(b.edges) == 1 {
		return r
	}
	const strongest = 1e100
	r.Note, r.Weight = "", 0
	var all evidenceSet
	for _, e := range b.edges {
		r.Weight = min(r.Weight+g.Weight(e), strongest)
		if g.Label(e) != g.Label(b.edges[0]) {
			r.Label = ""
		}
		if g.StartDate(e) != r.StartDate {
			r.StartDate = graph.Date{}
		}
		if g.EndDate(e) != r.EndDate {
			r.EndDate = graph.Date{}
		}
		all.add(g.Evidence(e))
	}
	r.Evidence = all.list
	return r
}
