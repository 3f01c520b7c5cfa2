package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// addLines makes a line of every pair of organisations that relationships join.
func (b *sceneBuilder) addLines() {
	b.findFamilies()
	b.findJoints()
	type pair struct{ a, b graph.Node }
	index := map[pair]int{}
	var groups [][]graph.Edge
	for e := range b.g.Edges() {
		p := pair{min(b.g.From(e), b.g.To(e)), max(b.g.From(e), b.g.To(e))}
		i, ok := index[p]
		if !ok {
			i = len(groups)
			index[p] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], e)
	}
	b.chooseDetail(groups)
	for _, edges := range groups {
		line := b.line(edges)
		if line.From != line.To {
			b.scene.Nodes[line.From].Neighbours++
			b.scene.Nodes[line.To].Neighbours++
		}
		b.scene.Lines = append(b.scene.Lines, line)
	}
	b.tieJoints()
}

// line makes the line of relationships that join the same two organisations.
func (b *sceneBuilder) line(edges []graph.Edge) Line {
	from, to := b.g.From(edges[0]), b.g.To(edges[0])
	line := Line{
		ID: b.g.ID(from) + ":" + b.g.ID(to), From: int(from), To: int(to),
		Label: b.labels(edges), Tooltip: b.tooltips(edges), Whole: b.whole(edges),
	}
	ids := map[string]int{}
	for _, group := range b.strandGroups(edges) {
		s := b.strand(group, from)
		s.ID = line.ID + ":" + s.Code
		if ids[s.ID]++; ids[s.ID] > 1 {
			s.ID += ":" + strconv.Itoa(ids[s.ID])
		}
		line.Strands = append(line.Strands, s)
	}
	return line
}

// strandGroups says which relationships of a line share a strand, in the order of the strands.
func (b *sceneBuilder) strandGroups(edges []graph.Edge) [][]graph.Edge {
	type key struct {
		family    int
		state     diff.State
		attested  bool
		dash      Dash
		uncertain bool
		joint     bool
		together  int // the joint
		look      string
		edge      int
	}
	keyOf := func(i int, e graph.Edge) key {
		k := key{
			family: b.familyOf(e), state: b.edgeState(e), attested: b.edgeAttested(e), dash: dashOf(b.g.Status(e)), uncertain: b.uncertain(e), joint: b.joint(e),
			together: b.jointOf(e), look: b.lookOf(e),
		}
		switch b.detail {
		case strandsByFamily:
			k = key{family: k.family, state: k.state, attested: k.attested}
		case strandsByPair:
			k = key{state: k.state, attested: k.attested}
		}
		if b.opts.Unbundle {
			k.edge = i
		}
		return k
	}
	var keys []key
	groups := map[key][]graph.Edge{}
	for i, e := range edges {
		k := keyOf(i, e)
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], e)
	}
	slices.SortStableFunc(keys, func(x, y key) int {
		return cmp.Or(x.family-y.family, cmp.Compare(stateRank(x.state), stateRank(y.state)), order(x.attested, y.attested), cmp.Compare(x.dash, y.dash), order(x.uncertain, y.uncertain),
			order(x.joint, y.joint), x.together-y.together,
			cmp.Compare(x.look, y.look), x.edge-y.edge)
	})
	ordered := make([][]graph.Edge, len(keys))
	for i, k := range keys {
		ordered[i] = groups[k]
	}
	return ordered
}

