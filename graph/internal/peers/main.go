// Peers says how fast the project is beside other libraries, and how its cost grows. From the top of the
// project:
//
//	go run ./graph/internal/peers                                   # D10k: 10,000 organisations, 49,975 relationships
//	go run ./graph/internal/peers -nodes 200000 -degree 10          # D200k: without what takes n searches
//	go run ./graph/internal/peers -edges FILE                       # an edge list, "from to" on a line, numbers from 0
//	go run ./graph/internal/peers -scale                            # 1k, 10k, 100k and 1M organisations
//	go run ./graph/internal/peers -formats -nodes 100000 -degree 10 # every format of package exchange, 1M relationships
//	go run ./graph/internal/peers -paths FOLDER -kuzu FILE          # path queries, beside what Kuzu took for the same
//
// It prints a Markdown table. All libraries read the same file, in one sitting; the Python ones are those of
// igraph, networkit, rustworkx and networkx that python3 can import, or another interpreter that -python or
// LIAISON_PYTHON names:
//
//	python3 -m venv peers && peers/bin/pip install igraph networkit rustworkx networkx scipy
//	LIAISON_PYTHON=peers/bin/python go run ./graph/internal/peers
//
// networkx (-networkx) and gonum (-gonum) take minutes over betweenness and run only when asked. Seconds are
// those of the fastest of three runs, or of one that takes more than a second. The values of the first
// organisations must agree, so that it is the same thing that was timed; where they do not, the program says
// so and fails.
//
// FOLDER holds a map with organisations o0, o1, …, and FILE a line of JSON for each query:
// {"query": NAME, "median_ms": …, "max_ms": …, "answers": […]}, from the same ten sources.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

//go:embed peers.py
var script []byte

// settings are what the flags say.
type settings struct {
	nodes, degree   int
	seed            uint64
	edges           string
	measures        []string
	python          string
	peers           []string
	gonum, networkx bool
	repeat          int

	scale   bool
	sizes   []int
	exact   int
	epsilon float64
	limit   time.Duration

	paths, kuzu string

	formats             bool
	doing, format, file string // the work of one process of -formats

	out, progress io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, progress io.Writer) error {
	s, err := parse(args, progress)
	if err == flag.ErrHelp {
		return nil
	}
	if err != nil {
		return err
	}
	s.out, s.progress = out, progress
	if s.doing != "" {
		return s.do(ctx, s.doing, s.format, s.file)
	}
	fmt.Fprintf(out, "%s, %d processors%s, Go %s, GOMAXPROCS %d, %s.\n\n", runtime.GOOS+"/"+runtime.GOARCH, runtime.NumCPU(),
		processor(), strings.TrimPrefix(runtime.Version(), "go"), runtime.GOMAXPROCS(0), revision())
	if s.scale {
		return s.grow(ctx)
	}
	if s.paths != "" {
		return s.comparePaths(ctx)
	}
	if s.formats {
		return s.compareFormats(ctx)
	}
	if s.edges == "" {
		folder, err := os.MkdirTemp("", "peers")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		s.edges = filepath.Join(folder, "edges.txt")
		if err := writeEdgeList(s.edges, s.seed, s.nodes, s.degree); err != nil {
			return err
		}
	}
	return s.compare(ctx)
}

func parse(args []string, messages io.Writer) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(messages)
	flags.IntVar(&s.nodes, "nodes", 10_000, "how many organisations")
	flags.IntVar(&s.degree, "degree", 5, "how many relationships each new organisation makes")
	flags.Uint64Var(&s.seed, "seed", 7, "the seed of the graph")
	flags.StringVar(&s.edges, "edges", "", "an edge list to read instead of making one")
	measures := flags.String("measures", "", "measures, with commas between them (default: all)")
	flags.StringVar(&s.python, "python", os.Getenv("LIAISON_PYTHON"), "the Python interpreter that has the peers; none: no Python peers")
	flags.BoolVar(&s.gonum, "gonum", false, "time gonum too: minutes")
	flags.BoolVar(&s.networkx, "networkx", false, "time networkx too: many minutes")
	flags.IntVar(&s.repeat, "repeat", 3, "how often to repeat what takes less than a second")
	flags.BoolVar(&s.scale, "scale", false, "print how the cost grows with the size, instead")
	sizes := flags.String("sizes", "1000,10000,100000,1000000", "for -scale: the numbers of organisations")
	flags.IntVar(&s.exact, "exact", 20_000, "up to how many organisations to compute exactly what takes a search from each (for -scale, 100000)")
	flags.Float64Var(&s.epsilon, "epsilon", 0.01, "for -scale: how exact estimates are beyond that")
	flags.DurationVar(&s.limit, "limit", 30*time.Minute, "for -scale: when to give up a measure")
	flags.StringVar(&s.paths, "paths", "", "a folder with the map for path queries: time those instead")
	flags.StringVar(&s.kuzu, "kuzu", "", "for -paths: what Kuzu took for the same queries, a line of JSON each")
	flags.BoolVar(&s.formats, "formats", false, "time every format of package exchange, instead")
	flags.StringVar(&s.doing, "do", "", "for -formats, in a process of its own: write or read")
	flags.StringVar(&s.format, "format", "", "for -formats: this format only")
	flags.StringVar(&s.file, "file", "", "for -do: the file or folder")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if s.python == "" {
		s.python = "python3"
	}
	set := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if s.scale && !set["exact"] {
		s.exact = 100_000
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-sizes: %q is not a number of organisations", size)
		}
		s.sizes = append(s.sizes, n)
	}
	if s.nodes < 1 || s.degree < 1 || s.repeat < 1 {
		return nil, fmt.Errorf("-nodes, -degree and -repeat are 1 or more")
	}
	s.peers = []string{"igraph", "networkit", "rustworkx"}
	if s.networkx {
		s.peers = append(s.peers, "networkx")
	}
	var err error
	s.measures, err = measureNames(*measures)
	return s, err
}

// processor is what Linux calls the processor, after a comma.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo") // elsewhere the number of processors has to do
	for line := range strings.Lines(string(info)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return " (" + strings.Trim(name, "\t :\n") + ")"
		}
	}
	return ""
}

// revision is the commit, where the program was built in one.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "no build information"
	}
	commit, changed := "", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			commit = setting.Value[:min(12, len(setting.Value))]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = " with changes"
		}
	}
	if commit == "" {
		return "commit unknown (go run -buildvcs=true says it)"
	}
	return "commit " + commit + changed
}
