package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// bothParts is the parts of two maps that are compared, by one filter. Of what that names, one of the maps alone may have
// some: that is part of the difference.
type bothParts struct {
	filter       *filter
	older, newer side
	whole        *diff.Difference // of the two maps, as of the date of the filter
	inWords      string           // which part it is
}

// side is one of the two maps, and the part of it that is compared.
type side struct {
	calledMap
	part  *graph.Graph
	lacks string // a flag of the filter with what it names, of which this map has nothing; or ""
}

// compare compares the two maps, and returns what differs in the parts of them that the filter keeps.
func (b *bothParts) compare(opts diff.Options) (*diff.Difference, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	then := filter{asOf: b.filter.asOf}
	before, err := then.apply(b.older.m.Graph)
	if err != nil {
		return nil, err
	}
	after, err := then.apply(b.newer.m.Graph)
	if err != nil {
		return nil, err
	}
	if b.whole, err = diff.Between(before, after, opts); err != nil || b.filter.given() == "" {
		return b.whole, err
	}
	for _, s := range []*side{&b.older, &b.newer} {
		if err := b.choose(s); err != nil {
			return nil, err
		}
	}
	if b.inWords, err = b.words(); err != nil {
		return nil, err
	}
	return b.whole.Within(b.older.part, b.newer.part)
}

// warn says where less is compared than a reader may think.
func (b *bothParts) warn(a *app) {
	switch {
	case b.older.part == nil: // all of both
	case b.older.part.NumOrganisations()+b.newer.part.NumOrganisations() > 0:
		for _, s := range []*side{&b.older, &b.newer} {
			if s.lacks != "" {
				a.say(fmt.Sprintf("%s knows nothing of %s: what differs is what the other map keeps", s.name, s.lacks))
			}
		}
	case b.older.m.Graph.NumOrganisations()+b.newer.m.Graph.NumOrganisations() > 0:
		a.say("the filters leave nothing of either map")
	}
}

// choose chooses the part of a map: by what it has of what the filter names.
func (b *bothParts) choose(s *side) (err error) {
	f := *b.filter
	keep := func(flag string, values *[]string, known func(string) bool) {
		there := slices.DeleteFunc(slices.Clone(*values), func(value string) bool { return !known(value) })
		if len(*values) > 0 && len(there) == 0 {
			s.lacks = flag + " " + strings.Join(*values, ",")
		}
		*values = there
	}
	keep("--type", &f.types, s.hasType)
	keep("--class", &f.classes, s.hasClass)
	keep("--source", &f.sources, s.hasSource)
	if f.around = b.idsIn(s, f.around); len(f.around) == 0 && len(b.filter.around) > 0 {
		s.lacks = "--around " + strings.Join(b.filter.around, ",")
	}
	f.notTypes = slices.DeleteFunc(slices.Clone(f.notTypes), func(id string) bool { return !s.hasType(id) })
	f.without = b.idsIn(s, f.without)
	if s.lacks == "" {
		s.part, err = f.apply(s.m.Graph)
		return err
	}
	var all []string
	for n := range s.m.Graph.Nodes() {
		all = append(all, s.m.Graph.ID(n))
	}
	s.part, err = s.m.Graph.Select(graph.Selection{Without: all})
	return err
}

func (s *side) hasType(id string) bool { _, ok := s.m.Graph.Vocabulary().Type(id); return ok }
func (s *side) hasClass(id string) bool {
	_, ok := s.m.Graph.Vocabulary().Classification(id)
	return ok
}
func (s *side) hasSource(id string) bool { _, ok := s.m.Graph.Source(id); return ok }

// idsIn returns the ids in a map of those organisations that it has.
func (b *bothParts) idsIn(s *side, values []string) (ids []string) {
	for _, name := range b.names(values) {
		if id, ok := b.idIn(s, name); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// idIn returns the id in a map of an organisation that either has by a name: also where it has another id and name there.
func (b *bothParts) idIn(s *side, name string) (string, bool) {
	if n, err := s.m.Graph.Find(name); err == nil {
		return s.m.Graph.ID(n), true
	}
	other, here, there, counterpart := &b.newer, b.whole.Before, b.whole.After, b.whole.BeforeOf
	if s == &b.newer {
		other, here, there, counterpart = &b.older, b.whole.After, b.whole.Before, b.whole.AfterOf
	}
	n, err := other.m.Graph.Find(name)
	if err != nil {
		return "", false
	}
	n, ok := there.NodeByID(other.m.Graph.ID(n))
	if !ok {
		return "", false // it is not there at the date
	}
	if n, ok = counterpart(n); !ok {
		return "", false
	}
	return here.ID(n), true
}

// names returns the names of organisations, of which a value may have several with commas between them: unless it is
// itself a name in either map.
func (b *bothParts) names(values []string) (names []string) {
	for _, value := range values {
		if !strings.Contains(value, ",") || b.find(value) == nil {
			names = append(names, value)
			continue
		}
		for name := range strings.SplitSeq(value, ",") {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

// find returns nil where a name is that of one organisation of either map or both, and else what is wrong with it.
func (b *bothParts) find(name string) error {
	_, newer := b.newer.m.Graph.Find(name)
	_, older := b.older.m.Graph.Find(name)
	var ambiguous *graph.AmbiguousError
	switch {
	case errors.As(newer, &ambiguous):
		return newer
	case errors.As(older, &ambiguous):
		return older
	case older == nil:
		return nil
	}
	return newer
}

// check says what of that which the filter names neither map has, and what may be several.
func (b *bothParts) check() error {
	for _, name := range b.names(slices.Concat(b.filter.around, b.filter.without)) {
		if err := b.find(name); err != nil {
			return err
		}
	}
	// What is wrong with the rest, a selection of the newer map says.
	rest := *b.filter
	rest.around, rest.without, rest.avoid = nil, nil, nil
	if len(b.filter.around) > 0 {
		rest.hops = 0
	}
	notIn := func(values []string, known func(string) bool) []string {
		return slices.DeleteFunc(slices.Clone(values), known)
	}
	rest.types, rest.notTypes = notIn(rest.types, b.older.hasType), notIn(rest.notTypes, b.older.hasType)
	rest.classes, rest.sources = notIn(rest.classes, b.older.hasClass), notIn(rest.sources, b.older.hasSource)
	_, err := rest.apply(b.newer.m.Graph)
	return err
}

// words says of which part the difference is, in the names of the newer map or, where that lacks some, of both.
func (b *bothParts) words() (string, error) {
	if words, err := b.filter.inWords(b.newer.m.Graph); err == nil {
		return words, nil
	}
	both, err := b.whole.Marked("", "")
	if err != nil {
		return "", err
	}
	f := *b.filter
	f.around, f.without = b.idsInBoth(f.around), b.idsInBoth(f.without)
	return f.inWords(both.Graph)
}

// idsInBoth returns the ids that organisations have where the two maps are one.
func (b *bothParts) idsInBoth(values []string) (ids []string) {
	for _, name := range b.names(values) {
		for _, at := range []struct {
			of *side
			g  *graph.Graph
		}{{&b.newer, b.whole.After}, {&b.older, b.whole.Before}} {
			id, _ := b.idIn(at.of, name)
			if _, there := at.g.NodeByID(id); there {
				ids = append(ids, id)
				break
			}
		}
	}
	return ids
}
