package value

import (
	"slices"
	"strings"
)

// smallMap is up to how many keys the order of a map's keys needs no memory of its own.
const smallMap = 16

// Get returns the value of a key.
func (m *Map) Get(key string) (v Value, ok bool) {
	for i := range m.Keys {
		if m.Keys[i] == key {
			return m.Values[i], true
		}
	}
	return Null, false
}

// Set gives a key a value while the map is being made.
func (m *Map) Set(key string, v Value) {
	if i := slices.Index(m.Keys, key); i >= 0 {
		m.Values[i] = v
		return
	}
	m.Keys = append(m.Keys, key)
	m.Values = append(m.Values, v)
}

// sorted appends the indices of the keys in the order of the keys.
func (m *Map) sorted(indices []int) []int {
	for i := range m.Keys {
		indices = append(indices, i)
	}
	slices.SortFunc(indices, func(i, j int) int { return strings.Compare(m.Keys[i], m.Keys[j]) })
	return indices
}
