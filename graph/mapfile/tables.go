package mapfile

import "github.com/liaisongraph/liaison/graph"

var classificationKind = kind[graph.Classification]{
	name: "classification", section: "classifications", file: "classifications.csv",
	about: "Kinds of organisation that the map adds to the built-in ones.",
	fields: []field[graph.Classification]{
		{name: "id", at: func(c *graph.Classification) any { return &c.ID }, required: true, isWord: true, about: "The slug by which organisations refer to the classification."},
		{name: "label", at: func(c *graph.Classification) any { return &c.Label }, about: "What to call one of them, such as \"Government department\"."},
		{name: "plural_label", at: func(c *graph.Classification) any { return &c.PluralLabel }, about: "The heading of a group of them."},
		{name: "broader", at: func(c *graph.Classification) any { return &c.Broader }, isWord: true, words: classificationIDs, about: "The id of a more general classification."},
		{name: "description", at: func(c *graph.Classification) any { return &c.Description }, about: "What the classification means."},
	},
}

var typeKind = kind[graph.Type]{
	name: "type", section: "types", file: "types.csv",
	about: "Types of relationship that the map adds to the built-in ones.",
	fields: []field[graph.Type]{
		{name: "id", at: func(t *graph.Type) any { return &t.ID }, required: true, isWord: true, about: "The slug by which relationships refer to the type."},
		{name: "label", at: func(t *graph.Type) any { return &t.Label }, about: "What stands between the two names, read from \"from\" to \"to\"."},
		{name: "inverse_label", at: func(t *graph.Type) any { return &t.InverseLabel }, about: "What stands between the two names, read from \"to\" to \"from\"."},
		{name: "broader", at: func(t *graph.Type) any { return &t.Broader }, isWord: true, words: typeIDs, about: "The id of a more general type."},
		{name: "description", at: func(t *graph.Type) any { return &t.Description }, about: "What the type means."},
		{name: "mutual", at: func(t *graph.Type) any { return &t.Mutual }, isWord: true, about: "Whether relationships of the type hold both ways where they do not say so themselves; false unless said."},
		{name: "irreflexive", at: func(t *graph.Type) any { return &t.Irreflexive }, isWord: true, about: "Whether the type forbids a relationship of an organisation with itself; false unless said."},
		{name: "from", at: func(t *graph.Type) any { return &t.From }, isWord: true, words: classificationIDs, about: "The classifications that the first end may have, narrower ones included; any unless said."},
		{name: "to", at: func(t *graph.Type) any { return &t.To }, isWord: true, words: classificationIDs, about: "The classifications that the second end may have, narrower ones included; any unless said."},
	},
}

var sourceKind = kind[graph.Source]{
	name: "source", section: "sources", file: "sources.csv",
	about: "The documents that evidence cites.",
	fields: []field[graph.Source]{
		{name: "id", at: func(s *graph.Source) any { return &s.ID }, required: true, isWord: true, about: "The slug by which evidence cites the source."},
		{name: "title", at: func(s *graph.Source) any { return &s.Title }, about: "The title of the document."},
		{name: "publisher", at: func(s *graph.Source) any { return &s.Publisher }, about: "Who published it."},
		{name: "author", at: func(s *graph.Source) any { return &s.Author }, about: "Who wrote it."},
		{name: "published", at: func(s *graph.Source) any { return &s.Published }, isWord: true, about: "When it was published."},
		{name: "retrieved", at: func(s *graph.Source) any { return &s.Retrieved }, isWord: true, about: "When it was last looked up."},
		{name: "type", at: func(s *graph.Source) any { return &s.Type }, words: graph.SourceTypes, about: "The type of document, one of the usual words or your own."},
		{name: "url", at: func(s *graph.Source) any { return &s.URL }, about: "Where it is on the web."},
		{name: "archive_url", at: func(s *graph.Source) any { return &s.ArchiveURL }, about: "Where an archive keeps a copy."},
		{name: "file", at: func(s *graph.Source) any { return &s.File }, about: "A saved copy, as a path relative to the folder of the map."},
		{name: "note", at: func(s *graph.Source) any { return &s.Note }, about: "Anything else."},
	},
}

var arrangementKind = kind[graph.Arrangement]{
	name: "arrangement", section: "arrangements", file: "arrangements.csv",
	about: "Sets of relationships that hold jointly.",
	fields: []field[graph.Arrangement]{
		{name: "id", at: func(a *graph.Arrangement) any { return &a.ID }, required: true, isWord: true, about: "The slug by which relationships refer to the arrangement."},
		{name: "label", at: func(a *graph.Arrangement) any { return &a.Label }, about: "What to call it."},
		{name: "rule", at: func(a *graph.Arrangement) any { return &a.Rule }, isWord: true, about: "Whether all of its relationships must hold or any one will do; all unless said."},
		{name: "note", at: func(a *graph.Arrangement) any { return &a.Note }, about: "Anything else."},
	},
}

