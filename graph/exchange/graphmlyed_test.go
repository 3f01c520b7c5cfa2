package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// drawing is a file of yEd with two organisations, and edges with labels.
func drawing(labels ...string) string {
	var b strings.Builder
	b.WriteString(`<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml"><key for="edge" id="d" yfiles.type="edgegraphics"/>` +
		`<graph edgedefault="directed"><node id="police"/><node id="customs"/>`)
	for _, label := range labels {
		fmt.Fprintf(&b, `<edge source="police" target="customs"><data key="d"><y:PolyLineEdge><y:EdgeLabel>%s</y:EdgeLabel></y:PolyLineEdge></data></edge>`, label)
	}
	return b.String() + `</graph></graphml>`
}

// TestDrawnLabels reads labels as types where they repeat, where they are of the vocabulary, and where the options say so.
func TestDrawnLabels(t *testing.T) {
	many := make([]string, 5000) // more than are held
	for i := range many {
		many[i] = []string{"pays", "audits the books of"}[i%2]
	}
	for _, c := range []struct {
		name   string
		labels []string
		types  map[string]string
		want   string // of the first relationships, types and labels
	}{
		{"they repeat", []string{"pays", "trains", "Pays", "trains"}, nil, "pays/ trains/ pays/ trains/"},
		{"they do not", []string{"pays", "trains", "pays"}, nil, "related-to/pays related-to/trains related-to/pays"},
		{"of the vocabulary", []string{"pays", "is part of"}, nil, "related-to/pays part-of/"},
		{"as the options say", []string{"pays", "trains"}, map[string]string{"pays": "support"}, "support/ related-to/trains"},
		{"no words", []string{"51 %", "51 %"}, nil, "related-to/51 % related-to/51 %"},
		{"texts", []string{strings.Repeat("long ", 20), strings.Repeat("long ", 20)}, nil, "related-to/long"},
		{"many", many, nil, "pays/ audits-the-books-of/ pays/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := &exchange.Input{Stream: strings.NewReader(drawing(c.labels...))}
			read, err := exchange.Read(t.Context(), in, *formatNamed(t, "graphml"), exchange.ReadOptions{Types: c.types})
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, r := range read.Graph.Relationships() {
				fmt.Fprintf(&got, "%s/%s ", r.Type, r.Label)
			}
			if n := read.Graph.NumRelationships(); n != len(c.labels) || !strings.HasPrefix(got.String(), c.want) {
				t.Errorf("%d relationships, %.200s; want %d, %s", n, got.String(), len(c.labels), c.want)
			}
		})
	}
}
