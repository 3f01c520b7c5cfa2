package graph

import "slices"

// Names is what an organisation is called.
type Names struct {
	Name, ShortName string // "" is none
	OtherNames      []OtherName
}

// OtherNames returns the other names of n; not to be changed.
func (g *Graph) OtherNames(n Node) []OtherName {
	if k := g.org.otherNames.get(int(n)); k > 0 {
		return g.org.otherNameLists[k-1]
	}
	return nil
}

// Renamed returns g with other names for the organisations that names has, and all else as it is: the numbers, the
// ids and the order. It fails with a [*RecordError] about the first name that is not fit to be one.
// O(organisations + text), and nothing where names is empty: that returns g.
func (g *Graph) Renamed(names map[Node]Names) (*Graph, error) {
	if len(names) == 0 {
		return g, nil
	}
	r := &Graph{
		title: g.title, description: g.description, vocabulary: g.vocabulary,
		sources: g.sources, sourceIndex: g.sourceIndex,
		arrangements: g.arrangements, arrangementIndex: g.arrangementIndex,
		ids: g.ids, text: g.text.Clone(), org: g.org, rel: g.rel, out: g.out, in: g.in,
	}
	c := &r.org
	c.name.clip()
	c.shortName.clip()
	c.otherNames.clip()
	c.otherNameLists = slices.Clone(c.otherNameLists)
	for n := range g.Nodes() {
		called, ok := names[n]
		if !ok {
			continue
		}
		var f faults
		text := [...]string{f.clean("name", called.Name), f.clean("short_name", called.ShortName)}
		others := slices.Clone(called.OtherNames)
		for i := range others {
			before := len(f)
			if others[i].Name == "" {
				f.add("name", "is missing")
			}
			others[i].Name, others[i].Note = f.clean("name", others[i].Name), f.clean("note", others[i].Note)
			f.record(before, "other_names", i)
		}
		if len(f) > 0 {
			return nil, f.err("organisation", g.ID(n))
		}
		for i, column := range [...]*column[uint32]{&c.name, &c.shortName} {
			k, _, err := r.text.Intern(text[i])
			if err != nil {
				return nil, err
			}
			column.replace(int(n), k)
		}
		c.otherNames.replace(int(n), 0)
		if len(others) > 0 {
			c.otherNameLists = append(c.otherNameLists, others)
			c.otherNames.replace(int(n), uint32(len(c.otherNameLists)))
		}
	}
	r.text.Seal()
	return r, nil
}

// replace sets a value that may be there, and may become none.
func (c *column[T]) replace(i int, v T) {
	if i < len(c.values) {
		c.values[i] = v
	} else {
		c.set(i, v)
	}
}
