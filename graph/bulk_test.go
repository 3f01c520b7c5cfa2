package graph_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// BenchmarkBulk takes an edge list of the size of D200k, 200,000 organisations and 1,999,900 relationships,
// from columns to a graph, and reports what the graph keeps of the memory.
func BenchmarkBulk(b *testing.B) {
	const n = 200_000
	from32, to32 := graphtest.ScaleFreeArcs(7, n, 10)
	bulk := graph.Bulk{From: nodes(from32), To: nodes(to32), Types: []string{"reporting"}}
	from32, to32 = nil, nil
	var g *graph.Graph
	var before, after runtime.MemStats
	for b.Loop() {
		b.StopTimer()
		g = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		g = buildBulk(b, n, bulk)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(bulk.From)), "B/relationship")
	runtime.KeepAlive(g)
	runtime.KeepAlive(bulk)
}

func nodes(numbers []int32) []graph.Node {
	converted := make([]graph.Node, len(numbers))
	for i, n := range numbers {
		converted[i] = graph.Node(n)
	}
	return converted
}

func buildBulk(t testing.TB, n int, bulk graph.Bulk) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	if _, err := b.AddOrganisations("o", n); err != nil {
		t.Fatal(err)
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

// record is relationship i of a bulk as a record of its own.
func record(bulk graph.Bulk, i int) graph.Relationship {
	id := func(n graph.Node) string { return "o" + strconv.Itoa(int(n)) }
	r := graph.Relationship{From: id(bulk.From[i]), To: id(bulk.To[i]), Type: bulk.Types[0]}
	if bulk.Kind != nil {
		r.Type = bulk.Types[bulk.Kind[i]]
	}
	if bulk.Mutual != nil {
		r.Mutual = bulk.Mutual[i]
	}
	if bulk.StartDate != nil {
		r.StartDate = bulk.StartDate[i]
	}
	if bulk.EndDate != nil {
		r.EndDate = bulk.EndDate[i]
	}
	if bulk.Status != nil {
		r.Status = bulk.Status[i]
	}
	if bulk.Confidence != nil {
		r.Confidence = bulk.Confidence[i]
	}
	if bulk.Weight != nil {
		r.Weight = bulk.Weight[i]
	}
	return r
}

// buildOneByOne is what AddOrganisations and AddRelationships must come to.
func buildOneByOne(t testing.TB, n int, bulks ...graph.Bulk) (*graph.Graph, error) {
	t.Helper()
	b := graph.NewBuilder()
	for i := range n {
		if _, err := b.AddOrganisation(graph.Organisation{ID: "o" + strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, bulk := range bulks {
		for i := range bulk.From {
			b.AddRelationship(record(bulk, i)) // Build returns the errors again
		}
	}
	return b.Build()
}

// randomBulk draws columns, each of the optional ones there or not as the bits of columns say.
func randomBulk(r *rand.Rand, n, m int, columns uint) graph.Bulk {
	bulk := graph.Bulk{Types: []string{"reporting", "partnership", "advice", "partnership"}}
	dates := []graph.Date{{}, graph.MustParseDate("2014-05"), graph.MustParseDate("1999~")}
	has := func(column uint) bool { return columns>>column&1 == 1 }
	for range m {
		bulk.From, bulk.To = append(bulk.From, graph.Node(r.IntN(n))), append(bulk.To, graph.Node(r.IntN(n)))
		if has(0) {
			bulk.Kind = append(bulk.Kind, uint16(r.IntN(len(bulk.Types))))
		}
		if has(1) {
			bulk.Mutual = append(bulk.Mutual, graph.Mutuality(r.IntN(3)))
		}
		if has(2) {
			bulk.StartDate = append(bulk.StartDate, dates[r.IntN(len(dates))])
		}
		if has(3) {
			bulk.EndDate = append(bulk.EndDate, dates[r.IntN(len(dates))])
		}
		if has(4) {
			bulk.Status, bulk.Confidence = append(bulk.Status, graph.Status(r.IntN(5))), append(bulk.Confidence, graph.Confidence(r.IntN(3)))
		}
		if has(5) {
			bulk.Weight = append(bulk.Weight, []float64{0, 1, 0.25, 1e100}[r.IntN(4)])
		}
	}
	return bulk
}

func TestBulkIsOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for columns := range uint(64) {
		t.Run(fmt.Sprintf("columns %06b", columns), func(t *testing.T) {
			n := 1 + r.IntN(20)
			// Twice into one Builder, so that columns begin and end within the graph.
			bulks := []graph.Bulk{randomBulk(r, n, r.IntN(60), columns), randomBulk(r, n, r.IntN(60), ^columns)}
			b := graph.NewBuilder()
			first, err := b.AddOrganisations("o", n)
			if err != nil || first != 0 {
				t.Fatalf("AddOrganisations = %d, %v", first, err)
			}
			next := graph.Edge(0)
			for _, bulk := range bulks {
				first, err := b.AddRelationships(bulk)
				if err != nil || first != next {
					t.Fatalf("AddRelationships = %d, %v; want %d", first, err, next)
				}
				next += graph.Edge(len(bulk.From))
			}
			got, err := b.Build()
			if err != nil {
				t.Fatal(err)
			}
			want, err := buildOneByOne(t, n, bulks...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := graphtest.Diff(got, want); diff != "" {
				t.Error(diff)
			}
			graphtest.CheckInvariants(t, got)
		})
	}
}

// TestManyRelationships is for the indices that several goroutines make.
func TestManyRelationships(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 90, 400} { // loops alone; mostly parallel; few parallel
		bulk := randomBulk(r, n, 33_000, 0b11)
		got := buildBulk(t, n, bulk)
		want, err := buildOneByOne(t, n, bulk)
		if err != nil {
			t.Fatal(err)
		}
		if diff := graphtest.Diff(got, want); diff != "" {
			t.Error(diff)
		}
		if n == 400 {
			graphtest.CheckInvariants(t, got)
		}
		// Diff compares ids, and so the places among parallel ones; here they are counted anew.
		places := map[string]int{}
		for e, r := range got.Relationships() {
			id := r.From + ":" + r.Type + ":" + r.To
			places[id]++
			if k := places[id]; k > 1 {
				id += ":" + strconv.Itoa(k)
			}
			if r.ID != id {
				t.Fatalf("relationship %d has the id %q, want %q", e, r.ID, id)
			}
		}
	}
}

// The graph does not live on the columns that it was made of.
func TestBulkIsCopied(t *testing.T) {
	bulk := randomBulk(rand.New(rand.NewPCG(5, 6)), 10, 40, 0b111111)
	want, err := buildOneByOne(t, 10, bulk)
	if err != nil {
		t.Fatal(err)
	}
	b := graph.NewBuilder()
	if _, err := b.AddOrganisations("o", 10); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddRelationships(bulk); err != nil {
		t.Fatal(err)
	}
	clear(bulk.From)
	clear(bulk.To)
	clear(bulk.Kind)
	clear(bulk.Weight)
	clear(bulk.StartDate)
	got, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if diff := graphtest.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}

func TestAddOrganisations(t *testing.T) {
	b := graph.NewBuilder()
	if _, err := b.AddOrganisation(graph.Organisation{ID: "mi5"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		prefix string
		n      int
		want   graph.Node
	}{{"o", 12, 1}, {"", 3, 13}, {"none", 0, 16}, {"警察庁-", 2, 16}} {
		if got, err := b.AddOrganisations(c.prefix, c.n); err != nil || got != c.want {
			t.Errorf("AddOrganisations(%q, %d) = %d, %v; want %d", c.prefix, c.n, got, err, c.want)
		}
	}
	if _, err := b.AddOrganisation(graph.Organisation{ID: "gchq", Name: "GCHQ"}); err != nil {
		t.Fatal(err)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	graphtest.CheckInvariants(t, g)
	var ids []string
	for n := range g.Nodes() {
		ids = append(ids, g.ID(n))
	}
	want := "mi5 o0 o1 o2 o3 o4 o5 o6 o7 o8 o9 o10 o11 0 1 2 警察庁-0 警察庁-1 gchq"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("ids %s, want %s", got, want)
	}
}

func TestAddOrganisationsErrors(t *testing.T) {
	for _, c := range []struct {
		name, prefix string
		n            int
		want         string
	}{
		{"taken", "o", 100, `organisation "o7": id: there is already an organisation "o7"`},
		{"taken by the first", "mi", 6, `organisation "mi5": id: there is already an organisation "mi5"`},
		{"upper case", "Org ", 3, `organisation "Org 2": id: an id is lower-case letters, digits, "-", "_" and "."; did you mean "org-2"?`},
		{"dash", "-", 3, "an id is lower-case letters"},
		{"long", strings.Repeat("x", 198), 1000, "an id has at most 200 bytes"},
		{"negative", "o", -1, "organisation: id: -1 organisations: their number is 0 or more"},
		{"too many", "x", math.MaxInt32, "a map has at most 2147483647 organisations"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := graph.NewBuilder()
			for _, id := range []string{"o7", "mi5"} {
				if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
					t.Fatal(err)
				}
			}
			_, err := b.AddOrganisations(c.prefix, c.n)
			var record *graph.RecordError
			if !errors.As(err, &record) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("AddOrganisations = %v, want a RecordError with %q", err, c.want)
			}
			// None was added: the next has the number after those before, and its id is free.
			if n, err := b.AddOrganisation(graph.Organisation{ID: "o0"}); n != 2 || err != nil {
				t.Errorf("then AddOrganisation = %d, %v; want 2", n, err)
			}
			if _, buildErr := b.Build(); buildErr == nil || !strings.Contains(buildErr.Error(), c.want) {
				t.Errorf("Build = %v, want the error again", buildErr)
			}
		})
	}
}

func TestAddRelationshipsErrors(t *testing.T) {
	good := func() graph.Bulk {
		return graph.Bulk{From: []graph.Node{0, 1, 2}, To: []graph.Node{1, 2, 2}, Types: []string{"reporting", "part-of"}, Kind: []uint16{0, 0, 0}}
	}
	for _, c := range []struct {
		name   string
		change func(*graph.Bulk)
		want   string
	}{
		{"from", func(b *graph.Bulk) { b.From[1] = 3 }, `relationship "3:reporting:o2": from[1]: no organisation number 3: there are 3, numbered from 0`},
		{"to", func(b *graph.Bulk) { b.To[2] = -1 }, `relationship "o2:reporting:-1": to[2]: no organisation number -1: there are 3, numbered from 0`},
		{"both ends", func(b *graph.Bulk) { b.From[0], b.To[0] = 9, math.MinInt32 }, `from[0]: no organisation number 9: there are 3, numbered from 0; to[0]: no organisation number -2147483648`},
		{"kind", func(b *graph.Bulk) { b.Kind[1] = 2 }, `type[1]: no type number 2: the columns come with 2 types, numbered from 0`},
		{"reflexive", func(b *graph.Bulk) { b.Kind[2] = 1 }, `relationship "o2:part-of:o2": to[2]: "o2" is related to itself, which the type "part-of" does not allow`},
		{"weight", func(b *graph.Bulk) { b.Weight = []float64{1, -1, 2} }, `relationship "o1:reporting:o2": weight[1]: -1 is not a weight: a weight is a number above 0, from 1e-100 to 1e+100`},
		{"NaN", func(b *graph.Bulk) { b.Weight = []float64{1, 2, math.NaN()} }, "weight[2]: NaN is not a weight"},
		{"infinite", func(b *graph.Bulk) { b.Weight = []float64{math.Inf(1), 2, 2} }, "weight[0]: +Inf is not a weight"},
		{"mutual", func(b *graph.Bulk) { b.Mutual = []graph.Mutuality{0, 0, 3} }, "mutual[2]: no mutuality 3"},
		{"status", func(b *graph.Bulk) { b.Status = []graph.Status{0, 9, 0} }, "status[1]: no status 9"},
		{"confidence", func(b *graph.Bulk) { b.Confidence = []graph.Confidence{3, 0, 0} }, "confidence[0]: no confidence 3"},
		{"several", func(b *graph.Bulk) { b.From[1], b.Weight = 7, []float64{-1, -2, 0} }, "weight[0]: -1 is not a weight: a weight is a number above 0, from 1e-100 to 1e+100\nrelationship \"7:reporting:o2\": from[1]: no organisation number 7: there are 3, numbered from 0; weight[1]: -2 is"},
		{"unknown type", func(b *graph.Bulk) { b.Types[1] = "reportin" }, `relationship: type: no type "reportin"; did you mean "reporting"?`},
		{"empty type", func(b *graph.Bulk) { b.Types[1] = "" }, `relationship: type: is missing`},
		{"no types", func(b *graph.Bulk) { b.Types = nil }, `relationship: type: is missing`},
		{"fewer to", func(b *graph.Bulk) { b.To = b.To[:2] }, `relationship: to: the column has 2 values for 3 relationships`},
		{"no to", func(b *graph.Bulk) { b.To = nil }, `relationship: to: the column has 0 values for 3 relationships`},
		{"no from", func(b *graph.Bulk) { b.From = nil }, `relationship: to: the column has 3 values for 0 relationships; type: the column has 3 values`},
		{"short columns", func(b *graph.Bulk) { b.Kind, b.Weight = b.Kind[:1], []float64{} }, `type: the column has 1 values for 3 relationships; weight: the column has 0 values`},
		{"long dates", func(b *graph.Bulk) { b.StartDate, b.EndDate = make([]graph.Date, 4), make([]graph.Date, 1) }, `start_date: the column has 4 values for 3 relationships; end_date: the column has 1 values`},
	} {
		t.Run(c.name, func(t *testing.T) {
			bulk := good()
			c.change(&bulk)
			b := graph.NewBuilder()
			if _, err := b.AddOrganisations("o", 3); err != nil {
				t.Fatal(err)
			}
			if _, err := b.AddRelationships(good()); err != nil {
				t.Fatal(err)
			}
			_, err := b.AddRelationships(bulk)
			var record *graph.RecordError
			if !errors.As(err, &record) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("AddRelationships = %v, want a RecordError with %q", err, c.want)
			}
			// None was added.
			if e, err := b.AddRelationships(good()); e != 3 || err != nil {
				t.Errorf("then AddRelationships = %d, %v; want 3", e, err)
			}
			if _, buildErr := b.Build(); buildErr == nil || !strings.Contains(buildErr.Error(), c.want) {
				t.Errorf("Build = %v, want the error again", buildErr)
			}
		})
	}
}

