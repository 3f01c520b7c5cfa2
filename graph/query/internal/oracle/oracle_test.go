package oracle

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

var modes = []string{"", "WALK", "TRAIL", "ACYCLIC", "SIMPLE"}
var selectors = []string{"", "ALL", "ANY", "ANY 2", "ANY SHORTEST", "ALL SHORTEST", "SHORTEST 1", "SHORTEST 2", "SHORTEST 3", "SHORTEST 1 GROUPS", "SHORTEST 2 GROUPS"}

// question is a query in pieces.
type question struct {
	graph     *network
	matches   string   // the clauses
	names     []string // the variables, the path p first
	unbounded bool     // the last pattern has a part that may come any number of times
	linked    bool     // something links several places of it
}

// horizon is how long walks are listed where nothing bounds them.
const horizon = 6

// random returns a question with a mode and a selector.
func random(r *rand.Rand, mode, selector string) question {
	g := &generator{Rand: r}
	q := question{graph: randomNetwork(r, 4, 6), unbounded: g.sometimes(3)}
	if q.unbounded && mode == "WALK" {
		q.graph = randomNetwork(r, 3, 4)
	}
	start, end := "", ""
	var b strings.Builder
	switch g.IntN(6) {
	case 0:
		start = "s"
	case 1:
		end = "t"
	case 2, 3:
		start, end = "s", "t"
	}
	var bound []string
	for _, name := range []string{start, end} {
		if name != "" {
			bound = append(bound, "("+name+g.one("", "", ":A", " {id: 0}", " {id: 1}")+")")
		}
	}
	if len(bound) > 0 {
		b.WriteString("MATCH " + strings.Join(bound, ", ") + " ")
		q.names = append(q.names, strings.Fields(start+" "+end)...)
		if start != "" && end != "" && g.sometimes(4) {
			end = start
		}
	}
	second := ""
	if selector == "" && g.sometimes(4) {
		second = ", " + g.node("", true) + g.relationship(true, "", false) + g.node("", true)
	}
	repeat := ""
	if selector == "" && mode == "" && g.sometimes(5) {
		repeat = "REPEATABLE ELEMENTS "
	}
	if g.sometimes(6) {
		b.WriteString("OPTIONAL ")
	}
	fmt.Fprintf(&b, "MATCH %sp = %s %s", repeat, prefix(selector, mode), g.path(q.unbounded, start, end))
	q.linked = g.linked
	b.WriteString(second)
	if len(g.singles) > 0 && !strings.HasPrefix(selector, "ANY") && !(strings.HasPrefix(selector, "SHORTEST") && !strings.Contains(selector, "GROUPS")) && g.sometimes(4) {
		name := g.singles[g.IntN(len(g.singles))]
		b.WriteString(" WHERE " + g.condition(name, map[byte]string{'n': "k", 'r': "w"}[name[0]]))
	}
	q.matches = b.String()
	q.names = slices.Concat([]string{"p"}, q.names, g.singles, g.lists)
	return q
}

// randomFunction returns a question with shortestPath() or allShortestPaths() between two different nodes.
func randomFunction(r *rand.Rand, function string) question {
	g := &generator{Rand: r}
	q := question{graph: randomNetwork(r, 4, 6), names: []string{"p", "s", "t"}}
	quantifier := g.one("*", "*..1", "*..2", "*..3", "*1..", "*1..2")
	q.unbounded = quantifier == "*" || quantifier == "*1.."
	q.matches = fmt.Sprintf("MATCH (s%s), (t) WHERE s.id <> t.id MATCH p = %s((s)%s(t))",
		g.one("", ":A", " {id: 0}"), function, g.relationship(false, quantifier, true))
	if g.sometimes(4) {
		q.matches = strings.Replace(q.matches, "MATCH p", "OPTIONAL MATCH p", 1)
	}
	q.names = append(q.names, g.lists...)
	return q
}

// prefix writes a selector and a mode in the order of GQL, which has the mode before the word GROUPS.
func prefix(selector, mode string) string {
	if k, ok := strings.CutSuffix(selector, " GROUPS"); ok {
		return k + " " + mode + " GROUPS"
	}
	return selector + " " + mode
}

// ask runs a query, and returns its rows and how they are written.
func (q question) ask(text string) ([][]value.Value, []string, error) {
	s, err := query.New(q.graph, query.Options{Limits: query.Limits{Time: 20 * time.Second}}).Prepare(text)
	if err != nil {
		return nil, nil, err
	}
	var rows [][]value.Value
	var written []string
	for r, err := range s.Run(context.Background(), nil) {
		if err != nil {
			return nil, nil, err
		}
		var cells []string
		for _, v := range r {
			cells = append(cells, cell(v))
		}
		rows, written = append(rows, r), append(written, strings.Join(cells, " "))
	}
	return rows, written, nil
}

