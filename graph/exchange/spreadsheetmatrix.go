package exchange

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
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

// matrixNumber reads a cell of a matrix; one with nothing is 0.
func matrixNumber(cell string) (sheetNumber, error) {
	cell = strings.TrimSpace(cell)
	if isNothing(cell) || cell == "." {
		return sheetNumber{}, nil
	}
	if n, ok := parseSheetNumber(cell); ok {
		return n, nil
	}
	switch yes, ok := yesOrNo(cell); {
	case !ok:
		return sheetNumber{}, fmt.Errorf("%q is no number", syntax.Clip(cell))
	case yes:
		return sheetNumber{value: 1}, nil
	}
	return sheetNumber{}, nil
}

// matrix reads an adjacency matrix: rows are where relationships come from. One that is symmetric is of relationships without a
// direction, so that it is held until its end.
func (s *sheet) matrix(ctx context.Context, line int, headings []string) error {
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
	m := matrix{names: names, of: make([][]int32, len(names))}
	var entries []matrixEntry
	for i := 0; ; i++ {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		cells, at, err := s.nextRow()
		if err != nil {
			return err
		}
		if cells == nil {
			break
		}
		row, ok := index[strings.TrimSpace(cells[0])]
		if !ok && isTotal(cells[0]) {
			if err := s.sink.Note(at, totalsRow, "left out"); err != nil {
				return err
			}
			continue
		}
		if !ok {
			return s.fault(at, 1, "the matrix has a row %q, but no column of that name", syntax.Clip(strings.TrimSpace(cells[0])))
		}
		entries = entries[:0]
		for j, cell := range cells[1:min(len(cells), len(names)+1)] {
			n, err := matrixNumber(cell)
			if err != nil {
				return s.fault(at, 0, "in the column %q of the matrix, %v", names[j], err)
			}
			if m.numbers.see(n); n.value != 0 {
				entries = append(entries, matrixEntry{int32(j), n.unsettled, n.value})
			}
		}
		m.of[row] = append(m.of[row], int32(len(m.rows)))
		m.rows = append(m.rows, matrixRow{row, at, slices.Clone(entries)})
	}
	m.settleNumbers()
	if err := m.dropTotals(s.sink, line); err != nil {
		return err
	}
	if err := s.giveMatrix(ctx, &m); err != nil {
		return err
	}
	return s.noteEncoding(s.sink)
}

// matrix is a matrix while it is held.
type matrix struct {
	names   []string
	rows    []matrixRow
	of      [][]int32 // the rows of a name: one, unless the table repeats it
	numbers decimalSign
}

type matrixRow struct {
	name, line int
	entries    []matrixEntry // by column
}

// matrixEntry is a cell of a matrix that is not 0.
type matrixEntry struct {
	column    int32
	unsettled byte // as of a sheetNumber
	weight    float64
}

// settleNumbers makes the weights what they are where other cells settle how they are written, or else the totals, if they are the sums of the
// others in one way only.
func (m *matrix) settleNumbers() {
	if !slices.ContainsFunc(m.rows, func(row matrixRow) bool {
		return slices.ContainsFunc(row.entries, func(e matrixEntry) bool { return e.unsettled != 0 })
	}) {
		return
	}
	if m.numbers.sign == 0 {
		comma, point := m.agrees(','), m.agrees('.')
		switch {
		case comma && !point:
			m.numbers.sign = ','
		case point && !comma:
			m.numbers.sign = '.'
		}
	}
	if decimal := m.numbers.settled(); decimal != 0 {
		m.write(decimal)
	}
}

// agrees reports whether the last column has the totals by its name, and by its numbers with a sign before decimals.
func (m *matrix) agrees(decimal byte) bool {
	last := len(m.names) - 1
	if last < 1 || !isTotal(m.names[last]) {
		return false
	}
	try := matrix{names: m.names, of: m.of, rows: slices.Clone(m.rows)}
	for i := range try.rows {
		try.rows[i].entries = slices.Clone(try.rows[i].entries)
	}
	try.write(decimal)
	column, row, agree := try.sums(last, nearly)
	return agree && (column || row)
}

// write takes the weights for numbers with a sign before decimals.
func (m *matrix) write(decimal byte) {
	for _, row := range m.rows {
		for i, e := range row.entries {
			row.entries[i] = matrixEntry{column: e.column, weight: sheetNumber{value: e.weight, unsettled: e.unsettled}.with(decimal)}
		}
	}
}

