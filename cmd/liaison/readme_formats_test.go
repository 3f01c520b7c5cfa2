package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli"
)

// The marks in the README between which the table of formats stands.
const formatsBegin, formatsEnd = "<!-- formats -->\n", "<!-- end of formats -->\n"

// TestREADMEFormats compares the README's table of formats with the one that the command prints.
func TestREADMEFormats(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), formatsBegin)
	have, after, ok2 := strings.Cut(rest, formatsEnd)
	if !ok || !ok2 {
		t.Fatalf("the README has no %q … %q", formatsBegin, formatsEnd)
	}
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), words("export --formats --format markdown"), strings.NewReader(""), &out, &errs, func(string) string { return "" }); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	want := "\n" + out.String() + "\n"
	if have == want {
		return
	}
	if *update {
		if err := os.WriteFile(readme, []byte(before+formatsBegin+want+formatsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the README's table of formats is not that of export --formats; -update writes it anew. It differs here:\n%s", firstDifference(have, want))
}
