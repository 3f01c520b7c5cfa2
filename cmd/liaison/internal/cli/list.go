package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
)

// listing is a row in the table of what can be listed.
type listing struct {
	name, singular string
	make           func(g *graph.Graph) *table.Table
}

const organisations = "organisations"

func lists() []listing {
	return []listing{
		{organisations, "organisation", listOrganisations},
		{"relationships", "relationship", listRelationships},
		{"types", "type", listTypes},
		{"classifications", "classification", listClassifications},
		{"sources", "source", listSources},
		{"arrangements", "arrangement", listArrangements},
	}
}

func listNames() []string {
	var names []string
	for _, l := range lists() {
		names = append(names, l.name)
	}
	return names
}

func listCommand() command {
	return command{
		name:  "list",
		args:  []argument{{name: "WHAT", complete: completeWords(listNames())}},
		group: groupLook,
		short: "List " + joinWords(listNames(), "or"),
		long: "The filters say of which part of the map. JSON and CSV have more fields than the table.\n\n" +
			"Text in CSV that a spreadsheet would take for a formula gets an apostrophe before it; JSON has it unchanged.",
		examples: []example{
			{"liaison list organisations", "Every organisation, with the number of its relationships"},
			{"liaison list relationships --type authority --as-of 2019", "Who had a say over whom in 2019"},
			{"liaison list types --format csv -o types.csv", "The types of relationship, for a spreadsheet"},
		},
		readsMap: true,
		new:      func() runner { return &listOptions{} },
	}
}

type listOptions struct {
	output output
	filter filter
}

func (o *listOptions) flags(f *flags) {
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *listOptions) run(ctx context.Context, a *app, args []string) error {
	list, err := findListing(args[0])
	if err != nil {
		return err
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	if list.name != organisations {
		return o.output.table(a, list.make(part))
	}
	around := part
	if len(o.filter.classes) > 0 {
		// Those of a class have relationships with all others.
		everyClass := o.filter
		everyClass.classes = nil
		if around, err = everyClass.apply(m.Graph); err != nil {
			return err
		}
	}
	return o.output.table(a, listOrganisationsOf(part, around, m.Graph))
}

// findListing takes the singular and the American spelling too.
func findListing(what string) (listing, error) {
	name := strings.ReplaceAll(strings.ToLower(what), "organiz", "organis")
	for _, l := range lists() {
		if name == l.name || name == l.singular {
			return l, nil
		}
	}
	return listing{}, &graph.UnknownError{What: "list of", Value: what, Suggestions: graph.Suggest(name, listNames()), Known: listNames()}
}

func listOrganisations(g *graph.Graph) *table.Table {
	return listOrganisationsOf(g, g, g)
}

// listOrganisationsOf lists the organisations of g with the number of their relationships in around, which has
// all of them, and people see what they are called in the whole map, where g has the names of another time.
func listOrganisationsOf(g, around, whole *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id", Keep: true},
		{Name: "organisation", In: table.ForPeople},
		{Name: "name", In: table.ForPrograms},
		{Name: "short_name", In: table.ForPrograms},
		{Name: "other_names", In: table.ForPrograms},
		{Name: "classification"},
		{Name: "sector", In: table.ForPrograms},
		{Name: "dates", In: table.ForPeople},
		{Name: "founding_date", In: table.ForPrograms},
		{Name: "dissolution_date", In: table.ForPrograms},
		{Name: "description", In: table.ForPrograms},
		{Name: "url", In: table.ForPrograms},
		{Name: "tags", In: table.ForPrograms},
		{Name: "relationships", Right: true},
	}}
	for n, o := range g.Organisations() {
		var others []string
		for _, other := range o.OtherNames {
			if other.Name != o.Name && other.Name != o.ShortName { // with the names of another time, one of them is shown
				others = append(others, other.Name)
			}
		}
		degree := 0
		if there, ok := around.NodeByID(o.ID); ok {
			for range around.Incident(there) {
				degree++
			}
		}
		t.Add(o.ID, titleIn(g, n, whole), o.Name, o.ShortName, others, o.Classifications, g.Sector(n),
			periodOf(o.FoundingDate, o.DissolutionDate), o.FoundingDate, o.DissolutionDate, o.Description, o.URL,
			o.Tags, degree)
	}
	return t
}

func listRelationships(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: relationshipColumns()}
	for e := range g.Edges() {
		t.Add(relationshipCells(g, e)...)
	}
	return t
}

