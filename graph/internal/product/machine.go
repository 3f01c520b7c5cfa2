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
	// The longest runs are those after as many rounds as there are states; if another is longer, there is a cycle.
	run := make([]int32, len(m.states))
	for q := range run {
		run[q] = -1
	}
	for _, q := range m.starts {
		if m.left[q] < never {
			run[q] = 0
		}
	}
	for range len(m.states) + 1 {
		changed := false
		for q := range m.states {
			for i := range m.states[q].Arcs {
				to := m.states[q].Arcs[i].To
				if run[q] >= 0 && m.left[to] < never && run[to] < run[q]+1 {
					run[to], changed = run[q]+1, true
				}
			}
		}
		if !changed {
			for q := range run {
				if m.states[q].Final {
					m.longest = max(m.longest, run[q])
				}
			}
			return
		}
	}
	m.longest = never
}
