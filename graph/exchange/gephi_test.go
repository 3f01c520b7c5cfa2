package exchange_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// gephiExports are files and folders that Gephi has made of workspaces as people have them; see testdata/gephi/Workspaces.java. What is
// to be found in each stands beside it.
var gephiExports = []struct{ path, format string }{
	{"mixed.gexf", "gexf"}, {"mixed.graphml", "graphml"}, {"mixed.json", "node-link"}, {"mixed", "gephi-csv"}, {"commas", "gephi-csv"},
	{"periods.gexf", "gexf"}, {"periods", "gephi-csv"}, {"years.gexf", "gexf"}, {"years", "gephi-csv"},
	{"moments.gexf", "gexf"}, {"moments", "gephi-csv"},
}

// TestGephiExports reads what Gephi exports.
func TestGephiExports(t *testing.T) {
	for _, e := range gephiExports {
		t.Run(e.path, func(t *testing.T) {
			path := filepath.Join("testdata", "gephi", e.path)
			opened, err := exchange.Open(path, "")
			if err != nil {
				t.Fatal(err)
			}
			if opened.Format.Name != e.format {
				t.Errorf("guessed to be %s, want %s", opened.Format.Name, e.format)
			}
			var l lines
			if err := opened.Format.Read(t.Context(), &opened.Input, &l); err != nil {
				t.Fatal(err)
			}
			if err := opened.Close(); err != nil {
				t.Error(err)
			}
			golden(t, path+".txt", []byte(l.b.String()))
		})
	}
}

// TestGephiFormatsAgree reads the same workspace as tables and as GEXF, as the same map.
func TestGephiFormatsAgree(t *testing.T) {
	read := func(name string) string {
		opened, err := exchange.Open(filepath.Join("testdata", "gephi", name), "")
		if err != nil {
			t.Fatal(err)
		}
		defer opened.Close()
		imported, err := exchange.Read(t.Context(), &opened.Input, opened.Format, exchange.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		imported.Report.Notes = nil
		return describe(imported)
	}
	tags := strings.NewReplacer(`modularity_class`, `Modularity Class`, `"aliases: [HP, \"Water, Guard\"]"`, `"aliases: HP","aliases: Water, Guard"`)
	for _, name := range []string{"mixed", "periods", "years", "moments"} {
		if tables, gexf := tags.Replace(read(name)), tags.Replace(read(name+".gexf")); tables != gexf {
			t.Errorf("%s: the tables say\n%s\nthe GEXF\n%s", name, tables, gexf)
		}
	}
}

// TestGephiTables reads cells that no export of ours has.
func TestGephiTables(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"times of old", "Id,Label,Time Interval\na,A,\"<[1999.0, 2003.0)>\"\n", `2: node "a" name="A" founded="1999" dissolved="2003"` + "\n"},
		{"no time", "Id,Label,timeset\na,A,<[17.0]>\nb,,<[]>\nc,,\"<[-Infinity, 2001-02-03T00:00:00.000+02:00]>\"\n",
			`2: note moments at which an element is there: from the first to the last
2: node "a" name="A" start~"17.0" end~"17.0"
3: node "b" timeset~"<[]>"
4: node "c" dissolved="2001-02-03"
`},
		{"what only looks computed", "Id,Label,Degree,hub\na,A,MSc,0.5\nb,B,3,1\n", `2: node "a" name="A" Degree~"MSc" hub~"0.5"
3: node "b" name="B" hub~"1"
0: note what Gephi has computed: Degree: left out, since it can be computed again
`},
		{"commas", "Source;Target;Type;Weight\na;b;Directed;2,5\na;b;Directed;1,234\n",
			"2: edge \"\" \"a\" -> \"b\" weight=2.5\n3: edge \"\" \"a\" -> \"b\" weight=1.234\n"},
		{"thousands", "Source,Target,Type,Weight\na,b,Directed,\"2,5\"\na,b,Directed,\"1,234\"\n",
			"2: edge \"\" \"a\" -> \"b\" weight=2.5\n3: edge \"\" \"a\" -> \"b\" weight~\"1,234\"\n"},
		{"type in the id", "Source,Target,Type,Id\na,b,Directed,a:advice:b:2\na,b,Directed,a:B:b\na,b,Directed,x\n",
			"2: edge \"a:advice:b:2\" \"a\" -> \"b\" type=\"advice\"\n3: edge \"a:B:b\" \"a\" -> \"b\"\n4: edge \"x\" \"a\" -> \"b\"\n"},
		{"broken", "Id,Label,timeset,Budget\na,A,\"<[2001, \",\"<[2001, 2, 3, 4]>\"\n", `2: node "a" name="A" Budget~"<[2001, 2, 3, 4]>" timeset~"<[2001, "` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l lines
			if err := formatNamed(t, "gephi-csv").Read(t.Context(), &exchange.Input{Name: "test", Stream: strings.NewReader(c.table)}, &l); err != nil {
				t.Fatal(err)
			}
			if got := l.b.String(); got != c.want {
				t.Errorf("is\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// FuzzGephiSpells reads cells that say when something holds.
func FuzzGephiSpells(f *testing.F) {
	for _, s := range []string{"<[2001-01-01, 2005-06-30]>", `<[2001.0, 2005.0, "a, \"b\""]; [2007.0, Infinity, 'c']>`, "<[2001, 1]>", "<[]>", `<[\`, "<empty>"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, timesOnly bool) {
		n, ok := exchange.GephiSpells(text, timesOnly)
		if ok != (n > 0) || n > len(text) {
			t.Errorf("%d spells, %v", n, ok)
		}
	})
}
