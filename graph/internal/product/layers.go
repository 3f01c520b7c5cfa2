package product

// entry is that a product state can be reached by walks of one length.
type entry struct {
	node, state int32
	length      int32
	before      int32 // the entry of the same product state with the next smaller length, or -1
	walks       int32 // of this length, up to k
	total       int32 // walks, or lengths, up to this one, up to k
}

// arrival is an end with an entry there.
type arrival struct{ node, entry int32 }

// layers finds the shortest walks from a node: breadth first, where every product state is gone on from at the
// lengths at which there are not yet k walks, or lengths, that are shorter. A walk that leaves it later cannot be
// among the first k, because k others that are shorter go on as it does.
func (r *run) layers(from int32) error {
	r.heads.begin(r.Nodes * int(r.width))
	r.entries = r.entries[:0]
	for _, q := range r.starts {
		if r.fits(from, q) {
			r.reach(from, q, 0, 1)
		}
	}
	late := r.newLate(from)
	low := 0
	for length := int32(0); low < len(r.entries); length++ {
		high := len(r.entries)
		if again, err := r.layer(late, low, high, length); err != nil || !again {
			return err
		}
		if length == 0 && r.Mode == Acyclic {
			if err := r.outOfReach(from); err != nil {
				return err
			}
		}
		if r.done() || length == r.most {
			return nil
		}
		if late.closing > 0 && r.remaining == 1 {
			break
		}
		for i := low; i < high; i++ {
			if err := r.expand(i); err != nil {
				return err
			}
		}
		if err := r.hold((len(r.entries) - high) * 28); err != nil {
			return err
		}
		low = high
	}
	if late.closing > 0 {
		r.found = r.found[:0]
		if again, err := r.layerAllowed(late, late.closing); err != nil || !again {
			return err
		}
	}
	return late.rest()
}

// reach notes that so many walks of a length lead to a product state.
func (r *run) reach(node, state, length, walks int32) {
	key := node*r.width + state
	before := r.heads.get(key)
	var total int32
	if before >= 0 {
		e := &r.entries[before]
		if e.length == length {
			if r.perLength {
				return
			}
			e.walks = min(e.walks+walks, r.k)
			e.total = min(e.total+walks, r.k)
			return
		}
		if total = e.total; total >= r.k {
			return
		}
	}
	if r.perLength {
		walks = 1
	}
	at := int32(len(r.entries))
	r.entries = append(r.entries, entry{node, state, length, max(before, -1), walks, min(total+walks, r.k)})
	r.heads.set(key, at)
}

// expand takes the walks of an entry one hop further.
func (r *run) expand(i int) error {
	e := r.entries[i]
	arcs := r.machine.states[e.state].Arcs
	for a := range arcs {
		arc := &arcs[a]
		test := r.machine.states[arc.To].Node
		targets, labels := row(arc.Forward, e.node)
		if err := r.pause(len(targets) + 1); err != nil {
			return err
		}
		for k, to := range targets {
			if k > 0 && labels[k] == labels[k-1] || to == r.barred {
				continue
			}
			if at := r.heads.get(to*r.width + arc.To); at >= 0 {
				known := &r.entries[at]
				if known.length <= e.length && known.total >= r.k || known.length > e.length && (r.perLength || known.total >= r.k) {
					continue
				}
			} else if test != nil && !test(to) {
				continue
			}
			if arc.Edge == nil || arc.Edge(labels[k], e.node, to) {
				r.reach(to, arc.To, e.length+1, e.walks)
			}
		}
	}
	return nil
}

// layer yields the walks of one length, whose entries are from low up to high, by end.
func (r *run) layer(late *late, low, high int, length int32) (again bool, err error) {
	r.found = r.found[:0]
	for i := low; i < high; i++ {
		e := &r.entries[i]
		if r.machine.states[e.state].Final && r.isEnd(e.node) && r.lacks(e.node, length) {
			r.found = append(r.found, arrival{e.node, int32(i)})
		}
	}
	r.sortFound()
	if r.Mode != Walk {
		return r.layerAllowed(late, length)
	}
	for first := 0; first < len(r.found); {
		last := first
		for last < len(r.found) && r.found[last].node == r.found[first].node {
			last++
		}
		if err := r.trace(r.found[first:last], length); err != nil {
			return false, err
		}
		if again, err := r.follow(length); err != nil || !again {
			return false, err
		}
		first = last
	}
	return true, nil
}

// layerAllowed yields the paths of one length that the mode allows, to the ends that were found.
func (r *run) layerAllowed(late *late, length int32) (again bool, err error) {
	if len(late.nodes) > 0 {
		return late.at(length, r.found)
	}
	round := length > 0 && late.closing == length
	if len(r.found) == 0 && !round {
		return true, nil
	}
	if err := r.trace(r.found, length); err != nil {
		return false, err
	}
	if round {
		again, err = r.encircle(late.from, length, func() bool { return r.emit(r.nodes, r.edges, r.path) })
	} else {
		again, err = r.follow(length)
	}
	if err != nil || !again {
		return false, err
	}
	return true, late.sort(length, round)
}

// sort makes those ends late that were found, but to which no trail of the length led. The start may have to wait
// for closed trails; round says that those of their length were tried.
func (l *late) sort(length int32, round bool) (err error) {
	r := l.r
	for _, a := range r.found {
		switch {
		case !r.lacks(a.node, -1):
		case a.node != l.from || r.Mode != Trail || length == 0:
			l.nodes = append(l.nodes, a.node)
		case l.closing == 0:
			if l.closing, err = r.closes(l.from); err != nil {
				return err
			}
			if l.closing == never {
				l.closing = 0
				r.giveUp(l.from)
			} else if l.closing == length {
				round = true
			}
		}
	}
	if l.closing > 0 && (round || len(l.nodes) > 0) {
		l.closing = 0
		if r.lacks(l.from, -1) {
			l.nodes = append(l.nodes, l.from)
		}
	}
	l.next = length + 1
	return nil
}
