package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
)

func TestMap(t *testing.T) {
	s := newSite(t, smallMap)
	var data explorer.Data
	s.get("/api/map", 200, &data)
	if data.Title != "A small map" || len(data.Organisations) != 3 || len(data.Relationships) != 3 {
		t.Errorf("%+v", data)
	}
	first := s.ask("GET", "/api/map", "")
	if again := s.ask("GET", "/api/map", "", "If-None-Match: "+first.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("what is known is sent again: status %d", again.StatusCode)
	}
}

func TestPage(t *testing.T) {
	s := newSite(t, smallMap)
	r := s.ask("GET", "/", "")
	page := string(bodyOf(t, r))
	if r.Header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(page, "A small map") {
		t.Errorf("%s: %.200s", r.Header.Get("Content-Type"), page)
	}
	if mark := fmt.Sprintf(`<meta name="liaison-version" content="%s"></head>`, s.state().Version); strings.Count(page, mark) != 1 {
		t.Error("the page does not tell its version")
	}
}

func TestPicture(t *testing.T) {
	laid := 0
	s := newSite(t, smallMap, func(o *Options) {
		place := o.Place
		o.Place = func(ctx context.Context, scene *render.Scene) (*render.Placement, error) {
			laid++
			return place(ctx, scene)
		}
	})
	laid = 0
	for _, target := range []string{"/api/picture.svg?around=Alpha&theme=dark&title=Hello+%3Cb%3E", "/api/picture.svg?title=Hello+%3Cb%3E&theme=dark&around=Alpha"} {
		r := s.ask("GET", target, "")
		svg := string(bodyOf(t, r))
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg, "<svg") || !strings.Contains(svg, "Hello &lt;b&gt;") {
			t.Errorf("status %d, %s: %.300s", r.StatusCode, r.Header.Get("Content-Type"), svg)
		}
	}
	if laid != 1 {
		t.Errorf("the same picture was laid out %d times", laid)
	}
	for target, want := range map[string]string{
		"/api/picture.svg?around=Delta":          `no organisation "Delta"`,
		"/api/picture.svg?layout=ring":           `no layout "ring"`,
		"/api/picture.svg?theme=drak":            `did you mean "dark"`,
		"/api/picture.svg?hops=2":                "hops says how far to go",
		"/api/picture.svg?hops=0":                "from 1 to 1000",
		"/api/picture.svg?as-of=someday":         "someday",
		"/api/picture.svg?unbundle=perhaps":      "neither true nor false",
		"/api/picture.svg?colour=red":            `no parameter "colour"`,
		"/api/picture.svg?theme=dark&theme=dark": "more than once",
		"/api/picture.svg?theme=%zz":             "cannot be read",
		"/api/picture.svg?type=advise":           `no type "advise"`,
		"/api/picture.svg?view=cube":             `no view "cube"`,
		"/api/picture.svg?page=A44":              `no page "A44"`,
		"/api/picture.svg?centre=Delta":          `no organisation "Delta"`,
		"/api/picture.svg?highlight=c&without=c": "the filters leave out Gamma",
	} {
		var p Problem
		s.get(target, 400, &p)
		if !strings.Contains(p.Error.Message, want) {
			t.Errorf("%s: %q, want %q", target, p.Error.Message, want)
		}
	}
}

