package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/structure"
)

// brokerDossier is the roles of one organisation, with examples.
type brokerDossier struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Group    string       `json:"group"`
	Within   string       `json:"within"` // which part of the map it is of, "" for all
	Sentence string       `json:"sentence"`
	Roles    []brokerRole `json:"roles"`

	brokers *brokers
	node    graph.Node
}

// brokerRole is how often the organisation is in a role.
type brokerRole struct {
	Role     string          `json:"role"`
	Count    int64           `json:"count"`
	Expected *float64        `json:"expected"`
	SD       *float64        `json:"sd"`
	Z        *float64        `json:"z"`
	Examples []brokerExample `json:"examples"`

	label string
	count structure.RoleCount
}

// brokerExample is a pair that the organisation stands between.
type brokerExample struct {
	From          string   `json:"from"`
	FromName      string   `json:"from_name"`
	FromGroup     string   `json:"from_group"`
	To            string   `json:"to"`
	ToName        string   `json:"to_name"`
	ToGroup       string   `json:"to_group"`
	Text          string   `json:"text"`
	Relationships []string `json:"relationships"`

	arrows string
}

// dossier makes that of an organisation: of one role where that is named, and with so many examples of each.
func (b *brokers) dossier(ctx context.Context, n graph.Node, role string, examples int) (*brokerDossier, error) {
	g := b.graph
	d := &brokerDossier{ID: g.ID(n), Name: g.Name(n), Group: b.groups.name(n), Within: b.within, Roles: []brokerRole{}, brokers: b, node: n}
	said := structure.TotalBrokerage
	for _, r := range structure.Roles() {
		if role != "" && role != r.String() {
			continue
		}
		if role != "" {
			said = r
		}
		c := b.Of(n, r)
		of := brokerRole{Role: r.String(), Count: c.Count, Examples: []brokerExample{}, label: r.Info().Label, count: c}
		if b.hasChance() {
			of.Expected, of.SD = &c.Expected, &c.SD
			if c.HasZ() {
				of.Z = &c.Z
			}
		}
		if r != structure.TotalBrokerage || role != "" {
			for _, t := range b.typical(ctx, n, r, examples) {
				of.Examples = append(of.Examples, b.example(t))
			}
		}
		d.Roles = append(d.Roles, of)
	}
	d.Sentence = b.sentence(n, said)
	if _, played := b.mostPlayed(n); said == structure.TotalBrokerage && (played > 1 || played == 1 && b.hasChance()) {
		d.Sentence += " Broker in all: " + b.often(n, said) + "."
	}
	return d, ctx.Err()
}

// lookedAt bounds how many triples are looked at for examples.
const lookedAt = 100_000

// typical returns some pairs that n stands between, first those of which neither end has been shown.
func (b *brokers) typical(ctx context.Context, n graph.Node, r structure.Role, most int) []structure.Triple {
	var fresh, others []structure.Triple
	shown := map[graph.Node]bool{}
	looked := 0
	for t := range b.Triples(ctx, n, r) {
		switch {
		case !shown[t.From] && !shown[t.To]:
			shown[t.From], shown[t.To] = true, true
			fresh = append(fresh, t)
		case len(others) < most:
			others = append(others, t)
		}
		if looked++; looked == lookedAt || len(fresh) == most {
			break
		}
	}
	all := append(fresh, others...)
	return slices.Clip(all[:min(most, len(all))])
}

func (b *brokers) example(t structure.Triple) brokerExample {
	g := b.graph
	p := path.Path{Nodes: []graph.Node{t.From, t.Broker, t.To}, Edges: []graph.Edge{t.In, t.Out}}
	return brokerExample{
		From: g.ID(t.From), FromName: g.Name(t.From), FromGroup: b.groups.name(t.From),
		To: g.ID(t.To), ToName: g.Name(t.To), ToGroup: b.groups.name(t.To),
		Text: tell.PathSentence(g, p), Relationships: []string{g.RelationshipID(t.In), g.RelationshipID(t.Out)},
		arrows: g.ShortName(t.From) + " → " + g.ShortName(t.Broker) + " → " + g.ShortName(t.To),
	}
}

// page is the dossier for people.
func (d *brokerDossier) page() *page {
	b := d.brokers
	label := b.groups.label(d.node)
	where := "in the " + b.groups.noun + " " + label
	if strings.HasPrefix(label, b.groups.noun) {
		where = "in " + label
	}
	return &page{
		data: d, title: titleOf(d.Name, b.graph.ShortName(d.node)) + ", " + where, paragraphs: []string{b.head() + ":", d.Sentence},
		table: d.table(), notes: b.notes(),
		more: d.examples,
	}
}

// examples tells some of what is behind the count of every role.
func (d *brokerDossier) examples(p *prose) {
	for _, r := range d.Roles {
		if len(r.Examples) == 0 {
			continue
		}
		heading := r.label
		if rest := r.Count - int64(len(r.Examples)); rest > 0 {
			heading += fmt.Sprintf(", %d of %d", len(r.Examples), r.Count)
		}
		p.heading(2, heading)
		if p.format == table.Markdown {
			p.gap()
		}
		for _, e := range r.Examples {
			p.line("  - ", e.arrows+": "+e.Text)
		}
	}
}

// table is a row for each role.
func (d *brokerDossier) table() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "organisation", In: table.InCSV},
		{Name: "group", In: table.InCSV},
		{Name: "role", In: table.ForPrograms},
		{Name: "role", In: table.ForPeople},
		{Name: "count", Title: "times", Right: true},
		{Name: "expected", In: table.ForPrograms},
		{Name: "sd", In: table.ForPrograms},
		{Name: "z", In: table.ForPrograms},
		{Name: "examples", In: table.InCSV},
	}}
	if d.brokers.hasChance() {
		t.Columns = append(t.Columns,
			table.Column{Name: "by_chance", Title: "chance", In: table.ForPeople, Right: true},
			table.Column{Name: "z", In: table.ForPeople, Right: true})
	}
	for _, r := range d.Roles {
		var arrows []string
		for _, e := range r.Examples {
			arrows = append(arrows, e.arrows)
		}
		cells := []any{d.ID, d.Group, r.Role, r.label, int(r.Count), nil, nil, nil, arrows}
		if d.brokers.hasChance() {
			cells[5], cells[6], cells[7] = r.count.Expected, r.count.SD, zCell(r.count)
			cells = append(cells, tenths(r.count.Expected), zTenths(r.count))
		}
		t.Add(cells...)
	}
	return t
}
