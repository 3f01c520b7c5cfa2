package product

import (
	"cmp"
	"slices"
)

// visit is a product state that a breadth-first search came to.
type visit struct {
	node, state   int32
	parent, label int32 // from which visit, and by which relationship; -1 at the start
}

// sprint finds one shortest path from a node to each end: breadth first. A product state is first come to by the
// first of its shortest walks, because the queue is in the order of these.
func (r *run) sprint(from int32) error {
	r.depart(from)
	late := r.newLate(from)
	for low, length := 0, int32(0); low < len(r.visits); length++ {
		high := len(r.visits)
		if again, err := r.finish(late, length); err != nil || !again {
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
		if r.remaining > 0 && len(late.nodes) == 0 && late.circle == nil {
			if finished, err := r.lookBack(low, length); err != nil || finished {
				return err
			}
		}
		r.found = r.found[:0]
		for i := low; i < high; i++ {
			if err := r.spread(int32(i)); err != nil {
				return err
			}
		}
		if err := r.hold((len(r.visits) - high) * 16); err != nil {
			return err
		}
		low = high
	}
	if c := late.circle; c != nil && !r.emit(c.nodes, c.edges, c.path) {
		return nil
	}
	return late.rest()
}

// depart visits the start.
func (r *run) depart(from int32) {
	r.heads.begin(r.Nodes * int(r.width))
	r.visits, r.found = r.visits[:0], r.found[:0]
	for _, q := range r.starts {
		if r.fits(from, q) {
			r.heads.set(from*r.width+q, int32(len(r.visits)))
			r.visits = append(r.visits, visit{from, q, -1, -1})
			if r.machine.states[q].Final && r.isEnd(from) {
				r.found = append(r.found, arrival{from, int32(len(r.visits) - 1)})
			}
		}
	}
}

// reachable returns the nodes at which walks may end.
func (r *run) reachable(from int32) (nodes []int32, err error) {
	r.goals = nil
	r.depart(from)
	for low, hops := 0, int32(0); low < len(r.visits) && hops < r.most; hops++ {
		high := len(r.visits)
		for i := low; i < high; i++ {
			if err := r.spread(int32(i)); err != nil {
				return nil, err
			}
		}
		if err := r.hold((len(r.visits) - high) * 16); err != nil {
			return nil, err
		}
		low = high
	}
	for _, a := range r.found {
		nodes = append(nodes, a.node)
	}
	slices.Sort(nodes)
	return slices.Compact(nodes), nil
}

// spread visits what is new one hop beyond a visit.
func (r *run) spread(i int32) error {
	at := r.visits[i]
	arcs := r.machine.states[at.state].Arcs
	if len(arcs) > 1 {
		return r.spreadInOrder(i)
	}
	for a := range arcs {
		arc := &arcs[a]
		test, final := r.machine.states[arc.To].Node, r.machine.states[arc.To].Final
		targets, labels := row(arc.Forward, at.node)
		if err := r.pause(len(targets) + 1); err != nil {
			return err
		}
		cells, base, width := r.heads.cells, r.heads.base, r.width
		for k, to := range targets {
			cell := &cells[to*width+arc.To]
			if *cell >= base || to == r.barred || arc.Edge != nil && !arc.Edge(labels[k], at.node, to) || test != nil && !test(to) {
				continue
			}
			*cell = base + int32(len(r.visits))
			r.heads.top = *cell
			if final && r.isEnd(to) {
				r.found = append(r.found, arrival{to, int32(len(r.visits))})
			}
			r.visits = append(r.visits, visit{to, arc.To, i, labels[k]})
		}
	}
	return nil
}

// spreadInOrder is spread for a state with several arcs: their relationships are taken in one order.
func (r *run) spreadInOrder(i int32) error {
	at := r.visits[i]
	r.choices = r.choices[:0]
	arcs := r.machine.states[at.state].Arcs
	for a := range arcs {
		arc := &arcs[a]
		test := r.machine.states[arc.To].Node
		targets, labels := row(arc.Forward, at.node)
		if err := r.pause(len(targets) + 1); err != nil {
			return err
		}
		for k, to := range targets {
			if r.heads.get(to*r.width+arc.To) < 0 && to != r.barred && (arc.Edge == nil || arc.Edge(labels[k], at.node, to)) && (test == nil || test(to)) {
				r.choices = append(r.choices, choice{labels[k], to, arc.To, -1})
			}
		}
	}
	sortChoices(r.choices)
	for _, c := range r.choices {
		key := c.node*r.width + c.state
		if r.heads.get(key) >= 0 {
			continue // by a parallel relationship
		}
		r.heads.set(key, int32(len(r.visits)))
		if r.machine.states[c.state].Final && r.isEnd(c.node) {
			r.found = append(r.found, arrival{c.node, int32(len(r.visits))})
		}
		r.visits = append(r.visits, visit{c.node, c.state, i, c.label})
	}
	return nil
}

// sortFound sorts what was found by end, and those at the same end by entry.
func (r *run) sortFound() {
	slices.SortFunc(r.found, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.entry, b.entry))
	})
}

