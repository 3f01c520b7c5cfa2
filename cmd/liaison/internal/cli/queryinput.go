package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// question is the text of a query, and where it was read from if not from the command line.
type question struct{ text, file string }

// maxQuery is how many bytes a query may have.
const maxQuery = 1 << 20

// question reads the query that the command line gives or names.
func (o *queryOptions) question(ctx context.Context, a *app, args []string) (q question, err error) {
	switch {
	case len(args) > 0 && o.file != "":
		return q, hint(errors.New("there are two queries, one on the command line and one in --query-file"), "give one")
	case len(args) > 0:
		q.text = args[0]
	default:
		q.file = o.file
	}
	if q.text == "-" {
		q = question{file: "-"}
	}
	mapFrom, _ := a.mapPath() // what is wrong with it, reading the map says
	switch {
	case q.file == "-" && mapFrom == "-":
		return q, hint(errors.New("the map and the query are both to come from standard input"), "give one of them in a file")
	case q.file != "":
		q.text, err = await(ctx, func() (string, error) { return a.readQuery(q.file) })
		if q.file == "-" {
			q.file = "standard input"
		}
		if err != nil {
			return q, err
		}
	case len(args) == 0:
		return q, hint(errors.New("query: QUERY is missing"), "usage: "+program+` query 'MATCH (a)-[r]->(b) RETURN a, r, b'`,
			program+" query --help explains the language, "+program+" query --schema shows what this map has")
	}
	if strings.TrimSpace(q.text) == "" {
		return q, hint(errors.New("the query is empty"), program+" query --help explains the language")
	}
	return q, nil
}

func (a *app) readQuery(name string) (string, error) {
	var from io.Reader = a.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		from = file
	}
	text, err := io.ReadAll(io.LimitReader(from, maxQuery+1))
	if err == nil && len(text) > maxQuery {
		err = fmt.Errorf("%s: a query has at most %d bytes", name, maxQuery)
	}
	if err == nil && (bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text)) {
		return "", hint(fmt.Errorf("%s: this is not text in UTF-8", name), "an editor can save it so; Windows calls another coding Unicode")
	}
	return string(text), err
}

// limitFlags are the limits by what faults call them: the flag that sets one, and what a query does that exceeds it.
var limitFlags = map[string]struct{ flag, does string }{
	"Rows":   {"--max-rows", "gives"},
	"Paths":  {"--max-paths", "comes upon"},
	"Memory": {"--max-memory", "needs"},
	"Time":   {"--timeout", "takes"},
}

// complaint returns what is wrong with the query as an error that shows the line at fault and says what would be
// right. Other errors it returns as they are.
func (q question) complaint(err error) error {
	var wrong *fault.Error
	if !errors.As(err, &wrong) {
		return err
	}
	text, hints := wrong.Message, []string(nil)
	limit, limited := limitFlags[wrong.Detail]
	limited = limited && wrong.Kind == fault.LimitExceeded
	if limited && strings.HasPrefix(text, "more than ") { // other words say by themselves what is too large
		text = "the query " + limit.does + " " + text
	}
	if wrong.Text != "" && wrong.Span != (fault.Span{}) {
		line, column := wrong.Position()
		text = fmt.Sprintf("%d:%d: %s", line, column, text)
		if q.file != "" {
			text = q.file + ":" + text
		}
		hints = append(hints, strings.Split(strings.TrimRight(wrong.Excerpt(), "\n"), "\n")...)
	}
	switch {
	case limited:
		if wrong.Hint != "" {
			hints = append(hints, wrong.Hint)
		}
		hints = append(hints, limit.flag+" sets the limit; with 0 there is none")
	case wrong.Kind == fault.ParameterMissing && wrong.Span.End <= len(q.text):
		missing := q.text[wrong.Span.Start:wrong.Span.End]
		hints = append(hints, "give it as --param "+shellQuote(strings.TrimPrefix(missing, "$")+"=VALUE"))
	case wrong.Hint != "":
		hints = append(hints, wrong.Hint)
	}
	if q.file == "" && !strings.ContainsAny(q.text, " \t\n(") && exists(q.text) {
		hints = append(hints, "to read the query from that file: "+program+" query --query-file "+shellQuote(q.text))
	}
	return hint(errors.New(text), hints...)
}

