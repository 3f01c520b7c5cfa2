package tck

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadFeature(t *testing.T) {
	f, err := readFeature(filepath.Join("testdata", "reader.feature"))
	if err != nil {
		t.Fatal(err)
	}
	if f.title != "What the reader knows" || len(f.scenarios) != 5 {
		t.Fatalf("title %q, %d scenarios", f.title, len(f.scenarios))
	}
	var names []string
	for _, s := range f.scenarios {
		if len(s.steps) == 0 || s.steps[0].text != "an empty graph" {
			t.Errorf("%s: the first step is not that of the background: %+v", s.title, s.steps)
		}
	}
	names = ids("folder/file", f)
	if want := []string{"folder/file [1]", "folder/file [2] #1", "folder/file [2] #2", "folder/file [2] #3", "folder/file [3]"}; !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
	first := f.scenarios[0]
	if first.title != "[1] Steps, tables and doc strings" || !slices.Equal(first.tags, []string{"@one", "@two"}) || len(first.steps) != 5 {
		t.Errorf("%+v", first)
	}
	if doc := *first.steps[1].doc; doc != "CREATE (:A {name: 'x'})\n  , (:B)  # no comment" {
		t.Errorf("doc string %q", doc)
	}
	if doc := *first.steps[2].doc; doc != `RETURN "a """ b"` {
		t.Errorf("doc string %q", doc)
	}
	table := first.steps[3].table
	if len(table) != 2 || !slices.Equal(table[0], []string{"a", "b|c", `d\e`, "f\ng"}) || !slices.Equal(table[1], []string{`'\''`, "", "<x>", "ü"}) {
		t.Errorf("table %q", table)
	}
	if first.steps[4].text != "no side effects" || first.steps[4].line != 28 {
		t.Errorf("%+v", first.steps[4])
	}
	second := f.scenarios[2]
	if second.title != "[2] A <what>" || *second.steps[1].doc != "RETURN 2 AS b" ||
		second.steps[2].text != "the result should be, in order:" || second.steps[2].table[1][0] != "2" {
		t.Errorf("%+v", second)
	}
	// What a placeholder stands for is not looked at again.
	if swapped := f.scenarios[3]; *swapped.steps[1].doc != "RETURN <y> AS <x>" {
		t.Errorf("%q", *swapped.steps[1].doc)
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
			_, err := parseFeature("f", []byte(c.text))
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestRowsAreNotBrokenByWindows(t *testing.T) {
	f, err := parseFeature("f", []byte("\ufeffFeature: a\r\n\r\n  Scenario: b\r\n    Given c\r\n      | d |\r\n      \"\"\""))
	if err == nil {
		t.Errorf("%+v", f)
	}
	f, err = parseFeature("f", []byte("\ufeffFeature: a\r\n\r\n  Scenario: b\r\n    Given c\r\n      | d |\r\n"))
	if err != nil || f.scenarios[0].steps[0].table[0][0] != "d" || f.title != "a" {
		t.Errorf("%+v, %v", f, err)
	}
}

func FuzzParseFeature(f *testing.F) {
	f.Add("Feature: a\nBackground:\n* b\nScenario Outline: <c>\nGiven <c>\n\"\"\"\nd\n\"\"\"\nThen e\n| <c> | \\| |\nExamples:\n| c |\n| 1 |\n")
	f.Add("Feature: a\n@b\nScenario: c\n```\n")
	f.Add("|\n*")
	f.Fuzz(func(t *testing.T, text string) {
		feature, err := parseFeature("f", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("%v does not say where", err)
			}
			return
		}
		names := ids("f", feature)
		slices.Sort(names)
		if n := len(slices.Compact(names)); n != len(feature.scenarios) {
			t.Errorf("%d names for %d scenarios", n, len(feature.scenarios))
		}
	})
}
