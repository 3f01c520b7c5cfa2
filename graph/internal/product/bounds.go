package product

// bounds is how far product states are from the ends that lack paths: a search back from those, level by level,
// and no further than pays.
type bounds struct {
	backs []back
	steps []backStep
	// depth is how far the search went back; below 0 where it has not begun, and never where nothing is left. The
	// product states that are depth hops from an end are backs[low:], and not gone back from yet.
	depth int32
	low   int
	next  int // how many relationships there are to look at for the next level
	cost  int // how many were looked at
	// walks are the product states that walks from the start come to after counted hops, each as often as walks
	// do, and work is how many relationships go on from there. hops is how far they may go unguided.
	walks, spare  []place
	work          int
	counted, hops int32
	held          int
}

// place is a product state.
type place struct{ node, state int32 }

// back is a product state from which an end can be reached.
type back struct {
	node, state int32
	left        int32 // the fewest hops to an end
	first       int32 // the first of its steps, or -1
}

// backStep is a step towards an end from a product state.
type backStep struct {
	label, to int32 // to is an index of backs
	next      int32 // of the same product state, or -1
}

// forget makes the search back begin anew when it is next wanted.
func (b *bounds) forget() {
	b.backs, b.steps = b.backs[:0], b.steps[:0]
	b.depth, b.low, b.next, b.cost = -1, 0, 0, 0
}

// outset begins to count walks at a start.
func (r *run) outset(from int32) {
	b := &r.bounds
	b.walks, b.counted, b.hops, b.work = b.walks[:0], 0, 0, 0
	for _, q := range r.starts {
		if r.fits(from, q) {
			b.walks = append(b.walks, place{from, q})
			b.work += r.onward(from, q)
		}
	}
}

// onward counts the relationships that go on from a product state.
func (r *run) onward(node, state int32) (n int) {
	arcs := r.machine.states[state].Arcs
	for i := range arcs {
		n += arcs[i].Forward.Degree(node)
	}
	return n
}

// comeFrom counts the relationships that lead to a product state.
func (r *run) comeFrom(node, state int32) (n int) {
	for _, in := range r.into[state] {
		n += in.arc.Backward.Degree(node)
	}
	return n
}

// prepare looks from both sides, by levels, until together they are so many hops deep. Each time that side goes
// on which has fewer relationships to look at. Ahead, walks are only counted: the enumeration takes them again.
func (r *run) prepare(hops int32) error {
	b := &r.bounds
	for r.goals != nil && b.depth < never && b.hops+max(b.depth, 0) < hops {
		for b.counted < b.hops {
			if err := r.count(); err != nil {
				return err
			}
		}
		if b.work == 0 {
			break // there is an end to the walks
		}
		if b.depth < 0 && b.work > len(r.goals) {
			if err := r.turn(); err != nil {
				return err
			}
		}
		if b.depth < 0 || b.work <= b.next {
			b.hops++
		} else if err := r.grow(); err != nil {
			return err
		}
	}
	return r.holdMost(&b.held, b.size())
}

// refresh searches back anew from the ends that still lack paths, or further, where some ends have got theirs and the
// enumeration has since looked at as much as that takes. Otherwise it might list, without end, paths of so many hops
// that nobody wants. It reports whether it did.
func (r *run) refresh(hops int32) (bool, error) {
	b := &r.bounds
	if r.goals == nil || r.remaining == len(r.goals) || r.looked < max(b.cost, len(r.goals)) || !r.settled && b.depth >= hops {
		return false, nil
	}
	depth, looked := b.depth, r.looked
	if r.settled || depth < 0 {
		if err := r.turn(); err != nil {
			return false, err
		}
	}
	for b.depth < hops && (b.depth < depth || b.cost+b.next <= looked) {
		if err := r.grow(); err != nil {
			return false, err
		}
	}
	r.looked = 0
	return true, nil
}

// count takes the walks ahead one hop further.
func (r *run) count() error {
	b := &r.bounds
	if err := r.pause(b.work); err != nil {
		return err
	}
	further := b.spare[:0]
	b.work = 0
	for _, at := range b.walks {
		arcs := r.machine.states[at.state].Arcs
		for i := range arcs {
			for _, to := range arcs[i].Forward.Row(at.node) {
				further = append(further, place{to, arcs[i].To})
				b.work += r.onward(to, arcs[i].To)
			}
		}
	}
	b.walks, b.spare = further, b.walks
	b.counted++
	return nil
}

// turn places the search back at the ends that lack paths.
func (r *run) turn() error {
	b := &r.bounds
	b.forget()
	r.backAt.begin(r.Nodes * int(r.width))
	b.depth = 0
	for _, node := range r.goals {
		if node == r.barred || !r.lacks(node, -1) {
			continue
		}
		for q := range r.width {
			if r.machine.states[q].Final && r.fits(node, q) {
				r.placeBack(node, q, 0)
			}
		}
	}
	b.cost = len(r.goals)
	r.settled, r.looked = false, 0
	return r.pause(len(r.goals))
}

// placeBack notes that a product state is so many hops from an end.
func (r *run) placeBack(node, state, left int32) (at int32) {
	b := &r.bounds
	at = int32(len(b.backs))
	b.backs = append(b.backs, back{node, state, left, -1})
	b.next += r.comeFrom(node, state)
	r.backAt.set(node*r.width+state, at)
	return at
}

// grow goes one level further back.
func (r *run) grow() error {
	b := &r.bounds
	low, high := b.low, len(b.backs)
	b.low, b.cost, b.next = high, b.cost+b.next, 0
	for i := low; i < high; i++ {
		to := b.backs[i]
		if to.node == r.barred {
			continue // a path begins there, or does not come there
		}
		for _, in := range r.into[to.state] {
			from, labels := row(in.arc.Backward, to.node)
			if err := r.pause(len(from) + 1); err != nil {
				return err
			}
			for k, node := range from {
				if k > 0 && labels[k] == labels[k-1] || in.arc.Edge != nil && !in.arc.Edge(labels[k], node, to.node) {
					continue
				}
				at := r.backAt.get(node*r.width + in.from)
				if at < 0 {
					if !r.fits(node, in.from) {
						continue
					}
					at = r.placeBack(node, in.from, to.left+1)
				}
				b.steps = append(b.steps, backStep{labels[k], int32(i), b.backs[at].first})
				b.backs[at].first = int32(len(b.steps) - 1)
			}
		}
	}
	if b.depth++; b.low == len(b.backs) {
		b.depth = never
	}
	return r.holdMost(&b.held, b.size())
}

// size returns how many bytes are held.
func (b *bounds) size() int {
	return len(b.backs)*16 + len(b.steps)*12 + (cap(b.walks)+cap(b.spare))*8
}

// least returns the fewest hops in which an end may be reached from a product state: exactly, where the search
// back came to it.
func (r *run) least(node, state int32) int32 {
	b := &r.bounds
	if b.depth < 0 {
		return r.left[state]
	}
	if at := r.backAt.get(node*r.width + state); at >= 0 {
		return b.backs[at].left
	}
	return max(min(b.depth+1, never), r.left[state])
}
