package graph

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NormaliseName brings a name to the form in which names are compared: Unicode NFKC, lower case, "&" as
// the word "and", the usual quotes and dashes, single spaces, without marks that nobody sees (of direction,
// for instance), and without "the" before it.
func NormaliseName(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80
	}
	if !ascii {
		s = norm.NFKC.String(s)
	}
	s = strings.ToLower(s)
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		case r == '’' || r == '‘' || r == '`':
			r = '\''
		case r == '“' || r == '”' || r == '„':
			r = '"'
		case unicode.Is(unicode.Pd, r):
			r = '-'
		}
		if gap || r == '&' && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = r == '&'
		if r == '&' {
			b.WriteString("and")
		} else {
			b.WriteRune(r)
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

// nameIndex finds organisations by any of their names. It is made when it is first needed, because most
// programs over a large graph never ask.
type nameIndex struct {
	once  sync.Once
	nodes map[string][]Node
}

func (g *Graph) namesOf(n Node) []string {
	c := &g.org
	names := []string{g.ID(n)}
	for _, column := range []*column[uint32]{&c.name, &c.shortName} {
		if k := column.get(int(n)); k > 0 {
			names = append(names, g.text.At(k))
		}
	}
	if k := c.otherNames.get(int(n)); k > 0 {
		for _, other := range c.otherNameLists[k-1] {
			names = append(names, other.Name)
		}
	}
	return names
}

func (g *Graph) nameTable() map[string][]Node {
	g.names.once.Do(func() {
		g.names.nodes = make(map[string][]Node, 2*g.NumOrganisations())
		for n := range Node(g.NumOrganisations()) {
			for _, name := range g.namesOf(n) {
				key := NormaliseName(name)
				if nodes := g.names.nodes[key]; !slices.Contains(nodes, n) {
					g.names.nodes[key] = append(nodes, n)
				}
			}
		}
	})
	return g.names.nodes
}

// Find returns the organisation that a reader means by name: its id, its name, short name or one of its
// other names, compared as [NormaliseName] does. An exact id comes before any name; one in other letters,
// "MI5" for mi5, is a name like the others. The error is an [*AmbiguousError] with the candidates, or an
// [*UnknownError] with suggestions.
//
// The first call that is not for an id takes O(total length of all names); further ones O(len(name)).
func (g *Graph) Find(name string) (Node, error) {
	if n, ok := g.NodeByID(name); ok {
		return n, nil
	}
	key := NormaliseName(name)
	if key == "" { // some name may be nothing but marks that nobody sees
		return 0, &UnknownError{What: "organisation", Value: name}
	}
	switch nodes := g.nameTable()[key]; len(nodes) {
	case 0:
		return 0, &UnknownError{What: "organisation", Value: name, Suggestions: g.suggestNames(name)}
	case 1:
		return nodes[0], nil
	default:
		err := &AmbiguousError{Value: name}
		for _, n := range nodes {
			err.Candidates = append(err.Candidates, g.Organisation(n))
		}
		return 0, err
	}
}

// suggestNames suggests each organisation once, by the name of it that is nearest.
func (g *Graph) suggestNames(name string) []string {
	var known []string
	for n := range Node(g.NumOrganisations()) {
		known = append(known, g.namesOf(n)...)
	}
	var suggestions []string
	var seen []Node
	for _, s := range Suggest(name, known) {
		nodes := g.nameTable()[NormaliseName(s)]
		if !slices.ContainsFunc(nodes, func(n Node) bool { return slices.Contains(seen, n) }) {
			suggestions = append(suggestions, s)
		}
		seen = append(seen, nodes...)
	}
	return suggestions
}
