package cli

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
)

// checkProse fails where people would read something that is no sentence.
func checkProse(t *testing.T, p *prose, err error) {
	t.Helper()
	text := p.String()
	if err != nil || text == "" || strings.Contains(text, "\n\n\n") || strings.Contains(text, "\n- \n") || !strings.HasSuffix(text, "\n") {
		t.Errorf("%v: %.300q", err, text)
	}
}

// Whatever a map is, channels are told, and each relationship of a cut as it is crossed.
func TestChannelsOfCorpus(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			g := c.Graph
			for from := range min(g.NumOrganisations(), 6) {
				for to := range min(g.NumOrganisations(), 6) {
					if from == to {
						continue
					}
					for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
						s := search{
							whole: g, filter: &filter{}, asked: asked{direction: direction},
							from: ends{ids: []string{g.ID(graph.Node(from))}}, to: ends{ids: []string{g.ID(graph.Node(to))}},
						}
						found, err := (&channelsOptions{}).find(context.Background(), &s)
						if err != nil {
							t.Fatal(err)
						}
						if found.none() {
							continue
						}
						for _, f := range []table.Format{table.Text, table.Markdown} {
							p := newProse(f, 100)
							checkProse(t, p, found.tell(p, false))
						}
						for _, k := range found.Kinds {
							checkReadings(t, k)
						}
					}
				}
			}
		})
	}
}

// checkReadings fails where a relationship of a cut reads otherwise than on the channel that it is on.
func checkReadings(t *testing.T, k *channelKind) {
	t.Helper()
	crossed := map[graph.Edge]string{}
	for i, p := range k.set.Paths {
		for s, e := range p.Edges {
			step := k.Channels[i].Steps[s]
			crossed[e] = step.FromName + " " + step.Phrase + " " + step.ToName
		}
	}
	for _, e := range slices.Concat(k.set.NearFrom.Relationships, k.set.NearTo.Relationships, k.set.Bottlenecks.Relationships) {
		want, ok := crossed[e]
		// Of several direct relationships, those that are on no channel by organisations read in their own words.
		if got := k.says[e].sentence; got == "" || ok && got != want || !ok && k.by == path.ByRelationships {
			t.Errorf("%.100q, want %.100q", got, want)
		}
	}
}

func TestCommunitiesOfCorpus(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for _, o := range []communitiesOptions{
				{resolution: 1}, {resolution: 1, compare: "component"}, {resolution: 50, compare: "community"}, {resolution: 0.01, weighted: true},
			} {
				r, err := o.find(context.Background(), c.Graph, c.Graph)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range []table.Format{table.Text, table.Markdown} {
					p := newProse(f, 100)
					checkProse(t, p, r.tell(p))
				}
				if rows := r.organisationTable().Rows; len(rows) != c.Graph.NumOrganisations() {
					t.Errorf("%d rows", len(rows))
				}
			}
		})
	}
}
