package analyse

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// What can never hold finds nothing, and looks as if there were nothing to find. Where the names of properties are
// known, a comparison of that sort is an error; openCypher lets it stand.

// side is a side of a comparison.
type side struct {
	expr syntax.Expr
	typ  typ
}

// literal returns the value that is written there, null where none is.
func (s side) literal() value.Value {
	if x, ok := s.expr.(*syntax.Literal); ok {
		return x.Value
	}
	return value.Null
}

func (s side) isNull() bool {
	x, ok := s.expr.(*syntax.Literal)
	return ok && x.Value.IsNull()
}

// compares checks that a comparison by = or the like can hold.
func (c *checker) compares(op syntax.Operator, x, y side) {
	if !c.known() || c.err != nil {
		return
	}
	if x.isNull() {
		x, y = y, x
	}
	equality := op == syntax.Equal || op == syntax.NotEqual
	if y.isNull() && equality {
		c.fail(fault.SemanticError, "InvalidArgumentType", around(x.expr.Pos(), y.expr.Pos()), "nothing is equal to null, or different from it").
			WithHint("write %s IS %sNULL", excerpt(x.expr), map[bool]string{true: "NOT "}[op == syntax.NotEqual])
		return
	}
	if x.typ.kinds == 0 || y.typ.kinds == 0 {
		return
	}
	both := x.typ.kinds & y.typ.kinds &^ value.KindNull.Set()
	if both != 0 || x.typ.can(value.NumberKind) && y.typ.can(value.NumberKind) {
		if equality {
			c.isWord(x, y)
			c.isWord(y, x)
		}
		return
	}
	if x.isWritten() && !y.isWritten() {
		x, y, op = y, x, op.Mirrored()
	}
	at := around(x.expr.Pos(), y.expr.Pos())
	phrase := "%s is %s, and never equal to %s"
	if !equality {
		phrase = "%s is %s, and neither less nor greater than %s"
	}
	name := excerpt(x.expr)
	if v, ok := x.expr.(*syntax.Variable); ok {
		name = quote(v.Text)
	}
	err := c.fail(fault.SemanticError, "InvalidArgumentType", at, phrase, name, x.typ.phrase(), y.typ.phrase())
	if hint := c.comparable(op, x, y); hint != "" {
		err.WithHint("%s", hint)
	} else if hint := c.comparable(op.Mirrored(), y, x); hint != "" {
		err.WithHint("%s", hint)
	}
}

// isWritten reports whether there is a constant, or a call, and no name that can be the subject of a sentence.
func (s side) isWritten() bool {
	switch s.expr.(type) {
	case *syntax.Literal, *syntax.ListLiteral, *syntax.MapLiteral, *syntax.Call:
		return true
	}
	return false
}

// comparable says what x can be compared with in the place of y, which is of another kind.
func (c *checker) comparable(op syntax.Operator, x, y side) string {
	written := y.literal()
	compared := excerpt(x.expr) + " " + op.String() + " "
	switch {
	case x.typ.is(value.KindDate) && y.typ.is(value.KindString) && written.IsNull():
		return "date(" + excerpt(y.expr) + ") makes a date of a string"
	case x.typ.is(value.KindDate):
		return dateHint(written)
	case x.typ.kinds != 0 && x.typ.kinds&^value.NumberKind == 0:
		if n, err := strconv.ParseFloat(written.Text(), 64); err == nil && written.Kind() == value.KindString {
			return "write " + compared + strconv.FormatFloat(n, 'g', -1, 64) + ", without quotes"
		}
		if call, ok := x.expr.(*syntax.Call); ok && call.Function == "id" && len(call.Args) == 1 && c.nodeKeys.set["id"] {
			return "id(…) is a number; the id is " + excerpt(call.Args[0]) + ".id"
		}
	case x.typ.is(value.KindString) && (written.Kind() == value.KindInt || written.Kind() == value.KindFloat || written.Kind() == value.KindBool):
		return "a string is written in quotes: '" + excerpt(y.expr) + "'"
	case x.typ.is(value.KindBool):
		switch strings.ToLower(written.Text()) {
		case "true", "yes", "y", "false", "no", "n":
			return "write " + compared + strconv.FormatBool(strings.IndexAny(written.Text(), "tTyY") == 0)
		}
		return "write " + compared + "true or " + compared + "false"
	case x.typ.is(value.KindList):
		if call, ok := x.expr.(*syntax.Call); ok && call.Function == "labels" && len(call.Args) == 1 && written.Kind() == value.KindString {
			label := written.Text()
			if alike := c.labels.alike(label); alike != "" {
				label = alike
			}
			return "write " + excerpt(call.Args[0]) + ":" + syntax.Quote(label)
		}
		if !y.typ.is(value.KindList) {
			return "write " + excerpt(y.expr) + " IN " + excerpt(x.expr)
		}
	case x.typ.is(value.KindNode):
		return "compare a property, as in " + excerpt(x.expr) + "." + c.likelyKey(y.expr) + " " + op.String() + " " + excerpt(y.expr)
	case x.typ.is(value.KindRelationship) && y.typ.is(value.KindString):
		return "its type is type(" + excerpt(x.expr) + ")"
	}
	return ""
}

