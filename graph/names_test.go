package graph_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func itoa(i int) string { return fmt.Sprint(i) }

func TestNormaliseName(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"  ":                            "",
		"MI5":                           "mi5",
		"  Security \t\n Service ":      "security service",
		"The Met":                       "met",
		"the":                           "the",
		"Theatre":                       "theatre",
		"Foreign & Commonwealth Office": "foreign and commonwealth office",
		"R&D":                           "r and d",
		"R & D":                         "r and d",
		"&":                             "and",
		"&&":                            "and and",
		"O’Neill‘s `x`":                 "o'neill's 'x'",
		"“Five Eyes”":                   `"five eyes"`,
		"counter–terrorism — unit‑x":    "counter-terrorism - unit-x",
		"ＭＩ５":                           "mi5",
		"ﬁrst":                          "first",
		"Cafe\u0301":                    "café",
		"ÉCOLE\u00a0normale":            "école normale",
		"M\u200bI\u200f5\ufeff":         "mi5",
		"co\u00adordinate":              "coordinate",
		"警察庁":                           "警察庁",
	} {
		if got := graph.NormaliseName(in); got != want {
			t.Errorf("NormaliseName(%q) = %q, want %q", in, got, want)
		}
	}
}

func corpusGraph(t *testing.T, name string) *graph.Graph {
	t.Helper()
	for _, c := range graphtest.Corpus() {
		if c.Name == name {
			return c.Graph
		}
	}
	t.Fatalf("no case %q", name)
	return nil
}

func TestFind(t *testing.T) {
	g := corpusGraph(t, "names")
	for in, want := range map[string]string{
		"mi5":                               "mi5", // an id comes before the name MI5 of others
		"ho":                                "ho",
		"home-office":                       "home-office",
		"home office":                       "home-office",
		"The HOME  Office":                  "home-office",
		"Security Service":                  "mi5",
		"box 500":                           "mi5",
		"FCO":                               "fco",
		"foreign and commonwealth office":   "fco",
		"The Foreign & Commonwealth Office": "fco",
		"Foreign, Commonwealth & Development Office": "fcdo",
		"other home office":                          "ho",
		"Z":                                          "z",
		"the":                                        "x",
		"y":                                          "y",
	} {
		n, err := g.Find(in)
		if err != nil || g.ID(n) != want {
			t.Errorf("Find(%q) = %q, %v; want %q", in, idOf(g, n, err), err, want)
		}
	}
}

func idOf(g *graph.Graph, n graph.Node, err error) string {
	if err != nil {
		return ""
	}
	return g.ID(n)
}

