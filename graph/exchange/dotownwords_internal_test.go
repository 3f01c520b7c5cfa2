package exchange

import (
	"context"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/dot"
)

func TestOwnPeriods(t *testing.T) {
	for text, want := range map[string]string{
		"since 1883": "1883 to ", "until about 2005": " to 2005~", "in 2019": "2019 to 2019", "on 13 May 2014": "2014-05-13 to 2014-05-13",
		"June 2009 to July 2016": "2009-06 to 2016-07", "about 2 September 2020 to 2021": "2020-09-02~ to 2021",
		"since Juni 2009": "", "2009": "", "since 31 June 2009": "", "1 May 2009 to 31 June 2010": "", "since 1883 or so": "", "Since 1883": "", "": "",
	} {
		start, end, ok := ownPeriodOf(text)
		got := ""
		if ok {
			got = start.String() + " to " + end.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestOwnSentences(t *testing.T) {
	p := &ownPicture{words: newOwnVocabulary(), names: map[string][]string{"a": {"Home Office (new)"}, "b": {"B. Force", "B"}, "x": {"x"}}}
	for sentence, want := range map[string]string{
		"Home Office (new) advises B. Force, since 2019. Source: P (M, 2019).":                                 "a b advice '' 2019- active confirmed '' false",
		"B is tied to Home Office (new) (co-location, both ways), 2009 to 2010; ended; doubtful. No source.":   "b a co-location 'is tied to' 2009-2010 ended doubtful '' true",
		"B funds Home Office (new). Once. Sources: A; B.":                                                      "b a funds '' - active confirmed 'Once.' false",
		"B helps with x. to Home Office (new) (works with), until 1990; holds only together: y. N. No source.": "b a works with 'helps with x. to' -1990 active confirmed 'holds only together: y. N.' false",
		"2 relationships between them":                              "a b  '' - active confirmed '2 relationships between them' false",
		"B funds Home Office (new), since 31 June 2019. No source.": "a b  '' - active confirmed 'B funds Home Office (new), since 31 June 2019. No source.' false",
	} {
		r := p.relationship("a", "b", sentence, 1)
		got := strings.Join([]string{
			r.From, r.To, r.Type, "'" + r.Label + "'", r.StartDate.String() + "-" + r.EndDate.String(), r.Status.String(), r.Confidence.String(), "'" + r.Note + "'",
		}, " ") + map[bool]string{true: " true", false: " false"}[r.Mutual == graph.Mutual]
		if got != want {
			t.Errorf("%q is\n%s, want\n%s", sentence, got, want)
		}
	}
	// A long text that has the name again and again takes no longer than its length.
	if r := p.relationship("x", "x", "x "+strings.Repeat("x; y x. ", 1<<20), 1); r.From != "x" {
		t.Errorf("%+v", r.From)
	}
}

// What may be a description is no classification.
func TestOwnAbout(t *testing.T) {
	v := newOwnVocabulary()
	for line, want := range map[string]string{
		"Police; Grouping; since about 2005": "police grouping 2005~",
		"Intelligence agency":                "intelligence-agency ",
		"Since 1883":                         " 1883",
		"Police; Harbour watch":              "police Harbour watch ",
		"Founded in 1909.":                   "no", "Harbour watch": "no", "": "no",
	} {
		var o graph.Organisation
		got := "no"
		if v.about(&o, line) {
			got = strings.Join(o.Classifications, " ") + " " + o.FoundingDate.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
}

// FuzzOwnPicture reads pictures whose words are anything.
func FuzzOwnPicture(f *testing.F) {
	f.Add("Security Service (MI5)\nPolice; since 1883\nText", "MI5 advises Home Office (advice, jointly), since 2019; ended. Note. Source: x.")
	f.Add("a", "a a a (a), in 9999. No source.\n2 relationships")
	f.Add("(a) (b)\n\n", " (a) . ; , ")
	f.Fuzz(func(t *testing.T, name, sentences string) {
		escape := strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace
		attributes := func(id, tooltip string) dot.Attributes {
			return dot.Attributes{{Name: "id", Value: dot.Value{Text: id}}, {Name: "tooltip", Value: dot.Value{Text: escape(tooltip)}}}
		}
		g := &dot.Graph{
			Nodes: []dot.Node{{ID: "a", Cluster: -1, Attributes: attributes("org:a", name)}, {ID: "b", Cluster: -1, Attributes: attributes("org:b", "Home Office")}},
			Edges: []dot.Edge{{To: 1, Attributes: attributes("line:a:b:C", sentences)}},
		}
		c, err := newCollector(ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := (&ownPicture{g: g, sink: c}).give(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := c.finish(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
}
