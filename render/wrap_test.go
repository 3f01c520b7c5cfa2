package render

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

func TestWrap(t *testing.T) {
	f := font{10, false}
	for _, c := range []struct {
		text  string
		width float64
		lines int
		want  string // lines joined by /
	}{
		{"", 100, 2, ""},
		{"Home Office", 100, 2, "Home Office"},
		{"  Home \n Office\t", 100, 2, "Home Office"},
		{"Department for Business, Innovation and Skills", 130, 3, "Department for Business,/Innovation and Skills"},
		{"Department for Business, Innovation and Skills", 100, 3, "Department for/Business, Innovation/and Skills"},
		{"Department for Business, Innovation and Skills", 90, 2, "Department for/Business,…"},
		{"Co-ordinator of police", 70, 3, "Co-ordinator/of police"},
		{"abcdefghijklmnopqrstuvwxyz", 60, 3, "abcdefghijkl/mnopqrstuvw/xyz"},
		{"counter-revolutionaries", 60, 3, "counter-/revolutionari/es"},
		{"中文机构名称很长", 45, 3, "中文机构/名称很长"},
	} {
		if got := strings.Join(f.wrap(c.text, c.width, c.lines), "/"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("Department for Business, Innovation and Skills", 90.0, 2)
	f.Add(strings.Repeat("long", 2500), 100.0, 3)
	f.Add("e\u0301\u0301\u0301", 6.0, 2)
	f.Fuzz(func(t *testing.T, s string, width float64, lines int) {
		if !utf8.ValidString(s) || !(width >= 40 && width < 1000) || lines < 1 || lines > 10 {
			return
		}
		set := font{9, true}
		got := set.wrap(s, width, lines)
		if len(got) > lines {
			t.Fatalf("%d lines", len(got))
		}
		for _, line := range got {
			if set.width(line) > width+0.01 || line == "" || !utf8.ValidString(line) {
				t.Fatalf("line %q is %v wide in %v", line, set.width(line), width)
			}
		}
		// Nothing is lost but white space, unless an ellipsis says so.
		whole, broken := strings.Join(strings.Fields(s), ""), strings.Join(strings.Fields(strings.Join(got, "")), "")
		if whole != broken && !strings.HasSuffix(broken, ellipsis) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestIsolate(t *testing.T) {
	for name, want := range map[string]string{
		"MI5": "MI5", "שלום": "\u2068שלום\u2069", "\u202eab": "\u2068\u202eab\u202c\u2069", "\u202eab\u202c": "\u2068\u202eab\u202c\u2069",
	} {
		if got := isolate(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// What would turn the direction of text is left out wherever a name is drawn, and letters of every script stay.
func TestNothingTurnsTheText(t *testing.T) {
	for text, want := range map[string]string{
		"\u202Eevil \u202Dname\u202C": "evil name", "\u2066a\u2069 \u2067b\u2069\u2068c": "a bc", "\u202E \u2066": "", "שלום\u200f مرحبا": "שלום\u200f مرحبا",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	if got := visible("\u202E\u202C", "id"); got != "id" {
		t.Errorf("a name of nothing that can be seen becomes %q", got)
	}
	b := graph.NewBuilder()
	add := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const turn = "\u202E\u2066evil"
	add(b.SetTitle(turn, turn))
	add(b.AddSource(graph.Source{ID: "s", Title: turn, Author: turn, Publisher: turn}))
	for _, id := range []string{"a", "b"} {
		_, err := b.AddOrganisation(graph.Organisation{ID: id, Name: turn + id, ShortName: turn + id, Description: turn, OtherNames: []graph.OtherName{{Name: turn, Note: turn}}})
		add(err)
	}
	_, err := b.AddRelationship(graph.Relationship{From: "a", To: "b", Type: "advice", Label: turn, Note: turn, Evidence: []graph.Evidence{{Source: "s", Passage: turn, Note: turn}}})
	add(err)
	g, err := b.Build()
	add(err)
	s, err := NewScene(g, Options{Subtitle: turn})
	add(err)
	for name, text := range map[string]string{"DOT": string(s.DOT()), "words": string(s.Words(g))} {
		if i := strings.IndexAny(text, "\u202A\u202B\u202D\u202E\u2066\u2067"); i >= 0 {
			t.Errorf("%s turns: %q", name, text[max(0, i-60):min(len(text), i+60)])
		}
	}
}
