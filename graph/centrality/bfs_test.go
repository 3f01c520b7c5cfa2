package centrality

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// hopGraph is g as breadth-first searches see it, and the scratch of one.
func hopGraph(t *testing.T, g *graph.Graph) (*bfsGraph, *bfsSearch) {
	t.Helper()
	adjacency, err := g.Project(graph.Projection{Collapse: true, DropLoops: true})
	if err != nil {
		t.Fatal(err)
	}
	stop := parallel.Watch(t.Context())
	t.Cleanup(func() { stop.Release() })
	b := newBFSGraph(adjacency, countAndDistance, stop)
	return b, newBFSSearch(b, stop)
}

func mutualPath(n int) *graph.Graph {
	var all []string
	for i := range n - 1 {
		all = append(all, fmt.Sprintf("n%d = n%d", i, i+1))
	}
	return graphtest.Of(all...)
}

func TestHopSums(t *testing.T) {
	s := hopSum{3, math.MaxUint64 - 1}
	s.add(5, hopSum{2, math.MaxUint64})
	// 5·2⁶⁴ - 5 come to the low bits.
	if s != (hopSum{3 + 10 + 5, math.MaxUint64 - 6}) {
		t.Errorf("the sum is %v", s)
	}
	s.plus(hopSum{1, 7})
	if s != (hopSum{20, 0}) {
		t.Errorf("the sum is %v", s)
	}
	s.add(3, hopSum{0, 1 << 63})
	if s != (hopSum{21, 1 << 63}) || s.inverses() != 21.5 {
		t.Errorf("the sum is %v, or %v", s, s.inverses())
	}
	s.add(0, hopSum{1, 1})
	if s != (hopSum{21, 1 << 63}) {
		t.Errorf("nothing times a term makes %v", s)
	}
	if x := (hopSum{0, math.MaxUint64}).inverses(); x != 1 {
		t.Errorf("three thirds are %v", x)
	}
}

func TestInverseDistance(t *testing.T) {
	unit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 64))
	half := big.NewRat(1, 2)
	for _, distance := range []uint64{1, 2, 3, 4, 5, 6, 7, 9, 10, 1000, 1 << 20, 1<<20 + 1, 2_147_483_647} {
		term := inverseDistance(distance)
		got := new(big.Rat).SetInt(new(big.Int).SetUint64(term.low))
		got.Add(got, new(big.Rat).Mul(unit, new(big.Rat).SetUint64(term.high)))
		want := new(big.Rat).Quo(unit, new(big.Rat).SetUint64(distance))
		if off := got.Sub(got, want); off.Abs(off).Cmp(half) > 0 {
			t.Errorf("1/%d is off by %v units", distance, off)
		}
	}
}

