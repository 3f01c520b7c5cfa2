package exchange_test

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

func fuzzStream(f *testing.F, name string, seeds ...string) {
	format := formatNamed(f, name)
	for _, c := range graphtest.Corpus() {
		if text := streamOf(f, format, c.Graph); len(text) < 20_000 {
			f.Add(string(text))
		}
	}
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := readStream(t, format, strings.NewReader(text))
		if err != nil && err.Error() == "" {
			t.Error("an error without a word")
		}
	})
}

func FuzzTurtle(f *testing.F) {
	fuzzStream(f, "turtle", "@prefix : <http://e/> . [ :p [ :q 1 ; :r ( 1 [ :x 2 ] ) ] ] . _:a.b :p _:0 .",
		"@prefix org: <http://www.w3.org/ns/org#> . <http://e/a> a org:Organization ; org:subOrganizationOf <http://e/b> , [ org:linkedTo <http://e/a> ] .")
}

func FuzzFTM(f *testing.F) {
	fuzzStream(f, "ftm", append(slices.Sorted(maps.Values(nestedFTM)), `{"id":"a","schema":"Company","properties":{"name":["A"],"parent":[{"id":"b","schema":"Company","properties":{}}]}}`,
		`{"id":"a","schema":"Person","properties":{"name":"A"}}`, `{"id":"a","schema":"Ownership","properties":{"owner":["a"],"asset":["b","c"]}}`)...)
}

// The benchmarks write and read 100,000 organisations and 1,000,000 relationships, and tell how much memory is in use at the end of
// reading, when all that a reader holds is still there.
func BenchmarkRDF(b *testing.B) {
	g := million()
	for _, name := range []string{"turtle", "ftm"} {
		f := formatNamed(b, name)
		path := filepath.Join(b.TempDir(), f.Name)
		b.Run(f.Name+"/write", func(b *testing.B) {
			for b.Loop() {
				file, err := os.Create(path)
				if err == nil {
					err = f.Parts[0].Write(b.Context(), file, g)
				}
				if err != nil {
					b.Fatal(err)
				}
				if info, err := file.Stat(); err == nil {
					b.SetBytes(info.Size())
				}
				file.Close()
			}
		})
		b.Run(f.Name+"/read", func(b *testing.B) {
			var before, after runtime.MemStats
			for b.Loop() {
				file, err := os.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				runtime.ReadMemStats(&before)
				var sink counter
				if err := sink.read(b, f, file); err != nil {
					b.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				file.Close()
				if sink.relationships != g.NumRelationships() || sink.organisations != g.NumOrganisations() || sink.notes > 0 {
					b.Fatalf("%+v", sink)
				}
			}
			b.ReportMetric(float64(after.Sys-before.Sys)/(1<<20), "MB-more-from-system")
		})
	}
}