// finish yields the paths of one length, to the ends that were found.
func (r *run) finish(late *late, length int32) (again bool, err error) {
	// Of an end with several states, the first counts.
	r.found = slices.DeleteFunc(r.found, func(a arrival) bool { return !r.lacks(a.node, length) })
	r.sortFound()
	r.found = slices.CompactFunc(r.found, func(a, b arrival) bool { return a.node == b.node })
	if r.Mode != Walk {
		slices.SortFunc(r.found, func(a, b arrival) int { return cmp.Compare(a.entry, b.entry) })
	}
	if r.Mode == Trail && length > 0 && len(late.nodes) == 0 {
		if err := late.wait(); err != nil {
			return false, err
		}
	}
	if r.Mode != Walk && (len(late.nodes) > 0 || !r.allAllowed()) {
		return late.at(length, r.found)
	}
	for _, a := range r.found {
		if err := r.pause(int(length) + 1); err != nil {
			return false, err
		}
		r.recover(a.entry)
		if c := late.circle; c != nil && int32(len(c.edges)) == length && c.before(r.starts, r.edges, r.path) {
			late.circle = nil
			if !r.emit(c.nodes, c.edges, c.path) {
				return false, nil
			}
		}
		if !r.emit(r.nodes, r.edges, r.path) {
			return false, nil
		}
	}
	if c := late.circle; c != nil && (int32(len(c.edges)) == length || r.remaining == 1) {
		late.circle = nil
		return r.emit(c.nodes, c.edges, c.path), nil
	}
	return true, nil
}

// allAllowed reports whether the mode allows the first shortest path to each end that was found.
func (r *run) allAllowed() bool {
	for _, a := range r.found {
		r.recover(a.entry)
		if !r.allows() {
			return false
		}
	}
	return true
}

// recover makes the path by which a visit was come to. What is on it is not marked.
func (r *run) recover(i int32) {
	r.nodes, r.edges, r.path = r.nodes[:0], r.edges[:0], r.path[:0]
	for ; i >= 0; i = r.visits[i].parent {
		v := &r.visits[i]
		r.nodes, r.path = append(r.nodes, v.node), append(r.path, v.state)
		if v.parent >= 0 {
			r.edges = append(r.edges, v.label)
		}
	}
	slices.Reverse(r.nodes)
	slices.Reverse(r.edges)
	slices.Reverse(r.path)
}

// late are the ends to which walks lead, but no path yet that the mode allows.
type late struct {
	r     *run
	from  int32
	nodes []int32
	next  int32
	// The start is no late end while it waits for the closed trails: where one to each end is wanted for circle, the
	// first of them, otherwise for those of a length, closing.
	circle  *circle
	closing int32
}

func (r *run) newLate(from int32) *late {
	r.bounds.forget()
	r.outset(from)
	return &late{r: r, from: from}
}

// wait makes the start, where it was found but its first walk is no trail, wait for the first closed trail.
func (l *late) wait() error {
	r := l.r
	i := slices.IndexFunc(r.found, func(a arrival) bool { return a.node == l.from })
	if i < 0 {
		return nil
	}
	if l.circle == nil {
		if r.recover(r.found[i].entry); r.allows() {
			return nil
		}
		length, err := r.closes(l.from)
		switch {
		case err != nil:
			return err
		case length == never:
			r.giveUp(l.from)
		default:
			if l.circle, err = r.round(l.from, length); err != nil || l.circle == nil {
				return err
			}
		}
	}
	r.found = slices.Delete(r.found, i, i+1)
	return nil
}

// at yields the paths of one length: to the late ends, and to those that were found at this length.
func (l *late) at(length int32, found []arrival) (again bool, err error) {
	if l.circle != nil || l.closing > 0 {
		l.nodes, l.circle, l.closing = append(l.nodes, l.from), nil, 0
	}
	for _, a := range found {
		if a.node == l.from && length > 0 {
			if err := l.r.outOfReach(l.from); err != nil {
				return false, err
			}
		}
		l.nodes = append(l.nodes, a.node)
	}
	if err := l.r.prepare(length); err != nil {
		return false, err
	}
	beyond, again, err := l.r.dive(l.from, length, true)
	if err != nil || !again {
		return false, err
	}
	l.nodes = slices.DeleteFunc(l.nodes, func(n int32) bool { return !l.r.lacks(n, -1) })
	l.next = max(length+1, beyond)
	return beyond < never, nil
}

// rest yields the paths to the late ends when walks have led to all.
func (l *late) rest() error {
	if len(l.nodes) == 0 {
		return nil
	}
	if l.r.goals == nil {
		slices.Sort(l.nodes)
		l.r.setGoals(slices.Compact(l.nodes)) // all others have their paths
		l.r.remaining = len(l.r.goals)
	}
	if err := l.r.outOfReach(l.from); err != nil || l.r.done() {
		return err
	}
	return l.r.deepen(l.from, l.next)
}
