package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// collectedOrganisation waits for the end, when all classifications and sources are known.
type collectedOrganisation struct {
	number int32
	line   int // as tally.place has it
	record graph.Organisation
}

// number is that of an id of the file.
func (c *collector) number(raw string) (int32, bool) {
	n, isNew, err := c.numbers.Intern(raw)
	if err != nil || n == 1<<31-1 {
		return 0, false
	}
	if isNew {
		c.ends = append(c.ends, collectedEnd{})
	}
	return int32(n), true
}

// idOf is the id of an organisation in the map, once it has one.
func (c *collector) idOf(n int32) string {
	if id, ok := c.renamed[n]; ok {
		return id
	}
	return c.numbers.At(uint32(n))
}

func (c *collector) Organisation(o *Organisation) error {
	raw := o.ID
	if raw == "" {
		raw = o.Name
		if raw == "" {
			raw = o.ShortName
		}
		if _, there := c.numbers.Find(raw); there && raw != "" {
			raw = ""
		}
		if raw == "" {
			raw = "unnamed organisation " + strconv.Itoa(len(c.ends)+1)
		}
		c.tally.note(o.Line, "an organisation without an id", "given one of its name")
	}
	n, ok := c.number(raw)
	if !ok {
		return errTooMany
	}
	if c.ends[n].state != mentioned {
		if o.Further {
			return c.further(n, o)
		}
		c.tally.note(o.Line, "an organisation with the id of another", "left out")
		return nil
	}
	record := o.Organisation
	c.cleanOrganisation(o, &record)
	c.understoodOrganisation(o)
	c.nameOrganisation(n, &record)
	held := collectedOrganisation{n, c.tally.place(o.Line), record}
	cited := c.cited(record.Evidence)
	if !c.holdsOrganisations {
		c.holdsOrganisations = !c.commit(false) || !c.classified(&record) || !cited
	}
	if c.holdsOrganisations {
		c.ends[n].state = declared
		c.organisations = append(c.organisations, held)
		return nil
	}
	return c.addHeldOrganisation(&held)
}

// nameOrganisation gives an organisation its id.
func (c *collector) nameOrganisation(n int32, o *graph.Organisation) {
	raw := c.numbers.At(uint32(n))
	taken := func(id string) bool {
		if c.taken[id] {
			return true
		}
		found, there := c.numbers.Find(id)
		other := int32(found)
		return there && other != n && c.ends[other].state != mentioned && c.renamed[other] == ""
	}
	id := raw
	switch {
	case c.opts.NameIDs && isCounter(raw) && graph.Slug(o.Name+o.ShortName) != "":
		id = graph.Slug(o.Name)
		if id == "" {
			id = graph.Slug(o.ShortName)
		}
	case !graph.ValidID(raw):
		id = slugOf(raw)
		if id == "" {
			id = graph.Slug(o.Name)
		}
	}
	if id == "" {
		id = "organisation-" + strconv.Itoa(int(n)+1)
	}
	if taken(id) {
		id = numbered(id, taken)
	}
	o.ID = id
	if id == raw {
		return
	}
	c.renamed[n], c.taken[id] = id, true
	c.tally.ids++
	switch text := c.clean(0, raw); {
	case o.Name == "" && text != "" && (!isCounter(raw) || o.ShortName == "" && isWrittenName(raw)):
		o.Name = text
	case o.Name != text && text != "":
		if tag := "id: " + text; !slices.Contains(o.Tags, tag) {
			o.Tags = append(slices.Clone(o.Tags), tag)
		}
		if c.tally.tagged++; isCounter(raw) && graph.ValidID(raw) && c.opts.NameIDs {
			c.tally.numbered++
		}
	}
}

// numbered is id with the first number after it that makes it one that is not taken.
func numbered(id string, taken func(string) bool) string {
	step := 1
	for n := 2; ; n += step {
		suffix := "-" + strconv.Itoa(n)
		base := id
		if len(base)+len(suffix) > 200 {
			base = strings.TrimRight(strings.ToValidUTF8(base[:200-len(suffix)], ""), "-_.")
		}
		if candidate := base + suffix; !taken(candidate) {
			return candidate
		}
		// A million of one name must not take a million steps each.
		if n > 100 {
			step += 1 + step/8
		}
	}
}

