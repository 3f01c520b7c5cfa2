package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
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
	opts := explorer.Options{Scene: s.opts.Scene, Place: s.placeOnce(), Live: true}
	if opts.Scene.Subtitle == "" {
		opts.Scene.Subtitle = m.Subtitle
	}
	page, err := explorer.Page(ctx, m.Graph, opts)
	if err != nil {
		return nil, err
	}
	svg, data, err := explorer.Picture(ctx, m.Graph, opts)
	if err != nil {
		return nil, err
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	if err := encoder.Encode(data); err != nil {
		return nil, err
	}
	n := &snapshot{Map: m, version: strings.Trim(newDocument(page).tag, `"`), data: newDocument(encoded.Bytes()), policy: explorer.PolicyOf(page)}
	n.page = newDocument(withVersion(page, n.version))
	view, err := json.Marshal(View{n.version, n.policy, string(svg), data})
	n.view = newDocument(view)
	return n, err
}

// View is what a page that is open takes to show another version of the map.
type View struct {
	Version string         `json:"version"`
	Policy  string         `json:"policy"`  // of the page that shows it; one that has another script has another
	Picture string         `json:"picture"` // an svg element
	Map     *explorer.Data `json:"map"`
}

// withVersion returns a page that tells its version, so that it knows when there is another.
func withVersion(page []byte, version string) []byte {
	mark := `<meta name="liaison-version" content="` + version + `"></head>`
	return bytes.Replace(page, []byte("</head>"), []byte(mark), 1)
}

// placeOnce lays out one scene once, for those who ask for the same several times. They take turns.
func (s *Server) placeOnce() func(context.Context, *render.Scene) (*render.Placement, error) {
	var placed *render.Placement
	return func(ctx context.Context, scene *render.Scene) (*render.Placement, error) {
		if placed != nil {
			return placed, nil
		}
		var err error
		placed, err = s.opts.Place(ctx, scene)
		return placed, err
	}
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
	var wrong *mapfile.Error
	if !errors.As(err, &wrong) {
		return &Faults{Message: "the map cannot be shown", Faults: []Fault{{Message: err.Error()}}}
	}
	n := len(wrong.Diagnostics)
	f := &Faults{Message: "the map cannot be read: " + tell.Count(n, "fault", "faults"), Faults: []Fault{}, More: max(0, n-mostFaults)}
	for _, d := range wrong.Diagnostics[:min(n, mostFaults)] {
		f.Faults = append(f.Faults, Fault{d.File, d.Line, d.Column, d.Message, d.Excerpt})
	}
	return f
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
		s.opts.Log(s.faults.Message + "; the last good one stays")
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
