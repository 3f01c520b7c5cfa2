package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// Change says that a scene shows how two maps, or one map at two dates, differ: each of its nodes and strands has a
// State. Signs go with what is not the same, so that nothing is told by colour alone.
type Change struct {
	Before, After string // how the two are called: "2014", "2024"
	// Organisations says of each, by graph.Node, how it stands to the two and why, in a sentence without a full stop: "New
	// since 2014: founded 2021"; and Relationships by graph.Edge.
	Organisations, Relationships []string
}

// SignOf returns the sign of what is added, gone or changed, and "" for the same.
func SignOf(s diff.State) string {
	switch s {
	case diff.Added:
		return "+"
	case diff.Gone:
		return "−"
	case diff.Changed:
		return "≠"
	}
	return ""
}

// changeStates are the states in the order of the legend and of the strands of a line.
var changeStates = []diff.State{diff.Added, diff.Gone, diff.Changed, diff.Same}

// stateRank is the place of a state in that order.
func stateRank(s diff.State) int { return slices.Index(changeStates, s) }

// says is what a state means: "new since 2014", "gone since 2014", or of two maps "new in new.yaml", "no longer in
// new.yaml"; "changed", "unchanged"; and of what is added only in that sources speak of it, "not known in 2014".
func (c *Change) says(s diff.State, attested bool) string {
	switch {
	case s == diff.Added && attested:
		return "not known in " + c.name(c.Before, "the first map")
	case s == diff.Added && c.dated():
		return "new since " + c.name(c.Before, "")
	case s == diff.Added:
		return "new in " + c.name(c.After, "the second map")
	case s == diff.Gone && c.dated():
		return "gone since " + c.name(c.Before, "")
	case s == diff.Gone:
		return "no longer in " + c.name(c.After, "the second map")
	case s == diff.Changed:
		return "changed"
	}
	return "unchanged"
}

func (c *Change) name(s, otherwise string) string { return isolate(phrase(visible(s, otherwise))) }

// dated reports whether the two are one map at two dates.
func (c *Change) dated() bool {
	_, before := graph.ParseDate(c.Before)
	_, after := graph.ParseDate(c.After)
	return before == nil && after == nil
}

// Period is from what to what the difference is: "2014 to 2024".
func (c *Change) Period() string {
	return c.name(c.Before, "the first map") + " to " + c.name(c.After, "the second map")
}

// checkChange reports whether the change of the options is one of g.
func (o *Options) checkChange(g *graph.Graph) error {
	c := o.Change
	switch {
	case c == nil:
		return nil
	case o.Folded != nil:
		return errors.New("change: what is folded into one may have been there before and be new at once: compare two folded graphs instead")
	case c.Graph != nil && c.Graph != g:
		return errors.New("change: it is that of another graph")
	case len(c.Organisations) != g.NumOrganisations() || len(c.Relationships) != g.NumRelationships():
		return fmt.Errorf("change: it has states for %d organisations and %d relationships, and the graph has %d and %d",
			len(c.Organisations), len(c.Relationships), g.NumOrganisations(), g.NumRelationships())
	}
	return nil
}

// nodeState is how an organisation stands to the two maps.
func (b *sceneBuilder) nodeState(n graph.Node) diff.State {
	if b.opts.Change == nil {
		return diff.Same
	}
	return b.opts.Change.Organisations[n]
}

// edgeState is how a relationship stands to the two maps.
func (b *sceneBuilder) edgeState(e graph.Edge) diff.State {
	if b.opts.Change == nil {
		return diff.Same
	}
	return b.opts.Change.Relationships[e]
}

// since returns the first of the two dates, where the two maps are one at two dates.
func (b *sceneBuilder) since() (date graph.Date, ok bool) {
	c := b.scene.Change
	if c == nil || !c.dated() {
		return date, false
	}
	date, err := graph.ParseDate(c.Before)
	return date, err == nil
}

// nodeAttested reports whether an organisation is added only in that sources speak of it: of two dates, that a source
// is the first to speak of something does not make it new.
func (b *sceneBuilder) nodeAttested(n graph.Node) bool {
	return b.nodeState(n) == diff.Added && b.attested(b.g.Organisation(n).FoundingDate)
}

func (b *sceneBuilder) edgeAttested(e graph.Edge) bool {
	return b.edgeState(e) == diff.Added && b.attested(b.g.StartDate(e))
}

