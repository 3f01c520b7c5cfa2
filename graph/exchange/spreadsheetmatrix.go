package exchange

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// isMatrix reports whether two rows are the headings and the first row of a matrix: the row is called as the first
// column of numbers, and has nothing else in it.
func isMatrix(headings, first []string) bool {
	if len(headings) < 2 || len(first) < 2 || len(first) > len(headings) || strings.TrimSpace(headings[1]) == "" ||
		strings.TrimSpace(first[0]) != strings.TrimSpace(headings[1]) {
		return false
	}
	for _, cell := range first[1:] {
		if _, err := matrixNumber(cell); err != nil {
			return false
		}
	}
	return true
}

// matrixNumber reads a cell of a matrix; one with nothing is 0. A comma stands for the point where it can.
func matrixNumber(cell string) (float64, error) {
	cell = strings.TrimSpace(cell)
	if isNothing(cell) || cell == "." {
		return 0, nil
	}
	switch strings.ToLower(cell) {
	case "x", "yes", "true":
		return 1, nil
	case "no", "false":
		return 0, nil
	}
	f, err := strconv.ParseFloat(cell, 64)
	if err != nil && strings.Count(cell, ",") == 1 {
		f, err = strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	}
	if err != nil || f != f {
		return 0, fmt.Errorf("%q is no number", syntax.Clip(cell))
	}
	return f, nil
}

// matrix reads an adjacency matrix: rows are where relationships come from. One that is symmetric is of relationships without a
// direction, so that it is held until its end.
func (s *sheet) matrix(ctx context.Context, headings []string) error {
	names := make([]string, 0, len(headings)-1)
	index := map[string]int{}
	for _, heading := range headings[1:] {
		name := strings.TrimSpace(heading)
		if name == "" {
			break
		}
		if _, taken := index[name]; taken {
			return s.fault(s.Lines, 0, "two columns of the matrix are called %q", syntax.Clip(name))
		}
		index[name] = len(names)
		names = append(names, name)
	}
	var entries []matrixEntry
	weights := map[[2]int32]float64{}
	for i := 0; ; i++ {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		cells, line, err := s.nextRow()
		if err != nil {
			return err
		}
		if cells == nil {
			break
		}
		row, ok := index[strings.TrimSpace(cells[0])]
		if !ok {
			return s.fault(line, 1, "the matrix has a row %q, but no column of that name", syntax.Clip(strings.TrimSpace(cells[0])))
		}
		for j, cell := range cells[1:min(len(cells), len(names)+1)] {
			w, err := matrixNumber(cell)
			if err != nil {
				return s.fault(line, 0, "in the column %q of the matrix, %v", names[j], err)
			}
			if w != 0 {
				entries = append(entries, matrixEntry{row, j, line, w})
				weights[[2]int32{int32(row), int32(j)}] = w
			}
		}
	}
	if err := s.giveMatrix(ctx, names, entries, weights); err != nil {
		return err
	}
	return s.noteEncoding(s.sink)
}

// matrixEntry is a cell of a matrix that is not 0.
type matrixEntry struct {
	row, column, line int
	weight            float64
}

// giveMatrix gives the organisations and the relationships of a matrix, whose entries are also weights by row and column.
func (s *sheet) giveMatrix(ctx context.Context, names []string, entries []matrixEntry, weights map[[2]int32]float64) error {
	symmetric := true
	for _, e := range entries {
		symmetric = symmetric && weights[[2]int32{int32(e.column), int32(e.row)}] == e.weight
	}
	done := "read as relationships from row to column"
	if symmetric {
		done = "read as relationships without a direction: it is symmetric"
	}
	if err := s.sink.Note(0, "a matrix of "+strconv.Itoa(len(names))+" organisations", done); err != nil {
		return err
	}
	for _, name := range names {
		o := Organisation{}
		o.ID = name
		if err := s.sink.Organisation(&o); err != nil {
			return err
		}
	}
	for i, e := range entries {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		if symmetric && e.column < e.row {
			continue
		}
		r := Relationship{Line: e.line, Undirected: symmetric && e.row != e.column}
		r.From, r.To = names[e.row], names[e.column]
		r.Set("weight", NumberValue(e.weight))
		if err := s.sink.Relationship(&r); err != nil {
			return err
		}
	}
	return nil
}
