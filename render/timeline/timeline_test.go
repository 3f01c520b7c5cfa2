package timeline

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func ukMap(t testing.TB) *graph.Graph {
	t.Helper()
	m, err := mapfile.Read(filepath.Join("..", "..", "testdata", "uk-national-security"))
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

// ministries is a map with what the others lack: names that changed, dates to the day, a circle of successors, and an end
// that is known without a beginning.
func ministries(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	date := graph.MustParseDate
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.SetTitle("Ministries", ""))
	check(b.AddSource(graph.Source{ID: "gazette", Title: "Gazette", Published: date("2014-03-10")}))
	check(b.AddSource(graph.Source{ID: "almanac", Title: "Almanac", Published: date("2014-05")}))
	for _, o := range []graph.Organisation{
		{ID: "war", Name: "War Office", Classifications: []string{"department"}, FoundingDate: date("2014-02-01"), DissolutionDate: date("2014-04-01")},
		{ID: "defence", Name: "Ministry of Defence", ShortName: "MoD", Classifications: []string{"department"}, FoundingDate: date("2014-04-01"),
			OtherNames: []graph.OtherName{{Name: "Defence Department", StartDate: date("2014-04-01"), EndDate: date("2014-05-20")}}},
		{ID: "old", Name: "Old Board", DissolutionDate: date("2014-03~")},
		{ID: "round", Name: "Round Table"},
		{ID: "square", Name: "Square Table"},
		{ID: "nobody", Name: "Nobody knows when"},
	} {
		_, err := b.AddOrganisation(o)
		check(err)
	}
	for _, r := range []graph.Relationship{
		{From: "defence", To: "war", Type: "succeeds", StartDate: date("2014-04-01")},
		{From: "round", To: "square", Type: "succeeds", StartDate: date("2014-03")},
		{From: "square", To: "round", Type: "succeeds", StartDate: date("2014-06")},
		{From: "war", To: "old", Type: "oversight", StartDate: date("2014-02-10"), EndDate: date("2014-03-20"), Evidence: []graph.Evidence{{Source: "gazette"}}},
		{From: "defence", To: "round", Type: "advice", Status: graph.Proposed, Evidence: []graph.Evidence{{Source: "almanac"}}},
		{From: "nobody", To: "nobody", Type: "advice"},
	} {
		_, err := b.AddRelationship(r)
		check(err)
	}
	g, err := b.Build()
	check(err)
	return g
}

