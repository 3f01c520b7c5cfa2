package tck

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
)

// folder is where the scenarios are: what LIAISON_TCK names, or the folder beside the module.
func folder() (string, error) {
	if named := os.Getenv("LIAISON_TCK"); named != "" {
		if !isFolder(named) {
			return "", fmt.Errorf("LIAISON_TCK=%s is no folder", named)
		}
		return named, nil
	}
	beside := filepath.Join("..", "..", "..", "..", "shared", "opencypher-tck")
	if !isFolder(beside) {
		return "", errors.New("neither LIAISON_TCK nor ../shared/opencypher-tck beside the module is there")
	}
	return beside, nil
}

// suite is what a folder holds.
type suite struct {
	features []featureFile     // the feature files
	graphs   map[string]string // the file of each graph, by its name
}

// featureFile is a feature file, and what it is called: its path from a folder "features", or else from the folder
// that was opened, without the ending.
type featureFile struct{ file, name string }

func open(folder string) (*suite, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	s := &suite{graphs: map[string]string{}}
	visit := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch name := d.Name(); filepath.Ext(name) {
		case ".feature":
			relative, err := filepath.Rel(folder, path)
			if err != nil {
				return err
			}
			if _, below, ok := cutLast(path, string(filepath.Separator)+"features"+string(filepath.Separator)); ok {
				relative = below
			}
			s.features = append(s.features, featureFile{path, filepath.ToSlash(strings.TrimSuffix(relative, ".feature"))})
		case ".cypher":
			s.graphs[strings.TrimSuffix(name, ".cypher")] = path
		}
		return nil
	}
	// The graphs stand beside the features, which may be the folder that is opened, or hold it.
	if above, _, ok := cutLast(folder+string(filepath.Separator), string(filepath.Separator)+"features"+string(filepath.Separator)); ok {
		if graphs := filepath.Join(above, "graphs"); isFolder(graphs) {
			if err := filepath.WalkDir(graphs, visit); err != nil {
				return nil, err
			}
		}
	}
	return s, filepath.WalkDir(folder, visit)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// cutLast cuts s at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	at := strings.LastIndex(s, sep)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(sep):], true
}

var number = regexp.MustCompile(`^\[\d+\]`)

// ids gives each scenario of a feature a name that stays when others come and go: the number that its title begins
// with, or else the title, and the number of its example.
func ids(name string, f *gherkin.Feature) []string {
	seen := map[string]bool{}
	all := make([]string, len(f.Scenarios))
	for i, s := range f.Scenarios {
		id := number.FindString(s.Title)
		if id == "" {
			id = s.Title
		}
		id = name + " " + id
		if s.Example > 0 {
			id += fmt.Sprintf(" #%d", s.Example)
		}
		all[i] = id
		for n := 2; seen[all[i]]; n++ {
			all[i] = fmt.Sprintf("%s (%d)", id, n)
		}
		seen[all[i]] = true
	}
	return all
}

// readNotPassed reads the list of scenarios that do not pass: a line with the name of each, and below it, indented,
// the reason.
func readNotPassed(file string) (reasons map[string]string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	reasons = map[string]string{}
	last := ""
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#':
		case line[0] == ' ' || line[0] == '\t':
			if last == "" {
				return nil, fmt.Errorf("%s:%d: a reason without a scenario", file, n)
			}
			reasons[last] = strings.TrimSpace(reasons[last] + " " + text)
		default:
			if _, twice := reasons[text]; twice {
				return nil, fmt.Errorf("%s:%d: %s stands there twice", file, n, text)
			}
			last, reasons[text] = text, ""
		}
	}
	for _, id := range slices.Sorted(maps.Keys(reasons)) {
		if reasons[id] == "" {
			return nil, fmt.Errorf("%s: no reason for %s", file, id)
		}
	}
	return reasons, lines.Err()
}

// judge compares how a scenario went with the list.
func judge(id string, err error, notPassed map[string]string) error {
	reason, listed := notPassed[id]
	switch {
	case listed && err == nil:
		return fmt.Errorf("it passes: remove it from testdata/not-passed.txt, which says %q", reason)
	case listed:
		return nil
	}
	return err
}

func TestScenarios(t *testing.T) {
	folder, err := folder()
	graphtest.Need(t, err, "the scenarios of openCypher go untested")
	suite, err := open(folder)
	if err != nil {
		t.Fatal(err)
	}
	notPassed, err := readNotPassed(filepath.Join("testdata", "not-passed.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(suite.features) == 0 {
		t.Fatalf("%s holds no feature files", folder)
	}
	passed, total := map[string]int{}, map[string]int{}
	for _, file := range suite.features {
		name := file.name
		known := map[string]bool{}
		t.Run(name, func(t *testing.T) {
			feature, err := gherkin.Read(file.file)
			if err != nil {
				t.Fatal(err)
			}
			for i, id := range ids(name, feature) {
				s := feature.Scenarios[i]
				known[id] = true
				title := s.Title
				if s.Example > 0 {
					title += fmt.Sprintf(" #%d", s.Example)
				}
				total[path.Dir(name)]++
				t.Run(title, func(t *testing.T) {
					err := runScenario(s, suite.graphs)
					if err == nil {
						passed[path.Dir(name)]++
					}
					if verdict := judge(id, err, notPassed); verdict != nil {
						t.Errorf("%s: %v", id, verdict)
					} else if err != nil {
						t.Logf("%s: does not pass, as listed: %s", id, notPassed[id])
					}
				})
			}
			for _, id := range slices.Sorted(maps.Keys(notPassed)) {
				if strings.HasPrefix(id, name+" ") && !known[id] && len(feature.Scenarios) > 0 {
					t.Errorf("testdata/not-passed.txt has %s, which is not there", id)
				}
			}
		})
	}
	t.Log(summary(passed, total))
}

// summary is a table of how many scenarios passed, by folder.
func summary(passed, total map[string]int) string {
	var b strings.Builder
	allPassed, all := 0, 0
	row := func(name string, passed, total int) {
		fmt.Fprintf(&b, "%-40s %5d /%5d  %5.1f %%\n", name, passed, total, 100*float64(passed)/float64(max(total, 1)))
	}
	b.WriteString("scenarios passed, by folder\n")
	for _, name := range slices.Sorted(maps.Keys(total)) {
		row(name, passed[name], total[name])
		allPassed, all = allPassed+passed[name], all+total[name]
	}
	row("all", allPassed, all)
	return b.String()
}
