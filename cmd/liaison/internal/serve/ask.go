package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Question is what is asked in the query language.
type Question struct {
	Query      string         `json:"query"`
	Parameters map[string]any `json:"parameters,omitempty"` // by their names without $
}

// Answer is the rows of a query.
type Answer struct {
	Columns []string `json:"columns"`
	Rows    [][]Cell `json:"rows"`
	More    bool     `json:"more"` // there are others, which are more than may be told
}

// Cell is a value of an answer.
type Cell struct {
	Text          string          `json:"text"`          // for people; "" where nothing is known
	Value         json.RawMessage `json:"value"`         // with whole records, as the command query gives it
	Organisations []string        `json:"organisations"` // the ids of those in it, each once
	Relationships []string        `json:"relationships"`
}

// Paths is what a search for paths finds, the shortest first.
type Paths struct {
	Paths []*tell.Route `json:"paths"`
}

// Ranking is a measure of all that it measures, the highest first.
type Ranking struct {
	Measure string   `json:"measure"`
	Label   string   `json:"label"`
	Meaning string   `json:"meaning"`
	Of      string   `json:"of"` // "organisations" or "relationships"
	Rows    []Ranked `json:"rows"`
}

// Ranked is a place in a ranking; those with the same value have the same rank.
type Ranked struct {
	Rank  int     `json:"rank"`
	ID    string  `json:"id"`
	Name  string  `json:"name"` // of a relationship, what it says
	Value float64 `json:"value"`
}

// work has do work out an answer when there is a place for it, within the time that an answer may take.
func (s *Server) work(ctx context.Context, do func(context.Context) error) error {
	return s.workLong(ctx, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, s.limits.Time)
		defer cancel()
		return do(ctx)
	})
}

// workLong is work without a limit of its own.
func (s *Server) workLong(ctx context.Context, do func(context.Context) error) error {
	select {
	case s.working <- struct{}{}:
	default:
		if err := s.wait(ctx); err != nil {
			return err
		}
	}
	defer func() { <-s.working }()
	return do(ctx)
}

// wait waits for a place to work, where so many do not wait already, and not for ever.
func (s *Server) wait(ctx context.Context) error {
	tooMuch := &httpError{http.StatusServiceUnavailable, Complaint{Message: "too much is being asked at once", Hints: []string{"ask again in a moment"}}}
	select {
	case s.waiting <- struct{}{}:
	default:
		return tooMuch
	}
	defer func() { <-s.waiting }()
	enough := time.NewTimer(s.limits.Time)
	defer enough.Stop()
	select {
	case s.working <- struct{}{}:
		return nil
	case <-enough.C:
		return tooMuch
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reply sends what answer works out.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, answer func(context.Context) (any, error)) error {
	return s.work(r.Context(), func(ctx context.Context) error {
		v, err := answer(ctx)
		if err != nil {
			return err
		}
		send(w, http.StatusOK, v)
		return nil
	})
}

// part returns the part of the map that a request is about, in words too.
func (s *Server) part(r *http.Request, g *graph.Graph, keepIsolated bool) (*graph.Graph, string, error) {
	q := r.URL.Query()
	p := tell.Part{
		Types: q["type"], NotTypes: q["not-type"], Classes: q["class"], Sources: q["source"], Statuses: q["status"],
		Confidences: q["confidence"], Around: q["around"], Without: q["without"], Hops: number(r, "hops"),
	}
	if date := q.Get("as-of"); date != "" {
		var err error
		if p.AsOf, err = graph.ParseDate(date); err != nil {
			return nil, "", err
		}
	}
	selection, err := p.Selection(g)
	if err != nil {
		return nil, "", err
	}
	selection.KeepIsolated = keepIsolated
	part, err := g.Select(selection)
	if err != nil {
		return nil, "", err
	}
	words, err := p.InWords(g)
	return part, words, err
}

func (s *Server) serveQuery(w http.ResponseWriter, r *http.Request) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return &httpError{http.StatusUnsupportedMediaType, Complaint{Message: "a query is sent as JSON", Hints: []string{"with the header Content-Type: application/json"}}}
	}
	q, err := readQuestion(r.Body)
	if err != nil {
		return s.wrongQuestion(err)
	}
	params := map[string]value.Value{}
	for _, name := range slices.Sorted(maps.Keys(q.Parameters)) {
		v, err := valueOf(q.Parameters[name])
		if err != nil {
			return badRequest("$" + shortened(name) + ": " + err.Error())
		}
		params[name] = v
	}
	g := s.snapshot().Graph
	return s.reply(w, r, func(ctx context.Context) (any, error) { return s.answer(ctx, g, q.Query, params) })
}

// readQuestion reads a question, and nothing else.
func readQuestion(body io.Reader) (q Question, err error) {
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(&q); err != nil {
		return q, err
	}
	switch _, err := d.Token(); {
	case errors.Is(err, io.EOF):
		return q, nil
	case tooLarge(err):
		return q, err
	}
	return q, errMoreThanQuestion
}

