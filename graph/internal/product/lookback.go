package product

import (
	"cmp"
	"slices"
)

// reverse is a product state that a search back from one end came to, with the first of its shortest ways there.
type reverse struct {
	node, state int32
	label, next int32 // the relationship, and where it leads: an index of reverses, or -1 at the end
}

// joint is a path to an end: as far as a visit, by a relationship, and from there as a search back has it.
type joint struct {
	end    int32
	length int32
	visit  int32
	tail   []choice
}

// lookBack searches back from every end that lacks its path to the visits of the last level, which are those from
// low on and length hops from the start: where few ends are left, that takes less than to go on from all visits.
// It yields all paths and reports so, or nothing where it would take more or the mode does not allow one of them.
func (r *run) lookBack(low int, length int32) (finished bool, err error) {
	budget := 0
	for _, v := range r.visits[low:] {
		budget += r.onward(v.node, v.state)
	}
	budget /= 2
	if r.remaining > budget {
		return false, r.pause(len(r.visits) - low)
	}
	r.bounds.forget() // what it knows is in the same place
	var joints []joint
	for _, end := range r.goals {
		if !r.lacks(end, length) {
			continue
		}
		j, found, err := r.lookBackFrom(end, length, &budget)
		if err != nil || budget < 0 {
			return false, err
		}
		if found {
			r.complete(&j)
			if !r.allows() {
				return false, nil
			}
			joints = append(joints, j)
		}
	}
	slices.SortFunc(joints, func(a, b joint) int {
		byEnd := 0
		if r.Mode == Walk {
			byEnd = cmp.Compare(a.end, b.end)
		}
		return cmp.Or(cmp.Compare(a.length, b.length), byEnd, cmp.Compare(a.visit, b.visit), slices.CompareFunc(a.tail, b.tail, compareChoices))
	})
	for i := range joints {
		if err := r.pause(int(joints[i].length) + 1); err != nil {
			return false, err
		}
		r.complete(&joints[i])
		if !r.emit(r.nodes, r.edges, r.path) {
			break
		}
	}
	return true, nil
}

// complete makes a path whole. What is on it is not marked.
func (r *run) complete(j *joint) {
	r.recover(j.visit)
	for _, c := range j.tail {
		r.nodes, r.edges, r.path = append(r.nodes, c.node), append(r.edges, c.label), append(r.path, c.state)
	}
}

// lookBackFrom finds the first of the shortest paths to an end that no visit is at. Where it looks at more
// relationships than the budget has, that is below 0 afterwards.
func (r *run) lookBackFrom(end, length int32, budget *int) (j joint, found bool, err error) {
	r.backAt.begin(r.Nodes * int(r.width))
	r.reverses = r.reverses[:0]
	for q := range r.width {
		if r.machine.states[q].Final && r.fits(end, q) {
			r.backAt.set(end*r.width+q, int32(len(r.reverses)))
			r.reverses = append(r.reverses, reverse{end, q, -1, -1})
		}
	}
	for low := 0; low < len(r.reverses) && length < r.most; {
		length++
		high := len(r.reverses)
		best, first := int32(-1), reverse{}
		for i := low; i < high; i++ {
			to := r.reverses[i]
			for _, in := range r.into[to.state] {
				sources, labels := row(in.arc.Backward, to.node)
				*budget -= len(sources) + 1
				if err := r.pause(len(sources) + 1); err != nil || *budget < 0 {
					return joint{}, false, err
				}
				for k, from := range sources {
					key := from*r.width + in.from
					step := reverse{from, in.from, labels[k], int32(i)}
					visit, known := r.heads.get(key), r.backAt.get(key)
					switch {
					case visit >= 0 && (best < 0 || visit < best || visit == best && r.before(step, first)):
						if in.arc.Edge == nil || in.arc.Edge(labels[k], from, to.node) {
							best, first = visit, step
						}
					case visit >= 0 || best >= 0 || known >= 0 && (known < int32(high) || !r.before(step, r.reverses[known])):
					case in.arc.Edge != nil && !in.arc.Edge(labels[k], from, to.node):
					case known >= 0:
						r.reverses[known] = step
					case from != r.barred && r.fits(from, in.from):
						r.backAt.set(key, int32(len(r.reverses)))
						r.reverses = append(r.reverses, step)
					}
				}
			}
		}
		if best >= 0 {
			j = joint{end: end, length: length, visit: best}
			for at := first; at.next >= 0; at = r.reverses[at.next] {
				to := r.reverses[at.next]
				j.tail = append(j.tail, choice{at.label, to.node, to.state, -1})
			}
			return j, true, nil
		}
		low = high
	}
	return joint{}, false, nil
}

// before reports whether a way from a product state comes before another, of the same length.
func (r *run) before(a, b reverse) bool {
	return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(r.reverses[a.next].state, r.reverses[b.next].state)) < 0
}
