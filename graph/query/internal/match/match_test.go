package match_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// clause parses a MATCH clause.
func clause(t *testing.T, text string) *syntax.Match {
	t.Helper()
	q, err := syntax.Parse(text + " RETURN 1 AS one")
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q.Parts[0].Clauses[0].(*syntax.Match)
}

// matches runs a MATCH with some variables bound before, and returns its matches.
func matches(t *testing.T, g *multigraph, text string, bound env) ([]string, error) {
	t.Helper()
	c := clause(t, text)
	s := eval.NewScope()
	var names []string
	for name := range bound {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s.Declare(name)
	}
	m, err := match.Plan(match.NewIndex(g), &eval.Compiler{Graph: g}, match.Spec{Paths: c.Paths, Mode: c.Mode, Where: c.Where}, s)
	if err != nil {
		return nil, err
	}
	row := make(eval.Row, s.Frame().Width())
	for i, name := range names {
		row[i] = bound[name]
	}
	var rows []string
	err = m.Run(runtime(g), row, func(row eval.Row) error {
		vars := env{}
		for _, name := range s.Names() {
			slot, _ := s.Slot(name)
			vars[name] = row[slot]
		}
		rows = append(rows, render(vars))
		return nil
	})
	slices.Sort(rows)
	if count, again := countMatches(g, c, bound, names); again == nil && err == nil && count != len(rows) {
		t.Errorf("%s: %d matches, but %d where no variable is used", text, len(rows), count)
	}
	return rows, err
}

// countMatches counts the matches of a MATCH whose variables nothing uses.
func countMatches(g *multigraph, c *syntax.Match, bound env, names []string) (count int, err error) {
	s := eval.NewScope()
	for _, name := range names {
		s.Declare(name)
	}
	m, err := match.Plan(match.NewIndex(g), &eval.Compiler{Graph: g}, match.Spec{
		Paths: c.Paths, Mode: c.Mode, Where: c.Where, Uses: func(string) bool { return false },
	}, s)
	if err != nil {
		return 0, err
	}
	row := make(eval.Row, s.Frame().Width())
	for i, name := range names {
		row[i] = bound[name]
	}
	err = m.Run(runtime(g), row, func(eval.Row) error { count++; return nil })
	return count, err
}

// expected is what the naive matcher finds for a MATCH: the paths of each pattern, those that its selector takes, and
// then all combinations that agree. Conditions within a path may speak of the paths before it.
func expected(t *testing.T, g *multigraph, text string, bound env) []string {
	t.Helper()
	c := clause(t, text)
	x := newNaive(t, g)
	each := make([][]finding, len(c.Paths))
	for i, p := range c.Paths {
		if p.Selector != syntax.NoSelector {
			each[i] = choose(p, x.path(p, p.Mode, bound, 12))
		}
	}
	var rows []string
	var join func(i int, vars env, used []int32)
	join = func(i int, vars env, used []int32) {
		if i == len(c.Paths) {
			if x.is(c.Where, vars) {
				rows = append(rows, render(vars))
			}
			return
		}
		p, found := c.Paths[i], each[i]
		if p.Selector == syntax.NoSelector { // its conditions may speak of the paths before it
			mode := p.Mode
			if mode == syntax.NoMode && c.Mode == syntax.RepeatableElements {
				mode = syntax.Walk
			}
			found = x.path(p, mode, vars, 12)
		}
		for _, m := range found {
			now := used
			if p.Mode == syntax.NoMode && c.Mode == syntax.DifferentRelationships {
				if slices.ContainsFunc(m.edges, func(e int32) bool { return slices.Contains(used, e) }) {
					continue
				}
				now = append(slices.Clone(used), m.edges...)
			}
			if both, agree := vars.and(m.vars); agree {
				join(i+1, both, now)
			}
		}
	}
	join(0, bound, nil)
	slices.Sort(rows)
	return rows
}

// generator makes up patterns.
type generator struct {
	r     *rand.Rand
	nodes []string // names so far
	lists []string
	paths []string
	rels  []string // of single relationships
	stars []string // of relationships with *
	next  int
	walk  bool // only patterns that end
}

