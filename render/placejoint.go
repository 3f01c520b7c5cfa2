package render

import (
	"math"
	"strconv"
)

// bundle is what runs side by side from one organisation to another: the strands of a line, but for those of a joint,
// which are a bundle of their own for each joint.
type bundle struct {
	line     int // index in Scene.Lines
	from, to int
	strands  []int     // indices in Line.Strands
	badges   []float64 // by strand of the bundle, how wide its badge is
	joint    int       // or -1
	marked   bool      // a strand carries the mark of a joint whose strands do not meet
	markAt   int       // the node at which the strands end in a mark of the joint, or -1
}

// bundleLine adds the bundles of a line.
func (p *placer) bundleLine(l int) {
	line := &p.scene.Lines[l]
	first := len(p.bundles)
	for k := range line.Strands {
		strand := &line.Strands[k]
		joint, markAt := -1, -1
		if strand.Joint >= 0 && p.scene.Joints[strand.Joint].Node >= 0 {
			joint, markAt = strand.Joint, p.scene.Joints[strand.Joint].Node
		}
		i := first
		for i < len(p.bundles) && p.bundles[i].joint != joint {
			i++
		}
		if i == len(p.bundles) {
			p.bundles = append(p.bundles, bundle{line: l, from: line.From, to: line.To, joint: joint, markAt: markAt})
		}
		b := &p.bundles[i]
		b.marked = b.marked || strand.Joint >= 0 && joint < 0
		b.strands, b.badges = append(b.strands, k), append(b.badges, badgeWidth(strand))
	}
}

// The measures of joints, in points.
const (
	trunkLength = 15.0 // from the outline of an organisation to a mark beside it
	markRoom    = markHeight + 2
	markTurn    = 13.0 // how far beyond a mark a line turns at the least
)

// markKey names the mark of a joint beside the organisation that its strands share: -1 at the left of it, 1 at the right.
type markKey struct{ joint, side int }

// findMarks makes the marks of joints: one for each side at which strands come to the organisation that they share.
func (r *router) findMarks() {
	for _, l := range r.lines {
		if b := &r.bundles[l]; b.markAt >= 0 {
			key := markKey{b.joint, r.sideOf(l, b.markAt, b.from+b.to-b.markAt)}
			if r.marks[key] == nil {
				r.marks[key] = &Mark{}
			}
		}
	}
	r.labels = r.scene.markLabels(func(j int) bool { return r.marks[markKey{j, -1}] != nil && r.marks[markKey{j, 1}] != nil })
	for key, mark := range r.marks {
		mark.Label = r.labels[key.joint]
	}
}

// markLabels returns what the marks of each joint say: its rule, and a number where there are several marks of it. The
// strands of a joint that share no organisation have a mark each.
func (s *Scene) markLabels(split func(joint int) bool) []string {
	labels := make([]string, len(s.Joints))
	number := 0
	for j := range s.Joints {
		labels[j] = s.Joints[j].Rule
		if s.Joints[j].Node < 0 && len(s.Joints[j].Strands) > 1 || split != nil && split(j) {
			number++
			labels[j] += " " + strconv.Itoa(number)
		}
	}
	return labels
}

// reach is how far beside the column of an organisation a line ends in a mark there.
func (r *router) reach(l, n int) float64 {
	b := &r.bundles[l]
	if b.markAt != n {
		return 0
	}
	width, _ := r.marks[markKey{b.joint, r.sideOf(l, n, b.from+b.to-n)}].Size()
	return trunkLength + width
}

// tie makes one end of those of lines that meet in a mark.
func (r *router) tie(n int, ends []end) []end {
	var tied []end
	index := map[int]int{} // by joint
	for _, e := range ends {
		b := &r.bundles[e.line]
		if b.markAt != n {
			tied = append(tied, e)
			continue
		}
		if i, ok := index[b.joint]; ok {
			first := &tied[i]
			first.tied = append(first.tied, e.line)
			count := float64(len(first.tied))
			first.y += (e.y - first.y) / count
			first.group += (e.group - first.group) / count
			continue
		}
		index[b.joint] = len(tied)
		e.tied = []int{e.line}
		tied = append(tied, e)
	}
	return tied
}

