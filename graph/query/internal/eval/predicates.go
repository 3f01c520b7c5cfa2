package eval

import (
	"errors"
	"regexp"
	resyntax "regexp/syntax"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func (c *Compiler) not(e *syntax.Unary, s *Scope) (predicate, error) {
	x, err := c.predicate(e.X, s)
	if err != nil {
		return predicate{}, err
	}
	return foldTruth(predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		t, err := x.test(rt, row)
		return t.Not(), err
	}}, x.constant), nil
}

// connective compiles a chain of AND, OR or XOR. AND stops at the first false, OR at the first true.
func (c *Compiler) connective(e *syntax.Binary, s *Scope) (predicate, error) {
	var parts []predicate
	constant := true
	for _, part := range chain(e, s) {
		p, err := c.predicate(part, s)
		if err != nil {
			return predicate{}, err
		}
		parts, constant = append(parts, p), constant && p.constant
	}
	var run test
	switch e.Op {
	case syntax.And:
		run = untilDecided(parts, value.False, value.Truth.And)
	case syntax.Or:
		run = untilDecided(parts, value.True, value.Truth.Or)
	default:
		run = func(rt *Runtime, row Row) (value.Truth, error) {
			result := value.False
			for i := range parts {
				t, err := parts[i].test(rt, row)
				if err != nil {
					return value.Unknown, err
				}
				result = result.Xor(t)
			}
			return result, nil
		}
	}
	return foldTruth(predicate{test: run}, constant), nil
}

// untilDecided combines the parts up to the first that decides the result.
func untilDecided(parts []predicate, decisive value.Truth, combine func(t, u value.Truth) value.Truth) test {
	if len(parts) == 2 {
		left, right := parts[0].test, parts[1].test
		return func(rt *Runtime, row Row) (value.Truth, error) {
			t, err := left(rt, row)
			if err != nil || t == decisive {
				return t, err
			}
			u, err := right(rt, row)
			if t == value.Unknown && u != decisive {
				return t, err
			}
			return u, err
		}
	}
	return func(rt *Runtime, row Row) (value.Truth, error) {
		result := decisive.Not()
		for i := range parts {
			t, err := parts[i].test(rt, row)
			if err != nil || t == decisive {
				return t, err
			}
			result = combine(result, t)
		}
		return result, nil
	}
}

// chain returns the operands of nested uses of one operator, from left to right: a long chain is no deep recursion.
func chain(e *syntax.Binary, s *Scope) []syntax.Expr {
	var parts []syntax.Expr
	pending := []syntax.Expr{e}
	for len(pending) > 0 {
		next := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if b, ok := next.(*syntax.Binary); ok && b.Op == e.Op {
			if _, there := s.computed(next); !there {
				pending = append(pending, b.Y, b.X)
				continue
			}
		}
		parts = append(parts, next)
	}
	return parts
}

func (c *Compiler) isNull(e *syntax.IsNull, s *Scope) (predicate, error) {
	x, err := c.operand(e.X, s)
	if err != nil {
		return predicate{}, err
	}
	want := !e.Not
	return foldTruth(predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		v, err := x.run(rt, row)
		return value.TruthOf(v.IsNull() == want), err
	}}, x.constant), nil
}

// compare computes a comparison of two values.
func compare(op syntax.Operator, a, b value.Value) value.Truth {
	switch op {
	case syntax.Equal:
		return value.Equals(a, b)
	case syntax.NotEqual:
		return value.Equals(a, b).Not()
	case syntax.Less:
		return value.Less(a, b)
	case syntax.LessOrEqual:
		return value.LessOrEqual(a, b)
	case syntax.Greater:
		return value.Less(b, a)
	}
	return value.LessOrEqual(b, a)
}

func (c *Compiler) comparison(e *syntax.Comparison, s *Scope) (predicate, error) {
	parts, constant, err := c.operands(s, e.Operands...)
	if err != nil {
		return predicate{}, err
	}
	var p predicate
	switch {
	case len(parts) > 2:
		p.test = comparisonChain(parts, e.Ops)
	case parts[0].form == propertyOfVariable && parts[1].constant:
		p.test = propertyWithConstant(parts[0], e.Ops[0], parts[1].value)
	case parts[0].constant && parts[1].form == propertyOfVariable:
		p.test = propertyWithConstant(parts[1], e.Ops[0].Mirrored(), parts[0].value)
	default:
		p.test = comparisonOfTwo(parts[0].run, e.Ops[0], parts[1].run)
	}
	return foldTruth(p, constant), nil
}

