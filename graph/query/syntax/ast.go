package syntax

import "github.com/liaisongraph/liaison/graph/query/fault"

// Span is a range of bytes in the text of a query.
type Span = fault.Span

// Node is a part of the syntax tree. String writes it so that it parses to an equal tree, spans apart.
type Node interface {
	Pos() Span
	String() string
}

// Name is an identifier, as it is meant: without backticks.
type Name struct {
	Span
	Text string
}

// Query is a whole query: parts joined by UNION.
type Query struct {
	Span
	Explain bool // EXPLAIN was written before it
	Parts   []*SingleQuery
	// All says, of each UNION between Parts[i] and Parts[i+1], whether it is UNION ALL.
	All []bool
}

// SingleQuery is a sequence of clauses.
type SingleQuery struct {
	Span
	Clauses []Clause
}

// Clause is *Match, *Unwind, *With or *Return.
type Clause interface {
	Node
	clause()
}

// MatchMode says whether the paths of a MATCH may share relationships.
type MatchMode uint8

const (
	DifferentRelationships MatchMode = iota // the default
	RepeatableElements
)

// Match is [OPTIONAL] MATCH [mode] paths [WHERE condition].
type Match struct {
	Span
	Optional bool
	Mode     MatchMode
	Paths    []*PathPattern
	Where    Expr // nil: none
}

// Unwind is UNWIND list AS name.
type Unwind struct {
	Span
	List Expr
	As   *Name
}

// With is WITH … [WHERE condition].
type With struct {
	Span
	Projection
	Where Expr
}

// Return is RETURN ….
type Return struct {
	Span
	Projection
}

// Projection is what WITH and RETURN have in common.
type Projection struct {
	Distinct    bool
	Star        bool // *, before Items
	Items       []*Item
	OrderBy     []*SortKey
	Skip, Limit Expr // nil: none
}

// Item is an expression with the name of its column.
type Item struct {
	Span
	Expr Expr
	As   *Name // nil where none is written
	// Text is the expression as it is written, the name of the column where As is nil.
	Text string
}

// Column returns the name of the column.
func (i *Item) Column() string {
	if i.As != nil {
		return i.As.Text
	}
	return i.Text
}

// SortKey is a key of ORDER BY.
type SortKey struct {
	Span
	Expr       Expr
	Descending bool
}

func (*Match) clause()  {}
func (*Unwind) clause() {}
func (*With) clause()   {}
func (*Return) clause() {}

// PathMode is a restrictor of GQL: what may come twice in a path.
type PathMode uint8

const (
	NoMode  PathMode = iota // none is written
	Walk                    // anything
	Trail                   // no relationship twice
	Acyclic                 // no node twice
	Simple                  // no node twice, but the first may be the last
)

// SelectorKind is a selector of GQL: which paths count of those between the same two ends.
type SelectorKind uint8

const (
	NoSelector     SelectorKind = iota // none is written: all
	All                                // ALL
	Any                                // ANY, ANY k
	AnyShortest                        // ANY SHORTEST, and shortestPath()
	AllShortest                        // ALL SHORTEST, and allShortestPaths()
	Shortest                           // SHORTEST k
	ShortestGroups                     // SHORTEST k GROUPS
)

// PathPattern is [name =] [selector] [mode] elements.
type PathPattern struct {
	Span
	Var      *Name // nil: none
	Selector SelectorKind
	// K is the number of Any (1 unless said), Shortest and ShortestGroups.
	K    int
	Mode PathMode
	// Function says that it is written as shortestPath((a)-[*]-(b)) or allShortestPaths(…).
	Function bool
	// Elements are as they are written: nodes, relationships and groups. Between two nodes there is a
	// relationship or a group; the first and last may be groups, and two groups may be neighbours: then there
	// is a node without name or conditions before, after or between them.
	Elements []Element
}

// Element is *NodePattern, *RelationshipPattern or *Group.
type Element interface {
	Node
	element()
}

// NodePattern is (name:label {properties} WHERE condition).
type NodePattern struct {
	Span
	Var        *Name
	Label      LabelExpr // nil: any
	Properties Expr      // *MapLiteral, *Parameter or nil
	Where      Expr
}

// Direction is that of an arrow.
type Direction uint8

const (
	Right  Direction = iota // -->
	Left                    // <--
	Either                  // -- and <-->
)

// RelationshipPattern is -[name:type *1..3 {properties} WHERE condition]->{1,3}.
type RelationshipPattern struct {
	Span
	Var        *Name
	Type       LabelExpr // nil: any
	Properties Expr      // *MapLiteral, *Parameter or nil
	Where      Expr
	Direction  Direction
	// Quantifier makes the variable a list; nil: once.
	Quantifier *Quantifier
}

// Group is a path pattern in brackets: ((a)-[r]->(b) WHERE condition){1,3}.
type Group struct {
	Span
	Elements   []Element
	Where      Expr
	Quantifier *Quantifier // nil: once, and then the variables are no lists
}

// Quantifier is how often something comes.
type Quantifier struct {
	Span
	Min int
	Max int // Unbounded: any number
	// InBrackets says that it is written as *1..3 in the brackets of a relationship.
	InBrackets bool
}

// Unbounded is the Max of a Quantifier without upper bound.
const Unbounded = -1

func (*NodePattern) element()         {}
func (*RelationshipPattern) element() {}
func (*Group) element()               {}

// LabelExpr is a condition on labels or types: *LabelName, *LabelWildcard, *LabelNot, *LabelAnd or *LabelOr.
type LabelExpr interface {
	Node
	labelExpr()
}

// LabelName is a label or type.
type LabelName struct{ Name }

// LabelWildcard is %: at least one.
type LabelWildcard struct{ Span }

// LabelNot is !X.
type LabelNot struct {
	Span
	X LabelExpr
}

// LabelAnd is X&Y, also written X:Y.
type LabelAnd struct {
	Span
	X, Y LabelExpr
}

// LabelOr is X|Y, also written X|:Y.
type LabelOr struct {
	Span
	X, Y LabelExpr
}

func (*LabelName) labelExpr()     {}
func (*LabelWildcard) labelExpr() {}
func (*LabelNot) labelExpr()      {}
func (*LabelAnd) labelExpr()      {}
func (*LabelOr) labelExpr()       {}
