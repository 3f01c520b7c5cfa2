package evidence

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// AdvisedWords is the number of words that a locator has at each end at most if it is to be a locator and
// not a republication.
const AdvisedWords = 8

// maxPart is the length in bytes that each part of a locator may have. It keeps matching linear, as the
// context of a match is compared afresh at each place; and longer ones are no locators.
const maxPart = 4096

// Locator is the passage of a [graph.Evidence] in its parts, as they are written but for white space.
type Locator struct {
	Start  string // the first words, or all
	End    string // the last words; "" where Start is all
	Prefix string // what stands immediately before, or ""
	Suffix string // what stands immediately after, or ""
}

// ellipses matches an ellipsis of one character or of dots, with the dots that run into it.
var ellipses = regexp.MustCompile(`(?:…|\.{3})[….]*`)

// ParseLocator reads the passage, prefix and suffix of e. The ellipsis between the first and the last
// words is "…" or three dots or more, with or without spaces around it. One before the first or after the
// last words, as in quotations, is left out. Where there are several, the one that alone has spaces on
// both sides is meant. The errors say what is wrong with the locator, whatever the text.
func ParseLocator(e graph.Evidence) (Locator, error) {
	if len(e.Passage)+len(e.Prefix)+len(e.Suffix) > 5*maxPart {
		return Locator{}, fmt.Errorf("the passage with its prefix and suffix is longer than %d bytes; a few words locate a passage", 5*maxPart)
	}
	l := Locator{Prefix: collapse(e.Prefix), Suffix: collapse(e.Suffix)}
	passage := collapse(e.Passage)
	if passage == "" {
		if l.Prefix != "" || l.Suffix != "" {
			return Locator{}, errors.New("there is a prefix or suffix without a passage")
		}
		return Locator{}, errors.New("there is no passage")
	}
	for trimmed := ""; trimmed != passage; {
		trimmed = passage
		if at := ellipses.FindStringIndex(passage); at != nil && at[0] == 0 {
			passage = strings.TrimSpace(passage[at[1]:])
		}
		if all := ellipses.FindAllStringIndex(passage, -1); len(all) > 0 && all[len(all)-1][1] == len(passage) {
			passage = strings.TrimSpace(passage[:all[len(all)-1][0]])
		}
	}
	var err error
	if l.Start, l.End, err = splitPassage(passage); err != nil {
		return Locator{}, err
	}
	for _, part := range []struct{ name, text string }{
		{"first words of the passage are", l.Start}, {"last words of the passage are", l.End},
		{"prefix is", l.Prefix}, {"suffix is", l.Suffix},
	} {
		if len(normalise(part.text)) > maxPart {
			return Locator{}, fmt.Errorf("the %s longer than %d bytes; a few words locate a passage", part.name, maxPart)
		}
		if part.text != "" && normalise(part.text) == "" {
			return Locator{}, fmt.Errorf("the %s not text that can be seen", part.name)
		}
	}
	return l, nil
}

func splitPassage(passage string) (start, end string, err error) {
	all := ellipses.FindAllStringIndex(passage, -1)
	apart := all
	if len(all) > 1 {
		apart = nil
		for _, at := range all {
			if passage[at[0]-1] == ' ' && passage[at[1]] == ' ' {
				apart = append(apart, at)
			}
		}
	}
	switch {
	case passage == "":
		return "", "", errors.New("the passage is an ellipsis without words")
	case len(all) == 0:
		return passage, "", nil
	case len(apart) == 1:
		return strings.TrimSpace(passage[:apart[0][0]]), strings.TrimSpace(passage[apart[0][1]:]), nil
	}
	return "", "", fmt.Errorf("the passage has %d ellipses; it has one, between its first and its last words", len(all))
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// needle is a locator in the form in which texts are compared.
type needle struct{ start, end, prefix, suffix string }

func (l Locator) needle() needle {
	return needle{normalise(l.Start), normalise(l.End), normalise(l.Prefix), normalise(l.Suffix)}
}
