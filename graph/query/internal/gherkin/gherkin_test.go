package gherkin_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
)

func TestReadFeature(t *testing.T) {
	f, err := gherkin.Read(filepath.Join("testdata", "reader.feature"))
	if err != nil {
		t.Fatal(err)
	}
	if f.Title != "What the reader knows" || len(f.Scenarios) != 5 {
		t.Fatalf("title %q, %d scenarios", f.Title, len(f.Scenarios))
	}
	var examples []int
	for _, s := range f.Scenarios {
		examples = append(examples, s.Example)
		if len(s.Steps) == 0 || s.Steps[0].Text != "an empty graph" {
			t.Errorf("%s: the first step is not that of the background: %+v", s.Title, s.Steps)
		}
	}
	if want := []int{0, 1, 2, 3, 0}; !slices.Equal(examples, want) {
		t.Errorf("the numbers of the examples are %v, not %v", examples, want)
	}
	first := f.Scenarios[0]
	if first.Title != "[1] Steps, tables and doc strings" || !slices.Equal(first.Tags, []string{"@one", "@two"}) || len(first.Steps) != 5 {
		t.Errorf("%+v", first)
	}
	if doc := *first.Steps[1].Doc; doc != "CREATE (:A {name: 'x'})\n  , (:B)  # no comment" {
		t.Errorf("doc string %q", doc)
	}
	if doc := *first.Steps[2].Doc; doc != `RETURN "a """ b"` {
		t.Errorf("doc string %q", doc)
	}
	table := first.Steps[3].Table
	if len(table) != 2 || !slices.Equal(table[0], []string{"a", "b|c", `d\e`, "f\ng"}) || !slices.Equal(table[1], []string{`'\''`, "", "<x>", "ü"}) {
		t.Errorf("table %q", table)
	}
	if first.Steps[4].Text != "no side effects" || first.Steps[4].Line != 28 {
		t.Errorf("%+v", first.Steps[4])
	}
	second := f.Scenarios[2]
	if second.Title != "[2] A <what>" || *second.Steps[1].Doc != "RETURN 2 AS b" ||
		second.Steps[2].Text != "the result should be, in order:" || second.Steps[2].Table[1][0] != "2" {
		t.Errorf("%+v", second)
	}
	// What a placeholder stands for is not looked at again.
	if swapped := f.Scenarios[3]; *swapped.Steps[1].Doc != "RETURN <y> AS <x>" {
		t.Errorf("%q", *swapped.Steps[1].Doc)
	}
}