func (x *generator) name(prefix string) string {
	x.next++
	return fmt.Sprint(prefix, x.next)
}

func (x *generator) one(of ...string) string { return of[x.r.IntN(len(of))] }

func (x *generator) node() string {
	name := ""
	switch x.r.IntN(4) {
	case 0:
	case 1:
		if len(x.nodes) > 0 {
			name = x.one(x.nodes...)
			break
		}
		fallthrough
	default:
		name = x.name("a")
		x.nodes = append(x.nodes, name)
	}
	return "(" + name + x.one("", "", "", ":A", ":B", ":A|B", ":!A", ":%", ":A&B") + x.one("", "", "", " {k: 1}") + ")"
}

func (x *generator) arrow(inner string) string {
	if inner != "" {
		inner = "[" + inner + "]"
	}
	return x.one("-"+inner+"->", "<-"+inner+"-", "-"+inner+"-")
}

func (x *generator) types() string { return x.one("", "", ":R", ":R|S", ":!T") }

func (x *generator) properties() string { return x.one("", "", "", " {w: 1}") }

func (x *generator) link() string {
	switch x.r.IntN(6) {
	case 0:
		name := x.name("l")
		x.lists, x.stars = append(x.lists, name), append(x.stars, name)
		return x.arrow(name + x.types() + x.one("*1..2", "*0..1", "*2", "*0..2", "*..3", "*1..1") + x.properties())
	case 1:
		name := x.name("l")
		x.lists = append(x.lists, name)
		q := x.one("{1,2}", "{0,2}", "{2}", "{0,1}", "{,3}")
		if !x.walk {
			q = x.one(q, "*", "+", "{1,}", "{2,}")
		}
		return x.arrow(name+x.types()+x.one("", "", " WHERE "+name+".w > 0")) + q
	case 2:
		a, r, b := x.name("x"), x.name("r"), x.name("y")
		where := x.one("", "", " WHERE "+a+".k <= "+b+".k", " WHERE "+r+".w >= "+a+".k", " WHERE "+r+".w > 0 AND "+b+".k < 2")
		q := x.one("{1,2}", "{0,2}", "{2}", "{0,1}")
		if !x.walk {
			q = x.one(q, "+", "*")
		}
		inner := "(" + a + ")" + x.arrow(r+x.types()) + "(" + b + x.one("", ":A") + ")"
		if x.r.IntN(3) == 0 {
			c := x.name("z")
			inner += x.arrow("") + "(" + c + ")"
			where = x.one(where, " WHERE "+a+".k <> "+c+".k")
		}
		return "(" + inner + where + ")" + q
	}
	name := ""
	if x.r.IntN(2) == 0 {
		name = x.name("r")
		x.rels = append(x.rels, name)
	}
	return x.arrow(name + x.types() + x.properties())
}

func (x *generator) path(links int) string {
	var b strings.Builder
	if x.r.IntN(2) == 0 {
		name := x.name("p")
		x.paths = append(x.paths, name)
		b.WriteString(name + " = ")
	}
	b.WriteString("%MODE%")
	b.WriteString(x.node())
	for range links {
		b.WriteString(x.link() + x.node())
	}
	return b.String()
}

func (x *generator) where() string {
	var conds []string
	for range x.r.IntN(3) {
		switch x.r.IntN(7) {
		case 0, 1:
			if len(x.nodes) > 0 {
				conds = append(conds, x.one(x.nodes...)+".k "+x.one("<", "=", "<>", ">=")+" "+x.one("1", x.one(x.nodes...)+".k"))
			}
		case 2:
			if len(x.nodes) > 0 {
				conds = append(conds, x.one(x.nodes...)+":A")
			}
		case 3:
			if len(x.paths) > 0 {
				conds = append(conds, x.one("all", "none")+"(e IN relationships("+x.one(x.paths...)+") WHERE e.w "+x.one("> 0", "= 2", "< 2")+")")
			}
		case 4:
			if len(x.paths) > 0 {
				conds = append(conds, x.one("all", "none")+"(e IN nodes("+x.one(x.paths...)+") WHERE e.k "+x.one("> 0", "= 2", "< 2")+")")
			}
		case 5:
			if len(x.paths) > 0 {
				conds = append(conds, "length("+x.one(x.paths...)+") "+x.one("<=", "<", "=", ">=")+" "+x.one("1", "2", "3"))
			}
		case 6:
			if len(x.lists) > 0 {
				conds = append(conds, x.one("size("+x.one(x.lists...)+") <= 1", "all(e IN "+x.one(x.lists...)+" WHERE e.w < 2)"))
			}
		}
	}
	if len(conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conds, " AND ")
}