// check compares what the engine says with the definitions.
func (q question) check() (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic: %v\n%s", e, debug.Stack())
		}
	}()
	text := q.matches + " RETURN " + strings.Join(q.names, ", ")
	tree, err := syntax.Parse(text)
	if err != nil {
		return fmt.Errorf("parsing: %w", err)
	}
	clauses := tree.Parts[0].Clauses
	last := clauses[len(clauses)-2].(*syntax.Match)
	p := last.Paths[0]
	rows, written, err := q.ask(text)
	if done, err := q.refused(err, underMode(last, p)); done || err != nil {
		return err
	}
	longest, whole := 20, true
	if q.unbounded {
		switch p.Mode {
		case syntax.Walk:
			longest, whole = horizon, false
		default:
			longest = max(len(q.graph.relationships), len(q.graph.nodes)) + 1
		}
	}
	before := []row{{}}
	for _, c := range clauses[:len(clauses)-2] {
		before = q.graph.match(c.(*syntax.Match), before, longest)
	}
	if _, _, choice := free(p); choice || !whole {
		if err := q.checkPairs(last, before, rows, written, longest, whole); err != nil {
			return err
		}
	} else {
		want := q.graph.match(last, before, longest)
		for _, names := range [][]string{q.names, q.names[1:], q.names[len(q.names)/2:], q.names[:1], q.names[len(q.names)-1:]} {
			if err := q.compare(want, names); err != nil {
				return err
			}
		}
	}
	return q.checkCounts(written)
}

// refused reports whether the engine is right to refuse a pattern that could go on for ever, which is all there is
// to compare then.
func (q question) refused(err error, p *syntax.PathPattern) (bool, error) {
	var e *fault.Error
	refuses := errors.As(err, &e) && e.Kind == fault.UnboundedPattern && e.Phase == fault.Compile
	walks := q.unbounded && p.Mode == syntax.Walk
	switch {
	case walks && (p.Selector == syntax.NoSelector || p.Selector == syntax.All):
		if !refuses {
			return false, fmt.Errorf("a pattern that can go on for ever is not refused: %v", err)
		}
		return true, nil
	case walks && q.linked && refuses:
		return true, nil
	}
	return false, err
}

// compare asks for some of the variables.
func (q question) compare(want []row, names []string) error {
	if len(names) == 0 {
		return nil
	}
	text := q.matches + " RETURN " + strings.Join(names, ", ")
	_, got, err := q.ask(text)
	if err != nil {
		return err
	}
	var wanted []string
	for _, r := range want {
		wanted = append(wanted, r.cells(names))
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		return fmt.Errorf("%s\n%s", text, difference(got, wanted))
	}
	return nil
}

// checkCounts asks how many rows there are, and for two of them.
func (q question) checkCounts(all []string) error {
	rows, _, err := q.ask(q.matches + " RETURN count(*)")
	if err != nil {
		return err
	}
	if n := rows[0][0].Int(); n != int64(len(all)) {
		return fmt.Errorf("count(*) is %d of %d rows", n, len(all))
	}
	_, some, err := q.ask(q.matches + " RETURN " + strings.Join(q.names, ", ") + " LIMIT 2")
	if err != nil {
		return err
	}
	if len(some) != min(2, len(all)) || !slices.Equal(some, all[:len(some)]) {
		return fmt.Errorf("LIMIT 2 gives %q of %q", some, all)
	}
	_, within, err := q.ask("RETURN COUNT { " + q.matches + " RETURN 1 AS one } AS n, EXISTS { " + q.matches + " RETURN 1 AS one } AS some")
	if err != nil {
		return err
	}
	if want := fmt.Sprintf("%d %t", len(all), len(all) > 0); within[0] != want {
		return fmt.Errorf("as subqueries, COUNT and EXISTS are %s, want %s", within[0], want)
	}
	return nil
}

// checkPairs compares, for each row before the MATCH and each pair of ends, what is determined where a selector
// leaves a choice, or where not all walks are listed.
func (q question) checkPairs(m *syntax.Match, before []row, rows [][]value.Value, written []string, longest int, whole bool) error {
	p := m.Paths[0]
	type part struct {
		row        string
		start, end int
	}
	got, want := map[part][]int{}, map[part][]match{}
	nulls := map[string]int{}
	given := boundNames(q.names, before)
	columns := make([]int, len(given))
	for i, name := range given {
		columns[i] = slices.Index(q.names, name)
	}
	for i, r := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, cell(r[c]))
		}
		key := strings.Join(cells, " ")
		if r[0].IsNull() {
			nulls[key]++
			continue
		}
		w := walkOf(r[0].Path())
		pair := part{key, w.start(), w.end()}
		got[pair] = append(got[pair], i)
	}
	allNulls := map[string]int{}
	for _, b := range before {
		key := b.cells(given)
		all := q.graph.matches(p, b.one, longest)
		if len(all) == 0 && m.Optional {
			allNulls[key]++
		}
		for _, one := range all {
			if m.Where == nil || q.graph.truth(m.Where, one.one) == yes {
				pair := part{key, one.start(), one.end()}
				want[pair] = append(want[pair], one)
			}
		}
	}
	if whole && m.Optional && fmt.Sprint(nulls) != fmt.Sprint(allNulls) {
		return fmt.Errorf("rows of nulls for %v, want for %v", nulls, allNulls)
	}
	if !m.Optional && len(nulls) > 0 {
		return fmt.Errorf("rows of nulls for %v", nulls)
	}
	for pair := range got {
		if _, ok := want[pair]; !ok && whole {
			return fmt.Errorf("%v: there is %s, want nothing", pair, written[got[pair][0]])
		}
	}
	for pair, all := range want {
		var lines []string
		var lengths []int
		for _, i := range got[pair] {
			lines, lengths = append(lines, written[i]), append(lengths, walkOf(rows[i][0].Path()).length())
		}
		var possible []string
		var possibleLengths []int
		for _, one := range all {
			possible = append(possible, row{}.with(p, one).cells(q.names))
			possibleLengths = append(possibleLengths, one.length())
		}
		if err := q.checkPair(p, m.Where != nil, lines, lengths, possible, possibleLengths, longest, whole); err != nil {
			return fmt.Errorf("%v: %w", pair, err)
		}
	}
	return nil
}

