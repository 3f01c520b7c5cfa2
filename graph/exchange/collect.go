package exchange

import (
	"context"
	"errors"

	"github.com/liaisongraph/liaison/graph"
)

// ReadOptions are the options of [Read].
type ReadOptions struct{}

// Imported is what has been read.
type Imported struct {
	Graph  *graph.Graph
	Report Report
}

// Report says what a reader has understood, made up and left out.
type Report struct{}

// Read reads a graph in a format.
func Read(ctx context.Context, in *Input, f Format, opts ReadOptions) (*Imported, error) {
	return nil, errors.New("unwritten")
}
