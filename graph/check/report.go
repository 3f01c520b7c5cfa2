package check

import (
	"encoding/json"
	"fmt"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// Severity says how much a finding matters.
type Severity uint8

const (
	Error   Severity = iota // the map is wrong
	Warning                 // the map is probably not as meant
	Info                    // good to know
)

var severityNames = [...]string{"error", "warning", "info"}

func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("Severity(%d)", s)
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one place that breaks a rule.
type Finding struct {
	Severity Severity
	Rule     string // the ID of a [Rule]
	// Kind is what the subject is: "organisation", "relationship", "source", "type", "classification" or
	// "arrangement"; Subject is its id.
	Kind, Subject string
	// Message says what is wrong without naming the subject, as a clause without a full stop.
	Message string
	// Position is where that stands; its File is "" where the map is not of files.
	Position mapfile.Position
}

// String is "file:line:column: severity: kind subject: message (rule)".
func (f Finding) String() string {
	s := fmt.Sprintf("%s: %s %s: %s (%s)", f.Severity, f.Kind, f.Subject, f.Message, f.Rule)
	if p := f.Position.String(); p != "" {
		s = p + ": " + s
	}
	return s
}

// MarshalJSON writes the finding as one flat object: severity, rule, kind, subject, message and, where
// they are known, file, line and column.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Severity Severity `json:"severity"`
		Rule     string   `json:"rule"`
		Kind     string   `json:"kind"`
		Subject  string   `json:"subject"`
		Message  string   `json:"message"`
		File     string   `json:"file,omitzero"`
		Line     int      `json:"line,omitzero"`
		Column   int      `json:"column,omitzero"`
	}{f.Severity, f.Rule, f.Kind, f.Subject, f.Message, f.Position.File, f.Position.Line, f.Position.Column})
}

// Report is what a check finds. Its JSON has the field names that stand here in lower case.
type Report struct {
	// Findings stand in the order of their positions (file, line, column), then of the rules, then of the
	// map; at most [Options.Limit] for each rule.
	Findings []Finding `json:"findings"`
	// Counts has the number of findings by severity, those beyond the limit too.
	Counts Counts `json:"counts"`
	// Rules has the number of findings of each rule that has any, in the order of [Rules].
	Rules    []RuleCount `json:"rules"`
	Coverage Coverage    `json:"coverage"`
}

// OK reports whether there is no error.
func (r *Report) OK() bool { return r.Counts.Errors == 0 }

// Counts is a number of findings by severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// RuleCount is the number of findings of a rule.
type RuleCount struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Meaning  string   `json:"meaning"`
	Count    int      `json:"count"`
	Listed   int      `json:"listed"` // how many of them Findings has
}

// Coverage says how well the map is supported.
type Coverage struct {
	Relationships int `json:"relationships"`
	// Documented relationships have evidence in a document; General ones have none but general evidence;
	// Unsupported ones have none at all. They add up to Relationships.
	Documented  int `json:"documented"`
	General     int `json:"general"`
	Unsupported int `json:"unsupported"`
	// Passages counts the evidence of relationships and organisations.
	Passages Passages `json:"passages"`
}

// Passages counts pieces of evidence by what became of their passages; each is counted once.
type Passages struct {
	Found     int `json:"found"`     // exactly once in the saved copy
	Ambiguous int `json:"ambiguous"` // more than once
	Missing   int `json:"missing"`   // not at all
	Malformed int `json:"malformed"` // not locators
	Unchecked int `json:"unchecked"` // their source has no saved copy that could be read
	// UncheckedSources is the number of those sources.
	UncheckedSources int `json:"unchecked_sources"`
	WithoutPassage   int `json:"without_passage"` // evidence that names a document only
	General          int `json:"general"`         // general evidence, of which no passage is sought
}
