package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// mostPaths is how many paths are told unless it is said.
const mostPaths = 1000

func pathCommand() command {
	return command{
		name: "path",
		args: []argument{
			{name: "FROM", optional: true, complete: completeOrganisations},
			{name: "TO", optional: true, complete: completeOrganisations},
		},
		group: groupAnswer,
		short: "Find paths from one organisation to another",
		long: "A path is a chain of relationships; those by two relationships between the same organisations are two paths. " +
			"Without more, a shortest one is told: one with the fewest relationships. -k tells the shortest few, and --all all " +
			"that there are, the shortest first. Each is told as a sentence, and under -v with each relationship, its dates and " +
			"its evidence; --draw draws them over the map.\n\n" +
			"Relationships are crossed in their direction, mutual ones both ways. What the filters leave out is not passed. " +
			"Where there is no path, that is said with what would make one, and the exit code is 1; 2 where they leave out what the question names.\n\n" +
			"--from and --to, which can be repeated, and --from-class and --to-class are for several starts and ends: then the paths " +
			"from each to each other are told, so that -k 2 is two for every pair.\n\n" +
			"What may come twice in a path:\n\n" + items(modeTexts()),
		examples: []example{
			{"liaison path sis psni", "How SIS is joined to the police in Northern Ireland"},
			{"liaison path \"Home Office\" \"Police Scotland\" --direction both -v", "Whichever way relationships go, with the evidence"},
			{"liaison path gchq \"Police Scotland\" -k 3 --draw ways.svg", "The three shortest ways, and a picture of them"},
			{"liaison path sis --to-class police --type intelligence-sharing --avoid mi5 --max-hops 3 --all --as-of 2019", "Chains of intelligence to the police, not through MI5, as known in 2019"},
			{"liaison path --from-class intelligence-agency --to-class police", "A shortest way from each agency to each police body"},
			{"liaison path sis psni -k 3 --show-query", "The same question in the query language"},
		},
		readsMap: true,
		new:      func() runner { return &pathOptions{} },
	}
}

var modes = []path.Mode{path.Walk, path.Trail, path.Acyclic, path.Simple}

func modeTexts() (texts [][2]string) {
	for _, m := range modes {
		texts = append(texts, [2]string{m.String(), map[path.Mode]string{
			path.Walk:    "anything",
			path.Trail:   "organisations, but no relationship",
			path.Acyclic: "no organisation, and so no relationship; this unless said",
			path.Simple:  "no organisation, but a path may end where it begins",
		}[m]})
	}
	return texts
}

type pathOptions struct {
	from, to           []string
	fromClass, toClass []string
	through            []string
	direction, mode    string
	maxHops, k, limit  int
	all, weighted      bool
	verbose, showQuery bool
	drawing            drawing
	timeout            time.Duration
	output             output
	filter             filter
}

func (o *pathOptions) flags(f *flags) {
	o.direction, o.mode, o.limit, o.timeout = graph.Out.String(), path.Acyclic.String(), mostPaths, defaultTimeout
	f.names(&o.from, "from", "begin at `ORG` too")
	f.names(&o.to, "to", "end at `ORG` too")
	f.list(&o.fromClass, "from-class", "classification", nil, "begin at organisations of `CLASS` or a narrower one", completeClassifications)
	f.list(&o.toClass, "to-class", "classification", nil, "end at organisations of `CLASS` or a narrower one", completeClassifications)
	f.names(&o.filter.avoid, "avoid", "do not pass through `ORG`: the same as --without")
	f.names(&o.through, "through", "pass through `ORG`; through all of several, in any order")
	f.choice(&o.direction, "direction", "", "direction", directionNames(), "cross relationships as they go, out, or in or both, `WAY`; out unless said")
	f.number(&o.maxHops, "max-hops", "", 1, "cross at most `N` relationships")
	f.number(&o.k, "shortest", "k", 1, "tell the `N` shortest paths; 1 unless said")
	f.on(&o.all, "all", "", "tell all paths, the shortest first")
	f.choice(&o.mode, "mode", "", "mode", words(modes), "what may come twice in a path: `MODE` is "+joinWords(words(modes), "or")+"; acyclic unless said")
	f.on(&o.weighted, "weighted", "", "by cost, not by number: a relationship costs 1 over its weight, so that strong ones are short")
	f.number(&o.limit, "limit", "", 1, fmt.Sprintf("tell at most `N` paths; %d unless said", mostPaths))
	f.add((*timeValue)(&o.timeout), "timeout", "", fmt.Sprintf("fail after `TIME`, such as 90s or 5m; %s unless said, and 0 is no limit", (*timeValue)(&o.timeout)), nil)
	f.on(&o.verbose, "verbose", "v", "tell each relationship with its dates and its evidence")
	f.on(&o.showQuery, "show-query", "", "print the question in the query language, for liaison query, and answer nothing")
	o.drawing.flags(f, "the paths")
	o.output.flags(f)
	o.filter.flags(f)
}

func directionNames() []string {
	return words([]graph.Direction{graph.Out, graph.In, graph.Both})
}