// attested reports whether what is added and begins then was there already, as far as is known.
func (b *sceneBuilder) attested(begins graph.Date) bool {
	since, ok := b.since()
	return ok && (begins.IsZero() || !since.Before(begins))
}

// changeText says in words how something stands to the two maps, and why: "new since 2014: founded 2021"; "" where the
// picture does not tell.
func (b *sceneBuilder) changeText(s diff.State, attested bool, notes []string, i int) string {
	if b.scene.Change == nil {
		return ""
	}
	text := b.scene.Change.says(s, attested)
	if i < len(notes) {
		if note := strings.TrimRight(phrase(notes[i]), ". "); note != "" {
			text += ": " + isolate(note)
		}
	}
	return text
}

func (b *sceneBuilder) nodeChange(n graph.Node) string {
	if b.opts.Change == nil {
		return ""
	}
	return b.changeText(b.nodeState(n), b.nodeAttested(n), b.opts.Change.Notes, int(n))
}

func (b *sceneBuilder) edgeChange(e graph.Edge) string {
	if b.opts.Change == nil {
		return ""
	}
	return b.changeText(b.edgeState(e), b.edgeAttested(e), b.opts.Change.EdgeNotes, int(e))
}

// sayChanges says of every organisation and relationship how it stands to the two maps.
func (b *sceneBuilder) sayChanges() {
	c := b.scene.Change
	if c == nil {
		return
	}
	c.Organisations, c.Relationships = make([]string, b.g.NumOrganisations()), make([]string, b.g.NumRelationships())
	for n := range b.g.Nodes() {
		c.Organisations[n] = capital(b.nodeChange(n))
	}
	for e := range b.g.Edges() {
		c.Relationships[e] = capital(b.edgeChange(e))
	}
}

// markNode gives an organisation its state, says it in the tooltip and, where more is known than that a source attests
// it, below the name.
func (b *sceneBuilder) markNode(node *Node, room float64) {
	if b.opts.Change == nil {
		return
	}
	n := node.Organisation
	node.State, node.Attested = b.nodeState(n), b.nodeAttested(n)
	node.Tooltip += "\n" + b.scene.Change.Organisations[n]
	if node.State == diff.Same || node.Members > 1 || b.opts.Size != nil || int(n) >= len(b.opts.Change.Notes) {
		return
	}
	if node.Attested {
		return // "first attested by …" would stand in nearly every box
	}
	if note := phrase(b.opts.Change.Notes[n]); note != "" {
		const most = 2 // lines
		node.Subheading = append(node.Subheading, subFont.wrap(SignOf(node.State)+" "+note, room, most)...)
	}
}

// Sign is what the tag of an organisation says: how it stands to two maps, and the number of its group or the signs of
// the ends of paths.
func (n *Node) Sign() string {
	if sign := SignOf(n.State); sign != "" {
		return strings.TrimSpace(sign + " " + n.Tag)
	}
	return n.Tag
}

// fadeUnchanged fades what is the same in both maps, but for organisations that have relationships which are not.
func (b *sceneBuilder) fadeUnchanged() {
	s := b.scene
	if s.Change == nil {
		return
	}
	for i := range s.Nodes {
		if s.Nodes[i].State == diff.Same {
			s.Nodes[i].Emphasis = Faded
		}
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		line.Emphasis = Faded
		for k := range line.Strands {
			if line.Strands[k].State == diff.Same {
				line.Strands[k].Emphasis = Faded
				continue
			}
			line.Emphasis = Plain
			for _, n := range []int{line.From, line.To} {
				if s.Nodes[n].State == diff.Same {
					s.Nodes[n].Emphasis = Plain
				}
			}
		}
	}
}

// changeLook gives the box of an organisation the looks of its state.
func (s *Scene) changeLook(n *Node, look *Look) {
	switch n.State {
	case diff.Added:
		look.EdgeWidth = addedEdge
		if n.Emphasis != Faded {
			look.Edge = s.Theme.MarkedEdge
			if !n.Attested {
				look.Fill = or(n.Fill, s.markedFill())
			}
		}
	case diff.Gone:
		look.Gone = true
	}
}

// addedEdge is the width of the outline of what is new, in points.
const addedEdge = 2.6

// addedFactor is how much wider a strand of new relationships is than others.
const addedFactor = 1.7

// standing is how something stands to the two maps.
type standing struct {
	state    diff.State
	attested bool
}

