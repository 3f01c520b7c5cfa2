package drawing

import (
	"fmt"
	"math"
	"strings"
)

// element is a part of the structure of a PDF, from which screen readers read (ISO 32000-1, 14.7 and 14.8).
type element struct {
	kind     string
	name     string // of a list
	label    string // instead of what it shows
	object   int
	page     int // the object of the page that it is on; of the document, of the one that is written
	children []child
}

// child is an element, a stretch of the page's content, or a link.
type child struct {
	element *element
	content int // where element is nil and link is not set
	link    int // the object, or 0
}

// tags is the structure of a document.
type tags struct {
	root  *element
	pages []*pageTags
}

// pageTags says to which elements belongs what is on a page.
type pageTags struct {
	key    int        // of the page in the tree of parents; those of its links follow
	owners []*element // of the stretches of content, by their numbers
	links  []*element // of links, in order
}

// add returns a new element in another.
func (e *element) add(kind string) *element {
	part := &element{kind: kind, page: e.page}
	e.children = append(e.children, child{element: part})
	return part
}

// surroundings is where a group is.
type surroundings struct {
	parent *element // of new elements
	owner  *element // of shapes and texts, or nil
	hidden bool     // not read out
}

// block returns the element for what is neither list nor item.
func (c surroundings) block() *element {
	if c.parent.kind == "L" { // which has items alone
		return c.parent.add("LI").add("LBody")
	}
	return c.parent
}

// group writes a group with all that is in it.
func (w *pdfWriter) group(g *Group, c surroundings) {
	switch {
	case c.hidden || g.Role == Hidden:
		c.hidden, c.owner = true, nil
	case g.Role == List:
		c = surroundings{parent: c.block().add("L")}
		c.parent.name = g.Label
	case g.Role == Item:
		c = w.item(g, c)
	}
	if g.Link != "" && !c.hidden && c.owner == nil {
		c.owner = c.block().add("Link")
	}
	w.link(g, c)
	w.own(g, c)
	for _, part := range g.Groups {
		w.group(part, c)
	}
}

// item begins an item of a list; one in an item comes after it.
func (w *pdfWriter) item(g *Group, c surroundings) surroundings {
	kind := "Figure"
	if g.Link != "" {
		kind = "Link"
	}
	owner := c.block().add(kind)
	owner.label = g.Label
	return surroundings{parent: c.parent, owner: owner}
}

// own writes the shapes and texts of a group.
func (w *pdfWriter) own(g *Group, c surroundings) {
	switch {
	case len(g.Shapes) == 0 && len(g.Texts) == 0:
	case c.owner != nil:
		w.begin(c.owner)
		w.shapes(g.Shapes)
		w.texts(g.Texts)
		w.end()
	default:
		if len(g.Shapes) > 0 {
			w.content.WriteString("/Artifact BMC\n")
			w.shapes(g.Shapes)
			w.end()
		}
		if len(g.Texts) == 0 {
			return
		}
		if c.hidden {
			w.content.WriteString("/Artifact BMC\n")
		} else {
			w.begin(c.block().add("P"))
		}
		w.texts(g.Texts)
		w.end()
	}
}

// begin begins a stretch of content that belongs to an element.
func (w *pdfWriter) begin(owner *element) {
	number := len(w.tags.owners)
	w.tags.owners = append(w.tags.owners, owner)
	owner.children = append(owner.children, child{content: number})
	fmt.Fprintf(&w.content, "/%s <</MCID %d>> BDC\n", owner.kind, number)
}

func (w *pdfWriter) end() { w.content.WriteString("EMC\n") }

// link is an area of the page that leads elsewhere.
type link struct {
	object  int
	area    bounds // in points of the drawing
	address string // as it is written
	label   string
}

// link makes a group lead where its link says.
func (w *pdfWriter) link(g *Group, c surroundings) {
	if g.Link == "" {
		return
	}
	address, ok := addressString(g.Link)
	area := g.bounds()
	if !ok || area.empty() {
		return
	}
	l := link{object: w.file.reserve(), area: area, address: address, label: g.Label}
	if l.label == "" {
		l.label = g.Link
	}
	w.links = append(w.links, l)
	if c.owner == nil { // hidden
		w.tags.links = append(w.tags.links, nil)
		return
	}
	c.owner.children = append(c.owner.children, child{link: l.object})
	w.tags.links = append(w.tags.links, c.owner)
}

