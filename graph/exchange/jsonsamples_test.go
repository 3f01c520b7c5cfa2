package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// spellingSink writes what it is given, a line each.
type spellingSink struct{ strings.Builder }

func (s *spellingSink) say(format string, args ...any) error {
	fmt.Fprintf(s, format+"\n", args...)
	return nil
}

func (s *spellingSink) Map(title, description string) error {
	return s.say("map %q %q", title, description)
}
func (s *spellingSink) Classification(c graph.Classification) error {
	return s.say("classification %s", c.ID)
}
func (s *spellingSink) Type(t graph.Type) error {
	return s.say("type %s from %v to %v", t.ID, t.From, t.To)
}
func (s *spellingSink) Source(r graph.Source) error           { return s.say("source %s %q", r.ID, r.Title) }
func (s *spellingSink) Arrangement(a graph.Arrangement) error { return s.say("arrangement %s", a.ID) }

func (s *spellingSink) Organisation(o *exchange.Organisation) error {
	fmt.Fprintf(s, "%d: %s", o.Line, o.ID)
	s.field("name", o.Name)
	for _, n := range o.OtherNames {
		s.field("other", n.Name)
	}
	s.field("class", strings.Join(o.Classifications, ";"))
	s.field("tags", strings.Join(o.Tags, ";"))
	s.field("description", o.Description)
	s.evidence(o.Evidence)
	return s.rest(o.Extra)
}

func (s *spellingSink) Relationship(r *exchange.Relationship) error {
	arrow := map[graph.Mutuality]string{graph.MutualByType: "->", graph.Mutual: "<=>", graph.OneWay: "=>"}[r.Mutual]
	if r.Undirected {
		arrow = "--"
	}
	fmt.Fprintf(s, "%d: %s %s %s", r.Line, r.From, arrow, r.To)
	s.field("id", r.ID)
	s.field("type", r.Type)
	s.field("label", r.Label)
	s.field("note", r.Note)
	if r.Weight != 0 {
		fmt.Fprintf(s, " weight=%v", r.Weight)
	}
	if r.OwnID {
		s.WriteString(" own")
	}
	if r.Implied {
		s.WriteString(" implied")
	}
	s.evidence(r.Evidence)
	return s.rest(r.Extra)
}

func (s *spellingSink) field(name, text string) {
	if text != "" {
		fmt.Fprintf(s, " %s=%q", name, text)
	}
}

func (s *spellingSink) evidence(evidence []graph.Evidence) {
	for _, e := range evidence {
		s.field("evidence", e.Source+": "+e.Passage)
	}
}

func (s *spellingSink) rest(extra []exchange.Attribute) error {
	for _, a := range extra {
		fmt.Fprintf(s, " {%s: %s}", a.Name, a.Value.String())
	}
	s.WriteByte('\n')
	return nil
}

func (s *spellingSink) Note(line int, what, done string) error {
	return s.say("%d: note: %s: %s", line, what, done)
}

// spell reads a text in a format, and spells what the reader finds; an error is its last line.
func spell(t testing.TB, format, text string) string {
	t.Helper()
	f := formatNamed(t, format)
	s := &spellingSink{}
	if err := f.Read(context.Background(), &exchange.Input{Name: "x.json", Stream: strings.NewReader(text)}, s); err != nil {
		s.say("%v", err)
	}
	return s.String()
}

