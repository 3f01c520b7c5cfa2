package check

import (
	"iter"
	"slices"
)

// Rule is one thing that a check looks for.
type Rule struct {
	ID       string // a slug: "passage-missing"
	Severity Severity
	// Meaning says in one sentence what the rule finds.
	Meaning string

	check func(*checker)
}

// Rules returns all rules, in the order in which findings at the same place stand.
func Rules() []Rule { return slices.Clone(rules) }

var rules = []Rule{
	{"passage-missing", Error, "A passage is not in the saved copy of its source.", passageMissing},
	{"passage-ambiguous", Error, "A passage is more than once in the saved copy of its source.", passageAmbiguous},
	{"passage-malformed", Error, "A passage is not one that could be sought.", passageMalformed},
	{"passage-wide", Warning, "The first and the last words of a passage are far apart in the source.", passageWide},
	{"passage-long", Info, "A passage quotes more words than a locator needs.", passageLong},
	{"passage-absent", Warning, "Evidence names a document, and no passage in it.", passageAbsent},
	{"evidence-repeated", Warning, "A record cites the same passage twice.", evidenceRepeated},
	{"evidence-absent", Warning, "A relationship has no evidence.", evidenceAbsent},
	{"general-unexplained", Info, "General evidence has no note that says what is known.", generalUnexplained},

	{"copy-missing", Error, "The saved copy of a source is not in the folder that was given for them.", copyMissing},
	{"copy-unreadable", Error, "The saved copy of a source cannot be read as text.", copyUnreadable},
	{"copy-absent", Info, "A source that is cited has no saved copy, so that its passages are not checked.", copyAbsent},
	{"source-type-unknown", Info, "A source has a type of the map's own.", sourceTypeUnknown},
	{"source-undated", Info, "A source that is cited has no date, so that what rests on it alone has none.", sourceUndated},
	{"url-malformed", Warning, "An address is not one of a web page.", urlMalformed},

	{"dates-reversed", Error, "Something ends before it begins.", datesReversed},
	{"status-against-end", Warning, "The status of a relationship and its end date contradict each other.", statusAgainstEnd},
	{"outside-life", Warning, "A relationship holds when one of its organisations was not there.", outsideLife},
	{"dissolved-cited", Warning, "A source speaks of an organisation as if it were there after its dissolution.", dissolvedCited},
	{"unfounded-cited", Warning, "A source speaks of an organisation before its foundation.", unfoundedCited},

	{"endpoint-type", Error, "The type of a relationship does not allow the classification of one of its ends.", endpointType},
	{"part-of-cycle", Error, "An organisation is part of itself by way of others.", partOfCycle},
	{"succession-cycle", Error, "An organisation succeeds itself by way of others.", successionCycle},
	{"duplicate", Warning, "Two relationships say the same.", duplicate},
	{"same-name", Warning, "Two organisations have the same name.", sameName},
	{"shared-name", Info, "A name or other name of one organisation is also one of another.", sharedName},
	{"isolated", Warning, "An organisation has no relationships.", isolated},
	{"unclassified", Info, "An organisation has no classification.", unclassified},
	{"arrangement-single", Warning, "An arrangement has only one relationship.", arrangementSingle},
	{"arrangement-broken", Warning, "An arrangement that needs all of its relationships has ended and other ones.", arrangementBroken},
	{"unused", Info, "The map defines something and does not use it.", unused},
}

// nth returns element number i of a sequence that has one.
func nth[T any](seq iter.Seq[T], i int) (element T) {
	for element = range seq {
		if i == 0 {
			break
		}
		i--
	}
	return element
}
