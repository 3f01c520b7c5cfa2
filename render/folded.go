package render

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/fold"
)

// FoldedBy returns what the parts of the graph of f stand for.
func FoldedBy(f *fold.Folded) *Folded {
	of := &Folded{
		Members: make([]int, len(f.Organisations)), Within: make([]int, len(f.Within)), Relationships: make([]int, len(f.Relationships)),
	}
	for n := range f.Organisations {
		of.Members[n], of.Within[n] = len(f.Organisations[n]), len(f.Within[n])
	}
	for e := range f.Relationships {
		of.Relationships[e] = len(f.Relationships[e])
	}
	return of
}

// check returns an error where f, if it is anything, does not fit a graph.
func (f *Folded) check(g *graph.Graph) error {
	switch {
	case f == nil:
		return nil
	case len(f.Members) != g.NumOrganisations() || len(f.Within) != g.NumOrganisations():
		return fmt.Errorf("folded: %d and %d numbers for %d organisations", len(f.Members), len(f.Within), g.NumOrganisations())
	case len(f.Relationships) != g.NumRelationships():
		return fmt.Errorf("folded: %d numbers for %d relationships", len(f.Relationships), g.NumRelationships())
	}
	for n, members := range f.Members {
		if members < 1 || f.Within[n] < 0 {
			return fmt.Errorf("folded: %s stands for %d organisations and %d relationships", g.ID(graph.Node(n)), members, f.Within[n])
		}
	}
	for e, count := range f.Relationships {
		if count < 1 {
			return fmt.Errorf("folded: %s stands for %d relationships", g.RelationshipID(graph.Edge(e)), count)
		}
	}
	return nil
}

// unfold says of an organisation what it stands for.
func (b *sceneBuilder) unfold(n *Node) {
	f := b.opts.Folded
	if f == nil {
		return
	}
	n.Members, n.Within = f.Members[n.Organisation], f.Within[n.Organisation]
	n.Set = n.Set || n.Members > 1
	if n.Within > 0 {
		n.Tooltip += "\n" + counted(n.Within, "relationship", "relationships") + " among them"
	}
}

// countLines says in a box what it stands for; nothing for one organisation.
func (n *Node) countLines() (lines []string) {
	if n.Members > 1 {
		lines = append(lines, counted(n.Members, "organisation", "organisations"))
	}
	if n.Within > 0 {
		lines = append(lines, counted(n.Within, "relationship", "relationships")+" within")
	}
	return lines
}

// foldedLines breaks the names of a box into lines, with the counts below them. Where sizes stand for something, there
// are at most three lines, as in all boxes.
func (n *Node) foldedLines(room float64, counts []string, sized bool) {
	if sized {
		n.Heading = headingFont.wrap(n.ShortName, room, headingLines)
		n.Subheading = subFont.wrap(counts[0], room, 1)
		return
	}
	n.Heading = headingFont.wrap(n.ShortName, room, headingLines)
	if n.Name != n.ShortName {
		n.Subheading = subFont.wrap(n.Name, room, 2)
	}
	for _, line := range counts {
		n.Subheading = append(n.Subheading, subFont.wrap(line, room, 1)...)
	}
}

// dropPanels leaves out the panels of sectors that hold one box which stands for the whole sector and has its name, and
// takes groups without a sector out of that of groupings, which are such that a map does not name one by one.
func (b *sceneBuilder) dropPanels() {
	s := b.scene
	if b.opts.Folded == nil {
		return
	}
	place := make([]int, len(s.Clusters))
	kept := s.Clusters[:0]
	for i, c := range s.Clusters {
		if c.ID == "grouping" {
			c.Nodes = slices.DeleteFunc(c.Nodes, func(n int) bool {
				folded := s.Nodes[n].Members > 1
				if folded {
					s.Nodes[n].Cluster = -1
				}
				return folded
			})
			if len(c.Nodes) == 0 {
				place[i] = -1
				continue
			}
		}
		if n := &s.Nodes[c.Nodes[0]]; len(c.Nodes) == 1 && n.Members > 1 && n.Name == c.Label {
			place[i] = -1
			continue
		}
		place[i] = len(kept)
		kept = append(kept, c)
	}
	s.Clusters = kept
	for i := range s.Nodes {
		if c := s.Nodes[i].Cluster; c >= 0 {
			s.Nodes[i].Cluster = place[c]
		}
	}
}

// detail is how much of a folded line its strands tell.
type detail uint8

const (
	everyStrand     detail = iota // as in any picture
	strandsByFamily               // a strand for each family, whatever its status
	strandsByPair                 // one strand, as wide as it has relationships
)

// chooseDetail finds how much the strands of a folded picture can tell so that their number is one that can be read.
// The groups are the relationships of each line.
func (b *sceneBuilder) chooseDetail(groups [][]graph.Edge) {
	const few, perBox, perCell = 48, 4, 2
	if b.opts.Folded == nil || b.opts.Unbundle {
		return
	}
	least, most := strandsByPair, max(few, perBox*len(b.scene.Nodes))
	if b.scene.View == MatrixView { // a cell has room for a few strands, whatever the others have
		least, most = strandsByFamily, max(few, perCell*len(groups))
	}
	for b.detail = everyStrand; b.detail < least; b.detail++ {
		strands := 0
		for _, edges := range groups {
			strands += len(b.strandGroups(edges))
		}
		if strands <= most {
			break
		}
	}
	if b.detail == everyStrand {
		return
	}
	b.scene.Joints, b.joints = nil, nil
	for _, edges := range groups {
		b.greatest = max(b.greatest, b.count(edges))
	}
}

