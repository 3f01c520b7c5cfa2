package exchange_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// firstArc is "FROM -TYPE-> TO" of the first relationship, with its label and dates where it has them.
func firstArc(g *graph.Graph) string {
	for r := range g.Edges() {
		e := g.Relationship(r)
		text := e.From + " -" + e.Type + "-> " + e.To
		for _, s := range []string{e.Label, e.StartDate.String(), e.EndDate.String()} {
			if s != "" {
				text += " " + s
			}
		}
		return text
	}
	return ""
}

// Columns that say what the two ends are, and when, in the words of people who keep such tables.
func TestHeadingsOfPeople(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Person,Company,Role,Appointed on,Resigned on\nJane Smith,Harbour Trust,Chair,March 2015,31.12.2019\n", "jane-smith -related-to-> harbour-trust Chair 2015-03 2019-12-31"},
		{"Donor name\tParty\tAmount\tDate accepted\nAcme\tReds\t£25,000.00\t2 June 2017\n", "acme -related-to-> reds 2017-06-02"},
		{"Buyer,Supplier,Title,Award date\nMoD,Acme,Boots,2021-05-03\n", "acme -related-to-> mod Boots 2021-05-03"},
		{"Party A,Party B,Agreement,Signed\nFBI,CIA,advice,06/14/2005\n", "fbi -advice-> cia 2005-06-14"},
		{"Behörde;Partnerbehörde;Art der Vereinbarung;Datum\nBKA;BfV;advice;15. März 2012\n", "bka -advice-> bfv 2012-03-15"},
		{"Organisme;Partenaire;Nature de la relation;Date de début;Date de fin\nDGSI;Tracfin;advice;1er août 2014;décembre 2016\n", "dgsi -advice-> tracfin 2014-08-01 2016-12"},
		{"Organización;Organización socia;Tipo;Fecha de inicio\nCNI;Guardia Civil;advice;12 de mayo de 2014\n", "cni -advice-> guardia-civil 2014-05-12"},
	} {
		imported, err := readText(t, "csv", c.text, nil)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		} else if got := firstArc(imported.Graph); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
		if f, ok := exchange.Guess("table.csv", []byte(c.text)); !ok || f.Name != "csv" {
			t.Errorf("%q is taken for %q", c.text, f.Name)
		}
	}
}

// Where nothing in a file says which way relationships go the report says so, and the options can make them mutual.
func TestTablesOfEquals(t *testing.T) {
	for _, c := range []struct {
		format, text string
		unordered    bool
		mutual       int // with Undirected
	}{
		{"csv", "Party A,Party B\nMI5,SIS\n", true, 1},
		{"csv", "Organisation 1;Organisation 2\nMI5;SIS\n", true, 1},
		{"csv", "Behörde;Partnerbehörde\nBKA;BfV\n", true, 1},
		{"csv", "Entidad,Entidad socia\nCNI,GC\n", true, 1},
		{"csv", "Party A,Party B,Type\nMI5,SIS,collaboration\n", false, 1},
		{"csv", "Party A,Party B,Mutual\nMI5,SIS,no\nMI5,GCHQ,\n", false, 1},
		{"csv", "From,To\nMI5,SIS\n", false, 1},
		{"csv", "Person,Company\nJane,Acme\n", false, 1},
		{"csv", "Parent,Subsidiary\nA,B\n", false, 1},
		{"csv", "Name,Part of\nMI5,Home Office\n", false, 0},
		{"edgelist", "1 2\n2 3\n", true, 2},
		{"edgelist", "# Undirected graph\n1 2\n", false, 1},
		{"edgelist", "# Directed graph (each unordered pair once)\n1 2\n", false, 1},
		{"edgelist", "% asym unweighted\n1 2\n", false, 1},
	} {
		for _, opts := range []exchange.ReadOptions{{}, {Undirected: true}} {
			in := &exchange.Input{Name: "file", Stream: strings.NewReader(c.text)}
			imported, err := exchange.Read(t.Context(), in, *formatNamed(t, c.format), opts)
			if err != nil {
				t.Fatalf("%q: %v", c.text, err)
			}
			if r := imported.Report; r.Unordered != (c.unordered && !opts.Undirected) || opts.Undirected && r.Mutual != c.mutual {
				t.Errorf("%q, undirected %v: unordered %v, %d mutual", c.text, opts.Undirected, r.Unordered, r.Mutual)
			}
		}
	}
}

// A row with one cell for the ends is an organisation, unless it says that it is something else.
func TestRowsBelowTables(t *testing.T) {
	imported, err := readText(t, "csv", "From,To,Since\nMI5,SIS,1994\nTotal,,1\nNote: as of May 2020,,\nQuelle : Bericht,,\nGCHQ,,\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	if g := imported.Graph; g.NumOrganisations() != 3 || g.NumRelationships() != 1 {
		t.Errorf("%d organisations, %d relationships", g.NumOrganisations(), g.NumRelationships())
	}
	notes := map[string]int{}
	for _, n := range imported.Report.Notes {
		notes[n.What] = n.Count
	}
	if notes["a row of totals"] != 1 || notes["a note below the table"] != 2 || notes["a row with one end only"] != 1 {
		t.Errorf("%v", imported.Report.Notes)
	}
}

