// Package gherkin reads feature files, the form in which openCypher's scenarios are written: for the tests of what
// they are a specification of.
package gherkin

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Feature is what a feature file holds. Outlines are scenarios already, one for each example.
type Feature struct {
	File      string
	Title     string
	Scenarios []Scenario
}

// Scenario is a sequence of steps, those of the background first.
type Scenario struct {
	Line    int
	Title   string // of an outline as it is written, with <placeholders>
	Example int    // 0: it is no outline; otherwise the number of the example, from 1
	Tags    []string
	Steps   []Step
}

// Step is a line that begins with Given, When, Then, And, But or *, and what stands below it.
type Step struct {
	Line  int
	Text  string // without the keyword
	Doc   *string
	Table [][]string
}

// Read reads a feature file. An error says file, line and what was wrong there.
func Read(file string) (*Feature, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return Parse(file, text)
}

// Parse reads the text of a feature file, which errors call file.
func Parse(file string, text []byte) (*Feature, error) {
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s: is not text in UTF-8", file)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	p := &featureParser{file: file, feature: &Feature{File: file}}
	p.lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if err := p.parse(); err != nil {
		return nil, err
	}
	return p.feature, nil
}

// part says what the parser is in.
type part int

const (
	nothing part = iota
	inFeature
	inBackground
	inScenario
	inOutline
	inExamples
)

type featureParser struct {
	file    string
	lines   []string
	at      int // the line that is read, from 0
	feature *Feature

	part       part
	background []Step
	tags       []string // read, for what comes next
	current    *Scenario
	examples   [][]string // of the outline: the rows of one table of examples, its header first
	count      int        // how many examples of the outline there were
	tables     int        // how many Examples: the outline had
}

var keyword = regexp.MustCompile(`^(Feature|Background|Scenario Outline|Scenario Template|Scenario|Example|Examples|Scenarios|Rule):(.*)$`)
var stepKeyword = regexp.MustCompile(`^(?:Given|When|Then|And|But|\*)\s+(.*)$`)

func (p *featureParser) fail(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.at+1, fmt.Sprintf(format, args...))
}

func (p *featureParser) parse() error {
	for ; p.at < len(p.lines); p.at++ {
		if err := p.line(strings.TrimSpace(p.lines[p.at])); err != nil {
			return err
		}
	}
	p.at = len(p.lines) - 1
	if err := p.finish(); err != nil {
		return err
	}
	switch {
	case p.part == nothing:
		return p.fail("there is no Feature:")
	case len(p.tags) > 0:
		return p.fail("nothing comes after the tags %s", strings.Join(p.tags, " "))
	}
	return nil
}

func (p *featureParser) line(line string) error {
	switch m := keyword.FindStringSubmatch(line); {
	case line == "" || line[0] == '#':
		return nil
	case m != nil:
		return p.section(m[1], strings.TrimSpace(m[2]))
	case line[0] == '@':
		p.tags = append(p.tags, strings.Fields(line)...)
		return nil
	case line[0] == '|':
		return p.row(line)
	case strings.HasPrefix(line, `"""`) || strings.HasPrefix(line, "```"):
		return p.docString(line[:3])
	}
	if m := stepKeyword.FindStringSubmatch(line); m != nil && p.part != inFeature && p.part != nothing {
		return p.step(m[1])
	}
	if p.part == nothing {
		return p.fail("Feature: comes first, not %q", line)
	}
	if p.part == inExamples || p.ownSteps() > 0 {
		return p.fail("%q is neither a step nor a section; a step begins with Given, When, Then, And, But or *", line)
	}
	return nil // the description of a feature or scenario
}

// steps is where steps go.
func (p *featureParser) steps() *[]Step {
	switch p.part {
	case inBackground:
		return &p.background
	case inScenario, inOutline:
		return &p.current.Steps
	}
	return new([]Step)
}

// ownSteps returns how many steps there are without those of the background.
func (p *featureParser) ownSteps() int {
	n := len(*p.steps())
	if p.part == inScenario || p.part == inOutline {
		n -= len(p.background)
	}
	return n
}

func (p *featureParser) section(name, title string) error {
	if (p.part == nothing) != (name == "Feature") {
		if name == "Feature" {
			return p.fail("a second Feature: in the file")
		}
		return p.fail("%s: before Feature:", name)
	}
	if name == "Examples" || name == "Scenarios" {
		if p.part != inOutline && p.part != inExamples {
			return p.fail("Examples: belongs to a Scenario Outline:")
		}
		p.finishExamples()
		p.part, p.tags = inExamples, nil
		p.tables++
		return nil
	}
	if err := p.finish(); err != nil {
		return err
	}
	switch name {
	case "Feature":
		p.part, p.feature.Title = inFeature, title
	case "Background":
		if p.background != nil || len(p.feature.Scenarios) > 0 {
			return p.fail("Background: comes once, before the scenarios")
		}
		p.part = inBackground
	case "Rule":
		return p.fail("Rule: is not supported")
	default:
		p.part = inScenario
		if strings.HasPrefix(name, "Scenario ") {
			p.part = inOutline
		}
		p.current = &Scenario{Line: p.at + 1, Title: title, Tags: p.tags, Steps: append([]Step(nil), p.background...)}
		p.count, p.tables = 0, 0
	}
	p.tags = nil
	return nil
}

