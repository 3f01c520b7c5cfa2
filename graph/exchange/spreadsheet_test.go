package exchange_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func readText(t testing.TB, format, text string, columns map[string]string) (*exchange.Imported, error) {
	t.Helper()
	in := &exchange.Input{Name: "input", Stream: strings.NewReader(text), Columns: columns}
	return exchange.Read(t.Context(), in, *formatNamed(t, format), exchange.ReadOptions{})
}

// Tables as people make them, and what is understood of each: the golden files say so in full.
func TestSpreadsheets(t *testing.T) {
	utf16le := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	for _, c := range []struct {
		name, text string
		columns    map[string]string
	}{
		{"from-to", "From,To,Type,Since,Comments\nMI5,SIS,Intelligence sharing,2014,often\nMI5,GCHQ,joint team,13/05/2016,\n", nil},
		{"source-target", "source_id,target_id,source_name,target_name,relationship,strength,source_type\n1,2,Security Service,Metropolitan Police,advice,2.5,intelligence agency\n2,1,Metropolitan Police,Security Service,reporting,1,police\n", nil},
		{"organisation-a-b", "Organisation A,Organisation B,Relationship type,Source,Quote,Checked by\nHome Office,MI5,Oversight,Annual report 2019,the Home Secretary is … MI5,AB\nMI5,Home Office,Reporting,Annual report 2019,,AB\n", nil},
		{"german-excel", "Von;Nach;Art;Seit;Stärke;Bemerkung\r\nBundeskanzleramt;BND;Aufsicht;1956;1,5;\"Dienst- und \"\"Fachaufsicht\"\"\"\r\nBND;BfV;Zusammenarbeit;;2;\r\n", nil},
		{"french-latin1", "\xc9metteur;Destinataire;Nature de la relation;D\xe9but\nDGSE;DGSI;coop\xe9ration;2014\n", nil},
		{"spanish-utf16", utf16le("Origen\tDestino\tTipo de relación\nCNI\tPolicía Nacional\tcolaboración\n"), nil},
		{"preamble", "Who works with whom,,\nAs of May 2024,,\n,,\nAgency 1,Agency 2,Direction\nMI5,SIS,both\nSIS,GCHQ,one-way\nGCHQ,NCSC,<-\n", nil},
		{"bars-and-bom", "\ufeffFrom|To|Label\nA Ltd|B plc|sells to\n", nil},
		{"excel-sep", "sep=;\nFrom;To\nMI5;SIS\n", nil},
		{"old-macintosh", "From,To\rMI5,SIS\rSIS,GCHQ\r", nil},
		{"organisations", "Name,Abbreviation,Type,Established,Parent organisation,Website,Staff\nMinistry of Defence,MOD,department,1964,,https://www.gov.uk/mod,60000\nDefence Intelligence,DI,intelligence agency; public,1964,Ministry of Defence,,4115\n", nil},
		{"pandas", ",source,target,weight,kind\n0,a,b,1.0,x\n1,b,c,nan,y\n", nil},
		{"one-end", "from,to,type\nMI5,SIS,partnership\nGCHQ,,\n,,\n", nil},
		{"short-and-long-rows", "From,To,Type\nMI5,SIS\nMI5,GCHQ,advice,extra,more\n", nil},
		{"mapped", "Absender ID,Absender,Empfaenger ID,Empfaenger,Was,Wann\nx1,Amt Eins,x2,Amt Zwei,advice,2001\n",
			map[string]string{"from": "Absender ID", "to": "Empfaenger ID", "from.name": "Absender", "to.name": "Empfaenger", "type": "Was", "start_date": "#6"}},
		{"mapped-organisations", "Nr,Amt,Sorte\n1,Amt Eins,police\n", map[string]string{"id": "Nr", "name": "Amt", "classification": "Sorte"}},
		{"matrix", ",MI5,SIS,GCHQ\nMI5,0,1,2.5\nSIS,1,0,0\nGCHQ,2.5,0,1\n", nil},
		{"matrix-directed", "\"\";A;B;C\nA;0;1;0\nB;0;0;0,5\nC;1;;\n", nil},
		{"quotes-with-blanks", "\"From\", \"To\", \"Note\"\n\"MI5\", \"SIS\", \"says \"\"yes\"\",\nand more\"\nMI5,GCHQ,5\" pipe\n", nil},
		{"urls-as-sources", "From,To,Source URL\nMI5,SIS,https://www.mi5.gov.uk/partnerships\nMI5,GCHQ,https://www.mi5.gov.uk/partnerships\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			imported, err := readText(t, "csv", c.text, c.columns)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/tables/sheet-"+c.name+".txt", []byte(describe(imported)))
		})
	}
}

