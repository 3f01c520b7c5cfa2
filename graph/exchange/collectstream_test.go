package exchange_test

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// rowsFile is a file of many rows that is nowhere, and looks at the memory that is held while it is read.
type rowsFile struct {
	row       func(i int) string
	rows, i   int
	rest      string
	most, end uint64
}

func (r *rowsFile) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.rest == "" {
			if r.i == r.rows {
				if r.end = heap(); n == 0 {
					return 0, io.EOF
				}
				return n, nil
			}
			if r.i%(r.rows/8) == 1 {
				r.most = max(r.most, heap())
			}
			r.rest = r.row(r.i)
			r.i++
		}
		k := copy(p[n:], r.rest)
		r.rest = r.rest[k:]
		n += k
	}
	return n, nil
}

// Rows whose ends no one has declared are given to the graph as they come: what is held besides it does not grow with them.
func TestImpliedRowsAreNotHeld(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some hundred thousand rows")
	}
	const rows, organisations = 200_000, 1000
	for _, c := range []struct {
		name, format, head string
		row                func(from, to, i int) string
		bytes              int // of the graph, for each row, when it is built at the latest
	}{
		{"plain", "csv", "From,To\n", func(a, b, _ int) string { return fmt.Sprintf("Body %d,Body %d\n", a, b) }, 11},
		{"dated", "csv", "From,To,Art,Since,Status\n", func(a, b, i int) string {
			return fmt.Sprintf("o%d,o%d,works with,%d,ended\n", a, b, 1950+i%70)
		}, 15},
		{"cited", "csv", "Agency 1,Agency 2,Source,Comments\n", func(a, b, i int) string {
			return fmt.Sprintf("o%d,o%d,Report %d,\"said, in part, %d\"\n", a, b, i%9, i%100)
		}, 11 + 4 + 24},
		{"typed", "sif", "", func(a, b, _ int) string { return fmt.Sprintf("o%d\tworks with\to%d\n", a, b) }, 11},
		{"numbered", "pajek", "*Vertices 1000\n*Arcs :1 \"works with\"\n", func(a, b, _ int) string { return fmt.Sprintf("%d %d\n", a+1, b+1) }, 11},
		{"declared", "gml", "graph [ directed 1 " + gmlNodes(organisations), func(a, b, i int) string {
			return fmt.Sprintf("edge [ source %d target %d type \"works with\" ]\n%s", a, b, strings.Repeat("]", (i+1)/rows))
		}, 11},
		{"connections", "kumu-csv", "From,To,Type\n", func(a, b, _ int) string { return fmt.Sprintf("o%d,o%d,works with\n", a, b) }, 11},
		{"edges", "gephi-csv", "Source,Target,Kind\n", func(a, b, _ int) string { return fmt.Sprintf("o%d,o%d,works with\n", a, b) }, 11},
		{"weighted", "edgelist", "", func(a, b, i int) string { return fmt.Sprintf("%d %d %d\n", a, b, i%5+2) }, 11 + 8},
	} {
		in := &rowsFile{rows: rows, row: func(i int) string {
			text := c.row(i%organisations, (i*7+i/organisations)%organisations, i)
			if i == 0 {
				text = c.head + text
			}
			return text
		}}
		runtime.GC() // what pools still have is gone only after a second time
		before := int64(heap())
		imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: in}, *formatNamed(t, c.format), exchange.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if g := imported.Graph; g.NumRelationships() != rows || g.NumOrganisations() != organisations {
			t.Errorf("%s: %d relationships of %d organisations", c.name, g.NumRelationships(), g.NumOrganisations())
		}
		// A column has room for a quarter more than it holds, and there are tables of the organisations.
		limit := int64(rows*c.bytes*5/4 + 2<<20)
		if held := int64(max(in.most, in.end)) - before; held > limit {
			t.Errorf("%s: %d bytes are held for each row, %d in all, more than %d", c.name, held/rows, held, limit)
		}
	}
}

// gmlNodes are as many nodes of GML.
func gmlNodes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "node [ id %d label \"body-%d\" ]\n", i, i)
	}
	return b.String()
}