// checkPair compares the rows of one pair of ends with all that are possible, which ascend by length; without
// whole, those longer than longest are missing among them.
func (q question) checkPair(p *syntax.PathPattern, filtered bool, got []string, lengths []int, possible []string, possibleLengths []int, longest int, whole bool) error {
	left := slices.Clone(possible)
	for i, line := range got {
		at := slices.Index(left, line)
		if at < 0 {
			if !whole && lengths[i] > longest {
				continue
			}
			return fmt.Errorf("%s is no match, or comes too often; the matches are\n%s", line, strings.Join(possible, "\n"))
		}
		left = slices.Delete(left, at, at+1)
	}
	slices.Sort(lengths)
	if k, byLength, choice := free(p); choice {
		n := min(k, len(possible))
		if len(got) < n || len(got) > k || whole && len(got) != n {
			return fmt.Errorf("%d matches, want %d: %q of\n%s", len(got), n, got, strings.Join(possible, "\n"))
		}
		if byLength && !slices.Equal(lengths[:n], possibleLengths[:n]) {
			return fmt.Errorf("lengths %d, want %d: %q of\n%s", lengths, possibleLengths[:n], got, strings.Join(possible, "\n"))
		}
		return nil
	}
	if filtered {
		return nil // the WHERE may have left out what the selector keeps
	}
	keep := 1
	if p.Selector == syntax.ShortestGroups {
		keep = p.K
	}
	distinctLengths := slices.Compact(slices.Clone(possibleLengths))
	n := len(possible)
	if len(distinctLengths) > keep {
		n = slices.Index(possibleLengths, distinctLengths[keep])
	}
	short := 0
	for _, l := range lengths {
		if l <= longest {
			short++
		}
	}
	if short != n || len(distinctLengths) >= keep && len(got) != n {
		return fmt.Errorf("%d matches, want %d: %q of\n%s", len(got), n, got, strings.Join(possible, "\n"))
	}
	if !slices.Equal(lengths[:n], possibleLengths[:n]) {
		return fmt.Errorf("lengths %d, want %d", lengths, possibleLengths[:n])
	}
	return nil
}

// boundNames returns those variables that are there before the MATCH.
func boundNames(names []string, before []row) (bound []string) {
	for _, name := range names {
		if len(before) > 0 {
			if _, ok := before[0].one[name]; ok {
				bound = append(bound, name)
			}
		}
	}
	return bound
}

// difference lists what two sorted results do not have in common.
func difference(got, want []string) string {
	count := map[string]int{}
	for _, r := range want {
		count[r]++
	}
	var b strings.Builder
	for _, r := range got {
		if count[r] > 0 {
			count[r]--
			continue
		}
		fmt.Fprintln(&b, "too many:", r)
	}
	for _, r := range want {
		if count[r] > 0 {
			count[r]--
			fmt.Fprintln(&b, "missing: ", r)
		}
	}
	return b.String()
}

// Every mode with every selector, on random graphs.
func TestEveryModeAndSelector(t *testing.T) {
	for _, mode := range modes {
		for _, selector := range selectors {
			name := strings.TrimSpace(selector + " " + mode)
			if name == "" {
				name = "neither"
			}
			t.Run(name, func(t *testing.T) {
				ask(t, uint64(len(name)), func(r *rand.Rand) question { return random(r, mode, selector) })
			})
		}
	}
}

func TestShortestPathFunctions(t *testing.T) {
	for _, function := range []string{"shortestPath", "allShortestPaths"} {
		t.Run(function, func(t *testing.T) {
			ask(t, 7, func(r *rand.Rand) question { return randomFunction(r, function) })
		})
	}
}

// ask compares the answers to random questions.
func ask(t *testing.T, seed uint64, next func(*rand.Rand) question) {
	rounds, failures := 100, 0
	if testing.Short() {
		rounds = 10
	}
	for i := range rounds {
		q := next(rand.New(rand.NewPCG(uint64(i), seed)))
		if err := q.check(); err != nil {
			t.Errorf("seed %d: %s\n%v\n%s", i, q.matches, err, q.graph)
			if failures++; failures == 3 {
				return
			}
		}
	}
}