// A picture is drawn in the view, on the page and in the colours that it is asked for.
func TestPictureAsAsked(t *testing.T) {
	house := render.Themes()[0]
	house.Page = "#FFFDF7"
	laid := 0
	s := newSite(t, smallMap, func(o *Options) {
		read, place := o.Read, o.Place
		o.Read = func(ctx context.Context) (Map, error) {
			m, err := read(ctx)
			m.Theme = &house
			return m, err
		}
		o.Place = func(ctx context.Context, scene *render.Scene) (*render.Placement, error) {
			laid++
			return place(ctx, scene)
		}
	})
	if laid != 1 {
		t.Errorf("the map was laid out %d times", laid)
	}
	light, dark := render.Themes()[0].Page, ""
	for _, theme := range render.Themes() {
		if theme.Name == darkTheme {
			dark = theme.Page
		}
	}
	for _, c := range []struct {
		parameters string
		has, lacks []string
		laid       int
	}{
		{"", []string{house.Page, "line:"}, []string{"prefers-color-scheme", "297mm"}, 1},
		{"theme=light", []string{light}, []string{house.Page}, 1},
		{"theme=auto", []string{light, dark, "prefers-color-scheme"}, []string{house.Page}, 1},
		{"page=A4&title=x", []string{`width="297mm"`}, nil, 1},
		{"page=a4-portrait&theme=auto", []string{`width="210mm"`, "prefers-color-scheme"}, nil, 1},
		{"view=map", []string{"line:"}, nil, 1},
		{"view=matrix&page=A3", []string{"420mm", "cell"}, nil, 0},
		{"view=matrix&theme=auto&around=Alpha", []string{"prefers-color-scheme"}, nil, 0},
		{"centre=Beta&highlight=Alpha&type=advice", []string{"Alpha"}, []string{"Gamma is"}, 1},
	} {
		laid = 0
		r := s.ask("GET", "/api/picture.svg?"+c.parameters, "")
		svg := string(bodyOf(t, r))
		if r.StatusCode != 200 || laid != c.laid {
			t.Errorf("%s: status %d, laid out %d times: %.200s", c.parameters, r.StatusCode, laid, svg)
		}
		for _, want := range c.has {
			if !strings.Contains(svg, want) {
				t.Errorf("%s: it lacks %q", c.parameters, want)
			}
		}
		for _, not := range c.lacks {
			if strings.Contains(svg, not) {
				t.Errorf("%s: it has %q", c.parameters, not)
			}
		}
	}
}

// What is wrong is said with what would be right.
func TestComplaintsHaveHints(t *testing.T) {
	s := newSite(t, smallMap)
	for target, want := range map[string]string{
		"/api/path?form=a&to=b":        `no parameter "form"; did you mean "from"?`,
		"/api/path?to=b":               "Where paths begin.",
		"/api/map?x=1":                 "/api/map takes none",
		"/api/path?from=a&to=zzzzzz":   "/api/map has what there is",
		"/api/picture.svg?type=zzzzzz": "it is one of ",
		"/api/picture.svg?page=zzzzzz": "A4-portrait",
		"/api/picture.svg?a;b":         "write & between them",
	} {
		var p Problem
		s.get(target, 400, &p)
		if got := p.Error.Message + strings.Join(p.Error.Hints, ""); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	var p Problem
	s.get("/api/rank/none", 404, &p)
	if !strings.Contains(strings.Join(p.Error.Hints, ""), "betweenness") {
		t.Errorf("%+v", p)
	}
	s.decode("a name", s.ask("GET", "/", "", "Host: desk.example.org"), 421, &p)
	if !strings.Contains(strings.Join(p.Error.Hints, ""), "--name") {
		t.Errorf("%+v", p)
	}
}

// Those who ask for the same picture at once get the one that is made for the first; where it is given up, the next
// one has it made.
func TestSamePictureAtOnce(t *testing.T) { synctest.Test(t, samePictureAtOnce) }

func samePictureAtOnce(t *testing.T) {
	c := newPictureCache()
	begun, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		_, err := c.once(t.Context(), "x", func() (document, error) {
			close(begun)
			<-goOn
			return document{}, context.Canceled
		})
		first <- err
	}()
	<-begun
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.once(over, "x", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone still waits: %v", err)
	}
	drawn := 0
	others := make(chan string)
	for range 3 {
		go func() {
			d, err := c.once(t.Context(), "x", func() (document, error) {
				drawn++
				return document{tag: "drawn"}, nil
			})
			others <- fmt.Sprint(d.tag, err)
		}()
	}
	synctest.Wait() // until all of them wait for the first
	close(goOn)
	for range 3 {
		if got := <-others; got != "drawn<nil>" {
			t.Errorf("another gets %s", got)
		}
	}
	if err := <-first; !errors.Is(err, context.Canceled) || drawn != 1 || len(c.making) != 0 {
		t.Errorf("%v, drawn %d times, %d in the making", err, drawn, len(c.making))
	}
}