// cleanOrganisation makes what the record says what a graph can hold.
func (c *collector) cleanOrganisation(from *Organisation, o *graph.Organisation) {
	line := from.Line
	for _, a := range from.Extra[:min(len(from.Extra), maxExtras)] {
		if c.extraOrganisation(from, a) {
			o.FoundingDate, o.DissolutionDate = from.FoundingDate, from.DissolutionDate
			continue
		}
		c.tally.extra("organisation", "tag", a)
		if isColumn(organisationFields, a.Name) {
			c.notTaken(line, a, "kept as a tag")
		}
		o.Tags = append(slices.Clip(o.Tags), c.extraLines(line, a)...)
	}
	if len(from.Extra) > maxExtras {
		c.tally.note(line, "attributes of an organisation beyond the first "+strconv.Itoa(maxExtras), "left out")
	}
	for _, text := range []*string{&o.Name, &o.ShortName, &o.Description, &o.URL} {
		*text = c.clean(line, *text)
	}
	o.Tags = c.cleanList(line, o.Tags)
	if slices.ContainsFunc(o.OtherNames, func(n graph.OtherName) bool { return !isPlain(n.Name) || !isPlain(n.Note) || n.Name == "" }) {
		others := slices.Clone(o.OtherNames)
		for i := range others {
			others[i].Name, others[i].Note = c.clean(line, others[i].Name), c.clean(line, others[i].Note)
		}
		o.OtherNames = slices.DeleteFunc(others, func(n graph.OtherName) bool { return n.Name == "" })
	}
	o.Evidence = c.cleanEvidence(line, o.Evidence)
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// cleanList cleans the elements, and leaves empty ones out.
func (c *collector) cleanList(line int, list []string) []string {
	if !slices.ContainsFunc(list, func(s string) bool { return s == "" || !isPlain(s) }) {
		return list
	}
	clean := make([]string, 0, len(list))
	for _, s := range list {
		if s = c.clean(line, s); s != "" {
			clean = append(clean, s)
		}
	}
	return clean
}

func (c *collector) cleanEvidence(line int, all []graph.Evidence) []graph.Evidence {
	if !slices.ContainsFunc(all, func(e graph.Evidence) bool {
		return e.Source == "" || !isPlain(e.Passage) || !isPlain(e.Prefix) || !isPlain(e.Suffix) || !isPlain(e.Note)
	}) {
		return all
	}
	all = slices.Clone(all)
	for i := range all {
		e := &all[i]
		for _, text := range []*string{&e.Passage, &e.Prefix, &e.Suffix, &e.Note} {
			*text = c.clean(line, *text)
		}
	}
	return slices.DeleteFunc(all, func(e graph.Evidence) bool {
		if e.Source == "" {
			c.tally.note(line, "evidence without a source", "left out")
		}
		return e.Source == ""
	})
}

// classified reports whether every classification is settled: one that the builder has, under the id of the file.
func (c *collector) classified(o *graph.Organisation) bool {
	if c.terms.complete {
		return true
	}
	for _, id := range o.Classifications {
		if _, there := c.terms.classes[id]; !there || c.opts.Classifications != nil {
			return false
		}
	}
	return true
}

// cited reports whether every source is there; those that are not are remembered.
func (c *collector) cited(evidence []graph.Evidence) bool {
	all := true
	for _, e := range evidence {
		if _, there := c.refs.sources.find(e.Source); !there {
			all = false
		}
	}
	return all
}

// addHeldOrganisation gives an organisation to the builder.
func (c *collector) addHeldOrganisation(h *collectedOrganisation) error {
	o := &h.record
	c.classify(h)
	o.Evidence = c.sourced(o.Evidence)
	n, err := c.b.AddOrganisation(*o)
	if err != nil {
		return err
	}
	c.ends[h.number].node, c.ends[h.number].state = n, added
	return nil
}

// classify gives the record the ids of its classifications.
func (c *collector) classify(h *collectedOrganisation) {
	o := &h.record
	if len(o.Classifications) > 0 {
		var ids []string
		for _, raw := range o.Classifications {
			id, term := c.classOf(raw)
			c.tally.term(term, &c.tally.classes)
			switch {
			case id == "" && c.clean(0, raw) != "":
				c.tally.note(h.line, "a classification that no id can be made of, or beyond the first "+strconv.Itoa(maxProposals), "kept as a tag")
				o.Tags = append(slices.Clip(o.Tags), "classification: "+c.clean(0, raw))
			case id != "" && !slices.Contains(ids, id):
				ids = append(ids, id)
			}
		}
		o.Classifications = ids
	}
}

// sourced is evidence with the ids that the sources have been given.
func (c *collector) sourced(evidence []graph.Evidence) []graph.Evidence {
	cloned := false
	for i, e := range evidence {
		if id, _ := c.refs.sources.find(e.Source); id != e.Source {
			if !cloned {
				evidence, cloned = slices.Clone(evidence), true
			}
			evidence[i].Source = id
		}
	}
	return evidence
}

// implied makes the organisations that relationships refer to and that are not there, in the order in which they
// are first mentioned.
func (c *collector) implied() error {
	needed := make([]bool, len(c.ends))
	for _, n := range c.expects {
		needed[n] = true
	}
	for h := range c.relationships.all() {
		if h.implied {
			needed[h.from], needed[h.to] = true, true
		}
	}
	// In a table of relationships that is how it is; the file of a graph has organisations of its own.
	declares := len(c.tally.headings) == 0 && slices.ContainsFunc(c.ends, func(end collectedEnd) bool { return end.state != mentioned })
	for n := range c.ends {
		if c.ends[n].state != mentioned || !needed[n] {
			continue
		}
		var o graph.Organisation
		c.nameOrganisation(int32(n), &o)
		if err := c.addHeldOrganisation(&collectedOrganisation{number: int32(n), record: o}); err != nil {
			return err
		}
		c.tally.implied++
		if declares {
			c.tally.note(0, "an organisation that is not there, to which relationships lead", "made of its id")
		}
	}
	return nil
}

// nodes are the numbers by which the builder knows the ends of a relationship, or expects them.
func (c *collector) nodes(h *collectedRelationship) (from, to graph.Node, err error) {
	if from, err = c.node(h.from); err == nil {
		to, err = c.node(h.to)
	}
	return from, to, err
}

// node is the number by which the builder knows an organisation, or expects it.
func (c *collector) node(n int32) (graph.Node, error) {
	end := &c.ends[n]
	if end.state == added || end.node < 0 {
		return end.node, nil
	}
	node, err := c.b.Expect()
	if err == nil {
		end.node, c.expects = node, append(c.expects, n)
	}
	return node, err
}

// resolve tells the builder which organisations those are that it expects.
func (c *collector) resolve() error {
	if err := c.flushBatch(); err != nil || len(c.expects) == 0 {
		return err
	}
	nodes := make([]graph.Node, len(c.expects))
	for i, n := range c.expects {
		nodes[i] = c.ends[n].node
	}
	return c.b.Resolve(nodes)
}
