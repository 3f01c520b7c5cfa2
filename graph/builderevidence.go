package graph

// AddOrganisationEvidence adds evidence to an organisation that is there, after what it has.
func (b *Builder) AddOrganisationEvidence(n Node, evidence Evidence) error {
	if b.g == nil {
		return errBuilt
	}
	return b.addEvidence(&b.orgItems, "organisation", int32(n), b.g.ids.Len(), evidence)
}

// AddRelationshipEvidence adds evidence to a relationship that is there, after what it has.
func (b *Builder) AddRelationshipEvidence(e Edge, evidence Evidence) error {
	if b.g == nil {
		return errBuilt
	}
	return b.addEvidence(&b.relItems, "relationship", int32(e), len(b.g.rel.from), evidence)
}

func (b *Builder) addEvidence(to *[]recordEvidence, kind string, record int32, records int, evidence Evidence) error {
	var f faults
	if record < 0 || int(record) >= records {
		f.add("evidence", "there is no %s number %d", kind, record)
		return b.note(f.err(kind, ""))
	}
	items := b.evidenceItems(&f, []Evidence{evidence})
	if len(f) == 0 {
		*to = append(*to, recordEvidence{record, items[0]})
	}
	return b.note(f.err(kind, ""))
}

func (b *Builder) evidenceItems(f *faults, evidence []Evidence) []evidenceItem {
	var items []evidenceItem
	for i, ev := range evidence {
		before := len(*f)
		source, ok := b.g.sourceIndex[ev.Source]
		switch {
		case ok:
		case ev.Source == "":
			f.add("source", "is missing")
		default:
			b.unknown(f, "source", "source", ev.Source, b.g.sourceIDs)
		}
		items = append(items, evidenceItem{
			source:  uint32(source),
			passage: b.clean(f, "passage", ev.Passage),
			prefix:  b.clean(f, "prefix", ev.Prefix),
			suffix:  b.clean(f, "suffix", ev.Suffix),
			note:    b.clean(f, "note", ev.Note),
		})
		f.record(before, "evidence", i)
	}
	return items
}