// crowd is a map of n organisations whose sources have so many dates that marks meet.
func crowd(t testing.TB, n int) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for i := range 40 {
		if err := b.AddSource(graph.Source{ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Source %d", i), Published: graph.MustParseDate(fmt.Sprint(1990 + i*7%35))}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		o := graph.Organisation{ID: fmt.Sprintf("o%d", i), Name: fmt.Sprintf("Organisation with the number %d and a name that is long", i), Classifications: []string{[]string{"police", "department", "overseas"}[i%3]}}
		if i%4 == 0 {
			o.FoundingDate = graph.MustParseDate(fmt.Sprint(1830 + i))
		}
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 * n {
		r := graph.Relationship{From: fmt.Sprintf("o%d", i%n), To: fmt.Sprintf("o%d", (i*i+1)%n), Type: []string{"advice", "oversight", "partnership"}[i%3]}
		for k := range i % 6 {
			r.Evidence = append(r.Evidence, graph.Evidence{Source: fmt.Sprintf("s%d", (i+k*3)%40)})
		}
		if i%5 == 0 {
			r.StartDate = graph.MustParseDate(fmt.Sprint(1950 + i%70))
		}
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

func cases(t testing.TB) []graphtest.Case {
	return append(graphtest.Corpus(), graphtest.Case{Name: "uk", Graph: ukMap(t)}, graphtest.Case{Name: "ministries", Graph: ministries(t)},
		graphtest.Case{Name: "crowd", Graph: crowd(t, 150)})
}

func draw(t testing.TB, g *graph.Graph, opts Options) *drawing.Drawing {
	t.Helper()
	d, err := Draw(g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// each visits a group and all in it.
func each(groups []*drawing.Group, visit func(*drawing.Group)) {
	for _, g := range groups {
		visit(g)
		each(g.Groups, visit)
	}
}

func drawnTexts(d *drawing.Drawing) (texts []drawing.Text) {
	each(d.Groups, func(g *drawing.Group) { texts = append(texts, g.Texts...) })
	return texts
}

// room is the upright rectangle that the letters of a text take, from the height of its capitals to its baseline.
func room(t drawing.Text) (left, top, right, bottom float64) {
	left = t.X - t.Width*[]float64{0, 0.5, 1}[t.Anchor]
	return left, t.Y - 0.72*t.Size, left + t.Width, t.Y
}

func TestTextsNeitherOverlapNorLeaveThePage(t *testing.T) {
	for _, c := range cases(t) {
		for _, detail := range []Detail{Grouped, Every, DatedOnly, Without} {
			d := draw(t, c.Graph, Options{Relationships: detail, Subtitle: "a part"})
			if !(d.Width > 0 && d.Height > 0) || math.IsInf(d.Width*d.Height, 0) {
				t.Fatalf("%s: %v × %v", c.Name, d.Width, d.Height)
			}
			checkTexts(t, c.Name, d)
		}
	}
}

// checkTexts checks that the texts of a drawing neither overlap nor leave it.
func checkTexts(t *testing.T, name string, d *drawing.Drawing) {
	t.Helper()
	texts := drawnTexts(d)
	slices.SortFunc(texts, func(a, b drawing.Text) int { return int(math.Copysign(1, a.Y-b.Y)) })
	faults := 0
	for i, a := range texts {
		al, at, ar, ab := room(a)
		if al < 0 || at < 0 || ar > d.Width || ab > d.Height {
			t.Errorf("%s: %q is at %.1f to %.1f, %.1f to %.1f of %.1f × %.1f", name, a.Value, al, ar, at, ab, d.Width, d.Height)
		}
		for k := i - 1; k >= 0 && a.Y-texts[k].Y < 30 && faults < 3; k-- {
			bl, bt, br, bb := room(texts[k])
			const touch = 0.2
			if al < br-touch && bl < ar-touch && at < bb-touch && bt < ab-touch {
				faults++
				t.Errorf("%s: %q (at %.1f, %.1f) and %q (at %.1f, %.1f) overlap", name, a.Value, al, at, texts[k].Value, bl, bt)
			}
		}
	}
}

// What has a date is drawn, and what has none is counted.
func TestEverythingIsDrawnOrCounted(t *testing.T) {
	for _, c := range cases(t) {
		d := draw(t, c.Graph, Options{Relationships: Every})
		ids, words := map[string]int{}, ""
		each(d.Groups, func(g *drawing.Group) {
			if g.ID != "" {
				ids[g.ID]++
			}
			switch {
			case g.Role == drawing.Item && g.Label == "":
				t.Errorf("%s: the item %s has no words", c.Name, g.ID)
			case g.Role == drawing.List && len(g.Groups) == 0:
				t.Errorf("%s: the list %s is empty", c.Name, g.ID)
			case g.Class == "legend":
				words += g.Label + "\n"
			}
		})
		for id, count := range ids {
			if count > 1 {
				t.Errorf("%s: the id %s is there %d times", c.Name, id, count)
			}
		}
		organisations, relationships := 0, 0
		succeeded := map[graph.Edge]bool{}
		for _, e := range chronology.Events(c.Graph) {
			if e.Kind == chronology.Succeeded {
				succeeded[e.Relationship] = true
			}
		}
		for n := range c.Graph.Nodes() {
			organisations += 1 - ids["org:"+c.Graph.ID(n)]
		}
		for e := range c.Graph.Edges() {
			if ids["relationship:"+c.Graph.RelationshipID(e)] == 0 && !succeeded[e] {
				relationships++
			}
		}
		want := counted(organisations, relationships)
		if (want != "") != strings.Contains(words, "Without a date") || !strings.Contains(words, want) {
			t.Errorf("%s: the legend does not say that %q are not drawn:\n%s", c.Name, want, words)
		}
	}
}

// A later day is never further to the left, and what is between the ends stays there.
func TestAxisIsMonotone(t *testing.T) {
	for _, c := range cases(t) {
		for _, opts := range []Options{{}, {From: graph.MustParseDate("2000")}, {To: graph.MustParseDate("2016-07")}} {
			theme, _ := render.LookupTheme("")
			scene, err := render.NewScene(c.Graph, render.Options{Styled: &theme, Unbundle: true})
			if err != nil {
				t.Fatal(err)
			}
			a := newAxis(collect(c.Graph, opts, scene), 100, 700)
			last := 100.0
			for day := a.first; day <= a.last; day += max((a.last-a.first)/997, 1) {
				x := a.x(day)
				if x < last-1e-9 || x > 700+1e-9 {
					t.Fatalf("%s: day %d is at %v, after %v", c.Name, day, x, last)
				}
				last = x
			}
			for i, k := range a.ticks {
				if i > 0 && k.x <= a.ticks[i-1].x {
					t.Errorf("%s: the ticks %v and %v", c.Name, a.ticks[i-1], k)
				}
			}
		}
	}
}

func TestTicksFitTheSpan(t *testing.T) {
	for _, c := range []struct {
		dates []string
		want  string // the first labels
		early string
	}{
		{[]string{"2014-03-03", "2014-03-09"}, "2 Mar 2014", ""},
		{[]string{"2014-02-10", "2014-06-10"}, "Mar 2014", ""},
		{[]string{"2008", "2009", "2015", "2019"}, "2008", ""},
		{[]string{"1830", "1880", "1915", "1960", "2000", "2020"}, "1830", ""},
		{[]string{"1883", "2005", "2007", "2014", "2016", "2019", "2021", "2023"}, "1900", "before 2000"},
		{[]string{"0000", "9999"}, "0", ""},
	} {
		b := graph.NewBuilder()
		for i, d := range c.dates {
			if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprint("o", i), FoundingDate: graph.MustParseDate(d)}); err != nil {
				t.Fatal(err)
			}
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		scene, err := render.NewScene(g, render.Options{Unbundle: true})
		if err != nil {
			t.Fatal(err)
		}
		a := newAxis(collect(g, Options{}, scene), 100, 700)
		var labels []string
		for _, k := range a.ticks {
			if k.label != "" {
				labels = append(labels, k.label)
			}
		}
		if len(labels) < 3 || labels[0] != c.want || a.early != c.early {
			t.Errorf("%v: the labels %v, %q; want them to begin with %q, and %q", c.dates, labels, a.early, c.want, c.early)
		}
	}
}

// The same places in other colours, or a page that follows the reader could not be made.
func TestThemesDifferInColoursAlone(t *testing.T) {
	for _, c := range cases(t) {
		light, dark := draw(t, c.Graph, Options{Theme: "light"}), draw(t, c.Graph, Options{Theme: "dark"})
		if _, err := light.SVG(drawing.SVGOptions{Dark: dark}); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

func TestOnlyPartOfTheTime(t *testing.T) {
	g := ukMap(t)
	d := draw(t, g, Options{From: graph.MustParseDate("2014"), To: graph.MustParseDate("2024")})
	ids := map[string]*drawing.Group{}
	each(d.Groups, func(g *drawing.Group) { ids[g.ID] = g })
	if ids["org:special-irish-branch"] == nil {
		t.Error("the Special Irish Branch is attested in 2014 and not drawn")
	}
	if strings.Contains(fmt.Sprint(drawnTexts(d)), "before 2000") {
		t.Error("the axis is broken")
	}
	d = draw(t, g, Options{To: graph.MustParseDate("1999")})
	ids = map[string]*drawing.Group{}
	words := ""
	each(d.Groups, func(g *drawing.Group) { ids[g.ID] = g; words += g.Label + "\n" })
	if ids["org:ctoc"] != nil || !strings.Contains(words, "Before or after, not drawn") {
		t.Error("what came after 1999 is drawn, or not counted")
	}
}

func TestSuccessorsAndNames(t *testing.T) {
	d := draw(t, ministries(t), Options{})
	var all []string
	each(d.Groups, func(g *drawing.Group) {
		if g.Class == "succession" {
			all = append(all, g.Label)
		}
		for _, text := range g.Texts {
			if text.Colour != "" && strings.HasPrefix(text.Value, "Defence Department until") {
				all = append(all, text.Value)
			}
		}
	})
	got := strings.Join(all, "\n")
	for _, want := range []string{"MoD succeeded War Office, 1 April 2014", "Defence Department until 20 May 2014, then Ministry of Defence"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not drawn:\n%s", want, got)
		}
	}
}

func TestErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	var unknown *graph.UnknownError
	if _, err := Draw(g, Options{Theme: "lihgt"}); !errors.As(err, &unknown) || len(unknown.Suggestions) == 0 {
		t.Errorf("%v", err)
	}
	if _, err := Draw(g, Options{From: graph.MustParseDate("2014"), To: graph.MustParseDate("2013")}); err == nil || !strings.Contains(err.Error(), "2013") {
		t.Errorf("%v", err)
	}
	if _, err := Draw(g, Options{Theme: "dark", Styled: &render.Theme{}}); err == nil {
		t.Error("a theme that is given twice is taken")
	}
}

// The display list of a small timeline, so that a change of looks is seen.
func TestGolden(t *testing.T) {
	var b strings.Builder
	d := draw(t, ministries(t), Options{})
	fmt.Fprintf(&b, "%.1f × %.1f\n%s\n%s\n", d.Width, d.Height, d.Title, d.Description)
	var list func(groups []*drawing.Group, indent string)
	list = func(groups []*drawing.Group, indent string) {
		for _, g := range groups {
			fmt.Fprintf(&b, "%s%s %q\n", indent, g.ID, g.Label)
			for _, s := range g.Shapes {
				fmt.Fprintf(&b, "%s  shape %d %.1f,%.1f %.1f×%.1f %s %s %v", indent, s.Kind, s.Left, s.Top, s.Width, s.Height, s.Fill, s.Stroke, s.Dashes)
				for _, p := range s.Path {
					fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
				}
				b.WriteByte('\n')
			}
			for _, x := range g.Texts {
				fmt.Fprintf(&b, "%s  text %.1f,%.1f %v %q\n", indent, x.X, x.Y, x.Size, x.Value)
			}
			list(g.Groups, indent+"  ")
		}
	}
	list(d.Groups, "")
	file := filepath.Join("testdata", "ministries.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("the drawing differs from %s; -update writes it anew, when that is meant", file)
	}
}

func ExampleDraw() {
	b := graph.NewBuilder()
	b.AddOrganisation(graph.Organisation{ID: "old", Name: "Old Office", FoundingDate: graph.MustParseDate("1999"), DissolutionDate: graph.MustParseDate("2010")})
	b.AddOrganisation(graph.Organisation{ID: "new", Name: "New Office", FoundingDate: graph.MustParseDate("2010")})
	g, err := b.Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := Draw(g, Options{Title: "Two offices"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Description)
	// Output:
	// A timeline: 1999 to 2010 · 2 organisations. Organisations: Old Office, New Office.
}

func BenchmarkDraw(b *testing.B) {
	g := crowd(b, 150)
	for b.Loop() {
		draw(b, g, Options{})
	}
}
