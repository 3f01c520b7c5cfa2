package serve

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
)

// endpoint is a row in the table of endpoints.
type endpoint struct {
	method, path string
	id           string // of the operation, in OpenAPI
	summary      string // a sentence
	parameters   []parameter
	body         any    // an example of the type that is sent, or nil
	answer       any    // an example of the type that comes as JSON; nil where media is another
	media        string // of the answer; "" is JSON
	failures     []int  // statuses other than 200 that it may have, beside those of guard
	serve        func(s *Server, w http.ResponseWriter, r *http.Request) error
}

// parameter is a row in the table of a question's parameters.
type parameter struct {
	name        string
	in          string   // "path", or "" for the query
	kind        string   // "string", "integer" or "boolean"
	many        bool     // may be repeated
	required    bool     // must be given
	of          []string // the words that it may be; nil is any
	least, most int      // of integers; most of 0 is any
	what        string   // a sentence
}

func texts[T interface{ String() string }](values []T) (all []string) {
	for _, v := range values {
		all = append(all, v.String())
	}
	return all
}

// partParameters say which part of the map is asked about; they are those of the command.
func partParameters() []parameter {
	return []parameter{
		{name: "type", kind: "string", many: true, what: "Keep relationships of this type or a narrower one."},
		{name: "not-type", kind: "string", many: true, what: "Leave out relationships of this type or a narrower one."},
		{name: "class", kind: "string", many: true, what: "Keep organisations of this classification or a narrower one."},
		{name: "source", kind: "string", many: true, what: "Keep relationships with evidence in this source."},
		{name: "status", kind: "string", many: true, of: texts(graph.Statuses()), what: "Keep relationships of this status."},
		{name: "confidence", kind: "string", many: true, of: texts(graph.Confidences()), what: "Keep relationships of this confidence."},
		{name: "as-of", kind: "string", what: "Keep what is known to hold at this date: 2014, 2014-05 or 2014-05-13."},
		{name: "around", kind: "string", many: true, what: "Keep what is near this organisation: see hops."},
		{name: "hops", kind: "integer", least: 1, most: 1000, what: "How many relationships away around reaches; 1 unless given."},
		{name: "without", kind: "string", many: true, what: "Leave out this organisation with its relationships."},
	}
}

func directions() []string { return texts([]graph.Direction{graph.Out, graph.In, graph.Both}) }

func names[T any](rows []T, name func(T) string) (all []string) {
	for _, row := range rows {
		all = append(all, name(row))
	}
	return all
}