// placeMarks places the marks of joints that share an organisation, now that their strands have courses.
func (r *router) placeMarks() {
	for _, l := range r.lines {
		b := &r.bundles[l]
		if b.markAt < 0 {
			continue
		}
		n := b.markAt
		side := r.sideOf(l, n, b.from+b.to-n)
		mark := r.marks[markKey{b.joint, side}]
		if mark.Trunk != nil {
			continue
		}
		width, _ := mark.Size()
		outer, box := r.edge(l, n, side), r.place.Nodes[n]
		mark.At = Point{outer.X - float64(side)*width/2, outer.Y}
		start, end := Point{outer.X - float64(side)*width, outer.Y}, Point{box.X + float64(side)*box.Width/2, outer.Y}
		mark.Trunk = []Point{start, between(start, end, 1.0/3), between(start, end, 2.0/3), end}
		r.place.Joints[b.joint] = append(r.place.Joints[b.joint], *mark)
	}
}

// splitJoint is what it costs, in points, that strands of a joint come to an organisation from both sides.
const splitJoint = 170.0

// jointsApart is what it costs that strands of a joint whose organisation is in the middle come from both sides.
func (p *placer) jointsApart(sides []int) float64 {
	cost := 0.0
	for j := range p.scene.Joints {
		joint := &p.scene.Joints[j]
		if joint.Node < 0 || sides[p.panelOf[joint.Node]] != 0 {
			continue
		}
		var found [3]bool
		for _, ref := range joint.Strands {
			line := &p.scene.Lines[ref.Line]
			if side := sides[p.panelOf[line.From+line.To-joint.Node]]; side >= -1 && side <= 1 {
				found[side+1] = true
			}
		}
		if found[0] && found[2] {
			cost += splitJoint
		}
	}
	return cost
}

// jointsCost is what it costs, in points, that strands of a joint come to the organisation that they share from both
// sides, and that other lines end there between those that meet: they cross them on the way to the mark.
func (o *orderer) jointsCost() float64 {
	const between = 30.0
	cost := 0.0
	for _, bundles := range o.jointed {
		if len(bundles) == 0 {
			continue
		}
		n, joint := o.bundles[bundles[0]].markAt, o.bundles[bundles[0]].joint
		for side := -1; side <= 1; side += 2 {
			low, high := math.Inf(1), math.Inf(-1)
			for _, l := range bundles {
				if m := o.otherEnd(l, n); o.sideOf(l, n, m) == side {
					low, high = min(low, o.y[m]), max(high, o.y[m])
				}
			}
			if high-low < 1 {
				continue
			}
			for _, l := range o.ending[n] {
				if m := o.otherEnd(l, n); o.bundles[l].joint != joint && low < o.y[m] && o.y[m] < high && o.sideOf(l, n, m) == side {
					cost += between * float64(1+len(o.bundles[l].strands)) / 2
				}
			}
		}
		if o.comesFromBothSides(bundles, n) {
			cost += splitJoint
		}
	}
	return cost
}

// otherEnd is where a line from or to n ends.
func (p *placer) otherEnd(l, n int) int { return p.bundles[l].from + p.bundles[l].to - n }

// comesFromBothSides reports whether some of the bundles of a joint end at the left of n and some at the right.
func (p *placer) comesFromBothSides(bundles []int, n int) bool {
	var found [3]bool
	for _, l := range bundles {
		found[p.sideOf(l, n, p.otherEnd(l, n))+1] = true
	}
	return found[0] && found[2]
}

// splitJoints counts the joints whose strands come from both sides by their columns.
func (p *placer) splitJoints() int {
	count := 0
	for _, bundles := range p.jointBundles() {
		if len(bundles) > 0 && p.comesFromBothSides(bundles, p.bundles[bundles[0]].markAt) {
			count++
		}
	}
	return count
}

// jointBundles returns the bundles of each joint that has a mark beside an organisation.
func (p *placer) jointBundles() [][]int {
	jointed := make([][]int, len(p.scene.Joints))
	for _, l := range p.lines {
		if b := &p.bundles[l]; b.markAt >= 0 {
			jointed[b.joint] = append(jointed[b.joint], l)
		}
	}
	return jointed
}