func comparisonOfTwo(left Func, op syntax.Operator, right Func) test {
	return func(rt *Runtime, row Row) (value.Truth, error) {
		a, err := left(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		b, err := right(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		if err := costs(rt, a, b); err != nil {
			return value.Unknown, err
		}
		return compare(op, a, b), nil
	}
}

// propertyWithConstant compares var.key with a constant, without going through the closures of the operands.
func propertyWithConstant(property operand, op syntax.Operator, constant value.Value) test {
	slot, key, run, test := property.slot, property.key, property.run, against(op, constant)
	return func(rt *Runtime, row Row) (value.Truth, error) {
		switch of := &row[slot]; of.Kind() {
		case value.KindNode:
			return test(rt.Graph.NodeProperty(of.Node(), key)), nil
		case value.KindRelationship:
			return test(rt.Graph.RelationshipProperty(of.Relationship(), key)), nil
		}
		v, err := run(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		return test(v), nil
	}
}

// against returns the comparison of a value, to the left of op, with a constant.
func against(op syntax.Operator, constant value.Value) func(value.Value) value.Truth {
	text, number := constant.Text(), constant.Int()
	switch {
	case op == syntax.Equal && constant.Kind() == value.KindString:
		return func(v value.Value) value.Truth {
			if v.Kind() == value.KindString {
				return value.TruthOf(v.Text() == text)
			}
			return value.Equals(v, constant)
		}
	case op == syntax.Equal && constant.Kind() == value.KindInt:
		return func(v value.Value) value.Truth {
			if v.Kind() == value.KindInt {
				return value.TruthOf(v.Int() == number)
			}
			return value.Equals(v, constant)
		}
	}
	return func(v value.Value) value.Truth { return compare(op, v, constant) }
}

// comparisonChain is a < b < c: each operand is computed once, and none after a comparison that is false.
func comparisonChain(parts []operand, ops []syntax.Operator) test {
	return func(rt *Runtime, row Row) (value.Truth, error) {
		left, err := parts[0].run(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		result := value.True
		for i, op := range ops {
			right, err := parts[i+1].run(rt, row)
			if err == nil {
				err = costs(rt, left, right)
			}
			if err != nil {
				return value.Unknown, err
			}
			if result = result.And(compare(op, left, right)); result == value.False {
				break
			}
			left = right
		}
		return result, nil
	}
}

// costs notes what going through lists and maps takes.
func costs(rt *Runtime, a, b value.Value) error {
	if value.Depth(a) == 0 || value.Depth(b) == 0 {
		return nil
	}
	return takes(rt, min(value.Size(a), value.Size(b)))
}

func (c *Compiler) in(e *syntax.Binary, s *Scope) (predicate, error) {
	parts, constant, err := c.operands(s, e.X, e.Y)
	if err != nil {
		return predicate{}, err
	}
	item, list := parts[0], parts[1]
	if list.constant {
		if set := newTextSet(list.value.List()); set != nil {
			return foldTruth(predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
				v, err := item.run(rt, row)
				return set.has(v), err
			}}, constant), nil
		}
	}
	return foldTruth(predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		v, err := item.run(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		in, err := list.run(rt, row)
		switch {
		case err != nil:
			return value.Unknown, err
		case in.IsNull():
			return value.Unknown, nil
		case in.Kind() != value.KindList:
			return value.Unknown, fault.AtRun(fault.TypeError, "InvalidArgumentType", list.at,
				"IN needs a list after it, and this is %s", in.Kind().Phrase()).
				WithHint("a list is written in brackets: [1, 2]")
		}
		if err := takes(rt, value.Size(in)); err != nil {
			return value.Unknown, err
		}
		return value.In(v, in.List()), nil
	}}, constant), nil
}

// textSet is a constant list of strings, and perhaps nulls.
type textSet struct {
	texts map[string]struct{}
	null  bool
}

// newTextSet returns nil where the list has something else in it, or is short.
func newTextSet(list []value.Value) *textSet {
	const worthwhile = 8
	if len(list) < worthwhile {
		return nil
	}
	set := &textSet{texts: make(map[string]struct{}, len(list))}
	for _, v := range list {
		switch v.Kind() {
		case value.KindString:
			set.texts[v.Text()] = struct{}{}
		case value.KindNull:
			set.null = true
		default:
			return nil
		}
	}
	return set
}

func (s *textSet) has(v value.Value) value.Truth {
	switch v.Kind() {
	case value.KindNull:
		return value.Unknown
	case value.KindString:
		if _, ok := s.texts[v.Text()]; ok {
			return value.True
		}
	}
	if s.null {
		return value.Unknown
	}
	return value.False
}

// textTest compiles STARTS WITH, ENDS WITH and CONTAINS, which are null where an operand is no string.
func (c *Compiler) textTest(e *syntax.Binary, s *Scope) (predicate, error) {
	parts, constant, err := c.operands(s, e.X, e.Y)
	if err != nil {
		return predicate{}, err
	}
	test := strings.Contains
	switch e.Op {
	case syntax.StartsWith:
		test = strings.HasPrefix
	case syntax.EndsWith:
		test = strings.HasSuffix
	}
	return foldTruth(predicate{test: ofTexts(parts[0].run, parts[1].run, func(_ *Runtime, text, part string) (value.Truth, error) {
		return value.TruthOf(test(text, part)), nil
	})}, constant), nil
}

// ofTexts computes a test of two strings, Unknown where an operand is none.
func ofTexts(left, right Func, of func(rt *Runtime, a, b string) (value.Truth, error)) test {
	return func(rt *Runtime, row Row) (value.Truth, error) {
		a, err := left(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		b, err := right(rt, row)
		if err != nil || a.Kind() != value.KindString || b.Kind() != value.KindString {
			return value.Unknown, err
		}
		if err := takes(rt, value.Size(a)); err != nil {
			return value.Unknown, err
		}
		return of(rt, a.Text(), b.Text())
	}
}

// matches compiles =~: the whole of a string matches a regular expression.
func (c *Compiler) matches(e *syntax.Binary, s *Scope) (predicate, error) {
	parts, constant, err := c.operands(s, e.X, e.Y)
	if err != nil {
		return predicate{}, err
	}
	pattern := func(rt *Runtime, text string) (*regexp.Regexp, error) { return rt.regexp(text, parts[1].at) }
	if parts[1].constant && parts[1].value.Kind() == value.KindString {
		compiled, err := compileRegexp(parts[1].value.Text(), parts[1].at)
		pattern = func(*Runtime, string) (*regexp.Regexp, error) { return compiled, err }
	}
	return foldTruth(predicate{test: ofTexts(parts[0].run, parts[1].run, func(rt *Runtime, text, written string) (value.Truth, error) {
		re, err := pattern(rt, written)
		if err != nil {
			return value.Unknown, err
		}
		return matches(rt, re, text)
	})}, constant), nil
}

// quickMatch is how many steps of a regular expression take no longer than a person notices.
const quickMatch = 1 << 23

// matches reports whether a text is what a regular expression describes. Each byte of the text may take as many steps
// as the expression is long, its repetitions written out; what could take long is cancelled with the run.
func matches(rt *Runtime, re *regexp.Regexp, text string) (value.Truth, error) {
	const mostRepetitions = 1000 // of package regexp, nested ones multiplied
	stepsPerByte := len(re.String())
	if strings.Contains(re.String(), "{") {
		stepsPerByte *= mostRepetitions
	}
	if len(text) <= quickMatch/stepsPerByte {
		const perStep = 64 // a regular expression is slower than what ofTexts counts
		if err := rt.Budget.Steps(rt.Ctx, len(text)/perStep); err != nil {
			return value.Unknown, err
		}
		return value.TruthOf(re.MatchString(text)), nil
	}
	r := &boundedReader{text: strings.NewReader(text), rt: rt, steps: stepsPerByte}
	matched := re.MatchReader(r)
	if r.err != nil {
		return value.Unknown, r.err
	}
	return value.TruthOf(matched), nil
}

// boundedReader gives a text character by character until the run is cancelled.
type boundedReader struct {
	text  *strings.Reader
	rt    *Runtime
	steps int // that a character takes
	err   error
}

func (r *boundedReader) ReadRune() (rune, int, error) {
	if r.err = r.rt.Budget.Steps(r.rt.Ctx, r.steps); r.err != nil {
		return 0, 0, r.err
	}
	return r.text.ReadRune()
}

func compileRegexp(pattern string, span syntax.Span) (*regexp.Regexp, error) {
	re, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if err != nil {
		// What Go says is of the pattern with what is put around it; the pattern alone gives the better message.
		if _, alone := regexp.Compile(pattern); alone != nil {
			err = alone
		}
		why := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		var wrong *resyntax.Error
		if errors.As(err, &wrong) && len(wrong.Expr) > mostExcerpt {
			why = string(wrong.Code)
		}
		return nil, fault.AtRun(fault.ArgumentError, "InvalidArgumentValue", span, "%s", why+": this is no regular expression").
			WithHint("the syntax is that of RE2: (?i) ignores case, and there are no (?= and (?! groups")
	}
	return re, nil
}

// mostExcerpt is how long a part of a regular expression may be to be shown in an error.
const mostExcerpt = 80

// regexps keeps the regular expressions of a run that are not constant.
const mostRegexps = 64

func (rt *Runtime) regexp(pattern string, span syntax.Span) (*regexp.Regexp, error) {
	if re, ok := rt.regexps[pattern]; ok {
		return re, nil
	}
	re, err := compileRegexp(pattern, span)
	if err != nil {
		return nil, err
	}
	if rt.regexps == nil || len(rt.regexps) >= mostRegexps {
		rt.regexps = map[string]*regexp.Regexp{}
	}
	rt.regexps[pattern] = re
	return re, nil
}
