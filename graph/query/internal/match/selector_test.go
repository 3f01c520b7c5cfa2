package match_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// partition has the matches of a path by their ends, each by length.
func partition(all []finding) map[[2]int32][]finding {
	parts := map[[2]int32][]finding{}
	for _, m := range all {
		ends := [2]int32{m.nodes[0], m.end()}
		parts[ends] = append(parts[ends], m)
	}
	for _, part := range parts {
		slices.SortStableFunc(part, func(a, b finding) int { return len(a.edges) - len(b.edges) })
	}
	return parts
}

// lengthsChosen returns the lengths of the paths that a selector takes of a part, which ascend; any says that the
// lengths are not determined.
func lengthsChosen(p *syntax.PathPattern, part []finding) (lengths []int, any bool) {
	for _, m := range part {
		lengths = append(lengths, len(m.edges))
	}
	switch k := max(p.K, 1); p.Selector {
	case syntax.Any:
		return lengths[:min(k, len(lengths))], true
	case syntax.AnyShortest:
		return lengths[:1], false
	case syntax.Shortest:
		return lengths[:min(k, len(lengths))], false
	case syntax.AllShortest, syntax.ShortestGroups:
		if p.Selector == syntax.AllShortest {
			k = 1
		}
		groups := 0
		for i, l := range lengths {
			if i == 0 || l != lengths[i-1] {
				groups++
			}
			if groups > k {
				return lengths[:i], false
			}
		}
	}
	return lengths, false
}

// selected writes a selector with a mode, which stands before GROUPS.
func selected(selector, mode string) string {
	if strings.Contains(selector, "%s") {
		return strings.Replace(selector, "%s", mode, 1)
	}
	return selector + mode
}

func TestSelectorsAgainstEveryWalk(t *testing.T) {
	rounds := 4000
	if testing.Short() {
		rounds = 500
	}
	total := 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 2))
		g := randomMultigraph(r)
		x := &generator{r: r}
		mode := x.one("", "", "WALK ", "TRAIL ", "ACYCLIC ", "SIMPLE ")
		x.walk = mode == "WALK "
		selector := x.one("ALL ", "ANY ", "ANY 2 ", "ANY SHORTEST ", "ALL SHORTEST ", "SHORTEST 2 ", "SHORTEST 3 ",
			"SHORTEST 1 %sGROUPS ", "SHORTEST 2 %sGROUPS ")
		text := "MATCH " + strings.ReplaceAll(x.path(1+r.IntN(2)), "%MODE%", selected(selector, mode))
		if !strings.Contains(text, "p1 = ") {
			text = strings.Replace(text, "MATCH ", "MATCH p0 = ", 1)
		}
		bound := env{}
		if len(x.nodes) > 0 && r.IntN(4) == 0 {
			bound[x.one(x.nodes...)] = value.Node(value.NodeID(r.IntN(len(g.nodes))))
		}
		checkSelector(t, fmt.Sprintf("seed %d: %s", seed, text), g, text, bound, 8, &total)
	}
	if total < rounds/2 {
		t.Errorf("only %d matches in %d rounds", total, rounds)
	}
}

func TestUnboundedWalks(t *testing.T) {
	total := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 3))
		g := &multigraph{}
		for range 3 {
			g.node(int64(r.IntN(3)), []string{"A", "B"}[r.IntN(2)])
		}
		for range r.IntN(5) {
			g.edge(int32(r.IntN(3)), int32(r.IntN(3)), r.IntN(2), int64(r.IntN(3)), r.IntN(4) == 0)
		}
		x := &generator{r: r}
		selector := x.one("ANY SHORTEST ", "ALL SHORTEST ", "SHORTEST 1 %sGROUP ")
		text := "MATCH p = " + selected(selector, "WALK ") + "(a" + x.one("", ":A", " {k: 1}") + ")" +
			x.arrow("r"+x.types()+x.one("", " WHERE r.w < 2")) + x.one("+", "*", "{2,}") + "(b" + x.one("", ":B", " WHERE b.k > 0") + ")"
		checkSelector(t, fmt.Sprintf("seed %d: %s", seed, text), g, text, env{}, 5, &total)
	}
	if total < 1500 {
		t.Errorf("only %d matches", total)
	}
}

// checkSelector compares the matches of one path with those among which its selector chooses.
func checkSelector(t *testing.T, name string, g *multigraph, text string, bound env, most int, total *int) {
	t.Helper()
	p := clause(t, text).Paths[0]
	naive := newNaive(t, g)
	parts := partition(naive.path(p, p.Mode, bound, most))
	got, err := matches(t, g, text, bound)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	*total += len(got)
	left := map[string]int{}
	for _, row := range got {
		left[row]++
	}
	for ends, part := range parts {
		want, any := lengthsChosen(p, part)
		var lengths []int
		for _, m := range part {
			if row := render(m.vars); left[row] > 0 {
				left[row]--
				lengths = append(lengths, len(m.edges))
			}
		}
		if any && len(lengths) == len(want) {
			continue
		}
		if !slices.Equal(lengths, want) {
			t.Fatalf("%s\nbound %s\nbetween %v the lengths are %v, want %v\ngot %q\ngraph %+v", name, render(bound), ends, lengths, want, got, g)
		}
	}
	for row, n := range left {
		if n > 0 {
			t.Fatalf("%s\nbound %s\n%q is no match\ngraph %+v", name, render(bound), row, g)
		}
	}
}

// choose applies a selector to the matches of a path, where it leaves no choice.
func choose(p *syntax.PathPattern, all []finding) []finding {
	var chosen []finding
	for _, part := range partition(all) {
		lengths, _ := lengthsChosen(p, part)
		chosen = append(chosen, part[:len(lengths)]...)
	}
	return chosen
}

// What WHERE says, and what other paths say, comes after the selector.
func TestSelectorsComeFirst(t *testing.T) {
	total := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 4))
		g := randomMultigraph(r)
		x := &generator{r: r}
		mode := x.one("", "", "TRAIL ", "ACYCLIC ", "SIMPLE ")
		first := selected(x.one("ALL ", "ALL SHORTEST ", "SHORTEST 1 %sGROUPS ", "SHORTEST 2 %sGROUPS "), mode)
		text := "MATCH " + strings.ReplaceAll(x.path(1+r.IntN(2)), "%MODE%", first)
		if r.IntN(2) == 0 {
			second := strings.ReplaceAll(x.path(r.IntN(2)), "%MODE%", "")
			if r.IntN(2) == 0 {
				text = "MATCH " + second + ", " + strings.TrimPrefix(text, "MATCH ")
			} else {
				text += ", " + second
			}
		}
		text += x.where()
		want := expected(t, g, text, env{})
		got, err := matches(t, g, text, env{})
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, text, err)
		}
		total += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s\ngraph %+v\ngot  %q\nwant %q", seed, text, g, got, want)
		}
	}
	if total < 1000 {
		t.Errorf("only %d matches", total)
	}
}
