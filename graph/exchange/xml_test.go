package exchange_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var xmlFormats = []string{"graphml", "gexf"}

// TestXMLEscapes sees that others read what is written as it is: nothing is left for them to make blanks or line feeds of, and encoding/xml finds
// no fault.
func TestXMLEscapes(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		if c.Name != "hostile-text" {
			continue
		}
		for name, want := range map[string][]string{
			"graphml": {"line\nfeed\n\nand\ttab", "line&#8232;and\u2029paragraph", "&lt;!-- ]]&gt; --&gt;"},
			"gexf":    {"line&#10;feed&#10;&#10;and&#9;tab", "line&#8232;and\u2029paragraph", "&quot;quoted&quot; 'single'"},
		} {
			f := formatNamed(t, name)
			text := streamOf(t, f, c.Graph)
			for _, s := range want {
				if !bytes.Contains(text, []byte(s)) {
					t.Errorf("%s has no %q", name, s)
				}
			}
			d := xml.NewDecoder(bytes.NewReader(text))
			for {
				_, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: encoding/xml: %v", name, err)
				}
			}
		}
	}
}

// TestXMLGolden holds the bytes of part of the UK map, and of a map in which every field is filled in.
func TestXMLGolden(t *testing.T) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	part, err := m.Graph.Select(graph.Selection{Around: []string{"border-force"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range xmlFormats {
		f := formatNamed(t, name)
		for title, g := range map[string]*graph.Graph{"uk": part, "every-field": graphtest.EveryField()} {
			golden(t, filepath.Join("testdata", "golden", title+f.Extensions[0]), streamOf(t, f, g))
		}
	}
}
