package serve

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/themefile"
)

// snapshot is a map that was read, and what is made of it once. It does not change.
type snapshot struct {
	Map
	version string // of the page: what is served after a restart has the same, if it is the same
	page    document
	data    document
	view    document // see View
	policy  string   // the content security policy of the page
}

// document is what is sent as it is.
type document struct {
	body []byte
	tag  string // of the content, for If-None-Match
}

func newDocument(body []byte) document {
	sum := sha256.Sum256(body)
	return document{body, `"` + hex.EncodeToString(sum[:12]) + `"`}
}

// read reads the map and makes its page.
func (s *Server) read(ctx context.Context) (*snapshot, error) {
	m, err := s.opts.Read(ctx)
	if err != nil {
		return nil, err
	}
	opts := explorer.Options{Scene: s.scene(m, m.Subtitle), Place: s.opts.Place, Live: true}
	made, err := explorer.New(ctx, m.Graph, opts)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(made.Data)
	if err != nil {
		return nil, err
	}
	n := &snapshot{
		Map: m, version: strings.Trim(newDocument(made.Page).tag, `"`), data: newDocument(append(data, '\n')),
		policy: explorer.PolicyOf(made.Page),
	}
	n.page = newDocument(withVersion(made.Page, n.version))
	view, err := json.Marshal(View{n.version, n.policy, string(made.Picture), made.Styles, made.Data})
	n.view = newDocument(view)
	return n, err
}

// scene returns how a picture of a map is to look unless it is asked for otherwise.
func (s *Server) scene(m Map, subtitle string) render.Options {
	opts := s.opts.Scene
	if m.Theme != nil {
		opts.Styled = m.Theme
	}
	if opts.Subtitle == "" {
		opts.Subtitle = subtitle
	}
	return opts
}

// View is what a page that is open takes to show another version of the map.
type View struct {
	Version string         `json:"version"`
	Policy  string         `json:"policy"`  // of the page that shows it; one that has another script has another
	Picture string         `json:"picture"` // an svg element without its style sheets
	Styles  []string       `json:"styles"`  // those
	Map     *explorer.Data `json:"map"`
}

// withVersion returns a page that tells its version, so that it knows when there is another.
func withVersion(page []byte, version string) []byte {
	mark := `<meta name="liaison-version" content="` + version + `"></head>`
	return bytes.Replace(page, []byte("</head>"), []byte(mark), 1)
}

// Faults is what is wrong with the files of the map.
type Faults struct {
	Message string  `json:"message"` // in a line
	Faults  []Fault `json:"faults"`
	More    int     `json:"more"` // how many there are beyond those
}

// Fault is one thing that is wrong.
type Fault struct {
	File    string `json:"file"` // "" where it is none of a file
	Line    int    `json:"line"` // 0 where it is of the file as a whole
	Column  int    `json:"column"`
	Message string `json:"message"`
	Excerpt string `json:"excerpt"` // the line and, below it, a caret; or ""
}

// mostFaults is how many faults are told.
const mostFaults = 20

// faultsOf tells what is wrong, by the error of reading.
func faultsOf(err error) *Faults {
	var (
		inMap   *mapfile.Error
		inTheme *themefile.Error
		f       = &Faults{Message: "the map cannot be shown", Faults: []Fault{}}
	)
	switch {
	case errors.As(err, &inMap):
		f.Message = "the map cannot be read: " + tell.Count(len(inMap.Diagnostics), "fault", "faults")
		for _, d := range inMap.Diagnostics {
			f.Faults = append(f.Faults, Fault{d.File, d.Line, d.Column, d.Message, d.Excerpt})
		}
	case errors.As(err, &inTheme):
		f.Message = "the theme file cannot be read: " + tell.Count(len(inTheme.Faults), "fault", "faults")
		for _, d := range inTheme.Faults {
			f.Faults = append(f.Faults, Fault{inTheme.File, d.Line, d.Column, d.Message, d.Excerpt})
		}
	default:
		f.Faults = append(f.Faults, Fault{Message: err.Error()})
	}
	f.More = max(0, len(f.Faults)-mostFaults)
	f.Faults = f.Faults[:len(f.Faults)-f.More]
	return f
}

// inLine tells the first fault, with its place, in a line.
func (f *Faults) inLine() string {
	first := f.Faults[0]
	place := first.File
	for _, n := range []int{first.Line, first.Column} {
		if n > 0 {
			place += ":" + strconv.Itoa(n)
		}
	}
	message, _, _ := strings.Cut(first.Message, "\n")
	text := cmp.Or(place, f.Message) + ": " + message
	if others := len(f.Faults) + f.More - 1; others > 0 {
		text += "; and " + tell.Count(others, "other fault", "other faults")
	}
	return text
}

// snapshot returns the map that is served now.
func (s *Server) snapshot() *snapshot {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.now
}

// refresh reads the map anew, and tells the listeners.
func (s *Server) refresh(ctx context.Context) {
	next, err := s.read(ctx)
	if ctx.Err() != nil {
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch {
	case err != nil:
		s.faults = faultsOf(err)
		s.opts.Log(s.faults.inLine() + "; the picture stays as it was")
	case next.version != s.now.version:
		s.now, s.faults = next, nil
		s.pictures.clear()
		s.opts.Log("the map was read anew: " + summary(next.Graph))
	case s.faults != nil:
		s.faults = nil
		s.opts.Log("the map is right again")
	default:
		return
	}
	for l := range s.listeners {
		select {
		case l <- struct{}{}:
		default: // it has not yet read what it was told of before
		}
	}
}

func summary(g *graph.Graph) string {
	return tell.Count(g.NumOrganisations(), "organisation", "organisations") + ", " + tell.Count(g.NumRelationships(), "relationship", "relationships")
}
