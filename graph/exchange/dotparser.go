package exchange

import (
	"context"
	"strings"
)

// dotValue is the value of an attribute.
type dotValue struct {
	text   string
	markup bool
}

type dotAttribute struct {
	name  string
	value dotValue
}

// dotAttributes are in the order in which they were first set.
type dotAttributes []dotAttribute

func (a dotAttributes) get(name string) (dotValue, bool) {
	for _, attribute := range a {
		if attribute.name == name {
			return attribute.value, true
		}
	}
	return dotValue{}, false
}

// with returns a with an attribute set; a stays as it is for those who have it.
func (a dotAttributes) with(further dotAttributes) dotAttributes {
	if len(further) == 0 {
		return a
	}
	merged := make(dotAttributes, len(a), len(a)+len(further))
	copy(merged, a)
next:
	for _, attribute := range further {
		for i := range merged {
			if merged[i].name == attribute.name {
				merged[i].value = attribute.value
				continue next
			}
		}
		if len(merged) < maxDOTAttributes {
			merged = append(merged, attribute)
		}
	}
	return merged
}

type dotNode struct {
	id         string
	line       int
	attributes dotAttributes
	cluster    int // the innermost cluster that it is in, or -1
}

type dotEdge struct {
	from, to   int32
	line       int
	directed   bool
	attributes dotAttributes
}

type dotCluster struct {
	name       string
	attributes dotAttributes
	within     int // the cluster around it, or -1
}

// dotGraph is what a file says.
type dotGraph struct {
	strict, directed bool
	name             string
	attributes       dotAttributes
	nodes            []dotNode
	edges            []dotEdge
	clusters         []dotCluster
}

// dotScope is a graph or subgraph whose statements are being read.
type dotScope struct {
	name         string
	nodes, edges dotAttributes // defaults
	attributes   dotAttributes // of the graph
	cluster      int           // that it is or is in, or -1
	own          bool          // it is that cluster
	members      *dotMembers

	// The statement that is being read: the ends of its edges so far.
	ends     []dotEnd
	directed []bool // the operators between them
	line     int
}

// dotMembers are the nodes of a subgraph and the subgraphs in it, in order.
type dotMembers struct {
	items    []int32 // nodes; -1, -2 and so on are the subgraphs
	children []*dotMembers
	nodes    []int32 // all of them, once; nil until they are asked for
}

func (m *dotMembers) add(n int32) { m.items, m.nodes = append(m.items, n), nil }

func (m *dotMembers) addChild(child *dotMembers) {
	m.children = append(m.children, child)
	m.add(int32(-len(m.children)))
}

// all returns the nodes of a subgraph and of those in it, each once.
func (m *dotMembers) all() []int32 {
	type place struct {
		m    *dotMembers
		next int
	}
	seen, entered := map[int32]bool{}, map[*dotMembers]bool{m: true}
	nodes := []int32{}
	for stack := []place{{m, 0}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		if top.next == len(top.m.items) {
			stack = stack[:len(stack)-1]
			continue
		}
		item := top.m.items[top.next]
		top.next++
		if item >= 0 {
			if !seen[item] {
				seen[item] = true
				nodes = append(nodes, item)
			}
		} else if child := top.m.children[-1-item]; !entered[child] {
			entered[child] = true
			stack = append(stack, place{child, 0})
		}
	}
	return nodes
}

// dotEnd is an end of an edge: a node, or those of a subgraph.
type dotEnd struct {
	node     int32
	subgraph *dotMembers
}

// maxProduct is how many edges the ends of edges that are subgraphs may make: a line "{…} -> {…}" makes as many as the product
// of their nodes.
const maxProduct = 1 << 20

// dotParser reads one graph. It keeps a stack of scopes, so that nothing but that grows with how deep subgraphs stand in one another.
type dotParser struct {
	*dotLexer
	ctx      context.Context
	sink     Sink
	g        dotGraph
	index    map[string]int32
	named    map[string]*dotMembers
	pairs    map[[2]int32]int // of a strict graph: its edges by their ends
	scopes   []*dotScope
	products int
	steps    int
}

