package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// weightsOf are the weights of the relationships of a map, or what their notes say.
func weightsOf(g *graph.Graph) (all []string) {
	for e := range g.Edges() {
		if note := g.Note(e); note != "" {
			all = append(all, note)
		} else {
			all = append(all, fmt.Sprint(g.Weight(e)))
		}
	}
	return all
}

const unsettledWeight = "may divide thousands or stand before decimals"

// Numbers as people and spreadsheet programs write them. What may be a thousand times more or less is no weight.
func TestNumbersOfPeople(t *testing.T) {
	for _, c := range []struct {
		weights, want []string
		lines         string // of what is unsettled
	}{
		{[]string{"1,200.50", "1.5", "1,234,567", "1,200", "12,345", "1.234"}, []string{"1200.5", "1.5", "1.234567e+06", "1200", "12345", "1.234"}, "[]"},
		{[]string{"1.234,56", "3,5", "1.234.567", "1.234", "1,234", "-", "0,5"}, []string{"1234.56", "3.5", "1.234567e+06", "1234", "1.234", "1", "0.5"}, "[]"},
		{[]string{"1 200", "1\u00a0200", "1\u202f234\u202f567", "1'200", "1’200", "950", "+3"}, []string{"1200", "1200", "1.234567e+06", "1200", "1200", "950", "3"}, "[]"},
		{[]string{"1 200,500", "1'200.25"}, []string{"1200.5", "1200.25"}, "[]"},
		{[]string{"1,200", "950"}, []string{"weight: 1,200", "950"}, "[2]"},
		{[]string{"950", "1.200"}, []string{"950", "weight: 1.200"}, "[3]"},
		{[]string{"0.123", "1.234", "1,234"}, []string{"0.123", "1.234", "1234"}, "[]"},       // nothing has a 0 before thousands
		{[]string{"1234,567", "1,234"}, []string{"1234.567", "1.234"}, "[]"},                  // nor are there more than three digits
		{[]string{"1.5", "3,5", "1,200"}, []string{"1.5", "3.5", "weight: 1,200"}, "[4]"},     // two ways of writing
		{[]string{"1.234e2", "1e3", ".5", "5."}, []string{"123.4", "1000", "0.5", "5"}, "[]"}, // of programs
		{[]string{"strong,regular", "£1,200", "1,2,3", "12,34", "1,23,456", "12 5", "1,234.567,8", "0x10", "Inf", "1 200 5", "--3", "50%", "e5", "1.234,567.8"},
			[]string{"weight: strong,regular", "weight: £1,200", "weight: 1,2,3", "12.34", "weight: 1,23,456", "weight: 12 5", "weight: 1,234.567,8", "weight: 0x10", "weight: Inf",
				"weight: 1 200 5", "weight: --3", "weight: 50%", "weight: e5", "weight: 1.234,567.8"}, "[]"},
		{[]string{"-1,200", "0", "1e200"}, []string{"weight: -1,200", "weight: 0", "weight: 1e200"}, "[]"}, // no weights
	} {
		var b strings.Builder
		b.WriteString("From;To;Weight\n")
		for i, w := range c.weights {
			fmt.Fprintf(&b, "A;B%d;%s\n", i, w)
		}
		imported, err := readText(t, "csv", b.String(), nil)
		if err != nil {
			t.Fatalf("%q: %v", c.weights, err)
		}
		if got := weightsOf(imported.Graph); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.weights, got, c.want)
		}
		if n := noteWith(&imported.Report, unsettledWeight); fmt.Sprint(n.Lines) != c.lines {
			t.Errorf("%q: %v", c.weights, imported.Report.Notes)
		}
	}
}

