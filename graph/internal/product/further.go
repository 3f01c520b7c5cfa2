package product

import "slices"

// Whether an end has another path than those that are known of it can be told without trying everything: J. Yen,
// "Finding the k shortest loopless paths in a network", Management Science 17 (1971) 712–716. Any other one parts
// somewhere from those that begin as it does. So from each place of a known path a search goes on by the steps that
// none of these takes, with what the mode lets a path use only once taken away where the beginning has it.
//
// In a plain automaton a shortest walk from there repeats nothing, but for one thing: a trail may come back to where
// it parted, and go on by the relationship by which it parted. The search therefore keeps the relationships by which
// walks parted, and of each product state the fewest hops by four different ones. Four suffice: what a shortest walk
// still has before it crosses at most three relationships of the place where it parted (to there, on from there, and
// to it as the end), so that one of the four can go on so as well.
//
// The enumeration asks only when no end has got its paths for a while, because where there are paths it finds them at
// less cost.

// mostPartings is by how many different relationships the search comes to a product state.
const mostPartings = 4

// patience is how many relationships the enumeration looks at before it asks.
func (r *run) patience() int {
	if r.eager {
		return 0
	}
	return 8*r.Edges + 4096
}

// further is what is known of the ends that lack paths.
type further struct {
	// last is the path that was known last of each goal that lacks some, a place in keptAt, or -1; nil where no goal is
	// asked about.
	last []int32
	held int // bytes
	// since is how many relationships were looked at since the goals were asked about or one of them got its paths, and
	// patience how many may be before they are asked about again. next is the goal that is first.
	since, patience, next int
}

type keptPath struct{ nodes, edges, path []int32 }

// keptPlace is where the nodes, edges and states of a path are in keptIn; before is that of the same goal known before,
// or -1.
type keptPlace struct {
	at            int
	nodes, before int32
}

// parting is a product state that was come to from where a walk parted, by which first relationship; -1: that makes
// no difference.
type parting struct{ node, state, first int32 }

// partings are the first relationships by which a product state was come to.
type partings struct {
	first [mostPartings]int32
	count int
}

// asks makes the enumeration ask about ends, if it can be told.
func (r *run) asks() {
	if r.loop >= 0 && r.Mode != Walk && r.Selector != All && !r.perLength {
		r.further = further{last: slices.Repeat([]int32{-1}, len(r.goals)), patience: r.patience()}
	}
}

// forgetKept lets the paths go.
func (r *run) forgetKept() {
	r.held -= int64(r.further.held)
	r.further = further{}
	r.keptAt, r.keptIn = r.keptAt[:0], r.keptIn[:0]
}

// keep notes a path, if its end lacks more. Where that takes much of the memory that a search may hold, none is kept any
// more, and the enumeration does without.
func (r *run) keep(nodes, edges, states []int32) {
	f := &r.further
	end := nodes[len(nodes)-1]
	if !r.lacks(end, -1) {
		f.since = 0
		return
	}
	bytes := 12*len(nodes) + 16
	if r.Memory > 0 && int64(f.held+bytes) > min(r.Memory/4, r.Memory-r.held) {
		r.forgetKept()
		return
	}
	f.held += bytes
	r.held += int64(bytes)
	goal := r.ends.get(end)
	r.keptAt = append(r.keptAt, keptPlace{len(r.keptIn), int32(len(nodes)), f.last[goal]})
	r.keptIn = append(append(append(r.keptIn, nodes...), edges...), states...)
	f.last[goal] = int32(len(r.keptAt) - 1)
}

// keptOf returns the paths to a goal that are known.
func (r *run) keptOf(goal int) (kept []keptPath) {
	for i := r.further.last[goal]; i >= 0; i = r.keptAt[i].before {
		p, n := r.keptIn[r.keptAt[i].at:], r.keptAt[i].nodes
		kept = append(kept, keptPath{p[:n], p[n : 2*n-1], p[2*n-1 : 3*n-1]})
	}
	return kept
}

// ask gives up the ends that have no more paths than are known. It looks at no more relationships than the enumeration
// has since it asked before or an end got its paths.
func (r *run) ask(from int32) error {
	f := &r.further
	bytes := r.Nodes*int(r.width)*(4+20+12*mostPartings) + 4*max(r.Nodes, r.Edges)
	if r.Memory > 0 && r.held+int64(max(bytes-r.askHeld, 0)) > r.Memory {
		r.forgetKept()
		return nil
	}
	if err := r.holdMost(&r.askHeld, bytes); err != nil {
		return err
	}
	looked, budget, gaveUp := r.looked, f.patience, false
	if r.eager {
		budget = never
	}
	for n := range r.goals {
		at := (f.next + n) % len(r.goals)
		if !r.lacks(r.goals[at], -1) {
			continue
		}
		more, err := r.hasMore(from, at, &budget)
		if err != nil {
			return err
		}
		if budget < 0 {
			f.next = at
			break
		}
		if !more {
			r.giveUp(r.goals[at])
			gaveUp = true
		}
	}
	if gaveUp && budget >= 0 {
		f.patience = r.patience()
	} else {
		f.patience = min(2*f.patience, never)
	}
	f.since, r.looked = 0, looked
	return nil
}

