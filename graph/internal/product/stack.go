package product

import (
	"cmp"
	"slices"
)

// stack is the path of a search that goes depth first, and by what it can go on.
type stack struct {
	nodes, edges, path []int32 // path has the states
	usedEdge           []bool  // by edge: whether it is on the path
	usedNode           []bool  // by node: likewise
	choices            []choice
	frames             []frame // by node of the path
}

// choice is a step by which a path can go on; at is for the search.
type choice struct{ label, node, state, at int32 }

// frame is the choices at a node of the path that are left: choices[next:end].
type frame struct{ next, end int32 }

// begin empties the stack and makes room.
func (r *run) begin() {
	r.nodes, r.edges, r.path = r.nodes[:0], r.edges[:0], r.path[:0]
	r.choices, r.frames = r.choices[:0], r.frames[:0]
}

func (r *run) makeMarks() {
	if len(r.usedEdge) < r.Edges {
		r.usedEdge = make([]bool, r.Edges)
	}
	if len(r.usedNode) < r.Nodes {
		r.usedNode = make([]bool, r.Nodes)
	}
}

// start makes the path one node.
func (r *run) start(node, state int32) {
	r.leave()
	r.nodes, r.path = append(r.nodes, node), append(r.path, state)
	r.usedNode[node] = true
}

// leave empties the stack.
func (r *run) leave() {
	for _, e := range r.edges {
		r.usedEdge[e] = false
	}
	for _, n := range r.nodes {
		r.usedNode[n] = false
	}
	r.nodes, r.edges, r.path = r.nodes[:0], r.edges[:0], r.path[:0]
	r.choices, r.frames = r.choices[:0], r.frames[:0]
}

// advance takes the next step that is left, after going back as far as none is; false if there is none at all.
func (r *run) advance() (c choice, ok bool) {
	for len(r.frames) > 0 {
		depth := len(r.frames) - 1
		if f := &r.frames[depth]; f.next < f.end {
			c = r.choices[f.next]
			f.next++
			r.nodes, r.edges, r.path = append(r.nodes, c.node), append(r.edges, c.label), append(r.path, c.state)
			r.usedEdge[c.label], r.usedNode[c.node] = true, true
			return c, true
		}
		r.frames = r.frames[:depth]
		if depth == 0 {
			break
		}
		r.choices = r.choices[:r.frames[depth-1].end]
		r.usedEdge[r.edges[depth-1]] = false
		if last := r.nodes[depth]; last != r.nodes[0] {
			r.usedNode[last] = false
		}
		r.nodes, r.edges, r.path = r.nodes[:depth], r.edges[:depth-1], r.path[:depth]
	}
	return choice{}, false
}

// closed reports whether the path is a simple one that has come back to its start: there it ends.
func (r *run) closed() bool {
	return r.Mode == Simple && len(r.edges) > 0 && r.nodes[len(r.nodes)-1] == r.nodes[0]
}

// allows reports whether the mode allows the path, which is not marked.
func (r *run) allows() bool {
	marks, of := r.usedNode, r.nodes
	switch {
	case r.Mode == Walk:
		return true
	case r.Mode == Trail:
		marks, of = r.usedEdge, r.edges
	case r.Mode == Simple && len(r.edges) > 0 && r.nodes[0] == r.nodes[len(r.nodes)-1]:
		of = r.nodes[1:]
	}
	allowed, last := true, 0
	for i, n := range of {
		if marks[n] {
			allowed = false
			break
		}
		marks[n] = true
		last = i + 1
	}
	for _, n := range of[:last] {
		marks[n] = false
	}
	return allowed
}

// free reports whether the mode lets the path go on by a relationship to a node.
func (r *run) free(label, to, state int32) bool {
	switch r.Mode {
	case Trail:
		return !r.usedEdge[label]
	case Acyclic:
		return !r.usedNode[to]
	case Simple:
		return !r.usedNode[to] || to == r.nodes[0] && r.machine.states[state].Final
	}
	return true
}

// sortChoices puts choices in the order of paths.
func sortChoices(choices []choice) {
	if len(choices) > 12 {
		slices.SortFunc(choices, compareChoices)
		return
	}
	for i := 1; i < len(choices); i++ {
		c := choices[i]
		k := i
		for ; k > 0 && (choices[k-1].label > c.label || choices[k-1].label == c.label && choices[k-1].state > c.state); k-- {
			choices[k] = choices[k-1]
		}
		choices[k] = c
	}
}

func compareChoices(a, b choice) int {
	return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.state, b.state))
}