var errMoreThanQuestion = errors.New("there is more than a question")

// wrongQuestion says what is wrong with the body of a question.
func (s *Server) wrongQuestion(err error) error {
	const form = `send {"query": "MATCH …", "parameters": {}}`
	var (
		syntax *json.SyntaxError
		kind   *json.UnmarshalTypeError
	)
	field, unknown := strings.CutPrefix(err.Error(), "json: unknown field ")
	switch {
	case tooLarge(err):
		return &httpError{http.StatusRequestEntityTooLarge, Complaint{Message: fmt.Sprintf("a request has at most %d bytes", s.limits.Body)}}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &httpError{http.StatusRequestTimeout, Complaint{Message: "the request did not come to its end in time"}}
	case unknown:
		if name, err := strconv.Unquote(field); err == nil {
			field = name
		}
		known := []string{"query", "parameters"}
		return badRequest((&graph.UnknownError{What: "field", Value: shortened(field), Suggestions: graph.Suggest(field, known), Known: known}).Error(), form)
	case errors.Is(err, io.EOF):
		return badRequest("the request has no body", form)
	case errors.As(err, &kind) && kind.Field != "":
		return badRequest(fmt.Sprintf("%s cannot be a JSON %s", kind.Field, kind.Value), form)
	case errors.As(err, &kind):
		return badRequest(fmt.Sprintf("a question cannot be a JSON %s", kind.Value), form)
	case errors.As(err, &syntax):
		return badRequest(fmt.Sprintf("the request is not JSON: byte %d: %s", syntax.Offset, syntax), form)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return badRequest("the request is not JSON: it ends too early", form)
	}
	return badRequest("the question is not as it should be: "+err.Error(), form)
}

// valueOf is a parameter as a value of the language.
func valueOf(v any) (value.Value, error) {
	switch v := v.(type) {
	case bool:
		return value.Bool(v), nil
	case string:
		return value.String(v), nil
	case json.Number:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return value.Int(n), nil
		}
		f, err := v.Float64()
		if err != nil {
			return value.Null, fmt.Errorf("%s is no number that can be computed with", shortened(string(v)))
		}
		return value.Float(f), nil
	case []any:
		list := make([]value.Value, len(v))
		for i := range v {
			var err error
			if list[i], err = valueOf(v[i]); err != nil {
				return value.Null, err
			}
		}
		return value.List(list), nil
	case map[string]any:
		m := &value.Map{}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			item, err := valueOf(v[key])
			if err != nil {
				return value.Null, err
			}
			m.Set(key, item)
		}
		return value.OfMap(m), nil
	}
	return value.Null, nil
}

// answer runs a query.
func (s *Server) answer(ctx context.Context, g *graph.Graph, text string, params map[string]value.Value) (*Answer, error) {
	statement, err := query.New(mapgraph.Of(g), query.Options{Limits: query.Limits{
		Rows: query.NoLimit, Paths: s.limits.Searched, Memory: s.limits.Memory, Time: s.limits.Time,
	}}).Prepare(text)
	if err != nil {
		return nil, wrongQuery(err)
	}
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if !slices.Contains(statement.Parameters(), name) {
			return nil, badRequest("the query has no parameter $"+shortened(name), "leave it out, or use it: RETURN $name")
		}
	}
	a := &Answer{Columns: statement.Columns(), Rows: [][]Cell{}}
	values := tell.Values{Graph: g}
	size := int64(0)
	for row, err := range statement.Run(ctx, params) {
		if err != nil {
			return nil, wrongQuery(err)
		}
		if a.More = len(a.Rows) == s.limits.Rows; a.More {
			break
		}
		cells := make([]Cell, len(row))
		for i, v := range row {
			cells[i] = cellOf(values, v)
			size += int64(len(cells[i].Text) + len(cells[i].Value))
		}
		// While it is sent, the answer is there as cells and as a text.
		if 4*size > s.limits.Memory {
			return nil, badRequest(fmt.Sprintf("the answer has more than %d megabytes", s.limits.Memory>>22), "return less, such as count(*), ids or names")
		}
		a.Rows = append(a.Rows, cells)
	}
	return a, nil
}

func cellOf(values tell.Values, v value.Value) Cell {
	c := Cell{Value: values.JSON(v), Organisations: []string{}, Relationships: []string{}}
	if !v.IsNull() {
		c.Text = values.Phrase(v)
	}
	// Each id once, in the order in which they come.
	seen := map[string]bool{}
	add := func(to *[]string, id, key string) {
		if !seen[key] {
			seen[key] = true
			*to = append(*to, id)
		}
	}
	organisation := func(n value.NodeID) {
		id := values.Graph.ID(graph.Node(n))
		add(&c.Organisations, id, "o"+id)
	}
	relationship := func(e value.RelationshipID) {
		id := values.Graph.RelationshipID(graph.Edge(e))
		add(&c.Relationships, id, "r"+id)
	}
	tell.Each(v, func(v value.Value) {
		switch v.Kind() {
		case value.KindNode:
			organisation(v.Node())
		case value.KindRelationship:
			relationship(v.Relationship())
		case value.KindPath:
			for _, n := range v.Path().Nodes {
				organisation(n)
			}
			for _, e := range v.Path().Relationships {
				relationship(e)
			}
		}
	})
	return c
}

