package render

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// inner is a box made smaller all around.
func inner(b Box, by float64) Box { return Box{b.X, b.Y, b.Width - 2*by, b.Height - 2*by} }

func contains(b Box, p Point) bool {
	return b.Left() < p.X && p.X < b.Right() && b.Top() < p.Y && p.Y < b.Bottom()
}

func within(b, o Box) bool {
	const slack = 0.01
	return b.Left() >= o.Left()-slack && b.Right() <= o.Right()+slack && b.Top() >= o.Top()-slack && b.Bottom() <= o.Bottom()+slack
}

func textBox(t Text) Box {
	width := 0.0
	for _, line := range t.Lines {
		width = max(width, font{t.Size, t.Bold}.width(line))
	}
	return boxBetween(t.Left, t.Top, t.Left+width, t.Top+float64(len(t.Lines))*t.Size*1.2)
}

func TestNothingOverlaps(t *testing.T) {
	t.Parallel()
	for i, c := range cases(t) {
		for _, unbundle := range []bool{false, true} {
			if testing.Short() && unbundle != (i%2 == 1) {
				continue // by turns
			}
			s := mustScene(t, c.Graph, Options{Layout: HubLayout, Unbundle: unbundle})
			checkPlacement(t, fmt.Sprintf("%s (%d, unbundled: %v)", c.Name, len(s.Nodes), unbundle), s, s.Place())
		}
	}
}

func checkPlacement(t *testing.T, name string, s *Scene, p *Placement) {
	t.Helper()
	page := boxBetween(0, 0, p.Width, p.Height)
	for i, b := range p.Nodes {
		if !within(b, page) {
			t.Errorf("%s: %s leaves the page: %+v on %+v", name, s.Nodes[i].ID, b, page)
		}
		for k, o := range p.Nodes[:i] {
			if overlap(b, o) {
				t.Errorf("%s: %s and %s overlap", name, s.Nodes[i].ID, s.Nodes[k].ID)
			}
		}
		for k, cluster := range p.Clusters {
			own := s.Nodes[i].Cluster == k
			switch {
			case cluster.Width == 0:
			case own && !within(b, cluster) && i != s.Centre:
				t.Errorf("%s: %s is not within its sector", name, s.Nodes[i].ID)
			case !own && overlap(b, cluster):
				t.Errorf("%s: %s is within sector %s", name, s.Nodes[i].ID, s.Clusters[k].ID)
			}
		}
	}
	for i, b := range p.Clusters {
		for k, o := range p.Clusters[:i] {
			if b.Width > 0 && o.Width > 0 && overlap(b, o) {
				t.Errorf("%s: the sectors %s and %s overlap", name, s.Clusters[i].ID, s.Clusters[k].ID)
			}
		}
	}
	checkCourses(t, name, s, p, page)
	var texts []Box
	for _, list := range [][]Text{{p.Title, p.Subtitle}, p.Headings, p.Sources} {
		for _, text := range list {
			texts = append(texts, textBox(text))
		}
	}
	for _, sample := range p.Legend {
		texts = append(texts, sample.Box, textBox(sample.Label))
		if len(sample.Detail.Lines) > 0 {
			texts = append(texts, textBox(sample.Detail))
		}
	}
	for i, b := range texts {
		if b.Width > 0 && !within(b, page) {
			t.Errorf("%s: text %d leaves the page: %+v on %+v", name, i, b, page)
		}
		for k, o := range texts[:i] {
			if overlap(inner(b, 0.5), inner(o, 0.5)) {
				t.Errorf("%s: texts %d and %d overlap", name, k, i)
			}
		}
		for k, o := range p.Nodes {
			if overlap(b, o) {
				t.Errorf("%s: text %d covers %s", name, i, s.Nodes[k].ID)
			}
		}
	}
}

