package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

// TestMain makes liaison-process a command that scripts can exec: a process of its own, for what cannot be
// tried within this one.
//
// A server that runs within this process starts this very program for its layouts.
func TestMain(m *testing.M) {
	if slices.Equal(os.Args[1:], []string{layoutWorkerName}) {
		os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
	}
	testscript.Main(m, map[string]func(){
		"liaison-process": func() {
			os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// The scripts in testdata/script drive the command within the test process. Beside the commands of
// testscript they have:
//
//	liaison ARG...        run the command; "!" before it expects an exit code other than 0
//	status N              the exit code of the run before
//	input FILE            the standard input of the next run
//	output FILE           the next run writes its standard output to this file, such as /dev/full
//	output closed         whoever reads the standard output of the next run has gone
//	interrupted           the next run is interrupted before it begins
//	hostile KIND FILE     write a file that is an attack: see hostileFiles
//
// $UK is the map of the United Kingdom's agencies.
func TestScripts(t *testing.T) {
	uk, err := filepath.Abs("../../../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs("testdata/script")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           dir,
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("UK", uk)
			if dir, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", dir) // or each process would compile Graphviz anew
			}
			env.Values[lastRun{}] = &lastRun{}
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition == "devfull" {
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, fmt.Errorf("no condition %q", condition)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"liaison":     runScripted,
			"status":      checkStatus,
			"input":       func(ts *testscript.TestScript, _ bool, args []string) { last(ts).input = ts.ReadFile(args[0]) },
			"output":      func(ts *testscript.TestScript, _ bool, args []string) { last(ts).output = args[0] },
			"interrupted": func(ts *testscript.TestScript, _ bool, _ []string) { last(ts).interrupted = true },
			"hostile":     writeHostile,
		},
	})
}

// lastRun is what scripts say of the next run, and the exit code of the last one.
type lastRun struct {
	input, output string
	interrupted   bool
	code          int
}

func last(ts *testscript.TestScript) *lastRun { return ts.Value(lastRun{}).(*lastRun) }

// oneAtATime guards the working directory, which belongs to the process.
var oneAtATime sync.Mutex

func runScripted(ts *testscript.TestScript, neg bool, args []string) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	run := last(ts)
	before, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	defer func() { ts.Check(os.Chdir(before)) }()

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if run.interrupted {
		cancel()
	}
	var stdout io.Writer = ts.Stdout()
	if run.output != "" {
		file := scriptedOutput(ts, run.output)
		defer file.Close()
		stdout = file
	}
	code := Main(ctx, args, strings.NewReader(run.input), stdout, ts.Stderr(), ts.Getenv)
	*run = lastRun{code: code}
	if neg != (code != 0) {
		ts.Fatalf("liaison %s: exit code %d", strings.Join(args, " "), code)
	}
}

func scriptedOutput(ts *testscript.TestScript, name string) io.WriteCloser {
	if name == "closed" {
		r, w, err := os.Pipe()
		ts.Check(err)
		ts.Check(r.Close())
		return w
	}
	file, err := os.OpenFile(ts.MkAbs(name), os.O_WRONLY, 0)
	ts.Check(err)
	return file
}

func checkStatus(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if code := last(ts).code; code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// hostileFiles are attacks on a reader, and what a script cannot hold as text.
var hostileFiles = map[string]func() []byte{
	"nested": func() []byte { return []byte("organisations: " + strings.Repeat("[", 100_000)) },
	"binary": func() []byte {
		b := []byte("\x7fELF\x02\x01\x01")
		for i := range 1 << 12 {
			b = append(b, byte(i*i>>3))
		}
		return b
	},
	"long": func() []byte { return []byte("from,to,remark\na,b," + strings.Repeat("x", 1<<20) + "\n") },
	"packed": func() []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>`)
		_ = w.Close() // into memory
		return b.Bytes()
	},
	"escape": func() []byte { return []byte("organisations:\n  - {id: a, colour: \x1b[31m}\n") },
	"huge": func() []byte {
		var b bytes.Buffer
		b.WriteString("organisations:\n")
		for i := range 2000 {
			fmt.Fprintf(&b, "  - {id: o%d, nmae: x}\n", i)
		}
		return b.Bytes()
	},
}

func writeHostile(ts *testscript.TestScript, _ bool, args []string) {
	make, ok := hostileFiles[args[0]]
	if !ok {
		ts.Fatalf("no hostile file %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), make(), 0o666))
}