func TestFindAmbiguous(t *testing.T) {
	g := corpusGraph(t, "names")
	for in, want := range map[string]string{
		"HO":             "home-office ho",       // a short name and, in other letters, an id
		"MI5":            "mi5 security-service", // its own name twice, and that of another
		"foreign office": "fco fcdo",
	} {
		_, err := g.Find(in)
		var ambiguous *graph.AmbiguousError
		if !errors.As(err, &ambiguous) || ambiguous.Value != in {
			t.Errorf("Find(%q): %v", in, err)
			continue
		}
		var got []string
		for _, o := range ambiguous.Candidates {
			got = append(got, o.ID)
			if !strings.Contains(err.Error(), o.ID) {
				t.Errorf("Find(%q): the message does not name %s: %v", in, o.ID, err)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Find(%q) may be %q, want %q", in, got, want)
		}
	}
	_, err := g.Find("MI5")
	if want := `"MI5" may be any of mi5 (Security Service), security-service (MI5); say which by its id`; err.Error() != want {
		t.Errorf("the message is %s, want %s", err, want)
	}
}

func TestFindUnknown(t *testing.T) {
	g := corpusGraph(t, "names")
	for in, want := range map[string][]string{
		"home ofice":                {"Home Office"},                          // each organisation once, by the name that is nearest
		"Securty Service":           {"Security Service", "security-service"}, // two organisations
		"fcoo":                      {"fco", "fcdo"},
		"nothing like it":           nil,
		"":                          nil,
		" ":                         nil,
		"\u200b":                    nil,
		"q":                         nil,
		strings.Repeat("x", 10_000): nil,
	} {
		n, err := g.Find(in)
		var unknown *graph.UnknownError
		if !errors.As(err, &unknown) || unknown.What != "organisation" || unknown.Value != in || n != 0 {
			t.Errorf("Find(%.20q) = %d, %v", in, n, err)
			continue
		}
		if !slices.Equal(unknown.Suggestions, want) {
			t.Errorf("Find(%.20q) suggests %q, want %q", in, unknown.Suggestions, want)
		}
		if len(err.Error()) > 400 {
			t.Errorf("Find(%.20q): a message of %d bytes", in, len(err.Error()))
		}
	}
}

// Every name of every organisation finds it, alone or among the candidates.
func TestFindByEveryName(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for n, o := range c.Graph.Organisations() {
				names := []string{o.Name, strings.ToUpper(o.Name), o.ShortName, "  " + o.ShortName + "\t"}
				for _, other := range o.OtherNames {
					names = append(names, other.Name)
				}
				for _, name := range names {
					if graph.NormaliseName(name) == "" || graph.NormaliseName(name) == "the" {
						continue
					}
					got, err := c.Graph.Find(name)
					var ambiguous *graph.AmbiguousError
					switch {
					case err == nil && got == n:
					case err == nil && name == c.Graph.ID(got): // another's id
					case errors.As(err, &ambiguous) && slices.ContainsFunc(ambiguous.Candidates, func(c graph.Organisation) bool { return c.ID == o.ID }):
					default:
						t.Errorf("Find(%.60q) = %d, %v; it is a name of %q", name, got, err, o.ID)
					}
				}
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	words := []string{"gchq", "mi5", "mi6", "sis", "police-scotland", "home-office", "home-office"}
	for in, want := range map[string][]string{
		"gchqq":                  {"gchq"},
		"GCHQ":                   {"gchq"},
		"gcqh":                   {"gchq"}, // one transposition
		"ghcq":                   {"gchq"},
		"mi7":                    {"mi5", "mi6"},      // in the given order
		"mi5":                    {"mi5", "mi6"},      // the nearest first
		"police":                 {"police-scotland"}, // the beginning
		"po":                     nil,
		"x":                      nil, // one letter is not near another
		"":                       nil,
		"   ":                    nil,
		"homeoffice":             {"home-office"},
		"entirely different":     nil,
		strings.Repeat("a", 101): nil,
	} {
		if got := graph.Suggest(in, words); !slices.Equal(got, want) {
			t.Errorf("Suggest(%.20q) = %q, want %q", in, got, want)
		}
	}
	if got := graph.Suggest("abcd", []string{"abcd1", "abcd2", "abcd3", "abcd4", "abcd"}); !slices.Equal(got, []string{"abcd", "abcd1", "abcd2"}) {
		t.Errorf("the three nearest are %q", got)
	}
	if got := graph.Suggest("x", nil); got != nil {
		t.Errorf("of nothing: %q", got)
	}
}

// The index of names is made by whoever needs it first; under -race this fails where that is not safe.
func TestConcurrentReaders(t *testing.T) {
	g := graphtest.RandomRich(3, 40, 200)
	want := graphtest.Diff(g, graphtest.Of())
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for n, o := range g.Organisations() {
				if _, err := g.Find("no such name"); err == nil {
					t.Error("a name that is not there is found")
				}
				if o.Name != "" {
					g.Find(o.Name)
				}
				for e := range g.Incident(n) {
					if got, ok := g.EdgeByID(g.RelationshipID(e)); !ok || got != e {
						t.Errorf("EdgeByID gives %d for %d", got, e)
					}
				}
			}
			if part, err := g.Select(graph.Selection{AsOf: graph.MustParseDate("2010"), Around: []string{"o1"}, Hops: 2}); err == nil {
				part.Find("no such name")
				part.Project(graph.Projection{Collapse: true})
			}
			if got := graphtest.Diff(g, graphtest.Of()); got != want {
				t.Error("the graph changes under its readers")
			}
		})
	}
	wait.Wait()
}
