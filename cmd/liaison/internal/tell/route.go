package tell

import (
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// Route is a path with all that is told of it.
type Route struct {
	Hops          int     `json:"hops"`
	Cost          float64 `json:"cost,omitzero"` // the sum of 1 over the weights, where it is asked for
	Text          string  `json:"text"`
	Organisations []Stop  `json:"organisations"`
	Steps         []Hop   `json:"steps"`

	Graph *graph.Graph `json:"-"`
	Path  path.Path    `json:"-"`
}

type Stop struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Hop is one relationship of a path, as it is crossed.
type Hop struct {
	From     string `json:"from"`
	FromName string `json:"from_name"`
	Phrase   string `json:"phrase"`
	To       string `json:"to"`
	ToName   string `json:"to_name"`
	Crossed  string `json:"crossed"` // "out", "in" or "mutual"
	// Relationship is the record, whose own ends may be the other way round.
	Relationship graph.Relationship `json:"relationship"`
	Sentence     string             `json:"sentence"`

	UsuallyMutual bool `json:"-"` // what its type is
}

func NewRoute(g *graph.Graph, p path.Path) *Route {
	r := &Route{Hops: p.Len(), Steps: []Hop{}, Graph: g, Path: p}
	for _, n := range p.Nodes {
		r.Organisations = append(r.Organisations, Stop{g.ID(n), g.Name(n)})
	}
	for i, e := range p.Edges {
		from, to := p.Nodes[i], p.Nodes[i+1]
		direction, phrase := PhraseFrom(g, e, from)
		says := Sentence(g, e)
		if direction == "mutual" {
			says = g.ShortName(from) + " " + phrase + " " + g.ShortName(to)
		}
		r.Steps = append(r.Steps, Hop{
			From: g.ID(from), FromName: g.ShortName(from), Phrase: phrase, To: g.ID(to), ToName: g.ShortName(to),
			Crossed: direction, Relationship: g.Relationship(e), Sentence: says,
			UsuallyMutual: g.Type(e).Mutual,
		})
	}
	r.Text = PathSentence(g, p)
	return r
}

// Cost is the sum of 1 over the weights of the relationships of a path.
func Cost(g *graph.Graph, p path.Path) float64 {
	cost := 0.0
	for _, e := range p.Edges {
		cost += 1 / g.Weight(e)
	}
	return cost
}
