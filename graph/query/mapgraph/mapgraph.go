package mapgraph

import (
	"fmt"
	"sync"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Graph is a map as a property graph. Node n and relationship r of it are graph.Node(n) and graph.Edge(r) of
// the map. It is safe for concurrent use.
type Graph struct {
	g        *graph.Graph
	types    []string // by their place in the vocabulary
	narrower map[string][]int
	labels   [][]string // sets of labels
	labelsOf []uint32   // of node n: labels[labelsOf[n]]
	names    []string   // of all labels

	node         nodeColumns
	relationship relationshipColumns
	sources      map[string]value.Value
	arrangements map[string]value.Value

	byName, byShortName finder
}

var (
	_ property.Graph      = (*Graph)(nil)
	_ property.Schema     = (*Graph)(nil)
	_ property.Domains    = (*Graph)(nil)
	_ property.Hierarchy  = (*Graph)(nil)
	_ property.Lookup     = (*Graph)(nil)
	_ property.DateFilter = (*Graph)(nil)
)

// Of returns g as a property graph. O(organisations + vocabulary + sources); what is made of the other
// fields is made when it is first asked for.
func Of(g *graph.Graph) *Graph {
	p := &Graph{g: g, narrower: map[string][]int{}, sources: map[string]value.Value{}, arrangements: map[string]value.Value{}}
	p.nameTypes()
	p.nameLabels()
	for _, s := range g.Sources() {
		p.sources[s.ID] = sourceRecord(s)
	}
	for _, a := range g.Arrangements() {
		p.arrangements[a.ID] = record(field{"id", text(a.ID)}, field{"label", text(a.Label)},
			field{"rule", text(a.Rule.String())}, field{"note", text(a.Note)})
	}
	p.node, p.relationship = newNodeColumns(g), newRelationshipColumns(g)
	return p
}

// Map returns the map.
func (p *Graph) Map() *graph.Graph { return p.g }

func (p *Graph) nameTypes() {
	v := p.g.Vocabulary()
	place := 0
	for t := range v.Types() {
		p.types = append(p.types, Type(t.ID))
		for id := t.ID; id != ""; {
			name := Type(id)
			p.narrower[name] = append(p.narrower[name], place)
			broader, _ := v.Type(id)
			id = broader.Broader
		}
		place++
	}
}

// nameLabels gives organisations with the same classifications one set of labels.
func (p *Graph) nameLabels() {
	v := p.g.Vocabulary()
	p.names = []string{Organisation}
	for c := range v.Classifications() {
		p.names = append(p.names, Label(c.ID))
	}
	p.labelsOf = make([]uint32, p.g.NumOrganisations())
	known := map[*string]uint32{} // by the first word of a list, because the graph keeps equal lists once
	for n := range p.g.Nodes() {
		classifications := p.g.Classifications(n)
		var key *string
		if len(classifications) > 0 {
			key = &classifications[0]
		}
		place, ok := known[key]
		if !ok {
			place = uint32(len(p.labels))
			known[key] = place
			p.labels = append(p.labels, labelsOf(v, classifications))
		}
		p.labelsOf[n] = place
	}
}

// labelsOf returns the labels of some classifications, each with its broader ones, each once.
func labelsOf(v *graph.Vocabulary, classifications []string) []string {
	var labels []string
	seen := map[string]bool{}
	for _, id := range classifications {
		for id != "" && !seen[id] {
			seen[id] = true
			labels = append(labels, Label(id))
			c, _ := v.Classification(id)
			id = c.Broader
		}
	}
	return append(labels, Organisation)
}

// NumNodes returns the number of organisations.
func (p *Graph) NumNodes() int { return p.g.NumOrganisations() }

// NumRelationships returns the number of relationships; a mutual one counts once.
func (p *Graph) NumRelationships() int { return p.g.NumRelationships() }

// Labels returns the labels of n: its classifications in their order, each before its broader ones, and at the
// end Organisation. O(1).
func (p *Graph) Labels(n value.NodeID) []string { return p.labels[p.labelsOf[n]] }

// Ends returns where r goes from and to. O(1).
func (p *Graph) Ends(r value.RelationshipID) (from, to value.NodeID) {
	e := graph.Edge(r)
	return value.NodeID(p.g.From(e)), value.NodeID(p.g.To(e))
}

// Mutual reports whether r holds both ways. O(1).
func (p *Graph) Mutual(r value.RelationshipID) bool { return p.g.IsMutual(graph.Edge(r)) }

// Types returns the names of the types in the order of the vocabulary, those too that no relationship has.
func (p *Graph) Types() []string { return p.types }

// TypeOf returns the place of the type of r in Types. O(1).
func (p *Graph) TypeOf(r value.RelationshipID) int { return p.g.TypeIndex(graph.Edge(r)) }

// LabelNames returns Organisation and the labels of all classifications in the order of the vocabulary.
func (p *Graph) LabelNames() []string { return p.names }

// TypeNames returns what Types does: broader types are types of the vocabulary themselves.
func (p *Graph) TypeNames() []string { return p.types }

// NarrowerTypes returns the places in Types of a type and of those that are narrower.
func (p *Graph) NarrowerTypes(name string) []int { return p.narrower[name] }

// NodesWith finds organisations by id, name or short_name, exactly as they are written.
func (p *Graph) NodesWith(key string, v value.Value) (nodes []value.NodeID, ok bool) {
	switch key {
	case "id":
		if n, there := p.g.NodeByID(v.Text()); there && v.Kind() == value.KindString {
			nodes = []value.NodeID{value.NodeID(n)}
		}
	case "name":
		nodes = p.byName.find(p.g, p.g.Name, v)
	case "short_name":
		nodes = p.byShortName.find(p.g, p.g.ShortName, v)
	default:
		return nil, false
	}
	return nodes, true
}

// finder finds organisations by a name. It is made when it is first needed.
type finder struct {
	once  sync.Once
	nodes map[string][]value.NodeID
}

func (f *finder) find(g *graph.Graph, nameOf func(graph.Node) string, v value.Value) []value.NodeID {
	if v.Kind() != value.KindString {
		return nil
	}
	f.once.Do(func() {
		f.nodes = make(map[string][]value.NodeID, g.NumOrganisations())
		for n := range g.Nodes() {
			name := nameOf(n)
			f.nodes[name] = append(f.nodes[name], value.NodeID(n))
		}
	})
	return f.nodes[v.Text()]
}

// NodeKnownAt reports whether n is known to be there at a date; see [graph.Graph.IsThereAt].
func (p *Graph) NodeKnownAt(n value.NodeID, at value.Value) (bool, error) {
	d, err := dateOf(at)
	return err == nil && p.g.IsThereAt(graph.Node(n), d), err
}

// RelationshipKnownAt reports whether r is known to hold at a date, and both its ends to be there, so that it
// says what a selection of the map as of that date keeps; see [graph.Graph.HoldsAt].
func (p *Graph) RelationshipKnownAt(r value.RelationshipID, at value.Value) (bool, error) {
	d, err := dateOf(at)
	if err != nil {
		return false, err
	}
	e := graph.Edge(r)
	return p.g.HoldsAt(e, d) && p.g.IsThereAt(p.g.From(e), d) && p.g.IsThereAt(p.g.To(e), d), nil
}

// dateOf takes a date, or text that is one.
func dateOf(v value.Value) (graph.Date, error) {
	switch v.Kind() {
	case value.KindDate:
		return v.Date(), nil
	case value.KindString:
		return graph.ParseDate(v.Text())
	}
	return graph.Date{}, fmt.Errorf("known_at takes a date, as in known_at(r, date('2019'))")
}
