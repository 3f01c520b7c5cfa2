package product

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
)

// dag is the walks of one length from the start to some ends: each node is at a distance from the start, and each
// edge leads to a node one further; all lie on such a walk.
type dag struct {
	nodes []dagNode
	edges []dagEdge
	// roots are those at which walks begin.
	roots []int32
}

type dagNode struct {
	node, state int32
	first       int32 // its first edge, or -1
}

type dagEdge struct {
	label, to int32
	next      int32 // of the same node, or -1
}

func (d *dag) reset() { d.nodes, d.edges, d.roots = d.nodes[:0], d.edges[:0], d.roots[:0] }

// size returns how many bytes it has.
func (d *dag) size() int { return len(d.nodes)*12 + len(d.edges)*12 }

func (d *dag) add(node, state int32) int32 {
	d.nodes = append(d.nodes, dagNode{node, state, -1})
	return int32(len(d.nodes) - 1)
}

// join adds an edge.
func (d *dag) join(from, label, to int32) {
	d.edges = append(d.edges, dagEdge{label, to, d.nodes[from].first})
	d.nodes[from].first = int32(len(d.edges) - 1)
}

// trace makes the dag of the walks of a length to the entries of some arrivals, going back from them.
func (r *run) trace(ends []arrival, length int32) error {
	d := &r.dag
	d.reset()
	r.local.begin(len(r.entries))
	r.level = r.level[:0] // by node of the dag: its entry
	for _, a := range ends {
		r.traced(a.entry)
	}
	low := 0
	for ; length > 0; length-- {
		high := len(d.nodes)
		for i := low; i < high; i++ {
			if err := r.traceBack(int32(i), length-1); err != nil {
				return err
			}
		}
		low = high
	}
	// The nodes at the start come last. Their entries are in the order of the starts of the automaton.
	roots := r.level[low:]
	slices.Sort(roots)
	for _, i := range roots {
		d.roots = append(d.roots, r.local.get(i))
	}
	return r.holdMost(&r.dagHeld, d.size()+len(r.level)*4)
}

// traceBack joins a node of the dag with those before it, to which walks of a length lead.
func (r *run) traceBack(i, length int32) error {
	d := &r.dag
	node, state := d.nodes[i].node, d.nodes[i].state
	for _, in := range r.into[state] {
		sources, labels := row(in.arc.Backward, node)
		if err := r.pause(len(sources) + 1); err != nil {
			return err
		}
		for k, from := range sources {
			if k > 0 && labels[k] == labels[k-1] {
				continue
			}
			e := r.heads.get(from*r.width + in.from)
			for e >= 0 && r.entries[e].length > length {
				e = r.entries[e].before
			}
			if e >= 0 && r.entries[e].length == length && (in.arc.Edge == nil || in.arc.Edge(labels[k], from, node)) {
				d.join(r.traced(e), labels[k], i)
			}
		}
	}
	return nil
}

// traced returns the node of the dag for an entry.
func (r *run) traced(i int32) int32 {
	at := r.local.get(i)
	if at < 0 {
		at = r.dag.add(r.entries[i].node, r.entries[i].state)
		r.local.set(i, at)
		r.level = append(r.level, i)
	}
	return at
}

// row is the arcs of a row, with their labels.
func row(g *csr.Graph, v int32) (targets, labels []int32) {
	low, high := g.Offsets[v], g.Offsets[v+1]
	return g.Targets[low:high], g.Labels[low:high]
}

// follow yields those walks of the dag, whose length is that of all, that the mode allows, while an end lacks some.
func (r *run) follow(length int32) (again bool, err error) {
	d := &r.dag
	r.begin()
	defer r.leave()
	for _, root := range d.roots {
		r.start(d.nodes[root].node, d.nodes[root].state)
		for at := root; ; {
			depth := int32(len(r.edges))
			if depth == length {
				if err := r.pause(int(length) + 1); err != nil {
					return false, err
				}
				if !r.lacks(r.nodes[depth], length) {
					return true, nil // the walks are to one end, or all of the length are wanted
				}
				if !r.emit(r.nodes, r.edges, r.path) {
					return false, nil
				}
			}
			r.branch(at)
			c, ok := r.advance()
			if !ok {
				break
			}
			at = c.at
		}
	}
	return true, nil
}

// branch notes the steps from a node of the dag that the mode allows.
func (r *run) branch(at int32) {
	d := &r.dag
	start := len(r.choices)
	if !r.closed() {
		for i := d.nodes[at].first; i >= 0; i = d.edges[i].next {
			e := &d.edges[i]
			if to := &d.nodes[e.to]; r.free(e.label, to.node, to.state) {
				r.choices = append(r.choices, choice{e.label, to.node, to.state, e.to})
			}
		}
		sortChoices(r.choices[start:])
	}
	r.frames = append(r.frames, frame{int32(start), int32(len(r.choices))})
}
