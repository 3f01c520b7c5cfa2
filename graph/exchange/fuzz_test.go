package exchange_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// betweenParts stands between the files of a folder.
const betweenParts = "\n\x00\n"

// FuzzRead gives any bytes to every reader and the collector: there is an error, or a map that can be written and read.
func FuzzRead(f *testing.F) {
	formats := exchange.Formats()
	for i, format := range formats {
		if format.Read == nil || len(format.Parts) == 0 {
			f.Add(uint8(i), []byte("a b\nb c 2\n"))
			f.Add(uint8(i), []byte("digraph { a -> b [label=x]; a -- c }"))
			f.Add(uint8(i), []byte("From;To;Type\nA;B;works with\n"))
			f.Add(uint8(i), []byte("*Vertices 3 1\n1 \"A \"x\" b\" 0.1 box ic red [1-2]\n2 b\n*Arcs :1 \"advises\"\n1 2 -1 l \"x\"\n*Edgeslist\n1 2 -3\n*Matrix\n1 0\n*Partition\n1\n"))
			continue
		}
		for _, g := range []*graph.Graph{graphtest.EveryField(), graphtest.RandomRich(1, 4, 8), graphtest.Of("a = b", "b > a 2", "c > c")} {
			var text []byte
			for k, part := range format.Parts {
				var b bytes.Buffer
				if err := part.Write(f.Context(), &b, g); err != nil {
					f.Fatal(err)
				}
				if k > 0 {
					text = append(text, betweenParts...)
				}
				text = append(text, b.Bytes()...)
			}
			f.Add(uint8(i), text)
			f.Add(uint8(i), text[:len(text)/2])
		}
	}
	for i, format := range formats {
		for _, e := range gephiExports {
			if text, err := os.ReadFile(filepath.Join("testdata", "gephi", e.path)); err == nil && e.format == format.Name {
				f.Add(uint8(i), text)
			}
		}
		if format.Name == "gml" {
			for _, c := range foreignGML {
				f.Add(uint8(i), []byte(c.text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, text []byte) {
		format := formats[int(which)%len(formats)]
		if format.Read == nil {
			return
		}
		in := &exchange.Input{Name: "input"}
		if format.Folder() {
			dir := fstest.MapFS{}
			for k, part := range bytes.SplitN(text, []byte(betweenParts), len(format.Parts)) {
				dir[format.Parts[k].Name] = &fstest.MapFile{Data: part}
			}
			in.Dir = dir
		} else {
			in.Stream = bytes.NewReader(text)
		}
		imported, err := exchange.Read(t.Context(), in, format, exchange.ReadOptions{NameIDs: len(text)%2 == 0})
		if err != nil {
			isSaid(t, err)
			return
		}
		var b bytes.Buffer
		if err := mapfile.WriteTo(&b, imported.Graph); err != nil {
			t.Fatal(err)
		}
		again, err := mapfile.ReadFrom(&b, "map.yaml")
		if err != nil {
			t.Fatalf("the map cannot be read: %v", err)
		}
		if diff := graphtest.Diff(imported.Graph, again.Graph); diff != "" {
			t.Error(diff)
		}
	})
}

// isSaid fails where an error is not about the input.
func isSaid(t *testing.T, err error) {
	t.Helper()
	var wrong *exchange.InputError
	if !errors.As(err, &wrong) && !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("not an error about the input: %v", err)
	}
}
