package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
	"sync"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// writeEdgeList writes the arcs of a scale-free graph to a file, "from to" on a line.
func writeEdgeList(path string, seed uint64, nodes, degree int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	var line []byte
	from, to := graphtest.ScaleFreeArcs(seed, nodes, degree)
	for i := range from {
		line = strconv.AppendInt(line[:0], int64(from[i]), 10)
		line = strconv.AppendInt(append(line, ' '), int64(to[i]), 10)
		if _, err := out.Write(append(line, '\n')); err != nil {
			file.Close()
			return err
		}
	}
	if err := out.Flush(); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// load reads an edge list to a graph. The organisations are "o0" to the one with the highest number.
func load(path string, workers int) (*graph.Graph, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	from, to, n, err := parseEdges(data, workers)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	return build(from, to, n)
}

func build(from, to []graph.Node, n int) (*graph.Graph, error) {
	b := graph.NewBuilder()
	if _, err := b.AddOrganisations("o", n); err != nil {
		return nil, err
	}
	if _, err := b.AddRelationships(graph.Bulk{From: from, To: to, Types: []string{"reporting"}}); err != nil {
		return nil, err
	}
	return b.Build()
}

// parseEdges reads lines of two numbers with blanks between and around them. Empty lines and those that
// begin with "#" are passed over. n is one more than the highest number. Each worker takes a share of the
// lines, and writes its edges where the lines before it leave off. An error begins with the number of the
// line.
func parseEdges(data []byte, workers int) (from, to []graph.Node, n int, err error) {
	shares := make([]share, 0, workers)
	lines := 0
	for start, w := 0, 0; w < workers && start < len(data); w++ {
		end := len(data)
		if w < workers-1 {
			end = max(start, len(data)/workers*(w+1))
			if i := bytes.IndexByte(data[end:], '\n'); i >= 0 {
				end += i + 1
			} else {
				end = len(data)
			}
		}
		s := share{data: data[start:end], first: lines}
		lines += bytes.Count(s.data, []byte{'\n'}) + 1 // the last one may lack its end
		shares = append(shares, s)
		start = end
	}
	from, to = make([]graph.Node, lines), make([]graph.Node, lines)
	var wait sync.WaitGroup
	for i := range shares {
		wait.Go(func() { shares[i].parse(from[shares[i].first:], to[shares[i].first:]) })
	}
	wait.Wait()
	found, line := 0, 0
	for _, s := range shares {
		if s.err != nil {
			return nil, nil, 0, fmt.Errorf("%d: %w", line+s.line, s.err)
		}
		copy(from[found:], from[s.first:s.first+s.edges])
		copy(to[found:], to[s.first:s.first+s.edges])
		found, n, line = found+s.edges, max(n, s.n), line+s.line
	}
	return from[:found], to[:found], n, nil
}

// share is what one worker parses.
type share struct {
	data  []byte
	first int // where its edges go
	edges int // how many it found
	n     int // one more than the highest number
	line  int // how many lines it has read, the one with the error included
	err   error
}

func (s *share) parse(from, to []graph.Node) {
	data, highest, edges := s.data, -1, 0
	for i := 0; i < len(data); {
		s.line++
		i = skipBlanks(data, i)
		if i < len(data) && (data[i] == '\n' || data[i] == '#') {
			i = nextLine(data, i)
			continue
		}
		if i == len(data) {
			break
		}
		a, next, ok := number(data, i)
		b, end, ok2 := number(data, skipBlanks(data, next))
		after := skipBlanks(data, end)
		if !ok || !ok2 || end == next || after < len(data) && data[after] != '\n' {
			line := data[i:]
			if end := bytes.IndexByte(line, '\n'); end >= 0 {
				line = line[:end]
			}
			s.err = fmt.Errorf("%q is not two numbers from 0 to %d with a blank between them", line[:min(len(line), 80)], math.MaxInt32-1)
			return
		}
		highest = max(highest, a, b)
		from[edges], to[edges] = graph.Node(a), graph.Node(b)
		edges++
		i = after + 1
	}
	s.edges, s.n = edges, highest+1
}

func skipBlanks(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\t' || data[i] == '\r') {
		i++
	}
	return i
}

func nextLine(data []byte, i int) int {
	if end := bytes.IndexByte(data[i:], '\n'); end >= 0 {
		return i + end + 1
	}
	return len(data)
}

// number reads the digits from i on, and returns where they end.
func number(data []byte, i int) (v, end int, ok bool) {
	start := i
	for i < len(data) {
		d := data[i] - '0'
		if d > 9 || v >= math.MaxInt32 {
			break
		}
		v = 10*v + int(d)
		i++
	}
	return v, i, i > start && v < math.MaxInt32
}
