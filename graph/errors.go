package graph

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// RecordError says what is wrong with one record that was given to a [Builder], every fault at once. The
// record is left out of the graph.
type RecordError struct {
	Kind   string // "organisation", "relationship", "type", "classification", "source", "arrangement"
	ID     string // the id of the record, if it has one
	Faults []Fault
}

// Fault is one thing that is wrong with a field.
type Fault struct {
	Field       string // as in a map file: "from", "start_date", "evidence"
	List        bool   // whether it is one element of a field that is a list, and which one:
	Index       int
	Sub         string // the field of the element, where the elements have fields: "source"
	Problem     string // `no organisation "gchqq"`
	Kind, ID    string // of the record that is not there, or there already, where that is the problem
	Suggestions []string
}

// Message is the problem with its suggestions, without the name of the field.
func (f Fault) Message() string { return f.Problem + didYouMean(f.Suggestions) }

// Path names the field as a reader would look for it: "from", "tags[2]", "evidence[1].source".
func (f Fault) Path() string {
	path := f.Field
	if f.List {
		path += fmt.Sprintf("[%d]", f.Index)
	}
	if f.Sub != "" {
		path += "." + f.Sub
	}
	return path
}

func (e *RecordError) Error() string {
	name := e.Kind
	if e.ID != "" {
		name += " " + quote(e.ID)
	}
	faults := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		faults[i] = f.Path() + ": " + f.Message()
	}
	return name + ": " + strings.Join(faults, "; ")
}

// faults gathers what is wrong with a record while it is looked at.
type faults []Fault

func (f *faults) add(field, format string, args ...any) {
	*f = append(*f, Fault{Field: field, Problem: fmt.Sprintf(format, args...)})
}

func (f *faults) unknown(field, kind, value string, known []string) {
	*f = append(*f, Fault{Field: field, Problem: "no " + kind + " " + quote(value), Kind: kind, ID: value, Suggestions: Suggest(value, known)})
}

// taken notes that there is already a record with the id.
func (f *faults) taken(kind, id string) {
	article := "a"
	if strings.Contains("ao", kind[:1]) {
		article = "an"
	}
	*f = append(*f, Fault{Field: "id", Problem: fmt.Sprintf("there is already %s %s %s", article, kind, quote(id)), Kind: kind, ID: id})
}

// clean returns s as a graph keeps it, and notes it where it cannot be kept.
func (f *faults) clean(field, s string) string {
	s, problem := cleanText(s)
	if problem != "" {
		f.add(field, "%s", problem)
	}
	return s
}

// element says of all faults from number n on that they are those of an element of a list.
func (f *faults) element(n, index int) {
	for i := n; i < len(*f); i++ {
		(*f)[i].List, (*f)[i].Index = true, index
	}
}

// record says of all faults from number n on that they are those of a record in a list of records.
func (f *faults) record(n int, field string, index int) {
	f.element(n, index)
	for i := n; i < len(*f); i++ {
		(*f)[i].Sub, (*f)[i].Field = (*f)[i].Field, field
	}
}

func (f faults) err(kind, id string) error {
	if len(f) == 0 {
		return nil
	}
	return &RecordError{Kind: kind, ID: id, Faults: f}
}

// UnknownError says that a word is not one of those known, and which ones it may stand for.
type UnknownError struct {
	What        string // "organisation", "type", "status", ...
	Value       string
	Suggestions []string
	Known       []string // all that would be right, where they are few
}

func (e *UnknownError) Error() string {
	s := "no " + e.What + " " + quote(e.Value)
	switch {
	case len(e.Suggestions) > 0:
		s += didYouMean(e.Suggestions)
	case len(e.Known) > 0 && len(e.Known) <= 12:
		s += "; known: " + strings.Join(e.Known, ", ")
	}
	return s
}

// AmbiguousError says that a name belongs to several organisations.
type AmbiguousError struct {
	Value      string
	Candidates []Organisation
}

func (e *AmbiguousError) Error() string {
	names := make([]string, len(e.Candidates))
	for i, o := range e.Candidates {
		names[i] = fmt.Sprintf("%s (%s)", o.ID, o.Name)
	}
	return fmt.Sprintf("%s may be any of %s; say which by its id", quote(e.Value), strings.Join(names, ", "))
}

// quote quotes what somebody wrote for a message, and cuts it where it would drown the message.
func quote(s string) string {
	const most = 200 // runes; an id of a relationship can be that long
	n := 0
	for i := range s {
		if n == most {
			return strconv.Quote(s[:i] + "…")
		}
		n++
	}
	return strconv.Quote(s)
}

func didYouMean(suggestions []string) string {
	if len(suggestions) == 0 {
		return ""
	}
	quoted := make([]string, len(suggestions))
	for i, s := range suggestions {
		quoted[i] = quote(s)
	}
	return "; did you mean " + strings.Join(quoted, " or ") + "?"
}

// Suggest returns up to three of the known words that are nearest to s, the nearest first and, at the
// same distance, in the given order; none that is too far off to be meant. It compares without regard to
// case by the Damerau-Levenshtein distance (restricted to adjacent transpositions), and takes words that
// begin with s as near. O(len(s) · total length of known).
func Suggest(s string, known []string) []string {
	type near struct {
		word     string
		distance int
	}
	word := []rune(NormaliseName(s))
	if len(word) == 0 || len(word) > 100 {
		return nil
	}
	limit := min(1+len(word)/4, len(word)-1) // one letter is not near another
	var found []near
	for _, k := range known {
		other := []rune(NormaliseName(k))
		d := limit + 1
		if abs(len(other)-len(word)) <= limit {
			d = distance(word, other)
		}
		if d > limit && len(word) >= 3 && len(other) > len(word) && slices.Equal(other[:len(word)], word) {
			d = limit
		}
		if d <= limit && !slices.ContainsFunc(found, func(n near) bool { return n.word == k }) {
			found = append(found, near{k, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.distance - b.distance })
	var words []string
	for _, n := range found[:min(3, len(found))] {
		words = append(words, n.word)
	}
	return words
}

// distance is the restricted Damerau-Levenshtein distance.
func distance(a, b []rune) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