func (o *pathOptions) run(ctx context.Context, a *app, args []string) error {
	if o.k > 0 && o.all {
		return errors.New("-k tells a few paths and --all all of them: give one")
	}
	if o.showQuery && (o.drawing.file != "" || o.output.format != "") {
		return errors.New("--show-query answers nothing: --draw and --format have nothing to do beside it")
	}
	if _, err := o.output.chosen(); err != nil && !o.showQuery {
		return err
	}
	format, err := o.drawing.format(a)
	if err != nil {
		return err
	}
	m, err := o.filter.readMap(ctx, a)
	if err != nil {
		return err
	}
	s, err := o.search(m.Graph, args)
	if err != nil {
		return err
	}
	if o.showQuery {
		return o.writeQuery(ctx, a, s)
	}
	searching, stop := withTimeout(ctx, o.timeout)
	defer stop()
	found, err := during(searching, a, "searching", func() (*routes, error) { return s.run(searching, s.filter, s.asked) })
	if err != nil {
		return o.complaint(err)
	}
	if format != nil && len(found.all) > 0 {
		if err := o.drawPaths(ctx, a, format, s, found); err != nil {
			return err
		}
	}
	if err := o.print(ctx, a, found.all); err != nil {
		return err
	}
	if found.more {
		a.say(fmt.Sprintf("these are the first %s, and there are more", countOf(len(found.all), "path", "paths")), "--limit N tells more; --max-hops N and the filters ask for fewer")
	}
	if len(found.all) == 0 {
		why, hints, err := s.whyNot(searching)
		if err != nil {
			return err
		}
		return hint(answerNo{why}, hints...)
	}
	return nil
}

// complaint says of a search that took too much what would let it end. Other errors it returns as they are.
func (o *pathOptions) complaint(err error) error {
	const fewer = "--max-hops N, --limit N and the filters ask for less"
	var full *path.MemoryError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return hint(fmt.Errorf("the search takes more than %s", (*timeValue)(&o.timeout)), fewer, "--timeout sets the limit; with 0 there is none")
	case errors.As(err, &full):
		return hint(fmt.Errorf("the search needs more than %d megabytes", full.Limit>>20), fewer)
	}
	return err
}

// search makes a question of the options.
func (o *pathOptions) search(g *graph.Graph, args []string) (*search, error) {
	s := &search{whole: g, filter: &o.filter, asked: asked{
		k: max(o.k, 1), all: o.all, limit: o.limit, maxHops: o.maxHops, weighted: o.weighted,
	}}
	var err error
	if s.direction, err = graph.ParseDirection(o.direction); err != nil {
		return nil, err
	}
	if s.mode, err = path.ParseMode(o.mode); err != nil {
		return nil, err
	}
	if o.all && s.mode == path.Walk && o.maxHops == 0 {
		return nil, hint(errors.New("walks may go on for ever, and all of them are asked for"), "bound them with --max-hops N, or take -k N of them")
	}
	for i, e := range []struct {
		to      *ends
		name    string
		flag    string
		orgs    []string
		classes []string
	}{{&s.from, "FROM", "--from", o.from, o.fromClass}, {&s.to, "TO", "--to", o.to, o.toClass}} {
		if name := o.argument(args, i); name != "" {
			n, err := g.Find(name)
			if err != nil {
				return nil, err
			}
			e.to.add(g.ID(n))
		}
		ids, err := expandNames(g, e.orgs)
		if err != nil {
			return nil, err
		}
		e.to.add(ids...)
		for _, c := range e.classes {
			if _, ok := g.Vocabulary().Classification(c); !ok {
				_, err := g.Select(graph.Selection{Classifications: []string{c}}) // its error says what there is
				return nil, err
			}
		}
		e.to.classes = e.classes
		if len(e.to.ids)+len(e.classes) == 0 {
			return nil, fmt.Errorf("%s is missing: name an organisation, or say which with %s or %s-class", e.name, e.flag, e.flag)
		}
		if len(e.to.members(g)) == 0 {
			return nil, fmt.Errorf("the map has no organisation of the class %s", joinWords(e.classes, "or"))
		}
	}
	if s.through, err = expandNames(g, o.through); err != nil {
		return nil, err
	}
	return s, s.checkThere()
}

// argument returns FROM or TO, or "". Where there is one argument, and flags say where to begin but not where to end,
// it is TO.
func (o *pathOptions) argument(args []string, i int) string {
	if len(args) == 1 && len(o.from)+len(o.fromClass) > 0 && len(o.to)+len(o.toClass) == 0 {
		args = []string{"", args[0]}
	}
	if i < len(args) {
		return args[i]
	}
	return ""
}

func (o *pathOptions) writeQuery(ctx context.Context, a *app, s *search) error {
	if err := s.bound(ctx); err != nil {
		return err
	}
	text, err := s.query()
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := io.WriteString(w, text+"\n")
		return err
	}
	if len(o.filter.around) > 0 {
		a.say("the language has no words for --around", "give it to liaison query, with --hops if that is said")
	}
	if o.filter.mergeSuccessors {
		a.say("the language has no words for --merge-successors", "give it to liaison query")
	}
	if file := o.output.file; file != "" && file != "-" {
		return a.writeFile(file, write) // whatever its name is
	}
	return a.buffered(write)
}

// print prints the paths; where there is none, only what a program can read, and no empty file.
func (o *pathOptions) print(ctx context.Context, a *app, routes []*tell.Route) error {
	if f, err := o.output.chosen(); err != nil || len(routes) == 0 && f == table.Text {
		return err
	}
	return o.output.writeLong(ctx, a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, routes)
		case table.Text:
			var b strings.Builder
			for i, r := range routes {
				if i > 0 && o.verbose {
					b.WriteString("\n")
				}
				writeRoute(&b, r, width, o.verbose)
			}
			_, err := io.WriteString(w, b.String())
			return err
		}
		return routeTable(routes).Write(w, f, width)
	})
}
