package centrality

// arcSums adds up the dependencies of sources on arcs rather than on vertices. That of an arc from v to w on
// shortest paths is σ(v)/σ(w)·(1+δ(w)), so that both ends of a search have to be known, the counts and the
// sums; the arcs are then gone through once more (U. Brandes, "On variants of shortest-path betweenness
// centrality and their generic computation", Social Networks 30 (2008) 136–145).
type arcSums struct {
	*brandesSearch
	vertices []float64 // what the search itself adds up, which nobody wants here
	// near has what arcs take from their heads: 0 but for the vertices of one level, so that the loop over
	// the arcs needs no branch for those that are on no shortest path.
	near []float64
}

func newArcSums(s *brandesSearch) *arcSums {
	n := s.g.out.len()
	return &arcSums{brandesSearch: s, vertices: make([]float64, n), near: make([]float64, n)}
}

// add adds the dependencies of one source to the arcs, in the order of the rows. It allocates nothing, but
// for more paths than a float64 holds. Where stop is set meanwhile, it leaves into and the scratch as they
// happen to be.
func (s *arcSums) add(source uint32, into []float64) {
	s.search(source)
	if s.stop.Stopped() {
		return
	}
	if s.overflows() {
		s.addWide(s.dependWide(), into)
	} else {
		s.sumUp(s.vertices)
		s.eachLevel(func(tails, heads []uint32) {
			for _, w := range heads {
				s.near[w] = s.sums[w]
			}
			addNear(tails, &s.g.out, s.counts, s.near, into)
			for _, w := range heads {
				s.near[w] = 0
			}
		})
	}
	s.reset()
}

// eachLevel calls visit with the vertices of every level but the last and those of the next.
func (s *arcSums) eachLevel(visit func(tails, heads []uint32)) {
	first := 0
	for l := 1; l < len(s.levels); l++ {
		before, this := s.levels[l-1].vertices, s.levels[l].vertices
		visit(s.queue[first:before], s.queue[before:this])
		first = before
	}
}

// addNear adds to every arc from the tails what it takes from its head, times the count of its tail.
func addNear(tails []uint32, out *rows, counts, near, into []float64) {
	for _, v := range tails {
		count := counts[v]
		first, last := out.offsets[v], out.offsets[v+1]
		values := into[first:last]
		for i, w := range out.targets[first:last] {
			values[i] += float64(count * near[w])
		}
	}
}

// addWide is for any number of paths: s.sums has the dependencies themselves.
func (s *arcSums) addWide(counts []wide, into []float64) {
	s.eachLevel(func(tails, heads []uint32) {
		for _, w := range heads {
			s.near[w] = 1 + s.sums[w]
		}
		for _, v := range tails {
			for a := s.g.out.offsets[v]; a < s.g.out.offsets[v+1]; a++ {
				if w := s.g.out.targets[a]; s.near[w] > 0 {
					into[a] += float64(counts[v].over(counts[w]) * s.near[w])
				}
			}
		}
		for _, w := range heads {
			s.near[w] = 0
		}
	})
}
