package path

import (
	"errors"
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

// MostMinHops is how great Options.MinHops may be where there is no Options.Through; each organisation of that
// halves it.
const MostMinHops = 1<<16 - 1

// Options says which paths count. The zero value is all acyclic ones that follow the relationships.
type Options struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is the way in which relationships are crossed; a mutual one is crossed both ways.
	Direction graph.Direction
	// Mode says what may come twice in a path.
	Mode Mode
	// MinHops is the least length, and MaxHops the greatest; 0 is any. Unless Weighting is graph.Cost, time and
	// memory grow with MinHops; (MinHops+1)·2^len(Through) is at most MostMinHops+1.
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
	// Any other is an error: strengths do not add up along a path.
	Weighting graph.Weighting
	// Memory is how many bytes a search may hold, about; 0 is any number. What a [Finder] keeps is apart from that.
	Memory int64
}

// MemoryError says that a search would hold more than Options.Memory.
type MemoryError struct {
	Limit int64 // Options.Memory, in bytes
}

func (e *MemoryError) Error() string {
	return fmt.Sprintf("the search would hold more than %d bytes", e.Limit)
}

// asOurs returns an error of package product as one of this package.
func asOurs(err error) error {
	var full *product.MemoryError
	if errors.As(err, &full) {
		return &MemoryError{Limit: full.Limit}
	}
	return err
}

// Which says which paths are wanted, of those between the same two ends, in the words of ISO GQL. What is said of
// the fewest hops is meant of the least cost where Options.Weighting is graph.Cost.
type Which uint8

const (
	// AnyShortest is one of those with the fewest hops: the first in the order of the map.
	AnyShortest Which = iota
	// AllShortestPaths are all those with the fewest hops.
	AllShortestPaths
	// ShortestK are K with the fewest hops.
	ShortestK
	// ShortestKGroups are those whose length is one of the K smallest.
	ShortestKGroups
	// AllPaths are all, of which there may be exponentially many.
	AllPaths
)

var whichNames = []string{"any shortest", "all shortest", "shortest k", "shortest k groups", "all"}

// String returns "any shortest", "all shortest", "shortest k", "shortest k groups" or "all".
func (w Which) String() string {
	if int(w) < len(whichNames) {
		return whichNames[w]
	}
	return fmt.Sprintf("Which(%d)", uint8(w))
}

var productSelectors = [...]product.Selector{
	AnyShortest: product.Shortest, AllShortestPaths: product.AllShortest, ShortestK: product.Shortest,
	ShortestKGroups: product.ShortestGroups, AllPaths: product.All,
}

// Question asks a [Finder] for the paths between several organisations.
type Question struct {
	// From are the starts and To the ends. What stands in one of them twice counts once. To nil is every
	// organisation that can be reached.
	From, To []graph.Node
	// Which is AnyShortest unless said.
	Which Which
	// K is the number of ShortestK and ShortestKGroups, at least 1.
	K int
	Options
}

// check returns what is wrong with a question about g.
func (q *Question) check(g *graph.Graph) error {
	for _, list := range [][]graph.Node{q.From, q.To} {
		if err := checkNodes(g, list); err != nil {
			return err
		}
	}
	if err := q.Options.check(g); err != nil {
		return err
	}
	switch {
	case int(q.Which) >= len(whichNames):
		return fmt.Errorf("no choice of paths %d", q.Which)
	case (q.Which == ShortestK || q.Which == ShortestKGroups) && q.K < 1:
		return fmt.Errorf("the %d shortest paths: the number is 1 or more", q.K)
	case q.Mode == Walk && q.Which == AllPaths && q.MaxHops == 0:
		return errors.New("all walks of any length have no end: bound their length, ask for the shortest ones, or for trails, acyclic or simple paths")
	}
	return nil
}

// check returns what is wrong with options for a search of g, but for their types.
func (o *Options) check(g *graph.Graph) error {
	if err := checkNodes(g, o.Through); err != nil {
		return err
	}
	switch {
	case int(o.Mode) >= len(modeNames):
		return fmt.Errorf("no mode %d; known: acyclic, simple, trail, walk", o.Mode)
	case o.Direction > graph.Both:
		return fmt.Errorf("no direction %d", o.Direction)
	case o.MaxHops < 0:
		return fmt.Errorf("at most %d hops: the number of hops is 1 or more, or 0 for any", o.MaxHops)
	case o.MinHops < 0:
		return fmt.Errorf("at least %d hops: the number of hops is 0 or more", o.MinHops)
	case o.MaxHops > 0 && o.MinHops > o.MaxHops:
		return fmt.Errorf("at least %d and at most %d hops: no path is both", o.MinHops, o.MaxHops)
	case len(o.Through) > MostThrough:
		return fmt.Errorf("paths through %d organisations: at most %d can be asked for", len(o.Through), MostThrough)
	case o.MinHops >= (MostMinHops+1)>>len(o.Through):
		return fmt.Errorf("at least %d hops%s: at most %d can be asked for", o.MinHops, through(len(o.Through)), (MostMinHops+1)>>len(o.Through)-1)
	case o.Weighting == graph.Strength:
		return fmt.Errorf("paths by strength: strengths do not add up along a path; the weighting %q makes strong relationships short", graph.Cost)
	case o.Weighting != graph.Unweighted && o.Weighting != graph.Cost:
		return fmt.Errorf("no weighting %d of paths; known: %v, %v", o.Weighting, graph.Unweighted, graph.Cost)
	case o.Memory < 0:
		return fmt.Errorf("at most %d bytes: the number is 1 or more, or 0 for any", o.Memory)
	}
	return nil
}

// through says how many organisations paths are to pass, if any.
func through(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " through one organisation"
	}
	return fmt.Sprintf(" through %d organisations", n)
}

// checkPlain returns what is wrong with options for what is told of a graph without listing its paths: besides what
// check finds, what cannot be asked of that.
func (o *Options) checkPlain(g *graph.Graph, what string) error {
	if err := o.check(g); err != nil {
		return err
	}
	switch {
	case len(o.Through) > 0:
		return fmt.Errorf("%s%s: that cannot be asked for", what, through(len(o.Through)))
	case o.MinHops > 0:
		return fmt.Errorf("%s by at least %d hops: that cannot be asked for", what, o.MinHops)
	case o.Weighting != graph.Unweighted:
		return fmt.Errorf("%s by %v: only hops are counted", what, o.Weighting)
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
