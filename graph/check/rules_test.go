package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// fixture is a map as records, with the saved copies of its sources.
type fixture struct {
	types           []graph.Type
	classifications []graph.Classification
	sources         []graph.Source
	arrangements    []graph.Arrangement
	organisations   []graph.Organisation
	relationships   []graph.Relationship
	copies          map[string]string
	noFolder        bool // check without a folder of sources
}

// clean returns a map with which nothing is wrong.
func clean() *fixture {
	return &fixture{
		sources: []graph.Source{{ID: "report", Title: "Report", Type: "official", Published: date("2015"), Retrieved: date("2016"), URL: "https://example.org/report", File: "report.txt"}},
		organisations: []graph.Organisation{
			{ID: "alpha", Name: "Alpha Agency", Classifications: []string{"police"}, FoundingDate: date("1950"), URL: "https://example.org/"},
			{ID: "beta", Name: "Beta Board", Classifications: []string{"oversight"}},
		},
		relationships: []graph.Relationship{
			{From: "beta", To: "alpha", Type: "oversight", Evidence: []graph.Evidence{{Source: "report", Passage: "The Board oversees … Alpha"}}},
		},
		copies: map[string]string{"report.txt": "Report 2015.\nThe Board oversees the work of Alpha. The Board sits on Mondays.\n"},
	}
}

func date(s string) graph.Date { return graph.MustParseDate(s) }

