package exchange

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// mergedRows is what is known of rows that leave an end blank: a program that saves merged cells as CSV writes the first and leaves the
// others blank.
type mergedRows struct {
	fill   bool
	above  [2]string // the ends of the last relationship
	others string    // the headings of what a row says beside its ends
}

// findEnds settles which columns say what the ends of relationships are.
func (s *sheet) findEnds() {
	s.isEnd = make([]bool, len(s.columns))
	for i, column := range s.columns {
		side, _, _ := strings.Cut(column.name, ".")
		s.isEnd[i] = s.about == relationshipTable && (side == fieldFrom || side == fieldTo)
	}
}

// otherHeadings are the headings of columns that are not of the ends, as a report says them.
func (s *sheet) otherHeadings(headings []string) string {
	const most = 6
	var names []string
	for i, column := range s.columns {
		if !s.isEnd[i] && column.put != nil {
			names = append(names, syntax.ClipTo(strings.TrimSpace(headings[i]), 20))
		}
	}
	more := ""
	if len(names) > most {
		more = " and " + strconv.Itoa(len(names)-most) + " more"
		names = names[:most]
	}
	return strings.Join(names, ", ") + more
}

// blankEnd deals with a row that leaves an end blank, or both. Where it may be filled down it has both then. What looks as if cells had been
// merged is kept as an organisation otherwise, and counted: only the user can know.
func (s *sheet) blankEnd(line int) error {
	r := &s.row.r
	o := Organisation{Line: line} // an organisation without relationships, in some tables
	o.ID = r.From + r.To
	what := belowTable(o.ID)
	if what == "" && isTotalOf(o.ID, s.merged.above, s.row.said > 0) {
		what = totalsRow
	}
	if what != "" {
		return s.sink.Note(line, what, "left out")
	}
	merged := s.looksMerged()
	done := "read as an organisation"
	what = "a row with one end only"
	switch {
	case merged && s.merged.fill:
		r.From, r.To = cmp.Or(r.From, s.merged.above[0]), cmp.Or(r.To, s.merged.above[1])
		return s.sink.Note(line, "a row that leaves an end blank", "given the end of the row above")
	case merged:
		noteMerged(s.sink)
		if what, done = "a row with one end only, below a row that has both", "read as an organisation"; o.ID == "" {
			what, done = "a row without ends, below a row that has both", "left out"
		}
		if s.merged.others != "" {
			done += ", without what it says in " + s.merged.others
		}
	case o.ID == "":
		what, done = "a row without the ends of a relationship", "left out"
	}
	if err := s.sink.Note(line, what, done); err != nil || o.ID == "" || s.known[o.ID] {
		return err
	}
	s.known[strings.Clone(o.ID)] = true
	return s.sink.Organisation(&o)
}

// looksMerged reports whether the blank ends of a row look as if they were those of the row above. An organisation without relationships stands in
// the first column, with nothing beside it; a total has one number.
func (s *sheet) looksMerged() bool {
	row := &s.row
	switch {
	case s.merged.above[0] == "":
		return false
	case row.r.To != "":
		return true
	case row.r.From != "":
		return row.said > 0
	}
	return row.said > 1
}

// severalNames counts cells for an end that look as if they had several names in them.
type severalNames struct {
	cells   int
	columns map[int]*severalIn
}

type severalIn struct {
	count   int
	lines   []int
	example string
}

// cell looks at a cell of a column.
func (n *severalNames) cell(column, line int, text string) {
	n.cells++
	if !hasSeveralNames(text) {
		return
	}
	if n.columns == nil {
		n.columns = map[int]*severalIn{}
	}
	in := n.columns[column]
	if in == nil {
		in = &severalIn{example: syntax.Clip(text)}
		n.columns[column] = in
	}
	if in.count++; len(in.lines) < maxLines {
		in.lines = append(in.lines, line)
	}
}

// note tells the report where that is frequent, a tenth of the cells or more: some names have commas of their own.
func (n *severalNames) note(sink Sink, headings []string) error {
	for i, heading := range headings {
		in := n.columns[i]
		if in == nil || in.count < 2 || in.count*20 < n.cells { // there are two ends to a row
			continue
		}
		what := fmt.Sprintf("a cell of %q with several names, as it seems: %q", syntax.Clip(strings.TrimSpace(heading)), in.example)
		for k := range in.count {
			line := 0
			if k < len(in.lines) {
				line = in.lines[k]
			}
			if err := sink.Note(line, what, "read as one organisation: give each a row of its own, if they are several"); err != nil {
				return err
			}
		}
	}
	return nil
}

// hasSeveralNames reports whether a text looks like names with separators between them.
func hasSeveralNames(text string) bool {
	if !strings.ContainsAny(text, ";|\n/,") { // most
		return false
	}
	if strings.ContainsAny(text, ";|\n") || strings.Contains(text, " / ") {
		return true
	}
	_, after, ok := strings.Cut(text, ", ")
	first, _ := utf8.DecodeRuneInString(after)
	return ok && (unicode.IsUpper(first) || unicode.IsDigit(first))
}