// TestJSONSamples reads files in the manner of other tools.
func TestJSONSamples(t *testing.T) {
	for _, c := range []struct{ name, format, text, want string }{
		{"D3 force, by id", "node-link-links", `{
  "nodes": [
    {"id": "Myriel", "group": 1},
    {"id": "Napoleon", "group": "emperor", "x": 1.5, "y": -2, "vx": 0, "vy": 0, "index": 1}
  ],
  "links": [
    {"source": "Napoleon", "target": "Myriel", "value": 3}
  ]
}`, `
3: Myriel {group: 1}
4: Napoleon class="emperor"
0: note: whether relationships are directed is not said: taken from source to target
7: Napoleon -> Myriel weight=3 implied`},
		{"D3 force, by place", "node-link-links", `{"nodes":[{"name":"A"},{"name":"B"}],"links":[{"source":0,"target":1}]}`, `
1: 0 name="A"
1: 1 name="B"
0: note: whether relationships are directed is not said: taken from source to target
1: 0 -> 1 implied`},
		{"D3 force, by place of those with ids, which come later", "node-link-links",
			`{"links":[{"source":1,"target":0}, {"source":"x","target":"y"}],"nodes":[{"id":"x"},{"id":"y"}],"directed":false}`, `
1: x
1: y
1: note: relationships that lead to numbers: taken as places in the list of organisations, from 0
1: y -- x implied
1: x -- y implied`},
		{"ids that are text here and numbers there", "node-link-links", `{"directed":true,"nodes":[{"id":"1"},{"id":"2"}],"links":[{"source":1,"target":2}]}`, `
1: 1
1: 2
1: 1 -> 2 implied`},
		{"lists that are null, as Go writes them", "node-link", `{"nodes":null,"directed":true,"edges":null}`, ``},
		{"D3 force, after it has run", "node-link-links",
			`{"nodes":[{"id":"a"},{"id":"b"}],"links":[{"source":{"id":"a","index":0},"target":{"name":"b"},"index":0}],"directed":true}`, `
1: a
1: b
1: a -> b implied`},
		{"NetworkX, an undirected graph", "node-link", `{"directed": false, "multigraph": false, "graph": {"name": "G"},
"nodes": [{"size": NaN, "id": 1}, {"id": 2.0}, {"id": [0, 1], "x": -Infinity}], "edges": [{"weight": 0.5, "source": 1, "target": 2}, {"weight": -1, "source": 1, "target": [0, 1]}]}`, `
2: note: NaN: left out, as no value
2: 1
2: 2
2: note: -Infinity: left out, as no value
2: [0,1]
2: 1 -- 2 weight=0.5 implied
2: 1 -- [0,1] implied {weight: -1}
map "G" ""`},
		{"NetworkX, keys that are types, counts, and ids", "node-link", `{"directed": true, "multigraph": true, "graph": [["title", "T"], ["created", 2020]],
"nodes": [], "edges": [{"source": "a", "target": "b", "key": "knows"}, {"source": "a", "target": "b", "key": 0, "type": "t"}, {"source": "a", "target": "b", "key": "k", "type": "t"}]}`, `
1: note: attribute of the map created: left out
2: a -> b type="knows" implied
2: a -> b type="t" implied
2: a -> b id="k" type="t" implied
map "T" ""`},
		{"graphology", "node-link", `{"attributes":{"name":"G"},"options":{"type":"mixed","multi":true,"allowSelfLoops":true},
"nodes":[{"key":"a","attributes":{"label":"A","x":1,"y":2}},{"key":"b"}],
"edges":[{"key":"e","source":"a","target":"b","attributes":{"type":"t"}},{"key":"f","source":"a","target":"b","undirected":true}]}`, `
2: a name="A"
2: b
3: a -> b id="e" type="t" implied
3: a -- b id="f" implied
map "G" ""`},
		{"vis.js", "node-link", `{"nodes":[{"id":1,"label":"One","group":"police"},{"id":2}],"edges":[{"from":1,"to":2,"label":"helps","arrows":"to"}],"directed":true}`, `
1: 1 name="One" class="police"
1: 2
1: 1 => 2 label="helps" implied`},
		{"fields twice, escapes, nested values, long numbers", "node-link", "\ufeff" + `{"directed":true,"nodes":[{"id":"a","name":"x","name":"\u00e9\ud83d\ude00\ud800","n":12345678901234567890,"n":1,"o":{"a":[1,null,NaN,"b"]},"l":["a","b"],"m":["a",1],"big":12345678901234567890,"half":0.5,"e":1e3}],"edges":[]}`, `
1: note: \ud800, half of a character: read as U+FFFD
1: note: NaN: left out, as no value
1: a name="é😀�" {n: 1} {o: {"a":[1,null,null,"b"]}} {l: a;b} {m: ["a",1]} {big: 12345678901234567890} {half: 0.5} {e: 1e3}`},
		{"Cytoscape", "cytoscape", `{
  "format_version" : "1.0",
  "generated_by" : "cytoscape-3.9.1",
  "target_cytoscapejs_version" : "~2.1",
  "data" : { "shared_name" : "Net", "name" : "Net", "SUID" : 52, "__Annotations" : [ ], "selected" : true },
  "elements" : {
    "nodes" : [ {
      "data" : { "id" : "62", "shared_name" : "MI5", "name" : "MI5", "SUID" : 62, "selected" : false, "degree" : 2, "kinds" : [ "a", "b" ] },
      "position" : { "x" : -12.5, "y" : 40.0 },
      "selected" : false
    }, { "data" : { "id" : "64", "name" : "Home Office", "shared_name" : "HO" } } ],
    "edges" : [ {
      "data" : { "id" : "70", "source" : "62", "target" : "64", "shared_name" : "MI5 (reports to) HO", "shared_interaction" : "reports to",
        "name" : "MI5 (reports to) HO", "interaction" : "reports to", "SUID" : 70, "selected" : false },
      "selected" : false
    } ]
  }
}`, `
7: 62 name="MI5" {degree: 2} {kinds: a;b}
11: 64 name="Home Office" {shared_name: HO}
12: 62 -> 64 id="70" type="reports to"
map "Net" ""`},
		{"Cytoscape.js, a flat list with a node in another", "cytoscape", `[
{"data": {"id": "p", "label": "Parent"}, "classes": "big"},
{"data": {"id": "c", "parent": "p"}},
{"data": {"source": "p", "target": "c", "weight": 2}, "group": "edges"}
]`, `
2: p name="Parent"
3: c
3: note: a node within another: taken as part of it
3: c -> p type="part-of"
4: p -> c weight=2`},
		{"Cytoscape JSON of NetworkX", "cytoscape", `{"data": [["name", "G"]], "directed": false, "multigraph": false, "elements": {"nodes": [{"data": {"id": "1", "value": 1, "name": "1"}}], "edges": [{"data": {"source": 1, "target": 1, "key": 0}}]}}`, `
1: 1 name="1"
1: 1 -- 1
map "G" ""`},
		{"JSON Graph Format, several graphs", "jgf", `{"graphs": [
{"label": "First", "type": "car", "directed": false, "nodes": {"n": {"label": "Nissan", "metadata": {"founded": 1933}}, "2": {}},
 "edges": [{"source": "n", "target": "2", "relation": "of"}, {"source": "n", "target": "2", "directed": true, "label": "l"}], "hyperedges": [{"nodes": ["n"]}]},
{"label": "Second", "nodes": {"x": {}}}]}`, `
2: n name="Nissan" {founded: 1933}
2: 2
3: n -- 2 type="of" implied
3: n => 2 label="l" implied
3: note: hyperedge: left out
0: note: 1 further graphs of the file: left out
map "First" ""`},
		{"JSON Graph Format, its fields in another order", "jgf", `{"graph": {"edges": [{"source": "n", "target": "m"}, {"source": "m", "target": "n", "directed": true}], "nodes": [{"id": "n"}, {"id": "m"}], "directed": false}}`, `
1: n
1: m
1: n -- m implied
1: m => n implied`},
		{"Kumu, as its documents have it", "kumu-json", `{
  "elements": [
    {"label": "A", "type": "Letter", "description": "This is A", "tags": ["one", "two"]},
    {"label": "B", "type": "Letter", "Favorite Dessert": "shave ice"},
    {"id": "c", "label": "C"}
  ],
  "connections": [
    {"from": "A", "to": "B", "direction": "mutual"},
    {"id": "x", "from": "A", "to": "c", "type": "likes", "direction": "undirected"},
    {"from": "B", "to": "A", "direction": "directed", "description": "often"}
  ]
}`, `
3: A class="Letter" tags="one;two" description="This is A"
4: B class="Letter" {Favorite Dessert: shave ice}
5: c name="C"
8: A <=> B implied
9: A -- c id="x" type="likes" implied
10: B => A note="often" implied`},
		{"Kumu, a whole project", "kumu-json", `{"version": 1, "name": "Project", "description": "D", "attributes": [{"name": "x"}],
"elements": [{"_id": "elem-1", "attributes": {"label": "MI5", "element type": "Agency", "tags": [], "description": null, "budget": 3}}, {"_id": "elem-2", "attributes": {"label": "HO"}}],
"connections": [{"_id": "conn-1", "direction": "directed", "delayed": false, "reversed": true, "attributes": {"connection type": "serves"}, "from": "elem-1", "to": "elem-2"}],
"loops": [{"_id": "loop-1"}], "maps": [{"elements": [{"position": {"x": 1}}]}], "perspectives": []}`, `
2: elem-1 name="MI5" class="Agency" {budget: 3}
2: elem-2 name="HO"
3: elem-1 => elem-2 id="conn-1" type="serves" implied {reversed: true}
4: note: what Kumu has as loops: left out
4: note: what Kumu has as maps: left out
4: note: what Kumu has as perspectives: left out
map "Project" "D"`},
		{"Liaison JSON, with one value for a list, and more than it has", "liaison-json", `{"relationships": [{"from": "a", "to": "b", "type": "t", "mutual": true, "id": 7, "evidence": {"source": "s", "passage": "p"}, "colour": "red"}, {"from": "a", "to": "b", "type": "t", "mutual": null}],
"types": [{"id": "t", "from": "police", "to": ["a", "b"]}], "sources": [{"id": "s", "title": "T", "isbn": "1"}], "classifications": null,
"organisations": [{"id": "a", "classification": "police;x", "tags": ["u;v"], "other_names": ["Uno", {"name": "Due"}]}, {"id": "b", "other_names": "Tre"}], "title": "M", "editor": "E"}`, `
1: a <=> b id="7" type="t" own evidence="s: p" {colour: red}
1: a -> b type="t"
type t from [police] to [a b]
2: note: unknown field "isbn" of a source: left out
source s "T"
3: a other="Uno" other="Due" class="police;x" tags="u;v"
3: b other="Tre"
3: note: attribute of the map editor: left out
map "M" ""`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := strings.TrimSpace(spell(t, c.format, c.text)), strings.TrimSpace(c.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestJSONErrors says where and what is wrong, and what would be right.
func TestJSONErrors(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"node-link", "", `x.json:1:1: the input ends where an object, {…}, should be: is it whole?`},
		{"node-link", "[]", `x.json:1:1: '[' where an object, {…}, should be`},
		{"node-link", "{}", `x.json:1:3: neither "nodes" nor "links" nor "edges": this is not node-link JSON`},
		{"node-link", "{\n\"nodes\": [\n{\"id\": 'a'}]}", `x.json:3:8: '\'' where a value should be`},
		{"node-link", "{\n\"nodes\": [\n{\"id\": \"a\"}", `x.json:3:12: the input ends where a comma or ] should be: is it whole?`},
		{"node-link", `{"nodes":[{"id":"a`, `x.json:1:17: the input ends where the closing quote of a text should be: is it whole?`},
		{"node-link", `{"nodes":[{"id":"a"},]}`, `x.json:1:22: ']' where an object, {…}, should be`},
		{"node-link", `{"nodes":[],}`, `x.json:1:13: '}' where the name of a field, in quotes, should be`},
		{"node-link", `{"nodes":[{"id" "a"}]}`, `x.json:1:17: '"' where a colon should be`},
		{"node-link", `{"nodes":[]} x`, `x.json:1:14: 'x' where the end of the input should be`},
		{"node-link", `{"nodes":[],"nodes":[]}`, `x.json:1:21: "nodes" is there a second time`},
		{"node-link", `{"nodes":[{"id":01}]}`, `x.json:1:17: "01" is not a number, and not another value of JSON`},
		{"node-link", `{"nodes":[{"id":tru}]}`, `x.json:1:17: 't' where true, or another value, should be`},
		{"node-link", `{"nodes":[{"id":tr`, `x.json:1:19: the input ends where true should be: is it whole?`},
		{"node-link", "{\"nodes\":[{\"id\":\"a\nb\"}]}", `x.json:1:19: a control character (0x0a) in a text: it is written as \u000a`},
		{"node-link", `{"nodes":[{"id":"a\x"}]}`, `x.json:1:19: \x is not an escape; a backslash is written as \\`},
		{"node-link", `{"nodes":[{"id":"a\u12g4"}]}`, `x.json:1:19: \u without four hexadecimal digits`},
		{"node-link", "{\"nodes\":[{\"id\":\"caf\xe9\"}]}", `x.json:1:21: a byte 0xe9 that is not UTF-8: save the file in that encoding`},
		{"node-link", "\xff\xfe{\x00", `x.json:1:1: the text is in UTF-16 or UTF-32, and JSON is in UTF-8: save it as that`},
		{"node-link", "{\x00\"\x00", `x.json:1:1: the text is in UTF-16 or UTF-32, and JSON is in UTF-8: save it as that`},
		{"node-link", `{"edges":[{"source":"a"}]}`, `x.json:1:25: the relationship of line 1 has no "target"`},
		{"node-link", `{"edges":[{"source":null,"target":"b"}]}`, `x.json:1:39: the relationship of line 1 has no "source"`},
		{"node-link", `{"directed":"yes"}`, `x.json:1:13: '"' where true or false should be`},
		{"node-link", `{"directed":true,"nodes":[{"id":"a"}],"edges":[{"source":0,"target":1}]}`,
			`x.json:1:71: the relationship of line 1 leads to organisation 1, and there are 1, counted from 0`},
		{"node-link", `{"graph":[["a"]]}`, `x.json:1:16: "a" has no value`},
		{"cytoscape", `{"data":{}}`, `x.json:1:12: no "elements": this is not Cytoscape JSON`},
		{"cytoscape", `{"elements":{"nodes":[{"data":{}}]}}`, `x.json:1:34: the node of line 1 has no id in its data`},
		{"cytoscape", `{"elements":{"edges":[{"data":{"id":"e","source":"a"}}]}}`, `x.json:1:55: the relationship of line 1 has no "target"`},
		{"jgf", `{}`, `x.json:1:3: neither "graph" nor "graphs": this is not JSON Graph Format`},
		{"jgf", `{"graph":{"nodes":{"a":[]}}}`, `x.json:1:24: '[' where an object, {…}, should be`},
		{"liaison-json", `{"title":"x"}`, `x.json:1:14: neither "organisations" nor "relationships": this is not Liaison JSON`},
		{"liaison-json", `{"organisations":[{"name":"x"}]}`, `x.json:1:31: the organisation of line 1 has no id`},
		{"liaison-json", "{\"sources\":[\n{\"id\":1}]}", `x.json:2:1: source: id is not what the field takes, but a number`},
		{"kumu-json", `{"elements":[{}]}`, `x.json:1:16: the element of line 1 has neither an id nor a label`},
		{"kumu-json", `{"name":"x"}`, `x.json:1:13: neither "elements" nor "connections": this is not Kumu JSON`},
	} {
		got := strings.Split(strings.TrimSuffix(spell(t, c.format, c.text), "\n"), "\n")
		if last := got[len(got)-1]; last != c.want {
			t.Errorf("%s: %q gives\n%s\nwant\n%s", c.format, c.text, last, c.want)
		}
	}
}

// TestJSONDirectionTooLate has more relationships than are held before what says how they are meant.
func TestJSONDirectionTooLate(t *testing.T) {
	edges := strings.Repeat(`{"source":0,"target":0},`, 20_000) + `{"source":0,"target":0}`
	for format, texts := range map[string]map[string]string{
		"node-link": {
			`{"edges":[` + edges + `],"nodes":[{"id":0}],"directed":false}`:  `"directed": false comes after 20001 relationships`,
			`{"directed":true,"edges":[` + edges + `],"nodes":[{"id":"a"}]}`: `put "nodes" first`,
			`{"edges":[` + edges + `],"nodes":[{"id":0}],"directed":true}`:   "",
		},
		"jgf":       {`{"graph":{"edges":[` + edges + `],"directed":false}}`: `"directed": false comes after 20001 edges`},
		"cytoscape": {`{"elements":{"nodes":[{"data":{"id":0}}]},"directed":false}`: `"directed": false comes after the elements`},
	} {
		f := formatNamed(t, format)
		for text, want := range texts {
			s := &counter{}
			err := f.Read(t.Context(), &exchange.Input{Stream: strings.NewReader(text)}, s)
			if want == "" {
				if err != nil || s.relationships != 20_001 {
					t.Errorf("%s: %v, %d relationships", format, err, s.relationships)
				}
			} else if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", format, err, want)
			}
		}
	}
}

// repeated is a stream of n times a text, between two others.
func repeated(before, text string, n int, after string) io.Reader {
	readers := []io.Reader{strings.NewReader(before)}
	block := strings.Repeat(text, 1000)
	for range n / 1000 {
		readers = append(readers, strings.NewReader(block))
	}
	return io.MultiReader(append(readers, strings.NewReader(after))...)
}

// TestJSONHostile reads what is made to exhaust a reader. With -short what is large is read as one of the formats, whose scanner is the same.
func TestJSONHostile(t *testing.T) {
	record := map[string][2]string{ // of one organisation, before and after its fields
		"node-link":    {`{"nodes":[{"id":"a","x":`, `}]}`},
		"cytoscape":    {`{"elements":{"nodes":[{"data":{"id":"a","x":`, `}}]}}`},
		"jgf":          {`{"graph":{"nodes":{"a":{"metadata":{"x":`, `}}}}}`},
		"liaison-json": {`{"organisations":[{"id":"a","x":`, `}]}`},
		"kumu-json":    {`{"elements":[{"id":"a","x":`, `}]}`},
	}
	for format, around := range record {
		f := formatNamed(t, format)
		for name, c := range map[string]struct {
			in   io.Reader
			want string
		}{
			"10,000 levels of lists":        {repeated(around[0], "[", 10_000, ""), "more than 200 deep"},
			"10,000 levels of objects":      {repeated(around[0], `{"a":`, 10_000, ""), "more than 200 deep"},
			"a text of 100 MB":              {repeated(around[0]+`"`, "0123456789", 10_000_000, `"`+around[1]), "more than 16 MiB"},
			"a number of 100 MB":            {repeated(around[0], "0123456789", 10_000_000, around[1]), "more than 16 MiB"},
			"a list of 100 MB":              {repeated(around[0]+`[""`, `,"012345678"`, 8_000_000, `]`+around[1]), "more than 16 MiB"},
			"nested values of 100 MB":       {repeated(around[0]+`{"a":[0`, `,{"a":"012345678"}`, 5_000_000, `]}`+around[1]), "more than 16 MiB"},
			"a million fields":              {repeated(around[0]+`1`, `,"a":1`, 1_000_000, around[1]), "more than 10000 fields"},
			"a million fields of a field":   {repeated(around[0]+`{"a":1`, `,"a":1`, 1_000_000, `}`+around[1]), "more than 10000 fields"},
			"20 MB of white space":          {repeated(around[0], "     \n\t   ", 2_000_000, "1"+around[1]), ""},
			"as many fields as are allowed": {repeated(around[0]+`1`, `,"a":1`, 9000, around[1]), ""},
		} {
			if testing.Short() && strings.Contains(name, "100 MB") && format != "jgf" {
				continue
			}
			err := f.Read(t.Context(), &exchange.Input{Stream: c.in}, &counter{})
			var wrong *exchange.InputError
			switch {
			case c.want == "" && err == nil:
			case !errors.As(err, &wrong) || c.want == "" || !strings.Contains(wrong.Problem, c.want):
				t.Errorf("%s, %s: %v, want %q", format, name, err, c.want)
			}
		}
	}
}

// TestJSONTruncated cuts what is written after every 50th byte, and after every one of a short file.
func TestJSONTruncated(t *testing.T) {
	g := sampleGraphForTruncation(t)
	for _, format := range jsonFormats {
		f := formatNamed(t, format)
		text := streamOf(t, f, g)
		step := 50
		if testing.Short() {
			step = 251
		}
		for n := 0; n < len(text)-1; n += step { // the last byte is a line feed
			if format == "neo4j-json" && (n == 0 || text[n] == '\n' || text[n-1] == '\n') {
				continue // whole lines are a whole file
			}
			err := f.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(string(text[:n]))}, &counter{})
			var wrong *exchange.InputError
			if !errors.As(err, &wrong) || !errors.Is(err, io.ErrUnexpectedEOF) || wrong.Line == 0 || wrong.Column == 0 {
				t.Fatalf("%s cut after %d of %d bytes: %v", format, n, len(text), err)
			}
		}
	}
}