// checkCourses checks that lines run from outline to outline and through no box.
func checkCourses(t *testing.T, name string, s *Scene, p *Placement, page Box) {
	t.Helper()
	for i, l := range s.Lines {
		if len(p.Courses[i]) != len(l.Strands) {
			t.Errorf("%s: %d courses for the %d strands of %s", name, len(p.Courses[i]), len(l.Strands), l.ID)
		}
		for k, course := range p.Courses[i] {
			points := course.Points
			from, to := p.Nodes[l.From], p.Nodes[l.To]
			if course.FromMark || course.ToMark {
				width, height := p.Joints[l.Strands[k].Joint][0].Size()
				mark := markNear(p.Joints[l.Strands[k].Joint], points, course.FromMark)
				box := Box{mark.At.X, mark.At.Y, width, height}
				if course.FromMark {
					from = box
				} else {
					to = box
				}
			}
			if len(points) < 4 || len(points)%3 != 1 {
				t.Fatalf("%s: %s has %d points", name, l.ID, len(points))
			}
			if !onOutline(from, points[0]) || !onOutline(to, points[len(points)-1]) {
				t.Errorf("%s: %s does not run from outline to outline", name, l.ID)
			}
			for _, at := range follow(points) {
				if !within(Box{at.X, at.Y, 0, 0}, page) {
					t.Errorf("%s: %s leaves the page", name, l.ID)
					break
				}
				if n := boxAt(p, at.Point); n >= 0 {
					t.Errorf("%s: %s runs through %s", name, l.ID, s.Nodes[n].ID)
					break
				}
			}
			if n := boxAt(p, course.Badge); n >= 0 {
				t.Errorf("%s: the letter of %s is on %s", name, l.ID, s.Nodes[n].ID)
			}
		}
	}
}

// markNear returns the mark at which a course begins or ends.
func markNear(marks []Mark, points []Point, begins bool) Mark {
	at := points[len(points)-1]
	if begins {
		at = points[0]
	}
	return slices.MinFunc(marks, func(a, b Mark) int { return cmp.Compare(distance(a.At, at), distance(b.At, at)) })
}

func onOutline(b Box, p Point) bool {
	const slack = 0.01
	return !contains(inner(b, slack), p) && contains(inner(b, -slack), p)
}

func boxAt(p *Placement, at Point) int {
	for n, b := range p.Nodes {
		if contains(inner(b, 0.5), at) {
			return n
		}
	}
	return -1
}

// The picture of the shipped map goes on a sheet of A3 lying, and its smallest type is then 7 points or more.
func TestMapFitsA3(t *testing.T) {
	for _, opts := range []Options{{}, {Unbundle: true}, {Theme: "dark"}, {Highlight: []string{"NPSA"}}} {
		s := mustScene(t, ukMap(t), opts)
		p := s.Place()
		scale := min(paperWidth/p.Width, paperHeight/p.Height)
		smallest := min(subSize, legendSize) * scale
		if want := map[bool]float64{false: 7, true: 6.8}[opts.Unbundle]; smallest < want {
			t.Errorf("%+v: %.0f by %.0f points are %.2f of their size on A3, and the smallest type %.1f points",
				opts, p.Width, p.Height, scale, smallest)
		}
		if ratio := p.Width / p.Height; ratio < 1.2 || ratio > 1.7 {
			t.Errorf("%+v: the page is %.2f times as wide as high, and A3 1.41", opts, ratio)
		}
		var badges []Box
		for i, l := range s.Lines {
			for k := range l.Strands {
				at := p.Courses[i][k].Badge
				badges = append(badges, Box{at.X, at.Y, badgeWidth(&l.Strands[k]), badgeHeight})
			}
		}
		covered := 0
		for i, b := range badges {
			for _, o := range badges[:i] {
				if overlap(inner(b, 0.5), inner(o, 0.5)) {
					covered++
				}
			}
		}
		if covered > 0 {
			t.Errorf("%+v: %d letters cover others", opts, covered)
		}
	}
}

// Labels fit into their boxes.
func TestLabelsFit(t *testing.T) {
	for _, c := range cases(t) {
		s := mustScene(t, c.Graph, Options{Layout: HubLayout})
		p := s.Place()
		for i, n := range s.Nodes {
			room := p.Nodes[i].Width - 4
			if n.Set {
				room -= 2 * outlineGap
			}
			for _, line := range n.Heading {
				if w := headingFont.width(line); w > room {
					t.Errorf("%s: %q is %.0f points wide in a box for %.0f", c.Name, line, w, room)
				}
			}
			for _, line := range n.Subheading {
				if w := subFont.width(line); w > room {
					t.Errorf("%s: %q is %.0f points wide in a box for %.0f", c.Name, line, w, room)
				}
			}
			if h := boxHeight(&n); p.Nodes[i].Height < h-0.01 {
				t.Errorf("%s: %s is %.0f points high and needs %.0f", c.Name, n.ID, p.Nodes[i].Height, h)
			}
			most := headingLines
			if len(n.Subheading) == 0 {
				most = aloneLines
			}
			if len(n.Heading) == 0 || len(n.Heading) > most || len(n.Subheading) > subLines {
				t.Errorf("%s: %s has %d and %d lines", c.Name, n.ID, len(n.Heading), len(n.Subheading))
			}
		}
	}
}

