package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
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
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	node, err := onePart(m.Graph, part, args)
	if err != nil {
		return err
	}
	found, err := during(ctx, a, "computing", func() (*structure.Holes, error) {
		return structure.FindHoles(ctx, part, structure.HolesOptions{Weighted: o.weighted})
	})
	if err != nil {
		return err
	}
	h := newHoles(part, found)
	if len(args) > 0 {
		return o.output.write(a, h.dossier(node, o.top).write)
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
		{"constraint", "How much the contacts hold the organisation: Σ_j c_ij with c_ij = (p_ij + Σ_q p_iq p_qj)². It is low for an organisation with many contacts that are not tied to each other, and 1 for one with a single contact."},
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
	graph   *graph.Graph
	order   []graph.Node // the freest first, those without contacts last
	rank    []int        // of a node; 0 of those without contacts
	defined int          // how many have contacts
}

func newHoles(g *graph.Graph, found *structure.Holes) *holes {
	h := &holes{Holes: found, graph: g, order: slices.Collect(g.Nodes()), rank: make([]int, g.NumOrganisations())}
	slices.SortStableFunc(h.order, func(x, y graph.Node) int {
		hx, hy := h.Of[x], h.Of[y]
		switch {
		case hx.Defined() != hy.Defined():
			if hx.Defined() {
				return -1
			}
			return 1
		case hx.Constraint < hy.Constraint:
			return -1
		case hx.Constraint > hy.Constraint:
			return 1
		}
		return 0
	})
	for i, n := range h.order {
		if !h.Of[n].Defined() {
			break
		}
		h.defined++
		h.rank[n] = i + 1
		if i > 0 && h.Of[n].Constraint == h.Of[h.order[i-1]].Constraint {
			h.rank[n] = h.rank[h.order[i-1]]
		}
	}
	return h
}

func (h *holes) writeRanking(w io.Writer, f table.Format, width, top int) error {
	if err := h.table(top).Write(w, f, width); err != nil {
		return err
	}
	if f != table.Text && f != table.Markdown || h.defined == 0 {
		return nil
	}
	var sentences []string
	for _, n := range h.order[:min(spoken, h.defined, unlessGiven(top, spoken))] {
		sentences = append(sentences, h.sentence(n))
	}
	return writeRemarks(w, f, width, sentences, h.notes())
}

func (h *holes) table(top int) *table.Table {
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
	for i, n := range h.order {
		if top > 0 && i >= top {
			break
		}
		of := h.Of[n]
		cells := []any{nil, h.graph.ID(n), titleOf(h.graph.Name(n), h.graph.ShortName(n)), h.graph.Name(n), of.Contacts}
		if !of.Defined() {
			t.Add(append(cells, nil, nil, nil, nil, nil, nil, nil)...)
			continue
		}
		cells[0] = h.rank[n]
		t.Add(append(cells, of.EffectiveSize, of.Efficiency, of.Constraint, of.Hierarchy,
			h.graph.ShortName(of.Binding), h.graph.ID(of.Binding), of.BindingConstraint)...)
	}
	return t
}

// sentence says how free an organisation is, and who holds it most.
func (h *holes) sentence(n graph.Node) string {
	of, name := h.Of[n], h.graph.ShortName(n)
	switch of.Contacts {
	case 0:
		return name + " has no contacts, so that there is nothing to measure."
	case 1:
		return fmt.Sprintf("%s has one contact, %s, and hangs on it alone.", name, h.graph.ShortName(of.Binding))
	}
	worth := fmt.Sprintf("worth %s that are not tied to each other", significant(of.EffectiveSize))
	if of.EffectiveSize == float64(of.Contacts) {
		worth = "none of them tied to another"
	}
	text := fmt.Sprintf("%s has %d contacts, %s. Its constraint is %s, %s of %d", name, of.Contacts, worth,
		significant(of.Constraint), placeOf(h.rank[n]), h.defined)
	part := of.BindingConstraint / of.Constraint
	if part*float64(of.Contacts) < 1.0001 { // all the same, but for rounding
		return text + "; all contacts have the same part in it."
	}
	return fmt.Sprintf("%s; %s has the largest part in it, %.0f%%.", text, h.graph.ShortName(of.Binding), 100*part)
}

