package serve

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
)

// guard lets through what may be asked, and sets the headers that every answer has.
func (s *Server) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		h.Set("Content-Security-Policy", nothing)
		switch {
		case !s.isOurs(r.Host):
			refuse(w, http.StatusMisdirectedRequest, "this server is asked by an address or name that is not its own: "+shortened(r.Host),
				"ask it by an address or as localhost; if others on the network know it by this name, start it with --name")
		case origin.Check(r) != nil || fromElsewhere(r):
			refuse(w, http.StatusForbidden, "another site has made the browser ask this", "ask from a page of this server, or from a program")
		case r.ContentLength > s.limits.Body:
			refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("a request has at most %d bytes", s.limits.Body))
		default:
			r.Body = http.MaxBytesReader(w, r.Body, s.limits.Body)
			next.ServeHTTP(w, r)
		}
	})
}

// nothing is the content security policy of what is no page: it may do nothing.
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// fromElsewhere reports whether another site makes the browser ask for more than a page to look at.
func fromElsewhere(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate"
}

// isOurs reports whether a Host is an address, or a name of loopback or of Options. That it is an address is enough:
// another site can have its own name lead here, and so be taken for us by a browser, but no address.
func (s *Server) isOurs(host string) bool {
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	name = strings.TrimSuffix(strings.ToLower(strings.Trim(name, "[]")), ".")
	if zoneless, _, _ := strings.Cut(name, "%"); net.ParseIP(zoneless) != nil {
		return true
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	for _, own := range s.opts.Names {
		if strings.EqualFold(name, own) {
			return true
		}
	}
	return false
}

// shortened is a text of the one who asks, for a message.
func shortened(text string) string {
	const most = 100
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// MachineNames returns the names of this machine, by which others on its network ask it.
func MachineNames() []string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return nil
	}
	return []string{name, name + ".local"}
}

// Problem is what is sent instead of an answer.
type Problem struct {
	Error Complaint `json:"error"`
}

// Complaint says what was wrong with what was asked.
type Complaint struct {
	Message string   `json:"message"`
	Hints   []string `json:"hints,omitempty"`
	Line    int      `json:"line,omitempty"` // of a query; 0 is no place in it
	Column  int      `json:"column,omitempty"`
	Excerpt string   `json:"excerpt,omitempty"` // the line and, below it, a caret
}

// httpError is an error with its status.
type httpError struct {
	status int
	Complaint
}

func (e *httpError) Error() string { return e.Message }

func refuse(w http.ResponseWriter, status int, message string, hints ...string) {
	send(w, status, Problem{Complaint{Message: message, Hints: hints}})
}

// send writes a value as JSON.
func send(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"error":{"message":"the answer cannot be written"}}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // where the connection has gone, nobody is there to be told
}

// quiet is a log of package http that goes to one line of ours, but for what broken connections make it say.
func quiet(to func(string)) *log.Logger {
	return log.New(lines(func(text string) {
		if !strings.Contains(text, "TLS handshake") && !strings.Contains(text, "connection reset") {
			to(text)
		}
	}), "", 0)
}

// lines is a writer that is given a line at a time, as package log does.
type lines func(string)

func (l lines) Write(b []byte) (int, error) {
	l(strings.TrimSpace(string(b)))
	return len(b), nil
}

// tooLarge reports whether a request had more in it than it may.
func tooLarge(err error) bool {
	var limit *http.MaxBytesError
	return errors.As(err, &limit)
}
