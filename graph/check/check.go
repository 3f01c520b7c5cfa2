package check

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// Options say how to check. The zero value is the default.
type Options struct {
	// SourcesDir is the folder to which the files of sources are relative. Where it is given, a copy that
	// is not there is an error; where it is "", the folder of the map is taken, and a copy that is not
	// there is one that has not been saved.
	SourcesDir string
	// Limit is how many findings of each rule are listed, 0 for 1000; below 0 there is no limit.
	Limit int
}

const defaultLimit = 1000

// Run checks a map. It fails only where opts.SourcesDir cannot be opened: whatever is wrong with the map
// and with single copies of sources is in the report.
//
// O(organisations + relationships + for each source: length of its copy · number of its passages), with
// one copy in memory at a time.
func Run(m *mapfile.Map, opts Options) (*Report, error) {
	return run(m.Graph, m.Dir, m.Position, opts)
}

// RunGraph checks a graph that is not of files: findings have no positions, and passages are sought only
// where opts.SourcesDir is given.
func RunGraph(g *graph.Graph, opts Options) (*Report, error) {
	return run(g, "", func(string, int, string) mapfile.Position { return mapfile.Position{} }, opts)
}

func run(g *graph.Graph, dir string, position func(kind string, index int, field string) mapfile.Position, opts Options) (*Report, error) {
	c := &checker{g: g, limit: opts.Limit, position: position}
	if c.limit == 0 {
		c.limit = defaultLimit
	}
	if err := c.readEvidence(dir, opts.SourcesDir); err != nil {
		return nil, err
	}
	report := &Report{Findings: []Finding{}, Rules: []RuleCount{}, Coverage: c.coverage}
	for i, rule := range rules {
		c.rule, c.count, c.listed = &rules[i], 0, 0
		rule.check(c)
		if c.count == 0 {
			continue
		}
		report.Rules = append(report.Rules, RuleCount{rule.ID, rule.Severity, rule.Meaning, c.count, c.listed})
		switch rule.Severity {
		case Error:
			report.Counts.Errors += c.count
		case Warning:
			report.Counts.Warnings += c.count
		default:
			report.Counts.Infos += c.count
		}
	}
	// The findings come rule by rule, each in the order of the map, and a stable sort keeps that.
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		p, q := a.Position, b.Position
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	report.Findings = append(report.Findings, c.findings...)
	return report, nil
}

// checker holds what the rules look at and the findings so far.
type checker struct {
	g        *graph.Graph
	position func(kind string, index int, field string) mapfile.Position
	sources  []citedSource // as in g.Sources()
	problems []problem     // what is to be said of passages, in the order of the sources and then of the map
	coverage Coverage
	// successors are what successor has said, because one organisation can have many findings and
	// relationships.
	successors map[graph.Node]string

	rule          *Rule
	limit         int
	count, listed int // of the rule
	findings      []Finding
}

// found notes that a field of a record breaks the rule that is being checked. The field is as
// [mapfile.Map.Position] takes it.
func (c *checker) found(kind string, index int, field, format string, args ...any) {
	c.count++
	if c.limit > 0 && c.count > c.limit {
		return
	}
	c.listed++
	c.findings = append(c.findings, Finding{
		Severity: c.rule.Severity,
		Rule:     c.rule.ID,
		Kind:     kind,
		Subject:  c.subject(kind, index),
		Message:  fmt.Sprintf(format, args...),
		Position: c.position(kind, index, field),
	})
}

func (c *checker) atRelationship(e graph.Edge, field, format string, args ...any) {
	c.found("relationship", int(e), field, format, args...)
}

func (c *checker) atOrganisation(n graph.Node, field, format string, args ...any) {
	c.found("organisation", int(n), field, format, args...)
}

func (c *checker) atSource(i int, field, format string, args ...any) {
	c.found("source", i, field, format, args...)
}

func (c *checker) subject(kind string, index int) string {
	switch kind {
	case "organisation":
		return c.g.ID(graph.Node(index))
	case "relationship":
		return c.g.RelationshipID(graph.Edge(index))
	case "source":
		return c.g.Sources()[index].ID
	case "arrangement":
		return c.g.Arrangements()[index].ID
	case "type":
		return nth(c.g.Vocabulary().OwnTypes(), index).ID
	}
	return nth(c.g.Vocabulary().OwnClassifications(), index).ID
}
