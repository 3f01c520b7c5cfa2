package match

import (
	"github.com/liaisongraph/liaison/graph/internal/product"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// state is one run of a Matcher: what is bound so far.
type state struct {
	m     *Matcher
	rt    *eval.Runtime
	row   eval.Row
	emit  func(eval.Row) error
	nodes []int32 // by nodeVar.id
	edges []int32 // by hop.id
	found []found // by the id of groups and of searched paths
	used  []int32 // relationships that may not come again
	// again says, by cond.id, which conditions are to be looked at when the match is complete: they failed with an
	// error, or a part of them did.
	again []bool
}

// found is what a search found for a group or path. Its slices are those of the search.
type found struct {
	p *program
	product.Match
}

// at returns the visits of step i, in the order of the search.
func (f *found) at(i int) []visit {
	s := &f.p.states[f.States[i]]
	if i == len(f.States)-1 {
		return s.last
	}
	return s.visits
}

// via returns the hop of relationship i.
func (f *found) via(i int) *hop { return f.p.states[f.States[i+1]].via }

// walk goes over what was found in the order in which it is written: places with their nodes, and hops with their
// relationships.
func (f *found) walk(node func(v visit, n int32) bool, edge func(h *hop, e int32) bool) bool {
	k := len(f.Nodes)
	for step := range k {
		i := step
		if f.p.reverse {
			i = k - 1 - step
		}
		visits := f.at(i)
		for j := range visits {
			v := visits[j]
			if f.p.reverse {
				v = visits[len(visits)-1-j]
				v.begin, v.end = v.end, v.begin
			}
			if !node(v, f.Nodes[i]) {
				return false
			}
		}
		if step == k-1 {
			break
		}
		e := i
		if f.p.reverse {
			e = i - 1
		}
		if !edge(f.via(e), f.Edges[e]) {
			return false
		}
	}
	return true
}

// list returns the value of a variable of a group.
func (f *found) list(l *listVar) value.Value {
	items := []value.Value{}
	f.walk(func(v visit, n int32) bool {
		if l.place != nil && v.place == l.place {
			items = append(items, value.Node(nodeID(n)))
		}
		return true
	}, func(h *hop, e int32) bool {
		if l.hop != nil && h == l.hop {
			items = append(items, value.Relationship(relID(e)))
		}
		return true
	})
	return value.List(items)
}

// path returns the value of the variable of a path.
func (st *state) path(p *path) value.Value {
	v := &value.Path{}
	if p.searched {
		st.found[p.id].appendTo(v)
		return value.OfPath(v)
	}
	for i, at := range p.places {
		// A group has the node at its end, and nothing between two places adds none.
		if i == 0 || p.links[i-1].hop != nil {
			v.Nodes = append(v.Nodes, nodeID(st.nodes[at.v.id]))
		}
		if i == len(p.links) {
			break
		}
		switch l := p.links[i]; {
		case l.hop != nil:
			v.Relationships = append(v.Relationships, relID(st.edges[l.hop.id]))
		case l.group != nil:
			v.Nodes = v.Nodes[:len(v.Nodes)-1]
			st.found[l.group.id].appendTo(v)
		}
	}
	return value.OfPath(v)
}

// appendTo appends what was found, as it is written.
func (f *found) appendTo(p *value.Path) {
	if p.Nodes == nil {
		p.Nodes = make([]value.NodeID, 0, len(f.Nodes))
		p.Relationships = make([]value.RelationshipID, 0, len(f.Edges))
	}
	reverse := f.p != nil && f.p.reverse
	for i := range f.Nodes {
		if reverse {
			i = len(f.Nodes) - 1 - i
		}
		p.Nodes = append(p.Nodes, nodeID(f.Nodes[i]))
	}
	for i := range f.Edges {
		if reverse {
			i = len(f.Edges) - 1 - i
		}
		p.Relationships = append(p.Relationships, relID(f.Edges[i]))
	}
}

// bind makes n the node of v, and reports whether it can be.
func (st *state) bind(v *nodeVar, n int32) bool {
	if v.test != nil && !v.test(n) {
		return false
	}
	st.set(v, n)
	return true
}

func (st *state) set(v *nodeVar, n int32) {
	st.nodes[v.id] = n
	if v.slot >= 0 {
		st.row[v.slot] = value.Node(nodeID(n))
	}
}

// cross makes e the relationship of a hop.
func (st *state) cross(h *hop, e int32) {
	st.edges[h.id] = e
	if h.slot >= 0 {
		st.row[h.slot] = value.Relationship(relID(e))
	}
}

// holds reports whether a condition holds now. One that fails with an error does for now.
func (st *state) holds(c *cond) bool {
	v, err := c.eval(st.rt, st.row)
	if c.source == nil {
		st.again[c.id] = err != nil
	} else if err != nil {
		st.again[c.source.id] = true
	}
	return err != nil || v.IsTrue()
}

// complete gives the paths and lists that a condition speaks of their values.
func (st *state) complete(c *cond) {
	for _, p := range st.m.paths {
		if p.slot >= 0 && c.names[p.name] {
			st.row[p.slot] = st.path(p)
		}
		for _, l := range p.links {
			if l.group == nil {
				continue
			}
			id := l.group.id
			if p.searched {
				id = p.id
			}
			for _, v := range l.group.lists {
				if c.names[v.name] {
					st.row[v.slot] = st.found[id].list(v)
				}
			}
		}
	}
}
