package mapfile_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// addArchives adds the maps of testdata/errors to the corpus of a fuzz test.
func addArchives(f *testing.F, add func(files []archived)) {
	names, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		_, files := parseArchive(string(data))
		add(files[:len(files)-1])
	}
}

// checkResult holds what every reading must: a map that can be written and read again, or an error whose
// places are in the file.
func checkResult(t *testing.T, m *mapfile.Map, err error, lines int) {
	t.Helper()
	if err != nil {
		var e *mapfile.Error
		if !errors.As(err, &e) || len(e.Diagnostics) == 0 || len(e.Diagnostics) > 1000 {
			t.Fatalf("%T: %v", err, err)
		}
		for _, d := range e.Diagnostics {
			if d.Line < 0 || d.Line > lines || d.Column < 0 || d.Message == "" || !utf8.ValidString(d.String()) {
				t.Fatalf("of %d lines: %+v", lines, d)
			}
		}
		return
	}
	graphtest.CheckInvariants(t, m.Graph)
	for n := range m.Graph.Nodes() {
		if p := m.Position("organisation", int(n), "id"); p.Line < 1 || p.Line > lines || p.Column < 1 {
			t.Fatalf("of %d lines: %v", lines, p)
		}
	}
	for _, f := range formats {
		path := filepath.Join(t.TempDir(), f.base)
		if err := mapfile.Write(path, m.Graph, mapfile.WriteOptions{Format: f.format}); err != nil {
			t.Fatal(err)
		}
		again, err := mapfile.Read(path)
		if err != nil {
			t.Fatalf("%s: %v\n%s", f.name, err, content(t, path))
		}
		if diff := graphtest.Diff(m.Graph, again.Graph); diff != "" {
			t.Fatalf("%s: %s\n%s", f.name, diff, content(t, path))
		}
	}
}

func FuzzReadYAML(f *testing.F) {
	addArchives(f, func(files []archived) {
		for _, file := range files {
			if strings.HasSuffix(file.name, ".yaml") {
				f.Add([]byte(file.text))
			}
		}
	})
	for _, name := range []string{"testdata/example.yaml", "testdata/written/yaml.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range []string{"", "\ufeff", "---\n...\n", "{", "}", "? ", "- ", "organisations:\n- - -", "organisations:\n -\n  -", "{a", "&a", "*a", "|0", "|\n", ">\n\n\n", "title: |+\n\n\n", "a: &x\n x: *x", "organisations:\r- id: a\r\n", "title: \"\\u", "title: \"\\x4", "\t", "organisations:\n  - id: \"\xff\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := mapfile.ReadFrom(bytes.NewReader(data), "fuzz.yaml")
		checkResult(t, m, err, 1+bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r")))
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add("id,name,classification,tags\nmi5,Security Service,police;department,a\\;b\n", "from,to,type,start_date\nmi5,mi5,support,2014\n", "relationship,source\nmi5:support:mi5,s\n")
	f.Add("id;name\r\na;\"b\"\"\r\nc\"\r\n", "\ufefffrom\tto\ttype\na\ta\tadvice\n", "organisation,note\na,\n")
	f.Add("id\n\"", "from,to,type,source,passage\na,a,support,s,\"x\n", "\xff\xfe")
	addArchives(f, func(files []archived) {
		text := map[string]string{}
		for _, file := range files {
			text[file.name] = file.text
		}
		if text["organisations.csv"] != "" {
			f.Add(text["organisations.csv"], text["relationships.csv"], text["evidence.csv"])
		}
	})
	f.Fuzz(func(t *testing.T, organisations, relationships, evidence string) {
		dir := folder(t, map[string]string{
			"organisations.csv": organisations, "relationships.csv": relationships, "evidence.csv": evidence,
			"sources.csv": "id\ns\n",
		})
		m, err := mapfile.Read(dir)
		checkResult(t, m, err, 1+max(strings.Count(organisations, "\n"), strings.Count(relationships, "\n"), strings.Count(evidence, "\n"), 2))
	})
}

// FuzzText writes a text in every place that takes one, and reads it again.
func FuzzText(f *testing.F) {
	for _, s := range graphtest.HostileText() {
		f.Add(s)
	}
	for _, s := range []string{
		"two\nlines", "two\n\nparagraphs\n", "two\n  indented\nlines", " leads\nlines", "trails \nlines", "lines\n\n", "\nlines\n",
		"- a\n- b", "# a\n# b", "a: b\nc: d", "a\n---\nb", "a\n...\nb", "a\n\tb", "%a\n%b", "a \\\nb", "a;b", "a\\", ";", " a ; b ", "\\;",
		"yes", "Null", "1_000", "0o7", "1:30", "2014-05-13T10:00:00Z", ".5", "=", "<<", "a:", "a #b", "a: b", "\"", "'", "it's", "\\", "é", "a\u2028b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := graph.NewBuilder()
		b.SetTitle(s, s)
		b.AddSource(graph.Source{ID: "s", Title: s, URL: s, Type: s, Note: s})
		b.AddClassification(graph.Classification{ID: "c", Label: s})
		b.AddArrangement(graph.Arrangement{ID: "a", Label: s})
		evidence := []graph.Evidence{{Source: "s", Passage: s}, {Source: "s", Prefix: s, Note: s}}
		o := graph.Organisation{ID: "o", Name: s, Description: s, Evidence: evidence}
		if s != "" {
			o.Tags = []string{s, "tag", s + "x"}
			o.OtherNames = []graph.OtherName{{Name: s}, {Name: s + "x"}}
		}
		b.AddOrganisation(o)
		o.ID, o.OtherNames = "p", append(o.OtherNames, graph.OtherName{Name: "n" + s, Note: s})
		b.AddOrganisation(o)
		b.AddRelationship(graph.Relationship{From: "o", To: "p", Type: "support", Label: s, Note: s, Evidence: evidence})
		g, err := b.Build()
		if err != nil || len(s) > 20_000 {
			return
		}
		for _, f := range formats {
			checkRoundTrip(t, s, g, f.format, f.base)
		}
	})
}
