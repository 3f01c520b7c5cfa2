package path

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// network is what channels flow through. By relationships, its vertices are the organisations. By
// organisations, each is two, one where channels come in and one where they go out, with an arc between
// them that only one channel can take.
//
// Arcs come in pairs: 2i is a way across, and 2i+1 its reverse, by which flow is taken back. Only as much can
// go along an arc as its room.
type network struct {
	search     *search
	by         Independence
	start, end int32
	offsets    []int32 // of vertex v: arcs[offsets[v]:offsets[v+1]]
	arcs       []int32
	heads      []int32 // by arc
	room       []int32 // by arc
	edges      []graph.Edge
	direct     []graph.Edge // by organisations: the relationships from end to end

	potential []int32 // how far vertices were from the end, in hops less those that are taken back
	distance  []int32 // beyond the potential, or of another search
	way       []int32 // the arcs of the channel that was found last
	queue     []int32 // room for a search
	due       int     // how many arcs may be looked at before the context is
}

// way says whether a search goes as channels do, or from their end back.
type way bool

const (
	onward   way = true
	backward way = false
)

// within is the edge of an arc between the two vertices of an organisation.
const within graph.Edge = -1

// endless is room for any number of channels.
const endless = math.MaxInt32 / 2

// How many bytes a network and the searches in it take: for each vertex, offsets, potential, distance, a queue, next
// and marks; for each pair of arcs, tails, heads, rooms, places among arcs, edge and flow.
const (
	perVertex = 4 + 4 + 4 + 4 + 4 + 2
	perPair   = 2*(4+4+4+4) + 4 + 4
)

// maxArcs bounds the arcs, which are numbered in 32 bits.
const maxArcs = 1_000_000_000

var errTooManyArcs = fmt.Errorf("more than %d ways to cross relationships: too many to search for channels", maxArcs/2)

func newNetwork(s *search, from, to graph.Node, by Independence) (*network, error) {
	n := &network{search: s, by: by, start: int32(from), end: int32(to)}
	organisations := s.g.NumOrganisations()
	vertices := organisations
	if by == ByOrganisations {
		vertices, n.start, n.end = 2*organisations, leaving(from), entering(to)
	}
	if err := s.hold(organisations + vertices*perVertex); err != nil {
		return nil, err
	}
	tails := []int32{}
	if s.opts.Memory == 0 && s.types == nil && s.opts.Relationship == nil && s.opts.Organisation == nil {
		// Room for the pairs of arcs, unless many relationships are mutual; where not all can be crossed, it grows.
		room := s.g.NumRelationships()
		if s.opts.Direction == graph.Both {
			room *= 2
		}
		room = min(room, maxArcs/2)
		tails = make([]int32, 0, 2*room)
		n.heads, n.room, n.edges = make([]int32, 0, 2*room), make([]int32, 0, 2*room), make([]graph.Edge, 0, room)
	}
	add := func(tail, head, room int32, e graph.Edge) {
		tails = append(tails, tail, head)
		n.heads, n.room, n.edges = append(n.heads, head, tail), append(n.room, room, 0), append(n.edges, e)
	}
	passable := make([]bool, organisations)
	for v := range s.g.Nodes() {
		passable[v] = v == from || v == to || s.opts.Organisation == nil || s.opts.Organisation(v)
	}
	for v := range s.g.Nodes() {
		if err := n.pause(1); err != nil {
			return nil, err
		}
		if !passable[v] || v == to { // nothing goes on from the end
			continue
		}
		if by == ByOrganisations && v != from {
			add(entering(v), leaving(v), 1, within)
		}
		before := s.checked
		for e, other := range s.steps(v) {
			if len(n.heads) > maxArcs {
				return nil, errTooManyArcs
			}
			if err := s.hold(perPair); err != nil {
				return nil, err
			}
			switch {
			case !passable[other] || other == v || other == from:
			case by == ByRelationships:
				add(int32(v), int32(other), 1, e)
			case v != from || other != to:
				add(leaving(v), entering(other), endless, e)
			default:
				if n.direct = append(n.direct, e); len(n.direct) == 1 {
					add(n.start, n.end, 1, e)
				}
			}
		}
		n.due -= s.checked - before
	}
	if err := n.index(vertices, tails); err != nil {
		return nil, err
	}
	n.potential, n.distance = make([]int32, vertices), make([]int32, vertices)
	return n, nil
}

func entering(n graph.Node) int32 { return 2 * int32(n) }
func leaving(n graph.Node) int32  { return 2*int32(n) + 1 }

