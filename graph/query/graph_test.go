package query_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// agencies is a small graph:
//
//	SIS ──SHARES 1994──▶ MI5 ──SHARES 2013──▶ NCA ──ASSISTS──▶ Met      IPT
//	 ▲                   ▲ │                  ▲
//	 └──SHARES── GCHQ ───┘ └─────ASSISTS──────┘
//	              (1995)
type agencies struct {
	nodes []agency
	links []link
}

type agency struct {
	labels []string
	name   string
	size   int64 // 0: not known
}

type link struct {
	from, to value.NodeID
	kind     int
	since    int64 // 0: not known
}

const (
	mi5 value.NodeID = iota
	sis
	gchq
	nca
	met
	ipt
)

var linkTypes = []string{"SHARES", "ASSISTS"}

func newAgencies() *agencies {
	return &agencies{
		nodes: []agency{
			{labels: []string{"Body", "Agency"}, name: "MI5", size: 4000},
			{labels: []string{"Body", "Agency"}, name: "SIS", size: 3000},
			{labels: []string{"Body", "Agency"}, name: "GCHQ", size: 6000},
			{labels: []string{"Body", "Police"}, name: "NCA", size: 5000},
			{labels: []string{"Body", "Police"}, name: "Met"},
			{labels: []string{"Court"}, name: "IPT"},
		},
		links: []link{
			{from: sis, to: mi5, since: 1994},
			{from: gchq, to: mi5, since: 1995},
			{from: mi5, to: nca, since: 2013},
			{from: mi5, to: nca, kind: 1},
			{from: nca, to: met, kind: 1},
			{from: gchq, to: sis},
		},
	}
}

func (g *agencies) NumNodes() int                     { return len(g.nodes) }
func (g *agencies) NumRelationships() int             { return len(g.links) }
func (g *agencies) Labels(n value.NodeID) []string    { return g.nodes[n].labels }
func (g *agencies) Types() []string                   { return linkTypes }
func (g *agencies) TypeOf(r value.RelationshipID) int { return g.links[r].kind }
func (g *agencies) Mutual(value.RelationshipID) bool  { return false }
func (g *agencies) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return g.links[r].from, g.links[r].to
}

func (g *agencies) NodeProperty(n value.NodeID, key string) value.Value {
	switch node := g.nodes[n]; {
	case key == "name":
		return value.String(node.name)
	case key == "size" && node.size > 0:
		return value.Int(node.size)
	}
	return value.Null
}

func (g *agencies) NodeKeys(n value.NodeID) []string {
	if g.nodes[n].size > 0 {
		return []string{"name", "size"}
	}
	return []string{"name"}
}

func (g *agencies) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	if key == "since" && g.links[r].since > 0 {
		return value.Int(g.links[r].since)
	}
	return value.Null
}

func (g *agencies) RelationshipKeys(r value.RelationshipID) []string {
	if g.links[r].since > 0 {
		return []string{"since"}
	}
	return nil
}

// answer runs a query and returns its rows as text.
func answer(e *query.Engine, text string, params map[string]value.Value) ([]string, error) {
	statement, err := e.Prepare(text)
	if err != nil {
		return nil, err
	}
	rows := []string{}
	for row, err := range statement.Run(context.Background(), params) {
		if err != nil {
			return rows, err
		}
		if len(row) != len(statement.Columns()) {
			return rows, errors.New("a row has not the length of the columns")
		}
		rows = append(rows, show(row))
	}
	return rows, nil
}

func show(row []value.Value) string {
	var cells []string
	for _, v := range row {
		cells = append(cells, value.Format(v, newAgencies()))
	}
	return strings.Join(cells, " | ")
}

// clauseTest is a query with the rows that come out, in order.
type clauseTest struct {
	text string
	want []string
}

func checkClauses(t *testing.T, tests []clauseTest) {
	t.Helper()
	e := query.New(newAgencies(), query.Options{})
	for _, test := range tests {
		got, err := answer(e, test.text, nil)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
		} else if !slices.Equal(got, test.want) {
			t.Errorf("%s\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}
