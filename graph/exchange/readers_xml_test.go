package exchange_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

var xmlReaders = []reader{
	{
		name: "NetworkX", format: "graphml", script: "networkx_xml.py", writes: true, asks: "the Python package networkx",
		note: "writes the edges in the order of their sources", back: inNetworkXOrder,
	},
	{
		name: "igraph", format: "graphml", script: "igraph_xml.py", writes: true, asks: "the Python package igraph",
		note: "igraph 1.0 does not read the ids of edges, but for those that are attributes besides; it writes 15 digits of a number",
		seen: withoutMadeIDs, back: inFifteenDigits,
	},
	{name: "graphology", format: "graphml", script: "graphology_xml.js", asks: "the npm packages graphology and graphology-graphml"},
	{
		name: "NetworkX", format: "gexf", script: "networkx_xml.py", writes: true, asks: "the Python package networkx",
		note: "takes lists for text; does not read what the file says of the map; writes the edges in the order of their sources",
		seen: listsAsText, back: withoutMap,
	},
	{
		name: "graphology", format: "gexf", script: "graphology_xml.js", writes: true, asks: "the npm packages graphology and graphology-gexf",
		note: "writes elements of lists without quotes, whatever commas, backslashes and blanks are in them", back: withGraphologyLists,
	},
}

// withoutMadeIDs leaves the ids of edges that the map does not give, and that no other edge refers to, unseen.
func withoutMadeIDs(g *graph.Graph, expected *sight) {
	i := 0
	for a := range exchange.Arcs(g) {
		if !g.HasOwnID(a.Edge) && (!g.IsMutual(a.Edge) || a.From == a.To) {
			expected.Edges[i].ID = ""
		}
		i++
	}
}

// listsAsText has lists as GEXF writes them.
func listsAsText(g *graph.Graph, expected *sight) {
	for n, o := range g.Organisations() {
		for name, list := range map[string][]string{"classification": o.Classifications, "tags": o.Tags} {
			if len(list) > 0 {
				escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
				var quoted []string
				for _, s := range list {
					quoted = append(quoted, `"`+escape.Replace(s)+`"`)
				}
				expected.Nodes[n].Attributes[name] = "[" + strings.Join(quoted, ", ") + "]"
			}
		}
	}
}

// inNetworkXOrder puts relationships in the order in which NetworkX has them: by the place of their source, then by when an edge to
// their target first came from there.
func inNetworkXOrder(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	type pair struct{ from, to graph.Node }
	place := map[pair]int{}
	for a := range exchange.Arcs(g) {
		if _, ok := place[pair{a.From, a.To}]; !ok {
			place[pair{a.From, a.To}] = len(place)
		}
	}
	order := slices.Collect(g.Edges())
	slices.SortStableFunc(order, func(a, b graph.Edge) int {
		if g.From(a) != g.From(b) {
			return int(g.From(a) - g.From(b))
		}
		return place[pair{g.From(a), g.To(a)}] - place[pair{g.From(b), g.To(b)}]
	})
	return rebuilt(t, g, order, func(*graph.Relationship) {})
}

// inFifteenDigits has weights as igraph writes them.
func inFifteenDigits(t *testing.T, g *graph.Graph) *graph.Graph {
	return rebuilt(t, g, slices.Collect(g.Edges()), func(r *graph.Relationship) {
		r.Weight, _ = strconv.ParseFloat(strconv.FormatFloat(r.Weight, 'g', 15, 64), 64)
	})
}

// withoutMap is g in the order of NetworkX, and without what is said of the map as a whole.
func withoutMap(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	return withIDsOnly(t, inNetworkXOrder(t, g))
}