// index lists the arcs by their tails, each list in ascending order.
func (n *network) index(vertices int, tails []int32) error {
	n.offsets = make([]int32, vertices+1)
	for i, v := range tails {
		if i&0xffff == 0 && n.search.ctx.Err() != nil {
			return context.Cause(n.search.ctx)
		}
		n.offsets[v+1]++
	}
	for v := range vertices {
		n.offsets[v+1] += n.offsets[v]
	}
	next := slices.Clone(n.offsets)
	n.arcs = make([]int32, len(tails))
	for arc, v := range tails {
		if arc&0xffff == 0 && n.search.ctx.Err() != nil {
			return context.Cause(n.search.ctx)
		}
		n.arcs[next[v]] = int32(arc)
		next[v]++
	}
	return nil
}

// pause looks at the context once every few thousand arcs.
func (n *network) pause(arcs int) error {
	if n.due -= arcs; n.due > 0 {
		return nil
	}
	n.due = 1 << 13
	return context.Cause(n.search.ctx)
}

func (n *network) row(v int32) []int32 { return n.arcs[n.offsets[v]:n.offsets[v+1]] }

// cost is how much longer an arc makes a channel.
func (n *network) cost(arc int32) int32 {
	switch {
	case n.edges[arc/2] == within:
		return 0
	case arc%2 == 0:
		return 1
	}
	return -1
}

// maximise sends as many channels as there can be, always along the shortest ways that are left: so the flow
// has at any time the fewest hops of all flows as large.
func (n *network) maximise() error {
	blocked := make([]bool, len(n.potential))
	next := make([]int32, len(n.potential))
	for {
		reached, err := n.measure()
		if err != nil || !reached {
			return err
		}
		for v, d := range n.distance {
			n.potential[v] += min(d, n.distance[n.start])
		}
		if err := n.block(blocked, next); err != nil {
			return err
		}
	}
}

// reduced is the cost of an arc from v with the potentials taken into account: never below 0 where there is
// room.
func (n *network) reduced(v, arc int32) int32 {
	return n.cost(arc) + n.potential[n.heads[arc]] - n.potential[v]
}

// measure finds the distance of every vertex to the end by reduced costs, up to that of the start, and reports
// whether that is reached. It is Dijkstra's algorithm with a bucket for each distance. It goes from the end
// back, so that afterwards every arc whose reduced cost is 0, from the start on, leads to the end.
func (n *network) measure() (reached bool, err error) {
	for v := range n.distance {
		n.distance[v] = math.MaxInt32
	}
	n.distance[n.end] = 0
	buckets := [][]int32{{n.end}}
	for d := int32(0); int(d) < len(buckets) && d < n.distance[n.start]; d++ {
		for i := 0; i < len(buckets[d]) && d < n.distance[n.start]; i++ { // costs of 0 add to the bucket
			v := buckets[d][i]
			if n.distance[v] != d {
				continue // it was reached by a shorter way
			}
			if err := n.pause(len(n.row(v))); err != nil {
				return false, err
			}
			for _, back := range n.row(v) {
				arc, tail := back^1, n.heads[back]
				if n.room[arc] == 0 || n.distance[tail] <= d {
					continue
				}
				if far := d + n.reduced(tail, arc); far < n.distance[tail] {
					n.distance[tail] = far
					for int(far) >= len(buckets) {
						buckets = append(buckets, nil)
					}
					buckets[far] = append(buckets[far], tail)
				}
			}
		}
	}
	return n.distance[n.start] < math.MaxInt32, nil
}

// block sends channels along arcs whose reduced cost is 0, until every such way from the start is blocked. It
// may miss a way that opens when flow is taken back; the next round then finds that.
func (n *network) block(blocked []bool, next []int32) error {
	clear(blocked) // the vertices that lead nowhere, and those on the way
	copy(next, n.offsets)
	blocked[n.start] = true
	way := []int32{} // arcs from the start
	for v := n.start; ; {
		if v == n.end {
			for _, arc := range way {
				n.room[arc]--
				n.room[arc^1]++
				blocked[n.heads[arc]] = false
			}
			way, v = way[:0], n.start
			continue
		}
		if next[v] == n.offsets[v+1] {
			if v == n.start {
				return nil
			}
			last := way[len(way)-1] // v stays blocked
			way = way[:len(way)-1]
			v = n.heads[last^1]
			next[v]++
			continue
		}
		if err := n.pause(1); err != nil {
			return err
		}
		arc := n.arcs[next[v]]
		if head := n.heads[arc]; n.room[arc] > 0 && !blocked[head] && n.reduced(v, arc) == 0 {
			blocked[head] = true
			way = append(way, arc)
			v = head
			continue
		}
		next[v]++
	}
}

// paths takes the flow apart, the shortest paths first. The flow has no cycle, because without it there
// would be fewer hops; so no path comes to an organisation twice.
func (n *network) paths() ([]Path, error) {
	flow := make([]int32, len(n.edges)) // of the arcs 2i
	for i := range flow {
		flow[i] = n.room[2*i+1]
	}
	var paths []Path
	next := make([]int32, len(n.potential))
	for {
		reached, err := n.level(flow)
		if err != nil {
			return nil, err
		}
		if !reached {
			sortPaths(paths)
			return paths, nil
		}
		copy(next, n.offsets)
		for {
			way, err := n.follow(flow, next)
			if err != nil {
				return nil, err
			}
			if way == nil {
				break
			}
			paths, n.way = append(paths, n.path(way)), way
		}
	}
}

