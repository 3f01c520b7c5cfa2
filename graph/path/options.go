package path

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// Mode says what may come twice in a path, in the words of ISO GQL.
type Mode uint8

const (
	// Acyclic paths come to no organisation twice. It is what is meant where nothing is said: a chain that comes
	// back to where it was says nothing that a shorter one does not.
	Acyclic Mode = iota
	// Simple paths come to no organisation twice, but may end where they begin.
	Simple
	// Trail paths cross no relationship twice.
	Trail
	// Walk paths may do anything.
	Walk
)

var modeNames = []string{"acyclic", "simple", "trail", "walk"}

// ParseMode reads "acyclic", "simple", "trail" or "walk".
func ParseMode(s string) (Mode, error) {
	if i := slices.Index(modeNames, s); i >= 0 {
		return Mode(i), nil
	}
	return 0, &graph.UnknownError{What: "mode", Value: s, Suggestions: graph.Suggest(s, modeNames), Known: modeNames}
}

func (m Mode) String() string {
	if int(m) < len(modeNames) {
		return modeNames[m]
	}
	return fmt.Sprintf("Mode(%d)", uint8(m))
}

var productModes = [...]product.Mode{product.Acyclic, product.Simple, product.Trail, product.Walk}

// MostThrough is how many organisations Options.Through may have.
const MostThrough = 10

// Options says which paths count. The zero value is all acyclic ones that follow the relationships.
type Options struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is the way in which relationships are crossed; a mutual one is crossed both ways.
	Direction graph.Direction
	// Mode says what may come twice in a path.
	Mode Mode
	// MinHops is the least length, and MaxHops the greatest; 0 is any.
	MinHops, MaxHops int
	// Through are the organisations that a path must come to, in whatever order, at most MostThrough. The ends of
	// the path count. Time and memory double with each of them.
	Through []graph.Node
	// Organisation, if set, says whether a path may pass through an organisation. It is not asked of the
	// ends of a path, which the caller has chosen, and may be asked of any other one. What it excludes a path may end
	// at, but not go on from, unless it is where the path starts.
	Organisation func(graph.Node) bool
	// Relationship, if set, says whether a path may cross a relationship. Like Organisation it may be
	// asked in any order and more than once, and is to give the same answer each time.
	Relationship func(graph.Edge) bool
	// Weighting says what makes a path short: with graph.Unweighted few hops, with graph.Cost a small sum of costs.
	// graph.Strength is an error, because strengths do not add up along a path.
	Weighting graph.Weighting
	// Memory is how many bytes a search may hold, about; 0 is any number. What a [Finder] keeps is apart from that.
	Memory int64
}

// MemoryError says that a search would hold more than Options.Memory.
type MemoryError = product.MemoryError

// Which says which paths are wanted, of those between the same two ends.
type Which uint8

const (
	EveryOne    Which = iota // all, the shortest first
	OneShortest              // the first of those with the fewest hops
	TheShortest              // those with the fewest hops
	KOfThem                  // K with the fewest hops
	KLengths                 // those whose length is one of the K smallest
)

// Question asks a [Finder] for the paths between several organisations.
type Question struct {
	// From are the starts and To the ends. What stands in one of them twice counts once. To nil is every
	// organisation that can be reached.
	From, To []graph.Node
	Which    Which
	// K is the number of KOfThem and KLengths, at least 1.
	K int
	Options
}

// check returns what is wrong with a question about g.
func (q *Question) check(g *graph.Graph) error {
	for _, list := range [][]graph.Node{q.From, q.To, q.Through} {
		if err := checkNodes(g, list); err != nil {
			return err
		}
	}
	switch {
	case q.Which > KLengths:
		return fmt.Errorf("no choice of paths %d", q.Which)
	case (q.Which == KOfThem || q.Which == KLengths) && q.K < 1:
		return fmt.Errorf("the %d shortest paths: the number is 1 or more", q.K)
	case int(q.Mode) >= len(modeNames):
		return fmt.Errorf("no mode %d; known: acyclic, simple, trail, walk", q.Mode)
	case q.MinHops < 0:
		return fmt.Errorf("at least %d hops: the number of hops is 0 or more", q.MinHops)
	case q.MaxHops > 0 && q.MinHops > q.MaxHops:
		return fmt.Errorf("at least %d and at most %d hops: no path is both", q.MinHops, q.MaxHops)
	case len(q.Through) > MostThrough:
		return fmt.Errorf("paths through %d organisations: at most %d can be asked for", len(q.Through), MostThrough)
	case q.Weighting == graph.Strength:
		return fmt.Errorf("paths by strength: strengths do not add up along a path; the weighting %q makes strong relationships short", graph.Cost)
	case q.Mode == Walk && q.Which == EveryOne && q.MaxHops == 0 && q.Weighting == graph.Unweighted:
		return fmt.Errorf("all walks of any length have no end: bound their length, ask for the shortest ones, or for trails, acyclic or simple paths")
	}
	return nil
}

func checkNodes(g *graph.Graph, nodes []graph.Node) error {
	for _, n := range nodes {
		if n < 0 || int(n) >= g.NumOrganisations() {
			return fmt.Errorf("no organisation has the number %d; there are %d", n, g.NumOrganisations())
		}
	}
	return nil
}
