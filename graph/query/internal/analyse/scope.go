package analyse

import (
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// variable is a name that is bound.
type variable struct {
	name string
	span syntax.Span // where it is bound
	typ  typ
	role string // what binds it, where the type does not say: "an item that UNWIND gives"
	// match is the MATCH that binds it as a part of a pattern, and quantified the quantified part.
	match      *syntax.Match
	quantified syntax.Element
}

// what says what the variable is, for a sentence.
func (v *variable) what() string {
	if v.role != "" {
		return v.role
	}
	return v.typ.phrase()
}

// scope is what is visible.
type scope struct {
	outer *scope // what is around it, visible too
	vars  []*variable
	lost  []*variable // what was visible before a WITH, for messages
}

func (s *scope) declare(v *variable) { s.vars = append(s.vars, v) }

// child returns a scope for what is visible inside alone.
func (s *scope) child() *scope { return &scope{outer: s} }

// lookup returns the variable of a name, or nil.
func (s *scope) lookup(name string) *variable {
	for ; s != nil; s = s.outer {
		if v := find(s.vars, name); v != nil {
			return v
		}
	}
	return nil
}

// visible returns the names that are visible, the innermost first, but for those of columns that were given none.
func (s *scope) visible() []string {
	var names []string
	for ; s != nil; s = s.outer {
		for _, v := range s.vars {
			if !strings.ContainsAny(v.name, ".()[]") {
				names = append(names, v.name)
			}
		}
	}
	return names
}

func (s *scope) lostVariable(name string) *variable {
	for ; s != nil; s = s.outer {
		if v := find(s.lost, name); v != nil {
			return v
		}
	}
	return nil
}

// find returns the last variable of a name, or nil.
func find(vars []*variable, name string) *variable {
	for i := len(vars) - 1; i >= 0; i-- {
		if vars[i].name == name {
			return vars[i]
		}
	}
	return nil
}

// undefined notes that there is no variable of a name, and says what may be meant.
func (c *checker) undefined(name syntax.Name, e *env) {
	err := c.fail(fault.SyntaxError, "UndefinedVariable", name.Span, "no variable %s", quote(name.Text))
	known := e.scope.visible()
	near := graph.Suggest(name.Text, known)
	switch {
	case e.hidden != nil && e.hidden.lookup(name.Text) != nil:
		err.Message = "no variable " + quote(name.Text) + " here: " + e.hiding
		if e.hiddenHint != "" {
			err.Hint = strings.ReplaceAll(e.hiddenHint, "%s", syntax.Quote(name.Text))
		}
	case e.scope.lostVariable(name.Text) != nil:
		err.Message = "no variable " + quote(name.Text) + " any more: the WITH before does not pass it on"
		err.WithHint("name it there too, as in WITH %s, …", syntax.Quote(name.Text))
	case e.constant:
		err.WithHint("give a number in digits, as in %s 10, or a parameter, as in %[1]s $n", e.place)
	case !e.owner && c.ownerOf(name.Text, e.scope) != "":
		err.WithHint("did you mean %s?", c.ownerOf(name.Text, e.scope))
	case len(near) > 0:
		err.WithHint("did you mean %s?", alternatives(near))
	case e.owner && len(known) > 0:
		err.WithHint("bound here: %s", listed(known))
	case e.owner:
		err.WithHint("nothing is bound here: MATCH (%s) comes before", syntax.Quote(name.Text))
	case e.compared:
		err.WithHint("a string is written in quotes: '%s'", name.Text)
	case c.types.set[name.Text]:
		err.WithHint("whether a relationship has the type: r:%s", syntax.Quote(name.Text))
	case c.labels.set[name.Text]:
		err.WithHint("whether a node has the label: n:%s", syntax.Quote(name.Text))
	case len(known) == 0:
		err.WithHint("nothing is bound here; a string is written in quotes: '%s'", name.Text)
	default:
		err.WithHint("bound here: %s; a string is written in quotes: '%s'", listed(known), name.Text)
	}
}

// ownerOf returns the property of that name of what is visible, such as n.name for name, or "".
func (c *checker) ownerOf(key string, s *scope) string {
	for ; s != nil && c.known(); s = s.outer {
		for _, v := range s.vars {
			if v.typ.is(value.KindNode) && c.nodeKeys.set[key] || v.typ.is(value.KindRelationship) && c.relationships.set[key] {
				return syntax.Quote(v.name) + "." + syntax.Quote(key)
			}
		}
	}
	return ""
}

// quote writes a name in a sentence.
func quote(name string) string { return "`" + name + "`" }

// alternatives are some names, as what may be meant.
func alternatives(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = syntax.Quote(name)
	}
	return either(quoted)
}

// either joins alternatives: "a", "a or b", "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// listed are names in a sentence, at most so many that it can be read.
func listed(names []string) string { return some(names, syntax.Quote) }

// some joins the first few of some words.
func some(words []string, write func(string) string) string {
	const most = 8
	var shown []string
	for _, word := range words[:min(most, len(words))] {
		shown = append(shown, write(word))
	}
	if len(words) > most {
		shown = append(shown, "…")
	}
	return strings.Join(shown, ", ")
}

func names(vars []*variable) string {
	var list []string
	for _, v := range vars {
		list = append(list, v.name)
	}
	return listed(list)
}

// countOf is a number of things in a sentence.
func countOf(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing
	case 1:
		return "one " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
