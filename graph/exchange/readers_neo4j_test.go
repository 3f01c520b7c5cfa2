package exchange_test

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// neo4jReaders is Neo4j itself, embedded, with APOC, which writes back what has been imported.
var neo4jReaders = []reader{
	{name: "Neo4j", format: "neo4j-csv", script: "Neo4j.java", stays: true, writesAs: apocFormats, asks: neo4jAsks, maps: neo4jMaps, seen: seenByNeo4j, back: splitLists,
		note: "imported by neo4j-admin, and read from the database; on 4 of the maps, since it is slow; semicolons end an element of a list, whatever is before them"},
	{name: "Neo4j", format: "neo4j-json", script: "Neo4j.java", stays: true, writesAs: apocFormats, asks: neo4jAsks, maps: neo4jMaps,
		note: "imported by apoc.import.json, and read from the database; on 4 of the maps, since it is slow"},
	{name: "Neo4j", format: "cypher", script: "Neo4j.java", stays: true, writesAs: apocFormats, asks: neo4jAsks, maps: neo4jMaps, back: byType,
		note: "run as they are, and read from the database; on 4 of the maps, since it is slow; relationships come back by their types"},
}

const neo4jAsks = "a JDK and the jars of org.neo4j:neo4j, org.neo4j:neo4j-import-tool, org.neo4j.procedure:apoc-core and org.neo4j.procedure:apoc-common " +
	"of Maven Central, in the folder $LIAISON_NEO4J"

var neo4jMaps = []string{"every-field", "hostile-text", "mutual-parallel", "uk"}

// apocFormats are the formats that APOC exports a database in.
var apocFormats = []string{"neo4j-json", "neo4j-csv", "graphml"}

// seenByNeo4j has lists as Neo4j takes them apart: it knows no escapes in them.
func seenByNeo4j(_ *graph.Graph, s *sight) {
	for _, n := range s.Nodes {
		for _, name := range []string{"classification", "tags"} {
			if text, ok := n.Attributes[name].(string); ok {
				n.Attributes[name] = strings.Split(text, ";")
			}
		}
	}
}

// staying is a process that answers many questions.
type staying struct {
	in  io.WriteCloser
	out *bufio.Reader
	cmd *exec.Cmd
}

// stayings are those that run, by their scripts.
var stayings = map[string]*staying{}

// startStaying starts a process that stays.
func startStaying(t *testing.T, cmd *exec.Cmd) *staying {
	t.Helper()
	p := &staying{cmd: cmd}
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	return p
}

// ask asks the process of a script, which call starts where there is none, and returns the line that it answers.
func (r *reader) ask(t *testing.T, script string, call func() *exec.Cmd, args ...string) []byte {
	t.Helper()
	if stayings[script] == nil {
		stayings[script] = startStaying(t, call())
	}
	p := stayings[script]
	if _, err := fmt.Fprintln(p.in, strings.Join(args, "\t")); err != nil {
		t.Fatal(err)
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%v after %.300s", err, line)
	}
	return line
}

// askPython asks the process that runs all scripts in Python.
func (r *reader) askPython(t *testing.T, args ...string) []byte {
	t.Helper()
	stay := filepath.Join("testdata", "readers", "stay.py")
	return r.ask(t, stay, func() *exec.Cmd { return exec.Command(r.command[0], stay) }, append(r.command[1:2:2], args...)...)
}

// stopAll ends the processes that stay.
func stopAll(t *testing.T) {
	for script, p := range stayings {
		if err := cmp.Or(p.in.Close(), p.cmd.Wait()); err != nil {
			t.Error(err)
		}
		delete(stayings, script)
	}
}

// byType is g with the relationships that a statement creates together: those of a type, and of these, which have the same properties.
func byType(t *testing.T, g *graph.Graph) *graph.Graph {
	rank := map[string]int{}
	batch := func(e graph.Edge) string {
		b := []byte(g.TypeID(e) + ":")
		for _, v := range exchange.RelationshipValues(nil, g, e) {
			b = strconv.AppendBool(b, v.Kind == exchange.Empty)
		}
		return string(b)
	}
	for e := range g.Edges() {
		if b := batch(e); rank[b] == 0 {
			rank[b] = len(rank) + 1
		}
	}
	order := slices.SortedStableFunc(g.Edges(), func(a, b graph.Edge) int {
		return cmp.Or(cmp.Compare(g.TypeIndex(a), g.TypeIndex(b)), cmp.Compare(rank[batch(a)], rank[batch(b)]))
	})
	return rebuilt(t, g, order, func(*graph.Relationship) {})
}

// splitLists is g with lists as Neo4j takes them apart in CSV; see seenByNeo4j.
func splitLists(t *testing.T, g *graph.Graph) *graph.Graph {
	return changed(t, g, slices.Collect(g.Edges()), func(o *graph.Organisation) {
		if len(o.Tags) > 0 {
			o.Tags = strings.Split(exchange.ListValue(o.Tags).String(), ";")
		}
	}, func(*graph.Relationship) {})
}
