package exchange

import (
	"bytes"
	"slices"

	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

// jsonKeys returns the names of fields that stand in the head of a file, as paths of at most three names ("elements.nodes.data"),
// where the elements of a list have the path of the list, that of a list that is the whole file being "*". It is nil where the
// head is not JSON.
func jsonKeys(head []byte) map[string]bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if start := bytes.TrimLeft(head, " \t\r\n"); len(start) == 0 || start[0] != '{' && start[0] != '[' {
		return nil
	}
	s, err := jsonscan.New(bytes.NewReader(head), limits, func(int, string, string) error { return nil })
	if err != nil {
		return nil
	}
	keys := map[string]bool{}
	prefix := ""
	if s.Peek() == '[' {
		prefix = "*."
	}
	findJSONKeys(s, keys, prefix, 0) // its error is mostly that the head is not the whole
	return keys
}

// maxKeys is how many names are enough to tell a format by.
const maxKeys = 1000

func findJSONKeys(s *jsonscan.Scanner, found map[string]bool, prefix string, depth int) error {
	switch s.Peek() {
	case '{':
		if depth < 3 {
			return s.Object(0, func(key string) error {
				if len(found) < maxKeys {
					found[prefix+key] = true
				}
				return findJSONKeys(s, found, prefix+key+".", depth+1)
			})
		}
	case '[':
		return s.Array(func() error { return findJSONKeys(s, found, prefix, depth) })
	}
	return s.Skip()
}

// jsonHas reports whether any of the paths is among the keys.
func jsonHas(keys map[string]bool, paths ...string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return keys[p] })
}
