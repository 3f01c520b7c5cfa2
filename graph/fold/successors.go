package fold

import (
	"cmp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

// Lineage is organisations that succeed one another.
type Lineage struct {
	// Of is the organisations. Those that became one are in the order of their succession, the last one last. Of a split,
	// the first is the one that was succeeded by all the others; of a circle, each is succeeded by the next.
	Of    []graph.Node
	Into  graph.Node // of the folded graph: what they became; -1 where they stay apart
	Apart Apart
}

// Apart says why organisations that succeed one another stay apart.
type Apart uint8

const (
	AsOne  Apart = iota // they do not: they became one
	Split               // several took the place of one, which goes on in none of them alone
	Circle              // each succeeded the next, so that none is the last
)

// Successors returns g with organisations that succeed one another made one. What says that they do is
// [chronology.IsSuccession]. An organisation becomes one with its successor, where it has one: a chain of them is one
// organisation, and so is what merged. One that several succeeded stays apart from them, and so do those that succeed
// one another in a circle; the lineages say so, in the order of what comes first in the graph. Where nothing becomes one,
// the graph is g itself.
//
// The one organisation has the id, the names, the classifications, the description and the address of the last. The names
// of the others are other names of it, so that it is found by them, and by their ids too: their full names with the dates
// of their lives and the note that they are those of a [chronology.Predecessor], and their short names with a note of what they
// are short for ([chronology.NameAt] and [chronology.ShortNameAt] then tell the names of a time). It is dissolved with the last, and founded with the first that was:
// unless one whose founding is unknown is known from before; then it is known from when any of them is
// ([graph.Graph.KnownFrom]). It has the tags and the evidence of all, and of the relationships among them, which vanish.
//
// All other relationships lead to the one, and stay as many as they were. Each keeps its own dates and its evidence. Where
// one has no end, the end of the organisation that it belonged to stands for it: its dissolution or, where that is
// unknown, the date of its succession. Where one has no start, and no source that is late enough, the founding of that
// organisation stands for it. So what is known to hold at a date is what would be if they were apart: what held
// with the Foreign Office does not go on with its successor, unless a source says so of that. There is one exception. What
// sources say of an organisation only after its end is known at the date of that end, as everywhere
// ([graph.Graph.AttestedFrom]), while apart from its successor it is known at no date at all. Relationships with ids of their own keep them.
//
// O(organisations + relationships + evidence, and · log for the order of the organisations).
func Successors(g *graph.Graph) (*Folded, []Lineage, error) {
	s := &succession{folding: folding{g: g, builder: graph.NewBuilder()}}
	s.follow()
	if len(s.members) == 0 {
		return unfolded(g), s.lineages, nil
	}
	if err := s.copyFrame(); err != nil {
		return nil, nil, err
	}
	if err := s.addOrganisations(); err != nil {
		return nil, nil, err
	}
	if err := s.addRelationships(); err != nil {
		return nil, nil, err
	}
	for i, l := range s.lineages {
		if l.Apart == AsOne {
			s.lineages[i].Into = s.at[l.Of[0]]
		}
	}
	var err error
	s.result.Graph, err = s.builder.Build()
	return &s.result, s.lineages, err
}

// unfolded is a graph of which nothing is folded.
func unfolded(g *graph.Graph) *Folded {
	f := &Folded{Graph: g, Within: make([][]graph.Edge, g.NumOrganisations())}
	for n := range g.Nodes() {
		f.Organisations = append(f.Organisations, []graph.Node{n})
	}
	for e := range g.Edges() {
		f.Relationships = append(f.Relationships, []graph.Edge{e})
	}
	return f
}

// succession is successors under way to becoming one.
type succession struct {
	folding
	next     []graph.Node // by node of g: the one that it becomes one with, or -1
	last     []graph.Node // by node of g: the last of its line; itself where it has none
	founded  []graph.Date // by node of g
	ended    []graph.Date // by node of g: when it was dissolved or succeeded, where that is known
	members  map[graph.Node][]graph.Node
	lineages []Lineage
}

// follow finds what becomes one, and what stays apart.
func (s *succession) follow() {
	n := s.g.NumOrganisations()
	s.next, s.last = make([]graph.Node, n), make([]graph.Node, n)
	s.founded, s.ended = make([]graph.Date, n), make([]graph.Date, n)
	successors := make([][]graph.Node, n)
	for e := range s.g.Edges() {
		by, old := s.g.From(e), s.g.To(e)
		if by == old || !chronology.IsSuccession(s.g, e) {
			continue
		}
		if !slices.Contains(successors[old], by) {
			successors[old] = append(successors[old], by)
		}
		if start := s.g.StartDate(e); s.ended[old].IsZero() || !start.IsZero() && start.Compare(s.ended[old]) < 0 {
			s.ended[old] = start
		}
	}
	for old, by := range successors {
		s.next[old] = -1
		if len(by) == 1 {
			s.next[old] = by[0]
		}
		o := s.g.Organisation(graph.Node(old))
		s.founded[old] = o.FoundingDate
		if !o.DissolutionDate.IsZero() {
			s.ended[old] = o.DissolutionDate
		}
	}
	circles := s.breakCircles()
	s.findLast()
	s.gatherLines(successors, circles)
}

// breakCircles lets those that succeed one another in a circle stay apart, and returns the circles by their first.
func (s *succession) breakCircles() map[graph.Node][]graph.Node {
	circles := map[graph.Node][]graph.Node{}
	walk := make([]int, len(s.next)) // on which walk it was passed
	for start := range s.next {
		n := graph.Node(start)
		for n >= 0 && walk[n] == 0 {
			walk[n] = start + 1
			n = s.next[n]
		}
		if n < 0 || walk[n] != start+1 {
			continue
		}
		circle := []graph.Node{n}
		for m := s.next[n]; m != n; m = s.next[m] {
			circle = append(circle, m)
		}
		for _, m := range circle {
			s.next[m] = -1
		}
		first := slices.Index(circle, slices.Min(circle))
		circle = slices.Concat(circle[first:], circle[:first])
		circles[circle[0]] = circle
	}
	return circles
}

// findLast finds the last of every line, and how far from it each is.
func (s *succession) findLast() {
	for n := range s.last {
		s.last[n] = -1
	}
	var line []graph.Node
	for start := range s.last {
		n := graph.Node(start)
		line = line[:0]
		for s.last[n] < 0 && s.next[n] >= 0 {
			line = append(line, n)
			n = s.next[n]
		}
		if s.last[n] < 0 {
			s.last[n] = n
		}
		for _, m := range line {
			s.last[m] = s.last[n]
		}
	}
}

// gatherLines lists the members of every line, each before those that come after it, and the lineages.
func (s *succession) gatherLines(successors [][]graph.Node, circles map[graph.Node][]graph.Node) {
	all := map[graph.Node][]graph.Node{}
	for n, last := range s.last {
		all[last] = append(all[last], graph.Node(n))
	}
	s.members = map[graph.Node][]graph.Node{}
	for n, by := range successors {
		node := graph.Node(n)
		if circle, ok := circles[node]; ok {
			s.lineages = append(s.lineages, Lineage{Of: circle, Into: -1, Apart: Circle})
		}
		if len(by) > 1 {
			s.lineages = append(s.lineages, Lineage{Of: append([]graph.Node{node}, by...), Into: -1, Apart: Split})
		}
		last := s.last[n]
		if of := all[last]; len(of) > 1 && s.members[last] == nil {
			s.members[last] = s.inOrder(of, last)
			s.lineages = append(s.lineages, Lineage{Of: s.members[last]})
		}
	}
}

// inOrder orders the members of a line by how many came after them, most first, and then as in the graph.
func (s *succession) inOrder(of []graph.Node, last graph.Node) []graph.Node {
	before := map[graph.Node][]graph.Node{}
	for _, n := range of {
		if n != last {
			before[s.next[n]] = append(before[s.next[n]], n)
		}
	}
	var levels [][]graph.Node
	for level := []graph.Node{last}; len(level) > 0; {
		levels = append(levels, level)
		var further []graph.Node
		for _, n := range level {
			further = append(further, before[n]...)
		}
		slices.Sort(further)
		level = further
	}
	slices.Reverse(levels)
	return slices.Concat(levels...)
}

// addOrganisations adds those that stay and those that lines become, each at the place of its first one.
func (s *succession) addOrganisations() error {
	s.at = make([]graph.Node, len(s.last))
	place := map[graph.Node]graph.Node{}
	for n := range s.g.Nodes() {
		last := s.last[n]
		if there, ok := place[last]; ok {
			s.at[n] = there
			s.result.Organisations[there] = append(s.result.Organisations[there], n)
			continue
		}
		o := s.g.Organisation(n)
		of := s.members[last]
		if of != nil {
			o = s.united(of)
		}
		at, err := s.builder.AddOrganisation(o)
		if err != nil {
			return err
		}
		if of != nil && o.FoundingDate.IsZero() {
			if err := s.builder.KnowOrganisationFrom(at, s.knownFrom(of)); err != nil {
				return err
			}
		}
		place[last], s.at[n] = at, at
		s.ids = append(s.ids, o.ID)
		s.result.Organisations = append(s.result.Organisations, []graph.Node{n})
	}
	s.result.Within = make([][]graph.Edge, len(s.ids))
	return nil
}

// united is what the members of a line become.
func (s *succession) united(of []graph.Node) graph.Organisation {
	o := s.g.Organisation(of[len(of)-1])
	names := newNameList(&o)
	var all evidenceSet
	all.add(o.Evidence)
	o.FoundingDate = s.founding(of)
	for _, n := range of[:len(of)-1] {
		was := s.g.Organisation(n)
		names.add(graph.OtherName{Name: s.g.Name(n), StartDate: s.founded[n], EndDate: s.ended[n], Note: chronology.Predecessor})
		if was.ShortName != "" {
			names.addShort(graph.OtherName{Name: was.ShortName, Note: chronology.ShortFor(s.g.Name(n))}, o.ShortName)
		}
		for _, other := range was.OtherNames {
			names.add(other)
		}
		names.add(graph.OtherName{Name: was.ID, Note: "id of " + s.g.Name(n)})
		for _, tag := range was.Tags {
			if !slices.Contains(o.Tags, tag) {
				o.Tags = append(slices.Clip(o.Tags), tag)
			}
		}
		all.add(was.Evidence)
	}
	o.OtherNames, o.Evidence = names.list, all.list
	return o
}

// knownFrom returns the date from which the first of a line is known to be there, also by relationships within the line.
func (s *succession) knownFrom(of []graph.Node) graph.Date {
	return s.g.KnownFrom(slices.MinFunc(of, func(a, b graph.Node) int { return s.g.KnownFrom(a).Compare(s.g.KnownFrom(b)) }))
}

// founding returns the date from which the first of a line was there: unknown where one that does not say its
// founding is known from before that of the others.
func (s *succession) founding(of []graph.Node) (first graph.Date) {
	var known []graph.Date // of those that do not say it
	for _, n := range of {
		founded := s.founded[n]
		switch {
		case founded.IsZero():
			known = append(known, s.g.KnownFrom(n))
		case first.IsZero() || founded.Compare(first) < 0:
			first = founded
		}
	}
	for _, d := range known {
		if d.IsZero() || d.Compare(first) < 0 {
			return graph.Date{}
		}
	}
	return first
}

// nameList is the other names of an organisation, each once.
type nameList struct {
	list []graph.OtherName
	at   map[string]int // the place of a name in list, or -1 where it is a name of another kind
}

func newNameList(o *graph.Organisation) *nameList {
	names := &nameList{list: slices.Clone(o.OtherNames), at: map[string]int{}}
	for i, other := range o.OtherNames {
		names.at[graph.NormaliseName(other.Name)] = i
	}
	for _, name := range []string{o.Name, o.ShortName, o.ID} {
		names.at[graph.NormaliseName(name)] = -1
	}
	return names
}

// add adds a name, or its dates where it is there without.
func (names *nameList) add(name graph.OtherName) {
	if name.EndDate.Before(name.StartDate) {
		name.StartDate = graph.Date{} // as a map may have it that does not pass its check
	}
	key := graph.NormaliseName(name.Name)
	at, there := names.at[key]
	switch {
	case !there:
		names.at[key] = len(names.list)
		names.list = append(names.list, name)
	case at >= 0 && names.list[at].StartDate.IsZero() && names.list[at].EndDate.IsZero() && !(name.StartDate.IsZero() && name.EndDate.IsZero()):
		names.list[at].StartDate, names.list[at].EndDate = name.StartDate, name.EndDate
		names.list[at].Note = cmp.Or(names.list[at].Note, name.Note)
	}
}

// addShort adds a short name, also where it is that of today: the note says that it was in use with another name too.
func (names *nameList) addShort(name graph.OtherName, today string) {
	if graph.NormaliseName(name.Name) == graph.NormaliseName(today) {
		names.list = append(names.list, name)
		return
	}
	names.add(name)
}

// addRelationships adds those that are not within a line, and to the organisations the evidence of those that are.
func (s *succession) addRelationships() error {
	for e := range s.g.Edges() {
		if s.isWithin(e) {
			at := s.at[s.g.From(e)]
			s.result.Within[at] = append(s.result.Within[at], e)
		}
	}
	if err := s.addEvidenceWithin(); err != nil {
		return err
	}
	stays := s.arrangementsThatStay()
	for _, a := range s.g.Arrangements() {
		if stays[a.ID] {
			if err := s.builder.AddArrangement(a); err != nil {
				return err
			}
		}
	}
	for e := range s.g.Edges() {
		if s.isWithin(e) {
			continue
		}
		r := s.g.Relationship(e)
		r.From, r.To = s.ids[s.at[s.g.From(e)]], s.ids[s.at[s.g.To(e)]]
		if !s.g.HasOwnID(e) || !graph.ValidID(r.ID) {
			r.ID = ""
		}
		if !stays[r.Arrangement] {
			r.Arrangement = ""
		}
		start := s.start(e)
		if start != r.StartDate {
			if err := s.keepKnown(e); err != nil {
				return err
			}
		}
		r.StartDate, r.EndDate = start, s.end(e)
		if _, err := s.builder.AddRelationship(r); err != nil {
			return err
		}
		s.result.Relationships = append(s.result.Relationships, []graph.Edge{e})
	}
	return nil
}

// keepKnown keeps from when those are known that e is of, which is to have a start: that is no start of theirs.
func (s *succession) keepKnown(e graph.Edge) error {
	for _, n := range [...]graph.Node{s.g.From(e), s.g.To(e)} {
		if s.members[s.last[n]] != nil {
			continue // it is kept with the line
		}
		if err := s.builder.KnowOrganisationFrom(s.at[n], s.g.KnownFrom(n)); err != nil {
			return err
		}
	}
	return nil
}

// isWithin reports whether e is between two that become one.
func (s *succession) isWithin(e graph.Edge) bool {
	from, to := s.g.From(e), s.g.To(e)
	return from != to && s.last[from] == s.last[to]
}

func (s *succession) addEvidenceWithin() error {
	for at, edges := range s.result.Within {
		var all, there evidenceSet
		for _, n := range s.result.Organisations[at] {
			there.add(s.g.Organisation(n).Evidence)
		}
		for _, e := range edges {
			all.add(s.g.Evidence(e))
		}
		for _, evidence := range all.list {
			if there.seen[evidence] {
				continue
			}
			if err := s.builder.AddOrganisationEvidence(graph.Node(at), evidence); err != nil {
				return err
			}
		}
	}
	return nil
}

// start is the start of e or, where neither it nor a source that is late enough says it, the founding of what it belonged to.
func (s *succession) start(e graph.Edge) graph.Date {
	start := s.g.StartDate(e)
	if !start.IsZero() {
		return start
	}
	attested := s.g.AttestedFrom(e)
	for _, n := range [...]graph.Node{s.g.From(e), s.g.To(e)} {
		founded := s.founded[n]
		if s.members[s.last[n]] == nil || founded.IsZero() || s.g.EndDate(e).Before(founded) {
			continue
		}
		if (attested.IsZero() || attested.Before(founded)) && founded.Compare(start) > 0 {
			start = founded
		}
	}
	return start
}

// end is the end of e or, where it does not say it, that of what it belonged to, unless e began after that.
func (s *succession) end(e graph.Edge) graph.Date {
	end := s.g.EndDate(e)
	if !end.IsZero() {
		return end
	}
	for _, n := range [...]graph.Node{s.g.From(e), s.g.To(e)} {
		ended := s.ended[n]
		if s.last[n] == n || ended.IsZero() || ended.Before(s.g.StartDate(e)) {
			continue
		}
		if end.IsZero() || cmp.Compare(ended.Last(), end.Last()) < 0 {
			end = ended
		}
	}
	return end
}