// built makes a graph of records.
func built(t *testing.T, organisations []graph.Organisation, relationships []graph.Relationship) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for _, o := range organisations {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range relationships {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// many returns relationships that are strands of their own where a scene is unbundled.
func many(from, to string, n int) (relationships []graph.Relationship) {
	for i := range n {
		relationships = append(relationships, graph.Relationship{
			From: from, To: to, Type: "advice", Label: fmt.Sprintf("advises on matter %d", i), Confidence: graph.Confidence(i % 2),
		})
	}
	return relationships
}

// checkBadges checks that the letters of a line do not cover one another.
func checkBadges(t *testing.T, s *Scene, p *Placement, line int) {
	t.Helper()
	var badges []Box
	for k := range s.Lines[line].Strands {
		at := p.Courses[line][k].Badge
		badges = append(badges, Box{at.X, at.Y, badgeWidth(&s.Lines[line].Strands[k]), badgeHeight})
	}
	for i, b := range badges {
		for k, o := range badges[:i] {
			if overlap(b, o) {
				t.Errorf("letter %d of %s covers letter %d", i, s.Lines[line].ID, k)
			}
		}
	}
}

// Pictures go on paper that there is: the smallest that can be read, from A3 to A0.
func TestSheet(t *testing.T) {
	const mm = 72 / 25.4
	for _, c := range []struct{ width, height, wantWidth, wantHeight float64 }{
		{800, 500, 420, 297}, {1190, 841, 420, 297}, {1480, 1080, 420, 297}, {2200, 1500, 594, 420},
		{3000, 2100, 841, 594}, {4000, 3000, 1189, 841}, {9072, 6426, 1189, 841}, {6426, 9072, 841, 1189},
	} {
		width, height := (&Placement{Width: c.width, Height: c.height}).sheet()
		if math.Abs(width-c.wantWidth*mm) > 2*mm || math.Abs(height-c.wantHeight*mm) > 2*mm {
			t.Errorf("%.0f by %.0f points: %.0f by %.0f mm, want %.0f by %.0f",
				c.width, c.height, width/mm, height/mm, c.wantWidth, c.wantHeight)
		}
	}
}

// The letters of an organisation's lines to itself stand beside one another, with room for them.
func TestLoopsDoNotCoverEachOther(t *testing.T) {
	for _, n := range []int{1, 3, 12} {
		g := built(t, []graph.Organisation{{ID: "a"}, {ID: "b"}},
			append(many("a", "a", n), graph.Relationship{From: "a", To: "b", Type: "advice"}))
		s := mustScene(t, g, Options{Layout: HubLayout, Unbundle: true})
		p := s.Place()
		checkPlacement(t, fmt.Sprint(n, " loops"), s, p)
		checkBadges(t, s, p, 0)
	}
}

// Lines straight from one box to the next end at both, however many strands they have.
func TestManyStrandsBetweenNeighboursInTheMiddle(t *testing.T) {
	for _, n := range []int{1, 12, 14, 16} {
		sector := []string{"department"}
		g := built(t, []graph.Organisation{{ID: "a", Classifications: sector}, {ID: "b", Classifications: sector}, {ID: "c"}}, many("a", "b", n))
		s := mustScene(t, g, Options{Layout: HubLayout, Unbundle: true})
		p := s.Place()
		if p.Nodes[0].X != p.Nodes[1].X {
			t.Fatalf("the boxes are not one above the other: %v", p.Nodes)
		}
		for k, course := range p.Courses[0] {
			for i, at := range []Point{course.Points[0], course.Points[len(course.Points)-1]} {
				if box := p.Nodes[0]; at.X < box.Left()+3 || at.X > box.Right()-3 {
					t.Errorf("%d strands: end %d of strand %d is at %.1f, and the box from %.1f to %.1f", n, i, k, at.X, box.Left(), box.Right())
				}
			}
		}
		checkPlacement(t, fmt.Sprint(n, " strands"), s, p)
		checkBadges(t, s, p, 0)
	}
}

// So many strands that their letters have no room between the boxes go around.
func TestVeryManyStrandsInTheMiddleGoAround(t *testing.T) {
	sector := []string{"department"}
	g := built(t, []graph.Organisation{{ID: "a", Classifications: sector}, {ID: "b", Classifications: sector}, {ID: "c"}}, many("a", "b", 60))
	s := mustScene(t, g, Options{Layout: HubLayout, Unbundle: true})
	p := s.Place()
	checkPlacement(t, "60 strands", s, p)
	checkBadges(t, s, p, 0)
}

// A group's text has room within both outlines, whatever its sector.
func TestGroupsAreDrawnAroundTheirText(t *testing.T) {
	for _, classifications := range [][]string{{"grouping"}, {"police", "grouping"}, {"grouping", "police"}} {
		g := built(t, []graph.Organisation{
			{ID: "a", Name: "All the other bodies of this kind in the country", Classifications: classifications},
			{ID: "b", Name: "The Office"},
		}, nil)
		s := mustScene(t, g, Options{Layout: HubLayout})
		n, p := s.Nodes[0], s.Place()
		if !n.Set || n.Shape == Block {
			t.Errorf("%v: set %v, shape %s", classifications, n.Set, n.Shape)
		}
		text := float64(len(n.Heading))*headingSize*1.2 + float64(len(n.Subheading))*subSize*1.18
		if room := p.Nodes[0].Height - 2*outlineGap; room < text {
			t.Errorf("%v: %.1f points of text in %.1f", classifications, text, room)
		}
	}
}

// A name without a shorter one may take the lines that a whole name takes elsewhere.
func TestLongNameAlone(t *testing.T) {
	const name = "Independent Reviewer of Terrorism Legislation and of State Threats Legislation"
	s := mustScene(t, built(t, []graph.Organisation{{ID: "a", Name: name}}, nil), Options{})
	if got := strings.Join(s.Nodes[0].Heading, " "); got != name {
		t.Errorf("%q", got)
	}
}

func TestEmptyMap(t *testing.T) {
	for _, theme := range Themes() {
		s := mustScene(t, graphtest.Of(), Options{Title: "Nothing", Theme: theme.Name})
		if p := s.Place(); p.Width <= 0 || p.Height <= 0 || len(p.Title.Lines) != 1 {
			t.Errorf("%+v", p)
		}
	}
}

// spread keeps the order, the gaps and, as far as there is room, the bounds, and moves nothing that fits.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		n := 1 + r.IntN(12)
		wanted, sizes := make([]float64, n), make([]float64, n)
		need := 0.0
		for i := range wanted {
			wanted[i], sizes[i] = r.Float64()*300, 5+r.Float64()*20
			need += sizes[i] + 4
		}
		low, high := 0.0, need+r.Float64()*200
		places := spread(wanted, sizes, 4, low, high)
		for i, at := range places {
			if at-sizes[i]/2 < low-1e-6 || at+sizes[i]/2 > high+1e-6 {
				t.Fatalf("%v is out of %v to %v", at, low, high)
			}
			if i > 0 && at-sizes[i]/2 < places[i-1]+sizes[i-1]/2+4-1e-6 {
				t.Fatalf("%v and %v are too near", places[i-1], at)
			}
		}
	}
	if got := spread([]float64{10, 50, 90}, []float64{10, 10, 10}, 5, 0, 100); got[0] != 10 || got[1] != 50 || got[2] != 90 {
		t.Errorf("what fits has moved: %v", got)
	}
	// Two that want the same place share it: both move as far.
	if got := spread([]float64{50, 50}, []float64{10, 10}, 2, 0, 100); math.Abs(got[0]-44) > 1e-9 || math.Abs(got[1]-56) > 1e-9 {
		t.Errorf("%v, want 44 and 56", got)
	}
}

