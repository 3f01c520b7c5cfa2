package analyse

import (
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func (c *checker) call(x *syntax.Call, e *env) typ {
	f := functions.Lookup(x.Function)
	if f == nil {
		c.unknownFunction(x, e)
		for _, arg := range x.Args {
			c.expr(arg, e)
		}
		return anything
	}
	inner := e
	if f.IsAggregate() {
		c.added++
		here := *e
		here.aggregate = x
		inner = &here
	} else {
		if x.Distinct {
			c.fail(fault.SyntaxError, "UnexpectedSyntax", x.Span, "%s takes no DISTINCT: it adds up no rows", f.Name).
				WithHint("DISTINCT stands after RETURN or WITH, or in count(DISTINCT …) and its like")
		}
		if f.Varies && e.aggregate != nil {
			c.fail(fault.SyntaxError, "NonConstantExpression", x.Span, "%s gives another number each time, and cannot stand inside %s", f.Name+"()", e.aggregate.Name.Text+"(…)").
				WithHint("name it first: WITH %s() AS x", f.Name)
		}
	}
	c.arity(x, f)
	args := make([]typ, len(x.Args))
	for i, arg := range x.Args {
		args[i] = c.expr(arg, inner)
		if args[i].can(f.Arg(i)) {
			continue
		}
		err := c.wrongType(arg.Pos(), "%s takes %s, and %s is %s", f.Name, f.Arg(i).Phrase(), excerpt(arg), args[i].phrase())
		if hint := argumentHint(f.Name, args[i], arg); hint != "" {
			err.WithHint("%s", hint)
		}
	}
	if f.IsAggregate() {
		c.mayAdd(x, f, e) // after its arguments: in ORDER BY an unknown variable in one comes first
	}
	result := resultOf(f, args)
	switch {
	case !c.known():
	case f.Name == "type":
		result.words = &c.types
	case f.Name == "labels" && result.item != nil:
		result.item.words = &c.labels
	}
	return result
}

// arity checks how many arguments a function is given.
func (c *checker) arity(x *syntax.Call, f *functions.Function) {
	n := len(x.Args)
	if x.Star || n >= f.Min && (f.Max < 0 || n <= f.Max) {
		return
	}
	wants := countOf(f.Min, "argument")
	switch {
	case f.Max < 0:
		wants = "at least " + wants
	case f.Max > f.Min:
		wants = "from " + strconv.Itoa(f.Min) + " to " + countOf(f.Max, "argument")
	}
	given := strconv.Itoa(n)
	if n < 2 {
		given = [...]string{"none", "one"}[n]
	}
	c.fail(fault.SyntaxError, "InvalidNumberOfArguments", x.Span, "%s takes %s, and is given %s", f.Name, wants, given).
		WithHint("%s", f.Signature)
}

// argumentHint says which function is meant where one is given the wrong kind of argument.
func argumentHint(function string, t typ, x syntax.Expr) string {
	arg := excerpt(x)
	switch {
	case (function == "date" || function == "known_at") && t.can(value.NumberKind):
		return dateHint(side{expr: x}.literal())
	case function == "size" && t.is(value.KindNode):
		return "how many relationships a node has: COUNT { (" + arg + ")--() }"
	case function == "length" && t.can(value.KindList.Set()|value.KindString.Set()):
		return "size(" + arg + ") counts the items of a list or the characters of a string"
	case function == "length" && t.is(value.KindNode), function == "length" && t.is(value.KindRelationship):
		return "name the path, as in p = (a)-->(b), and take length(p)"
	case function == "size" && t.is(value.KindPath):
		return "length(" + arg + ") is how many relationships a path has"
	case function == "type" && t.is(value.KindNode):
		return "labels(" + arg + ") are the labels of a node"
	case function == "labels" && t.is(value.KindRelationship):
		return "type(" + arg + ") is the type of a relationship"
	case function == "labels" && t.is(value.KindPath):
		return "those of its nodes: [x IN nodes(" + arg + ") | labels(x)]"
	case (function == "type" || function == "labels" || function == "keys" || function == "properties") && t.is(value.KindList):
		return "take it of each item: [x IN " + arg + " | " + function + "(x)]"
	case (function == "nodes" || function == "relationships") && !t.is(value.KindPath):
		return "name the path, as in p = (a)-->(b), and take " + function + "(p)"
	}
	return ""
}

// resultOf returns the type of what a function gives for arguments.
func resultOf(f *functions.Function, args []typ) typ {
	if len(args) == 0 {
		return of(f.Result)
	}
	switch f.Name {
	case "coalesce":
		result := null
		for _, arg := range args {
			result = result.or(arg)
		}
		return result
	case "min", "max", "nullIf", "tail":
		return args[0]
	case "reverse":
		if args[0].is(value.KindList) || args[0].is(value.KindString) {
			return args[0]
		}
	case "head", "last":
		if args[0].is(value.KindList) {
			return args[0].itemType()
		}
	case "collect":
		return listOf(args[0])
	case "abs", "sum":
		if args[0].is(value.KindInt) || args[0].is(value.KindFloat) {
			return args[0]
		}
	}
	if f.Item != 0 {
		return listOf(of(f.Item))
	}
	return of(f.Result)
}

// mayAdd checks that rows can be added up where x stands.
func (c *checker) mayAdd(x *syntax.Call, f *functions.Function, e *env) {
	name := f.Name + "(…)"
	switch {
	case e.aggregate != nil:
		c.fail(fault.SyntaxError, "NestedAggregation", x.Span, "%s stands inside %s, and both add up rows", name, e.aggregate.Name.Text+"(…)").
			WithHint("name the inner one first: WITH %s AS x, then take %s of x", excerpt(x), e.aggregate.Name.Text)
	case e.place == "WHERE":
		c.fail(fault.SyntaxError, "InvalidAggregation", x.Span, "%s adds up rows, which WHERE cannot: it looks at one row at a time", name).
			WithHint("name it first: WITH …, %s AS x WHERE x > 1; what a pattern finds for a row is counted by COUNT { … }", excerpt(x))
	case e.place == "ORDER BY":
		c.fail(fault.SyntaxError, "InvalidAggregation", x.Span, "%s in ORDER BY adds up rows, and what it sorts does not", name).
			WithHint("return it too, or name it in a WITH before")
	case e.place != "":
		c.fail(fault.SyntaxError, "InvalidAggregation", x.Span, "%s adds up rows, which it cannot in %s", name, e.place).
			WithHint("name it first: WITH %s AS x", excerpt(x))
	}
}

// elsewhere are functions that are known from elsewhere, with what is here in their place.
var elsewhere = map[string]string{
	"datetime":      "times of day are not kept here; a date is date('2019-05-13')",
	"localdatetime": "times of day are not kept here; a date is date('2019-05-13')",
	"time":          "times of day are not kept here; a date is date('2019-05-13')",
	"localtime":     "times of day are not kept here; a date is date('2019-05-13')",
	"year":          "x.year is the year of a date x",
	"month":         "x.month is the month of a date x",
	"day":           "x.day is the day of a date x",
	"degree":        "COUNT { (n)--() } is how many relationships a node has",
	"duration":      "dates are compared with < and =, and have a year, a month and a day, as in d.year",
	"timestamp":     "there is no clock here; give the date that is meant, as in date('2019-05-13')",
	"now":           "there is no clock here; give the date that is meant, as in date('2019-05-13')",
	"today":         "there is no clock here; give the date that is meant, as in date('2019-05-13')",
	"randomuuid":    "elementId(x) tells a node or relationship from all others",
	"len":           "size(x) is that of a list or text, length(p) that of a path",
	"concat":        "strings are joined by +",
	"contains":      "it is an operator: text CONTAINS part",
	"startswith":    "it is an operator: text STARTS WITH part",
	"endswith":      "it is an operator: text ENDS WITH part",
	"has":           "x.key IS NOT NULL asks for a property, x:Label for a label",
	"haslabel":      "x:Label asks for a label",
	"like":          "text CONTAINS part, or text =~ 'regular expression'",
	"if":            "CASE WHEN condition THEN a ELSE b END",
	"iif":           "CASE WHEN condition THEN a ELSE b END",
	"ifnull":        "coalesce(x, y) is the first that is not null",
	"isnull":        "it is an operator: x IS NULL",
	"rels":          "relationships(p) are those of a path",
	"edges":         "relationships(p) are those of a path",
	"vertices":      "nodes(p) are those of a path",
	"label":         "labels(n) are those of a node, type(r) is that of a relationship",
	"distinct":      "write RETURN DISTINCT x, or count(DISTINCT x)",
	"group_concat":  "collect(x) makes a list of the rows",
	"array_agg":     "collect(x) makes a list of the rows",
	"average":       "avg(x) is the mean",
	"mean":          "avg(x) is the mean",
	"median":        "percentileCont(x, 0.5) is the median",
	"filter":        "[x IN list WHERE condition]",
	"extract":       "[x IN list | expression]",
	"substr":        "substring(text, start, length)",
	"str":           "toString(x)",
	"int":           "toInteger(x)",
	"integer":       "toInteger(x)",
	"float":         "toFloat(x)",
	"string":        "toString(x)",
	"uppercase":     "toUpper(text)",
	"lowercase":     "toLower(text)",
}

func (c *checker) unknownFunction(x *syntax.Call, e *env) {
	err := c.fail(fault.SyntaxError, "UnknownFunction", x.Name.Span, "no function %s", quote(x.Name.Text))
	if hint := elsewhere[x.Function]; hint != "" {
		err.WithHint("%s", hint)
		return
	}
	if library, _, ok := strings.Cut(x.Function, "."); ok {
		path, last := x.Name.Text, x.Function
		if i := strings.LastIndexByte(path, '.'); i >= 0 {
			path, last = path[:i], x.Function[strings.LastIndexByte(x.Function, '.')+1:]
		}
		if f := functions.Lookup(last); f != nil && e.scope.lookup(library) != nil {
			err.WithHint("a function stands before what it is of: %s(%s)", f.Name, path)
		} else if hint := elsewhere[last]; hint != "" && e.scope.lookup(library) != nil {
			err.WithHint("%s", hint)
		} else if hint := elsewhere[library]; hint != "" {
			err.WithHint("%s", hint)
		} else if functions.Lookup(library) == nil {
			err.WithHint("functions have one name, and none comes from libraries such as %s", library)
		}
		return
	}
	if near := graph.Suggest(x.Name.Text, functions.Names()); len(near) > 0 {
		for i := range near {
			near[i] += "()"
		}
		err.WithHint("did you mean %s?", either(near))
	}
}
