// Package graphtest helps to test what works on a graph: a corpus of awkward graphs, seeded random ones, a
// comparison that names what differs, and a check of what every graph promises.
//
// A test that ranges over [Corpus] and some graphs of [Random] or [RandomRich] meets nearly all that a user's
// map can do to it:
//
//	for _, c := range graphtest.Corpus() {
//		t.Run(c.Name, func(t *testing.T) { ... c.Graph ... })
//	}
//
// Everything here is deterministic: the same arguments give the same graph in every release of Go, because
// the generators use [math/rand/v2.PCG], whose sequence is fixed. Functions that make graphs panic on
// arguments that make no graph; they are for tests only.
package graphtest
