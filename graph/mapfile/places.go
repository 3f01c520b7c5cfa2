package mapfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// places says where the records of one kind stand, by their number. Where cells are not kept, a record has
// its line only: two million rows would need more memory for them than for the graph.
type places struct {
	records []place
	first   []uint32 // first[i] is the number of record i's first cell
	cells   []cell
	// foreign are the elements that stand in a file of their own (evidence.csv, other_names.csv).
	foreign []foreignCell
}

type foreignCell struct {
	record int32
	cell   cell
}

func (p *places) add(at place, cells []cell) {
	p.records = append(p.records, at)
	if len(cells) == 0 && len(p.cells) == 0 {
		return // first stays shorter than records: the ones before have no cells
	}
	for len(p.first) < len(p.records) {
		p.first = append(p.first, uint32(len(p.cells)))
	}
	p.cells = append(p.cells, cells...)
}

func (p *places) addForeign(record int32, c cell) {
	p.foreign = append(p.foreign, foreignCell{record, c})
}

func (p *places) sort() {
	slices.SortStableFunc(p.foreign, func(a, b foreignCell) int { return cmp.Compare(a.record, b.record) })
}

// find returns where a field of record i stands: the element's field, else the element, else the field,
// else the record.
func (p *places) find(i, field, elem, sub int) (place, bool) {
	if i < 0 || i >= len(p.records) {
		return place{}, false
	}
	var own []cell
	if i < len(p.first) {
		own = p.cells[p.first[i]:]
		if i+1 < len(p.first) {
			own = p.cells[p.first[i]:p.first[i+1]]
		}
	}
	if at, ok := findCell(own, field, elem, sub); ok {
		return at, true
	}
	n, _ := slices.BinarySearchFunc(p.foreign, int32(i), func(f foreignCell, i int32) int { return cmp.Compare(f.record, i) })
	var elsewhere []cell
	for ; n < len(p.foreign) && int(p.foreign[n].record) == i; n++ {
		elsewhere = append(elsewhere, p.foreign[n].cell)
	}
	for _, wanted := range [][2]int{{elem, sub}, {elem, -1}} {
		for _, cells := range [][]cell{own, elsewhere} {
			if at, ok := findCell(cells, field, wanted[0], wanted[1]); ok {
				return at, true
			}
		}
	}
	if at, ok := findCell(own, field, -1, -1); ok {
		return at, true
	}
	return p.records[i], true
}

func findCell(cells []cell, field, elem, sub int) (place, bool) {
	for _, c := range cells {
		if int(c.field) == field && int(c.elem) == elem && int(c.sub) == sub {
			return c.place, true
		}
	}
	return place{}, false
}

// findIn is find for a record that is not among the places yet.
func (l *loaded[T]) find(field, elem, sub int) place {
	for _, wanted := range [][2]int{{elem, sub}, {elem, -1}, {-1, -1}} {
		if at, ok := findCell(l.cells, field, wanted[0], wanted[1]); ok {
			return at
		}
	}
	return l.place
}

// parsePath takes a path such as "evidence[1].passage" apart; elem is -1 and sub "" where it has none.
func parsePath(path string) (field string, elem int, sub string) {
	field, rest, found := strings.Cut(path, "[")
	if !found {
		return path, -1, ""
	}
	number, rest, _ := strings.Cut(rest, "]")
	elem, err := strconv.Atoi(number)
	if err != nil {
		return field, -1, ""
	}
	return field, elem, strings.TrimPrefix(rest, ".")
}
