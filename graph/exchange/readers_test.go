package exchange_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var update = flag.Bool("update", false, "write the golden files")

// reader is a tool that others use, made to read what we write.
type reader struct {
	name   string // "NetworkX"
	format string // of Formats
	script string // in testdata/readers, a .py, .js or .java; called with the name of the format, FILE and OUT
	writes bool   // it writes the graph back to OUT, in the same format
	// writesAs are the formats that it writes the graph back in otherwise, each to OUT with its name after it.
	writesAs []string
	stays    bool // one process of it answers all calls, since it is slow to start; those in Python do so in any case, by stay.py
	// reads, if set, stands for the script: what can be read in Go. A format without a reader of others has its own rules for one.
	reads func(t *testing.T, path string) *sight
	asks  string   // what it needs, for who must install it: "the Python package networkx"
	loses []string // attributes that the tool itself does not read, with the reason in note
	note  string   // for the table: what is compared otherwise
	// seen, if set, brings what we expect a tool to see into its terms: where it has words of its own.
	seen    func(g *graph.Graph, expected *sight)
	maps    []string // on which it is tried, for what is slow to start; all, where there are none
	oneLine bool     // white space of what it saw counts as a space
	// compared counts what was compared, in all maps.
	compared struct{ organisations, relationships, attributes int }
	// back, if set, brings a graph into what the tool can write back of it.
	back func(t *testing.T, g *graph.Graph) *graph.Graph
	// options, if set, are those with which what the tool writes back of a graph is read.
	options func(g *graph.Graph) exchange.ReadOptions
	// What calls the script, once it is prepared.
	command, env []string
}

// sight is what a tool has seen.
type sight struct {
	Directed bool   `json:"directed"`
	Nodes    []seen `json:"nodes"`
	Edges    []seen `json:"edges"`
}

type seen struct {
	ID         string         `json:"id"`
	Source     string         `json:"source,omitempty"`
	Target     string         `json:"target,omitempty"`
	Attributes map[string]any `json:"attributes"`
}

// readers is the table of tools by format; those of a family of formats stand in a file of their own.
var readers = slices.Concat(xmlReaders, gmlReaders, gephiReaders, jsonReaders, tableReaders, neo4jReaders, rdfReaders, pageReaders)

// readGraphs are the maps that every reader is tried on.
func readGraphs(t *testing.T) map[string]*graph.Graph {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	graphs := map[string]*graph.Graph{"uk": m.Graph, "every-field": graphtest.EveryField(), "rich": graphtest.RandomRich(7, 40, 120)}
	for _, c := range graphtest.Corpus() {
		switch c.Name {
		case "hostile-text", "hostile-ids", "own-ids", "parallel", "loops", "mutual-parallel", "empty":
			graphs[c.Name] = c.Graph
		}
	}
	return graphs
}

// TestReaders has the tools read what we write, and compares what they see; what they write back we read. What was
// compared stands in READERS.md.
func TestReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("without the tools of others, which are slow to start")
	}
	graphs := readGraphs(t)
	names := slices.Sorted(maps.Keys(graphs))
	defer stopAll(t)
	done := 0
	for i := range readers {
		r := &readers[i]
		t.Run(r.format+"/"+r.name, func(t *testing.T) {
			r.need(t)
			for _, name := range names {
				if r.maps != nil && !slices.Contains(r.maps, name) {
					continue
				}
				t.Run(name, func(t *testing.T) { r.try(t, graphs[name]) })
			}
			if !t.Failed() {
				done++
			}
		})
	}
	if done < len(readers) {
		return // a table of a part says less than the one that is there
	}
	golden(t, "READERS.md", readersTable(names))
}

// readersTable says in Markdown what each tool was found to read.
func readersTable(names []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What other tools read of what we write\n\n"+
		"Written by the tests of this package, which have each tool read %d maps (%s) and compare the ids of all organisations\n"+
		"and relationships, the ends and the direction of every relationship, and every attribute that the format holds. What a tool\n"+
		"writes back is read again, and must be the same map but for what the format, or the last column, says.\n\n"+
		"| Format | Read by | Organisations | Relationships | Attributes compared | Written back | But for |\n"+
		"| --- | --- | ---: | ---: | ---: | --- | --- |\n", len(names), strings.Join(names, ", "))
	for _, f := range exchange.Formats() {
		for i := range readers {
			r := &readers[i]
			if r.format != f.Name {
				continue
			}
			back := "not by this tool"
			if r.writes || len(r.writesAs) > 0 {
				back = strings.TrimSuffix("the same map, as "+strings.Join(r.writesAs, ", "), ", as ")
			}
			fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %s | %s |\n", f.Label, r.name, r.compared.organisations, r.compared.relationships,
				r.compared.attributes, back, cmp.Or(r.note, "nothing"))
		}
	}
	return b.Bytes()
}