func TestQuery(t *testing.T) {
	s := newSite(t, smallMap)
	var a Answer
	s.query(Question{Query: "MATCH (x {id: $id})-[r:ADVICE]->(y) RETURN x, r, y.name AS name, null AS n, 1.5 AS f ORDER BY name", Parameters: map[string]any{"id": "a"}}, 200, &a)
	if !slices.Equal(a.Columns, []string{"x", "r", "name", "n", "f"}) || len(a.Rows) != 2 || a.More {
		t.Fatalf("%+v", a)
	}
	row := a.Rows[0]
	var x struct{ ID, Name string }
	if err := json.Unmarshal(row[0].Value, &x); err != nil || x.ID != "a" || x.Name != "Alpha" || row[0].Text != "Alpha" || !slices.Equal(row[0].Organisations, []string{"a"}) {
		t.Errorf("%+v", row[0])
	}
	if !slices.Equal(row[1].Relationships, []string{"a:advice:b"}) || len(row[1].Organisations) != 0 || !strings.HasPrefix(row[1].Text, "Alpha ") {
		t.Errorf("%+v", row[1])
	}
	if row[2].Text != "Beta" || string(row[3].Value) != "null" || row[3].Text != "" || string(row[4].Value) != "1.5" {
		t.Errorf("%+v", row[2:])
	}
	s.query(Question{Query: "MATCH p = (x {id: 'a'})-[]->()-[]->(y) RETURN collect(p) AS all"}, 200, &a)
	if got := a.Rows[0][0]; !slices.Equal(got.Organisations, []string{"a", "b", "c"}) || len(got.Relationships) != 2 {
		t.Errorf("%+v", got)
	}
	s.query(Question{Query: "RETURN $list[0] + $map.k AS sum, $flag AS flag", Parameters: map[string]any{
		"list": []any{1, "x"}, "map": map[string]any{"k": 2.5}, "flag": true}}, 200, &a)
	if a.Rows[0][0].Text != "3.5" || string(a.Rows[0][1].Value) != "true" {
		t.Errorf("%+v", a.Rows)
	}
	s.query(Question{Query: "MATCH (x {id: 'none'}) RETURN x"}, 200, &a)
	if a.Rows == nil || len(a.Rows) != 0 {
		t.Errorf("%+v", a.Rows)
	}
}