// The first 1,000 rows settle how numbers are written, and no more are held for it.
func TestNumbersAhead(t *testing.T) {
	for _, c := range []struct {
		rows             int // between the number in question and the one that settles it
		settles          string
		first, last      string
		unsettled, other int
	}{
		{998, "3,5", "1.2", "1.2", 0, 0},
		{998, "3.5", "1200", "1200", 0, 0},
		{999, "3,5", "weight: 1,200", "1.2", 1, 0}, // what stands above it has been given
		{999, "7", "weight: 1,200", "weight: 1,200", 2, 0},
	} {
		text := "From,To,Weight\nA,B,\"1,200\"\n" + strings.Repeat("A,C,2\n", c.rows) + "A,D,\"" + c.settles + "\"\nA,E,\"1,200\"\n"
		imported, err := readText(t, "csv", text, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := weightsOf(imported.Graph)
		if got[0] != c.first || got[len(got)-1] != c.last {
			t.Errorf("%d rows and %s: %s and %s, want %s and %s", c.rows, c.settles, got[0], got[len(got)-1], c.first, c.last)
		}
		if n := noteWith(&imported.Report, unsettledWeight); n.Count != c.unsettled {
			t.Errorf("%d rows and %s: %v", c.rows, c.settles, imported.Report.Notes)
		}
	}
	// Where a row further down contradicts those, it is said, and nothing is settled from there on.
	text := "From,To,Weight\nA,B,\"3,5\"\nA,B,\"1,200\"\n" + strings.Repeat("A,C,2\n", 1000) + "A,D,3.5\nA,E,\"1,200\"\n"
	imported, err := readText(t, "csv", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := weightsOf(imported.Graph)
	if n := noteWith(&imported.Report, "another sign before decimals"); fmt.Sprint(n.Lines) != "[1004]" || got[1] != "1.2" || got[1002] != "3.5" || got[1003] != "weight: 1,200" {
		t.Errorf("%q %q: %v", got[:2], got[1002:], imported.Report.Notes)
	}
}

// In a matrix all cells settle how numbers are written, or its totals.
func TestNumbersOfMatrices(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  []string
		lines string
	}{
		{";A;B;C\nA;0;1.234;1,5\nB;2;0;0\nC;0;1 200;0\n", []string{"1234", "1.5", "2", "1200"}, "[]"},
		{";A;B\nA;0;1,234\nB;0.5;0\n", []string{"1234", "0.5"}, "[]"},
		{";A;B\nA;0;1,200\nB;950;0\n", []string{"weight: 1,200", "950"}, "[2]"},
		{";A;B\nA;0;1.200\nB;1.200;0\n", []string{"weight: 1.200"}, "[2]"}, // symmetric
		{";A;B;Total\nA;0;1,200;1,200\nB;950;0;950\nTotal;950;1,200;2,150\n", []string{"1200", "950"}, "[]"},
		{";A;B;Total\nA;0;1,200;1,200\nB;950;0;950\n", []string{"weight: 1,200", "950"}, "[2]"}, // either way
		{";A;B;Total\nA;1;1.200;2.200\nB;950;0;950\n", []string{"1", "1.2", "950"}, "[]"},
	} {
		imported, err := readText(t, "csv", c.text, nil)
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		if got := weightsOf(imported.Graph); !slices.Equal(got, c.want) || imported.Graph.NumOrganisations() != organisationsIn(c.text) {
			t.Errorf("%q: %q, want %q, %d organisations", c.text, got, c.want, imported.Graph.NumOrganisations())
		}
		if n := noteWith(&imported.Report, unsettledWeight); fmt.Sprint(n.Lines) != c.lines {
			t.Errorf("%q: %v", c.text, imported.Report.Notes)
		}
	}
}

// organisationsIn are the columns of a matrix but for that of totals.
func organisationsIn(text string) int {
	headings, _, _ := strings.Cut(text, "\n")
	return strings.Count(strings.TrimSuffix(headings, ";Total"), ";")
}

// What looks like a counter of a program is a name where people write it.
func TestNamesLikeCounters(t *testing.T) {
	for format, text := range map[string]string{
		"csv":      "from,to,type\nBaFin,N26,oversees\nR3,HSBC,partnership\nR2,r2,advice\nn7,17,advice\n",
		"edgelist": "BaFin N26\nR3 HSBC\nR2 r2\nn7 17\n",
		"sif":      "BaFin oversees N26\nR3 partnership HSBC\nR2 advice r2\nn7 advice 17\n",
		"dot":      "digraph { BaFin -> N26; R3 -> HSBC; R2 -> r2; n7 -> 17 }",
	} {
		imported, err := readText(t, format, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		g := imported.Graph
		for n := range g.Nodes() {
			got = append(got, g.ID(n)+"="+g.Organisation(n).Name+strings.Join(g.Organisation(n).Tags, "|"))
		}
		if want := "bafin=BaFin n26=N26 r3=R3 hsbc=HSBC r2=R2 r2-2=r2 n7= 17="; strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
}
