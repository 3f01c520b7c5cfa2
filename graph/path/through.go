package path

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
)

// passes knows between which organisations no acyclic or simple path can pass those of Options.Through, so that it is
// not searched for in vain, which may take exponential time: where the way there and the way on from there both have to
// pass the same organisation. That is so, among others, wherever what is to be passed hangs on the rest of the graph
// by one organisation. It rules out no path that there is, but not all that there are not.
type passes struct {
	mode  Mode
	sides []passage
	shut  []bool // by organisation: whether every path from the start to what is to be passed is there before
	// bad is whether a path from what is to be passed to an organisation has to pass one that is shut, where known is
	// the round.
	bad   []bool
	known []int64
	round int64
	way   []int32
}

// passage is the dominators of all paths to and from an organisation, or nothing where it cannot be passed.
type passage struct {
	node     int32
	passable bool
	to, from *dominators
}

// bytesOfPasses is how much memory they take: by organisation, and for each of those to pass.
func bytesOfPasses(organisations, through int) int64 {
	const kept, atWork = 2 * (4 + 4), 14 * 4
	return int64(organisations) * int64(kept*through+atWork)
}

// newPasses takes O(m log n) for each organisation of through.
func newPasses(ctx context.Context, q *Question, c *crossings) (*passes, error) {
	crosses := func(edge int32) bool { return q.Relationship == nil || q.Relationship(graph.Edge(edge)) }
	goesOn := func(node int32) bool { return q.Organisation == nil || q.Organisation(graph.Node(node)) }
	n := c.forward.NumVertices()
	if q.Memory > 0 && bytesOfPasses(n, len(q.Through)) > q.Memory {
		return nil, &MemoryError{Limit: q.Memory}
	}
	p := &passes{mode: q.Mode, bad: make([]bool, n), shut: make([]bool, n), known: make([]int64, n)}
	for _, via := range sorted(q.Through) {
		s := passage{node: via, passable: goesOn(via)}
		var err error
		if s.from, err = dominatorsOf(ctx, via, c.forward, c.backward, crosses, goesOn); err != nil {
			return nil, err
		}
		if s.to, err = dominatorsOf(ctx, via, c.backward, c.forward, crosses, goesOn); err != nil {
			return nil, err
		}
		p.sides = append(p.sides, s)
	}
	return p, nil
}

// leave returns those of some ends to which a path may lead from a start. For each organisation to pass, it climbs from
// every end as far as no other has been climbed from: O(n) at most.
func (p *passes) leave(from int32, ends []int32) []int32 {
	left := append([]int32(nil), ends...)
	for i := range p.sides {
		s := &p.sides[i]
		if len(left) == 0 {
			break
		}
		if s.node == from {
			continue
		}
		p.round++
		way := s.to.last[from] >= 0
		if way {
			for n := from; n != s.node; n = s.to.last[n] {
				p.shut[n] = true
			}
		}
		kept := left[:0]
		for _, end := range left {
			switch {
			case end == s.node: // where else it leads is the search's to find
				kept = append(kept, end)
			case end == from && p.mode == Acyclic || !s.passable || !way || s.from.last[end] < 0:
			case end == from && !p.again(s, s.from.last[end]), end != from && !p.again(s, end):
				// A path back to the start may pass all but what is between.
				kept = append(kept, end)
			}
		}
		left = kept
		if way {
			for n := from; n != s.node; n = s.to.last[n] {
				p.shut[n] = false
			}
		}
	}
	return left
}

// again reports whether a path to an organisation has to pass, after s, what it passed before.
func (p *passes) again(s *passage, node int32) bool {
	p.way = p.way[:0]
	n := node
	for ; n != s.node && p.known[n] != p.round && !p.shut[n]; n = s.from.last[n] {
		p.way = append(p.way, n)
	}
	bad := n != s.node && (p.shut[n] || p.bad[n])
	for _, n := range p.way {
		p.known[n], p.bad[n] = p.round, bad
	}
	return bad
}