func TestWrongQueries(t *testing.T) {
	s := newSite(t, smallMap)
	var p Problem
	s.query(Question{Query: "MATCH (x)\nWHERE x.nmae = 'a'\nRETURN x"}, 400, &p)
	if p.Error.Line != 2 || p.Error.Column != 9 || !strings.Contains(p.Error.Excerpt, "WHERE x.nmae = 'a'\n        ^") {
		t.Errorf("%+v", p.Error)
	}
	for _, c := range []struct {
		body, kind, want string
		status           int
	}{
		{`{"query": "CREATE (x)"}`, "application/json", "", 400},
		{`{"query": ""}`, "application/json", "", 400},
		{`{"query": "RETURN $x"}`, "application/json", "$x", 400},
		{`{"query": "RETURN 1", "parameters": {"y": 1}}`, "application/json", "no parameter $y", 400},
		{`{"query": "RETURN $x", "parameters": {"x": 1e999}}`, "application/json", "no number", 400},
		{`{"query": "RETURN 1", "limit": 1}`, "application/json", "limit", 400},
		{`{"query": "RETURN 1"} {}`, "application/json", "more than a question", 400},
		{`{"query": "RETURN 1"} x`, "application/json", "more than a question", 400},
		{`{"qury": "RETURN 1"}`, "application/json", `no field "qury"; did you mean "query"?`, 400},
		{`{"query": 1}`, "application/json", "query cannot be a JSON number", 400},
		{`{"query": "RETURN 1", "parameters": []}`, "application/json", "parameters cannot be a JSON array", 400},
		{`[1]`, "application/json", "a question cannot be a JSON array", 400},
		{`[`, "application/json", "it ends too early", 400},
		{`{"query": nil}`, "application/json", "not JSON: byte 12", 400},
		{``, "application/json; charset=utf-8", "has no body", 400},
		{`{"query": "RETURN 1"}`, "text/plain", "sent as JSON", 415},
		{`{"query": "RETURN 1"}`, "", "sent as JSON", 415},
		{`{"query": "RETURN '` + strings.Repeat("x", 70_000) + `'"}`, "application/json", "65536 bytes", 413},
		{`{"query": "RETURN $x", "parameters": {"x": ` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}}`, "application/json", "", 400},
	} {
		var p Problem
		s.decode(c.body[:min(60, len(c.body))], s.ask("POST", "/api/query", c.body, "Content-Type: "+c.kind), c.status, &p)
		if m := p.Error.Message; m == "" || !strings.Contains(m, c.want) || strings.Contains(m, "json:") || strings.Contains(m, "Go ") {
			t.Errorf("%.60s: %q", c.body, m)
		}
	}
}

// What takes too much ends, and says so.
func TestQueryLimits(t *testing.T) {
	s := newSite(t, smallMap, func(o *Options) { o.Limits = Limits{Rows: 10, Searched: 1000, Memory: 1 << 20} })
	var a Answer
	s.query(Question{Query: "UNWIND range(1, 1000000) AS n RETURN n"}, 200, &a)
	if len(a.Rows) != 10 || !a.More {
		t.Errorf("%d rows, more %v", len(a.Rows), a.More)
	}
	s.query(Question{Query: "UNWIND range(1, 10) AS n RETURN n"}, 200, &a)
	if len(a.Rows) != 10 || a.More {
		t.Errorf("%d rows, more %v", len(a.Rows), a.More)
	}
	for query, want := range map[string]string{
		"UNWIND range(1, 1000000) AS n RETURN collect(n)":                                               "MB",
		"MATCH p = WALK (a)-[]-{1,20}(b) RETURN count(p)":                                               "1000",
		"WITH reduce(t = 'x', n IN range(1, 17) | t + t) AS t UNWIND range(1, 9) AS n RETURN t, t AS u": "megabytes",
	} {
		var p Problem
		s.query(Question{Query: query}, 400, &p)
		if !strings.Contains(p.Error.Message, want) {
			t.Errorf("%s: %q, want %q", query, p.Error.Message, want)
		}
	}
	slow := newSite(t, smallMap, func(o *Options) { o.Limits = Limits{Time: time.Nanosecond} })
	for _, target := range []string{"/api/path?from=a&to=c", "/api/rank/betweenness"} {
		var p Problem
		slow.get(target, 504, &p)
		if !strings.Contains(p.Error.Message, "more than 1ns") {
			t.Errorf("%s: %q", target, p.Error.Message)
		}
	}
	var p Problem
	slow.query(Question{Query: "RETURN 1"}, 504, &p)
}

func TestPaths(t *testing.T) {
	s := newSite(t, smallMap)
	texts := func(target string) (all []string) {
		t.Helper()
		var p struct{ Paths []map[string]any }
		s.get(target, 200, &p)
		for _, path := range p.Paths {
			all = append(all, fmt.Sprint(path["hops"], " ", path["cost"], " ", path["organisations"]))
		}
		return all
	}
	for target, want := range map[string]string{
		"/api/path?from=Alpha&to=Gamma":                       "1 <nil>",
		"/api/path?from=a&to=c&k=5":                           "1 <nil>|2 <nil>",
		"/api/path?from=a&to=c&k=5&not-type=reporting":        "1 <nil>",
		"/api/path?from=a&to=c&through=b":                     "2 <nil>",
		"/api/path?from=a&to=c&status=active":                 "2 <nil>",
		"/api/path?from=a&to=c&k=2&weighted=true":             "1 0.25|2 2",
		"/api/path?from=c&to=a":                               "",
		"/api/path?from=a&to=c&type=reporting":                "", // although nothing is left of a
		"/api/path?from=c&to=a&direction=in":                  "1 <nil>",
		"/api/path?from=c&to=a&direction=both&k=9&max-hops=1": "1 <nil>",
	} {
		got := texts(target)
		for i := range got {
			got[i], _, _ = strings.Cut(got[i], " [")
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	for target, want := range map[string]string{
		"/api/path?from=a":                 "to is missing",
		"/api/path?from=a&to=":             "to is missing",
		"/api/path?from=Alpa&to=b":         `did you mean "Alpha"`,
		"/api/path?from=a&to=b&without=b":  "the filters leave out Beta",
		"/api/path?from=a&to=b&k=1000":     "from 1 to 100",
		"/api/path?from=a&to=b&mode=run":   `no mode "run"`,
		"/api/path?from=a&from=b&to=c":     "more than once",
		"/api/path?from=a&to=b&max-hops=x": "not a whole number",
	} {
		var p Problem
		s.get(target, 400, &p)
		if !strings.Contains(p.Error.Message, want) {
			t.Errorf("%s: %q, want %q", target, p.Error.Message, want)
		}
	}
}

func TestRank(t *testing.T) {
	s := newSite(t, smallMap)
	var r Ranking
	s.get("/api/rank/out-degree", 200, &r)
	want := []Ranked{{1, "a", "Alpha", 2}, {2, "b", "Beta", 1}, {3, "c", "Gamma", 0}}
	if r.Of != "organisations" || !slices.Equal(r.Rows, want) {
		t.Errorf("%+v", r)
	}
	s.get("/api/rank/out-degree?top=1&type=reporting", 200, &r)
	if !slices.Equal(r.Rows, []Ranked{{1, "b", "Beta", 1}}) {
		t.Errorf("%+v", r)
	}
	s.get("/api/rank/out-degree?type=reporting", 200, &r)
	if !slices.Equal(r.Rows, []Ranked{{1, "b", "Beta", 1}, {2, "c", "Gamma", 0}}) {
		t.Errorf("%+v", r)
	}
	s.get("/api/rank/relationship-betweenness", 200, &r)
	if r.Of != "relationships" || len(r.Rows) != 3 || !strings.HasPrefix(r.Rows[0].ID, "a:") {
		t.Errorf("%+v", r)
	}
	var p Problem
	s.get("/api/rank/betwenness", 404, &p)
	if !strings.Contains(p.Error.Message, "betweenness") {
		t.Errorf("%q", p.Error.Message)
	}
	s.get("/api/rank/degree?direction=up", 400, &p)
}

// Where so many are answered and wait as may, others are told to come again.
func TestTooManyAtOnce(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	s := newSite(t, smallMap, func(o *Options) { o.Limits = Limits{Working: 1, Waiting: 1} })
	place := s.opts.Place
	s.opts.Place = func(ctx context.Context, scene *render.Scene) (*render.Placement, error) {
		begun <- struct{}{}
		<-goOn
		return place(ctx, scene)
	}
	statuses := make(chan int)
	go func() { statuses <- s.ask("GET", "/api/picture.svg?title=one", "").StatusCode }()
	<-begun
	ctx, cancel := context.WithCancel(t.Context())
	waits := make(chan error)
	go func() { waits <- s.work(ctx, func(context.Context) error { return nil }) }()
	for len(s.waiting) == 0 { // the other goroutine has nothing else to do
		select {
		case err := <-waits:
			t.Fatalf("it did not wait: %v", err)
		default:
			runtime.Gosched()
		}
	}
	var p Problem
	refused := s.ask("GET", "/api/rank/degree", "")
	s.decode("a third", refused, 503, &p)
	if !strings.Contains(p.Error.Message, "too much") || refused.Header.Get("Retry-After") == "" {
		t.Errorf("%q, retry after %q", p.Error.Message, refused.Header.Get("Retry-After"))
	}
	cancel()
	if err := <-waits; err == nil {
		t.Error("what was given up while it waited was done")
	}
	s.limits.Time = time.Nanosecond // which nobody else reads now
	s.get("/api/rank/degree", 503, &p)
	s.limits.Time = time.Minute
	close(goOn)
	if status := <-statuses; status != 200 {
		t.Errorf("status %d", status)
	}
	var r Ranking
	s.get("/api/rank/degree", 200, &r)
}

// Whatever the map, every endpoint answers.
func TestCorpus(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		if testing.Short() && c.Graph.NumRelationships() > 200 {
			continue // under the race detector it takes long
		}
		s := newSite(t, smallMap, func(o *Options) {
			o.Read = func(context.Context) (Map, error) { return Map{Graph: c.Graph, Subtitle: "a case"}, nil }
		})
		for _, target := range []string{"/", "/api/map", "/api/picture.svg?theme=print", "/api/rank/pagerank?top=3", "/healthz"} {
			if r := s.ask("GET", target, ""); r.StatusCode != 200 {
				t.Errorf("%s: %s: status %d: %.200s", c.Name, target, r.StatusCode, bodyOf(t, r))
			}
		}
		var a Answer
		s.query(Question{Query: "MATCH (a) OPTIONAL MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 50"}, 200, &a)
	}
}

func TestPictureCache(t *testing.T) {
	c := newPictureCache()
	for i := range 100 {
		c.put(fmt.Sprint(i), document{body: make([]byte, 1<<20)})
		c.get("0")
	}
	if _, ok := c.get("0"); !ok {
		t.Error("what is asked for all the time was thrown away")
	}
	if _, ok := c.get("99"); !ok || len(c.of) != len(c.keys) || len(c.keys) > mostPictures || c.size > mostPictureBytes || c.size != len(c.keys)<<20 {
		t.Errorf("%d pictures, %d keys, %d bytes", len(c.of), len(c.keys), c.size)
	}
	c.put("huge", document{body: make([]byte, mostPictureBytes)})
	if _, ok := c.get("huge"); ok {
		t.Error("one picture fills the cache")
	}
}
