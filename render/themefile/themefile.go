// Package themefile reads theme files: the colours of a house, and what looks different from the rest by type and by
// classification.
//
//	base: light                       # the theme that the file changes: light, dark or print
//	colours:
//	  page: "#FFFDF7"
//	  text: "#101820"
//	types:                            # of relationships; narrower ones too
//	  authority: {colour: "#8A1538"}
//	  oversight: {colour: "#5B2C83", width: 2.4, dash: long}
//	classifications:                  # of organisations; narrower ones too
//	  police: {fill: "#E4ECF7", outline: "#1D3F72", text: "#0B2345", shape: rounded}
//
// # Invariants
//
// What a file changes stays readable: text has a contrast of at least 4.5 to what it stands on, lines and outlines one
// of at least 3 (WCAG 2.2, success criteria 1.4.3 and 1.4.11 at level AA). A file that breaks this is refused, with the
// contrast that there is and the nearest colour that would do. So are words that nobody knows: a type that the map does
// not have is an error, and not nothing.
package themefile

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// Error says all that is wrong with a theme file, in the order of the file.
type Error struct {
	File   string
	Faults []Fault // at least one
}

// Fault is one thing that is wrong with a theme file.
type Fault struct {
	Line, Column int    // from 1
	Message      string // with what would be right, where that can be said
	Excerpt      string // the line and, below it, a caret
}

func (e *Error) Error() string { return strings.Join(e.Lines(), "\n") }

// Lines returns a line for each fault, with its place, and its excerpt after it.
func (e *Error) Lines() []string {
	var lines []string
	for _, f := range e.Faults {
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", e.File, f.Line, f.Column, f.Message))
		if f.Excerpt != "" {
			lines = append(lines, strings.Split(f.Excerpt, "\n")...)
		}
	}
	return lines
}

// largest is how many bytes a theme file can have: more than there is to say, and little for a parser.
const largest = 64 << 10

// Read reads a theme file for maps with a vocabulary; nil is the built-in one. The name of the theme is that of the file without
// its extension. The error is that of the file system or an [*Error].
func Read(path string, v *graph.Vocabulary) (*render.Theme, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it is only read
	data, err := io.ReadAll(io.LimitReader(file, largest+1))
	if err != nil {
		return nil, err
	}
	theme, err := Parse(data, path, v)
	if err != nil {
		return nil, err
	}
	theme.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return theme, nil
}

// Parse reads a theme file that is in memory, as [Read] does; the name is what errors call it.
func Parse(data []byte, name string, v *graph.Vocabulary) (*render.Theme, error) {
	if v == nil {
		empty, err := graph.NewBuilder().Build()
		if err != nil {
			return nil, err
		}
		v = empty.Vocabulary()
	}
	r := &reader{data: string(data), vocabulary: v}
	theme := r.read()
	if len(r.faults) > 0 {
		return nil, &Error{File: name, Faults: r.inOrder()}
	}
	return theme, nil
}
