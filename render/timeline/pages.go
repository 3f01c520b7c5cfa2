package timeline

import (
	"fmt"
	"math"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render/drawing"
)

// leaf is the rows that stand on one sheet.
type leaf struct {
	organisations, relationships []section // with the rows of this sheet alone
	connectors                   []int     // the numbers of those that begin or end here
	top, bottom                  float64   // from above the axis to below the rows
}

// lay gives every row its place, and returns the leaves that they are on: the rows of the first are below its top, those of
// the others below further, and all above end, but for a row that is higher than that by itself.
func (p *painter) lay(top, further, end float64) []*leaf {
	p.rows = map[graph.Node]*row{}
	if len(p.c.organisations)+len(p.c.relationships) == 0 {
		return nil
	}
	l := &leaf{top: top}
	leaves := []*leaf{l}
	y := top + axisRoom
	most := math.Floor((end - max(top, further) - axisRoom - headingRoom - sectionFoot - rowHeight) / rowLine) // lines of names
	for k, sections := range [][]section{p.c.organisations, p.c.relationships} {
		if k == 1 && len(sections) > 0 && len(l.organisations) > 0 {
			y += sectionGap
		}
		for _, s := range sections {
			var part *section // of s on this leaf
			for i, r := range s.rows {
				r.fitNames(most)
				r.lines = p.labelLines(r)
				r.height = rowHeight + float64(max(len(r.lines)-1, r.nameLines(), 0))*rowLine
				needed := r.height + sectionFoot
				if part == nil {
					needed += headingRoom
				}
				if y+needed > end && len(l.organisations)+len(l.relationships) > 0 {
					l = &leaf{top: further}
					leaves = append(leaves, l)
					y, part = further+axisRoom, nil
				}
				if part == nil {
					part = l.begin(s, k == 1, y)
					if i > 0 {
						part.heading += " (continued)"
					}
					y += headingRoom
				}
				part.rows = append(part.rows, r)
				r.leaf, r.top = len(leaves)-1, y
				y += r.height
				part.bottom = y + sectionFoot
				l.bottom = part.bottom + 4
				if r.node >= 0 {
					p.rows[r.node] = r
				}
			}
			y += sectionFoot + sectionGap
		}
	}
	p.connect(leaves)
	return leaves
}

// connect says which connectors each leaf has.
func (p *painter) connect(leaves []*leaf) {
	for i, k := range p.c.connectors {
		from, to := p.rows[k.from], p.rows[k.to]
		if from == nil || to == nil || from == to {
			continue
		}
		leaves[from.leaf].connectors = append(leaves[from.leaf].connectors, i)
		if to.leaf != from.leaf {
			leaves[to.leaf].connectors = append(leaves[to.leaf].connectors, i)
		}
	}
}

// fitNames says how many of the names of a row are written, in so many lines at most.
func (r *row) fitNames(most float64) {
	r.written = len(r.names)
	if float64(r.written) > most {
		r.written = max(int(most)-1, 0) // the last line says how many more there are
	}
}

// nameLines is how many lines of names stand below the bar of a row.
func (r *row) nameLines() int { return min(r.written+1, len(r.names)) }

// begin adds a section without rows.
func (l *leaf) begin(s section, ofRelationships bool, top float64) *section {
	to := &l.organisations
	if ofRelationships {
		to = &l.relationships
	}
	*to = append(*to, section{id: s.id, heading: s.heading, top: top})
	return &(*to)[len(*to)-1]
}

// hasAxisBelow reports whether the axis stands below the rows too.
func (l *leaf) hasAxisBelow() bool { return l.bottom-l.top > repeatFrom }

// book is the sheets on which a timeline is drawn, one after the other.
type book struct {
	p       *painter
	end     float64 // where what stands on a sheet ends
	numbers bool    // the sheets have numbers, where there are several
	sheets  []*drawing.Drawing
	top     float64 // where the next part goes on the last sheet
}

// sheets draws the timeline on sheets of a height, or on one where that is infinite.
func (p *painter) sheets(height float64) []*drawing.Drawing {
	b := &book{p: p, end: height - margin, numbers: !math.IsInf(height, 1)}
	_, first := p.title(b.numbers)
	_, further := p.furtherTitle()
	p.leaves = p.lay(first, further, b.end-axisBelow)
	b.turn()
	for i, l := range p.leaves {
		if i > 0 {
			b.turn()
		}
		b.add(l.bottom+sectionGap+4, p.groups(l, i)...)
		if l.hasAxisBelow() {
			b.top += 10
		}
	}
	if len(p.leaves) == 0 {
		nothing := text("Nothing in this map has a date.", subtitleSize, false, p.theme.Text, drawing.Start, margin, b.top+subtitleSize)
		b.add(b.top+2*subtitleSize, &drawing.Group{ID: "nothing", Role: drawing.Hidden, Texts: []drawing.Text{nothing}})
	}
	b.addLegend()
	b.addSources()
	if len(b.sheets) > 1 {
		b.number(height)
	}
	return b.sheets
}

// turn begins a sheet.
func (b *book) turn() {
	title, top := b.p.title(b.numbers)
	if len(b.sheets) > 0 {
		title, top = b.p.furtherTitle()
	}
	name := b.p.c.scene.Title
	if name == "" {
		name = "Timeline"
	}
	b.sheets = append(b.sheets, &drawing.Drawing{Width: b.p.width, Title: name, Description: b.p.description(),
		Background: b.p.theme.Page, Focus: b.p.theme.MarkedEdge})
	b.add(top, title)
}

// add adds to the last sheet what ends at bottom.
func (b *book) add(bottom float64, groups ...*drawing.Group) {
	d := b.sheets[len(b.sheets)-1]
	d.Groups = append(d.Groups, groups...)
	d.Height = bottom + margin
	b.top = bottom
}

// addLegend adds the legend, which stays in one piece.
func (b *book) addLegend() {
	legend, bottom := b.p.legend(b.top)
	if bottom > b.end && len(b.p.leaves) > 0 {
		b.turn()
		legend, bottom = b.p.legend(b.top)
	}
	b.add(bottom, legend)
}

// addSources adds the sources with their numbers, as many on each sheet as fit.
func (b *book) addSources() {
	p := b.p
	turned := false
	for from := 0; from < len(p.c.sources); {
		n := p.sourcesFitting(from, b.end-b.top)
		if n == 0 && !turned {
			b.turn()
			turned = true
			continue
		}
		to := from + max(n, 1)
		heading, list, bottom := p.sourceList(from, to, b.top)
		b.add(bottom, heading, list)
		from, turned = to, false
	}
}

// number says on each sheet which of how many it is, and makes all of one height, but for one that is higher.
func (b *book) number(height float64) {
	for i, d := range b.sheets {
		size := titleSize
		if i > 0 {
			size = furtherSize
		}
		d.Height = max(d.Height, height)
		d.Groups[0].Texts = append(d.Groups[0].Texts, text(fmt.Sprintf("page %d of %d", i+1, len(b.sheets)),
			subtitleSize, false, b.p.theme.MutedText, drawing.End, b.p.width-margin, margin+size*0.6))
	}
}
