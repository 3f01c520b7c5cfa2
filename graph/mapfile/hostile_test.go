package mapfile_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// TestHostileYAML reads what would cost a YAML parser its stack, its memory or quadratic time. Each ends
// with an error in a moment; without the guard that it is for, it takes minutes or ends the process.
func TestHostileYAML(t *testing.T) {
	const item = "organisations:\n  - id: a\n    description: "
	deep := func(unit string, indent int) string {
		var b strings.Builder
		for i := range 600 {
			b.WriteString(strings.Repeat(" ", i*indent) + unit + "\n")
		}
		return b.String()
	}
	var blank strings.Builder
	blank.WriteString("organisations:\n")
	for i := range 40 {
		fmt.Fprintf(&blank, "  - id: a%d\n    description: |\n      a%s", i, strings.Repeat("\n", 3000))
	}
	for _, c := range []struct{ name, text, want string }{
		{"brackets", strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "m:1:33: brackets are nested more than 32 deep"},
		{"brackets in a field", item + strings.Repeat("[", 100_000), "m:3:50: brackets are nested more than 32 deep"},
		{"braces", "organisations: " + strings.Repeat("{a: ", 50_000), "m:1:144: brackets are nested more than 32 deep"},
		{"dashes", item + "\n      " + strings.Repeat("- ", 50_000), "m:4:71: lists are nested more than 32 deep"},
		{"mappings", "sources:\n  x:\n" + deep("y:", 1)[3:], "m:34:34: mappings are nested more than 32 deep"},
		{"keys", "organisations:\n  - id: a\n" + strings.Repeat("    b: c\n", 40_000), "m:1002:6: more than 1000 keys in one mapping"},
		{"keys without commas", "organisations: [" + strings.Repeat("\n  a: ", 40_000), `m:34:4: "," is missing between the fields before this`},
		{"a long key", "organisations:\n  - " + strings.Repeat("k", 100_000) + ": " + strings.Repeat("\n      a: b", 900), "m:2:100005: the key before this has more than 200 characters"},
		{"values left out", "organisations:\n  - tags: {" + strings.Repeat("a,", 100_000) + "}", "m:2:211: more than 100 values are left out"},
		{"items left out", item + strings.Repeat("\n      -", 40_000), "m:104:7: more than 100 values are left out"},
		{"keys alone", "organisations:\n  - " + strings.Repeat("a:\n    ", 40_000), "m:102:6: more than 100 values are left out"},
		{"less-than signs", item + strings.Repeat("<", 400_000), `m:3:1: a run of 400000 "<" is more than can be read`},
		{"tabs", item + `"` + strings.Repeat("\ta", 200_000), "m:3:1: 200000 tabs in a line of 400018 bytes are more than can be read"},
		{"blank lines", item + "|\n      a" + strings.Repeat("\n", 200_000), "m:2:1: 199999 blank lines in a row below this line are more than can be read"},
		{"blank lines again and again", blank.String(), "m:96066:1: 2999 blank lines in a row below this line are more than can be read"},
		{"a record that never ends", item + strings.Repeat("word ", 200_000), `m:2:1: what begins here is longer than 512 KiB, the most that is read in one piece; begin each record on a line of its own with "- ", or use CSV files`},
		{"one line", "title: \"" + strings.Repeat("x", 500_000), "m:1:8: the double quote that opens here is not closed; the lines that it goes on in must be indented"},
		{"commas", "organisations: [" + strings.Repeat(",", 400_000), "m:1:17: not valid YAML: expected sequence element, but found ','"},
		{"dashes in lines", "organisations:\n" + strings.Repeat("-\n", 1_000_000), "m:2:3: an organisation is a mapping with fields such as id and name; this is empty"},
		{"words in lines", strings.Repeat("a\n", 1_000_000), `m:1:1: a section such as "organisations:" is expected, this is text`},
		{"a bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "m:1:4: \"&\" makes an anchor in YAML, which a map does not use; put a text that begins with it in quotes"},
	} {
		_, err := mapfile.ReadFrom(strings.NewReader(c.text), "m")
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		got, _, _ := strings.Cut(err.Error(), "\n")
		if got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
		if n := len(err.Error()); n > 20_000 {
			t.Errorf("%s: the message has %d bytes", c.name, n)
		}
	}
}

