package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render"
)

// mostAttested is how many rows those relationships may take that only their sources date; where they are more, those of a
// family that the same sources attest share a row.
const mostAttested = 30

// mostSaid is how many relationships a row says one by one.
const mostSaid = 40

// relation is a relationship with a date.
type relation struct {
	edge   graph.Edge
	strand *render.Strand
	span   chronology.Span
	until  graph.Date // when the first of its ends was over, where it has no end of its own; else unknown
	ended  graph.Node // that end
	marks  []mark
}

// relation returns what is drawn of e. Where nothing says that it ended, it was over with the first of its ends at the latest.
func (c *collector) relation(e graph.Edge) relation {
	r := relation{edge: e, strand: c.strands[e], span: chronology.RelationshipSpan(c.g, e), marks: c.marksOf(c.g.SourcesOf(e)), ended: -1}
	if r.span.ToKnown {
		return r
	}
	for _, n := range [...]graph.Node{c.g.From(e), c.g.To(e)} {
		over := c.g.Organisation(n).DissolutionDate
		if !over.IsZero() && (r.until.IsZero() || over.Last() < r.until.Last()) {
			r.until, r.ended = over, n
		}
	}
	if r.until.Before(r.span.To) {
		r.span.To = r.until
		if !r.span.FromKnown && r.until.Before(r.span.From) {
			r.span.From = r.until // its sources look back
		}
		if r.span.To.Before(r.span.From) {
			r.span.To = r.span.From // as a map may have it that does not pass its check
		}
	}
	return r
}

func (c *collector) addRelationships() {
	families := c.families()
	var dated, attested []relation
	connected := map[[2]graph.Node]bool{}
	for _, k := range c.connectors {
		connected[[2]graph.Node{k.from, k.to}] = true
	}
	for e := range c.g.Edges() {
		if c.opts.Of != nil && !c.opts.Of(e) {
			continue
		}
		if chronology.IsSuccession(c.g, e) && connected[[2]graph.Node{c.g.To(e), c.g.From(e)}] {
			continue
		}
		r := c.relation(e)
		switch {
		case r.span.From.IsZero() && r.span.To.IsZero() && len(r.span.Attested) == 0:
			c.left.undatedRelationships++
		case !c.there(c.relationshipRow([]relation{r})):
			c.left.outsideRelationships++
		case r.span.FromKnown || r.span.ToKnown:
			dated = append(dated, r)
		default:
			attested = append(attested, r)
		}
	}
	if c.opts.Relationships == DatedOnly {
		c.left.attested, attested = len(attested), nil
	}
	rows := map[string][]*row{}
	for _, of := range [][][]relation{c.together(dated, c.opts.Relationships == Every, sameEnds), c.groups(attested)} {
		for _, relations := range of {
			r := c.relationshipRow(relations)
			c.drawnRelationships += len(relations)
			rows[relations[0].strand.Family] = append(rows[relations[0].strand.Family], r)
		}
	}
	for _, f := range families {
		if len(rows[f.id]) == 0 {
			continue
		}
		slices.SortStableFunc(rows[f.id], func(a, b *row) int {
			return cmp.Or(cmp.Compare(order(b.fromKnown || b.toKnown), order(a.fromKnown || a.toKnown)),
				cmp.Compare(a.from.First(), b.from.First()), cmp.Compare(a.to.First(), b.to.First()))
		})
		c.relationships = append(c.relationships, section{id: "family:" + f.id, heading: f.label, rows: rows[f.id]})
	}
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}

// groups says which relationships that are only attested share a row.
func (c *collector) groups(attested []relation) [][]relation {
	groups := c.together(attested, c.opts.Relationships == Every, sameEnds)
	if c.opts.Relationships == Grouped && len(groups) > mostAttested {
		groups = c.together(attested, false, sameSources)
	}
	if c.opts.Relationships == Grouped && len(groups) > mostAttested {
		groups = c.together(attested, false, sameDates)
	}
	return groups
}

// likeness is what relationships have in common that share a row, besides the family, the first and last date and the looks.
type likeness uint8

const (
	sameEnds likeness = iota // and the sources
	sameSources
	sameDates
)

