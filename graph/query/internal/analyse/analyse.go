// Package analyse checks a query that has been parsed: what compiles and runs queries may then take for granted
// that every variable is there and is of the right kind, that what is added up over rows is asked for where it can
// be, that patterns end, and that functions are there and are given what they take.
//
// A variable is visible from the clause that binds it to the next WITH, which passes on what it names. What a
// subquery, a comprehension or a predicate on a list binds, is visible inside it alone; a subquery sees all that is
// visible where it stands, also after a WITH of its own, and must not bind the same name again. A variable of a
// quantified part of a pattern is a single node or relationship inside that part, and a list outside.
//
// Kinds of values are followed as far as they are certain: a literal, a node of a pattern, the result of a function.
// What can be right for some data is no error here.
//
// Where the names in the graph are known, an unknown one is an error, and so is a comparison that can never hold, such
// as that of a date with a string: openCypher lets both stand, and finds nothing.
package analyse

import (
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Check returns the first error of a query that syntax.Parse gave, in the order in which it is read: a *fault.Error,
// without Text, or nil. schema is what is known of the names in the graph: nil where any may make sense. It takes time
// in proportion to the length of the query, and to its square for the number of variables in one scope.
func Check(q *syntax.Query, schema property.Schema) error {
	c := &checker{vocabulary: newVocabulary(schema)}
	c.query(q, nil)
	c.misnamed(q)
	if c.err != nil {
		return c.err
	}
	return nil
}

// checker goes through a query once. It keeps the first error, and then goes on only where that is simpler.
type checker struct {
	vocabulary
	err *fault.Error
	// added counts the aggregates that were met, so that what goes through an expression can tell whether there
	// were some in it.
	added int
}

// fail notes an error and returns it, for a hint.
func (c *checker) fail(kind fault.Kind, detail string, at syntax.Span, format string, args ...any) *fault.Error {
	err := fault.New(kind, detail, at, format, args...)
	if c.err == nil {
		c.err = err
	}
	return err
}

// query checks the parts of a query and returns its columns: those of the first part. outer is what a subquery sees
// of the query around it.
func (c *checker) query(q *syntax.Query, outer *scope) []*variable {
	var columns []*variable
	for i, part := range q.Parts {
		found := c.single(part, outer)
		if i == 0 {
			columns = found
			continue
		}
		c.sameColumns(part, columns, found)
		for j := range found {
			if j < len(columns) {
				columns[j].typ = columns[j].typ.or(found[j].typ)
			}
		}
	}
	return columns
}

// sameColumns checks that a part of a UNION has the columns of the first.
func (c *checker) sameColumns(part *syntax.SingleQuery, want, got []*variable) {
	at := part.Clauses[len(part.Clauses)-1].Pos()
	const detail = "DifferentColumnsInUnion"
	if len(want) != len(got) {
		c.fail(fault.SyntaxError, detail, at, "this part of the UNION returns %s, the first returns %s", countOf(len(got), "column"), countOf(len(want), "column"))
		return
	}
	for i := range want {
		if want[i].name == got[i].name {
			continue
		}
		if find(got, want[i].name) != nil && find(want, got[i].name) != nil {
			c.fail(fault.SyntaxError, detail, at, "this part of the UNION returns the columns of the first in another order").
				WithHint("the order of the first is %s", names(want))
			return
		}
		span := got[i].span
		if span == (syntax.Span{}) {
			span = at
		}
		c.fail(fault.SyntaxError, detail, span, "column %d of this part of the UNION is called %s, that of the first %s", i+1, quote(got[i].name), quote(want[i].name)).
			WithHint("name it AS %s", syntax.Quote(want[i].name))
		return
	}
}

// single checks a sequence of clauses and returns its columns.
func (c *checker) single(q *syntax.SingleQuery, outer *scope) []*variable {
	s := &scope{outer: outer}
	for _, clause := range q.Clauses {
		switch clause := clause.(type) {
		case *syntax.Match:
			c.match(clause, s)
		case *syntax.Unwind:
			c.unwind(clause, s)
		case *syntax.With:
			s = c.with(clause, s)
		case *syntax.Return:
			return c.project(&clause.Projection, s, clause.Span, false).vars
		}
	}
	return nil
}

func (c *checker) unwind(clause *syntax.Unwind, s *scope) {
	t := c.expr(clause.List, &env{scope: s, place: "UNWIND"})
	item := anything
	if t.is(value.KindList) {
		item = t.itemType()
	} else if t.kinds != 0 && !t.kinds.Has(value.KindList) {
		item = t // a single value is unwound as a list of it
	}
	if old := s.lookup(clause.As.Text); old != nil {
		c.fail(fault.SyntaxError, "VariableAlreadyBound", clause.As.Span, "%s is already %s", quote(old.name), old.what()).
			WithHint("choose another name for the items")
		return
	}
	s.declare(&variable{name: clause.As.Text, span: clause.As.Span, typ: item, role: "an item that UNWIND gives"})
}

// with checks a WITH and returns what is visible after it.
func (c *checker) with(clause *syntax.With, s *scope) *scope {
	after := c.project(&clause.Projection, s, clause.Span, true)
	if clause.Where != nil {
		c.condition(clause.Where, after.where)
	}
	next := &scope{outer: s.outer, vars: after.vars}
	next.lost = append(next.lost, s.lost...)
	for _, v := range s.vars {
		if find(after.vars, v.name) == nil {
			next.lost = append(next.lost, v)
		}
	}
	return next
}
