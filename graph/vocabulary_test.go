package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

func TestBuiltinVocabularyIsSound(t *testing.T) {
	g, err := graph.NewBuilder().Build()
	if err != nil {
		t.Fatal(err)
	}
	v := g.Vocabulary()
	for _, c := range graph.BuiltinTypes() {
		if !graph.ValidID(c.ID) || c.Label == "" || c.Description == "" || c.Mutual == (c.InverseLabel != "") && c.ID != "structure" {
			t.Errorf("type %q: label %q, inverse %q, mutual %t", c.ID, c.Label, c.InverseLabel, c.Mutual)
		}
		broader, ok := v.Type(c.Broader)
		if c.Broader != "" && !ok || ok && (broader.Mutual != c.Mutual || broader.Irreflexive != c.Irreflexive) {
			t.Errorf("type %q is not of the nature of its broader one", c.ID)
		}
	}
	for _, c := range graph.BuiltinClassifications() {
		if !graph.ValidID(c.ID) || c.Label == "" || c.PluralLabel == "" {
			t.Errorf("classification %q: label %q, plural %q", c.ID, c.Label, c.PluralLabel)
		}
	}
	// The families that the design names.
	for family, narrower := range map[string]string{
		"collaboration": "joint-team joint-investigation joint-advice co-location partnership",
		"information":   "intelligence-sharing reporting",
		"authority":     "warrant-approval oversight accountability tasking lead-responsibility coordination proposal",
		"support":       "advice assistance welfare-support",
		"structure":     "part-of member-of establishes succeeds",
	} {
		for _, id := range append(strings.Fields(narrower), family) {
			if _, ok := v.Type(id); !ok || v.TypeFamily(id) != family || !v.TypeIsA(id, family) {
				t.Errorf("type %q is not of the family %q", id, family)
			}
		}
	}
}

// vocabulary builds a graph with types and classifications of the given broader ones, "id<broader".
func vocabulary(concepts ...string) (*graph.Graph, error) {
	b := graph.NewBuilder()
	for _, c := range concepts {
		id, broader, _ := strings.Cut(c, "<")
		if err := b.AddType(graph.Type{ID: id, Broader: broader}); err != nil {
			return nil, err
		}
		if err := b.AddClassification(graph.Classification{ID: id, Broader: broader}); err != nil {
			return nil, err
		}
	}
	return b.Build()
}

func TestVocabulary(t *testing.T) {
	g, err := vocabulary("c<b", "b<a", "a", "d<a", "alone") // broader ones may follow
	if err != nil {
		t.Fatal(err)
	}
	v := g.Vocabulary()
	for _, c := range []struct {
		id, ancestor string
		want         bool
	}{
		{"c", "c", true}, {"c", "b", true}, {"c", "a", true}, {"d", "a", true},
		{"a", "c", false}, {"d", "b", false}, {"alone", "a", false}, {"a", "", false}, {"", "", false}, {"nonsense", "nonsense", false}, {"a", "nonsense", false},
	} {
		if got := v.TypeIsA(c.id, c.ancestor); got != c.want {
			t.Errorf("TypeIsA(%q, %q) = %t", c.id, c.ancestor, got)
		}
		if got := v.ClassificationIsA(c.id, c.ancestor); got != c.want {
			t.Errorf("ClassificationIsA(%q, %q) = %t", c.id, c.ancestor, got)
		}
	}
	for id, top := range map[string]string{"c": "a", "b": "a", "a": "a", "alone": "alone", "nonsense": ""} {
		if v.TypeFamily(id) != top || v.Sector(id) != top {
			t.Errorf("TypeFamily(%q) = %q, Sector = %q, want %q", id, v.TypeFamily(id), v.Sector(id), top)
		}
	}
	var own []string
	for c := range v.OwnTypes() {
		own = append(own, c.ID)
	}
	if want := []string{"c", "b", "a", "d", "alone"}; !slices.Equal(own, want) {
		t.Errorf("own types %q, want %q", own, want)
	}
	builtin := len(graph.BuiltinTypes())
	if all := slices.Collect(v.Types()); len(all) != builtin+5 || all[0].ID != "collaboration" || all[builtin].ID != "c" {
		t.Errorf("%d types of which the first is %q", len(all), all[0].ID)
	}
	if all := slices.Collect(v.Classifications()); len(all) != len(graph.BuiltinClassifications())+5 {
		t.Errorf("%d classifications", len(all))
	}
	if own := slices.Collect(v.OwnClassifications()); len(own) != 5 || own[4].ID != "alone" {
		t.Errorf("own classifications %v", own)
	}
	if c, ok := v.Classification("d"); !ok || c.Broader != "a" {
		t.Errorf("Classification(d) = %v, %t", c, ok)
	}
	if _, ok := v.Type("nonsense"); ok {
		t.Error("there is a type nonsense")
	}
}

func TestVocabularyFaults(t *testing.T) {
	for _, c := range []struct {
		concepts string
		want     []string // of the types; the classifications have the same
	}{
		{"a<nonsense", []string{`"a": broader: no KIND "nonsense"`}},
		{"one<tow two", []string{`"one": broader: no KIND "tow"; did you mean "two"?`}},
		{"a<a", []string{`"a": broader: "a" is broader than itself, by way of "a"`}},
		{"a<b b<a", []string{`"a": broader: "a" is broader than itself, by way of "b"`}},
		{"a<b b<c c<a", []string{`"a": broader: "a" is broader than itself, by way of "b"`}},
		// What leads into a circle is not in it.
		{"x<a y<x a<b b<a", []string{`"a": broader: "a" is broader than itself, by way of "b"`}},
		{"a<b b<a c<d d<c x<nonsense", []string{
			`"x": broader: no KIND "nonsense"`,
			`"a": broader: "a" is broader than itself, by way of "b"`,
			`"c": broader: "c" is broader than itself, by way of "d"`,
		}},
	} {
		_, err := vocabulary(strings.Fields(c.concepts)...)
		var want []string
		for _, kind := range []string{"type", "classification"} {
			for _, w := range c.want {
				want = append(want, kind+" "+strings.ReplaceAll(w, "KIND", kind))
			}
		}
		if err == nil || err.Error() != strings.Join(want, "\n") {
			t.Errorf("%s: %v\nwant %s", c.concepts, err, strings.Join(want, "\n"))
		}
	}
}

func TestALongChainOfTypes(t *testing.T) {
	// As many as there may be, each broader than the one before. That must take neither time nor stack.
	const most = 1 << 16
	own := most - len(graph.BuiltinTypes())
	b := graph.NewBuilder()
	for i := range own {
		kind := graph.Type{ID: "t" + itoa(i)}
		if i+1 < own {
			kind.Broader = "t" + itoa(i+1)
		}
		if err := b.AddType(kind); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.AddType(graph.Type{ID: "beyond"}); err == nil || !strings.Contains(err.Error(), "at most 65536 types") {
		t.Errorf("one type too many: %v", err)
	}
	b = graph.NewBuilder()
	for i := range own {
		if err := b.AddType(graph.Type{ID: "t" + itoa(i), Broader: "t" + itoa((i+1)%own)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Build(); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("a circle of %d types: %v", own, err)
	}
}
