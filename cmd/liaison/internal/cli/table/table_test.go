package table

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

func sample() *Table {
	t := &Table{Columns: []Column{
		{Name: "id", Keep: true},
		{Name: "full_name"},
		{Name: "since", In: ForPrograms},
		{Name: "mutual"},
		{Name: "value", Title: "Score", Right: true},
		{Name: "tags", In: ForPrograms},
	}}
	t.Add("mi5", "Security Service", graph.MustParseDate("1909~"), true, 12.5, []string{"a", "b"})
	t.Add("中文", "a | b\nc", graph.Date{}, false, 0.25, []string(nil))
	return t
}

func write(t *testing.T, tab *Table, f Format, width int) string {
	t.Helper()
	var b strings.Builder
	if err := tab.Write(&b, f, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	for _, test := range []struct {
		format Format
		want   string
	}{
		{Text, "" +
			"ID    FULL NAME         MUTUAL  SCORE\n" +
			"mi5   Security Service  yes     12.50\n" +
			"中文  a | b c           no       0.25\n"},
		{CSV, "" +
			"id,full_name,since,mutual,value,tags\n" +
			"mi5,Security Service,1909~,true,12.5,a; b\n" +
			"中文,\"a | b\nc\",,false,0.25,\n"},
		{Markdown, "" +
			"| id | full name | mutual | Score |\n" +
			"|---|---|---|---:|\n" +
			"| mi5 | Security Service | yes | 12.50 |\n" +
			"| 中文 | a \\| b<br>c | no | 0.25 |\n"},
		{JSON, `[
  {
    "id": "mi5",
    "full_name": "Security Service",
    "since": "1909~",
    "mutual": true,
    "value": 12.5,
    "tags": [
      "a",
      "b"
    ]
  },
  {
    "id": "中文",
    "full_name": "a | b\nc",
    "since": null,
    "mutual": false,
    "value": 0.25,
    "tags": []
  }
]
`},
	} {
		if got := write(t, sample(), test.format, 0); got != test.want {
			t.Errorf("%v:\n%s\nwant\n%s", test.format, got, test.want)
		}
	}
}

func TestEmptyTable(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "a_b"}, {Name: "n", Right: true}}}
	for format, want := range map[Format]string{
		Text: "A B  N\n", CSV: "a_b,n\n", Markdown: "| a b | n |\n|---|---:|\n", JSON: "[]\n",
	} {
		if got := write(t, tab, format, 0); got != want {
			t.Errorf("%v: %q, want %q", format, got, want)
		}
	}
}

// No line may be wider than the terminal, whatever stands in the table, once there is room for eight cells
// a column; and nothing but spaces may be lost by wrapping.
func TestTextFitsTerminal(t *testing.T) {
	tab := &Table{Columns: []Column{
		{Name: "id", Keep: true}, {Name: "name"}, {Name: "long"}, {Name: "n", Right: true},
	}}
	tab.Add("lead-responsibility", "Ministry of Examples", strings.Repeat("word ", 40), 12)
	tab.Add(Indented{2, "intelligence-sharing"}, strings.Repeat("長", 30), strings.Repeat("x", 200), 1234567)
	tab.Add("e\u0301"+strings.Repeat("e\u0301", 30), "👩🏽‍🚀 astronaut", "", 0)
	want := unspaced(write(t, tab, Text, 0))
	for width := 38; width < 300; width++ {
		got := write(t, tab, Text, width)
		for line := range strings.Lines(got) {
			if w := Width(strings.TrimSuffix(line, "\n")); w > width {
				t.Fatalf("at %d: a line of %d cells: %q", width, w, line)
			}
		}
		if n, m := countRunes(unspaced(got)), countRunes(want); !equalCounts(n, m) {
			t.Fatalf("at %d: text was lost", width)
		}
	}
}

func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

func countRunes(s string) map[rune]int {
	n := map[rune]int{}
	for _, r := range s {
		n[r]++
	}
	return n
}

func equalCounts(a, b map[rune]int) bool {
	for r := range a {
		if a[r] != b[r] {
			return false
		}
	}
	return len(a) == len(b)
}