// TestLongText reads what is long and harmless.
func TestLongText(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("x", 300_000), strings.Repeat("long ", 60_000) + ".", strings.Repeat("[", 10_000), strings.Repeat("- ", 10_000) + ".",
		strings.Repeat("<", 5_000), strings.Repeat("\t", 5_000) + ".", strings.Repeat("line\n", 5_000), "a" + strings.Repeat("\n", 1_000) + "b",
		strings.Repeat("{a: ", 5_000), strings.Repeat("\"'", 50_000), strings.Repeat("# ", 50_000) + ".", strings.Repeat("é…", 50_000),
	} {
		m, err := mapfile.ReadFrom(strings.NewReader("title: "+quoteYAML(text)+"\norganisations: []\n"), "m")
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
		} else if m.Graph.Title() != text {
			t.Errorf("%.20q of %d bytes is read as %.20q of %d", text, len(text), m.Graph.Title(), len(m.Graph.Title()))
		}
	}
}

// quoteYAML writes a text in double quotes.
func quoteYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// TestManyFaults counts what is not shown, and stops where nobody reads on.
func TestManyFaults(t *testing.T) {
	var b strings.Builder
	b.WriteString("organisations:\n")
	for range 45 {
		b.WriteString("  - id: NO\n")
	}
	_, err := mapfile.ReadFrom(strings.NewReader(b.String()), "m")
	if err == nil || strings.Count(err.Error(), "m:") != 20 || !strings.HasSuffix(err.Error(), "\nand 25 more") {
		t.Errorf("45 faults: %v", err)
	}
	rows := "id\na\n" + strings.Repeat("NO\n", 100_000)
	dir := folder(t, map[string]string{"organisations.csv": rows, "relationships.csv": "from,to,type\n" + strings.Repeat("a,b,c\n", 100_000)})
	_, err = mapfile.Read(dir)
	e, ok := err.(*mapfile.Error)
	if !ok || len(e.Diagnostics) != 1000 || !e.Stopped || !strings.HasSuffix(err.Error(), "\nand 980 more, after which reading stopped") {
		t.Errorf("200,000 faults: %.1000v", err)
	}
}

func TestHostileCSV(t *testing.T) {
	long := strings.Repeat("x", 5<<20)
	for _, c := range []struct{ name, text, want string }{
		{"a quote that is never closed", "id,name\na,b\nc,\"" + strings.Repeat("d,e\n", 3<<20), "organisations.csv:2: the row after this one is longer than 4 MiB: is a quote in it not closed?\n  a,b"},
		{"a long cell", "id,name\na," + long + "\n", "organisations.csv:1: the row after this one is longer than 4 MiB: is a quote in it not closed?\n  id,name"},
		{"a header that never ends", "id," + long, "organisations.csv: the row after this one is longer than 4 MiB: is a quote in it not closed?"},
		{"commas", "id" + strings.Repeat(",", 1<<20) + "\na\n", ""},
		{"columns", "id" + strings.Repeat(",x", 1<<16) + "\na\n", "organisations.csv:1:4: organisations.csv has no column \"x\"; it has id, name, short_name"},
		{"quotes", "id,name\n" + strings.Repeat("\"", 1<<16) + "\n", "organisations.csv:2:1: an id has at most 200 bytes\n  \"\"\""},
	} {
		dir := folder(t, map[string]string{"organisations.csv": c.text})
		_, err := mapfile.Read(dir)
		got := strings.ReplaceAll(fmt.Sprint(err), dir+string(filepath.Separator), "")
		if c.want == "" && err == nil {
			continue
		}
		if err == nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %.300s\nwant %s", c.name, got, c.want)
		}
	}
}
