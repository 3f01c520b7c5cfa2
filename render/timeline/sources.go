package timeline

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// The list of sources.
const (
	sourceColumns = 2
	sourceRoom    = 22.0 // for the number
	sourcesHead   = headSize + 12
)

// columnWidth returns how wide each of n columns is.
func (p *painter) columnWidth(n int) float64 {
	return (p.width - 2*margin - float64(n-1)*columnGap) / float64(n)
}

// citation is how a source is set.
type citation struct {
	label  string
	lines  []string
	height float64
}

func (p *painter) citation(i int) citation {
	label := render.Citation(p.c.sources[i])
	lines := render.WrapText(label, legendSize, false, p.columnWidth(sourceColumns)-sourceRoom, 3)
	return citation{label, lines, legendRow + float64(max(len(lines)-1, 0))*legendLine}
}

// sourcesFitting returns how many sources from a number on fit into a room with their heading.
func (p *painter) sourcesFitting(from int, room float64) (n int) {
	below := []float64{0} // how high the first so many are together
	for i := from; i < len(p.c.sources); i++ {
		below = append(below, below[i-from]+p.citation(i).height)
		all := i - from + 1
		each := columnLength(all)
		if sourcesHead+max(below[each], below[all]-below[each]) > room {
			break
		}
		n = all
	}
	return n
}

// columnLength is how many of n sources stand in the first column.
func columnLength(n int) int { return (n + sourceColumns - 1) / sourceColumns }

// sourceList draws the sources with numbers in a range, and returns where they end.
func (p *painter) sourceList(from, to int, top float64) (heading, list *drawing.Group, bottom float64) {
	list = &drawing.Group{ID: "sources", Role: drawing.List, Label: "Sources"}
	heading = &drawing.Group{ID: "headings", Role: drawing.Hidden}
	title := "Sources"
	if from > 0 {
		title += " (continued)"
	}
	top += 6
	heading.Texts = append(heading.Texts, text(title, headSize, true, p.theme.Text, drawing.Start, margin, top+headSize/2))
	top += headSize + 6
	x, y := margin, top
	for i := from; i < to; i++ {
		if i == from+columnLength(to-from) {
			x, y = x+p.columnWidth(sourceColumns)+columnGap, top
		}
		c := p.citation(i)
		g := &drawing.Group{ID: fmt.Sprintf("source:%d", i+1), Class: "source", Role: drawing.Item, Label: fmt.Sprintf("%d: %s", i+1, c.label)}
		if url := p.c.sources[i].URL; strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
			g.Link, g.Stop = url, true
		}
		q := pill{sources: []int{i}}
		g.Groups = append(g.Groups, markGroup(q.label(), x+8, y+legendLine/2, q.width(), p.theme.BoxEdge, p.theme))
		for k, l := range c.lines {
			if l != "" {
				g.Texts = append(g.Texts, text(l, legendSize, false, p.theme.MutedText, drawing.Start, x+sourceRoom, y+legendLine/2+float64(k)*legendLine))
			}
		}
		y += c.height
		bottom = max(bottom, y)
		list.Groups = append(list.Groups, g)
	}
	return heading, list, bottom
}