// prepare sets what calls the script: its interpreter or, where it must be compiled, what runs the result.
func (r *reader) prepare(t *testing.T) (err error) {
	script := filepath.Join("testdata", "readers", r.script)
	name, kind, _ := strings.Cut(r.script, ".")
	switch kind {
	case "py":
		r.command = []string{cmp.Or(os.Getenv("LIAISON_READERS_PYTHON"), "python3"), script}
	case "js":
		folder := os.Getenv("LIAISON_NODE")
		if folder == "" {
			return errors.New("$LIAISON_NODE, a folder with node_modules, is not set")
		}
		r.command = []string{"node", script}
		r.env = []string{"NODE_PATH=" + filepath.Join(folder, "node_modules")}
	case "java":
		// Its own name, in capitals, says where its jars are: $LIAISON_GEPHI, $LIAISON_NEO4J.
		variable, folder := "LIAISON_"+strings.ToUpper(name), t.TempDir()
		jars := os.Getenv(variable)
		if jars == "" {
			return fmt.Errorf("$%s, a folder of jars, is not set", variable)
		}
		path := filepath.Join(jars, "*")
		if out, err := exec.Command("javac", "-cp", path, "-d", folder, script).CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		r.command = []string{"java", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", path + string(filepath.ListSeparator) + folder, name}
	}
	_, err = exec.LookPath(r.command[0])
	return err
}

// call returns the call of the script with arguments.
func (r *reader) call(args ...string) *exec.Cmd {
	cmd := exec.Command(r.command[0], slices.Concat(r.command[1:], args)...)
	cmd.Env = append(os.Environ(), r.env...)
	return cmd
}

// need skips the test where the tool is not there: its script, called with the one argument "check", fails.
func (r *reader) need(t *testing.T) {
	if r.reads != nil || stayings[r.script] != nil {
		return
	}
	err := r.prepare(t)
	switch {
	case err == nil && strings.HasSuffix(r.script, ".py"):
		if failed := r.askPython(t, "check"); len(bytes.TrimSpace(failed)) > 0 {
			err = fmt.Errorf("%s", failed)
		}
	case err == nil:
		if out, failed := r.call("check").CombinedOutput(); failed != nil {
			err = fmt.Errorf("%w: %s", failed, out)
		}
	}
	graphtest.Need(t, err, "whether "+r.name+" reads what we write as "+r.format+"; it needs "+r.asks)
}

func (r *reader) try(t *testing.T, g *graph.Graph) {
	f, err := exchange.LookupFormat(r.format)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in, out := writeTo(t, &f, g, filepath.Join(dir, "ours")), filepath.Join(dir, "theirs")
	saw := r.look(t, in, out)
	if r.oneLine {
		onOneLine(saw)
	}
	expected := expect(g, &f)
	if r.seen != nil {
		r.seen(g, expected)
	}
	r.compare(t, expected, saw)
	if r.writes {
		r.readBack(t, &f, g, out)
	}
	for _, name := range r.writesAs {
		r.readBack(t, formatNamed(t, name), g, out+"."+name)
	}
}

// readBack compares what the tool has written back with what it should be.
func (r *reader) readBack(t *testing.T, f *exchange.Format, g *graph.Graph, out string) {
	var opts exchange.ReadOptions
	if r.options != nil {
		opts = r.options(g)
	}
	back := readFrom(t, f, out, opts)
	want := held(t, g, f.Holdings)
	if r.back != nil {
		want = r.back(t, want)
	}
	if diff := graphtest.Diff(want, back); diff != "" {
		t.Errorf("what %s writes back as %s is another map:\n%s", r.name, f.Name, diff)
	}
}

// look returns what the tool sees in a file.
func (r *reader) look(t *testing.T, in, out string) *sight {
	t.Helper()
	if r.reads != nil {
		return r.reads(t, in)
	}
	printed := r.output(t, in, out)
	var saw sight
	if err := json.Unmarshal(printed, &saw); err != nil {
		t.Fatalf("%v in what the script printed: %.300s", err, printed)
	}
	return &saw
}

// output returns what the script prints of a file.
func (r *reader) output(t *testing.T, in, out string) []byte {
	t.Helper()
	switch {
	case r.stays:
		return r.ask(t, r.script, func() *exec.Cmd { return r.call() }, r.format, in, out)
	case strings.HasSuffix(r.script, ".py"):
		return r.askPython(t, r.format, in, out)
	}
	cmd := r.call(r.format, in, out)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return stdout.Bytes()
}

// writeTo writes g as a file, or a folder where the format is one, and returns its path.
func writeTo(t *testing.T, f *exchange.Format, g *graph.Graph, path string) string {
	t.Helper()
	if f.Folder() {
		if err := os.Mkdir(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range f.Parts {
		var b bytes.Buffer
		if err := part.Write(t.Context(), &b, g); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, part.Name), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// readFrom reads a graph from a file or folder.
func readFrom(t *testing.T, f *exchange.Format, path string, opts exchange.ReadOptions) *graph.Graph {
	t.Helper()
	in := &exchange.Input{Name: path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		in.Dir = os.DirFS(path)
	} else {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in.Stream = bytes.NewReader(text)
	}
	imported, err := exchange.Read(t.Context(), in, *f, opts)
	if err != nil {
		t.Fatal(err)
	}
	return imported.Graph
}

// expect is what a tool should see of g: organisations, and relationships as arcs, with the attributes that the
// format holds, as text.
func expect(g *graph.Graph, f *exchange.Format) *sight {
	s := &sight{Directed: true}
	var values []exchange.Value
	for n := range g.Nodes() {
		values = exchange.OrganisationValues(values[:0], g, n)
		s.Nodes = append(s.Nodes, seen{ID: g.ID(n), Attributes: attributes(exchange.OrganisationColumns(), values, f)})
	}
	for a := range exchange.Arcs(g) {
		values = a.Values(values[:0], g)
		s.Edges = append(s.Edges, seen{ID: a.ID(g), Source: g.ID(a.From), Target: g.ID(a.To), Attributes: attributes(exchange.RelationshipColumns(), values, f)})
	}
	return s
}

func attributes(columns []exchange.Column, values []exchange.Value, f *exchange.Format) map[string]any {
	m := map[string]any{}
	for i, c := range columns {
		if f.Holdings[c.Field] != exchange.Drops && values[i].Kind != exchange.Empty {
			m[c.Name] = values[i].String()
		}
	}
	return m
}

// compare tells how what a tool saw differs from what was written: counts, ids, ends and attributes.
func (r *reader) compare(t *testing.T, expected, saw *sight) {
	if expected.Directed != saw.Directed {
		t.Errorf("directed: %v, want %v", saw.Directed, expected.Directed)
	}
	r.compareAll(t, "organisation", expected.Nodes, saw.Nodes)
	r.compareAll(t, "relationship", expected.Edges, saw.Edges)
	r.compared.organisations += len(expected.Nodes)
	r.compared.relationships += len(expected.Edges)
}

func (r *reader) compareAll(t *testing.T, kind string, expected, saw []seen) {
	if len(expected) != len(saw) {
		t.Errorf("%d records of kind %s, want %d", len(saw), kind, len(expected))
		return
	}
	order := func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	}
	expected, saw = slices.SortedStableFunc(slices.Values(expected), order), slices.SortedStableFunc(slices.Values(saw), order)
	for i, e := range expected {
		s := saw[i]
		if e.ID != s.ID || e.Source != s.Source || e.Target != s.Target {
			t.Errorf("%s %q from %q to %q, want %q from %q to %q", kind, s.ID, s.Source, s.Target, e.ID, e.Source, e.Target)
			continue
		}
		for name, want := range e.Attributes {
			if slices.Contains(r.loses, name) {
				continue
			}
			r.compared.attributes++
			if got := flat(s.Attributes[name]); got != flat(want) {
				t.Errorf("%s %q: %s is %.200q, want %.200q", kind, e.ID, name, got, want)
			}
		}
	}
}

// flat is a value of JSON as exchange.Value.String has it.
func flat(v any) string {
	if v == nil {
		return ""
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	value, err := exchange.JSONValue(text)
	if err != nil {
		return fmt.Sprint(v)
	}
	return value.String()
}
