package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

// allPairs are the measures that search from every organisation.
var allPairs = map[string]bool{"betweenness": true, "relationship-betweenness": true, "closeness": true, "harmonic": true}

// upToScale are the measures that libraries scale as they like.
var upToScale = map[string]bool{"eigenvector": true, "hubs": true, "authorities": true}

// firstValues is how many values are compared.
const firstValues = 10

// timing is one run of one library.
type timing struct {
	Peer, Version, Measure, Missing string
	Seconds                         float64
	First                           []float64
}

func measureNames(asked string) ([]string, error) {
	var names []string
	if asked == "" {
		for _, m := range centrality.Measures() {
			names = append(names, m.Name)
		}
		return names, nil
	}
	for name := range strings.SplitSeq(asked, ",") {
		if _, err := centrality.Lookup(name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// compare times every library on the edge list, and prints the table.
func (s *settings) compare(ctx context.Context) error {
	ours, g, err := s.timeOurs(ctx)
	if err != nil {
		return err
	}
	all := [][]timing{ours}
	if s.gonum {
		all = append(all, s.timeGonum(g))
	}
	n, m := g.NumOrganisations(), g.NumRelationships()
	g = nil
	python, err := s.timePython(ctx, n)
	if err != nil {
		return err
	}
	all = append(all, python...)
	return s.print(n, m, all)
}

// least runs f so often and returns the least of the times, or of one that is over a second.
func (s *settings) least(f func() error) (seconds float64, err error) {
	seconds = math.Inf(1)
	for range s.repeat {
		start := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		took := time.Since(start).Seconds()
		seconds = min(seconds, took)
		if took > 1 {
			break
		}
	}
	return seconds, nil
}

// wanted are the measures that make sense at the size.
func (s *settings) wanted(n int) (names []string) {
	for _, name := range s.measures {
		if n <= s.exact || !allPairs[name] {
			names = append(names, name)
		}
	}
	return names
}

func (s *settings) say(t timing) timing {
	if t.Missing != "" {
		fmt.Fprintf(s.progress, "%s: %s\n", t.Peer, t.Missing)
	} else {
		fmt.Fprintf(s.progress, "%s %s: %.3f s\n", t.Peer, t.Measure, t.Seconds)
	}
	return t
}

func (s *settings) timeOurs(ctx context.Context) (all []timing, g *graph.Graph, err error) {
	seconds, err := s.least(func() error {
		g, err = load(s.edges, runtime.GOMAXPROCS(0))
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	all = append(all, s.say(timing{Peer: "liaison", Measure: "load", Seconds: seconds}))
	for _, name := range s.wanted(g.NumOrganisations()) {
		m, err := centrality.Lookup(name)
		if err != nil {
			return nil, nil, err
		}
		var result *centrality.Result
		seconds, err := s.least(func() error {
			result, err = m.Compute(ctx, g, centrality.Options{})
			return err
		})
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		first := result.Values[:min(firstValues, len(result.Values))]
		all = append(all, s.say(timing{Peer: "liaison", Measure: name, Seconds: seconds, First: first}))
	}
	return all, g, nil
}

// timeGonum times what gonum has that takes neither memory in the square of the organisations nor hours.
func (s *settings) timeGonum(g *graph.Graph) (all []timing) {
	var d *simple.DirectedGraph
	start := time.Now()
	d = simple.NewDirectedGraph()
	for n := range g.Nodes() {
		d.AddNode(simple.Node(n))
	}
	for e := range g.Edges() {
		if g.From(e) != g.To(e) {
			d.SetEdge(simple.Edge{F: simple.Node(g.From(e)), T: simple.Node(g.To(e))})
		}
	}
	all = append(all, s.say(timing{Peer: "gonum", Measure: "load", Seconds: time.Since(start).Seconds()}))
	for _, name := range s.wanted(g.NumOrganisations()) {
		f, ok := map[string]func() map[int64]float64{
			"pagerank":    func() map[int64]float64 { return network.PageRankSparse(d, 0.85, 1e-10) },
			"betweenness": func() map[int64]float64 { return network.Betweenness(d) },
		}[name]
		if !ok {
			continue
		}
		var values map[int64]float64
		seconds, _ := s.least(func() error { values = f(); return nil })
		var first []float64
		for n := range min(firstValues, g.NumOrganisations()) {
			first = append(first, values[int64(n)])
		}
		all = append(all, s.say(timing{Peer: "gonum", Measure: name, Seconds: seconds, First: first}))
	}
	return all
}

// timePython runs peers.py once for each peer, so that none has the memory of another to live with.
func (s *settings) timePython(ctx context.Context, n int) (all [][]timing, err error) {
	if s.python == "none" {
		return nil, nil
	}
	for _, peer := range s.peers {
		request, err := json.Marshal(map[string]any{
			"peers": []string{peer}, "measures": s.wanted(n), "first": firstValues, "repeat": s.repeat,
		})
		if err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, s.python, "-W", "ignore", "-c", string(script), s.edges, string(request))
		var complaints bytes.Buffer // apart, because it is written while we write our progress
		cmd.Stderr = &complaints
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		var timings []timing
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var t timing
			if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
				return nil, fmt.Errorf("%s prints %q, which is not JSON: %w", peer, lines.Text(), err)
			}
			s.say(t)
			if t.Missing == "" {
				timings = append(timings, t)
			}
		}
		err = errors.Join(lines.Err(), cmd.Wait())
		if _, writeErr := complaints.WriteTo(s.progress); err == nil {
			err = writeErr
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", peer, err)
		}
		if len(timings) > 0 {
			all = append(all, timings)
		}
	}
	return all, nil
}

// print writes the table: a row a measure, a column a library, and how many times longer than ours it takes.
func (s *settings) print(n, m int, all [][]timing) error {
	fmt.Fprintf(s.out, "%d organisations, %d relationships; seconds, and how many times ours.\n\n", n, m)
	header, rule := "| measure |", "|---|"
	for _, timings := range all {
		name := timings[0].Peer
		if timings[0].Version != "" {
			name += " " + timings[0].Version
		}
		header, rule = header+" "+name+" |", rule+"--:|"
	}
	fmt.Fprintf(s.out, "%s\n%s\n", header, rule)
	var wrong []string
	for _, ours := range all[0] {
		line := fmt.Sprintf("| %s | %s |", ours.Measure, seconds(ours.Seconds))
		for _, timings := range all[1:] {
			cell := " – |"
			for _, t := range timings {
				if t.Measure != ours.Measure {
					continue
				}
				cell = fmt.Sprintf(" %s (%s×) |", seconds(t.Seconds), seconds(t.Seconds/ours.Seconds))
				if problem := differ(ours, t); problem != "" {
					wrong = append(wrong, problem)
				}
			}
			line += cell
		}
		fmt.Fprintln(s.out, line)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the values disagree, so that the times are not of the same thing:\n%s", strings.Join(wrong, "\n"))
	}
	fmt.Fprintf(s.out, "\nThe values of the first %d agree to 1e-6 of the greatest of them.\n", firstValues)
	return nil
}

// seconds writes three digits of what takes a tenth of a second or more, and two of less.
func seconds(s float64) string {
	digits := 2
	if s >= 0.0995 {
		digits = 3
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(s, 'e', digits-1, 64), 64)
	if err != nil {
		return fmt.Sprint(s)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// differ says where the first values of a peer are not ours, or "".
func differ(ours, peer timing) string {
	if ours.First == nil {
		return ""
	}
	if len(ours.First) != len(peer.First) {
		return fmt.Sprintf("%s: %s has %d values, we %d", ours.Measure, peer.Peer, len(peer.First), len(ours.First))
	}
	a, b := greatest(ours.First), greatest(peer.First)
	scale := 1.0
	if upToScale[ours.Measure] && a > 0 && b > 0 {
		scale = a / b
	}
	for i := range ours.First {
		if !(math.Abs(ours.First[i]-scale*peer.First[i]) <= 1e-6*max(a, 1e-300)) {
			return fmt.Sprintf("%s: number %d is %v, %s has %v", ours.Measure, i, ours.First[i], peer.Peer, peer.First[i]*scale)
		}
	}
	return ""
}

func greatest(values []float64) float64 {
	top := 0.0
	for _, x := range values {
		top = max(top, math.Abs(x))
	}
	return top
}
