package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	timelines "github.com/liaisongraph/liaison/render/timeline"
)

func timelineCommand() command {
	return command{
		name:  "timeline",
		args:  []argument{{name: "ORG", optional: true, complete: completeOrganisations}},
		group: groupTime,
		short: "Tell what happened when, and since when it is attested",
		long: "What the map says of a date: organisations that are founded, renamed, succeeded and dissolved, and relationships that begin " +
			"and end. What has no date of its own is dated by its sources: the first to attest what has no beginning, and the last to attest " +
			"what has no end. The sources that say so are named. With ORG, only what concerns that organisation.\n\n" +
			"A table for people counts what one source attests together; -v tells each by itself, as ORG, JSON and CSV do. What has no " +
			"date at all is counted below the table.\n\n" +
			"The kinds of event:\n\n" + items(eventTexts()) + "\n\n" +
			"A name of a file that ends in .svg, .png or .pdf draws it: a bar from the first date to the last for each organisation and relationship; with ORG, for its neighbours and its own relationships. On a --page, a PDF goes on over as many pages as can be read.",
		examples: []example{
			{"liaison timeline", "What happened on this map, by date"},
			{"liaison timeline fcdo --merge-successors", "The department and those that it took over from, as one"},
			{"liaison timeline --from 2010 --to 2020 --kind begins,ends --format csv -o changes.csv", "What began and ended in ten years, for a spreadsheet"},
			{"liaison timeline -o timeline.svg", "What happened, drawn"},
			{"liaison timeline --relationships dated -o dates.svg", "The same, without the relationships that have neither beginning nor end"},
		},
		readsMap: true,
		new:      func() runner { return &timelineOptions{} },
	}
}

func eventTexts() (texts [][2]string) {
	for _, k := range chronology.Kinds() {
		texts = append(texts, [2]string{k.String(), map[chronology.Kind]string{
			chronology.Founded:       "an organisation, at its founding date",
			chronology.Begins:        "a relationship, at its start date",
			chronology.Renamed:       "an organisation, at the end of another name that it had, or the start of one that it has",
			chronology.Succeeded:     "an organisation, by another, at the start date of that relationship",
			chronology.FirstAttested: "what has no beginning, by the earliest of its sources",
			chronology.LastAttested:  "what has no end, by the latest of its sources, if that is of another date",
			chronology.Ends:          "a relationship, at its end date",
			chronology.Dissolved:     "an organisation, at its dissolution date",
		}[k]})
	}
	return texts
}

type timelineOptions struct {
	from, to      graph.Date
	kinds         []string
	relationships string // how much of them, a name of timelines.Details; "" is what the form of the answer asks for
	verbose       bool
	sheet         sheet
	filter        filter
}

func (o *timelineOptions) flags(f *flags) {
	f.add((*dateValue)(&o.from), "from", "", "tell nothing that is before `DATE`", nil)
	f.add((*dateValue)(&o.to), "to", "", "tell nothing that is after `DATE`", nil)
	f.list(&o.kinds, "kind", "kind of event", words(chronology.Kinds()), "tell events of `KIND`: "+joinWords(words(chronology.Kinds()), "or"), nil)
	f.choice(&o.relationships, "relationships", "", "detail", timelines.Details(), "tell or draw `HOW` much of the relationships: grouped, those that are only attested together where they are many; every one by itself; dated, those with a beginning or an end; or none")
	f.on(&o.verbose, "verbose", "v", "tell each attestation by itself")
	o.sheet.flags(f, "table", "svg", "png", "pdf")
	o.filter.flags(f)
}

func (o *timelineOptions) run(ctx context.Context, a *app, args []string) error {
	if !o.from.IsZero() && o.to.Before(o.from) {
		return hint(fmt.Errorf("--from %s is after --to %s: nothing is in between", o.from, o.to), "exchange them")
	}
	if o.verbose && o.relationships == detailGrouped {
		return errors.New("--verbose tells each attestation by itself, and --relationships grouped does not: leave one out")
	}
	picture, err := o.sheet.drawn(a)
	if err != nil {
		return err
	}
	if picture != nil && (o.verbose || len(o.kinds) > 0) {
		return errors.New("--verbose and --kind are for the table: a picture has everything that has a date")
	}
	o.filter.namesOfToday = true // every event has the names of its date
	o.filter.nothing = "the filters leave nothing of the map, so that there is nothing to tell"
	q, err := o.filter.ask(ctx, a, args)
	if err != nil {
		return err
	}
	if picture != nil {
		return o.draw(ctx, a, *picture, &q)
	}
	t := o.tell(&q)
	if f, err := o.sheet.written().chosen(); err == nil && (f == table.JSON || f == table.CSV) && t.undated != "" {
		a.say(t.undated)
	}
	return o.sheet.written().writeLong(ctx, a, t.write)
}