// weight is the last entry of a row and a column, or 0.
func (m *matrix) weight(row, column int) float64 {
	for _, i := range slices.Backward(m.of[row]) {
		entries := m.rows[i].entries
		k, found := slices.BinarySearchFunc(entries, int32(column), func(e matrixEntry, column int32) int { return cmp.Compare(e.column, column) })
		if found {
			return entries[k].weight
		}
	}
	return 0
}

// isSymmetric reports whether the matrix says the same of both ways between any two; where a name has several rows, it does not.
func (m *matrix) isSymmetric() bool {
	for _, row := range m.rows {
		if len(m.of[row.name]) > 1 {
			return false
		}
	}
	for _, row := range m.rows {
		for _, e := range row.entries {
			if m.weight(int(e.column), row.name) != e.weight {
				return false
			}
		}
	}
	return true
}

const totalsRow = "a row of totals"

// How far totals may be from the sums of the others, as a part of these: printed numbers are rounded.
const exactly, nearly = 1e-9, 0.01

// dropTotals leaves out the last column, and the rows of its name, where they are called so and are the sums of the others, or blank. What has the name
// and other numbers stays: a company may be called Total. Sums alone are no proof: in a small matrix they come by chance.
func (m *matrix) dropTotals(sink Sink, line int) error {
	last := len(m.names) - 1
	if last < 1 {
		return nil
	}
	named := isTotal(m.names[last])
	most := exactly
	if named {
		most = nearly
	}
	column, row, agree := m.sums(last, most)
	switch {
	case named && !agree:
		what := fmt.Sprintf("%q in a matrix, whose numbers are not the sums of the others", syntax.Clip(m.names[last]))
		return sink.Note(line, what, "read as an organisation")
	case !named && agree && column && row && last > 2:
		what := fmt.Sprintf("%q in a matrix, whose numbers are the sums of the others", syntax.Clip(m.names[last]))
		return sink.Note(line, what, "read as an organisation: leave its row and column out of the file, if they are totals")
	case !named:
		return nil
	}
	if err := sink.Note(line, fmt.Sprintf("a column of totals, %q", syntax.Clip(m.names[last])), "left out"); err != nil {
		return err
	}
	for _, i := range m.of[last] {
		if err := sink.Note(m.rows[i].line, totalsRow, "left out"); err != nil {
			return err
		}
	}
	rows := m.rows
	m.names, m.rows, m.of = m.names[:last], rows[:0], make([][]int32, last)
	for _, row := range rows {
		if row.name == last {
			continue
		}
		if n := len(row.entries); n > 0 && int(row.entries[n-1].column) == last {
			row.entries = row.entries[:n-1]
		}
		m.of[row.name] = append(m.of[row.name], int32(len(m.rows)))
		m.rows = append(m.rows, row)
	}
	return nil
}

// sums reports whether the last column and its row have numbers, and whether these are the sums of the others but for a part of them.
func (m *matrix) sums(last int, part float64) (column, row, agree bool) {
	below := make([]float64, last+1) // the sums of the columns
	inColumn := true
	for _, r := range m.rows {
		if r.name == last {
			continue
		}
		sum, said := 0.0, 0.0
		for _, e := range r.entries {
			below[e.column] += e.weight
			if int(e.column) == last {
				said = e.weight
			} else {
				sum += e.weight
			}
		}
		column = column || said != 0
		inColumn = inColumn && near(said, sum, part)
	}
	inRow := true
	for j, sum := range below {
		said := m.weight(last, j)
		row = row || said != 0
		inRow = inRow && (near(said, sum, part) || j == last && said == 0)
	}
	return column, row, (inColumn || !column) && (inRow || !row)
}

// near reports whether two numbers differ by no more than a part of the second.
func near(a, b, part float64) bool { return math.Abs(a-b) <= part*math.Abs(b) }

// giveMatrix gives the organisations and the relationships of a matrix.
func (s *sheet) giveMatrix(ctx context.Context, m *matrix) error {
	names, symmetric := m.names, m.isSymmetric()
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
	for i, row := range m.rows {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		for _, e := range row.entries {
			column := int(e.column)
			if symmetric && column < row.name {
				continue
			}
			r := Relationship{Line: row.line, Undirected: symmetric && row.name != column}
			r.From, r.To = names[row.name], names[column]
			if e.unsettled == 0 {
				r.Set("weight", NumberValue(e.weight))
			} else { // as it stood
				text := strings.Replace(strconv.FormatFloat(e.weight, 'f', 3, 64), ".", string(e.unsettled), 1)
				r.Extra = []Attribute{{"weight", TextValue(text)}}
			}
			if err := s.sink.Relationship(&r); err != nil {
				return err
			}
		}
	}
	return nil
}
