package exchange_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// tiesOf are the relationships of a graph as "a -type-> b", "a <-type-> b" where they are mutual, with the year they began, and their weight.
func tiesOf(g *graph.Graph) (all []string) {
	for e := range g.Edges() {
		r := g.Relationship(e)
		arrow := "->"
		text := r.From + " -"
		if g.IsMutual(e) {
			text = r.From + " <-"
		}
		text += r.Type + arrow + " " + r.To
		if !r.StartDate.IsZero() {
			text += " " + r.StartDate.String()
		}
		if r.Weight != 0 && r.Weight != 1 {
			text += fmt.Sprint(" ", r.Weight)
		}
		all = append(all, text)
	}
	return all
}

// noteWith is the first note of a report with some words in what it says, or a note that says nothing.
func noteWith(r *exchange.Report, words string) exchange.Note {
	for _, n := range r.Notes {
		if strings.Contains(n.What+": "+n.Done, words) {
			return n
		}
	}
	return exchange.Note{}
}

// Cells that were merged leave all rows but the first without an end: that is counted, with what is lost, and filled down where the user says so.
func TestMergedCells(t *testing.T) {
	for _, c := range []struct {
		text         string
		merged       int
		lines        string
		lost         string
		left, filled []string
	}{
		{
			"From,To,Type,Start,Source\nHealth,A,advice,2019,X\n,B,advice,2020,Y\n,C,advice,2021,Z\n", 2, "[3 4]", "without what it says in Type, Start, Source",
			[]string{"health -advice-> a 2019"}, []string{"health -advice-> a 2019", "health -advice-> b 2020", "health -advice-> c 2021"},
		},
		{"From,To\nHealth,A\n,B\n", 1, "[3]", "read as an organisation", []string{"health -related-to-> a"}, []string{"health -related-to-> a", "health -related-to-> b"}},
		// The other end, both ends, and a total below: a number alone.
		{
			"From,To,Type,Weight\nHealth,A,advice,2\nWork,,advice,3\n,,oversight,4\n,,,9\nTotal,,,9\n,Total,,9\n", 2, "[3]", "",
			[]string{"health -advice-> a 2"}, []string{"health -advice-> a 2", "work -advice-> a 3", "work -oversight-> a 4"},
		},
		// Totals of something; nothing is filled past a blank row.
		{
			"From,To,Weight\nHealth,A,2\n,B,3\nTotal Health,,5\nSubtotal X,,5\n,Summe Y,5\nZwischensumme 2019,,\nHealth Total,,\n", 1, "[3]", "",
			[]string{"health -related-to-> a 2"}, []string{"health -related-to-> a 2", "health -related-to-> b 3"},
		},
		{"From,To,Weight\nHealth,A,2\n,,\n,B,3\n\nWork,,3\n", 0, "[]", "", []string{"health -related-to-> a 2"}, []string{"health -related-to-> a 2"}},
		// The ends are those of the file, not those that a direction turns round.
		{"From,To,Direction\nHealth,A,<-\n,B,->\n", 1, "[3]", "Direction", []string{"a -related-to-> health"}, []string{"a -related-to-> health", "health -related-to-> b"}},
		// Organisations without relationships, and a first row without an end.
		{"From,To,Type\nHealth,A,advice\nWork,,\n", 0, "[]", "", []string{"health -advice-> a"}, []string{"health -advice-> a"}},
		{"From,To,Type\n,B,advice\nHealth,A,advice\n", 0, "[]", "", []string{"health -advice-> a"}, []string{"health -advice-> a"}},
	} {
		for _, fill := range []bool{false, true} {
			in := &exchange.Input{Name: "file", Stream: strings.NewReader(c.text), FillDown: fill}
			imported, err := exchange.Read(t.Context(), in, *formatNamed(t, "csv"), exchange.ReadOptions{})
			if err != nil {
				t.Fatalf("%q: %v", c.text, err)
			}
			want, merged := c.left, c.merged
			if fill {
				want, merged = c.filled, 0
			}
			r := &imported.Report
			if got := tiesOf(imported.Graph); !slices.Equal(got, want) || r.Merged != merged {
				t.Errorf("%q, filled down %v: %q, %d merged, want %q and %d", c.text, fill, got, r.Merged, want, merged)
			}
			n := noteWith(r, "below a row that has both")
			if !fill && (fmt.Sprint(n.Lines) != c.lines || !strings.Contains(n.Done, c.lost)) {
				t.Errorf("%q: %v", c.text, n)
			}
			if n := noteWith(r, "given the end of the row above"); fill && n.Count != c.merged {
				t.Errorf("%q: %v", c.text, r.Notes)
			}
		}
	}
}