// The same relationships in other clothes are the same map.
func TestSpreadsheetClothes(t *testing.T) {
	want, err := readText(t, "csv", "From,To,Type,Note\nMI5,SIS,advice,\"a, b\"\nSIS,Ärzte,reporting,\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"semicolons": "From;To;Type;Note\nMI5;SIS;advice;a, b\nSIS;Ärzte;reporting;\n",
		"tabs":       "From\tTo\tType\tNote\nMI5\tSIS\tadvice\ta, b\nSIS\tÄrzte\treporting\n",
		"CRLF":       "From,To,Type,Note\r\nMI5,SIS,advice,\"a, b\"\r\n\r\nSIS,Ärzte,reporting,\r\n",
		"Latin-1":    "From,To,Type,Note\nMI5,SIS,advice,\"a, b\"\nSIS,\xc4rzte,reporting,\n",
		"BOM":        "\ufeffFrom,To,Type,Note\nMI5,SIS,advice,\"a, b\"\nSIS,Ärzte,reporting,\n",
		"no end":     "from,TO,type,note\nMI5,SIS,advice,\"a, b\"\nSIS,Ärzte,reporting,",
		"blanks":     " From , To ,Type,Note\n MI5 ,SIS , advice ,\"a, b\"\nSIS,Ärzte,reporting,\n",
		"words":      "Source organisation,Target organisation,Relationship,Remarks\nMI5,SIS,advice,\"a, b\"\nSIS,Ärzte,reporting,\n",
		"Spanish":    "Origen,Destino,Tipo,Observaciones\nMI5,SIS,advice,\"a, b\"\nSIS,Ärzte,reporting,\n",
	} {
		got, err := readText(t, "csv", text, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := graphtest.Diff(want.Graph, got.Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What is wrong is said with its place.
func TestTableErrors(t *testing.T) {
	for _, c := range []struct {
		format, text string
		columns      map[string]string
		line, column int
		says         string
	}{
		{"csv", "From,To\n\"MI5,SIS\nand so on\n", nil, 2, 1, "not closed"},
		{"csv", "From,To\nMI5,\"SIS\" x\n", nil, 2, 11, "written twice"},
		{"csv", "", nil, 1, 0, "is empty"},
		{"csv", "\n\n\n", nil, 1, 0, "is empty"},
		{"csv", "foo,bar\n1,2\n", nil, 1, 1, `"foo", "bar"`},
		{"csv", "PK\x03\x04xx", nil, 0, 0, "workbook"},
		{"csv", "a\x00b", nil, 1, 0, "NUL"},
		{"csv", "X,Y\n1,2\n", map[string]string{"from": "X"}, 1, 0, "two ends"},
		{"csv", "X,Y\n1,2\n", map[string]string{"from": "X", "to": "Z"}, 1, 0, `no column "Z"`},
		{"csv", "X,Y,Z\n1,2,3\n", map[string]string{"from": "X", "to": "Y", "colour": "Z"}, 1, 0, `no field "colour"`},
		{"csv", ",A,B\nA,0,1\nC,0,1\n", nil, 3, 1, `a row "C"`},
		{"csv", ",A,B\nA,0,1\nB,0,z\n", nil, 3, 0, `"z" is no number`},
		{"gephi-csv", "a,b\n", nil, 1, 1, "Id and Label"},
		{"gephi-csv", "Source,Target\n\"a,b\n", nil, 2, 1, "not closed"},
		{"neo4j-csv", "a,b\n", nil, 1, 1, ":START_ID"},
		{"kumu-csv", "a,b\n", nil, 1, 1, "From and To"},
		{"edgelist", "*Vertices 3\n1 \"a\"\n", nil, 1, 1, "Pajek"},
		{"edgelist", "DL n=3\n", nil, 1, 1, "UCINET"},
		{"edgelist", "graph [\n", nil, 1, 1, "GML"},
		{"edgelist", "<graphml>\n", nil, 1, 1, "XML"},
		{"edgelist", "a b c d\n", nil, 1, 0, "neighbours"},
		{"edgelist", "a b\na b {'weight': }\n", nil, 2, 0, "NetworkX"},
		{"edgelist", "a \"b\n", nil, 1, 3, "not closed"},
		{"dot", "digraph { a -> }", nil, 1, 16, `"}"`},
	} {
		_, err := readText(t, c.format, c.text, c.columns)
		var fault *exchange.InputError
		switch {
		case !errors.As(err, &fault):
			t.Errorf("%s %q: %v, want an InputError", c.format, c.text, err)
		case fault.Line != c.line || fault.Column != c.column && c.says != "" || !strings.Contains(fault.Problem, c.says):
			t.Errorf("%s %q: %v, want %d:%d and %q", c.format, c.text, err, c.line, c.column, c.says)
		}
	}
}

// Input that is made to exhaust its reader gives an error or a map, in time and memory that its length explains.
func TestTablesHostile(t *testing.T) {
	big := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, c := range map[string]struct{ format, text string }{
		"an open quote":      {"csv", "From,To\n\"" + big("x\n", 9<<20)},
		"a wide row":         {"csv", "From,To\n" + big(",", 1<<20)},
		"wide headings":      {"csv", big("a,", 1<<20)},
		"many headings":      {"csv", "From,To," + big("x,", 9000) + "\nA,B" + big(",1", 9000) + "\n"},
		"a long cell":        {"csv", "From,To\n" + big("x", 17<<20) + ",b\n"},
		"quotes alone":       {"csv", big(`"`, 1<<20)},
		"a wide matrix":      {"csv", "," + big("a,", 9000)},
		"no line ends":       {"edgelist", big("a ", 1<<20)},
		"a long id":          {"edgelist", big("a", 17<<20) + " b\n"},
		"comments":           {"edgelist", big("#\n", 1<<20)},
		"a dictionary":       {"edgelist", "a b {" + big("'a': 1, ", 1<<17) + "}\n"},
		"an open dictionary": {"edgelist", "a b {" + big("'a': 1, ", 1<<17)},
	} {
		t.Run(name, func(t *testing.T) {
			imported, err := readText(t, c.format, c.text, nil)
			if (err == nil) == (imported == nil) {
				t.Error("neither a map nor an error, or both")
			}
			if err != nil && len(err.Error()) > 2000 {
				t.Errorf("an error of %d bytes: %.200s", len(err.Error()), err)
			}
		})
	}
}

// Edge lists as they are found.
func TestEdgeLists(t *testing.T) {
	of := func(mutual graph.Mutuality, weights ...float64) *graph.Graph {
		ends := [][2]string{{"1", "2"}, {"2", "3"}}
		var relationships []graph.Relationship
		for i, e := range ends {
			r := graph.Relationship{From: e[0], To: e[1], Type: "related-to", Mutual: mutual}
			if i < len(weights) {
				r.Weight = weights[i]
			}
			relationships = append(relationships, r)
		}
		return foreign(t, []graph.Organisation{{ID: "1"}, {ID: "2"}, {ID: "3"}}, relationships...)
	}
	for name, c := range map[string]struct {
		text string
		want *graph.Graph
	}{
		"blanks":        {"1 2\n2 3\n", of(0)},
		"tabs":          {"1\t2\n2\t3", of(0)},
		"commas":        {"1,2\n2, 3\n", of(0)},
		"comments":      {"# a\n% b\n\n  1   2  \r\n2 3\n", of(0)},
		"weights":       {"1 2 0.5\n2 3 2e3\n", of(0, 0.5, 2000)},
		"NetworkX":      {"1 2 {'weight': 3}\n2 3 {}\n", of(0, 3)},
		"SNAP":          {"# Undirected graph: ../x.txt\n# FromNodeId\tToNodeId\n1\t2\n2\t3\n", of(graph.Mutual)},
		"KONECT":        {"% sym unweighted\n% 2 3 3\n1 2\n2 3\n", of(graph.Mutual)},
		"Matrix Market": {"%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n1 2\n2 3\n", of(graph.Mutual)},
		"headings":      {"source,target,weight\n1,2,4\n2,3,\n", of(0, 4)},
		"quotes":        {"\"1\" \"2\"\n\"2\" 3\n", of(0)},
	} {
		imported, err := readText(t, "edgelist", c.text, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := graphtest.Diff(c.want, imported.Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What is written as an edge list comes back as the arcs between organisations.
func TestEdgeListRoundTrip(t *testing.T) {
	f := formatNamed(t, "edgelist")
	for _, c := range graphtest.Corpus() {
		var b bytes.Buffer
		if err := f.Parts[0].Write(t.Context(), &b, c.Graph); err != nil {
			t.Fatal(err)
		}
		imported, err := readText(t, "edgelist", b.String(), nil)
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
		} else if diff := graphtest.Diff(arcsOnly(t, c.Graph), imported.Graph); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}
