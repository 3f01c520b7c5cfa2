package merge

import (
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// statement is a relationship on its way into the result.
type statement struct {
	record graph.Relationship // its ends and sources are named as in the result, and its id is one that its map gives
	id     string             // as a reader knows it
	named  bool               // whether its id tells it from all others
	other  *statement         // that it is one with
}

// madeID reports whether an id is of the form that a graph makes, which says no more than the ends, the type and a
// place.
func madeID(id string) bool { return strings.Contains(id, ":") }

func (m *merger) mergeRelationships() {
	a, b := statementsOf(m.a), statementsOf(m.b)
	for e := range m.b.Edges() {
		r := &b[e].record
		r.From, r.To, r.Evidence = m.idOf(m.b.From(e)), m.idOf(m.b.To(e)), m.evidence(r.Evidence)
	}
	matchNamed(a, b)
	matchStatements(a, b)
	m.result.Apart = append(m.result.Apart, apart(a, b)...)
	m.doubtSuccessions(a, b)
	t := &m.result.Relationships
	for _, s := range a {
		r := s.record
		if s.other != nil {
			r = m.mergeTwoRelationships(r, s.other.record, s.id)
			t.Both++
		} else {
			t.First++
		}
		m.union.Relationships = append(m.union.Relationships, r)
	}
	for _, s := range b {
		if s.other == nil {
			m.union.Relationships = append(m.union.Relationships, s.record)
			t.Second++
		}
	}
}

func statementsOf(g *graph.Graph) []*statement {
	all := make([]*statement, 0, g.NumRelationships())
	for e, r := range g.Relationships() {
		s := &statement{record: r, id: r.ID}
		if !g.HasOwnID(e) {
			s.record.ID = ""
		}
		s.named = s.record.ID != "" && !madeID(r.ID)
		all = append(all, s)
	}
	return all
}

func (s *statement) match(other *statement) { s.other, other.other = other, s }

// matchNamed matches those that both maps give one id.
func matchNamed(a, b []*statement) {
	named := map[string]*statement{}
	for _, s := range a {
		if s.named {
			named[s.record.ID] = s
		}
	}
	for _, s := range b {
		if s.named && named[s.record.ID] != nil {
			s.match(named[s.record.ID])
		}
	}
}

// matchStatements matches what is left by what it says.
func matchStatements(a, b []*statement) {
	for _, key := range []func(*statement) string{(*statement).all, (*statement).dated} {
		// Two with names of their own are never one.
		matchAlike(a, b, key, false, false)
		matchAlike(a, b, key, true, false)
		matchAlike(a, b, key, false, true)
	}
	matchLone(a, b)
}

// ends is what relationships have in common that can be one: their ends, type and direction.
func (s *statement) ends() string {
	r := &s.record
	from, to, way := r.From, r.To, "to"
	if r.Mutual == graph.Mutual {
		from, to, way = min(from, to), max(from, to), "with"
	}
	return from + "\x00" + way + "\x00" + to + "\x00" + r.Type
}

// dated adds the dates and the label.
func (s *statement) dated() string {
	return s.ends() + "\x00" + s.record.StartDate.String() + "\x00" + s.record.EndDate.String() + "\x00" + s.record.Label
}

// all adds everything else but the id.
func (s *statement) all() string {
	r := &s.record
	parts := []string{
		s.dated(), r.Status.String(), r.Confidence.String(), strconv.FormatFloat(r.Weight, 'g', -1, 64), r.Arrangement, r.Note,
	}
	for _, e := range r.Evidence {
		parts = append(parts, e.Source, e.Passage, e.Prefix, e.Suffix, e.Note)
	}
	return strings.Join(parts, "\x01")
}

// matchAlike matches in their order those with the same key, of a with or without names and of b with or without.
func matchAlike(a, b []*statement, key func(*statement) string, namedA, namedB bool) {
	waiting := map[string][]*statement{}
	for _, s := range b {
		if s.other == nil && s.named == namedB {
			k := key(s)
			waiting[k] = append(waiting[k], s)
		}
	}
	if len(waiting) == 0 {
		return
	}
	for _, s := range a {
		if s.other != nil || s.named != namedA {
			continue
		}
		k := key(s)
		if list := waiting[k]; len(list) > 0 {
			s.match(list[0])
			waiting[k] = list[1:]
		}
	}
}

// matchLone matches those whose dates and labels do not contradict each other, where either is the only such one for
// the other. What ended before the other began is another one.
func matchLone(a, b []*statement) {
	indexA, indexB := indexOf(a), indexOf(b)
	for _, s := range a {
		if s.other != nil {
			continue
		}
		other := indexB.only(s)
		if other != nil && indexA.only(other) == s && !exclude(spanOf(&s.record), spanOf(&other.record)) {
			s.match(other)
		}
	}
}

// apart returns those that are left in both maps with the same ends and type; two with names of their own are not meant
// to be one.
func apart(a, b []*statement) (all []Apart) {
	type group struct {
		first, second []string
		nameless      bool
	}
	groups := map[string]*group{}
	left := func(s *statement) *group {
		k := s.ends()
		if groups[k] == nil {
			groups[k] = &group{}
		}
		groups[k].nameless = groups[k].nameless || !s.named
		return groups[k]
	}
	for _, s := range b {
		if s.other == nil {
			g := left(s)
			g.second = append(g.second, s.inWords())
		}
	}
	var inOrder []*statement
	for _, s := range a {
		if s.other != nil || groups[s.ends()] == nil {
			continue
		}
		g := left(s)
		if g.first == nil {
			inOrder = append(inOrder, s)
		}
		g.first = append(g.first, s.inWords())
	}
	for _, s := range inOrder {
		if g := groups[s.ends()]; g.nameless {
			all = append(all, Apart{From: s.record.From, To: s.record.To, Type: s.record.Type, First: g.first, Second: g.second})
		}
	}
	return all
}

// inWords is what tells a relationship from its parallels, its dates as an interval of EDTF (ISO 8601-2): open at the end
// where it goes on, and empty at an end that is unknown.
func (s *statement) inWords() string {
	dates := ""
	switch r := &s.record; {
	case r.StartDate.IsZero() && r.EndDate.IsZero():
		dates = "undated"
	case r.EndDate.IsZero():
		dates = r.StartDate.String() + "/.."
	default:
		dates = r.StartDate.String() + "/" + r.EndDate.String()
	}
	return strings.TrimSpace(s.record.Label + " " + dates)
}

// What a statement says of its beginning, its end and its label is a mask of three bits.
const saysStart, saysEnd, saysLabel, masks = 1, 2, 4, 8

func (s *statement) says() (mask int) {
	if !s.record.StartDate.IsZero() {
		mask |= saysStart
	}
	if !s.record.EndDate.IsZero() {
		mask |= saysEnd
	}
	if s.record.Label != "" {
		mask |= saysLabel
	}
	return mask
}

// statementIndex finds statements with which another agrees in all that both say. For each mask of the one that is
// there and each of the one that asks, it has those that agree in what the two have in common.
type statementIndex map[string]*found

type found struct {
	n    int
	last *statement
}

func indexOf(all []*statement) statementIndex {
	index := statementIndex{}
	for _, s := range all {
		if s.other != nil {
			continue
		}
		for asking := range masks {
			k := s.agreement(s.says(), asking, s.named)
			if index[k] == nil {
				index[k] = &found{}
			}
			index[k].n++
			index[k].last = s
		}
	}
	return index
}

// only returns the one statement that agrees with s, or nil where there are none or several.
func (index statementIndex) only(s *statement) (one *statement) {
	for there := range masks {
		for _, named := range []bool{false, true} {
			f := index[s.agreement(there, s.says(), named)]
			if f == nil || named && s.named {
				continue // two with names of their own are never one
			}
			if f.n > 1 || one != nil {
				return nil
			}
			one = f.last
		}
	}
	return one
}

// agreement is what one with the mask there and one with the mask asking have in common where they agree.
func (s *statement) agreement(there, asking int, named bool) string {
	parts := []string{s.ends(), strconv.Itoa(there), strconv.Itoa(asking), strconv.FormatBool(named)}
	for _, field := range []struct {
		bit  int
		text string
	}{{saysStart, s.record.StartDate.String()}, {saysEnd, s.record.EndDate.String()}, {saysLabel, s.record.Label}} {
		if there&asking&field.bit != 0 {
			parts = append(parts, field.text)
		}
	}
	return strings.Join(parts, "\x01")
}

// settleIDs leaves no relationship with an id that another has by its place: ids of the form that a graph
// makes may come from either map, and mean nothing beside the parallels of the other.
func settleIDs(all []graph.Relationship) {
	stem := func(r *graph.Relationship) string { return r.From + ":" + r.Type + ":" + r.To }
	taken := map[string]bool{}
	count := map[string]int{}
	for i := range all {
		r := &all[i]
		count[stem(r)]++
		if !madeID(r.ID) {
			continue
		}
		if rest, ok := strings.CutPrefix(r.ID, stem(r)); !ok || rest != "" && rest[0] != ':' || taken[r.ID] {
			r.ID = ""
		} else {
			taken[r.ID] = true
		}
	}
	if len(taken) == 0 {
		return
	}
	place := map[string]int{}
	next := map[string]int{}
	for i := range all {
		r := &all[i]
		s := stem(r)
		place[s]++
		made := s
		if place[s] > 1 {
			made += ":" + strconv.Itoa(place[s])
		}
		if r.ID != "" || !taken[made] {
			continue
		}
		if next[s] == 0 {
			next[s] = count[s]
		}
		for r.ID == "" || taken[r.ID] {
			next[s]++
			r.ID = s + ":" + strconv.Itoa(max(2, next[s]))
		}
		taken[r.ID] = true
	}
}
