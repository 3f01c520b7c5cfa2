package exchange

import (
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

// further unites an organisation that has been there with a further record of it.
func (c *collector) further(n int32, o *Organisation) error {
	record := o.Organisation
	c.cleanOrganisation(o, &record)
	more := collectedOrganisation{n, c.tally.place(o.Line), record}
	cited := c.cited(record.Evidence)
	if c.ends[n].state == declared {
		if c.heldAt == nil {
			c.heldAt = map[int32]int{}
		}
		for i := len(c.heldAt); i < len(c.organisations); i++ {
			c.heldAt[c.organisations[i].number] = i
		}
		into := &c.organisations[c.heldAt[n]].record
		c.unite(into, &more)
		for _, e := range record.Evidence {
			if !slices.Contains(into.Evidence, e) {
				into.Evidence = append(slices.Clip(into.Evidence), e)
			}
		}
		return nil
	}
	if !c.commit(false) || !c.classified(&record) || !cited {
		c.furthers = append(c.furthers, more)
		return nil
	}
	return c.amend(&more)
}

// amend unites an organisation that the builder has with a further record of it.
func (c *collector) amend(more *collectedOrganisation) error {
	c.classify(more)
	return c.b.AmendOrganisation(c.ends[more.number].node, func(o *graph.Organisation) {
		c.unite(o, more)
		o.Evidence = c.sourced(more.record.Evidence)
	})
}

// unite adds a further record to an organisation, and counts what that has added.
func (c *collector) unite(into *graph.Organisation, more *collectedOrganisation) {
	if into.Name == c.numbers.At(uint32(more.number)) && more.record.Name != "" { // it has been named by its id
		into.Name = ""
	}
	added, full := unite(into, &more.record)
	if full {
		c.tally.note(more.line, "names, tags or classifications of an organisation beyond "+strconv.Itoa(mostUnited)+", in further records", "left out")
	}
	o := Organisation{Organisation: added}
	for i := range organisationFields {
		if presentInOrganisation(&o, i) {
			c.tally.note(more.line, "a further record of an organisation", "united with the first")
			break
		}
	}
	o.Tags = nil // the attributes among them have been counted
	c.understoodOrganisation(&o)
}

// mostUnited is how long a list becomes by further records: each is looked through for each of them.
const mostUnited = 1000

// unite adds to an organisation what a further record says, but for its evidence, and returns what that is. Of two names the second becomes another
// name; of two values of any other field, a tag.
func unite(into, more *graph.Organisation) (added graph.Organisation, full bool) {
	tags := more.Tags
	for _, field := range []struct {
		name       string
		into, more *string
		added      *string
	}{
		{"name", &into.Name, &more.Name, &added.Name},
		{"short_name", &into.ShortName, &more.ShortName, &added.ShortName},
		{"description", &into.Description, &more.Description, &added.Description},
		{"url", &into.URL, &more.URL, &added.URL},
	} {
		switch text := *field.more; {
		case text == "" || text == *field.into:
		case *field.into == "":
			*field.into, *field.added = text, text
		case field.name == "name" || field.name == "short_name":
			more.OtherNames = append(slices.Clip(more.OtherNames), graph.OtherName{Name: text})
		default:
			tags = append(slices.Clip(tags), field.name+": "+text)
		}
	}
	for _, field := range []struct {
		name              string
		into, more, added *graph.Date
	}{
		{"founding_date", &into.FoundingDate, &more.FoundingDate, &added.FoundingDate},
		{"dissolution_date", &into.DissolutionDate, &more.DissolutionDate, &added.DissolutionDate},
	} {
		switch date := *field.more; {
		case date.IsZero() || date == *field.into:
		case field.into.IsZero():
			*field.into, *field.added = date, date
		default:
			tags = append(slices.Clip(tags), field.name+": "+date.String())
		}
	}
	for _, other := range more.OtherNames {
		if other.Name == into.Name || other.Name == into.ShortName || slices.ContainsFunc(into.OtherNames, func(n graph.OtherName) bool { return n.Name == other.Name }) {
			continue
		}
		if full = full || len(into.OtherNames) >= mostUnited; !full {
			into.OtherNames, added.OtherNames = append(slices.Clip(into.OtherNames), other), append(added.OtherNames, other)
		}
	}
	full = uniteWords(&into.Tags, &added.Tags, tags) || full
	full = uniteWords(&into.Classifications, &added.Classifications, more.Classifications) || full
	return added, full
}

// uniteWords appends to a list, and to what is added, the words that it has not, and reports whether there are too many.
func uniteWords(into, added *[]string, more []string) (full bool) {
	for _, word := range more {
		switch {
		case slices.Contains(*into, word):
		case len(*into) >= mostUnited:
			full = true
		default:
			*into, *added = append(slices.Clip(*into), word), append(*added, word)
		}
	}
	return full
}
