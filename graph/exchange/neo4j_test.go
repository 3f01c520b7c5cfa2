package exchange_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// The film database that every user of Neo4j has seen, with companies, as APOC and the Browser write it.
const (
	keanu  = `{"type":"node","id":"0","labels":["Actor","Person"],"properties":{"born":1964,"name":"Keanu Reeves","loc":{"crs":"wgs-84","latitude":51.5},"awards":["A;b","B \"q\""],"height":1.86,"big":9007199254740993}}`
	matrix = `{"type":"node","id":"1","labels":["Movie"],"properties":{"title":"The Matrix","tagline":"Welcome to\nthe Real World","released":1999}}`
	warner = `{"type":"node","id":"2","labels":["Company"],"properties":{"name":"Warner Bros","id":"wb","type":"studio","founded":1923}}`
	nobody = `{"type":"node","id":"4"}`
	acted  = `{"type":"relationship","id":"0","label":"ACTED_IN","properties":{"roles":["Neo"],"id":7,"type":"lead"},"start":{"id":"0","labels":["Actor","Person"],"properties":{"name":"Keanu Reeves"}},"end":{"id":"1","labels":["Movie"]}}`
	works  = `{"type":"relationship","id":"2","label":"WORKS_FOR","properties":{"weight":2,"until":"1990-01-01","since":"1985-05-01"},"start":{"id":"0"},"end":{"id":"2"}}`
	made   = `{"type":"relationship","id":"3","label":"PRODUCED","start":{"id":"2"},"end":{"id":"1"}}`
)

const films = `1: node "0" name="Keanu Reeves" class="actor+person" born~"1964" loc~"{\"crs\":\"wgs-84\",\"latitude\":51.5}" awards~"A\\;b;B \"q\"" height~"1.86" big~"9007199254740993"
2: node "1" name="The Matrix" class="movie" tagline~"Welcome to\nthe Real World" released~"1999"
3: node "wb" name="Warner Bros" class="company" founded="1923" type~"studio"
4: node "4"
5: edge "7" "0" -> "1" type="acted-in" type~"lead" roles~"Neo"
6: edge "" "0" -> "wb" type="works-for" start="1985-05-01" end="1990-01-01" weight=2
7: edge "" "wb" -> "1" type="produced"
`

// onLine is what is found where all of it stands on one line.
func onLine(text string, line int) string {
	var b strings.Builder
	for found := range strings.Lines(text) {
		_, rest, _ := strings.Cut(found, ": ")
		b.WriteString(strconv.Itoa(line) + ": " + rest)
	}
	return b.String()
}

