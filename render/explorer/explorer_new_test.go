package explorer

import (
	"bytes"
	"context"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
)

// What a page is made of is what is in it, and comes of one layout.
func TestNew(t *testing.T) {
	laid := 0
	place := func(_ context.Context, s *render.Scene) (*render.Placement, error) {
		laid++
		return s.Place(), nil
	}
	for _, o := range []render.Options{{}, {Theme: "dark"}, {Theme: "print"}} {
		laid = 0
		opts := Options{Scene: o, Place: place, Live: true}
		e, err := New(t.Context(), graphtest.Of("a oversight b", "b advice c"), opts)
		if err != nil {
			t.Fatal(err)
		}
		if laid != 1 {
			t.Errorf("%q: laid out %d times", o.Theme, laid)
		}
		encoded, err := e.Data.encode()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(e.Page, encoded) || len(e.Data.Organisations) != 3 {
			t.Errorf("%q: the data are not those of the page", o.Theme)
		}
		if bytes.Contains(e.Picture, []byte("<style")) || len(e.Styles) == 0 || !bytes.HasPrefix(e.Picture, []byte("<svg")) {
			t.Errorf("%q: the picture has its styles, or there are none: %.200s", o.Theme, e.Picture)
		}
		if !bytes.Contains(styleElements.ReplaceAll(e.Page, nil), e.Picture) {
			t.Errorf("%q: the picture is not that of the page", o.Theme)
		}
		for _, style := range e.Styles {
			if !bytes.Contains(e.Page, []byte("<style>"+style+"</style>")) {
				t.Errorf("%q: a style is not of the page: %.100s", o.Theme, style)
			}
		}
		page, err := Page(t.Context(), graphtest.Of("a oversight b", "b advice c"), opts)
		if err != nil || !bytes.Equal(page, e.Page) {
			t.Errorf("%q: Page returns another page: %v", o.Theme, err)
		}
	}
}
