package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// tableMillion is a graph of 100,000 organisations and 1,000,000 relationships of some types, with weights here and there.
var tableMillion = sync.OnceValue(func() *graph.Graph {
	n, m := 100_000/shortened(), 1_000_000/shortened()
	b := graph.NewBuilder()
	if _, err := b.AddOrganisations("o", n); err != nil {
		panic(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	bulk := graph.Bulk{Types: []string{"advice", "reporting", "partnership"}}
	for range m {
		from := graph.Node(random.IntN(n))
		to := graph.Node(random.IntN(n - 1))
		if to >= from {
			to++
		}
		bulk.From, bulk.To = append(bulk.From, from), append(bulk.To, to)
		bulk.Kind = append(bulk.Kind, uint16(random.IntN(20)/9))
		bulk.Weight = append(bulk.Weight, float64(1+random.IntN(2)))
	}
	if _, err := b.AddRelationships(bulk); err != nil {
		panic(err)
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
})

var tableBenchFormats = []string{"edgelist", "gephi-csv", "neo4j-csv", "kumu-csv", "cypher"}

func BenchmarkTablesWriteMillion(b *testing.B) {
	g := tableMillion()
	for _, name := range tableBenchFormats {
		b.Run(name, func(b *testing.B) {
			f := formatNamed(b, name)
			b.ReportAllocs()
			for b.Loop() {
				for _, part := range f.Parts {
					if err := part.Write(b.Context(), io.Discard, g); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkTablesReadMillion(b *testing.B) {
	g := tableMillion()
	for _, name := range append(tableBenchFormats[:4:4], "csv", "dot") {
		f := formatNamed(b, name)
		var files fstest.MapFS
		var stream []byte
		switch name {
		case "csv":
			stream = filesOf(b, formatNamed(b, "gephi-csv"), g)["edges.csv"].Data
		case "dot":
			stream = dotOf(g)
		default:
			files = filesOf(b, f, g)
		}
		input := func() *exchange.Input {
			in := &exchange.Input{Name: "x", Stream: bytes.NewReader(stream)}
			if file := files[""]; file != nil {
				in.Stream = bytes.NewReader(file.Data)
			} else if files != nil {
				in.Dir, in.Stream = fs.FS(files), nil
			}
			return in
		}
		b.Run(name+"/records", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var c counter
				if err := f.Read(context.Background(), input(), &c); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/graph", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := exchange.Read(context.Background(), input(), *f, exchange.ReadOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// dotOf is g as most programs write DOT.
func dotOf(g *graph.Graph) []byte {
	var b bytes.Buffer
	b.WriteString("digraph {\n")
	for e := range g.Edges() {
		fmt.Fprintf(&b, "  %s -> %s [weight=%v];\n", g.ID(g.From(e)), g.ID(g.To(e)), g.Weight(e))
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// Tables take the same memory whatever their length, written and read record by record.
func TestTablesStream(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads some hundred thousand rows")
	}
	peak := func(rows int, read func(context.Context, *exchange.Input, exchange.Sink) error, head, row string) uint64 {
		in := &longFile{head: head, row: row, rows: rows}
		before, s := heap(), &heapCounter{}
		if err := read(t.Context(), &exchange.Input{Name: "x", Stream: in}, s); err != nil {
			t.Fatal(err)
		}
		if s.relationships != rows {
			t.Fatalf("%d relationships, want %d", s.relationships, rows)
		}
		return max(s.most, before) - before
	}
	for name, c := range map[string][2]string{
		"csv":       {"From,To,Type,Note\n", "a,b,advice,\"some words, in quotes\"\n"},
		"gephi-csv": {"Source,Target,Type,Kind,Weight\n", "a,b,Directed,advice,2\n"},
		"neo4j-csv": {":START_ID,:END_ID,:TYPE,note\n", "a,b,ADVICE,words\n"},
		"kumu-csv":  {"From,To,Type,Tags\n", "a,b,Advice,x|y\n"},
		"edgelist":  {"", "a b 2.5\n"},
	} {
		f := formatNamed(t, name)
		if most := peak(300_000, f.Read, c[0], c[1]); most > 16<<20 {
			t.Errorf("%s: %d MiB for 300,000 rows", name, most>>20)
		}
	}
}

// longFile is a file that is long without being anywhere.
type longFile struct {
	head, row string
	rows      int
	rest      string
	started   bool
}

func (r *longFile) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.rest == "" {
			switch {
			case !r.started && r.head != "":
				r.rest = r.head
			case r.rows == 0:
				if n == 0 {
					return 0, io.EOF
				}
				return n, nil
			default:
				r.rest = r.row
				r.rows--
			}
			r.started = true
		}
		k := copy(p[n:], r.rest)
		r.rest = r.rest[k:]
		n += k
	}
	return n, nil
}

var fuzzSeeds = map[string][]string{
	"csv": {"From,To,Type\na,b,advice\n", "a;b\r\n\"x\"\"y\";", ",A,B\nA,0,1\nB,1,0\n", "Name,Parent\nx,y\n", "sep=;\nVon;Nach\na;b", "\xff\xfeF\x00r\x00,\x00T\x00",
		"from,to,from.type,passage,source\n\"a\nb\",c,x;y,\"p\",http://x\n", "Title,,\nA,B,Mutual\nx,y,ja\n,z,nein\nw,,perhaps\n,,\nTotal,,3\n",
		",A,B,Total\nA,0,1,1\nB,x,0,1\nTotal,1,1,2\n", "Gönner,Getreuer,Thema\nTo,From,x\n", " ", "From,To,Weight\na,b,\"1,200\"\n,,\n,c,3.5\na,d,\"3,5\"\nTotal a,,1 200\n", ";A;Total\nA;1,200;1,200\n"},
	"gephi-csv": {"Source,Target,Type,Kind,Weight\na,b,Undirected,x,2\n", "Id,Label\na,A\n", "field,value\ntitle,x\nsources,\"[{\"\"id\"\":\"\"x\"\"}]\"\n"},
	"neo4j-csv": {":START_ID(A),:END_ID(B),:TYPE,since:int,t:string[]\na,b,KNOWS,1,x;y\n", "id:ID(A),:LABEL,name\na,Person;X,n\n", ":ID(Map),:LABEL,title\nmap,Map,x\n", "id:ID(Source),published\ns,20x\n",
		"_id,_labels,name,id,_start,_end,_type,id,since\n0,:Person:X,n,7,,,,,\n,,,,0,1,KNOWS,7,\"[\"\"a\"\"]\"\n", "n,r\n\"{\"\"id\"\":0,\"\"labels\"\":[\"\"A\"\"]}\",\"{\"\"id\"\":1,\"\"type\"\":\"\"T\"\",\"\"start\"\":0,\"\"end\"\":0}\"\n"},
	"kumu-csv": {"From,To,Direction\na,b|c,mutual\n", "Label,Type,Tags\na,x,b|c\\|d\n", "ID,Label\n1,a\n"},
	"edgelist": {"a b 1\n", "a,b\n", "% sym\n1 2\n", "1 2 {'weight': 1, \"k\": 'v\\n'}\n", "%%MatrixMarket x y symmetric\n2 2 1\n1 2\n", "\"a b\" c\n", "*Vertices\n"},
	"dot": {"digraph { a -> {b c} -> d:p:n [label=\"x\\n\\N\" dir=both] }", "strict graph \"x\" { subgraph cluster_a { a; label=<b<br/>&amp;> } a -- b -- a }", "graph { node [a=b]; \"a\" + \"b\"; -1.5; /* */ // x\n# y\n}",
		"digraph { mi5 [id=\"org:mi5\", tooltip=\"S (M)\\nx\\ny\", label=<<B>M</B>>]; mi5 -> mi5 [id=\"line:mi5:mi5:C\", tooltip=\"M is M to M (advice, jointly); probable. x\"] }"},
}

func fuzzTable(f *testing.F, name string) {
	for _, seed := range fuzzSeeds[name] {
		f.Add(seed)
	}
	format := formatNamed(f, name)
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: bytes.NewReader([]byte(text))}, *format, exchange.ReadOptions{})
		if (err == nil) != (imported != nil) {
			t.Fatal("neither a map nor an error, or both")
		}
		format.Guess("x", []byte(text[:min(len(text), 64<<10)]))
		for _, columns := range []map[string]string{{"type": "#2"}, {"from": "#1", "to": "#2"}, {"name": "#1"}, {"to": "#1", "mutual": "#3"}} {
			if format.TakesColumns && len(text) < 1<<10 {
				in := &exchange.Input{Name: "x", Stream: bytes.NewReader([]byte(text)), Columns: columns, FillDown: true}
				if imported, err := exchange.Read(t.Context(), in, *format, exchange.ReadOptions{}); (err == nil) != (imported != nil) {
					t.Fatal("neither a map nor an error, or both")
				}
			}
		}
		if err != nil || format.Parts == nil || name == "edgelist" {
			return
		}
		// What has been read is written and read again as it is.
		files := filesOf(t, format, imported.Graph)
		again, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Dir: files}, *format, exchange.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := graphtest.Diff(imported.Graph, again.Graph); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzSpreadsheet(f *testing.F) { fuzzTable(f, "csv") }
func FuzzGephiCSV(f *testing.F)    { fuzzTable(f, "gephi-csv") }
func FuzzNeo4jCSV(f *testing.F)    { fuzzTable(f, "neo4j-csv") }
func FuzzKumuCSV(f *testing.F)     { fuzzTable(f, "kumu-csv") }
func FuzzEdgeList(f *testing.F)    { fuzzTable(f, "edgelist") }
func FuzzDOT(f *testing.F)         { fuzzTable(f, "dot") }
