package explorer

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/render"
)

// newData makes the data of a picture in light and dark with its places. It fails where a measure does, and with the error
// of ctx when that is done.
func newData(ctx context.Context, g *graph.Graph, light, dark *render.Scene, placement *render.Placement, former *formerNames) (*Data, error) {
	b := &dataBuilder{g: g, light: light, dark: dark, place: placement, former: former, data: &Data{
		Title: render.OneLine(light.Title), Subtitle: light.Subtitle, Description: strings.TrimSpace(g.Description()), Notice: placement.Notice,
		Sectors: []Named{}, Statuses: []Named{}, Confidences: []Named{}, Measures: []Measure{}, Groupings: []Grouping{}, Changes: []Change{},
	}}
	b.addChanges()
	b.addSources()
	b.addTypes()
	b.addOrganisations()
	b.addArrangements()
	b.addRelationships()
	b.addLines()
	if err := b.addMeasures(ctx); err != nil {
		return nil, err
	}
	return b.data, b.addGroupings(ctx)
}

// dataBuilder makes the data step by step.
type dataBuilder struct {
	g           *graph.Graph
	light, dark *render.Scene
	place       *render.Placement
	former      *formerNames
	data        *Data
	sources     map[string]int // by id, index in data.Sources; likewise:
	types       map[string]int
	arrangement map[string]int
}

// addChanges adds what the legend of the picture says of two maps that it compares.
func (b *dataBuilder) addChanges() {
	if b.light.Change == nil {
		return
	}
	b.data.Compared = b.light.Change.Period()
	for _, e := range b.light.Legend {
		if e.Kind == render.ChangedBoxEntry || e.Kind == render.ChangedLineEntry {
			of := "rel"
			if e.Kind == render.ChangedBoxEntry {
				of = "org"
			}
			b.data.Changes = append(b.data.Changes, Change{
				ID: standing(of, e.State, e.Attested), Sign: e.Code, Label: e.Label, New: e.State == diff.Added && !e.Attested,
			})
		}
	}
}

// standing is the id of a change of organisations, "org", or of relationships, "rel".
func standing(of string, state diff.State, attested bool) string {
	if attested {
		return of + "-attested"
	}
	return of + "-" + state.String()
}

func (b *dataBuilder) addSources() {
	b.sources = map[string]int{}
	b.data.Sources = make([]Source, len(b.light.Sources))
	for i, s := range b.light.Sources {
		b.data.Sources[i] = Source{ID: s.ID, Label: s.Label, URL: webAddress(s.URL)}
		b.sources[s.ID] = i
	}
}

// addTypes adds the types that occur, and their families, in the order of the vocabulary.
func (b *dataBuilder) addTypes() {
	occurs := map[string]bool{}
	for e := range b.g.Edges() {
		occurs[b.g.Type(e).ID] = true
	}
	light, dark := b.looksOf(b.light), b.looksOf(b.dark)
	b.types, b.data.Types, b.data.Families = map[string]int{}, []Type{}, []Family{}
	families := map[string]int{}
	for t := range b.g.Vocabulary().Types() {
		if !occurs[t.ID] {
			continue
		}
		id := b.g.Vocabulary().TypeFamily(t.ID)
		if _, ok := families[id]; !ok {
			families[id] = len(b.data.Families)
			b.data.Families = append(b.data.Families, Family{
				ID: id, Label: capital(render.Words(id)), Code: light.codes[id], Light: light.colours[id], Dark: dark.colours[id],
			})
		}
		b.types[t.ID] = len(b.data.Types)
		b.data.Types = append(b.data.Types, Type{
			ID: t.ID, Label: render.Words(t.ID), Family: families[id],
			Light: light.own[t.ID], Dark: dark.own[t.ID], Dash: dashes[b.light.Theme.Types[b.styled(b.light, t.ID)].Dash],
		})
	}
}

// looks are the letters and the colours of families, by id, and the colours of the types that have their own.
type looks struct{ codes, colours, own map[string]string }

// dashes are the strokes and gaps of lines that a theme breaks, as the legend draws them.
var dashes = map[render.Dash]string{render.LongDashed: "11 3", render.DashDotted: "8 2.5 2 2.5"}

// styled returns the type whose style in the theme a type has: itself or the narrowest broader one; "" where it is the
// style of its family, or none.
func (b *dataBuilder) styled(s *render.Scene, id string) string {
	family := b.g.Vocabulary().TypeFamily(id)
	for id != "" && id != family {
		if _, ok := s.Theme.Types[id]; ok {
			return id
		}
		t, _ := b.g.Vocabulary().Type(id)
		id = t.Broader
	}
	return ""
}

