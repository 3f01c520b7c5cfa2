package explorer

import (
	"context"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// A page of a difference says of every organisation and relationship how it stands to the two maps, and what the signs in
// its picture mean; any other page says nothing of that.
func TestChange(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d", "d > e", "e > a", "a > c")
	plain, err := New(context.Background(), g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(plain.Data.Changes) > 0 || plain.Data.Compared != "" || plain.Data.Organisations[0].Change != "" {
		t.Errorf("%+v", plain.Data.Changes)
	}
	e, err := New(context.Background(), g, Options{Scene: render.Options{Change: rendertest.Marked(g, "old", "new")}})
	if err != nil {
		t.Fatal(err)
	}
	if e.Data.Compared != "old to new" {
		t.Errorf("what is compared is %q", e.Data.Compared)
	}
	var signs []string
	for _, c := range e.Data.Changes {
		signs = append(signs, c.ID+" "+c.Sign+" "+c.Label)
	}
	want := "org-added + New in new|org-gone − No longer in new|org-changed ≠ Changed|org-same  Unchanged|rel-added + New in new|"
	if got := strings.Join(signs, "|"); !strings.HasPrefix(got, want) {
		t.Errorf("the legend says %q, want %q", got, want)
	}
	for i, want := range []string{"New in new: reason 0", "No longer in new: reason 1", "Unchanged", "Changed: reason 3"} {
		if got := e.Data.Organisations[i].Change; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", e.Data.Organisations[i].ID, got, want)
		}
	}
	if got := e.Data.Organisations[3].Standing + e.Data.Relationships[2].Standing; got != "org-changedrel-gone" {
		t.Errorf("they stand %q", got)
	}
	if got := e.Data.Relationships[2].Change; !strings.HasPrefix(got, "No longer in new: reason 2") {
		t.Errorf("%q", got)
	}
}
