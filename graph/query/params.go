package query

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// checkParameters returns an error where a parameter is missing, or holds a node or relationship that is not
// there.
func (s *Statement) checkParameters(params map[string]Value) error {
	var missing []string
	var at fault.Span
	for i, name := range s.parameters {
		v, there := params[name]
		if !there {
			if missing == nil {
				at = s.spans[i]
			}
			missing = append(missing, "$"+name)
			continue
		}
		if value.Depth(v) > value.MaxDepth {
			return fault.AtRun(fault.LimitExceeded, "Depth", s.spans[i],
				"lists and maps nest more than %d deep in $%s", value.MaxDepth, name)
		}
		if !s.engine.has(v) {
			return fault.AtRun(fault.EntityNotFound, "DeletedEntityAccess", s.spans[i],
				"$%s has a node, relationship or path that is not in this graph", name)
		}
	}
	switch len(missing) {
	case 0:
		return nil
	case 1:
		return fault.AtRun(fault.ParameterMissing, "MissingParameter", at, "no value for %s", missing[0]).
			WithHint("give one when you run the query")
	}
	return fault.AtRun(fault.ParameterMissing, "MissingParameter", at, "no values for %s", strings.Join(missing, ", ")).
		WithHint("give them when you run the query")
}

// has reports whether the nodes and relationships of a value are in the graph.
func (e *Engine) has(v Value) bool {
	switch v.Kind() {
	case value.KindNode:
		return e.hasNode(v.Node())
	case value.KindRelationship:
		return e.hasRelationship(v.Relationship())
	case value.KindPath:
		return e.hasPath(v.Path())
	case value.KindList:
		return !slices.ContainsFunc(v.List(), func(v Value) bool { return !e.has(v) })
	case value.KindMap:
		return !slices.ContainsFunc(v.Map().Values, func(v Value) bool { return !e.has(v) })
	}
	return true
}

func (e *Engine) hasNode(n value.NodeID) bool { return n >= 0 && int(n) < e.graph.NumNodes() }

func (e *Engine) hasRelationship(r value.RelationshipID) bool {
	return r >= 0 && int(r) < e.graph.NumRelationships()
}

func (e *Engine) hasPath(p *value.Path) bool {
	if len(p.Nodes) != len(p.Relationships)+1 || !e.hasNode(p.Nodes[0]) {
		return false
	}
	for i, r := range p.Relationships {
		if !e.hasRelationship(r) || !e.hasNode(p.Nodes[i+1]) {
			return false
		}
		a, b := p.Nodes[i], p.Nodes[i+1]
		if from, to := e.graph.Ends(r); (from != a || to != b) && (from != b || to != a) {
			return false
		}
	}
	return true
}
