package syntax

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// printer writes a tree as text.
type printer struct {
	strings.Builder
	// bar says that a | would be taken for that of the comprehension around.
	bar bool
}

// write writes strings and nodes, one after the other.
func (p *printer) write(parts ...any) {
	for _, part := range parts {
		switch x := part.(type) {
		case string:
			p.WriteString(x)
		case Expr:
			p.expr(x, orLevel)
		case LabelExpr:
			p.label(x, 0)
		case *Name:
			p.WriteString(Quote(x.Text))
		default:
			panic(fmt.Sprintf("syntax: cannot print %T", part))
		}
	}
}

// printed returns what print writes.
func printed(print func(*printer)) string {
	var p printer
	print(&p)
	return p.String()
}

// String returns the name, in backticks where a variable of that name takes them.
func (n *Name) String() string { return Quote(n.Text) }

func (q *Query) String() string       { return printed(func(p *printer) { p.query(q) }) }
func (s *SingleQuery) String() string { return printed(func(p *printer) { p.single(s) }) }

func (p *printer) query(q *Query) {
	if q.Explain {
		p.write("EXPLAIN ")
	}
	for i, part := range q.Parts {
		if i > 0 {
			p.write(" UNION ")
			if q.All[i-1] {
				p.write("ALL ")
			}
		}
		p.single(part)
	}
}

func (p *printer) single(s *SingleQuery) {
	for i, c := range s.Clauses {
		if i > 0 {
			p.write(" ")
		}
		p.clause(c)
	}
}

func (p *printer) clause(c Clause) {
	switch c := c.(type) {
	case *Match:
		if c.Optional {
			p.write("OPTIONAL ")
		}
		p.write("MATCH ")
		p.pattern(c)
	case *Unwind:
		p.write("UNWIND ", c.List, " AS ", c.As)
	case *With:
		p.write("WITH ")
		p.projection(&c.Projection)
		p.where(c.Where)
	case *Return:
		p.write("RETURN ")
		p.projection(&c.Projection)
	}
}

func (c *Match) String() string  { return printed(func(p *printer) { p.clause(c) }) }
func (c *Unwind) String() string { return printed(func(p *printer) { p.clause(c) }) }
func (c *With) String() string   { return printed(func(p *printer) { p.clause(c) }) }
func (c *Return) String() string { return printed(func(p *printer) { p.clause(c) }) }

// pattern writes what follows MATCH.
func (p *printer) pattern(m *Match) {
	if m.Mode == RepeatableElements {
		p.write("REPEATABLE ELEMENTS ")
	}
	for i, path := range m.Paths {
		if i > 0 {
			p.write(", ")
		}
		p.path(path)
	}
	p.where(m.Where)
}

func (p *printer) where(e Expr) {
	if e != nil {
		p.write(" WHERE ", e)
	}
}

func (p *printer) projection(pr *Projection) {
	if pr.Distinct {
		p.write("DISTINCT ")
	}
	separator := ""
	if pr.Star {
		p.write("*")
		separator = ", "
	}
	for _, i := range pr.Items {
		p.write(separator)
		p.item(i)
		separator = ", "
	}
	separator = " ORDER BY "
	for _, k := range pr.OrderBy {
		p.write(separator)
		p.sortKey(k)
		separator = ", "
	}
	if pr.Skip != nil {
		p.write(" SKIP ", pr.Skip)
	}
	if pr.Limit != nil {
		p.write(" LIMIT ", pr.Limit)
	}
}

func (p *printer) item(i *Item) {
	p.write(i.Expr)
	if i.As != nil {
		p.write(" AS ", i.As)
	}
}

func (p *printer) sortKey(k *SortKey) {
	p.write(k.Expr)
	if k.Descending {
		p.write(" DESC")
	}
}

func (i *Item) String() string    { return printed(func(p *printer) { p.item(i) }) }
func (k *SortKey) String() string { return printed(func(p *printer) { p.sortKey(k) }) }

var modeNames = [...]string{Walk: "WALK", Trail: "TRAIL", Acyclic: "ACYCLIC", Simple: "SIMPLE"}

// String returns the mode as it is written, "" for NoMode.
func (m PathMode) String() string { return modeNames[m] }

var directionEnds = [...][2]string{Right: {"-", "->"}, Left: {"<-", "-"}, Either: {"-", "-"}}

func (p *printer) path(path *PathPattern) {
	if path.Var != nil {
		p.write(path.Var, " = ")
	}
	if path.Function {
		p.write(map[SelectorKind]string{AnyShortest: "shortestPath(", AllShortest: "allShortestPaths("}[path.Selector])
		p.elements(path.Elements)
		p.write(")")
		return
	}
	k := strconv.Itoa(path.K)
	switch path.Selector {
	case All:
		p.write("ALL ")
	case Any:
		p.write("ANY ")
		if path.K > 1 {
			p.write(k, " ")
		}
	case AnyShortest:
		p.write("ANY SHORTEST ")
	case AllShortest:
		p.write("ALL SHORTEST ")
	case Shortest, ShortestGroups:
		p.write("SHORTEST ", k, " ")
	}
	if path.Mode != NoMode {
		p.write(path.Mode.String(), " ")
	}
	if path.Selector == ShortestGroups {
		p.write("GROUPS ")
	}
	p.elements(path.Elements)
}

func (p *printer) elements(elements []Element) {
	for i, e := range elements {
		if i > 0 { // a group stands apart, as it is hard to read otherwise
			_, here := e.(*Group)
			_, before := elements[i-1].(*Group)
			if here || before {
				p.write(" ")
			}
		}
		p.element(e)
	}
}