func (p *dotParser) scope() *dotScope { return p.scopes[len(p.scopes)-1] }

func (p *dotParser) unexpected(t dotToken, wanted string) error {
	return p.fault(t.line, t.column, "%s is not expected here, but %s", t.String(), wanted)
}

// parse reads the first graph of the file.
func (p *dotParser) parse() error {
	t, err := p.next()
	if err != nil {
		return err
	}
	if t.keyword("strict") {
		p.g.strict = true
		if t, err = p.next(); err != nil {
			return err
		}
	}
	switch {
	case t.keyword("digraph"):
		p.g.directed = true
	case t.keyword("graph"):
	default:
		return p.unexpected(t, `"graph" or "digraph", with which DOT begins`)
	}
	if t, err = p.next(); err != nil {
		return err
	}
	if t.kind == dotID {
		p.g.name = t.text
		if t, err = p.next(); err != nil {
			return err
		}
	}
	if !t.is("{") {
		return p.unexpected(t, `"{", which opens the graph`)
	}
	p.push(&dotScope{cluster: -1, members: &dotMembers{}})
	for len(p.scopes) > 0 {
		if err := interrupted(p.ctx, p.steps); err != nil {
			return err
		}
		p.steps++
		if err := p.statement(); err != nil {
			return err
		}
	}
	t, err = p.next()
	if err == nil && t.kind != dotEOF {
		err = p.sink.Note(t.line, "what comes after the first graph", "left out")
	}
	return err
}

func (p *dotParser) push(s *dotScope) { p.scopes = append(p.scopes, s) }

// statement reads up to the end of a statement, or of the opening or closing of a subgraph in it.
func (p *dotParser) statement() error {
	t, err := p.next()
	if err != nil {
		return err
	}
	s := p.scope()
	switch {
	case t.kind == dotEOF:
		return p.fault(t.line, t.column, "the file ends within the graph: a \"}\" is missing")
	case t.is("}"):
		return p.close()
	case t.is(";"), t.is(","):
		return nil
	}
	s.ends, s.directed, s.line = s.ends[:0], s.directed[:0], t.line
	if t.kind == dotID && !t.quoted {
		switch strings.ToLower(t.text) {
		case "graph", "node", "edge":
			return p.defaults(strings.ToLower(t.text))
		}
	}
	if t.kind == dotID && !t.keyword("subgraph") {
		after, err := p.peek()
		if err != nil {
			return err
		}
		if after.is("=") {
			p.next()
			value, err := p.next()
			if err != nil {
				return err
			}
			if value.kind != dotID {
				return p.unexpected(value, "the value of "+t.text)
			}
			p.graphAttributes(dotAttributes{{t.text, dotValue{value.text, value.markup}}})
			return nil
		}
	}
	return p.end(t)
}

// defaults reads the attributes after "graph", "node" or "edge".
func (p *dotParser) defaults(kind string) error {
	attributes, err := p.attributes()
	if err != nil {
		return err
	}
	s := p.scope()
	switch kind {
	case "graph":
		p.graphAttributes(attributes)
	case "node":
		s.nodes = s.nodes.with(attributes)
	case "edge":
		s.edges = s.edges.with(attributes)
	}
	return nil
}

// graphAttributes sets attributes of the graph, or of the cluster that the scope is.
func (p *dotParser) graphAttributes(attributes dotAttributes) {
	s := p.scope()
	s.attributes = s.attributes.with(attributes)
	switch {
	case len(p.scopes) == 1:
		p.g.attributes = s.attributes
	case s.own:
		p.g.clusters[s.cluster].attributes = s.attributes
	}
}

// end reads an end of an edge, or a statement of one node or subgraph, that begins with t.
func (p *dotParser) end(t dotToken) error {
	switch {
	case t.keyword("subgraph"):
		name := ""
		after, err := p.peek()
		if err != nil {
			return err
		}
		if after.kind == dotID {
			t, _ = p.next()
			name = t.text
			if after, err = p.peek(); err != nil {
				return err
			}
		}
		if after.is("{") {
			p.next()
			return p.open(name, t)
		}
		if name == "" {
			return p.unexpected(*after, "the name of the subgraph, or \"{\"")
		}
		members := p.named[name]
		if members == nil {
			members = &dotMembers{}
		}
		return p.after(dotEnd{subgraph: members})
	case t.is("{"):
		return p.open("", t)
	case t.kind == dotID:
		if err := p.port(); err != nil {
			return err
		}
		return p.after(dotEnd{node: p.node(t)})
	}
	return p.unexpected(t, "a node, an edge, a subgraph or \"}\"")
}

