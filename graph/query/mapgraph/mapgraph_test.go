package mapgraph_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestNames(t *testing.T) {
	for _, c := range [][3]string{
		{"police", "Police", "POLICE"},
		{"intelligence-agency", "IntelligenceAgency", "INTELLIGENCE_AGENCY"},
		{"tier-1", "Tier_1", "TIER_1"},
		{"tier1", "Tier1", "TIER1"},
		{"a--b", "A_B", "A__B"},
		{"a-b-c", "ABC", "A_B_C"},
		{"служба-связи", "СлужбаСвязи", "СЛУЖБА_СВЯЗИ"},
		{"5-eyes", "5-eyes", "5-eyes"},
		{"情报-机构", "情报-机构", "情报-机构"},
		{"a-情报", "A_情报", "A_情报"},
		{"joint_unit", "joint_unit", "joint_unit"},
		{"v1.2", "v1.2", "v1.2"},
		{"straße", "Straße", "STRAßE"},
		{"ınstitut", "ınstitut", "ınstitut"},
		{"bakı", "Bakı", "bakı"},
		{"organisation", "organisation", "ORGANISATION"},
	} {
		if label, kind := mapgraph.Label(c[0]), mapgraph.Type(c[0]); label != c[1] || kind != c[2] {
			t.Errorf("%s: label %s, type %s; want %s, %s", c[0], label, kind, c[1], c[2])
		}
	}
}

// Two ids never make one name, and no id the label that all have. The ids are of what could be confused.
func TestNamesAreDistinct(t *testing.T) {
	parts := []string{"a", "b", "1", "-", "--", "_", ".", "ı", "i", "ſ", "s", "ς", "σ", "µ", "μ", "ß", "情", "е\u0301", "ǆ", "ԯ"}
	ids := map[string]bool{"organisation": true}
	for _, id := range graphtest.HostileIDs() {
		ids[id] = true
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		if graph.ValidID(b.String()) {
			ids[b.String()] = true
		}
	}
	for what, name := range map[string]func(string) string{"label": mapgraph.Label, "type": mapgraph.Type} {
		of := map[string]string{mapgraph.Organisation: "the label of all"}
		for id := range ids {
			n := name(id)
			if other, taken := of[n]; taken {
				t.Errorf("%s %s is that of %q and of %q", what, n, id, other)
			}
			of[n] = id
			if first := []rune(n)[0]; n != id && !unicode.IsUpper(first) {
				t.Errorf("%s %s of %q neither begins with a capital nor is the id", what, n, id)
			}
		}
	}
}

func TestLabelsAndTypes(t *testing.T) {
	b := graph.NewBuilder()
	if err := errors.Join(
		b.AddClassification(graph.Classification{ID: "spies", Broader: "intelligence-agency"}),
		b.AddType(graph.Type{ID: "tip-off", Broader: "intelligence-sharing"}),
	); err != nil {
		t.Fatal(err)
	}
	for id, classifications := range map[string][]string{
		"none": nil, "sis": {"spies", "police", "law-enforcement"}, "met": {"police", "grouping"}, "met2": {"police", "grouping"},
	} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id, Classifications: classifications}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "sis", To: "met", Type: "tip-off"}, {From: "met", To: "sis", Type: "information", Mutual: graph.Mutual},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	p := mapgraph.Of(g)
	for id, want := range map[string]string{
		"none": "Organisation",
		"sis":  "Spies IntelligenceAgency Police LawEnforcement Organisation",
		"met":  "Police LawEnforcement Grouping Organisation",
		"met2": "Police LawEnforcement Grouping Organisation",
	} {
		n, _ := g.NodeByID(id)
		if got := strings.Join(p.Labels(value.NodeID(n)), " "); got != want {
			t.Errorf("%s: labels %s, want %s", id, got, want)
		}
	}
	narrower := func(name string) (names []string) {
		for _, i := range p.NarrowerTypes(name) {
			names = append(names, p.Types()[i])
		}
		return names
	}
	for name, want := range map[string][]string{
		"INFORMATION":          {"INFORMATION", "INTELLIGENCE_SHARING", "REPORTING", "TIP_OFF"},
		"INTELLIGENCE_SHARING": {"INTELLIGENCE_SHARING", "TIP_OFF"},
		"TIP_OFF":              {"TIP_OFF"},
		"information":          nil,
		"":                     nil,
	} {
		if got := narrower(name); !slices.Equal(got, want) {
			t.Errorf("%s stands for %q, want %q", name, got, want)
		}
	}
	if got := p.Types()[p.TypeOf(0)]; got != "TIP_OFF" {
		t.Error(got)
	}
	if from, to := p.Ends(1); g.ID(graph.Node(from)) != "met" || g.ID(graph.Node(to)) != "sis" || !p.Mutual(1) || p.Mutual(0) {
		t.Error(from, to)
	}
	if names := p.LabelNames(); names[0] != "Organisation" || !slices.Contains(names, "Spies") || !slices.Contains(names, "ArmedForces") {
		t.Error(names)
	}
	if names := p.TypeNames(); !slices.Contains(names, "TIP_OFF") || !slices.Contains(names, "STRUCTURE") {
		t.Error(names)
	}
}