// TestJSONStreamFails passes on what a stream returns.
func TestJSONStreamFails(t *testing.T) {
	for _, format := range jsonFormats {
		f := formatNamed(t, format)
		text := streamOf(t, f, sampleGraphForTruncation(t))
		for _, n := range []int{0, 1, len(text) / 2, len(text)} {
			in := io.MultiReader(strings.NewReader(string(text[:n])), brokenReader{})
			if err := f.Read(t.Context(), &exchange.Input{Stream: in}, &counter{}); !errors.Is(err, errBroken) {
				t.Errorf("%s broken after %d bytes: %v", format, n, err)
			}
		}
		if err := f.Read(t.Context(), &exchange.Input{Stream: stuckReader{}}, &counter{}); !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("%s of a stream that never goes on: %v", format, err)
		}
		if err := f.Read(cancelled(t), &exchange.Input{Stream: repeated(`{"nodes":[{"id":"a"}`, `,{"id":"a"}`, 10_000, "]}")}, &counter{}); format == "node-link" && !errors.Is(err, context.Canceled) {
			t.Errorf("%s is read after its context has ended: %v", format, err)
		}
	}
}

var errBroken = errors.New("broken")

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

type stuckReader struct{}

func (stuckReader) Read([]byte) (int, error) { return 0, nil }

