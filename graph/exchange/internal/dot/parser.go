package dot

import (
	"context"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// scope is a graph or subgraph whose statements are being read.
type scope struct {
	name         string
	nodes, edges Attributes // defaults
	attributes   Attributes // of the graph
	cluster      int        // that it is or is in, or -1
	own          bool       // it is that cluster
	members      *memberList

	// The statement that is being read: the ends of its edges so far.
	ends     []edgeEnd
	directed []bool // the operators between them
	line     int
}

// memberList are the nodes of a subgraph and the subgraphs in it, in order.
type memberList struct {
	items    []int32 // nodes; -1, -2 and so on are the subgraphs
	children []*memberList
	nodes    []int32 // all of them, once; nil until they are asked for
}

func (m *memberList) add(n int32) { m.items, m.nodes = append(m.items, n), nil }

func (m *memberList) addChild(child *memberList) {
	m.children = append(m.children, child)
	m.add(int32(-len(m.children)))
}

// all returns the nodes of a subgraph and of those in it, each once.
func (m *memberList) all() []int32 {
	type place struct {
		m    *memberList
		next int
	}
	seen, entered := map[int32]bool{}, map[*memberList]bool{m: true}
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

// edgeEnd is an end of an edge: a node, or those of a subgraph.
type edgeEnd struct {
	node     int32
	subgraph *memberList
}

// maxProduct is how many edges the ends of edges that are subgraphs may make: a line "{…} -> {…}" makes as many as the product
// of their nodes.
const maxProduct = 1 << 20

// parser reads one graph. It keeps a stack of scopes, so that nothing but that grows with how deep subgraphs stand in one another.
type parser struct {
	*lexer
	ctx      context.Context
	note     Note
	g        Graph
	index    map[string]int32
	named    map[string]*memberList
	pairs    map[[2]int32]int // of a strict graph: its edges by their ends
	scopes   []*scope
	products int
	steps    int
}

func (p *parser) current() *scope { return p.scopes[len(p.scopes)-1] }

// interrupted returns the error of the context from time to time.
func (p *parser) interrupted() error {
	if p.steps++; p.steps&4095 == 1 {
		return p.ctx.Err()
	}
	return nil
}

func (p *parser) unexpected(t token, wanted string) error {
	return p.fault(t.line, t.column, "%s is not expected here, but %s", t.String(), wanted)
}

// parse reads the first graph of the file.
func (p *parser) parse() error {
	t, err := p.next()
	if err != nil {
		return err
	}
	if t.keyword("strict") {
		p.g.Strict = true
		if t, err = p.next(); err != nil {
			return err
		}
	}
	switch {
	case t.keyword("digraph"):
		p.g.Directed = true
	case t.keyword("graph"):
	default:
		return p.unexpected(t, `"graph" or "digraph", with which DOT begins`)
	}
	if t, err = p.next(); err != nil {
		return err
	}
	if t.kind == identifier {
		p.g.Name = t.text
		if t, err = p.next(); err != nil {
			return err
		}
	}
	if !t.is("{") {
		return p.unexpected(t, `"{", which opens the graph`)
	}
	p.push(&scope{cluster: -1, members: &memberList{}})
	for len(p.scopes) > 0 {
		if err := p.interrupted(); err != nil {
			return err
		}
		if err := p.statement(); err != nil {
			return err
		}
	}
	t, err = p.next()
	if err == nil && t.kind != endOfFile {
		err = p.note(t.line, "what comes after the first graph", "left out")
	}
	return err
}

func (p *parser) push(s *scope) { p.scopes = append(p.scopes, s) }

// statement reads up to the end of a statement, or of the opening or closing of a subgraph in it.
func (p *parser) statement() error {
	t, err := p.next()
	if err != nil {
		return err
	}
	s := p.current()
	switch {
	case t.kind == endOfFile:
		return p.fault(t.line, t.column, "the file ends within the graph: a \"}\" is missing")
	case t.is("}"):
		return p.close()
	case t.is(";"), t.is(","):
		return nil
	}
	s.ends, s.directed, s.line = s.ends[:0], s.directed[:0], t.line
	if t.kind == identifier && !t.quoted {
		switch strings.ToLower(t.text) {
		case "graph", "node", "edge":
			return p.defaults(strings.ToLower(t.text))
		}
	}
	if t.kind == identifier && !t.keyword("subgraph") {
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
			if value.kind != identifier {
				return p.unexpected(value, "the value of "+t.text)
			}
			p.graphAttributes(Attributes{{t.text, Value{value.text, value.markup}}})
			return nil
		}
	}
	return p.end(t)
}

// defaults reads the attributes after "graph", "node" or "edge".
func (p *parser) defaults(kind string) error {
	attributes, err := p.attributes()
	if err != nil {
		return err
	}
	s := p.current()
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
func (p *parser) graphAttributes(attributes Attributes) {
	s := p.current()
	s.attributes = s.attributes.with(attributes)
	switch {
	case len(p.scopes) == 1:
		p.g.Attributes = s.attributes
	case s.own:
		p.g.Clusters[s.cluster].Attributes = s.attributes
	}
}

// end reads an end of an edge, or a statement of one node or subgraph, that begins with t.
func (p *parser) end(t token) error {
	switch {
	case t.keyword("subgraph"):
		name := ""
		after, err := p.peek()
		if err != nil {
			return err
		}
		if after.kind == identifier {
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
			members = &memberList{}
		}
		return p.after(edgeEnd{subgraph: members})
	case t.is("{"):
		return p.open("", t)
	case t.kind == identifier:
		if err := p.port(); err != nil {
			return err
		}
		return p.after(edgeEnd{node: p.node(t)})
	}
	return p.unexpected(t, "a node, an edge, a subgraph or \"}\"")
}

// port passes over the port of a node: ":NAME" and ":COMPASS".
func (p *parser) port() error {
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
		if name.kind != identifier {
			return p.unexpected(name, "the port of the node")
		}
	}
	return nil
}

// node returns the number of a node, which is new or not.
func (p *parser) node(t token) int32 {
	id := t.text
	if t.quoted && !t.markup {
		id = strings.ReplaceAll(id, `\\`, `\`)
	}
	n, ok := p.index[id]
	s := p.current()
	if !ok {
		n = int32(len(p.g.Nodes))
		p.index[id] = n
		attributes := s.nodes
		if _, labelled := attributes.Get("label"); t.markup && !labelled {
			attributes = attributes.with(Attributes{{"label", Value{id, true}}})
		}
		p.g.Nodes = append(p.g.Nodes, Node{ID: id, Line: t.line, Attributes: attributes, Cluster: -1})
	}
	if node := &p.g.Nodes[n]; node.Cluster < 0 || p.isWithin(s.cluster, node.Cluster) {
		node.Cluster = s.cluster
	}
	if len(p.scopes) > 1 {
		s.members.add(n)
	}
	return n
}

// isWithin reports whether a cluster stands in another.
func (p *parser) isWithin(cluster, other int) bool {
	for ; cluster >= 0; cluster = p.g.Clusters[cluster].Within {
		if cluster == other {
			return true
		}
	}
	return false
}

// open begins a subgraph.
func (p *parser) open(name string, t token) error {
	if len(p.scopes) >= p.limits.Depth {
		return p.fault(t.line, t.column, "subgraphs stand in one another more than %d deep", p.limits.Depth)
	}
	outer := p.current()
	s := &scope{name: name, nodes: outer.nodes, edges: outer.edges, cluster: outer.cluster}
	if strings.HasPrefix(name, "cluster") {
		s.cluster, s.own = len(p.g.Clusters), true
		p.g.Clusters = append(p.g.Clusters, Cluster{Name: name, Within: outer.cluster})
	}
	s.members = p.named[name]
	if s.members == nil || name == "" {
		s.members = &memberList{}
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
func (p *parser) close() error {
	closed := p.current()
	p.scopes = p.scopes[:len(p.scopes)-1]
	if len(p.scopes) == 0 {
		return nil
	}
	return p.after(edgeEnd{subgraph: closed.members})
}

// after reads what comes after an end: an operator and the next end, or the attributes and so the end of the statement.
func (p *parser) after(end edgeEnd) error {
	s := p.current()
	s.ends = append(s.ends, end)
	t, err := p.peek()
	if err != nil {
		return err
	}
	if t.kind == arrow || t.kind == undirectedLine {
		s.directed = append(s.directed, t.kind == arrow)
		if (t.kind == arrow) != p.g.Directed {
			if err := p.note(t.line, "an edge "+t.text+" in "+undirectedWord(p.g.Directed), "read as it stands"); err != nil {
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
	attributes := Attributes(nil)
	if t.is("[") {
		if attributes, err = p.attributes(); err != nil {
			return err
		}
	}
	if len(s.ends) == 1 {
		if end.subgraph == nil {
			n := &p.g.Nodes[end.node]
			n.Attributes = n.Attributes.with(attributes)
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
func (p *parser) attributes() (attributes Attributes, err error) {
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
			if t.kind == endOfFile {
				return nil, p.fault(open.line, open.column, "this list of attributes is not closed")
			}
			if t.kind != identifier {
				return nil, p.unexpected(t, "the name of an attribute or \"]\"")
			}
			attribute := Attribute{t.text, Value{Text: "true"}}
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
				if value.kind != identifier {
					return nil, p.unexpected(value, "the value of "+syntax.Clip(t.text))
				}
				attribute.Value = Value{value.text, value.markup}
			}
			if attributes, err = p.set(attributes, attribute, t); err != nil {
				return nil, err
			}
		}
	}
}

// maxAttributes is how many different attributes one list of DOT can have: a node of Graphviz has fewer than 100.
const maxAttributes = 200

func (p *parser) set(attributes Attributes, a Attribute, t token) (Attributes, error) {
	for i := range attributes {
		if attributes[i].Name == a.Name {
			attributes[i].Value = a.Value
			return attributes, nil
		}
	}
	if len(attributes) == maxAttributes {
		return nil, p.fault(t.line, t.column, "there are more than %d attributes in one list", maxAttributes)
	}
	return append(attributes, a), nil
}

// connect makes the edges of a statement.
func (p *parser) connect(s *scope, attributes Attributes) error {
	attributes = s.edges.with(attributes)
	for i, directed := range s.directed {
		if s.ends[i].subgraph == nil && s.ends[i+1].subgraph == nil {
			p.edge(Edge{s.ends[i].node, s.ends[i+1].node, s.line, directed, attributes})
			continue
		}
		from, to := p.nodesOf(s.ends[i]), p.nodesOf(s.ends[i+1])
		if p.products += len(from) * len(to); p.products > maxProduct {
			return p.fault(s.line, 0, "the ends of edges that are subgraphs make more than %d edges", maxProduct)
		}
		for _, a := range from {
			for _, b := range to {
				p.edge(Edge{a, b, s.line, directed, attributes})
			}
		}
	}
	return nil
}

// nodesOf returns the nodes of an end.
func (p *parser) nodesOf(end edgeEnd) []int32 {
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
func (p *parser) edge(e Edge) {
	if p.g.Strict {
		pair := [2]int32{e.From, e.To}
		if !e.Directed && e.From > e.To {
			pair = [2]int32{e.To, e.From}
		}
		if k, ok := p.pairs[pair]; ok {
			p.g.Edges[k].Attributes = p.g.Edges[k].Attributes.with(e.Attributes)
			return
		}
		p.pairs[pair] = len(p.g.Edges)
	}
	p.g.Edges = append(p.g.Edges, e)
}