func (f *fixture) build(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for _, c := range f.classifications {
		b.AddClassification(c)
	}
	for _, x := range f.types {
		b.AddType(x)
	}
	for _, s := range f.sources {
		b.AddSource(s)
	}
	for _, a := range f.arrangements {
		b.AddArrangement(a)
	}
	for _, o := range f.organisations {
		b.AddOrganisation(o)
	}
	for _, r := range f.relationships {
		b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (f *fixture) check(t testing.TB, opts Options) *Report {
	t.Helper()
	if !f.noFolder {
		opts.SourcesDir = t.TempDir()
		for name, text := range f.copies {
			if err := os.WriteFile(filepath.Join(opts.SourcesDir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	report, err := RunGraph(f.build(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func (f *fixture) org(id string) *graph.Organisation {
	for i := range f.organisations {
		if f.organisations[i].ID == id {
			return &f.organisations[i]
		}
	}
	f.organisations = append(f.organisations, graph.Organisation{ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Classifications: []string{"police"}})
	return &f.organisations[len(f.organisations)-1]
}

// relate adds a relationship with evidence, and the organisations that it needs.
func (f *fixture) relate(from, kind, to string) *graph.Relationship {
	f.org(from)
	f.org(to)
	f.relationships = append(f.relationships, graph.Relationship{From: from, To: to, Type: kind, Evidence: []graph.Evidence{{Source: "report", Passage: "sits on Mondays"}}})
	return &f.relationships[len(f.relationships)-1]
}

func (f *fixture) general() *fixture {
	f.sources = append(f.sources, graph.Source{ID: "known", Type: "general"})
	return f
}

func TestCleanMap(t *testing.T) {
	for _, f := range clean().check(t, Options{}).Findings {
		t.Error(f)
	}
}

// ruleCases has, for each rule, a map that breaks it (edited from the clean one) with what is said of it,
// and one that nearly does.
var ruleCases = []struct {
	rule    string
	breaks  func(*fixture)
	subject string // "kind id"
	message string
	spares  func(*fixture)
}{
	{
		"passage-missing",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "The Board oversees … Omega" },
		"relationship beta:oversight:alpha", `source "report" does not have the passage "The Board oversees … Omega": the first words are found at line 2, the last words are not found`,
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "the board OVERSEES  …  alpha" },
	}, {
		"passage-missing",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = strings.Repeat("é", 300) },
		"relationship beta:oversight:alpha", `the passage "` + strings.Repeat("é", 200) + `…": the words are not found`,
		func(f *fixture) { f.copies["report.txt"] = "THE BOARD OVERSEES THE WORK OF ALPHA." },
	}, {
		"passage-ambiguous",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "The Board" },
		"relationship beta:oversight:alpha", `has the passage "The Board" more than once: found 2 times, at line 2 (alone with`,
		func(f *fixture) {
			f.relationships[0].Evidence[0] = graph.Evidence{Source: "report", Passage: "The Board", Prefix: "Alpha."}
		},
	}, {
		"passage-malformed",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "The … oversees … Alpha" },
		"relationship beta:oversight:alpha", "the passage has 2 ellipses",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "… The Board oversees … Alpha …" },
	}, {
		"passage-wide",
		func(f *fixture) {
			f.copies["report.txt"] = "The Board oversees " + strings.Repeat("very ", 197) + "Alpha"
		},
		"relationship beta:oversight:alpha", `the passage "The Board oversees … Alpha" spans 201 words of source "report", from line 1 to line 1`,
		func(f *fixture) {
			f.copies["report.txt"] = "The Board oversees " + strings.Repeat("very ", 196) + "Alpha"
		},
	}, {
		"passage-long",
		func(f *fixture) {
			f.relationships[0].Evidence[0].Passage = "Report 2015. The Board oversees the work of Alpha."
		},
		"relationship beta:oversight:alpha", "the passage has 9 words at its beginning; 8 are enough for a locator",
		func(f *fixture) {
			f.relationships[0].Evidence[0].Passage = "2015. The Board oversees the work of Alpha. … The Board sits"
		},
	}, {
		"passage-long",
		func(f *fixture) {
			f.relationships[0].Evidence[0] = graph.Evidence{Source: "report", Passage: "Mondays", Prefix: "Board oversees the work of Alpha. The Board sits on"}
		},
		"relationship beta:oversight:alpha", "the prefix has 10 words; 8 are enough for a locator",
		func(f *fixture) { f.relationships[0].Evidence[0].Prefix = "Report 2015." },
	}, {
		"passage-absent",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "" },
		"relationship beta:oversight:alpha", `source "report" is cited without a passage`,
		func(f *fixture) {
			f.general().org("alpha").Evidence = []graph.Evidence{{Source: "known", Note: "founded in 1950"}}
		},
	}, {
		"evidence-repeated",
		func(f *fixture) {
			e := &f.relationships[0].Evidence
			*e = append(*e, (*e)[0])
			(*e)[1].Note = "again"
		},
		"relationship beta:oversight:alpha", `source "report" is cited twice with the passage "The Board oversees … Alpha"`,
		func(f *fixture) {
			e := &f.relationships[0].Evidence
			*e = append(*e, (*e)[0])
			(*e)[1].Passage = "oversees the work of Alpha"
		},
	}, {
		"evidence-absent",
		func(f *fixture) { f.relationships[0].Evidence = nil; f.relationships[0].Label = "watches" },
		"relationship beta:oversight:alpha", "there is no evidence that Beta Board watches Alpha Agency",
		func(f *fixture) { f.relationships[0].Evidence[0].Passage = "" },
	}, {
		"general-unexplained",
		func(f *fixture) {
			f.general().relationships[0].Evidence = []graph.Evidence{{Source: "known"}}
		},
		"relationship beta:oversight:alpha", `source "known" is general, and no note says what is known`,
		func(f *fixture) {
			f.general().relationships[0].Evidence = []graph.Evidence{{Source: "known"}}
			f.relationships[0].Note = "It is in the Act."
		},
	}, {
		"copy-missing",
		func(f *fixture) { f.copies = nil },
		"source report", `the saved copy "report.txt" is not in the folder of the sources: 1 passage not checked`,
		func(f *fixture) { f.copies = nil; f.noFolder = true },
	}, {
		"copy-unreadable",
		func(f *fixture) { f.copies["report.txt"] = "%PDF-1.7" },
		"source report", `the saved copy "report.txt" is a PDF document; save its text`,
		func(f *fixture) { f.copies["report.txt"] = "About %PDF- files. The Board oversees Alpha." },
	}, {
		"copy-absent",
		func(f *fixture) { f.sources[0].File = "" },
		"source report", "there is no saved copy: 1 passage not checked",
		func(f *fixture) { f.sources[0].File = ""; f.relationships[0].Evidence[0].Passage = "" },
	}, {
		"copy-absent",
		func(f *fixture) { f.noFolder = true },
		"source report", `the saved copy "report.txt" is not beside the map, and no other folder was given: 1 passage not checked`,
		func(f *fixture) {
			f.sources[0] = graph.Source{ID: "report", Type: "register", File: "report.txt"}
			f.noFolder = true
		},
	}, {
		"source-type-unknown",
		func(f *fixture) { f.sources[0].Type = "Offical" },
		"source report", `"Offical" is a type of the map's own; did you mean "official"?`,
		func(f *fixture) { f.sources[0].Type = "" },
	}, {
		"source-undated",
		func(f *fixture) { f.sources[0].Published, f.sources[0].Retrieved = graph.Date{}, graph.Date{} },
		"source report", "it is not said when the source was published or retrieved",
		func(f *fixture) { f.sources[0].Published = graph.Date{} },
	}, {
		"url-malformed",
		func(f *fixture) { f.sources[0].URL = "javascript:alert(1)" },
		"source report", `"javascript:alert(1)" is not the address of a web page`,
		func(f *fixture) { f.sources[0].URL, f.sources[0].ArchiveURL = "", "HTTP://example.org" },
	}, {
		"url-malformed",
		func(f *fixture) { f.org("alpha").URL = "www.example.org" },
		"organisation alpha", `"www.example.org" is not the address of a web page`,
		func(f *fixture) { f.org("alpha").URL = "https://example.org/?a=b#c" },
	}, {
		"dates-reversed",
		func(f *fixture) {
			f.relationships[0].StartDate, f.relationships[0].EndDate = date("2014-05"), date("2014-04-30")
		},
		"relationship beta:oversight:alpha", "it ends in 2014-04-30, before it begins, in 2014-05",
		func(f *fixture) {
			f.relationships[0].StartDate, f.relationships[0].EndDate = date("2014-05"), date("2014")
		},
	}, {
		"dates-reversed",
		func(f *fixture) { f.org("alpha").DissolutionDate = date("1949") },
		"organisation alpha", "it was dissolved in 1949, before it was founded, in 1950",
		func(f *fixture) { f.org("alpha").DissolutionDate = date("1950") },
	}, {
		"dates-reversed",
		func(f *fixture) {
			f.org("beta").OtherNames = []graph.OtherName{{Name: "Gamma", StartDate: date("2001"), EndDate: date("2000")}}
		},
		"organisation beta", `the name "Gamma" ends in 2000, before it begins, in 2001`,
		func(f *fixture) {
			f.org("beta").OtherNames = []graph.OtherName{{Name: "Gamma", StartDate: date("2001"), EndDate: date("2001")}}
		},
	}, {
		"dates-reversed",
		func(f *fixture) { f.sources[0].Retrieved = date("2014-12-31") },
		"source report", "it was retrieved in 2014-12-31, before it was published, in 2015",
		func(f *fixture) { f.sources[0].Retrieved = date("2015-01-01") },
	}, {
		"status-against-end",
		func(f *fixture) { f.relationships[0].EndDate = date("2014") },
		"relationship beta:oversight:alpha", "it ends in 2014, and its status is active",
		func(f *fixture) {
			f.relationships[0].EndDate, f.relationships[0].Status = date("2014"), graph.Ended
		},
	}, {
		"status-against-end",
		func(f *fixture) { f.relationships[0].Status = graph.Ended },
		"relationship beta:oversight:alpha", "its status is ended, and no end date is given",
		func(f *fixture) { f.relationships[0].Status = graph.Suspended },
	}, {
		"outside-life",
		func(f *fixture) { f.relationships[0].StartDate = date("1949") },
		"relationship beta:oversight:alpha", "it begins in 1949, before Alpha Agency was founded, in 1950",
		func(f *fixture) { f.relationships[0].StartDate = date("1950-06") },
	}, {
		"outside-life",
		func(f *fixture) {
			f.org("beta").DissolutionDate = date("2000")
			f.relationships[0].StartDate = date("2001")
		},
		"relationship beta:oversight:alpha", "it begins in 2001, after Beta Board was dissolved, in 2000",
		func(f *fixture) {
			f.org("beta").DissolutionDate = date("2000")
			f.relationships[0] = graph.Relationship{From: "alpha", To: "beta", Type: "succeeds", StartDate: date("2001"), Evidence: f.relationships[0].Evidence}
		},
	}, {
		"outside-life",
		func(f *fixture) { f.relationships[0].EndDate = date("1949") },
		"relationship beta:oversight:alpha", "it ends in 1949, before Alpha Agency was founded, in 1950",
		func(f *fixture) { f.relationships[0].EndDate, f.relationships[0].Status = date("1949"), graph.Proposed },
	}, {
		"outside-life",
		func(f *fixture) {
			f.org("beta").DissolutionDate = date("2000")
			f.relationships[0].EndDate = date("2001")
		},
		"relationship beta:oversight:alpha", "it ends in 2001, after Beta Board was dissolved, in 2000",
		func(f *fixture) {
			f.org("beta").DissolutionDate = date("2000")
			f.relationships[0].EndDate = date("2000")
		},
	}, {
		"dissolved-cited",
		func(f *fixture) {
			f.org("alpha").DissolutionDate = date("2014-07-14")
			f.relate("gamma", "succeeds", "alpha")
		},
		"relationship beta:oversight:alpha", `source "report", of 2015, speaks of Alpha Agency as if it were there; it was dissolved in 2014-07-14 and succeeded by Gamma`,
		func(f *fixture) { f.org("alpha").DissolutionDate = date("2015-07-14") },
	}, {
		"dissolved-cited",
		func(f *fixture) {
			f.org("alpha").DissolutionDate = date("2014")
			f.relationships[0].Status = graph.Suspended
		},
		"relationship beta:oversight:alpha", "it was dissolved in 2014",
		func(f *fixture) {
			f.org("alpha").DissolutionDate = date("2014")
			f.relationships[0].EndDate = date("2014")
		},
	}, {
		"dissolved-cited",
		func(f *fixture) { f.org("alpha").DissolutionDate = date("2014") },
		"relationship beta:oversight:alpha", "it was dissolved in 2014",
		func(f *fixture) { // what is generally known has no date that speaks
			f.org("alpha").DissolutionDate = date("2014")
			f.sources = append(f.sources, graph.Source{ID: "known", Type: "general", Published: date("2015")})
			f.relationships[0].Evidence = []graph.Evidence{{Source: "known", Note: "It oversees it."}}
		},
	}, {
		"unfounded-cited",
		func(f *fixture) { f.org("alpha").FoundingDate = date("2016") },
		"relationship beta:oversight:alpha", `source "report", of 2015, is older than Alpha Agency, founded in 2016`,
		func(f *fixture) {
			f.org("alpha").FoundingDate = date("2016")
			f.relationships[0].Status = graph.Proposed
		},
	}, {
		"endpoint-type",
		func(f *fixture) {
			f.types = []graph.Type{{ID: "inspection", From: []string{"oversight"}, To: []string{"department", "armed-forces"}}}
			f.relationships[0].Type = "inspection"
		},
		"relationship beta:inspection:alpha", `Alpha Agency is police; the type "inspection" goes to department or armed-forces`,
		func(f *fixture) {
			f.types = []graph.Type{{ID: "inspection", From: []string{"oversight"}, To: []string{"law-enforcement"}}}
			f.relationships[0].Type = "inspection"
		},
	}, {
		"endpoint-type",
		func(f *fixture) {
			f.types = []graph.Type{{ID: "inspection", From: []string{"police"}}}
			f.relationships[0].Type = "inspection"
			f.org("beta").Classifications = nil
		},
		"relationship beta:inspection:alpha", `Beta Board is not classified; the type "inspection" goes from police`,
		func(f *fixture) {
			f.types = []graph.Type{{ID: "exchange", From: []string{"police"}, To: []string{"oversight"}, Mutual: true}}
			f.relationships[0].Type = "exchange"
		},
	}, {
		"part-of-cycle",
		func(f *fixture) {
			f.relate("alpha", "part-of", "gamma")
			f.relate("gamma", "part-of", "delta")
			f.relate("delta", "part-of", "alpha")
		},
		"relationship delta:part-of:alpha", "it closes a circle: Alpha Agency is part of Gamma is part of Delta is part of Alpha Agency",
		func(f *fixture) {
			f.relate("alpha", "part-of", "gamma")
			f.relate("gamma", "part-of", "delta")
			f.relate("alpha", "part-of", "delta")
			f.relate("delta", "member-of", "alpha")
			former := f.relate("delta", "part-of", "alpha")
			former.EndDate, former.Status = date("1990"), graph.Ended
		},
	}, {
		"part-of-cycle",
		func(f *fixture) {
			f.types = []graph.Type{{ID: "wing-of", Broader: "part-of"}}
			f.relate("alpha", "wing-of", "alpha")
		},
		"relationship alpha:wing-of:alpha", "it closes a circle: Alpha Agency is part of Alpha Agency",
		func(f *fixture) { f.relate("alpha", "collaboration", "alpha") },
	}, {
		"succession-cycle",
		func(f *fixture) { f.relate("alpha", "succeeds", "gamma"); f.relate("gamma", "succeeds", "alpha") },
		"relationship gamma:succeeds:alpha", "it closes a circle: Alpha Agency succeeded Gamma succeeded Alpha Agency",
		func(f *fixture) { f.relate("alpha", "succeeds", "gamma"); f.relate("gamma", "part-of", "alpha") },
	}, {
		"duplicate",
		func(f *fixture) { f.relate("beta", "oversight", "alpha").Label = "Oversees" },
		"relationship beta:oversight:alpha:2", `it says the same as "beta:oversight:alpha": Beta Board Oversees Alpha Agency`,
		func(f *fixture) { f.relate("beta", "oversight", "alpha").StartDate = date("1960") },
	}, {
		"duplicate",
		func(f *fixture) {
			f.relate("alpha", "partnership", "beta")
			f.relate("beta", "partnership", "alpha")
		},
		"relationship beta:partnership:alpha", `it says the same as "alpha:partnership:beta"`,
		func(f *fixture) {
			f.relate("alpha", "information", "beta")
			f.relate("beta", "information", "alpha")
			f.relate("beta", "information", "alpha").Label = "warns"
			f.relate("beta", "reporting", "alpha")
		},
	}, {
		"duplicate",
		func(f *fixture) {
			f.relate("alpha", "partnership", "beta").Mutual = graph.OneWay
			f.relate("alpha", "partnership", "beta").Mutual = graph.OneWay
		},
		"relationship alpha:partnership:beta:2", `it says the same as "alpha:partnership:beta"`,
		func(f *fixture) {
			f.relate("alpha", "partnership", "beta")
			f.relate("alpha", "partnership", "beta").Mutual = graph.OneWay
		},
	}, {
		"same-name",
		func(f *fixture) { f.relate("gamma", "partnership", "alpha"); f.org("gamma").Name = "the ALPHA  agency" },
		"organisation gamma", `"the ALPHA  agency" is also a name of "alpha"`,
		func(f *fixture) { f.org("beta").ShortName = "Alpha Agency" },
	}, {
		"shared-name",
		func(f *fixture) { f.org("beta").OtherNames = []graph.OtherName{{Name: "Alpha Agency"}} },
		"organisation beta", `"Alpha Agency" is also a name of "alpha"`,
		func(f *fixture) {
			f.relate("gamma", "partnership", "alpha")
			f.org("gamma").Name = "Alpha Agency" // of which same-name speaks
			f.org("beta").OtherNames = []graph.OtherName{{Name: "Beta Board"}, {Name: "BB"}}
			f.org("beta").ShortName = "BB"
		},
	}, {
		"isolated",
		func(f *fixture) { f.org("gamma") },
		"organisation gamma", "Gamma has no relationships",
		func(f *fixture) { f.relate("gamma", "collaboration", "gamma") },
	}, {
		"unclassified",
		func(f *fixture) { f.org("beta").Classifications = nil },
		"organisation beta", "Beta Board has no classification",
		func(f *fixture) { f.org("beta").Classifications = []string{"grouping"} },
	}, {
		"arrangement-single",
		func(f *fixture) {
			f.arrangements = []graph.Arrangement{{ID: "both"}}
			f.relationships[0].Arrangement = "both"
		},
		"arrangement both", `only "beta:oversight:alpha" belongs to it`,
		func(f *fixture) {
			f.arrangements = []graph.Arrangement{{ID: "both"}}
			f.relationships[0].Arrangement = "both"
			f.relate("alpha", "reporting", "beta").Arrangement = "both"
		},
	}, {
		"arrangement-broken",
		func(f *fixture) {
			f.arrangements = []graph.Arrangement{{ID: "both", Rule: graph.AllOf}}
			f.relationships[0].Arrangement = "both"
			r := f.relate("alpha", "reporting", "beta")
			r.Arrangement, r.Status, r.EndDate = "both", graph.Ended, date("2014")
		},
		"arrangement both", `"alpha:reporting:beta" has ended and "beta:oversight:alpha" has not`,
		func(f *fixture) {
			f.arrangements = []graph.Arrangement{{ID: "both", Rule: graph.AnyOf}}
			f.relationships[0].Arrangement = "both"
			r := f.relate("alpha", "reporting", "beta")
			r.Arrangement, r.Status, r.EndDate = "both", graph.Ended, date("2014")
		},
	}, {
		"unused",
		func(f *fixture) { f.general() },
		"source known", "nothing cites it",
		func(f *fixture) { f.general().org("beta").Evidence = []graph.Evidence{{Source: "known"}} },
	}, {
		"unused",
		func(f *fixture) { f.arrangements = []graph.Arrangement{{ID: "both"}} },
		"arrangement both", "no relationship belongs to it",
		func(f *fixture) {
			f.arrangements = []graph.Arrangement{{ID: "both"}}
			f.relationships[0].Arrangement = "both"
		},
	}, {
		"unused",
		func(f *fixture) { f.types = []graph.Type{{ID: "inspection"}} },
		"type inspection", "no relationship has it or a narrower one",
		func(f *fixture) {
			f.types = []graph.Type{{ID: "inspection"}, {ID: "visit", Broader: "inspection"}}
			f.relationships[0].Type = "visit"
		},
	}, {
		"unused",
		func(f *fixture) { f.classifications = []graph.Classification{{ID: "navy"}} },
		"classification navy", "no organisation has it or a narrower one",
		func(f *fixture) {
			f.classifications = []graph.Classification{{ID: "navy"}, {ID: "fleet", Broader: "navy"}, {ID: "coastguard"}}
			f.org("beta").Classifications = []string{"fleet"}
			f.types = []graph.Type{{ID: "inspection", From: []string{"fleet", "coastguard"}}}
			f.relationships[0].Type = "inspection"
		},
	},
}

func TestRules(t *testing.T) {
	tested := map[string]bool{}
	for _, test := range ruleCases {
		tested[test.rule] = true
		t.Run(test.rule, func(t *testing.T) {
			f := clean()
			test.breaks(f)
			var of []Finding
			report := f.check(t, Options{})
			for _, finding := range report.Findings {
				if finding.Rule == test.rule {
					of = append(of, finding)
				}
			}
			if len(of) != 1 || of[0].Kind+" "+of[0].Subject != test.subject || !strings.Contains(of[0].Message, test.message) {
				t.Errorf("got %v\nwant one of %s: %s", of, test.subject, test.message)
			}
			near := clean()
			test.spares(near)
			for _, finding := range near.check(t, Options{}).Findings {
				if finding.Rule == test.rule {
					t.Errorf("the near miss: %v", finding)
				}
			}
		})
	}
	for _, rule := range Rules() {
		if !tested[rule.ID] {
			t.Errorf("no case breaks %s", rule.ID)
		}
	}
}

func TestRuleTable(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range Rules() {
		if !graph.ValidID(rule.ID) || seen[rule.ID] {
			t.Errorf("rule id %q", rule.ID)
		}
		seen[rule.ID] = true
		if !strings.HasSuffix(rule.Meaning, ".") || strings.Count(rule.Meaning, ". ") > 0 {
			t.Errorf("%s: %q is not one sentence", rule.ID, rule.Meaning)
		}
	}
}