// timeline is what is told.
type timeline struct {
	graph    *graph.Graph
	events   []chronology.Event
	together bool   // attestations of one source are counted together
	apart    bool   // but for those of relationships
	undated  string // what has no date, a sentence without a full stop
	notes    string // below the table
}

// tell finds what is to be told.
func (o *timelineOptions) tell(q *ask) *timeline {
	g := q.part
	t := &timeline{graph: g, together: o.relationships == detailGrouped || q.org < 0 && !o.verbose, apart: o.relationships == detailEvery}
	datedNodes := make([]bool, g.NumOrganisations())
	datedEdges := make([]bool, g.NumRelationships())
	for _, e := range chronology.Events(g) {
		if e.Organisation >= 0 && e.Kind != chronology.Succeeded {
			datedNodes[e.Organisation] = true
		}
		if e.Relationship >= 0 {
			datedEdges[e.Relationship] = true
		}
		if concerns(g, e, q.org) && o.wants(e) {
			t.events = append(t.events, e)
		}
	}
	organisations, relationships := 0, 0
	for n := range g.Nodes() {
		if !datedNodes[n] && (q.org < 0 || q.org == n) {
			organisations++
		}
	}
	for e := range g.Edges() {
		if o.relationships != detailNone && !datedEdges[e] && (q.org < 0 || q.org == g.From(e) || q.org == g.To(e)) {
			relationships++
		}
	}
	t.note(q, organisations, relationships, !o.from.IsZero() || !o.to.IsZero() || len(o.kinds) > 0)
	return t
}

// concerns reports whether an event is one of n, or of a relationship of it, or n is -1.
func concerns(g *graph.Graph, e chronology.Event, n graph.Node) bool {
	return n < 0 || e.Organisation == n || e.Relationship >= 0 && (g.From(e.Relationship) == n || g.To(e.Relationship) == n)
}

// The names of timelines.Details that a table heeds.
var detailGrouped, detailEvery, detailDated, detailNone = timelines.Details()[timelines.Grouped], timelines.Details()[timelines.Every],
	timelines.Details()[timelines.DatedOnly], timelines.Details()[timelines.Without]

// attests reports whether an event is that a source speaks of something.
func attests(e chronology.Event) bool {
	return e.Kind == chronology.FirstAttested || e.Kind == chronology.LastAttested
}

// wants reports whether an event is of a kind and of a time that is asked for.
func (o *timelineOptions) wants(e chronology.Event) bool {
	if e.Relationship >= 0 && e.Kind != chronology.Succeeded {
		if o.relationships == detailNone || o.relationships == detailDated && attests(e) {
			return false
		}
	}
	return (len(o.kinds) == 0 || slices.Contains(o.kinds, e.Kind.String())) && !e.Date.Before(o.from) && !o.to.Before(e.Date)
}

// note says what stands below the table.
func (t *timeline) note(q *ask, organisations, relationships int, narrowed bool) {
	add := func(sentence string) {
		if t.notes != "" {
			t.notes += " "
		}
		t.notes += sentence
	}
	if q.within != "" {
		add("This is of a part of the map: " + q.within + ".")
	}
	if len(t.events) == 0 {
		if narrowed {
			add("Nothing of that kind and time has a date.")
		} else {
			add("Nothing has a date.")
		}
	}
	var undated []string
	if organisations > 0 {
		undated = append(undated, countOf(organisations, "organisation", "organisations"))
	}
	if relationships > 0 {
		undated = append(undated, countOf(relationships, "relationship", "relationships"))
	}
	if len(undated) > 0 {
		verb := "have"
		if organisations+relationships == 1 {
			verb = "has"
		}
		t.undated = joinWords(undated, "and") + " " + verb + " no date, nor a source with one"
		add(t.undated + ".")
	}
}

func (t *timeline) write(w io.Writer, f table.Format, width int) error {
	if f == table.JSON || f == table.CSV {
		return t.each().Write(w, f, width)
	}
	rows := t.each()
	if t.together {
		rows = t.counted()
	}
	p := newProse(f, paragraphWidth(width))
	if len(t.events) > 0 {
		if err := rows.Write(p, f, width); err != nil {
			return err
		}
	}
	p.paragraph(t.notes)
	_, err := io.WriteString(w, p.String())
	return err
}

