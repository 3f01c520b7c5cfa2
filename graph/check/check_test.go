package check

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

func TestSavedCopies(t *testing.T) {
	outside := t.TempDir()
	secret := filepath.Join(outside, "report.txt")
	if err := os.WriteFile(secret, []byte("The Board oversees Alpha."), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, err := range []error{
		os.Mkdir(filepath.Join(dir, "folder"), 0o700),
		os.WriteFile(filepath.Join(dir, "folder", "report.txt"), []byte("The Board oversees Alpha."), 0o600),
		os.WriteFile(filepath.Join(dir, "report.html"), []byte("<!doctype html><p>The Board <i>oversees</i> Alpha."), 0o600),
		os.WriteFile(filepath.Join(dir, "latin1.txt"), []byte("caf\xe9"), 0o600),
		os.WriteFile(filepath.Join(dir, "empty.txt"), nil, 0o600),
		os.WriteFile(filepath.Join(dir, "locked.txt"), nil, 0),
		os.Symlink(secret, filepath.Join(dir, "link.txt")),
		os.Symlink("folder/report.txt", filepath.Join(dir, "inner.txt")),
		os.Symlink("self.txt", filepath.Join(dir, "self.txt")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	big, err := os.Create(filepath.Join(dir, "big.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(evidence.MaxSize + 1); err != nil {
		t.Fatal(err)
	}
	big.Close()
	for _, test := range []struct{ file, rule, message string }{
		{"folder/report.txt", "", ""},
		{"inner.txt", "", ""},
		{"report.html", "", ""},
		{"nowhere.txt", "copy-missing", "is not in the folder"},
		{"folder/nowhere.txt", "copy-missing", "is not in the folder"},
		{"../" + filepath.Base(outside) + "/report.txt", "copy-unreadable", "is outside of the folder"},
		{"folder/../../x", "copy-unreadable", "is outside of the folder"},
		{secret, "copy-unreadable", "has an absolute path"},
		{"link.txt", "copy-unreadable", "cannot be read: path escapes from parent"},
		{"self.txt", "copy-unreadable", "cannot be read: too many"},
		{"folder", "copy-unreadable", "is a folder"},
		{"report.html/x", "copy-unreadable", "cannot be read: not a directory"},
		{"latin1.txt", "copy-unreadable", "is not in UTF-8"},
		{"big.txt", "copy-unreadable", "is longer than 64 MiB"},
		{"locked.txt", "copy-unreadable", "cannot be read: permission denied"},
		{"empty.txt", "passage-missing", "the first words are not found"},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			if test.file == "locked.txt" && os.Getuid() == 0 {
				t.Skip("root reads files without permission: not shown what others get")
			}
			f := clean()
			f.noFolder = true
			f.sources[0].File = test.file
			report := f.check(t, Options{SourcesDir: dir})
			var got []string
			for _, finding := range report.Findings {
				got = append(got, finding.Rule+": "+finding.Message)
			}
			if test.rule == "" && len(got) == 0 {
				return
			}
			if len(got) != 1 || !strings.HasPrefix(got[0], test.rule+": ") || !strings.Contains(got[0], test.message) {
				t.Errorf("got %q\nwant %s with %q", got, test.rule, test.message)
			}
		})
	}
}

func TestSourcesDirThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(t.TempDir(), "nowhere")} {
		if _, err := RunGraph(clean().build(t), Options{SourcesDir: dir}); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: error %v", dir, err)
		}
	}
}

