package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

func diffCommand() command {
	return command{
		name: "diff",
		args: []argument{
			{name: "OLD", optional: true, complete: completeMaps},
			{name: "NEW", optional: true, complete: completeMaps},
		},
		group: groupTime,
		short: "Compare two dates of a map, or two maps",
		long: "Two dates, with --from and --to: what the map knows to hold at the later one and not at the earlier one, and the other way round, " +
			"with the reason. The earlier date comes first, and lies wholly before the later one.\n\n" +
			"Two maps, OLD and NEW: files, folders, pipes, or - for standard input, which can be a map or a tar archive, as git archive writes it. " +
			"Without NEW, OLD is compared with the map of -f or the one here. Records are matched by id; organisations whose id has changed by their names, and " +
			"relationships without an id by their ends and type; --by-id takes organisations with other ids for others, whatever their names.\n\n" +
			"The filters apply to both sides, of which then only the organisations and relationships are compared and what they cite; --as-of is for two maps. What the map says is told in sentences; -v adds values that are long, and passages. Markdown is fit " +
			"for a pull request, JSON has everything, CSV a line for each field. A name of a file such as changes.svg draws it: what was added, is gone and was changed stands out, and what stayed is faded.\n\n" +
			"The exit code is 0 where nothing differs, 1 where something does, and 2 where they cannot be compared.",
		examples: []example{
			{"liaison diff --from 2014 --to 2024", "What those ten years changed"},
			{"liaison diff --from 2014 --to 2024 -o diff.svg", "The same, drawn"},
			{"liaison diff old.yaml new.yaml --format markdown", "Two maps, for a pull request"},
			{"git archive HEAD~3 maps | liaison diff - maps", "A map three commits ago, and as it is"},
			{"liaison diff --from 2019 --to 2023 --around mi5 --merge-successors", "What changed about MI5, departments being one with their successors"},
		},
		readsMap: true,
		new:      func() runner { return &diffOptions{} },
	}
}

type diffOptions struct {
	from, to    graph.Date
	byID        bool
	verbose     bool
	changedOnly bool
	sheet       sheet
	filter      filter
}

func (o *diffOptions) flags(f *flags) {
	f.add((*dateValue)(&o.from), "from", "", "compare what was known at `DATE`, such as 2014, 2014-05 or 2014-05-13", nil)
	f.add((*dateValue)(&o.to), "to", "", "with what was known at `DATE`", nil)
	f.on(&o.byID, "by-id", "", "match the organisations of two maps by their ids alone")
	f.on(&o.verbose, "verbose", "v", "tell long values, and the passages of evidence")
	o.sheet.flags(f, "text", "svg", "png", "pdf", "html", "dot", "mermaid")
	f.under(headingPicture).on(&o.changedOnly, "changed-only", "", "leave out of the picture organisations that nothing changed about")
	o.filter.flags(f)
}

func (o *diffOptions) run(ctx context.Context, a *app, args []string) error {
	picture, err := o.sheet.drawn(a)
	if err != nil {
		return err
	}
	if picture == nil && o.changedOnly {
		return hint(errors.New("--changed-only is for a picture, and nothing is to be drawn"), "say where to with -o FILE, such as -o changes.svg")
	}
	if picture != nil && o.verbose {
		return errors.New("--verbose is for what is written, and the difference is to be drawn")
	}
	if err := o.check(a, args); err != nil {
		return err
	}
	c, err := o.compare(ctx, a, args)
	if err != nil {
		return err
	}
	if picture != nil {
		err = o.draw(ctx, a, *picture, c)
	} else {
		err = o.sheet.written().writeLong(ctx, a, func(w io.Writer, f table.Format, width int) error { return c.write(w, f, width, o.verbose) })
	}
	if err == nil && !c.Empty() {
		err = answerNo{}
	}
	return err
}