// together puts relationships together that are alike, or, where they are to stay apart, none.
func (c *collector) together(relations []relation, apart bool, like likeness) [][]relation {
	type key struct {
		family     string
		from, to   graph.Node
		start, end graph.Date
		until      graph.Date
		marks      string
		faint      bool
		over       bool
		edge       graph.Edge
	}
	index := map[key]int{}
	var groups [][]relation
	for _, r := range relations {
		k := key{family: r.strand.Family, start: r.span.From, end: r.span.To, until: r.until, faint: c.faint(r.edge), over: c.over(r.edge)}
		if like <= sameSources {
			k.marks = fmt.Sprint(r.marks)
		}
		if like == sameEnds {
			k.from, k.to = c.g.From(r.edge), c.g.To(r.edge)
		}
		if apart {
			k.edge = r.edge + 1
		}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// faint reports whether a relationship is less than certain, or not there yet.
func (c *collector) faint(e graph.Edge) bool {
	status := c.g.Status(e)
	return status == graph.Proposed || status == graph.Disputed || c.g.Confidence(e) != graph.Confirmed
}

func (c *collector) over(e graph.Edge) bool { return c.g.Status(e) == graph.Ended }

// relationshipRow makes the row of relationships that share one.
func (c *collector) relationshipRow(relations []relation) *row {
	first := relations[0]
	s := first.strand
	r := &row{
		id: "relationship:" + c.g.RelationshipID(first.edge), class: "relationship", code: s.Code, colour: s.Colour,
		marks: first.marks, faint: c.faint(first.edge), over: c.over(first.edge), until: first.until, node: -1,
	}
	r.settle(first.span)
	if c.faint(first.edge) {
		r.code += "?"
		if c.g.Status(first.edge) == graph.Proposed {
			r.code = s.Code
		}
	}
	// Their sentences begin with the names of today.
	ofItsTime := func(k relation, sentence string) string {
		if rest, ok := strings.CutPrefix(sentence, render.Statement(c.g, k.edge)); ok {
			return render.StatementWith(c.g, k.edge, c.names(k)) + rest
		}
		return sentence
	}
	var said, labels, cited []string
	for _, k := range relations {
		cited = append(cited, c.g.SourcesOf(k.edge)...)
	}
	if len(relations) > 1 {
		r.marks = c.marksOf(cited)
	}
	for i, k := range relations {
		if i < mostSaid {
			said = append(said, ofItsTime(k, k.strand.Tooltip))
			labels = append(labels, ofItsTime(k, k.strand.Label))
		}
	}
	if more := len(relations) - mostSaid; more > 0 {
		said = append(said, fmt.Sprintf("And %d more.", more))
		labels = append(labels, fmt.Sprintf("And %d more", more))
	}
	r.tooltip, r.words = strings.Join(said, "\n"), strings.Join(labels, ". ")
	if !r.over && first.ended >= 0 && len(relations) == 1 {
		over := fmt.Sprintf("Over with %s at the latest, %s", render.ShortName(c.g, first.ended), render.DateText(first.until))
		r.tooltip += "\n" + over
		r.words += ". " + over
	}
	for _, a := range c.attestation(r) {
		r.words += ". " + strings.TrimSuffix(a, ".")
	}
	r.label = c.rowLabel(relations)
	if len(relations) > 1 {
		r.words = r.label + ": " + r.words
	}
	return r
}

// names returns the names of the ends of a relationship: those of when it ended, or was over at the latest, and otherwise of today.
func (c *collector) names(r relation) func(graph.Node) string {
	at := r.until
	if r.span.ToKnown || c.over(r.edge) {
		at = r.span.To
	}
	return func(n graph.Node) string { return chronology.ShortNameAt(c.g, n, at) }
}

// rowLabel is what stands before the bar of relationships.
func (c *collector) rowLabel(relations []relation) string {
	first := relations[0]
	if len(relations) == 1 {
		return render.StatementWith(c.g, first.edge, c.names(first))
	}
	var types []string
	sameEnds := true
	for _, r := range relations {
		for _, t := range r.strand.Types {
			if !slices.Contains(types, t) {
				types = append(types, t)
			}
		}
		sameEnds = sameEnds && c.g.From(r.edge) == c.g.From(first.edge) && c.g.To(r.edge) == c.g.To(first.edge)
	}
	if sameEnds {
		from, to, name := c.g.From(first.edge), c.g.To(first.edge), c.names(first)
		return render.InSentence(c.g, from, name(from)) + " – " + render.InSentence(c.g, to, name(to)) + ": " + strings.Join(types, ", ")
	}
	return fmt.Sprintf("%d relationships: %s", len(relations), strings.Join(types, ", "))
}

// familyInfo is a family of types.
type familyInfo struct{ id, label string }

// families returns the families of types in the order of the vocabulary.
func (c *collector) families() []familyInfo {
	var families []familyInfo
	v := c.g.Vocabulary()
	for t := range v.Types() {
		id := v.TypeFamily(t.ID)
		if !slices.ContainsFunc(families, func(f familyInfo) bool { return f.id == id }) {
			label := render.Words(id)
			families = append(families, familyInfo{id, strings.ToUpper(label[:1]) + label[1:]})
		}
	}
	return families
}
