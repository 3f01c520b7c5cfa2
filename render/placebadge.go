package render

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The letter of a strand stands this far from the end of its line if it can; those of further strands follow.
const (
	badgeDistance = 19.0
	badgeHeight   = 9.0
	badgeGap      = 2.0 // between letters, at the least
	badgeMargin   = 1.5 // between a letter and a box or a mark
)

// BadgeText is what the badge of a strand says: its sign where the scene compares two maps, the letter of its family, "?" where it is uncertain, and how many
// relationships it stands for where they are folded.
func (s *Strand) BadgeText() string {
	text := SignOf(s.State) + s.Code
	if s.Uncertain {
		text += "?"
	}
	if s.Counted && (s.Count > 1 || s.Code == "") {
		text += " " + strconv.Itoa(s.Count)
	}
	return strings.TrimSpace(text)
}

// badgeWidth is how wide the badge of a strand is.
func badgeWidth(s *Strand) float64 {
	const padding = 3.5
	return max(badgeHeight, math.Ceil(font{badgeType, true}.width(s.BadgeText())+padding))
}

// BadgeSize is the room that the badge of a strand takes, in points.
func (s *Strand) BadgeSize() (width, height float64) { return badgeWidth(s), badgeHeight }

// Size is the room that a mark takes, in points.
func (m *Mark) Size() (width, height float64) {
	return markFont.width(m.Label) + 2*markPadding, markHeight
}

// The measures of the mark of a joint, in points.
const (
	MarkType    = 7.0 // the size of its type
	markHeight  = 10.0
	markPadding = 3.5
)

var markFont = font{MarkType, true}

// badge is what is to be placed on a course: a letter, or the mark of a joint whose strands do not meet.
type badge struct {
	course        *Course
	joint         int
	mark          *Mark // of the joint, or nil for a letter
	trail         []milestone
	reverse       bool // counted from the end
	both          bool // or from the other end, which is as good
	width, height float64
	number        int // of its line in the space
	box           int // its box in the space, or -1
}

// badger places badges: on their lines, where they cover nothing.
type badger struct {
	*space
	scene  *Scene
	place  *Placement
	labels []string // of the marks of each joint
	badges []badge
}

// settle gives every badge its place. Those of short lines choose first, because they have fewest places to go; then all
// choose again, a few times, now that they know of the others. O(badges · places that each tries).
func (b *badger) settle() {
	shortest := map[int]float64{} // by line
	for i := range b.badges {
		x := &b.badges[i]
		if length, ok := shortest[x.number]; !ok || x.length() < length {
			shortest[x.number] = x.length()
		}
	}
	slices.SortStableFunc(b.badges, func(x, y badge) int { return cmp.Compare(shortest[x.number], shortest[y.number]) })
	const rounds = 3
	for round := range rounds {
		moved := false
		for i := range b.badges {
			moved = b.choose(&b.badges[i]) || moved
		}
		if !moved && round > 0 {
			break
		}
	}
	for i := range b.badges {
		x := &b.badges[i]
		at := Point{b.all[x.box].X, b.all[x.box].Y}
		if x.mark != nil {
			x.mark.At = at
			b.place.Joints[x.joint] = append(b.place.Joints[x.joint], *x.mark)
		} else {
			x.course.Badge = at
		}
	}
}

// choose moves a badge to its best place, and reports whether that is another than before.
func (b *badger) choose(x *badge) bool {
	before := Box{}
	if x.box >= 0 {
		before = b.all[x.box]
		b.remove(x.box)
	}
	best, bestCost := Box{}, math.Inf(1)
	aside := Point{} // from the course
	try := func(distance, penalty float64) {
		if penalty >= bestCost {
			return
		}
		at := x.at(distance)
		box := Box{at.X + aside.X, at.Y + aside.Y, x.width, x.height}
		cost := penalty + b.cost(box, x.number, bestCost-penalty)
		if cost < bestCost {
			best, bestCost = box, cost
		}
	}
	const step, far, perPoint, otherEnd = 3.0, 160.0, 0.05, 1.5
	length := x.length()
	reach := min(far, length-badgeDistance/2)
	if !x.both {
		reach = max(reach, length/2)
	}
	for d := badgeDistance; d <= reach; d += step {
		try(d, (d-badgeDistance)*perPoint)
		if x.both {
			try(length-d, (d-badgeDistance)*perPoint+otherEnd)
		}
	}
	if bestCost >= hidden { // anywhere
		try(length/2, far*perPoint)
		const most = 60 // places
		for d := badgeDistance / 2; d < length-badgeDistance/2; d += max(step, length/most) {
			try(d, far*perPoint)
		}
	}
	for k := 1.0; bestCost >= hidden && k <= 4; k++ { // beside the line
		for _, aside = range []Point{{0, -1}, {0, 1}, {1, 0}, {-1, 0}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}} {
			aside.X, aside.Y = aside.X*k*(x.width/2+3), aside.Y*k*(x.height/2+3)
			const places = 24
			for i := range places {
				try(length*(float64(i)+0.5)/places, far*perPoint*(1+k))
			}
		}
	}
	x.box = b.put(best)
	return best != before
}

