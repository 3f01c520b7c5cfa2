// Package drawing is a picture after layout, and what it is written as: SVG, PNG and PDF.
//
// # Vocabulary
//
// A [Drawing] is a page of shapes and texts with places, colours and words, in points from the top left corner. Its
// [Group] values nest: one stands for a sector, a relationship, an organisation, a part of the legend; it has an id
// and says in words what it is. [New] makes the drawing of a scene whose parts have places; package render/matrix
// makes one of its own kind.
//
// # Invariants
//
// A drawing is complete: every text has been broken into lines, measured in the fonts that are part of this program,
// and given its place, so that SVG, PNG and PDF show the same. The same drawing gives the same bytes. A drawing does
// not change once it is made, and is safe for concurrent readers.
package drawing

// Drawing is a picture after layout.
type Drawing struct {
	Width, Height float64 // points, more than 0
	Title         string  // one line; never empty
	Description   string  // what is to be seen, in words
	Background    string  // #RRGGBB
	Focus         string  // #RRGGBB, of the outline of what the keyboard is at
	Groups        []*Group
	Page          *Page // the sheet to which the picture is fitted, or nil for one as large as the picture
}

// Role is what a group is to those who read the picture in words.
type Role uint8

const (
	NoRole Role = iota // shapes belong to the group above
	List               // its groups are items
	Item               // of a list; Label says all of it
	Hidden             // said elsewhere: not read out
)

// Group is shapes, texts and groups that belong together. They are painted in order: first Shapes, then Texts, then
// Groups.
type Group struct {
	ID      string // unique in the drawing, or ""
	Class   string // for pages that style or find it: "org", "line", "strand", "sector", "legend"; or ""
	Role    Role
	Label   string // of lists and items: one sentence or more, on one line
	Tooltip string // several lines of plain text, or ""
	Link    string // where it leads, an http or https address, or ""
	Stop    bool   // the keyboard stops here
	Shapes  []Shape
	Texts   []Text
	Groups  []*Group
}

// Kind is how a shape is given.
type Kind uint8

const (
	Rectangle Kind = iota // Left, Top, Width, Height, with round corners where Radius is more than 0
	Ellipse               // in the same box
	Curve                 // along Path
)

// Shape is an outline that is filled, drawn along, or both.
type Shape struct {
	Kind                     Kind
	Left, Top, Width, Height float64
	Radius                   float64
	Path                     []Segment
	Fill                     string    // #RRGGBB, or "" for none
	Stroke                   string    // #RRGGBB, or "" for none
	StrokeWidth              float64   // points
	Dashes                   []float64 // lengths of strokes and gaps in turn, in points; nil is unbroken
	RoundCap                 bool      // strokes and dashes end in half circles
}

// Verb is what a segment of a path does.
type Verb uint8

const (
	MoveTo  Verb = iota // to X, Y
	LineTo              // to X, Y
	CurveTo             // a cubic Bézier curve by X1, Y1 and X2, Y2 to X, Y
	Close               // back to the last MoveTo
)

// Segment is a part of a path.
type Segment struct {
	Verb                 Verb
	X1, Y1, X2, Y2, X, Y float64
}

// Anchor is which part of a text is at its X.
type Anchor uint8

const (
	Start Anchor = iota
	Middle
	End
)

// Text is one line of text.
type Text struct {
	X, Y   float64 // Y is that of the baseline
	Anchor Anchor
	Size   float64 // points
	Bold   bool
	Colour string  // #RRGGBB
	Value  string  // not empty
	Width  float64 // points, as measured
	// Turn turns the text about X, Y: degrees clockwise, as for the headings of columns.
	Turn float64
}

// Page is a sheet of paper or a screen.
type Page struct {
	Name          string
	Width, Height float64 // points
	Fixed         bool    // [Drawing.Fit] does not turn it
}