func (p *printer) element(e Element) {
	outer := p.bar
	p.bar = false
	defer func() { p.bar = outer }()
	switch e := e.(type) {
	case *NodePattern:
		p.write("(")
		p.filler(e.Var, e.Label, nil, e.Properties, e.Where)
		p.write(")")
	case *RelationshipPattern:
		ends := directionEnds[e.Direction]
		p.write(ends[0])
		q := e.Quantifier
		if e.Var == nil && e.Type == nil && e.Properties == nil && e.Where == nil && (q == nil || !q.InBrackets) {
			if e.Direction == Left { // <-[]- without the brackets
				p.write("-")
			} else {
				p.write(ends[1])
			}
		} else {
			p.write("[")
			p.filler(e.Var, e.Type, q, e.Properties, e.Where)
			p.write("]", ends[1])
		}
		if q != nil && !q.InBrackets {
			p.write(q.String())
		}
	case *Group:
		p.write("(")
		p.elements(e.Elements)
		p.where(e.Where)
		p.write(")")
		if e.Quantifier != nil {
			p.write(e.Quantifier.String())
		}
	}
}

// filler writes what is between the brackets of a node or relationship.
func (p *printer) filler(v *Name, label LabelExpr, q *Quantifier, properties, where Expr) {
	start := p.Len()
	if v != nil {
		p.write(v)
	}
	if label != nil {
		p.write(":", label)
	}
	if q != nil && q.InBrackets {
		p.write(q.String())
	}
	space := func() {
		if p.Len() > start {
			p.write(" ")
		}
	}
	if properties != nil {
		space()
		p.write(properties)
	}
	if where != nil {
		space()
		p.write("WHERE ", where)
	}
}

// String returns the quantifier as it is written: {1,3}, +, or *1..3 in brackets.
func (q *Quantifier) String() string {
	low, high := strconv.Itoa(q.Min), strconv.Itoa(q.Max)
	if q.InBrackets {
		switch {
		case q.Max == Unbounded && q.Min == 1:
			return "*"
		case q.Max == Unbounded:
			return "*" + low + ".."
		case q.Min == q.Max:
			return "*" + low
		}
		return "*" + low + ".." + high
	}
	switch {
	case q.Max == Unbounded && q.Min == 0:
		return "*"
	case q.Max == Unbounded && q.Min == 1:
		return "+"
	case q.Max == Unbounded:
		return "{" + low + ",}"
	case q.Min == q.Max:
		return "{" + low + "}"
	case q.Min == 0:
		return "{," + high + "}"
	}
	return "{" + low + "," + high + "}"
}

func (x *PathPattern) String() string         { return printed(func(p *printer) { p.path(x) }) }
func (x *NodePattern) String() string         { return printed(func(p *printer) { p.element(x) }) }
func (x *RelationshipPattern) String() string { return printed(func(p *printer) { p.element(x) }) }
func (x *Group) String() string               { return printed(func(p *printer) { p.element(x) }) }

// label writes a label expression that stands where one of at least this level may: 0 for |, 1 for &, 2 for !.
func (p *printer) label(x LabelExpr, least int) {
	binary := func(level int, operator string, a, b LabelExpr) {
		if level < least {
			p.write("(")
			defer p.write(")")
		}
		p.label(a, level)
		p.write(operator)
		p.label(b, level+1)
	}
	switch x := x.(type) {
	case *LabelName:
		p.write(quoteKey(x.Text))
	case *LabelWildcard:
		p.write("%")
	case *LabelNot:
		p.write("!")
		p.label(x.X, 2)
	case *LabelAnd:
		binary(1, "&", x.X, x.Y)
	case *LabelOr:
		binary(0, "|", x.X, x.Y)
	}
}

func (x *LabelName) String() string     { return printed(func(p *printer) { p.label(x, 0) }) }
func (x *LabelWildcard) String() string { return "%" }
func (x *LabelNot) String() string      { return printed(func(p *printer) { p.label(x, 0) }) }
func (x *LabelAnd) String() string      { return printed(func(p *printer) { p.label(x, 0) }) }
func (x *LabelOr) String() string       { return printed(func(p *printer) { p.label(x, 0) }) }

// literal writes a value as it stands in a query.
func (p *printer) literal(v value.Value) {
	switch v.Kind() {
	case value.KindBool:
		p.write(strconv.FormatBool(v.Bool()))
	case value.KindInt:
		p.write(strconv.FormatInt(v.Int(), 10))
	case value.KindFloat:
		p.write(formatFloat(v.Float()))
	case value.KindString:
		p.write(quoteString(v.Text()))
	default:
		p.write("null")
	}
}

// formatFloat writes a float so that it is read as one. What is no number or infinite has no literal, and is
// written as an expression that gives it.
func formatFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "(0.0 / 0.0)"
	case math.IsInf(f, 0):
		return "(" + strconv.Itoa(int(math.Copysign(1, f))) + ".0 / 0.0)"
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// quoteString writes a string in single quotation marks.
func quoteString(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch r {
		case '\\', '\'':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			switch {
			case unicode.IsGraphic(r):
				b.WriteRune(r)
			case r > 0xffff:
				fmt.Fprintf(&b, `\U%08X`, r)
			default:
				fmt.Fprintf(&b, `\u%04X`, r)
			}
		}
	}
	b.WriteByte('\'')
	return b.String()
}
