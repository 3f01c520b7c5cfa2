package cli

import (
	"bytes"
	"testing"

	"github.com/liaisongraph/liaison/render"
)

func TestWarnOfSize(t *testing.T) {
	for _, c := range []struct {
		format, layout string
		organisations  int
		warns, refuses bool
	}{
		{"svg", "", mostToRead, false, false},
		{"svg", "", mostToRead + 1, true, false},
		{"png", "", render.MostForHub, true, false},
		{"png", "", render.MostForHub + 1, false, true},
		{"svg", "auto", render.MostForHub + 1, false, true},
		{"svg", "sfdp", render.MostForHub + 1, true, false},
		{"dot", "", render.MostForHub + 1, false, false},
		{"mermaid", "", render.MostForHub + 1, false, false},
	} {
		var said bytes.Buffer
		o := renderOptions{scene: render.Options{Layout: c.layout}}
		err := o.warnOfSize(&app{stderr: &said}, render.Format{Name: c.format}, c.organisations)
		if warns := said.Len() > 0; warns != c.warns || (err != nil) != c.refuses {
			t.Errorf("%s, %q, %d organisations: said %q, error %v", c.format, c.layout, c.organisations, said.String(), err)
		}
	}
}
