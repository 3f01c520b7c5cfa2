package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// queryWriter writes a question for paths in the query language.
type queryWriter struct {
	s   *search
	out []string // the ids of organisations that paths do not pass
}

// ranked reports whether the paths are ordered and counted at the end, where no selector can do so: by cost, and
// through several organisations in any order.
func (s *search) ranked() bool {
	return s.weighted || len(s.through) > 1 || len(s.through) == 1 && s.repeats()
}

// query returns the question in the query language. The filters that look around an organisation have no words
// there; they are for the command line.
func (s *search) query() (string, error) {
	w := &queryWriter{s: s}
	for _, values := range [][]string{s.filter.without, s.filter.avoid} {
		ids, err := expandNames(s.whole, values)
		if err != nil {
			return "", err
		}
		w.out = append(w.out, ids...)
	}
	pattern := w.end("a", s.from, true) + w.crossing("r", "x")
	if len(s.through) == 1 && !s.ranked() {
		pattern += "(via {id: " + quoted(s.through[0]) + "})" + w.crossing("s", "y")
	}
	text := "MATCH p = " + w.selector() + pattern + w.end("b", s.to, false)
	if where := w.where(); len(where) > 0 {
		text += "\nWHERE " + strings.Join(where, " AND ")
	}
	if s.ranked() {
		return text + w.ranking(), nil
	}
	text += "\nRETURN p"
	if s.all {
		text += " ORDER BY length(p)" + w.limit()
	}
	return text, nil
}

// repeats reports whether paths are wanted that may come to an organisation twice: a pattern that says where they come
// to it finds those as often as they do.
func (s *search) repeats() bool { return s.mode != path.Acyclic && (s.all || s.k > 1) }

func quoted(text string) string {
	return (&syntax.Literal{Value: value.String(text)}).String()
}

func quotedList(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, quoted(t))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// selector writes which paths count, and what may come twice in them. A shortest path has no organisation twice,
// unless it is to pass through some, or it may end where it begins.
func (w *queryWriter) selector() string {
	s := w.s
	mode := strings.ToUpper(s.mode.String()) + " "
	switch {
	case s.all || s.ranked():
		return mode
	case s.k > 1:
		return fmt.Sprintf("SHORTEST %d %s", s.k, mode)
	case s.mode == path.Acyclic && len(s.through) == 0 && s.from.single() && s.to.single():
		mode = ""
	}
	return "ANY SHORTEST " + mode
}

// ofNode writes what the filters ask of an organisation.
func (w *queryWriter) ofNode(variable string) (conditions []string) {
	switch len(w.out) {
	case 0:
	case 1:
		conditions = append(conditions, variable+".id <> "+quoted(w.out[0]))
	default:
		conditions = append(conditions, "NOT "+variable+".id IN "+quotedList(w.out))
	}
	if classes := w.s.filter.classes; len(classes) > 0 {
		conditions = append(conditions, variable+":"+labels(classes))
	}
	if !w.s.filter.asOf.IsZero() {
		conditions = append(conditions, w.knownAt(variable))
	}
	return conditions
}

func (w *queryWriter) knownAt(variable string) string {
	return fmt.Sprintf("known_at(%s, date(%s))", variable, quoted(w.s.filter.asOf.String()))
}

// ofRelationship writes what the filters ask of a relationship.
func (w *queryWriter) ofRelationship(variable string) (conditions []string) {
	o := w.s.filter
	if !o.asOf.IsZero() {
		conditions = append(conditions, w.knownAt(variable))
	}
	for _, c := range []struct {
		property string
		values   []string
	}{{"status", o.statuses}, {"confidence", o.confidences}} {
		switch len(c.values) {
		case 0:
		case 1:
			conditions = append(conditions, variable+"."+c.property+" = "+quoted(c.values[0]))
		default:
			conditions = append(conditions, variable+"."+c.property+" IN "+quotedList(c.values))
		}
	}
	var cited []string
	for _, source := range o.sources {
		cited = append(cited, quoted(source)+" IN "+variable+".sources")
	}
	switch len(cited) {
	case 0:
	case 1:
		conditions = append(conditions, cited[0])
	default:
		conditions = append(conditions, "("+strings.Join(cited, " OR ")+")")
	}
	return conditions
}

func labels(classes []string) string {
	var names []string
	for _, c := range classes {
		names = append(names, name(mapgraph.Label(c)))
	}
	return strings.Join(names, "|")
}

// name writes a label or type.
func name(s string) string { return (&syntax.LabelName{Name: syntax.Name{Text: s}}).String() }

