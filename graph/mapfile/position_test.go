package mapfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// folder writes files into a new folder and returns its path.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "map")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t testing.TB, path string) *mapfile.Map {
	t.Helper()
	m, err := mapfile.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const positionsYAML = `# A comment
title: Positions
sources:
  - id: doc
    title: >-
      A title
      in two lines
classifications:
  - {id: kind, broader: police}
types:
  - id: one
  - id: two
    from: [police, kind]
arrangements:
- id: both
  note: é
organisations:
  - {id: mi5, name: Security Service, classification: [police, kind], tags: [a, "b"]}

  - id: sis
    other_names:
      - MI6
      - name: Box 850
        end_date: 1999
    evidence: {source: doc, passage: of the record}
relationships:
  - from: mi5
    to: sis   # a comment
    type: two
    evidence:
      - source: doc
        passage: one
      - {source: doc, passage: "two", note: x}
`

func TestPositionsInYAML(t *testing.T) {
	dir := folder(t, map[string]string{"map.yaml": positionsYAML})
	m := read(t, filepath.Join(dir, "map.yaml"))
	for _, c := range []struct {
		kind  string
		index int
		field string
		want  string
	}{
		{"source", 0, "", "4:5"}, {"source", 0, "id", "4:9"}, {"source", 0, "title", "5:12"}, {"source", 0, "url", "4:5"},
		{"classification", 0, "broader", "9:25"},
		{"type", 0, "", "11:5"}, {"type", 1, "", "12:5"}, {"type", 1, "from", "13:11"}, {"type", 1, "from[1]", "13:20"},
		{"arrangement", 0, "", "15:3"}, {"arrangement", 0, "note", "16:9"},
		{"organisation", 0, "", "18:5"}, {"organisation", 0, "name", "18:21"},
		{"organisation", 0, "classification", "18:55"}, {"organisation", 0, "classification[1]", "18:64"},
		{"organisation", 0, "tags[1]", "18:81"}, {"organisation", 0, "tags[7]", "18:77"},
		{"organisation", 1, "other_names", "22:7"}, {"organisation", 1, "other_names[0]", "22:9"},
		{"organisation", 1, "other_names[0].note", "22:9"},
		{"organisation", 1, "other_names[1].end_date", "24:19"}, {"organisation", 1, "other_names[1].note", "23:9"},
		{"organisation", 1, "evidence[0].passage", "25:38"}, {"organisation", 1, "evidence[0]", "25:15"},
		{"relationship", 0, "", "27:5"}, {"relationship", 0, "to", "28:9"}, {"relationship", 0, "start_date", "27:5"},
		{"relationship", 0, "evidence", "31:7"}, {"relationship", 0, "evidence[0]", "31:9"},
		{"relationship", 0, "evidence[0].passage", "32:18"}, {"relationship", 0, "evidence[1].passage", "33:32"},
		{"relationship", 0, "evidence[1].suffix", "33:9"}, {"relationship", 0, "evidence[x", "31:7"},
	} {
		want := filepath.Join(dir, "map.yaml") + ":" + c.want
		if got := m.Position(c.kind, c.index, c.field).String(); got != want {
			t.Errorf("Position(%q, %d, %q) = %s, not %s", c.kind, c.index, c.field, strings.TrimPrefix(got, dir), c.want)
		}
	}
	for _, p := range []mapfile.Position{
		m.Position("organisation", 2, ""), m.Position("organisation", -1, ""), m.Position("place", 0, ""), m.Position("", 0, "id"),
	} {
		if p != (mapfile.Position{}) {
			t.Errorf("a position of what is not there: %v", p)
		}
	}
}

func TestPositionsInCSV(t *testing.T) {
	dir := folder(t, map[string]string{
		"organisations.csv": "\ufeffid;name;other_names;source;passage\r\nmi5;\"Sécurité\r\nServicé \"\"x\"\"\";Box 500;doc;words\r\nsis;;;;\r\n",
		"other_names.csv":   "name,organisation,note\nBox 850,mi5,old\n",
		"sources.csv":       "id,title\ndoc,A document\n",
		"relationships.csv": "type,to,from\nsupport,sis,mi5\nsupport,sis,mi5\n",
		"evidence.csv":      "source,passage,relationship,organisation\ndoc,first,mi5:support:sis:2,\ndoc,second,mi5:support:sis:2,\ndoc,third,,mi5\n",
	})
	m := read(t, dir)
	for _, c := range []struct {
		kind  string
		index int
		field string
		want  string
	}{
		{"organisation", 0, "", "organisations.csv:2:1"},
		{"organisation", 0, "id", "organisations.csv:2:1"},
		{"organisation", 0, "name", "organisations.csv:2:5"},
		{"organisation", 0, "other_names", "organisations.csv:3:16"},
		{"organisation", 0, "evidence[0].source", "organisations.csv:3:24"},
		{"organisation", 0, "evidence[0].passage", "organisations.csv:3:28"},
		{"organisation", 0, "evidence[1]", "evidence.csv:4:1"},
		{"organisation", 0, "evidence[1].passage", "evidence.csv:4:5"},
		{"organisation", 0, "other_names[1]", "other_names.csv:2:1"},
		{"organisation", 0, "other_names[1].note", "other_names.csv:2:13"},
		{"organisation", 1, "name", "organisations.csv:4:1"},
		{"source", 0, "title", "sources.csv:2:5"},
		{"relationship", 1, "from", "relationships.csv:3:13"},
		{"relationship", 1, "evidence[0]", "evidence.csv:2:1"},
		{"relationship", 1, "evidence[1].passage", "evidence.csv:3:5"},
		{"relationship", 1, "evidence[1].note", "evidence.csv:3:1"},
		{"relationship", 0, "evidence[0]", "relationships.csv:2:1"},
	} {
		want := filepath.Join(dir, c.want)
		if got := m.Position(c.kind, c.index, c.field).String(); got != want {
			t.Errorf("Position(%q, %d, %q) = %s, not %s", c.kind, c.index, c.field, strings.TrimPrefix(got, dir+"/"), c.want)
		}
	}
	if got := m.Graph.Organisation(0).OtherNames; len(got) != 2 || got[1].Name != "Box 850" {
		t.Errorf("other names: %v", got)
	}
}

