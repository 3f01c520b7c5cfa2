package exchange

import (
	"github.com/liaisongraph/liaison/graph"
)

// collectedRefs are the ids of sources and arrangements, and which have been referred to but not been there.
type collectedRefs struct{ sources, arrangements idTable }

// idTable gives ids of a file valid ones.
type idTable struct {
	ids     map[string]string // of those that are there, by the id of the file
	taken   map[string]bool   // the ids that have been given
	missing []string          // referred to, each once, in order
	asked   map[string]bool
}

func (r *collectedRefs) init() { r.sources.init(); r.arrangements.init() }

func (t *idTable) init() {
	t.ids, t.taken, t.asked = map[string]string{}, map[string]bool{}, map[string]bool{}
}

// add gives an id; "" where the raw one has been there before.
func (t *idTable) add(raw, otherwise string) string {
	if _, there := t.ids[raw]; there && raw != "" {
		return ""
	}
	id := uniqueID(raw, otherwise, func(id string) bool { return t.taken[id] })
	t.ids[raw], t.taken[id] = id, true
	return id
}

// find returns the valid id of a reference. What is not there is remembered.
func (t *idTable) find(raw string) (id string, ok bool) {
	id, ok = t.ids[raw]
	if !ok && !t.asked[raw] {
		t.asked[raw] = true
		t.missing = append(t.missing, raw)
	}
	return id, ok
}

// makeUp adds what has been referred to and is not there.
func (r *collectedRefs) makeUp(c *collector) {
	for _, raw := range r.sources.missing {
		if _, there := r.sources.ids[raw]; !there {
			c.tally.note(0, "a source that is not there", "made of its id")
			c.addSource(raw, graph.Source{Title: unlessID(raw)})
		}
	}
	for _, raw := range r.arrangements.missing {
		if _, there := r.arrangements.ids[raw]; !there {
			c.tally.note(0, "an arrangement that is not there", "made of its id")
			c.addArrangement(raw, graph.Arrangement{Label: unlessID(raw)})
		}
	}
}

// unlessID is what a record is called that is made of an id: that, where it is not the same as the id that it gets.
func unlessID(raw string) string {
	if graph.ValidID(raw) {
		return ""
	}
	return raw
}

func (c *collector) Source(s graph.Source) error {
	c.addSource(s.ID, s)
	return nil
}

func (c *collector) addSource(raw string, s graph.Source) {
	if s.ID = c.refs.sources.add(raw, s.Title); s.ID == "" {
		c.tally.note(0, "a source with the id of another", "left out")
		return
	}
	for _, text := range []*string{&s.Title, &s.Publisher, &s.Author, &s.Type, &s.URL, &s.ArchiveURL, &s.File, &s.Note} {
		*text = c.clean(0, *text)
	}
	_ = c.b.AddSource(s) // what could be wrong is not; Build says so if it is
	c.tally.sources++
}

func (c *collector) Arrangement(a graph.Arrangement) error {
	c.addArrangement(a.ID, a)
	return nil
}

func (c *collector) addArrangement(raw string, a graph.Arrangement) {
	if a.ID = c.refs.arrangements.add(raw, a.Label); a.ID == "" {
		c.tally.note(0, "an arrangement with the id of another", "left out")
		return
	}
	a.Label, a.Note = c.clean(0, a.Label), c.clean(0, a.Note)
	_ = c.b.AddArrangement(a)
	c.tally.arrangements++
}

// uniqueID is raw where that is an id, else what can be made of it or of what it is otherwise called, and not taken.
func uniqueID(raw, otherwise string, taken func(string) bool) string {
	id := raw
	if !graph.ValidID(id) {
		id = slugOf(raw)
	}
	if id == "" {
		id = graph.Slug(otherwise)
	}
	if id == "" {
		id = "unnamed"
	}
	if !taken(id) {
		return id
	}
	return numbered(id, taken)
}

// slugOf is the slug of an id, or of what comes last where it is a URL.
func slugOf(raw string) string {
	if slug := graph.Slug(lastOf(raw)); slug != "" {
		return slug
	}
	return graph.Slug(raw)
}