// simplify makes a strand that stands for relationships which do not look alike: it is broken or uncertain where all
// of them are and, where a line has one strand, as wide as it has relationships.
func (b *sceneBuilder) simplify(s *Strand) {
	const narrowest, widest = 1.0, 5.0
	families := map[string]bool{}
	s.Joint = -1
	for _, e := range s.Relationships {
		families[b.g.Vocabulary().TypeFamily(b.g.Type(e).ID)] = true
		s.Uncertain = s.Uncertain && b.uncertain(e)
		if dashOf(b.g.Status(e)) != s.Dash {
			s.Dash = Solid
		}
	}
	if len(families) > 1 {
		s.Family, s.Code, s.Colour = "", "", b.scene.Theme.BoxEdge
		s.Mixed = true
	}
	if b.detail == strandsByPair {
		s.Width = narrowest + (widest-narrowest)*math.Sqrt(float64(s.Count)/float64(b.greatest))
	}
}

// countStrands marks the strands of a folded scene.
func (b *sceneBuilder) countStrands() {
	if b.opts.Folded == nil {
		return
	}
	for i := range b.scene.Lines {
		for k := range b.scene.Lines[i].Strands {
			b.scene.Lines[i].Strands[k].Counted = true
		}
	}
}

// folds reports whether a relationship stands for several, or is one of an organisation that does.
func (b *sceneBuilder) folds(e graph.Edge) bool {
	f := b.opts.Folded
	return f != nil && (f.Relationships[e] > 1 || f.Members[b.g.From(e)] > 1 || f.Members[b.g.To(e)] > 1)
}

// foldedSentence says what a relationship stands for: "12 relationships of intelligence sharing from Intelligence
// agencies to Law enforcement".
func (b *sceneBuilder) foldedSentence(e graph.Edge) string {
	g := b.g
	name := func(n graph.Node) string { return isolate(phrase(visible(g.ShortName(n), g.ID(n)))) }
	s := counted(b.opts.Folded.Relationships[e], "relationship", "relationships") + " of " + words(g.Type(e).ID)
	if g.IsMutual(e) {
		s += " between " + name(g.From(e)) + " and " + name(g.To(e))
	} else {
		s += " from " + name(g.From(e)) + " to " + name(g.To(e))
	}
	if g.IsMutual(e) && !b.joint(e) {
		s += ", both ways"
	}
	return s + b.circumstances(e)
}

// counts says how much the picture shows: organisations and relationships, in how many boxes where they are folded.
func (b *sceneBuilder) counts() []string {
	organisations, relationships, boxes := len(b.scene.Nodes), b.g.NumRelationships(), ""
	left := ""
	if f := b.opts.Folded; f != nil {
		organisations, relationships = 0, 0
		for n := range f.Members {
			organisations += f.Members[n]
			relationships += f.Within[n]
		}
		for _, count := range f.Relationships {
			relationships += count
		}
		boxes = " in " + counted(len(b.scene.Nodes), "box", "boxes")
		if f.Left > 0 {
			left = fmt.Sprintf(" (%d not drawn)", f.Left)
			relationships += f.Left
		}
	}
	return []string{
		counted(organisations, "organisation", "organisations") + boxes,
		counted(relationships, "relationship", "relationships") + left,
	}
}

// describeFolded says what each box stands for.
func (b *sceneBuilder) describeFolded() (sentences []string) {
	for i := range b.scene.Nodes {
		if n := &b.scene.Nodes[i]; n.Members > 1 {
			s := isolate(phrase(n.Name)) + " stands for " + counted(n.Members, "organisation", "organisations")
			if n.Within > 0 {
				s += " with " + counted(n.Within, "relationship", "relationships") + " among them"
			}
			sentences = append(sentences, s+".")
		}
	}
	return sentences
}

// legendOfSets explains the double outline: what stands for organisations that the map does not name, for several that
// it does, or for both.
func (b *sceneBuilder) legendOfSets() {
	var details []string
	if slices.ContainsFunc(b.scene.Nodes, func(n Node) bool { return n.Members > 1 }) {
		details = append(details, "several organisations")
	}
	if slices.ContainsFunc(b.scene.Nodes, func(n Node) bool { return n.Set && n.Members == 1 }) {
		details = append(details, "a group, not named one by one")
	}
	if len(details) > 0 {
		b.scene.Legend = append(b.scene.Legend, LegendEntry{
			Kind: SetEntry, Label: "Double outline", Detail: strings.Join(details, ", or "),
		})
	}
}

// legendOfCounts explains the number of a line, and its width.
func (b *sceneBuilder) legendOfCounts() {
	if b.detail == strandsByPair {
		b.scene.Legend = append(b.scene.Legend, LegendEntry{
			Kind: MarkEntry, Code: "12", Label: "Number, width", Detail: "how many relationships, of all kinds",
		})
		return
	}
	for i := range b.scene.Lines {
		for k := range b.scene.Lines[i].Strands {
			if s := &b.scene.Lines[i].Strands[k]; s.Counted && s.Count > 1 {
				b.scene.Legend = append(b.scene.Legend, LegendEntry{
					Kind: MarkEntry, Code: "12", Label: "Number", Detail: "how many relationships; none is one",
				})
				return
			}
		}
	}
}