// plain is a value as Go has it.
func plain(v value.Value) any {
	switch v.Kind() {
	case value.KindBool:
		return v.Bool()
	case value.KindInt:
		return v.Int()
	case value.KindFloat:
		return v.Float()
	case value.KindString:
		return v.Text()
	case value.KindDate:
		return v.Date().String()
	case value.KindList:
		items := []any{}
		for _, item := range v.List() {
			items = append(items, plain(item))
		}
		return items
	case value.KindMap:
		m := map[string]any{}
		for i, k := range v.Map().Keys {
			m[k] = plain(v.Map().Values[i])
		}
		return m
	}
	return nil
}

// orNil is the text of a field, or nil where it is empty.
func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func anys(words []string) []any {
	all := []any{}
	for _, w := range words {
		all = append(all, w)
	}
	return all
}

func fields(pairs ...string) map[string]any {
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			m[pairs[i]] = pairs[i+1]
		}
	}
	return m
}

func evidenceFields(g *graph.Graph, evidence []graph.Evidence) []any {
	all := []any{}
	for _, e := range evidence {
		m := fields("passage", e.Passage, "prefix", e.Prefix, "suffix", e.Suffix, "note", e.Note)
		s, _ := g.Source(e.Source)
		m["source"] = fields("id", s.ID, "title", s.Title, "publisher", s.Publisher, "author", s.Author,
			"published", s.Published.String(), "retrieved", s.Retrieved.String(), "type", s.Type, "url", s.URL,
			"archive_url", s.ArchiveURL, "file", s.File, "note", s.Note)
		all = append(all, m)
	}
	return all
}

func nodeFields(g *graph.Graph, n graph.Node) map[string]any {
	o := g.Organisation(n)
	var others []string
	for _, other := range o.OtherNames {
		others = append(others, other.Name)
	}
	return map[string]any{
		"id": o.ID, "name": g.Name(n), "short_name": g.ShortName(n), "other_names": anys(others),
		"classification": anys(o.Classifications), "sector": orNil(g.Sector(n)),
		"founding_date": orNil(o.FoundingDate.String()), "dissolution_date": orNil(o.DissolutionDate.String()),
		"known_from": orNil(g.KnownFrom(n).String()), "description": orNil(o.Description), "url": orNil(o.URL),
		"tags": anys(o.Tags), "evidence": evidenceFields(g, o.Evidence),
	}
}

func relationshipFields(g *graph.Graph, e graph.Edge) map[string]any {
	r := g.Relationship(e)
	var sources []string
	for _, item := range r.Evidence {
		if !slices.Contains(sources, item.Source) {
			sources = append(sources, item.Source)
		}
	}
	want := map[string]any{
		"id": r.ID, "type": r.Type, "label": g.Label(e), "from": r.From, "to": r.To, "mutual": r.Mutual == graph.Mutual,
		"status": r.Status.String(), "confidence": r.Confidence.String(), "weight": r.Weight,
		"start_date": orNil(r.StartDate.String()), "end_date": orNil(r.EndDate.String()),
		"known_from": orNil(g.AttestedFrom(e).String()), "note": orNil(r.Note),
		"sources": anys(sources), "evidence": evidenceFields(g, r.Evidence), "arrangement": nil,
	}
	if a, ok := g.ArrangementOf(e); ok {
		want["arrangement"] = fields("id", a.ID, "label", a.Label, "rule", a.Rule.String(), "note", a.Note)
	}
	return want
}

