package mapgraph

import (
	"strings"
	"unicode"
)

// Organisation is the label that every node has.
const Organisation = "Organisation"

// Label returns the label of the classification with an id: "IntelligenceAgency" for "intelligence-agency".
// Two ids have two labels, none of them [Organisation]; see the package documentation.
func Label(classification string) string {
	label, ok := camel(classification)
	if !ok || label == Organisation {
		return classification
	}
	return label
}

// camel is Label for ids that do not stand as they are. What it makes begins with a capital, which no id does,
// and can be undone: each further capital is a hyphen with its small letter, each "_" a hyphen.
func camel(id string) (string, bool) {
	if strings.ContainsAny(id, "_.") {
		return "", false
	}
	var b strings.Builder
	start := true // of the id or, after a hyphen, of a word
	for i, r := range id {
		upper, cased := capital(r)
		switch {
		case i == 0 && !cased:
			return "", false
		case start && cased:
			b.WriteRune(upper)
		case start && i > 0:
			b.WriteRune('_')
			fallthrough
		default:
			if r != '-' {
				b.WriteRune(r)
			}
		}
		start = r == '-'
	}
	return b.String(), true
}

// Type returns the name of the relationship type with an id: "INTELLIGENCE_SHARING" for
// "intelligence-sharing". Two ids have two names; see the package documentation.
func Type(id string) string {
	if strings.ContainsAny(id, "_.") {
		return id
	}
	var b strings.Builder
	for i, r := range id {
		upper, cased := capital(r)
		switch {
		case cased:
			b.WriteRune(upper)
		case i == 0 || unicode.ToUpper(r) != r:
			return id
		case r == '-':
			b.WriteRune('_')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// capital returns the capital of a small letter from which one comes back to it.
func capital(r rune) (upper rune, cased bool) {
	upper = unicode.ToUpper(r)
	return upper, upper != r && unicode.IsUpper(upper) && unicode.ToLower(upper) == r
}
