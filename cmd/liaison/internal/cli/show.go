package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

func showCommand() command {
	return command{
		name:  "show",
		args:  []argument{{name: "ORG", complete: completeOrganisations}},
		group: groupLook,
		short: "Show the dossier of an organisation",
		long: "Who it is, what it is part of, and how it stands to others, by kind of relationship: with dates, " +
			"status, and numbers in brackets that refer to the passages at the foot.\n\n" +
			"ORG is an id, a name, a short name or another name, in capitals or not. The filters leave out " +
			"relationships, but never the organisation itself; --class keeps those with organisations of that class. With --as-of, " +
			"organisations have the names that were in use then.\n\n" +
			"JSON is one object with everything, CSV a line for each relationship.",
		examples: []example{
			{"liaison show mi5", "The dossier of MI5"},
			{"liaison show \"Police Scotland\" --type information", "What is said of how it informs and is informed"},
			{"liaison show gchq --as-of 2014 --format markdown -o gchq.md", "What was known of GCHQ in 2014, for a report"},
		},
		readsMap: true,
		new:      func() runner { return &showOptions{} },
	}
}

type showOptions struct {
	output output
	filter filter
}

func (o *showOptions) flags(f *flags) {
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *showOptions) run(ctx context.Context, a *app, args []string) error {
	m, err := o.filter.readMap(ctx, a)
	if err != nil {
		return err
	}
	node, err := m.Graph.Find(args[0])
	if err != nil {
		return err
	}
	d, err := newDossier(m.Graph, node, &o.filter)
	if err != nil {
		return err
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, d)
		case table.CSV:
			return d.table().Write(w, f, width)
		case table.Markdown:
			_, err := io.WriteString(w, d.markdown())
			return err
		}
		_, err := io.WriteString(w, d.text(width))
		return err
	})
}

// writeJSON writes a value as indented JSON.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// dossier is what a map says about one organisation, in the order in which it is told.
type dossier struct {
	graph.Organisation
	Groups  []dossierGroup `json:"groups"`
	Sources []citedSource  `json:"sources"`
	// Filtered tells a reader that not all is shown.
	Filtered bool `json:"filtered"`
	// AsOf is the date of which it is told, and NameThen the name that was in use then; both are unknown where it is told as of now.
	AsOf     graph.Date `json:"as_of,omitzero"`
	NameThen string     `json:"name_then,omitzero"`

	notThere      []string // why it was not there at the date, if it was not
	labels        []string // of the classifications
	citations     *citations
	whole         *graph.Graph // as it is called today
	graph         *graph.Graph // what the filters keep
	node          graph.Node   // in graph
	ofArrangement map[string][]graph.Edge
}

// dossierGroup is the relationships of one family of types.
type dossierGroup struct {
	Family  string          `json:"family"`
	Heading string          `json:"heading"`
	Phrases []dossierPhrase `json:"phrases"`
}

// dossierPhrase is the relationships that are told in the same words: "receives intelligence from".
type dossierPhrase struct {
	Phrase        string        `json:"phrase"`
	Type          string        `json:"type"`
	Direction     string        `json:"direction"` // "out", "in" or "mutual"
	Relationships []dossierItem `json:"relationships"`
}

// dossierItem is one relationship.
type dossierItem struct {
	graph.Relationship
	Partner     string   `json:"partner"`
	PartnerName string   `json:"partner_name"`
	Sentence    string   `json:"sentence"`
	Together    []string `json:"together_with,omitempty"` // the ids of those of the same arrangement
	Citations   []int    `json:"citations"`

	edge          graph.Edge
	UsuallyMutual bool   `json:"-"` // as the type says
	says          string // the sentence, where the phrase is not the label of the relationship
	together      []string
	agreement     graph.Arrangement
}

// citedSource is a source with the passages that the dossier cites.
type citedSource struct {
	graph.Source
	Citations []citation `json:"citations"`
}

// newDossier makes the dossier of an organisation of g.
func newDossier(g *graph.Graph, node graph.Node, o *filter) (*dossier, error) {
	s, err := o.selection(g)
	if err != nil {
		return nil, err
	}
	// --class is about the partners: the organisation itself stays whatever the filters say.
	partners := s.Classifications
	s.Classifications = nil
	part, err := o.choose(g, s)
	if err != nil {
		return nil, err
	}
	if len(partners) > 0 {
		if _, err := g.Select(graph.Selection{Classifications: partners}); err != nil {
			return nil, err
		}
	}
	d := &dossier{
		Organisation: g.Organisation(node), Groups: []dossierGroup{}, Filtered: o.isSet(),
		whole: g, graph: part, citations: newCitations(),
	}
	if !s.AsOf.IsZero() {
		d.AsOf, d.NameThen, d.notThere = s.AsOf, chronology.NameAt(g, node, s.AsOf), notThereAt(g, node, s.AsOf)
	}
	for _, c := range d.Classifications {
		class, _ := g.Vocabulary().Classification(c)
		d.labels = append(d.labels, cmp.Or(class.Label, class.ID))
	}
	d.citations.add(d.Evidence)
	if n, ok := part.NodeByID(g.ID(node)); ok {
		d.node = n
		d.addRelationships(partners)
	}
	d.Sources = d.citations.number(g)
	d.numberItems()
	return d, nil
}

