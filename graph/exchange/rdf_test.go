package exchange_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// streamFormat returns a format that is one stream.
func streamFormat(t testing.TB, name string) exchange.Format {
	t.Helper()
	f, err := exchange.LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func streamOf(t testing.TB, f *exchange.Format, g *graph.Graph) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Parts[0].Write(t.Context(), &b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fromStream(t testing.TB, f *exchange.Format, r io.Reader) (*graph.Graph, error) {
	t.Helper()
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "file", Stream: r}, *f, exchange.ReadOptions{})
	if err != nil {
		return nil, err
	}
	return imported.Graph, nil
}

// awkwardGraphs are the corpus and some random graphs with every field.
func awkwardGraphs(t testing.TB) []graphtest.Case {
	t.Helper()
	cases := append(graphtest.Corpus(), graphtest.Case{Name: "every-field-again", Graph: graphtest.EveryField()})
	for seed := range uint64(6) {
		cases = append(cases, graphtest.Case{Name: "rich-" + string(rune('a'+seed)), Graph: graphtest.RandomRich(seed, 30, 90)})
	}
	uk, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	return append(cases, graphtest.Case{Name: "uk", Graph: uk.Graph})
}

// TestRDFRoundTrips writes and reads; Turtle also without its first line, so that everything is held, and byte by byte.
func TestRDFRoundTrips(t *testing.T) {
	for _, name := range []string{"turtle", "ftm"} {
		f := streamFormat(t, name)
		for _, c := range awkwardGraphs(t) {
			t.Run(name+"/"+c.Name, func(t *testing.T) {
				text := streamOf(t, &f, c.Graph)
				want := held(t, c.Graph, f.Holdings)
				inputs := map[string]io.Reader{"whole": bytes.NewReader(text)}
				if len(text) < 100_000 {
					inputs["byte by byte"] = iotest.OneByteReader(bytes.NewReader(text))
				}
				if name == "turtle" {
					_, rest, _ := strings.Cut(string(text), "\n")
					inputs["held"] = strings.NewReader(rest)
				}
				for how, r := range inputs {
					back, err := fromStream(t, &f, r)
					if err != nil {
						t.Errorf("%s: %v", how, err)
						continue
					}
					if diff := graphtest.Diff(want, back); diff != "" {
						t.Errorf("%s: %s", how, diff)
					}
				}
			})
		}
	}
}

// TestRDFGuesses tells the formats from what they are not.
func TestRDFGuesses(t *testing.T) {
	for _, c := range []struct {
		format, name, head string
		want               int
	}{
		{"turtle", "", "@prefix org: <http://www.w3.org/ns/org#> .", 3},
		{"turtle", "", "# a comment\nPREFIX org: <http://www.w3.org/ns/org#>\n", 3},
		{"turtle", "", "<http://a/> <http://b/> \"c\" .\n", 2},
		{"turtle", "map.TTL", "", 1},
		{"turtle", "", "<?xml version=\"1.0\"?>", 0},
		{"turtle", "", "<html lang=\"en\">", 0},
		{"turtle", "", "prefix base case\nand so on", 0},
		{"turtle", "", "digraph { a -> b }", 0},
		{"ftm", "", othersFTM, 3},
		{"ftm", "", `{"id":"a","schema":"Company","properties":{"name":["` + strings.Repeat("x", 70_000), 2},
		{"ftm", "x.ftm.json", "", 1},
		{"ftm", "", `{"nodes":[],"links":[]}`, 0},
		{"ftm", "", `{"$schema":"x","id":"y","properties":1}`, 0},
	} {
		f := streamFormat(t, c.format)
		if got := f.Guess(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s of %q, %.40q: %d, want %d", c.format, c.name, c.head, got, c.want)
		}
	}
}
