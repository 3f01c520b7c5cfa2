package serve

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// A page from elsewhere can give itself a name that leads to this machine, and the browser then takes both for one.
func TestOnlyOwnNamesAreAnswered(t *testing.T) {
	s := newSite(t, smallMap, func(o *Options) { o.Names = []string{"desk.example.org"} })
	for host, want := range map[string]int{
		"localhost:4321": 200, "localhost": 200, "LOCALHOST:1": 200, "localhost.:4321": 200, "map.localhost:4321": 200,
		"127.0.0.1:4321": 200, "127.0.0.1": 200, "[::1]:4321": 200, "[::1]": 200, "192.168.1.7:4321": 200, "[fe80::1%25eth0]:80": 200,
		"desk.example.org:4321": 200, "Desk.Example.org": 200,
		"evil.example:4321": 421, "evil.example": 421, "": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example:4321": 421,
		"notlocalhost": 421, "desk.example.org.evil.example": 421, "x\x00y": 421,
	} {
		if got := s.ask("GET", "/healthz", "", "Host: "+host); got.StatusCode != want {
			t.Errorf("Host %q: status %d, want %d", host, got.StatusCode, want)
		}
	}
}

func TestOtherSitesCannotAsk(t *testing.T) {
	s := newSite(t, smallMap)
	const query = `{"query": "RETURN 1"}`
	for _, c := range []struct {
		method, target string
		headers        []string
		want           int
	}{
		{"POST", "/api/query", nil, 200}, // no browser
		{"POST", "/api/query", []string{"Sec-Fetch-Site: same-origin"}, 200},
		{"POST", "/api/query", []string{"Origin: http://localhost:4321"}, 200},
		{"POST", "/api/query", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"POST", "/api/query", []string{"Sec-Fetch-Site: same-site"}, 403}, // another port of the same machine
		{"POST", "/api/query", []string{"Origin: https://evil.example"}, 403},
		{"POST", "/api/query", []string{"Origin: http://localhost:9999"}, 403},
		{"POST", "/api/query", []string{"Origin: null"}, 403},
		{"GET", "/api/map", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403},
		{"GET", "/api/events", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"}, 403},
		{"GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200}, // a link
		{"GET", "/api/map", []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"}, 200},
		{"GET", "/", []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"}, 200},
	} {
		got := s.ask(c.method, c.target, query, append(c.headers, "Content-Type: application/json")...)
		if got.StatusCode != c.want {
			t.Errorf("%s %s %v: status %d, want %d", c.method, c.target, c.headers, got.StatusCode, c.want)
		}
		if got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %s lets others read", c.method, c.target)
		}
	}
}

// What is too large is not read, and what does not come is not waited for.
func TestBodies(t *testing.T) {
	s := newSite(t, smallMap)
	if got := s.ask("POST", "/api/query", strings.Repeat("a", 70_000), "Content-Type: application/json"); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: status %d", got.StatusCode)
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", "http://localhost/api/query", late{})
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusRequestTimeout || strings.Contains(w.Body.String(), "i/o") {
		t.Errorf("late: status %d, %s", w.Code, w.Body)
	}
}

// late is a body that does not come before its deadline.
type late struct{}

func (late) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

func TestMethods(t *testing.T) {
	s := newSite(t, smallMap)
	for _, e := range endpoints() {
		target := strings.NewReplacer("{$}", "", "{measure}", "degree").Replace(e.path)
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
			if method == e.method || method == "HEAD" && e.method == "GET" {
				continue
			}
			got := s.ask(method, target, "", "Sec-Fetch-Site: same-origin")
			want := "GET, HEAD"
			if e.method == "POST" {
				want = "POST"
			}
			if got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != want {
				t.Errorf("%s %s: status %d, Allow %q", method, target, got.StatusCode, got.Header.Get("Allow"))
			}
		}
	}
	if got := s.ask("GET", "/nothing", ""); got.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", got.StatusCode)
	}
	if got := s.ask("HEAD", "/api/map", ""); got.StatusCode != 200 || len(bodyOf(t, got)) != 0 {
		t.Errorf("HEAD: status %d", got.StatusCode)
	}
}

// Every answer, of whatever kind, has the headers that keep a browser from making more of it than it is.
func TestSecurityHeaders(t *testing.T) {
	s := newSite(t, smallMap)
	for _, target := range []string{"/", "/api/map", "/api/picture.svg", "/api/rank/degree", "/api/openapi.json", "/healthz", "/nothing", "/api/path"} {
		h := s.ask("GET", target, "").Header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-cache",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s: %q, want %q", target, name, got, want)
			}
		}
		policy := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy %q lacks %s", target, policy, part)
			}
		}
		if script := strings.Contains(policy, "script-src"); script != (target == "/") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("%s: the policy is %q", target, policy)
		}
	}
	if policy := s.ask("GET", "/", "").Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "connect-src 'self'") {
		t.Errorf("the page has the policy %q", policy)
	}
}