// level notes how many hops along the flow every vertex is from the start.
func (n *network) level(flow []int32) (reached bool, err error) {
	for v := range n.distance {
		n.distance[v] = math.MaxInt32
	}
	n.distance[n.start] = 0
	queue := append(n.queue[:0], n.start)
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		if err := n.pause(len(n.row(v))); err != nil {
			return false, err
		}
		for _, arc := range n.row(v) {
			if head := n.heads[arc]; arc%2 == 0 && flow[arc/2] > 0 && n.distance[head] == math.MaxInt32 {
				n.distance[head] = n.distance[v] + 1
				queue = append(queue, head)
			}
		}
	}
	n.queue = queue
	return n.distance[n.end] < math.MaxInt32, nil
}

// follow takes a path from level to level out of the flow, and returns its arcs; nil if none is left. An arc
// that leads nowhere is not tried again.
func (n *network) follow(flow, next []int32) ([]int32, error) {
	way := []int32{}
	for v := n.start; v != n.end; {
		if next[v] == n.offsets[v+1] {
			if v == n.start {
				return nil, nil
			}
			v = n.heads[way[len(way)-1]^1]
			way = way[:len(way)-1]
			next[v]++
			continue
		}
		if err := n.pause(1); err != nil {
			return nil, err
		}
		arc := n.arcs[next[v]]
		if head := n.heads[arc]; arc%2 == 0 && flow[arc/2] > 0 && n.distance[head] == n.distance[v]+1 {
			way = append(way, arc)
			v = head
			continue
		}
		next[v]++
	}
	for _, arc := range way {
		flow[arc/2]--
	}
	return way, nil
}

// path is the way along some arcs.
func (n *network) path(way []int32) Path {
	p := Path{Nodes: []graph.Node{n.organisation(n.start)}}
	for _, arc := range way {
		if e := n.edges[arc/2]; e != within {
			p.Nodes, p.Edges = append(p.Nodes, n.organisation(n.heads[arc])), append(p.Edges, e)
		}
	}
	return p
}

func (n *network) organisation(v int32) graph.Node {
	if n.by == ByOrganisations {
		return graph.Node(v / 2)
	}
	return graph.Node(v)
}

// spread marks all that can be reached from v, or backward all that can reach it, where there is room.
func (n *network) spread(marked []bool, v int32, w way) error {
	marked[v] = true
	queue := append(n.queue[:0], v)
	for i := 0; i < len(queue); i++ {
		row := n.row(queue[i])
		if err := n.pause(len(row)); err != nil {
			return err
		}
		for _, arc := range row {
			going := arc
			if w == backward {
				going = arc ^ 1
			}
			if head := n.heads[arc]; n.room[going] > 0 && !marked[head] {
				marked[head] = true
				queue = append(queue, head)
			}
		}
	}
	n.queue = queue
	return nil
}

// cut returns the least cut nearest to the start, between what can still be reached from there and what
// cannot, or backward that nearest to the end. Both are the same for every greatest flow.
func (n *network) cut(w way) (c Cut, err error) {
	c.by = n.by
	near, from := make([]bool, len(n.potential)), n.start
	if w == backward {
		from = n.end
	}
	if err := n.spread(near, from, w); err != nil {
		return Cut{}, err
	}
	for i := range n.edges {
		if err := n.pause(1); err != nil {
			return Cut{}, err
		}
		tail, head := n.heads[2*i+1], n.heads[2*i]
		if before, after := near[tail] == bool(w), near[head] == bool(w); before && !after {
			n.add(&c, int32(2*i))
		}
	}
	slices.Sort(c.Organisations)
	slices.Sort(c.Relationships)
	return c, nil
}

// add adds to a cut what an arc is in it.
func (n *network) add(c *Cut, arc int32) {
	switch e := n.edges[arc/2]; {
	case e == within:
		c.Organisations = append(c.Organisations, n.organisation(n.heads[arc]))
	case n.by == ByRelationships:
		c.Relationships = append(c.Relationships, e)
	default:
		c.Relationships = append(c.Relationships, n.direct...)
	}
}

// bottlenecks returns what every path crosses, where there is one channel. What can be reached from the start
// ends at the first; what can be reached from beyond that ends at the second, and so on.
func (n *network) bottlenecks() (c Cut, err error) {
	c.by = n.by
	reached := make([]bool, len(n.potential))
	if err := n.spread(reached, n.start, onward); err != nil {
		return Cut{}, err
	}
	for _, arc := range n.way {
		if head := n.heads[arc]; !reached[head] {
			n.add(&c, arc)
			if err := n.spread(reached, head, onward); err != nil {
				return Cut{}, err
			}
		}
	}
	return c, nil
}
