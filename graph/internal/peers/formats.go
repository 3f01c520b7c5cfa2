package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

//go:embed formats.py
var formatsScript []byte

// spent is what it took to read or write a file.
type spent struct {
	Seconds   float64 `json:"seconds"`
	Megabytes float64 `json:"megabytes"` // of memory, at the most, of the whole process
}

// compareFormats prints what it takes to write and read a large graph in every format, beside the peers that know
// the format. Each figure is that of a process of its own, which is not counted in the seconds but in the megabytes.
func (s *settings) compareFormats(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "formats")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	g := s.formatsGraph()
	fmt.Fprintf(s.out, "%d organisations, %d relationships; seconds, and megabytes of the whole process at the most. "+
		"Before it is written, the graph takes the process to %.0f MB.\n\n", g.NumOrganisations(), g.NumRelationships(), peak())
	fmt.Fprint(s.out, "| format | file, MB | write | read | igraph writes | igraph reads | networkx writes | networkx reads |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, f := range exchange.Formats() {
		if len(f.Parts) == 0 || s.format != "" && s.format != f.Name {
			continue
		}
		path := filepath.Join(folder, f.Name)
		cells := []string{f.Label, "", s.ownCost(ctx, "write", f.Name, path), "–", "–", "–", "–", "–"}
		size, err := sizeOf(path)
		if err != nil {
			return err
		}
		cells[1] = strconv.Itoa(int(size >> 20))
		if f.Read != nil {
			cells[3] = s.ownCost(ctx, "read", f.Name, path)
		}
		for i, peer := range []string{"igraph", "networkx"} {
			cells[4+2*i], cells[5+2*i] = s.peerCost(ctx, peer, f.Name, path)
		}
		fmt.Fprintf(s.out, "| %s |\n", strings.Join(cells, " | "))
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s *settings) formatsGraph() *graph.Graph { return graphtest.ScaleFree(s.seed, s.nodes, s.degree) }

// ownCost has this program do the work in a process of its own.
func (s *settings) ownCost(ctx context.Context, what, format, path string) string {
	self, err := os.Executable()
	if err != nil {
		return err.Error()
	}
	return s.costOf(exec.CommandContext(ctx, self, "-nodes", strconv.Itoa(s.nodes), "-degree", strconv.Itoa(s.degree),
		"-seed", strconv.FormatUint(s.seed, 10), "-do", what, "-format", format, "-file", path))
}

// peerCost has a peer read a file and write it again.
func (s *settings) peerCost(ctx context.Context, peer, format, path string) (write, read string) {
	known := map[string]string{
		"graphml": "igraph networkx", "gexf": "networkx", "gml": "igraph networkx", "node-link": "networkx", "edgelist": "igraph networkx",
	}
	if !strings.Contains(known[format], peer) {
		return "–", "–"
	}
	command := func(what string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, s.python, "-", peer, what, format, path)
		cmd.Stdin = bytes.NewReader(formatsScript)
		return cmd
	}
	return s.costOf(command("write")), s.costOf(command("read"))
}

// costOf runs a command that prints a cost.
func (s *settings) costOf(cmd *exec.Cmd) string {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var c spent
	if err := errors.Join(cmd.Run(), json.Unmarshal(stdout.Bytes(), &c)); err != nil {
		fmt.Fprintf(s.progress, "%s: %v: %s\n", strings.Join(cmd.Args, " "), err, stderr.String())
		return "failed"
	}
	return fmt.Sprintf("%.2f s, %.0f MB", c.Seconds, c.Megabytes)
}

// do is the work of one process: it writes the graph to a file or folder, or reads it, and prints what that took.
func (s *settings) do(ctx context.Context, what, format, path string) error {
	f, err := exchange.LookupFormat(format)
	if err != nil {
		return err
	}
	var seconds float64
	switch what {
	case "write":
		g := s.formatsGraph()
		start := time.Now()
		err = writeFormat(ctx, &f, g, path)
		seconds = time.Since(start).Seconds()
	case "read":
		start := time.Now()
		err = readFormat(ctx, &f, path, s.nodes)
		seconds = time.Since(start).Seconds()
	default:
		err = fmt.Errorf("-do %s: it is write or read", what)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(s.out).Encode(spent{seconds, peak()})
}

func writeFormat(ctx context.Context, f *exchange.Format, g *graph.Graph, path string) error {
	if f.Folder() {
		if err := os.Mkdir(path, 0o777); err != nil {
			return err
		}
	}
	for _, part := range f.Parts {
		file, err := os.Create(filepath.Join(path, part.Name))
		if err != nil {
			return err
		}
		if err := errors.Join(part.Write(ctx, file, g), file.Close()); err != nil {
			return err
		}
	}
	return nil
}

func readFormat(ctx context.Context, f *exchange.Format, path string, organisations int) error {
	in := &exchange.Input{Name: path}
	if f.Folder() {
		in.Dir = os.DirFS(path)
	} else {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		in.Stream = io.Reader(file)
	}
	imported, err := exchange.Read(ctx, in, *f, exchange.ReadOptions{})
	if err == nil && imported.Graph.NumOrganisations() != organisations {
		err = fmt.Errorf("%d organisations were read, want %d", imported.Graph.NumOrganisations(), organisations)
	}
	return err
}

// peak is the memory of this process at the most, in megabytes, where Linux says so.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if kilobytes, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kilobytes)[0], 64)
			return n / 1024
		}
	}
	return 0
}

// sizeOf is the number of bytes of a file, or of the files in a folder.
func sizeOf(path string) (size int64, err error) {
	err = filepath.Walk(path, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			size += info.Size()
		}
		return err
	})
	return size, err
}
