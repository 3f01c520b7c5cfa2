package product

// pair finds the shortest paths from one node to another, searching from both. The side goes on, by a whole level,
// that has fewer relationships to look at, until the two searches have product states in common: those are in the
// last levels of both, because one that is nearer to an end than that has a neighbour that was common before.
//
// Where none of the shortest walks is allowed by the mode, the paths of greater lengths are enumerated.
func (r *run) pair(from, to int32) error {
	if to == r.barred {
		_, _, err := r.dive(from, 0, true)
		return err
	}
	length, found, err := r.approach(from, to)
	if err != nil || !found {
		return err
	}
	if from == to && length > 0 && r.Mode == Trail {
		return r.pairRound(from)
	}
	if err := r.link(from, length); err != nil {
		return err
	}
	if again, err := r.follow(length); err != nil || !again || r.Mode == Walk || !r.lacks(to, -1) {
		return err
	}
	return r.deepen(from, length+1)
}

// side is one of the two searches.
type side struct {
	level []place // the product states that were reached last
	hops  int32   // how far they are
	work  int     // how many relationships there are at them
}

func (r *run) approach(from, to int32) (length int32, found bool, err error) {
	r.heads.begin(r.Nodes * int(r.width))
	r.backAt.begin(r.Nodes * int(r.width))
	ahead, behind := side{level: r.ahead[:0]}, side{level: r.behind[:0]}
	r.middle = r.middle[:0]
	for _, q := range r.starts {
		if r.fits(from, q) {
			ahead.level = append(ahead.level, place{from, q})
			ahead.work += r.onward(from, q)
			r.heads.set(from*r.width+q, 0)
		}
	}
	for q := range r.width {
		if r.machine.states[q].Final && r.fits(to, q) {
			behind.level = append(behind.level, place{to, q})
			behind.work += r.comeFrom(to, q)
			r.backAt.set(to*r.width+q, 0)
			if r.heads.get(to*r.width+q) >= 0 {
				r.middle = append(r.middle, place{to, q})
			}
		}
	}
	for len(r.middle) == 0 && len(ahead.level) > 0 && len(behind.level) > 0 && ahead.hops+behind.hops < r.most {
		if ahead.work <= behind.work {
			r.spare, err = r.goOn(&ahead, r.spare[:0])
		} else {
			r.spare, err = r.goBack(&behind, r.spare[:0])
		}
		if err == nil {
			err = r.hold(8 * (len(ahead.level) + len(behind.level)))
		}
		if err != nil {
			break
		}
	}
	r.ahead, r.behind = ahead.level, behind.level
	return ahead.hops + behind.hops, len(r.middle) > 0, err
}

// goOn takes the search from the start one level further. It returns the memory of the level before.
func (r *run) goOn(s *side, next []place) ([]place, error) {
	s.hops++
	s.work = 0
	for _, at := range s.level {
		arcs := r.machine.states[at.state].Arcs
		for i := range arcs {
			arc := &arcs[i]
			test := r.machine.states[arc.To].Node
			targets, labels := row(arc.Forward, at.node)
			if err := r.pause(len(targets) + 1); err != nil {
				return nil, err
			}
			for k, to := range targets {
				key := to*r.width + arc.To
				if r.heads.get(key) >= 0 || to == r.barred {
					continue
				}
				meets := r.backAt.get(key) >= 0
				if !meets && len(r.middle) > 0 || arc.Edge != nil && !arc.Edge(labels[k], at.node, to) || test != nil && !test(to) {
					continue
				}
				r.heads.set(key, s.hops)
				if meets {
					r.middle = append(r.middle, place{to, arc.To})
				}
				next = append(next, place{to, arc.To})
				s.work += r.onward(to, arc.To)
			}
		}
	}
	s.level, next = next, s.level
	return next, nil
}

