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

// Frame puts the title, and what the reader must know of the layout, above a body, and the legend and the sources below
// it. It fills Title, Subtitle, NoticeText, Headings, Legend, Sources, Width and Height of p, and moves Nodes, Clusters,
// Courses and Joints, which body holds, so that the page begins at 0, 0. A body without a size leaves only the frame.
// O(parts of the scene).
func (s *Scene) Frame(p *Placement, body Box) {
	f := &framer{scene: s, place: p, width: max(body.Width, narrowest), broken: map[brokenKey][]string{}}
	p.Headings = nil
	p.Legend, p.Sources = make([]Sample, len(s.Legend)), make([]Text, len(s.Sources))
	top := f.placeTitle()
	p.moveBody(pageMargin+(f.width-body.Width)/2-body.Left(), top-body.Top())
	if body.Height > 0 {
		top += body.Height + bodyGap
	}
	f.columns = f.legendColumns()
	top = f.placeColumns(top)
	p.Width, p.Height = f.width+2*pageMargin, top+pageMargin
}

// placeTitle places the title, the subtitle and the notice, and returns where the body begins.
func (f *framer) placeTitle() float64 {
	p, top := f.place, pageMargin
	p.Title, p.NoticeText = Text{}, Text{}
	if title := f.scene.Title; title != "" {
		const most = 3 // lines
		p.Title = Text{pageMargin, top, titleFont.wrap(title, f.width-4, most), titleSize, true}
		top += float64(len(p.Title.Lines)) * titleSize * 1.2
	}
	lines := 2
	if f.scene.Change != nil {
		lines = 4 // it tells the story
	}
	p.Subtitle = Text{pageMargin, top, subtitleFont.wrap(f.scene.Subtitle, f.width-4, lines), subtitleSize, false}
	top += float64(len(p.Subtitle.Lines)) * subtitleSize * 1.2
	if p.Notice != "" {
		p.NoticeText = noticeText(p.Notice, top, f.width)
		top += noticeHeight(p.NoticeText)
	}
	return top + bodyGap - 4
}

func noticeText(notice string, top, width float64) Text {
	const most = 3 // lines
	return Text{pageMargin, top + 2, subtitleFont.wrap(notice, width-4, most), subtitleSize, false}
}

func noticeHeight(t Text) float64 { return 2 + float64(len(t.Lines))*subtitleSize*1.2 }

// Announce gives a placement that has its frame a notice, which stands below the subtitle: all that is below moves down.
func (p *Placement) Announce(notice string) {
	if p.Notice != "" {
		notice = p.Notice + " " + notice
		p.moveBelow(-noticeHeight(p.NoticeText))
	}
	p.Notice = notice
	top := p.Subtitle.Top + float64(len(p.Subtitle.Lines))*subtitleSize*1.2
	p.NoticeText = noticeText(notice, top, p.Width-2*pageMargin)
	p.moveBelow(noticeHeight(p.NoticeText))
}

// moveBelow moves all but the title, the subtitle and the notice.
func (p *Placement) moveBelow(dy float64) {
	p.moveBody(0, dy)
	for i := range p.Headings {
		p.Headings[i].Top += dy
	}
	for i := range p.Legend {
		p.Legend[i].Box.Y += dy
		p.Legend[i].Label.Top += dy
		p.Legend[i].Detail.Top += dy
	}
	for i := range p.Sources {
		p.Sources[i].Top += dy
	}
	p.Height += dy
}

// moveBody moves what is between the title and the legend.
func (p *Placement) moveBody(dx, dy float64) {
	for _, boxes := range [][]Box{p.Nodes, p.Clusters} {
		for i := range boxes {
			boxes[i].X += dx
			boxes[i].Y += dy
		}
	}
	shift := func(points []Point) {
		for i := range points {
			points[i].X += dx
			points[i].Y += dy
		}
	}
	for _, courses := range p.Courses {
		for k := range courses {
			shift(courses[k].Points)
			courses[k].Badge.X += dx
			courses[k].Badge.Y += dy
		}
	}
	for _, marks := range p.Joints {
		for k := range marks {
			shift(marks[k].Trunk)
			marks[k].At.X += dx
			marks[k].At.Y += dy
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

func (f *framer) legendColumns() []legendBlock {
	changes := legendBlock{heading: f.scene.headingOf(ChangedBoxEntry)}
	lines := legendBlock{heading: "Relationships"}
	if f.scene.Unbundled {
		lines.heading = "Relationships, a line for each"
	}
	looks := legendBlock{heading: "Lines"}
	if f.scene.View == MatrixView {
		looks.heading = "Cells"
	}
	shapes := legendBlock{heading: "Organisations"}
	sizes, groups := legendBlock{heading: f.scene.headingOf(SizeEntry)}, legendBlock{heading: f.scene.headingOf(GroupEntry)}
	for i, e := range f.scene.Legend {
		label := legendLabelFont.wrap(e.Label, legendLabelWidth, 1)[0]
		item := legendItem{entry: i, source: -1, sample: sampleWidth, label: label, detail: e.Detail}
		switch e.Kind {
		case FamilyEntry:
			lines.entries = append(lines.entries, item)
		case ArrowEntry, DashEntry, MarkEntry, JointEntry:
			looks.entries = append(looks.entries, item)
		case ChangedBoxEntry, ChangedLineEntry:
			changes.entries = append(changes.entries, item)
		case SizeEntry:
			sizes.entries = append(sizes.entries, item)
		case GroupEntry:
			groups.entries = append(groups.entries, item)
		default:
			shapes.entries = append(shapes.entries, item)
		}
	}
	sources := legendBlock{heading: "Sources"}
	for i, s := range f.scene.Sources {
		sources.entries = append(sources.entries, legendItem{entry: -1, source: i, detail: s.Label})
	}
	var blocks []legendBlock
	for _, b := range []legendBlock{changes, lines, looks, shapes, sizes, groups, sources} {
		if len(b.entries) > 0 {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// headingOf is what stands above the legend of sizes, of groups, and of changes.
func (s *Scene) headingOf(kind LegendKind) string {
	switch kind {
	case SizeEntry:
		return "Area of a box: " + s.SizeLabel
	case GroupEntry:
		return "Colour and number: " + s.GroupLabel
	case ChangedBoxEntry:
		if s.Change != nil {
			return "From " + s.Change.Period()
		}
	}
	return ""
}

// framer places what stands around a body: the legend and the sources side by side.
type framer struct {
	scene   *Scene
	place   *Placement
	width   float64
	detail  float64 // how wide an explanation may be
	columns []legendBlock
	broken  map[brokenKey][]string // details in lines, which many ways to set the columns share
}

// brokenKey names a detail in lines by the room that it had.
type brokenKey struct {
	detail string
	room   float64
}

// lines breaks the detail of an item, where its label and the sample leave room in a column.
func (f *framer) lines(item legendItem, label float64) []string {
	if item.detail == "" {
		return nil
	}
	const most = 4
	key := brokenKey{item.detail, max(min(f.detail, f.width-item.sample-label), 60)}
	lines, ok := f.broken[key]
	if !ok {
		lines = legendFont.wrap(key.detail, key.room, most)
		f.broken[key] = lines
	}
	return lines
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
func (f *framer) size(heading string, items []legendItem) (width, height float64) {
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
func (f *framer) placeColumns(top float64) float64 {
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
func (f *framer) sizeBeside(rows int) (width, height float64) {
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

func (f *framer) placeBeside(top float64, rows int) float64 {
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
func (f *framer) placeColumn(heading string, items []legendItem, x, top float64) float64 {
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