func TestBrokenFeatures(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "f:1: there is no Feature:"},
		{"comments alone", "# a\n# b", "f:2: there is no Feature:"},
		{"no feature", "Scenario: a", "f:1: Scenario: before Feature:"},
		{"text first", "Hello\nFeature: a", `f:1: Feature: comes first, not "Hello"`},
		{"two features", "Feature: a\nFeature: b", "f:2: a second Feature: in the file"},
		{"background after", "Feature: a\nScenario: b\n* c\nBackground:\n* d", "f:4: Background: comes once, before the scenarios"},
		{"open doc string", "Feature: a\nScenario: b\nGiven c\n\"\"\"\nd\n", `f:4: the doc string has no closing """`},
		{"other fence", "Feature: a\nScenario: b\nGiven c\n\"\"\"\nd\n```\n", `f:4: the doc string has no closing """`},
		{"doc string first", "Feature: a\nScenario: b\n\"\"\"\nd\n\"\"\"", "f:3: a doc string without a step above it"},
		{"doc string of the background", "Feature: a\nBackground:\n* x\nScenario: b\n\"\"\"\nd\n\"\"\"", "f:5: a doc string without a step above it"},
		{"two doc strings", "Feature: a\nScenario: b\n* c\n\"\"\"\n\"\"\"\n\"\"\"\n\"\"\"", "f:6: a second doc string or table for one step"},
		{"table first", "Feature: a\nScenario: b\n| c |", "f:3: a table without a step above it"},
		{"open row", "Feature: a\nScenario: b\n* c\n| c", "f:4: a row of a table ends with |"},
		{"text behind a row", "Feature: a\nScenario: b\n* c\n| c | d", "f:4: a row of a table ends with |"},
		{"escaped end", "Feature: a\nScenario: b\n* c\n| c \\|", "f:4: a row of a table ends with |"},
		{"ragged", "Feature: a\nScenario: b\n* c\n| c | d |\n| e |", "f:5: a row of 1 cells in a table of 2"},
		{"examples of a scenario", "Feature: a\nScenario: b\n* c\nExamples:\n| d |", "f:4: Examples: belongs to a Scenario Outline:"},
		{"no examples", "Feature: a\nScenario Outline: b\n* c\nScenario: d", "f:4: the Scenario Outline: of line 2 has no Examples:"},
		{"step in examples", "Feature: a\nScenario Outline: b\n* c\nExamples:\n| d |\nThen e", "f:6: a step among the examples"},
		{"no keyword", "Feature: a\nScenario: b\nGiven c\nand then", `f:4: "and then" is neither a step nor a section; a step begins with Given, When, Then, And, But or *`},
		{"rule", "Feature: a\nRule: b", "f:2: Rule: is not supported"},
		{"tags at the end", "Feature: a\nScenario: b\n* c\n@d", "f:4: nothing comes after the tags @d"},
		{"no text", "Feature: \xff", "f: is not text in UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := gherkin.Parse("f", []byte(c.text))
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestRowsAreNotBrokenByWindows(t *testing.T) {
	f, err := gherkin.Parse("f", []byte("\ufeffFeature: a\r\n\r\n  Scenario: b\r\n    Given c\r\n      | d |\r\n      \"\"\""))
	if err == nil {
		t.Errorf("%+v", f)
	}
	f, err = gherkin.Parse("f", []byte("\ufeffFeature: a\r\n\r\n  Scenario: b\r\n    Given c\r\n      | d |\r\n"))
	if err != nil || f.Scenarios[0].Steps[0].Table[0][0] != "d" || f.Title != "a" {
		t.Errorf("%+v, %v", f, err)
	}
}

func FuzzParseFeature(f *testing.F) {
	f.Add("Feature: a\nBackground:\n* b\nScenario Outline: <c>\nGiven <c>\n\"\"\"\nd\n\"\"\"\nThen e\n| <c> | \\| |\nExamples:\n| c |\n| 1 |\n")
	f.Add("Feature: a\n@b\nScenario: c\n```\n")
	f.Add("|\n*")
	f.Fuzz(func(t *testing.T, text string) {
		feature, err := gherkin.Parse("f", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("%v does not say where", err)
			}
			return
		}
		for _, s := range feature.Scenarios {
			for _, step := range s.Steps {
				if step.Line < 1 || step.Line > strings.Count(text, "\n")+1 {
					t.Errorf("a step in line %d", step.Line)
				}
			}
		}
	})
}

func TestQueries(t *testing.T) {
	folder := t.TempDir()
	text := `Feature: a
Background:
  Given any graph
Scenario Outline: b
  When executing query:
    """
    RETURN <x>
    """
  Then a <kind> should be raised at compile time: Why
  When executing control query:
    """
    RETURN 0
    """
Examples:
  | x | kind        |
  | 1 | SyntaxError |
  | 2 | TypeError   |
Scenario: c
  Given having executed:
    """
    CREATE ()
    """
  When executing query:
    """
    RETURN 3
    """
`
	if err := os.WriteFile(filepath.Join(folder, "f.feature"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	queries, err := gherkin.Queries(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range queries {
		line := q.Scenario + " | " + q.Text
		if q.Error != nil {
			line += " | " + q.Error.Kind + ", " + q.Error.Phase + ", " + q.Error.Detail
		}
		got = append(got, line)
	}
	if want := []string{
		"f.feature: b | RETURN 1 | SyntaxError, compile time, Why", "f.feature: b | RETURN 0",
		"f.feature: b | RETURN 2 | TypeError, compile time, Why", "f.feature: b | RETURN 0",
		"f.feature: c | RETURN 3",
	}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := os.WriteFile(filepath.Join(folder, "g.feature"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := gherkin.Queries(folder); err == nil || !strings.Contains(err.Error(), "g.feature:1:") {
		t.Errorf("of a broken file: %v", err)
	}
	if _, err := gherkin.Queries(filepath.Join(folder, "none")); err == nil {
		t.Error("of no folder there is no error")
	}
}
