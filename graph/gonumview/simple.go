package gonumview

import (
	"math"
	"slices"

	gonum "gonum.org/v1/gonum/graph"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

var (
	_ gonum.Directed           = (*Directed)(nil)
	_ gonum.WeightedDirected   = (*WeightedDirected)(nil)
	_ gonum.Undirected         = (*Undirected)(nil)
	_ gonum.WeightedUndirected = (*WeightedUndirected)(nil)
)

// Edge is an edge of a simple view: all relationships that lead from one organisation to another.
type Edge struct {
	from, to gonum.Node
	weight   float64
	first    graph.Edge
}

var _ gonum.WeightedEdge = Edge{}

// From returns the node that the edge goes from.
func (e Edge) From() gonum.Node { return e.from }

// To returns the node that the edge goes to.
func (e Edge) To() gonum.Node { return e.to }

// ReversedEdge returns the edge with its ends exchanged, whether or not the view has such an edge.
func (e Edge) ReversedEdge() gonum.Edge {
	e.from, e.to = e.to, e.from
	return e
}

// Weight returns the weight of the edge; see the package documentation.
func (e Edge) Weight() float64 { return e.weight }

// Relationship returns the first of the relationships that the edge stands for.
func (e Edge) Relationship() graph.Edge { return e.first }

// simpleView is what the simple views have in common.
type simpleView struct {
	vertices
	out    *csr.Graph // one arc at most from one node to another, and no loop
	absent float64    // the weight where there is no edge
}

func newSimpleView(g *graph.Graph, p graph.Projection) (*simpleView, error) {
	p.Collapse, p.DropLoops = true, true
	out, err := g.Project(p)
	if err != nil {
		return nil, err
	}
	v := &simpleView{vertices: newVertices(g.NumOrganisations()), out: out}
	if p.Weighting == graph.Cost {
		v.absent = math.Inf(1)
	}
	return v, nil
}

// arc returns the position of the arc from one node to another.
func (v *simpleView) arc(from, to int64) (uint32, bool) {
	if !v.has(from) || !v.has(to) {
		return 0, false
	}
	i, ok := slices.BinarySearch(v.out.Row(int32(from)), int32(to))
	return v.out.Offsets[from] + uint32(i), ok
}

func (v *simpleView) edge(from int32, arc uint32) Edge {
	return Edge{v.all[from], v.all[v.out.Targets[arc]], v.out.Weight(arc), graph.Edge(v.out.Labels[arc])}
}

// From returns the organisations that can be reached from one, in ascending order.
func (v *simpleView) From(id int64) gonum.Nodes { return v.neighbours(v.out, id) }

// Edge returns the edge from u to v, or nil.
func (v *simpleView) Edge(uid, vid int64) gonum.Edge {
	if arc, ok := v.arc(uid, vid); ok {
		return v.edge(int32(uid), arc)
	}
	return nil
}

func (v *simpleView) weightedEdge(uid, vid int64) gonum.WeightedEdge {
	if arc, ok := v.arc(uid, vid); ok {
		return v.edge(int32(uid), arc)
	}
	return nil
}

func (v *simpleView) weight(xid, yid int64) (w float64, ok bool) {
	if xid == yid {
		return 0, true
	}
	if arc, ok := v.arc(xid, yid); ok {
		return v.out.Weight(arc), true
	}
	return v.absent, false
}

func (v *simpleView) hasArc(from, to int64) bool {
	_, ok := v.arc(from, to)
	return ok
}

// bare returns a graph without its labels and weights, to make one of which they are not wanted.
func bare(g *csr.Graph) *csr.Graph { return &csr.Graph{Offsets: g.Offsets, Targets: g.Targets} }

// Directed is a graph as gonum's graph.Directed.
type Directed struct {
	*simpleView
	in *csr.Graph
}

// NewDirected returns the view of g that p describes, with Collapse and DropLoops. It fails where
// [graph.Graph.Project] does.
func NewDirected(g *graph.Graph, p graph.Projection) (*Directed, error) {
	v, err := newSimpleView(g, p)
	if err != nil {
		return nil, err
	}
	return &Directed{v, bare(v.out).Transpose()}, nil
}

// To returns the organisations from which one can be reached, in ascending order.
func (d *Directed) To(id int64) gonum.Nodes { return d.neighbours(d.in, id) }

// HasEdgeFromTo reports whether there is an edge from u to v.
func (d *Directed) HasEdgeFromTo(uid, vid int64) bool { return d.hasArc(uid, vid) }

// HasEdgeBetween reports whether there is an edge from x to y or from y to x.
func (d *Directed) HasEdgeBetween(xid, yid int64) bool {
	return d.hasArc(xid, yid) || d.hasArc(yid, xid)
}

// Edges returns all edges, in ascending order of their ends.
func (d *Directed) Edges() gonum.Edges { return d.allEdges(false) }

func (v *simpleView) allEdges(undirected bool) gonum.Edges {
	if v.out.NumArcs() == 0 {
		return gonum.Empty
	}
	return newEdges(v, undirected)
}

func (v *simpleView) allWeightedEdges(undirected bool) gonum.WeightedEdges {
	if v.out.NumArcs() == 0 {
		return gonum.Empty
	}
	return newEdges(v, undirected)
}

// WeightedDirected is a graph as gonum's graph.WeightedDirected.
type WeightedDirected struct{ Directed }

// NewWeightedDirected returns the view of g that p describes, with Collapse and DropLoops. It fails where
// [graph.Graph.Project] does.
func NewWeightedDirected(g *graph.Graph, p graph.Projection) (*WeightedDirected, error) {
	d, err := NewDirected(g, p)
	if err != nil {
		return nil, err
	}
	return &WeightedDirected{*d}, nil
}

// WeightedEdge returns the edge from u to v, or nil.
func (d *WeightedDirected) WeightedEdge(uid, vid int64) gonum.WeightedEdge {
	return d.weightedEdge(uid, vid)
}

// Weight returns the weight of the edge from x to y, and whether there is one or x is y.
func (d *WeightedDirected) Weight(xid, yid int64) (w float64, ok bool) { return d.weight(xid, yid) }

// WeightedEdges returns all edges, in ascending order of their ends.
func (d *WeightedDirected) WeightedEdges() gonum.WeightedEdges { return d.allWeightedEdges(false) }

// Undirected is a graph as gonum's graph.Undirected.
type Undirected struct{ *simpleView }

// NewUndirected returns the view of g that p describes, with Collapse and DropLoops, in which every
// relationship can be crossed both ways. It fails where [graph.Graph.Project] does.
func NewUndirected(g *graph.Graph, p graph.Projection) (*Undirected, error) {
	p.Direction = graph.Both
	v, err := newSimpleView(g, p)
	if err != nil {
		return nil, err
	}
	return &Undirected{v}, nil
}

// HasEdgeBetween reports whether there is an edge between x and y.
func (u *Undirected) HasEdgeBetween(xid, yid int64) bool { return u.hasArc(xid, yid) }

// EdgeBetween returns the edge between x and y, as one from x to y, or nil.
func (u *Undirected) EdgeBetween(xid, yid int64) gonum.Edge { return u.Edge(xid, yid) }

// Edges returns all edges, each once, from the lower end to the higher, in ascending order.
func (u *Undirected) Edges() gonum.Edges { return u.allEdges(true) }

// WeightedUndirected is a graph as gonum's graph.WeightedUndirected.
type WeightedUndirected struct{ Undirected }

// NewWeightedUndirected returns the view of g that p describes, with Collapse and DropLoops, in which
// every relationship can be crossed both ways. It fails where [graph.Graph.Project] does.
func NewWeightedUndirected(g *graph.Graph, p graph.Projection) (*WeightedUndirected, error) {
	u, err := NewUndirected(g, p)
	if err != nil {
		return nil, err
	}
	return &WeightedUndirected{*u}, nil
}

// WeightedEdge returns the edge between u and v, as one from u to v, or nil.
func (u *WeightedUndirected) WeightedEdge(uid, vid int64) gonum.WeightedEdge {
	return u.weightedEdge(uid, vid)
}

// WeightedEdgeBetween returns the edge between x and y, as one from x to y, or nil.
func (u *WeightedUndirected) WeightedEdgeBetween(xid, yid int64) gonum.WeightedEdge {
	return u.weightedEdge(xid, yid)
}

// Weight returns the weight of the edge between x and y, and whether there is one or x is y.
func (u *WeightedUndirected) Weight(xid, yid int64) (w float64, ok bool) { return u.weight(xid, yid) }

// WeightedEdges returns all edges, each once, from the lower end to the higher, in ascending order.
func (u *WeightedUndirected) WeightedEdges() gonum.WeightedEdges { return u.allWeightedEdges(true) }