func TestProperties(t *testing.T) {
	cases := graphtest.Corpus()
	for seed := range uint64(20) {
		cases = append(cases, graphtest.Case{Name: "random", Graph: graphtest.RandomRich(seed, 20, 60)})
	}
	for _, c := range cases {
		p := mapgraph.Of(c.Graph)
		for n := range c.Graph.Nodes() {
			checkFields(t, c.Name+" "+c.Graph.ID(n), nodeFields(c.Graph, n), p.NodeKeyNames(), p.NodeKeys(value.NodeID(n)),
				func(key string) value.Value { return p.NodeProperty(value.NodeID(n), key) })
		}
		for e := range c.Graph.Edges() {
			checkFields(t, c.Name+" "+c.Graph.RelationshipID(e), relationshipFields(c.Graph, e), p.RelationshipKeyNames(), p.RelationshipKeys(value.RelationshipID(e)),
				func(key string) value.Value { return p.RelationshipProperty(value.RelationshipID(e), key) })
		}
	}
}

func checkFields(t *testing.T, what string, want map[string]any, names, keys []string, get func(string) value.Value) {
	t.Helper()
	if len(names) != len(want) {
		t.Fatalf("%s: properties %q, want %d of them", what, names, len(want))
	}
	for _, name := range names {
		got := plain(get(name))
		if !reflect.DeepEqual(got, want[name]) {
			t.Errorf("%s: %s is %#v, want %#v", what, name, got, want[name])
		}
		if slices.Contains(keys, name) != (got != nil) {
			t.Errorf("%s: %s is %v, and its keys are %q", what, name, got, keys)
		}
	}
	if v := get("no_such_property"); !v.IsNull() {
		t.Errorf("%s: no_such_property is %v", what, plain(v))
	}
}

// TestDomains holds that no property has a value that its domain does not allow.
func TestDomains(t *testing.T) {
	met := map[string]bool{}
	allowed := func(what string, d property.Domain, v value.Value) {
		if v.IsNull() {
			return
		}
		met[what] = true
		items, kinds := []value.Value{v}, d.Kinds
		if !d.Kinds.Has(v.Kind()) {
			t.Errorf("%s is %v, not one of %v", what, plain(v), d.Kinds.Phrase())
		}
		if v.Kind() == value.KindList {
			items, kinds = v.List(), d.Items
		}
		for _, item := range items {
			if !kinds.Has(item.Kind()) || d.Words != nil && !slices.Contains(d.Words, item.Text()) {
				t.Errorf("%s has %v, which is not one of %v %q", what, plain(item), kinds.Phrase(), d.Words)
			}
		}
	}
	cases := graphtest.Corpus()
	for seed := range uint64(20) {
		cases = append(cases, graphtest.Case{Name: "random", Graph: graphtest.RandomRich(seed, 20, 60)})
	}
	for _, c := range cases {
		p := mapgraph.Of(c.Graph)
		for _, key := range p.NodeKeyNames() {
			for n := range value.NodeID(p.NumNodes()) {
				allowed("n."+key, p.NodeDomain(key), p.NodeProperty(n, key))
			}
		}
		for _, key := range p.RelationshipKeyNames() {
			for r := range value.RelationshipID(p.NumRelationships()) {
				allowed("r."+key, p.RelationshipDomain(key), p.RelationshipProperty(r, key))
			}
		}
		if d := p.NodeDomain("no_such_property"); d.Kinds != 0 || d.Words != nil {
			t.Errorf("no_such_property is %v", d)
		}
	}
	if want := len(mapgraph.NodeProperties()) + len(mapgraph.RelationshipProperties()); len(met) != want {
		t.Errorf("met %d properties of %d", len(met), want)
	}
}

func TestDescribed(t *testing.T) {
	for _, p := range slices.Concat(mapgraph.NodeProperties(), mapgraph.RelationshipProperties()) {
		if p.Name == "" || p.Meaning == "" || strings.HasSuffix(p.Meaning, ".") {
			t.Errorf("%q: %q", p.Name, p.Meaning)
		}
	}
}