// hasMore reports whether there is a path to a goal that is not known. The answer does not count where the budget,
// of relationships, is below 0 afterwards.
func (r *run) hasMore(from int32, goal int, budget *int) (more bool, err error) {
	end, kept := r.goals[goal], r.keptOf(goal)
	for _, q := range r.starts {
		if r.fits(from, q) {
			at := keptPath{[]int32{from}, nil, []int32{q}}
			if from == end && r.machine.states[q].Final && !slices.ContainsFunc(kept, at.is) {
				return true, nil
			}
			more, err = r.parts(kept, at, end, budget)
			if err != nil || more || *budget < 0 {
				return more, err
			}
		}
	}
	for j, p := range kept {
		for i := 1; i <= len(p.edges); i++ {
			begin := keptPath{p.nodes[:i+1], p.edges[:i], p.path[:i+1]}
			if slices.ContainsFunc(kept[:j], begin.begins) {
				if *budget -= j; *budget < 0 {
					return false, nil
				}
				continue
			}
			if i == len(p.edges) {
				if r.Mode != Trail {
					break // it cannot come back
				}
				// The path may end in another state than that in which one that goes on is here.
				if begin.path = slices.Clone(begin.path); begin.path[i] != r.loop {
					if begin.path[i] = r.loop; !r.fits(end, r.loop) {
						break
					}
				}
			}
			more, err = r.parts(kept, begin, end, budget)
			if err != nil || more || *budget < 0 {
				return more, err
			}
		}
	}
	return false, nil
}

// begins reports whether another path begins so.
func (p keptPath) begins(other keptPath) bool {
	n := len(p.edges)
	return len(other.edges) >= n && slices.Equal(p.edges, other.edges[:n]) && slices.Equal(p.path, other.path[:n+1])
}

// is reports whether another path is the same.
func (p keptPath) is(other keptPath) bool { return len(p.edges) == len(other.edges) && p.begins(other) }

// parts reports whether a path to an end begins so, and goes on as none of those that are kept does.
func (r *run) parts(kept []keptPath, begin keptPath, end int32, budget *int) (bool, error) {
	length := len(begin.edges)
	r.taken = r.taken[:0]
	*budget -= 2 * len(kept) // this one's beginning is compared with theirs
	if err := r.pause(2 * len(kept)); err != nil || *budget < 0 {
		return false, err
	}
	for _, p := range kept {
		if len(p.edges) > length && begin.begins(p) {
			r.taken = append(r.taken, choice{p.edges[length], p.nodes[length+1], p.path[length+1], -1})
		}
	}
	once := begin.nodes
	if r.Mode == Trail {
		once = begin.edges
	}
	r.used.begin(max(r.Nodes, r.Edges))
	for _, i := range once {
		r.used.set(i, 0)
	}
	r.partedAt.begin(r.Nodes * int(r.width))
	r.partings, r.parted = r.partings[:0], append(r.parted[:0], parting{begin.nodes[length], begin.path[length], -1})
	start, low := begin.nodes[0], 0
	for hops := int32(length); low < len(r.parted) && hops < r.most; hops++ {
		high := len(r.parted)
		for ; low < high; low++ {
			found, err := r.partFurther(start, end, low, budget)
			if err != nil || found || *budget < 0 {
				return found, err
			}
		}
	}
	return false, nil
}

// partFurther goes one hop on from a product state. It reports whether that comes to the end.
func (r *run) partFurther(start, end int32, i int, budget *int) (bool, error) {
	at := r.parted[i]
	arcs := r.machine.states[at.state].Arcs
	for a := range arcs {
		arc := &arcs[a]
		final := r.machine.states[arc.To].Final
		targets, labels := row(arc.Forward, at.node)
		*budget -= len(targets) + 1
		if err := r.pause(len(targets) + 1); err != nil || *budget < 0 {
			return false, err
		}
		for k, to := range targets {
			label, first := labels[k], at.first
			if r.Mode == Trail {
				if label == first || r.used.get(label) >= 0 {
					continue
				}
				if i == 0 {
					first = label
				}
			} else if r.used.get(to) >= 0 && !(r.Mode == Simple && to == start && to == end && final) {
				continue
			}
			arrives := to == end && final
			if !arrives && (to == end && r.Mode != Trail || r.knowsParting(to, arc.To, first)) || i == 0 && r.isTaken(label, to, arc.To, end) {
				continue
			}
			if arc.Edge != nil && !arc.Edge(label, at.node, to) || !r.fits(to, arc.To) {
				continue
			}
			if arrives {
				return true, nil
			}
			r.part(parting{to, arc.To, first})
		}
	}
	return false, nil
}

// isTaken reports whether a path that is kept takes a step. One that ends by the step counts also where it does so
// in another state than one that goes on: what goes on is looked at from its end.
func (r *run) isTaken(label, to, state, end int32) bool {
	return slices.ContainsFunc(r.taken, func(c choice) bool {
		return c.label == label && c.node == to && (c.state == state || to == end && state == r.loop)
	})
}

// knowsParting reports whether a product state was come to by that first relationship, or by enough others.
func (r *run) knowsParting(node, state, first int32) bool {
	at := r.partedAt.get(node*r.width + state)
	if at < 0 {
		return false
	}
	p := &r.partings[at]
	return p.count == mostPartings || slices.Contains(p.first[:p.count], first)
}

// part notes a product state.
func (r *run) part(to parting) {
	key := to.node*r.width + to.state
	at := r.partedAt.get(key)
	if at < 0 {
		at = int32(len(r.partings))
		r.partings = append(r.partings, partings{})
		r.partedAt.set(key, at)
	}
	p := &r.partings[at]
	p.first[p.count] = to.first
	p.count++
	r.parted = append(r.parted, to)
}