// standings are those that there are, in the order of the legend.
var standings = []standing{{diff.Added, false}, {diff.Added, true}, {diff.Gone, false}, {diff.Changed, false}, {diff.Same, false}}

// countStandings counts the organisations and the relationships of each standing.
func (b *sceneBuilder) countStandings() (organisations, relationships map[standing]int) {
	organisations, relationships = map[standing]int{}, map[standing]int{}
	for n := range b.g.Nodes() {
		organisations[standing{b.nodeState(n), b.nodeAttested(n)}]++
	}
	for e := range b.g.Edges() {
		relationships[standing{b.edgeState(e), b.edgeAttested(e)}]++
	}
	return organisations, relationships
}

// legendOfChange explains what is new, gone, changed and unchanged, with how many there are of each.
func (b *sceneBuilder) legendOfChange() {
	s := b.scene
	if s.Change == nil {
		return
	}
	organisations, relationships := b.countStandings()
	entry := func(kind LegendKind, k standing, detail string) LegendEntry {
		e := LegendEntry{
			Kind: kind, Label: capital(s.Change.says(k.state, k.attested)), Detail: detail, State: k.state, Attested: k.attested, Code: SignOf(k.state),
		}
		if k.state == diff.Same {
			e.Emphasis = Faded
		}
		return e
	}
	for _, k := range standings {
		if count := organisations[k]; count > 0 {
			detail := counted(count, "organisation", "organisations")
			if k.state == diff.Same && slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.State == diff.Same && n.Emphasis == Plain }) {
				detail += "; faded unless their relationships changed"
			}
			s.Legend = append(s.Legend, entry(ChangedBoxEntry, k, detail))
		}
	}
	for _, k := range standings {
		if count := relationships[k]; count > 0 {
			e := entry(ChangedLineEntry, k, counted(count, "relationship", "relationships"))
			e.Dash = changeDash(k.state, Solid)
			if e.Width = 1.7; k.state == diff.Added && !k.attested {
				e.Width *= addedFactor
			} else if k.state == diff.Same {
				e.Width = 0.9
			}
			s.Legend = append(s.Legend, e)
		}
	}
}

// changeDash is how a strand is broken: that of relationships that are gone in a way of its own.
func changeDash(state diff.State, dash Dash) Dash {
	if state == diff.Gone {
		return PairDashed
	}
	return dash
}

// changeCounts says how much is new, gone and changed: "what changed from 2014 to 2024: 2 organisations new, 38 first
// attested, 1 gone; 30 relationships new".
func (b *sceneBuilder) changeCounts() string {
	organisations, relationships := b.countStandings()
	words := map[standing]string{{diff.Added, false}: "new", {diff.Added, true}: "first attested", {diff.Gone, false}: "gone", {diff.Changed, false}: "changed"}
	var parts []string
	for _, of := range []struct {
		counts    map[standing]int
		one, many string
	}{{organisations, "organisation", "organisations"}, {relationships, "relationship", "relationships"}} {
		var said []string
		for _, k := range standings {
			switch count := of.counts[k]; {
			case count == 0 || words[k] == "":
			case len(said) == 0:
				said = append(said, counted(count, of.one, of.many)+" "+words[k])
			default:
				said = append(said, fmt.Sprintf("%d %s", count, words[k]))
			}
		}
		if len(said) > 0 {
			parts = append(parts, strings.Join(said, ", "))
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing"}
	}
	text := "what changed from " + b.scene.Change.Period() + ": " + strings.Join(parts, "; ")
	if between := phrase(b.opts.Change.Between); between != "" {
		text += "; only in between, and not drawn: " + isolate(between)
	}
	return text
}

// describeChange says for those who do not see it what is new, gone and changed.
func (b *sceneBuilder) describeChange() (sentences []string) {
	s := b.scene
	if s.Change == nil {
		return nil
	}
	sentences = append(sentences, capital(b.changeCounts())+".")
	for _, k := range standings {
		if k.state == diff.Same {
			continue
		}
		var names []string
		for i := range s.Nodes {
			if s.Nodes[i].State == k.state && s.Nodes[i].Attested == k.attested {
				names = append(names, isolate(phrase(s.Nodes[i].ShortName)))
			}
		}
		if len(names) > 0 {
			sentences = append(sentences, "Organisations "+s.Change.says(k.state, k.attested)+": "+strings.Join(names, ", ")+".")
		}
	}
	return sentences
}