func timelineColumns() []table.Column {
	return []table.Column{
		{Name: "date", Keep: true},
		{Name: "event", In: table.ForPrograms},
		{Name: "label", Title: "event", In: table.ForPeople},
		{Name: "text", Title: "what"},
		{Name: "organisation", In: table.ForPrograms},
		{Name: "organisation_name", In: table.ForPrograms},
		{Name: "relationship", In: table.ForPrograms},
		{Name: "from", In: table.ForPrograms},
		{Name: "to", In: table.ForPrograms},
		{Name: "type", In: table.ForPrograms},
		{Name: "was", In: table.ForPrograms},
		{Name: "is", In: table.ForPrograms},
		{Name: "sources"},
	}
}

// each is a row for each event.
func (t *timeline) each() *table.Table {
	rows := &table.Table{Columns: timelineColumns()}
	for _, e := range t.events {
		t.add(rows, e)
	}
	return rows
}

func (t *timeline) add(rows *table.Table, e chronology.Event) {
	g := t.graph
	var organisation, name, relationship, from, to, kind any
	if e.Organisation >= 0 {
		organisation, name = g.ID(e.Organisation), g.Name(e.Organisation)
	}
	if e.Relationship >= 0 {
		relationship, from, to = g.RelationshipID(e.Relationship), g.ID(g.From(e.Relationship)), g.ID(g.To(e.Relationship))
		kind = g.Type(e.Relationship).ID
	}
	sources := e.Sources
	if sources == nil {
		sources = []string{}
	}
	rows.Add(e.Date, e.Kind.String(), e.Kind.Label(), eventText(g, e), organisation, name, relationship, from, to, kind, e.Was, e.Is, sources)
}

// eventText says what it is that something happens to.
func eventText(g *graph.Graph, e chronology.Event) string {
	switch {
	case e.Kind == chronology.Succeeded:
		return g.ShortName(e.Organisation) + ", by " + e.Is
	case e.Kind == chronology.Renamed && e.Was == "":
		return titleOf(g.Name(e.Organisation), g.ShortName(e.Organisation)) + ": called " + e.Is + " from then on"
	case e.Kind == chronology.Renamed && e.Is == "":
		return titleOf(g.Name(e.Organisation), g.ShortName(e.Organisation)) + ": no longer called " + e.Was
	case e.Kind == chronology.Renamed:
		return e.Was + ", to " + e.Is
	case e.Kind == chronology.Founded && e.Is != "":
		return e.Is + " (now " + g.ShortName(e.Organisation) + ")"
	case e.Organisation >= 0:
		return titleAt(g, e.Organisation, e.Date)
	}
	name := chronology.ShortNameAt
	if e.Kind == chronology.Begins {
		name = chronology.ShortNameFrom
	}
	text := name(g, g.From(e.Relationship), e.Date) + " " + g.Label(e.Relationship) + " " + name(g, g.To(e.Relationship), e.Date)
	if status := g.Status(e.Relationship); status != graph.Ended {
		text += tell.InBrackets(tell.Standing(g, e.Relationship))
	}
	return text
}

// counted is the events with the attestations of one date and the same sources in one row.
func (t *timeline) counted() *table.Table {
	rows := &table.Table{Columns: timelineColumns()}
	type batch struct{ organisations, relationships []chronology.Event }
	batches := map[string]*batch{}
	key := func(e chronology.Event) string { return fmt.Sprint(e.Date, e.Kind, e.Sources) }
	counts := func(e chronology.Event) bool { return attests(e) && !(t.apart && e.Relationship >= 0) }
	for _, e := range t.events {
		if !counts(e) {
			continue
		}
		b := batches[key(e)]
		if b == nil {
			b = &batch{}
			batches[key(e)] = b
		}
		if e.Organisation >= 0 {
			b.organisations = append(b.organisations, e)
		} else {
			b.relationships = append(b.relationships, e)
		}
	}
	for _, e := range t.events {
		if !counts(e) {
			t.add(rows, e)
			continue
		}
		b := batches[key(e)]
		if b == nil {
			continue // its batch has been told
		}
		delete(batches, key(e))
		if len(b.organisations)+len(b.relationships) == 1 {
			t.add(rows, e)
			continue
		}
		var parts []string
		if n := len(b.organisations); n == 1 {
			parts = append(parts, chronology.ShortNameAt(t.graph, b.organisations[0].Organisation, e.Date))
		} else if n > 1 {
			var names []string
			for _, of := range b.organisations {
				names = append(names, chronology.ShortNameAt(t.graph, of.Organisation, e.Date))
			}
			parts = append(parts, countOf(n, "organisation", "organisations")+" ("+firstFew(names)+")")
		}
		if n := len(b.relationships); n > 0 {
			parts = append(parts, countOf(n, "relationship", "relationships"))
		}
		rows.Add(e.Date, e.Kind.String(), e.Kind.Label(), joinWords(parts, "and"), nil, nil, nil, nil, nil, nil, nil, nil, e.Sources)
	}
	return rows
}