// port passes over the port of a node: ":NAME" and ":COMPASS".
func (p *dotParser) port() error {
	for range 2 {
		colon, err := p.peek()
		if err != nil {
			return err
		}
		if !colon.is(":") {
			return nil
		}
		p.next()
		name, err := p.next()
		if err != nil {
			return err
		}
		if name.kind != dotID {
			return p.unexpected(name, "the port of the node")
		}
	}
	return nil
}

// node returns the number of a node, which is new or not.
func (p *dotParser) node(t dotToken) int32 {
	id := t.text
	if t.quoted && !t.markup {
		id = strings.ReplaceAll(id, `\\`, `\`)
	}
	n, ok := p.index[id]
	s := p.scope()
	if !ok {
		n = int32(len(p.g.nodes))
		p.index[id] = n
		attributes := s.nodes
		if _, labelled := attributes.get("label"); t.markup && !labelled {
			attributes = attributes.with(dotAttributes{{"label", dotValue{id, true}}})
		}
		p.g.nodes = append(p.g.nodes, dotNode{id: id, line: t.line, attributes: attributes, cluster: -1})
	}
	if node := &p.g.nodes[n]; node.cluster < 0 || p.isWithin(s.cluster, node.cluster) {
		node.cluster = s.cluster
	}
	if len(p.scopes) > 1 {
		s.members.add(n)
	}
	return n
}

// isWithin reports whether a cluster stands in another.
func (p *dotParser) isWithin(cluster, other int) bool {
	for ; cluster >= 0; cluster = p.g.clusters[cluster].within {
		if cluster == other {
			return true
		}
	}
	return false
}

// open begins a subgraph.
func (p *dotParser) open(name string, t dotToken) error {
	if len(p.scopes) >= maxDepth {
		return p.fault(t.line, t.column, "subgraphs stand in one another more than %d deep", maxDepth)
	}
	outer := p.scope()
	s := &dotScope{name: name, nodes: outer.nodes, edges: outer.edges, cluster: outer.cluster}
	if strings.HasPrefix(name, "cluster") {
		s.cluster, s.own = len(p.g.clusters), true
		p.g.clusters = append(p.g.clusters, dotCluster{name: name, within: outer.cluster})
	}
	s.members = p.named[name]
	if s.members == nil || name == "" {
		s.members = &dotMembers{}
		if name != "" {
			p.named[name] = s.members
		}
	}
	if len(p.scopes) > 1 {
		outer.members.addChild(s.members)
	}
	p.push(s)
	return nil
}

// close ends a subgraph, which may be an end of an edge.
func (p *dotParser) close() error {
	closed := p.scope()
	p.scopes = p.scopes[:len(p.scopes)-1]
	if len(p.scopes) == 0 {
		return nil
	}
	return p.after(dotEnd{subgraph: closed.members})
}

// after reads what comes after an end: an operator and the next end, or the attributes and so the end of the statement.
func (p *dotParser) after(end dotEnd) error {
	s := p.scope()
	s.ends = append(s.ends, end)
	t, err := p.peek()
	if err != nil {
		return err
	}
	if t.kind == dotDirected || t.kind == dotEdgeOp {
		s.directed = append(s.directed, t.kind == dotDirected)
		if (t.kind == dotDirected) != p.g.directed {
			if err := p.sink.Note(t.line, "an edge "+t.text+" in "+undirectedWord(p.g.directed), "read as it stands"); err != nil {
				return err
			}
		}
		p.next()
		next, err := p.next()
		if err != nil {
			return err
		}
		return p.end(next)
	}
	attributes := dotAttributes(nil)
	if t.is("[") {
		if attributes, err = p.attributes(); err != nil {
			return err
		}
	}
	if len(s.ends) == 1 {
		if end.subgraph == nil {
			n := &p.g.nodes[end.node]
			n.attributes = n.attributes.with(attributes)
		}
		return nil
	}
	return p.connect(s, attributes)
}

func undirectedWord(directed bool) string {
	if directed {
		return "a digraph"
	}
	return "a graph without directions"
}

// attributes reads lists of attributes, "[a=b, c=d] [e=f]"; one without a value is true.
func (p *dotParser) attributes() (attributes dotAttributes, err error) {
	for {
		t, err := p.peek()
		if err != nil {
			return nil, err
		}
		if !t.is("[") {
			return attributes, nil
		}
		open, _ := p.next()
		for {
			t, err := p.next()
			if err != nil {
				return nil, err
			}
			if t.is("]") {
				break
			}
			if t.is(",") || t.is(";") {
				continue
			}
			if t.kind == dotEOF {
				return nil, p.fault(open.line, open.column, "this list of attributes is not closed")
			}
			if t.kind != dotID {
				return nil, p.unexpected(t, "the name of an attribute or \"]\"")
			}
			attribute := dotAttribute{t.text, dotValue{text: "true"}}
			equals, err := p.peek()
			if err != nil {
				return nil, err
			}
			if equals.is("=") {
				p.next()
				value, err := p.next()
				if err != nil {
					return nil, err
				}
				if value.kind != dotID {
					return nil, p.unexpected(value, "the value of "+clip(t.text))
				}
				attribute.value = dotValue{value.text, value.markup}
			}
			if attributes, err = p.set(attributes, attribute, t); err != nil {
				return nil, err
			}
		}
	}
}

// maxDOTAttributes is how many different attributes one list of DOT can have: a node of Graphviz has fewer than 100.
const maxDOTAttributes = 200

func (p *dotParser) set(attributes dotAttributes, a dotAttribute, t dotToken) (dotAttributes, error) {
	for i := range attributes {
		if attributes[i].name == a.name {
			attributes[i].value = a.value
			return attributes, nil
		}
	}
	if len(attributes) == maxDOTAttributes {
		return nil, p.fault(t.line, t.column, "there are more than %d attributes in one list", maxDOTAttributes)
	}
	return append(attributes, a), nil
}

// connect makes the edges of a statement.
func (p *dotParser) connect(s *dotScope, attributes dotAttributes) error {
	attributes = s.edges.with(attributes)
	for i, directed := range s.directed {
		if s.ends[i].subgraph == nil && s.ends[i+1].subgraph == nil {
			p.edge(dotEdge{s.ends[i].node, s.ends[i+1].node, s.line, directed, attributes})
			continue
		}
		from, to := p.nodesOf(s.ends[i]), p.nodesOf(s.ends[i+1])
		if p.products += len(from) * len(to); p.products > maxProduct {
			return p.fault(s.line, 0, "the ends of edges that are subgraphs make more than %d edges", maxProduct)
		}
		for _, a := range from {
			for _, b := range to {
				p.edge(dotEdge{a, b, s.line, directed, attributes})
			}
		}
	}
	return nil
}

// nodesOf returns the nodes of an end.
func (p *dotParser) nodesOf(end dotEnd) []int32 {
	m := end.subgraph
	if m == nil {
		return []int32{end.node}
	}
	if m.nodes == nil {
		m.nodes = m.all()
		p.products += len(m.nodes) // it may be asked for anew whenever it grows
	}
	return m.nodes
}

// edge adds an edge; in a strict graph there is one between two nodes.
func (p *dotParser) edge(e dotEdge) {
	if p.g.strict {
		pair := [2]int32{e.from, e.to}
		if !e.directed && e.from > e.to {
			pair = [2]int32{e.to, e.from}
		}
		if k, ok := p.pairs[pair]; ok {
			p.g.edges[k].attributes = p.g.edges[k].attributes.with(e.attributes)
			return
		}
		p.pairs[pair] = len(p.g.edges)
	}
	p.g.edges = append(p.g.edges, e)
}
