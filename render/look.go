package render

import "github.com/liaisongraph/liaison/graph/diff"

// Look is how the box of an organisation is painted: colours as #RRGGBB, the width of the outline in points.
type Look struct {
	Fill, Edge, Ink string
	EdgeWidth       float64
	Gone            bool // of two maps, the second lacks it: the outline is broken, and the heading struck through
}

// Look returns how the box of an organisation is painted: by its emphasis, its group, its classification and, for the
// one in the middle, its place.
func (s *Scene) Look(i int) Look {
	n, t := &s.Nodes[i], s.Theme
	look := s.nodeLook(n)
	if s.dark(i) && n.Emphasis == Plain && n.Fill == "" && n.State == diff.Same {
		look = Look{Fill: t.CentreBox, Edge: t.CentreBox, Ink: t.CentreText, EdgeWidth: 1}
	}
	if n.Set && Contrast(look.Edge, look.Fill) < leastContrast {
		look.Edge = look.Ink // so that the inner outline can be seen
	}
	return look
}

// leastContrast is that of outlines (WCAG 2.2, 1.4.11).
const leastContrast = 3.0

// nodeLook is the look of an organisation wherever it stands.
func (s *Scene) nodeLook(n *Node) Look {
	t := s.Theme
	look := Look{Fill: or(n.Fill, t.Box), Edge: or(n.Edge, t.BoxEdge), Ink: or(n.Ink, t.Text), EdgeWidth: 1}
	s.changeLook(n, &look)
	switch n.Emphasis {
	case Highlighted:
		look.Fill, look.Edge, look.EdgeWidth = or(n.Fill, s.markedFill()), t.MarkedEdge, 2.2
	case Faded:
		look.Fill, look.Edge, look.Ink = t.Box, t.Faded, t.FadedText
	}
	return look
}

// SampleLook returns how the sample of a legend entry for organisations is painted.
func (s *Scene) SampleLook(e *LegendEntry) Look {
	return s.nodeLook(&Node{Emphasis: e.Emphasis, Fill: e.Colour, Edge: e.Edge, State: e.State, Attested: e.Attested})
}

// TypeSizes returns the sizes of the type in the box of an organisation, in points: of its heading, and of what stands
// below it.
func (s *Scene) TypeSizes(i int, box Box) (heading, sub float64) {
	n := &s.Nodes[i]
	switch {
	case s.sized():
		mostHeading, mostSub := n.sizedType()
		return n.typeSizes(box, mostHeading, mostSub)
	case i == s.Centre && n.Neighbours > fewNeighbours && s.Layout == HubLayout:
		return n.typeSizes(box, 1.7, 1.15)
	}
	return headingSize, subSize
}

// StrandLook returns the colour and the width in points with which a strand is drawn.
func (s *Scene) StrandLook(strand *Strand) (colour string, width float64) {
	if strand.Emphasis == Faded {
		return s.Theme.Faded, strandWidth(strand)
	}
	return strand.Colour, strandWidth(strand)
}

// BadgeType and TagType are the sizes of type of letters on lines and of numbers of groups, in points.
const (
	BadgeType = badgeType
	TagType   = tagType
)
