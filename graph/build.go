package graph

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// Build returns the graph, or every error that the Add methods have returned (the first hundred) and
// what is wrong between records, joined by [errors.Join]; those about a record are each a [*RecordError].
// The Builder cannot be used afterwards. O(organisations + relationships).
func (b *Builder) Build() (*Graph, error) {
	if b.g == nil {
		return nil, errBuilt
	}
	g := b.g
	g.text.Seal()
	g.ids.Clip()
	g.rel.ownIDs.Clip()
	v := g.vocabulary
	b.errs = append(b.errs, v.types.link(func(t Type) string { return t.Broader })...)
	if b.expected > 0 {
		b.errs = append(b.errs, fmt.Errorf("%d organisations are expected that have not been resolved", b.expected))
	}
	b.errs = append(b.errs, v.classifications.link(func(c Classification) string { return c.Broader })...)
	b.g = nil
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	g.org.evidence = groupEvidence(b.orgItems, g.NumOrganisations())
	g.rel.evidence = groupEvidence(b.relItems, g.NumRelationships())
	g.clip()
	g.index()
	g.attest(b.known)
	if err := g.checkMadeIDs(); err != nil {
		return nil, err
	}
	return g, nil
}

// groupEvidence sorts evidence by record, keeping the order within each.
func groupEvidence(found []recordEvidence, records int) evidenceColumns {
	if len(found) == 0 {
		return evidenceColumns{}
	}
	c := evidenceColumns{offsets: make([]uint32, records+1), items: make([]evidenceItem, len(found))}
	for _, r := range found {
		c.offsets[r.record+1]++
	}
	for i := range records {
		c.offsets[i+1] += c.offsets[i]
	}
	next := slices.Clone(c.offsets)
	for _, r := range found {
		c.items[next[r.record]] = r.item
		next[r.record]++
	}
	return c
}

func (g *Graph) clip() {
	o, r := &g.org, &g.rel
	for _, c := range []*column[uint32]{
		&o.name, &o.shortName, &o.description, &o.url, &o.classifications, &o.tags, &o.otherNames,
		&r.ownID, &r.label, &r.note, &r.arrangement,
	} {
		c.clip()
	}
	for _, c := range []*column[Date]{&o.founded, &o.dissolved, &r.start, &r.end} {
		c.clip()
	}
	r.weight.clip()
	r.from, r.to = clipped(r.from), clipped(r.to)
	r.kind, r.flags = clipped(r.kind), clipped(r.flags)
}

// clipped returns s without the room that appending left, where that is worth a copy.
func clipped[T any](s []T) []T {
	if cap(s)-len(s) > len(s)/16 {
		return append(make([]T, 0, len(s)), s...)
	}
	return s
}

// manyRelationships is from how many on the indices are made by several goroutines.
const manyRelationships = 1 << 15

// index makes what is derived from the ends of the relationships. The result does not depend on the number
// of processors.
func (g *Graph) index() {
	if g.NumRelationships() < manyRelationships {
		g.out = g.adjacent(g.rel.from, g.rel.to)
		g.in = g.adjacent(g.rel.to, g.rel.from)
		g.rel.places = g.countParallel(1)
		return
	}
	var wait sync.WaitGroup
	wait.Go(func() { g.in = g.adjacent(g.rel.to, g.rel.from) })
	g.out = g.adjacent(g.rel.from, g.rel.to)
	wait.Wait()
	g.rel.places = g.countParallel(min(runtime.GOMAXPROCS(0), 8)) // each takes memory for every organisation
}

// adjacent lists the edges by their near end, and the mutual ones by their far end too.
func (g *Graph) adjacent(near, far []Node) adjacency {
	a := adjacency{offsets: make([]uint32, g.NumOrganisations()+1)}
	for e, n := range near {
		a.offsets[n+1]++
		if g.IsMutual(Edge(e)) && far[e] != n {
			a.offsets[far[e]+1]++
		}
	}
	for i := range g.NumOrganisations() {
		a.offsets[i+1] += a.offsets[i]
	}
	a.edges = make([]Edge, a.offsets[g.NumOrganisations()])
	next := slices.Clone(a.offsets)
	for e, n := range near {
		a.edges[next[n]] = Edge(e)
		next[n]++
		if g.IsMutual(Edge(e)) && far[e] != n {
			a.edges[next[far[e]]] = Edge(e)
			next[far[e]]++
		}
	}
	return a
}

