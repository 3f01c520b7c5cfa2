package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
)

const smallMap = `title: A small map
sources:
  - {id: report, title: Report, url: "https://example.org/report"}
organisations:
  - {id: a, name: Alpha, classification: police}
  - {id: b, name: Beta, classification: department}
  - {id: c, name: Gamma, classification: oversight}
relationships:
  - {from: a, to: b, type: advice, evidence: [{source: report, passage: "Alpha advises Beta"}]}
  - {from: b, to: c, type: reporting, start_date: 2014}
  - {from: a, to: c, type: advice, status: ended, weight: 4}
`

// site is a server of a map in a file.
type site struct {
	*Server
	t    *testing.T
	file string
	said logged
}

type logged struct {
	sync.Mutex
	strings.Builder
}

func (l *logged) add(text string) {
	l.Lock()
	defer l.Unlock()
	l.WriteString(text + "\n")
}

// newSite serves a map.
func newSite(t *testing.T, text string, change ...func(*Options)) *site {
	t.Helper()
	s := &site{t: t, file: filepath.Join(t.TempDir(), "map.yaml")}
	s.write(text)
	opts := Options{
		Read: func(context.Context) (Map, error) {
			m, err := mapfile.Read(s.file)
			if err != nil {
				return Map{}, err
			}
			return Map{Graph: m.Graph}, nil
		},
		Stamp: func() string { return FileStamp(s.file) },
		Log:   s.said.add,
		Place: func(_ context.Context, scene *render.Scene) (*render.Placement, error) { return scene.Place(), nil },
	}
	for _, c := range change {
		c(&opts)
	}
	var err error
	if s.Server, err = New(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) write(text string) {
	s.t.Helper()
	if err := os.WriteFile(s.file, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// ask asks for something, with headers as "Name: value".
func (s *site) ask(method, target, body string, headers ...string) *http.Response {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, target, strings.NewReader(body))
	r.Host = "localhost:4321"
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			r.Host = value
		} else {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// get asks for JSON, which comes in to.
func (s *site) get(target string, status int, to any) {
	s.t.Helper()
	s.decode(target, s.ask("GET", target, ""), status, to)
}

// query asks a query.
func (s *site) query(question any, status int, to any) {
	s.t.Helper()
	text, err := json.Marshal(question)
	if err != nil {
		s.t.Fatal(err)
	}
	s.decode(string(text), s.ask("POST", "/api/query", string(text), "Content-Type: application/json"), status, to)
}

func (s *site) decode(what string, r *http.Response, status int, to any) {
	s.t.Helper()
	text := bodyOf(s.t, r)
	if r.StatusCode != status {
		s.t.Fatalf("%s: status %d, want %d: %s", what, r.StatusCode, status, text)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		s.t.Fatalf("%s: %v in %s", what, err, text)
	}
}