func TestTextLeavesOutOptionalColumns(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "id", Keep: true}, {Name: "remark", Optional: true}, {Name: "number", Right: true}}}
	tab.Add("intelligence-sharing", "extraordinarily", 3)
	if got := write(t, tab, Text, 50); !strings.Contains(got, "REMARK") {
		t.Errorf("left out where there is room:\n%s", got)
	}
	if got := write(t, tab, Text, 30); strings.Contains(got, "REMARK") || !strings.Contains(got, "intelligence-sharing") {
		t.Errorf("kept where there is no room:\n%s", got)
	}
}

func TestTextBreaksIDsAtHyphens(t *testing.T) {
	if got := strings.Join(Wrap("lead-responsibility", 14), "|"); got != "lead-|responsibility" {
		t.Error(got)
	}
}

func TestIndented(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "type"}}}
	tab.Add(Indented{0, "support"})
	tab.Add(Indented{1, "advice"})
	for format, want := range map[Format]string{
		Text:     "TYPE\nsupport\n  advice\n",
		CSV:      "type\nsupport\nadvice\n",
		Markdown: "| type |\n|---|\n| support |\n| &nbsp;&nbsp;advice |\n",
		JSON:     "[\n  {\n    \"type\": \"support\"\n  },\n  {\n    \"type\": \"advice\"\n  }\n]\n",
	} {
		if got := write(t, tab, format, 0); got != want {
			t.Errorf("%v: %q, want %q", format, got, want)
		}
	}
}

// What begins a block in CommonMark 0.31.2, sections 4 and 5, is text.
func TestEscapeMarkdownBlock(t *testing.T) {
	for s, want := range map[string]string{
		"":            "",
		"# x":         `\# x`,
		"- x":         `\- x`,
		"---":         `\---`,
		"+ x":         `\+ x`,
		"> x":         `\> x`,
		"===":         `\===`,
		"* x":         `\* x`,
		"1. x":        `1\. x`,
		"12) x":       `12\) x`,
		"    x":       "x",
		"  # x":       `\# x`,
		"2019":        "2019",
		"2019 - 2020": "2019 - 2020",
		"x # - > 1. ": "x # - > 1. ",
		"<p>":         "&lt;p>",
		"@octocat #1": "@<!-- -->octocat #<!-- -->1",
		"#12 GH-3":    `\#<!-- -->12 GH-<!-- -->3`,
		"a@b.org @ #": "a@<!-- -->b.org @ #",
		"o/r#4 sgh-5": "o/r#<!-- -->4 sgh-5",
		"@_x@#12":     `@\_x@#<!-- -->12`,
	} {
		if got := EscapeMarkdownBlock(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// Whatever the strings hold, nothing that a terminal obeys comes out for people, and programs read back
// what went in.
var hostile = []string{
	"\x1b[31mred\x1b]0;title\x07", "\x00\x01\x7f", "\u009b31m", "a\r\nb\tc\vd\fe", "\u202egnp.exe\u2066", "\u200f",
	"\xff\xfe invalid", "a|b`c*d_e[f](g)<script>alert(1)</script>&amp;", "=1+1", "+44 20", "-@", "@cmd", "'quoted'",
	`"quotes", and commas`, strings.Repeat("long ", 2000), "\u2028\u2029", "line\nline",
}

func TestHostileText(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "a"}, {Name: "b", In: ForPrograms}}}
	for _, s := range hostile {
		tab.Add(s, []string{s, s})
	}
	for _, f := range []Format{Text, Markdown} {
		for _, r := range strings.ReplaceAll(write(t, tab, f, 80), "\n", "") {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError || r == '\u2028' {
				t.Errorf("%v lets %U through", f, r)
			}
		}
	}
	if n := strings.Count(write(t, tab, Markdown, 0), "\n"); n != len(hostile)+2 {
		t.Errorf("Markdown has %d lines for %d rows", n, len(hostile))
	}
	var objects []struct {
		A string
		B []string
	}
	if err := json.Unmarshal([]byte(write(t, tab, JSON, 0)), &objects); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(write(t, tab, CSV, 0))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range hostile {
		valid := strings.ToValidUTF8(s, "\ufffd")
		if objects[i].A != valid && utf8.ValidString(s) {
			t.Errorf("JSON: %q came back as %q", s, objects[i].A)
		}
		// The reader of encoding/csv makes "\n" of "\r\n".
		want := strings.ReplaceAll(s, "\r\n", "\n")
		if got := strings.TrimPrefix(records[i+1][0], "'"); got != strings.TrimPrefix(want, "'") {
			t.Errorf("CSV: %q came back as %q", s, got)
		}
	}
}

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "text"}, {Name: "number"}, {Name: "whole"}}}
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\tx", "a=b"} {
		tab.Add(s, -1.5, -3)
	}
	want := "text,number,whole\n'=1+1,-1.5,-3\n'+1,-1.5,-3\n'-1,-1.5,-3\n'@x,-1.5,-3\n'\tx,-1.5,-3\na=b,-1.5,-3\n"
	if got := write(t, tab, CSV, 0); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		values []any
		want   string
	}{
		{[]any{3.0, 12.0}, " 3 12"},
		{[]any{0.5, 1234.5}, "   0.5 1234.5"},
		{[]any{0.000123456, 0.0001}, "0.0001235 0.0001000"},
		{[]any{1.0, 0.5}, "1.0000 0.5000"},
		{[]any{math.NaN(), math.Inf(1), nil, 2.0}, "   2"},
	} {
		tab := &Table{Columns: []Column{{Name: "", Right: true}}}
		for _, v := range test.values {
			tab.Add(v)
		}
		lines := strings.Split(write(t, tab, Text, 0), "\n")
		if got := strings.Join(lines[1:len(lines)-1], " "); got != test.want {
			t.Errorf("%v: %q, want %q", test.values, got, test.want)
		}
		if out := write(t, tab, JSON, 0); !json.Valid([]byte(out)) {
			t.Errorf("%v: %s is not JSON", test.values, out)
		}
	}
}

