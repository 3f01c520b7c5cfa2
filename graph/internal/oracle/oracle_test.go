package oracle_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// row is one question to the project and to a peer.
type row struct {
	name string
	// ours is nil where the graph has no such thing.
	ours func(ctx context.Context, g *graph.Graph) ([]float64, error)
	peer string // a function of measures.py or structures.py
	view view   // what the peer is given of the graph
	// differs is what is known to differ between the two and what is done about it; where it is about some
	// graphs only, where has those that can be compared.
	differs string
	where   func(named) bool
	// least is how many graphs must have been compared, so that a row cannot come to nothing; 0 is 200.
	least  int
	params map[string]float64
}

// view says what a peer sees of a graph; see View in view.py.
type view struct {
	Direction string `json:"direction"`
	Collapse  bool   `json:"collapse"`
	DropLoops bool   `json:"drop_loops"`
	Weight    string `json:"weight,omitempty"`
}

const tolerance = 1e-9

// tame leaves out graphs in which rounding decides.
func tame(g named) bool { return g.tame }

type relationship [4]any // from, to, weight, mutual

type request struct {
	Graphs    []requestGraph `json:"graphs"`
	Questions []question     `json:"questions"`
}

type requestGraph struct {
	Name          string         `json:"name"`
	N             int            `json:"n"`
	Relationships []relationship `json:"relationships"`
	Groups        []int32        `json:"groups"`
	Communities   []int32        `json:"communities"`
}

type question struct {
	Peer    string             `json:"peer"`
	View    view               `json:"view"`
	Params  map[string]float64 `json:"params,omitempty"`
	Without []string           `json:"without,omitempty"`
}

type answers struct {
	Versions map[string]string `json:"versions"`
	Answers  []struct {
		Seconds float64 `json:"seconds"`
		Graphs  []struct {
			Values []*float64 `json:"values"` // nil is not to be compared
			Error  string     `json:"error"`
		} `json:"graphs"`
	} `json:"answers"`
}

// interpreter returns a Python that has the peers.
func interpreter(t *testing.T) string {
	candidates := []string{"python3", "/usr/bin/python3"}
	if named := os.Getenv("LIAISON_PYTHON"); named != "" {
		candidates = []string{named}
	}
	var failed error
	for _, python := range candidates {
		out, err := exec.CommandContext(t.Context(), python, "-c", "import networkx, igraph, numpy").CombinedOutput()
		if err == nil {
			return python
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		failed = fmt.Errorf("%s: %v: %s", python, err, lines[len(lines)-1])
	}
	graphtest.Need(t, failed, "agreement with NetworkX and igraph")
	return ""
}

// ask runs oracle.py once on all graphs and rows.
func ask(t *testing.T, python string, graphs []named, rows []row) *answers {
	t.Helper()
	req := request{}
	for _, g := range graphs {
		rg := requestGraph{Name: g.name, N: g.graph.NumOrganisations(), Relationships: []relationship{}, Groups: groups(g.graph)}
		found, err := communities(t.Context(), g.graph)
		if err != nil {
			t.Fatalf("%s: communities: %v", g.name, err)
		}
		rg.Communities = found.Partition.Of
		for e := range g.graph.Edges() {
			rg.Relationships = append(rg.Relationships, relationship{g.graph.From(e), g.graph.To(e), g.graph.Weight(e), g.graph.IsMutual(e)})
		}
		req.Graphs = append(req.Graphs, rg)
	}
	for _, r := range rows {
		q := question{Peer: r.peer, View: r.view, Params: r.params}
		for _, g := range graphs {
			if r.where != nil && !r.where(g) {
				q.Without = append(q.Without, g.name)
			}
		}
		req.Questions = append(req.Questions, q)
	}
	in, err := json.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, "oracle.py")
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("oracle.py: %v\n%s", err, &errs)
	}
	got := &answers{}
	if err := json.Unmarshal(out.Bytes(), got); err != nil {
		t.Fatalf("oracle.py answers what is not JSON: %v\n%s", err, &errs)
	}
	return got
}

