package gonumview

import (
	"slices"

	gonum "gonum.org/v1/gonum/graph"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

var (
	_ gonum.DirectedMultigraph         = (*DirectedMultigraph)(nil)
	_ gonum.WeightedDirectedMultigraph = (*WeightedDirectedMultigraph)(nil)
)

// Line is a line of a multigraph view: a way in which a relationship can be crossed.
type Line struct {
	from, to     gonum.Node
	weight       float64
	relationship graph.Edge
}

var _ gonum.WeightedLine = Line{}

// From returns the node that the line goes from.
func (l Line) From() gonum.Node { return l.from }

// To returns the node that the line goes to.
func (l Line) To() gonum.Node { return l.to }

// ReversedLine returns the line with its ends exchanged, whether or not the view has such a line.
func (l Line) ReversedLine() gonum.Line {
	l.from, l.to = l.to, l.from
	return l
}

// ID returns the number of the relationship.
func (l Line) ID() int64 { return int64(l.relationship) }

// Weight returns the weight of the line; see the package documentation.
func (l Line) Weight() float64 { return l.weight }

// Relationship returns the relationship that the line crosses.
func (l Line) Relationship() graph.Edge { return l.relationship }

// multiView is what the multigraph views have in common.
type multiView struct {
	vertices
	arcs    *csr.Graph // parallel arcs and loops included
	out, in *csr.Graph // the neighbours, each once
}

// span returns the positions of the arcs from one node to another.
func (v *multiView) span(from, to int64) (first, end uint32) {
	if !v.has(from) || !v.has(to) {
		return 0, 0
	}
	row, offset := v.arcs.Row(int32(from)), v.arcs.Offsets[from]
	i, _ := slices.BinarySearch(row, int32(to))
	j, _ := slices.BinarySearch(row, int32(to+1))
	return offset + uint32(i), offset + uint32(j)
}

func (v *multiView) line(from int32, arc uint32) Line {
	return Line{v.all[from], v.all[v.arcs.Targets[arc]], v.arcs.Weight(arc), graph.Edge(v.arcs.Labels[arc])}
}

func (v *multiView) lines(uid, vid int64) *lines {
	first, end := v.span(uid, vid)
	if first == end {
		return nil
	}
	return &lines{cursor{n: int(end - first)}, v, int32(uid), first}
}

// DirectedMultigraph is a graph as gonum's graph.DirectedMultigraph.
type DirectedMultigraph struct{ *multiView }

// NewDirectedMultigraph returns the view of g that p describes, without Collapse. It fails where
// [graph.Graph.Project] does.
func NewDirectedMultigraph(g *graph.Graph, p graph.Projection) (*DirectedMultigraph, error) {
	p.Collapse = false
	arcs, err := g.Project(p)
	if err != nil {
		return nil, err
	}
	out := bare(arcs).Simplify(false)
	return &DirectedMultigraph{&multiView{newVertices(g.NumOrganisations()), arcs, out, out.Transpose()}}, nil
}

// From returns the organisations that can be reached from one, each once, in ascending order.
func (m *DirectedMultigraph) From(id int64) gonum.Nodes { return m.neighbours(m.out, id) }

// To returns the organisations from which one can be reached, each once, in ascending order.
func (m *DirectedMultigraph) To(id int64) gonum.Nodes { return m.neighbours(m.in, id) }

// HasEdgeFromTo reports whether there is a line from u to v.
func (m *DirectedMultigraph) HasEdgeFromTo(uid, vid int64) bool {
	first, end := m.span(uid, vid)
	return first < end
}

// HasEdgeBetween reports whether there is a line from x to y or from y to x.
func (m *DirectedMultigraph) HasEdgeBetween(xid, yid int64) bool {
	return m.HasEdgeFromTo(xid, yid) || m.HasEdgeFromTo(yid, xid)
}

// Lines returns the lines from u to v, in ascending order of their IDs.
func (m *DirectedMultigraph) Lines(uid, vid int64) gonum.Lines {
	if l := m.lines(uid, vid); l != nil {
		return l
	}
	return gonum.Empty
}

// WeightedDirectedMultigraph is a graph as gonum's graph.WeightedDirectedMultigraph.
type WeightedDirectedMultigraph struct{ DirectedMultigraph }

// NewWeightedDirectedMultigraph returns the view of g that p describes, without Collapse. It fails where
// [graph.Graph.Project] does.
func NewWeightedDirectedMultigraph(g *graph.Graph, p graph.Projection) (*WeightedDirectedMultigraph, error) {
	m, err := NewDirectedMultigraph(g, p)
	if err != nil {
		return nil, err
	}
	return &WeightedDirectedMultigraph{*m}, nil
}

// WeightedLines returns the lines from u to v, in ascending order of their IDs.
func (m *WeightedDirectedMultigraph) WeightedLines(uid, vid int64) gonum.WeightedLines {
	if l := m.lines(uid, vid); l != nil {
		return l
	}
	return gonum.Empty
}