// check says what is wrong with what is to be compared, before anything is read.
func (o *diffOptions) check(a *app, args []string) error {
	dates := !o.from.IsZero() || !o.to.IsZero()
	switch {
	case dates && len(args) > 0:
		return hint(errors.New("--from and --to compare two dates of one map, and OLD and NEW are two maps: give one or the other"),
			"two dates of that map: "+program+" diff --from DATE --to DATE -f "+shellQuote(args[0]),
			"two maps as known at a date: --as-of DATE")
	case !dates && len(args) == 0:
		return hint(errors.New("diff: what is to be compared?"), "two dates of a map: --from 2014 --to 2024",
			"two maps: "+program+" diff OLD NEW", "an earlier map with the one here: "+program+" diff OLD")
	case len(args) == 2 && a.mapFile != "":
		return hint(fmt.Errorf("there are three maps, %s, %s and, by -f, %s", args[0], args[1], a.mapFile), "leave one out")
	case len(args) > 0:
		return nil
	case o.byID:
		return errors.New("--by-id is for two maps: at two dates of one, everything has its id")
	case !o.filter.asOf.IsZero():
		return errors.New("--from and --to say two dates, and --as-of one: leave that out")
	case o.to.IsZero():
		return hint(fmt.Errorf("--from %s is compared with what?", o.from), "say the later date with --to")
	case o.from.IsZero():
		return hint(fmt.Errorf("--to %s is compared with what?", o.to), "say the earlier date with --from")
	case o.to.Before(o.from):
		return hint(fmt.Errorf("--from %s is after --to %s", o.from, o.to), "exchange them: the earlier date comes first")
	}
	return nil
}

// comparison is a difference with what it is of.
type comparison struct {
	*diff.Difference
	title         string // of the map
	before, after string // what the two are called
	within        string // of which part it is
	between       inBetween
}

// inBetween is what was there between two dates, and at neither.
type inBetween struct {
	Organisations []known `json:"organisations,omitempty"`
	Relationships []known `json:"relationships,omitempty"`
}

// known is a record and what it says.
type known struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func (b *inBetween) orNil() *inBetween {
	if len(b.Organisations)+len(b.Relationships) == 0 {
		return nil
	}
	return b
}

// lookBetween finds what began after a date and was over before another. What holds with an organisation is over with it.
func lookBetween(g *graph.Graph, from, to graph.Date) (b inBetween) {
	over := make([]graph.Date, g.NumOrganisations())
	for n, o := range g.Organisations() {
		over[n] = o.DissolutionDate
		if from.Before(g.KnownFrom(n)) && o.DissolutionDate.Before(to) {
			b.Organisations = append(b.Organisations, known{o.ID, chronology.ShortNameAt(g, n, o.DissolutionDate)})
		}
	}
	for e := range g.Edges() {
		if chronology.IsSuccession(g, e) {
			continue // which is an event
		}
		since, until := g.AttestedFrom(e), g.EndDate(e)
		for _, n := range [...]graph.Node{g.From(e), g.To(e)} {
			if known := g.KnownFrom(n); since.Before(known) {
				since = known
			}
			if !over[n].IsZero() && (until.IsZero() || over[n].Before(until)) {
				until = over[n]
			}
		}
		if from.Before(since) && until.Before(to) && !until.Before(since) {
			b.Relationships = append(b.Relationships, known{g.RelationshipID(e), tell.Sentence(g, e)})
		}
	}
	return b
}

// inWords names the organisations and counts the relationships, for a picture that has no room for more; "" where there
// are none.
func (b *inBetween) inWords() string {
	var words []string
	for _, o := range b.Organisations {
		words = append(words, o.Text)
	}
	if n := len(b.Relationships); n > 0 {
		words = append(words, countOf(n, "relationship", "relationships"))
	}
	const most = 4
	if more := len(b.Organisations) - most; more > 0 {
		words = append(words[:most:most], append([]string{countOf(more, "other organisation", "other organisations")}, words[len(b.Organisations):]...)...)
	}
	return joinWords(words, "and")
}

func (o *diffOptions) compare(ctx context.Context, a *app, args []string) (*comparison, error) {
	if len(args) == 0 {
		return o.compareDates(ctx, a)
	}
	older, newer, err := o.readBoth(ctx, a, args)
	if err != nil {
		return nil, err
	}
	c := &comparison{title: cmp.Or(newer.m.Graph.Title(), older.m.Graph.Title()), before: older.name, after: newer.name}
	parts := &bothParts{filter: &o.filter, older: side{calledMap: older}, newer: side{calledMap: newer}}
	c.Difference, err = during(ctx, a, "comparing", func() (*diff.Difference, error) { return parts.compare(diff.Options{IDsAlone: o.byID}) })
	if err != nil {
		return nil, err
	}
	parts.warn(a)
	c.within = parts.inWords
	o.narrow(c)
	return c, nil
}

