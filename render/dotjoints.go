package render

import "strconv"

// Besides returns the arrow of a strand whose ends may be at marks, where no arrowhead is: the trunk has it.
func (a Arrow) Besides(fromMark, toMark bool) Arrow {
	return arrowOf((a == Forward || a == BothWays) && !toMark, (a == Backward || a == BothWays) && !fromMark)
}

// TrunkArrow returns whether an arrowhead is where the trunk of a joint, which runs from its mark, arrives.
func (s *Scene) TrunkArrow(j int) Arrow {
	joint := &s.Joints[j]
	for _, ref := range joint.Strands {
		line := &s.Lines[ref.Line]
		switch arrow := line.Strands[ref.Strand].Arrow; {
		case arrow == BothWays, arrow == Forward && line.To == joint.Node, arrow == Backward && line.From == joint.Node:
			return Forward
		}
	}
	return NoArrow
}

// markID returns the name of a mark of a joint in DOT, and its id.
func markID(j *Joint, i int) string { return "joint:" + j.ID + ":" + strconv.Itoa(i+1) }

// mark writes a mark of a joint.
func (w *dotWriter) mark(id string, j *Joint, m *Mark, more ...attribute) {
	t := w.scene.Theme
	width, height := m.Size()
	w.statement(name(id), append([]attribute{{"id", quoted(id)}, {"label", "<<B>" + markup(m.Label) + "</B>>"},
		{"tooltip", quoted(j.Label)}, {"style", `"filled,rounded"`}, {"fillcolor", quoted(t.Page)}, {"color", quoted(t.Text)},
		{"fontsize", number(MarkType)}, {"width", inches(width)}, {"height", inches(height)}, {"fixedsize", "true"}}, more...)...)
}

// trunkAttributes are those of the trunk of a joint: it looks like the first of the strands that meet.
func (w *dotWriter) trunkAttributes(j int) []attribute {
	joint := &w.scene.Joints[j]
	first := joint.Strands[0]
	strand := &w.scene.Lines[first.Line].Strands[first.Strand]
	return []attribute{{"id", quoted("trunk:" + joint.ID)}, {"color", quoted(w.strandColour(strand))},
		{"penwidth", number(strandWidth(strand))}, {"style", dashStyle(strand.Dash)}, {"tooltip", quoted(joint.Label)}}
}

// meets reports whether a strand of a line ends in the mark of a joint, where Graphviz places everything.
func (s *Scene) meets(line *Line, strand *Strand) bool {
	j := strand.Joint
	return j >= 0 && line.From != line.To && s.Joints[j].Node >= 0 && len(s.Joints[j].Strands) > 1 &&
		(s.Joints[j].Node == line.From || s.Joints[j].Node == line.To)
}

// unplacedJoints writes the marks of joints whose strands meet, and their trunks.
func (w *dotWriter) unplacedJoints() {
	s, labels := w.scene, w.scene.MarkLabels()
	for j := range s.Joints {
		joint := &s.Joints[j]
		if joint.Node < 0 || len(joint.Strands) < 2 {
			continue
		}
		w.mark(markID(joint, 0), joint, &Mark{Label: labels[j]})
		w.statement(name(markID(joint, 0))+" -> "+name(s.Nodes[joint.Node].ID), append(w.trunkAttributes(j),
			attribute{"dir", arrowDirection(s.TrunkArrow(j))}, attribute{"weight", "4"})...)
	}
}
