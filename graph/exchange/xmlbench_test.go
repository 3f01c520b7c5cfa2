package exchange_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// million is a graph of 100,000 organisations and a million relationships; with -short, a hundredth of that.
var million = sync.OnceValue(func() *graph.Graph { return graphtest.ScaleFree(1, 100_000/shortened(), 10) })

// shortened is what the sizes of benchmarks are divided by: 1, or 100 with -short.
func shortened() int {
	if testing.Short() {
		return 100
	}
	return 1
}

// BenchmarkXMLWrite writes a million relationships. With LIAISON_BENCH_DIR it leaves the files there, for other programs to read.
func BenchmarkXMLWrite(b *testing.B) {
	g := million()
	for _, name := range xmlFormats {
		f := formatNamed(b, name)
		b.Run(name, func(b *testing.B) {
			var size countingWriter
			b.ReportAllocs()
			for b.Loop() {
				size = 0
				if err := f.Parts[0].Write(b.Context(), &size, g); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(size))
		})
		if dir := os.Getenv("LIAISON_BENCH_DIR"); dir != "" {
			if err := os.WriteFile(dir+"/million"+f.Extensions[0], streamOf(b, f, g), 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
}

type countingWriter int

func (w *countingWriter) Write(p []byte) (int, error) {
	*w += countingWriter(len(p))
	return len(p), nil
}

// BenchmarkXMLRead reads a million relationships, into a sink that counts and into a graph.
func BenchmarkXMLRead(b *testing.B) {
	for _, name := range xmlFormats {
		f := formatNamed(b, name)
		text := streamOf(b, f, million())
		b.Run(name+"/sink", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := new(counter).read(b, f, bytes.NewReader(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/graph", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := readStream(b, f, bytes.NewReader(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestXMLConstantMemory writes and reads a graph as it streams, and sees that little is held at any time.
func TestXMLConstantMemory(t *testing.T) {
	g := graphtest.ScaleFree(1, 5_000, 10)
	const most = 4 << 20 // beside the graph; the files have 12 MiB
	for _, name := range xmlFormats {
		f := formatNamed(t, name)
		r, w := io.Pipe()
		go func() { w.CloseWithError(f.Parts[0].Write(context.Background(), w, g)) }()
		c := &heapCounter{}
		before := heap()
		if err := f.Read(t.Context(), &exchange.Input{Name: "test", Stream: r}, c); err != nil {
			t.Fatal(err)
		}
		if c.organisations != g.NumOrganisations() || c.relationships != g.NumRelationships() {
			t.Errorf("%s: %d organisations and %d relationships", name, c.organisations, c.relationships)
		}
		if grown := int64(c.most) - int64(before); grown > most {
			t.Errorf("%s: %d KiB held, want at most %d", name, grown>>10, most>>10)
		}
	}
}
