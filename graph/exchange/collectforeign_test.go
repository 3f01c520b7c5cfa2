package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

func organisation(id, name string, extra ...exchange.Attribute) *exchange.Organisation {
	return &exchange.Organisation{Organisation: graph.Organisation{ID: id, Name: name}, Extra: extra}
}

func relationship(from, to, kind string, extra ...exchange.Attribute) *exchange.Relationship {
	return &exchange.Relationship{Relationship: graph.Relationship{From: from, To: to, Type: kind}, Extra: extra}
}

func text(name, value string) exchange.Attribute {
	return exchange.Attribute{Name: name, Value: exchange.TextValue(value)}
}

func ids(g *graph.Graph) (all []string) {
	for n := range g.Nodes() {
		all = append(all, g.ID(n))
	}
	return all
}

func TestForeignIDs(t *testing.T) {
	for _, test := range []struct {
		name    string
		opts    exchange.ReadOptions
		give    []*exchange.Organisation
		want    []string
		names   []string
		tags    string
		renamed int
	}{
		{"valid ids stay", exchange.ReadOptions{}, []*exchange.Organisation{organisation("n0", "Home Office"), organisation("17", "MI5")},
			[]string{"n0", "17"}, []string{"Home Office", "MI5"}, "", 0},
		{"numbers become names", exchange.ReadOptions{NameIDs: true}, []*exchange.Organisation{organisation("n0", "Home Office"), organisation("17", "MI5"), organisation("3", "")},
			[]string{"home-office", "mi5", "3"}, []string{"Home Office", "MI5", "3"}, "id: n0|id: 17|", 2},
		{"any text", exchange.ReadOptions{}, []*exchange.Organisation{organisation("Home Office", ""), organisation("Überwachung & Co.", "Another"), organisation("☃", "Snow man"), organisation("☃☃", "")},
			[]string{"home-office", "überwachung-and-co", "snow-man", "organisation-4"}, []string{"Home Office", "Another", "Snow man", "☃☃"},
			"|id: Überwachung & Co.|id: ☃|", 4},
		{"those that become the same", exchange.ReadOptions{}, []*exchange.Organisation{organisation("MI5", ""), organisation("mi5", ""), organisation("Mi5", ""), organisation("mi5-2", "")},
			[]string{"mi5", "mi5-2", "mi5-3", "mi5-2-2"}, []string{"MI5", "mi5", "Mi5", "mi5-2"}, "|||", 4},
		{"URLs", exchange.ReadOptions{}, []*exchange.Organisation{organisation("http://example.org/id/mi5", "Security Service"), organisation("https://example.org/#", "")},
			[]string{"mi5", "example-org"}, []string{"Security Service", "https://example.org/#"}, "id: http://example.org/id/mi5|", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			imported := collected(t, test.opts, func(s exchange.Sink) {
				for _, o := range test.give {
					must(s.Organisation(o))
				}
			})
			g := imported.Graph
			var names, tags []string
			for n := range g.Nodes() {
				names = append(names, g.Name(n))
				tags = append(tags, strings.Join(g.Organisation(n).Tags, ";"))
			}
			if !slices.Equal(ids(g), test.want) || !slices.Equal(names, test.names) || strings.Join(tags, "|") != test.tags && test.tags != "" {
				t.Errorf("ids %q, names %q, tags %q", ids(g), names, strings.Join(tags, "|"))
			}
			if imported.Report.Renamed != test.renamed {
				t.Errorf("%d renamed, want %d", imported.Report.Renamed, test.renamed)
			}
		})
	}
}

