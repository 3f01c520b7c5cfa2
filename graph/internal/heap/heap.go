// Package heap has the priority queue of shortest-path searches.
package heap

// Heap is a queue of vertices, those with the least key first. A vertex is in it at most once, and its key
// can be lowered. It is a 4-ary heap, which is shallower than a binary one and reads the children of a
// place from one cache line. Of vertices with the same key the lower one comes first, so that the order
// does not depend on what was done before.
type Heap struct {
	keys     []float64 // by place
	vertices []int32   // by place
	places   []int32   // by vertex: its place + 1, and 0 where it is not in the heap
}

// New returns an empty Heap for the vertices from 0 to n-1. O(n).
func New(n int) *Heap { return &Heap{places: make([]int32, n)} }

// Len returns how many vertices are in the heap.
func (h *Heap) Len() int { return len(h.keys) }

// Set puts v into the heap or, where it is there, lowers its key; a key that is not lower changes nothing.
// O(log n).
func (h *Heap) Set(v int32, key float64) {
	i := int(h.places[v]) - 1
	if i < 0 {
		i = len(h.keys)
		h.keys, h.vertices = append(h.keys, key), append(h.vertices, v)
	} else if key >= h.keys[i] {
		return
	}
	for i > 0 {
		parent := (i - 1) / 4
		if !less(key, v, h.keys[parent], h.vertices[parent]) {
			break
		}
		h.put(i, h.keys[parent], h.vertices[parent])
		i = parent
	}
	h.put(i, key, v)
}

// Pop takes out the vertex with the least key, and returns both. The heap must not be empty. O(log n).
func (h *Heap) Pop() (v int32, key float64) {
	v, key = h.vertices[0], h.keys[0]
	h.places[v] = 0
	last := len(h.keys) - 1
	lastKey, lastVertex := h.keys[last], h.vertices[last]
	h.keys, h.vertices = h.keys[:last], h.vertices[:last]
	if last == 0 {
		return v, key
	}
	// The hole at the top goes all the way down, and the last vertex, which was at the bottom, up from
	// there: that is less far than down from the top.
	keys, vertices := h.keys, h.vertices
	i := 0
	for {
		child := 4*i + 1
		if child >= last {
			break
		}
		best, bestKey, bestVertex := child, keys[child], vertices[child]
		for c := child + 1; c < min(child+4, last); c++ {
			if k := keys[c]; k < bestKey || k == bestKey && vertices[c] < bestVertex {
				best, bestKey, bestVertex = c, k, vertices[c]
			}
		}
		h.put(i, bestKey, bestVertex)
		i = best
	}
	for i > 0 {
		parent := (i - 1) / 4
		if !less(lastKey, lastVertex, keys[parent], vertices[parent]) {
			break
		}
		h.put(i, keys[parent], vertices[parent])
		i = parent
	}
	h.put(i, lastKey, lastVertex)
	return v, key
}

func (h *Heap) put(i int, key float64, v int32) {
	h.keys[i], h.vertices[i], h.places[v] = key, v, int32(i)+1
}

func less(key float64, v int32, otherKey float64, other int32) bool {
	return key < otherKey || key == otherKey && v < other
}
