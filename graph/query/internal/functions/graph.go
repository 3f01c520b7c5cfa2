package functions

import (
	"strconv"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

const (
	anyKind   = value.AnyKind
	truth     = value.Kinds(1 << value.KindBool)
	whole     = value.Kinds(1 << value.KindInt)
	float     = value.Kinds(1 << value.KindFloat)
	number    = value.NumberKind
	text      = value.Kinds(1 << value.KindString)
	list      = value.Kinds(1 << value.KindList)
	mapping   = value.Kinds(1 << value.KindMap)
	node      = value.Kinds(1 << value.KindNode)
	relation  = value.Kinds(1 << value.KindRelationship)
	path      = value.Kinds(1 << value.KindPath)
	date      = value.Kinds(1 << value.KindDate)
	element   = node | relation
	withItems = element | mapping
)

var graphFunctions = []Function{
	{
		Name: "labels", Group: "Nodes, relationships and paths", Signature: "labels(node NODE) LIST<STRING>",
		Meaning: "The labels of a node.",
		Min:     1, Max: 1, Args: []value.Kinds{node}, Result: list, Item: text,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.ListOf(c.Graph.Labels(args[0].Node()), value.String), nil
		},
	}, {
		Name: "type", Group: "Nodes, relationships and paths", Signature: "type(relationship RELATIONSHIP) STRING",
		Meaning: "The type of a relationship.",
		Min:     1, Max: 1, Args: []value.Kinds{relation}, Result: text,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.String(c.Graph.Types()[c.Graph.TypeOf(args[0].Relationship())]), nil
		},
	}, {
		Name: "properties", Group: "Nodes, relationships and paths", Signature: "properties(x NODE | RELATIONSHIP | MAP) MAP",
		Meaning: "The properties of a node or a relationship as a map.",
		Min:     1, Max: 1, Args: []value.Kinds{withItems}, Result: mapping,
		Eval: properties,
	}, {
		Name: "keys", Group: "Nodes, relationships and paths", Signature: "keys(x NODE | RELATIONSHIP | MAP) LIST<STRING>",
		Meaning: "The names of the properties of a node or a relationship, or of the entries of a map.",
		Min:     1, Max: 1, Args: []value.Kinds{withItems}, Result: list, Item: text,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.ListOf(keys(c, args[0]), value.String), nil
		},
	}, {
		Name: "startNode", Group: "Nodes, relationships and paths", Signature: "startNode(relationship RELATIONSHIP) NODE",
		Meaning: "The node that a relationship goes from, as it is stored.",
		Min:     1, Max: 1, Args: []value.Kinds{relation}, Result: node,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			from, _ := c.Graph.Ends(args[0].Relationship())
			return value.Node(from), nil
		},
	}, {
		Name: "endNode", Group: "Nodes, relationships and paths", Signature: "endNode(relationship RELATIONSHIP) NODE",
		Meaning: "The node that a relationship goes to, as it is stored.",
		Min:     1, Max: 1, Args: []value.Kinds{relation}, Result: node,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			_, to := c.Graph.Ends(args[0].Relationship())
			return value.Node(to), nil
		},
	}, {
		Name: "nodes", Group: "Nodes, relationships and paths", Signature: "nodes(path PATH) LIST<NODE>",
		Meaning: "The nodes of a path, from its start to its end.",
		Min:     1, Max: 1, Args: []value.Kinds{path}, Result: list, Item: node,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.ListOf(args[0].Path().Nodes, value.Node), nil
		},
	}, {
		Name: "relationships", Group: "Nodes, relationships and paths", Signature: "relationships(path PATH) LIST<RELATIONSHIP>",
		Meaning: "The relationships of a path, from its start to its end.",
		Min:     1, Max: 1, Args: []value.Kinds{path}, Result: list, Item: relation,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.ListOf(args[0].Path().Relationships, value.Relationship), nil
		},
	}, {
		Name: "length", Group: "Nodes, relationships and paths", Signature: "length(path PATH) INTEGER",
		Meaning: "How many relationships a path has.",
		Min:     1, Max: 1, Args: []value.Kinds{path}, Result: whole,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			return value.Int(int64(len(args[0].Path().Relationships))), nil
		},
	}, {
		Name: "known_at", Group: "Nodes, relationships and paths",
		Signature: "known_at(x NODE | RELATIONSHIP | PATH, date DATE | STRING) BOOLEAN",
		Meaning:   "Whether a node, a relationship, or all of a path, is known to hold at a date.",
		Min:       2, Max: 2, Args: []value.Kinds{element | path, date | text}, Result: truth,
		Eval: knownAt,
	}, {
		Name: "id", Group: "Nodes, relationships and paths", Signature: "id(x NODE | RELATIONSHIP) INTEGER",
		Meaning: "The number of a node or a relationship in this graph, from 0; it may change when the graph does.",
		Min:     1, Max: 1, Args: []value.Kinds{element}, Result: whole,
		Eval: func(c *Context, args []value.Value) (value.Value, error) { return value.Int(number64(args[0])), nil },
	}, {
		Name: "elementId", Group: "Nodes, relationships and paths", Signature: "elementId(x NODE | RELATIONSHIP) STRING",
		Meaning: "A string that tells a node or a relationship from all others in this graph.",
		Min:     1, Max: 1, Args: []value.Kinds{element}, Result: text,
		Eval: func(c *Context, args []value.Value) (value.Value, error) {
			letter := "n"
			if args[0].Kind() == value.KindRelationship {
				letter = "r"
			}
			return value.String(letter + strconv.FormatInt(number64(args[0]), 10)), nil
		},
	},
}

// number64 is the number of a node or a relationship.
func number64(v value.Value) int64 {
	if v.Kind() == value.KindNode {
		return int64(v.Node())
	}
	return int64(v.Relationship())
}

// keys returns the names of what a node, relationship or map has.
func keys(c *Context, v value.Value) []string {
	switch v.Kind() {
	case value.KindNode:
		return c.Graph.NodeKeys(v.Node())
	case value.KindRelationship:
		return c.Graph.RelationshipKeys(v.Relationship())
	}
	return v.Map().Keys
}

func properties(c *Context, args []value.Value) (value.Value, error) {
	x := args[0]
	if x.Kind() == value.KindMap {
		return x, nil
	}
	names := keys(c, x)
	m := &value.Map{Keys: names, Values: make([]value.Value, len(names))}
	for i, name := range names {
		if x.Kind() == value.KindNode {
			m.Values[i] = c.Graph.NodeProperty(x.Node(), name)
		} else {
			m.Values[i] = c.Graph.RelationshipProperty(x.Relationship(), name)
		}
	}
	return value.OfMap(m), nil
}

func knownAt(c *Context, args []value.Value) (value.Value, error) {
	when, err := toDate("known_at", args[1])
	if err != nil {
		return value.Null, err
	}
	dates, ok := c.Graph.(property.DateFilter)
	if !ok {
		return value.Null, badArgument("InvalidArgumentValue", "known_at: this graph does not say when things hold")
	}
	known := true
	switch x := args[0]; x.Kind() {
	case value.KindNode:
		known, err = dates.NodeKnownAt(x.Node(), when)
	case value.KindRelationship:
		known, err = dates.RelationshipKnownAt(x.Relationship(), when)
	case value.KindPath:
		for _, n := range x.Path().Nodes {
			if known && err == nil {
				known, err = dates.NodeKnownAt(n, when)
			}
		}
		for _, r := range x.Path().Relationships {
			if known && err == nil {
				known, err = dates.RelationshipKnownAt(r, when)
			}
		}
	}
	return value.Bool(known), err
}