// What the words of a file stand for.
func TestForeignTypes(t *testing.T) {
	opts := exchange.ReadOptions{Types: map[string]string{"works WITH": "partnership"}, Type: "information"}
	words := []string{"oversight", "Oversight", "shares intelligence with", "Shares Intelligence With", "is overseen by", "Works with", "Secondment", "http://example.org/owns", "", "secondment", "☃", "Oversigth"}
	imported := collected(t, opts, func(s exchange.Sink) {
		for _, id := range []string{"a", "b"} {
			must(s.Organisation(organisation(id, "")))
		}
		for _, word := range words {
			must(s.Relationship(relationship("a", "b", word)))
		}
		must(s.Type(graph.Type{ID: "secondment", Label: "seconds staff to"}))
	})
	want := []string{
		"a oversight b", "a oversight b", "a intelligence-sharing b", "a intelligence-sharing b", "b oversight a", "a partnership b", "a secondment b", "a owns b",
		"a information b", "a secondment b", "a related-to b", "a oversigth b",
	}
	var got []string
	for _, r := range imported.Graph.Relationships() {
		got = append(got, r.From+" "+r.Type+" "+r.To)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	var how []string
	for _, term := range imported.Report.Types {
		how = append(how, fmt.Sprintf("%s: %v %s", term.Text, term.How, strings.Join(term.Suggestions, ",")))
	}
	wantHow := []string{
		"oversight: known ", "Oversight: matched ", "shares intelligence with: matched ", "Shares Intelligence With: matched ", "is overseen by: matched the other way round ",
		"Works with: as you say ", "Secondment: matched ", "http://example.org/owns: proposed part-of", ": as you say ", "secondment: known ", "☃: proposed ", "Oversigth: proposed oversight",
	}
	if !slices.Equal(how, wantHow) {
		t.Errorf("%q\nwant %q", how, wantHow)
	}
	last := imported.Graph.Relationship(10)
	if last.Label != "☃" {
		t.Errorf("the word that is no type is not the label: %q", last.Label)
	}
}

// What words in four languages may mean; "" where no built-in type is honest.
func TestForeignSuggestions(t *testing.T) {
	want := []struct{ word, id string }{
		{"MoU", "collaboration"}, {"MoU/2014", "collaboration"}, {"Memorandum of Understanding", "collaboration"}, {"agreement", "collaboration"}, {"Contract", "collaboration"},
		{"Kooperation", "collaboration"}, {"coopération", "collaboration"}, {"Cooperación", "collaboration"}, {"convenio", "collaboration"},
		{"Zusammenarbeit", "collaboration"}, {"Vertrag", "collaboration"}, {"worksWith", "collaboration"}, {"works_with", "collaboration"},
		{"Partenariat", "partnership"}, {"Informationsaustausch", "information"}, {"Datenübermittlung", "information"},
		{"data sharing agreement", "information"}, {"échange de renseignements", "intelligence-sharing"}, {"Intelligence Exchange", "intelligence-sharing"},
		{"supervision", "oversight"}, {"Fachaufsicht", "oversight"}, {"Aufsicht", "oversight"}, {"tutelle", "oversight"}, {"fiscalización", "oversight"},
		{"financement", "support"}, {"funding", "support"}, {"Zuschüsse und Förderung", "support"}, {"Subvención", "support"},
		{"Amtshilfe", "assistance"}, {"Koordinierung", "coordination"}, {"Federführung", "lead-responsibility"},
		{"frobnicates", ""}, {"purchase", ""},
	}
	imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) {
		must(s.Organisation(organisation("a", "")))
		must(s.Organisation(organisation("b", "")))
		for _, c := range want {
			must(s.Relationship(relationship("a", "b", c.word)))
		}
	})
	if len(imported.Report.Types) != len(want) {
		t.Fatalf("%d words, want %d", len(imported.Report.Types), len(want))
	}
	for i, c := range want {
		term := imported.Report.Types[i]
		if got := strings.Join(term.Suggestions, ","); term.How != exchange.Proposed || got != c.id && !strings.HasPrefix(got, c.id+",") || c.id == "" && got != "" {
			t.Errorf("%q: %v, suggestions %q, want %q first", c.word, term.How, got, c.id)
		}
	}
}

func TestForeignClassifications(t *testing.T) {
	opts := exchange.ReadOptions{Classifications: map[string]string{"Geheimdienst": "intelligence-agency"}}
	imported := collected(t, opts, func(s exchange.Sink) {
		o := organisation("a", "")
		o.Classifications = []string{"Police", "Law enforcement", "geheimdienst", "Bank", "intelligence-agency", "☃"}
		must(s.Organisation(o))
		must(s.Classification(graph.Classification{ID: "Bank", Label: "Banks", Broader: "nowhere"}))
	})
	o := imported.Graph.Organisation(0)
	if want := []string{"police", "law-enforcement", "intelligence-agency", "bank"}; !slices.Equal(o.Classifications, want) {
		t.Errorf("%q, want %q", o.Classifications, want)
	}
	if want := []string{"classification: ☃"}; !slices.Equal(o.Tags, want) {
		t.Errorf("tags %q, want %q", o.Tags, want)
	}
	if c, _ := imported.Graph.Vocabulary().Classification("bank"); c.Label != "Banks" || c.Broader != "" {
		t.Errorf("%+v", c)
	}
}

