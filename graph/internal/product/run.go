package product

import (
	"context"
	"fmt"
	"math"
)

// Run calls yield with every path, until that returns false.
//
// The paths from one start come together, in the order of From. All is depth first: a path comes before those that
// go on from it and, where two part, that one comes first whose relationship there has the lower number or, where
// that is the same, its state; so do the paths of the same length under ByLength. With the other selectors paths
// come by length; those of the same length by end, and then as those of All, for Walk, and as those of All for the
// other modes.
//
// A search that can go on for ever fails with ErrUnbounded before it begins: All of Walk without MaxHops, where the
// automaton has a cycle. It fails with a *MemoryError where it would hold more than Memory, and with the cause
// of the context when that is done.
func (s *Search) Run(ctx context.Context, yield func(Match) bool) error {
	m := s.Automaton.machine()
	if int64(s.Nodes)*int64(len(m.states)) > math.MaxInt32/2 {
		return fmt.Errorf("%d nodes and %d states of an automaton: too many to search", s.Nodes, len(m.states))
	}
	if s.Selector != All && s.Selector != AllShortest && s.K < 1 {
		return fmt.Errorf("the %d shortest paths: the number is 1 or more", s.K)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	r := &run{
		Search: s, machine: m, ctx: ctx, yield: yield, width: int32(len(m.states)),
		scratch: pool.Get().(*scratch), due: checkEvery, barred: -1,
	}
	r.bound()
	if r.most == never && s.Mode == Walk && s.Selector == All {
		pool.Put(r.scratch)
		return ErrUnbounded
	}
	r.normalise()
	err := r.all()
	if s.Nodes*len(m.states) <= mostKept && cap(r.keptIn) <= mostKept {
		pool.Put(r.scratch) // not where yield or a test panicked
	}
	return err
}

// mostKept is for how many product states memory is kept for the next search.
const mostKept = 1 << 24

// checkEvery is how many relationships are looked at between two looks at the context.
const checkEvery = 1 << 13

// run is a search under way.
type run struct {
	*Search
	*machine
	*scratch
	ctx   context.Context
	yield func(Match) bool
	width int32 // how many states the automaton has
	most  int32 // the most hops that a path can have, or never
	due   int   // how many relationships may be looked at before the context is
	held  int64 // bytes
	// What of them is held for one purpose at a time.
	dagHeld, homeHeld, askHeld int

	perLength bool // k counts lengths rather than paths
	k         int32
	goals     []int32 // the ends, where they are known; else nil
	remaining int     // how many ends lack paths; below 0: it is not known which ends there are
	stopped   bool    // no more paths are wanted
	barred    int32   // the node that no path may come to again, the start; -1: none
	settled   bool    // an end has got its paths since the search back from those that lack some began
	looked    int     // how many relationships were looked at since then
	further   further // of the start at hand
}

// tally is how many paths, or lengths of paths, an end has.
type tally struct{ count, last int32 }

// bound finds the most hops that a path can have.
func (r *run) bound() {
	r.most = r.longest
	if r.MaxHops > 0 && r.MaxHops < never {
		r.most = min(r.most, int32(r.MaxHops))
	}
	switch r.Mode {
	case Trail:
		r.most = min(r.most, int32(r.Edges))
	case Acyclic:
		r.most = min(r.most, int32(max(r.Nodes-1, 0)))
	case Simple:
		r.most = min(r.most, int32(r.Nodes))
	}
}

// normalise makes the selectors one: k of something.
func (r *run) normalise() {
	switch r.Selector {
	case AllShortest:
		r.perLength, r.k = true, 1
	case ShortestGroups:
		r.perLength, r.k = true, int32(min(r.K, never))
	default:
		r.k = int32(min(r.K, never))
	}
}

func (r *run) all() error {
	// What is known of product states is kept in arrays, two at most times.
	if err := r.hold(8 * r.Nodes * int(r.width)); err != nil {
		return err
	}
	if r.To != nil && len(r.To) == 0 {
		return nil
	}
	r.makeMarks()
	r.bounds.forget()
	if r.To != nil {
		r.setGoals(r.To)
	}
	for _, from := range r.From {
		r.remaining = -1
		r.bar(from)
		r.forgetKept()
		switch {
		case r.Selector == All:
		case r.To != nil:
			r.remaining = len(r.goals)
			clear(r.tallies)
		case r.k > 1 && r.Mode != Walk:
			// The search ends when all that can be reached has its paths.
			goals, err := r.reachable(from)
			if err != nil {
				return err
			}
			r.setGoals(goals)
			r.remaining = len(goals)
		default:
			r.goals = nil
			r.ends.begin(r.Nodes)
			r.tallies = r.tallies[:0]
		}
		var err error
		switch {
		case r.Selector == All && !r.ByLength:
			r.outset(from)
			if err = r.prepare(r.most); err == nil {
				_, _, err = r.dive(from, r.most, false)
			}
		case r.Selector != All && r.k == 1 && len(r.goals) == 1:
			err = r.pair(from, r.goals[0])
		case r.Selector != All && r.k == 1 && !r.perLength:
			err = r.sprint(from)
		case r.Selector == All || r.k > 1 && r.Mode != Walk:
			r.asks()
			err = r.deepen(from, 0)
		default: // walks, or the shortest paths alone
			err = r.layers(from)
		}
		if err != nil || r.stopped {
			return err
		}
	}
	return nil
}

// bar bars the start in mode Acyclic. A search back for All serves every start, where none is barred.
func (r *run) bar(from int32) {
	before := r.barred
	r.barred = -1
	if r.Mode == Acyclic && (r.Selector != All || r.goals != nil && r.isEnd(from)) {
		r.barred = from
	}
	if r.barred != before {
		r.bounds.forget()
	}
}

// setGoals says which ends there are.
func (r *run) setGoals(goals []int32) {
	r.goals = goals
	r.ends.begin(r.Nodes)
	for i, n := range goals {
		r.ends.set(n, int32(i))
	}
	r.tallies = append(r.tallies[:0], make([]tally, len(goals))...)
}

// isEnd reports whether a path may end at a node.
func (r *run) isEnd(node int32) bool { return r.goals == nil || r.ends.get(node) >= 0 }

// lacks reports whether a path of a length that ends at a node is wanted, if a path may end there.
func (r *run) lacks(node, length int32) bool {
	if r.Selector == All {
		return true
	}
	at := r.ends.get(node)
	if at < 0 {
		return true
	}
	t := &r.tallies[at]
	return t.count < r.k || r.perLength && t.last == length
}

// take notes a path that ends at a node.
func (r *run) take(node, length int32) {
	if r.Selector == All {
		return
	}
	t := r.tallyOf(node)
	if r.perLength && t.count > 0 && t.last == length {
		return
	}
	t.last = length
	if t.count++; t.count == r.k {
		r.remaining--
		r.settled = true
	}
}

// tallyOf returns the tally of an end, a new one where it has none.
func (r *run) tallyOf(node int32) *tally {
	at := r.ends.get(node)
	if at < 0 {
		at = int32(len(r.tallies))
		r.tallies = append(r.tallies, tally{})
		r.ends.set(node, at)
	}
	return &r.tallies[at]
}

// done reports whether every end has its paths, but for more of the last length.
func (r *run) done() bool { return r.remaining == 0 }

// emit yields a path, and reports whether to go on from the same start.
func (r *run) emit(nodes, edges, states []int32) bool {
	r.take(nodes[len(nodes)-1], int32(len(edges)))
	if r.further.last != nil {
		r.keep(nodes, edges, states)
	}
	r.stopped = !r.yield(Match{Nodes: nodes, Edges: edges, States: states})
	return !r.stopped && (!r.done() || r.perLength)
}

// pause looks at the context once every few thousand relationships.
func (r *run) pause(relationships int) error {
	r.looked += relationships
	r.further.since += relationships
	if r.due -= relationships; r.due > 0 {
		return nil
	}
	r.due = checkEvery
	if r.ctx.Err() != nil {
		return context.Cause(r.ctx)
	}
	return nil
}

// hold notes bytes that are held from now on.
func (r *run) hold(bytes int) error {
	if r.held += int64(bytes); r.Memory > 0 && r.held > r.Memory {
		return &MemoryError{r.Memory}
	}
	return nil
}

// holdMost notes that bytes are held for a purpose for which so many, at most, were held before.
func (r *run) holdMost(most *int, bytes int) error {
	if bytes <= *most {
		return nil
	}
	more := bytes - *most
	*most = bytes
	return r.hold(more)
}

// fits reports whether a node may be in a state.
func (r *run) fits(node, state int32) bool {
	test := r.machine.states[state].Node
	return test == nil || test(node)
}
