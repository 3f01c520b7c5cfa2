package product

import (
	"math"
	"sync"
)

// stamps is an array of numbers, none of which is set. A number is kept with base added, so that those of an
// earlier use, which are below base, need not be cleared.
type stamps struct {
	cells     []int32
	base, top int32 // top is the greatest cell
}

// begin forgets all numbers, and makes room for n, none of which will be above MaxInt32/2.
func (s *stamps) begin(n int) {
	switch {
	case len(s.cells) < n:
		*s = stamps{cells: make([]int32, n), base: 1}
	case s.top >= math.MaxInt32/2:
		clear(s.cells)
		s.base, s.top = 1, 0
	default:
		s.base = s.top + 1
	}
}

// get returns a number, below 0 where it is not set.
func (s *stamps) get(i int32) int32 { return s.cells[i] - s.base }

func (s *stamps) set(i int32, n int32) {
	s.cells[i] = s.base + n
	s.top = max(s.top, s.base+n)
}

// scratch is the memory of a search, kept for the next. What is in it belongs to one search at a time.
type scratch struct {
	ends                 stamps // by node: its place in tallies
	heads                stamps // by product state: what a search from the start knows of it
	backAt               stamps // by product state: its place in bounds.backs
	local                stamps // by entry: its place in dag.nodes
	homeAt               stamps // by product state: its place in homes
	partedAt             stamps // by product state: its place in partings
	used                 stamps // by edge or node: set where the beginning of a path has it
	homes                []home
	homing               []homing
	partings             []partings
	parted               []parting
	taken                []choice
	keptAt               []keptPlace
	keptIn               []int32
	entries              []entry
	visits               []visit
	reverses             []reverse
	tallies              []tally
	found                []arrival
	level                []int32
	dag                  dag
	bounds               bounds
	ahead, behind, spare []place
	middle               []place
	stack
}

var pool = sync.Pool{New: func() any { return new(scratch) }}