// TestNeo4jJSON reads what APOC and the Browser write, in all their ways.
func TestNeo4jJSON(t *testing.T) {
	nodes, relationships := []string{keanu, matrix, warner, nobody}, []string{acted, works, made}
	all := append(append([]string{}, nodes...), relationships...)
	for _, c := range []struct{ name, text, want string }{
		{"lines", strings.Join(all, "\n"), films},
		{"ARRAY_JSON", "[" + strings.Join(all, ",\n") + "]", films},
		{"JSON", `{"nodes":[` + strings.Join(nodes, ",") + `],"rels":[` + strings.Join(relationships, ",") + "]}", onLine(films, 1)},
		{"JSON_ID_AS_KEYS", `{"nodes":{"0":` + keanu + `,"1":` + matrix + `,"2":` + warner + `,"4":` + nobody + `},"rels":{"0":` + acted + `,"2":` + works + `,"3":` + made + "}}", onLine(films, 1)},
		{"apoc.export.json.query", `{"a":` + warner + `,"r":` + made + `,"b":` + matrix + `,"n":"x"}` + "\n" + `{"a":` + warner + `,"r":` + made + `,"b":` + matrix + `,"n":"x"}`, `1: node "wb" name="Warner Bros" class="company" founded="1923" type~"studio"
1: edge "" "wb" -> "1" type="produced"
1: node "1" name="The Matrix" class="movie" tagline~"Welcome to\nthe Real World" released~"1999"
1: note the value n: left out: it is neither a node nor a relationship
`},
		{"paths of APOC", `{"p":{"length":1,"rels":[` + acted + `],"nodes":[` + keanu + `,` + nobody + `]}}`, `1: note the value length: left out: it is neither a node nor a relationship
1: node "0" name="Keanu Reeves" class="actor+person"
1: edge "7" "0" -> "1" type="acted-in" type~"lead" roles~"Neo"
1: node "4"
`},
		{"Neo4j Browser", `[
  {"n": {"identity": 0, "labels": ["Person"], "properties": {"name": "Tom Hanks"}, "elementId": "4:a:0"},
   "r": {"identity": 5, "start": 0, "end": 1, "type": "DIRECTED", "properties": {}, "elementId": "5:a:5", "startNodeElementId": "4:a:0", "endNodeElementId": "4:a:1"},
   "p": {"start": {"identity": 0, "labels": ["Person"], "properties": {"name": "Tom Hanks"}}, "end": {"identity": 1, "labels": [], "properties": {}},
     "segments": [{"start": {"identity": 0}, "relationship": {"identity": 6, "start": 0, "end": 1, "type": "SAW", "properties": {"since": 1999}}, "end": {"identity": 1}}], "length": 1.0}}
]`, `2: node "0" name="Tom Hanks" class="person"
3: edge "" "0" -> "1" type="directed"
4: node "1"
5: edge "" "0" -> "1" type="saw" start="1999"
5: note the value length: left out: it is neither a node nor a relationship
`},
		{"without identities", `[{"n": {"labels": ["A"], "properties": {}, "elementId": "4:c0a6:17"}, "r": {"type": "T", "properties": {}, "elementId": "5:c0a6:1", "start": null, "startNodeElementId": "4:c0a6:17", "endNodeElementId": "4:c0a6:18"}}]`,
			`1: node "17" class="A"
1: edge "" "17" -> "18" type="t"
`},
		{"a relationship before its nodes", acted + "\n" + works + "\n" + keanu + "\n" + warner, `1: node "0" name="Keanu Reeves" class="actor+person"
1: edge "7" "0" -> "1" type="acted-in" type~"lead" roles~"Neo"
2: edge "" "0" -> "2" type="works-for" start="1985-05-01" end="1990-01-01" weight=2
4: node "2" name="Warner Bros" class="company" founded="1923" id~"wb" type~"studio"
`},
		{"ids that others have", `{"type":"node","id":"a","labels":["X"],"properties":{"id":7}}` + "\n" + `{"type":"node","id":"b","labels":["SomeThing"],"properties":{"id":"7"}}` + "\n" +
			`{"type":"node","id":7}` + "\n" + `{"type":"node","id":"c","labels":["SomeThing"],"properties":{"id":7}}` + "\n" + `{"type":"node","id":7}` + "\n" +
			`{"type":"node","id":"d","properties":{"id":[1]}}` + "\n" + `{"type":"relationship","id":1,"label":"T","start":{"id":7},"end":{"id":"b"}}`, `1: node "7" class="X"
2: node "some-thing-7" class="some-thing" id~"7"
3: node "node-7"
4: node "node-c" class="some-thing" id~"7"
5: note a node with the id of another: left out
6: node "d" id~"[1]"
7: edge "" "node-7" -> "some-thing-7" type="t"
`},
		{"labels of ours that are another's", `{"type":"node","id":"1","labels":["Source"],"properties":{"id":"s","size":3}}` + "\n" + `{"type":"node","id":"2","labels":["Map"],"properties":{"name":"x"}}` + "\n" +
			`{"type":"node","id":"3","labels":["Spy"],"properties":{"classification":"secret","companyName":"C"}}`, `1: node "s" class="source" size~"3"
2: node "2" name="x" class="map"
3: node "3" name="C" class="spy+secret"
`},
		{"relationships of sources and of the map", `{"type":"node","id":"1","labels":["Source"],"properties":{"id":"1","title":"T"}}` + "\n" +
			`{"type":"node","id":"2","labels":["Company"],"properties":{"id":1}}` + "\n" + `{"type":"node","id":"3","labels":["Company"],"properties":{"id":"map"}}` + "\n" +
			`{"type":"node","id":"4","labels":["Map"],"properties":{"title":"M"}}` + "\n" + `{"type":"relationship","id":1,"label":"MENTIONS","start":{"id":1},"end":{"id":2}}` + "\n" +
			`{"type":"relationship","id":2,"label":"SHOWS","start":{"id":3},"end":{"id":4,"labels":["Map"],"properties":{"title":"M"}}}` + "\n" +
			`{"type":"relationship","id":3,"label":"OWNS","start":{"id":2},"end":{"id":3}}`, `1: note a node with the label Source: read as a source of evidence
2: node "1" class="company"
3: node "map" class="company"
4: note a node with the label Map: read as what the map says of itself
map "M" ""
5: note a relationship of a source or of the map: left out: neither is an organisation
6: note a relationship of a source or of the map: left out: neither is an organisation
7: edge "" "1" -> "map" type="owns"
`},
		{"sources and the map as we write them", `{"type":"node","id":"map:","labels":["Map"],"properties":{"id":"map","title":"M"}}` + "\n" +
			`{"type":"node","id":"source:a","labels":["Source"],"properties":{"id":"a","title":"T"}}` + "\n" +
			`{"type":"node","id":"7","labels":["Source"],"properties":{"id":"b","neo4jImportId":"source:b"}}`, `map "M" ""
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l lines
			f := formatNamed(t, "neo4j-json")
			if err := f.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(c.text)}, &l); err != nil {
				t.Fatal(err)
			}
			if got := l.b.String(); got != c.want {
				t.Errorf("is\n%s\nwant\n%s", got, c.want)
			}
			if taken, _ := exchange.Guess("records.json", []byte(c.text)); taken.Name != f.Name {
				t.Errorf("taken for %s", taken.Name)
			}
		})
	}
}

func TestNeo4jJSONErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"a":"x","b":1}`, `x:1:1: there is neither a node nor a relationship in it`},
		{`{"type":"node"}`, `x:1:16: the node of line 1 has no "id"`},
		{keanu + "\n" + `{"type":"relationship","id":"1","label":"T","start":{"id":"0"}}`, `x:2:64: the relationship of line 2 has no "end"`},
		{`{"type":"relationship","id":"1","start":{"id":"0"},"end":{"id":"0"}}`, `has no "label"`},
		{keanu + "\n7", "x:2:1: '7' where a node or a relationship, {…}, should be"},
		{keanu + keanu[:40], "is it whole?"},
		{strings.Repeat(`{"a":`, 300), "more than 200 deep"},
		{strings.Repeat(`{"start":`, 300), "more than 200 deep"},
		{strings.Repeat(`[`, 300), "more than 200 deep"},
		{`{"type":"node","id":"1","properties":{` + strings.Repeat(`"x":1,`, 10_001) + `"y":1}}`, "a record with more than 10000 fields"},
		{"\xff\xfe{\x00", "UTF-16"},
	} {
		var wrong *exchange.InputError
		if _, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(c.text)}, *formatNamed(t, "neo4j-json"), exchange.ReadOptions{}); !errors.As(err, &wrong) ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: %v, want %s", c.text, err, c.want)
		}
	}
}

