package render

import (
	"math"
)

// The measures of what stands around the picture, in points.
const (
	pageMargin       = 20.0
	titleSize        = 19.0
	subtitleSize     = 10.5
	legendSize       = 9.0
	legendHeadSize   = 9.8
	legendRow        = 12.6
	legendLine       = legendSize * 1.22 // between the lines of one entry
	legendHead       = 17.0
	sampleWidth      = 32.0
	legendGap        = 20.0 // between columns of the legend
	legendLabelWidth = 170.0
	detailWidth      = 360.0 // of an explanation, at most
	bodyGap          = 15.0  // between the picture and what is above and below it
	narrowest        = 430.0 // a page needs for its legend
)

var (
	titleFont       = font{titleSize, true}
	subtitleFont    = font{subtitleSize, false}
	legendFont      = font{legendSize, false}
	legendLabelFont = font{legendSize, true}
	legendHeadFont  = font{legendHeadSize, true}
)

// frame puts the title above the body and the legend and the sources below it, and moves everything so that
// the page begins at 0, 0.
func (p *placer) frame(body Box) {
	width := max(body.Width, narrowest)
	top := p.placeTitle(width)
	p.move(pageMargin+(width-body.Width)/2-body.Left(), top-body.Top())
	if len(p.scene.Nodes) > 0 {
		top += body.Height + bodyGap
	}
	f := &footer{placer: p, width: width, columns: p.legendColumns()}
	top = f.placeColumns(top)
	p.place.Width, p.place.Height = width+2*pageMargin, top+pageMargin
}

// placeTitle places the title and the subtitle, and returns where the body begins.
func (p *placer) placeTitle(width float64) float64 {
	top := pageMargin
	if title := p.scene.Title; title != "" {
		const most = 3 // lines
		p.place.Title = Text{pageMargin, top, titleFont.wrap(title, width-4, most), titleSize, true}
		top += float64(len(p.place.Title.Lines)) * titleSize * 1.2
	}
	p.place.Subtitle = Text{pageMargin, top, subtitleFont.wrap(p.scene.Subtitle, width-4, 2), subtitleSize, false}
	return top + float64(len(p.place.Subtitle.Lines))*subtitleSize*1.2 + bodyGap - 4
}

// move moves the body.
func (p *placer) move(dx, dy float64) {
	for _, boxes := range [][]Box{p.place.Nodes, p.place.Clusters} {
		for i := range boxes {
			boxes[i].X += dx
			boxes[i].Y += dy
		}
	}
	shift := func(at *Point) {
		at.X += dx
		at.Y += dy
	}
	for _, courses := range p.place.Courses {
		for k := range courses {
			for i := range courses[k].Points {
				shift(&courses[k].Points[i])
			}
			shift(&courses[k].Badge)
		}
	}
}

// legendBlock is a part of the legend, or the sources.
type legendBlock struct {
	heading string
	entries []legendItem
}

// headingOf is what stands above a column of a block: the first has the heading.
func (b *legendBlock) headingOf(column int) string {
	if column > 0 {
		return ""
	}
	return b.heading
}

// legendItem is one row of a block: a legend entry, or a source.
type legendItem struct {
	entry  int // index in Scene.Legend, or -1
	source int // index in Scene.Sources, or -1
	sample float64
	label  string
	detail string
}