var organisationKind = kind[graph.Organisation]{
	name: "organisation", section: "organisations", file: "organisations.csv",
	about: "The organisations, offices, units and named groupings of the map.",
	fields: []field[graph.Organisation]{
		{name: "id", at: func(o *graph.Organisation) any { return &o.ID }, required: true, isWord: true, about: "The slug by which relationships refer to the organisation: lower-case letters, digits, \"-\", \"_\" and \".\"."},
		{name: "name", at: func(o *graph.Organisation) any { return &o.Name }, about: "The full name; the id unless said."},
		{name: "short_name", at: func(o *graph.Organisation) any { return &o.ShortName }, about: "What pictures and tables show, such as MI5."},
		{name: "other_names", at: func(o *graph.Organisation) any { return &o.OtherNames }, about: "Former names, aliases and translations."},
		{name: "classification", at: func(o *graph.Organisation) any { return &o.Classifications }, isWord: true, words: classificationIDs, about: "What kind of organisation it is; the first of several decides its sector."},
		{name: "founding_date", at: func(o *graph.Organisation) any { return &o.FoundingDate }, isWord: true, about: "When it began."},
		{name: "dissolution_date", at: func(o *graph.Organisation) any { return &o.DissolutionDate }, isWord: true, about: "When it ended."},
		{name: "description", at: func(o *graph.Organisation) any { return &o.Description }, about: "What it is and does."},
		{name: "url", at: func(o *graph.Organisation) any { return &o.URL }, about: "Its web site."},
		{name: "tags", at: func(o *graph.Organisation) any { return &o.Tags }, about: "Words of your own to find it by."},
		{name: "evidence", at: func(o *graph.Organisation) any { return &o.Evidence }, about: "What supports the record itself: its names, dates and classification."},
	},
}

var relationshipKind = kind[graph.Relationship]{
	name: "relationship", section: "relationships", file: "relationships.csv",
	about: "How one organisation stands to another, a statement each.",
	fields: []field[graph.Relationship]{
		{name: "id", at: func(r *graph.Relationship) any { return &r.ID }, isWord: true, about: "A slug; one is made of the ends and the type unless said."},
		{name: "from", at: func(r *graph.Relationship) any { return &r.From }, required: true, isWord: true, about: "The id of the organisation that the statement is about."},
		{name: "to", at: func(r *graph.Relationship) any { return &r.To }, required: true, isWord: true, about: "The id of the other organisation."},
		{name: "type", at: func(r *graph.Relationship) any { return &r.Type }, required: true, isWord: true, words: typeIDs, about: "The id of a type, built in or added by the map."},
		{name: "label", at: func(r *graph.Relationship) any { return &r.Label }, about: "What stands between the two names, such as \"supplies intelligence to\"; the label of the type unless said."},
		{name: "mutual", at: func(r *graph.Relationship) any { return &r.Mutual }, isWord: true, about: "Whether it holds both ways; as the type has it unless said."},
		{name: "start_date", at: func(r *graph.Relationship) any { return &r.StartDate }, isWord: true, about: "When it began."},
		{name: "end_date", at: func(r *graph.Relationship) any { return &r.EndDate }, isWord: true, about: "When it ended."},
		{name: "status", at: func(r *graph.Relationship) any { return &r.Status }, isWord: true, about: "How it stands; active unless said."},
		{name: "weight", at: func(r *graph.Relationship) any { return &r.Weight }, isWord: true, about: "Its strength, a number above 0; 1 unless said."},
		{name: "confidence", at: func(r *graph.Relationship) any { return &r.Confidence }, isWord: true, about: "How sure the map is of it; confirmed unless said."},
		{name: "arrangement", at: func(r *graph.Relationship) any { return &r.Arrangement }, isWord: true, about: "The id of the arrangement that it belongs to."},
		{name: "note", at: func(r *graph.Relationship) any { return &r.Note }, about: "Anything else."},
		{name: "evidence", at: func(r *graph.Relationship) any { return &r.Evidence }, about: "The passages that say so."},
	},
}