// looksOf returns what families and types look like in a scene. A family that is drawn only together with others, as in
// a folded map, has no letter, and the colour of those.
func (b *dataBuilder) looksOf(s *render.Scene) looks {
	found := looks{map[string]string{}, map[string]string{}, map[string]string{}}
	mixed := map[string]string{}
	for _, line := range s.Lines {
		for _, strand := range line.Strands {
			for _, e := range strand.Relationships {
				id := b.g.Type(e).ID
				family := b.g.Vocabulary().TypeFamily(id)
				switch {
				case strand.Family == "":
					mixed[family] = strand.Colour
				case b.styled(s, id) != "":
					found.codes[family], found.own[id] = strand.Code, strand.Colour
				default:
					found.codes[family], found.colours[family] = strand.Code, strand.Colour
				}
			}
		}
	}
	// A family of which only types with looks of their own are drawn has those of the first.
	for t := range b.g.Vocabulary().Types() {
		family := b.g.Vocabulary().TypeFamily(t.ID)
		for _, colour := range []string{found.own[t.ID], mixed[family]} {
			if found.colours[family] == "" && colour != "" {
				found.colours[family] = colour
			}
		}
	}
	return found
}

func (b *dataBuilder) addOrganisations() {
	b.data.Organisations = make([]Organisation, 0, b.g.NumOrganisations())
	for _, c := range b.light.Clusters {
		b.data.Sectors = append(b.data.Sectors, Named{ID: c.ID, Label: c.Label})
	}
	for n, o := range b.g.Organisations() {
		node := &b.light.Nodes[n]
		organisation := Organisation{
			ID: node.ID, Name: node.Name, Short: node.ShortName, Others: []string{}, Sector: node.Cluster,
			Dates: render.Period(o.FoundingDate, o.DissolutionDate),
			From:  b.day(b.g.KnownFrom(n), graph.Date.First), Until: b.day(o.DissolutionDate, graph.Date.Last),
			Description: strings.TrimSpace(o.Description), URL: webAddress(o.URL),
			Tags: oneLines(o.Tags),
		}
		if c := b.light.Change; c != nil {
			organisation.Change, organisation.Standing = c.Organisations[n], standing("org", node.State, node.Attested)
		}
		if box := b.place.Nodes[n]; box.Width > 0 {
			organisation.Box = [4]float64{tenth(box.Left()), tenth(box.Top()), tenth(box.Width), tenth(box.Height)}
		}
		for _, other := range o.OtherNames {
			organisation.Others = append(organisation.Others, render.OneLine(other.Name))
		}
		organisation.Called = b.former.of[n]
		for _, called := range organisation.Called {
			for _, day := range []*int{called.From, called.Until} {
				if day != nil && within(*day, organisation.From, organisation.Until) {
					b.widen(*day)
				}
			}
		}
		if len(o.Classifications) > 0 {
			organisation.Class = capital(render.ClassificationLabel(b.g, o.Classifications[0]))
		}
		b.data.Organisations = append(b.data.Organisations, organisation)
	}
}

func (b *dataBuilder) addArrangements() {
	b.arrangement, b.data.Arrangements = map[string]int{}, []Arrangement{}
	for _, a := range b.g.Arrangements() {
		b.arrangement[a.ID] = len(b.data.Arrangements)
		label := render.OneLine(a.Label)
		if label == "" {
			label = render.Words(a.ID)
		}
		b.data.Arrangements = append(b.data.Arrangements, Arrangement{ID: a.ID, Label: label, Rule: a.Rule.String(), Note: a.Note})
	}
}

func (b *dataBuilder) addRelationships() {
	g := b.g
	b.data.Relationships = make([]Relationship, 0, g.NumRelationships())
	statuses, confidences := map[graph.Status]bool{}, map[graph.Confidence]bool{}
	for e, r := range g.Relationships() {
		statuses[r.Status], confidences[r.Confidence] = true, true
		relationship := Relationship{
			ID: r.ID, From: int(g.From(e)), To: int(g.To(e)), Type: b.types[r.Type], Mutual: g.IsMutual(e),
			Status: r.Status.String(), Confidence: r.Confidence.String(), Weight: r.Weight,
			Dates:     render.Period(r.StartDate, r.EndDate),
			KnownFrom: b.day(g.AttestedFrom(e), graph.Date.First), KnownUntil: b.day(r.EndDate, graph.Date.Last),
			Note: r.Note, Arrangement: -1, Evidence: []Evidence{},
		}
		relationship.Says, relationship.Back = says(g, e)
		if c := b.light.Change; c != nil {
			relationship.Change = c.Relationships[e]
		}
		if r.Arrangement != "" {
			relationship.Arrangement = b.arrangement[r.Arrangement]
		}
		for _, x := range r.Evidence {
			source := b.sources[x.Source]
			cited := Evidence{Source: source, Passage: x.Passage, Note: x.Note}
			if home := b.data.Sources[source].URL; home != "" {
				cited.URL = webAddress(evidence.Fragment(x, home))
			}
			relationship.Evidence = append(relationship.Evidence, cited)
		}
		b.data.Relationships = append(b.data.Relationships, relationship)
	}
	for _, s := range graph.Statuses() {
		if statuses[s] {
			b.data.Statuses = append(b.data.Statuses, Named{ID: s.String(), Label: s.String()})
		}
	}
	for _, c := range graph.Confidences() {
		if confidences[c] {
			b.data.Confidences = append(b.data.Confidences, Named{ID: c.String(), Label: c.String()})
		}
	}
}

