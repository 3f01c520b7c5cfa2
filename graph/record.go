package graph

import (
	"fmt"
	"strconv"
)

// Organisation is a body, office, unit or named grouping of them. The names of the fields follow Popolo
// and the W3C Organization Ontology.
type Organisation struct {
	// ID is the slug by which the map refers to the organisation; see [ValidID].
	ID string `json:"id"`
	// Name is the full name; where it is empty the ID stands for it.
	Name string `json:"name,omitzero"`
	// ShortName is what a picture or a table shows, such as "MI5".
	ShortName string `json:"short_name,omitzero"`
	// OtherNames are former names, aliases and translations; lookup finds them too.
	OtherNames []OtherName `json:"other_names,omitempty"`
	// Classifications are ids of [Classification]; the first decides the sector.
	Classifications []string `json:"classification,omitempty"`
	FoundingDate    Date     `json:"founding_date,omitzero"`
	DissolutionDate Date     `json:"dissolution_date,omitzero"`
	Description     string   `json:"description,omitzero"`
	URL             string   `json:"url,omitzero"`
	Tags            []string `json:"tags,omitempty"`
	// Evidence supports what the record itself says: its names, dates and classification.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// OtherName is a further name of an organisation and, if known, when it was in use. A note "short for NAME" says that it was
// the short name while that was the name; see package chronology.
type OtherName struct {
	Name      string `json:"name"`
	StartDate Date   `json:"start_date,omitzero"`
	EndDate   Date   `json:"end_date,omitzero"`
	Note      string `json:"note,omitzero"`
}

// Relationship is one statement of how an organisation stands to another.
type Relationship struct {
	// ID is a slug, or "" in a record that is given to a [Builder]: the graph then makes one of the ends
	// and the type, "sis:intelligence-sharing:mi5", with ":2", ":3" for those parallel to it.
	ID string `json:"id"`
	// From and To are ids of organisations.
	From string `json:"from"`
	To   string `json:"to"`
	// Type is the id of a [Type].
	Type string `json:"type"`
	// Label reads between the two names: "supplies intelligence to". Empty: the label of the type.
	Label string `json:"label,omitzero"`
	// Mutual says whether the relationship holds, and can be crossed, both ways.
	Mutual     Mutuality  `json:"mutual"`
	StartDate  Date       `json:"start_date,omitzero"`
	EndDate    Date       `json:"end_date,omitzero"`
	Status     Status     `json:"status"`
	Confidence Confidence `json:"confidence"`
	// Weight is the strength of the relationship, from 1e-100 to 1e100; 0 in a record that is given to a
	// Builder means 1.
	Weight float64 `json:"weight"`
	// Arrangement is the id of the [Arrangement] that the relationship belongs to, or "".
	Arrangement string     `json:"arrangement,omitzero"`
	Note        string     `json:"note,omitzero"`
	Evidence    []Evidence `json:"evidence,omitempty"`
}

// Arrangement is a set of relationships that hold jointly.
type Arrangement struct {
	ID    string `json:"id"`
	Label string `json:"label,omitzero"`
	Rule  Rule   `json:"rule"`
	Note  string `json:"note,omitzero"`
}

// Source is a document that evidence cites.
type Source struct {
	ID         string `json:"id"`
	Title      string `json:"title,omitzero"`
	Publisher  string `json:"publisher,omitzero"`
	Author     string `json:"author,omitzero"`
	Published  Date   `json:"published,omitzero"`
	Retrieved  Date   `json:"retrieved,omitzero"`
	Type       string `json:"type,omitzero"` // one of SourceTypes, or the map's own word
	URL        string `json:"url,omitzero"`
	ArchiveURL string `json:"archive_url,omitzero"`
	File       string `json:"file,omitzero"` // a saved copy, relative to the map
	Note       string `json:"note,omitzero"`
}

// Date returns when the source says what it says: when it was published or, where that is unknown, when
// it was retrieved.
func (s Source) Date() Date {
	if s.Published.IsZero() {
		return s.Retrieved
	}
	return s.Published
}

// IsGeneral reports whether the source stands for general knowledge or a register rather than for a
// document with passages: its type is "general" or "register".
func (s Source) IsGeneral() bool { return s.Type == "general" || s.Type == "register" }

// SourceTypes returns the types of source that are known, in the order in which lists show them.
func SourceTypes() []string {
	return []string{"official", "legislation", "press", "academic", "interview", "register", "general"}
}

// Evidence is a passage of a source that says something. The passage is a locator in the manner of a URL
// text fragment and the W3C TextQuoteSelector: the first words, " … ", the last words, or all words of a
// short one. Package evidence finds it.
type Evidence struct {
	Source  string `json:"source"` // the id of a Source
	Passage string `json:"passage,omitzero"`
	Prefix  string `json:"prefix,omitzero"` // words that come before, where the passage alone is ambiguous
	Suffix  string `json:"suffix,omitzero"` // words that come after
	Note    string `json:"note,omitzero"`
}

// Mutuality says whether a relationship holds both ways.
type Mutuality uint8

const (
	MutualByType Mutuality = iota // as the relationship's type says; never in a record that a Graph returns
	Mutual                        // both ways
	OneWay                        // from From to To
)

// MarshalJSON writes true, false, or null for MutualByType.
func (m Mutuality) MarshalJSON() ([]byte, error) {
	switch m {
	case Mutual:
		return []byte("true"), nil
	case OneWay:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads true, false or null.
func (m *Mutuality) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "true":
		*m = Mutual
	case "false":
		*m = OneWay
	case "null":
		*m = MutualByType
	default:
		return fmt.Errorf("mutual is true or false, not %s", b)
	}
	return nil
}

// Status says how a relationship stands.
type Status uint8

const (
	Active Status = iota
	Suspended
	Ended
	Proposed
	Disputed
)

var statusNames = []string{"active", "suspended", "ended", "proposed", "disputed"}

// Statuses returns every status.
func Statuses() []Status { return []Status{Active, Suspended, Ended, Proposed, Disputed} }

// ParseStatus reads a status by its name.
func ParseStatus(s string) (Status, error) { return parseName[Status](s, "status", statusNames) }

func (s Status) String() string { return nameOf(s, statusNames) }

// MarshalText implements [encoding.TextMarshaler].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Status) UnmarshalText(text []byte) (err error) {
	*s, err = ParseStatus(string(text))
	return err
}

