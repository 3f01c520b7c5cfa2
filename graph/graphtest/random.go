package graphtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6c696169736f6e)) }

// Random returns a graph of n organisations, with ids "o0", "o1", ..., and m relationships whose ends and
// types are drawn with equal chances: parallel ones and loops (of types that allow them) included. Every
// other field is left at its zero value. Where n is 0 so must m be.
func Random(seed uint64, n, m int) *graph.Graph {
	r := random(seed)
	b := graph.NewBuilder()
	addOrganisations(b, n)
	types := graph.BuiltinTypes()
	for range m {
		from, to, kind := r.IntN(n), r.IntN(n), types[r.IntN(len(types))]
		if from == to && kind.Irreflexive {
			kind.ID = "reporting"
		}
		must(b.AddRelationship(graph.Relationship{From: name(from), To: name(to), Type: kind.ID}))
	}
	return must(b.Build())
}

// ScaleFree returns a graph of n organisations, with ids "o0", "o1", ..., and degree·(n-degree)
// relationships, directed, of one type, without loops and without parallel ones. Each new organisation
// gets so many relationships, nine in ten with one drawn in proportion to its degree (Barabási and
// Albert), and a coin says which way each goes. Its shape is that of the project's benchmarks: 10,000 and
// 5 give 49,975 relationships, 200,000 and 10 give 1,999,900.
func ScaleFree(seed uint64, n, degree int) *graph.Graph {
	b := graph.NewBuilder()
	addOrganisations(b, n)
	b.Grow(0, max(0, degree*(n-degree)))
	from, to := ScaleFreeArcs(seed, n, degree)
	for i := range from {
		must(b.AddRelationship(graph.Relationship{From: name(int(from[i])), To: name(int(to[i])), Type: "reporting"}))
	}
	return must(b.Build())
}

// ScaleFreeArcs returns the arcs of [ScaleFree] alone: the i-th goes from from[i] to to[i].
func ScaleFreeArcs(seed uint64, n, degree int) (from, to []int32) {
	r := random(seed)
	var ends, chosen []int32
	for v := int32(degree); int(v) < n; v++ {
		chosen = chosen[:0]
		for len(chosen) < degree {
			t := r.Int32N(v)
			if len(ends) > 0 && r.Float64() < 0.9 {
				t = ends[r.IntN(len(ends))]
			}
			if !slices.Contains(chosen, t) && t != v {
				chosen = append(chosen, t)
			}
		}
		for _, t := range chosen {
			if r.IntN(2) == 0 {
				from, to = append(from, v), append(to, t)
			} else {
				from, to = append(from, t), append(to, v)
			}
			ends = append(ends, t, v)
		}
	}
	return from, to
}

func name(i int) string { return "o" + strconv.Itoa(i) }

func addOrganisations(b *graph.Builder, n int) {
	b.Grow(n, 0)
	for i := range n {
		must(b.AddOrganisation(graph.Organisation{ID: name(i)}))
	}
}

// RandomRich returns a graph of n organisations and m relationships in which every field of every kind of
// record is drawn, the map's own types, classifications, sources and arrangements among them, with text
// from [HostileText] here and there. Where n is 0 so must m be.
func RandomRich(seed uint64, n, m int) *graph.Graph {
	r := &rich{Rand: random(seed), b: graph.NewBuilder(), hostile: HostileText()}
	check(r.b.SetTitle(r.text(), r.text()))
	for _, c := range graph.BuiltinClassifications() {
		r.classifications = append(r.classifications, c.ID)
	}
	r.types = append(r.types, graph.BuiltinTypes()...)
	for i := range r.IntN(5) {
		r.addClassification(i)
	}
	for i := range r.IntN(5) {
		r.addType(i)
	}
	for i := range 1 + r.IntN(6) {
		r.addSource(i)
	}
	for i := range r.IntN(4) {
		id := "arrangement-" + strconv.Itoa(i)
		r.arrangements = append(r.arrangements, id)
		check(r.b.AddArrangement(graph.Arrangement{ID: id, Label: r.text(), Rule: graph.Rule(r.IntN(2)), Note: r.text()}))
	}
	for i := range n {
		r.addOrganisation(i)
	}
	for i := range m {
		r.addRelationship(i)
	}
	return must(r.b.Build())
}

// rich is a random graph under way.
type rich struct {
	*rand.Rand
	b                                                     *graph.Builder
	hostile                                               []string
	types                                                 []graph.Type
	classifications, sources, arrangements, organisations []string
}

func (r *rich) chance() bool { return r.IntN(3) == 0 }

func (r *rich) text() string {
	switch r.IntN(6) {
	case 0, 1, 2:
		return ""
	case 3:
		return r.hostile[r.IntN(len(r.hostile))]
	}
	return r.word()
}

