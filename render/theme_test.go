package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

// styled is the default theme with looks for a type, a narrower one, and a classification.
func styled() *Theme {
	theme := Themes()[0]
	theme.Types = map[string]LineStyle{
		"authority": {Colour: "#8A1538"}, "oversight": {Colour: "#5B2C83", Width: 2.4, Dash: LongDashed},
	}
	theme.Classifications = map[string]BoxStyle{"police": {Fill: "#E4ECF7", Outline: "#1D3F72", Text: "#0B2345", Shape: Tab}}
	return &theme
}

func TestStyledTypes(t *testing.T) {
	g := graphtest.Of("a oversight b", "a tasking b", "a advice b")
	s := mustScene(t, g, Options{Styled: styled()})
	var got []string
	for _, strand := range s.Lines[0].Strands {
		got = append(got, strand.Code+" "+strand.Colour)
	}
	plain := mustScene(t, g, Options{}).Lines[0].Strands
	if want := []string{"A #8A1538", "A #5B2C83", "S " + plain[len(plain)-1].Colour}; !slices.Equal(got, want) {
		t.Errorf("strands %q, not %q", got, want)
	}
	oversight := s.Lines[0].Strands[1]
	if oversight.Dash != LongDashed || oversight.Width != 2.4 {
		t.Errorf("oversight is %+v", oversight)
	}
	var legend []string
	for _, e := range s.Legend {
		if e.Kind == FamilyEntry {
			legend = append(legend, e.Label+" "+e.Colour+": "+e.Detail)
		}
	}
	if want := []string{"Authority #8A1538: tasking", "Oversight #5B2C83: "}; !slices.Equal(legend[:2], want) {
		t.Errorf("legend %q, not %q", legend[:2], want)
	}
}

// How a relationship stands counts for more than what its type looks like.
func TestStatusBeforeStyle(t *testing.T) {
	strand := Strand{Dash: Dotted}
	LineStyle{Dash: LongDashed}.apply(&strand)
	if strand.Dash != Dotted {
		t.Errorf("what is ended is drawn as %v", strand.Dash)
	}
}

func TestStyledClassifications(t *testing.T) {
	s := mustScene(t, ukMap(t), Options{Styled: styled()})
	for _, n := range s.Nodes {
		police := strings.Contains(n.Tooltip, "\nPolice")
		if (n.Fill == "#E4ECF7") != police || police && (n.Edge != "#1D3F72" || n.Ink != "#0B2345" || n.Shape != Tab) {
			t.Errorf("%s is %+v", n.ID, n)
		}
	}
	if !slices.ContainsFunc(s.Legend, func(e LegendEntry) bool { return e.Label == "Police" && e.Colour == "#E4ECF7" && e.Edge == "#1D3F72" }) {
		t.Error("the legend does not explain the fill of the police")
	}
	// The colour of a group goes before.
	g := ukMap(t)
	grouping := &Grouping{Of: make([]int32, g.NumOrganisations()), Names: []string{"all"}, Label: "group"}
	for _, n := range mustScene(t, g, Options{Styled: styled(), Colour: grouping}).Nodes {
		if n.Fill != Themes()[0].Groups[0] || n.Ink != "" {
			t.Errorf("%s is filled %s with text %s", n.ID, n.Fill, n.Ink)
		}
	}
}

// Every class that a Mermaid chart uses is defined in it.
func TestStyledMermaid(t *testing.T) {
	text := string(mustScene(t, ukMap(t), Options{Styled: styled()}).Mermaid())
	if !strings.Contains(text, "classDef look1 fill:#E4ECF7,stroke:#1D3F72,color:#0B2345") {
		t.Error("no class for the looks of police")
	}
	used := 0
	for line := range strings.Lines(text) {
		if _, class, ok := strings.Cut(strings.TrimSpace(line), ":::"); ok {
			used++
			if !strings.Contains(text, "classDef "+class+" ") {
				t.Errorf("no class %q", class)
			}
		}
	}
	if used < 11 {
		t.Errorf("%d organisations have a class", used)
	}
}

func TestThemeTwice(t *testing.T) {
	if _, err := NewScene(graphtest.Of("a"), Options{Theme: "dark", Styled: styled()}); err == nil || !strings.Contains(err.Error(), "given twice") {
		t.Errorf("two themes: %v", err)
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct{ a, b string }{{"#000000", "#FFFFFF"}, {"#767676", "#FFFFFF"}, {"#12161B", "#56B4E9"}} {
		if got, want := Contrast(c.a, c.b), contrast(t, c.a, c.b); got != want {
			t.Errorf("%s on %s: %v, not %v", c.a, c.b, got, want)
		}
	}
	if Contrast("#00000", "#FFFFFF") != 0 || Contrast("#00000x", "#FFFFFF") != 0 || Contrast("", "") != 0 {
		t.Error("what is no colour has a contrast")
	}
}