func TestAgainstEveryAssignment(t *testing.T) {
	rounds := 4000
	if testing.Short() {
		rounds = 500
	}
	total := 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		g := randomMultigraph(r)
		x := &generator{r: r}
		mode := x.one("", "", "REPEATABLE ELEMENTS ")
		x.walk = mode != ""
		written := ""
		if mode == "" {
			written = x.one("", "", "TRAIL ", "ACYCLIC ", "SIMPLE ", "ALL TRAIL ")
		}
		text := "MATCH " + mode + strings.ReplaceAll(x.path(r.IntN(3)), "%MODE%", written)
		if r.IntN(3) == 0 {
			text += ", " + strings.ReplaceAll(x.path(r.IntN(3)), "%MODE%", x.one("", written))
		}
		text += x.where()
		bound := env{}
		if len(x.nodes) > 0 && r.IntN(4) == 0 {
			bound[x.one(x.nodes...)] = value.Node(value.NodeID(r.IntN(len(g.nodes))))
		}
		if m := len(g.from); m > 0 {
			edge := func() value.Value { return value.Relationship(value.RelationshipID(r.IntN(m))) }
			if len(x.rels) > 0 && r.IntN(4) == 0 {
				bound[x.one(x.rels...)] = edge()
			}
			if len(x.stars) > 0 && written == "" && r.IntN(2) == 0 {
				bound[x.one(x.stars...)] = value.List([]value.Value{edge(), edge()}[:r.IntN(3)])
			}
		}
		want := expected(t, g, text, bound)
		got, err := matches(t, g, text, bound)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, text, err)
		}
		total += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s\nbound %s\ngraph %+v\ngot  %q\nwant %q", seed, text, render(bound), g, got, want)
		}
	}
	if 2*total < rounds {
		t.Errorf("only %d matches in %d rounds: the patterns find too little", total, rounds)
	}
}