// withIDsOnly is g without what is said of the map as a whole: types, classifications, sources and arrangements are what their ids say.
func withIDsOnly(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	there := map[string]bool{}
	first := func(kind, id string) bool {
		known := there[kind+id]
		there[kind+id] = true
		return !known && id != ""
	}
	cited := func(evidence []graph.Evidence) {
		for _, e := range evidence {
			if first("source", e.Source) {
				check(b.AddSource(graph.Source{ID: e.Source}))
			}
		}
	}
	v := g.Vocabulary()
	own := map[string]bool{}
	for c := range v.OwnClassifications() {
		own["classification"+c.ID] = true
	}
	for typ := range v.OwnTypes() {
		own["type"+typ.ID] = true
	}
	for _, o := range g.Organisations() {
		cited(o.Evidence)
		for i, c := range o.Classifications {
			id := graph.Slug(c)
			if own["classification"+c] && first("classification", id) {
				check(b.AddClassification(graph.Classification{ID: id, Label: otherThan(id, c)}))
			}
			o.Classifications[i] = id
		}
		_, err := b.AddOrganisation(o)
		check(err)
	}
	for e, r := range g.Relationships() {
		cited(r.Evidence)
		id := graph.Slug(r.Type)
		if own["type"+r.Type] && first("type", id) {
			check(b.AddType(graph.Type{ID: id, Label: otherThan(id, r.Type)}))
		}
		r.Type = id
		if first("arrangement", r.Arrangement) {
			check(b.AddArrangement(graph.Arrangement{ID: r.Arrangement}))
		}
		if !g.HasOwnID(e) {
			r.ID = ""
		}
		_, err := b.AddRelationship(r)
		check(err)
	}
	smaller, err := b.Build()
	check(err)
	return smaller
}

// withGraphologyLists has tags as graphology-gexf 0.13 writes them: quoted only where they have quotes, tabs or line feeds, and not where
// its regular expression, which is global, goes on from where it last found one.
func withGraphologyLists(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	next := 0
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)
	written := func(list []string) []string {
		var parts []string
		for _, s := range list {
			units := utf16.Encode([]rune(s))
			found := -1
			if next <= len(units) {
				found = slices.IndexFunc(units[next:], func(u uint16) bool { return u == '\t' || u == '\n' })
			}
			if found >= 0 {
				next += found + 1
			} else {
				next = 0
			}
			switch single, double := strings.Contains(s, "'"), strings.Contains(s, `"`); {
			case found >= 0 || single:
				s = `"` + escape.Replace(s) + `"`
			case double:
				s = "'" + s + "'"
			}
			parts = append(parts, s)
		}
		return exchange.XMLList("[" + strings.Join(parts, ", ") + "]")
	}
	return changed(t, g, slices.Collect(g.Edges()), func(o *graph.Organisation) {
		if len(o.Classifications) > 0 {
			written(o.Classifications) // for where the next search begins
		}
		if len(o.Tags) > 0 {
			o.Tags = written(o.Tags)
		}
	}, func(*graph.Relationship) {})
}

// otherThan is the word where the id that is made of it is another.
func otherThan(id, word string) string {
	if id == word {
		return ""
	}
	return word
}

// rebuilt is g with its relationships in another order, and changed.
func rebuilt(t *testing.T, g *graph.Graph, order []graph.Edge, change func(*graph.Relationship)) *graph.Graph {
	t.Helper()
	return changed(t, g, order, func(*graph.Organisation) {}, change)
}

// changed is rebuilt that changes organisations too.
func changed(t *testing.T, g *graph.Graph, order []graph.Edge, organisation func(*graph.Organisation), relationship func(*graph.Relationship)) *graph.Graph {
	t.Helper()
	return changedMap(t, g, g.Title(), g.Description(), order, organisation, relationship)
}

// changedMap is changed with another title and description.
func changedMap(
	t *testing.T, g *graph.Graph, title, description string, order []graph.Edge, organisation func(*graph.Organisation), relationship func(*graph.Relationship),
) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.SetTitle(title, description))
	for c := range g.Vocabulary().OwnClassifications() {
		check(b.AddClassification(c))
	}
	for typ := range g.Vocabulary().OwnTypes() {
		check(b.AddType(typ))
	}
	for _, s := range g.Sources() {
		check(b.AddSource(s))
	}
	for _, a := range g.Arrangements() {
		check(b.AddArrangement(a))
	}
	for _, o := range g.Organisations() {
		organisation(&o)
		_, err := b.AddOrganisation(o)
		check(err)
	}
	for _, e := range order {
		r := g.Relationship(e)
		if !g.HasOwnID(e) {
			r.ID = ""
		}
		relationship(&r)
		_, err := b.AddRelationship(r)
		check(err)
	}
	reordered, err := b.Build()
	check(err)
	return reordered
}