// Millions of faults give the first hundred, soon.
func TestAddRelationshipsManyErrors(t *testing.T) {
	b := graph.NewBuilder()
	bulk := graph.Bulk{From: make([]graph.Node, 2_000_000), To: make([]graph.Node, 2_000_000), Types: []string{"reporting"}}
	_, err := b.AddRelationships(bulk)
	if got := strings.Count(err.Error(), "\n") + 1; got != 100 {
		t.Errorf("%d errors, want 100", got)
	}
	if !strings.HasSuffix(err.Error(), "to[99]: no organisation number 0: there are 0, numbered from 0") {
		t.Errorf("the last is %s", err.Error()[len(err.Error())-200:])
	}
}

func TestBulkAfterBuild(t *testing.T) {
	b := graph.NewBuilder()
	if _, err := b.Build(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddOrganisations("o", 1); err == nil {
		t.Error("AddOrganisations works after Build")
	}
	if _, err := b.AddRelationships(graph.Bulk{}); err == nil {
		t.Error("AddRelationships works after Build")
	}
}

// FuzzBulk holds that columns of any content give what their records give one by one: the same graph or,
// where one is wrong, errors about the same relationships with the same faults.
func FuzzBulk(f *testing.F) {
	f.Add(uint8(3), []byte{0, 1, 0, 0, 0, 0, 0, 1, 2, 1, 1, 2, 1, 4})
	f.Add(uint8(1), []byte{0, 0, 3, 2, 0, 0, 9, 0, 0, 0, 3, 0, 0, 1})
	f.Add(uint8(0), []byte{0, 0, 0, 0, 0, 0, 0})
	f.Add(uint8(5), []byte{})
	f.Fuzz(func(t *testing.T, n uint8, content []byte) {
		const width = 7
		types := []string{"reporting", "partnership", "part-of", "advice"}
		weights := []float64{0, 1, 0.5, 1e100, -1, math.NaN(), math.Inf(1), 1e-101, 1e101}
		bulk := graph.Bulk{Types: types}
		for len(content) >= width {
			c := content[:width]
			content = content[width:]
			bulk.From, bulk.To = append(bulk.From, graph.Node(int8(c[0]))), append(bulk.To, graph.Node(int8(c[1])))
			bulk.Kind = append(bulk.Kind, uint16(c[2])%uint16(len(types)))
			bulk.Mutual = append(bulk.Mutual, graph.Mutuality(c[3]%4))
			bulk.Status, bulk.Confidence = append(bulk.Status, graph.Status(c[4]%8)), append(bulk.Confidence, graph.Confidence(c[5]%4))
			bulk.Weight = append(bulk.Weight, weights[int(c[6])%len(weights)])
		}
		b := graph.NewBuilder()
		if _, err := b.AddOrganisations("o", int(n)); err != nil {
			t.Fatal(err)
		}
		_, err := b.AddRelationships(bulk)
		got, buildErr := b.Build()
		want, wantErr := buildOneByOne(t, int(n), bulk)
		if (err == nil) != (wantErr == nil) || (buildErr == nil) != (wantErr == nil) {
			t.Fatalf("AddRelationships: %v; Build: %v; one by one: %v", err, buildErr, wantErr)
		}
		if wantErr != nil {
			if got, want := fields(err), fields(wantErr); got != want {
				t.Errorf("faults %s, want %s", got, want)
			}
			return
		}
		if diff := graphtest.Diff(got, want); diff != "" {
			t.Error(diff)
		}
		graphtest.CheckInvariants(t, got)
	})
}

// fields names the faulty fields of every record in an error.
func fields(err error) string {
	var s strings.Builder
	for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
		for _, fault := range err.(*graph.RecordError).Faults {
			s.WriteString(fault.Field + " ")
		}
		s.WriteString("/ ")
	}
	return s.String()
}

func ExampleBuilder_AddRelationships() {
	b := graph.NewBuilder()
	first, err := b.AddOrganisations("office-", 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = b.AddRelationships(graph.Bulk{
		From:   []graph.Node{first, first, first + 1},
		To:     []graph.Node{first + 1, first + 2, first + 2},
		Types:  []string{"reporting", "partnership"},
		Kind:   []uint16{0, 0, 1},
		Weight: []float64{1, 2.5, 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := b.Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	for e, r := range g.Relationships() {
		fmt.Println(e, r.ID, r.Weight, g.IsMutual(e))
	}
	// Output:
	// 0 office-0:reporting:office-1 1 false
	// 1 office-0:reporting:office-2 2.5 false
	// 2 office-1:partnership:office-2 1 true
}