func TestPeers(t *testing.T) {
	python := interpreter(t)
	all := graphs(t)
	if len(all) < 200 {
		t.Fatalf("%d graphs, want at least 200", len(all))
	}
	table := table()
	found := ask(t, python, all, table)
	t.Logf("%d questions about %d graphs to NetworkX %s and igraph %s", len(table), len(all), found.Versions["networkx"], found.Versions["igraph"])
	for i, r := range table {
		t.Run(r.name+"/"+r.peer, func(t *testing.T) {
			compared, numbers, wrong := 0, 0, 0
			for j, g := range all {
				answer := found.Answers[i].Graphs[j]
				if answer.Error != "" {
					t.Errorf("%s: the peer fails: %s", g.name, answer.Error)
				}
				if answer.Values == nil {
					continue
				}
				ours, err := r.ours(t.Context(), g.graph)
				if err != nil {
					t.Errorf("%s: %v", g.name, err)
					continue
				}
				if ours == nil {
					continue // it is not defined
				}
				compared, numbers = compared+1, numbers+len(ours)
				if difference := differ(ours, answer.Values); difference != "" {
					if wrong++; wrong <= 3 {
						t.Errorf("%s: %s%s", g.name, difference, text(g.graph))
					}
				}
			}
			if wrong > 3 {
				t.Errorf("and %d more graphs", wrong-3)
			}
			least := r.least
			if least == 0 {
				least = 200
			}
			if compared < least {
				t.Errorf("%d graphs compared, want at least %d", compared, least)
			}
			t.Logf("%d graphs, %d numbers compared; the peer took %.1f s. %s", compared, numbers, found.Answers[i].Seconds, r.differs)
		})
	}
}

// differ returns the first place in which two lists of numbers disagree, or "".
func differ(ours []float64, peers []*float64) string {
	if len(ours) != len(peers) {
		return fmt.Sprintf("%d numbers, the peer has %d", len(ours), len(peers))
	}
	for i, peer := range peers {
		if peer != nil && !(math.Abs(ours[i]-*peer) <= tolerance*max(1, math.Abs(*peer))) { // so that NaN differs
			return fmt.Sprintf("number %d is %.15g, the peer has %.15g", i, ours[i], *peer)
		}
	}
	return ""
}

// text writes a small graph in the form of graphtest.Of.
func text(g *graph.Graph) string {
	if g.NumRelationships() > 12 {
		return ""
	}
	var s strings.Builder
	for e := range g.Edges() {
		sign := ">"
		if g.IsMutual(e) {
			sign = "="
		}
		fmt.Fprintf(&s, "\n\t%d %s %d %v", g.From(e), sign, g.To(e), g.Weight(e))
	}
	return s.String()
}

// TestEveryMeasureIsCompared holds that a new measure comes with a row.
func TestEveryMeasureIsCompared(t *testing.T) {
	names := map[string]bool{}
	for _, r := range table() {
		names[strings.Fields(r.name)[0]] = true
	}
	for _, m := range centrality.Measures() {
		if !names[m.Name] {
			t.Errorf("no row compares %s", m.Name)
		}
	}
}

// TestDifferenceIsSeen holds that the comparison can fail.
func TestDifferenceIsSeen(t *testing.T) {
	for _, c := range []struct {
		ours, peers []float64
		same        bool
	}{
		{[]float64{1, 2}, []float64{1, 2}, true},
		{[]float64{1}, []float64{1, 2}, false},
		{[]float64{1, 2 + 1e-8}, []float64{1, 2}, false},
		{[]float64{1e9 + 0.5}, []float64{1e9}, true},
		{[]float64{1e9 + 2}, []float64{1e9}, false},
		{[]float64{math.NaN()}, []float64{0}, false},
		{[]float64{1e-8}, []float64{0}, false},
	} {
		peers := make([]*float64, len(c.peers))
		for i := range peers {
			peers[i] = &c.peers[i]
		}
		if got := differ(c.ours, peers) == ""; got != c.same {
			t.Errorf("%v and %v: same is %t", c.ours, c.peers, got)
		}
	}
}