// evidenceKind and otherNameKind are records within records.
var evidenceKind = kind[graph.Evidence]{
	name: "evidence", about: "A passage of a source.",
	fields: []field[graph.Evidence]{
		{name: "source", at: func(e *graph.Evidence) any { return &e.Source }, required: true, isWord: true, about: "The id of the source."},
		{name: "passage", at: func(e *graph.Evidence) any { return &e.Passage }, about: "Its first words, \" … \", its last words; or all words of a short one."},
		{name: "prefix", at: func(e *graph.Evidence) any { return &e.Prefix }, about: "The words before it, where the passage alone is ambiguous."},
		{name: "suffix", at: func(e *graph.Evidence) any { return &e.Suffix }, about: "The words after it, where the passage alone is ambiguous."},
		{name: "note", at: func(e *graph.Evidence) any { return &e.Note }, about: "Anything else."},
	},
}

var otherNameKind = kind[graph.OtherName]{
	name: "other name", about: "A further name and, if known, when it was in use.",
	fields: []field[graph.OtherName]{
		{name: "name", at: func(n *graph.OtherName) any { return &n.Name }, required: true, about: "The name."},
		{name: "start_date", at: func(n *graph.OtherName) any { return &n.StartDate }, isWord: true, about: "When it came into use."},
		{name: "end_date", at: func(n *graph.OtherName) any { return &n.EndDate }, isWord: true, about: "When it went out of use."},
		{name: "note", at: func(n *graph.OtherName) any { return &n.Note }, about: "Anything else."},
	},
}

// The other CSV files have rows that belong to records of the ones above.

// evidenceRow is a row of evidence.csv: it says of which record it is, by one of two columns.
type evidenceRow struct {
	organisation, relationship string
	evidence                   graph.Evidence
}

var evidenceRowKind = kind[evidenceRow]{
	name: "evidence", file: "evidence.csv",
	fields: append([]field[evidenceRow]{
		{name: "organisation", at: func(r *evidenceRow) any { return &r.organisation }, isWord: true},
		{name: "relationship", at: func(r *evidenceRow) any { return &r.relationship }, isWord: true},
	}, within(evidenceKind.fields, func(r *evidenceRow) *graph.Evidence { return &r.evidence })...),
}

// otherNameRow is a row of other_names.csv.
type otherNameRow struct {
	organisation string
	name         graph.OtherName
}

var otherNameRowKind = kind[otherNameRow]{
	name: "other name", file: "other_names.csv",
	fields: append([]field[otherNameRow]{
		{name: "organisation", at: func(r *otherNameRow) any { return &r.organisation }, required: true, isWord: true},
	}, within(otherNameKind.fields, func(r *otherNameRow) *graph.OtherName { return &r.name })...),
}

// mapRow is a row of map.csv.
type mapRow struct{ field, value string }

var mapRowKind = kind[mapRow]{
	name: "field of the map", file: "map.csv",
	fields: []field[mapRow]{
		{name: "field", at: func(r *mapRow) any { return &r.field }, required: true, isWord: true},
		{name: "value", at: func(r *mapRow) any { return &r.value }},
	},
}

// within returns the fields of an inner record as fields of the outer one.
func within[Outer, Inner any](fields []field[Inner], inner func(*Outer) *Inner) []field[Outer] {
	var outer []field[Outer]
	for _, f := range fields {
		outer = append(outer, field[Outer]{
			name: f.name, at: func(o *Outer) any { return f.at(inner(o)) },
			about: f.about, required: f.required, isWord: f.isWord, words: f.words,
		})
	}
	return outer
}

// mapFields are the keys of a YAML file, and the rows of map.csv, that are no list of records.
var mapFields = []field[mapText]{
	{name: "title", at: func(t *mapText) any { return &t.title }, about: "What pictures and tables of the map have above them."},
	{name: "description", at: func(t *mapText) any { return &t.description }, about: "What the map shows, and what it was made from."},
}

type mapText struct{ title, description string }

// sections are the lists of records in the order in which a map is written.
var sections = []string{
	sourceKind.section, classificationKind.section, typeKind.section,
	arrangementKind.section, organisationKind.section, relationshipKind.section,
}

// csvFiles are the names that a CSV file of a map can have, in the order in which they are explained.
var csvFiles = []string{
	organisationKind.file, relationshipKind.file, sourceKind.file, evidenceRowKind.file, typeKind.file,
	classificationKind.file, arrangementKind.file, otherNameRowKind.file, mapRowKind.file,
}

func topLevelKeys() []string {
	var keys []string
	for _, f := range mapFields {
		keys = append(keys, f.name)
	}
	return append(keys, sections...)
}

func typeIDs() []string {
	var ids []string
	for _, t := range graph.BuiltinTypes() {
		ids = append(ids, t.ID)
	}
	return ids
}

func classificationIDs() []string {
	var ids []string
	for _, c := range graph.BuiltinClassifications() {
		ids = append(ids, c.ID)
	}
	return ids
}