// countParallel numbers the relationships that have the same ends and type.
func (g *Graph) countParallel(workers int) (p places) {
	// Each worker takes the nodes of an equal share of the edges.
	found := make([]places, workers)
	var wait sync.WaitGroup
	first := Node(0)
	for w := range workers {
		share := uint32(uint64(len(g.out.edges)) * uint64(w+1) / uint64(workers))
		last := Node(g.NumOrganisations())
		if w < workers-1 {
			last = first
			for int(last) < g.NumOrganisations() && g.out.offsets[last] < share {
				last++
			}
		}
		from := first
		wait.Go(func() { found[w] = g.countParallelOf(from, last) })
		first = last
	}
	wait.Wait()
	some := 0
	for _, f := range found {
		some += len(f.edges)
	}
	if some == 0 {
		return p
	}
	// Those found are in the order of the nodes; counting brings them into that of the edges.
	before := make([]uint32, g.NumRelationships())
	for _, f := range found {
		for i, e := range f.edges {
			before[e] = f.before[i]
		}
	}
	p = places{edges: make([]Edge, 0, some), before: make([]uint32, 0, some)}
	for e, k := range before {
		if k > 0 {
			p.edges, p.before = append(p.edges, Edge(e)), append(p.before, k)
		}
	}
	return p
}

// countParallelOf numbers those from the nodes from first up to last, and lists them by node.
func (g *Graph) countParallelOf(first, last Node) (p places) {
	type pair struct {
		to   Node
		kind uint16
	}
	// A target that is met for the first time, nearly every one, needs no hashing.
	visitedBy := make([]Node, g.NumOrganisations())
	firstKind := make([]uint16, g.NumOrganisations())
	seen := map[pair]uint32{}
	someMutual := len(g.out.edges) > g.NumRelationships()
	for n := first; n < last; n++ {
		for _, e := range g.out.row(n) {
			if someMutual && g.From(e) != n {
				continue
			}
			to, kind := g.To(e), g.rel.kind[e]
			if visitedBy[to] != n+1 {
				visitedBy[to], firstKind[to] = n+1, kind
				continue
			}
			k := seen[pair{to, kind}]
			if k == 0 && kind == firstKind[to] {
				k = 1
			}
			seen[pair{to, kind}] = k + 1
			if k > 0 {
				p.edges, p.before = append(p.edges, e), append(p.before, k)
			}
		}
		if len(seen) > 100 { // clearing takes as long as it has room, and every node pays that
			seen = map[pair]uint32{}
		} else {
			clear(seen)
		}
	}
	return p
}

// checkMadeIDs refuses an id of the form that the graph makes where it is that of another relationship.
func (g *Graph) checkMadeIDs() error {
	type madeID struct {
		from, to Node
		kind     uint16
		place    uint32
	}
	taken := map[madeID]bool{}
	for k, e := range g.rel.ownIDEdges {
		_, _, _, place, ok := parseMadeID(g.rel.ownIDs.At(uint32(k)))
		if ok && place != g.rel.places.of(e) { // otherwise no other one has it
			taken[madeID{g.From(e), g.To(e), g.rel.kind[e], place}] = true
		}
	}
	if len(taken) == 0 {
		return nil
	}
	var errs []error
	for e := range g.Edges() {
		if !g.HasOwnID(e) && taken[madeID{g.From(e), g.To(e), g.rel.kind[e], g.rel.places.of(e)}] && len(errs) < maxErrors {
			var f faults
			f.add("id", "is also the id that another relationship of the same ends and type has by its place")
			errs = append(errs, f.err("relationship", g.madeID(e)))
		}
	}
	return errors.Join(errs...)
}
