package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// partition is a partition with the words for it.
type partition struct {
	*structure.Partition
	noun, nouns string   // "sector", "sectors"
	labels      []string // of the groups, for people
	fromTies    bool     // the groups come from the relationships
}

// label names the group of an organisation for people, "" where it is in none.
func (p *partition) label(n graph.Node) string {
	if group := p.Of[n]; group >= 0 {
		return p.labels[group]
	}
	return ""
}

// name names the group of an organisation for programs.
func (p *partition) name(n graph.Node) string {
	if group := p.Of[n]; group >= 0 {
		return p.Names[group]
	}
	return ""
}

// groupingKind is a row in the table of what organisations can be grouped by.
type groupingKind struct {
	name     string
	plural   string
	of       func(ctx context.Context, g *graph.Graph) (*structure.Partition, error)
	label    func(g *graph.Graph, name string) string // of a group, where that is not its name
	fromTies bool                                     // the groups come from the relationships
}

func groupingKinds() []groupingKind {
	plain := func(of func(g *graph.Graph) *structure.Partition) func(context.Context, *graph.Graph) (*structure.Partition, error) {
		return func(_ context.Context, g *graph.Graph) (*structure.Partition, error) { return of(g), nil }
	}
	return []groupingKind{
		{"classification", "classifications", plain(structure.ByClassification), classificationLabel, false},
		{"sector", "sectors", plain(structure.BySector), classificationLabel, false},
		{"tag", "tags", plain(structure.ByTag), nil, false},
		{"community", "communities", func(ctx context.Context, g *graph.Graph) (*structure.Partition, error) {
			result, err := structure.FindCommunities(ctx, g, structure.CommunityOptions{})
			if err != nil {
				return nil, err
			}
			return result.Partition, nil
		}, func(_ *graph.Graph, hub string) string { return "around " + hub }, true},
		{"component", "components", structure.WeakComponents, nil, true},
	}
}

func classificationLabel(g *graph.Graph, id string) string {
	c, _ := g.Vocabulary().Classification(id)
	return cmp.Or(c.PluralLabel, c.Label, id)
}

func groupingNames() []string {
	var names []string
	for _, c := range groupingKinds() {
		names = append(names, c.name)
	}
	return names
}

// grouping is the value of --by and of --colour-by: what organisations are grouped by.
type grouping string

func (o *grouping) flag(f *flags, name, does, otherwise string) {
	f.text((*string)(o), name, "", does+" by `WHAT`: "+joinWords(append(groupingNames(), groupsFile), "or")+otherwise, completeGroupings)
}

func completeGroupings(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	return completeWordsOrFiles(a, groupingNames(), typed)
}

// groupsFile is groups that the user makes.
const groupsFile = "a CSV file with the columns organisation and group"

// isFile reports whether the groups are in a file.
func (o grouping) isFile() bool {
	return strings.EqualFold(filepath.Ext(string(o)), ".csv") || strings.ContainsRune(string(o), filepath.Separator)
}

// check returns an error where it is neither a file nor a word that is known, before a map is read. The flag is
// the one that it is the value of.
func (o grouping) check(flag string) error { return o.checkAmong(flag, groupingNames()) }

// checkAmong is check for a flag that knows other words.
func (o grouping) checkAmong(flag string, known []string) error {
	if o == "" || o.isFile() {
		return nil
	}
	if err := checkWord(string(o), "grouping", known); err != nil {
		return hint(fmt.Errorf("%s: %w", flag, err), "or a file whose name ends in .csv, with the columns organisation and group")
	}
	return nil
}

// of groups the organisations of part, which is what the filters leave of whole. The flag is the one that it is the
// value of, or "" where none is given.
func (o grouping) of(ctx context.Context, flag string, whole, part *graph.Graph) (*partition, error) {
	if err := o.check(flag); err != nil {
		return nil, err
	}
	if o.isFile() {
		p, err := readGroupsFile(string(o), whole)
		if err != nil {
			return nil, err
		}
		p = p.In(whole, part)
		if p.NumGroups() == 0 && part.NumOrganisations() > 0 {
			return nil, fmt.Errorf("%s: no organisation that the filters leave is in a group", string(o))
		}
		return &partition{Partition: p, noun: "group", nouns: "groups", labels: p.Names}, nil
	}
	kind := groupingKinds()[slices.Index(groupingNames(), string(o))]
	p, err := kind.of(ctx, part)
	if err != nil {
		return nil, err
	}
	if p.NumGroups() == 0 && part.NumOrganisations() > 0 {
		return nil, noGroups(ctx, flag, kind.name, part)
	}
	found := &partition{Partition: p, noun: kind.name, nouns: kind.plural, fromTies: kind.fromTies}
	for _, name := range p.Names {
		if kind.label != nil {
			name = kind.label(part, name)
		}
		found.labels = append(found.labels, name)
	}
	return found, nil
}

