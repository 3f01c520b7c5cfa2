package render

// Boxes returns how large the box of each organisation has to be, at 0, 0: for layouts that find places for boxes of
// given sizes. The hub layout may make them higher, to give their lines room.
func (s *Scene) Boxes() []Box {
	base := s.baseHeight()
	boxes := make([]Box, len(s.Nodes))
	for i := range s.Nodes {
		if s.sized() {
			boxes[i].Width, boxes[i].Height = sizedBox(&s.Nodes[i], base, 0)
		} else {
			boxes[i].Width, boxes[i].Height = boxWidth, boxHeight(&s.Nodes[i])
		}
	}
	return boxes
}

// TagBox returns where the number of the group of an organisation goes, whose box this is.
func (n *Node) TagBox(box Box) (at Box, ok bool) {
	if n.Sign() == "" {
		return Box{}, false
	}
	return tagBox(box, n.Sign()), true
}

// ClusterLabelHeight is the room for the label of a sector in its box, in points.
const ClusterLabelHeight = panelHeading

// LabelWidth returns how wide the label of a sector is with the room around it.
func (c *Cluster) LabelWidth() float64 { return clusterFont.width(c.Label) + 18 }

// Clustered reports whether the layout keeps the organisations of a sector together, in a box of their own.
func (s *Scene) Clustered() bool { return s.clustered() }

// TextWidth returns how long a text is, in points, in the fonts that pictures are set in.
func TextWidth(text string, size float64, bold bool) float64 { return font{size, bold}.width(text) }

// WrapText breaks a text into at most so many lines of at most a width in points, about equally long; what does not fit
// ends with an ellipsis.
func WrapText(text string, size float64, bold bool, width float64, lines int) []string {
	return font{size, bold}.wrap(text, width, lines)
}

// MarkLabels returns, by joint, what the marks of a layout say that has one mark for each joint whose strands meet, and
// one on each strand of the others.
func (s *Scene) MarkLabels() []string { return s.markLabels(nil) }