// endpoints is the table of endpoints.
func endpoints() []endpoint {
	organisation := " Given by id, name, short name or other name."
	return []endpoint{
		{
			method: "GET", path: "/{$}", id: "page", summary: "The page of the map, which follows its files.",
			media: "text/html", failures: []int{http.StatusNotModified}, serve: (*Server).servePage,
		}, {
			method: "GET", path: "/api/map", id: "map", summary: "All that the page knows of the map.",
			answer: explorer.Data{}, failures: []int{http.StatusNotModified}, serve: (*Server).serveMap,
		}, {
			method: "GET", path: "/api/view", id: "view", summary: "The map and its picture as the page has them, in one piece.",
			answer: View{}, failures: []int{http.StatusNotModified}, serve: (*Server).serveView,
		}, {
			method: "GET", path: "/api/picture.svg", id: "picture", summary: "A picture of the map, or of a part of it.",
			parameters: append(partParameters(),
				parameter{name: "view", kind: "string", of: names(render.Views(), func(v render.ViewInfo) string { return v.Name }), what: "A map of boxes and lines, or a matrix with a row and a column for each organisation; map unless given."},
				parameter{name: "layout", kind: "string", of: names(render.Layouts(), func(l render.LayoutInfo) string { return l.Name }), what: "How organisations are placed; auto unless given."},
				parameter{name: "theme", kind: "string", of: append(names(render.Themes(), func(t render.Theme) string { return t.Name }), autoTheme), what: "The colours; auto is light or dark, as the reader prefers. Unless given, those that the server was started with, or else light."},
				parameter{name: "page", kind: "string", what: "Fit the picture to a sheet, such as A4, A3 or 16:9; paper stands or lies with -portrait or -landscape after that."},
				parameter{name: "unbundle", kind: "boolean", what: "Draw a line for each relationship."},
				parameter{name: "highlight", kind: "string", many: true, what: "Mark this organisation and what touches it, and fade the rest."},
				parameter{name: "centre", kind: "string", what: "Put this organisation in the middle."},
				parameter{name: "title", kind: "string", what: "Stands above the picture; the title of the map unless given."},
			),
			media: "image/svg+xml", failures: []int{http.StatusBadRequest, http.StatusServiceUnavailable, http.StatusGatewayTimeout}, serve: (*Server).servePicture,
		}, {
			method: "POST", path: "/api/query", id: "query", summary: "Answers a question in the query language, openCypher; it only reads.",
			body: Question{}, answer: Answer{},
			failures: []int{http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusServiceUnavailable, http.StatusGatewayTimeout},
			serve:    (*Server).serveQuery,
		}, {
			method: "GET", path: "/api/path", id: "path", summary: "Finds the shortest paths from one organisation to another.",
			parameters: append([]parameter{
				{name: "from", kind: "string", required: true, what: "Where paths begin." + organisation},
				{name: "to", kind: "string", required: true, what: "Where paths end." + organisation},
				{name: "through", kind: "string", many: true, what: "Pass through this organisation."},
				{name: "direction", kind: "string", of: directions(), what: "How relationships are crossed: as they go, out, or in or both; out unless given."},
				{name: "mode", kind: "string", of: texts([]path.Mode{path.Walk, path.Trail, path.Acyclic, path.Simple}), what: "What may come twice in a path; acyclic unless given."},
				{name: "weighted", kind: "boolean", what: "Shortest by cost, which is 1 over the weight of a relationship."},
				{name: "max-hops", kind: "integer", least: 1, most: 1000, what: "Cross at most so many relationships."},
				{name: "k", kind: "integer", least: 1, most: 100, what: "How many paths, the shortest first; 1 unless given."},
			}, partParameters()...),
			answer: Paths{}, failures: []int{http.StatusBadRequest, http.StatusServiceUnavailable, http.StatusGatewayTimeout}, serve: (*Server).servePaths,
		}, {
			method: "GET", path: "/api/rank/{measure}", id: "rank", summary: "Ranks organisations, or relationships, by a measure.",
			parameters: append([]parameter{
				{name: "measure", in: "path", kind: "string", required: true, of: measures(), what: "The measure, by its name."},
				{name: "top", kind: "integer", least: 1, most: 1_000_000, what: "The highest so many; all unless given."},
				{name: "direction", kind: "string", of: directions(), what: "How relationships are crossed; each measure has its own unless given."},
				{name: "weighted", kind: "boolean", what: "Take the weights of relationships into account."},
				{name: "normalised", kind: "boolean", what: "Scale the values so that maps of different sizes can be compared."},
			}, partParameters()...),
			answer: Ranking{}, failures: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable, http.StatusGatewayTimeout}, serve: (*Server).serveRank,
		}, {
			method: "GET", path: "/api/events", id: "events",
			summary: "Tells, as server-sent events of the name \"state\", what there is now and whenever that changes: a State as JSON.",
			media:   "text/event-stream", failures: []int{http.StatusServiceUnavailable}, serve: (*Server).serveEvents,
		}, {
			method: "GET", path: "/api/openapi.json", id: "openapi", summary: "This description.",
			media: "application/json", serve: (*Server).serveDescription,
		}, {
			method: "GET", path: "/healthz", id: "health", summary: "Whether the server is there, and what it has.",
			answer: State{}, serve: func(s *Server, w http.ResponseWriter, _ *http.Request) error {
				send(w, http.StatusOK, s.state())
				return nil
			},
		},
	}
}

// routes makes the handlers of the table.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	allowed := map[string]string{}
	for _, e := range endpoints() {
		allowed[e.path] = e.method
		mux.HandleFunc(e.method+" "+e.path, func(w http.ResponseWriter, r *http.Request) {
			if err := e.check(r); err != nil {
				s.fail(w, r, err)
				return
			}
			if err := e.serve(s, w, r); err != nil {
				s.fail(w, r, err)
			}
		})
	}
	for path, method := range allowed {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			allow := method
			if method == "GET" {
				allow = "GET, HEAD"
			}
			w.Header().Set("Allow", allow)
			refuse(w, http.StatusMethodNotAllowed, shortened(r.Method)+" is not for "+r.URL.Path, "it takes "+allow)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, http.StatusNotFound, "there is no "+shortened(r.URL.Path), "/api/openapi.json says what there is")
	})
	return mux
}

