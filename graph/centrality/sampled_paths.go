package centrality

import (
	"math"
	"math/rand/v2"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// sampleGraph is what all samplers of shortest paths share.
type sampleGraph struct {
	out, in rows
	order   []uint32 // the vertex of the projection that a vertex here is
	// levelGrowth is the logarithm of how many times more shortest paths than in one level of a search there
	// can be to a vertex in the next.
	levelGrowth float64
}

// newSampleGraph makes what it can before stop is set.
func newSampleGraph(g *csr.Graph, stop *parallel.Stop) *sampleGraph {
	degrees := make([]uint32, g.NumVertices())
	for v := range degrees {
		degrees[v] += uint32(g.Degree(int32(v)))
	}
	for _, w := range g.Targets {
		degrees[w]++
	}
	s := &sampleGraph{order: byDegree(len(degrees), func(v uint32) uint32 { return degrees[v] })}
	stop.Between(
		func() { s.out = renumber(g, s.order) },
		func() { s.in = s.out.transpose() },
		func() {
			greatest := uint32(1)
			for v := range uint32(s.out.len()) {
				greatest = max(greatest, s.out.degree(v), s.in.degree(v))
			}
			s.levelGrowth = math.Log2(float64(greatest))
		},
	)
	return s
}

// inner reports whether a vertex can be inside a shortest path: whether it has a way from one vertex to
// another.
func (g *sampleGraph) inner(v uint32) bool {
	sources := g.in.targets[g.in.offsets[v]:g.in.offsets[v+1]]
	targets := g.out.targets[g.out.offsets[v]:g.out.offsets[v+1]]
	if len(sources) == 0 || len(targets) == 0 {
		return false
	}
	for _, w := range targets {
		if w != sources[0] {
			return true
		}
	}
	for _, u := range sources {
		if u != targets[0] {
			return true
		}
	}
	return false
}

// pathSampler is the scratch of one worker, which draws shortest paths between random pairs. A path is found
// from both ends at once, level by level, always on the side whose next level has fewer arcs to go through,
// until an arc joins the sides: all arcs that do so from that level are then the middles of the shortest
// paths. A level is first only looked through for such arcs, because the last is the largest, and what else
// it leads to is not wanted. Between samples all marks are 0.
type pathSampler struct {
	g        *sampleGraph
	stop     *parallel.Stop
	random   *rand.Rand
	stream   *rand.PCG
	marks    []uint8 // the number of the side that has reached a vertex, or 0
	found    []found // of the vertices that are marked
	sides    [2]side
	meetings []uint64 // the arcs that join the sides, as the side that found them lists its own
	hits     []uint64 // how many of the sampled paths have the vertex inside
}

// found is what a search knows of a vertex: its number of shortest paths from the end that has reached it,
// and its level there.
type found struct {
	paths float64
	level int32
}

// side is what a search knows from one end of the path: number 1 goes from the first vertex along the arcs,
// number 2 from the last against them.
type side struct {
	rows   *rows
	number uint8
	queue  []uint32
	arcs   []uint64 // those on shortest paths, by level: from<<32 | to, as seen from the end
	levels []level
	scales []float64 // by what the counts of a level were multiplied
	work   int       // how many arcs there are from the last level
}

func newPathSampler(g *sampleGraph, stop *parallel.Stop) *pathSampler {
	n := g.out.len()
	s := &pathSampler{
		g: g, stop: stop, stream: &rand.PCG{},
		marks: make([]uint8, n), found: make([]found, n), hits: make([]uint64, n),
		sides: [2]side{{rows: &g.out, number: 1}, {rows: &g.in, number: 2}},
	}
	s.random = rand.New(s.stream)
	return s
}

// sampleBatch draws the paths of a batch. Each batch has random numbers of its own, so that it does not
// matter who draws it.
func (s *pathSampler) sampleBatch(seed, batch uint64, samples int) {
	s.stream.Seed(seed, batch)
	n := len(s.found)
	for range samples {
		from, to := s.random.IntN(n), s.random.IntN(n-1)
		if to >= from {
			to++
		}
		s.sample(uint32(from), uint32(to))
		if s.stop.Stopped() {
			return
		}
	}
}

// sample draws one of the shortest paths from one vertex to another, if there is one, each with the same
// chance, and counts the vertices inside it.
func (s *pathSampler) sample(from, to uint32) {
	s.begin(&s.sides[0], from)
	s.begin(&s.sides[1], to)
	for {
		near, far := &s.sides[0], &s.sides[1]
		if far.work < near.work {
			near, far = far, near
		}
		if near.work == 0 || s.stop.Stopped() {
			break
		}
		frontier := near.last()
		if s.meet(near, frontier, far.number); len(s.meetings) > 0 {
			arc := s.pickMeeting()
			s.follow(near, uint32(arc>>32))
			s.follow(far, uint32(arc))
			break
		}
		s.expand(near, frontier)
	}
	for i := range s.sides {
		for _, v := range s.sides[i].queue {
			s.marks[v] = 0
		}
	}
}

func (s *pathSampler) begin(d *side, end uint32) {
	s.marks[end], s.found[end] = d.number, found{1, 0}
	d.queue = append(d.queue[:0], end)
	d.arcs = d.arcs[:0]
	d.levels = append(d.levels[:0], level{1, 0})
	d.scales = append(d.scales[:0], 1)
	d.work = int(d.rows.degree(end))
}

// last returns the vertices of the last level.
func (d *side) last() []uint32 {
	if last := len(d.levels) - 1; last > 0 {
		return d.queue[d.levels[last-1].vertices:]
	}
	return d.queue
}

// meet lists the arcs from the frontier of one side to vertices of the other. They all lead to its last
// level: arcs to others would have been found before.
func (s *pathSampler) meet(d *side, frontier []uint32, other uint8) {
	s.meetings = s.meetings[:0]
	offsets, targets, marks := d.rows.offsets, d.rows.targets, s.marks
	for i, v := range frontier {
		if i%1024 == 1023 && s.stop.Stopped() {
			return
		}
		for _, w := range targets[offsets[v]:offsets[v+1]] {
			if marks[w] == other {
				s.meetings = append(s.meetings, uint64(v)<<32|uint64(w))
			}
		}
	}
}

// expand goes one level on, where no arc leads to the other side.
func (s *pathSampler) expand(d *side, frontier []uint32) {
	before := len(d.queue)
	next := int32(len(d.levels))
	offsets, targets := d.rows.offsets, d.rows.targets
	d.work = 0
	for i, v := range frontier {
		if i%1024 == 1023 && s.stop.Stopped() {
			return
		}
		paths := s.found[v].paths
		from := uint64(v) << 32
		for _, w := range targets[offsets[v]:offsets[v+1]] {
			if s.marks[w] == 0 {
				s.marks[w], s.found[w] = d.number, found{paths, next}
				d.queue = append(d.queue, w)
				d.arcs = append(d.arcs, from|uint64(w))
				d.work += int(offsets[w+1] - offsets[w])
			} else if f := &s.found[w]; f.level == next {
				f.paths += paths
				d.arcs = append(d.arcs, from|uint64(w))
			}
		}
	}
	d.levels = append(d.levels, level{len(d.queue), len(d.arcs)})
	d.scales = append(d.scales, s.scaleDown(d.queue[before:], len(d.levels)))
}

// scaleDown keeps the counts of a level within the range of float64: only their proportions matter. It
// returns what they have been multiplied by. A vertex with 2^1000 times fewer paths than another one of the
// level may come out with none; its paths are then drawn with any chances.
func (s *pathSampler) scaleDown(vertices []uint32, levels int) float64 {
	const high, low = 0x1p256, 0x1p-256
	if float64(levels)*s.g.levelGrowth < 256 {
		return 1
	}
	for _, v := range vertices {
		if s.found[v].paths > high {
			for _, v := range vertices {
				s.found[v].paths *= low
			}
			return low
		}
	}
	return 1
}

// pickMeeting draws an arc between the sides, with a chance in proportion to the shortest paths over it.
func (s *pathSampler) pickMeeting() uint64 {
	if len(s.meetings) == 1 {
		return s.meetings[0]
	}
	total := 0.0
	for _, arc := range s.meetings {
		total += float64(s.found[arc>>32].paths * s.found[uint32(arc)].paths)
	}
	rest := float64(s.random.Float64() * total)
	for _, arc := range s.meetings {
		if rest -= float64(s.found[arc>>32].paths * s.found[uint32(arc)].paths); rest < 0 {
			return arc
		}
	}
	return s.meetings[len(s.meetings)-1]
}

// follow counts the vertices on a random shortest path from v to the end of a side, without that end. Each
// step goes to a vertex of the level before, with a chance in proportion to its number of shortest paths.
func (s *pathSampler) follow(d *side, v uint32) {
	for l := s.found[v].level; l > 0; l-- {
		s.hits[v]++
		if l == 1 {
			return
		}
		rest := float64(s.random.Float64() * (s.found[v].paths / d.scales[l]))
		next := v
		for _, arc := range d.arcs[d.levels[l-1].arcs:d.levels[l].arcs] {
			if uint32(arc) == v {
				next = uint32(arc >> 32)
				if rest -= s.found[next].paths; rest < 0 {
					break
				}
			}
		}
		v = next
	}
}