// What queries read in their innermost loops allocates nothing.
func TestReadingAllocatesNothing(t *testing.T) {
	g := graphtest.RandomRich(7, 50, 200)
	p := mapgraph.Of(g)
	nodeKeys, relationshipKeys := p.NodeKeyNames(), p.RelationshipKeyNames()
	read := func() {
		for n := range value.NodeID(p.NumNodes()) {
			p.Labels(n)
			for _, key := range nodeKeys {
				if key != "evidence" {
					p.NodeProperty(n, key)
				}
			}
		}
		for r := range value.RelationshipID(p.NumRelationships()) {
			p.Ends(r)
			p.TypeOf(r)
			p.Mutual(r)
			for _, key := range relationshipKeys {
				if key != "evidence" && key != "id" {
					p.RelationshipProperty(r, key)
				}
			}
		}
	}
	if n := testing.AllocsPerRun(10, read); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestNodesWith(t *testing.T) {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "a", Name: "Alpha", ShortName: "A"}, {ID: "b", Name: "Alpha"}, {ID: "c"}, {ID: "d", Name: "c", ShortName: "A"},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	p := mapgraph.Of(g)
	for _, key := range []string{"id", "name", "short_name"} {
		for _, text := range []string{"a", "b", "c", "A", "Alpha", "alpha", ""} {
			var want []value.NodeID
			for n := range value.NodeID(p.NumNodes()) {
				if p.NodeProperty(n, key).Text() == text {
					want = append(want, n)
				}
			}
			if got, ok := p.NodesWith(key, value.String(text)); !ok || !slices.Equal(got, want) {
				t.Errorf("%s %q: %v, %v; want %v", key, text, got, ok, want)
			}
		}
		for _, v := range []value.Value{value.Null, value.Int(1), value.List(nil)} {
			if got, ok := p.NodesWith(key, v); !ok || len(got) > 0 {
				t.Errorf("%s %v: %v, %v", key, plain(v), got, ok)
			}
		}
	}
	if _, ok := p.NodesWith("description", value.String("")); ok {
		t.Error("it finds by descriptions")
	}
}

// What is known at a date is what a selection as of that date keeps.
func TestKnownAt(t *testing.T) {
	for seed := range uint64(10) {
		g := graphtest.RandomRich(seed, 20, 60)
		p := mapgraph.Of(g)
		for _, at := range []string{"1900", "1990-05", "2000", "2010-01-01", "2014", "2019~", "2050"} {
			d := graph.MustParseDate(at)
			part, err := g.Select(graph.Selection{AsOf: d})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range []value.Value{value.Date(d), value.String(at)} {
				for n := range g.Nodes() {
					_, want := part.NodeByID(g.ID(n))
					if got, err := p.NodeKnownAt(value.NodeID(n), v); err != nil || got != want {
						t.Fatalf("seed %d: %s at %s: %v, %v; want %v", seed, g.ID(n), at, got, err, want)
					}
				}
				for e := range g.Edges() {
					_, want := part.EdgeByID(g.RelationshipID(e))
					if got, err := p.RelationshipKnownAt(value.RelationshipID(e), v); err != nil || got != want {
						t.Fatalf("seed %d: %s at %s: %v, %v; want %v", seed, g.RelationshipID(e), at, got, err, want)
					}
				}
			}
		}
		for _, v := range []value.Value{value.Int(2019), value.String("last year"), value.Null} {
			_, err1 := p.NodeKnownAt(0, v)
			_, err2 := p.RelationshipKnownAt(0, v)
			if err1 == nil || err2 == nil {
				t.Errorf("%v is taken for a date", plain(v))
			}
		}
	}
}

// Many goroutines read what is made when it is first needed.
func TestConcurrentReaders(t *testing.T) {
	p := mapgraph.Of(graphtest.RandomRich(3, 30, 90))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for r := range value.RelationshipID(p.NumRelationships()) {
				p.RelationshipKeys(r)
				from, _ := p.Ends(r)
				p.NodeKeys(from)
				p.NodesWith("name", p.NodeProperty(from, "name"))
			}
		})
	}
	wait.Wait()
}
