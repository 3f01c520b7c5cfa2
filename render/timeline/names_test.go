package timeline

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/drawing"
)

// renamedOffice is a map of an office that had another name until September 2020, and of what it had to do with another before and after.
func renamedOffice(t *testing.T) *graph.Graph {
	t.Helper()
	date := graph.MustParseDate
	cites := func(source string) []graph.Evidence { return []graph.Evidence{{Source: source}} }
	return (&graphtest.Parts{
		Sources: []graph.Source{{ID: "early", Published: date("2019")}, {ID: "late", Published: date("2023")}},
		Organisations: []graph.Organisation{
			{ID: "fcdo", Name: "Foreign, Commonwealth and Development Office", ShortName: "FCDO", OtherNames: []graph.OtherName{
				{Name: "Foreign & Commonwealth Office", EndDate: date("2020-09-02")},
				{Name: "FCO", Note: chronology.ShortFor("Foreign & Commonwealth Office")},
			}},
			{ID: "mi5", Name: "MI5", FoundingDate: date("1909")},
			{ID: "board", Name: "Board", DissolutionDate: date("2010")},
		},
		Relationships: []graph.Relationship{
			{ID: "before", From: "mi5", To: "fcdo", Type: "collaboration", Label: "works with", EndDate: date("2020-09-02"), Evidence: cites("early")},
			{ID: "after", From: "mi5", To: "fcdo", Type: "collaboration", Label: "works with", Evidence: cites("late")},
			{ID: "all-along", From: "mi5", To: "fcdo", Type: "advice", StartDate: date("2001")},
			{ID: "with-the-board", From: "fcdo", To: "board", Type: "advice", StartDate: date("2005")},
			{ID: "one", From: "fcdo", To: "mi5", Type: "advice", StartDate: date("2003"), EndDate: date("2004")},
			{ID: "other", From: "fcdo", To: "mi5", Type: "assistance", StartDate: date("2003"), EndDate: date("2004")},
		},
	}).Build(t)
}

// A row says the names of its time, in sight and to those who hear it.
func TestRowsHaveTheNamesOfTheirTime(t *testing.T) {
	d := draw(t, renamedOffice(t), Options{})
	rows := map[string]*drawing.Group{}
	each(d.Groups, func(g *drawing.Group) { rows[strings.TrimPrefix(g.ID, "relationship:")] = g })
	for id, want := range map[string]string{
		"before": "MI5 works with FCO", "after": "MI5 works with FCDO", "all-along": "MI5 advises FCDO", "with-the-board": "FCO advises Board",
		"one": "FCO – MI5: advice, assistance",
	} {
		row := rows[id]
		if row == nil {
			t.Errorf("%s is not drawn", id)
			continue
		}
		var drawn []string
		for _, text := range row.Texts {
			drawn = append(drawn, text.Value)
		}
		if !slices.Contains(drawn, want) {
			t.Errorf("%s is drawn as %q, and not as %q", id, drawn, want)
		}
		if id != "one" && (!strings.HasPrefix(row.Label, want) || !strings.HasPrefix(row.Tooltip, want)) || id == "one" && strings.Contains(row.Label+row.Tooltip, "FCDO") {
			t.Errorf("%s is told as %q and %q, and not as %q", id, row.Label, row.Tooltip, want)
		}
	}
}

// The names below a bar stay clear of the edge of their panel.
func TestNamesStayInTheirPanel(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"office": renamedOffice(t), "ministries": ministries(t)} {
		d := draw(t, g, Options{})
		met := 0
		for _, text := range drawnTexts(d) {
			if text.Size != nameSize || !strings.Contains(text.Value, " until ") {
				continue
			}
			met++
			if right := text.X + text.Width; right > d.Width-margin-inset+0.01 {
				t.Errorf("%s: %q reaches to %.1f of %.1f", name, text.Value, right, d.Width)
			}
		}
		if met == 0 {
			t.Errorf("%s: no name is drawn", name)
		}
	}
}
