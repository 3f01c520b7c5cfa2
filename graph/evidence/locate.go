package evidence

import (
	"fmt"
	"sort"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Locate returns evidence whose passage, with prefix or suffix only where it must be, is found in t just
// once: at source[start:end], brought to whole words. The passage is all of a stretch of up to
// [AdvisedWords] words, and of a longer one the fewest first and last words that will do, up to as many at
// each end. It fails where there is no such locator, and where the stretch has no words. O(length of t).
func Locate(t *Text, start, end int) (graph.Evidence, error) {
	i, j := t.stretch(start, end)
	if i >= j {
		return graph.Evidence{}, fmt.Errorf("there are no words from byte %d to byte %d of the text", start, end)
	}
	whole := graph.Evidence{Passage: t.quoteNorm(i, j)}
	if strings.Count(t.norm[i:j], " ") < AdvisedWords {
		if t.locates(whole, i, j) {
			return whole, nil
		}
		return t.locateWithContext(whole, i, j)
	}
	var e graph.Evidence
	for words := 2; words <= 2*AdvisedWords; words++ {
		for first := max(1, words-AdvisedWords); first <= min(AdvisedWords, words-1); first++ {
			if e = t.abridge(i, j, first, words-first); t.locates(e, i, j) {
				return e, nil
			}
		}
	}
	return t.locateWithContext(e, i, j)
}

// stretch returns where the words of source[start:end] stand in the normalised text.
func (t *Text) stretch(start, end int) (i, j int) {
	reaches := func(offset int) int {
		return sort.Search(len(t.norm), func(i int) bool {
			at, _ := t.sourceStart(i)
			return at >= offset
		})
	}
	i, j = reaches(start), reaches(end)
	for i < j && t.norm[i] == ' ' {
		i++
	}
	for j > i && t.norm[j-1] == ' ' {
		j--
	}
	if i == j {
		return i, j
	}
	for !isBoundary(t.norm, i) {
		i--
	}
	for !isBoundary(t.norm, j) {
		j++
	}
	return i, j
}

// abridge returns the passage norm[i:j] as so many first words and so many last words.
func (t *Text) abridge(i, j, first, last int) graph.Evidence {
	_, to := wordsAfter(t.norm, i, first)
	from, _ := wordsBefore(t.norm, j, last)
	return graph.Evidence{Passage: t.quoteNorm(i, to) + " … " + t.quoteNorm(from, j)}
}

// locates reports whether norm[i:j] is the only match of e.
func (t *Text) locates(e graph.Evidence, i, j int) bool {
	l, err := ParseLocator(e)
	if err != nil {
		return false
	}
	matches := t.find(l.needle(), 2)
	return len(matches) == 1 && matches[0].from == i && matches[0].to == j
}

func (t *Text) locateWithContext(e graph.Evidence, i, j int) (graph.Evidence, error) {
	if narrowed, ok := t.narrow(e, i, j); ok {
		return narrowed, nil
	}
	return graph.Evidence{}, fmt.Errorf("no locator of at most %d words at each end, with as many before or after it, is found only at line %d", AdvisedWords, t.lineOf(i))
}