// writeLinks adds the links and returns the entry for the page.
func (w *pdfWriter) writeLinks() string {
	if len(w.links) == 0 {
		return ""
	}
	var all strings.Builder
	for i, l := range w.links {
		x := func(x float64) string { return decimal(w.sheet.left + x*w.sheet.scale) }
		y := func(y float64) string { return decimal(w.sheet.height - w.sheet.top - y*w.sheet.scale) }
		parent := ""
		if w.tags.links[i] != nil {
			parent = fmt.Sprintf("/StructParent %d", w.tags.key+i+1)
		}
		w.file.set(l.object, fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect[%s %s %s %s]/Border[0 0 0]/F 4/Contents%s/A<</S/URI/URI%s>>%s>>",
			x(l.area.left), y(l.area.bottom), x(l.area.right), y(l.area.top), textString(l.label), l.address, parent))
		all.WriteString(ref(l.object) + " ")
	}
	return "/Annots[" + strings.TrimSpace(all.String()) + "]"
}

// write adds the structure to a file and returns the number of its root.
func (t *tags) write(file *pdfFile) int {
	root := file.reserve()
	t.root.number(file)
	t.root.write(file, root)
	var parents []string
	next := 0
	for _, p := range t.pages {
		p.key = next
		next += 1 + len(p.links)
		var owners []string
		for _, e := range p.owners {
			owners = append(owners, ref(e.object))
		}
		parents = append(parents, fmt.Sprintf("%d[%s]", p.key, strings.Join(owners, " ")))
		for i, e := range p.links {
			if e != nil {
				parents = append(parents, fmt.Sprintf("%d %s", p.key+i+1, ref(e.object)))
			}
		}
	}
	tree := file.add("<</Nums[" + strings.Join(parents, " ") + "]>>")
	file.set(root, fmt.Sprintf("<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>", ref(t.root.object), ref(tree), next))
	return root
}

// number gives an element and all in it their numbers.
func (e *element) number(file *pdfFile) {
	e.object = file.reserve()
	for _, c := range e.children {
		if c.element != nil {
			c.element.number(file)
		}
	}
}

func (e *element) write(file *pdfFile, parent int) {
	var out strings.Builder
	fmt.Fprintf(&out, "<</Type/StructElem/S/%s/P %s/Pg %s", e.kind, ref(parent), ref(e.page))
	if e.name != "" {
		out.WriteString("/T" + textString(e.name))
	}
	if e.label != "" {
		out.WriteString("/Alt" + textString(e.label))
	}
	out.WriteString("/K[")
	for i, c := range e.children {
		if i > 0 {
			out.WriteByte(' ')
		}
		switch {
		case c.element != nil:
			c.element.write(file, e.object)
			out.WriteString(ref(c.element.object))
		case c.link != 0:
			fmt.Fprintf(&out, "<</Type/OBJR/Obj %s>>", ref(c.link))
		default:
			fmt.Fprintf(&out, "%d", c.content)
		}
	}
	out.WriteString("]>>")
	file.set(e.object, out.String())
}

// bounds is a box around something.
type bounds struct{ left, top, right, bottom float64 }

func nowhere() bounds { return bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (b *bounds) include(x, y float64) {
	b.left, b.right = min(b.left, x), max(b.right, x)
	b.top, b.bottom = min(b.top, y), max(b.bottom, y)
}

func (b bounds) empty() bool { return !(b.left < b.right && b.top < b.bottom) }

// boundsOf returns a box around a path, which is 0 where there is none.
func boundsOf(path []Segment) bounds {
	b := nowhere()
	for _, s := range path {
		switch s.Verb {
		case CurveTo:
			b.include(s.X1, s.Y1)
			b.include(s.X2, s.Y2)
			fallthrough
		case MoveTo, LineTo:
			b.include(s.X, s.Y)
		}
	}
	if b.left > b.right {
		return bounds{}
	}
	return b
}

// bounds returns a box around all that a group shows.
func (g *Group) bounds() bounds {
	b := nowhere()
	for i := range g.Shapes {
		if path := g.Shapes[i].outline(); len(path) > 0 {
			box := boundsOf(path)
			b.include(box.left, box.top)
			b.include(box.right, box.bottom)
		}
	}
	for i := range g.Texts {
		t := &g.Texts[i]
		start, _ := t.begin(t.Width / t.Size)
		sin, cos := math.Sincos(t.Turn * math.Pi / 180)
		for _, x := range [2]float64{start * t.Size, start*t.Size + t.Width} {
			for _, y := range [2]float64{-t.Size * 0.8, t.Size * 0.25} {
				b.include(t.X+x*cos-y*sin, t.Y+x*sin+y*cos)
			}
		}
	}
	for _, part := range g.Groups {
		if box := part.bounds(); !box.empty() {
			b.include(box.left, box.top)
			b.include(box.right, box.bottom)
		}
	}
	return b
}
