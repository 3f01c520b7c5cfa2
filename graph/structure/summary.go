package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// Summary is what can be said of a graph in figures.
type Summary struct {
	Organisations int
	Relationships int

	// How many relationships have every type, status and confidence, and how many organisations every
	// classification (each of several counts), in the order of the vocabulary, without those that none has.
	Types, Statuses, Confidences, Classifications []Count
	Unclassified                                  int // organisations without a classification
	Cited                                         int // relationships with evidence
	WithPassage                                   int // relationships with evidence that is a passage
	Mutual                                        int // relationships that go both ways
	Loops                                         int // relationships of an organisation with itself
	Isolated                                      int // organisations without ties

	Dyads   Dyads
	Several int // ties of more than one relationship

	// The number of others that an organisation is tied with: on average, that which half of them do not
	// pass, and the most, with the first who has it. All are 0 where there are no organisations.
	MeanTies   float64
	MedianTies float64
	MostTies   int
	MostTied   graph.Node
	// Centralisation is that of [DegreeCentralisation].
	Centralisation Coefficient

	// How many components there are, and how many organisations the largest of them has.
	WeakComponents, LargestWeak     int
	StrongComponents, LargestStrong int
	// How many cut organisations and bridges there are; see [Cuts].
	CutOrganisations, Bridges int

	// See [TriangleCounts]. Transitivity is not defined where no two ties meet.
	Triangles      int64
	Transitivity   Coefficient
	MeanClustering float64

	// See [DegreeAssortativity], and [Assortativity] by first classification and by sector. Where no
	// organisation has a classification the latter are zero.
	DegreeAssortativity        Coefficient
	ByClassification, BySector Mixing

	// See [TieDistances] and [DirectedDistances].
	Apart, Reach Distances

	// Triads is there where it is asked for.
	Triads *TriadCensus
}

// Count is how many have something.
type Count struct {
	Of string // its id, or its name
	N  int
}

// Coefficient is a number that not every graph has.
type Coefficient struct {
	Value   float64
	Defined bool // otherwise Value is 0
}

// SummaryOptions says what to put into a summary; the zero value is all but the census of triads.
type SummaryOptions struct {
	Distances DistanceOptions
	// Triads asks for the census of triads.
	Triads bool
}