// What is said of a cell has the digits that the table shows.
func TestSaid(t *testing.T) {
	tab := &Table{Columns: []Column{{Name: "name"}, {Name: "value", Right: true}}}
	tab.Add("a", 12.5)
	tab.Add("b", 0.25)
	for column, want := range map[string]string{"name": "b", "value": "0.25", "nothing": ""} {
		if got := tab.Said(1, column); got != want {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
	if out := write(t, tab, Text, 0); !strings.Contains(out, " 0.25\n") {
		t.Errorf("%q", out)
	}
}

// The widths are those of Unicode Standard Annex 11 and of wcwidth for marks.
func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "中文": 4, "ﾊﾝｶｸ": 4, "Ｆ": 2, "한글": 4, "😀": 2, "\u200bx": 1, "\u202e": 0, "…": 1, "—": 1,
	} {
		if got := Width(s); got != want {
			t.Errorf("%q is %d wide, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"", 5, ""},
		{"one two three", 0, "one two three"},
		{"one two three", 7, "one two|three"},
		{"one two three", 3, "one|two|thr|ee"},
		{"中文字", 3, "中|文|字"},
		{"中文字", 1, "中|文|字"},
		{"ee\u0301\u0301e", 2, "ee\u0301\u0301|e"},
		{"a b-c-d", 4, "a|b-c-|d"},
		{"https://example.org/a/b", 10, "https://|example.or|g/a/b"},
	} {
		if got := strings.Join(Wrap(test.text, test.limit), "|"); got != test.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"plain": "plain", "a\nb\tc": "a b c", "\x1b[1m": "<U+001B>[1m", "\u202ex": "<U+202E>x", "\xff": "<FF>", "\ufffd": "\ufffd",
		"café": "café",
	} {
		if got := Clean(s); got != want {
			t.Errorf("Clean(%q) = %q, want %q", s, got, want)
		}
	}
	if got := CleanLines("a\x07\nb"); got != "a<U+0007>\nb" {
		t.Errorf("%q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, 40)
	}
	for indent := range 40 {
		f.Add(strings.Repeat(" ", indent)+"0 \u4e2d long-word", 144) // 24 cells: a tree deeper than the screen is wide
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 24 + (width&0xff+0x100)%200
		tab := &Table{Columns: []Column{{Name: "a"}, {Name: "b"}}}
		tab.Add(s, "x")
		for line := range strings.Lines(write(t, tab, Text, width)) {
			if w := Width(strings.TrimSuffix(line, "\n")); w > width {
				t.Errorf("%d cells in %d: %q", w, width, line)
			}
		}
	})
}
