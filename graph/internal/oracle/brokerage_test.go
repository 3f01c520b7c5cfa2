package oracle_test

import (
	"bytes"
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// brokered is a graph that brokerage.R is asked about.
type brokered struct {
	name  string
	graph *graph.Graph
	p     *structure.Partition
	place []int // of an organisation in what R is given, from 1; 0 of those in no group
}

// brokeredGraphs are the graphs of at least three organisations, with three groups or fewer and, every
// second one, with organisations in none.
func brokeredGraphs(t *testing.T) (all []brokered) {
	for i, g := range graphs(t) {
		n := g.graph.NumOrganisations()
		if n < 6 || n > 150 {
			continue
		}
		b := brokered{name: g.name, graph: g.graph, p: &structure.Partition{Of: make([]int32, n)}, place: make([]int, n)}
		groups := 1 + i%4
		for group := range groups {
			b.p.Names = append(b.p.Names, strconv.Itoa(group))
		}
		in := 0
		for v := range n {
			b.p.Of[v] = int32(v * (v + i) % groups)
			if i%2 == 1 && v%5 == 4 {
				b.p.Of[v] = -1
				continue
			}
			in++
			b.place[v] = in
		}
		all = append(all, b)
	}
	return all
}

// write writes the graph in the form of brokerage.R.
func (b brokered) write(w *bytes.Buffer) {
	var groups, arcs []string
	seen := map[[2]int]bool{}
	for v, group := range b.p.Of {
		if b.place[v] > 0 {
			groups = append(groups, strconv.Itoa(int(group)))
		}
	}
	for e := range b.graph.Edges() {
		from, to := b.place[b.graph.From(e)], b.place[b.graph.To(e)]
		for _, arc := range [][2]int{{from, to}, {to, from}} {
			if from > 0 && to > 0 && from != to && !seen[arc] && (arc[0] == from || b.graph.IsMutual(e)) {
				seen[arc] = true
				arcs = append(arcs, fmt.Sprintf("%d %d", arc[0], arc[1]))
			}
		}
	}
	fmt.Fprintf(w, "%d %d\n%s\n", len(groups), len(arcs), strings.Join(groups, " "))
	for _, arc := range arcs {
		fmt.Fprintln(w, arc)
	}
}

func TestBrokerageOfSNA(t *testing.T) {
	if out, err := exec.CommandContext(t.Context(), "Rscript", "-e", "packageVersion('sna')").CombinedOutput(); err != nil {
		graphtest.Need(t, fmt.Errorf("Rscript with the package sna (Debian's r-cran-sna): %v: %s", err, bytes.TrimSpace(out)), "agreement of brokerage with sna")
	}
	all := brokeredGraphs(t)
	var in, out, errs bytes.Buffer
	for _, b := range all {
		b.write(&in)
	}
	cmd := exec.CommandContext(t.Context(), "Rscript", "brokerage.R")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("brokerage.R: %v\n%s", err, &errs)
	}
	theirs := map[string][]float64{} // by graph, what and organisation
	version := ""
	for line := range strings.Lines(out.String()) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		if len(fields) != 9 {
			version = fields[0]
			continue
		}
		for _, f := range fields[3:] {
			x, err := strconv.ParseFloat(f, 64)
			if err != nil {
				t.Fatalf("brokerage.R says %q", line)
			}
			key := strings.Join(fields[:3], ",")
			theirs[key] = append(theirs[key], x)
		}
	}
	compared := 0
	for i, b := range all {
		ours, err := structure.FindBrokerage(t.Context(), b.graph, b.p, structure.BrokerageOptions{})
		if err != nil {
			t.Fatalf("%s: %v", b.name, err)
		}
		for k, r := range structure.Roles() {
			compared += compareBrokerage(t, b.name, ours.Global(r), theirs, i+1, 0, k)
			for v, place := range b.place {
				if place > 0 {
					compared += compareBrokerage(t, b.name, ours.Of(graph.Node(v), r), theirs, i+1, place, k)
				} else if ours.Of(graph.Node(v), r) != (structure.RoleCount{}) {
					t.Errorf("%s: organisation %d is in no group, and has a role", b.name, v)
				}
			}
		}
	}
	if len(all) < 100 || compared < 50_000 {
		t.Errorf("%d graphs and %d numbers compared, want more", len(all), compared)
	}
	t.Logf("%d numbers of %d graphs compared with %s", compared, len(all), version)
}

// compareBrokerage compares a count with what R says, and returns how many numbers. Where R has NaN, there is
// no standard deviation or no z.
func compareBrokerage(t *testing.T, name string, ours structure.RoleCount, theirs map[string][]float64, graph, place, role int) int {
	t.Helper()
	sd := ours.SD
	for _, c := range []struct {
		what string
		ours float64
	}{{"raw", float64(ours.Count)}, {"exp", ours.Expected}, {"sd", ours.SD}, {"z", ours.Z}} {
		row := theirs[fmt.Sprintf("%d,%s,%d", graph, c.what, place)]
		if len(row) != 6 {
			t.Fatalf("%s: R says nothing of %s of %d", name, c.what, place)
		}
		want := row[role]
		if math.IsNaN(want) {
			want = 0
			if sd > 1e-6 {
				t.Errorf("%s: %s of %d: R has none, ours is %v", name, c.what, place, c.ours)
			}
		}
		if !(math.Abs(c.ours-want) <= tolerance*max(1, math.Abs(want))) {
			t.Errorf("%s: %s of %d in role %d: %v, R has %v", name, c.what, place, role, c.ours, want)
		}
	}
	return 4
}