func (o *diffOptions) compareDates(ctx context.Context, a *app) (*comparison, error) {
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return nil, err
	}
	c := &comparison{title: m.Graph.Title(), before: o.from.String(), after: o.to.String()}
	if c.within, err = o.filter.inWords(m.Graph); err != nil {
		return nil, err
	}
	c.Difference, err = during(ctx, a, "comparing", func() (*diff.Difference, error) { return diff.Dates(part, o.from, o.to) })
	if err != nil {
		return nil, err
	}
	o.narrow(c)
	c.between = lookBetween(part, o.from, o.to)
	for _, side := range []struct {
		g  *graph.Graph
		at graph.Date
	}{{c.Before, o.from}, {c.After, o.to}} {
		if side.g.NumOrganisations() == 0 && part.NumOrganisations() > 0 {
			a.say(fmt.Sprintf("nothing is known to be there in %s", side.at))
		}
	}
	return c, nil
}

// narrow leaves of the difference between two parts of maps what is of these parts: the sources and arrangements that their records
// name, and neither the titles of the maps nor their vocabulary.
func (o *diffOptions) narrow(c *comparison) {
	if !o.filter.isSet() {
		return
	}
	c.Map, c.Types, c.Classifications = nil, nil, nil
	named := map[string]bool{}
	for _, g := range []*graph.Graph{c.Before, c.After} {
		for _, record := range g.Organisations() {
			for _, cited := range record.Evidence {
				named["source "+cited.Source] = true
			}
		}
		for e := range g.Edges() {
			for _, id := range g.SourcesOf(e) {
				named["source "+id] = true
			}
			if arrangement, ok := g.ArrangementOf(e); ok {
				named["arrangement "+arrangement.ID] = true
			}
		}
	}
	c.Sources = slices.DeleteFunc(c.Sources, func(r diff.RecordChange) bool { return !named["source "+r.ID] })
	c.Arrangements = slices.DeleteFunc(c.Arrangements, func(r diff.RecordChange) bool { return !named["arrangement "+r.ID] })
}

// calledMap is a map and what it is called.
type calledMap struct {
	m    *mapfile.Map
	name string
}

// readBoth reads the two maps that are compared.
func (o *diffOptions) readBoth(ctx context.Context, a *app, args []string) (older, newer calledMap, err error) {
	newPath := ""
	if len(args) == 2 {
		newPath = args[1]
	} else if newPath, err = a.mapPath(); err != nil {
		return older, newer, err
	}
	if !isStream(args[0]) && sameFile(args[0], newPath) {
		a.say(fmt.Sprintf("%s and %s are the same", args[0], newPath))
	}
	one, two, err := a.readTwoMaps(ctx, args[0], newPath)
	if errors.Is(err, fs.ErrNotExist) {
		return older, newer, hint(err, revisionHints(args[0], newPath)...)
	}
	if err != nil {
		return older, newer, err
	}
	for _, side := range []struct {
		to   *calledMap
		m    *mapfile.Map
		path string
	}{{&older, one, args[0]}, {&newer, two, newPath}} {
		if o.sheet.toFile() {
			a.read, a.readFrom = side.m, side.path
			if err := a.sparesMap(o.sheet.output.file); err != nil {
				return older, newer, err
			}
		}
		side.to.name = side.path
		if side.path == "-" {
			side.to.name = "standard input"
		}
		if side.to.m, err = o.filter.united(side.m, func(what string) { a.say(side.to.name + ": " + what) }); err != nil {
			return older, newer, err
		}
	}
	return older, newer, nil
}

// ofRevision is what names of revisions in Git often look like: HEAD, main~3, v1^, main@{1}, 4dba2be, main:map.yaml.
var ofRevision = regexp.MustCompile(`^HEAD$|.[~^]|@\{|^[0-9a-f]{7,40}$|^[^:]{2,}:.`)

// revisionHints says how revisions are compared, where one of two maps is not there and may be meant as one.
func revisionHints(older, newer string) []string {
	missing, other := older, newer
	there := func(path string) bool { return path == "-" || exists(path) }
	if there(older) {
		missing, other = newer, older
	}
	extension := strings.ToLower(filepath.Ext(missing))
	seemsFile := extension == ".yaml" || extension == ".yml" || !exists(".git")
	if there(missing) || seemsFile && !ofRevision.MatchString(missing) {
		return nil
	}
	if other == "-" || !exists(other) {
		other = "MAP"
	}
	other, revision := shellQuote(other), shellQuote(missing)
	written, maps := "git archive "+revision+" "+other, "- "+other
	if strings.Contains(missing, ":") {
		written = "git show " + revision
	}
	if missing == newer {
		maps = other + " -"
	}
	return []string{"a revision in Git is compared by " + written + " | " + program + " diff " + maps}
}

func sameFile(one, two string) bool {
	a, err := os.Stat(one)
	if err != nil {
		return false
	}
	b, err := os.Stat(two)
	return err == nil && os.SameFile(a, b)
}
