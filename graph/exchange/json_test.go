package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// jsonFormats are the formats in JSON.
var jsonFormats = []string{"node-link", "node-link-links", "cytoscape", "jgf", "liaison-json", "kumu-json", "neo4j-json"}

// TestJSONIsGuessed tells every format by what it writes, and no other of the family with the same certainty.
func TestJSONIsGuessed(t *testing.T) {
	for _, name := range jsonFormats {
		text := streamOf(t, formatNamed(t, name), graphtest.EveryField())
		for _, other := range jsonFormats {
			f := formatNamed(t, other)
			got := f.Guess("x.json", text)
			if other == name && got != 3 || other != name && got > 1 {
				t.Errorf("%s is taken for %s with certainty %d", name, other, got)
			}
		}
	}
	for _, text := range []string{"", " ", "a,b\n1,2", "<graphml/>", "[1,2]", "{", `{"a":`, "\x00{", `{"schema":"Person","properties":{}}`} {
		for _, name := range jsonFormats {
			f := formatNamed(t, name)
			if got := f.Guess("x", []byte(text)); got != 0 {
				t.Errorf("%q is taken for %s with certainty %d", text, name, got)
			}
		}
	}
}

func TestJSONGolden(t *testing.T) {
	for _, name := range jsonFormats {
		golden(t, filepath.Join("testdata", "json", name+".json"), streamOf(t, formatNamed(t, name), graphtest.EveryField()))
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
		s, f := compile(t, schema), formatNamed(t, name)
		t.Run(name, func(t *testing.T) {
			for _, c := range awkwardGraphs(t) {
				text := streamOf(t, f, c.Graph)
				instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Validate(instance); err != nil {
					t.Errorf("%s: %v\n%.2000s", c.Name, err, text)
				}
			}
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
	f := formatNamed(t, "liaison-json")
	g := graphtest.EveryField()
	m, err := mapfile.ReadFrom(bytes.NewReader(streamOf(t, f, g)), "map.yaml")
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
		f := formatNamed(t, name)
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