// noGroups says that organisations of g are in no group of a kind, and offers the kinds of which there are groups.
func noGroups(ctx context.Context, flag, kind string, g *graph.Graph) error {
	var others []string
	for _, k := range groupingKinds() {
		if k.fromTies { // there are always some
			others = append(others, k.name)
			continue
		}
		p, err := k.of(ctx, g)
		if err != nil {
			return err
		}
		if p.NumGroups() > 0 {
			others = append(others, k.name)
		}
	}
	what := "group by " + joinWords(others, "or") + ", or by a CSV file of your own"
	if flag == "" {
		return hint(fmt.Errorf("no organisation here has a %s, which is what they are grouped by unless --by says otherwise", kind), "with --by, "+what)
	}
	return hint(fmt.Errorf("%s: no organisation here has a %s, so that there are no groups", flag, kind), what)
}

// readGroupsFile reads groups from a CSV file.
func readGroupsFile(path string, g *graph.Graph) (*structure.Partition, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, outputError(path, err)
	}
	members, lines, err := readGroups(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	p, err := structure.PartitionOf(g, members)
	var wrong *structure.MembershipsError
	switch {
	case errors.As(err, &wrong):
		return nil, groupsError(path, lines, wrong)
	case err != nil:
		return nil, fmt.Errorf("%s: no organisation is in a group", path)
	}
	return p, nil
}

// groupsError says where in the file the members are that are wrong.
func groupsError(path string, lines []int, wrong *structure.MembershipsError) error {
	var faults []string
	for _, f := range wrong.Faults {
		faults = append(faults, fmt.Sprintf("%s:%d: %v", path, lines[f.Index], f.Err))
	}
	if len(faults) == 1 {
		return errors.New(faults[0])
	}
	count := countOf(len(faults), "fault", "faults")
	if wrong.Stopped {
		count += " and perhaps more"
	}
	return hint(fmt.Errorf("%s: %s", path, count), faults...)
}

// readGroups reads a CSV file with a header that has the columns organisation (or id) and group (or
// community_name, or community), in any order and among others; it returns the members with the lines on which
// they are. A spreadsheet's byte order mark, and semicolons or tabs for commas, are understood. Rows in which
// both are empty are left out. An error begins with the number of a line.
func readGroups(data []byte) (members []structure.Membership, lines []int, err error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) || bytes.ContainsRune(data, 0) {
		return nil, nil, errors.New("1: not a text file in UTF-8")
	}
	header, _, _ := strings.Cut(string(data), "\n")
	rows := csv.NewReader(bytes.NewReader(data))
	rows.FieldsPerRecord = -1
	for _, r := range ";\t" {
		if strings.Count(header, string(r)) > strings.Count(header, string(rows.Comma)) {
			rows.Comma = r
		}
	}
	organisation, group := -1, -1
	for first := true; ; first = false {
		row, err := rows.Read()
		var syntax *csv.ParseError
		switch {
		case err == io.EOF && first:
			return nil, nil, errors.New("1: the file is empty; its first line has to name the columns organisation and group")
		case err == io.EOF:
			return members, lines, nil
		case errors.As(err, &syntax):
			return nil, nil, fmt.Errorf("%d: %s", syntax.StartLine, csvProblem(syntax.Err))
		case err != nil:
			return nil, nil, fmt.Errorf("1: %w", err)
		}
		line, _ := rows.FieldPos(0)
		if first {
			if organisation, group, err = groupColumns(row); err != nil {
				return nil, nil, fmt.Errorf("%d: %w", line, err)
			}
			continue
		}
		m := structure.Membership{Organisation: cellOf(row, organisation), Group: cellOf(row, group)}
		if m.Organisation == "" && m.Group == "" {
			continue
		}
		switch {
		case organisation >= len(row):
			return nil, nil, fmt.Errorf("%d: the row has no organisation", line)
		case group >= len(row):
			return nil, nil, fmt.Errorf("%d: the row has no group; leave the field empty for none", line)
		}
		members, lines = append(members, m), append(lines, line)
	}
}

// csvProblem says what to do about an error of encoding/csv.
func csvProblem(err error) string {
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return "a quote inside a cell: write it twice, and put the whole cell in quotes"
	case errors.Is(err, csv.ErrQuote):
		return "a quote that opens in this row is not closed, or text follows after it closes"
	}
	return err.Error()
}

// groupColumns finds the columns in a header.
func groupColumns(header []string) (organisation, group int, err error) {
	at := func(names ...string) int {
		for _, name := range names {
			if i := slices.IndexFunc(header, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), name) }); i >= 0 {
				return i
			}
		}
		return -1
	}
	organisation, group = at("organisation", "id"), at("group", "community_name", "community")
	for _, column := range []struct {
		name string
		at   int
	}{{"organisation", organisation}, {"group", group}} {
		if column.at < 0 {
			return 0, 0, fmt.Errorf("no column %q; the first line has to name the columns organisation and group", column.name)
		}
	}
	return organisation, group, nil
}

func cellOf(row []string, column int) string {
	if column < len(row) {
		return strings.TrimSpace(row[column])
	}
	return ""
}
