package product

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

// large is a graph like those that path queries are measured on: half of the ends fall on hubs.
type large struct {
	nodes, edges  int
	kinds         [3]Arc // by type: three fifths of the relationships, three tenths and a tenth
	most          Arc    // of the first two types
	since         []int16
	starts, goals []int32
	police        []int32
}

var makeLarge = sync.OnceValue(func() *large {
	const n, m = 100_000, 1_000_000
	r := rand.New(rand.NewPCG(7, 7))
	l := &large{nodes: n, edges: m, since: make([]int16, m)}
	hubs := make([]int32, 1000, 500_000)
	for i := range hubs {
		hubs[i] = int32(i)
	}
	end := func() int32 {
		if r.IntN(2) == 0 {
			return r.Int32N(n)
		}
		return hubs[r.IntN(len(hubs))]
	}
	var from, to, edges [3][]int32
	var mostFrom, mostTo, mostEdges []int32
	for e := range int32(m) {
		a, b := end(), end()
		kind := [10]int{0, 0, 0, 0, 0, 0, 1, 1, 1, 2}[r.IntN(10)]
		l.since[e] = int16(2000 + r.IntN(25))
		from[kind], to[kind], edges[kind] = append(from[kind], a), append(to[kind], b), append(edges[kind], e)
		if kind < 2 {
			mostFrom, mostTo, mostEdges = append(mostFrom, a), append(mostTo, b), append(mostEdges, e)
		}
		if e%5 == 0 {
			hubs = append(hubs, a, b)
		}
	}
	for kind := range l.kinds {
		l.kinds[kind].Forward, l.kinds[kind].Backward = adjacencyOf(n, from[kind], to[kind], edges[kind])
	}
	l.most.Forward, l.most.Backward = adjacencyOf(n, mostFrom, mostTo, mostEdges)
	l.starts = []int32{11, 222, 3333, 4444, 55555, 66666, 77777, 88888, 99999, 12345}
	for _, s := range l.starts {
		l.goals = append(l.goals, int32(int(s)*7%n))
	}
	for v := int32(0); v < n; v += 500 {
		l.police = append(l.police, v)
	}
	return l
})

// between is the automaton of least to most relationships by an arc; most 0: any number.
func between(arc Arc, least, most int, node func(int32) bool) *Automaton {
	a := &Automaton{Starts: []int32{0}}
	last := max(least, most)
	for q := range last + 1 {
		s := State{Final: q >= least}
		if q > 0 {
			s.Node = node
		}
		arc.To = int32(q + 1)
		switch {
		case q < last:
			s.Arcs = []Arc{arc}
		case most == 0:
			arc.To = int32(q)
			s.Arcs = []Arc{arc}
		}
		a.States = append(a.States, s)
	}
	return a
}

// questions are the four of the benchmark, each of a start and an end.
func (l *large) questions() map[string]func(i int) *Search {
	of := func(a *Automaton, mode Mode, selector Selector, from, to []int32) *Search {
		return &Search{Automaton: a, Nodes: l.nodes, Edges: l.edges, Mode: mode, Selector: selector, K: 1, From: from, To: to}
	}
	dated := l.kinds[0]
	dated.Edge = func(e, _, _ int32) bool { return l.since[e] <= 2019 }
	near := between(dated, 1, 3, func(v int32) bool { return v != 500 })
	far, share, four := between(l.most, 1, 0, nil), between(l.kinds[0], 1, 0, nil), between(l.kinds[0], 1, 4, nil)
	return map[string]func(i int) *Search{
		"trail-3":      func(i int) *Search { return of(near, Trail, All, l.starts[i:i+1], l.police) },
		"any-shortest": func(i int) *Search { return of(far, Trail, Shortest, l.starts[i:i+1], l.police) },
		"all-shortest": func(i int) *Search { return of(share, Trail, AllShortest, l.starts[i:i+1], l.goals[i:i+1]) },
		"acyclic-4":    func(i int) *Search { return of(four, Acyclic, All, l.starts[i:i+1], l.goals[i:i+1]) },
	}
}

// BenchmarkQuestions reports the median and the greatest time over ten starts, each the least of several runs.
func BenchmarkQuestions(b *testing.B) {
	l := makeLarge()
	questions := l.questions()
	for _, name := range []string{"trail-3", "any-shortest", "all-shortest", "acyclic-4"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			least, paths := make([]time.Duration, len(l.starts)), 0
			for b.Loop() {
				paths = 0
				for i := range l.starts {
					began := time.Now()
					if err := questions[name](i).Run(b.Context(), func(Match) bool { paths++; return true }); err != nil {
						b.Fatal(err)
					}
					if took := time.Since(began); least[i] == 0 || took < least[i] {
						least[i] = took
					}
				}
			}
			slices.Sort(least)
			b.ReportMetric(float64(least[5].Microseconds()), "median-µs")
			b.ReportMetric(float64(least[9].Microseconds()), "max-µs")
			b.ReportMetric(float64(paths), "paths")
		})
	}
}
