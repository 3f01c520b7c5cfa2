package explorer

import (
	"context"

	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/structure"
	"github.com/liaisongraph/liaison/render"
)

// measureNames are the measures that a page has: one for each question that readers ask first.
var measureNames = []string{"degree", "betweenness", "harmonic", "pagerank"}

func (b *dataBuilder) addMeasures(ctx context.Context) error {
	for _, name := range measureNames {
		m, err := centrality.Lookup(name)
		if err != nil {
			return err
		}
		result, err := m.Compute(ctx, b.g, centrality.Options{})
		if err != nil {
			return err
		}
		values := append([]float64{}, result.Values...)
		b.data.Measures = append(b.data.Measures, Measure{
			Name: m.Name, Label: m.Label, Description: m.Meaning, Values: values, Texts: texts(values),
		})
	}
	return nil
}

// addGroupings adds what organisations can be coloured by, where it tells some apart.
func (b *dataBuilder) addGroupings(ctx context.Context) error {
	communities, err := structure.FindCommunities(ctx, b.g, structure.CommunityOptions{})
	if err != nil {
		return err
	}
	if b.addGrouping("community", communities.Partition, "around "); len(b.data.Groupings) > 0 {
		for _, hub := range communities.Hubs {
			b.data.Groupings[0].Around = append(b.data.Groupings[0].Around, int(hub))
		}
	}
	classes := structure.ByClassification(b.g)
	for i, id := range classes.Names {
		classes.Names[i] = capital(render.ClassificationLabel(b.g, id))
	}
	b.addGrouping("classification", classes, "")
	sectors := structure.BySector(b.g)
	for i, id := range sectors.Names {
		for _, s := range b.data.Sectors {
			if s.ID == id {
				sectors.Names[i] = s.Label
			}
		}
	}
	b.addGrouping("sector", sectors, "")
	return nil
}

func (b *dataBuilder) addGrouping(name string, p *structure.Partition, before string) {
	if len(p.Names) < 2 {
		return
	}
	grouping := Grouping{
		Name: name, Label: capital(name), Of: make([]int, len(p.Of)), Names: make([]string, len(p.Names)),
		Light: make([]string, len(p.Names)), Dark: make([]string, len(p.Names)),
	}
	for n, group := range p.Of {
		grouping.Of[n] = int(group)
	}
	for i, label := range p.Names {
		grouping.Names[i] = before + render.OneLine(label)
	}
	for k, i := range largestGroups(grouping.Of, len(p.Names)) {
		grouping.Light[i] = colour(b.light.Theme, k)
		grouping.Dark[i] = colour(b.dark.Theme, k)
	}
	b.data.Groupings = append(b.data.Groupings, grouping)
}

// colour returns the fill of the k-th group.
func colour(t render.Theme, k int) string { return t.Groups[k%len(t.Groups)] }
