package mapfile_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// bulk writes a CSV folder of organisations and relationships of three types with a start year each, half
// of whose ends fall on hubs.
func bulk(b *testing.B, organisations, relationships int) string {
	b.Helper()
	dir := b.TempDir()
	file := func(name string, write func(w *bufio.Writer)) {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		w := bufio.NewWriter(f)
		write(w)
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	}
	file("organisations.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "id,name,classification")
		for i := range organisations {
			fmt.Fprintf(w, "o%d,Organisation %d,%s\n", i, i, []string{"police", "department", "overseas", "private"}[i%4])
		}
	})
	r := rand.New(rand.NewPCG(7, 0))
	hubs := []int{0}
	end := func() int {
		if r.IntN(2) == 0 {
			return hubs[r.IntN(len(hubs))]
		}
		return r.IntN(organisations)
	}
	file("relationships.csv", func(w *bufio.Writer) {
		fmt.Fprintln(w, "from,to,type,start_date")
		for i := range relationships {
			from, to := end(), end()
			if from == to {
				to = (from + 1) % organisations
			}
			fmt.Fprintf(w, "o%d,o%d,%s,%d\n", from, to, []string{"intelligence-sharing", "intelligence-sharing", "tasking", "oversight"}[r.IntN(4)], 2000+r.IntN(25))
			if i%5 == 0 {
				hubs = append(hubs, from, to)
			}
		}
	})
	return dir
}

// BenchmarkReadCSV reads two million relationships; the budget is 2 s and 1 GiB of memory for the process.
func BenchmarkReadCSV(b *testing.B) {
	dir := bulk(b, 200_000, 2_000_000)
	b.ReportAllocs()
	for b.Loop() {
		m, err := mapfile.Read(dir)
		if err != nil {
			b.Fatal(err)
		}
		if m.Graph.NumRelationships() != 2_000_000 {
			b.Fatal(m.Graph.NumRelationships())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2e6, "ns/relationship")
}

// BenchmarkReadYAML reads a file of ten thousand relationships with evidence.
func BenchmarkReadYAML(b *testing.B) {
	path := filepath.Join(b.TempDir(), "map.yaml")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	fmt.Fprintln(f, "sources:\n  - {id: doc}\norganisations:")
	for i := range 3000 {
		fmt.Fprintf(f, "  - id: o%d\n    name: Organisation %d\n    classification: police\n", i, i)
	}
	fmt.Fprintln(f, "relationships:")
	for i := range 10_000 {
		fmt.Fprintf(f, "  - from: o%d\n    to: o%d\n    type: support\n    start_date: 2014-05\n    evidence:\n      - {source: doc, passage: \"first words … last words of passage %d\"}\n", i%3000, (i*7+1)%3000, i)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mapfile.Read(path); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadUK reads the map of the United Kingdom's agencies.
func BenchmarkReadUK(b *testing.B) {
	for b.Loop() {
		if _, err := mapfile.Read("../../testdata/uk-national-security"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWriteYAML writes the map that BenchmarkReadUK reads.
func BenchmarkWriteYAML(b *testing.B) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "map.yaml")
	for b.Loop() {
		if err := mapfile.Write(path, m.Graph, mapfile.WriteOptions{Force: true}); err != nil {
			b.Fatal(err)
		}
	}
}
