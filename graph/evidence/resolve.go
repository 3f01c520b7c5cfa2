package evidence

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Status says how a passage stands in a text.
type Status uint8

const (
	Missing   Status = iota // found nowhere
	Unique                  // found once
	Ambiguous               // found more than once
	Malformed               // not a locator, so that it could not be sought
)

var statusNames = [...]string{"missing", "unique", "ambiguous", "malformed"}

func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("Status(%d)", s)
}

// MarshalText implements [encoding.TextMarshaler].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Resolution is what [Resolve] finds.
type Resolution struct {
	Status  Status
	Matches []Match
	// Hint says, where the status is not Unique, what was found and what would make the passage unique. It
	// is a clause without a full stop: `the first words are found at line 12, the last words are not`.
	Hint string
}

// Resolve finds the passage of e in t, and explains where it is not found exactly once. O(length of t).
func Resolve(t *Text, e graph.Evidence) Resolution {
	l, err := ParseLocator(e)
	if err != nil {
		return Resolution{Status: Malformed, Hint: err.Error()}
	}
	matches := t.find(l.needle(), MaxMatches)
	switch len(matches) {
	case 0:
		return Resolution{Status: Missing, Hint: t.explainMissing(l)}
	case 1:
		return Resolution{Status: Unique, Matches: matches}
	}
	return Resolution{Status: Ambiguous, Matches: matches, Hint: t.explainAmbiguous(e, matches)}
}

func (t *Text) explainAmbiguous(e graph.Evidence, matches []Match) string {
	const shown = 3
	hint := fmt.Sprintf("found %d times", len(matches))
	if len(matches) == MaxMatches {
		hint = fmt.Sprintf("found %d times or more", len(matches))
	}
	var lines []string
	for _, m := range matches[:min(shown, len(matches))] {
		line := fmt.Sprint("line ", m.Line)
		if narrowed, ok := t.narrow(e, m.from, m.to); ok {
			line += " (alone with "
			if narrowed.Prefix != e.Prefix {
				line += fmt.Sprintf("prefix %q)", narrowed.Prefix)
			} else {
				line += fmt.Sprintf("suffix %q)", narrowed.Suffix)
			}
		}
		lines = append(lines, line)
	}
	hint += ", at " + strings.Join(lines, ", ")
	if len(matches) > shown {
		hint += " and further on"
	}
	return hint
}

// narrow returns e with the fewest words of prefix, or else of suffix, with which norm[i:j] is its only
// match.
func (t *Text) narrow(e graph.Evidence, i, j int) (graph.Evidence, bool) {
	for words := 1; words <= AdvisedWords; words++ {
		before, after := e, e
		before.Prefix = t.quoteNorm(wordsBefore(t.norm, i, words))
		after.Suffix = t.quoteNorm(wordsAfter(t.norm, j, words))
		if CountWords(before.Prefix) > 0 && t.locates(before, i, j) {
			return before, true
		}
		if CountWords(after.Suffix) > 0 && t.locates(after, i, j) {
			return after, true
		}
	}
	return e, false
}

// quoteNorm returns what the source has for norm[start:end].
func (t *Text) quoteNorm(start, end int) string {
	if start >= end {
		return ""
	}
	from, _ := t.sourceStart(start)
	to, _ := t.sourceEnd(end)
	return t.Quote(from, to)
}

// explainMissing says how much of a locator is in the text.
func (t *Text) explainMissing(l Locator) string {
	n := l.needle()
	what := "the first words"
	if n.end == "" {
		what = "the words"
	}
	first := t.places(n.start).next()
	if first < 0 {
		hint := t.explainPart(what, n.start)
		if n.end == "" {
			return hint
		}
		return hint + "; " + t.explainPart("the last words", n.end)
	}
	found := fmt.Sprintf("%s are found at line %d", what, t.lineOf(first))
	if n.prefix != "" {
		at := t.places(n.start)
		at.prefix = n.prefix
		first = at.next()
		if first < 0 {
			i := t.places(n.start).next()
			return fmt.Sprintf("%s, but not after the prefix: before them stands %q", found, t.quoteNorm(wordsBefore(t.norm, i, 3)))
		}
		found = fmt.Sprintf("%s are found after the prefix at line %d", what, t.lineOf(first))
	}
	if n.end == "" {
		return fmt.Sprintf("%s, but not before the suffix: after them stands %q", found, t.quoteNorm(wordsAfter(t.norm, first+len(n.start), 3)))
	}
	return found + ", " + t.explainEnd(n, first+len(n.start))
}

// explainEnd says why no last words are found from i on.
func (t *Text) explainEnd(n needle, i int) string {
	ends := t.places(n.end)
	last := -1
	for end := ends.next(); end >= 0; end = ends.next() {
		last = end
		if end >= i {
			return fmt.Sprintf("the last words at line %d, but not before the suffix: after them stands %q",
				t.lineOf(end), t.quoteNorm(wordsAfter(t.norm, end+len(n.end), 3)))
		}
	}
	if last >= 0 {
		return fmt.Sprintf("the last words only before or within them, at line %d", t.lineOf(last))
	}
	return t.explainPart("the last words", n.end)
}

// explainPart says how much of a part of a passage is found.
func (t *Text) explainPart(what, part string) string {
	if i := t.places(part).next(); i >= 0 {
		return fmt.Sprintf("%s are found at line %d", what, t.lineOf(i))
	}
	occurs := newOccurrences(t.norm, part)
	if i := occurs.next(); i >= 0 {
		return fmt.Sprintf("%s are found only within longer ones, at line %d", what, t.lineOf(i))
	}
	words := strings.Fields(part)
	leading := t.longestFound(len(words), func(k int) string { return strings.Join(words[:k], " ") })
	trailing := t.longestFound(len(words), func(k int) string { return strings.Join(words[len(words)-k:], " ") })
	switch {
	case leading == 0 && trailing == 0:
		return what + " are not found"
	case leading >= trailing:
		return t.explainWords(what, strings.Join(words[:leading], " "))
	}
	return t.explainWords(what, strings.Join(words[len(words)-trailing:], " "))
}

func (t *Text) explainWords(what, found string) string {
	i := t.places(found).next()
	quote := t.quoteNorm(i, i+len(found))
	if words := strings.Fields(quote); len(words) > AdvisedWords {
		quote = strings.Join(words[:3], " ") + " … " + strings.Join(words[len(words)-3:], " ")
	}
	return fmt.Sprintf("of %s only %q is found, at line %d", what, quote, t.lineOf(i))
}

// longestFound returns the largest k below n for which part(k) stands in the text: where it does for k,
// it does for all below.
func (t *Text) longestFound(n int, part func(k int) string) int {
	low, high := 0, n
	for low+1 < high {
		k := (low + high) / 2
		if t.places(part(k)).next() >= 0 {
			low = k
		} else {
			high = k
		}
	}
	return low
}

// lineOf returns the line of the source at which the character at byte i of the normalised text stands.
func (t *Text) lineOf(i int) int {
	offset, _ := t.sourceStart(i)
	return 1 + strings.Count(t.source[:offset], "\n")
}