// word is never empty.
func (r *rich) word() string {
	words := []string{"Service", "Office of", "Joint", "Security", "the", "Police", "Committee & Staff", "O'Neill’s"}
	return words[r.IntN(len(words))] + " " + words[r.IntN(len(words))] + " " + strconv.Itoa(r.IntN(50))
}

func (r *rich) date() graph.Date {
	if r.chance() {
		return graph.Date{}
	}
	s := fmt.Sprintf("%04d", 1990+r.IntN(40))
	if r.chance() {
		s += fmt.Sprintf("-%02d", 1+r.IntN(12))
		if r.chance() {
			s += fmt.Sprintf("-%02d", 1+r.IntN(28))
		}
	}
	if r.chance() {
		s += "~"
	}
	return graph.MustParseDate(s)
}

func pick[T any](r *rich, from []T) T { return from[r.IntN(len(from))] }

// some is up to three distinct ones of words.
func (r *rich) some(words []string) (chosen []string) {
	for range r.IntN(4) {
		if w := pick(r, words); !slices.Contains(chosen, w) {
			chosen = append(chosen, w)
		}
	}
	return chosen
}

func (r *rich) addClassification(i int) {
	c := graph.Classification{ID: "kind-" + strconv.Itoa(i), Label: r.text(), PluralLabel: r.text(), Description: r.text()}
	if r.chance() {
		c.Broader = pick(r, r.classifications)
	}
	check(r.b.AddClassification(c))
	r.classifications = append(r.classifications, c.ID)
}

func (r *rich) addType(i int) {
	t := graph.Type{
		ID: "type-" + strconv.Itoa(i), Label: r.text(), InverseLabel: r.text(), Description: r.text(),
		Mutual: r.chance(), Irreflexive: r.chance(), From: r.some(r.classifications), To: r.some(r.classifications),
	}
	if r.chance() {
		t.Broader = pick(r, r.types).ID
	}
	check(r.b.AddType(t))
	r.types = append(r.types, t)
}

func (r *rich) addSource(i int) {
	s := graph.Source{
		ID: "source-" + strconv.Itoa(i), Title: r.text(), Publisher: r.text(), Author: r.text(),
		Published: r.date(), Retrieved: r.date(), URL: r.text(), ArchiveURL: r.text(), File: r.text(), Note: r.text(),
	}
	if r.chance() {
		s.Type = pick(r, graph.SourceTypes())
	}
	check(r.b.AddSource(s))
	r.sources = append(r.sources, s.ID)
}

func (r *rich) evidence() (evidence []graph.Evidence) {
	for range r.IntN(3) {
		evidence = append(evidence, graph.Evidence{
			Source: pick(r, r.sources), Passage: r.text(), Prefix: r.text(), Suffix: r.text(), Note: r.text(),
		})
	}
	return evidence
}

func (r *rich) addOrganisation(i int) {
	o := graph.Organisation{
		ID: name(i), Name: r.text(), ShortName: r.text(), Classifications: r.some(r.classifications),
		FoundingDate: r.date(), DissolutionDate: r.date(), Description: r.text(), URL: r.text(), Evidence: r.evidence(),
	}
	for range r.IntN(3) {
		o.OtherNames = append(o.OtherNames, graph.OtherName{Name: r.word(), StartDate: r.date(), EndDate: r.date(), Note: r.text()})
		o.Tags = append(o.Tags, r.word())
	}
	must(r.b.AddOrganisation(o))
	r.organisations = append(r.organisations, o.ID)
}

func (r *rich) addRelationship(i int) {
	kind := pick(r, r.types)
	rel := graph.Relationship{
		From: pick(r, r.organisations), To: pick(r, r.organisations), Label: r.text(),
		Mutual: graph.Mutuality(r.IntN(3)), StartDate: r.date(), EndDate: r.date(),
		Status: pick(r, graph.Statuses()), Confidence: pick(r, graph.Confidences()), Note: r.text(), Evidence: r.evidence(),
	}
	if rel.From == rel.To && kind.Irreflexive {
		kind = graph.Type{ID: "reporting"}
	}
	rel.Type = kind.ID
	switch r.IntN(6) {
	case 0, 1:
		rel.ID = "relationship-" + strconv.Itoa(i)
	case 2: // as if those parallel to it had been left out
		rel.ID = rel.From + ":" + rel.Type + ":" + rel.To + ":" + strconv.Itoa(100_000+i)
	}
	if r.chance() {
		rel.Weight = math.Exp(10 * (r.Float64() - 0.5))
	}
	if len(r.arrangements) > 0 && r.chance() {
		rel.Arrangement = pick(r, r.arrangements)
	}
	must(r.b.AddRelationship(rel))
}