// A table of pairs without headings is an edge list, which the error says; a wider one is not.
func TestPairsWithoutHeadings(t *testing.T) {
	for text, want := range map[string]bool{
		"MI5,SIS\nMI5,GCHQ\nSIS,GCHQ\n": true, "MI5;SIS;2\nMI5;GCHQ\n": true, "MI5,SIS,2,3\nMI5,GCHQ,2,3\n": false, "MI5,SIS\nMI5,\n": false, "MI5|SIS\nMI5|GCHQ\n": false,
	} {
		_, err := readText(t, "csv", text, nil)
		if err == nil || strings.HasSuffix(err.Error(), "read it as an edge list") != want {
			t.Errorf("%q: %v", text, err)
		}
		if !want {
			continue
		}
		if imported, err := readText(t, "edgelist", text, nil); err != nil || imported.Graph.NumRelationships() != strings.Count(text, "\n") {
			t.Errorf("%q as an edge list: %v", text, err)
		}
	}
}

// What cannot be understood is said of the headings, not of the title above them.
func TestUnknownHeadings(t *testing.T) {
	_, err := readText(t, "csv", "Who pays whom,,\n,,\nGönner,Begünstigter,Betrag\nAcme,Reds,1\n", nil)
	var wrong *exchange.InputError
	if !errors.As(err, &wrong) || wrong.Line != 3 || !strings.Contains(wrong.Problem, `"Gönner", "Begünstigter", "Betrag"`) {
		t.Errorf("%v", err)
	}
}

// Dates as people write them; those that may be of two days are read where the options say which.
func TestDatesOfPeople(t *testing.T) {
	for _, c := range []struct {
		text  string
		order exchange.DayOrder
		want  string
	}{
		{"3 May 2014", 0, "2014-05-03"}, {"3rd May 2014", 0, "2014-05-03"}, {"May 3, 2014", 0, "2014-05-03"}, {"Sept. 2014", 0, "2014-09"},
		{"1er janvier 2001", 0, "2001-01-01"}, {"aout 1999", 0, "1999-08"}, {"15. Mai 2015", 0, "2015-05-15"}, {"3.Dez.2015", 0, "2015-12-03"},
		{"12 de mayo de 2014", 0, "2014-05-12"}, {"7 dic 1990", 0, "1990-12-07"}, {"03.04.2015", 0, "2015-04-03"},
		{"c. 1994", 0, "1994~"}, {"circa May 1994", 0, "1994-05~"}, {"um 1990", 0, "1990~"},
		{"13/04/2015", 0, "2015-04-13"}, {"04/13/2015", 0, "2015-04-13"}, {"05/05/2015", 0, "2015-05-05"},
		{"03/04/2015", exchange.DayFirst, "2015-04-03"}, {"3-4-2015", exchange.DayFirst, "2015-04-03"}, {"03/04/2015", exchange.MonthFirst, "2015-03-04"},
		{"04/13/2015", exchange.DayFirst, "2015-04-13"}, {"13/04/2015", exchange.MonthFirst, "2015-04-13"},
		// Not dates, or not of one day.
		{"03/04/2015", 0, ""}, {"32 May 2014", 0, ""}, {"31 February 2014", 0, ""}, {"jui 2014", 0, ""}, {"ma 2014", 0, ""}, {"3 4 2015", 0, ""},
		{"May", 0, ""}, {"14 May", 0, ""}, {"in May 2014 or so", 0, ""}, {"c.", 0, ""}, {"de", 0, ""}, {"", 0, ""}, {"14/14/2014", exchange.DayFirst, ""}, {"May 14", 0, ""},
	} {
		in := &exchange.Input{Name: "input", Stream: strings.NewReader("From|To|Since\nA|B|" + c.text + "\n")}
		imported, err := exchange.Read(t.Context(), in, *formatNamed(t, "csv"), exchange.ReadOptions{DayOrder: c.order})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(strings.TrimPrefix(firstArc(imported.Graph), "a -related-to-> b")); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		if ambiguous := c.text == "03/04/2015" && c.order == 0; (imported.Report.AmbiguousDates == 1) != ambiguous {
			t.Errorf("%q: %d of two days", c.text, imported.Report.AmbiguousDates)
		}
	}
}

// A table with From and To may be anybody's; one with Kumu's directions is Kumu's.
func TestGuessKumu(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"links.csv", "From,To,Type,Start\nA,B,advice,1994\n", "csv"},
		{"connections.csv", "From,To,Type\nA,B,advice\n", "kumu-csv"},
		{"links.csv", "From,To,Direction\nA,B,mutual\n", "kumu-csv"},
		{"links.csv", "From,To,Direction\nA,B,\n", "kumu-csv"},
	} {
		if f, _ := exchange.Guess(c.name, []byte(c.text)); f.Name != c.want {
			t.Errorf("%s %q: %s, want %s", c.name, c.text, f.Name, c.want)
		}
	}
}