func (b *dataBuilder) addLines() {
	b.data.Lines = make([]Line, len(b.light.Lines))
	for i, line := range b.light.Lines {
		b.data.Lines[i] = Line{ID: line.ID, From: line.From, To: line.To, Strands: []string{}}
		for j, strand := range line.Strands {
			b.data.Lines[i].Strands = append(b.data.Lines[i].Strands, strand.ID)
			for _, e := range strand.Relationships {
				r := &b.data.Relationships[e]
				r.Line, r.Strand = i, j
				if b.light.Change != nil {
					r.Standing = standing("rel", strand.State, strand.Attested)
				}
			}
		}
	}
}

// day returns the first or the last day of a date, as days since 1970, and nil for an unknown date. What it returns
// widens the time that the map speaks of.
func (b *dataBuilder) day(d graph.Date, end func(graph.Date) int) *int {
	if d.IsZero() {
		return nil
	}
	day := dayNumber(end(d))
	b.widen(day)
	return &day
}

const secondsOfDay = 24 * 60 * 60

// dayNumber returns the days from 1970 to a day that is written as a number, 20140513.
func dayNumber(n int) int {
	return int(time.Date(n/10000, time.Month(n/100%100), n%100, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// within reports whether a day is in a time whose open ends are nil.
func within(day int, from, until *int) bool {
	return (from == nil || *from <= day) && (until == nil || day <= *until)
}

// widen widens the time that the map speaks of to a day.
func (b *dataBuilder) widen(day int) {
	if b.data.First == nil || day < *b.data.First {
		b.data.First = new(day)
	}
	if b.data.Last == nil || day > *b.data.Last {
		b.data.Last = new(day)
	}
}

// says returns what a relationship says between the names of its organisations, from the first to the second, and from
// the second to the first where the map has words for that.
func says(g *graph.Graph, e graph.Edge) (forth, back string) {
	from, to := render.ShortName(g, g.From(e)), render.ShortName(g, g.To(e))
	statement, inverse := render.Statement(g, e), render.Inverse(g, e)
	between := func(text, first, second string) string {
		return strings.TrimSuffix(strings.TrimPrefix(text, first+" "), " "+second)
	}
	if inverse != statement {
		back = between(inverse, to, from)
	}
	return between(statement, from, to), back
}

// webAddress returns an address that a page may link to, or "".
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return address
}

// oneLines returns texts each on a line, and without what would turn the direction of the text beside them; never nil.
func oneLines(texts []string) []string {
	written := make([]string, len(texts))
	for i, text := range texts {
		written[i] = render.OneLine(text)
	}
	return written
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// texts writes numbers for reading: whole where all are, else with four significant digits of the greatest.
func texts(values []float64) []string {
	decimals := 0
	if slices.ContainsFunc(values, func(v float64) bool { return v != math.Trunc(v) }) {
		decimals = min(max(4-int(math.Ceil(math.Log10(slices.Max(values)))), 1), 10)
	}
	written := make([]string, len(values))
	for i, v := range values {
		written[i] = strconv.FormatFloat(v, 'f', decimals, 64)
	}
	return written
}

// largestGroups returns which groups have colours of their own, in their order.
func largestGroups(of []int, groups int) []int {
	sizes := make([]int, groups)
	for _, group := range of {
		if group >= 0 {
			sizes[group]++
		}
	}
	order := make([]int, groups)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(sizes[j], sizes[i]) })
	order = order[:min(groups, render.MostColours)]
	slices.Sort(order)
	return order
}

// encode writes the data as JSON that may stand in a script element.
func (d *Data) encode() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(true)
	if err := encoder.Encode(d); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
