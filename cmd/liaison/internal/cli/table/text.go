package table

import (
	"bufio"
	"io"
	"slices"
	"strings"
)

const (
	gap      = 2  // cells between columns
	longWord = 24 // a word up to this long is not broken while there is another way
	narrow   = 8  // what no column is narrowed below
	tooSmall = 24 // a terminal below this width is taken for this wide
	step     = 2  // cells of indentation for each level of Indented
)

// writeText writes aligned columns under their titles in capitals. Where the lines would be wider than
// the terminal, columns are left out or narrowed, and their cells wrapped.
func (t *Table) writeText(w io.Writer, shown []int, width int) error {
	layout := t.layout(shown, width)
	out := bufio.NewWriter(w)
	for _, row := range layout.cells {
		layout.writeRow(out, row)
	}
	return out.Flush()
}

// LeftOut returns the titles of the columns that text of a width leaves out.
func (t *Table) LeftOut(width int) []string {
	shown := t.shown(Text)
	kept := t.layout(shown, width).columns
	var titles []string
	for _, c := range shown {
		if !slices.Contains(kept, t.Columns[c]) {
			titles = append(titles, t.Columns[c].title())
		}
	}
	return titles
}

// textLayout is a table as it is to be written as text.
type textLayout struct {
	columns []Column
	cells   [][]string // the titles, then the rows
	widths  []int
}

func (t *Table) layout(shown []int, width int) *textLayout {
	l := t.natural(shown)
	if width <= 0 {
		return l
	}
	width = max(width, tooSmall)
	for l.total(l.floors(strings.Fields)) > width {
		last := -1
		for i, c := range l.columns {
			if c.Optional {
				last = i
			}
		}
		if last < 0 {
			break
		}
		shown = slices.Delete(slices.Clone(shown), last, last+1)
		l = t.natural(shown)
	}
	l.narrow(width)
	return l
}

// natural is the table with every cell on one line.
func (t *Table) natural(shown []int) *textLayout {
	l := &textLayout{cells: t.textCells(shown), widths: make([]int, len(shown))}
	for _, c := range shown {
		l.columns = append(l.columns, t.Columns[c])
	}
	for _, row := range l.cells {
		for i, s := range row {
			l.widths[i] = max(l.widths[i], Width(s))
		}
	}
	return l
}

func (l *textLayout) total(widths []int) int {
	total := gap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	return total
}

// textCells returns the titles and then the rows as they stand in the table.
func (t *Table) textCells(shown []int) [][]string {
	head := make([]string, len(shown))
	decimals := make([]int, len(shown))
	for i, c := range shown {
		head[i] = strings.ToUpper(t.Columns[c].title())
		decimals[i] = t.decimals(c)
	}
	cells := [][]string{head}
	for _, row := range t.Rows {
		line := make([]string, len(shown))
		for i, c := range shown {
			line[i] = peopleText(row[c], decimals[i])
			if in, ok := row[c].(Indented); ok {
				line[i] = strings.Repeat(" ", step*in.Level) + line[i]
			}
		}
		cells = append(cells, line)
	}
	return cells
}

// peopleText is the text of a cell in the formats for people.
func peopleText(cell any, decimals int) string {
	if b, ok := cell.(bool); ok {
		if b {
			return "yes"
		}
		return "no"
	}
	return Clean(cellText(cell, decimals))
}

// narrow takes from the widest column that can give until the lines fit or none is left: at first columns
// give down to their longest word, then down to their longest part of one, and at last words are broken.
func (l *textLayout) narrow(width int) {
	words, parts := l.floors(strings.Fields), l.floors(wordParts)
	least := make([]int, len(l.widths))
	for i := range least {
		least[i] = narrow
	}
	for _, round := range []struct {
		floors []int
		all    bool
	}{{words, false}, {parts, false}, {parts, true}, {least, true}} {
		for excess := l.total(l.widths) - width; excess > 0; excess-- {
			widest := -1
			for i, w := range l.widths {
				if w > max(round.floors[i], narrow) && (round.all || !l.columns[i].Keep) && (widest < 0 || w > l.widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			l.widths[widest]--
		}
	}
}

// floors returns the width of the longest word of every column, with its indentation, that is not too long
// to stay whole.
func (l *textLayout) floors(split func(string) []string) []int {
	floors := make([]int, len(l.columns))
	for _, row := range l.cells {
		for i, s := range row {
			indent := len(s) - len(strings.TrimLeft(s, " "))
			for _, word := range split(s) {
				if w := Width(word); w <= longWord {
					floors[i] = max(floors[i], w+indent)
				}
			}
		}
	}
	return floors
}

func (l *textLayout) writeRow(out *bufio.Writer, row []string) {
	wrapped := make([][]string, len(row))
	height := 1
	for i, s := range row {
		wrapped[i] = wrapIndented(s, l.widths[i])
		height = max(height, len(wrapped[i]))
	}
	for n := range height {
		line := ""
		for i, lines := range wrapped {
			s := ""
			if n < len(lines) {
				s = lines[n]
			}
			line += Pad(s, l.widths[i], l.columns[i].Right) + strings.Repeat(" ", gap)
		}
		out.WriteString(strings.TrimRight(line, " "))
		out.WriteByte('\n')
	}
}

// wrapIndented is Wrap for text that begins with spaces: all its lines do, with at most half of limit.
func wrapIndented(s string, limit int) []string {
	text := strings.TrimLeft(s, " ")
	indent := s[:len(s)-len(text)]
	if indent == "" || Width(s) <= limit {
		return Wrap(s, limit)
	}
	indent = indent[:min(len(indent), limit/2)]
	lines := slices.Clone(Wrap(text, max(limit-len(indent), 1)))
	for i := range lines {
		lines[i] = indent + lines[i]
	}
	return lines
}