// A relationship that stands in the file before what its ends are is one of them; declared organisations come first all the same.
func TestImpliedBeforeDeclared(t *testing.T) {
	const text = "From,To,To type,Kind\nA Ltd,B plc,private,advises\nB plc,C,,is part of\nD,,,\nC,D,police,\n"
	imported, err := readText(t, "csv", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := imported.Graph
	var got []string
	for n := range g.Nodes() {
		got = append(got, strings.Join(append([]string{g.ID(n)}, g.Classifications(n)...), "+"))
	}
	for e := range g.Edges() {
		got = append(got, g.RelationshipID(e))
	}
	want := "d a-ltd b-plc+private c a-ltd:advice:b-plc b-plc:part-of:c c:related-to:d"
	if is := strings.Join(got, " "); is != want {
		t.Errorf("is   %s\nwant %s", is, want)
	}
}

// Pairs that stand there both ways are counted where relationships have no direction.
func TestBothWaysAreCounted(t *testing.T) {
	for _, c := range []struct {
		text       string
		undirected bool
		pairs      int
	}{
		{"a b\nb a\n", true, 1},
		{"a b\nb a\na b\nb a\nc d\nd e\ne d\n", true, 2},
		{"a b\na b\nb c\na a\na a\n", true, 0},
		{"a b\nb a\n", false, 0},
		{"% sym\n1 2\n2 1\n", false, 1},
	} {
		in := &exchange.Input{Name: "x", Stream: strings.NewReader(c.text)}
		imported, err := exchange.Read(t.Context(), in, *formatNamed(t, "edgelist"), exchange.ReadOptions{Undirected: c.undirected})
		if err != nil {
			t.Fatal(err)
		}
		pairs := 0
		for _, n := range imported.Report.Notes {
			if strings.Contains(n.What, "both ways") {
				pairs += n.Count
			}
		}
		if pairs != c.pairs {
			t.Errorf("%q: %d pairs, want %d", c.text, pairs, c.pairs)
		}
		if want := strings.Count(strings.TrimPrefix(c.text, "% sym\n"), "\n"); imported.Graph.NumRelationships() != want {
			t.Errorf("%q: %d relationships, want %d", c.text, imported.Graph.NumRelationships(), want)
		}
	}
}

// A relationship that is left out because its type allows none of an organisation with itself leaves that organisation, and counts
// for its type; also where relationships are held because of one before it.
func TestImpliedBySelfRelationships(t *testing.T) {
	for _, c := range []struct{ format, text string }{
		{"csv", "from,to,type\nA,A,part-of\nB,C,advice\n"},
		{"dot", "digraph { A -> A [type=\"part-of\"]; B -> C [type=advice] }"},
		{"sif", "A\tpart-of\tA\nB\tadvice\tC\n"},
		{"kumu-csv", "From,To,Type\nA,A,part-of\nB,C,advice\n"},
		{"gephi-csv", "Source,Target,Kind\nA,A,part-of\nB,C,advice\n"},
		{"gephi-csv", "Source,Target,Kind,Id\nB,C,advice,x:y\nA,A,part-of,\n"},
		{"gephi-csv", "Source,Target,Kind,Id\nA,A,part-of,\nB,C,advice,x:y\n"},
	} {
		imported, err := readText(t, c.format, c.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		g := imported.Graph
		got := ids(g)
		slices.Sort(got)
		if !slices.Equal(got, []string{"a", "b", "c"}) || g.NumRelationships() != 1 {
			t.Errorf("%s: %q: organisations %q, %d relationships", c.format, c.text, got, g.NumRelationships())
		}
		counts := map[string]int{}
		for _, term := range imported.Report.Types {
			counts[term.ID] = term.Count
		}
		for _, column := range imported.Report.Columns {
			if column.Becomes == "relationship.type" {
				counts["all"] = column.Count
			}
		}
		if counts["part-of"] != 1 || counts["advice"] != 1 || counts["all"] != 2 {
			t.Errorf("%s: %q: types are counted as %v", c.format, c.text, counts)
		}
	}
}

// What is noted at the end, of what has been held, has the file and the line all the same.
func TestHeldNotesHaveFileAndLine(t *testing.T) {
	files := fstest.MapFS{
		"a.csv": {Data: []byte("Source,Target,Kind,Id\na,a,part-of,\na,b,advice,x:y\n\nb,b,part-of,\n")},
		"b.csv": {Data: []byte("Source,Target,Kind,Id\n")},
		"c.csv": {Data: []byte("Source,Target,Kind,Id\nc,c,part-of,\nc,d,advice,same\nc,d,oversight,same\n")},
		"n.csv": {Data: []byte("Id,Label\na,Body A\n")},
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: files}, *formatNamed(t, "gephi-csv"), exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range imported.Report.Notes {
		if strings.Contains(n.What, "with itself") || strings.Contains(n.What, "id of another") {
			got = append(got, fmt.Sprintf("%.14s %s %v %d", n.What, n.File, n.Lines, n.Count))
		}
	}
	want := []string{"a relationship folder/a.csv [2 5] 2", "a relationship folder/c.csv [2] 1", "a relationship folder/c.csv [4] 1"}
	if !slices.Equal(got, want) {
		t.Errorf("is   %q\nwant %q", got, want)
	}
}

// The second arc of a mutual relationship is held in any case, and may turn out to have no first.
func TestHeldSecondArcsHaveFileAndLine(t *testing.T) {
	files := fstest.MapFS{
		"a.csv": {Data: []byte("Source,Target,Kind,reverse_of\na,b,advice,\nb,a,advice,lost\n")},
		"b.csv": {Data: []byte("Source,Target,Kind\nc,d,advice\n")},
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: files}, *formatNamed(t, "gephi-csv"), exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(imported.Report.Notes, func(n exchange.Note) bool { return strings.Contains(n.What, "second arc") })
	if i < 0 {
		t.Fatalf("%+v", imported.Report.Notes)
	}
	if n := imported.Report.Notes[i]; n.File != "folder/a.csv" || !slices.Equal(n.Lines, []int{3}) {
		t.Errorf("%+v", n)
	}
}

// So is an organisation whose classification no id can be made of.
func TestHeldOrganisationsHaveFileAndLine(t *testing.T) {
	files := fstest.MapFS{
		"a.csv": {Data: []byte("Label,Type\nBody A,Agency\nBody B,???\n")},
		"b.csv": {Data: []byte("Label,Type\nBody C,!!!\n")},
		"c.csv": {Data: []byte("From,To\nBody A,Body B\n")},
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: files}, *formatNamed(t, "kumu-csv"), exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range imported.Report.Notes {
		if strings.Contains(n.What, "a classification") {
			got = append(got, fmt.Sprint(n.File, n.Lines))
		}
	}
	if want := []string{"folder/a.csv[3]", "folder/b.csv[2]"}; !slices.Equal(got, want) {
		t.Errorf("is   %q\nwant %q", got, want)
	}
}