// Summarise computes all figures of g. Each is as its own function gives it; together they cost less, because
// the ties are looked up once. Time O(n + m) but for the distances, which have a bound of their own, and
// triangles and triads, O(m·√m). It fails where ctx is done, where opts.Distances.Workers is below 0, and where triads are asked for as [CountTriads]
// does.
func Summarise(ctx context.Context, g *graph.Graph, opts SummaryOptions) (*Summary, error) {
	if err := checkWorkers(opts.Distances.Workers); err != nil {
		return nil, err
	}
	if opts.Triads {
		if err := checkTriads(g.NumOrganisations()); err != nil {
			return nil, err
		}
	}
	a, err := newArrows(ctx, g)
	if err != nil {
		return nil, err
	}
	s := &Summary{Organisations: g.NumOrganisations(), Relationships: g.NumRelationships(), Dyads: a.dyads()}
	if err := s.countRecords(ctx, g); err != nil {
		return nil, err
	}
	s.countTies(a)
	for _, part := range []func(context.Context, *graph.Graph, *arrows, SummaryOptions) error{
		s.countParallel, s.holdTogether, s.mix, s.count3, s.distances,
	} {
		if err := part(ctx, g, a, opts); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// countRecords counts what the records say.
func (s *Summary) countRecords(ctx context.Context, g *graph.Graph) error {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	types, classes := map[string]int{}, map[string]int{}
	statuses, confidences := make([]int, len(graph.Statuses())), make([]int, len(graph.Confidences()))
	for e := range g.Edges() {
		if e&0xfff == 0 && stop.Stopped() {
			return ctx.Err()
		}
		types[g.Type(e).ID]++
		statuses[g.Status(e)]++
		confidences[g.Confidence(e)]++
		if g.IsMutual(e) {
			s.Mutual++
		}
		if g.From(e) == g.To(e) {
			s.Loops++
		}
		evidence := g.Evidence(e)
		if len(evidence) > 0 {
			s.Cited++
		}
		for _, item := range evidence {
			if item.Passage != "" {
				s.WithPassage++
				break
			}
		}
	}
	for n := range g.Nodes() {
		if n&0xfff == 0 && stop.Stopped() {
			return ctx.Err()
		}
		of := g.Classifications(n)
		if len(of) == 0 {
			s.Unclassified++
		}
		for _, class := range of {
			classes[class]++
		}
	}
	add := func(to *[]Count, of string, n int) {
		if n > 0 {
			*to = append(*to, Count{of, n})
		}
	}
	for t := range g.Vocabulary().Types() {
		add(&s.Types, t.ID, types[t.ID])
	}
	for c := range g.Vocabulary().Classifications() {
		add(&s.Classifications, c.ID, classes[c.ID])
	}
	for _, status := range graph.Statuses() {
		add(&s.Statuses, status.String(), statuses[status])
	}
	for _, confidence := range graph.Confidences() {
		add(&s.Confidences, confidence.String(), confidences[confidence])
	}
	return ctx.Err()
}

// countTies counts how many ties organisations have.
func (s *Summary) countTies(a *arrows) {
	n := a.ties.NumVertices()
	if n == 0 {
		return
	}
	with := make([]int, n) // how many organisations have so many ties
	for v := range int32(n) {
		d := a.ties.Degree(v)
		with[d]++
		if d > s.MostTies {
			s.MostTies, s.MostTied = d, graph.Node(v)
		}
	}
	s.Isolated = with[0]
	s.MeanTies = float64(a.ties.NumArcs()) / float64(n)
	// The median is that of the two in the middle, which are one where n is odd.
	below, lower := 0, -1
	for d, count := range with {
		below += count
		if lower < 0 && 2*below >= n {
			lower = d
		}
		if below >= n/2+1 {
			s.MedianTies = float64(lower+d) / 2
			break
		}
	}
	s.Centralisation = coefficient(degreeCentralisation(a.ties))
}

func coefficient(value float64, ok bool) Coefficient { return Coefficient{value, ok} }

// countParallel counts the ties of several relationships.
func (s *Summary) countParallel(ctx context.Context, g *graph.Graph, _ *arrows, _ SummaryOptions) error {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	count := make([]int32, g.NumOrganisations())
	for n := range g.Nodes() {
		if stop.Stopped() {
			return ctx.Err()
		}
		for e := range g.Incident(n) {
			if other := g.Other(e, n); other > n {
				count[other]++
				if count[other] == 2 {
					s.Several++
				}
			}
		}
		for e := range g.Incident(n) {
			count[g.Other(e, n)] = 0
		}
	}
	return ctx.Err()
}

// holdTogether counts components, cut organisations and bridges.
func (s *Summary) holdTogether(ctx context.Context, g *graph.Graph, a *arrows, _ SummaryOptions) error {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	roots, ok := strongRoots(a.out, stop)
	if !ok {
		return ctx.Err()
	}
	strong := components(roots)
	s.StrongComponents, s.LargestStrong = strong.NumGroups(), strong.largest()
	cuts, err := findCuts(ctx, g, a.ties)
	if err != nil {
		return err
	}
	s.CutOrganisations, s.Bridges = len(cuts.Organisations), len(cuts.Bridges)
	return nil
}

// largest is the size of the largest group, which is the first.
func (p *Partition) largest() int {
	if len(p.Names) == 0 {
		return 0
	}
	return p.sizes()[0]
}

// mix says whether like deals with like.
func (s *Summary) mix(ctx context.Context, g *graph.Graph, a *arrows, _ SummaryOptions) error {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	s.DegreeAssortativity = coefficient(degreeAssortativity(a.ties, stop))
	s.ByClassification = mixing(a.ties, ByClassification(g), stop)
	if stop.Stopped() {
		return ctx.Err()
	}
	s.BySector = mixing(a.ties, BySector(g), stop)
	return ctx.Err()
}

// count3 counts what three organisations make.
func (s *Summary) count3(ctx context.Context, _ *graph.Graph, a *arrows, opts SummaryOptions) error {
	triangles, err := CountTrianglesOf(ctx, a.ties, opts.Distances.Workers)
	if err != nil {
		return err
	}
	s.Triangles, s.MeanClustering = triangles.Total, triangles.MeanClustering()
	s.Transitivity = coefficient(triangles.Transitivity())
	if !opts.Triads {
		return nil
	}
	census, err := a.triads(ctx)
	s.Triads = &census
	return err
}

func (s *Summary) distances(ctx context.Context, g *graph.Graph, a *arrows, opts SummaryOptions) error {
	weak, err := weakComponents(ctx, g)
	if err != nil {
		return err
	}
	s.WeakComponents, s.LargestWeak = weak.NumGroups(), weak.largest()
	if s.Apart, err = tieDistances(ctx, a.ties, weak, opts.Distances); err != nil {
		return err
	}
	s.Reach, err = directedDistances(ctx, a.out, opts.Distances)
	return err
}
