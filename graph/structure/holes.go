package structure

import (
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
	"github.com/liaisongraph/liaison/graph/internal/portable"
)

// Hole is how much room an organisation has between its contacts, the others that it is related to.
type Hole struct {
	// Contacts is how many there are. Where it is 0 nothing else is defined, and all else is 0 too.
	Contacts int
	// EffectiveSize is how many contacts there are that do not stand for each other: from 1 to Contacts.
	EffectiveSize float64
	// Efficiency is EffectiveSize over Contacts.
	Efficiency float64
	// Constraint is how much the contacts hold the organisation: directly, and through each other. It is
	// above 0; with more contacts, and fewer ties between them, it is lower.
	Constraint float64
	// Hierarchy is how much of the constraint is with a single contact: 0 where all have the same part of
	// it, 1 where one has all.
	Hierarchy float64
	// Binding is the contact with the largest part in the constraint, the first of several,
	// BindingConstraint that part, and NumBinding how many contacts have it, but for rounding.
	Binding           graph.Node
	BindingConstraint float64
	NumBinding        int
}

// Defined reports whether the organisation has contacts, without which there are no measures.
func (h Hole) Defined() bool { return h.Contacts > 0 }

// Contact is one of the contacts of an organisation, and what it does to the organisation.
type Contact struct {
	Node graph.Node
	// Share is the part of the organisation's ties that is with this contact: Burt's p_ij. The shares of
	// all contacts are 1 together.
	Share float64
	// Constraint is the contact's part in the constraint: (p_ij + Σ p_iq·p_qj)².
	Constraint float64
	// Redundancy is how far other contacts stand for this one: Σ p_iq·m_jq, from 0 to 1. The effective size
	// is the number of contacts less the redundancies.
	Redundancy float64
}

// Holes are the measures of structural holes of every organisation.
type Holes struct {
	// Of has the measures of [graph.Node] n at index n.
	Of []Hole

	ties mutualTies
}

// HolesOptions says what to measure on. The zero value is everything, unweighted, along the relationships.
type HolesOptions struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Weighted takes the strength of relationships into account.
	Weighted bool
	// Undirected lets every tie count once; otherwise a tie that goes both ways counts twice one that does
	// not.
	Undirected bool
	// Workers is the number of goroutines; 0 is [runtime.GOMAXPROCS]. The result does not depend on it.
	Workers int
}