// placeOf says which place in the order of constraint a rank is.
func placeOf(rank int) string {
	if rank == 1 {
		return "the lowest"
	}
	ending := "th"
	if tens := rank / 10 % 10; tens != 1 && rank%10 >= 1 && rank%10 <= 3 {
		ending = []string{"st", "nd", "rd"}[rank%10-1]
	}
	return fmt.Sprintf("the %d%s lowest", rank, ending)
}

// significant is a number with three digits, or all that are before the point.
func significant(x float64) string {
	decimals := 0
	for limit := 100.0; decimals < 6 && x < limit; limit /= 10 {
		decimals++
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.ContainsRune(s, '.') {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func (h *holes) notes() []string {
	notes := []string{"Constraint is low where contacts are many and not tied to each other, which leaves room between them; it is 1 with a single contact."}
	single := 0
	for _, of := range h.Of {
		if of.Contacts == 1 {
			single++
		}
	}
	if single > 0 {
		notes = append(notes, countOf(single, "organisation hangs", "organisations hang")+" on a single contact.")
	}
	if alone := len(h.order) - h.defined; alone > 0 {
		notes = append(notes, countOf(alone, "organisation has", "organisations have")+" no contacts, and no values.")
	}
	return notes
}

// holeDossier is the measures of one organisation, with its contacts.
type holeDossier struct {
	ID            string        `json:"id"`
	Name          string        `json:"name"`
	Rank          *int          `json:"rank"`
	Ranked        int           `json:"ranked"` // how many organisations have a rank
	NumContacts   int           `json:"contacts"`
	EffectiveSize *float64      `json:"effective_size"`
	Efficiency    *float64      `json:"efficiency"`
	Constraint    *float64      `json:"constraint"`
	Hierarchy     *float64      `json:"hierarchy"`
	Sentence      string        `json:"sentence"`
	Contacts      []holeContact `json:"held_by"`

	title string
	notes []string
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
		ID: g.ID(n), Name: g.Name(n), Ranked: h.defined, NumContacts: of.Contacts, Sentence: h.sentence(n), Contacts: []holeContact{},
		title: titleOf(g.Name(n), g.ShortName(n)),
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
	slices.SortStableFunc(contacts, func(a, b structure.Contact) int {
		switch {
		case a.Constraint > b.Constraint:
			return -1
		case a.Constraint < b.Constraint:
			return 1
		}
		return 0
	})
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
	d.notes = []string{"Share is the part of all ties that is with the contact, and part that of the constraint; a contact is redundant as far as the contacts that it is tied to stand for it."}
	return d
}

func (d *holeDossier) write(w io.Writer, f table.Format, width int) error {
	switch f {
	case table.JSON:
		return writeJSON(w, d)
	case table.CSV:
		return d.table().Write(w, f, width)
	}
	var b strings.Builder
	measures := ""
	if d.Constraint != nil {
		measures = fmt.Sprintf("Contacts: %d; effective size: %s; efficiency: %s; constraint: %s; hierarchy: %s.", d.NumContacts,
			significant(*d.EffectiveSize), significant(*d.Efficiency), significant(*d.Constraint), significant(*d.Hierarchy))
	}
	if f == table.Markdown {
		b.WriteString("# " + table.EscapeMarkdown(d.title) + "\n\n" + table.EscapeMarkdownBlock(d.Sentence) + "\n")
		if measures != "" {
			b.WriteString("\n" + measures + "\n\n")
		}
	} else {
		for _, text := range []string{d.title, d.Sentence, measures} {
			if text != "" {
				hanging(&b, "", table.Clean(text), paragraphWidth(width))
			}
		}
	}
	if len(d.Contacts) > 0 {
		if f == table.Text {
			b.WriteString("\n")
		}
		if err := d.table().Write(&b, f, width); err != nil {
			return err
		}
	}
	if err := writeRemarks(&b, f, width, nil, d.notes); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
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
