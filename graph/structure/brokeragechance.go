package structure

// brokerageByChance returns the moments of the counts of a broker, by its group, and those of the sums over
// all brokers, in random graphs of groups of some sizes, n organisations together, whose ordered pairs are
// related with probability d each.
//
// The mean is the number of triples that the role allows, times d²(1-d). The variance adds to that of
// independent triples the covariances of those that share a pair. The covariances are those that
// sna::brokerage counts, whose values these are to agree with.
func brokerageByChance(sizes []int, n int, d float64) (byGroup [][numRoles]moments, overall [numRoles]moments) {
	r := randomTriples{d: d, none: 1 - d}
	return r.ofBrokers(sizes, float64(n)), r.ofAll(sizes, float64(n))
}

// randomTriples makes moments of numbers of triples.
type randomTriples struct{ d, none float64 }

// shared is the probability d^k(1-d)^j, in a fixed order of products.
func (r randomTriples) shared(k, j int) float64 {
	x := 1.0
	for range k {
		x = float64(x * r.d)
	}
	for range j {
		x = float64(x * r.none)
	}
	return x
}

// moments returns those of a count of triples, with a sum of covariances beside what independent triples
// have. A role that no triple allows has none.
func (r randomTriples) moments(triples, covariance float64) moments {
	if triples <= 0 {
		return moments{}
	}
	p := r.shared(2, 1)
	mean := float64(p * triples)
	return moments{mean, max(0, float64(mean*(1-p))+covariance)}
}

// ofBrokers returns the moments for a broker of every group. The sums over the other groups are made of
// those before and those after, so that where there is no other group they come out as 0, as a difference
// would not.
func (r randomTriples) ofBrokers(sizes []int, n float64) [][numRoles]moments {
	type sums struct{ pairs, triples, squares, cubes float64 } // of ordered pairs and triples within a group
	add := func(s sums, size int) sums {
		x := float64(size)
		ordered := float64(x * (x - 1))
		return sums{s.pairs + ordered, s.triples + float64(ordered*(x-2)), s.squares + float64(x*x), s.cubes + float64(x*x*x)}
	}
	after := make([]sums, len(sizes)+1)
	for i := len(sizes) - 1; i >= 0; i-- {
		after[i] = add(after[i+1], sizes[i])
	}
	q := 2 * r.shared(3, 3)
	chance := make([][numRoles]moments, len(sizes))
	var before sums
	for i, size := range sizes {
		x := float64(size)
		others := n - x
		rest := sums{
			before.pairs + after[i+1].pairs, before.triples + after[i+1].triples,
			before.squares + after[i+1].squares, before.cubes + after[i+1].cubes,
		}
		c := &chance[i]
		c[Coordinator] = r.moments((x-1)*(x-2), float64(q*((x-1)*(x-2)*(x-3))))
		c[Itinerant] = r.moments(rest.pairs, float64(q*rest.triples))
		c[Representative] = r.moments(others*(x-1), float64(q*(float64((x-1)*pairs(others))+float64(others*pairs(x-1)))))
		c[Gatekeeper] = c[Representative]
		// Twice the sum over the other groups, of size y, of y·pairs(others-y).
		liaison := float64(others*others*(others-1)) - float64((2*others-1)*rest.squares) + rest.cubes
		c[Liaison] = r.moments(float64(others*others)-rest.squares, float64(q*liaison))
		c[TotalBrokerage] = r.moments((n-1)*(n-2), float64(q*((n-1)*(n-2)*(n-3))))
		before = add(before, size)
	}
	return chance
}

// ofAll returns the moments of the sums over all brokers. That of liaisons is over the ordered triples of
// different groups, of which only the sums of xyz and of x²yz are needed; they grow group by group.
func (r randomTriples) ofAll(sizes []int, n float64) (all [numRoles]moments) {
	q1, q2, q3 := r.shared(3, 3), r.shared(4, 2), r.shared(5, 1)
	within := func(x float64) (triples, covariance float64) {
		triples = float64(x * (x - 1) * (x - 2))
		return triples, float64(triples * (float64((float64(4*x)-10)*q1) - float64(4*(x-3)*q2) + float64((x-3)*q3)))
	}
	squares := 0.0
	for _, size := range sizes {
		squares += float64(float64(size) * float64(size))
	}
	var coordinator, itinerant, between struct{ triples, covariance float64 }
	var e1, e2, e3, p2, p21, p211 float64 // sums over different groups of x, xy, xyz, x², x²y, x²yz; y and z in no order
	for _, size := range sizes {
		x := float64(size)
		others, ordered := n-x, float64(x*(x-1))
		triples, covariance := within(x)
		coordinator.triples += triples
		coordinator.covariance += covariance
		itinerant.triples += float64(ordered * others)
		itinerant.covariance += float64(ordered * (float64((float64((2*x-6)*others)+2*(squares-float64(x*x)))*q1) + float64((others-1)*others*q3)))
		between.triples += float64(ordered * others)
		between.covariance += float64(ordered * others * (float64((n-3)*q1) + float64((x-2)*q3)))
		p211 += float64(x*x*e2) + float64(x*p21)
		p21 += float64(x*x*e1) + float64(x*p2)
		p2 += float64(x * x)
		e3 += float64(x * e2)
		e2 += float64(x * e1)
		e1 += x
	}
	all[Coordinator] = r.moments(coordinator.triples, coordinator.covariance)
	all[Itinerant] = r.moments(itinerant.triples, itinerant.covariance)
	all[Representative] = r.moments(between.triples, between.covariance)
	all[Gatekeeper] = all[Representative]
	triples, unequal := float64(6*e3), 2*p211
	all[Liaison] = r.moments(triples, float64((q1-q2)*(float64((float64(4*n)-2)*triples)-float64(8*unequal)))+float64(q3*(float64((n-1)*triples)-float64(2*unequal))))
	all[TotalBrokerage] = r.moments(within(n))
	return all
}