// TestPositionsPointAtTheText looks up, in maps with hostile text, the line and column of every field that
// says something, and finds how it is written there.
func TestPositionsPointAtTheText(t *testing.T) {
	for seed := range uint64(8) {
		g := graphtest.RandomRich(seed, 6, 12)
		for _, f := range formats {
			path := filepath.Join(t.TempDir(), f.base)
			if err := mapfile.Write(path, g, mapfile.WriteOptions{Format: f.format}); err != nil {
				t.Fatal(err)
			}
			m := read(t, path)
			lines := map[string][]string{}
			at := func(kind string, index int, field string) string {
				p := m.Position(kind, index, field)
				if lines[p.File] == nil {
					lines[p.File] = strings.Split(string(content(t, p.File)), "\n")
				}
				return string([]rune(lines[p.File][p.Line-1])[p.Column-1:])
			}
			check := func(kind string, index int, field, value string) {
				if value == "" || !isPlainWord(value) {
					return
				}
				if got := strings.TrimLeft(at(kind, index, field), `"`); !strings.HasPrefix(got, value) {
					t.Errorf("seed %d, %s: %s %d, %s: %q is not at %v: %.40q", seed, f.name, kind, index, field, value, m.Position(kind, index, field), got)
				}
			}
			for i, s := range g.Sources() {
				check("source", i, "id", s.ID)
				check("source", i, "title", s.Title)
				check("source", i, "published", s.Published.String())
			}
			for n, o := range g.Organisations() {
				check("organisation", int(n), "name", o.Name)
				check("organisation", int(n), "founding_date", o.FoundingDate.String())
				for i, other := range o.OtherNames {
					check("organisation", int(n), fmt.Sprintf("other_names[%d].end_date", i), other.EndDate.String())
				}
				checkEvidence(check, "organisation", int(n), o.Evidence)
			}
			for e, r := range g.Relationships() {
				check("relationship", int(e), "from", r.From)
				check("relationship", int(e), "label", r.Label)
				checkEvidence(check, "relationship", int(e), r.Evidence)
			}
		}
	}
}

func checkEvidence(check func(kind string, index int, field, value string), kind string, index int, evidence []graph.Evidence) {
	for i, e := range evidence {
		check(kind, index, fmt.Sprintf("evidence[%d].source", i), e.Source)
		check(kind, index, fmt.Sprintf("evidence[%d].passage", i), e.Passage)
	}
}

// isPlainWord reports whether text stands in a file as it is.
func isPlainWord(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -~") == "" && strings.TrimSpace(s) == s
}

// TestPositionsInLargeCSV reads a file that is too large for the places of its cells to be kept.
func TestPositionsInLargeCSV(t *testing.T) {
	rows := "id,name\n"
	for i := range 4 {
		rows += fmt.Sprintf("o%d,%s\n", i, strings.Repeat("long name ", 250_000))
	}
	dir := folder(t, map[string]string{
		"organisations.csv": rows,
		"sources.csv":       "id,title\ndoc,A document\n",
		"evidence.csv":      "source,organisation\ndoc,o2\n",
	})
	m := read(t, dir)
	for _, c := range []struct {
		kind  string
		index int
		field string
		want  string
	}{
		{"organisation", 2, "name", "organisations.csv:4:1"},
		{"organisation", 2, "evidence[0].source", "evidence.csv:2:1"},
		{"source", 0, "title", "sources.csv:2:5"},
	} {
		if got := m.Position(c.kind, c.index, c.field).String(); got != filepath.Join(dir, c.want) {
			t.Errorf("Position(%q, %d, %q) = %s, not %s", c.kind, c.index, c.field, got, c.want)
		}
	}
}
