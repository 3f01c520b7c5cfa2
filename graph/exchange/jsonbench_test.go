package exchange_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// BenchmarkJSON writes and reads 999,900 relationships of 100,000 organisations; with LIAISON_BENCH_DIR, what is written is kept there.
func BenchmarkJSON(b *testing.B) {
	g := million()
	for _, name := range jsonFormats {
		f := formatNamed(b, name)
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
				var s counter
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
				if _, err := exchange.Read(context.Background(), in, *f, exchange.ReadOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestJSONTakesLittleMemory reads and writes many records, and looks at how far the heap grows.
func TestJSONTakesLittleMemory(t *testing.T) {
	g := graphtest.ScaleFree(1, 10_000, 5)
	for _, name := range jsonFormats {
		f := formatNamed(t, name)
		text := streamOf(t, f, g)
		before := heap()
		s := &heapCounter{}
		if err := f.Read(t.Context(), &exchange.Input{Stream: bytes.NewReader(text)}, s); err != nil {
			t.Fatal(err)
		}
		const most = 2 << 20
		if s.most > before+most {
			t.Errorf("%s: reading %d bytes takes %d bytes of memory, more than %d", name, len(text), s.most-before, most)
		}
		w := &heapWriter{}
		before = heap()
		if err := f.Parts[0].Write(t.Context(), w, g); err != nil {
			t.Fatal(err)
		}
		if w.most > before+most {
			t.Errorf("%s: writing %d bytes takes %d bytes of memory, more than %d", name, len(text), w.most-before, most)
		}
	}
}

// heapWriter looks at how much memory is held at every 32nd call.
type heapWriter struct {
	n    int
	most uint64
}

func (w *heapWriter) Write(b []byte) (int, error) {
	if w.n++; w.n%32 == 0 {
		w.most = max(w.most, heap())
	}
	return len(b), nil
}
