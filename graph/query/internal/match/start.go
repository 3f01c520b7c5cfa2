package match

import (
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// start is how a node can be found that is not bound.
type start struct {
	lookups []startLookup
	// nodes are those of its labels, if labelled.
	nodes    []int32
	labelled bool
}

// startLookup is a lookup by property, the variables that it takes, and how many nodes it may find.
type startLookup struct {
	lookup
	names map[string]bool
	cost  float64
}

// start returns how a node can be found, which is made once.
func (pl *planner) start(v *nodeVar) *start {
	s := pl.starts[v]
	if s == nil {
		s = &start{}
		s.nodes, s.labelled = pl.ix.candidatesOf(v.labels)
		if pl.ix.lookup != nil && v.name != "" {
			s.lookups = pl.lookupsOf(v)
		}
		pl.starts[v] = s
	}
	return s
}

// lookupsOf returns the lookups by property that find a node.
func (pl *planner) lookupsOf(v *nodeVar) (all []startLookup) {
	for _, c := range pl.pool {
		if !c.names[v.name] {
			continue
		}
		x, is, list := equality(c.expr, v.name)
		if x == nil {
			continue
		}
		names := namesIn(is)
		if names[v.name] {
			continue
		}
		n := 1.0
		if literal, ok := is.(*syntax.Literal); ok {
			found, ok := pl.ix.lookup.NodesWith(x.Key.Text, literal.Value)
			if !ok {
				continue
			}
			n = float64(len(found))
		} else if _, ok := pl.ix.lookup.NodesWith(x.Key.Text, value.Null); !ok {
			continue
		}
		if list {
			n = smallLookup
		}
		if f, err := pl.c.Expr(is, c.scope); err == nil {
			all = append(all, startLookup{lookup{key: x.Key.Text, is: f, list: list}, names, n})
		}
	}
	return all
}

// lookup returns the best lookup by property that finds a node as things are, with how many it may find.
func (pl *planner) lookup(v *nodeVar) (best *lookup, cost float64) {
	if pl.ix.lookup == nil {
		return nil, 0
	}
	lookups := pl.start(v).lookups
	for i := range lookups {
		if l := &lookups[i]; (best == nil || l.cost < cost) && !pl.waits(l.names, "") {
			best, cost = &l.lookup, l.cost
		}
	}
	return best, cost
}

// equality takes a condition such as n.key = x or n.key IN x apart.
func equality(e syntax.Expr, name string) (of *syntax.Property, is syntax.Expr, list bool) {
	property := func(e syntax.Expr) *syntax.Property {
		if p, ok := e.(*syntax.Property); ok {
			if x, ok := p.X.(*syntax.Variable); ok && x.Text == name {
				return p
			}
		}
		return nil
	}
	switch e := e.(type) {
	case *syntax.Comparison:
		if len(e.Ops) != 1 || e.Ops[0] != syntax.Equal {
			break
		}
		if p := property(e.Operands[0]); p != nil {
			return p, e.Operands[1], false
		}
		if p := property(e.Operands[1]); p != nil {
			return p, e.Operands[0], false
		}
	case *syntax.Binary:
		if e.Op == syntax.In {
			if p := property(e.X); p != nil {
				return p, e.Y, true
			}
		}
	}
	return nil, nil, false
}