// types writes which relationships are wanted: ":A|B" or ":(A|B)&!C".
func (w *queryWriter) types() string {
	write := func(ids []string, before, between string) string {
		var names []string
		for _, id := range ids {
			names = append(names, before+name(mapgraph.Type(id)))
		}
		return strings.Join(names, between)
	}
	wanted, not := write(w.s.filter.types, "", "|"), write(w.s.filter.notTypes, "!", "&")
	switch {
	case wanted != "" && not != "":
		return ":(" + wanted + ")&" + not
	case wanted+not != "":
		return ":" + wanted + not
	}
	return ""
}

// crossing writes the relationships of a path, or of a part of it, with variables of their own where they are needed.
func (w *queryWriter) crossing(relationship, node string) string {
	s := w.s
	inside := w.types()
	if conditions := w.ofRelationship(relationship); len(conditions) > 0 {
		inside = relationship + inside + " WHERE " + strings.Join(conditions, " AND ")
	}
	if inside != "" {
		inside = "[" + inside + "]"
	}
	arrow := map[graph.Direction]string{
		graph.Out: "-" + inside + "->", graph.In: "<-" + inside + "-", graph.Both: "-" + inside + "-",
	}[s.direction]
	least, repeat := 1, "+"
	if len(s.through) > 0 || s.from.single() && slices.Equal(s.from.ids, s.to.ids) {
		least, repeat = 0, "*"
	}
	if s.maxHops > 0 {
		repeat = fmt.Sprintf("{%d,%d}", least, s.maxHops)
	}
	if conditions := w.ofNode(node); len(conditions) > 0 {
		return " (()" + arrow + "(" + node + " WHERE " + strings.Join(conditions, " AND ") + "))" + repeat + " "
	}
	return arrow + repeat
}

// end writes an end of the paths: one organisation, several, or those of a classification. What is asked of
// every organisation is asked of the first here, and of the others where they are reached.
func (w *queryWriter) end(variable string, e ends, first bool) string {
	var conditions []string
	text := "(" + variable
	switch {
	case e.single():
		text += " {id: " + quoted(e.ids[0]) + "}"
	case len(e.ids) == 0:
		text += ":" + labels(e.classes)
	case len(e.classes) == 0:
		conditions = append(conditions, variable+".id IN "+quotedList(e.ids))
	default:
		conditions = append(conditions, fmt.Sprintf("(%s:%s OR %s.id IN %s)", variable, labels(e.classes), variable, quotedList(e.ids)))
	}
	if first {
		conditions = append(conditions, w.ofNode(variable)...)
	}
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, " AND ")
	}
	return text + ")"
}

// where writes what is asked of the whole path.
func (w *queryWriter) where() (conditions []string) {
	s := w.s
	if s.maxHops > 0 && len(s.through) == 1 && !s.ranked() {
		conditions = append(conditions, "length(p) <= "+strconv.Itoa(s.maxHops))
	}
	if s.overlap() {
		conditions = append(conditions, "a <> b")
	}
	if s.ranked() {
		for _, id := range s.through {
			conditions = append(conditions, "any(n IN nodes(p) WHERE n.id = "+quoted(id)+")")
		}
	}
	return conditions
}

// ranking writes how ranked paths are ordered and counted: those of each start and end, where these are several.
func (w *queryWriter) ranking() string {
	s := w.s
	order := "length(p)"
	if s.weighted {
		order = "reduce(cost = 0.0, r IN relationships(p) | cost + 1 / r.weight)"
	}
	switch k := strconv.Itoa(max(s.k, 1)); {
	case s.all:
		return "\nRETURN p ORDER BY " + order + w.limit()
	case s.from.single() && s.to.single():
		return "\nRETURN p ORDER BY " + order + " LIMIT " + k
	default:
		return "\nWITH a, b, p ORDER BY " + order +
			"\nWITH a, b, collect(p)[0.." + k + "] AS paths\nUNWIND paths AS p\nRETURN p"
	}
}

// limit writes how many paths are told in all, where that is said.
func (w *queryWriter) limit() string {
	if w.s.limit == mostPaths {
		return ""
	}
	return " LIMIT " + strconv.Itoa(w.s.limit)
}

// bound notes, of a question whose query would try every path, how long those are that answer it: the query is to look
// at no longer ones.
func (s *search) bound(ctx context.Context) error {
	if !s.ranked() || s.maxHops > 0 || s.all {
		return nil
	}
	found, err := s.run(ctx, s.filter, s.asked)
	if err != nil {
		return err
	}
	if len(found.all) == 0 {
		return hint(errors.New("no path answers the question, and in the language that takes trying every path"), "bound them with --max-hops N")
	}
	for _, r := range found.all {
		s.maxHops = max(s.maxHops, r.Hops)
	}
	return nil
}