// The one table of apoc.export.csv.all, in which nodes and relationships have columns of the same names.
func TestNeo4jTable(t *testing.T) {
	const rows = `0,:Actor:Person,1964,,Keanu Reeves,,"[""A;b"",""B \""q\""""]",,,,,,,
1,:Movie,,,,The Matrix,,,,,,,,
2,:Company,,wb,Warner Bros,,,,,,,,,
,,,,,,,0,1,ACTED_IN,7,"[""Neo""]",1999,
,,,,,,,2,1,PRODUCED,,,,2
,,,,,,,2,,PRODUCED,,,,
`
	const want = `2: node "0" name="Keanu Reeves" class="actor+person" born~"1964" awards~"A\\;b;B \"q\""
3: node "1" name="The Matrix" class="movie"
4: node "wb" name="Warner Bros" class="company"
5: edge "7" "0" -> "1" type="acted-in" start="1999" roles~"Neo"
6: edge "" "wb" -> "1" type="produced" weight=2
7: note a row without an id, and without a start or an end: left out
`
	for _, head := range []string{
		"_id,_labels,born,id,name,title,awards,_start,_end,_type,id,roles,since,weight\n",
		"_id:id,_labels:label,born:int,id,name,title,awards,_start:id,_end:id,_type:label,id:int,roles,since,weight:float\n",
	} {
		var l lines
		f := formatNamed(t, "neo4j-csv")
		if err := f.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(head + rows)}, &l); err != nil {
			t.Fatal(err)
		}
		if got := l.b.String(); got != want {
			t.Errorf("is\n%s\nwant\n%s", got, want)
		}
		if f.Guess("all.csv", []byte(head+rows)) != 3 {
			t.Error("it is not guessed")
		}
	}
}

// A relationship of a source is none of the organisation whose number in the database is the id of the source.
func TestNeo4jTableOfSources(t *testing.T) {
	var l lines
	text := "_id,_labels,id,name,_start,_end,_type\n1,:Source,2,,,,\n2,:Company,,Acme,,,\n3,:Company,,Beta,,,\n,,,,1,3,MENTIONS\n,,,,2,3,OWNS\n"
	if err := formatNamed(t, "neo4j-csv").Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, &l); err != nil {
		t.Fatal(err)
	}
	const want = `2: note a node with the label Source: read as a source of evidence
3: node "2" name="Acme" class="company"
4: node "3" name="Beta" class="company"
5: note a relationship of a source or of the map: left out: neither is an organisation
6: edge "" "2" -> "3" type="owns"
`
	if got := l.b.String(); got != want {
		t.Errorf("is\n%s\nwant\n%s", got, want)
	}
}

