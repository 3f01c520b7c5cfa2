package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
)

// drawnAndRead is a map drawn as DOT, and read back.
func drawnAndRead(t *testing.T, g *graph.Graph, layout string) *graph.Graph {
	t.Helper()
	scene, err := render.NewScene(g, render.Options{Layout: layout})
	if err != nil {
		t.Fatal(err)
	}
	f, err := exchange.LookupFormat("dot")
	if err != nil {
		t.Fatal(err)
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "own.dot", Stream: bytes.NewReader(scene.DOT())}, f, exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return imported.Graph
}

// Nothing that a picture does not say is in the map that is read of one: no type, classification or date.
func TestImportOfOwnPictures(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		for _, layout := range []string{"hub", "dot"} {
			got := drawnAndRead(t, c.Graph, layout)
			terms, dates := map[string]bool{"related-to": true}, map[string]bool{"": true}
			add := func(id, label string) { terms[graph.Slug(id)], terms[graph.Slug(label)] = true, true }
			for k := range c.Graph.Vocabulary().Types() {
				add(k.ID, k.Label)
			}
			for k := range c.Graph.Vocabulary().Classifications() {
				add(k.ID, k.Label)
			}
			for _, o := range c.Graph.Organisations() {
				dates[o.FoundingDate.String()], dates[o.DissolutionDate.String()] = true, true
			}
			for _, r := range c.Graph.Relationships() {
				dates[r.StartDate.String()], dates[r.EndDate.String()] = true, true
			}
			for _, o := range got.Organisations() {
				for _, class := range o.Classifications {
					if !terms[graph.Slug(class)] {
						t.Errorf("%s, %s: %s is of the classification %q, which is not in the map", c.Name, layout, o.ID, class)
					}
				}
				if !dates[o.FoundingDate.String()] || !dates[o.DissolutionDate.String()] {
					t.Errorf("%s, %s: %s is dated %s to %s", c.Name, layout, o.ID, o.FoundingDate, o.DissolutionDate)
				}
			}
			for _, r := range got.Relationships() {
				if !terms[graph.Slug(r.Type)] {
					t.Errorf("%s, %s: the type %q is not in the map: %q %q", c.Name, layout, r.Type, r.Label, r.Note)
				}
				if !dates[r.StartDate.String()] || !dates[r.EndDate.String()] {
					t.Errorf("%s, %s: a relationship is dated %s to %s", c.Name, layout, r.StartDate, r.EndDate)
				}
			}
		}
	}
}

// All that the picture of a real map says of its relationships is read.
func TestImportOfThePictureOfAMap(t *testing.T) {
	m, err := mapfile.Read("../../../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	for _, layout := range []string{"hub", "dot", "sfdp"} {
		got := drawnAndRead(t, m.Graph, layout)
		want, read := facts(m.Graph, m.Graph), facts(got, m.Graph)
		for i := range want {
			if i >= len(read) || want[i] != read[i] {
				t.Errorf("%s: line %d of %d is %q, want %q", layout, i, len(read), append(read, make([]string, i+1)...)[i], want[i])
				break
			}
		}
	}
}

// facts are what relationships and organisations say that a picture does too, in order. A type of the map's own may be called by its
// label, which is all that a picture says of it.
func facts(g, in *graph.Graph) (all []string) {
	byLabel := map[string]string{}
	for k := range in.Vocabulary().OwnTypes() {
		byLabel[graph.Slug(k.Label)] = k.ID
	}
	for _, r := range g.Relationships() {
		ends := []string{r.From, r.To}
		way := " to "
		if r.Mutual == graph.Mutual {
			way = " and "
			slices.Sort(ends)
		}
		if id := byLabel[r.Type]; id != "" {
			r.Type = id
		}
		all = append(all, strings.Join([]string{
			ends[0] + way + ends[1], r.Type, r.StartDate.String(), r.EndDate.String(), r.Status.String(), r.Confidence.String(),
		}, ", "))
	}
	for _, o := range g.Organisations() {
		all = append(all, strings.Join([]string{o.ID, o.Name, o.ShortName, o.FoundingDate.String(), o.DissolutionDate.String(), o.Description}, ", "))
		all = append(all, o.ID+" is "+strings.Join(o.Classifications, ", "))
	}
	slices.Sort(all)
	return all
}