// apoc.export.csv.all writes nodes and relationships into one table, with headings of its own.
func TestApocTable(t *testing.T) {
	for _, heading := range []string{`"_id","_labels","name","_start","_end","_type","start_date"`, `_id:id,_labels:label,name,_start:id,_end:id,_type:label,start_date`} {
		text := heading + "\n" + `"0",":Organisation","MI5",,,,` + "\n" + `"1",":Organisation:Ministry","Home Office",,,,` + "\n" + `,,,"0","1","REPORTS_TO","1992"` + "\n"
		f, ok := exchange.Guess("export.csv", []byte(text))
		if !ok || f.Name != "neo4j-csv" {
			t.Fatalf("taken for %q", f.Name)
		}
		in := &exchange.Input{Name: "export.csv", Stream: strings.NewReader(text)}
		imported, err := exchange.Read(t.Context(), in, f, exchange.ReadOptions{NameIDs: true})
		if err != nil {
			t.Fatal(err)
		}
		g := imported.Graph
		if got := firstArc(g); got != "mi5 -reporting-> home-office 1992" || g.NumOrganisations() != 2 || g.NumRelationships() != 1 {
			t.Errorf("%s, %d organisations, %d relationships", got, g.NumOrganisations(), g.NumRelationships())
		}
		if n, _ := g.NodeByID("home-office"); len(g.Classifications(n)) != 1 || g.Classifications(n)[0] != "ministry" {
			t.Errorf("%v", g.Classifications(n))
		}
		if len(imported.Report.Notes) > 0 {
			t.Errorf("%v", imported.Report.Notes)
		}
	}
}

// A file whose relationships would be lost is refused.
func TestAdjacencyJSON(t *testing.T) {
	_, err := readText(t, "node-link", `{"directed": false, "multigraph": false, "graph": [], "nodes": [{"id": 0}, {"id": 1}], "adjacency": [[{"id": 1}], [{"id": 0}]]}`, nil)
	if err == nil || !strings.Contains(err.Error(), "node_link_data") {
		t.Errorf("%v", err)
	}
}

// igraph keeps the names of a graph that comes from NetworkX in an attribute of its own.
func TestNamesFromIgraph(t *testing.T) {
	imported, err := readText(t, "graphml", `<graphml><key id="a" for="node" attr.name="_nx_name" attr.type="string"/><key id="r" for="edge" attr.name="rel" attr.type="string"/>
<graph edgedefault="directed"><node id="n0"><data key="a">Napoleon</data></node><node id="n1"><data key="a">Myriel</data></node><edge source="n0" target="n1"><data key="r">advice</data></edge></graph></graphml>`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := firstArc(imported.Graph); !strings.Contains(got, "-advice->") || imported.Graph.Name(0) != "Napoleon" {
		t.Errorf("%s, %s", got, imported.Graph.Name(0))
	}
}

// NetworkX tells parallel edges apart by a key: a counter says nothing, and an id is one. What a tool writes beside a node is its
// short name, where that says the same.
func TestCytoscapeOfNetworkX(t *testing.T) {
	imported, err := readText(t, "cytoscape", `{"directed": true, "multigraph": true, "elements": {"nodes": [
{"data": {"id": "a", "value": "a", "name": "Security Service", "short_name": "MI5", "label": "MI5"}}, {"data": {"id": "b", "value": "b", "name": "b"}}], "edges": [
{"data": {"source": "a", "target": "b", "key": 0}}, {"data": {"source": "a", "target": "b", "key": "ab-7"}},
{"data": {"id": "x", "source": "a", "target": "b", "key": "x"}}, {"data": {"id": "y", "source": "a", "target": "b", "key": "other"}}]}}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := imported.Graph
	if g.ShortName(0) != "MI5" || g.Name(0) != "Security Service" || len(g.Organisation(0).Tags) > 0 {
		t.Errorf("%q %q %q", g.ShortName(0), g.Name(0), g.Organisation(0).Tags)
	}
	var got []string
	for _, r := range g.Relationships() {
		got = append(got, r.ID+" "+r.Note)
	}
	if want := "a:related-to:b |ab-7 |x |y key: other"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
}

// A folder of tables of another format is no empty map.
func TestFolderOfOtherTables(t *testing.T) {
	dir := fstest.MapFS{"organisations.csv": {Data: []byte("id:ID,name,:LABEL\na,A,X\n")}, "relationships.csv": {Data: []byte(":START_ID,:END_ID,:TYPE\na,a,T\n")}}
	for _, format := range []string{"kumu-csv", "gephi-csv"} {
		_, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: dir}, *formatNamed(t, format), exchange.ReadOptions{})
		var wrong *exchange.InputError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Problem, "none of its tables") {
			t.Errorf("%s: %v", format, err)
		}
	}
}
