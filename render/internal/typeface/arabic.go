package typeface

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// The letters of Arabic script have a shape for each side on which they join others. Unicode has those shapes as
// letters of their own, the Arabic presentation forms, so that they can be drawn by programs that do not read the
// tables of a font: for each letter the shape that stands alone, joins the one before, joins the one after, and both.
const (
	joinsBefore = iota + 1 // 0 stands alone
	joinsAfter
	joinsBoth
)

// arabicForms are the shapes of each letter: two of those that do not join the one after, and four of others.
var arabicForms = sync.OnceValue(func() map[rune][]rune {
	forms := map[rune][]rune{}
	for _, block := range [2][2]rune{{0xFE80, 0xFEF4}, {0xFB50, 0xFBFF}} {
		here := map[rune][]rune{}
		for form := block[0]; form <= block[1]; form++ {
			if letter := []rune(norm.NFKC.String(string(form))); len(letter) == 1 && letter[0] != form {
				here[letter[0]] = append(here[letter[0]], form)
			}
		}
		for letter, shapes := range here {
			if _, known := forms[letter]; !known {
				forms[letter] = shapes
			}
		}
	}
	return forms
})

// arabicPairs are the shapes of lam with an alef after it, by the alef: alone, and joined to the letter before.
var arabicPairs = map[rune][2]rune{
	'\u0622': {0xFEF5, 0xFEF6}, '\u0623': {0xFEF7, 0xFEF8}, '\u0625': {0xFEF9, 0xFEFA}, '\u0627': {0xFEFB, 0xFEFC},
}

const (
	lam       = '\u0644'
	tatweel   = '\u0640' // a stroke that joins letters and is none
	joiner    = '\u200d' // joins letters and is not seen
	nonJoiner = '\u200c' // keeps letters apart and is not seen
)

// joined returns a text in the order of reading with the letters of Arabic script in their shapes.
func joined(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return 0x600 <= r && r < 0x700 }) {
		return text
	}
	letters := []rune(text)
	forms := arabicForms()
	// joins tells whether the letter at a place can join the one before and the one after it.
	joins := func(at int) (before, after bool) {
		if at < 0 || at >= len(letters) {
			return false, false
		}
		if r := letters[at]; r == tatweel || r == joiner {
			return true, true
		}
		shapes := forms[letters[at]]
		return len(shapes) > joinsBefore, len(shapes) > joinsBoth
	}
	next := func(at, step int) int { // the nearest letter on one side, past marks that stand on letters
		for at += step; 0 <= at && at < len(letters) && letters[at] != joiner && hasNoWidth(letters[at]) && letters[at] != nonJoiner; at += step {
		}
		return at
	}
	var out []rune
	for i := 0; i < len(letters); i++ {
		letter := letters[i]
		before, after := joins(i)
		if before {
			_, before = joins(next(i, -1))
		}
		if after {
			after, _ = joins(next(i, 1))
		}
		shapes := forms[letter]
		switch {
		case letter == lam && i+1 < len(letters) && arabicPairs[letters[i+1]] != [2]rune{}:
			pair := arabicPairs[letters[i+1]]
			if letter = pair[0]; before {
				letter = pair[1]
			}
			i++
		case len(shapes) == 0:
		case before && after:
			letter = shapes[joinsBoth]
		case after:
			letter = shapes[joinsAfter]
		case before:
			letter = shapes[joinsBefore]
		}
		out = append(out, letter)
	}
	return string(out)
}

// Written returns how a letter among those of [Visible] is written: the letters that a shape stands for.
func Written(letter rune) []rune {
	if letter < 0xFB50 || letter > 0xFEFC {
		return []rune{letter}
	}
	return []rune(norm.NFKC.String(string(letter)))
}
