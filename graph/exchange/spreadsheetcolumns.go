package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// findHeadings returns which of the first rows has the headings, and settles what the columns are.
func (s *sheet) findHeadings(given map[string]string) (int, error) {
	if len(given) > 0 {
		return s.givenColumns(given)
	}
	for i := range s.rows {
		if i+1 < len(s.rows) && isMatrix(s.rows[i], s.rows[i+1]) && s.maySkipTo(i, nil) {
			return i, nil
		}
	}
	for i, row := range s.rows {
		if pair := findPair(row); pair != nil && s.maySkipTo(i, relationshipWords) {
			s.about = relationshipTable
			s.pairColumns(row, pair)
			s.unordered = pair.equals && !s.saysWay()
			return i, nil
		}
	}
	for i, row := range s.rows {
		words := 0
		named := false
		for _, cell := range row {
			if field, ok := organisationWords[plainHeading(cell)]; ok {
				words++
				named = named || field == "id" || field == "name"
			}
		}
		if named && (words > 1 || i == 0) && s.maySkipTo(i, organisationWords) {
			s.about = organisationTable
			s.organisationColumns(row)
			return i, nil
		}
	}
	at, orPairs := s.likelyHeadings(), ""
	if s.arePairs() {
		orPairs = "; or, where that row is none of headings, read it as an edge list"
	}
	return 0, s.fault(s.lineOf[at], 1, "no columns are known for the two ends of a relationship, nor for the name of an organisation, among %s: say which they are, as from=COLUMN and to=COLUMN, or name=COLUMN%s", s.columnNames(s.rows[at]), orPairs)
}

// arePairs reports whether the first rows could be those of an edge list: two cells each, or three.
func (s *sheet) arePairs() bool {
	return strings.IndexByte(",;\t", s.Comma()) >= 0 && !slices.ContainsFunc(s.rows, func(row []string) bool {
		return len(row) < 2 || len(row) > 3 || strings.TrimSpace(row[0]) == "" || strings.TrimSpace(row[1]) == ""
	})
}

// saysWay reports whether a column says which way relationships go.
func (s *sheet) saysWay() bool {
	_, said := s.hasColumn(fieldMutualAs, fieldDirection)
	return said
}

// maySkipTo reports whether a row may have the headings and those above it be titles. A title has a cell, or few beside the headings;
// what fills as many is headings of words that are not known, and some row of data below it may have known ones by chance. That it has not
// is sure where all cells of the row are words for headings, three or more.
func (s *sheet) maySkipTo(at int, words map[string]string) bool {
	wide := filledCells(s.rows[at])
	for _, row := range s.rows[:at] {
		if !isTitle(filledCells(row), wide) {
			return s.allHeadings(s.rows[at], words)
		}
	}
	return true
}

// allHeadings reports whether all cells of a row are words, three or more, of columns.
func (s *sheet) allHeadings(row []string, words map[string]string) bool {
	ends := map[int]bool{}
	if pair := findPair(row); pair != nil {
		for side, i := range pair.reference {
			ends[i] = true
			for j := range pair.further[side] {
				ends[j] = true
			}
		}
	}
	seen := map[string]bool{}
	for i, cell := range row {
		word := plainHeading(cell)
		if word == "" {
			continue
		}
		if _, ok := words[word]; !ok && !ends[i] || seen[word] {
			return false
		}
		seen[word] = true
	}
	return len(seen) >= 3
}

