package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/render"
)

// checkMeasured says what is wrong with the flags that put numbers into a picture, before a map is read.
func (o *renderOptions) checkMeasured() error {
	if o.sizeBy != "" {
		if _, err := measureOf("--size-by", "sizes", o.sizeBy); err != nil {
			return err
		}
	}
	return o.colourBy.check("--colour-by")
}

// measured puts the numbers that the flags ask for into the picture of part, which is what the filters leave of whole.
func (o *renderOptions) measured(ctx context.Context, a *app, whole, part *graph.Graph) error {
	if o.sizeBy != "" {
		m, err := measureOf("--size-by", "sizes", o.sizeBy)
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
	groups, err := during(ctx, a, "looking for groups", func() (*partition, error) {
		return o.colourBy.of(ctx, "--colour-by", whole, part)
	})
	if err != nil {
		return err
	}
	o.scene.Colour = &render.Grouping{Of: groups.Of, Names: groups.labels, Label: groups.noun}
	return nil
}

// measureOf is the measure of organisations with a name; the flag is the one that it is the value of, and does what it says.
func measureOf(flag, does, name string) (centrality.Measure, error) {
	m, err := centrality.Lookup(name)
	if err != nil {
		return m, hint(fmt.Errorf("%s: %w", flag, err), program+" rank lists the measures")
	}
	if m.Of != centrality.Organisations {
		return m, hint(fmt.Errorf("%s %s organisations, and %s is a measure of relationships", flag, does, name), program+" rank lists the measures")
	}
	return m, nil
}

func completeSizes(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	return startingWith(measureNames(centrality.Organisations), typed), cobra.ShellCompDirectiveNoFileComp
}
