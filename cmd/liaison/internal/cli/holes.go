package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func holesCommand() command {
	return command{
		name:  "holes",
		args:  []argument{{name: "ORG", optional: true, complete: completeOrganisations}},
		group: groupAnswer,
		short: "Find who is free between its contacts, and who is held by them",
		long: "Contacts that have nothing to do with each other leave a hole between them, in which an organisation " +
			"is free to act; contacts that are tied to each other hold it. The measures of these structural holes are " +
			"effective size, efficiency, constraint and hierarchy. The lowest constraint comes first; organisations " +
			"without contacts come last, and have no values.\n\n" +
			"With ORG, what each of its contacts has to do with its constraint. With --explain, what the measures mean.",
		examples: []example{
			{"liaison holes --top 10", "The ten that are freest"},
			{"liaison holes psni", "Who holds the police in Northern Ireland"},
			{"liaison holes --type information --weighted", "By the strength of the ways of information"},
		},
		readsMap: true,
		explain:  explainsOnly(holesExplained),
		new:      func() runner { return &holesOptions{} },
	}
}

type holesOptions struct {
	top      int
	weighted bool
	output   output
	filter   filter
}

func (o *holesOptions) flags(f *flags) {
	f.number(&o.top, "top", "", 1, "show the `N` that are freest, or the N contacts that hold ORG most; all unless said")
	f.on(&o.weighted, "weighted", "", "take the weights of relationships into account")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *holesOptions) run(ctx context.Context, a *app, args []string) error {
	q, err := o.filter.ask(ctx, a, args)
	if err != nil {
		return err
	}
	found, err := during(ctx, a, "computing", func() (*structure.Holes, error) {
		return structure.FindHoles(ctx, q.part, structure.HolesOptions{Weighted: o.weighted})
	})
	if err != nil {
		return err
	}
	h := newHoles(q, found, o.weighted)
	if len(args) > 0 {
		return o.output.write(a, h.dossier(q.org, o.top).page().write)
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		return h.writeRanking(w, f, width, o.top)
	})
}

func holesExplained() *table.Table {
	return explanationTable("Structural holes", [][2]string{
		{"meaning", "How free an organisation is between its contacts. Two contacts that are not tied to each other need it to come together; contacts that are tied to each other can do without it, and can act together upon it."},
		{"effective size", "How many contacts there are, less those that others stand for: Σ_j (1 - Σ_q p_iq m_jq)."},
		{"efficiency", "The effective size over the number of contacts: 1 where none stands for another."},
		{"constraint", "How much the contacts hold the organisation: Σ_j c_ij with c_ij = (p_ij + Σ_q p_iq p_qj)². It is low for an organisation with many contacts that are not tied to each other, and 1 for one with a single contact; it can exceed 1 where contacts are tied to each other."},
		{"hierarchy", "How much of the constraint is with a single contact, the Coleman-Theil index of disorder: Σ_j r_j ln r_j / (N ln N) with r_j = c_ij / (constraint / N); 0 where all contacts have the same part in it, 1 where one has all, and for a single contact."},
		{"symbols", "i is the organisation, j one of its N contacts, q another organisation; p_ij is the share of i's ties that is with j, and m_jq the tie of j with q over the strongest tie of j."},
		{"source", "R. S. Burt, Structural Holes: The Social Structure of Competition (1992), chapter 2. The numbers are those of effective_size and constraint in NetworkX, and of constraint in igraph."},
		{"direction", "A tie is what leads there and back together: a tie that leads both ways, or a mutual one, is twice one that leads one way."},
		{"weights", "Each way counts 1; with --weighted, the sum of the weights of its relationships."},
		{"parallel relationships", "Counted as one; with --weighted, their weights are added up."},
		{"loops", "Ignored."},
		{"unreachable pairs", "What is more than two ties away has no part in a value."},
		{"empty maps", "No values for no organisations, nor for organisations without contacts."},
		{"complexity", "Time O(m·√m·log n) at worst, in parallel; memory O(n + m)."},
	})
}

// holes are the measures of part of a map, and the organisations by their constraint.
type holes struct {
	*structure.Holes
	graph    *graph.Graph
	within   string // which part of the map it is of
	weighted bool
	order    []graph.Node // the freest first, those without contacts last
	ranks    []int        // by the place in order, of those with contacts
	rank     []int        // by node; 0 of those without contacts
	sharing  map[int]int  // how many have a rank
}

func newHoles(q ask, found *structure.Holes, weighted bool) *holes {
	g := q.part
	h := &holes{Holes: found, graph: g, within: q.within, weighted: weighted, rank: make([]int, g.NumOrganisations()), sharing: map[int]int{}}
	freedom := make([]float64, g.NumOrganisations())
	defined, alone := []int{}, []graph.Node{}
	for n := range g.Nodes() {
		if found.Of[n].Defined() {
			freedom[n] = -found.Of[n].Constraint
			defined = append(defined, int(n))
		} else {
			alone = append(alone, n)
		}
	}
	order, ranks := tell.Ranked(freedom, defined)
	for i, n := range order {
		h.order = append(h.order, graph.Node(n))
		h.rank[n] = ranks[i]
		h.sharing[ranks[i]]++
	}
	h.order, h.ranks = append(h.order, alone...), ranks
	return h
}