func TestForeignValues(t *testing.T) {
	imported := collected(t, exchange.ReadOptions{Source: graph.Source{ID: "survey", Title: "Survey"}}, func(s exchange.Sink) {
		must(s.Organisation(organisation("a", "A\x00B\xff", text("founding_date", "13/05/2014"), text("colour", "red"), text("dissolution_date", "04/05/2014"))))
		must(s.Organisation(organisation("b", "")))
		must(s.Organisation(organisation("a", "again")))
		r := relationship("a", "b", "advice", text("start_date", "May 2014"), text("status", "Ended"), text("key", "v"), text("end_date", "soon"))
		r.Weight, r.Note, r.Line = -1, "Kept.", 12
		must(s.Relationship(r))
		undirected := relationship("b", "a", "advice")
		undirected.Undirected, undirected.ID = true, "e17"
		must(s.Relationship(undirected))
		must(s.Relationship(relationship("a", "nobody", "advice")))
		implied := relationship("a", "New Body", "advice")
		implied.Implied, implied.Evidence = true, []graph.Evidence{{Source: "lost"}, {}}
		must(s.Relationship(implied))
		must(s.Relationship(relationship("a", "a", "part-of")))
		must(s.Relationship(relationship("", "a", "part-of")))
	})
	g := imported.Graph
	if got, want := ids(g), []string{"a", "b", "new-body"}; !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	a := g.Organisation(0)
	if a.Name != "AB\uFFFD" || a.FoundingDate.String() != "2014-05-13" || !slices.Equal(a.Tags, []string{"colour: red", "dissolution_date: 04/05/2014"}) {
		t.Errorf("%+v", a)
	}
	if g.NumRelationships() != 3 {
		t.Fatalf("%d relationships", g.NumRelationships())
	}
	r := g.Relationship(0)
	if r.StartDate.String() != "2014-05" || r.Status != graph.Ended || r.Note != "Kept.\nkey: v\nend_date: soon" || r.Weight != 1 || r.Evidence[0].Source != "survey" {
		t.Errorf("%+v", r)
	}
	if !g.IsMutual(1) || g.HasOwnID(1) {
		t.Error("what is undirected is not mutual, or a counter is an id")
	}
	if e := g.Evidence(2); len(e) != 1 || e[0].Source != "lost" {
		t.Errorf("%v", e)
	}
	var notes []string
	for _, n := range imported.Report.Notes {
		notes = append(notes, fmt.Sprintf("%s: %s %d%v", n.What, n.Done, n.Count, n.Lines))
	}
	want := []string{
		"a dissolution_date that may be of two days, the day or the month first: kept as a tag 1[]", "text that is not valid UTF-8: replaced by U+FFFD 1[]", "control characters: left out 1[]",
		"an organisation with the id of another: left out 1[]", "a value that end_date does not take: kept in the note 1[12]", "a weight that is not above 0: left out 1[12]",
		"evidence without a source: left out 1[]", "a relationship without both ends: left out 1[]", "a source that is not there: made of its id 1[]", "an organisation that is not there, to which relationships lead: made of its id 1[]",
		"a relationship with an organisation that is not there: left out 1[]", "a relationship of an organisation with itself, which the type part-of does not allow: left out 1[]",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("%q\nwant %q", notes, want)
	}
}

