package check

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

// citedSource is what is known of a source besides its record.
type citedSource struct {
	cites    []cite
	passages int // how many of the cites have a passage
	copy     copyState
	err      error // why the copy is unreadable
}

type copyState uint8

const (
	copyNone     copyState = iota // the source names none, or none is there and none was asked for
	copyIsGone                    // not in the folder that was given
	copyIsBroken                  // there, and cannot be read
	copyIsRead
)

// cite is a piece of evidence that cites a source, and where it stands.
type cite struct {
	ofOrganisation bool
	record, index  int32
	// Kept, because the graph makes all the evidence of a record anew for whoever asks for one piece.
	evidence graph.Evidence
}

// problem is what is to be said of a passage, without what would hold the text of the saved copy.
type problem struct {
	cite
	source int
	evidence.Resolution
}

// readEvidence gathers the evidence of the map by source, seeks the passages in the saved copies, and
// counts the outcomes.
func (c *checker) readEvidence(mapDir, sourcesDir string) error {
	c.gather()
	dir := sourcesDir
	if dir == "" {
		dir = mapDir
	}
	var root *os.Root
	if dir != "" {
		var err error
		root, err = os.OpenRoot(dir)
		if err != nil && sourcesDir != "" {
			return fmt.Errorf("the folder of the sources: %w", err)
		}
		if err == nil {
			defer root.Close()
		}
	}
	for i := range c.sources {
		s, source := &c.sources[i], c.g.Sources()[i]
		text := s.open(root, source.File, sourcesDir != "")
		c.seek(i, text)
	}
	return nil
}

func (c *checker) gather() {
	index := make(map[string]int, len(c.g.Sources()))
	c.sources = make([]citedSource, len(c.g.Sources()))
	for i, s := range c.g.Sources() {
		index[s.ID] = i
	}
	add := func(all []graph.Evidence, ofOrganisation bool, record int) {
		for i, e := range all {
			s := &c.sources[index[e.Source]]
			s.cites = append(s.cites, cite{ofOrganisation, int32(record), int32(i), e})
			if e.Passage != "" {
				s.passages++
			}
		}
	}
	for n, o := range c.g.Organisations() {
		add(o.Evidence, true, int(n))
	}
	for e := range c.g.Edges() {
		all := c.g.Evidence(e)
		add(all, false, int(e))
		documented := false
		for _, item := range all {
			documented = documented || !c.g.Sources()[index[item.Source]].IsGeneral()
		}
		switch {
		case documented:
			c.coverage.Documented++
		case len(all) > 0:
			c.coverage.General++
		default:
			c.coverage.Unsupported++
		}
	}
	c.coverage.Relationships = c.g.NumRelationships()
}

// open reads the saved copy of a source, and notes what became of it; the text is nil where there is none.
func (s *citedSource) open(root *os.Root, file string, mustBeThere bool) *evidence.Text {
	if file == "" || root == nil {
		return nil
	}
	text, err := readCopy(root, file)
	switch {
	case err == nil:
		s.copy = copyIsRead
	case !errors.Is(err, fs.ErrNotExist):
		s.copy, s.err = copyIsBroken, err
	case mustBeThere:
		s.copy = copyIsGone
	}
	return text
}

// readCopy reads a file below root. The errors continue "the saved copy ...".
func readCopy(root *os.Root, file string) (*evidence.Text, error) {
	path := filepath.FromSlash(file)
	if filepath.IsAbs(path) {
		return nil, errors.New("has an absolute path; it is named relative to its folder")
	}
	if !filepath.IsLocal(path) {
		return nil, fmt.Errorf("is outside of the folder %s, in which saved copies are", root.Name())
	}
	// Opening a pipe would wait for its writer, so that what the file is comes first.
	info, err := root.Stat(path)
	if err != nil {
		return nil, cannotRead(err)
	}
	switch {
	case info.IsDir():
		return nil, errors.New("is a folder")
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	}
	f, err := root.Open(path)
	if err != nil {
		return nil, cannotRead(err)
	}
	defer f.Close()
	text, err := evidence.ReadText(f)
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		return nil, cannotRead(err)
	}
	return text, err
}

// cannotRead leaves out the name of the file, which the message has already.
func cannotRead(err error) error {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fmt.Errorf("cannot be read: %w", err)
}

// seek resolves the passages that cite source number i; text is its copy, or nil.
func (c *checker) seek(i int, text *evidence.Text) {
	s, general := &c.sources[i], c.g.Sources()[i].IsGeneral()
	count := &c.coverage.Passages
	unchecked := count.Unchecked
	resolved := map[graph.Evidence]evidence.Resolution{}
	for _, at := range s.cites {
		e := at.evidence
		e.Note = ""
		_, malformed := evidence.ParseLocator(e)
		var r evidence.Resolution
		switch {
		case e.Passage == "" && e.Prefix == "" && e.Suffix == "":
			if general {
				count.General++
			} else {
				count.WithoutPassage++
			}
			continue
		case malformed != nil:
			r = evidence.Resolution{Status: evidence.Malformed, Hint: malformed.Error()}
		case text == nil && general:
			count.General++
			continue
		case text == nil:
			count.Unchecked++
			continue
		default:
			var ok bool
			if r, ok = resolved[e]; !ok {
				r = withoutCopy(evidence.Resolve(text, e))
				resolved[e] = r
			}
		}
		switch r.Status {
		case evidence.Unique:
			count.Found++
		case evidence.Ambiguous:
			count.Ambiguous++
		case evidence.Missing:
			count.Missing++
		case evidence.Malformed:
			count.Malformed++
		}
		if r.Status != evidence.Unique || r.Matches[0].Words > widePassage {
			c.problems = append(c.problems, problem{at, i, r})
		}
	}
	if count.Unchecked > unchecked {
		count.UncheckedSources++
	}
}

// withoutCopy returns r without its parts of the saved copy, each of which would keep the whole copy in memory.
func withoutCopy(r evidence.Resolution) evidence.Resolution {
	for i := range r.Matches {
		r.Matches[i].Text = ""
	}
	r.Hint = strings.Clone(r.Hint)
	return r
}
