package product

// deepen enumerates by length: it searches depth first for the paths of each length, one after the other.
func (r *run) deepen(from, length int32) error {
	r.bounds.forget()
	r.outset(from)
	for length <= r.most {
		if _, err := r.refresh(length); err != nil {
			return err
		}
		if err := r.prepare(length); err != nil {
			return err
		}
		beyond, again, err := r.dive(from, length, true)
		if err == nil && again && length == 0 {
			err = r.outOfReach(from)
		}
		if err != nil || !again || r.done() || beyond == never {
			return err
		}
		length = max(length+1, beyond)
	}
	return nil
}

// dive enumerates the paths from a node depth first: those of at most so many hops or, where it is to be exact, of
// so many. It returns how long a path must be, at least, that was left because it is longer; never if none was.
func (r *run) dive(from, most int32, exact bool) (beyond int32, again bool, err error) {
	r.begin()
	defer r.leave()
	beyond = never
	fresh := false // whether choices on the stack may be from before the bounds
	for _, q := range r.starts {
		if !r.fits(from, q) {
			continue
		}
		r.start(from, q)
		for {
			length := int32(len(r.edges))
			node, state := r.nodes[length], r.path[length]
			if (!exact || length == most) && r.machine.states[state].Final && r.isEnd(node) && r.lacks(node, length) &&
				!r.emit(r.nodes, r.edges, r.path) {
				return beyond, false, nil
			}
			if r.further.last != nil && r.further.since >= r.further.patience {
				if err := r.ask(from); err != nil || r.done() {
					return beyond, false, err
				}
			}
			if !r.perLength && r.remaining < len(r.goals) {
				anew, err := r.refresh(most)
				if err != nil {
					return beyond, false, err
				}
				fresh = fresh || anew
			}
			first := int32(len(r.choices))
			if fresh && r.least(node, state) > most-length {
				beyond = min(beyond, length+r.least(node, state))
			} else if !r.closed() {
				if err := r.choose(node, state, most-length, &beyond); err != nil {
					return beyond, false, err
				}
			}
			r.frames = append(r.frames, frame{first, int32(len(r.choices))})
			if _, ok := r.advance(); !ok {
				break
			}
		}
	}
	return beyond, true, nil
}

// choose notes by what the path can go on from a node for so many hops.
func (r *run) choose(node, state, hops int32, beyond *int32) error {
	if hops == 0 {
		if len(r.machine.states[state].Arcs) > 0 {
			*beyond = min(*beyond, int32(len(r.edges))+1)
		}
		return nil
	}
	start := len(r.choices)
	if hops <= r.bounds.depth {
		if err := r.chooseGuided(node, state, hops, beyond); err != nil {
			return err
		}
		sortChoices(r.choices[start:])
		return nil
	}
	length := int32(len(r.edges))
	arcs := r.machine.states[state].Arcs
	for i := range arcs {
		arc := &arcs[i]
		test := r.machine.states[arc.To].Node
		targets, labels := row(arc.Forward, node)
		if err := r.pause(len(targets) + 1); err != nil {
			return err
		}
		for k, to := range targets {
			label := labels[k]
			if k > 0 && label == labels[k-1] || !r.free(label, to, arc.To) {
				continue
			}
			if least := r.least(to, arc.To) + 1; least > hops {
				*beyond = min(*beyond, length+least)
				continue
			}
			if (arc.Edge == nil || arc.Edge(label, node, to)) && (test == nil || test(to)) {
				r.choices = append(r.choices, choice{label, to, arc.To, -1})
			}
		}
	}
	if len(arcs) > 1 {
		sortChoices(r.choices[start:])
	}
	return nil
}

// chooseGuided is choose where the search back has been: it knows all steps that lead to an end in time.
func (r *run) chooseGuided(node, state, hops int32, beyond *int32) error {
	b := &r.bounds
	length := int32(len(r.edges))
	if b.depth < never {
		*beyond = min(*beyond, length+1+b.depth)
	}
	at := r.backAt.get(node*r.width + state)
	if at < 0 {
		return nil
	}
	looked := 1
	for i := b.backs[at].first; i >= 0; i = b.steps[i].next {
		looked++
		step := &b.steps[i]
		to := &b.backs[step.to]
		if to.left >= hops {
			*beyond = min(*beyond, length+1+to.left)
		} else if r.free(step.label, to.node, to.state) {
			r.choices = append(r.choices, choice{step.label, to.node, to.state, -1})
		}
	}
	return r.pause(looked)
}
