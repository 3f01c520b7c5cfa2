package render

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// A line of the small map by its ends.
func lineOf(t *testing.T, s *Scene, from, to string) *Line {
	t.Helper()
	for i := range s.Lines {
		if l := &s.Lines[i]; s.Nodes[l.From].ID == from && s.Nodes[l.To].ID == to {
			return l
		}
	}
	t.Fatalf("no line from %s to %s", from, to)
	return nil
}

func TestStrands(t *testing.T) {
	s := mustScene(t, small(t), Options{})
	look := func(l *Line) (looks []string) {
		for _, s := range l.Strands {
			looks = append(looks, fmt.Sprintf("%s%v%v%v%d", s.Code, s.Dash, s.Arrow, s.Uncertain, len(s.Relationships)))
		}
		return looks
	}
	for _, c := range []struct {
		from, to string
		want     []string // letter, dash, arrow, whether uncertain, relationships
	}{
		{"office", "agency", []string{"A01false1"}},
		{"agency", "force", []string{"C00false2", "I02false1", "S03false1"}},
		{"agency", "forces", []string{"S01false1", "S21false1"}},
		{"office", "force", []string{"A11true1"}},
		{"force", "forces", []string{"T01false1"}},
		{"agency", "agency", []string{"S01false1"}},
	} {
		if got := look(lineOf(t, s, c.from, c.to)); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %v, want %v", c.from, c.to, got, c.want)
		}
	}
	unbundled := mustScene(t, small(t), Options{Unbundle: true})
	if got := len(lineOf(t, unbundled, "agency", "force").Strands); got != 4 {
		t.Errorf("unbundled: %d strands, want 4", got)
	}
}

// What is certain and what is not are told apart, though their family and status are the same.
func TestUncertainStrands(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "a", To: "b", Type: "advice"}, {From: "a", To: "b", Type: "assistance", Confidence: graph.Doubtful},
		{From: "b", To: "a", Type: "advice", Status: graph.Disputed},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	strands := mustScene(t, g, Options{}).Lines[0].Strands
	if len(strands) != 2 || strands[0].Uncertain || !strands[1].Uncertain || strands[0].Arrow != Forward || strands[1].Arrow != BothWays {
		t.Errorf("%+v", strands)
	}
}

