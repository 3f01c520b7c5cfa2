package exchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// DOT as people and programs write it, and what is read of it.
func TestDOT(t *testing.T) {
	for name, text := range map[string]string{
		"people": `
/* Who works with whom */
digraph "Who works with whom" {
	rankdir=LR; // across
	node [shape=box, fontname="Helvetica"]
	edge [color=grey]
	MI5 [label="MI5\nSecurity Service", URL="https://www.mi5.gov.uk", tooltip="Domestic"];
	"Home Office" -> MI5 -> { SIS; GCHQ } [label="works with" dir=both]
	MI5:e -> SIS:w:n [label="supplies", weight=2.5, headlabel=x]
	SIS -> MI5 [dir=back, style=dotted, since=1994]
	GCHQ -> SIS [dir=none]
	NCSC [label=<<B>NCSC</B><BR/>National Cyber &amp; Security>]
	NCSC -> GCHQ [xlabel="part of"]
# a line of the preprocessor
	-1.5 -> 2
}
digraph second { a -> b }
`,
		"clusters": `strict graph G {
	label = "Bodies";
	subgraph cluster_police { label="Police"; node [sector=law]; met; subgraph cluster_1 { label=<<I>Counter terrorism</I>> ctp } }
	subgraph "cluster_Agencies" { mi5 -- sis }
	subgraph same { rank=same; met; mi5 }
	mi5 -- met; met -- mi5 [label="joint " + "team"]
	subgraph same -- adviser
	nacht [label="\N watch", comment="only\l a comment\l"]
}
`,
		"networkx": "strict digraph  {\n0;\n1 [name=\"Security Service\", classification=\"intelligence-agency\"];\n0 -> 1  [key=0, weight=\"3.0\", kind=advice];\n}\n",
		"latin1":   "digraph { caf\xe9 -> \"na\xefve\" }",
	} {
		imported, err := readText(t, "dot", text, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, "testdata/tables/dot-"+name+".txt", []byte(describe(imported)))
	}
}

// A picture that liaison draws reads as what it shows: the relationships of the map, with their ends, types and ways.
func TestDOTOfOurOwnPictures(t *testing.T) {
	pictures, err := filepath.Glob("testdata/tables/own-*.dot")
	if err != nil || len(pictures) == 0 {
		t.Fatal("no pictures: ", err)
	}
	var want map[string]int
	for _, path := range pictures {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		imported, err := readText(t, "dot", string(text), nil)
		if err != nil {
			t.Fatal(path, err)
		}
		got := map[string]int{}
		for _, r := range imported.Graph.Relationships() {
			if r.Mutual == graph.Mutual && r.To < r.From {
				r.From, r.To = r.To, r.From
			}
			got[strings.Join([]string{r.From, r.Type, r.To}, " ")]++
		}
		if want == nil {
			want = got
			golden(t, "testdata/tables/own.txt", []byte(describe(imported)))
			continue
		}
		for key, n := range want {
			if got[key] != n {
				t.Errorf("%s: %d of %s, want %d as in %s", path, got[key], key, n, pictures[0])
			}
		}
	}
}

// Whatever DOT is cut off at is an error with a place, or a map.
func TestDOTCutOff(t *testing.T) {
	text := "strict digraph \"x\" { a [label=<b<i>c</i>>, k=\"v\" + \"w\"]; subgraph cluster_a { b -> {c; d} } /* e */ -> f:n }"
	f := formatNamed(t, "dot")
	for i := range text {
		imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: bytes.NewReader([]byte(text[:i]))}, *f, exchange.ReadOptions{})
		if err == nil {
			t.Errorf("%q gives a map of %d organisations", text[:i], imported.Graph.NumOrganisations())
		}
	}
}
