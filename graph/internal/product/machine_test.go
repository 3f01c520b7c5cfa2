package product

import (
	"math/rand/v2"
	"testing"
)

// longest tries every run, and returns the most arcs of one to a final state; never where one comes to a state again.
func longestByTrying(a *Automaton) int32 {
	longest := int32(0)
	on := make([]bool, len(a.States))
	var leads func(q int32, seen []bool) bool
	leads = func(q int32, seen []bool) bool {
		if seen[q] {
			return false
		}
		seen[q] = true
		if a.States[q].Final {
			return true
		}
		for _, arc := range a.States[q].Arcs {
			if leads(arc.To, seen) {
				return true
			}
		}
		return false
	}
	var run func(q, arcs int32)
	run = func(q, arcs int32) {
		if !leads(q, make([]bool, len(a.States))) {
			return
		}
		if on[q] {
			longest = never
			return
		}
		if a.States[q].Final {
			longest = max(longest, arcs)
		}
		on[q] = true
		for _, arc := range a.States[q].Arcs {
			run(arc.To, arcs+1)
		}
		on[q] = false
	}
	for _, q := range a.Starts {
		run(q, 0)
	}
	return longest
}

func TestLongestRun(t *testing.T) {
	endless := 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		states := 1 + r.IntN(7)
		a := &Automaton{States: make([]State, states), Starts: []int32{int32(r.IntN(states))}}
		if r.IntN(3) == 0 {
			a.Starts = append(a.Starts, int32(r.IntN(states)))
		}
		for range r.IntN(9) {
			from, to := r.IntN(states), r.IntN(states)
			if r.IntN(4) > 0 && from > to {
				from, to = to, from
			}
			a.States[from].Arcs = append(a.States[from].Arcs, Arc{To: int32(to)})
		}
		a.States[r.IntN(states)].Final = true
		want := longestByTrying(a)
		if got := a.machine().longest; got != want {
			t.Fatalf("seed %d: the longest run has %d arcs, want %d", seed, got, want)
		}
		if want == never {
			endless++
		}
	}
	if endless < 200 || endless > 1800 {
		t.Errorf("%d of 2000 automata have runs without end", endless)
	}
}

// TestManyStates prepares an automaton whose only cycle is at its end: with the square of its states it would take
// minutes.
func TestManyStates(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the memory of half a million states")
	}
	const states = 1 << 19
	a := &Automaton{States: make([]State, states), Starts: []int32{0}}
	arcs := make([]Arc, states)
	for q := range arcs {
		arcs[q].To = min(int32(q)+1, states-1)
		a.States[q].Arcs = arcs[q : q+1]
	}
	a.States[states-1].Final = true
	if m := a.machine(); m.longest != never || m.left[0] != states-1 {
		t.Errorf("the longest run has %d arcs, the shortest %d", m.longest, m.left[0])
	}
}