func (p *featureParser) step(text string) error {
	if p.part == inExamples {
		return p.fail("a step among the examples")
	}
	steps := p.steps()
	*steps = append(*steps, Step{Line: p.at + 1, Text: strings.TrimSpace(text)})
	return nil
}

// above returns the step that a table or doc string belongs to.
func (p *featureParser) above(what string) (*Step, error) {
	if p.ownSteps() <= 0 {
		return nil, p.fail("%s without a step above it", what)
	}
	steps := *p.steps()
	return &steps[len(steps)-1], nil
}

func (p *featureParser) row(line string) error {
	cells, err := cellsOf(line)
	if err != nil {
		return p.fail("%v", err)
	}
	table := &p.examples
	if p.part != inExamples {
		s, err := p.above("a table")
		if err != nil {
			return err
		}
		if s.Doc != nil {
			return p.fail("a table after a doc string")
		}
		table = &s.Table
	}
	if len(*table) > 0 && len(cells) != len((*table)[0]) {
		return p.fail("a row of %d cells in a table of %d", len(cells), len((*table)[0]))
	}
	*table = append(*table, cells)
	return nil
}

// cellsOf splits a row of a table, in which \| is a bar, \n a line break, and \\ a backslash.
func cellsOf(line string) ([]string, error) {
	var cells []string
	var cell strings.Builder
	end := 0
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && strings.IndexByte(`|n\`, line[i+1]) >= 0:
			i++
			cell.WriteByte(map[byte]byte{'|': '|', 'n': '\n', '\\': '\\'}[line[i]])
		case line[i] == '|':
			cells, end = append(cells, strings.Trim(cell.String(), " \t")), i+1
			cell.Reset()
		default:
			cell.WriteByte(line[i])
		}
	}
	rest := strings.TrimSpace(line[max(end, 1):])
	if len(cells) == 0 || rest != "" && rest[0] != '#' {
		return nil, fmt.Errorf("a row of a table ends with |")
	}
	return cells, nil
}

// docString reads to the line that closes it. Lines lose the indentation of the one that opens it.
func (p *featureParser) docString(fence string) error {
	s, err := p.above("a doc string")
	if err != nil {
		return err
	}
	if s.Doc != nil || s.Table != nil {
		return p.fail("a second doc string or table for one step")
	}
	opening, indent := p.at, strings.Index(p.lines[p.at], fence)
	var lines []string
	for p.at++; p.at < len(p.lines); p.at++ {
		line := p.lines[p.at]
		if strings.TrimSpace(line) == fence {
			text := strings.ReplaceAll(strings.Join(lines, "\n"), `\"\"\"`, `"""`)
			s.Doc = &text
			return nil
		}
		blank := len(line) - len(strings.TrimLeft(line, " \t"))
		lines = append(lines, line[min(blank, indent):])
	}
	p.at = opening
	return p.fail("the doc string has no closing %s", fence)
}

// finish ends the scenario that is being read.
func (p *featureParser) finish() error {
	switch p.part {
	case inScenario:
		p.feature.Scenarios = append(p.feature.Scenarios, *p.current)
	case inOutline, inExamples:
		p.finishExamples()
		if p.tables == 0 {
			return p.fail("the Scenario Outline: of line %d has no Examples:", p.current.Line)
		}
	}
	return nil
}

// finishExamples makes a scenario of each row of a table of examples.
func (p *featureParser) finishExamples() {
	for i, row := range p.examples {
		if i == 0 {
			continue
		}
		p.count++
		pairs := make([]string, 0, 2*len(row))
		for k, name := range p.examples[0] {
			pairs = append(pairs, "<"+name+">", row[k])
		}
		p.feature.Scenarios = append(p.feature.Scenarios, p.current.with(strings.NewReplacer(pairs...), p.count))
	}
	p.examples = nil
}

// with returns the scenario of an example.
func (s Scenario) with(r *strings.Replacer, example int) Scenario {
	s.Example = example
	steps := s.Steps
	s.Steps = make([]Step, len(steps))
	for i, one := range steps {
		one.Text = r.Replace(one.Text)
		if one.Doc != nil {
			text := r.Replace(*one.Doc)
			one.Doc = &text
		}
		table := one.Table
		one.Table = nil
		for _, row := range table {
			cells := make([]string, len(row))
			for k, cell := range row {
				cells[k] = r.Replace(cell)
			}
			one.Table = append(one.Table, cells)
		}
		s.Steps[i] = one
	}
	return s
}
