package gonumview

import (
	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/liaisongraph/liaison/graph/csr"
)

// cursor goes through a number of items as gonum's iterators do: before the first at the beginning,
// beyond the last at the end.
type cursor struct{ next, n int }

func (c *cursor) Next() bool {
	c.next++
	return c.next <= c.n
}

// Len returns how many items are still to come.
func (c *cursor) Len() int { return max(c.n-c.next, 0) }

func (c *cursor) Reset() { c.next = 0 }

// at returns the position of the current item, if there is one.
func (c *cursor) at() (int, bool) { return c.next - 1, 0 < c.next && c.next <= c.n }

// nodes goes through all nodes.
type nodes struct {
	cursor
	all []gonum.Node
}

func (it *nodes) Node() gonum.Node {
	if i, ok := it.at(); ok {
		return it.all[i]
	}
	return nil
}

// neighbours goes through the targets of a row.
type neighbours struct {
	cursor
	all []gonum.Node
	row []int32
}

func (it *neighbours) Node() gonum.Node {
	if i, ok := it.at(); ok {
		return it.all[it.row[i]]
	}
	return nil
}

// edges goes through the arcs of a simple view. Of an undirected one it takes those to a higher node.
type edges struct {
	cursor
	view       *simpleView
	undirected bool
	row        int32
	arc        uint32
}

func newEdges(v *simpleView, undirected bool) *edges {
	it := &edges{view: v, undirected: undirected}
	it.n = v.out.NumArcs()
	if undirected {
		it.n /= 2
	}
	it.Reset()
	return it
}

func (it *edges) Reset() {
	it.cursor.Reset()
	it.row, it.arc = 0, ^uint32(0) // so that the first step leads to 0
}

func (it *edges) Next() bool {
	if !it.cursor.Next() {
		return false
	}
	for {
		it.arc++
		for it.arc == it.view.out.Offsets[it.row+1] {
			it.row++
		}
		if !it.undirected || it.view.out.Targets[it.arc] > it.row {
			return true
		}
	}
}

func (it *edges) Edge() gonum.Edge {
	if e := it.WeightedEdge(); e != nil {
		return e
	}
	return nil
}

func (it *edges) WeightedEdge() gonum.WeightedEdge {
	if _, ok := it.at(); !ok {
		return nil
	}
	return it.view.edge(it.row, it.arc)
}

// lines goes through the arcs from one node to another.
type lines struct {
	cursor
	view  *multiView
	from  int32
	first uint32 // position of the first arc
}

func (it *lines) Line() gonum.Line {
	if l := it.WeightedLine(); l != nil {
		return l
	}
	return nil
}

func (it *lines) WeightedLine() gonum.WeightedLine {
	i, ok := it.at()
	if !ok {
		return nil
	}
	return it.view.line(it.from, it.first+uint32(i))
}

// vertices is the part of a view that does not depend on its edges.
type vertices struct{ all []gonum.Node }

func newVertices(n int) vertices {
	all := make([]gonum.Node, n)
	for i := range all {
		all[i] = simple.Node(i)
	}
	return vertices{all}
}

// Node returns the node of the organisation with a number, or nil where there is none.
func (v *vertices) Node(id int64) gonum.Node {
	if !v.has(id) {
		return nil
	}
	return v.all[id]
}

// Nodes returns all organisations, in ascending order.
func (v *vertices) Nodes() gonum.Nodes {
	if len(v.all) == 0 {
		return gonum.Empty
	}
	return &nodes{cursor{n: len(v.all)}, v.all}
}

func (v *vertices) has(id int64) bool { return 0 <= id && id < int64(len(v.all)) }

func (v *vertices) neighbours(of *csr.Graph, id int64) gonum.Nodes {
	if !v.has(id) || of.Degree(int32(id)) == 0 {
		return gonum.Empty
	}
	row := of.Row(int32(id))
	return &neighbours{cursor{n: len(row)}, v.all, row}
}
