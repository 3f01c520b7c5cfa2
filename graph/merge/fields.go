package merge

import (
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

// pair is a record of either graph that become one.
type pair struct {
	m                  *merger
	kind, id           string
	sourcesA, sourcesB []string
}

// pick returns what two records say in a field, of which unsaid is to say nothing.
func pick[T comparable](p *pair, field, of string, a, b, unsaid T, show func(T) string) T {
	switch {
	case a == b || b == unsaid:
		return a
	case a == unsaid:
		return b
	}
	p.conflict(field, of, show(a), show(b))
	if p.m.opts.Prefer == Second {
		return b
	}
	return a
}

func (p *pair) conflict(field, of, a, b string) {
	p.m.result.Conflicts = append(p.m.result.Conflicts, Conflict{
		Kind: p.kind, ID: p.id, Field: field, Of: of, A: a, B: b, SourcesA: p.sourcesA, SourcesB: p.sourcesB,
	})
}

func (p *pair) text(field, a, b string) string {
	return pick(p, field, "", a, b, "", func(s string) string { return s })
}

func (p *pair) date(field, of string, a, b graph.Date) graph.Date {
	return pick(p, field, of, a, b, graph.Date{}, graph.Date.String)
}

// span is when something begins and ends.
type span struct{ start, end graph.Date }

// or returns s, and what it does not say as other says it.
func (s span) or(other span) span {
	if s.start.IsZero() {
		s.start = other.start
	}
	if s.end.IsZero() {
		s.end = other.end
	}
	return s
}

// isBackwards reports whether the end comes before the start.
func (s span) isBackwards() bool { return s.end.Before(s.start) }

// exclude reports whether two cannot be one: the end that one of them says comes before the start that the other says,
// and neither by itself is as wrong as that.
func exclude(a, b span) bool {
	return (a.or(b).isBackwards() || b.or(a).isBackwards()) && !a.isBackwards() && !b.isBackwards()
}

// dates returns the two dates, in the fields start and end, of two records. Where they exclude each other, every date
// in which they differ is a conflict, also one that only one of them says: taken together, they would be of no time.
func (p *pair) dates(start, end, of string, a, b span) span {
	if !exclude(a, b) {
		return span{p.date(start, of, a.start, b.start), p.date(end, of, a.end, b.end)}
	}
	if a.start != b.start {
		p.conflict(start, of, a.start.String(), b.start.String())
	}
	if a.end != b.end {
		p.conflict(end, of, a.end.String(), b.end.String())
	}
	if p.m.opts.Prefer == Second {
		return b
	}
	return a
}

// yes is for what is true or false: false is said, too.
func (p *pair) yes(field string, a, b bool) bool {
	if a == b {
		return a
	}
	p.conflict(field, "", strconv.FormatBool(a), strconv.FormatBool(b))
	return a != (p.m.opts.Prefer == Second)
}

// choice is for what has a value always.
func choice[T interface {
	comparable
	String() string
}](p *pair, field string, a, b T) T {
	if a == b {
		return a
	}
	p.conflict(field, "", a.String(), b.String())
	if p.m.opts.Prefer == Second {
		return b
	}
	return a
}

// united returns a and then what b has more of.
func united[T comparable](a, b []T) []T {
	n := make(map[T]int, len(a))
	for _, x := range a {
		n[x]++
	}
	all := slices.Clone(a)
	for _, x := range b {
		if n[x] > 0 {
			n[x]--
		} else {
			all = append(all, x)
		}
	}
	return all
}

// classification unites two lists. That one map says more of them is no conflict, but which comes first is: it decides
// the sector.
func (p *pair) classification(a, b []string) []string {
	if len(a) > 0 && len(b) > 0 && a[0] != b[0] {
		p.conflict("classification[0]", "", a[0], b[0])
		if p.m.opts.Prefer == Second {
			a, b = b, a
		}
	}
	return united(a, b)
}

// otherNames unites two lists of names; those with one name are one.
func (p *pair) otherNames(a, b []graph.OtherName) []graph.OtherName {
	waiting := map[string][]int{}
	all := slices.Clone(a)
	for i, n := range a {
		waiting[n.Name] = append(waiting[n.Name], i)
	}
	for _, n := range b {
		at := waiting[n.Name]
		if len(at) == 0 {
			all = append(all, n)
			continue
		}
		waiting[n.Name] = at[1:]
		mine := &all[at[0]]
		used := p.dates("other_names.start_date", "other_names.end_date", n.Name, span{mine.StartDate, mine.EndDate}, span{n.StartDate, n.EndDate})
		mine.StartDate, mine.EndDate = used.start, used.end
		mine.Note = pick(p, "other_names.note", n.Name, mine.Note, n.Note, "", func(s string) string { return s })
	}
	return all
}

// keepNames adds to the other names those that were decided against.
func keepNames(o *graph.Organisation, names ...string) {
	for _, name := range names {
		key := graph.NormaliseName(name)
		known := key == "" || key == graph.NormaliseName(o.Name) || key == graph.NormaliseName(o.ShortName) ||
			slices.ContainsFunc(o.OtherNames, func(n graph.OtherName) bool { return graph.NormaliseName(n.Name) == key })
		if !known {
			o.OtherNames = append(o.OtherNames, graph.OtherName{Name: name})
		}
	}
}

func (m *merger) mergeTwoOrganisations(a, b graph.Organisation) graph.Organisation {
	p := &pair{m: m, kind: "organisation", id: a.ID, sourcesA: sourcesOf(a.Evidence), sourcesB: sourcesOf(b.Evidence)}
	o := graph.Organisation{
		ID:              a.ID,
		Name:            p.text("name", a.Name, b.Name),
		ShortName:       p.text("short_name", a.ShortName, b.ShortName),
		OtherNames:      p.otherNames(a.OtherNames, b.OtherNames),
		Classifications: p.classification(a.Classifications, b.Classifications),
	}
	life := p.dates("founding_date", "dissolution_date", "", span{a.FoundingDate, a.DissolutionDate}, span{b.FoundingDate, b.DissolutionDate})
	o.FoundingDate, o.DissolutionDate = life.start, life.end
	o.Description, o.URL = p.text("description", a.Description, b.Description), p.text("url", a.URL, b.URL)
	o.Tags, o.Evidence = united(a.Tags, b.Tags), united(a.Evidence, b.Evidence)
	if o.Name != a.Name && a.Name != "" || o.Name != b.Name && b.Name != "" {
		keepNames(&o, a.Name, b.Name)
	}
	if o.ShortName != a.ShortName && a.ShortName != "" || o.ShortName != b.ShortName && b.ShortName != "" {
		keepNames(&o, a.ShortName, b.ShortName)
	}
	return o
}

func spanOf(r *graph.Relationship) span { return span{r.StartDate, r.EndDate} }

// mergeTwoRelationships takes records whose ends and sources are named as in the result, and which have an id that
// their map gives, or none.
func (m *merger) mergeTwoRelationships(a, b graph.Relationship, id string) graph.Relationship {
	p := &pair{m: m, kind: "relationship", id: id, sourcesA: sourcesOf(a.Evidence), sourcesB: sourcesOf(b.Evidence)}
	if a.Mutual == graph.Mutual && b.Mutual == graph.Mutual && a.From == b.To && a.To == b.From {
		b.From, b.To = a.From, a.To
	}
	r := a
	if r.ID == "" || madeID(r.ID) && !madeID(b.ID) && b.ID != "" {
		r.ID = b.ID
	}
	r.From, r.To, r.Type = p.text("from", a.From, b.From), p.text("to", a.To, b.To), p.text("type", a.Type, b.Type)
	r.Label = p.text("label", a.Label, b.Label)
	if p.yes("mutual", a.Mutual == graph.Mutual, b.Mutual == graph.Mutual) != (a.Mutual == graph.Mutual) {
		r.Mutual = b.Mutual
	}
	held := p.dates("start_date", "end_date", "", spanOf(&a), spanOf(&b))
	r.StartDate, r.EndDate = held.start, held.end
	r.Status, r.Confidence = choice(p, "status", a.Status, b.Status), choice(p, "confidence", a.Confidence, b.Confidence)
	r.Weight = pick(p, "weight", "", a.Weight, b.Weight, 1, func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) })
	r.Arrangement, r.Note = p.text("arrangement", a.Arrangement, b.Arrangement), p.text("note", a.Note, b.Note)
	r.Evidence = united(a.Evidence, b.Evidence)
	return r
}

