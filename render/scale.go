package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Scale makes the box of an organisation the larger, the larger its number is. The area of a box grows with the
// number, from that of the least to [LargestArea] times it for the greatest, and nothing else changes the area; the
// legend says what it stands for.
type Scale struct {
	Values []float64 // by graph.Node, finite and 0 or more
	Label  string    // what the numbers are, "betweenness"
}

// LargestArea is how many times as large as the smallest box the largest one is.
const LargestArea = 5.0

// Grouping fills the boxes of a group with one colour, and gives them the number of the group, so that nothing rests
// on colour alone.
type Grouping struct {
	Of    []int32  // by graph.Node, the index of a group in Names, or -1 for none
	Names []string // what the groups are called
	Label string   // what they are, "community"
}

// MostColours is how many groups have a colour of their own: the largest ones. The others share one.
const MostColours = 12

// Group is a group of organisations that are filled alike.
type Group struct {
	Tag   string // its number, from 1, or "+" for the smaller ones together
	Label string
	Fill  string // "" for the smaller ones together
	Nodes []int  // indices in Scene.Nodes, at least one
}

// otherTag is the tag of groups without a colour of their own.
const otherTag = "+"

// sized reports whether the boxes stand for numbers.
func (s *Scene) sized() bool { return s.SizeLabel != "" }

// caption is a text of a caller on one line, not too long and without what cannot be shown, or otherwise where nothing
// is left to see.
func caption(s, otherwise string) string {
	return visible(strings.Map(printable, phrase(s)), otherwise)
}

// addScale gives every node its area.
func (b *sceneBuilder) addScale() error {
	scale := b.opts.Size
	if scale == nil {
		return nil
	}
	s := b.scene
	if len(scale.Values) != len(s.Nodes) {
		return fmt.Errorf("size: %d values for %d organisations", len(scale.Values), len(s.Nodes))
	}
	for n, v := range scale.Values {
		if !(v >= 0) || math.IsInf(v, 0) {
			return fmt.Errorf("size: the value of %s is %v, and sizes are for values that are finite and 0 or more", s.Nodes[n].ID, v)
		}
	}
	s.SizeLabel = caption(scale.Label, "value")
	if len(s.Nodes) == 0 {
		return nil
	}
	least, greatest := slices.Min(scale.Values), slices.Max(scale.Values)
	for n := range s.Nodes {
		node := &s.Nodes[n]
		node.Area = 1
		if tellable(least, greatest) {
			node.Area += (LargestArea - 1) * ((scale.Values[n] - least) / (greatest - least))
		}
		node.Value = scale.number(scale.Values[n])
		node.Tooltip += "\n" + capital(s.SizeLabel) + ": " + node.Value
	}
	return nil
}

// tellable reports whether two numbers differ by more than the rounding of what computed them.
func tellable(least, greatest float64) bool { return greatest-least > 1e-9*greatest }

// number writes one of the values, or the mean of two: with four significant digits of the greatest, or whole where
// all values are.
func (s *Scale) number(v float64) string {
	decimals := -1
	if slices.ContainsFunc(s.Values, func(v float64) bool { return v != math.Trunc(v) }) {
		decimals = min(max(4-int(math.Ceil(math.Log10(slices.Max(s.Values)))), 1), 10)
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// addGroups gives every node the colour and the number of its group.
func (b *sceneBuilder) addGroups() error {
	grouping := b.opts.Colour
	if grouping == nil {
		return nil
	}
	s := b.scene
	if len(grouping.Of) != len(s.Nodes) {
		return fmt.Errorf("colour: groups for %d of %d organisations", len(grouping.Of), len(s.Nodes))
	}
	members := make([][]int, len(grouping.Names))
	for n, group := range grouping.Of {
		if group < -1 || int(group) >= len(members) {
			return fmt.Errorf("colour: %s is in group %d, and there are %d groups", s.Nodes[n].ID, group, len(members))
		}
		if group >= 0 {
			members[group] = append(members[group], n)
		}
	}
	s.GroupLabel = caption(grouping.Label, "group")
	coloured := largest(members)
	others := Group{Tag: otherTag}
	count := 0
	for i, nodes := range members {
		label := caption(grouping.Names[i], strconv.Itoa(i+1))
		switch k := slices.Index(coloured, i); {
		case len(nodes) == 0:
		case k >= 0:
			s.Groups = append(s.Groups, Group{strconv.Itoa(k + 1), label, s.Theme.Groups[k%len(s.Theme.Groups)], nodes})
		default:
			count++
			others.Nodes = append(others.Nodes, nodes...)
		}
	}
	if count > 0 {
		others.Label = counted(count, "other group", "other groups")
		slices.Sort(others.Nodes)
		s.Groups = append(s.Groups, others)
	}
	for _, g := range s.Groups {
		for _, n := range g.Nodes {
			s.Nodes[n].Tag, s.Nodes[n].Fill, s.Nodes[n].Ink = g.Tag, g.Fill, ""
		}
	}
	for i, nodes := range members {
		for _, n := range nodes {
			s.Nodes[n].Tooltip += "\n" + capital(s.GroupLabel) + ": " + caption(grouping.Names[i], strconv.Itoa(i+1))
		}
	}
	return nil
}

// largest returns the groups that have a colour, in their order: the largest, and of those as large the first.
func largest(members [][]int) []int {
	var order []int
	for i, nodes := range members {
		if len(nodes) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(members[b]), len(members[a])) })
	order = order[:min(len(order), MostColours)]
	slices.Sort(order)
	return order
}