// Confidence says how sure the map is of a relationship.
type Confidence uint8

const (
	Confirmed Confidence = iota
	Probable
	Doubtful
)

var confidenceNames = []string{"confirmed", "probable", "doubtful"}

// Confidences returns every confidence, the surest first.
func Confidences() []Confidence { return []Confidence{Confirmed, Probable, Doubtful} }

// ParseConfidence reads a confidence by its name.
func ParseConfidence(s string) (Confidence, error) {
	return parseName[Confidence](s, "confidence", confidenceNames)
}

func (c Confidence) String() string { return nameOf(c, confidenceNames) }

// MarshalText implements [encoding.TextMarshaler].
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Confidence) UnmarshalText(text []byte) (err error) {
	*c, err = ParseConfidence(string(text))
	return err
}

// Rule says how many of the relationships of an arrangement must hold for it to hold.
type Rule uint8

const (
	AllOf Rule = iota // every one: approval by a minister and a judge
	AnyOf             // at least one
)

var ruleNames = []string{"all", "any"}

// ParseRule reads a rule by its name.
func ParseRule(s string) (Rule, error) { return parseName[Rule](s, "rule", ruleNames) }

func (r Rule) String() string { return nameOf(r, ruleNames) }

// MarshalText implements [encoding.TextMarshaler].
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRule(string(text))
	return err
}

func parseName[T ~uint8](s, what string, names []string) (T, error) {
	for i, name := range names {
		if s == name {
			return T(i), nil
		}
	}
	return 0, &UnknownError{What: what, Value: s, Suggestions: Suggest(s, names), Known: names}
}

func nameOf[T ~uint8](v T, names []string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return strconv.Itoa(int(v))
}
