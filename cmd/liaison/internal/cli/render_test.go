package cli

import (
	"bytes"
	"testing"

	"github.com/liaisongraph/liaison/render"
)

func TestWarnOfSize(t *testing.T) {
	for _, c := range []struct {
		format        string
		organisations int
		warns         bool
	}{
		{"svg", mostToRead, false},
		{"svg", mostToRead + 1, true},
		{"png", mostToRead + 1, true},
		{"pdf", mostToRead + 1, true},
		{"html", mostToRead + 1, false},
		{"dot", mostToRead + 1, false},
		{"mermaid", mostToRead + 1, false},
		{"text", mostToRead + 1, false},
		{"html", render.MostForHub, false},
		{"html", render.MostForHub + 1, true}, // in another layout
	} {
		var said bytes.Buffer
		new(renderOptions).warnOfSize(&app{stderr: &said}, render.Format{Name: c.format}, c.organisations)
		if warns := said.Len() > 0; warns != c.warns {
			t.Errorf("%s, %d organisations: said %q", c.format, c.organisations, said.String())
		}
	}
}
