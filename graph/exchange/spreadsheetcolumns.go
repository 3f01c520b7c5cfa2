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
		if i+1 < len(s.rows) && isMatrix(s.rows[i], s.rows[i+1]) {
			return i, nil
		}
	}
	for i, row := range s.rows {
		if pair := findPair(row); pair != nil {
			s.about = relationshipTable
			s.pairColumns(row, pair)
			_, said := s.hasColumn("symmetric", fieldMutualAs, fieldDirection)
			s.unordered = pair.equals && !said
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
		if named && (words > 1 || i == 0) {
			s.about = organisationTable
			s.organisationColumns(row)
			return i, nil
		}
	}
	at := s.widestRow()
	return 0, s.fault(s.lineOf[at], 1, "no columns are known for the two ends of a relationship, nor for the name of an organisation, among %s: say which they are, as from=COLUMN and to=COLUMN, or name=COLUMN", s.columnNames(s.rows[at]))
}

// widestRow returns the first of the rows with most cells that say something: the headings, rather than a title above them.
func (s *sheet) widestRow() int {
	at, most := 0, 0
	for i, row := range s.rows {
		filled := 0
		for _, cell := range row {
			if strings.TrimSpace(cell) != "" {
				filled++
			}
		}
		if filled > most {
			at, most = i, filled
		}
	}
	return at
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

// givenColumns finds the columns that the user has named.
func (s *sheet) givenColumns(given map[string]string) (int, error) {
	at, most := 0, -1
	for i, row := range s.rows { // the headings are where most of the names are
		found := 0
		for _, name := range given {
			if indexOfColumn(row, name) >= 0 {
				found++
			}
		}
		if found > most {
			at, most = i, found
		}
	}
	headings := s.rows[at]
	_, from := given[fieldFrom]
	_, to := given[fieldTo]
	switch {
	case from != to:
		return 0, s.fault(s.lineOf[at], 0, "a relationship has two ends: name the columns of both from and to")
	case from:
		s.about = relationshipTable
		s.columns = make([]tableColumn[sheetRow], len(headings))
		s.relationshipColumns(headings)
	default:
		s.about = organisationTable
		s.organisationColumns(headings)
	}
	for _, field := range slices.Sorted(maps.Keys(given)) {
		i := indexOfColumn(headings, given[field])
		if i < 0 {
			return 0, s.fault(s.lineOf[at], 0, "there is no column %q, which is to be %s: there are %s", given[field], field, s.columnNames(headings))
		}
		put := s.putOf(field)
		if put == nil {
			return 0, s.fault(s.lineOf[at], 0, "there is no field %q that a column could be: there are %s", field, strings.Join(s.fieldNames(), ", "))
		}
		for j := range s.columns { // what has been guessed gives way
			if s.columns[j].name == field && j != i {
				s.columns[j] = s.extraColumn(headings[j])
			}
		}
		s.columns[i] = tableColumn[sheetRow]{field, put}
	}
	if _, ok := s.hasColumn("name", "id"); s.about == organisationTable && !ok {
		return 0, s.fault(s.lineOf[at], 0, "no column is known for the id or the name of an organisation: say which it is, as name=COLUMN")
	}
	return at, nil
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
			names = append(names, c.Name)
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
		s.columns[pair.reference[side]] = tableColumn[sheetRow]{name, s.putOf(name)}
		for i, field := range pair.further[side] {
			s.columns[i] = tableColumn[sheetRow]{name + "." + field, s.putOf(name + "." + field)}
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
			s.columns[i] = tableColumn[sheetRow]{field, s.putOf(field)}
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

// putOf returns what takes the cells of a column that is a field; nil where there is no such field.
func (s *sheet) putOf(field string) func(*sheetRow, string) {
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
		field = "symmetric"
	case fieldDirection:
		return putDirection
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
	return func(row *sheetRow, text string) {
		if field == "weight" && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
			text = strings.Replace(text, ",", ".", 1) // as most of Europe writes it
		}
		put(&row.r, text)
	}
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

func putDirection(row *sheetRow, text string) {
	switch strings.ToLower(text) {
	case "undirected", "none", "no", "false", "-", "--", "—", "–":
		row.r.Undirected = true
	case "mutual", "both", "both ways", "bidirectional", "two-way", "two way", "reciprocal", "<->", "<-->", "↔", "beidseitig", "reciproque", "réciproque":
		row.r.Mutual = graph.Mutual
	case "directed", "one-way", "one way", "forward", "->", "-->", "→", "yes", "true", "unidirectional", "a->b":
		row.r.Mutual = graph.OneWay
	case "<-", "<--", "←", "back", "backward", "reverse", "b->a":
		row.r.Mutual, row.reversed = graph.OneWay, true
	default:
		row.r.Extra = append(row.r.Extra, Attribute{fieldDirection, TextValue(text)})
	}
}
