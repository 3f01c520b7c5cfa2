// Package eval makes closures of expressions.
//
// What an expression means is in package value; here is how it is computed for a row: which parts are computed when
// (AND, OR, CASE, quantifiers and chains of comparisons stop as soon as their result is known), what is computed once
// because it is the same for every row, and where an error is. A constant part whose computation fails is left as it
// is, so that the error comes up when, and only if, a row needs it.
package eval

import (
	"context"
	"regexp"

	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Row holds the variables of one row by slot.
type Row = []value.Value

// Func computes an expression for a row.
type Func func(rt *Runtime, row Row) (value.Value, error)

// Frame numbers the slots of the rows that a stretch of clauses, from one WITH to the next, works on.
type Frame struct{ width int }

// Width returns how long a row must be. It is final when all that works on the frame is compiled.
func (f *Frame) Width() int { return f.width }

// Scope says which variables are visible, and in which slots they are.
type Scope struct {
	frame  *Frame
	parent *Scope
	names  []string // of this scope, in the order in which they were declared
	slots  []int
	places map[string]int // where in names one stands last; nil while they are few
	// Computed gives slots of expressions that are there already, by identity: aggregates, and the
	// expressions of a projection in its ORDER BY.
	Computed map[syntax.Expr]int
}

// NewScope returns an empty scope on a new frame.
func NewScope() *Scope { return &Scope{frame: &Frame{}} }

// Child returns a scope that sees what s sees; what it declares, s does not see.
func (s *Scope) Child() *Scope { return &Scope{frame: s.frame, parent: s} }

// Frame returns the frame.
func (s *Scope) Frame() *Frame { return s.frame }

// Declare makes a variable visible and returns its slot.
func (s *Scope) Declare(name string) int {
	slot := s.Reserve()
	s.Bind(name, slot)
	return slot
}

// Bind makes a slot that is there already visible under a name.
func (s *Scope) Bind(name string, slot int) {
	s.names = append(s.names, name)
	s.slots = append(s.slots, slot)
	switch {
	case s.places != nil:
		s.places[name] = len(s.names) - 1
	case len(s.names) > fewNames:
		s.places = make(map[string]int, 2*len(s.names))
		for i, name := range s.names {
			s.places[name] = i
		}
	}
}

// fewNames is up to how many names of a scope are looked through one by one.
const fewNames = 16

// Reserve returns a slot without a name.
func (s *Scope) Reserve() int {
	s.frame.width++
	return s.frame.width - 1
}

// Slot returns the slot of a variable.
func (s *Scope) Slot(name string) (slot int, ok bool) {
	for ; s != nil; s = s.parent {
		if s.places != nil {
			if i, ok := s.places[name]; ok {
				return s.slots[i], true
			}
			continue
		}
		for i := len(s.names) - 1; i >= 0; i-- {
			if s.names[i] == name {
				return s.slots[i], true
			}
		}
	}
	return 0, false
}

// computed returns the slot of an expression that is there already.
func (s *Scope) computed(e syntax.Expr) (slot int, ok bool) {
	for ; s != nil; s = s.parent {
		if slot, ok = s.Computed[e]; ok {
			return slot, true
		}
	}
	return 0, false
}

// Names returns the visible variables in the order in which they were declared.
func (s *Scope) Names() []string {
	if s == nil {
		return nil
	}
	return append(s.parent.Names(), s.names...)
}

// Runtime is one run of a query.
type Runtime struct {
	Ctx       context.Context
	Graph     property.Graph
	Params    map[string]value.Value
	Functions *functions.Context
	Budget    *Budget

	stack   []value.Value // the arguments of the calls that are being computed
	regexps map[string]*regexp.Regexp
}

// Compiler compiles expressions. The hooks compile what matches patterns, which stands above this package.
type Compiler struct {
	Graph         property.Graph
	Subquery      func(*syntax.Subquery, *Scope) (Func, error)
	Pattern       func(*syntax.PatternExpr, *Scope) (Func, error)
	Comprehension func(*syntax.PatternComprehension, *Scope) (Func, error)
}

// PlanNode is a line of EXPLAIN with those below it.
type PlanNode struct {
	Operator string // "Expand", "Shortest paths"
	Detail   string
	Children []*PlanNode
}
