package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// jsonFormats are the formats in JSON.
var jsonFormats = []string{"node-link", "node-link-links", "cytoscape", "jgf", "liaison-json", "kumu-json"}

func jsonFormat(t testing.TB, name string) exchange.Format {
	t.Helper()
	f, err := exchange.LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func writeJSON(t testing.TB, f exchange.Format, g *graph.Graph) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Parts[0].Write(t.Context(), &b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// eachJSONGraph calls check with graphs of every shape and content.
func eachJSONGraph(t *testing.T, check func(t *testing.T, g *graph.Graph)) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) { check(t, c.Graph) })
	}
	t.Run("every field", func(t *testing.T) { check(t, graphtest.EveryField()) })
	for seed := range uint64(20) {
		t.Run(fmt.Sprint("rich ", seed), func(t *testing.T) { check(t, graphtest.RandomRich(seed, 1+int(seed)*3, int(seed)*10)) })
	}
}

func TestJSONRoundTrips(t *testing.T) {
	for _, name := range jsonFormats {
		f := jsonFormat(t, name)
		t.Run(name, func(t *testing.T) {
			eachJSONGraph(t, func(t *testing.T, g *graph.Graph) {
				text := writeJSON(t, f, g)
				back, err := exchange.Read(t.Context(), &exchange.Input{Name: "x.json", Stream: bytes.NewReader(text)}, f, exchange.ReadOptions{})
				if err != nil {
					t.Fatalf("%v\n%.3000s", err, text)
				}
				if diff := graphtest.Diff(held(t, g, f.Holdings), back.Graph); diff != "" {
					t.Errorf("%s\n%.3000s", diff, text)
				}
				if again := writeJSON(t, f, back.Graph); !bytes.Equal(text, again) {
					t.Error("what has been read is written otherwise")
				}
			})
		})
	}
}

// TestJSONIsGuessed tells every format by what it writes, and no other of the family with the same certainty.
func TestJSONIsGuessed(t *testing.T) {
	for _, name := range jsonFormats {
		text := writeJSON(t, jsonFormat(t, name), graphtest.EveryField())
		for _, other := range jsonFormats {
			f := jsonFormat(t, other)
			got := f.Guess("x.json", text)
			if other == name && got != 3 || other != name && got > 1 {
				t.Errorf("%s is taken for %s with certainty %d", name, other, got)
			}
		}
	}
	for _, text := range []string{"", " ", "a,b\n1,2", "<graphml/>", "[1,2]", "{", `{"a":`, "\x00{", `{"schema":"Person","properties":{}}`} {
		for _, name := range jsonFormats {
			f := jsonFormat(t, name)
			if got := f.Guess("x", []byte(text)); got != 0 {
				t.Errorf("%q is taken for %s with certainty %d", text, name, got)
			}
		}
	}
}

func TestJSONGolden(t *testing.T) {
	for _, name := range jsonFormats {
		got := writeJSON(t, jsonFormat(t, name), graphtest.EveryField())
		file := filepath.Join("testdata", "json", name+".json")
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
}

func compile(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestJSONSchemas validates what is written by the schema of a map file and by that of JSON Graph Format, which is made of
// the text of its specification.
func TestJSONSchemas(t *testing.T) {
	jgf, err := os.ReadFile(filepath.Join("testdata", "json", "jgf.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range map[string][]byte{"liaison-json": mapfile.Schema(), "jgf": jgf} {
		s, f := compile(t, schema), jsonFormat(t, name)
		t.Run(name, func(t *testing.T) {
			eachJSONGraph(t, func(t *testing.T, g *graph.Graph) {
				text := writeJSON(t, f, g)
				instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Validate(instance); err != nil {
					t.Errorf("%v\n%.2000s", err, text)
				}
			})
		})
		for _, wrong := range []string{`{"nodes":[]}`, `{"graph":{"nodes":{"a":{"colour":1}}}}`, `{"graph":{"edges":[{"source":"a"}]}}`, `{"organisations":[{"name":"a"}]}`} {
			instance, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
			if err != nil {
				t.Fatal(err)
			}
			if s.Validate(instance) == nil {
				t.Errorf("the schema of %s takes %s", name, wrong)
			}
		}
	}
}

// TestLiaisonJSONIsAMapFile reads what is written as a map file: YAML takes JSON.
func TestLiaisonJSONIsAMapFile(t *testing.T) {
	f := jsonFormat(t, "liaison-json")
	g := graphtest.EveryField()
	m, err := mapfile.ReadFrom(bytes.NewReader(writeJSON(t, f, g)), "map.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := graphtest.Diff(g, m.Graph); diff != "" {
		t.Error(diff)
	}
}

type failingWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestJSONWritersReportErrors(t *testing.T) {
	g := graphtest.RandomRich(3, 500, 3000)
	for _, name := range jsonFormats {
		f := jsonFormat(t, name)
		for _, left := range []int{0, 100_000, 200_000} {
			if err := f.Parts[0].Write(t.Context(), &failingWriter{left}, g); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: %v", name, left, err)
			}
		}
		if err := f.Parts[0].Write(cancelled(t), io.Discard, g); err == nil {
			t.Errorf("%s is written after its context has ended", name)
		}
	}
}

func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