// fail sends what is wrong.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var known *httpError
	switch {
	case errors.As(err, &known):
		if known.status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "1")
		}
		send(w, known.status, Problem{known.Complaint})
	case r.Context().Err() != nil && errors.Is(err, context.Canceled):
		// Whoever asked has gone, or the server is going.
		send(w, http.StatusServiceUnavailable, Problem{Complaint{Message: "the answer was given up"}})
	case errors.Is(err, context.DeadlineExceeded):
		refuse(w, http.StatusGatewayTimeout, "the answer takes more than "+s.limits.Time.String(), "ask for less")
	default:
		send(w, http.StatusBadRequest, Problem{complaintOf(err)})
	}
}

// complaintOf tells what is wrong with what was asked.
func complaintOf(err error) Complaint {
	c := Complaint{Message: err.Error()}
	var ambiguous *graph.AmbiguousError
	if errors.As(err, &ambiguous) {
		c.Message = strconv.Quote(ambiguous.Value) + " is the name of several organisations; say which by its id"
		for _, o := range ambiguous.Candidates {
			c.Hints = append(c.Hints, o.ID+"  "+o.Name)
		}
	}
	var unknown *graph.UnknownError
	if errors.As(err, &unknown) && len(unknown.Suggestions) == 0 {
		switch {
		case len(unknown.Known) == 0:
			c.Hints = append(c.Hints, "/api/map has what there is")
		case !strings.Contains(c.Message, unknown.Known[0]): // they are many
			c.Hints = append(c.Hints, "it is one of "+strings.Join(unknown.Known, ", "))
		}
	}
	return c
}

func badRequest(message string, hints ...string) error {
	return &httpError{http.StatusBadRequest, Complaint{Message: message, Hints: hints}}
}

// check refuses parameters that an endpoint does not have or cannot take.
func (e *endpoint) check(r *http.Request) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return badRequest("the parameters cannot be read", "write & between them, and what is no letter or digit as %20 and the like")
	}
	known := names(slices.DeleteFunc(slices.Clone(e.parameters), func(p parameter) bool { return p.in == "path" }), func(p parameter) string { return p.name })
	// What is not known first: from that is missing may be there by a wrong name.
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch {
		case slices.Contains(known, name):
		case len(known) == 0:
			return badRequest("no parameter "+strconv.Quote(shortened(name)), r.URL.Path+" takes none")
		default:
			err := &graph.UnknownError{What: "parameter", Value: shortened(name), Suggestions: graph.Suggest(name, known)}
			return badRequest(err.Error(), "it takes "+strings.Join(known, ", "))
		}
	}
	for _, p := range e.parameters {
		if p.in == "path" {
			if v := r.PathValue(p.name); p.of != nil && !slices.Contains(p.of, v) {
				return &httpError{http.StatusNotFound, Complaint{
					Message: (&graph.UnknownError{What: p.name, Value: shortened(v), Suggestions: graph.Suggest(v, p.of)}).Error(),
					Hints:   []string{"it is one of " + strings.Join(p.of, ", ")},
				}}
			}
			continue
		}
		if err := p.check(values[p.name]); err != nil {
			return err
		}
	}
	return nil
}

// check refuses values that a parameter cannot have.
func (p *parameter) check(values []string) error {
	switch {
	case p.required && (len(values) == 0 || strings.TrimSpace(values[0]) == ""):
		return badRequest(p.name+" is missing", p.what)
	case len(values) > 1 && !p.many:
		return badRequest(p.name + " is given more than once")
	}
	for _, v := range values {
		switch {
		case p.of != nil && !slices.Contains(p.of, v):
			return badRequest((&graph.UnknownError{What: p.name, Value: shortened(v), Suggestions: graph.Suggest(v, p.of), Known: p.of}).Error())
		case p.kind == "boolean":
			if v != "true" && v != "false" {
				return badRequest(p.name + ": " + strconv.Quote(shortened(v)) + " is neither true nor false")
			}
		case p.kind == "integer":
			if n, err := strconv.Atoi(v); err != nil || n < p.least || n > p.most {
				return badRequest(p.name + ": " + strconv.Quote(shortened(v)) + " is not a whole number from " + strconv.Itoa(p.least) + " to " + strconv.Itoa(p.most))
			}
		}
	}
	return nil
}

func number(r *http.Request, name string) int {
	n, _ := strconv.Atoi(r.URL.Query().Get(name)) // which check has seen
	return n
}

func isSet(r *http.Request, name string) bool { return r.URL.Query().Get(name) == "true" }
