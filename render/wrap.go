package render

import (
	"strings"
	"unicode"
)

// ellipsis stands for what a label leaves out; the tooltip has it all.
const ellipsis = "…"

// wrap breaks s into at most maxLines lines of at most maxWidth points that are about equally long. It breaks
// at spaces, and in words that are longer than a line. Where s needs more
// lines, the last one ends with an ellipsis. White space is made single spaces. O(len(s)) up to the length
// that fits, however long s is.
func (f font) wrap(s string, maxWidth float64, maxLines int) []string {
	words := f.pieces(s, maxWidth, maxLines)
	lines := f.fill(words, maxWidth)
	if len(lines) > maxLines {
		lines = lines[:maxLines]
		lines[maxLines-1] = f.shorten(lines[maxLines-1], maxWidth)
		return lines
	}
	// The narrowest width that needs no further line makes the lines even.
	low, high := maxWidth/2, maxWidth
	for high-low > 0.5 {
		middle := (low + high) / 2
		if f.widest(words) <= middle && len(f.fill(words, middle)) <= len(lines) {
			high = middle
		} else {
			low = middle
		}
	}
	return f.fill(words, high)
}

// piece is a run of text that is not broken; a space goes before it where it begins a word and not a line.
type piece struct {
	text  string
	space bool
}

// pieces splits s where it may be broken, and stops when it surely has more than fits.
func (f font) pieces(s string, maxWidth float64, maxLines int) []piece {
	var pieces []piece
	total := 0.0
	for word := range strings.FieldsFuncSeq(s, unicode.IsSpace) {
		space := true
		for word != "" {
			n := f.breakAt(word, maxWidth)
			pieces = append(pieces, piece{word[:n], space})
			total += f.width(word[:n])
			word, space = word[n:], false
			if total > maxWidth*float64(maxLines+1) {
				return pieces
			}
		}
	}
	return pieces
}

// breakAt returns after how many bytes of a word a line may end: at its end or, where it is longer than a line,
// after a hyphen or a slash, or where maxWidth is reached, but not before a mark that belongs to the letter
// before.
func (f font) breakAt(word string, maxWidth float64) int {
	if f.width(word[:min(len(word), 400)]) <= maxWidth {
		return len(word)
	}
	length := 0.0
	for i, r := range word {
		length += f.width(string(r))
		if i > 0 && length > maxWidth && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Cf) {
			return i
		}
		if end := i + len(string(r)); i > 1 && end < len(word)-1 && strings.ContainsRune("-/–—", r) {
			return end
		}
	}
	return len(word)
}

// fill puts as much on each line as fits.
func (f font) fill(pieces []piece, maxWidth float64) []string {
	var lines []string
	line := ""
	for _, p := range pieces {
		candidate := line + p.text
		if p.space && line != "" {
			candidate = line + " " + p.text
		}
		if line != "" && f.width(candidate) > maxWidth {
			lines = append(lines, line)
			candidate = p.text
		}
		line = candidate
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (f font) widest(pieces []piece) float64 {
	widest := 0.0
	for _, p := range pieces {
		widest = max(widest, f.width(p.text))
	}
	return widest
}

// shorten cuts s so that it fits with an ellipsis after it.
func (f font) shorten(s string, maxWidth float64) string {
	runes := []rune(s)
	for len(runes) > 0 && f.width(string(runes)+ellipsis) > maxWidth {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRightFunc(string(runes), unicode.IsSpace) + ellipsis
}