func TestForeignDates(t *testing.T) {
	for written, want := range map[string]string{
		"2014-05-13T00:00:00Z": "2014-05-13", "2014-05-13 12:30:00": "2014-05-13", "2014-05-13T00:00:00.000+01:00": "2014-05-13", "13/05/2014": "2014-05-13", "05/13/2014": "2014-05-13", "05/05/2014": "2014-05-05",
		"04/05/2014": "", "May 2014": "2014-05", "1 Jan 2014": "2014-01-01", "January 1, 2014": "2014-01-01", "2014.0": "2014", "20140513": "2014-05-13", "2014/05/13": "2014-05-13",
		"13.05.2014": "2014-05-13", "2014": "2014", "31/02/2014": "", "1399939200": "", "14": "", "soon": "", "2014-05-13Tsoon": "", "13/05/14": "", "2007~": "2007~", "99999": "", "2014-13-01": "",
	} {
		imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) {
			must(s.Organisation(organisation("a", "", text("founding_date", written))))
		})
		o := imported.Graph.Organisation(0)
		if o.FoundingDate.String() != want || want == "" != (len(o.Tags) == 1) {
			t.Errorf("%s: %q, tags %q; want %q", written, o.FoundingDate, o.Tags, want)
		}
	}
}

// Two relationships cannot have one id, be it their own or that of their place.
func TestForeignRelationshipIDs(t *testing.T) {
	imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) {
		for _, id := range []string{"a", "b"} {
			must(s.Organisation(organisation(id, "")))
		}
		for _, id := range []string{"x", "x", "a:advice:b:4", "", "a:advice:b:4", "a:advice:b:2", "X Y", "http://e/1", "12", "n3"} {
			r := relationship("a", "b", "advice")
			r.ID, r.OwnID = id, id != "" && !strings.Contains("12 n3", id)
			must(s.Relationship(r))
		}
	})
	seen := map[string]bool{}
	for e := range imported.Graph.Edges() {
		id := imported.Graph.RelationshipID(e)
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
	if !seen["x"] || !seen["x-y"] || seen["12"] || len(seen) != 10 {
		t.Errorf("%v", seen)
	}
}

// The report of a million faults is as long as that of two hundred.
func TestReportIsBounded(t *testing.T) {
	give := func(s exchange.Sink) {
		for i := range 5000 {
			o := organisation(fmt.Sprintf("Organisation %d", i), "", text(fmt.Sprintf("key %d", i), "x"))
			o.Classifications = []string{fmt.Sprintf("Class %d", i)}
			must(s.Organisation(o))
			must(s.Note(i, fmt.Sprintf("fault %d", i), "left out"))
		}
		for i := range 5000 {
			r := relationship(fmt.Sprintf("Organisation %d", i), "Organisation 0", fmt.Sprintf("Type %d", i), text("weight", "much"))
			r.Line = i + 1
			must(s.Relationship(r))
		}
	}
	imported := collected(t, exchange.ReadOptions{}, give)
	r := imported.Report
	for what, n := range map[string]int{"notes": len(r.Notes), "columns": len(r.Columns), "types": len(r.Types), "classifications": len(r.Classifications)} {
		if n > 250 {
			t.Errorf("%d %s", n, what)
		}
	}
	count := 0
	for _, term := range r.Types {
		count += term.Count
	}
	if count != 5000 {
		t.Errorf("%d relationships in the types", count)
	}
	if again := collected(t, exchange.ReadOptions{}, give); fmt.Sprint(again.Report) != fmt.Sprint(r) {
		t.Error("two readings have two reports")
	}
}

func TestReadOptionsAreChecked(t *testing.T) {
	for _, opts := range []exchange.ReadOptions{
		{Type: "Works with"}, {Types: map[string]string{"x": "Y Z"}}, {Classifications: map[string]string{"x": ""}}, {Source: graph.Source{ID: "A B"}},
	} {
		if _, err := exchange.Read(t.Context(), &exchange.Input{}, scripted(func(exchange.Sink) {}), opts); err == nil {
			t.Errorf("%+v: no error", opts)
		}
	}
}