// oneByteReader gives a byte at a time.
type oneByteReader struct{ io.Reader }

func (r oneByteReader) Read(b []byte) (int, error) { return r.Reader.Read(b[:min(1, len(b))]) }

// TestJSONByBytes reads a byte at a time what is otherwise read at once, so that every token stands on a border of what is there.
func TestJSONByBytes(t *testing.T) {
	for _, format := range jsonFormats {
		f := formatNamed(t, format)
		text := string(streamOf(t, f, sampleGraphForTruncation(t)))
		s := &spellingSink{}
		if err := f.Read(t.Context(), &exchange.Input{Stream: oneByteReader{strings.NewReader(text)}}, s); err != nil {
			t.Fatal(err)
		}
		if got, want := s.String(), spell(t, format, text); got != want {
			t.Errorf("%s: got\n%swant\n%s", format, got, want)
		}
	}
}

func sampleGraphForTruncation(t testing.TB) *graph.Graph {
	t.Helper()
	return graphtest.RandomRich(11, 6, 12)
}

// FuzzJSON reads anything in every format of the family: no panic, and an error that says where.
func FuzzJSON(f *testing.F) {
	for _, name := range jsonFormats {
		f.Add(string(streamOf(f, formatNamed(f, name), graphtest.EveryField())))
	}
	for _, text := range []string{
		`{"nodes":[{"name":"A"}],"links":[{"source":0,"target":0}]}`, `[{"data":{"id":1,"parent":2}}]`, `{"graphs":[{"edges":[{"source":"a","target":"b"}]}]}`,
		`{"links":[{"source":{"id":1},"target":[1,"a"]}],"directed":false,"nodes":[1,"a"]}`, "\ufeff{\"nodes\":[{\"id\":\"\\ud800\\udc00\\ud800\"}]}", "{\"a\xff",
		`{"elements":[{"attributes":{"label":1}}],"connections":[{"from":NaN,"to":-0.0}]}`, keanu + "\n" + acted + nobody, `{"nodes":{"0":` + warner + `},"rels":[` + made + `]}`,
		`[{"p":{"segments":[{"start":{"identity":1},"relationship":{"type":"T","start":1,"end":2},"end":{"elementId":"4:a:1","labels":[]}}]}}]`,
		`{"type":"node","id":1,"labels":["Source"],"properties":{"id":"s","published":"x"}}{"type":"node","id":2,"labels":["Map"],"properties":{"title":1,"types":"[{}]"}}`,
		`{"organisations":[{"id":1e400,"other_names":[1]}]}`,
	} {
		f.Add(text)
	}
	formats := map[string]*exchange.Format{}
	for _, name := range jsonFormats {
		formats[name] = formatNamed(f, name)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range jsonFormats {
			format := formats[name]
			format.Guess("", []byte(text))
			whole, bytewise := &spellingSink{}, &spellingSink{}
			err := format.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, whole)
			again := format.Read(t.Context(), &exchange.Input{Name: "x", Stream: oneByteReader{strings.NewReader(text)}}, bytewise)
			if fmt.Sprint(err) != fmt.Sprint(again) || whole.String() != bytewise.String() {
				t.Errorf("%s: %v and %v, a byte at a time;\n%s\nand\n%s", name, err, again, whole, bytewise)
			}
			var wrong *exchange.InputError
			if err != nil && (!errors.As(err, &wrong) || wrong.Line < 1 || wrong.Column < 1 || wrong.Problem == "") {
				t.Errorf("%s: an error without a place: %v", name, err)
			}
			if err != nil {
				continue
			}
			imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(text)}, *format, exchange.ReadOptions{})
			if err != nil {
				continue
			}
			var b strings.Builder
			if err := format.Parts[0].Write(t.Context(), &b, imported.Graph); err != nil {
				t.Fatal(err)
			}
			back, err := exchange.Read(t.Context(), &exchange.Input{Name: "x", Stream: strings.NewReader(b.String())}, *format, exchange.ReadOptions{})
			if err != nil {
				t.Fatalf("%s: what has been read and written is not read again: %v\n%s", name, err, b.String())
			}
			if diff := graphtest.Diff(imported.Graph, back.Graph); diff != "" {
				t.Errorf("%s: %s\n%s", name, diff, b.String())
			}
		}
	})
}