// Headings of words that nobody knows are headings all the same, whatever stands in the rows below them; titles are not.
func TestHeadingsOfUnknownWords(t *testing.T) {
	for _, text := range []string{
		"Gönner;Getreuer;Thema\nA;B;x\nC;D;y\n",
		"Gönner;Getreuer;Thema\nBund;Land;z\nTo;From;x\nPerson;Company;y\n",
		"key_1,schema,prop,kind_of,said\nNK-1,Company,name,name,Gazprom\nNK-1,Company,country,country,ru\n",
		"Gönner,Getreuer\nSource,Target\nMI5,SIS\n",
		"Gönner,Getreuer\n1,2\n2,3\n", // no matrix
		",Gönner,Getreuer,Thema\n0,A,B,x\n",
	} {
		_, err := readText(t, "csv", text, nil)
		if err == nil || !strings.Contains(err.Error(), "input:1:1: no columns are known") || !strings.Contains(err.Error(), "from=COLUMN") {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{
		"Who works with whom,,\nFrom,To,Type\nA,B,advice\n",
		"As of,31.12.2023,,,\nFrom,To,Type,Start,End\nA,B,advice,,\n",
		"As of,May 2023,draft\nFrom,To,Type\nA,B,advice\n", // all words of the second are known
		"\n\nFrom,To,Type\nA,B,advice\n",
	} {
		imported, err := readText(t, "csv", text, nil)
		if err != nil || !slices.Equal(tiesOf(imported.Graph), []string{"a -advice-> b"}) {
			t.Errorf("%q: %v", text, err)
		}
	}
	imported, err := readText(t, "csv", "from,to,weight\n1,2,5\n2,3,6\n", nil)
	if err != nil || !slices.Equal(tiesOf(imported.Graph), []string{"1 -related-to-> 2 5", "2 -related-to-> 3 6"}) {
		t.Errorf("numbers below headings: %v", err)
	}
}

// Columns that the user names are added to those that are known.
func TestMappedColumnsAreAdded(t *testing.T) {
	const links = "Title,,\nSource,Target,Thema,Start\nA,B,advice,2019\n"
	for _, c := range []struct {
		text    string
		columns map[string]string
		want    string // the relationship, or the error
	}{
		{links, map[string]string{"type": "Thema"}, "a -advice-> b 2019"},
		{links, map[string]string{"type": "#3"}, "a -advice-> b 2019"},
		{links, map[string]string{"id": "Thema"}, "a -related-to-> b 2019"},
		{links, map[string]string{"from": "Target"}, "b -related-to-> a 2019"},
		{links, map[string]string{"to": "Thema"}, "a -related-to-> advice 2019"},
		{links, map[string]string{"end_date": "Start"}, "a -related-to-> b"},
		{links, map[string]string{"from": "Target", "to": "Source"}, "b -related-to-> a 2019"},
		{links, map[string]string{"from": "Source", "to": "Source"}, `input:2: the column "Source" is to be from and to`},
		{links, map[string]string{"type": "Thema", "note": "#3"}, `the column "Thema" is to be note and type`},
		{links, map[string]string{"type": "Source"}, "name the columns of both"},
		{links, map[string]string{"colour": "Thema"}, `no field "colour" that a column could be: there are from, to, id, mutual, direction,`},
		{"X,Y,Z\nA,B,advice\n", map[string]string{"type": "Z"}, "input:1: type is a field of relationships, and no columns are known for their two ends"},
		{"X,Y,Z\nA,B,advice\n", map[string]string{"from": "X"}, "name the columns of both"},
		{"X,Y,Z\nA,B,advice\n", map[string]string{"url": "Z"}, "no column is known for the id or the name"},
		{"Party A,Party B,Word\nA,B,yes\n", map[string]string{"symmetric": "Word"}, "a <-related-to-> b"},
	} {
		imported, err := readText(t, "csv", c.text, c.columns)
		got := fmt.Sprint(err)
		if err == nil {
			got = strings.Join(tiesOf(imported.Graph), "|")
		}
		if err == nil && got != c.want || err != nil && !strings.Contains(got, c.want) {
			t.Errorf("%q, %v: %s, want %s", c.text, c.columns, got, c.want)
		}
	}
	imported, err := readText(t, "csv", "Agency,Partner,Ort\nA,B,Bonn\n", map[string]string{"name": "Agency"})
	if err != nil || imported.Graph.NumRelationships() != 0 || !slices.Equal(imported.Report.Unmapped, []string{"Partner", "Ort"}) {
		t.Errorf("organisations: %v, %v", err, imported)
	}
}

// Yes and no in four languages, in columns with headings of them; what is neither is reported under its heading.
func TestYesAndNo(t *testing.T) {
	for _, heading := range []string{"Mutual", "Gegenseitig", "Réciproque", "Recíproco", "symmetric"} {
		for text, want := range map[string]string{
			"yes": "<-", "Y": "<-", "T": "<-", "x": "<-", "on": "<-", "1": "<-", "TRUE": "<-", "ja": "<-", "J": "<-", "WAHR": "<-", "oui": "<-", "VRAI": "<-", "sí": "<-",
			"Si": "<-", "VERDADERO": "<-", "✓": "<-", "both ways": "<-",
			"no": " -", "N": " -", "F": " -", "off": " -", "0": " -", "nein": " -", "FALSCH": " -", "non": " -", "FAUX": " -", "FALSO": " -", "": " -", "vielleicht": " -",
		} {
			imported, err := readText(t, "csv", "From;To;Type;"+heading+"\nA;B;advice;"+text+"\n", nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := imported.Graph.IsMutual(0); got != (want == "<-") {
				t.Errorf("%s %q: mutual is %v", heading, text, got)
			}
			n := noteWith(&imported.Report, "neither yes nor no")
			if unread := text == "vielleicht"; (n.Count == 1) != unread || unread && imported.Graph.Relationship(0).Note != heading+": vielleicht" {
				t.Errorf("%s %q: %v, %q", heading, text, imported.Report.Notes, imported.Graph.Relationship(0).Note)
			}
			for _, u := range imported.Report.Columns {
				if want == "<-" && u.Becomes == "relationship.mutual" && u.Name != heading {
					t.Errorf("the column %s is called %s", heading, u.Name)
				}
			}
		}
	}
}

// Words of people who keep tables in German, French and Spanish.
func TestHeadingsOfLanguages(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Geldgeber;Empfänger;Art der Zusammenarbeit;Beginn\nA;B;advice;2019\n", "a -advice-> b 2019"},
		{"Auftraggeber;Empfänger;Zusammenarbeit seit\nA;B;2019\n", "a -related-to-> b 2019"},
		{"Auftraggeber;Auftragnehmer\nA;B\n", "b -related-to-> a"},
		{"Zuwendungsgeber;Zuwendungsempfänger;Jahr\nA;B;2019\n", "a -related-to-> b 2019"},
		{"Ministerium;Kooperationspartner;Kooperationsart;Häufigkeit\nA;B;advice;3\n", "a -advice-> b 3"},
		{"Bailleur de fonds;Bénéficiaire;Type de coopération;Année de début\nA;B;advice;2019\n", "a -advice-> b 2019"},
		{"Ministère;Partenaire;Fréquence\nA;B;3\n", "a -related-to-> b 3"},
		{"Financiador;Beneficiario;Tipo de cooperación;Año de inicio\nA;B;advice;2019\n", "a -advice-> b 2019"},
		{"Ministerio;Socio;Frecuencia\nA;B;3\n", "a -related-to-> b 3"},
	} {
		imported, err := readText(t, "csv", c.text, nil)
		if err != nil || !slices.Equal(tiesOf(imported.Graph), []string{c.want}) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// The totals of a matrix are no organisation, unless their numbers say otherwise.
func TestMatrixTotals(t *testing.T) {
	for _, c := range []struct {
		text          string
		organisations string
		arcs, notes   int
	}{
		{",A,B,Total\nA,0,1,1\nB,2,0,2\nTotal,2,1,3\n", "a b", 2, 2},
		{";A;B;C;Summe\nA;0;1;2;3\nB;0;0;4;4\nC;2;0;0;2\nSumme;2;1;6;9\n", "a b c", 4, 2},
		{",A,B,Total\nA,0,1,1\nB,2,0,2\n", "a b", 2, 1},                    // the column alone
		{",A,B\nA,0,1\nB,2,0\nTotal,2,1\n", "a b", 2, 1},                   // the row alone
		{",A,B,Total\nA,0,1,\nB,2,0,\nTotal,,,\n", "a b", 2, 2},            // without numbers
		{",A,B,Total\nA,0,.33,.333\nB,2,0,2\n", "a b", 2, 1},               // rounded
		{",A,B,Total\nA,0,1,7\nB,2,0,2\nTotal,2,9,3\n", "a b total", 7, 0}, // a company
		{",A,B,C,Σ\nA,0,1,2,3\nB,0,0,4,4\nC,2,0,0,2\nΣ,2,1,6,9\n", "a b c", 4, 2},
		{",A,B,C,Rest\nA,0,1,2,3\nB,0,0,4,4\nC,2,0,0,2\nRest,2,1,6,9\n", "a b c rest", 11, 0}, // by chance, perhaps
		{",A,B,C,Rest\nA,0,1,2,3\nB,0,0,4,4\nC,2,0,0,2\nRest,2,1,6,\n", "a b c rest", 10, 0},
		{",A,B,C,Rest\nA,0,1,2,3\nB,0,0,4,4\nC,2,0,0,2\nRest,2,1,5,9\n", "a b c rest", 11, 0}, // not quite
		{",A,B,C,Hub\nA,0,0,0,1\nB,0,0,0,1\nC,0,0,0,1\nHub,1,1,1,0\n", "a b c hub", 3, 0},
		{",A,B,Hub\nA,0,0,0\nB,0,0,0\nHub,0,0,0\n", "a b hub", 0, 0},
		{",A,B,C,D\nA,0,1,0,1\nB,1,0,0,1\nC,0,0,0,0\nD,1,1,0,0\n", "a b c d", 3, 0}, // three that know each other
		{",a,b\na,0,1\na,0,0\nb,1,0\nb,1,0\n", "a b", 3, 0},                         // several rows of a name
	} {
		imported, err := readText(t, "csv", c.text, nil)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		notes := 0
		for _, n := range imported.Report.Notes {
			if strings.Contains(n.What, "of totals") {
				notes += n.Count
			}
		}
		if got := strings.Join(ids(imported.Graph), " "); got != c.organisations || imported.Graph.NumRelationships() != c.arcs || notes != c.notes {
			t.Errorf("%q: %s, %d relationships, %d notes, want %s, %d, %d", c.text, got, imported.Graph.NumRelationships(), notes, c.organisations, c.arcs, c.notes)
		}
	}
}

// A table with Source and Target may be anybody's; Gephi's has marks of its own.
func TestGuessGephi(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"simple.csv", "Source,Target,Type,Start,End,Mutual\nA,B,advice,2019,2020,yes\n", "csv"},
		{"simple.csv", "source,target\nA,B\n", "csv"},
		{"simple.csv", "Source,Target,Type\nA,B,Undirected\n", "gephi-csv"},
		{"simple.csv", "Source,Target,Type\nA,B,Mutual\n", "gephi-csv"},
		{"simple.csv", "Source,Target,Id,Label,timeset\nA,B,1,x,\n", "gephi-csv"},
		{"simple.csv", "Source,Target,Id,Kind\nA,B,1,x\n", "gephi-csv"},
		{"edges.csv", "Source,Target,Weight\nA,B,1\n", "gephi-csv"},
	} {
		if f, ok := exchange.Guess(c.name, []byte(c.text)); !ok || f.Name != c.want {
			t.Errorf("%s %q is taken for %s, want %s", c.name, c.text, f.Name, c.want)
		}
	}
}

// Of a folder of tables each counts its own columns, and lines are those of a file.
func TestFolderOfTables(t *testing.T) {
	dir := fstest.MapFS{
		"a.csv": {Data: []byte("From,To,Beginn\nA,B,2019\nC,,\n")},
		"b.csv": {Data: []byte("Von,Nach,Start\nD,E,2019\nF,G,never\nH,,\n")},
	}
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: dir}, *formatNamed(t, "csv"), exchange.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, c := range imported.Report.Columns {
		counts[c.Name+" "+c.Becomes] += c.Count
	}
	want := map[string]int{
		"From relationship.from": 1, "To relationship.to": 1, "Von relationship.from": 2, "Nach relationship.to": 2,
		"start_date relationship.start_date": 2, "start_date note": 1, // which the tables call differently
	}
	if !maps.Equal(counts, want) {
		t.Errorf("%v, want %v", counts, want)
	}
	files := map[string]string{}
	for _, n := range imported.Report.Notes {
		if n.What == "a row with one end only" {
			files[n.File] = fmt.Sprint(n.Lines)
		}
	}
	if !maps.Equal(files, map[string]string{"folder/a.csv": "[3]", "folder/b.csv": "[4]"}) {
		t.Errorf("%v", imported.Report.Notes)
	}
}

// Several names in a cell are one organisation, and the report says so where that is frequent.
func TestSeveralNamesInACell(t *testing.T) {
	many := strings.Repeat("BKA;LKA\n", 30)
	for _, c := range []struct {
		text  string
		count int
	}{
		{"Von;An\nBKA;\"LKA Berlin, LKA Bayern\"\nBKA;LKA Hessen / LKA Bremen\n", 2},
		{"Von;An\nBKA;\"LKA Berlin\nLKA Bayern\"\nBKA;a|b\n", 2},
		{"Von;An\nBKA;\"LKA Berlin, LKA Bayern\"\nBKA;LKA\n", 0}, // one may be a name
		{"Von;An\n" + many + "BKA;\"LKA Berlin, LKA Bayern\"\nBKA;A / B\n", 0},
		{"Von;An\nBKA;\"Müller, geborene Meier\"\nBKA;\"1,5\"\n", 0},
	} {
		imported, err := readText(t, "csv", c.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		n := noteWith(&imported.Report, "several names")
		if n.Count != c.count || c.count > 0 && (len(n.Lines) != 2 || !strings.Contains(n.What, `of "An"`)) {
			t.Errorf("%.60q: %v", c.text, imported.Report.Notes)
		}
	}
}