// Vocabulary that comes in any order, with ids of any form.
func TestForeignVocabulary(t *testing.T) {
	imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) {
		must(s.Source(graph.Source{ID: "same", Title: "same"}))
		must(s.Type(graph.Type{ID: "http://e/Owns", Label: "owns", Broader: "http://e/Holds", From: []string{"http://e/Bank"}, To: []string{"lost"}}))
		for _, id := range []string{"a", "b"} {
			must(s.Organisation(organisation(id, "")))
		}
		must(s.Relationship(relationship("a", "b", "http://e/Owns")))
		must(s.Classification(graph.Classification{ID: "http://e/Bank", Broader: "http://e/Bank"}))
		must(s.Type(graph.Type{ID: "http://e/Holds", Label: "holds shares of", Broader: "structure"}))
		must(s.Type(graph.Type{ID: "http://f/holds"}))
		must(s.Relationship(relationship("a", "b", "Holds shares of")))
		must(s.Relationship(relationship("a", "b", "http://f/holds")))
	})
	v := imported.Graph.Vocabulary()
	owns, _ := v.Type("owns")
	if owns.Broader != "holds" || !slices.Equal(owns.From, []string{"bank"}) || len(owns.To) != 0 || !v.TypeIsA("owns", "structure") {
		t.Errorf("%+v", owns)
	}
	if bank, _ := v.Classification("bank"); bank.Broader != "" {
		t.Errorf("%+v", bank)
	}
	var types []string
	for e := range imported.Graph.Edges() {
		types = append(types, imported.Graph.Type(e).ID)
	}
	if want := []string{"owns", "holds", "holds"}; !slices.Equal(types, want) {
		t.Errorf("%q, want %q", types, want)
	}
	if title := imported.Graph.Sources()[0].Title; title != "same" {
		t.Errorf("the title of a source is %q", title)
	}
}

// A type that is declared after others have been used is found by its label all the same.
func TestForeignLateLabel(t *testing.T) {
	imported := collected(t, exchange.ReadOptions{}, func(s exchange.Sink) {
		for _, id := range []string{"a", "b"} {
			must(s.Organisation(organisation(id, "")))
		}
		must(s.Relationship(relationship("a", "b", "advice")))
		must(s.Type(graph.Type{ID: "secondment", Label: "Sends staff"}))
		must(s.Relationship(relationship("a", "b", "sends staff")))
	})
	if got := imported.Graph.Type(1).ID; got != "secondment" {
		t.Errorf("it is %s", got)
	}
}

// The report says alike of all formats what has become of relationships with an organisation that is not there, which words of the
// options the file does not have, and which ids are not those of the file.
func TestReportOfWhatIsNotThere(t *testing.T) {
	for _, c := range []struct{ format, text, note string }{
		{"kumu-json", `{"elements":[{"_id":"elem-1"}],"connections":[{"_id":"c","from":"elem-1","to":"elem-99"}]}`, "an organisation that is not there, to which relationships lead: made of its id"},
		{"gexf", `<gexf><graph><nodes><node id="a"/></nodes><edges><edge source="a" target="b"/></edges></graph></gexf>`, "a relationship with an organisation that is not there: left out"},
		{"ftm", `{"id":"a","schema":"Company","properties":{"parent":["b"]}}`, "a relationship with an organisation that is not there: left out"},
		{"edgelist", "a b\n", ""},
	} {
		imported, err := readStream(t, formatNamed(t, c.format), strings.NewReader(c.text))
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for _, n := range imported.Report.Notes {
			said = said || n.What+": "+n.Done == c.note
			if c.note == "" && strings.Contains(n.What, "not there") {
				t.Errorf("%s: %s", c.format, n.What)
			}
		}
		if !said && c.note != "" {
			t.Errorf("%s: %+v, want %s", c.format, imported.Report.Notes, c.note)
		}
	}
	opts := exchange.ReadOptions{
		NameIDs: true, Types: map[string]string{"Bogus": "advice", "pays": "funding", "owns": "part-of"}, Classifications: map[string]string{"Bank": "private", "Bannk": "private"},
	}
	r := collected(t, opts, func(sink exchange.Sink) {
		for _, o := range []exchange.Organisation{
			{Organisation: graph.Organisation{ID: "17", Name: "Seventeen", Classifications: []string{"bank"}}},
			{Organisation: graph.Organisation{ID: "NK-1", Name: "A"}}, {Organisation: graph.Organisation{ID: "Border Force"}},
		} {
			sink.Organisation(&o)
		}
		sink.Relationship(&exchange.Relationship{Relationship: graph.Relationship{From: "17", To: "NK-1", Type: "Pays"}})
		sink.Relationship(&exchange.Relationship{Relationship: graph.Relationship{From: "17", To: "NK-1", Type: "owns"}})
	}).Report
	got := fmt.Sprint(r.UnmetTypes, r.UnmetClassifications, r.MadeTypes, r.MadeClassifications, r.Renamed, r.Tagged, r.Numbered)
	if want := "[Bogus] [Bannk] [funding] [] 3 2 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