func TestAlong(t *testing.T) {
	straight := []Point{{0, 0}, {10, 0}, {20, 0}, {30, 0}}
	if at := along(follow(straight), 12); math.Abs(at.X-12) > 1e-6 || at.Y != 0 {
		t.Errorf("%v, want 12, 0", at)
	}
	if at := along(follow(straight), 1000); at.X < 15 || at.X >= 30 {
		t.Errorf("%v is not before the end", at)
	}
	corner := rounded([]Point{{0, 0}, {50, 0}, {50, 50}}, 9)
	if corner[0] != (Point{0, 0}) || corner[len(corner)-1] != (Point{50, 50}) || len(corner)%3 != 1 {
		t.Errorf("%v", corner)
	}
}

// What the centre has lines to stands beside it, and what is further away behind that.
func TestNeighboursStandBesideTheCentre(t *testing.T) {
	s := mustScene(t, ukMap(t), Options{})
	p := s.Place()
	centre := p.Nodes[s.Centre]
	nearest := map[bool]float64{}
	for _, b := range p.Nodes {
		side := b.X > centre.X
		if d := math.Abs(b.X - centre.X); d > 1 && (nearest[side] == 0 || d < nearest[side]) {
			nearest[side] = d
		}
	}
	beyond := 0
	for i, b := range p.Nodes {
		isNeighbour := false
		for _, l := range s.Lines {
			isNeighbour = isNeighbour || l.From == s.Centre && l.To == i || l.To == s.Centre && l.From == i
		}
		switch d := math.Abs(b.X - centre.X); {
		case d > nearest[b.X > centre.X]+1 && isNeighbour:
			t.Errorf("%s is %.0f points from the centre, and others that are no nearer stand before it", s.Nodes[i].ID, d)
		case d > nearest[b.X > centre.X]+1:
			beyond++
		}
	}
	if beyond == 0 {
		t.Error("nothing stands further away")
	}
}

