package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/render"
)

// draw draws both maps as one, with what differs standing out or, where that is too large to be read, with the
// organisations alone that something changed about.
func (o *diffOptions) draw(ctx context.Context, a *app, p render.Format, c *comparison) error {
	before, after := c.before, c.after
	if c.From.IsZero() {
		before, after = baseNames(before, after)
	}
	marked, err := c.Marked(before, after)
	if err != nil {
		return err
	}
	marked.Between = c.between.inWords()
	if n := marked.Graph.NumOrganisations(); n > mostToRead && !o.changedOnly {
		a.say(fmt.Sprintf("of the %d organisations, those are drawn that something changed about", n))
		o.changedOnly = true
	}
	if o.changedOnly {
		if marked, err = changedAlone(marked); err != nil {
			return err
		}
	}
	scene := render.Options{Subtitle: c.within, Change: marked}
	if err := o.sheet.look.apply(&scene, marked.Graph.Vocabulary()); err != nil {
		return err
	}
	options, err := o.sheet.look.writeOptions(marked.Graph, scene)
	if err != nil {
		return err
	}
	drawn, err := a.picture(ctx, "drawing", p, marked.Graph, scene, options)
	if err != nil {
		return err
	}
	return o.sheet.put(a, drawn.Bytes())
}

// baseNames are the names of two maps without their folders, for a legend, where that tells them apart.
func baseNames(before, after string) (string, string) {
	if one, other := filepath.Base(before), filepath.Base(after); one != other {
		return one, other
	}
	return before, after
}

// changedAlone leaves out the organisations that did not change, and none of whose relationships did.
func changedAlone(m *diff.Marked) (*diff.Marked, error) {
	g := m.Graph
	changed := make([]bool, g.NumOrganisations())
	for n, state := range m.Organisations {
		changed[n] = state != diff.Same
	}
	for e, state := range m.Relationships {
		if state != diff.Same {
			changed[g.From(graph.Edge(e))], changed[g.To(graph.Edge(e))] = true, true
		}
	}
	var others []string
	for n := range g.Nodes() {
		if !changed[n] {
			others = append(others, g.ID(n))
		}
	}
	if len(others) == 0 {
		return m, nil
	}
	part, err := g.Select(graph.Selection{Without: others})
	if err != nil {
		return nil, err
	}
	alone := &diff.Marked{Graph: part, Before: m.Before, After: m.After, Between: m.Between}
	for n := range part.Nodes() {
		was, _ := g.NodeByID(part.ID(n))
		alone.Organisations = append(alone.Organisations, m.Organisations[was])
		alone.Notes = append(alone.Notes, m.Notes[was])
	}
	for e := range part.Edges() {
		was, _ := g.EdgeByID(part.RelationshipID(e))
		alone.Relationships = append(alone.Relationships, m.Relationships[was])
		alone.EdgeNotes = append(alone.EdgeNotes, m.EdgeNotes[was])
	}
	return alone, nil
}
