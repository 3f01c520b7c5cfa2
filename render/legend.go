package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// LegendKind says what a legend entry explains.
type LegendKind uint8

const (
	FamilyEntry      LegendKind = iota // a colour and a letter: Code, Colour, Width, Dash
	ArrowEntry                         // arrowheads: Arrow
	DashEntry                          // a broken line: Dash
	MarkEntry                          // a sign beside a letter: Code
	ShapeEntry                         // the outline of a sector's organisations: Shape; their fill and its colour, Colour and Edge, where the theme says so
	SetEntry                           // the double outline of a grouping
	EmphasisEntry                      // what a fill or a faded look means: Emphasis; the sign of a start or an end: Code
	SizeEntry                          // the size of a box: Area
	GroupEntry                         // a fill and the number of a group: Code, Colour; the fill of those in no group: neither
	JointEntry                         // the mark of arrangements: Code
	ChangedBoxEntry                    // how organisations stand to two maps: State, Code, Emphasis
	ChangedLineEntry                   // how relationships do: State, Code, Dash, Emphasis
)

// LegendEntry explains one way in which the picture says something. Only the fields that its kind names are
// set besides Label and Detail.
type LegendEntry struct {
	Kind   LegendKind
	Label  string // "Collaboration"
	Detail string // what belongs to it on this picture: "partnership, joint team"; may be empty

	Code     string
	Colour   string
	Width    float64
	Arrow    Arrow
	Dash     Dash
	Shape    Shape
	Emphasis Emphasis
	Area     float64
	Edge     string
	State    diff.State
	Attested bool
}

// addLegend explains what is on the picture and nothing else.
func (b *sceneBuilder) addLegend() {
	b.legendOfChange()
	b.legendOfFamilies()
	b.legendOfStrands()
	b.legendOfShapes()
	b.legendOfStyles()
	b.legendOfSets()
	b.legendOfEmphasis()
	b.legendOfScale()
	b.legendOfGroups()
}

// legendOfEmphasis explains what stands out, and what is faded.
func (b *sceneBuilder) legendOfEmphasis() {
	s := b.scene
	entries := []LegendEntry{{Label: "Highlighted", Emphasis: Highlighted}}
	faded := "Not tied to what is highlighted"
	switch r := b.opts.Route; {
	case r == nil:
	case r.Marked != "":
		entries[0].Label, faded = r.Marked, r.Faded
	default:
		entries, faded = []LegendEntry{pathStart.legend(), pathStop.legend()}, "On no path"
	}
	if s.Change != nil && b.opts.Route == nil && len(b.opts.Highlight) == 0 {
		return // what is faded is unchanged
	}
	for _, e := range append(entries, LegendEntry{Label: faded, Emphasis: Faded}) {
		if slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.Emphasis == e.Emphasis && strings.Contains(n.Tag, e.Code) }) {
			e.Kind = EmphasisEntry
			s.Legend = append(s.Legend, e)
		}
	}
}

// noSector is what the legend calls organisations without a sector.
const noSector = "no sector"

// legendOfShapes explains the shapes of sectors. Organisations without a sector are rectangles: where the layout draws
// sectors as boxes, that they stand outside says it; else they share the entry of a sector that is drawn like them.
func (b *sceneBuilder) legendOfShapes() {
	s := b.scene
	left := len(s.Clusters) > 0 && !s.clustered() && slices.ContainsFunc(s.Nodes, func(n Node) bool { return b.g.Sector(n.Organisation) == "" })
	for _, c := range s.Clusters {
		style := s.Theme.Classifications[c.ID]
		entry := LegendEntry{Kind: ShapeEntry, Label: c.Label, Shape: c.Shape, Colour: style.Fill, Edge: style.Outline}
		if style.Shape != "" {
			entry.Shape = style.Shape
		}
		if left && c.Shape == Rectangle {
			entry.Label += ", or " + noSector
			left = false
		}
		s.Legend = append(s.Legend, entry)
	}
	if left {
		s.Legend = append(s.Legend, LegendEntry{Kind: ShapeEntry, Label: capital(noSector), Shape: Rectangle})
	}
}

// clustered reports whether the layout draws sectors as boxes around their organisations.
func (s *Scene) clustered() bool {
	return s.Layout == HubLayout || s.Layout == GridLayout || s.Layout == "dot" || s.Layout == "fdp"
}

