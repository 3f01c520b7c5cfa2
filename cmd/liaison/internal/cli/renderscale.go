package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/structure"
	"github.com/liaisongraph/liaison/render"
)

// colouring is a row in the table of what the colours of a picture can stand for.
type colouring struct {
	name  string
	of    func(ctx context.Context, g *graph.Graph) (*structure.Partition, error)
	label func(g *graph.Graph, name string) string // of a group, where that is not its name
}

func colourings() []colouring {
	plain := func(of func(g *graph.Graph) *structure.Partition) func(context.Context, *graph.Graph) (*structure.Partition, error) {
		return func(_ context.Context, g *graph.Graph) (*structure.Partition, error) { return of(g), nil }
	}
	return []colouring{
		{"classification", plain(structure.ByClassification), classificationLabel},
		{"sector", plain(structure.BySector), classificationLabel},
		{"tag", plain(structure.ByTag), nil},
		{"community", func(ctx context.Context, g *graph.Graph) (*structure.Partition, error) {
			result, err := structure.Communities(ctx, g, structure.CommunityOptions{})
			if err != nil {
				return nil, err
			}
			return result.Partition, nil
		}, func(_ *graph.Graph, hub string) string { return "around " + hub }},
		{"component", structure.WeakComponents, nil},
	}
}

func classificationLabel(g *graph.Graph, id string) string {
	c, _ := g.Vocabulary().Classification(id)
	return firstOf(c.PluralLabel, c.Label, id)
}

func colouringNames() []string {
	var names []string
	for _, c := range colourings() {
		names = append(names, c.name)
	}
	return names
}

// checkMeasured says what is wrong with the flags that put numbers into a picture, before a map is read.
func (o *renderOptions) checkMeasured() error {
	if o.sizeBy != "" {
		if _, err := sizeMeasure(o.sizeBy); err != nil {
			return err
		}
	}
	if o.colourBy == "" || o.colourBy.isFile() {
		return nil
	}
	if err := checkWord(string(o.colourBy), "grouping", colouringNames()); err != nil {
		return hint(fmt.Errorf("--colour-by: %w", err), "or a file whose name ends in .csv, with the columns organisation and group")
	}
	return nil
}

// measured puts the numbers that the flags ask for into the picture of part, which is what the filters leave of whole.
func (o *renderOptions) measured(ctx context.Context, a *app, whole, part *graph.Graph) error {
	if o.sizeBy != "" {
		m, err := sizeMeasure(o.sizeBy)
		if err != nil {
			return err
		}
		result, err := compute(ctx, a, part, m, centrality.Options{}, "computing "+m.Name)
		if err != nil {
			return fmt.Errorf("--size-by: %w", err)
		}
		o.scene.Size = &render.Scale{Values: result.Values, Label: m.Name}
	}
	if o.colourBy == "" {
		return nil
	}
	groups, err := during(ctx, a, "looking for groups", func() (*render.Grouping, error) {
		return colourGroups(ctx, o.colourBy, whole, part)
	})
	o.scene.Colour = groups
	return err
}

// colourGroups are the groups of part, in the words of a picture.
func colourGroups(ctx context.Context, by grouping, whole, part *graph.Graph) (*render.Grouping, error) {
	if by.isFile() {
		p, err := readGroupsFile(string(by), whole)
		if err != nil {
			return nil, err
		}
		p = p.In(whole, part)
		if p.NumGroups() == 0 && part.NumOrganisations() > 0 {
			return nil, fmt.Errorf("%s: no organisation that the filters leave is in a group", string(by))
		}
		return &render.Grouping{Of: p.Of, Names: p.Names, Label: "group"}, nil
	}
	c := colourings()[slices.Index(colouringNames(), string(by))]
	p, err := c.of(ctx, part)
	if err != nil {
		return nil, err
	}
	if p.NumGroups() == 0 && part.NumOrganisations() > 0 {
		return nil, hint(fmt.Errorf("--colour-by: no organisation here has a %s", c.name),
			"colour by "+joinWords(colouringNames(), "or")+", or by a CSV file of your own")
	}
	groups := &render.Grouping{Of: p.Of, Label: c.name}
	for _, name := range p.Names {
		if c.label != nil {
			name = c.label(part, name)
		}
		groups.Names = append(groups.Names, name)
	}
	return groups, nil
}

// sizeMeasure is the measure of organisations with a name.
func sizeMeasure(name string) (centrality.Measure, error) {
	m, err := centrality.Lookup(name)
	if err != nil {
		return m, hint(fmt.Errorf("--size-by: %w", err), program+" rank lists the measures")
	}
	if m.Of != centrality.Organisations {
		return m, hint(fmt.Errorf("--size-by sizes organisations, and %s is a measure of relationships", name), program+" rank lists the measures")
	}
	return m, nil
}

func completeSizes(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	return startingWith(measureNames(centrality.Organisations), typed), cobra.ShellCompDirectiveNoFileComp
}
