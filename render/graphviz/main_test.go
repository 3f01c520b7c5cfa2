package graphviz

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// helperVariable makes the test binary, run anew, do one of helpers instead of the tests.
const helperVariable = "LIAISON_GRAPHVIZ_TEST_HELPER"

// helpers are what has to happen in a process of its own.
var helpers = map[string]func() error{
	"environment": printEnvironment,
	"crash":       crash,
	"quiet":       renderNoisily,
	"fdp":         printFDP,
}

func TestMain(m *testing.M) {
	name := os.Getenv(helperVariable)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := helpers[name](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// An environment is what a program that imports this package sees once it has started.
type environment struct {
	Values  map[string]string // of the variables that are set
	TempDir string
}

func printEnvironment() error {
	seen := environment{Values: map[string]string{}, TempDir: os.TempDir()}
	for _, name := range []string{"TMPDIR", "TMP"} {
		if value, set := os.LookupEnv(name); set {
			seen.Values[name] = value
		}
	}
	return json.NewEncoder(os.Stdout).Encode(seen)
}

// nestedClusters returns DOT with one node in so many clusters.
func nestedClusters(depth int) []byte {
	var dot strings.Builder
	dot.WriteString("digraph {")
	for i := range depth {
		fmt.Fprintf(&dot, "subgraph cluster%d {", i)
	}
	return []byte(dot.String() + "a" + strings.Repeat("}", depth) + "}")
}

// crash makes Graphviz run out of its stack and checks that this is told, and remembered.
func crash() error {
	ctx := context.Background()
	fields := strings.Repeat("{", 10_000) + "a|b" + strings.Repeat("}", 10_000)
	_, first := Render(ctx, []byte(`digraph { a [shape=record label="`+fields+`"] }`), Options{})
	if !errors.Is(first, ErrFailed) || !strings.Contains(first.Error(), "the layout dot did not finish") {
		return fmt.Errorf("10,000 fields in one another: %v, want ErrFailed", first)
	}
	svg, second := Render(ctx, []byte("digraph { a -> b }"), Options{})
	if second != first || svg != nil {
		return fmt.Errorf("after the crash: %d bytes and %v, want %v", len(svg), second, first)
	}
	return nil
}

// renderNoisily renders what makes Graphviz warn or complain.
func renderNoisily() error {
	for _, dot := range []string{
		`digraph { a [width=0.1 fixedsize=true label="far too long"] }`,
		`digraph { a [color=nosuchcolour shape=nosuchshape style=nosuchstyle fontname=nosuchfont] }`,
		`digraph { a -> b [headport=zz] }`,
		`digraph { a [image="nosuch.png" label="日本語"] }`,
		`digraph { a [label=<<b>x>] }`,
		`digraph { a -> -> b }`,
	} {
		for _, format := range Formats() {
			Render(context.Background(), []byte(dot), Options{Format: format.Format})
		}
	}
	return nil
}

// printFDP prints the first drawing of a process.
func printFDP() error {
	svg, err := Render(context.Background(), []byte(sample), Options{Layout: "fdp"})
	os.Stdout.Write(svg)
	return err
}