// readParams reads parameters that are given as NAME=VALUE. A value that the language has a literal for is that:
// a number, true, false, null, text in quotes, a list, a map, or date('…'); all else is text as it stands.
func readParams(given []string) (map[string]value.Value, error) {
	params := map[string]value.Value{}
	for _, g := range given {
		name, text, _ := strings.Cut(g, "=")
		if _, twice := params[name]; twice {
			return nil, fmt.Errorf("--param: $%s is given twice", name)
		}
		params[name] = value.String(text)
		if e, err := syntax.ParseExpr(text); err == nil {
			if v, ok := literal(e); ok {
				params[name] = v
			}
		}
	}
	return params, nil
}

// literal returns the value of an expression that is a literal.
func literal(e syntax.Expr) (v value.Value, ok bool) {
	switch e := e.(type) {
	case *syntax.Literal:
		return e.Value, true
	case *syntax.ListLiteral:
		var items []value.Value
		for _, x := range e.Items {
			item, ok := literal(x)
			if !ok {
				return v, false
			}
			items = append(items, item)
		}
		return value.List(items), true
	case *syntax.MapLiteral:
		return literalMap(e)
	case *syntax.Call:
		return literalDate(e)
	}
	return v, false
}

func literalMap(e *syntax.MapLiteral) (value.Value, bool) {
	m := &value.Map{}
	for _, entry := range e.Entries {
		v, ok := literal(entry.Value)
		if !ok || slices.Contains(m.Keys, entry.Key.Text) {
			return value.Null, false
		}
		m.Keys = append(m.Keys, entry.Key.Text)
		m.Values = append(m.Values, v)
	}
	return value.OfMap(m), true
}

func literalDate(e *syntax.Call) (value.Value, bool) {
	if e.Function != "date" || len(e.Args) != 1 || e.Distinct {
		return value.Null, false
	}
	text, ok := literal(e.Args[0])
	if !ok || text.Kind() != value.KindString {
		return value.Null, false
	}
	d, err := graph.ParseDate(text.Text())
	return value.Date(d), err == nil
}

// checkParams returns an error about parameters that the query does not have.
func checkParams(given map[string]value.Value, wanted []string) error {
	var unknown []string
	for name := range given {
		if !slices.Contains(wanted, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	name := slices.Min(unknown)
	return &graph.UnknownError{What: "parameter in the query", Value: "$" + name, Suggestions: withDollar(graph.Suggest(name, wanted)), Known: withDollar(wanted)}
}

func withDollar(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, "$"+name)
	}
	return all
}

type paramsValue []string

func (v *paramsValue) Set(s string) error {
	name, text, ok := strings.Cut(s, "=")
	name = strings.TrimPrefix(strings.TrimSpace(name), "$")
	if !ok || name == "" {
		return fmt.Errorf("%q is not a name and a value, as in org=mi5", s)
	}
	*v = append(*v, name+"="+text)
	return nil
}
func (v *paramsValue) String() string { return strings.Join(*v, ",") }
func (v *paramsValue) Type() string   { return "stringArray" }

type timeValue time.Duration

func (v *timeValue) Set(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return fmt.Errorf("%q is not a time such as 90s or 5m", s)
	}
	*v = timeValue(d)
	return nil
}

// String writes a time as people do: 1m rather than 1m0s.
func (v *timeValue) String() string {
	s := time.Duration(*v).String()
	for _, none := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(s, none) {
			s = strings.TrimSuffix(s, none[1:])
		}
	}
	return s
}
func (v *timeValue) Type() string { return "duration" }