// order compares two truths: what does not hold comes first.
func order(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

// strand makes the strand of relationships that look alike. Their direction is that of the line from a node.
func (b *sceneBuilder) strand(edges []graph.Edge, from graph.Node) Strand {
	f := b.families[b.familyOf(edges[0])]
	s := Strand{
		Family: f.id, Code: f.code, Colour: f.colour, Width: f.width, Dash: dashOf(b.g.Status(edges[0])),
		Uncertain: b.uncertain(edges[0]), Relationships: edges, Count: b.count(edges), Joint: b.jointOf(edges[0]),
		Label: b.labels(edges), Tooltip: b.tooltips(edges),
	}
	if b.detail == everyStrand {
		b.scene.Theme.Types[b.lookOf(edges[0])].apply(&s)
	} else {
		b.simplify(&s)
	}
	s.State, s.Attested = b.edgeState(edges[0]), b.edgeAttested(edges[0])
	s.Dash = changeDash(s.State, s.Dash)
	if s.State == diff.Added && !s.Attested {
		s.Width *= addedFactor
	}
	if b.opts.Unbundle {
		s.Text = oneLine(b.g.Label(edges[0]))
	}
	forward, backward := false, false
	for _, e := range edges {
		if kind := words(b.g.Type(e).ID); !slices.Contains(s.Types, kind) {
			s.Types = append(s.Types, kind)
		}
		if b.joint(e) {
			continue
		}
		forward = forward || b.g.IsMutual(e) || b.g.From(e) == from
		backward = backward || b.g.IsMutual(e) || b.g.To(e) == from && b.g.From(e) != from
	}
	if !s.Mixed {
		s.Arrow = arrowOf(forward, backward)
	}
	return s
}

// arrowOf is the arrow with these heads.
func arrowOf(forward, backward bool) Arrow {
	switch {
	case forward && backward:
		return BothWays
	case forward:
		return Forward
	case backward:
		return Backward
	}
	return NoArrow
}

// count is how many relationships those of a strand stand for.
func (b *sceneBuilder) count(edges []graph.Edge) int {
	if b.opts.Folded == nil {
		return len(edges)
	}
	count := 0
	for _, e := range edges {
		count += b.opts.Folded.Relationships[e]
	}
	return count
}

// joint reports whether both organisations do it together: an arrowhead would say who does it to whom.
func (b *sceneBuilder) joint(e graph.Edge) bool { return b.g.Type(e).Mutual && b.g.IsMutual(e) }

func dashOf(s graph.Status) Dash {
	switch s {
	case graph.Proposed:
		return Dashed
	case graph.Suspended, graph.Ended:
		return Dotted
	}
	return Solid
}

func (b *sceneBuilder) uncertain(e graph.Edge) bool {
	return b.g.Confidence(e) != graph.Confirmed || b.g.Status(e) == graph.Disputed
}

// findFamilies gives each family of types that occurs its letter and its colour. Those depend on the
// vocabulary alone, so that all pictures of a map agree.
func (b *sceneBuilder) findFamilies() {
	v := b.g.Vocabulary()
	theme := b.scene.Theme
	taken := map[string]bool{}
	seen := map[string]bool{}
	for t := range v.Types() {
		id := v.TypeFamily(t.ID)
		if seen[id] {
			continue
		}
		seen[id] = true
		n := len(b.families)
		f := family{id: id, code: letterFor(id, taken)}
		f.colour, f.width = theme.Families[n%len(theme.Families)], theme.Widths[n%len(theme.Widths)]
		taken[f.code] = true
		b.families = append(b.families, f)
	}
}

// familyOf returns the index of the family of a relationship.
func (b *sceneBuilder) familyOf(e graph.Edge) int {
	id := b.g.Vocabulary().TypeFamily(b.g.Type(e).ID)
	return slices.IndexFunc(b.families, func(f family) bool { return f.id == id })
}

// letterFor returns the first letter of a family's id that no other family has, else the first capital that
// none has, else a number.
func letterFor(id string, taken map[string]bool) string {
	for _, r := range strings.ToUpper(id) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		if letter := string(r); r > ' ' && !strings.ContainsRune("-_.", r) && !taken[letter] {
			return letter
		}
	}
	return strconv.Itoa(len(taken))
}

// whole says which end of a line is the whole that the other is a part of.
func (b *sceneBuilder) whole(edges []graph.Edge) Arrow {
	forward, backward := false, false
	for _, e := range edges {
		if b.g.IsMutual(e) || !b.pointsToWhole(b.g.Type(e).ID) {
			continue
		}
		if b.g.From(e) == b.g.From(edges[0]) {
			forward = true
		} else {
			backward = true
		}
	}
	return arrowOf(forward, backward)
}

// pointsToWhole reports whether relationships of a type go from the part to the whole: those of structure that say more
// than that, but not who founds or succeeds whom.
func (b *sceneBuilder) pointsToWhole(id string) bool {
	v := b.g.Vocabulary()
	return v.TypeIsA(id, "structure") && id != "structure" && !v.TypeIsA(id, "establishes") && !v.TypeIsA(id, "succeeds")
}
