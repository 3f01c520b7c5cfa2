package syntax

import (
	"math"
	"reflect"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// Inspect calls visit for n and what is below it, in the order of the text: parts of a query, clauses, items and sort
// keys, paths and their elements, quantifiers' owners, labels and expressions. Names are not visited, but the
// variables of expressions are. Where visit returns false, it leaves out what is below.
func Inspect(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	expr := func(list ...Expr) {
		for _, e := range list {
			if e != nil {
				Inspect(e, visit)
			}
		}
	}
	label := func(l LabelExpr) {
		if l != nil {
			Inspect(l, visit)
		}
	}
	switch n := n.(type) {
	case *Query:
		inspectAll(n.Parts, visit)
	case *SingleQuery:
		inspectAll(n.Clauses, visit)
	case *Match:
		inspectAll(n.Paths, visit)
		expr(n.Where)
	case *Unwind:
		expr(n.List)
	case *With:
		inspectProjection(&n.Projection, visit)
		expr(n.Where)
	case *Return:
		inspectProjection(&n.Projection, visit)
	case *Item:
		expr(n.Expr)
	case *SortKey:
		expr(n.Expr)
	case *PathPattern:
		inspectAll(n.Elements, visit)
	case *NodePattern:
		label(n.Label)
		expr(n.Properties, n.Where)
	case *RelationshipPattern:
		label(n.Type)
		expr(n.Properties, n.Where)
	case *Group:
		inspectAll(n.Elements, visit)
		expr(n.Where)
	case *LabelNot:
		label(n.X)
	case *LabelAnd:
		label(n.X)
		label(n.Y)
	case *LabelOr:
		label(n.X)
		label(n.Y)
	case *HasLabel:
		expr(n.X)
		label(n.Label)
	case *Subquery:
		Inspect(n.Query, visit)
	case *PatternExpr:
		Inspect(n.Path, visit)
	case *PatternComprehension:
		Inspect(n.Path, visit)
		expr(n.Where, n.Map)
	case Expr:
		expr(operands(n)...)
	}
}

func inspectAll[N Node](list []N, visit func(Node) bool) {
	for _, n := range list {
		Inspect(n, visit)
	}
}

func inspectProjection(pr *Projection, visit func(Node) bool) {
	inspectAll(pr.Items, visit)
	inspectAll(pr.OrderBy, visit)
	for _, e := range []Expr{pr.Skip, pr.Limit} {
		if e != nil {
			Inspect(e, visit)
		}
	}
}

// operands returns the expressions that e, which holds nothing but expressions, is made of; some may be nil.
func operands(e Expr) []Expr {
	switch e := e.(type) {
	case *ListLiteral:
		return e.Items
	case *MapLiteral:
		list := make([]Expr, len(e.Entries))
		for i, entry := range e.Entries {
			list[i] = entry.Value
		}
		return list
	case *MapProjection:
		list := []Expr{e.Of}
		for _, item := range e.Items {
			list = append(list, item.Value)
		}
		return list
	case *Property:
		return []Expr{e.X}
	case *Index:
		return []Expr{e.X, e.I}
	case *Slice:
		return []Expr{e.X, e.From, e.To}
	case *Call:
		return e.Args
	case *Unary:
		return []Expr{e.X}
	case *Binary:
		return []Expr{e.X, e.Y}
	case *Comparison:
		return e.Operands
	case *IsNull:
		return []Expr{e.X}
	case *Case:
		list := []Expr{e.Of}
		for _, w := range e.Whens {
			list = append(list, w.Condition, w.Result)
		}
		return append(list, e.Else)
	case *ListComprehension:
		return []Expr{e.List, e.Where, e.Map}
	case *Quantified:
		return []Expr{e.List, e.Where}
	case *Reduce:
		return []Expr{e.Init, e.List, e.Step}
	}
	return nil
}

// Trees are compared field by field, so that a field that is added later is not forgotten.
var (
	spanType  = reflect.TypeFor[Span]()
	valueType = reflect.TypeFor[value.Value]()
	itemType  = reflect.TypeFor[Item]()
	callType  = reflect.TypeFor[Call]()
)

// Same reports whether two trees say the same: all but where they stand (spans), how an expression that is the name
// of its column is spaced (Item.Text), and in which case a function is written (Call.Name).
func Same(a, b Node) bool {
	return equal(reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem())
}

func equal(a, b reflect.Value) bool {
	switch a.Type() {
	case spanType:
		return true
	case valueType:
		return sameValue(a.Interface().(value.Value), b.Interface().(value.Value))
	}
	switch a.Kind() {
	case reflect.Interface, reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		a, b = a.Elem(), b.Elem()
		return a.Type() == b.Type() && equal(a, b)
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equal(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			switch field := a.Type().Field(i).Name; {
			case a.Type() == itemType && field == "Text", a.Type() == callType && field == "Name":
				continue
			}
			if !equal(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Interface() == b.Interface()
}

// sameValue reports whether two literals are the same; 1 and 1.0 are not.
func sameValue(a, b value.Value) bool {
	return a.Kind() == b.Kind() && a.Bool() == b.Bool() && a.Int() == b.Int() && a.Text() == b.Text() &&
		math.Float64bits(a.Float()) == math.Float64bits(b.Float())
}