// TestTargetsAreListedOnce has every vertex with arcs to it, and first what the best connected one reaches.
func TestTargetsAreListedOnce(t *testing.T) {
	for name, g := range map[string]*graph.Graph{
		"empty": graphtest.Of(), "one": graphtest.Of("a"), "scale-free": graphtest.ScaleFree(3, 1800, 3),
		"components": graphtest.Random(4, 2000, 1500), "path": mutualPath(1200),
	} {
		b, _ := hopGraph(t, g)
		var want []uint32
		for v := range uint32(b.out.len()) {
			if b.in.degree(v) > 0 {
				want = append(want, v)
			}
		}
		got := slices.Clone(b.targets)
		if len(got) > 0 {
			first := []uint32{b.bestConnected()}
			seen := map[uint32]bool{first[0]: true}
			for i := 0; i < len(first); i++ {
				for _, w := range b.out.targets[b.out.offsets[first[i]]:b.out.offsets[first[i]+1]] {
					if !seen[w] {
						seen[w] = true
						first = append(first, w)
					}
				}
			}
			slices.Sort(first)
			if head := slices.Sorted(slices.Values(got[:len(first)])); !slices.Equal(head, first) {
				t.Errorf("%s: what the best connected one reaches does not come first", name)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d targets are listed, want %d", name, len(got), len(want))
		}
	}
}

// TestSearchesTogether makes sure that the graphs that other tests take for it have searches of every kind,
// and that the scratch is as new after each, the last and smaller batch before the others too.
func TestSearchesTogether(t *testing.T) {
	for name, c := range map[string]struct {
		graph  *graph.Graph
		singly bool
	}{
		"scale-free": {graphtest.ScaleFree(1, 1500, 3), false},
		"path":       {mutualPath(1200), true},
	} {
		b, s := hopGraph(t, c.graph)
		n := b.out.len()
		batches := slices.Collect(slices.Chunk(b.targets, bfsWidth))
		slices.Reverse(batches)
		for _, targets := range batches {
			s.add(targets)
			for v := range n {
				if s.missing[v] != s.full || s.frontier[v] != (lanes{}) || s.next[v] != (lanes{}) || s.marks[v] != 0 {
					t.Fatalf("%s: %d is not as new after a search", name, v)
				}
			}
			if singly := s.found < len(targets)*n/2; singly != c.singly {
				t.Errorf("%s: searching singly is %v, want %v: %d visits found %d", name, singly, c.singly, s.visits, s.found)
			}
		}
		again := newBFSSearch(b, s.stop)
		for _, targets := range slices.Backward(batches) {
			again.add(targets)
		}
		if !slices.Equal(again.sums, s.sums) {
			t.Errorf("%s: batches in another order give other sums", name)
		}
	}
}

// TestPushingAndPullingAgree makes the same levels both ways.
func TestPushingAndPullingAgree(t *testing.T) {
	for seed := range uint64(5) {
		b, push := hopGraph(t, graphtest.ScaleFree(seed, 700, 3))
		pull := newBFSSearch(b, push.stop)
		targets := b.targets[:bfsWidth-int(seed)]
		active := push.begin(targets)
		pull.begin(targets)
		left := pull.listLeft()
		for distance := uint64(1); len(active) > 0; distance++ {
			pushed := push.push(active, countAndDistance(distance))
			var pulled []uint32
			pulled, left = pull.pull(left, countAndDistance(distance))
			if !slices.Equal(push.next, pull.next) || !slices.Equal(push.missing, pull.missing) || !slices.Equal(push.sums, pull.sums) {
				t.Fatalf("seed %d: at distance %d, pushing and pulling find different bits", seed, distance)
			}
			if !slices.Equal(slices.Sorted(slices.Values(pushed)), slices.Sorted(slices.Values(pulled))) || push.pushArcs != pull.pushArcs || push.found != pull.found {
				t.Fatalf("seed %d: at distance %d, pushing and pulling come to different vertices", seed, distance)
			}
			for _, s := range []*bfsSearch{push, pull} {
				clear(s.frontier)
				s.frontier, s.next = s.next, s.frontier
				s.active, s.touched = s.touched, s.active
			}
			active = pushed
		}
	}
}

func TestSearchesTogetherAllocateNothing(t *testing.T) {
	for _, g := range []*graph.Graph{graphtest.ScaleFree(1, 2000, 4), mutualPath(1500)} {
		b, s := hopGraph(t, g)
		i := 0
		if allocations := testing.AllocsPerRun(6, func() {
			s.add(b.targets[i*64 : i*64+bfsWidth])
			i++
		}); allocations != 0 {
			t.Errorf("a search allocates %v times", allocations)
		}
	}
}

// TestSearchesTogetherStop stops searches in a level, and sees that they go to no further one.
func TestSearchesTogetherStop(t *testing.T) {
	for name, c := range map[string]struct {
		graph *graph.Graph
		at    uint64
	}{
		"pushing": {graphtest.ScaleFree(1, 1500, 3), 2},
		"pulling": {graphtest.ScaleFree(1, 1500, 3), 4},
		"singly":  {mutualPath(1500), 300},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		adjacency, err := c.graph.Project(graph.Projection{Collapse: true, DropLoops: true})
		if err != nil {
			t.Fatal(err)
		}
		stop := parallel.Watch(ctx)
		farthest, steps := uint64(0), 0
		b := newBFSGraph(adjacency, func(distance uint64) hopSum {
			farthest = max(farthest, distance)
			steps++
			if distance == c.at {
				stop.Set()
			}
			return countAndDistance(distance)
		}, stop)
		newBFSSearch(b, stop).add(b.targets[:bfsWidth])
		if farthest != c.at || steps > 2*int(c.at) {
			t.Errorf("%s: the search was stopped in level %d, and went on to %d", name, c.at, farthest)
		}
		if unmade := newBFSGraph(adjacency, countAndDistance, stop); unmade.targets != nil {
			t.Errorf("%s: what is to stop goes on to list targets", name)
		}
		stop.Release()
		cancel()
	}
}

// TestCostSearchStops has a search that does not go on when it is to stop.
func TestCostSearchStops(t *testing.T) {
	adjacency, err := mutualPath(5000).Project(graph.Projection{Weighting: graph.Cost})
	if err != nil {
		t.Fatal(err)
	}
	stop := parallel.Watch(t.Context())
	defer stop.Release()
	s := newCostSearch(adjacency, stop)
	if sum := s.from(0); sum.reached != 4999 {
		t.Fatalf("the search reaches %d", sum.reached)
	}
	if allocations := testing.AllocsPerRun(5, func() { s.from(7) }); allocations != 0 {
		t.Errorf("a search allocates %v times", allocations)
	}
	stop.Set()
	if sum := s.from(3); sum.reached > 256 {
		t.Errorf("a search that is to stop reaches %d", sum.reached)
	}
}
