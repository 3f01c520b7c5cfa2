package exchange_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// What a format has written is taken for that format, by its content alone where that has words of its own, and by its name
// otherwise; a folder by its files.
func TestGuessOwn(t *testing.T) {
	g := graphtest.RandomRich(3, 20, 60)
	for _, f := range exchange.Formats() {
		if f.Read == nil || len(f.Parts) == 0 {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "map")
			if !f.Folder() {
				name += f.Extensions[0]
			}
			path := writeTo(t, &f, g, name)
			opened, err := exchange.Open(path, "")
			if err != nil {
				t.Fatal(err)
			}
			defer opened.Close()
			if opened.Format.Name != f.Name {
				t.Fatalf("taken for %s", opened.Format.Name)
			}
			imported, err := exchange.Read(t.Context(), &opened.Input, opened.Format, exchange.ReadOptions{})
			if err != nil || imported.Graph.NumRelationships() == 0 {
				t.Errorf("%v, %d relationships", err, imported.Graph.NumRelationships())
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	bomb := packed(t, append([]byte("<graphml>"), bytes.Repeat([]byte("<!-- "+strings.Repeat(" ", 1000)+" -->\n"), 200_000)...))
	for _, test := range []struct{ name, content, want string }{
		{"empty.gexf", "", "it is empty"},
		{"book.xlsx", "PK\x03\x04.....xl/workbook.xml", "workbook of Excel"},
		{"book.xls", "\xD0\xCF\x11\xE0\xA1\xB1", "workbook of Excel"},
		{"book.ods", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"},
		{"x.zip", "PK\x03\x04", "unpack it"},
		{"x.gephi", "PK\x03\x04", "project of Gephi"},
		{"x.png", "\x89PNG\r\n\x1a\n\x00\x00\x00", "it is not text"},
		{"x.pdf", "%PDF-1.7", "it is a PDF"},
		{"broken.graphml.gz", "\x1f\x8b\x08", "gzip"},
		{"prose", "It was a dark and stormy night", "tells the format"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), test.name)
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := exchange.Open(path, "")
			var wrong *exchange.InputError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.want) || wrong.Name != path {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	t.Run("bomb", func(t *testing.T) {
		opened, err := exchange.OpenStream(bytes.NewReader(bomb), "bomb.graphml.gz", "graphml")
		if err != nil {
			t.Fatal(err)
		}
		_, err = exchange.Read(t.Context(), &opened.Input, opened.Format, exchange.ReadOptions{})
		if err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
			t.Errorf("%v", err)
		}
	})
}

func packed(t *testing.T, text []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenPacked(t *testing.T) {
	g := graphtest.EveryField()
	for _, f := range exchange.Formats() {
		if f.Read == nil || len(f.Parts) != 1 {
			continue
		}
		var b bytes.Buffer
		if err := f.Parts[0].Write(t.Context(), &b, g); err != nil {
			t.Fatal(err)
		}
		opened, err := exchange.OpenStream(bytes.NewReader(packed(t, b.Bytes())), "map"+f.Extensions[0]+".gz", "")
		if err != nil || opened.Format.Name != f.Name {
			t.Errorf("%s: taken for %v, %v", f.Name, opened, err)
		}
	}
}
