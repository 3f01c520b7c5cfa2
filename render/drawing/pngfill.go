package drawing

import (
	"cmp"
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/math/fixed"
)

// filler fills outlines on a picture with smooth edges: each edge leaves in the pixels that it crosses how much of their
// height it crosses and how much of them lies to its right, and their sums along a row say how far each pixel is covered.
// Time and memory are in proportion to the pixels of the edges, but for sorting them: O(n log n).
type filler struct {
	picture *image.RGBA
	cells   []cell
	start   fixed.Point26_6
	at      fixed.Point26_6
}

// cell is what an edge does to a pixel.
type cell struct {
	y, x        int32
	cover, area float32 // of the pixels to the right, and of this one: less where the edge is further right
}

// Start begins an outline. The outlines that are filled together are closed.
func (f *filler) Start(p fixed.Point26_6) {
	f.Add1(f.start)
	f.start, f.at = p, p
}

// Add1 adds a straight edge.
func (f *filler) Add1(p fixed.Point26_6) {
	f.edge(float64(f.at.X)/64, float64(f.at.Y)/64, float64(p.X)/64, float64(p.Y)/64)
	f.at = p
}

// Add2 adds a quadratic curve.
func (f *filler) Add2(p1, p2 fixed.Point26_6) {
	third := func(a, b fixed.Int26_6) fixed.Int26_6 { return a + (b-a)*2/3 }
	f.Add3(fixed.Point26_6{X: third(f.at.X, p1.X), Y: third(f.at.Y, p1.Y)}, fixed.Point26_6{X: third(p2.X, p1.X), Y: third(p2.Y, p1.Y)}, p2)
}

// Add3 adds a cubic curve.
func (f *filler) Add3(p1, p2, p3 fixed.Point26_6) {
	from := f.at
	for _, p := range flattened(point(from), point(p1), point(p2), point(p3)) {
		f.Add1(fixed.Point26_6{X: fixed.Int26_6(math.Round(p.x * 64)), Y: fixed.Int26_6(math.Round(p.y * 64))})
	}
}

type xy struct{ x, y float64 }

func point(p fixed.Point26_6) xy { return xy{float64(p.X) / 64, float64(p.Y) / 64} }

// flattened returns points on a cubic curve, without the first, that are so near that lines between them look like it.
func flattened(a, b, c, d xy) []xy {
	// The distance of the curve from n lines is at most its second derivative over 8 n².
	bend := max(math.Hypot(a.x-2*b.x+c.x, a.y-2*b.y+c.y), math.Hypot(b.x-2*c.x+d.x, b.y-2*c.y+d.y)) * 6
	n := min(max(1, int(math.Ceil(math.Sqrt(bend/8/0.1)))), 1000)
	points := make([]xy, n)
	for i := range points {
		t := float64(i+1) / float64(n)
		u := 1 - t
		p, q, r, s := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		points[i] = xy{p*a.x + q*b.x + r*c.x + s*d.x, p*a.y + q*b.y + r*c.y + s*d.y}
	}
	return points
}

// edge adds what a line does to the pixels that it crosses.
func (f *filler) edge(x0, y0, x1, y1 float64) {
	if y0 == y1 {
		return
	}
	sign := float32(1)
	if y0 > y1 {
		x0, y0, x1, y1, sign = x1, y1, x0, y0, -1
	}
	bounds := f.picture.Rect
	slope := (x1 - x0) / (y1 - y0)
	bottom := min(y1, float64(bounds.Max.Y))
	for y := max(y0, 0); y < bottom; {
		row := math.Floor(y)
		next := min(row+1, bottom)
		left, right := x0+(y-y0)*slope, x0+(next-y0)*slope
		f.row(int32(row), min(left, right), max(left, right), float32(next-y)*sign)
		y = next
	}
}

// row adds what a line from left to right that crosses a part of a row's height does to its pixels.
func (f *filler) row(y int32, left, right float64, height float32) {
	width := float64(f.picture.Rect.Max.X)
	if left >= width {
		return
	}
	if right <= 0 {
		f.cells = append(f.cells, cell{y, 0, height, height})
		return
	}
	if math.Floor(left) == math.Floor(right) || right-left < 1e-9 {
		f.cells = append(f.cells, cell{y, int32(math.Floor(max(left, 0))), height, height * float32(1-((left+right)/2-math.Floor(left)))})
		return
	}
	share := float64(height) / (right - left)
	if left < 0 {
		part := float32(-left * share)
		f.cells = append(f.cells, cell{y, 0, part, part})
		left = 0
	}
	for x := left; x < min(right, width); {
		pixel := math.Floor(x)
		next := min(pixel+1, right)
		part := (next - x) * share
		f.cells = append(f.cells, cell{y, int32(pixel), float32(part), float32(part * (1 - ((x+next)/2 - pixel)))})
		x = next
	}
}

// fill paints what lies within the outlines, where they run around it more often one way than the other, and forgets them.
func (f *filler) fill(ink color.NRGBA) {
	f.Add1(f.start)
	slices.SortFunc(f.cells, func(a, b cell) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) })
	cover := float32(0)
	for i := 0; i < len(f.cells); {
		first := f.cells[i]
		area := cover
		for ; i < len(f.cells) && f.cells[i].y == first.y && f.cells[i].x == first.x; i++ {
			area += f.cells[i].area
			cover += f.cells[i].cover
		}
		f.blend(first.y, first.x, first.x+1, area, ink)
		if i < len(f.cells) && f.cells[i].y == first.y {
			f.blend(first.y, first.x+1, f.cells[i].x, cover, ink)
			continue
		}
		f.blend(first.y, first.x+1, int32(f.picture.Rect.Max.X), cover, ink) // of what goes beyond the picture
		cover = 0
	}
	f.cells = f.cells[:0]
	f.start, f.at = fixed.Point26_6{}, fixed.Point26_6{}
}

// blend paints pixels from left to right, the last excluded, as far as they are covered.
func (f *filler) blend(y, left, right int32, cover float32, ink color.NRGBA) {
	alpha := uint32(min(max(cover, -cover), 1)*255 + 0.5)
	if alpha == 0 || left >= right {
		return
	}
	row := f.picture.Pix[f.picture.PixOffset(int(left), int(y)) : f.picture.PixOffset(int(right-1), int(y))+4]
	for ; len(row) > 0; row = row[4:] {
		mix := func(under, over uint8) uint8 {
			return uint8((uint32(under)*(255-alpha) + uint32(over)*alpha + 127) / 255)
		}
		row[0], row[1], row[2], row[3] = mix(row[0], ink.R), mix(row[1], ink.G), mix(row[2], ink.B), mix(row[3], 255)
	}
}