// wrongQuery is what is wrong with a query, with its place. Other errors it returns as they are.
func wrongQuery(err error) error {
	var wrong *fault.Error
	if !errors.As(err, &wrong) {
		return err
	}
	e := &httpError{http.StatusBadRequest, Complaint{Message: wrong.Message}}
	if wrong.Kind == fault.LimitExceeded && wrong.Detail == "Time" {
		e.status = http.StatusGatewayTimeout
		e.Message = "the query takes " + wrong.Message
	}
	if wrong.Hint != "" {
		e.Hints = []string{wrong.Hint}
	}
	if wrong.Text != "" && wrong.Span != (fault.Span{}) {
		e.Line, e.Column = wrong.Position()
		e.Excerpt = wrong.Excerpt()
	}
	return e
}

func (s *Server) servePaths(w http.ResponseWriter, r *http.Request) error {
	whole := s.snapshot().Graph
	return s.reply(w, r, func(ctx context.Context) (any, error) {
		g, _, err := s.part(r, whole, true)
		if err != nil {
			return nil, err
		}
		q := path.Question{Which: path.ShortestK, K: max(1, number(r, "k")), Options: path.Options{
			MaxHops: number(r, "max-hops"), Memory: s.limits.Memory,
		}}
		for _, end := range []struct {
			to    *[]graph.Node
			names []string
		}{{&q.From, r.URL.Query()["from"]}, {&q.To, r.URL.Query()["to"]}, {&q.Options.Through, r.URL.Query()["through"]}} {
			for _, name := range end.names {
				n, err := inPart(whole, g, name)
				if err != nil {
					return nil, err
				}
				*end.to = append(*end.to, n)
			}
		}
		if d := r.URL.Query().Get("direction"); d != "" {
			if q.Options.Direction, err = graph.ParseDirection(d); err != nil {
				return nil, err
			}
		}
		if m := r.URL.Query().Get("mode"); m != "" {
			if q.Options.Mode, err = path.ParseMode(m); err != nil {
				return nil, err
			}
		}
		if isSet(r, "weighted") {
			q.Options.Weighting = graph.Cost
		}
		found := Paths{Paths: []*tell.Route{}}
		for p, err := range path.NewFinder(g).Find(ctx, q) {
			if err != nil {
				return nil, err
			}
			route := tell.NewRoute(g, p)
			if isSet(r, "weighted") {
				route.Cost = tell.Cost(g, p)
			}
			found.Paths = append(found.Paths, route)
		}
		return found, nil
	})
}

// inPart finds an organisation that is to be in the part of the map that is asked about.
func inPart(whole, part *graph.Graph, name string) (graph.Node, error) {
	n, err := whole.Find(name)
	if err != nil {
		return 0, err
	}
	there, ok := part.NodeByID(whole.ID(n))
	if !ok {
		return 0, badRequest("the filters leave out " + whole.ShortName(n) + ", which the question is about")
	}
	return there, nil
}

func measures() []string {
	return names(centrality.Measures(), func(m centrality.Measure) string { return m.Name })
}

func (s *Server) serveRank(w http.ResponseWriter, r *http.Request) error {
	m, err := centrality.Lookup(r.PathValue("measure"))
	if err != nil {
		return err
	}
	opts := centrality.Options{Weighted: isSet(r, "weighted"), Normalised: isSet(r, "normalised")}
	if d := r.URL.Query().Get("direction"); d != "" {
		direction, err := graph.ParseDirection(d)
		if err != nil {
			return err
		}
		opts.Direction = &direction
	}
	whole := s.snapshot().Graph
	return s.reply(w, r, func(ctx context.Context) (any, error) {
		g, _, err := s.part(r, whole, false)
		if err != nil {
			return nil, err
		}
		result, err := m.Compute(ctx, g, opts)
		if err != nil {
			return nil, err
		}
		ranking := Ranking{Measure: m.Name, Label: m.Label, Meaning: m.Meaning, Of: "organisations", Rows: []Ranked{}}
		row := func(n int) (id, name string) { return g.ID(graph.Node(n)), g.Name(graph.Node(n)) }
		if m.Of == centrality.Relationships {
			ranking.Of = "relationships"
			row = func(n int) (id, name string) {
				return g.RelationshipID(graph.Edge(n)), tell.Sentence(g, graph.Edge(n))
			}
		}
		order, ranks := tell.Ranked(result.Values, nil)
		if top := number(r, "top"); top > 0 {
			order = order[:min(top, len(order))]
		}
		for i, n := range order {
			id, name := row(n)
			ranking.Rows = append(ranking.Rows, Ranked{ranks[i], id, name, result.Values[n]})
		}
		return ranking, nil
	})
}
