package exchange_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"runtime"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// countingSink counts records and forgets them.
type countingSink struct{ organisations, relationships, notes int }

func (*countingSink) Map(string, string) error                    { return nil }
func (*countingSink) Classification(graph.Classification) error   { return nil }
func (*countingSink) Type(graph.Type) error                       { return nil }
func (*countingSink) Source(graph.Source) error                   { return nil }
func (*countingSink) Arrangement(graph.Arrangement) error         { return nil }
func (s *countingSink) Organisation(*exchange.Organisation) error { s.organisations++; return nil }
func (s *countingSink) Relationship(*exchange.Relationship) error { s.relationships++; return nil }
func (s *countingSink) Note(line int, what, done string) error    { s.notes++; return nil }

// BenchmarkJSON writes and reads 999,900 relationships of 100,000 organisations; with LIAISON_BENCH_DIR, what is written is kept there.
func BenchmarkJSON(b *testing.B) {
	g := graphtest.ScaleFree(1, 100_000, 10)
	for _, name := range jsonFormats {
		f := jsonFormat(b, name)
		var text bytes.Buffer
		if err := f.Parts[0].Write(context.Background(), &text, g); err != nil {
			b.Fatal(err)
		}
		if dir := os.Getenv("LIAISON_BENCH_DIR"); dir != "" {
			if err := os.WriteFile(dir+"/"+name+".json", text.Bytes(), 0o666); err != nil {
				b.Fatal(err)
			}
		}
		b.Run("write/"+name, func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Parts[0].Write(context.Background(), io.Discard, g); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("read/"+name, func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				var s countingSink
				if err := f.Read(context.Background(), &exchange.Input{Stream: bytes.NewReader(text.Bytes())}, &s); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("import/"+name, func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				in := &exchange.Input{Stream: bytes.NewReader(text.Bytes())}
				if _, err := exchange.Read(context.Background(), in, f, exchange.ReadOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestJSONTakesLittleMemory reads and writes many records, and looks at how far the heap grows.
func TestJSONTakesLittleMemory(t *testing.T) {
	g := graphtest.ScaleFree(1, 10_000, 5)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for _, name := range jsonFormats {
		f := jsonFormat(t, name)
		text := writeJSON(t, f, g)
		before := heap()
		s := &measuringSink{heap: heap}
		if err := f.Read(t.Context(), &exchange.Input{Stream: bytes.NewReader(text)}, s); err != nil {
			t.Fatal(err)
		}
		const most = 2 << 20
		if s.most > before+most {
			t.Errorf("%s: reading %d bytes takes %d bytes of memory, more than %d", name, len(text), s.most-before, most)
		}
		w := &measuringWriter{heap: heap}
		before = heap()
		if err := f.Parts[0].Write(t.Context(), w, g); err != nil {
			t.Fatal(err)
		}
		if w.most > before+most {
			t.Errorf("%s: writing %d bytes takes %d bytes of memory, more than %d", name, len(text), w.most-before, most)
		}
	}
}

type measuringSink struct {
	countingSink
	heap func() uint64
	most uint64
}

func (s *measuringSink) Relationship(*exchange.Relationship) error {
	if s.relationships++; s.relationships%10_000 == 0 {
		s.most = max(s.most, s.heap())
	}
	return nil
}

type measuringWriter struct {
	n    int
	heap func() uint64
	most uint64
}

func (w *measuringWriter) Write(b []byte) (int, error) {
	if w.n++; w.n%32 == 0 {
		w.most = max(w.most, w.heap())
	}
	return len(b), nil
}
