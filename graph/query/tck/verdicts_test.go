package tck

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
)

// The runner finds what is wrong with a scenario, and says it.
func TestVerdicts(t *testing.T) {
	f, err := gherkin.Read(filepath.Join("testdata", "verdicts.feature"))
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string][]string{"[5] <wrong>": {"passes", "passes", "in the order", "1 rows, want 2", "missing  | 1", "too many | 2.0"}}
	for _, s := range f.Scenarios {
		_, want, _ := strings.Cut(s.Title, "] ")
		if s.Example > 0 {
			want = examples[s.Title][s.Example-1]
		}
		switch err := runScenario(s, nil); {
		case want == "passes" && err != nil:
			t.Errorf("%s #%d: %v", s.Title, s.Example, err)
		case want != "passes" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s #%d: got %v", s.Title, s.Example, err)
		case err != nil && len(s.Steps) > 0 && want != "on a graph that is not empty" && !strings.HasPrefix(err.Error(), "line ") && want != "executes no query":
			t.Errorf("%s: %v does not say where", s.Title, err)
		}
	}
}

func TestJudge(t *testing.T) {
	list := map[string]string{"a [1]": "the reason"}
	failure := errors.New("a failure")
	if err := judge("a [1]", nil, list); err == nil || !strings.Contains(err.Error(), "remove it") || !strings.Contains(err.Error(), "the reason") {
		t.Errorf("a listed one that passes: %v", err)
	}
	if err := judge("a [1]", failure, list); err != nil {
		t.Errorf("a listed one that fails: %v", err)
	}
	if err := judge("a [2]", failure, list); err != failure {
		t.Errorf("one that fails: %v", err)
	}
	if err := judge("a [2]", nil, list); err != nil {
		t.Errorf("one that passes: %v", err)
	}
}

func TestReadNotPassed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list")
	for _, c := range []struct{ text, want string }{
		{"# none\n", ""},
		{"a [1]\n  because\n\tof it\nb [2] #3\n  why\n", "a [1]=because of it,b [2] #3=why,"},
		{" why", ":1: a reason without a scenario"},
		{"a\n why\na\n why", ":3: a stands there twice"},
		{"a\nb\n why", ": no reason for a"},
	} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readNotPassed(file)
		text := ""
		for _, id := range []string{"a [1]", "b [2] #3"} {
			if got[id] != "" {
				text += id + "=" + got[id] + ","
			}
		}
		if err != nil {
			text = strings.TrimPrefix(err.Error(), file)
		}
		if text != c.want {
			t.Errorf("%q: got %q, want %q", c.text, text, c.want)
		}
	}
}

func TestOpen(t *testing.T) {
	top := t.TempDir()
	for _, file := range []string{"tck/features/a/b/C.feature", "tck/graphs/g.cypher", "tck/graphs/h/h.cypher", "own/x.feature", "own/y.txt"} {
		path := filepath.Join(top, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		folder, name string
		graphs       int
	}{{"tck", "a/b/C", 2}, {"tck/features", "a/b/C", 2}, {"tck/features/a", "a/b/C", 2}, {"own", "x", 0}} {
		s, err := open(filepath.Join(top, filepath.FromSlash(c.folder)))
		if err != nil || len(s.features) != 1 || s.features[0].name != c.name || len(s.graphs) != c.graphs {
			t.Errorf("%s: %+v, %v", c.folder, s, err)
		}
	}
	if _, err := open(filepath.Join(top, "nowhere")); err == nil {
		t.Error("a folder that is not there")
	}
}
