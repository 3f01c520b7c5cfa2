package merge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
)

// Doubt is that records of the two maps were taken for one, or were not, and that it may be otherwise. It decides nothing:
// whoever knows them may give one of them another id, or both the same.
type Doubt struct {
	Kind   string `json:"kind"`   // "organisation", "source" or "relationship"
	First  string `json:"first"`  // the id in the first graph
	Second string `json:"second"` // the id in the second
	Why    string `json:"why"`    // "one id, and no name in common: …"
}

func (m *merger) doubt(kind, first, second, why string) {
	m.result.Doubts = append(m.result.Doubts, Doubt{kind, first, second, why})
}

// doubtOrganisations finds those of one id that have no name in common and, unless ids alone count, those of two that are
// called alike.
func (m *merger) doubtOrganisations() {
	matched := make([]bool, m.a.NumOrganisations())
	for n, mine := range m.organisation {
		if mine < 0 {
			continue
		}
		matched[mine] = true
		a, b := m.a.Organisation(mine), m.b.Organisation(graph.Node(n))
		if a.ID == b.ID && letters(a.Name) != "" && letters(b.Name) != "" && !shareName(&a, &b) {
			m.doubt("organisation", a.ID, b.ID, "one id, and no name in common: "+a.Name+", and "+b.Name)
		}
	}
	if !m.opts.IDsAlone {
		m.doubtNames(matched)
	}
}

// doubtNames finds, of the organisations that have no match, those that are called alike, where no others are.
func (m *merger) doubtNames(matched []bool) {
	type called struct{ a, b []graph.Node }
	alike := map[string]*called{}
	of := func(key string) *called {
		if alike[key] == nil {
			alike[key] = &called{}
		}
		return alike[key]
	}
	for n, o := range m.a.Organisations() {
		if !matched[n] {
			for _, key := range keys(&o) {
				of(key).a = append(of(key).a, n)
			}
		}
	}
	for n, o := range m.b.Organisations() {
		if m.organisation[n] < 0 {
			for _, key := range keys(&o) {
				of(key).b = append(of(key).b, n)
			}
		}
	}
	told := map[[2]graph.Node]bool{}
	for n, o := range m.a.Organisations() {
		for _, key := range keys(&o) {
			c := alike[key]
			if c == nil || len(c.a) != 1 || len(c.b) != 1 || c.a[0] != n || told[[2]graph.Node{n, c.b[0]}] {
				continue
			}
			told[[2]graph.Node{n, c.b[0]}] = true
			other := m.b.Organisation(c.b[0])
			m.doubt("organisation", o.ID, other.ID, "called alike: "+strings.Join(names(&o), " or ")+", and "+strings.Join(names(&other), " or "))
		}
	}
}

// doubtSource finds a source of one id that has another title and another address.
func (m *merger) doubtSource(a, b *graph.Source) {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	if differ(a.URL, b.URL) && differ(graph.NormaliseName(a.Title), graph.NormaliseName(b.Title)) {
		m.doubt("source", a.ID, b.ID, "one id, and another title and address: "+a.Title+", and "+b.Title+
			"; as one, it would be cited for the passages of both")
	}
}

// doubtSuccessions finds organisations of which either map says that another one succeeded the other, and neither both.
func (m *merger) doubtSuccessions(a, b []*statement) {
	first, second := successions(m.a, a), successions(m.b, b)
	for _, s := range a {
		there := succession{s.record.From, s.record.To}
		back := succession{there.old, there.by}
		if other := second[back]; first[there] == s && other != nil && first[back] == nil && second[there] == nil {
			m.doubt("relationship", s.id, other.id, "each of the two organisations succeeded the other: a circle")
		}
	}
}

// succession is that one organisation took the place of another; by their ids in the result.
type succession struct{ by, old string }

// successions returns the first relationship that says so of each.
func successions(g *graph.Graph, all []*statement) map[succession]*statement {
	by := map[succession]*statement{}
	for _, s := range all {
		key := succession{s.record.From, s.record.To}
		if by[key] == nil && g.Vocabulary().TypeIsA(s.record.Type, "succeeds") {
			by[key] = s
		}
	}
	return by
}

// names returns what an organisation is called.
func names(o *graph.Organisation) []string {
	all := []string{o.Name, o.ShortName}
	for _, other := range o.OtherNames {
		all = append(all, other.Name)
	}
	return slices.DeleteFunc(all, func(name string) bool { return name == "" })
}

// shareName reports whether two organisations have a name of the same letters. O(length of all names).
func shareName(a, b *graph.Organisation) bool {
	theirs := map[string]bool{}
	for _, name := range names(b) {
		theirs[letters(name)] = true
	}
	return slices.ContainsFunc(names(a), func(mine string) bool { return theirs[letters(mine)] })
}

// letters is a name without all that is neither letter nor figure: "M.I.5" and "MI5" are alike.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, graph.NormaliseName(name))
}

// keys returns that by which organisations are called alike: the letters of each name, each once, and the initials of one
// of several words, as in "National Crime Agency" and "NCA".
func keys(o *graph.Organisation) (all []string) {
	has := map[string]bool{"": true}
	add := func(key string) {
		if !has[key] {
			has[key] = true
			all = append(all, key)
		}
	}
	for _, name := range append(names(o), o.ID) {
		add(letters(name))
		add(initials(name))
	}
	return all
}

// initials returns the first letters of the words of a name that has three or more, but for those that abbreviations leave
// out, or "".
func initials(name string) string {
	var first []rune
	for word := range strings.FieldsSeq(graph.NormaliseName(name)) {
		if !slices.Contains([]string{"of", "the", "for", "and", "in", "on", "to"}, word) {
			first = append(first, []rune(letters(word) + " ")[0])
		}
	}
	const fewest = 3
	if len(first) < fewest || slices.Contains(first, ' ') {
		return ""
	}
	return string(first)
}
