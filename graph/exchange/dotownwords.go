package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// What package render says in words: "since 1883", "June 2009 to July 2016", "until about 2007", "in 2019", "on 13 May 2014".
const ownDate = `(?:about )?(?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?\d{4}`

const ownPeriod = `(?:since|until|in|on) ` + ownDate + `|` + ownDate + ` to ` + ownDate

var (
	wholePeriod = regexp.MustCompile(`^(?:` + ownPeriod + `)$`)
	// ownTail is what follows the name of the second organisation in a sentence, up to the note: (type, how), period; status; confidence; more.
	ownTail = regexp.MustCompile(`^(?: \(([a-z0-9][a-z0-9 ._-]*)(, jointly|, both ways|, one way)?\))?(?:, (` + ownPeriod + `))?` +
		`(?:; (suspended|ended|proposed|disputed))?(?:; (probable|doubtful))?(?:; ([^.]*))?\.(?: |$)`)
)

// ownPeriodOf reads a period.
func ownPeriodOf(text string) (start, end graph.Date, ok bool) {
	if !wholePeriod.MatchString(text) {
		return start, end, false
	}
	first, last, spans := strings.Cut(text, " to ")
	if spans {
		start, end, ok = ownDateOf(first), ownDateOf(last), true
	} else {
		word, date, _ := strings.Cut(text, " ")
		if word != "until" {
			start = ownDateOf(date)
		}
		if word != "since" {
			end = ownDateOf(date)
		}
	}
	ok = !(start.IsZero() && end.IsZero()) && (!spans || !start.IsZero() && !end.IsZero())
	return start, end, ok
}

// ownDateOf reads a date; one that is none, such as 31 June, is zero.
func ownDateOf(text string) graph.Date {
	text, approximate := strings.CutPrefix(text, "about ")
	var iso string
	for _, part := range slices.Backward(strings.Fields(text)) {
		switch {
		case iso == "":
			iso = part
		case part[0] <= '9':
			iso += fmt.Sprintf("-%02s", part)
		default:
			month := slices.Index(ownMonths, part) + 1
			iso += fmt.Sprintf("-%02d", month)
		}
	}
	if approximate {
		iso += "~"
	}
	d, err := graph.ParseDate(iso)
	if err != nil {
		return graph.Date{}
	}
	return d
}

var ownMonths = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// ownWords makes words of an id, as package render does: "lead-responsibility" is "lead responsibility", and "co-location" stays.
func ownWords(id string) string {
	s := strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(id))
	return strings.TrimPrefix(strings.ReplaceAll(" "+s, " co ", " co-"), " ")
}

// ownVocabulary are the built-in types and classifications by their words.
type ownVocabulary struct {
	kinds, labels map[string]string // ids of types by the words of their ids, and by their labels
	classes       map[string]string // ids of classifications by their labels and words, in lower case
}

func newOwnVocabulary() ownVocabulary {
	v := ownVocabulary{kinds: map[string]string{}, labels: map[string]string{}, classes: map[string]string{}}
	for _, t := range graph.BuiltinTypes() {
		v.kinds[ownWords(t.ID)] = t.ID
		if t.Label != "" && !t.Mutual { // a mutual one is told by its words besides
			v.labels[t.Label] = t.ID
		}
	}
	for _, c := range graph.BuiltinClassifications() {
		v.classes[strings.ToLower(ownWords(c.ID))] = c.ID
		if c.Label != "" {
			v.classes[strings.ToLower(oneLine(c.Label))] = c.ID
		}
	}
	return v
}

// about reads the line under the name of an organisation, "Police; Grouping; since about 2005". It may be the description too, where
// there is nothing of the kind to say: ok is false where no part of it is a built-in classification or a period.
func (v *ownVocabulary) about(o *graph.Organisation, line string) (ok bool) {
	parts := strings.Split(line, "; ")
	last := parts[len(parts)-1]
	start, end, dated := ownPeriodOf(last)
	if !dated && len(parts) == 1 {
		start, end, dated = ownPeriodOf(smallFirst(last))
	}
	if dated {
		parts, ok = parts[:len(parts)-1], true
	}
	classes := slices.Clone(parts)
	for i, part := range classes {
		if id, known := v.classes[strings.ToLower(part)]; known {
			classes[i], ok = id, true
		}
	}
	if ok {
		o.FoundingDate, o.DissolutionDate, o.Classifications = start, end, classes
	}
	return ok
}

// smallFirst is text with its first letter in lower case.
func smallFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// ownPhrase is how a name stands in a sentence about a relationship: without the characters that turn the direction of text, cut where it
// is very long, and between isolates where its letters run from right to left.
func ownPhrase(name string) string {
	count := 0
	for i := range name {
		if count++; count > 300 {
			name = strings.TrimSpace(name[:i]) + "…"
			break
		}
	}
	turned := strings.ContainsFunc(name, func(r rune) bool {
		return r == '\u200F' || unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
	if turned {
		return "\u2068" + name + "\u2069"
	}
	return name
}
