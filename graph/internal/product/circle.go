package product

import (
	"cmp"
	"slices"
)

// A trail that comes back to its start has to be looked for on its own: the shortest walk there is often out by a
// relationship that can be crossed both ways, and back by the same one. What the walks from each product state back to
// the start are, by their last relationship, tells which first relationships close: with one that is not the last.
// It suffices to know, of each product state, two last relationships, those by which there are fewest hops: a path's
// first relationship is at most one of them.
//
// Where a path goes on as it did before from a node that it comes to again (as in a quantified relationship that may
// come once or more), no walk so found repeats a node, but for the start at the end: all are trails, and the shortest
// ones. Elsewhere they are tried, and no closed trail is shorter.

// home is the fewest hops from a product state to the start as an end, by the last relationship: of two different
// ones those with the fewest, never where there is none. At the end itself the last relationship is -1.
type home struct{ last, hops [2]int32 }

// homing is a product state from which one of the ways back was found.
type homing struct{ node, state, last int32 }

// circle is a closed trail that is to be yielded when its length is reached.
type circle struct{ nodes, edges, path []int32 }

// closes searches back from the start, and returns how long a closed trail there is at least: never where there is
// none with a relationship. It takes O(n + m) for each state of the automaton.
func (r *run) closes(from int32) (length int32, err error) {
	if err := r.holdMost(&r.homeHeld, 4*r.Nodes*int(r.width)); err != nil {
		return never, err
	}
	r.homeAt.begin(r.Nodes * int(r.width))
	r.homes, r.homing = r.homes[:0], r.homing[:0]
	for q := range r.width {
		if r.machine.states[q].Final && r.fits(from, q) {
			r.comeHome(homing{from, q, -1}, 0)
		}
	}
	length = never
	for low, hops := 0, int32(0); low < len(r.homing) && hops < r.most && length == never; hops++ {
		high := len(r.homing)
		for i := low; i < high; i++ {
			closed, err := r.closeBack(from, r.homing[i], hops)
			if err != nil {
				return never, err
			}
			if closed {
				length = hops + 1
			}
		}
		if err := r.holdMost(&r.homeHeld, 4*r.Nodes*int(r.width)+len(r.homes)*16+len(r.homing)*12); err != nil {
			return never, err
		}
		low = high
	}
	return length, nil
}

// closeBack goes one hop further back from a product state that is so many from the end. It reports whether that
// closes: a path can begin so.
func (r *run) closeBack(from int32, at homing, hops int32) (closed bool, err error) {
	for _, in := range r.into[at.state] {
		sources, labels := row(in.arc.Backward, at.node)
		if err := r.pause(len(sources) + 1); err != nil {
			return false, err
		}
		for k, node := range sources {
			begins := node == from && labels[k] != at.last && slices.Contains(r.starts, in.from)
			back := homing{node, in.from, at.last}
			if hops == 0 {
				back.last = labels[k]
			}
			// A path that has come to an end at the start is a shorter closed one.
			further := (node != from || !r.machine.states[in.from].Final) && !r.knowsHome(back)
			if !begins && !further || in.arc.Edge != nil && !in.arc.Edge(labels[k], node, at.node) || !r.fits(node, in.from) {
				continue
			}
			closed = closed || begins
			if further {
				r.comeHome(back, hops+1)
			}
		}
	}
	return closed, nil
}

// knowsHome reports whether ways back by that last relationship, or by two others, were found before.
func (r *run) knowsHome(back homing) bool {
	at := r.homeAt.get(back.node*r.width + back.state)
	return at >= 0 && (r.homes[at].hops[1] < never || r.homes[at].last[0] == back.last)
}

// comeHome notes a way back.
func (r *run) comeHome(back homing, hops int32) {
	r.homing = append(r.homing, back)
	key := back.node*r.width + back.state
	if at := r.homeAt.get(key); at >= 0 {
		r.homes[at].last[1], r.homes[at].hops[1] = back.last, hops
		return
	}
	r.homeAt.set(key, int32(len(r.homes)))
	r.homes = append(r.homes, home{[2]int32{back.last, -1}, [2]int32{hops, never}})
}

// homeward returns the fewest hops back to the start where the last relationship is not the first of the path.
func (r *run) homeward(node, state, first int32) int32 {
	at := r.homeAt.get(node*r.width + state)
	switch {
	case at < 0:
		return never
	case r.homes[at].last[0] != first:
		return r.homes[at].hops[0]
	}
	return r.homes[at].hops[1]
}

