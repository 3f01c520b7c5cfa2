// Package explorer makes the interactive page of a map: one file that needs no network.
//
// # Vocabulary
//
// A page has three parts: the drawing of the map, an svg element (see package drawing) that is there without scripts,
// for print and for screen readers; the [Data], what the page knows besides; and the frame, the same for all maps: the
// files of the folder page, plain ES modules of which all that changes goes through store.js. [Page] puts them
// together, [New] returns them one by one besides, for a server whose map has changed.
//
// # Invariants
//
// A page is whole: its content security policy names its script and its style sheets by their hashes and forbids all
// else, so that nothing can be loaded, sent or run that is not in the file; only a live page may ask its own server.
// No text of a map becomes markup, or turns the direction of what stands beside it: names and labels are without the signs
// that would, and the page isolates the rest. The same graph and options give the same bytes.
package explorer

// Data is what the page knows of a map, as JSON. Organisations, relationships, sources and arrangements are told by
// their index; days count from 1 January 1970 (negative before), ends included.
type Data struct {
	Title         string         `json:"title"`
	Subtitle      string         `json:"subtitle"`
	Description   string         `json:"description"`
	Organisations []Organisation `json:"organisations"`
	Relationships []Relationship `json:"relationships"`
	Lines         []Line         `json:"lines"` // what the picture draws: its groups have the ids "line:ID" and "strand:ID"
	Families      []Family       `json:"families"`
	Types         []Type         `json:"types"`
	Sectors       []Named        `json:"sectors"`
	Statuses      []Named        `json:"statuses"`    // those that occur
	Confidences   []Named        `json:"confidences"` // those that occur
	Sources       []Source       `json:"sources"`
	Arrangements  []Arrangement  `json:"arrangements"`
	Measures      []Measure      `json:"measures"`
	Groupings     []Grouping     `json:"groupings"`
	Changes       []Change       `json:"changes"`  // what the picture marks, where it compares two maps
	Compared      string         `json:"compared"` // "2014 to 2024", or ""
	First         *int           `json:"first"`    // the first and the last day at which anything changes, or null
	Last          *int           `json:"last"`
	Notice        string         `json:"notice"` // about the layout, or ""
}

// Named is an id and what it is called.
type Named struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Change is one way in which organisations, or relationships, stand to two maps that the picture compares.
type Change struct {
	ID    string `json:"id"`   // "org-added", "rel-gone"; "org-same" and "rel-same" are what did not change
	Sign  string `json:"sign"` // "+", or ""
	Label string `json:"label"`
	New   bool   `json:"new"` // founded or begun since then, and not only attested: drawn heavier or filled
}

// Organisation is an organisation; its group in the picture has the id "org:ID".
type Organisation struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Short       string     `json:"short"`
	Others      []string   `json:"others"`           // other names, those of other times among them
	Called      []Called   `json:"called,omitempty"` // what it was called when that was not its name of today, in the order of time
	Class       string     `json:"class"`            // label of its classification, or ""
	Sector      int        `json:"sector"`           // index in Sectors, or -1
	Dates       string     `json:"dates"`            // as written, in words; or ""
	From        *int       `json:"from"`             // the days between which it is known to be there; null is open
	Until       *int       `json:"until"`
	Description string     `json:"description"`
	URL         string     `json:"url"` // http or https, or ""
	Tags        []string   `json:"tags"`
	Standing    string     `json:"standing,omitempty"` // the id of its Change
	Change      string     `json:"change,omitempty"`   // how it stands to two maps, a sentence without a full stop
	Box         [4]float64 `json:"box"`                // left, top, width, height in the picture, in points
}

// Called is what an organisation was called in a time, whose open ends are null.
type Called struct {
	From  *int   `json:"from"`
	Until *int   `json:"until"`
	Name  string `json:"name"`
	Short string `json:"short"`
}

// Relationship is a relationship. What it says begins and ends with the short names of its organisations.
type Relationship struct {
	ID          string     `json:"id"`
	From        int        `json:"from"`
	To          int        `json:"to"`
	Type        int        `json:"type"` // index in Types
	Mutual      bool       `json:"mutual"`
	Says        string     `json:"says"` // "exchanges intelligence with", from From to To
	Back        string     `json:"back"` // the same from To to From; "" where the map has no words for that
	Status      string     `json:"status"`
	Confidence  string     `json:"confidence"`
	Weight      float64    `json:"weight"`
	Dates       string     `json:"dates"`
	KnownFrom   *int       `json:"known_from"` // the days between which it is known to hold (as of)
	KnownUntil  *int       `json:"known_until"`
	Note        string     `json:"note"`
	Standing    string     `json:"standing,omitempty"` // the id of its Change
	Change      string     `json:"change,omitempty"`   // how it stands to two maps, a sentence without a full stop
	Arrangement int        `json:"arrangement"`        // index in Arrangements, or -1
	Line        int        `json:"line"`               // index in Lines
	Strand      int        `json:"strand"`             // index in the strands of its line
	Evidence    []Evidence `json:"evidence"`
}

// Line is a line of the picture.
type Line struct {
	ID      string   `json:"id"`
	From    int      `json:"from"`
	To      int      `json:"to"`
	Strands []string `json:"strands"` // their ids
}

// Family is a topmost type.
type Family struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Code  string `json:"code"`  // its letter; "" where it is drawn only together with others
	Light string `json:"light"` // its colours in the two themes
	Dark  string `json:"dark"`
}

// Type is a type that occurs.
type Type struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Family int    `json:"family"` // index in Families
	Light  string `json:"light"`  // its own colours in the two themes, where the theme gives it some; else ""
	Dark   string `json:"dark"`
	Dash   string `json:"dash"` // the strokes and gaps of its own, as SVG has them; or ""
}

// Source is a document.
type Source struct {
	ID    string `json:"id"`
	Label string `json:"label"` // title, publisher and date
	URL   string `json:"url"`   // http or https, or ""
}

// Evidence is a passage in a source.
type Evidence struct {
	Source  int    `json:"source"`
	Passage string `json:"passage"` // may be empty
	Note    string `json:"note"`
	URL     string `json:"url"` // to the passage, with a text fragment; or ""
}

// Arrangement is relationships that hold together.
type Arrangement struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Rule  string `json:"rule"` // "all" or "any"
	Note  string `json:"note"`
}

// Measure is a number for each organisation.
type Measure struct {
	Name        string    `json:"name"`
	Label       string    `json:"label"`
	Description string    `json:"description"`
	Values      []float64 `json:"values"` // finite and 0 or more
	Texts       []string  `json:"texts"`  // the same, as they are to be read
}

// Grouping is a group for each organisation.
type Grouping struct {
	Name   string   `json:"name"`  // "community"
	Label  string   `json:"label"` // "Community"
	Of     []int    `json:"of"`    // index in Names, or -1
	Names  []string `json:"names"`
	Around []int    `json:"around,omitempty"` // of a community, the organisation by which its name calls it
	Light  []string `json:"light"`            // colours by group; past [render.MostColours] they are ""
	Dark   []string `json:"dark"`
}
