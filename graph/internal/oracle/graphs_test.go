package oracle_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// named is a graph, and which of the rows' restrictions it falls under.
type named struct {
	name  string
	graph *graph.Graph
	// tame says that sums of its weights and of their inverses keep nearly all their digits, so that
	// nobody's rounding decides which of two ways is the shorter.
	tame bool
}

// graphs are all those that the peers are asked about.
func graphs(t *testing.T) []named {
	var all []named
	for _, c := range graphtest.Corpus() {
		all = append(all, named{c.Name, c.Graph, c.Name != "weights"})
	}
	for seed := range uint64(40) {
		n := 1 + int(seed*seed)%37
		all = append(all, named{fmt.Sprint("random ", seed), graphtest.Random(seed, n, n*(1+int(seed)%5)), true})
	}
	for seed := range uint64(20) {
		n := 2 + 3*int(seed)
		all = append(all, named{fmt.Sprint("rich ", seed), graphtest.RandomRich(seed, n, n*(1+int(seed)%4)), true})
	}
	for seed := range uint64(15) {
		all = append(all, named{fmt.Sprint("scale-free ", seed), graphtest.ScaleFree(seed, 10+10*int(seed), 1+int(seed)%5), true})
	}
	for seed := range uint64(120) {
		all = append(all, named{fmt.Sprint("kind ", seed), ofKind(t, seed), true})
	}
	uk, err := mapfile.Read("../../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, named{"uk-national-security", uk.Graph, true})
	return append(all, known(t)...)
}

// ofKind draws a graph whose kind the seed decides: its relationships one-way, mutual or both; parallel ones
// and loops, or neither; weights of 1, of powers of 2 (so that many ways are of the same length) or of any
// size; in one piece or several; sparse or dense; of 1 to 150 organisations.
func ofKind(t *testing.T, seed uint64) *graph.Graph {
	r := rand.New(rand.NewPCG(seed, 3))
	b := graph.NewBuilder()
	n := []int{1, 2, 3, 5, 8, 13, 25, 60}[seed%8]
	if seed%40 == 7 {
		n = 150
	}
	if _, err := b.AddOrganisations("o", n); err != nil {
		t.Fatal(err)
	}
	pieces, messy := 1+int(seed/8)%3, seed/24%2 == 0
	density := []int{1, 2, 4}[seed/3%3]
	bulk := graph.Bulk{Types: []string{"reporting", "partnership"}}
	taken := map[[2]graph.Node]bool{}
	for range density * n {
		from := r.IntN(n)
		to := from - from%pieces + r.IntN(n)
		to = to - to%pieces + from%pieces
		if to >= n {
			to %= n
			to = to - to%pieces + from%pieces
		}
		if to >= n {
			continue
		}
		ends := [2]graph.Node{graph.Node(from), graph.Node(to)}
		if !messy && (from == to || taken[ends] || taken[[2]graph.Node{ends[1], ends[0]}]) {
			continue
		}
		taken[ends] = true
		bulk.From, bulk.To = append(bulk.From, ends[0]), append(bulk.To, ends[1])
		bulk.Kind = append(bulk.Kind, []uint16{0, 1, uint16(r.IntN(2))}[seed/2%3])
		bulk.Weight = append(bulk.Weight, []float64{1, float64(int(1)<<r.IntN(4)) / 2, 0.1 + 5*r.Float64()}[seed/5%3])
	}
	if _, err := b.AddRelationships(bulk); err != nil {
		t.Fatal(err)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// known are networks that every textbook has, from testdata/known.txt, with their edges as mutual
// relationships.
func known(t *testing.T) []named {
	file, err := os.Open("testdata/known.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []named
	var b *graph.Builder
	finish := func(name string) {
		if b == nil {
			return
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, named{name, g, true})
	}
	name := ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case fields[0] == "#":
		case fields[0] == "graph":
			finish(name)
			name, b = fields[1], graph.NewBuilder()
			n, err := strconv.Atoi(fields[2])
			if err != nil {
				t.Fatal(err)
			}
			b.AddOrganisations("o", n) // Build returns the error again
		default:
			weight, err := strconv.ParseFloat(fields[2], 64)
			if err != nil {
				t.Fatal(err)
			}
			b.AddRelationship(graph.Relationship{From: "o" + fields[0], To: "o" + fields[1], Type: "partnership", Weight: weight})
		}
	}
	finish(name)
	return all
}
