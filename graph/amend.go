package graph

import "slices"

// amended are the lists of an organisation that has been amended, by their numbers, 0 where it has none of its own. They are not shared with
// others, as lists are that are there once, so that one that grows step by step takes no more room than it has in the end.
type amended struct{ classifications, tags uint32 }

// AmendOrganisation adds to what is known of an organisation that is there. amend is given its record, without its evidence, and changes
// it; a field that it empties stays what it was, and so does the id. Evidence that it adds comes after what the organisation has, unless that is
// there already. The error says what is wrong with the record; then nothing is changed.
func (b *Builder) AmendOrganisation(n Node, amend func(*Organisation)) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	if n < 0 || int(n) >= b.g.ids.Len() {
		f.add("id", "there is no organisation number %d", n)
		return b.note(f.err("organisation", ""))
	}
	o := b.g.Organisation(n)
	id := o.ID
	amend(&o)
	text, lists := b.organisationTexts(&f, &o)
	items := b.evidenceItems(&f, o.Evidence)
	if len(f) > 0 {
		return b.note(f.err("organisation", id))
	}
	c, i := &b.g.org, int(n)
	b.setTexts(i, &o, text)
	if b.amended == nil {
		b.amended = map[Node]amended{}
	}
	own := b.amended[n]
	amendList(&c.classifications, i, &c.classificationLists, &own.classifications, o.Classifications)
	amendList(&c.tags, i, &c.tagLists, &own.tags, lists.tags)
	b.amended[n] = own
	if k := c.otherNames.get(i); k > 0 && len(lists.others) > 0 {
		c.otherNameLists[k-1] = lists.others
	} else {
		b.setOtherNames(i, lists.others)
	}
	b.amendEvidence(n, items)
	return nil
}

// amendList sets the list of an organisation, unless it is empty or there is no change.
func amendList(of *column[uint32], i int, lists *[][]string, own *uint32, words []string) {
	k := of.get(i)
	switch {
	case len(words) == 0 || k > 0 && slices.Equal((*lists)[k-1], words):
		return
	case *own == 0:
		*lists = append(*lists, nil)
		*own = uint32(len(*lists))
		of.set(i, *own)
	}
	(*lists)[*own-1] = slices.Clone(words)
}

// amendEvidence adds what is not there. All that is there is looked at once.
func (b *Builder) amendEvidence(n Node, items []evidenceItem) {
	for _, item := range items {
		if b.itemsOf == nil {
			b.itemsOf = map[recordEvidence]struct{}{}
		}
		for ; b.itemsKnown < len(b.orgItems); b.itemsKnown++ {
			b.itemsOf[b.orgItems[b.itemsKnown]] = struct{}{}
		}
		if _, there := b.itemsOf[recordEvidence{int32(n), item}]; !there {
			b.orgItems = append(b.orgItems, recordEvidence{int32(n), item})
		}
	}
}
