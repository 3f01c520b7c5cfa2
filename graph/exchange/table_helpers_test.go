package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// golden compares text with a file; -update writes it.
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
	if !bytes.Equal(want, got) {
		t.Errorf("%s has changed; run with -update if that is meant:\n%.3000s", path, got)
	}
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