// dateHint says how the date is written that is meant by a value of another kind.
func dateHint(v value.Value) string {
	text := v.Text()
	if v.Kind() == value.KindInt && v.Int() >= 1000 && v.Int() <= 9999 {
		text = strconv.FormatInt(v.Int(), 10)
	}
	if _, err := graph.ParseDate(text); err != nil || text == "" {
		return "a date is written date('2019'), date('2019-05') or date('2019-05-13')"
	}
	return "write date('" + text + "')"
}

// isWord checks a string that is written, and compared with one that is always one of certain words.
func (c *checker) isWord(x, y side) {
	word := y.literal()
	if x.typ.words == nil || word.Kind() != value.KindString || x.typ.words.set[word.Text()] || c.err != nil {
		return
	}
	known := x.typ.words
	err := c.fail(fault.SemanticError, "InvalidArgumentValue", y.expr.Pos(), "%s is never %s", excerpt(x.expr), excerpt(y.expr))
	if x.typ.is(value.KindList) {
		err.Message = excerpt(x.expr) + " never has the item " + excerpt(y.expr)
	}
	near := graph.Suggest(word.Text(), known.list)
	switch {
	case known.alike(word.Text()) != "":
		err.WithHint("it is written '%s'", known.alike(word.Text()))
	case len(near) > 0:
		err.WithHint("did you mean '%s'?", strings.Join(near, "' or '"))
	default:
		err.WithHint("it is one of %s", quotedWords(known.list))
	}
}

// quotedWords are strings in a sentence, at most so many that it can be read.
func quotedWords(list []string) string {
	return some(list, func(word string) string { return "'" + word + "'" })
}

// isIn checks that x IN list can hold.
func (c *checker) isIn(x, list side) {
	if !c.known() || c.err != nil || !list.typ.is(value.KindList) {
		return
	}
	if items, ok := list.expr.(*syntax.ListLiteral); ok {
		for _, item := range items.Items {
			v, ok := item.(*syntax.Literal)
			if !ok || v.Value.IsNull() {
				continue
			}
			y := side{item, kind(v.Value.Kind())}
			if x.typ.is(value.KindList) {
				c.fail(fault.SemanticError, "InvalidArgumentType", around(x.expr.Pos(), list.expr.Pos()), "%s is a list, and the items after IN are not", excerpt(x.expr)).
					WithHint("write any(x IN %s WHERE x IN %s)", excerpt(x.expr), excerpt(list.expr))
				return
			}
			c.compares(syntax.Equal, x, y)
		}
		return
	}
	item := list.typ.itemType()
	if item.kinds == 0 || x.typ.kinds == 0 {
		return
	}
	if x.typ.kinds&item.kinds&^value.KindNull.Set() == 0 && !(x.typ.can(value.NumberKind) && item.can(value.NumberKind)) {
		err := c.fail(fault.SemanticError, "InvalidArgumentType", around(x.expr.Pos(), list.expr.Pos()), "%s is %s, and the items of %s are not", excerpt(x.expr), x.typ.phrase(), excerpt(list.expr))
		if x.typ.is(value.KindList) {
			err.WithHint("write any(x IN %s WHERE x IN %s)", excerpt(x.expr), excerpt(list.expr))
		}
		return
	}
	if item.words != nil {
		c.isWord(side{list.expr, typ{kinds: value.KindList.Set(), words: item.words}}, x)
	}
}

// looksInto checks the sides of CONTAINS and the like, which are strings.
func (c *checker) looksInto(op syntax.Operator, x, y side) {
	if !c.known() || c.err != nil {
		return
	}
	for i, s := range []side{x, y} {
		if s.typ.can(value.KindString.Set()) {
			continue
		}
		err := c.fail(fault.SemanticError, "InvalidArgumentType", s.expr.Pos(), "%s is between strings, and %s is %s", op, excerpt(s.expr), s.typ.phrase())
		name := excerpt(s.expr)
		switch other := excerpt([]side{y, x}[i].expr); {
		case s.typ.is(value.KindList) && op == syntax.Contains && i == 0:
			err.WithHint("write %s IN %s", other, name)
		case s.typ.is(value.KindList) && i == 0:
			err.WithHint("write any(x IN %s WHERE x %s %s)", name, op, other)
		case s.typ.is(value.KindDate):
			err.WithHint("the year is %s.year; as a string it is toString(%[1]s)", name)
		case s.typ.is(value.KindNode):
			err.WithHint("take a property of it, as in %s.%s", name, c.likelyKey([]side{y, x}[i].expr))
		case s.typ.is(value.KindRelationship):
			err.WithHint("its type is type(%s)", name)
		case slices.Contains([]typ{kind(value.KindInt), kind(value.KindFloat), kind(value.KindBool)}, s.typ):
			err.WithHint("as a string it is toString(%s)", name)
		}
		return
	}
}
