package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/structure"
)

// brokerDossier is the roles of one organisation, with examples.
type brokerDossier struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Group    string       `json:"group"`
	Sentence string       `json:"sentence"`
	Roles    []brokerRole `json:"roles"`

	graph *graph.Graph
	node  graph.Node
	where string // "in the sector Intelligence agencies"
	notes []string
}

// brokerRole is how often the organisation is in a role.
type brokerRole struct {
	Role     string          `json:"role"`
	Count    int64           `json:"count"`
	Expected float64         `json:"expected"`
	SD       float64         `json:"sd"`
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
func (b *brokers) dossier(n graph.Node, role string, examples int) *brokerDossier {
	g := b.graph
	d := &brokerDossier{ID: g.ID(n), Name: g.Name(n), Group: b.groups.name(n), Roles: []brokerRole{}, graph: g, node: n, notes: b.notes()}
	d.where = "in the " + b.groups.noun + " " + b.groups.label(n)
	if strings.HasPrefix(b.groups.label(n), b.groups.noun) {
		d.where = "in " + b.groups.label(n)
	}
	said := structure.TotalBrokerage
	for _, r := range structure.Roles() {
		if role != "" && role != r.String() {
			continue
		}
		if role != "" {
			said = r
		}
		c := b.Of(n, r)
		of := brokerRole{Role: r.String(), Count: c.Count, Expected: c.Expected, SD: c.SD, Examples: []brokerExample{}, label: r.Info().Label, count: c}
		if c.HasZ() {
			of.Z = &c.Z
		}
		if r != structure.TotalBrokerage || role != "" {
			for _, t := range b.typical(n, r, examples) {
				of.Examples = append(of.Examples, b.example(t))
			}
		}
		d.Roles = append(d.Roles, of)
	}
	d.Sentence = b.sentence(n, said)
	if total := b.Of(n, structure.TotalBrokerage); said == structure.TotalBrokerage && total.Count > 0 {
		d.Sentence += " In all, " + b.clause(n, said) + "."
	}
	return d
}

// lookedAt bounds how many triples are looked at for examples.
const lookedAt = 100_000

// typical returns some pairs that n stands between, first those of which neither end has been shown.
func (b *brokers) typical(n graph.Node, r structure.Role, most int) []structure.Triple {
	var fresh, others []structure.Triple
	shown := map[graph.Node]bool{}
	looked := 0
	for t := range b.Triples(n, r) {
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
	r := newRoute(g, path.Path{Nodes: []graph.Node{t.From, t.Broker, t.To}, Edges: []graph.Edge{t.In, t.Out}})
	return brokerExample{
		From: g.ID(t.From), FromName: g.Name(t.From), FromGroup: b.groups.name(t.From),
		To: g.ID(t.To), ToName: g.Name(t.To), ToGroup: b.groups.name(t.To),
		Text: r.Text, Relationships: []string{g.RelationshipID(t.In), g.RelationshipID(t.Out)},
		arrows: g.ShortName(t.From) + " → " + g.ShortName(t.Broker) + " → " + g.ShortName(t.To),
	}
}

func (d *brokerDossier) write(w io.Writer, f table.Format, width int) error {
	switch f {
	case table.JSON:
		return writeJSON(w, d)
	case table.CSV:
		return d.table().Write(w, f, width)
	}
	var b strings.Builder
	title := titleOf(d.Name, d.graph.ShortName(d.node)) + ", " + d.where
	if f == table.Markdown {
		b.WriteString("# " + table.EscapeMarkdown(title) + "\n\n" + table.EscapeMarkdownBlock(d.Sentence) + "\n\n")
	} else {
		hanging(&b, "", table.Clean(title), paragraphWidth(width))
		hanging(&b, "", table.Clean(d.Sentence), paragraphWidth(width))
		b.WriteString("\n")
	}
	if err := d.table().Write(&b, f, width); err != nil {
		return err
	}
	for _, r := range d.Roles {
		d.examples(&b, r, f, width)
	}
	if err := writeRemarks(&b, f, width, nil, d.notes); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *brokerDossier) examples(b *strings.Builder, r brokerRole, f table.Format, width int) {
	if len(r.Examples) == 0 {
		return
	}
	heading := r.label
	if rest := r.Count - int64(len(r.Examples)); rest > 0 {
		heading += fmt.Sprintf(", %d of %d", len(r.Examples), r.Count)
	}
	if f == table.Markdown {
		b.WriteString("\n## " + table.EscapeMarkdown(heading) + "\n\n")
	} else {
		b.WriteString("\n" + heading + "\n")
	}
	for _, e := range r.Examples {
		if f == table.Markdown {
			b.WriteString("- " + table.EscapeMarkdown(e.arrows+": "+e.Text) + "\n")
		} else {
			hanging(b, "  - ", table.Clean(e.arrows+": "+e.Text), paragraphWidth(width))
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
		{Name: "by_chance", Title: "chance", In: table.ForPeople, Right: true},
		{Name: "z", In: table.ForPeople, Right: true},
		{Name: "examples", In: table.InCSV},
	}}
	for _, r := range d.Roles {
		var arrows []string
		for _, e := range r.Examples {
			arrows = append(arrows, e.arrows)
		}
		t.Add(d.ID, d.Group, r.Role, r.label, int(r.Count), r.Expected, r.SD, zCell(r.count), tenths(r.Expected), zTenths(r.count), arrows)
	}
	return t
}