// goBack takes the search from the end one level further back.
func (r *run) goBack(s *side, next []place) ([]place, error) {
	s.hops++
	s.work = 0
	for _, at := range s.level {
		for _, in := range r.into[at.state] {
			test := r.machine.states[in.from].Node
			sources, labels := row(in.arc.Backward, at.node)
			if err := r.pause(len(sources) + 1); err != nil {
				return nil, err
			}
			for k, from := range sources {
				key := from*r.width + in.from
				if r.backAt.get(key) >= 0 {
					continue
				}
				meets := r.heads.get(key) >= 0
				if !meets && (len(r.middle) > 0 || from == r.barred) || in.arc.Edge != nil && !in.arc.Edge(labels[k], from, at.node) || test != nil && !test(from) {
					continue
				}
				r.backAt.set(key, s.hops)
				if meets {
					r.middle = append(r.middle, place{from, in.from})
				}
				next = append(next, place{from, in.from})
				s.work += r.comeFrom(from, in.from)
			}
		}
	}
	s.level, next = next, s.level
	return next, nil
}

// link makes the dag of the shortest walks through the product states in the middle.
func (r *run) link(from, length int32) error {
	d := &r.dag
	d.reset()
	r.local.begin(r.Nodes * int(r.width))
	for _, at := range r.middle {
		r.placed(at.node*r.width+at.state, at.node, at.state)
	}
	far := r.heads.get(r.middle[0].node*r.width + r.middle[0].state)
	low, high := 0, len(d.nodes)
	for hops := far; hops > 0; hops-- {
		start := len(d.nodes)
		for i := low; i < high; i++ {
			if err := r.linkBack(int32(i), hops-1); err != nil {
				return err
			}
		}
		low, high = start, len(d.nodes)
	}
	for _, q := range r.starts {
		if at := r.local.get(from*r.width + q); at >= 0 && r.heads.get(from*r.width+q) == 0 {
			d.roots = append(d.roots, at)
		}
	}
	low, high = 0, len(r.middle)
	for hops := length - far; hops > 0; hops-- {
		start := len(d.nodes)
		for i := low; i < high; i++ {
			if err := r.linkOn(int32(i), hops-1); err != nil {
				return err
			}
		}
		low, high = start, len(d.nodes)
	}
	return r.holdMost(&r.dagHeld, d.size())
}

// linkBack joins a node of the dag with those before it, which are so many hops from the start.
func (r *run) linkBack(i, hops int32) error {
	d := &r.dag
	node, state := d.nodes[i].node, d.nodes[i].state
	for _, in := range r.into[state] {
		sources, labels := row(in.arc.Backward, node)
		if err := r.pause(len(sources) + 1); err != nil {
			return err
		}
		for k, from := range sources {
			key := from*r.width + in.from
			if r.heads.get(key) == hops && (k == 0 || labels[k] != labels[k-1]) && (in.arc.Edge == nil || in.arc.Edge(labels[k], from, node)) {
				d.join(r.placed(key, from, in.from), labels[k], i)
			}
		}
	}
	return nil
}

// linkOn joins a node of the dag with those after it, which are so many hops from the end.
func (r *run) linkOn(i, hops int32) error {
	d := &r.dag
	node, state := d.nodes[i].node, d.nodes[i].state
	arcs := r.machine.states[state].Arcs
	for a := range arcs {
		arc := &arcs[a]
		targets, labels := row(arc.Forward, node)
		if err := r.pause(len(targets) + 1); err != nil {
			return err
		}
		for k, to := range targets {
			key := to*r.width + arc.To
			if r.backAt.get(key) == hops && (k == 0 || labels[k] != labels[k-1]) && (arc.Edge == nil || arc.Edge(labels[k], node, to)) {
				d.join(i, labels[k], r.placed(key, to, arc.To))
			}
		}
	}
	return nil
}

// placed returns the node of the dag for a product state.
func (r *run) placed(key, node, state int32) int32 {
	at := r.local.get(key)
	if at < 0 {
		at = r.dag.add(node, state)
		r.local.set(key, at)
	}
	return at
}