// encircle takes, in the order of paths, the closed trails of a length that closes returned and the trails of the
// dag, whose length is the same. It stops where take returns false.
func (r *run) encircle(from, length int32, take func() bool) (again bool, err error) {
	r.begin()
	defer r.leave()
	for _, q := range r.starts {
		if !r.fits(from, q) {
			continue
		}
		root := int32(-1)
		for _, i := range r.dag.roots {
			if r.dag.nodes[i].state == q {
				root = i
			}
		}
		r.start(from, q)
		for at := root; ; {
			if int32(len(r.edges)) == length {
				if err := r.pause(int(length) + 1); err != nil {
					return false, err
				}
				if !take() {
					return false, nil
				}
			}
			if err := r.branchRound(at, length); err != nil {
				return false, err
			}
			c, ok := r.advance()
			if !ok {
				break
			}
			at = c.at
		}
	}
	return true, nil
}

// branchRound notes the steps of trails from a node of the dag, or from none, and back to the start.
func (r *run) branchRound(at, length int32) error {
	start := len(r.choices)
	depth := int32(len(r.edges))
	if at >= 0 {
		for i := r.dag.nodes[at].first; i >= 0; i = r.dag.edges[i].next {
			e := &r.dag.edges[i]
			if to := &r.dag.nodes[e.to]; r.free(e.label, to.node, to.state) {
				r.choices = append(r.choices, choice{e.label, to.node, to.state, e.to})
			}
		}
	}
	node, state := r.nodes[depth], r.path[depth]
	if depth == 0 || depth < length && r.homeward(node, state, r.edges[0]) == length-depth {
		arcs := r.machine.states[state].Arcs
		for i := range arcs {
			arc := &arcs[i]
			targets, labels := row(arc.Forward, node)
			if err := r.pause(len(targets) + 1); err != nil {
				return err
			}
			for k, to := range targets {
				first := labels[k]
				if depth > 0 {
					first = r.edges[0]
				}
				if (k == 0 || labels[k] != labels[k-1]) && r.homeward(to, arc.To, first) == length-depth-1 &&
					r.free(labels[k], to, arc.To) && (arc.Edge == nil || arc.Edge(labels[k], node, to)) {
					r.choices = append(r.choices, choice{labels[k], to, arc.To, -1})
				}
			}
		}
	}
	sortChoices(r.choices[start:])
	r.choices = r.choices[:start+unite(r.choices[start:])]
	r.frames = append(r.frames, frame{int32(start), int32(len(r.choices))})
	return nil
}

// unite makes those choices one that are the same, but for their place in the dag, and returns how many are left.
func unite(choices []choice) (n int) {
	for _, c := range choices {
		if n > 0 && compareChoices(choices[n-1], c) == 0 {
			choices[n-1].at = max(choices[n-1].at, c.at)
			continue
		}
		choices[n] = c
		n++
	}
	return n
}

// round makes the first closed trail of the length that closes returned, if those have one.
func (r *run) round(from, length int32) (*circle, error) {
	var c *circle
	r.dag.reset()
	_, err := r.encircle(from, length, func() bool {
		c = &circle{slices.Clone(r.nodes), slices.Clone(r.edges), slices.Clone(r.path)}
		return false
	})
	return c, err
}

// before reports whether the trail comes before a path of its length, from the same start.
func (c *circle) before(starts, edges, path []int32) bool {
	way := cmp.Compare(slices.Index(starts, c.path[0]), slices.Index(starts, path[0]))
	for i := 0; way == 0 && i < len(edges); i++ {
		way = cmp.Or(cmp.Compare(c.edges[i], edges[i]), cmp.Compare(c.path[i+1], path[i+1]))
	}
	return way < 0
}

// pairRound is pair where the end is the start, and a path has a relationship.
func (r *run) pairRound(from int32) error {
	length, err := r.closes(from)
	if err != nil || length == never {
		return err
	}
	r.dag.reset()
	again, err := r.encircle(from, length, func() bool { return r.emit(r.nodes, r.edges, r.path) })
	if err != nil || !again || !r.lacks(from, -1) {
		return err
	}
	return r.deepen(from, length+1)
}

// outOfReach gives up the start as an end, after the paths without a relationship, where no other ends there.
func (r *run) outOfReach(from int32) error {
	if r.Selector == All || !r.isEnd(from) || !r.lacks(from, -1) {
		return nil
	}
	switch r.Mode {
	case Acyclic:
		r.giveUp(from)
	case Trail:
		length, err := r.closes(from)
		if err != nil {
			return err
		}
		if length == never {
			r.giveUp(from)
		}
	}
	return nil
}

// giveUp notes that no more paths lead to an end, though it lacks some.
func (r *run) giveUp(node int32) {
	*r.tallyOf(node) = tally{r.k, -2} // no length is that
	r.remaining--
	r.settled = true
}
