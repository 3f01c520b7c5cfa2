package cli

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// structureType is the family of types that a hierarchy is made of.
const structureType = "structure"

// hierarchy turns the view into what it stands for, before a map is read.
func (o *renderOptions) hierarchy() error {
	if o.view != hierarchyView {
		o.scene.View = o.view
		return nil
	}
	if len(o.filter.types) == 0 {
		o.filter.types = []string{structureType}
		o.filter.nothing = "nothing here is part of anything: no relationships of " + structureType + " are left to draw"
	}
	if o.scene.Layout == "" {
		o.scene.Layout = render.TreeLayout
	}
	return nil
}

// checkView says which flags say nothing of a matrix, which has no places to choose and no lines.
func (o *renderOptions) checkView(p render.Format) error {
	if o.view != render.MatrixView {
		return nil
	}
	for _, flag := range []struct {
		name  string
		given bool
	}{{"--layout", o.scene.Layout != ""}, {"--unbundle", o.scene.Unbundle}, {"--centre", o.centre != ""}} {
		if flag.given {
			return hint(fmt.Errorf("%s says how a map is drawn, and --view %s is none", flag.name, render.MatrixView), "leave out "+flag.name+", or --view")
		}
	}
	return isFor(p, "--view "+render.MatrixView, true, "svg", "png", "pdf")
}

// checkHierarchy says which type of relationship makes no hierarchy.
func (o *renderOptions) checkHierarchy(g *graph.Graph) error {
	if o.view != hierarchyView {
		return nil
	}
	for _, id := range o.filter.types {
		if !g.Vocabulary().TypeIsA(id, structureType) {
			return hint(fmt.Errorf("--view %s draws relationships of type %s, and %s is none", hierarchyView, structureType, id), "leave out --type, or --view")
		}
	}
	return nil
}
