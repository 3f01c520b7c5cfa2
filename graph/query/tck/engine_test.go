package tck

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// result is the table that a query gives.
type result struct {
	columns []string
	rows    [][]value.Value
	star    bool // RETURN *: the order of the columns is no one's
}

// limits keep a scenario from running for ever.
var limits = query.Limits{Time: 20 * time.Second, Memory: 1 << 28}

// execute runs a query. Its error has the phase in which it came up.
func execute(g *store, text string, params map[string]value.Value) (*result, error) {
	s, err := query.New(g, query.Options{Limits: limits}).Prepare(text)
	if err != nil {
		return nil, inPhase(err, fault.Compile)
	}
	r := &result{columns: s.Columns(), star: returnsStar(text)}
	for row, err := range s.Run(context.Background(), params) {
		if err != nil {
			return nil, inPhase(err, fault.Run)
		}
		if len(row) != len(r.columns) {
			return nil, fmt.Errorf("a row of %d cells under %d columns", len(row), len(r.columns))
		}
		r.rows = append(r.rows, row)
	}
	return r, nil
}

// inPhase refuses an error that does not say when it came up.
func inPhase(err error, phase fault.Phase) error {
	var e *fault.Error
	if errors.As(err, &e) && e.Phase != phase {
		return fmt.Errorf("an error of %s came up at %s: %v", e.Phase, phase, err)
	}
	return err
}

func returnsStar(text string) bool {
	q, err := syntax.Parse(text)
	if err != nil || len(q.Parts) == 0 || len(q.Parts[0].Clauses) == 0 {
		return false
	}
	clauses := q.Parts[0].Clauses
	r, ok := clauses[len(clauses)-1].(*syntax.Return)
	return ok && r.Star
}
