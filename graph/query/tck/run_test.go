package tck

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// A run is a scenario that is being run.
type run struct {
	graphs map[string]string // the files of the graphs that have names

	graph    *store
	params   map[string]value.Value
	executed bool // a query ran, with what follows
	query    string
	result   *result
	err      error
}

// runScenario runs a scenario and returns why it does not pass, or nil. Nothing that a file holds makes it panic.
// One for any graph is run on an empty one and on another.
func runScenario(s gherkin.Scenario, graphs map[string]string) error {
	err := runOn(&store{}, s, graphs)
	if err != nil || !slices.ContainsFunc(s.Steps, func(s gherkin.Step) bool { return anyGraph.MatchString(s.Text) }) {
		return err
	}
	other := &store{}
	if err := setUp(other, "CREATE (a:A {name: 'a', num: 1})-[r:R {name: 'r'}]->(b:B)-[s:S]->(a), (b)-[t:R]->(b), (:A:B)", nil); err != nil {
		return err
	}
	if err := runOn(other, s, graphs); err != nil {
		return fmt.Errorf("on a graph that is not empty: %w", err)
	}
	return nil
}

func runOn(g *store, s gherkin.Scenario, graphs map[string]string) (err error) {
	r := &run{graphs: graphs, graph: g}
	line := s.Line
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("line %d: panic: %v\n%s", line, e, debug.Stack())
		}
	}()
	if len(s.Steps) == 0 {
		return errors.New("has no steps")
	}
	for _, step := range s.Steps {
		line = step.Line
		if err := r.step(step); err != nil {
			return fmt.Errorf("line %d: %w%s", line, err, r.shown())
		}
	}
	if r.err != nil {
		return fmt.Errorf("line %d: %w%s", line, r.err, r.shown())
	}
	if !r.executed {
		return errors.New("executes no query")
	}
	return nil
}

// shown is the query, indented.
func (r *run) shown() string {
	if r.query == "" {
		return ""
	}
	return "\n\t" + strings.ReplaceAll(strings.TrimSpace(r.query), "\n", "\n\t")
}

// stepKind is a form of step.
type stepKind struct {
	form *regexp.Regexp
	run  func(r *run, s gherkin.Step, match []string) error
}

var anyGraph = form(`any graph`)

// stepKinds is the table of all forms of steps.
var stepKinds = []stepKind{
	{anyGraph, func(*run, gherkin.Step, []string) error { return nil }},
	{form(`an empty graph`), func(*run, gherkin.Step, []string) error { return nil }},
	{form(`the (\S+) graph`), (*run).namedGraph},
	{form(`having executed:`), (*run).havingExecuted},
	{form(`parameters are:`), (*run).parameters},
	{form(`executing(?: control)? query:`), (*run).execute},
	{form(`the result should be( empty)?(, in order|, in any order)?( \(ignoring element order for lists\))?:?`), (*run).compare},
	{form(`an? (\w+) should be raised at (compile time|runtime|any time)(?:: (\S+))?`), (*run).compareError},
	{form(`no side effects`), func(*run, gherkin.Step, []string) error { return nil }}, // the language only reads
	{form(`the side effects should be:`), (*run).sideEffects},
	{form(`there exists a procedure (.*)`), func(*run, gherkin.Step, []string) error { return errors.New("procedures are not supported") }},
}

// form compiles the form of a step. A stray # at its end is passed over, as other runners do.
func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`^` + pattern + `\s*#?$`) }

func (r *run) step(s gherkin.Step) error {
	for _, kind := range stepKinds {
		if m := kind.form.FindStringSubmatch(s.Text); m != nil {
			return kind.run(r, s, m)
		}
	}
	return fmt.Errorf("unknown step: %s", s.Text)
}