// FindHoles returns Burt's measures of structural holes. With a_ij what goes from i to j, which is 1 or,
// weighted, the sum of the strengths of the relationships by which one can go, let
//
//	p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki)      m_jq = (a_jq + a_qj) / max_k (a_jk + a_kj)
//
//	effective size  Σ_j [1 - Σ_q p_iq m_jq]       efficiency  effective size / number of contacts
//	constraint      Σ_j c_ij, c_ij = (p_ij + Σ_q p_iq p_qj)²
//	hierarchy       Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (constraint / N)
//
// over the N contacts j of i, and q other than i and j. Hierarchy is the Coleman-Theil index of disorder; it
// is 1 for an organisation with a single contact.
//
// Mutual relationships go both ways; parallel ones are one, with the sum of the strengths where weighted;
// loops are ignored. HolesOptions.Undirected counts every tie once, and is the same as if all relationships
// were mutual; effective size is then, unweighted, Borgatti's N - 2t/N, with t the ties between contacts.
// The values are those of NetworkX (effective_size, constraint), and of igraph (constraint), for directed or
// undirected graphs. An organisation without contacts has none of the measures: see [Hole.Defined]. What is
// more than two ties away has no part in a value.
//
// Time O(m·a·log n) at worst, where a ≤ √(2m) is the arboricity of the undirected view, shared by the
// workers; memory O(n + m) and O(n) for each of them; there are fewer where they would need more than 1 GiB for
// themselves. The view that all begins with takes what [graph.Graph.Project] says. It fails where opts.Workers is
// below 0, with a [*graph.UnknownError] where a type is
// not in the vocabulary, and where ctx is done.
//
// R. S. Burt, Structural Holes: The Social Structure of Competition, Harvard University Press 1992, chapter
// 2; S. P. Borgatti, "Structural holes: unpacking Burt's redundancy measures", Connections 20 (1997) 35–38.
func FindHoles(ctx context.Context, g *graph.Graph, opts HolesOptions) (*Holes, error) {
	if err := checkWorkers(opts.Workers); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p := graph.Projection{Types: opts.Types, Direction: graph.Out, Collapse: true, DropLoops: true}
	if opts.Undirected {
		p.Direction = graph.Both
	}
	if opts.Weighted {
		p.Weighting = graph.Strength
	}
	arcs, err := g.ProjectContext(ctx, p)
	if err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	h := &Holes{Of: make([]Hole, g.NumOrganisations()), ties: newMutualTies(arcs, stop)}
	scratch := make([]*holeScratch, workersFor(opts.Workers, blocks(len(h.Of), 64), 20*len(h.Of)))
	inBlocks(len(scratch), len(h.Of), 64, stop, func(worker, from, to int) {
		if scratch[worker] == nil {
			scratch[worker] = newHoleScratch(&h.ties)
		}
		for v := from; v < to && !stop.Stopped(); v++ {
			h.Of[v] = scratch[worker].hole(int32(v), stop)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return h, nil
}

// Contacts returns the contacts of n in the order of the graph, with their parts in the measures.
// O(organisations + what FindHoles takes for n).
func (h *Holes) Contacts(n graph.Node) []Contact {
	s := newHoleScratch(&h.ties)
	s.gather(int32(n), &parallel.Stop{})
	row := h.ties.row(int32(n))
	contacts := make([]Contact, len(row))
	for i, j := range row {
		contacts[i] = Contact{graph.Node(j), h.ties.sharesOf(int32(n))[i], square(s.hold[i]), s.redundant[i]}
	}
	return contacts
}

// mutualTies has the contacts of every vertex, ascending, with what the formulas say of each: p of the vertex
// and the contact, and m of the contact and the vertex.
type mutualTies struct {
	offsets        []uint32
	targets        []int32
	shares, scaled []float64
}

// newMutualTies adds up the ties. Where it is stopped they are not whole.
func newMutualTies(out *csr.Graph, stop *parallel.Stop) mutualTies {
	in := out.Transpose()
	n := out.NumVertices()
	ends := 0
	for v := range int32(n) {
		if stop.StoppedAt(v) {
			return mutualTies{offsets: make([]uint32, n+1)}
		}
		eachNeighbour(out.Row(v), in.Row(v), func(int32, uint8) { ends++ })
	}
	t := mutualTies{offsets: make([]uint32, 1, n+1), targets: make([]int32, 0, ends), scaled: make([]float64, 0, ends)}
	sums, largest := make([]float64, n), make([]float64, n) // of what goes there and back between a vertex and a contact
	for v := range int32(n) {
		if stop.StoppedAt(v) {
			return t
		}
		i, k := out.Offsets[v], in.Offsets[v]
		eachNeighbour(out.Row(v), in.Row(v), func(w int32, ways uint8) {
			sum := 0.0
			if ways&1 != 0 {
				sum += out.Weight(i)
				i++
			}
			if ways&2 != 0 {
				sum += in.Weight(k)
				k++
			}
			t.targets, t.scaled = append(t.targets, w), append(t.scaled, sum)
			sums[v] += sum
			largest[v] = max(largest[v], sum)
		})
		t.offsets = append(t.offsets, uint32(len(t.targets)))
	}
	t.shares = make([]float64, len(t.scaled))
	for v := range int32(n) {
		if stop.StoppedAt(v) {
			return t
		}
		for arc := t.offsets[v]; arc < t.offsets[v+1]; arc++ {
			t.shares[arc] = t.scaled[arc] / sums[v]
			t.scaled[arc] /= largest[t.targets[arc]]
		}
	}
	return t
}

func (t *mutualTies) row(v int32) []int32 { return t.targets[t.offsets[v]:t.offsets[v+1]] }

// sharesOf has p of v and each of its contacts.
func (t *mutualTies) sharesOf(v int32) []float64 { return t.shares[t.offsets[v]:t.offsets[v+1]] }

func (t *mutualTies) scaledOf(v int32) []float64 { return t.scaled[t.offsets[v]:t.offsets[v+1]] }

// holeScratch works on one organisation at a time.
type holeScratch struct {
	ties *mutualTies
	at   []int32 // 1 + the place of a contact in the row, 0 of others
	// hold and redundant belong to the contacts, by place: p_ij + Σ p_iq p_qj, and Σ p_iq m_jq.
	hold, redundant []float64
}

func newHoleScratch(t *mutualTies) *holeScratch {
	n, longest := len(t.offsets)-1, 0
	for v := range int32(n) {
		longest = max(longest, len(t.row(v)))
	}
	return &holeScratch{t, make([]int32, n), make([]float64, longest), make([]float64, longest)}
}

// gather fills hold and redundant for the contacts of i. For each contact q, the ties of q to other contacts
// j are found in whichever row is the shorter one. Either way the terms of a contact are added in the order
// of the q.
func (s *holeScratch) gather(i int32, stop *parallel.Stop) {
	t := s.ties
	row, shares := t.row(i), t.sharesOf(i)
	for place, j := range row {
		s.at[j] = int32(place) + 1
		s.hold[place], s.redundant[place] = shares[place], 0
	}
	for place, q := range row {
		if stop.Stopped() {
			break
		}
		p := shares[place]
		theirs, share, scaled := t.row(q), t.sharesOf(q), t.scaledOf(q)
		if len(theirs) <= 8*len(row) {
			for k, j := range theirs {
				if at := s.at[j] - 1; at >= 0 {
					s.hold[at] += float64(p * share[k])
					s.redundant[at] += float64(p * scaled[k])
				}
			}
			continue
		}
		k := 0
		for at, j := range row {
			next, ok := slices.BinarySearch(theirs[k:], j)
			if k += next; ok {
				s.hold[at] += float64(p * share[k])
				s.redundant[at] += float64(p * scaled[k])
			}
		}
	}
	for _, j := range row {
		s.at[j] = 0
	}
}

func (s *holeScratch) hole(i int32, stop *parallel.Stop) Hole {
	row := s.ties.row(i)
	if len(row) == 0 {
		return Hole{}
	}
	s.gather(i, stop)
	n := float64(len(row))
	h := Hole{Contacts: len(row), Binding: graph.Node(row[0])}
	for place, j := range row {
		c := square(s.hold[place])
		h.EffectiveSize += 1 - s.redundant[place]
		h.Constraint += c
		if c > h.BindingConstraint {
			h.Binding, h.BindingConstraint = graph.Node(j), c
		}
	}
	for place := range row {
		if square(s.hold[place]) >= float64(h.BindingConstraint*(1-1e-9)) {
			h.NumBinding++
		}
	}
	h.Efficiency = h.EffectiveSize / n
	h.Hierarchy = 1
	if len(row) > 1 {
		disorder := 0.0
		for place := range row {
			// c_ij is 0 where it is too small for a float64, and x ln x goes to 0 with x.
			if r := square(s.hold[place]) / (h.Constraint / n); r > 0 {
				disorder += float64(r * portable.Log(r))
			}
		}
		h.Hierarchy = min(1, max(0, disorder/(n*portable.Log(n))))
	}
	return h
}

func square(x float64) float64 { return float64(x * x) }
