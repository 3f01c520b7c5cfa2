package match

import (
	"slices"
	"strings"
	"sync"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// Index is what matching needs of a graph besides the graph: the relationships of each node by type and
// direction, and the nodes of each label. Each part is made when it is first needed, in O(nodes +
// relationships), and kept. An Index is safe for concurrent use.
type Index struct {
	g      property.Graph
	lookup property.Lookup // nil: there is none

	mu        sync.Mutex
	adjacency map[rowsKey]*csr.Graph
	order     []rowsKey // of adjacency, the oldest first
	held      int       // bytes of adjacency

	labelsOnce sync.Once
	labels     map[string]*labelSet
}

// NewIndex returns the index of g. It costs nothing yet.
func NewIndex(g property.Graph) *Index {
	ix := &Index{g: g, adjacency: map[rowsKey]*csr.Graph{}}
	ix.lookup, _ = g.(property.Lookup)
	return ix
}

// Graph returns the graph.
func (ix *Index) Graph() property.Graph { return ix.g }

// typeSet is a set of types, by their indices.
type typeSet struct {
	has []bool // nil: all
	key string // the same for the same set
}

func (s typeSet) contains(t int) bool { return s.has == nil || s.has[t] }

// typesOf returns the types that match an expression; nil is all.
func (ix *Index) typesOf(e syntax.LabelExpr) typeSet {
	if e == nil {
		return typeSet{}
	}
	has := eval.MatchingTypes(ix.g, e)
	if !slices.Contains(has, false) {
		return typeSet{}
	}
	key := make([]byte, len(has))
	for i, h := range has {
		key[i] = '0'
		if h {
			key[i] = '1'
		}
	}
	return typeSet{has, string(key)}
}

// rowsKey names an adjacency: the key of its types and how its relationships are crossed.
type rowsKey struct {
	types     string
	direction syntax.Direction
}

// maxAdjacencies is how many adjacencies of all types, both ways, would fill the memory that is kept for those of all
// sets of types that are asked for: the oldest make room, so that a program that asks for ever new sets does not
// fill the memory.
const maxAdjacencies = 8

// bytes returns how much memory the rows of an adjacency take.
func bytes(nodes, arcs int) int { return 4*(nodes+1) + 8*arcs }

// rows returns the relationships of a set of types as they are crossed in a direction: row n has the nodes
// that one step from n leads to, and the relationships as labels, ascending. A mutual relationship is crossed
// either way, and a loop once.
func (ix *Index) rows(types typeSet, d syntax.Direction) *csr.Graph {
	key := rowsKey{types.key, d}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if rows, ok := ix.adjacency[key]; ok {
		return rows
	}
	rows := ix.makeRows(types, d)
	n := ix.g.NumNodes()
	ix.held += bytes(n, rows.NumArcs())
	for most := maxAdjacencies * bytes(n, 2*ix.g.NumRelationships()); ix.held > most && len(ix.order) > 0; {
		oldest := ix.order[0]
		ix.held -= bytes(n, ix.adjacency[oldest].NumArcs())
		delete(ix.adjacency, oldest)
		ix.order = ix.order[1:]
	}
	ix.adjacency[key] = rows
	ix.order = append(ix.order, key)
	return rows
}

func (ix *Index) makeRows(types typeSet, d syntax.Direction) *csr.Graph {
	n, m := ix.g.NumNodes(), ix.g.NumRelationships()
	each := func(cross func(edge, from, to int32)) {
		for r := range int32(m) {
			id := relID(r)
			if types.has != nil && !types.has[ix.g.TypeOf(id)] {
				continue
			}
			f, t := ix.g.Ends(id)
			from, to := int32(f), int32(t)
			both := from != to && (d == syntax.Either || ix.g.Mutual(id))
			if d != syntax.Left || both {
				cross(r, from, to)
			}
			if d == syntax.Left || both {
				cross(r, to, from)
			}
		}
	}
	rows := &csr.Graph{Offsets: make([]uint32, n+1)}
	each(func(_, from, _ int32) { rows.Offsets[from+1]++ })
	for i := range n {
		rows.Offsets[i+1] += rows.Offsets[i]
	}
	next := slices.Clone(rows.Offsets)
	rows.Targets = make([]int32, rows.Offsets[n])
	rows.Labels = make([]int32, rows.Offsets[n])
	each(func(edge, from, to int32) {
		rows.Targets[next[from]], rows.Labels[next[from]] = to, edge
		next[from]++
	})
	return rows
}

// opposite is the direction of a relationship as it is crossed from its other side.
func opposite(d syntax.Direction) syntax.Direction {
	switch d {
	case syntax.Right:
		return syntax.Left
	case syntax.Left:
		return syntax.Right
	}
	return d
}

// labelSet has the nodes of a label.
type labelSet struct {
	nodes []int32 // ascending
	once  sync.Once
	bits  []uint64
}

func (s *labelSet) has(n int32) bool { return s.bits[n>>6]&(1<<(n&63)) != 0 }

// label returns the nodes of a label, with their bits set; nil where no node has it.
func (ix *Index) label(name string) *labelSet {
	ix.labelsOnce.Do(func() {
		ix.labels = map[string]*labelSet{}
		for n := range int32(ix.g.NumNodes()) {
			for _, l := range ix.g.Labels(nodeID(n)) {
				s := ix.labels[l]
				if s == nil {
					s = &labelSet{}
					ix.labels[l] = s
				}
				if k := len(s.nodes); k == 0 || s.nodes[k-1] != n {
					s.nodes = append(s.nodes, n)
				}
			}
		}
	})
	s := ix.labels[name]
	if s != nil {
		s.once.Do(func() {
			s.bits = make([]uint64, (ix.g.NumNodes()+63)/64)
			for _, n := range s.nodes {
				s.bits[n>>6] |= 1 << (n & 63)
			}
		})
	}
	return s
}

// labelTest returns the test of a condition on labels.
func (ix *Index) labelTest(e syntax.LabelExpr) func(int32) bool {
	labelled := func(n int32) bool { return len(ix.g.Labels(nodeID(n))) > 0 }
	return eval.LabelTest(e, labelled, func(name string) func(int32) bool {
		if s := ix.label(name); s != nil {
			return s.has
		}
		return func(int32) bool { return false }
	})
}

// labelTests returns the test that all conditions hold; nil: there are none.
func (ix *Index) labelTests(labels []syntax.LabelExpr) func(int32) bool {
	var all func(int32) bool
	for _, l := range labels {
		all = both(all, ix.labelTest(l))
	}
	return all
}

// candidates returns nodes, ascending, that hold all that meet a condition on labels, and perhaps others. ok is false
// where the index has no shorter list than that of all nodes.
func (ix *Index) candidates(e syntax.LabelExpr) (nodes []int32, ok bool) {
	switch e := e.(type) {
	case *syntax.LabelName:
		if s := ix.label(e.Text); s != nil {
			return s.nodes, true
		}
		return nil, true
	case *syntax.LabelAnd:
		x, okX := ix.candidates(e.X)
		y, okY := ix.candidates(e.Y)
		if okX && (!okY || len(x) <= len(y)) {
			return x, true
		}
		return y, okY
	case *syntax.LabelOr:
		x, okX := ix.candidates(e.X)
		y, okY := ix.candidates(e.Y)
		if okX && okY {
			union := slices.Concat(x, y)
			slices.Sort(union)
			return slices.Compact(union), true
		}
	}
	return nil, false
}

// candidatesOf returns the shortest list of candidates that several conditions give.
func (ix *Index) candidatesOf(labels []syntax.LabelExpr) (nodes []int32, ok bool) {
	for _, l := range labels {
		if list, found := ix.candidates(l); found && (!ok || len(list) < len(nodes)) {
			nodes, ok = list, true
		}
	}
	return nodes, ok
}

// writeLabels writes conditions on labels as they stand in a pattern.
func writeLabels(labels []syntax.LabelExpr) string {
	var b strings.Builder
	for _, l := range labels {
		b.WriteString(":" + l.String())
	}
	return b.String()
}
