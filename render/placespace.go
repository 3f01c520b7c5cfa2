package render

import "math"

// space finds what lies near a place: boxes that nothing may cover, and lines that had better stay visible.
type space struct {
	boxes  map[cell][]int32
	all    []Box
	free   []bool // the boxes that have been taken out
	points map[cell][]int32
}

// cell is a square of a grid over the page.
type cell struct{ x, y int32 }

// The sides of the squares for boxes and for lines, in points.
const (
	boxCell  = 48.0
	lineCell = 4.0
)

func newSpace() *space {
	return &space{boxes: map[cell][]int32{}, points: map[cell][]int32{}}
}

func cellsOf(b Box, side float64) (low, high cell) {
	at := func(v float64) int32 { return int32(math.Floor(v / side)) }
	return cell{at(b.Left()), at(b.Top())}, cell{at(b.Right()), at(b.Bottom())}
}

// put puts a box in, and returns its number.
func (s *space) put(b Box) int {
	n := len(s.all)
	s.all, s.free = append(s.all, b), append(s.free, false)
	low, high := cellsOf(b, boxCell)
	for x := low.x; x <= high.x; x++ {
		for y := low.y; y <= high.y; y++ {
			s.boxes[cell{x, y}] = append(s.boxes[cell{x, y}], int32(n))
		}
	}
	return n
}

// remove takes a box out.
func (s *space) remove(n int) { s.free[n] = true }

// covered is how much of the boxes lies under b, in square points; 0 is nothing.
func (s *space) covered(b Box) float64 {
	low, high := cellsOf(b, boxCell)
	total := 0.0
	for x := low.x; x <= high.x; x++ {
		for y := low.y; y <= high.y; y++ {
			for _, n := range s.boxes[cell{x, y}] {
				if o := s.all[n]; !s.free[n] && overlap(b, o) {
					width := min(b.Right(), o.Right()) - max(b.Left(), o.Left())
					height := min(b.Bottom(), o.Bottom()) - max(b.Top(), o.Top())
					total += max(width*height, 1e-3)
				}
			}
		}
	}
	return total
}

// draw puts a line in under a number: so much of it from both ends as takes a number of samples.
func (s *space) draw(trail []milestone, line, samples int) {
	const sample = lineCell * 0.7
	length := trail[len(trail)-1].length
	reach := float64(samples) / 2 * sample
	for i := 1; i < len(trail); i++ {
		a, b := trail[i-1], trail[i]
		if a.length > reach && b.length < length-reach {
			continue
		}
		steps := int(math.Ceil((b.length - a.length) / sample))
		for k := range steps {
			at := between(a.Point, b.Point, float64(k)/float64(steps))
			c := cell{int32(math.Floor(at.X / lineCell)), int32(math.Floor(at.Y / lineCell))}
			if list := s.points[c]; len(list) == 0 || list[len(list)-1] != int32(line) {
				s.points[c] = append(list, int32(line))
			}
		}
	}
}

// crossed counts the lines other than one where b is: those before it, which lie under what is drawn with it, and those
// after it, which lie over that.
func (s *space) crossed(b Box, own int) (under, over int) {
	var seen [8]int32
	count := 0
	low, high := cellsOf(b, lineCell)
	for x := low.x; x <= high.x; x++ {
		for y := low.y; y <= high.y; y++ {
		next:
			for _, line := range s.points[cell{x, y}] {
				if int(line) == own {
					continue
				}
				for _, other := range seen[:min(count, len(seen))] {
					if other == line {
						continue next
					}
				}
				if count < len(seen) {
					seen[count] = line
				}
				if int(line) < own {
					under++
				} else {
					over++
				}
				if count++; count == len(seen) {
					return under, over
				}
			}
		}
	}
	return under, over
}
