package typeface

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// leftToRight puts a text into the order in which it is seen (Unicode Standard Annex 9), in a paragraph that runs
// from left to right as the texts of SVG do.
func leftToRight(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x590 }) { // there all letters run to the right
		return text
	}
	var paragraph bidi.Paragraph
	if _, err := paragraph.SetString("\u200e" + text); err != nil {
		return text
	}
	order, err := paragraph.Order()
	if err != nil || order.NumRuns() < 2 {
		return text
	}
	// The runs come in the order of writing. A stretch from right to left takes the numbers in it along; they are
	// runs of their own.
	var seen strings.Builder
	var stretch []string
	for i := range order.NumRuns() {
		run := order.Run(i)
		switch {
		case run.Direction() == bidi.RightToLeft:
			stretch = append(stretch, bidi.ReverseString(run.String()))
		case len(stretch) > 0 && isNumber(run.String()):
			stretch = append(stretch, run.String())
		default:
			slices.Reverse(stretch)
			seen.WriteString(strings.Join(stretch, "") + run.String())
			stretch = nil
		}
	}
	slices.Reverse(stretch)
	seen.WriteString(strings.Join(stretch, ""))
	return seen.String()
}

// isNumber tells whether a run has digits and no letters.
func isNumber(run string) bool {
	return strings.ContainsFunc(run, unicode.IsDigit) && !strings.ContainsFunc(run, unicode.IsLetter)
}