// What two do jointly and what one does to the other are told apart, though their family is the same; and the order
// of the strands is that of what they are, not of the relationships.
func TestJointStrands(t *testing.T) {
	relationships := []graph.Relationship{
		{From: "a", To: "b", Type: "joint-team"}, {From: "b", To: "a", Type: "partnership", Mutual: graph.OneWay},
		{From: "a", To: "b", Type: "joint-team", Confidence: graph.Doubtful},
		{From: "b", To: "a", Type: "partnership", Mutual: graph.OneWay, Confidence: graph.Probable},
	}
	for shift := range relationships {
		b := graph.NewBuilder()
		for _, id := range []string{"a", "b"} {
			if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
				t.Fatal(err)
			}
		}
		for i := range relationships {
			if _, err := b.AddRelationship(relationships[(i+shift)%len(relationships)]); err != nil {
				t.Fatal(err)
			}
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		line := mustScene(t, g, Options{}).Lines[0]
		oneWay := Backward
		if line.From == 1 {
			oneWay = Forward
		}
		var got []string
		for _, s := range line.Strands {
			got = append(got, fmt.Sprint(s.Arrow, s.Uncertain, len(s.Relationships)))
		}
		want := []string{
			fmt.Sprint(oneWay, false, 1), fmt.Sprint(NoArrow, false, 1), fmt.Sprint(oneWay, true, 1), fmt.Sprint(NoArrow, true, 1),
		}
		if !slices.Equal(got, want) {
			t.Errorf("from %d: strands %v, want %v", shift, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	s := mustScene(t, small(t), Options{})
	for _, c := range []struct{ from, to, want string }{
		{"office", "agency", "The Office oversees AfE, since 2001. Source: Annual report (The Office, about 2019)."},
		{"agency", "forces", "AfE assists Other forces; suspended. For want of money. Source: Annual report (The Office, about 2019).\n" +
			"AfE advises Other forces. Source: Annual report (The Office, about 2019)."},
		{"office", "force", "The Office proposes a change to County Force; proposed; probable. No source."},
	} {
		if got := lineOf(t, s, c.from, c.to).Tooltip; got != c.want {
			t.Errorf("%s, %s:\n got %q\nwant %q", c.from, c.to, got, c.want)
		}
	}
	label := lineOf(t, s, "agency", "force").Label
	for _, part := range []string{
		"AfE has a joint team with County Force (joint team, jointly)",
		"AfE is a partner of County Force (partnership, jointly)", "County Force passes reports to AfE (intelligence sharing)",
		"AfE assists County Force (assistance, both ways)",
	} {
		if !strings.Contains(label, part) {
			t.Errorf("label %q lacks %q", label, part)
		}
	}
}

// A sentence names the type and the direction, wherever the label alone does not say them.
func TestSentencesTellTypeAndDirection(t *testing.T) {
	for _, c := range []struct {
		relationship graph.Relationship
		want         string
	}{
		{graph.Relationship{Type: "joint-team"}, "a has a joint team with b (joint team, jointly)"},
		{graph.Relationship{Type: "joint-team", Label: "works with"}, "a works with b (joint team, jointly)"},
		{graph.Relationship{Type: "partnership", Mutual: graph.OneWay}, "a is a partner of b (partnership, one way)"},
		{graph.Relationship{Type: "advice", Mutual: graph.Mutual}, "a advises b (advice, both ways)"},
		{graph.Relationship{Type: "advice"}, "a advises b"},
		{graph.Relationship{Type: "advice", Label: "warns"}, "a warns b (advice)"},
	} {
		b := graph.NewBuilder()
		for _, id := range []string{"a", "b"} {
			if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
				t.Fatal(err)
			}
		}
		c.relationship.From, c.relationship.To = "a", "b"
		if _, err := b.AddRelationship(c.relationship); err != nil {
			t.Fatal(err)
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		if got := mustScene(t, g, Options{}).Lines[0].Label; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	date := func(s string) graph.Date {
		if s == "" {
			return graph.Date{}
		}
		return graph.MustParseDate(s)
	}
	for _, c := range []struct{ start, end, want string }{
		{"", "", ""}, {"2007~", "", "since about 2007"}, {"", "2016-07", "until July 2016"},
		{"2009", "2013", "2009 to 2013"}, {"2019-03", "2019-03", "in March 2019"}, {"2020-09-02", "2020-09-02", "on 2 September 2020"},
	} {
		if got := periodText(date(c.start), date(c.end)); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

func TestRoute(t *testing.T) {
	g := small(t)
	ends := func(id string) graph.Node { n, _ := g.NodeByID(id); return n }
	var crossed []graph.Edge
	for e := range g.Edges() {
		if g.From(e) == ends("office") && g.To(e) == ends("agency") {
			crossed = append(crossed, e)
			break
		}
	}
	s := mustScene(t, g, Options{Unbundle: true, Route: &Route{Starts: []graph.Node{ends("office")}, Ends: []graph.Node{ends("agency")}, Relationships: crossed}})
	for _, n := range s.Nodes {
		tag := map[string]string{"office": "►", "agency": "■"}[n.ID]
		if want := map[bool]Emphasis{true: Highlighted, false: Faded}[tag != ""]; n.Emphasis != want || n.Tag != tag {
			t.Errorf("%s: %v, with the sign %q", n.ID, n.Emphasis, n.Tag)
		}
	}
	plain := 0
	for _, line := range s.Lines {
		for _, strand := range line.Strands {
			if strand.Emphasis == Plain {
				plain++
				if !slices.Equal(strand.Relationships, crossed) {
					t.Errorf("a strand stands out that no path crosses: %v", strand.Relationships)
				}
			}
		}
	}
	if plain != 1 {
		t.Errorf("%d strands stand out of one", plain)
	}
	labels := ""
	for _, e := range s.Legend {
		labels += e.Code + e.Label + "; "
	}
	if !strings.Contains(labels, "►Start of a path; ■End of a path; On no path; ") {
		t.Errorf("the legend: %s", labels)
	}
	there := mustScene(t, g, Options{Route: &Route{Starts: []graph.Node{ends("office"), ends("office")}, Ends: []graph.Node{ends("office")}}})
	if n := there.Nodes[ends("office")]; n.Tag != "►■" || !strings.HasSuffix(n.Tooltip, "\nStart of a path\nEnd of a path") {
		t.Errorf("both a start and an end: %q, %q", n.Tag, n.Tooltip)
	}
}

func TestRouteOfAnAnswer(t *testing.T) {
	g := small(t)
	all := slices.Collect(g.Nodes())
	for _, c := range []struct {
		ends []graph.Node
		want string
	}{
		{all[:1], "In the answer; Not in the answer; "},
		{all, ""}, // where all are marked, none is
	} {
		s := mustScene(t, g, Options{Route: &Route{Ends: c.ends, Marked: "In the answer", Faded: "Not in the answer"}})
		labels := ""
		for _, e := range s.Legend {
			if e.Kind == EmphasisEntry {
				labels += e.Label + "; "
			}
		}
		if labels != c.want {
			t.Errorf("%d marked: the legend says %q, want %q", len(c.ends), labels, c.want)
		}
	}
}

func TestRouteOutOfRange(t *testing.T) {
	g := small(t)
	for _, c := range []struct {
		route Route
		want  string
	}{
		{Route{Ends: []graph.Node{99}}, "route: no organisation has the number 99; there are 5"},
		{Route{Relationships: []graph.Edge{-1}}, fmt.Sprintf("route: no relationship has the number -1; there are %d", g.NumRelationships())},
	} {
		if _, err := NewScene(g, Options{Route: &c.route}); err == nil || err.Error() != c.want {
			t.Errorf("%+v: %v, want %s", c.route, err, c.want)
		}
	}
}

func TestHighlight(t *testing.T) {
	s := mustScene(t, small(t), Options{Highlight: []string{"the office"}})
	for _, n := range s.Nodes {
		want := map[string]Emphasis{"office": Highlighted, "agency": Plain, "force": Plain, "forces": Faded, "friends": Faded}[n.ID]
		if n.Emphasis != want {
			t.Errorf("%s: %v, want %v", n.ID, n.Emphasis, want)
		}
	}
	if e := lineOf(t, s, "office", "agency").Emphasis; e != Plain {
		t.Errorf("a line of the highlighted organisation is %v", e)
	}
	if e := lineOf(t, s, "agency", "force").Emphasis; e != Faded {
		t.Errorf("a line between others is %v", e)
	}
	order := s.PaintOrder()
	if len(order) != len(s.Lines) || s.Lines[order[0]].Emphasis != Faded || s.Lines[order[len(order)-1]].Emphasis == Faded {
		t.Errorf("the lines are drawn in the order %v", order)
	}
}

func TestOptionErrors(t *testing.T) {
	g := small(t)
	for _, c := range []struct {
		opts Options
		want string
	}{
		{Options{Theme: "drak"}, `no theme "drak"; did you mean "dark"?`},
		{Options{Layout: "dott"}, `no layout "dott"; did you mean "dot"?`},
		{Options{Highlight: []string{"County Farce"}}, `highlight: no organisation "County Farce"; did you mean "County Force"?`},
		{Options{Centre: "agenci"}, `centre: no organisation "agenci"; did you mean "agency"?`},
	} {
		_, err := NewScene(g, c.opts)
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v: %v, want %s", c.opts, err, c.want)
		}
		if unknown := (*graph.UnknownError)(nil); !errors.As(err, &unknown) {
			t.Errorf("%+v: %T is not an UnknownError", c.opts, err)
		}
	}
}

// What the picture shows is in the legend, and the legend has nothing else.
func TestLegendIsComplete(t *testing.T) {
	for _, c := range cases(t) {
		folded := foldedBy(t, c.Graph, "classification", nil)
		for _, opts := range []Options{{}, {Unbundle: true}, {Highlight: firstName(c.Graph)}, {Folded: FoldedBy(folded)}} {
			g := c.Graph
			if opts.Folded != nil {
				g = folded.Graph
			}
			s := mustScene(t, g, opts)
			shown, explained := map[string]bool{}, map[string]bool{}
			dashes := map[Dash]bool{}
			for _, l := range s.Lines {
				for _, strand := range l.Strands {
					if !strand.Mixed {
						shown["family "+strand.Code] = true
						arrow := strand.Arrow
						if arrow == Backward {
							arrow = Forward
						}
						shown[fmt.Sprint("arrow ", arrow)] = true
					}
					if strand.Counted && (strand.Count > 1 || strand.Mixed) {
						shown["mark 12"] = true
					}
					dashes[strand.Dash] = true
					if strand.Uncertain {
						shown["mark ?"] = true
					}
				}
			}
			for d := range dashes {
				if d != Solid || len(dashes) > 1 {
					shown[fmt.Sprint("dash ", d)] = true
				}
			}
			for _, n := range s.Nodes {
				if n.Cluster >= 0 {
					shown[fmt.Sprint("shape ", n.Shape, s.Clusters[n.Cluster].Label)] = true
				}
				if n.Set {
					shown["set"] = true
				}
				if n.Emphasis != Plain {
					shown[fmt.Sprint("emphasis ", n.Emphasis)] = true
				}
			}
			for _, j := range s.Joints {
				shown["joint "+j.Rule] = true
			}
			for _, e := range s.Legend {
				key := map[LegendKind]string{
					FamilyEntry: "family " + e.Code, ArrowEntry: fmt.Sprint("arrow ", e.Arrow), DashEntry: fmt.Sprint("dash ", e.Dash),
					MarkEntry: "mark " + e.Code, ShapeEntry: fmt.Sprint("shape ", e.Shape, e.Label), SetEntry: "set",
					EmphasisEntry: fmt.Sprint("emphasis ", e.Emphasis), JointEntry: "joint " + e.Code,
				}[e.Kind]
				if explained[key] {
					t.Errorf("%s: the legend explains %s twice", c.Name, key)
				}
				explained[key] = true
			}
			if !reflect.DeepEqual(shown, explained) {
				t.Errorf("%s %+v:\nthe picture shows %v\nand the legend explains %v", c.Name, opts, shown, explained)
			}
		}
	}
}

// The legend does not explain organisations without a sector with a sample that is also a sector's.
func TestLegendOfNoSector(t *testing.T) {
	department := graph.Organisation{ID: "a", Classifications: []string{"department"}}
	police := graph.Organisation{ID: "b", Classifications: []string{"police"}}
	none := graph.Organisation{ID: "c"}
	for _, c := range []struct {
		layout        string
		organisations []graph.Organisation
		want          []string
	}{
		{HubLayout, []graph.Organisation{department, none}, []string{"Government"}},
		{"fdp", []graph.Organisation{department, none}, []string{"Government"}},
		{"neato", []graph.Organisation{department, none}, []string{"Government, or no sector"}},
		{"neato", []graph.Organisation{department, police}, []string{"Government", "Law enforcement"}},
		{"neato", []graph.Organisation{police, none}, []string{"Law enforcement", "No sector"}},
		{"neato", []graph.Organisation{none}, nil},
	} {
		var got []string
		for _, e := range mustScene(t, built(t, c.organisations, nil), Options{Layout: c.layout}).Legend {
			if e.Kind == ShapeEntry {
				got = append(got, e.Label)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %d organisations: %q, want %q", c.layout, len(c.organisations), got, c.want)
		}
	}
}

// A part of the map says so below the title and in the description.
func TestSubtitle(t *testing.T) {
	s := mustScene(t, small(t), Options{Subtitle: "around\nAfE"})
	if want := "around AfE · 5 organisations, 10 relationships, 1 source"; s.Subtitle != want {
		t.Errorf("%q, want %q", s.Subtitle, want)
	}
	if want := "A diagram of a part of the map (around AfE): 5 organisations and 10 relationships."; !strings.HasPrefix(s.Description, want) {
		t.Errorf("%q, want %q", s.Description, want)
	}
	for _, part := range hostile {
		for _, layout := range []string{HubLayout, "dot"} {
			text := mustScene(t, small(t), Options{Subtitle: part, Layout: layout}).DOT()
			if bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' }) {
				t.Errorf("%.60q makes DOT with control characters", part)
			}
			readDOT(t, text)
		}
	}
}

func firstName(g *graph.Graph) []string {
	for n := range g.Nodes() {
		return []string{g.ID(n)}
	}
	return nil
}

// Every relationship is in exactly one strand, and every id is unique.
func TestSceneHoldsEverything(t *testing.T) {
	for _, c := range cases(t) {
		for _, unbundle := range []bool{false, true} {
			s := mustScene(t, c.Graph, Options{Unbundle: unbundle})
			seen := map[graph.Edge]int{}
			ids := map[string]bool{}
			for _, l := range s.Lines {
				for _, id := range append([]string{"line " + l.ID}, strandIDs(l)...) {
					if ids[id] {
						t.Errorf("%s: two of %q", c.Name, id)
					}
					ids[id] = true
				}
				for _, strand := range l.Strands {
					for _, e := range strand.Relationships {
						seen[e]++
					}
				}
			}
			for e := range c.Graph.Edges() {
				if seen[e] != 1 {
					t.Errorf("%s: %s is in %d strands", c.Name, c.Graph.RelationshipID(e), seen[e])
				}
			}
			if len(s.Nodes) != c.Graph.NumOrganisations() {
				t.Errorf("%s: %d nodes", c.Name, len(s.Nodes))
			}
		}
	}
}

func strandIDs(l Line) (ids []string) {
	for _, s := range l.Strands {
		ids = append(ids, "strand "+s.ID)
	}
	return ids
}

func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	for _, c := range cases(t) {
		for _, layout := range []string{HubLayout, "dot"} {
			a, b := mustScene(t, c.Graph, Options{Layout: layout}), mustScene(t, c.Graph, Options{Layout: layout})
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s: two scenes differ", c.Name)
			}
			if !bytes.Equal(a.DOT(), b.DOT()) || !bytes.Equal(a.Mermaid(), b.Mermaid()) {
				t.Errorf("%s: two outputs differ", c.Name)
			}
		}
	}
}

func TestAutoLayout(t *testing.T) {
	for _, c := range []struct {
		g    *graph.Graph
		want string
	}{
		{ukMap(t), HubLayout}, {graphtest.Of(), HubLayout}, {graphtest.ScaleFree(1, 200, 2), HubLayout}, {graphtest.ScaleFree(1, MostForHub+1, 2), GridLayout},
	} {
		if got := mustScene(t, c.g, Options{}).Layout; got != c.want {
			t.Errorf("%d organisations: %s, want %s", c.g.NumOrganisations(), got, c.want)
		}
	}
}

func TestCentre(t *testing.T) {
	s := mustScene(t, ukMap(t), Options{})
	if got := s.Nodes[s.Centre].ID; got != "mi5" {
		t.Errorf("centre %s, want mi5", got)
	}
	s = mustScene(t, ukMap(t), Options{Centre: "Met Police"})
	if got := s.Nodes[s.Centre].ID; got != "met" {
		t.Errorf("centre %s, want met", got)
	}
}