func (p *placer) legendColumns() []legendBlock {
	lines := legendBlock{heading: "Relationships"}
	if p.scene.Unbundled {
		lines.heading = "Relationships, a line for each"
	}
	looks := legendBlock{heading: "Lines"}
	shapes := legendBlock{heading: "Organisations"}
	sizes, groups := legendBlock{heading: p.scene.headingOf(SizeEntry)}, legendBlock{heading: p.scene.headingOf(GroupEntry)}
	for i, e := range p.scene.Legend {
		label := legendLabelFont.wrap(e.Label, legendLabelWidth, 1)[0]
		item := legendItem{entry: i, source: -1, sample: sampleWidth, label: label, detail: e.Detail}
		switch e.Kind {
		case FamilyEntry:
			lines.entries = append(lines.entries, item)
		case ArrowEntry, DashEntry, MarkEntry:
			looks.entries = append(looks.entries, item)
		case SizeEntry:
			sizes.entries = append(sizes.entries, item)
		case GroupEntry:
			groups.entries = append(groups.entries, item)
		default:
			shapes.entries = append(shapes.entries, item)
		}
	}
	sources := legendBlock{heading: "Sources"}
	for i, s := range p.scene.Sources {
		sources.entries = append(sources.entries, legendItem{entry: -1, source: i, detail: s.Label})
	}
	var blocks []legendBlock
	for _, b := range []legendBlock{lines, looks, shapes, sizes, groups, sources} {
		if len(b.entries) > 0 {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// headingOf is what stands above the legend of sizes, and of groups.
func (s *Scene) headingOf(kind LegendKind) string {
	switch kind {
	case SizeEntry:
		return "Area of a box: " + s.SizeLabel
	case GroupEntry:
		return "Colour and number: " + s.GroupLabel
	}
	return ""
}

// footer places the legend and the sources side by side.
type footer struct {
	*placer
	width   float64
	detail  float64 // how wide an explanation may be
	columns []legendBlock
}

// lines breaks the detail of an item, where its label and the sample leave room in a column.
func (f *footer) lines(item legendItem, label float64) []string {
	if item.detail == "" {
		return nil
	}
	const most = 4
	return legendFont.wrap(item.detail, max(min(f.detail, f.width-item.sample-label), 60), most)
}

// labelWidth is the room for the label of an item. Where most items have something after it, that is aligned.
func labelWidth(items []legendItem, item legendItem) float64 {
	details := 0
	for _, other := range items {
		if other.detail != "" {
			details++
		}
	}
	if details*2 <= len(items) {
		items = []legendItem{item}
	}
	w := 0.0
	for _, other := range items {
		if other.label != "" {
			w = max(w, legendLabelFont.width(other.label)+6)
		}
	}
	return w
}

// size is how wide and how high a column is.
func (f *footer) size(heading string, items []legendItem) (width, height float64) {
	width, height = legendHeadFont.width(heading), legendHead
	for _, item := range items {
		label := labelWidth(items, item)
		lines := f.lines(item, label)
		detail := 0.0
		for _, line := range lines {
			detail = max(detail, legendFont.width(line)+2)
		}
		width = max(width, item.sample+label+detail)
		height += legendRow + float64(max(len(lines)-1, 0))*legendLine
	}
	return min(width, f.width), height
}

// placeColumns places the blocks side by side, broken into columns and lines so that they are as low as can
// be, and returns where they end. Where the page is too narrow for that, they go below one another.
func (f *footer) placeColumns(top float64) float64 {
	most := 0
	for _, b := range f.columns {
		most = max(most, len(b.entries))
	}
	bestRows, bestDetail, lowest := 0, detailWidth, math.Inf(1)
	for _, detail := range []float64{detailWidth, 0.8 * detailWidth, 0.6 * detailWidth} {
		f.detail = detail
		for rows := min(4, most); rows <= most; rows++ {
			if width, height := f.sizeBeside(rows); width <= f.width && height < lowest-0.1 {
				bestRows, bestDetail, lowest = rows, detail, height
			}
		}
	}
	f.detail = bestDetail
	if bestRows > 0 {
		return f.placeBeside(top, bestRows)
	}
	x, bottom := 0.0, top
	for _, b := range f.columns {
		w, _ := f.size(b.heading, b.entries)
		if x > 0 && x+w > f.width {
			x, top = 0, bottom+8
		}
		bottom = max(bottom, f.placeColumn(b.heading, b.entries, pageMargin+x, top))
		x += w + legendGap
	}
	return bottom
}

// split breaks the entries of a block into columns of at most a number of rows, about equally long.
func split(items []legendItem, rows int) [][]legendItem {
	n := (len(items) + rows - 1) / rows
	each := (len(items) + n - 1) / n
	var columns [][]legendItem
	for len(items) > 0 {
		k := min(each, len(items))
		columns = append(columns, items[:k])
		items = items[k:]
	}
	return columns
}

// sizeBeside returns how wide and how high all blocks are in columns of at most a number of rows.
func (f *footer) sizeBeside(rows int) (width, height float64) {
	width = -legendGap
	for _, b := range f.columns {
		for i, column := range split(b.entries, rows) {
			w, h := f.size(b.headingOf(i), column)
			width += w + legendGap
			height = max(height, h)
		}
	}
	return width, height
}

func (f *footer) placeBeside(top float64, rows int) float64 {
	const mostSpare = 60.0
	width, _ := f.sizeBeside(rows)
	spare := min(mostSpare, (f.width-width)/max(1, float64(len(f.columns)-1)))
	x, bottom := pageMargin, top
	for _, b := range f.columns {
		for i, column := range split(b.entries, rows) {
			bottom = max(bottom, f.placeColumn(b.headingOf(i), column, x, top))
			w, _ := f.size(b.headingOf(i), column)
			x += w + legendGap
		}
		x += spare
	}
	return bottom
}

// placeColumn places the rows of a column, and returns where they end.
func (f *footer) placeColumn(heading string, items []legendItem, x, top float64) float64 {
	if heading != "" {
		f.place.Headings = append(f.place.Headings, Text{x, top, []string{heading}, legendHeadSize, true})
	}
	y := top + legendHead
	for _, item := range items {
		label := labelWidth(items, item)
		lines := f.lines(item, label)
		middle := y + legendLine/2
		left := x + item.sample
		if item.source >= 0 {
			f.place.Sources[item.source] = Text{left, y, lines, legendSize, false}
		} else {
			f.place.Legend[item.entry] = Sample{
				Box:    Box{x + (sampleWidth-8)/2, middle, sampleWidth - 8, legendLine},
				Label:  Text{left, y, []string{item.label}, legendSize, true},
				Detail: Text{left + label, y, lines, legendSize, false},
			}
		}
		y += legendRow + float64(max(len(lines)-1, 0))*legendLine
	}
	return math.Ceil(y)
}
