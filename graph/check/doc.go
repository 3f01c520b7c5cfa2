// Package check finds what is wrong with a map, or worth a second look: passages that their source does
// not have, relationships that nothing supports, dates that contradict one another, and the like.
//
// # Vocabulary
//
// A [Rule] is one thing that is looked for; [Rules] lists them all. A [Finding] is one place that breaks a
// rule. A saved copy is the file that a source names, in which the passages that cite the source are
// sought (package evidence). General evidence cites a source of type "general" or "register": it says that
// something is of public record, and has no passage; it is counted apart from evidence in documents.
//
// # Invariants
//
// What cannot be a map at all (an unknown organisation, a date that is none) never comes here: the reader
// of the map refuses it. A check changes nothing, and the same map and files give the same report, in the
// same order. A report lists at most [Options.Limit] findings a rule and counts all of them.
//
// The severity of a rule is Error where the map says something that cannot be, or cites something that is
// not there; Warning where it is probably not what was meant; Info where it is good to know.
package check
