package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is what the description says, as far as the tests ask.
type described struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Summary     string
		Parameters  []struct {
			Name, In, Description string
			Required              bool
			Schema                struct {
				Type             string
				Enum             []string
				Minimum, Maximum int
				Items            *struct{ Enum []string }
			}
		}
		RequestBody struct {
			Content map[string]struct{ Schema any }
		}
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Schema map[string]any }
		}
	}
}

// asSent are requests of each operation, good and bad; those of an operation together have every parameter.
var asSent = map[string][]string{
	"page":   {"/"},
	"map":    {"/api/map"},
	"view":   {"/api/view"},
	"health": {"/healthz"},
	"picture": {
		"/api/picture.svg", "/api/picture.svg?layout=hub&theme=dark&unbundle=true&highlight=a&highlight=b&centre=a&title=x&view=map&page=A4",
		"/api/picture.svg?type=advice&not-type=reporting&class=police&class=oversight&source=report&status=active&confidence=confirmed&as-of=2019&around=a&hops=2&without=b",
		"/api/picture.svg?theme=none",
	},
	"path": {
		"/api/path?from=a&to=c&through=b&direction=both&mode=trail&weighted=true&max-hops=4&k=3",
		"/api/path?from=a&to=c&type=information&not-type=oversight&class=police&class=oversight&source=report&status=ended&confidence=doubtful&as-of=2019-01&around=a&hops=2&without=b",
		"/api/path", "/api/path?from=a&to=nobody",
	},
	"rank": {
		"/api/rank/degree?top=2&direction=both&weighted=false&normalised=true", "/api/rank/relationship-betweenness", "/api/rank/none", "/api/rank/degree?direction=up",
		"/api/rank/degree?type=advice&not-type=reporting&class=police&source=report&status=active&confidence=confirmed&as-of=2019&around=a&hops=1&without=b",
	},
	"query":   {"MATCH p = (a)-[r]->(b) RETURN a, r, p, collect(r), {x: a}, date('2014'), null", "MATCH (a", ""},
	"events":  {"/api/events"},
	"openapi": {"/api/openapi.json"},
}

// send sends a request of an operation.
func (s *site) send(operation, method, request string) *http.Response {
	switch operation {
	case "query":
		text, _ := json.Marshal(Question{Query: request})
		return s.ask(method, "/api/query", string(text), "Content-Type: application/json")
	case "events": // without the end of the connection there would be none
		ctx, cancel := context.WithCancel(s.t.Context())
		cancel()
		r := httptest.NewRequestWithContext(ctx, method, request, nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Result()
	}
	return s.ask(method, request, "")
}

// What the handlers do is what the description says: every path and parameter, the status of every answer, its kind and
// its form.
func TestDescriptionIsTrue(t *testing.T) {
	s := newSite(t, smallMap)
	text := bodyOf(t, s.ask("GET", "/api/openapi.json", ""))
	var d described
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("mem:api.json", whole); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.OpenAPI, "3.1") || len(d.Paths) != len(endpoints()) {
		t.Fatalf("OpenAPI %s with %d paths of %d", d.OpenAPI, len(d.Paths), len(endpoints()))
	}
	for path, methods := range d.Paths {
		for method, operation := range methods {
			requests := asSent[operation.OperationID]
			if operation.Summary == "" || len(requests) == 0 {
				t.Errorf("%s %s: summary %q, %d requests", method, path, operation.Summary, len(requests))
			}
			var used []string
			statuses := map[string]bool{}
			for _, request := range requests {
				r := s.send(operation.OperationID, strings.ToUpper(method), request)
				status := fmt.Sprint(r.StatusCode)
				statuses[status] = true
				response, ok := operation.Responses[status]
				media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
				content, known := response.Content[media]
				if !ok || !known {
					t.Errorf("%s: status %s, %s is not described", request, status, media)
					continue
				}
				if u, err := url.Parse(request); err == nil && operation.OperationID != "query" {
					for name := range u.Query() {
						used = append(used, name)
					}
				}
				if media != "application/json" || len(content.Schema) == 0 {
					continue
				}
				where := fmt.Sprintf("mem:api.json#/paths/%s/%s/responses/%s/content/application~1json/schema",
					strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path), method, status)
				schema, err := compiler.Compile(where)
				if err != nil {
					t.Fatal(err)
				}
				instance, err := jsonschema.UnmarshalJSON(r.Body)
				if err == nil {
					err = schema.Validate(instance)
				}
				if err != nil {
					t.Errorf("%s: %v", request, err)
				}
			}
			if !statuses["200"] || operation.Responses["400"].Description != "" && !statuses["400"] {
				t.Errorf("%s: the requests have only the statuses %v", path, statuses)
			}
			for _, p := range operation.Parameters {
				if p.In == "query" && !slices.Contains(used, p.Name) || p.In == "path" && !strings.Contains(path, "{"+p.Name+"}") || p.Description == "" {
					t.Errorf("%s: the parameter %s is not tried, or not described", path, p.Name)
				}
			}
		}
	}
}

// Each bound that the description has of a parameter holds.
func TestBoundsOfParameters(t *testing.T) {
	s := newSite(t, smallMap)
	for _, e := range endpoints() {
		for _, p := range e.parameters {
			if p.in == "path" {
				continue
			}
			var wrong []string
			switch {
			case p.of != nil:
				wrong = []string{"xyzzy", ""}
			case p.kind == "integer":
				wrong = []string{fmt.Sprint(p.least - 1), fmt.Sprint(p.most + 1), "1.5", "", "99999999999999999999"}
			case p.kind == "boolean":
				wrong = []string{"1", ""}
			}
			for _, v := range wrong {
				target := strings.Replace(e.path, "{measure}", "degree", 1) + "?from=a&to=c&" + p.name + "=" + v
				if e.id != "path" {
					target = strings.Replace(target, "from=a&to=c&", "", 1)
				}
				var problem Problem
				s.get(target, 400, &problem)
			}
		}
	}
}