func (r *run) namedGraph(_ gherkin.Step, match []string) error {
	file, ok := r.graphs[match[1]]
	if !ok {
		return fmt.Errorf("there is no graph %s: wanted is a file %s.cypher", match[1], match[1])
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return r.setUp(string(text))
}

func (r *run) havingExecuted(s gherkin.Step, _ []string) error {
	if s.Doc == nil {
		return errors.New("the step wants a query in a doc string")
	}
	return r.setUp(*s.Doc)
}

func (r *run) setUp(text string) error {
	if err := setUp(r.graph, text, r.params); err != nil {
		return fmt.Errorf("setting the graph up: %w", err)
	}
	return nil
}

func (r *run) parameters(s gherkin.Step, _ []string) error {
	r.params = map[string]value.Value{}
	for _, row := range s.Table {
		if len(row) != 2 {
			return errors.New("parameters are a table of two columns")
		}
		written, v, err := read(row[1], false)
		if err != nil {
			return err
		}
		if strings.ContainsAny(written[:1], "(<") || strings.HasPrefix(written, "[:") {
			return fmt.Errorf("%s is no parameter", written)
		}
		r.params[row[0]] = v
	}
	return nil
}

func (r *run) execute(s gherkin.Step, _ []string) error {
	if s.Doc == nil {
		return errors.New("the step wants a query in a doc string")
	}
	if r.err != nil {
		return r.err
	}
	r.executed, r.query = true, *s.Doc
	r.result, r.err = execute(r.graph, r.query, r.params)
	return nil
}

func (r *run) compareError(_ gherkin.Step, match []string) error {
	kind, phase, detail := match[1], match[2], match[3]
	err := r.err
	r.err = nil
	if !r.executed {
		return errors.New("no query was executed")
	}
	if err == nil {
		return fmt.Errorf("no error, but %s; want %s at %s: %s", r.rows(r.result.columns, false), kind, phase, detail)
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("an error of another kind: %w", err)
	}
	gotPhase := e.Phase.String()
	if string(e.Kind) != kind || phase != "any time" && phase != gotPhase || detail != "*" && detail != "" && detail != e.Detail {
		return fmt.Errorf("%s at %s: %s (%w); want %s at %s: %s", e.Kind, gotPhase, e.Detail, err, kind, phase, detail)
	}
	return nil
}

func (r *run) compare(s gherkin.Step, match []string) error {
	if r.err != nil {
		return r.err
	}
	if !r.executed {
		return errors.New("no query was executed")
	}
	inOrder, anyItemOrder := match[2] == ", in order", match[3] != ""
	var want []string
	columns := r.result.columns
	if match[1] == "" {
		if len(s.Table) == 0 {
			return errors.New("the step wants a table")
		}
		columns = s.Table[0]
		if !slices.Equal(columns, r.result.columns) && !(r.result.star && sameNames(columns, r.result.columns)) {
			return fmt.Errorf("columns %q, want %q", r.result.columns, columns)
		}
		for _, row := range s.Table[1:] {
			var cells []string
			for _, cell := range row {
				written, _, err := read(cell, anyItemOrder)
				if err != nil {
					return err
				}
				cells = append(cells, written)
			}
			want = append(want, strings.Join(cells, " | "))
		}
	}
	got := r.rows(columns, anyItemOrder)
	if !inOrder {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("%d rows, want %d\n\t   | %s\n%s", len(got), len(want), strings.Join(columns, " | "), compared(got, want))
	}
	return nil
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// rows writes the rows that came out.
func (r *run) rows(columns []string, anyItemOrder bool) []string {
	var all []string
	for _, row := range r.result.rows {
		var cells []string
		for _, name := range columns {
			cells = append(cells, write(r.graph, row[slices.Index(r.result.columns, name)], anyItemOrder))
		}
		all = append(all, strings.Join(cells, " | "))
	}
	return all
}

// compared lists two results beside each other: rows that are in both, that are missing and that are too many; or,
// where only their order differs, each in its own.
func compared(got, want []string) string {
	count := map[string]int{}
	for _, row := range got {
		count[row]++
	}
	var b strings.Builder
	different := false
	for _, row := range want {
		if count[row]--; count[row] < 0 {
			different = true
			fmt.Fprintf(&b, "\tmissing  | %s\n", row)
		}
	}
	for _, row := range got {
		if count[row] > 0 {
			count[row]--
			different = true
			fmt.Fprintf(&b, "\ttoo many | %s\n", row)
		}
	}
	if !different {
		fmt.Fprintf(&b, "\tin the order\n\t         | %s\n\tnot\n\t         | %s\n",
			strings.Join(got, "\n\t         | "), strings.Join(want, "\n\t         | "))
	}
	return b.String()
}

func (r *run) sideEffects(s gherkin.Step, _ []string) error {
	want := map[string]string{}
	for _, row := range s.Table {
		if len(row) != 2 {
			return errors.New("side effects are a table of two columns")
		}
		if row[1] != "0" {
			want[row[0]] = row[1]
		}
	}
	if len(want) > 0 {
		return fmt.Errorf("the query language only reads; want side effects %v", slices.Sorted(maps.Keys(want)))
	}
	return nil
}
