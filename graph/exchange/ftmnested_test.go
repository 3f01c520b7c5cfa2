package exchange_test

import (
	"fmt"
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
2: k3 -> k2 id="o3" type="ownership"
3: note: an entity that has been there, within another or on a line of its own: read as it was the first time`,
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
