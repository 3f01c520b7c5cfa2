package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

func formatNamed(t testing.TB, name string) *exchange.Format {
	t.Helper()
	f, err := exchange.LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

// filesOf writes g in a format, and returns the files; a stream is the one without a name.
func filesOf(t testing.TB, f *exchange.Format, g *graph.Graph) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, part := range f.Parts {
		var b bytes.Buffer
		if err := part.Write(t.Context(), &b, g); err != nil {
			t.Fatal(err)
		}
		files[part.Name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return files
}

// streamOf writes g in a format that is one stream.
func streamOf(t testing.TB, f *exchange.Format, g *graph.Graph) []byte {
	t.Helper()
	return filesOf(t, f, g)[""].Data
}

// inputOf is files that filesOf has written.
func inputOf(files fstest.MapFS) *exchange.Input {
	if stream, ok := files[""]; ok {
		return &exchange.Input{Name: "file", Stream: bytes.NewReader(stream.Data)}
	}
	return &exchange.Input{Name: "folder", Dir: files}
}

func readStream(t testing.TB, f *exchange.Format, r io.Reader) (*exchange.Imported, error) {
	t.Helper()
	return exchange.Read(t.Context(), &exchange.Input{Name: "file", Stream: r}, *f, exchange.ReadOptions{})
}

// awkwardGraphs are the corpus, random graphs with every field, and the map of the repository.
func awkwardGraphs(t testing.TB) []graphtest.Case {
	t.Helper()
	cases := append(graphtest.Corpus(), graphtest.Case{Name: "every-field-again", Graph: graphtest.EveryField()})
	step := uint64(1)
	if testing.Short() {
		step = 4
	}
	for seed := uint64(0); seed < 20; seed += step {
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("rich-", seed), Graph: graphtest.RandomRich(seed, 1+int(seed)*3, int(seed)*9)})
	}
	uk, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	return append(cases, graphtest.Case{Name: "uk", Graph: uk.Graph})
}

// golden compares what is written with a file; -update writes that.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(want, got) {
		return
	}
	ours, theirs := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(ours), len(theirs)) {
		if ours[i] != theirs[i] {
			t.Errorf("%s:%d: is\n%.3000s\nwant\n%.3000s\nRun with -update if that is meant, and look at it", path, i+1, ours[i], theirs[i])
			return
		}
	}
	t.Errorf("%s: %d lines, want %d; run with -update if that is meant, and look at it", path, len(ours), len(theirs))
}

// describe says what was imported, a record a line.
func describe(i *exchange.Imported) string {
	var b strings.Builder
	g := i.Graph
	line := func(kind string, record any) {
		text, err := json.Marshal(record)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%s %s\n", kind, text)
	}
	if g.Title() != "" {
		line("title", g.Title())
	}
	for c := range g.Vocabulary().OwnClassifications() {
		line("classification", c)
	}
	for t := range g.Vocabulary().OwnTypes() {
		line("type", t)
	}
	for _, s := range g.Sources() {
		line("source", s)
	}
	for _, o := range g.Organisations() {
		line("organisation", o)
	}
	for _, r := range g.Relationships() {
		line("relationship", r)
	}
	for _, n := range i.Report.Notes {
		fmt.Fprintf(&b, "note %s: %s (%d, lines %v)\n", n.What, n.Done, n.Count, n.Lines)
	}
	return b.String()
}

// counter is a sink that counts what it is given, and keeps nothing.
type counter struct{ organisations, relationships, notes, extras int }

func (*counter) Map(string, string) error                  { return nil }
func (*counter) Classification(graph.Classification) error { return nil }
func (*counter) Type(graph.Type) error                     { return nil }
func (*counter) Source(graph.Source) error                 { return nil }
func (*counter) Arrangement(graph.Arrangement) error       { return nil }
func (c *counter) Note(int, string, string) error          { c.notes++; return nil }

func (c *counter) Organisation(o *exchange.Organisation) error {
	c.organisations++
	c.extras += len(o.Extra)
	return nil
}

func (c *counter) Relationship(*exchange.Relationship) error { c.relationships++; return nil }

func (c *counter) read(t testing.TB, f *exchange.Format, r io.Reader) error {
	t.Helper()
	return f.Read(t.Context(), &exchange.Input{Name: "test", Stream: r}, c)
}

// heapCounter is a counter that looks at how much memory is held at every 10,000th relationship.
type heapCounter struct {
	counter
	most uint64
}

func (c *heapCounter) Relationship(r *exchange.Relationship) error {
	if c.relationships%10_000 == 0 {
		c.most = max(c.most, heap())
	}
	return c.counter.Relationship(r)
}

// heap is how much memory is held, in bytes.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
