package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// nestedFTM are files as OpenSanctions has them, in which entities stand within entities.
var nestedFTM = map[string]string{
	"an owner within": `{"id":"k1","schema":"Company","properties":{"name":["Gazprom"],"ownershipAsset":[{"id":"o1","schema":"Ownership","properties":{"owner":[{"id":"k2","schema":"Company","properties":{"name":["Rosneftegaz"]}}],"asset":["k1"]}}],"sanctions":[{"id":"s1","schema":"Sanction","properties":{"entity":["k1"]}}]}}`,
	"a parent within, an end not said, a person": `{"id":"k1","schema":"Organization","properties":{"name":["Wagner"],"parent":[{"id":"k3","schema":"PublicBody","properties":{"name":["GRU"]}}],` +
		`"ownershipOwner":[{"id":"o2","schema":"Ownership","properties":{"asset":[{"id":"k2","schema":"Company","properties":{"name":["Evro Polis"]}}]}}],` +
		`"directorshipOrganization":[{"id":"d","schema":"Directorship","properties":{"director":[{"id":"p","schema":"Person","properties":{"name":["P"]}}],"organization":["k1"]}}]}}`,
	"the same ones again": `{"id":"k1","schema":"Company","properties":{"name":["A"],"ownershipOwner":[{"id":"o1","schema":"Ownership","properties":{"owner":["k1"],"asset":[{"id":"k2","schema":"Company","properties":{"name":["B"]}}]}}]}}` + "\n" +
		`{"id":"k3","schema":"Company","properties":{"name":["C"],"ownershipOwner":[{"id":"o1","schema":"Ownership","properties":{"owner":["k1"],"asset":["k2"]}},{"id":"o3","schema":"Ownership","properties":{"owner":["k3"],"asset":[{"id":"k2","schema":"Company","properties":{"name":["B"]}}]}}]}}` + "\n" +
		`{"id":"k2","schema":"Company","properties":{"name":["B"]}}`,
	"a list":    "\ufeff[\n{\"id\":\"k1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"A\"]}},\n{\"id\":\"k2\",\"schema\":\"Company\",\"properties\":{\"parent\":[\"k1\"]}}\n]",
	"not quite": `{"id":"k1","schema":"Company","properties":{"parent":[{"id":"k2","schema":3,"properties":{}},{"id":"k3"},{"schema":"Company"}]}}`,
}

func TestNestedFTM(t *testing.T) {
	for name, want := range map[string]string{
		"an owner within": `
1: k1 name="Gazprom" class="private"
1: note: entity of the schema Sanction: left out: it is no organisation
1: k2 name="Rosneftegaz" class="private"
1: k2 -> k1 id="o1" type="ownership"`,
		"a parent within, an end not said, a person": `
1: k1 name="Wagner"
1: k1 -> k3 type="part-of"
1: k3 name="GRU" class="government"
1: note: entity of the schema Person: left out: it is no organisation
1: k2 name="Evro Polis" class="private"
1: note: Directorship with an entity that is no organisation: left out
1: k1 -> k2 id="o2" type="ownership"`,
		"the same ones again": `
1: k1 name="A" class="private"
1: k2 name="B" class="private"
1: k1 -> k2 id="o1" type="ownership"
2: k3 name="C" class="private"
2: k2 name="B" class="private"
2: k3 -> k2 id="o3" type="ownership"
3: k2 name="B" class="private"`,
		"a list": `
2: k1 name="A" class="private"
3: k2 class="private"
3: k2 -> k1 type="part-of"`,
		"not quite": `
1: k1 class="private"
1: k1 -> k3 type="part-of"`,
	} {
		if got := strings.TrimSpace(spell(t, "ftm", nestedFTM[name])); got != strings.TrimSpace(want) {
			t.Errorf("%s: got\n%s\nwant%s", name, got, want)
		}
		if name == "not quite" {
			continue // no more than a line that is wrong
		}
		if f, ok := exchange.Guess("x.json", []byte(nestedFTM[name])); !ok || f.Name != "ftm" {
			t.Errorf("%s is taken for %q", name, f.Name)
		}
	}
}

// Entities within one another without end are read to some depth, and the rest is left out and told.
func TestDeeplyNestedFTM(t *testing.T) {
	text, end := "", ""
	for i := range 2000 {
		text += fmt.Sprintf(`{"id":"k%d","schema":"Company","properties":{"parent":[`, i)
		end += "]}}"
	}
	got := spell(t, "ftm", text+`"x"`+end)
	if !strings.Contains(got, "entities more than 8 deep within others: left out") || !strings.Contains(got, "k8") || strings.Contains(got, "k20 ") {
		t.Errorf("got %.2000s", got)
	}
	cut := spell(t, "ftm", "[\n"+text)
	if !strings.Contains(cut, "x.json:2:") {
		t.Errorf("a list that is cut off: %.300s", cut)
	}
}

