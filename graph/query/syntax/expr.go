package syntax

import "github.com/liaisongraph/liaison/graph/query/value"

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Literal is null, a truth value, a number or a string.
type Literal struct {
	Span
	Value value.Value
}

// Parameter is $name.
type Parameter struct {
	Span
	Name string
}

// Variable is the name of something bound.
type Variable struct{ Name }

// ListLiteral is [a, b].
type ListLiteral struct {
	Span
	Items []Expr
}

// MapLiteral is {a: 1, b: 2}.
type MapLiteral struct {
	Span
	Entries []MapEntry
}

// MapEntry is key: value.
type MapEntry struct {
	Key   Name
	Value Expr
}

// MapProjection is n {.name, .*, other, key: value}.
type MapProjection struct {
	Span
	Of    *Variable
	Items []ProjectionItem
}

// ProjectionItem is .Key where Value is nil, .* where Key is "*" and Value nil, and key: value otherwise; a bare
// variable is one with a Value of its name.
type ProjectionItem struct {
	Key   Name
	Value Expr
}

// Property is X.Key.
type Property struct {
	Span
	X   Expr
	Key Name
}

// Index is X[I].
type Index struct {
	Span
	X, I Expr
}

// Slice is X[From..To]; either may be nil.
type Slice struct {
	Span
	X, From, To Expr
}

// Call is a function, Name as it is written, in lower case under Function.
type Call struct {
	Span
	Name     Name
	Function string
	Distinct bool
	Star     bool // count(*)
	Args     []Expr
}

// Operator is that of a Unary, Binary or Comparison.
type Operator uint8

const (
	Not Operator = iota
	Negate
	Plus // +x
	Or
	Xor
	And
	Equal
	NotEqual
	Less
	LessOrEqual
	Greater
	GreaterOrEqual
	Add
	Subtract
	Multiply
	Divide
	Modulo
	Power
	In
	StartsWith
	EndsWith
	Contains
	Matches     // =~
	Concatenate // ||, of strings and lists
)

// Unary is Not, Negate or Plus of X.
type Unary struct {
	Span
	Op Operator
	X  Expr
}

// Binary is X Op Y; comparisons are Comparison.
type Binary struct {
	Span
	Op   Operator
	X, Y Expr
}

// Comparison is Operands[0] Ops[0] Operands[1] Ops[1] …: a < b <= c means a < b AND b <= c.
type Comparison struct {
	Span
	Operands []Expr
	Ops      []Operator
}

// IsNull is X IS NULL or, under Not, X IS NOT NULL.
type IsNull struct {
	Span
	X   Expr
	Not bool
}

// HasLabel is X:Label or X IS Label, of a node or a relationship.
type HasLabel struct {
	Span
	X     Expr
	Label LabelExpr
}

// Case is CASE [Of] WHEN … THEN … [ELSE …] END.
type Case struct {
	Span
	Of    Expr // nil: the conditions stand alone
	Whens []When
	Else  Expr // nil: null
}

// When is WHEN Condition THEN Result.
type When struct{ Condition, Result Expr }

// ListComprehension is [Var IN List WHERE Where | Map]; Where and Map may be nil.
type ListComprehension struct {
	Span
	Var   Name
	List  Expr
	Where Expr
	Map   Expr
}

// PatternComprehension is [Path WHERE Where | Map]; Where may be nil.
type PatternComprehension struct {
	Span
	Path  *PathPattern
	Where Expr
	Map   Expr
}

// QuantifierKind is that of a Quantified.
type QuantifierKind uint8

const (
	AllOf QuantifierKind = iota
	AnyOf
	NoneOf
	SingleOf
)

// Quantified is all(Var IN List WHERE Where), and any, none, single.
type Quantified struct {
	Span
	Kind  QuantifierKind
	Var   Name
	List  Expr
	Where Expr // nil where none is written, which is an error except in any and none
}

// Reduce is reduce(Accumulator = Init, Var IN List | Step).
type Reduce struct {
	Span
	Accumulator Name
	Init        Expr
	Var         Name
	List        Expr
	Step        Expr
}

// SubqueryKind is that of a Subquery.
type SubqueryKind uint8

const (
	Exists SubqueryKind = iota
	Count
	Collect
)

// Subquery is EXISTS { … }, COUNT { … } or COLLECT { … }. A pattern with a condition alone is a Query of one
// Match without Return.
type Subquery struct {
	Span
	Kind  SubqueryKind
	Query *Query
}

// PatternExpr is a pattern that stands as a condition: (a)-[:R]->(b) or, with Exists, exists((a)-[:R]->(b)), which can
// also stand as a value.
type PatternExpr struct {
	Span
	Path   *PathPattern
	Exists bool
}

func (*Literal) expr()              {}
func (*Parameter) expr()            {}
func (*Variable) expr()             {}
func (*ListLiteral) expr()          {}
func (*MapLiteral) expr()           {}
func (*MapProjection) expr()        {}
func (*Property) expr()             {}
func (*Index) expr()                {}
func (*Slice) expr()                {}
func (*Call) expr()                 {}
func (*Unary) expr()                {}
func (*Binary) expr()               {}
func (*Comparison) expr()           {}
func (*IsNull) expr()               {}
func (*HasLabel) expr()             {}
func (*Case) expr()                 {}
func (*ListComprehension) expr()    {}
func (*PatternComprehension) expr() {}
func (*Quantified) expr()           {}
func (*Reduce) expr()               {}
func (*Subquery) expr()             {}
func (*PatternExpr) expr()          {}
