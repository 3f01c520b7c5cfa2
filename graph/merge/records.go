package merge

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/samename"
)

func (m *merger) matchOrganisations() {
	m.organisation = make([]graph.Node, m.b.NumOrganisations())
	taken := make([]bool, m.a.NumOrganisations())
	for n := range m.b.Nodes() {
		m.organisation[n] = -1
		if mine, ok := m.a.NodeByID(m.b.ID(n)); ok {
			m.organisation[n] = mine
			taken[mine] = true
		}
	}
	if m.opts.IDsAlone {
		return
	}
	pairs := samename.Pairs(m.a, m.b, func(n graph.Node) bool { return !taken[n] }, func(n graph.Node) bool { return m.organisation[n] < 0 })
	for _, p := range pairs {
		m.organisation[p.Second] = p.First
		m.result.Matched = append(m.result.Matched, Match{Kind: "organisation", First: m.a.ID(p.First), Second: m.b.ID(p.Second), By: p.Name})
	}
}

// matchSources matches by URL and title those whose ids differ, where one in either map has them.
func (m *merger) matchSources() {
	m.source = map[string]string{}
	if m.opts.IDsAlone {
		return
	}
	type document struct{ url, title string }
	type holders struct{ a, b []string }
	held := map[document]*holders{}
	of := func(s graph.Source) *holders {
		d := document{s.URL, graph.NormaliseName(s.Title)}
		if d.url == "" || d.title == "" {
			return &holders{}
		}
		if held[d] == nil {
			held[d] = &holders{}
		}
		return held[d]
	}
	for _, s := range m.a.Sources() {
		h := of(s)
		h.a = append(h.a, s.ID)
	}
	for _, s := range m.b.Sources() {
		h := of(s)
		h.b = append(h.b, s.ID)
	}
	for _, s := range m.a.Sources() {
		h := of(s)
		if len(h.a) != 1 || len(h.b) != 1 || h.a[0] == h.b[0] {
			continue
		}
		_, theirs := m.b.Source(s.ID)
		_, mine := m.a.Source(h.b[0])
		if theirs || mine {
			continue // either is matched by its id
		}
		m.source[h.b[0]] = s.ID
		m.result.Matched = append(m.result.Matched, Match{Kind: "source", First: s.ID, Second: h.b[0], By: s.Title})
	}
}

// evidence returns evidence of b with the sources called as in the result.
func (m *merger) evidence(all []graph.Evidence) []graph.Evidence {
	all = slices.Clone(all)
	for i := range all {
		if id, ok := m.source[all[i].Source]; ok {
			all[i].Source = id
		}
	}
	return all
}

// mergeRecords merges two lists of records with ids.
func mergeRecords[T any](a, b []T, id func(T) string, merge func(a, b T) T) (all []T, t Tally) {
	theirs := make(map[string]int, len(b))
	for i, r := range b {
		theirs[id(r)] = i
	}
	mine := make(map[string]bool, len(a))
	for _, r := range a {
		mine[id(r)] = true
		if i, ok := theirs[id(r)]; ok {
			r = merge(r, b[i])
			t.Both++
		} else {
			t.First++
		}
		all = append(all, r)
	}
	for _, r := range b {
		if !mine[id(r)] {
			all = append(all, r)
			t.Second++
		}
	}
	return all, t
}

// mergeFrame merges what is neither organisation nor relationship.
func (m *merger) mergeFrame() {
	p := m.sourceless("map", "")
	m.union.Title, m.union.Description = p.text("title", m.a.Title(), m.b.Title()), p.text("description", m.a.Description(), m.b.Description())
	va, vb := m.a.Vocabulary(), m.b.Vocabulary()
	m.union.Classifications, _ = mergeRecords(slices.Collect(va.OwnClassifications()), slices.Collect(vb.OwnClassifications()),
		func(c graph.Classification) string { return c.ID }, m.mergeTwoClassifications)
	m.union.Types, _ = mergeRecords(slices.Collect(va.OwnTypes()), slices.Collect(vb.OwnTypes()),
		func(t graph.Type) string { return t.ID }, m.mergeTwoTypes)
	m.union.Arrangements, _ = mergeRecords(m.a.Arrangements(), m.b.Arrangements(),
		func(a graph.Arrangement) string { return a.ID }, m.mergeTwoArrangements)
	a, b := slices.Clone(m.a.Sources()), slices.Clone(m.b.Sources())
	for i := range b {
		if id, ok := m.source[b[i].ID]; ok {
			b[i].ID = id
		}
	}
	m.moveFiles(First, a)
	m.moveFiles(Second, b)
	m.union.Sources, m.result.Sources = mergeRecords(a, b, func(s graph.Source) string { return s.ID }, m.mergeTwoSources)
}

func (m *merger) moveFiles(of Side, sources []graph.Source) {
	if m.opts.File == nil {
		return
	}
	for i := range sources {
		if s := &sources[i]; s.File != "" {
			s.File = m.opts.File(of, s.File)
		}
	}
}

func (m *merger) mergeOrganisations() {
	var a, b []graph.Organisation
	for _, o := range m.a.Organisations() {
		a = append(a, o)
	}
	for n, o := range m.b.Organisations() {
		o.ID, o.Evidence = m.idOf(n), m.evidence(o.Evidence)
		b = append(b, o)
	}
	m.union.Organisations, m.result.Organisations = mergeRecords(a, b, func(o graph.Organisation) string { return o.ID }, m.mergeTwoOrganisations)
}

// idOf returns the id in the result of an organisation of b.
func (m *merger) idOf(n graph.Node) string {
	if mine := m.organisation[n]; mine >= 0 {
		return m.a.ID(mine)
	}
	return m.b.ID(n)
}