// What random patterns rarely come to.
func TestAwkwardPatterns(t *testing.T) {
	edges := func(ids ...value.RelationshipID) value.Value {
		var list []value.Value
		for _, id := range ids {
			list = append(list, value.Relationship(id))
		}
		return value.List(list)
	}
	for _, c := range []struct {
		text  string
		bound env
	}{
		{"MATCH (a)-[r]-(b), (c)-[s]-(d)", env{"r": value.Relationship(1), "s": value.Relationship(1)}},
		{"MATCH (a)-[r]-(b), (c)-[s]-(d)", env{"r": value.Relationship(1), "s": value.Relationship(2)}},
		{"MATCH REPEATABLE ELEMENTS (a)-[r]-(b), (c)-[r]-(d)", nil},
		{"MATCH (a)-[rs*]-(b)", env{"rs": edges(0, 0)}},
		{"MATCH (a)-[rs*0..]-(b)", env{"rs": edges()}},
		{"MATCH (a)-[rs*0..]->(b), (c)-[r]->(d)", env{"rs": edges(0)}},
		{"MATCH (a)-[rs*0..]->(b)-[*1..2]-(c)", env{"rs": edges(1), "b": value.Node(1)}},
		{"MATCH p = (a)-[r*1..4]->(b) WHERE length(p) < 3", nil},
		{"MATCH p = (a)-->(m)-[r*1..4]->(b) WHERE 3 >= length(p)", nil},
		{"MATCH p = (a)-[r*1..4]->(b) WHERE size(r) = 2", nil},
		{"MATCH p = TRAIL (a)-->(m)-[r]->+(b) WHERE size(r) < 3 AND m.k > 0", nil},
		{"MATCH TRAIL (a)-->(m)-->(n)-->(m)-->(b)", nil},
		{"MATCH TRAIL (a)-->(m)-->(a)-->(m)", nil},
		{"MATCH TRAIL (a)-->(m)-->(m)-->(b)", nil},
		{"MATCH ACYCLIC (a)-->(m)-->+(b)<-[s]-(c) WHERE s.w > m.k", nil},
		{"MATCH ((x)-[r]-(x)){1,2}(b)", nil},
		{"MATCH ((x)-[r]->(y)-[s]->(x)){1,2}(b)", nil},
		{"MATCH TRAIL (a)((x)-[r]->(y)-[s]->(x)){1,2}(b {k: 1})", nil},
		{"MATCH (a)((x)-[r]->(y)-[s]->(z) WHERE x.k < z.k){1,2}(b {k: 1})", nil},
		{"MATCH (a), ALL SHORTEST (a)-->(m)-->+(b), (m)--(a)", nil},
		{"MATCH (a)--(m), SHORTEST 2 GROUPS (a)-->(m)-->*(b)", nil},
		{"MATCH (m), ALL SHORTEST (a)-->(m)-->*(b) WHERE m:A", nil},
		{"MATCH ALL SHORTEST (a)-[r]->(m)-[s]->*(b) WHERE m.k > 0 AND r.w > 0", nil},
		{"MATCH ALL SHORTEST (a)-[r]->(m WHERE m.k > 0)-[s WHERE s.w > 0]->*(b) WHERE size(s) > 1", nil},
		{"MATCH ALL SHORTEST (a)-[r]->(m WHERE m.k >= r.w)-[s WHERE s.w > 0]->*(b)", nil},
		{"MATCH ALL SHORTEST (a)-[r]->(m)-[s]->(n WHERE n.k > a.k)-[t]->*(b)", nil},
		{"MATCH ALL SHORTEST ((a)-[r]->(m)-[s]->(b) WHERE r.w < s.w)", nil},
		{"MATCH TRAIL (a)-[r]->+(b), (a)-[s]->(b)", nil},
		{"MATCH (a)-[r]->(b), (a)((x)-[s]->(y) WHERE s.w > r.w)+(c)", nil},
		{"MATCH (a)-[r]->(b), TRAIL (c)((x)-[s]->(y) WHERE s.w > r.w)+(d)", nil},
		{"MATCH (a)-[r*1..2]->(b), TRAIL (b)-[s WHERE s.w < size(r)]->+(c)", nil},
		{"MATCH p = (a)-[r*1..2]->(b), TRAIL (b)-[s WHERE s.w < length(p)]->+(c)", nil},
		{"MATCH (a)-->(b) WHERE a.k IN [0, 1] AND b.k = a.k", nil},
		{"MATCH (a), (b) WHERE b.k = a.k + 1", nil},
		{"MATCH p = ((a)-->(b) WHERE a.k < b.k) ((c)-[*1..2]->(d))", nil},
		{"MATCH p = ((a)-->(b)) ()--(c)", nil},
	} {
		total := 0
		for seed := range uint64(60) {
			r := rand.New(rand.NewPCG(seed, 5))
			g := &multigraph{lookup: seed%2 == 0}
			for range 4 {
				g.node(int64(r.IntN(3)), []string{"A", "B"}[:r.IntN(3)]...)
			}
			for range 7 {
				g.edge(int32(r.IntN(4)), int32(r.IntN(4)), r.IntN(3), int64(r.IntN(3)), r.IntN(4) == 0)
			}
			want := expected(t, g, c.text, c.bound)
			got, err := matches(t, g, c.text, c.bound)
			if err != nil {
				t.Fatalf("%s: %v", c.text, err)
			}
			total += len(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: seed %d\nbound %s\ngraph %+v\ngot  %q\nwant %q", c.text, seed, render(c.bound), g, got, want)
				break
			}
		}
		if total == 0 && !strings.Contains(c.text, "[rs*]") && c.bound["s"] != value.Relationship(1) {
			t.Errorf("%s: no matches", c.text)
		}
	}
}
