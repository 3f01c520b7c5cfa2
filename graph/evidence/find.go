package evidence

import (
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// MaxMatches is the number of matches at which a search ends; a passage that is found so often locates
// nothing.
const MaxMatches = 100

// Match is a place where a passage is found.
type Match struct {
	// Start and End are byte offsets in the source: the passage is source[Start:End].
	Start, End int
	// Line and Column are where the passage begins, EndLine and EndColumn where it ends (the first place
	// after it). They count from 1; a column is a character.
	Line, Column, EndLine, EndColumn int
	// Words is the number of stretches between white space that the passage spans.
	Words int
	// Text is source[Start:End], with markup if the source has any; see [Text.Quote].
	Text string

	from, to int // the same in the normalised text
}

// Find returns the places where the passage of e is found in t, in ascending order of where they begin, as
// the package documentation defines: none where it is missing or where e has no passage that can be
// sought, and no more than [MaxMatches]. O(length of t).
func Find(t *Text, e graph.Evidence) []Match {
	l, err := ParseLocator(e)
	if err != nil {
		return nil
	}
	return t.find(l.needle(), MaxMatches)
}

// find returns at most limit matches.
func (t *Text) find(n needle, limit int) []Match {
	var matches []Match
	begin, finish := newCursor(t.source), newCursor(t.source)
	add := func(i, j int) {
		m := Match{Words: strings.Count(t.norm[i:j], " ") + 1, from: i, to: j}
		m.Start, _ = t.sourceStart(i)
		m.End, _ = t.sourceEnd(j)
		begin.advance(m.Start)
		finish.advance(m.End)
		m.Line, m.Column, m.EndLine, m.EndColumn = begin.line, begin.column, finish.line, finish.column
		m.Text = t.source[m.Start:m.End]
		matches = append(matches, m)
	}
	starts := t.places(n.start)
	starts.prefix = n.prefix
	if n.end == "" {
		starts.suffix, starts.ends = n.suffix, true
		for i := starts.next(); i >= 0 && len(matches) < limit; i = starts.next() {
			add(i, i+len(n.start))
		}
		return matches
	}
	ends := t.places(n.end)
	ends.suffix, ends.begins, ends.ends = n.suffix, false, true
	end := ends.next()
	for i := starts.next(); i >= 0 && len(matches) < limit; i = starts.next() {
		for end >= 0 && end < i+len(n.start) {
			end = ends.next()
		}
		if end < 0 {
			break
		}
		add(i, end+len(n.end))
	}
	return matches
}

// places yields the places in a normalised text where a part of a passage stands: from word boundary to
// word boundary, after the prefix and before the suffix if there are any.
type places struct {
	t              *Text
	all            occurrences
	prefix, suffix string
	begins, ends   bool // whether the match begins, or ends, with this part
}

// places seeks a part with which a match begins; the caller changes that where need be.
func (t *Text) places(part string) *places {
	return &places{t: t, all: newOccurrences(t.norm, part), begins: true}
}

// next returns where the next place is, or -1.
func (p *places) next() int {
	text := p.t.norm
	for i := p.all.next(); i >= 0; i = p.all.next() {
		j := i + len(p.all.part)
		if isBoundary(text, i) && isBoundary(text, j) && p.isWhole(i, j) &&
			isPreceded(text, i, p.prefix) && isFollowed(text, j, p.suffix) {
			return i
		}
	}
	return -1
}

// isWhole reports whether a match that begins at i, or ends at j, does so between characters of the source.
func (p *places) isWhole(i, j int) bool {
	if p.begins {
		if _, ok := p.t.sourceStart(i); !ok {
			return false
		}
	}
	if p.ends {
		if _, ok := p.t.sourceEnd(j); !ok {
			return false
		}
	}
	return true
}

func isPreceded(text string, i int, prefix string) bool {
	if prefix == "" {
		return true
	}
	before := strings.TrimSuffix(text[:i], " ")
	return strings.HasSuffix(before, prefix) && isBoundary(text, len(before)-len(prefix))
}

func isFollowed(text string, j int, suffix string) bool {
	if suffix == "" {
		return true
	}
	if strings.HasPrefix(text[j:], " ") {
		j++
	}
	return strings.HasPrefix(text[j:], suffix) && isBoundary(text, j+len(suffix))
}

// occurrences yields where a part stands in a text, overlapping ones too, in O(len(text) + len(part))
// altogether: by the search of Knuth, Morris and Pratt (1977), which leaps ahead by strings.Index where no
// beginning of the part stands before the place that it has reached.
type occurrences struct {
	text, part string
	border     []int // of part[:i]: the length of the longest proper prefix that is also its suffix
	at         int   // how far the text has been read
	matched    int   // how much of the beginning of the part stands before at
}

func newOccurrences(text, part string) occurrences {
	o := occurrences{text: text, part: part, border: make([]int, len(part)+1)}
	for i, k := 1, 0; i < len(part); i++ {
		for k > 0 && part[i] != part[k] {
			k = o.border[k]
		}
		if part[i] == part[k] {
			k++
		}
		o.border[i+1] = k
	}
	return o
}

// next returns where the next occurrence begins, or -1.
func (o *occurrences) next() int {
	if o.part == "" {
		return -1
	}
	for o.at < len(o.text) {
		if o.matched == 0 {
			leap := strings.Index(o.text[o.at:], o.part)
			if leap < 0 {
				o.at = len(o.text)
				return -1
			}
			o.at += leap + len(o.part)
			o.matched = o.border[len(o.part)]
			return o.at - len(o.part)
		}
		c := o.text[o.at]
		o.at++
		for o.matched > 0 && o.part[o.matched] != c {
			o.matched = o.border[o.matched]
		}
		if o.part[o.matched] == c {
			o.matched++
		}
		if o.matched == len(o.part) {
			o.matched = o.border[o.matched]
			return o.at - len(o.part)
		}
	}
	return -1
}
