package analyse

import (
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// words are the names of one sort, in their order.
type words struct {
	list []string
	set  map[string]bool
}

func newWords(list []string) words {
	w := words{list: list, set: make(map[string]bool, len(list))}
	for _, name := range list {
		w.set[name] = true
	}
	return w
}

// alike returns the name that differs from s at most in case and in what is between words, or "".
func (w *words) alike(s string) string {
	bare := letters(s)
	for _, name := range w.list {
		if letters(name) == bare {
			return name
		}
	}
	return ""
}

// letters are the letters and digits of a name, in small letters.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// vocabulary is what is known of the names in a graph.
type vocabulary struct {
	schema                                 property.Schema  // nil: nothing
	labels, types, nodeKeys, relationships words            // relationships: their keys
	domains                                property.Domains // nil: nothing is known of the values of properties
	values                                 map[domainOf]typ // of properties that were met
}

// domainOf is a property, of nodes or of relationships.
type domainOf struct {
	key  string
	node bool
}

// valueOf returns the type of a property of what has type t.
func (v *vocabulary) valueOf(key string, t typ) typ {
	of := domainOf{key, t.is(value.KindNode)}
	if v.domains == nil || !of.node && !t.is(value.KindRelationship) {
		return anything
	}
	if found, ok := v.values[of]; ok {
		return found
	}
	domain := v.domains.RelationshipDomain
	if of.node {
		domain = v.domains.NodeDomain
	}
	d, result := domain(key), anything
	if d.Kinds != 0 {
		result.kinds = d.Kinds
	}
	item := &result
	if d.Items != 0 && d.Kinds.Has(value.KindList) {
		result.item = &typ{kinds: d.Items}
		item = result.item
	}
	if d.Words != nil {
		list := newWords(d.Words)
		item.words = &list
	}
	v.values[of] = result
	return result
}

func newVocabulary(schema property.Schema) vocabulary {
	if schema == nil {
		return vocabulary{}
	}
	domains, _ := schema.(property.Domains)
	return vocabulary{
		schema: schema, domains: domains, values: map[domainOf]typ{},
		labels: newWords(schema.LabelNames()), types: newWords(schema.TypeNames()),
		nodeKeys: newWords(schema.NodeKeyNames()), relationships: newWords(schema.RelationshipKeyNames()),
	}
}

func (v *vocabulary) known() bool { return v.schema != nil }

// labelExpr checks the names in a condition on labels or types of what has type t.
func (c *checker) labelExpr(x syntax.LabelExpr, t typ) {
	switch x := x.(type) {
	case *syntax.LabelName:
		c.label(x.Name, t)
	case *syntax.LabelNot:
		c.labelExpr(x.X, t)
	case *syntax.LabelAnd:
		c.labelExpr(x.X, t)
		c.labelExpr(x.Y, t)
	case *syntax.LabelOr:
		c.labelExpr(x.X, t)
		c.labelExpr(x.Y, t)
	}
}

func (c *checker) label(name syntax.Name, t typ) {
	if !c.known() || c.err != nil {
		return
	}
	switch {
	case t.is(value.KindNode):
		c.nameOf(name, "label", &c.labels, "type", &c.types)
	case t.is(value.KindRelationship):
		c.nameOf(name, "type", &c.types, "label", &c.labels)
	case !c.labels.set[name.Text] && !c.types.set[name.Text]:
		c.nameOf(name, "label", &c.labels, "type", &c.types)
	}
}

// nameOf checks that a name is a label or a type; other is the one that it is not to be.
func (c *checker) nameOf(name syntax.Name, what string, here *words, other string, there *words) {
	if here.set[name.Text] {
		return
	}
	detail, whose, form := "UnknownLabel", "a node", "labels are written in CamelCase"
	if what == "type" {
		detail, whose, form = "UnknownRelationshipType", "a relationship", "types are written in upper case"
	}
	err := c.fail(fault.SemanticError, detail, name.Span, "no %s %s", what, quote(name.Text))
	near := graph.Suggest(name.Text, here.list)
	switch {
	case here.alike(name.Text) != "":
		err.WithHint("%s: %s", form, syntax.Quote(here.alike(name.Text)))
	case there.set[name.Text] && what == "label":
		err.Message = quote(name.Text) + " is a type of relationships, and no node has it"
		err.WithHint("it stands in an arrow: -[:%s]->", syntax.Quote(name.Text))
	case there.set[name.Text]:
		err.Message = quote(name.Text) + " is a label of nodes, and no relationship has it"
		err.WithHint("it stands in round brackets: (:%s)", syntax.Quote(name.Text))
	case len(near) > 0:
		err.WithHint("did you mean %s?", alternatives(near))
	case there.alike(name.Text) != "":
		err.WithHint("there is a %s %s, but %s has a %s", other, syntax.Quote(there.alike(name.Text)), whose, what)
	case what == "label" && c.nodeKeys.set["id"]:
		err.WithHint("one node by its id: ({id: '%s'}); the labels are %s", strings.ToLower(name.Text), listed(here.list))
	default:
		err.WithHint("the %ss are %s", what, listed(here.list))
	}
}

// key checks the name of a property of what has type t, where that is certain.
func (c *checker) key(name syntax.Name, t typ) {
	if !c.known() || c.err != nil {
		return
	}
	here, there := &c.nodeKeys, &c.relationships
	what, other := "nodes", "relationships"
	switch {
	case t.is(value.KindNode):
	case t.is(value.KindRelationship):
		here, there, what, other = there, here, other, what
	default:
		return
	}
	if here.set[name.Text] {
		return
	}
	err := c.fail(fault.SemanticError, "UnknownProperty", name.Span, "%s have no property %s", what, quote(name.Text))
	near := graph.Suggest(name.Text, here.list)
	switch {
	case here.alike(name.Text) != "":
		err.WithHint("it is written %s", syntax.Quote(here.alike(name.Text)))
	case what == "nodes" && (strings.EqualFold(name.Text, "label") || strings.EqualFold(name.Text, "labels")):
		err.WithHint("the labels of a node are labels(n), and asked for by n:Label; its properties are %s", listed(here.list))
	case what == "nodes" && strings.EqualFold(name.Text, "type"):
		err.WithHint("the labels of a node are labels(n), the type of a relationship is type(r)")
	case there.set[name.Text]:
		err.Message += ", but " + other + " have"
	case len(near) > 0:
		err.WithHint("did you mean %s?", alternatives(near))
	case what == "nodes" && strings.EqualFold(name.Text, "degree"):
		err.WithHint("how many relationships a node has: COUNT { (n)--() }")
	case what == "relationships" && joins[strings.ToLower(name.Text)]:
		err.WithHint("the nodes that it joins are startNode(r) and endNode(r)")
	case what == "relationships" && strings.EqualFold(name.Text, "type"):
		err.WithHint("the type of a relationship is type(r)")
	default:
		err.WithHint("their properties are %s", listed(here.list))
	}
}

// misnamed notes a variable of a pattern that nothing else uses, that has no label or type, and that is called like
// one: what is meant by -[ADVICE]-> is -[:ADVICE]->, and the variable would match everything.
func (c *checker) misnamed(q *syntax.Query) {
	if !c.known() || c.err != nil {
		return
	}
	uses, all := map[string]int{}, false
	named := func(name *syntax.Name) {
		if name != nil {
			uses[name.Text]++
		}
	}
	type suspect struct {
		name     *syntax.Name
		what     string
		brackets [2]string
	}
	var suspects []suspect
	syntax.Inspect(q, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Variable:
			named(&n.Name)
		case *syntax.NodePattern:
			named(n.Var)
			if n.Var != nil && n.Label == nil && c.labels.set[n.Var.Text] {
				suspects = append(suspects, suspect{name: n.Var, what: "label", brackets: [2]string{"(", ")"}})
			}
		case *syntax.RelationshipPattern:
			named(n.Var)
			if n.Var != nil && n.Type == nil && c.types.set[n.Var.Text] {
				suspects = append(suspects, suspect{name: n.Var, what: "type", brackets: [2]string{"[", "]"}})
			}
		case *syntax.With:
			all = all || n.Star
		case *syntax.Return:
			all = all || n.Star
		}
		return true
	})
	for _, s := range suspects {
		if name := s.name.Text; !all && uses[name] == 1 {
			c.fail(fault.SemanticError, "UnusedVariable", s.name.Span, "%s is a %s, but stands here as the name of a variable that nothing uses", quote(name), s.what).
				WithHint("write %s:%s%s, with a colon; a variable can have another name", s.brackets[0], name, s.brackets[1])
			return
		}
	}
}

// joins are words by which people ask for the ends of a relationship.
var joins = map[string]bool{"from": true, "to": true, "source": true, "target": true, "start": true, "end": true}

// likelyKey is the property of a node that a string is most likely meant for, by how it is written.
func (c *checker) likelyKey(x syntax.Expr) string {
	if p, ok := x.(*syntax.Property); ok && c.nodeKeys.set[p.Key.Text] {
		return syntax.Quote(p.Key.Text)
	}
	written := ""
	if literal, ok := x.(*syntax.Literal); ok {
		written = literal.Value.Text()
	}
	likely := []string{"id", "name", "title"}
	switch {
	case strings.Contains(written, " "):
		likely = []string{"name", "title", "id"}
	case written != strings.ToLower(written):
		likely = []string{"short_name", "name", "title", "id"}
	}
	for _, key := range likely {
		if c.nodeKeys.set[key] {
			return key
		}
	}
	if len(c.nodeKeys.list) > 0 {
		return syntax.Quote(c.nodeKeys.list[0])
	}
	return "name"
}