// defined is how many organisations have contacts.
func (h *holes) defined() int { return len(h.ranks) }

func (h *holes) writeRanking(w io.Writer, f table.Format, width, top int) error {
	shown := h.order[:min(len(h.order), unlessGiven(top, len(h.order)))]
	t := h.table(shown)
	if h.defined() == 0 {
		return withRemarks(t, remarks{head: h.head() + ", no organisation has contacts."})(w, f, width)
	}
	below := remarks{head: h.head() + ":", notes: append(tieNotes(alsoTied(h.ranks, top), "constraint"), h.notes()...)}
	for i, n := range shown[:min(spoken, h.defined(), len(shown))] {
		below.sentences = append(below.sentences, h.sentence(n, t, i))
	}
	return withRemarks(t, below)(w, f, width)
}

// head says what the sentences are true of.
func (h *holes) head() string {
	if h.weighted {
		return onThisMap(h.within, "ties by their weights")
	}
	return onThisMap(h.within)
}

func (h *holes) table(shown []graph.Node) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "rank", Right: true},
		{Name: "id", Keep: true},
		{Name: "organisation", In: table.ForPeople, Optional: true},
		{Name: "name", In: table.ForPrograms},
		{Name: "contacts", Right: true},
		{Name: "effective_size", Right: true},
		{Name: "efficiency", Right: true},
		{Name: "constraint", Right: true},
		{Name: "hierarchy", Right: true},
		{Name: "held_most_by", In: table.ForPeople, Optional: true},
		{Name: "held_most_by", In: table.ForPrograms},
		{Name: "held_most_by_constraint", In: table.ForPrograms},
	}}
	for _, n := range shown {
		of := h.Of[n]
		cells := []any{nil, h.graph.ID(n), titleOf(h.graph.Name(n), h.graph.ShortName(n)), h.graph.Name(n), of.Contacts}
		if !of.Defined() {
			t.Add(append(cells, nil, nil, nil, nil, nil, nil, nil)...)
			continue
		}
		cells[0] = h.rank[n]
		cells = append(cells, of.EffectiveSize, of.Efficiency, of.Constraint, of.Hierarchy)
		if of.NumBinding > 1 { // several hold it as much
			cells = append(cells, nil, nil, nil)
		} else {
			cells = append(cells, h.graph.ShortName(of.Binding), h.graph.ID(of.Binding), of.BindingConstraint)
		}
		t.Add(cells...)
	}
	return t
}

// sentence says how free an organisation is, and who holds it most, with the numbers of its row in a table. It goes
// with names of one and of many.
func (h *holes) sentence(n graph.Node, t *table.Table, row int) string {
	of, name := h.Of[n], h.graph.ShortName(n)
	switch of.Contacts {
	case 0:
		return name + ": no contacts, so that there is nothing to measure."
	case 1:
		return fmt.Sprintf("%s: one contact, %s, on which all hangs.", name, h.graph.ShortName(of.Binding))
	}
	worth := fmt.Sprintf("as good as %s unconnected ones (the effective size)", t.Said(row, "effective_size"))
	if tell.Tied(of.EffectiveSize, float64(of.Contacts), 0) {
		worth = "none of them tied to another"
	}
	text := fmt.Sprintf("%s: %d contacts, %s; constraint %s, %s of %d; ", name, of.Contacts, worth,
		t.Said(row, "constraint"), placeOf(h.rank[n], h.sharing[h.rank[n]] > 1), h.defined())
	part := 100 * of.BindingConstraint / of.Constraint
	switch of.NumBinding {
	case 1:
		return text + fmt.Sprintf("%s has the largest part in it, %.0f%%.", h.graph.ShortName(of.Binding), part)
	case of.Contacts:
		return text + "all contacts have the same part in it."
	}
	return text + fmt.Sprintf("%d contacts have the largest parts in it, %.0f%% each.", of.NumBinding, part)
}

// placeOf says which place in the order of constraint a rank is, which several may share.
func placeOf(rank int, shared bool) string {
	text := "the "
	if shared {
		text = "joint "
	}
	if rank == 1 {
		return text + "lowest"
	}
	ending := "th"
	if tens := rank / 10 % 10; tens != 1 && rank%10 >= 1 && rank%10 <= 3 {
		ending = []string{"st", "nd", "rd"}[rank%10-1]
	}
	return fmt.Sprintf("%s%d%s lowest", text, rank, ending)
}

func (h *holes) notes() []string {
	notes := []string{"Constraint is low where contacts are many and not tied to each other, which leaves room between them; " +
		"it is 1 with a single contact, and can exceed 1 where contacts are tied to each other."}
	single := 0
	for _, of := range h.Of {
		if of.Contacts == 1 {
			single++
		}
	}
	if single > 0 {
		notes = append(notes, countOf(single, "organisation hangs", "organisations hang")+" on a single contact.")
	}
	if alone := len(h.order) - h.defined(); alone > 0 {
		notes = append(notes, countOf(alone, "organisation has", "organisations have")+" no contacts, and no values.")
	}
	return notes
}