// legendOfFamilies explains the lines: an entry for each family that occurs, and below it one for each of its types for which the
// theme has looks of their own.
func (b *sceneBuilder) legendOfFamilies() {
	occurs := map[string]string{} // by type, whose looks it has
	for e := range b.g.Edges() {
		if id := b.g.Type(e).ID; occurs[id] == "" {
			occurs[id] = cmp.Or(b.lookOf(e), b.g.Vocabulary().TypeFamily(id))
		}
	}
	drawn := map[string]bool{}
	for _, line := range b.scene.Lines {
		for _, strand := range line.Strands {
			drawn[strand.Family] = true
		}
	}
	for _, f := range b.families {
		if !drawn[f.id] {
			continue
		}
		looks := []string{f.id}
		types := map[string][]string{} // by looks
		for t := range b.g.Vocabulary().Types() {
			look := occurs[t.ID]
			if look == "" || b.g.Vocabulary().TypeFamily(t.ID) != f.id {
				continue
			}
			if !slices.Contains(looks, look) {
				looks = append(looks, look)
			}
			types[look] = append(types[look], t.ID)
		}
		for _, look := range looks {
			if len(types[look]) > 0 {
				b.scene.Legend = append(b.scene.Legend, b.lineEntry(f, look, types[look]))
			}
		}
	}
}

// lineEntry explains the looks of a family, or of a type of it that has its own, with the types that have them.
func (b *sceneBuilder) lineEntry(f family, look string, types []string) LegendEntry {
	strand := Strand{Colour: f.colour, Width: f.width}
	b.scene.Theme.Types[look].apply(&strand)
	entry := LegendEntry{
		Kind: FamilyEntry, Label: capital(words(look)), Code: f.code, Colour: strand.Colour, Width: strand.Width, Dash: strand.Dash,
	}
	var narrower []string
	for _, id := range types {
		if id != look {
			narrower = append(narrower, words(id))
		}
	}
	if len(narrower) > 0 && len(narrower) < len(types) {
		narrower = append(narrower, "other")
	}
	entry.Detail = strings.Join(narrower, ", ")
	return entry
}

var arrowLegend = []struct {
	arrow         Arrow
	label, detail string
}{
	{Forward, "Arrow", "from one to the other"},
	{BothWays, "Two arrows", "each to the other"},
	{NoArrow, "No arrow", "jointly"},
}

func (b *sceneBuilder) legendOfStrands() {
	arrows, dashes := map[Arrow]bool{}, map[Dash]bool{}
	statuses := map[graph.Status]bool{}
	var doubts []string
	for e := range b.g.Edges() {
		statuses[b.g.Status(e)] = true
	}
	for _, line := range b.scene.Lines {
		for _, strand := range line.Strands {
			switch {
			case strand.Mixed:
			case strand.Arrow == Backward:
				arrows[Forward] = true
			default:
				arrows[strand.Arrow] = true
			}
			dashes[strand.Dash] = true
			if !strand.Uncertain {
				continue
			}
			for _, e := range strand.Relationships {
				for _, doubt := range b.doubts(e) {
					if !slices.Contains(doubts, doubt) {
						doubts = append(doubts, doubt)
					}
				}
			}
		}
	}
	s := b.scene
	for _, a := range arrowLegend {
		if arrows[a.arrow] {
			s.Legend = append(s.Legend, LegendEntry{Kind: ArrowEntry, Label: a.label, Detail: a.detail, Arrow: a.arrow})
		}
	}
	b.legendOfDashes(statuses, dashes)
	if len(doubts) > 0 {
		slices.Sort(doubts)
		s.Legend = append(s.Legend, LegendEntry{Kind: MarkEntry, Code: "?", Label: "Uncertain", Detail: strings.Join(doubts, ", ")})
	}
	b.legendOfJoints()
	b.legendOfCounts()
}

// doubts says why a relationship is not certain.
func (b *sceneBuilder) doubts(e graph.Edge) []string {
	var doubts []string
	if c := b.g.Confidence(e); c != graph.Confirmed {
		doubts = append(doubts, c.String())
	}
	if b.g.Status(e) == graph.Disputed {
		doubts = append(doubts, graph.Disputed.String())
	}
	return doubts
}

// legendOfDashes explains broken lines, and the solid line where there are others.
func (b *sceneBuilder) legendOfDashes(statuses map[graph.Status]bool, drawn map[Dash]bool) {
	labels := map[Dash][]string{}
	drawn[Solid] = drawn[Solid] || drawn[LongDashed] || drawn[DashDotted]
	for _, status := range graph.Statuses() {
		if statuses[status] && drawn[dashOf(status)] {
			labels[dashOf(status)] = append(labels[dashOf(status)], status.String())
		}
	}
	for _, d := range []struct {
		dash  Dash
		label string
	}{{Solid, "Solid"}, {Dashed, "Dashed"}, {Dotted, "Dotted"}} {
		if of := labels[d.dash]; len(of) > 0 && (d.dash != Solid || len(labels) > 1) {
			b.scene.Legend = append(b.scene.Legend, LegendEntry{
				Kind: DashEntry, Label: d.label, Detail: strings.Join(of, " or "), Dash: d.dash,
			})
		}
	}
}