// relationshipColumns are the columns of a table of relationships. For programs the fields have the names
// that they have in a map; people see short names in the order of a sentence.
func relationshipColumns() []table.Column {
	columns := []table.Column{
		{Name: "id", In: table.ForPrograms},
		{Name: "from", In: table.ForPrograms},
		{Name: "from_name", Title: "from"},
		{Name: "label", Title: "relationship"},
		{Name: "to", In: table.ForPrograms},
		{Name: "to_name", Title: "to"},
		{Name: "type"},
	}
	columns = append(columns, particularColumns()...)
	return append(columns,
		table.Column{Name: "weight", In: table.ForPrograms},
		table.Column{Name: "arrangement", In: table.ForPrograms},
		table.Column{Name: "note", In: table.ForPrograms},
		table.Column{Name: "sources", In: table.ForPeople | table.InCSV},
		table.Column{Name: "evidence", In: table.InJSON},
	)
}

// particularColumns are the columns that say how and when a relationship holds: for people in one, with
// what is not as usual, for programs each by itself.
func particularColumns() []table.Column {
	return []table.Column{
		{Name: "particulars", In: table.ForPeople},
		{Name: "mutual", In: table.ForPrograms},
		{Name: "start_date", In: table.ForPrograms},
		{Name: "end_date", In: table.ForPrograms},
		{Name: "status", In: table.ForPrograms},
		{Name: "confidence", In: table.ForPrograms},
	}
}

func particularCells(r graph.Relationship, mutualType bool) []any {
	return []any{particulars(r, mutualType), r.Mutual == graph.Mutual, r.StartDate, r.EndDate, r.Status, r.Confidence}
}

func relationshipCells(g *graph.Graph, e graph.Edge) []any {
	r := g.Relationship(e)
	evidence := r.Evidence
	if evidence == nil {
		evidence = []graph.Evidence{}
	}
	cells := []any{r.ID, r.From, g.ShortName(g.From(e)), g.Label(e), r.To, g.ShortName(g.To(e)), r.Type}
	cells = append(cells, particularCells(r, g.Type(e).Mutual)...)
	return append(cells, r.Weight, r.Arrangement, r.Note, g.SourcesOf(e), evidence)
}

// particulars are what is to be said of a relationship beyond who, what and whom, where it is not as usual.
func particulars(r graph.Relationship, mutualType bool) []string {
	ways := ""
	switch {
	case r.Mutual == graph.Mutual && !mutualType:
		ways = "both ways"
	case r.Mutual != graph.Mutual && mutualType:
		ways = "one way"
	}
	all := []string{
		ways, periodOf(r.StartDate, r.EndDate), notDefault(r.Status, graph.Active), notDefault(r.Confidence, graph.Confirmed),
	}
	if r.Weight != 1 {
		all = append(all, "weight "+strconv.FormatFloat(r.Weight, 'g', -1, 64))
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// notDefault names a value, or is "" where it is the usual one.
func notDefault[T interface {
	comparable
	String() string
}](v, usual T) string {
	if v == usual {
		return ""
	}
	return v.String()
}

// typeOutline returns the types as an outline: see underBroader. broader gives the broader type of each.
func typeOutline(v *graph.Vocabulary) (order []string, depth map[string]int, broader map[string]string) {
	broader = map[string]string{}
	var ids []string
	for t := range v.Types() {
		ids, broader[t.ID] = append(ids, t.ID), t.Broader
	}
	order, depth = underBroader(ids, broader)
	return order, depth, broader
}

// classificationOutline returns the classifications likewise.
func classificationOutline(v *graph.Vocabulary) (order []string, depth map[string]int, broader map[string]string) {
	broader = map[string]string{}
	var ids []string
	for c := range v.Classifications() {
		ids, broader[c.ID] = append(ids, c.ID), c.Broader
	}
	order, depth = underBroader(ids, broader)
	return order, depth, broader
}

// underBroader returns the concepts as an outline: each after its broader one, and how deep it stands.
func underBroader(ids []string, broader map[string]string) (order []string, depth map[string]int) {
	children := map[string][]string{}
	for _, id := range ids {
		children[broader[id]] = append(children[broader[id]], id)
	}
	depth = map[string]int{}
	stack := []string{""}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if id != "" {
			order = append(order, id)
		}
		for i := len(children[id]) - 1; i >= 0; i-- {
			child := children[id][i]
			if id != "" {
				depth[child] = depth[id] + 1
			}
			stack = append(stack, child)
		}
	}
	return order, depth
}

// withNarrower adds to each concept what its narrower ones have.
func withNarrower(own map[string]int, broader map[string]string) map[string]int {
	all := map[string]int{}
	for id, n := range own {
		for ; id != ""; id = broader[id] {
			all[id] += n
		}
	}
	return all
}

func listTypes(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id", Title: "type", Keep: true},
		{Name: "label"},
		{Name: "inverse_label", Title: "the other way"},
		{Name: "broader", In: table.ForPrograms},
		{Name: "mutual"},
		{Name: "from", In: table.ForPrograms},
		{Name: "to", In: table.ForPrograms},
		{Name: "description", Optional: true},
		{Name: "relationships", Right: true},
		{Name: "relationships_with_narrower", Title: "with narrower", Right: true},
	}}
	v := g.Vocabulary()
	own := map[string]int{}
	order, depth, broader := typeOutline(v)
	for e := range g.Edges() {
		own[g.Type(e).ID]++
	}
	all := withNarrower(own, broader)
	for _, id := range order {
		typ, _ := v.Type(id)
		t.Add(table.Indented{Level: depth[id], Text: id}, typ.Label, typ.InverseLabel, typ.Broader, typ.Mutual,
			typ.From, typ.To, typ.Description, own[id], all[id])
	}
	return t
}

