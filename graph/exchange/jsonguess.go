package exchange

import (
	"bytes"
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// jsonKeys returns the names of fields that stand in the head of a file, as paths of at most three names ("elements.nodes.data"),
// where the elements of a list have the path of the list, that of a list that is the whole file being "*". It is nil where the
// head is not JSON.
func jsonKeys(head []byte) map[string]bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if start := bytes.TrimLeft(head, " \t\r\n"); len(start) == 0 || start[0] != '{' && start[0] != '[' {
		return nil
	}
	s, err := newJSONScanner(context.Background(), &Input{Stream: bytes.NewReader(head)}, jsonNowhere{})
	if err != nil {
		return nil
	}
	keys := map[string]bool{}
	prefix := ""
	if s.next() == '[' {
		prefix = "*."
	}
	s.keys(keys, prefix, 0) // its error is mostly that the head is not the whole
	return keys
}

// maxKeys is how many names are enough to tell a format by.
const maxKeys = 1000

func (s *jsonScanner) keys(found map[string]bool, prefix string, depth int) error {
	switch s.next() {
	case '{':
		if depth < 3 {
			return s.object(0, func(key string) error {
				if len(found) < maxKeys {
					found[prefix+key] = true
				}
				return s.keys(found, prefix+key+".", depth+1)
			})
		}
	case '[':
		return s.array(func() error { return s.keys(found, prefix, depth) })
	}
	return s.skip()
}

// jsonNowhere is a sink that forgets everything.
type jsonNowhere struct{}

func (jsonNowhere) Map(string, string) error                  { return nil }
func (jsonNowhere) Classification(graph.Classification) error { return nil }
func (jsonNowhere) Type(graph.Type) error                     { return nil }
func (jsonNowhere) Source(graph.Source) error                 { return nil }
func (jsonNowhere) Arrangement(graph.Arrangement) error       { return nil }
func (jsonNowhere) Organisation(*Organisation) error          { return nil }
func (jsonNowhere) Relationship(*Relationship) error          { return nil }
func (jsonNowhere) Note(line int, what, done string) error    { return nil }

// jsonHas reports whether any of the paths is among the keys.
func jsonHas(keys map[string]bool, paths ...string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return keys[p] })
}
