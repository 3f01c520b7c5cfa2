package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

// citation is a passage, with the number by which the text refers to it.
type citation struct {
	Number int `json:"number"`
	graph.Evidence
	// Link opens the source at the passage, in a browser that knows text fragments.
	Link string `json:"link,omitempty"`
}

// citations numbers the passages that a text cites. First all are added, then they are numbered: source by
// source, in the order of the map, so that the list at the foot reads in order.
type citations struct {
	all     []graph.Evidence
	numbers map[citationKey]int
}

type citationKey struct{ source, passage, prefix, suffix string }

// keyOf tells passages apart; the notes of evidence are about what it supports and are not part of it.
func keyOf(e graph.Evidence) citationKey {
	return citationKey{e.Source, e.Passage, e.Prefix, e.Suffix}
}

func newCitations() *citations { return &citations{numbers: map[citationKey]int{}} }

func (c *citations) add(evidence []graph.Evidence) {
	for _, e := range evidence {
		if _, ok := c.numbers[keyOf(e)]; !ok {
			c.numbers[keyOf(e)] = 0
			c.all = append(c.all, e)
		}
	}
}

// number numbers what has been added, from 1, and returns the sources that are cited.
func (c *citations) number(g *graph.Graph) []citedSource {
	cited := []citedSource{}
	next := 1
	for _, s := range g.Sources() {
		source := citedSource{Source: s}
		for _, e := range c.all {
			if e.Source != s.ID {
				continue
			}
			item := citation{Number: next, Evidence: e}
			item.Note = ""
			if s.URL != "" && e.Passage != "" {
				item.Link = evidence.Fragment(e, s.URL)
			}
			c.numbers[keyOf(e)] = next
			next++
			source.Citations = append(source.Citations, item)
		}
		if len(source.Citations) > 0 {
			cited = append(cited, source)
		}
	}
	return cited
}

// of returns the numbers of some evidence, in ascending order.
func (c *citations) of(evidence []graph.Evidence) []int {
	numbers := []int{}
	for _, e := range evidence {
		if n := c.numbers[keyOf(e)]; !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// describe names a source as a list of references does: "Partnerships. MI5, 2019~".
func describe(s graph.Source) string {
	title := cmp.Or(s.Title, s.ID)
	var rest []string
	for _, part := range []string{s.Author, s.Publisher, s.Date().String()} {
		if part != "" {
			rest = append(rest, part)
		}
	}
	if len(rest) == 0 {
		return title
	}
	if !strings.HasSuffix(title, ".") && !strings.HasSuffix(title, "?") && !strings.HasSuffix(title, "!") {
		title += "."
	}
	return title + " " + strings.Join(rest, ", ")
}

// passageText is a passage as a reference shows it.
func passageText(e graph.Evidence) string {
	if e.Passage == "" {
		return "no passage"
	}
	text := "“" + e.Passage + "”"
	if e.Prefix != "" {
		text += " after “" + e.Prefix + "”"
	}
	if e.Suffix != "" {
		text += " before “" + e.Suffix + "”"
	}
	return text
}