// filledCells counts the cells with something in them.
func filledCells(row []string) (n int) {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// isTitle reports whether a row with so many cells may be a title above one as wide.
func isTitle(filled, wide int) bool { return filled <= 1 || 2*filled <= wide }

// likelyHeadings returns the first of the rows that is no title.
func (s *sheet) likelyHeadings() int {
	wide := 0
	for _, row := range s.rows {
		wide = max(wide, filledCells(row))
	}
	return max(0, slices.IndexFunc(s.rows, func(row []string) bool { return wide <= 1 || !isTitle(filledCells(row), wide) }))
}

func (s *sheet) columnNames(row []string) string {
	const most = 12
	var names []string
	for i, cell := range row {
		if i == most {
			return strings.Join(names, ", ") + " and " + strconv.Itoa(len(row)-most) + " more"
		}
		names = append(names, fmt.Sprintf("%q", syntax.Clip(strings.TrimSpace(cell))))
	}
	return strings.Join(names, ", ")
}

// givenColumns finds the columns that the user has named. They are added to those that are known by their headings, and take the place
// of those.
func (s *sheet) givenColumns(given map[string]string) (int, error) {
	at := s.givenHeadings(given)
	headings := s.rows[at]
	if err := s.knownColumns(s.lineOf[at], headings, given); err != nil {
		return 0, err
	}
	by := map[int]string{}
	for _, field := range slices.Sorted(maps.Keys(given)) {
		i := indexOfColumn(headings, given[field])
		if i < 0 {
			return 0, s.fault(s.lineOf[at], 0, "there is no column %q, which is to be %s: there are %s", given[field], field, s.columnNames(headings))
		}
		if field == "symmetric" {
			field = fieldMutualAs
		}
		put := s.putOf(field, headings[i])
		if put == nil {
			return 0, s.fault(s.lineOf[at], 0, "there is no field %q that a column could be: there are %s", field, strings.Join(s.fieldNames(), ", "))
		}
		for j := range s.columns { // what has been guessed gives way
			if s.columns[j].name == field && j != i {
				s.columns[j] = s.extraColumn(headings[j])
			}
		}
		if other, twice := by[i]; twice {
			return 0, s.fault(s.lineOf[at], 0, "the column %q is to be %s and %s: a column is one field", given[field], other, field)
		}
		by[i] = field
		s.columns[i] = tableColumn[sheetRow]{field, put}
	}
	if s.about == relationshipTable {
		_, from := s.hasColumn(fieldFrom)
		_, to := s.hasColumn(fieldTo)
		if !from || !to {
			return 0, s.fault(s.lineOf[at], 0, "a relationship has two ends: name the columns of both, as from=COLUMN and to=COLUMN, among %s", s.columnNames(headings))
		}
		s.unordered = s.unordered && !s.saysWay()
		return at, nil
	}
	if _, ok := s.hasColumn("name", "id"); !ok {
		return 0, s.fault(s.lineOf[at], 0, "no column is known for the id or the name of an organisation: say which it is, as name=COLUMN; or those of the ends of a relationship, as from=COLUMN and to=COLUMN")
	}
	return at, nil
}

// givenHeadings returns the row of the headings: where most of the names are, and of several that which would be taken without them.
func (s *sheet) givenHeadings(given map[string]string) int {
	found := func(row []string) (n int) {
		for _, name := range given {
			if indexOfColumn(row, name) >= 0 {
				n++
			}
		}
		return n
	}
	guess := sheet{csvReader: s.csvReader, rows: s.rows, lineOf: s.lineOf}
	at, err := guess.findHeadings(nil)
	if err != nil {
		at = s.likelyHeadings()
	}
	most := found(s.rows[at])
	for i, row := range s.rows {
		if n := found(row); n > most {
			at, most = i, n
		}
	}
	return at
}

// knownColumns settles what a table whose columns the user names in part is about, and the columns that are known by their headings.
func (s *sheet) knownColumns(line int, headings []string, given map[string]string) error {
	_, from := given[fieldFrom]
	_, to := given[fieldTo]
	s.about = relationshipTable
	pair := findPair(headings)
	ofRelationships := !slices.ContainsFunc(slices.Collect(maps.Keys(given)), func(field string) bool {
		return s.putOf(field, "") == nil && endField(field, func(row *sheetRow) *Organisation { return &row.o }) != nil
	})
	switch {
	case from && to:
		s.columns = make([]tableColumn[sheetRow], len(headings))
		s.relationshipColumns(headings)
	case pair != nil && (from || to || ofRelationships):
		switch { // of the ends, the one that is not named is what is left of the two that are known
		case from && !to && indexOfColumn(headings, given[fieldFrom]) == pair.reference[1], to && !from && indexOfColumn(headings, given[fieldTo]) == pair.reference[0]:
			pair.reference[0], pair.reference[1] = pair.reference[1], pair.reference[0]
			pair.further[0], pair.further[1] = pair.further[1], pair.further[0]
		}
		s.pairColumns(headings, pair)
		s.unordered = pair.equals && !from && !to
	case from || to:
		s.columns = make([]tableColumn[sheetRow], len(headings))
		s.relationshipColumns(headings)
	default:
		s.about = organisationTable
		s.organisationColumns(headings)
		for _, field := range slices.Sorted(maps.Keys(given)) {
			if s.about = relationshipTable; s.putOf(field, "") != nil && !isColumn(organisationFields, field) && field != "id" && !isOfSource(field) {
				return s.fault(line, 0, "%s is a field of relationships, and no columns are known for their two ends among %s: name those too, as from=COLUMN and to=COLUMN", field, s.columnNames(headings))
			}
			s.about = organisationTable
		}
	}
	return nil
}

func isOfSource(field string) bool {
	return field == fieldSource || field == fieldSourceURL || field == fieldPassage
}

func (s *sheet) hasColumn(names ...string) (int, bool) {
	for i, column := range s.columns {
		if slices.Contains(names, column.name) {
			return i, true
		}
	}
	return 0, false
}

// indexOfColumn finds a column by its heading, or by its number from 1, as in "#3".
func indexOfColumn(headings []string, name string) int {
	for i, heading := range headings {
		if strings.TrimSpace(heading) == strings.TrimSpace(name) {
			return i
		}
	}
	for i, heading := range headings {
		if plainHeading(heading) == plainHeading(name) && plainHeading(name) != "" {
			return i
		}
	}
	for i := range headings {
		if name == "#"+strconv.Itoa(i+1) {
			return i
		}
	}
	return -1
}

// fieldNames are the fields that columns can be.
func (s *sheet) fieldNames() (names []string) {
	if s.about == relationshipTable {
		names = []string{fieldFrom, fieldTo, "id", fieldMutualAs, fieldDirection, fieldSource, fieldSourceURL, fieldPassage}
		for _, c := range relationshipFields {
			if c.Name != "symmetric" { // which is mutual, to people
				names = append(names, c.Name)
			}
		}
		for _, side := range []string{"from.", "to."} {
			for _, c := range organisationFields {
				names = append(names, side+c.Name)
			}
		}
		return names
	}
	names = []string{"id", fieldSource, fieldSourceURL, fieldPassage, fieldPartOf}
	for _, c := range organisationFields {
		names = append(names, c.Name)
	}
	return names
}

// pairColumns makes the columns of a table of relationships, whose ends have been found.
func (s *sheet) pairColumns(headings []string, pair *sides) {
	s.columns = make([]tableColumn[sheetRow], len(headings))
	for side, name := range []string{fieldFrom, fieldTo} {
		s.columns[pair.reference[side]] = tableColumn[sheetRow]{name, s.putOf(name, "")}
		for i, field := range pair.further[side] {
			s.columns[i] = tableColumn[sheetRow]{name + "." + field, s.putOf(name+"."+field, headings[i])}
		}
	}
	s.relationshipColumns(headings)
}

func (s *sheet) relationshipColumns(headings []string) { s.guessColumns(headings, relationshipWords) }

func (s *sheet) organisationColumns(headings []string) {
	s.columns = make([]tableColumn[sheetRow], len(headings))
	s.guessColumns(headings, organisationWords)
}

// guessColumns settles the columns that are not yet, by their headings. Of two for one field the second is kept as it stands.
func (s *sheet) guessColumns(headings []string, words map[string]string) {
	taken := map[string]bool{}
	for _, column := range s.columns {
		taken[column.name] = true
	}
	// First what is headed as the field itself, so that "note" comes before "description".
	for _, exact := range []bool{true, false} {
		for i, heading := range headings {
			field, ok := words[plainHeading(heading)]
			if s.columns[i].put != nil || !ok || taken[field] || exact != (plainHeading(heading) == plainHeading(field)) {
				continue
			}
			s.columns[i] = tableColumn[sheetRow]{field, s.putOf(field, heading)}
			taken[field] = true
		}
	}
	for i, heading := range headings {
		if s.columns[i].put == nil {
			s.columns[i] = s.extraColumn(heading)
		}
	}
}

// extraColumn keeps a column that no field takes; one without a heading is left out.
func (s *sheet) extraColumn(heading string) tableColumn[sheetRow] {
	heading = strings.TrimSpace(heading)
	if heading == "" {
		return tableColumn[sheetRow]{}
	}
	about := s.about
	return tableColumn[sheetRow]{"", keepExtra(heading, func(row *sheetRow) *[]Attribute {
		if about == relationshipTable {
			return &row.r.Extra
		}
		return &row.o.Extra
	})}
}

// putOf returns what takes the cells of a column with a heading that is a field; nil where there is no such field.
func (s *sheet) putOf(field, heading string) func(*sheetRow, string) {
	switch field {
	case fieldSource:
		return func(row *sheetRow, text string) { row.source = text }
	case fieldSourceURL:
		return func(row *sheetRow, text string) { row.url = text }
	case fieldPassage:
		return func(row *sheetRow, text string) { row.passage = text }
	}
	if s.about == organisationTable {
		switch field {
		case fieldPartOf:
			return func(row *sheetRow, text string) { row.partOf = text }
		}
		return endField(field, func(row *sheetRow) *Organisation { return &row.o })
	}
	for side, name := range []string{fieldFrom, fieldTo} {
		if rest, ok := strings.CutPrefix(field, name+"."); ok {
			put := endField(rest, func(row *sheetRow) *Organisation { return &row.ends[side] })
			if put == nil {
				return nil
			}
			return func(row *sheetRow, text string) { row.hasEndField = true; put(row, text) }
		}
	}
	switch field {
	case fieldFrom:
		return func(row *sheetRow, text string) { row.r.From = text }
	case fieldTo:
		return func(row *sheetRow, text string) { row.r.To = text }
	case "id":
		return func(row *sheetRow, text string) { row.r.ID = text }
	case fieldMutualAs:
		heading = strings.TrimSpace(heading)
		return func(row *sheetRow, text string) { putMutual(row, heading, text) }
	case fieldDirection:
		return putDirection
	case "weight":
		return s.putWeight
	case "type":
		return func(row *sheetRow, text string) {
			if isDirection(text) { // as Gephi has it
				putDirection(row, text)
			} else {
				row.r.Type = text
			}
		}
	}
	put := fieldPut(relationshipFields, field, extraOfRelationship)
	if put == nil {
		return nil
	}
	return func(row *sheetRow, text string) { put(&row.r, text) }
}

// endField returns what takes a field of an organisation.
func endField(field string, of func(*sheetRow) *Organisation) func(*sheetRow, string) {
	switch field {
	case "id":
		return func(row *sheetRow, text string) { of(row).ID = text }
	case "classification":
		return func(row *sheetRow, text string) { of(row).Classifications = sheetList(text, ";|") }
	case "tags":
		return func(row *sheetRow, text string) { of(row).Tags = sheetList(text, ";|,") }
	case "other_names":
		return func(row *sheetRow, text string) {
			o := of(row)
			if TextValue(text).records(&o.OtherNames) == nil {
				return
			}
			o.OtherNames = nil
			for _, name := range sheetList(text, ";|") {
				o.OtherNames = append(o.OtherNames, graph.OtherName{Name: name})
			}
		}
	}
	put := fieldPut(organisationFields, field, extraOfOrganisation)
	if put == nil {
		return nil
	}
	return func(row *sheetRow, text string) { put(of(row), text) }
}

// sheetList divides a cell at any of the separators.
func sheetList(text, separators string) (list []string) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// putMutual reads whether a relationship is mutual. What is neither yes nor no is kept under the heading.
func putMutual(row *sheetRow, heading, text string) {
	mutual, ok := yesOrNo(text)
	switch {
	case !ok:
		row.notMutual = true
		row.r.Extra = append(row.r.Extra, Attribute{heading, TextValue(text)})
	case mutual:
		row.r.Mutual = graph.Mutual
	default:
		row.r.Mutual = graph.OneWay
	}
}

func putDirection(row *sheetRow, text string) {
	switch strings.ToLower(text) {
	case "undirected", "none", "no", "false", "-", "--", "—", "–", "ungerichtet", "non dirigé", "no dirigido":
		row.r.Undirected = true
	case "mutual", "both", "both ways", "bidirectional", "two-way", "two way", "reciprocal", "<->", "<-->", "↔", "beidseitig", "gegenseitig", "wechselseitig",
		"bidirektional", "mutuel", "reciproque", "réciproque", "bidirectionnel", "mutuo", "recíproco", "bidireccional":
		row.r.Mutual = graph.Mutual
	case "directed", "one-way", "one way", "forward", "->", "-->", "→", "yes", "true", "unidirectional", "a->b", "gerichtet", "einseitig", "dirigé",
		"unidirectionnel", "dirigido", "unidireccional":
		row.r.Mutual = graph.OneWay
	case "<-", "<--", "←", "back", "backward", "reverse", "b->a":
		row.r.Mutual, row.reversed = graph.OneWay, true
	default:
		row.r.Extra = append(row.r.Extra, Attribute{fieldDirection, TextValue(text)})
	}
}