// Several records of an organisation are one, whether it is known from the first on what they refer to or not.
func TestFTMFurtherRecords(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a stub within another, then itself": {
			`{"id":"p1","schema":"Company","properties":{"name":["Acme"],"ownershipAsset":[{"id":"own1","schema":"Ownership","properties":{"owner":[{"id":"p5","schema":"PublicBody","properties":{"name":["Deep Body"]}}]}}]}}
{"id":"p5","schema":"PublicBody","properties":{"name":["Deep Body"],"alias":["DB"],"country":["gb"],"website":["https://db.example"],"description":["A body"],"incorporationDate":["1999"],"parent":["p1"]}}
{"id":"p5","schema":"PublicBody","properties":{"parent":["p1"]}}`,
			`p5 "Deep Body" [{DB   }] [government] 1999 "A body" https://db.example [country: gb] []`,
		},
		"what the two have differs": {
			`{"id":"p5","schema":"Company","properties":{"name":["A"],"website":["https://a.example"],"incorporationDate":["1999"],"keywords":["x"]}}
{"id":"p5","schema":"Organization","properties":{"name":["B"],"website":["https://b.example"],"incorporationDate":["2000"],"keywords":["x","y"],"classification":["government"]}}
{"id":"p5","schema":"Company","properties":{"name":["A","B"],"alias":["C"]}}`,
			`p5 "A" [{B   } {C   }] [private government] 1999 "" https://a.example [x y url: https://b.example founding_date: 2000] []`,
		},
		"an id that no map can have": {
			`{"id":"P 5","schema":"Company","properties":{"country":["gb"]}}
{"id":"P 5","schema":"Company","properties":{"name":["A"]}}`,
			`p-5 "A" [] [private]  ""  [country: gb] []`,
		},
		"words that are in no vocabulary, and sources that come later": {
			`{"id":"p5","schema":"Company","properties":{"name":["A"]}}
{"id":"p5","schema":"Company","properties":{"classification":["Coast Guard"],"proof":["d1"]}}
{"id":"p6","schema":"Company","properties":{"classification":["Coast Guard"],"proof":["d1"]}}
{"id":"p6","schema":"Company","properties":{"abbreviation":["P6"],"proof":["d1","d2"]}}
{"id":"p5","schema":"Company","properties":{"proof":["d1","d1"]}}
{"id":"d1","schema":"Document","properties":{"title":["D"]}}
{"id":"d2","schema":"Document","properties":{"title":["E"]}}`,
			`p5 "A" [] [private coast-guard]  ""  [] [{d1    }]`,
		},
	} {
		f := formatNamed(t, "ftm")
		imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x.json", Stream: strings.NewReader(c.text)}, *f, exchange.ReadOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n, ok := imported.Graph.NodeByID(c.want[:strings.Index(c.want, " ")])
		if !ok {
			t.Errorf("%s: it is not there", name)
			continue
		}
		o := imported.Graph.Organisation(n)
		got := fmt.Sprintf("%s %q %v %v %v %q %s %v %v", o.ID, o.Name, o.OtherNames, o.Classifications, o.FoundingDate, o.Description, o.URL, o.Tags, o.Evidence)
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if !slices.ContainsFunc(imported.Report.Notes, func(n exchange.Note) bool { return n.What == "a further record of an organisation" }) {
			t.Errorf("%s: the report says %v", name, imported.Report.Notes)
		}
		if strings.HasPrefix(name, "a stub") && imported.Graph.NumRelationships() != 2 {
			t.Errorf("%s: %d relationships", name, imported.Graph.NumRelationships())
		}
	}
}

// Many records of one organisation take neither time nor memory by their square.
func TestFTMManyRecords(t *testing.T) {
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, `{"id":"p","schema":"Company","properties":{"name":["n%d"],"keywords":["k%d"]}}`+"\n", i, i)
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x.json", Stream: strings.NewReader(b.String())}, *formatNamed(t, "ftm"), exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	o := imported.Graph.Organisation(0)
	if len(o.OtherNames) != 1000 || len(o.Tags) != 1000 || len(imported.Report.Notes) != 2 {
		t.Errorf("%d names, %d tags, notes %v", len(o.OtherNames), len(o.Tags), imported.Report.Notes)
	}
}