func listClassifications(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id", Title: "classification", Keep: true},
		{Name: "label"},
		{Name: "plural_label", In: table.ForPrograms},
		{Name: "broader", In: table.ForPrograms},
		{Name: "description", Optional: true},
		{Name: "organisations", Right: true},
		{Name: "organisations_with_narrower", Title: "with narrower", Right: true},
	}}
	v := g.Vocabulary()
	own, all := map[string]int{}, map[string]int{}
	order, depth, broader := classificationOutline(v)
	for n := range g.Nodes() {
		counted := map[string]bool{} // an organisation may have two of one sector
		for _, id := range g.Classifications(n) {
			own[id]++
			for ; id != "" && !counted[id]; id = broader[id] {
				counted[id] = true
				all[id]++
			}
		}
	}
	for _, id := range order {
		c, _ := v.Classification(id)
		t.Add(table.Indented{Level: depth[id], Text: id}, c.Label, c.PluralLabel, c.Broader, c.Description, own[id], all[id])
	}
	return t
}

func listSources(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id", Keep: true},
		{Name: "title"},
		{Name: "publisher"},
		{Name: "author", In: table.ForPrograms},
		{Name: "published"},
		{Name: "retrieved", In: table.ForPrograms},
		{Name: "type", Optional: true},
		{Name: "url", In: table.ForPrograms},
		{Name: "archive_url", In: table.ForPrograms},
		{Name: "file", In: table.ForPrograms},
		{Name: "note", In: table.ForPrograms},
		{Name: "relationships", Right: true},
		{Name: "passages", Right: true, Optional: true},
	}}
	relationships, passages := map[string]int{}, map[string]int{}
	for e := range g.Edges() {
		evidence := g.Evidence(e)
		for _, id := range g.SourcesOf(e) {
			relationships[id]++
		}
		countPassages(passages, evidence)
	}
	for _, o := range g.Organisations() {
		countPassages(passages, o.Evidence)
	}
	for _, s := range g.Sources() {
		t.Add(s.ID, s.Title, s.Publisher, s.Author, s.Published, s.Retrieved, s.Type, s.URL, s.ArchiveURL,
			s.File, s.Note, relationships[s.ID], passages[s.ID])
	}
	return t
}

// countPassages counts the passages by their source.
func countPassages(passages map[string]int, evidence []graph.Evidence) {
	for _, item := range evidence {
		if item.Passage != "" {
			passages[item.Source]++
		}
	}
}

func listArrangements(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id", Keep: true},
		{Name: "label"},
		{Name: "rule"},
		{Name: "note"},
		{Name: "relationships", In: table.ForPeople | table.InCSV},
		{Name: "relationships", In: table.InJSON},
	}}
	sentences, ids := map[string][]string{}, map[string][]string{}
	for e := range g.Edges() {
		if a, ok := g.ArrangementOf(e); ok {
			sentences[a.ID] = append(sentences[a.ID], tell.Sentence(g, e))
			ids[a.ID] = append(ids[a.ID], g.RelationshipID(e))
		}
	}
	for _, a := range g.Arrangements() {
		t.Add(a.ID, a.Label, a.Rule, a.Note, sentences[a.ID], ids[a.ID])
	}
	return t
}