// addRelationships groups the relationships of the organisation: first what it is part of, then by family,
// type and direction, all in the order of the vocabulary and then of the map.
func (d *dossier) addRelationships(partners []string) {
	g := d.graph
	byKey := map[string][]graph.Edge{}
	for e := range g.Incident(d.node) {
		if len(partners) == 0 || isAny(g, g.Other(e, d.node), partners) {
			key := g.Type(e).ID + " " + tell.Direction(g, e, d.node)
			byKey[key] = append(byKey[key], e)
		}
	}
	groups := map[string]int{}
	add := func(heading, family string, t graph.Type, direction string) {
		edges := byKey[t.ID+" "+direction]
		if len(edges) == 0 {
			return
		}
		i, ok := groups[heading]
		if !ok {
			i = len(d.Groups)
			groups[heading] = i
			d.Groups = append(d.Groups, dossierGroup{Family: family, Heading: heading})
		}
		d.Groups[i].Phrases = append(d.Groups[i].Phrases, d.phrases(t, direction, edges)...)
	}
	types := outline(g.Vocabulary())
	for _, t := range types {
		if isWhole(g.Vocabulary(), t) {
			add("Part of", g.Vocabulary().TypeFamily(t.ID), t, "out")
		}
	}
	for _, t := range types {
		family := g.Vocabulary().TypeFamily(t.ID)
		for _, direction := range []string{"mutual", "out", "in"} {
			if direction != "out" || !isWhole(g.Vocabulary(), t) {
				add(heading(family), family, t, direction)
			}
		}
	}
}

// isWhole reports whether a type says that one is a part or a member of the other.
func isWhole(v *graph.Vocabulary, t graph.Type) bool {
	return v.TypeIsA(t.ID, "part-of") || v.TypeIsA(t.ID, "member-of")
}

// heading makes words of an id: "Wider society".
func heading(id string) string {
	s := strings.ReplaceAll(id, "-", " ")
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// outline returns the types, each after its broader one.
func outline(v *graph.Vocabulary) []graph.Type {
	order, _, _ := typeOutline(v)
	types := make([]graph.Type, len(order))
	for i, id := range order {
		types[i], _ = v.Type(id)
	}
	return types
}

func isAny(g *graph.Graph, n graph.Node, classifications []string) bool {
	for _, c := range classifications {
		if g.IsA(n, c) {
			return true
		}
	}
	return false
}

// phrases tells relationships of one type and direction, those with the same label together.
func (d *dossier) phrases(t graph.Type, direction string, edges []graph.Edge) []dossierPhrase {
	g := d.graph
	var phrases []dossierPhrase
	at := map[string]int{}
	for _, e := range edges {
		phrase := tell.Phrase(t, direction)
		if direction != "in" {
			phrase = g.Label(e)
		}
		i, ok := at[phrase]
		if !ok {
			i = len(phrases)
			at[phrase] = i
			phrases = append(phrases, dossierPhrase{Phrase: phrase, Type: t.ID, Direction: direction})
		}
		phrases[i].Relationships = append(phrases[i].Relationships, d.item(e, t, direction))
	}
	return phrases
}

func (d *dossier) item(e graph.Edge, t graph.Type, direction string) dossierItem {
	g := d.graph
	other := g.Other(e, d.node)
	item := dossierItem{
		Relationship: g.Relationship(e), Partner: g.ID(other), PartnerName: titleIn(g, other, d.whole),
		Sentence: tell.Sentence(g, e), edge: e, UsuallyMutual: t.Mutual,
	}
	if direction == "in" && item.Label != "" && item.Label != t.Label {
		item.says = item.Sentence
	}
	if agreement, ok := g.ArrangementOf(e); ok {
		item.agreement = agreement
		for _, other := range d.arranged()[agreement.ID] {
			if other != e {
				item.Together = append(item.Together, g.RelationshipID(other))
				item.together = append(item.together, tell.Sentence(g, other))
			}
		}
	}
	d.citations.add(item.Evidence)
	return item
}

// arranged returns the relationships of each arrangement, which it finds once.
func (d *dossier) arranged() map[string][]graph.Edge {
	if d.ofArrangement == nil {
		d.ofArrangement = map[string][]graph.Edge{}
		for e := range d.graph.Edges() {
			if a, ok := d.graph.ArrangementOf(e); ok {
				d.ofArrangement[a.ID] = append(d.ofArrangement[a.ID], e)
			}
		}
	}
	return d.ofArrangement
}

// titleAt is the name of n that was in use at a date, if that is known, with what it is called now.
func titleAt(g *graph.Graph, n graph.Node, d graph.Date) string {
	if then := chronology.NameAt(g, n, d); then != g.Name(n) {
		return then + " (now " + g.ShortName(n) + ")"
	}
	return titleOf(g.Name(n), g.ShortName(n))
}

// titleIn is the name of n in a part of a map, with what it is called in the whole if that is something else.
func titleIn(g *graph.Graph, n graph.Node, whole *graph.Graph) string {
	if today, ok := whole.NodeByID(g.ID(n)); ok && whole.Name(today) != g.Name(n) {
		return g.Name(n) + " (now " + whole.ShortName(today) + ")"
	}
	return titleOf(g.Name(n), g.ShortName(n))
}

// titleOf is a name with the short name behind it.
func titleOf(name, short string) string {
	if short != "" && short != name {
		return name + " (" + short + ")"
	}
	return name
}

// numberItems gives every relationship the numbers of its citations.
func (d *dossier) numberItems() {
	for _, group := range d.Groups {
		for _, phrase := range group.Phrases {
			for i := range phrase.Relationships {
				item := &phrase.Relationships[i]
				item.Citations = d.citations.of(item.Evidence)
			}
		}
	}
}

// table is the relationships, a row for each.
func (d *dossier) table() *table.Table {
	t := &table.Table{Columns: relationshipColumns()}
	for _, group := range d.Groups {
		for _, phrase := range group.Phrases {
			for _, item := range phrase.Relationships {
				t.Add(relationshipCells(d.graph, item.edge)...)
			}
		}
	}
	return t
}