// holeDossier is the measures of one organisation, with its contacts.
type holeDossier struct {
	ID            string        `json:"id"`
	Name          string        `json:"name"`
	Within        string        `json:"within"` // which part of the map it is of, "" for all
	Weighted      bool          `json:"weighted"`
	Rank          *int          `json:"rank"`
	Ranked        int           `json:"ranked"` // how many organisations have a rank
	NumContacts   int           `json:"contacts"`
	EffectiveSize *float64      `json:"effective_size"`
	Efficiency    *float64      `json:"efficiency"`
	Constraint    *float64      `json:"constraint"`
	Hierarchy     *float64      `json:"hierarchy"`
	Sentence      string        `json:"sentence"`
	Contacts      []holeContact `json:"by_contact"` // who holds it most first

	holes *holes
	node  graph.Node
}

// holeContact is what a contact has to do with the constraint of an organisation.
type holeContact struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Share      float64  `json:"share"`
	Constraint float64  `json:"constraint"`
	Part       float64  `json:"part"` // of the constraint
	Redundancy float64  `json:"redundancy"`
	TiedTo     []string `json:"tied_to"` // the other contacts that this one is tied to

	title string
	tied  []string // their names
}

// dossier makes that of an organisation, with the contacts that hold it most first, and top of them or all.
func (h *holes) dossier(n graph.Node, top int) *holeDossier {
	g, of := h.graph, h.Of[n]
	d := &holeDossier{
		ID: g.ID(n), Name: g.Name(n), Within: h.within, Weighted: h.weighted, Ranked: h.defined(), NumContacts: of.Contacts,
		Sentence: h.sentence(n, h.table([]graph.Node{n}), 0), Contacts: []holeContact{}, holes: h, node: n,
	}
	if !of.Defined() {
		return d
	}
	d.Rank, d.EffectiveSize, d.Efficiency, d.Constraint, d.Hierarchy = &h.rank[n], &of.EffectiveSize, &of.Efficiency, &of.Constraint, &of.Hierarchy
	contacts := h.Holes.Contacts(n)
	isContact := map[graph.Node]bool{}
	for _, c := range contacts {
		isContact[c.Node] = true
	}
	slices.SortStableFunc(contacts, func(a, b structure.Contact) int { return cmp.Compare(b.Constraint, a.Constraint) })
	for _, c := range contacts[:min(len(contacts), unlessGiven(top, len(contacts)))] {
		hc := holeContact{
			ID: g.ID(c.Node), Name: g.Name(c.Node), Share: c.Share, Constraint: c.Constraint, Part: c.Constraint / of.Constraint,
			Redundancy: c.Redundancy, TiedTo: []string{}, title: titleOf(g.Name(c.Node), g.ShortName(c.Node)),
		}
		seen := map[graph.Node]bool{c.Node: true}
		for e := range g.Incident(c.Node) {
			if other := g.Other(e, c.Node); isContact[other] && !seen[other] {
				seen[other] = true
				hc.TiedTo, hc.tied = append(hc.TiedTo, g.ID(other)), append(hc.tied, g.ShortName(other))
			}
		}
		d.Contacts = append(d.Contacts, hc)
	}
	return d
}

// page is the dossier for people.
func (d *holeDossier) page() *page {
	h := d.holes
	p := &page{
		data: d, title: titleOf(d.Name, h.graph.ShortName(d.node)), paragraphs: []string{h.head() + ":", d.Sentence},
		table: d.table(),
	}
	if len(d.Contacts) == 0 {
		return p
	}
	t := h.table([]graph.Node{d.node})
	p.paragraphs = append(p.paragraphs, fmt.Sprintf("Contacts: %d; effective size: %s; efficiency: %s; constraint: %s; hierarchy: %s.",
		d.NumContacts, t.Said(0, "effective_size"), t.Said(0, "efficiency"), t.Said(0, "constraint"), t.Said(0, "hierarchy")))
	p.notes = []string{"Share is the part of all ties that is with the contact, and part that of the constraint; a contact is redundant as far as the contacts that it is tied to stand for it."}
	return p
}

func (d *holeDossier) table() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "organisation", In: table.InCSV},
		{Name: "contact", In: table.ForPeople},
		{Name: "contact", In: table.ForPrograms},
		{Name: "contact_name", In: table.ForPrograms},
		{Name: "share", Right: true},
		{Name: "constraint", Right: true},
		{Name: "part", Right: true},
		{Name: "redundancy", Right: true},
		{Name: "tied_to", Title: "also tied to", In: table.ForPeople},
		{Name: "tied_to", In: table.ForPrograms},
	}}
	for _, c := range d.Contacts {
		tied := c.tied
		if len(tied) > named+1 {
			tied = append(tied[:named:named], countOf(len(tied)-named, "other", "others"))
		}
		t.Add(d.ID, c.title, c.ID, c.Name, c.Share, c.Constraint, c.Part, c.Redundancy, strings.Join(tied, ", "), c.TiedTo)
	}
	return t
}
