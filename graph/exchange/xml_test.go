package exchange_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var xmlFormats = []string{"graphml", "gexf"}

func xmlFormat(t testing.TB, name string) exchange.Format {
	t.Helper()
	f, err := exchange.LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func writeXML(t testing.TB, f *exchange.Format, g *graph.Graph) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Parts[0].Write(t.Context(), &b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readXML reads text into a graph.
func readXML(t testing.TB, f *exchange.Format, text []byte) (*exchange.Imported, error) {
	t.Helper()
	return exchange.Read(t.Context(), &exchange.Input{Name: "test", Stream: bytes.NewReader(text)}, *f, exchange.ReadOptions{})
}

// TestXMLRoundTrip writes awkward graphs and reads them again.
func TestXMLRoundTrip(t *testing.T) {
	cases := graphtest.Corpus()
	for seed := range uint64(20) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("rich-%d", seed), Graph: graphtest.RandomRich(seed, 1+int(seed)*3, 1+int(seed)*9)})
	}
	for _, name := range xmlFormats {
		f := xmlFormat(t, name)
		for _, c := range cases {
			t.Run(name+"/"+c.Name, func(t *testing.T) {
				text := writeXML(t, &f, c.Graph)
				if again := writeXML(t, &f, c.Graph); !bytes.Equal(text, again) {
					t.Error("the same graph gives other bytes")
				}
				back, err := readXML(t, &f, text)
				if err != nil {
					t.Fatal(err)
				}
				if diff := graphtest.Diff(held(t, c.Graph, f.Holdings), back.Graph); diff != "" {
					t.Errorf("read back it is another map:\n%s", diff)
				}
				if f.Guess("", text) != 3 {
					t.Error("it is not certain what it has written")
				}
			})
		}
	}
}

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
			f := xmlFormat(t, name)
			text := writeXML(t, &f, c.Graph)
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
		f := xmlFormat(t, name)
		for title, g := range map[string]*graph.Graph{"uk": part, "every-field": graphtest.EveryField()} {
			path := filepath.Join("testdata", "golden", title+f.Extensions[0])
			text := writeXML(t, &f, g)
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, text, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(text, want) {
				ours, theirs := strings.Split(string(text), "\n"), strings.Split(string(want), "\n")
				for i := range min(len(ours), len(theirs)) {
					if ours[i] != theirs[i] {
						t.Fatalf("%s:%d: is\n%s\nwant (or -update)\n%s", path, i+1, ours[i], theirs[i])
					}
				}
				t.Errorf("%s: %d lines, want %d (or -update)", path, len(ours), len(theirs))
			}
		}
	}
}