func (m *merger) mergeTwoSources(a, b graph.Source) graph.Source {
	m.doubtSource(&a, &b)
	p := &pair{m: m, kind: "source", id: a.ID, sourcesA: []string{a.ID}, sourcesB: []string{a.ID}}
	return graph.Source{
		ID: a.ID, Title: p.text("title", a.Title, b.Title), Publisher: p.text("publisher", a.Publisher, b.Publisher),
		Author: p.text("author", a.Author, b.Author), Published: p.date("published", "", a.Published, b.Published),
		Retrieved: p.date("retrieved", "", a.Retrieved, b.Retrieved), Type: p.text("type", a.Type, b.Type),
		URL: p.text("url", a.URL, b.URL), ArchiveURL: p.text("archive_url", a.ArchiveURL, b.ArchiveURL),
		File: p.text("file", a.File, b.File), Note: p.text("note", a.Note, b.Note),
	}
}

func (m *merger) mergeTwoTypes(a, b graph.Type) graph.Type {
	p := m.sourceless("type", a.ID)
	return graph.Type{
		ID: a.ID, Label: p.text("label", a.Label, b.Label), InverseLabel: p.text("inverse_label", a.InverseLabel, b.InverseLabel),
		Broader: p.text("broader", a.Broader, b.Broader), Description: p.text("description", a.Description, b.Description),
		Mutual: p.yes("mutual", a.Mutual, b.Mutual), Irreflexive: p.yes("irreflexive", a.Irreflexive, b.Irreflexive),
		From: united(a.From, b.From), To: united(a.To, b.To),
	}
}

func (m *merger) mergeTwoClassifications(a, b graph.Classification) graph.Classification {
	p := m.sourceless("classification", a.ID)
	return graph.Classification{
		ID: a.ID, Label: p.text("label", a.Label, b.Label), PluralLabel: p.text("plural_label", a.PluralLabel, b.PluralLabel),
		Broader: p.text("broader", a.Broader, b.Broader), Description: p.text("description", a.Description, b.Description),
	}
}

func (m *merger) mergeTwoArrangements(a, b graph.Arrangement) graph.Arrangement {
	p := m.sourceless("arrangement", a.ID)
	return graph.Arrangement{
		ID: a.ID, Label: p.text("label", a.Label, b.Label), Rule: choice(p, "rule", a.Rule, b.Rule), Note: p.text("note", a.Note, b.Note),
	}
}

// sourceless is a pair of records that have no evidence.
func (m *merger) sourceless(kind, id string) *pair {
	return &pair{m: m, kind: kind, id: id, sourcesA: []string{}, sourcesB: []string{}}
}

// sourcesOf returns the sources of some evidence, each once.
func sourcesOf(evidence []graph.Evidence) []string {
	sources := []string{}
	for _, e := range evidence {
		if !slices.Contains(sources, e.Source) {
			sources = append(sources, e.Source)
		}
	}
	return sources
}
