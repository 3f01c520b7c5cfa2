package gherkin

import (
	"io/fs"
	"path/filepath"
	"regexp"
)

// Query is a query that a scenario runs.
type Query struct {
	Scenario string // its file and title
	Text     string
	// Error is the error that the query is to give; nil: none.
	Error *Error
}

// Error is the error that a scenario expects: its type, the phase in which it comes ("compile time", "runtime" or
// "any time"), and its detail, of which "*" is any.
type Error struct{ Kind, Phase, Detail string }

var (
	queryStep = regexp.MustCompile(`executing (control )?query:$`)
	errorStep = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)`)
)

// Queries returns the queries of all feature files below a folder, those of outlines with each of their examples, in
// the order of their names and lines. A control query, which shows what another has left behind, is to give no error.
func Queries(folder string) ([]Query, error) {
	var all []Query
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".feature" {
			return err
		}
		f, err := Read(path)
		if err != nil {
			return err
		}
		for _, s := range f.Scenarios {
			all = append(all, s.queries(filepath.Base(path)+": "+s.Title)...)
		}
		return nil
	})
	return all, err
}

func (s Scenario) queries(name string) (all []Query) {
	var wrong *Error
	for _, step := range s.Steps {
		if m := errorStep.FindStringSubmatch(step.Text); m != nil {
			wrong = &Error{m[1], m[2], m[3]}
		}
	}
	for _, step := range s.Steps {
		m := queryStep.FindStringSubmatch(step.Text)
		if m == nil || step.Doc == nil {
			continue
		}
		q := Query{Scenario: name, Text: *step.Doc, Error: wrong}
		if m[1] != "" {
			q.Error = nil
		}
		all = append(all, q)
	}
	return all
}
