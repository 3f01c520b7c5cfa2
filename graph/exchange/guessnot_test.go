package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// What is not read is told by what is known of it.
func TestUnknownFormats(t *testing.T) {
	for _, c := range []struct {
		name, text, says string
		line             int
	}{
		{"uk.mmd", "flowchart LR\n a --> b\n", "it seems to be Mermaid, a format that is written and not read", 0},
		{"notes", "---\ntitle: \"x\"\n---\nflowchart LR\n  a --> b\n", "it seems to be Mermaid, a format", 0},
		{"cut.json", "{\"nodes\":[\n", "it is JSON, but ends in the middle", 2},
		{"bad.json", "{\"nodes\" 1}", "it is JSON, but '1' where a colon should be", 1},
		{"x.json", `{"b":{"c":1},"a":[{"d":1}]}`, `its fields ("a", "b") are those of no format that is read`, 0},
		{"x.json", `[{"x":1}]`, `its fields ("x") are those`, 0},
		{"x.json", `[1]`, "has no fields that tell the format", 0},
		{"x.json", `{"big":"` + strings.Repeat("x", 70000) + `","after":1`, `its fields ("big")`, 0},
		{"x.xml", "<?xml version=\"1.0\"?>\n<!-- a -->\n<html:body >", "it is XML, and its first element <html:body> is that of no format", 0},
		{"x.tlp", "(tlp \"2.3\")", "it seems to be Tulip", 0},
		{"x.bin", "!", "neither its name nor how it begins tells the format", 0},
	} {
		_, err := exchange.OpenStream(strings.NewReader(c.text), c.name, "")
		wrong := new(exchange.InputError)
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Problem, c.says) || wrong.Line != c.line {
			t.Errorf("%s %.30q: %v, want line %d and %q", c.name, c.text, err, c.line, c.says)
		}
	}
}