// Lines from one box to others of its column go around one another.
func TestArcsDoNotCross(t *testing.T) {
	s := mustScene(t, graphtest.Of("h = a", "h = b", "h = c", "h = d", "h = e", "h = x", "h = y", "h = z", "h = u", "h = v",
		"a = b", "a = c", "a = d", "a = e"), Options{Centre: "h"})
	p := s.Place()
	a := s.Lines[10].From
	var arcs [][]milestone
	for i, l := range s.Lines {
		if l.From == a && l.To != s.Centre {
			arcs = append(arcs, follow(p.Courses[i][0].Points))
		}
	}
	if len(arcs) != 4 {
		t.Fatalf("%d lines of %s", len(arcs), s.Nodes[a].ID)
	}
	for i := range arcs {
		for k := range i {
			if n := crossings(arcs[i], arcs[k]); n > 0 {
				t.Errorf("two lines of one box cross %d times", n)
			}
		}
	}
}

// crossings counts where two lines cross.
func crossings(a, b []milestone) (n int) {
	turn := func(p, q, r Point) float64 { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	for i := 1; i < len(a); i++ {
		for k := 1; k < len(b); k++ {
			p, q, r, s := a[i-1].Point, a[i].Point, b[k-1].Point, b[k].Point
			if turn(p, q, r)*turn(p, q, s) < 0 && turn(r, s, p)*turn(r, s, q) < 0 {
				n++
			}
		}
	}
	return n
}

// Organisations in the middle that are tied to one another and not to the centre stand on the same side of it.
func TestTiesInTheMiddleDoNotGoAroundTheCentre(t *testing.T) {
	s := mustScene(t, ukMap(t), Options{})
	p := s.Place()
	at := func(id string) float64 {
		n := slices.IndexFunc(s.Nodes, func(n Node) bool { return n.ID == id })
		if n < 0 {
			t.Fatalf("no %s", id)
		}
		return p.Nodes[n].Y
	}
	if centre := p.Nodes[s.Centre].Y; (at("ncsc") < centre) != (at("gchq") < centre) || (at("ncsc") < centre) != (at("npsa") < centre) {
		t.Errorf("NCSC at %.0f, GCHQ at %.0f and NPSA at %.0f, the centre at %.0f", at("ncsc"), at("gchq"), at("npsa"), centre)
	}
}

// Where few organisations have lines, the others take two columns of their sector rather than one that is too long for the page.
func TestLooseOrganisationsFillThePage(t *testing.T) {
	g, err := ukMap(t).Select(graph.Selection{Types: []string{"intelligence-sharing"}, KeepIsolated: true})
	if err != nil {
		t.Fatal(err)
	}
	if p := mustScene(t, g, Options{}).Place(); p.Width < 1.2*p.Height {
		t.Errorf("%.0f × %.0f points", p.Width, p.Height)
	}
}