// legendOfScale explains the sizes: the least, the middle and the greatest.
func (b *sceneBuilder) legendOfScale() {
	s := b.scene
	if !s.sized() || len(s.Nodes) == 0 {
		return
	}
	values := b.opts.Size.Values
	least, greatest := slices.Min(values), slices.Max(values)
	entry := func(area, v float64, detail string) {
		s.Legend = append(s.Legend, LegendEntry{Kind: SizeEntry, Label: b.opts.Size.number(v), Detail: detail, Area: area})
	}
	if !tellable(least, greatest) {
		entry(1, least, "the "+s.SizeLabel+" of all")
		return
	}
	entry(1, least, "the least "+s.SizeLabel+", "+b.thoseWith(least))
	entry((1+LargestArea)/2, (least+greatest)/2, "midway")
	entry(LargestArea, greatest, "the greatest, "+b.thoseWith(greatest))
}

// thoseWith names an organisation with a value, and counts the others.
func (b *sceneBuilder) thoseWith(value float64) string {
	first, count := -1, 0
	for n, v := range b.opts.Size.Values {
		if !tellable(min(v, value), max(v, value)) {
			if count++; first < 0 {
				first = n
			}
		}
	}
	text := "of " + isolate(phrase(b.scene.Nodes[first].ShortName))
	if count > 1 {
		text += " and " + counted(count-1, "other", "others")
	}
	return text
}

// legendOfGroups explains the colours and their numbers.
func (b *sceneBuilder) legendOfGroups() {
	s := b.scene
	if s.GroupLabel == "" {
		return
	}
	left := len(s.Nodes)
	for _, g := range s.Groups {
		left -= len(g.Nodes)
		s.Legend = append(s.Legend, LegendEntry{Kind: GroupEntry, Label: g.Label,
			Detail: counted(len(g.Nodes), "organisation", "organisations"), Code: g.Tag, Colour: g.Fill})
	}
	if left > 0 {
		s.Legend = append(s.Legend, LegendEntry{Kind: GroupEntry, Label: "In none",
			Detail: counted(left, "organisation", "organisations")})
	}
}

// describeScale says in words what sizes and colours say.
func (b *sceneBuilder) describeScale() (sentences []string) {
	s := b.scene
	if s.sized() && len(s.Nodes) > 0 {
		values := b.opts.Size.Values
		greatest := slices.Max(values)
		sentences = append(sentences, fmt.Sprintf("The area of a box stands for %s: the greatest is %s, %s.",
			s.SizeLabel, b.opts.Size.number(greatest), b.thoseWith(greatest)))
	}
	for _, g := range s.Groups {
		names := make([]string, len(g.Nodes))
		for i, n := range g.Nodes {
			names[i] = isolate(phrase(s.Nodes[n].ShortName))
		}
		sentences = append(sentences, fmt.Sprintf("%s %s, %s: %s.", capital(s.GroupLabel), g.Tag, isolate(g.Label), strings.Join(names, ", ")))
	}
	return sentences
}

// sizedLines breaks the names of an organisation into at most three lines, so that boxes are about as high whatever
// their text.
func (n *Node) sizedLines(room float64) {
	const most = headingLines + 1
	if n.Name == n.ShortName {
		n.Heading = headingFont.wrap(n.ShortName, room, most)
		return
	}
	n.Heading = headingFont.wrap(n.ShortName, room, headingLines)
	n.Subheading = subFont.wrap(n.Name, room, most-len(n.Heading))
}

// baseHeight is the height of the smallest box: all text fits in it.
func (s *Scene) baseHeight() float64 {
	height := 0.0
	for i := range s.Nodes {
		height = max(height, boxHeight(&s.Nodes[i]))
	}
	return height
}

// sizedBox returns the width and the height of a box whose area stands for a number. Of its own it has the proportions
// of the smallest box; lines that need more height make it as much narrower, as far as its text lets them.
func sizedBox(n *Node, base, need float64) (width, height float64) {
	area, side := base*boxWidth*n.Area, math.Sqrt(n.Area)
	height = min(max(base*side, need), area/boxWidth)
	return area / height, height
}

// typeSizes are the sizes of type that fill a box, up to a number of times the usual.
func (n *Node) typeSizes(box Box, mostHeading, mostSub float64) (heading, sub float64) {
	room, most := box.Width-10, box.Height/boxHeight(n)
	if n.Set {
		room -= 2 * outlineGap
	}
	return headingFont.fitting(n.Heading, room, min(mostHeading, most)), subFont.fitting(n.Subheading, room, min(mostSub, most))
}

// sizedType is up to how many times the usual the type of a box is that stands for a number.
func (n *Node) sizedType() (mostHeading, mostSub float64) {
	side := math.Sqrt(n.Area)
	return side, 1 + (side-1)/2
}

// The measures of the number of a group, in points: a box that stands on the upper edge of the organisation's.
const (
	tagHeight = 10.0
	tagType   = 7.5
	tagInset  = 7.0
)

var tagFont = font{tagType, true}

// tagBox is where the number of a group goes.
func tagBox(box Box, tag string) Box {
	width := max(tagHeight, tagFont.width(tag)+5)
	return Box{box.Left() + tagInset + width/2, box.Top(), width, tagHeight}
}