// Nodes of a group that is called as ours are sources where they have nothing else; then their relationships are none of organisations.
func TestNeo4jGroupsOfSources(t *testing.T) {
	const companies, mentions = "id:ID(Company),name,:LABEL\n1,Acme,Company\n2,Beta,Company\n", ":START_ID(Source),:END_ID(Company),:TYPE\n1,2,MENTIONS\n"
	for _, c := range []struct{ sources, want string }{
		{"id:ID(Source),title,:LABEL\n1,Times,Source\n", `1: note nodes of the group Source: read as sources of evidence
2: node "1" name="Acme" class="company"
3: node "2" name="Beta" class="company"
2: note a relationship of a source or of the map: left out: neither is an organisation
`},
		{"id:ID(Source),title,size,:LABEL\n1,Times,3,Source\n", `2: node "1" name="Times" class="source" size~"3"
2: node "Company 1" name="Acme" class="company"
3: node "2" name="Beta" class="company"
2: edge "" "1" -> "2" type="mentions"
`},
	} {
		var l lines
		dir := fstest.MapFS{"sources.csv": {Data: []byte(c.sources)}, "organisations.csv": {Data: []byte(companies)}, "relationships.csv": {Data: []byte(mentions)}}
		if err := formatNamed(t, "neo4j-csv").Read(t.Context(), &exchange.Input{Name: "x", Dir: dir}, &l); err != nil {
			t.Fatal(err)
		}
		if got := l.b.String(); got != c.want {
			t.Errorf("is\n%s\nwant\n%s", got, c.want)
		}
	}
}

// A table of nodes and relationships as apoc.export.csv.query writes it can be read; that of the Browser does not say what joins what.
func TestNeo4jResultTable(t *testing.T) {
	var l lines
	text := "n,r,m,x\n" + `"{""id"":0,""labels"":[""Person""],""properties"":{""name"":""Tom""}}","{""id"":0,""type"":""KNOWS"",""start"":0,""end"":1,""properties"":{}}","{""id"":1,""labels"":[],""properties"":{}}",5` + "\n"
	f := formatNamed(t, "neo4j-csv")
	if err := f.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, &l); err != nil {
		t.Fatal(err)
	}
	const want = `2: node "0" name="Tom" class="person"
2: edge "" "0" -> "1" type="knows"
2: node "1"
2: note the value x: left out: it is neither a node nor a relationship
`
	if got := l.b.String(); got != want || f.Guess("export.csv", []byte(text)) != 3 {
		t.Errorf("is\n%s\nwant\n%s", got, want)
	}
	for _, row := range []string{"\"(:Person {name: \"\"Tom\"\"})\",[:KNOWS]\n", "({name: 1}),\n", "(),[:KNOWS]\n"} {
		if taken, _ := exchange.Guess("export.csv", []byte("n,r\n"+row)); taken.Name != "neo4j-csv" {
			t.Errorf("%s: taken for %s", row, taken.Name)
		}
		if _, err := readText(t, "neo4j-csv", "n,r\n"+row, nil); err == nil || !strings.Contains(err.Error(), "input:2: the Neo4j Browser writes") {
			t.Errorf("%s: %v", row, err)
		}
	}
}

// What only a database can read is refused with what to export instead.
func TestNeo4jIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"all.cypher": ":begin\nCREATE CONSTRAINT UNIQUE_IMPORT_NAME FOR (node:`UNIQUE IMPORT LABEL`) REQUIRE (node.`UNIQUE IMPORT ID`) IS UNIQUE;\n",
		"x.cql":      "anything",
		"plain":      "// mine\n/* and\n yours */\ncreate (:Person {name: 'x'});\n",
		"unwind.txt": "UNWIND [{_id:0}] AS row\n",
		"neo4j.dump": "DZV1\x00\x01\x02",
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		var wrong *exchange.InputError
		if _, err := exchange.Open(path, ""); !errors.As(err, &wrong) || !strings.Contains(wrong.Problem, "apoc.export.json.all") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A database that knows nothing of organisations becomes a map whose words are proposed.
func TestNeo4jProposals(t *testing.T) {
	text := strings.Join([]string{keanu, warner, works}, "\n")
	imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, *formatNamed(t, "neo4j-json"), exchange.ReadOptions{NameIDs: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := firstArc(imported.Graph); got != "keanu-reeves -works-for-> wb 1985-05-01 1990-01-01" {
		t.Error(got)
	}
	var got []string
	for _, terms := range [][]exchange.Term{imported.Report.Types, imported.Report.Classifications} {
		for _, term := range terms {
			got = append(got, fmt.Sprintf("%s %v %s", term.ID, term.How, strings.Join(term.Suggestions, ",")))
		}
	}
	if want := "works-for proposed collaboration|actor proposed |person proposed |company proposed private"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
}
