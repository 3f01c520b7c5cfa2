package product

import (
	"math"
	"sync"
)

// never is a number of hops that is never reached.
const never = math.MaxInt32 / 2

// preparation is the machine of an automaton, made when it is first searched with.
type preparation struct {
	once    sync.Once
	machine machine
}

// machine is an automaton with what searches want to know of it.
type machine struct {
	states []State
	starts []int32
	into   [][]arcTo // by state: the arcs that lead to it
	left   []int32   // by state: the fewest arcs to a final one, or never
	// longest is the most arcs that a run can have, or never where there is no most.
	longest int32
	// loop is the state that loops where the automaton is plain: all arcs lead to that state or to one without arcs.
	// Otherwise it is below 0.
	loop int32
}

// arcTo is an arc with the state that it comes from.
type arcTo struct {
	from int32
	arc  *Arc
}

func (a *Automaton) machine() *machine {
	a.prepared.once.Do(func() {
		m := &a.prepared.machine
		m.states, m.starts = a.States, a.Starts
		m.into = make([][]arcTo, len(a.States))
		for q := range a.States {
			for i := range a.States[q].Arcs {
				arc := &a.States[q].Arcs[i]
				m.into[arc.To] = append(m.into[arc.To], arcTo{int32(q), arc})
			}
		}
		m.measure()
		m.loop = m.loopOf()
	})
	return &a.prepared.machine
}

// measure finds how far every state is from a final one, and how long a run can be.
func (m *machine) measure() {
	m.left = make([]int32, len(m.states))
	var queue []int32
	for q := range m.states {
		m.left[q] = never
		if m.states[q].Final {
			m.left[q] = 0
			queue = append(queue, int32(q))
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, in := range m.into[queue[0]] {
			if m.left[in.from] == never {
				m.left[in.from] = m.left[queue[0]] + 1
				queue = append(queue, in.from)
			}
		}
	}
	m.longest = m.longestRun()
}

// loopOf returns the state that loops where the automaton is plain, and -1 where it is not.
func (m *machine) loopOf() int32 {
	loop := int32(-1)
	for q := range m.states {
		for _, arc := range m.states[q].Arcs {
			switch {
			case len(m.states[arc.To].Arcs) == 0:
			case loop >= 0 && loop != arc.To:
				return -1
			default:
				loop = arc.To
			}
		}
	}
	return loop
}

// longestRun returns the most arcs of a run from a start to a final state, or never where a cycle is on the way. The
// states are taken as A. Kahn does, "Topological sorting of large networks", Communications of the ACM 5 (1962)
// 558–562, in O(states + arcs).
func (m *machine) longestRun() (longest int32) {
	onWay := make([]bool, len(m.states)) // from a start to a final state
	before := make([]int32, len(m.states))
	var list []int32
	visit := func(q int32) {
		if !onWay[q] && m.left[q] < never {
			onWay[q] = true
			list = append(list, q)
		}
	}
	for _, q := range m.starts {
		visit(q)
	}
	for i := 0; i < len(list); i++ {
		for a := range m.states[list[i]].Arcs {
			to := m.states[list[i]].Arcs[a].To
			before[to]++
			visit(to)
		}
	}
	var ready []int32
	for _, q := range list {
		if before[q] == 0 {
			ready = append(ready, q)
		}
	}
	run := make([]int32, len(m.states))
	for i := 0; i < len(ready); i++ {
		q := ready[i]
		if m.states[q].Final {
			longest = max(longest, run[q])
		}
		for a := range m.states[q].Arcs {
			to := m.states[q].Arcs[a].To
			run[to] = max(run[to], run[q]+1)
			if before[to]--; before[to] == 0 && onWay[to] {
				ready = append(ready, to)
			}
		}
	}
	if len(ready) < len(list) {
		return never
	}
	return longest
}