func (x *badge) length() float64 { return x.trail[len(x.trail)-1].length }

// at is the place at a distance along the course, from the end where the badge had better stand.
func (x *badge) at(distance float64) Point {
	length := x.length()
	if x.reverse {
		distance = length - distance
	}
	i, _ := slices.BinarySearchFunc(x.trail, distance, func(m milestone, d float64) int { return cmp.Compare(m.length, d) })
	i = min(max(i, 1), len(x.trail)-1)
	return towards(x.trail[i-1].Point, x.trail[i].Point, distance-x.trail[i-1].length)
}

// samples is how finely, in all, lines are looked at that letters may cover.
const samples = 1_000_000

// hidden is what it costs that a badge covers anything that must be seen.
const hidden = 1000.0

// cost is what a place costs: much where it covers a box or another badge, a little for each line that it covers, and more
// for one that is drawn across it. From a limit on it does not matter how much.
func (b *badger) cost(box Box, number int, limit float64) float64 {
	const perLine, across, tight = 0.9, 3.0, 0.7
	cost := 0.0
	wider := Box{box.X, box.Y, box.Width + 2*badgeGap, box.Height + 2*badgeMargin}
	if b.covered(wider) > 0 {
		cost += tight
		if area := b.covered(Box{box.X, box.Y, box.Width + badgeGap/2, box.Height + badgeGap/2}); area > 0 {
			cost += hidden + area
		}
	}
	if cost >= limit {
		return cost
	}
	under, over := b.crossed(box, number)
	return cost + perLine*float64(under) + across*float64(over)
}

// PlaceBadges places the letters of all strands, and the marks of joints whose strands do not meet, in a placement that
// has the boxes, the courses and the marks at which strands meet. Each stands on its course, where it covers no box, no
// mark, no other letter and no label of a sector, as far as there is such a place, and as few lines as can be.
// O(strands · places that each tries).
func (s *Scene) PlaceBadges(p *Placement) {
	b := newBadger(s, p)
	for i := range s.Lines {
		line := &s.Lines[i]
		for k := range line.Strands {
			if len(p.Courses[i][k].Points) >= 4 {
				b.add(i, k, badge{course: &p.Courses[i][k], number: i, both: true})
			}
		}
	}
	b.settle()
}

func newBadger(s *Scene, p *Placement) *badger {
	b := &badger{space: newSpace(), scene: s, place: p, labels: s.markLabels(nil)}
	for _, box := range p.Nodes {
		b.put(box)
	}
	for _, marks := range p.Joints {
		for i := range marks {
			width, height := marks[i].Size()
			b.put(Box{marks[i].At.X, marks[i].At.Y, width, height})
		}
	}
	for i, box := range p.Clusters {
		if box.Width > 0 {
			b.put(clusterHeading(&s.Clusters[i], box))
		}
	}
	return b
}

// clusterHeading is where the label of a sector goes.
func clusterHeading(c *Cluster, box Box) Box {
	label := clusterFont.wrap(c.Label, box.Width-16, 1)[0]
	return boxBetween(box.Left()+9, box.Top()+4, box.Left()+9+clusterFont.width(label), box.Top()+17)
}

// add adds what is to be placed on the course of a strand. A letter that has its place is in the way of the others.
func (b *badger) add(l, k int, x badge) {
	strand := &b.scene.Lines[l].Strands[k]
	x.trail, x.box, x.width, x.height = follow(x.course.Points), -1, badgeWidth(strand), badgeHeight
	b.draw(x.trail, x.number, samples/max(len(b.scene.Lines), 1))
	if x.course.Badge != (Point{}) {
		b.put(Box{x.course.Badge.X, x.course.Badge.Y, x.width, x.height})
	} else {
		b.badges = append(b.badges, x)
	}
	if j := strand.Joint; j >= 0 && b.scene.Joints[j].Node < 0 {
		mark := &Mark{Label: b.labels[j]}
		if line := &b.scene.Lines[l]; line.From == line.To { // beside the letter
			width, height := mark.Size()
			aside := x.width/2 + badgeGap + width/2
			if x.course.Badge.X < b.place.Nodes[line.From].X {
				aside = -aside
			}
			mark.At = Point{x.course.Badge.X + aside, x.course.Badge.Y}
			b.put(Box{mark.At.X, mark.At.Y, width, height})
			b.place.Joints[j] = append(b.place.Joints[j], *mark)
			return
		}
		x.joint, x.mark = j, mark
		x.width, x.height = mark.Size()
		b.badges = append(b.badges, x)
	}
}

// placeBadges places the letters of a hub. They stand near the end of a line where fewer lines arrive, but not at the
// centre, where all of them come together.
func (r *router) placeBadges() {
	b := newBadger(r.scene, r.place)
	b.labels = r.labels
	for l := range r.bundles {
		line := &r.bundles[l]
		atTo := r.crowd(l, line.to, line.from) <= r.crowd(l, line.from, line.to)
		for k, strand := range line.strands {
			b.add(line.line, strand, badge{
				course: &r.courses[l][k], number: l, reverse: atTo, both: line.from != r.centre && line.to != r.centre,
			})
		}
	}
	b.settle()
}