// The folder of the map stands for that of the sources, and what is not there is not an error.
func TestMapFolder(t *testing.T) {
	f := clean()
	dir := t.TempDir()
	m := &mapfile.Map{Graph: f.build(t), Dir: dir}
	for _, test := range []struct {
		write bool
		want  Passages
		rules []string
	}{
		{false, Passages{Unchecked: 1, UncheckedSources: 1}, []string{"copy-absent"}},
		{true, Passages{Found: 1}, nil},
	} {
		if test.write {
			if err := os.WriteFile(filepath.Join(dir, "report.txt"), []byte(f.copies["report.txt"]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		report, err := Run(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		for _, finding := range report.Findings {
			rules = append(rules, finding.Rule)
		}
		if report.Coverage.Passages != test.want || !slices.Equal(rules, test.rules) {
			t.Errorf("got %+v, %q; want %+v, %q", report.Coverage.Passages, rules, test.want, test.rules)
		}
	}
}

func TestCoverage(t *testing.T) {
	f := clean().general()
	f.sources = append(f.sources, graph.Source{ID: "lost", Published: date("2000")}, graph.Source{ID: "unsaved", Published: date("2000")})
	f.relate("beta", "advice", "alpha").Evidence = []graph.Evidence{
		{Source: "report", Passage: "The Board"}, {Source: "report", Passage: "The Bored"}, {Source: "report", Prefix: "The"},
		{Source: "report"}, {Source: "lost", Passage: "x"}, {Source: "lost", Passage: "y"}, {Source: "unsaved", Passage: "x"},
		{Source: "known", Note: "z"},
	}
	f.relate("beta", "reporting", "alpha").Evidence = []graph.Evidence{{Source: "known", Note: "z"}, {Source: "known", Passage: "in no copy"}}
	f.relate("beta", "welfare-support", "alpha").Evidence = nil
	f.org("beta").Evidence = []graph.Evidence{{Source: "report", Passage: "sits on Mondays"}}
	report := f.check(t, Options{})
	want := Coverage{
		Relationships: 4, Documented: 2, General: 1, Unsupported: 1,
		Passages: Passages{Found: 2, Ambiguous: 1, Missing: 1, Malformed: 1, Unchecked: 3, UncheckedSources: 2, WithoutPassage: 1, General: 3},
	}
	if report.Coverage != want {
		t.Errorf("got  %+v\nwant %+v", report.Coverage, want)
	}
	if report.OK() || report.Counts.Errors != 3 {
		t.Errorf("OK %v with %d errors, want 3", report.OK(), report.Counts.Errors)
	}
}

func TestLimit(t *testing.T) {
	f := clean()
	for range 5 {
		f.relationships = append(f.relationships, f.relationships[0])
	}
	for _, test := range []struct{ limit, listed int }{{0, 5}, {2, 2}, {-1, 5}} {
		report := f.check(t, Options{Limit: test.limit})
		if len(report.Findings) != test.listed || report.Counts.Warnings != 5 {
			t.Errorf("limit %d: %d of %d findings, want %d of 5", test.limit, len(report.Findings), report.Counts.Warnings, test.listed)
		}
		want := RuleCount{"duplicate", Warning, "Two relationships say the same.", 5, test.listed}
		if len(report.Rules) != 1 || report.Rules[0] != want {
			t.Errorf("limit %d: %+v, want %+v", test.limit, report.Rules, want)
		}
	}
}

// Findings stand in the order of the file, and those of one place in that of the rules.
func TestOrder(t *testing.T) {
	f := clean()
	f.org("alpha").Classifications = nil
	f.org("gamma").Classifications = nil
	f.org("beta").URL = "x"
	position := func(kind string, index int, _ string) mapfile.Position {
		if kind == "relationship" {
			return mapfile.Position{File: "a.yaml", Line: 9, Column: index}
		}
		return mapfile.Position{File: "b.yaml", Line: 3 - index}
	}
	f.relationships[0].Evidence = nil
	report, err := run(f.build(t), "", position, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, finding := range report.Findings {
		got = append(got, fmt.Sprintf("%v %s", finding.Position, finding.Rule))
	}
	want := []string{"a.yaml:9 evidence-absent", "b.yaml:1 isolated", "b.yaml:1 unclassified", "b.yaml:2 url-malformed", "b.yaml:3 unclassified", "b.yaml:3 unused"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestJSON(t *testing.T) {
	f := clean()
	f.relationships[0].Evidence[0].Passage = "Omega"
	report := f.check(t, Options{})
	report.Findings[0].Position = mapfile.Position{File: "uk.yaml", Line: 4, Column: 2}
	got, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
 "findings": [
  {
   "severity": "error",
   "rule": "passage-missing",
   "kind": "relationship",
   "subject": "beta:oversight:alpha",
   "message": "source \"report\" does not have the passage \"Omega\": the words are not found",
   "file": "uk.yaml",
   "line": 4,
   "column": 2
  }
 ],
 "counts": {
  "errors": 1,
  "warnings": 0,
  "infos": 0
 },
 "rules": [
  {
   "rule": "passage-missing",
   "severity": "error",
   "meaning": "A passage is not in the saved copy of its source.",
   "count": 1,
   "listed": 1
  }
 ],
 "coverage": {
  "relationships": 1,
  "documented": 1,
  "general": 0,
  "unsupported": 0,
  "passages": {
   "found": 0,
   "ambiguous": 0,
   "missing": 1,
   "malformed": 0,
   "unchecked": 0,
   "unchecked_sources": 0,
   "without_passage": 0,
   "general": 0
  }
 }
}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	empty, err := json.Marshal(clean().check(t, Options{}))
	if err != nil || !strings.HasPrefix(string(empty), `{"findings":[],`) || !strings.Contains(string(empty), `"rules":[]`) {
		t.Errorf("of a clean map: %s, %v", empty, err)
	}
}

func TestEmptyMap(t *testing.T) {
	report, err := RunGraph((&fixture{}).build(t), Options{})
	if err != nil || !report.OK() || len(report.Findings) > 0 || report.Coverage != (Coverage{}) {
		t.Errorf("%+v, %v", report, err)
	}
}

// Whatever the map is, a check gives the same twice, and its numbers add up.
func TestReportsAddUp(t *testing.T) {
	for i, test := range ruleCases {
		f := clean()
		test.breaks(f)
		report := f.check(t, Options{Limit: 1})
		again := f.check(t, Options{Limit: 1})
		if a, b := fmt.Sprint(report), fmt.Sprint(again); a != b {
			t.Errorf("case %d: two reports\n%s\n%s", i, a, b)
		}
		listed, counted := 0, 0
		for _, r := range report.Rules {
			listed += r.Listed
			counted += r.Count
		}
		c, v := report.Counts, report.Coverage
		if listed != len(report.Findings) || counted != c.Errors+c.Warnings+c.Infos {
			t.Errorf("case %d: %d findings listed of %d, the rules say %d of %d", i, len(report.Findings), c.Errors+c.Warnings+c.Infos, listed, counted)
		}
		if v.Documented+v.General+v.Unsupported != v.Relationships {
			t.Errorf("case %d: %+v", i, v)
		}
	}
}

// A file that is no source and cannot be told to end must not be waited for.
func TestDeviceIsNoSource(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("/dev/zero is there on Linux; without it nothing shows that devices are refused")
	}
	f := clean()
	f.noFolder = true
	f.sources[0].File = "zero"
	report := f.check(t, Options{SourcesDir: "/dev"})
	if len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Message, "is not a regular file") {
		t.Errorf("got %v", report.Findings)
	}
}
