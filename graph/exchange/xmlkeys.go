package exchange

import (
	"math"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// xmlKey is an attribute that a GraphML or GEXF file declares for its nodes, its edges or the graph.
type xmlKey struct {
	name  string
	kind  xmlKind
	field int // the index of a column, or one of the roles below

	preset Value // what elements have that do not say anything else
	seen   int   // the number of the record that said something last
	last   Value // what was said last, and how it was written: values repeat
	text   string
	read   bool
}

// xmlKind is the type of an attribute.
type xmlKind uint8

const (
	xmlPlain   xmlKind = iota // text, dates and what else is best kept as it is written
	xmlNumber                 // whole numbers and fractions
	xmlTruth                  // true or false
	xmlList                   // texts in square brackets
	xmlDrawing                // how a tool draws the element, in elements of its own
)

// Roles of attributes that are no columns.
const (
	isExtra = -1 - iota // no field for it
	isLabel             // the text that the tool draws at a node: its name where nothing else is
	isID                // the id, where the tool makes others of its own for the file
	isNoise             // how the tool sees the element, such as whether it is selected
)

// xmlAliases are names that other tools and people give to fields, beside the names of the columns. Names are compared in
// lower case, with "_" for blanks and hyphens. Where a file has an attribute with the name of a column too, or another attribute that
// means the same has come before, what is left keeps its own name and becomes an extra attribute.
var nodeAliases = map[string]string{
	"full_name": "name", "title": "name", "_nx_name": "name", "acronym": "short_name", "abbreviation": "short_name", "shortname": "short_name",
	"category": "classification", "categories": "classification", "classifications": "classification", "class": "classification", "type": "classification",
	"node_type": "classification", "entity_type": "classification", "organisation_type": "classification", "organization_type": "classification",
	"founded": "founding_date", "established": "founding_date", "foundation_date": "founding_date", "start_date": "founding_date",
	"dissolved": "dissolution_date", "abolished": "dissolution_date", "end_date": "dissolution_date",
	"desc": "description", "summary": "description", "website": "url", "homepage": "url", "uri": "url", "keywords": "tags", "tag": "tags",
}

var edgeAliases = map[string]string{
	"interaction": "type", "relation": "type", "relationship": "type", "relationship_type": "type", "relation_type": "type", "edge_type": "type",
	"kind": "type", "predicate": "type", "rel": "type", "edge_label": "label", "edgelabel": "label",
	"mutual": "symmetric", "bidirectional": "symmetric", "reciprocal": "symmetric",
	"since": "start_date", "from_date": "start_date", "startdate": "start_date", "until": "end_date", "to_date": "end_date", "enddate": "end_date",
	"strength": "weight", "description": "note", "desc": "note", "comment": "note", "comments": "note", "notes": "note",
}

// nodeRoles and edgeRoles are the names of attributes that are no columns. What Cytoscape and NetworkX note for themselves is noise.
var nodeRoles = map[string]int{
	"label": isLabel, "shared_name": isLabel, "display_name": isLabel, "node_label": isLabel, "nodelabel": isLabel, "id": isID,
	"suid": isNoise, "selected": isNoise,
}

var edgeRoles = map[string]int{"id": isID, "suid": isNoise, "selected": isNoise, "shared_name": isNoise, "shared_interaction": isNoise, "networkx_key": isNoise}

// xmlKeys are the attributes of a kind of record, and the values that one of its records has.
type xmlKeys[R any] struct {
	fields  []column[R]
	aliases map[string]string
	roles   map[string]int
	extra   func(*R) *[]Attribute

	byID     map[string]*xmlKey
	all      []*xmlKey
	presets  []*xmlKey // those of them that have one
	brackets bool      // lists may be in square brackets where the file declares them as text

	// Of the record that is being read.
	record int
	filled uint64 // the columns that are set
	label  string
	id     string
}

func newNodeKeys() *xmlKeys[Organisation] {
	return &xmlKeys[Organisation]{
		fields: organisationFields, aliases: nodeAliases, roles: nodeRoles, byID: map[string]*xmlKey{},
		extra: func(o *Organisation) *[]Attribute { return &o.Extra },
	}
}

func newEdgeKeys() *xmlKeys[Relationship] {
	return &xmlKeys[Relationship]{
		fields: relationshipFields, aliases: edgeAliases, roles: edgeRoles, byID: map[string]*xmlKey{},
		extra: func(r *Relationship) *[]Attribute { return &r.Extra },
	}
}

// declare adds an attribute; one that is declared again stays what it is. Those beyond the limit are not remembered, and are no fields.
func (k *xmlKeys[R]) declare(id, name string, kind xmlKind) *xmlKey {
	if key, ok := k.byID[id]; ok {
		return key
	}
	if len(k.all) >= maxAttributes {
		return &xmlKey{name: name, kind: kind, field: isExtra}
	}
	key := &xmlKey{name: name, kind: kind, field: k.fieldOf(name)}
	if own := key.field; own >= 0 && name == k.fields[own].Name {
		for _, other := range k.all { // the name of the column comes before all others
			if other.field == own && other.name != name {
				other.field = isExtra
			}
		}
	} else if own >= 0 {
		for _, other := range k.all {
			if other.field == own && other.name == k.fields[own].Name {
				key.field = isExtra
			}
		}
	}
	k.byID[id] = key
	k.all = append(k.all, key)
	return key
}

// column returns the index of a column.
func (k *xmlKeys[R]) column(name string) int {
	for i := range k.fields {
		if k.fields[i].Name == name {
			return i
		}
	}
	return isExtra
}

func (k *xmlKeys[R]) fieldOf(name string) int {
	if i := k.column(name); i >= 0 {
		return i
	}
	name = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(name)))
	if role, ok := k.roles[name]; ok {
		return role
	}
	if alias, ok := k.aliases[name]; ok {
		name = alias
	}
	return k.column(name)
}

// begin begins a record.
func (k *xmlKeys[R]) begin() {
	k.record++
	k.filled, k.label, k.id = 0, "", ""
}

// isSet reports whether the record has a column.
func (k *xmlKeys[R]) isSet(name string) bool {
	i := k.column(name)
	return i >= 0 && k.filled&(1<<i) != 0
}

// set sets what an attribute says of the record.
func (k *xmlKeys[R]) set(r *R, key *xmlKey, text []byte) {
	key.seen = k.record
	if !key.read || key.text != string(text) {
		key.text, key.read = string(text), true
		key.last = k.value(key, key.text)
		if key.last.Kind == List { // records may keep it, so each has its own
			key.read = false
		}
	}
	k.give(r, key, key.last)
}

// kindOf is the kind of the column that the attribute is.
func (k *xmlKeys[R]) kindOf(key *xmlKey) Kind {
	if key.field >= 0 {
		return k.fields[key.field].Kind
	}
	return Empty
}

func (k *xmlKeys[R]) give(r *R, key *xmlKey, v Value) {
	if v.Kind == Empty {
		return
	}
	switch field := key.field; field {
	case isNoise:
		return
	case isLabel:
		if k.label == "" {
			k.label = v.String()
		}
		return
	case isID:
		k.id = v.String()
		return
	case isExtra:
	default:
		if k.filled&(1<<field) == 0 && k.fields[field].set(r, v) == nil {
			k.filled |= 1 << field
			return
		}
	}
	if extra := k.extra(r); len(*extra) < maxAttributes {
		*extra = append(*extra, Attribute{key.name, v})
	}
}

// Limits on presets, each of which every record gets: a small file could stand for a large one otherwise.
const (
	maxXMLPresets = 100
	maxXMLPreset  = 1000 // bytes
)

// finish gives the record what it has not said and is preset.
func (k *xmlKeys[R]) finish(r *R) {
	for _, key := range k.presets {
		if key.seen != k.record {
			k.give(r, key, key.preset)
		}
	}
}

// preset sets what an attribute says where nothing is said; ok is false where that is beyond the limits.
func (k *xmlKeys[R]) preset(key *xmlKey, text string) (ok bool) {
	if text == "" || key.preset.Kind != Empty {
		return true
	}
	if len(k.presets) >= maxXMLPresets || len(text) > maxXMLPreset {
		return false
	}
	if key.preset = k.value(key, text); key.preset.Kind != Empty {
		k.presets = append(k.presets, key)
	}
	return true
}

// value reads text as what the attribute is declared to be. Text that is something else stays text; what a column wants as text is not
// made a number first, which could change how it is written.
func (k *xmlKeys[R]) value(key *xmlKey, text string) Value {
	column := k.kindOf(key)
	if column == Text || column == Records {
		return TextValue(text)
	}
	switch {
	case key.kind == xmlList, k.brackets && column == List && strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
		return ListValue(xmlListOf(text))
	case key.kind == xmlNumber:
		number := strings.TrimSpace(text)
		f, err := strconv.ParseFloat(number, 64)
		if err == nil && !math.IsInf(f, 0) {
			if math.IsNaN(f) {
				return Value{} // what igraph writes where there is nothing
			}
			return numberAs(f, number)
		}
	case key.kind == xmlTruth:
		if truth, err := TextValue(text).truth(); err == nil {
			return TruthValue(truth)
		}
	}
	return TextValue(text)
}

// xmlKindOf reads the type of an attribute by its name in GraphML or GEXF.
func xmlKindOf(name string) xmlKind {
	switch name = strings.ToLower(name); name {
	case "int", "integer", "long", "float", "double", "short", "byte", "bigdecimal", "biginteger", "decimal":
		return xmlNumber
	case "boolean", "bool":
		return xmlTruth
	}
	if strings.HasPrefix(name, "list") {
		return xmlList
	}
	return xmlPlain
}

// appendXMLList appends a list as GEXF 1.3 has it, ["a", "b"], with a backslash before quotes and backslashes; more escapes than these
// Gephi does not read.
func appendXMLList(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, '"')
		for j := 0; j < len(s); j++ {
			if c := s[j]; c == '"' || c == '\\' {
				b = append(b, '\\')
			}
			b = append(b, s[j])
		}
		b = append(b, '"')
	}
	return append(b, ']')
}

// plainListOf reads a list without brackets.
func plainListOf(text string) (list []string) {
	separator := "|"
	for _, s := range []string{"|", ",", ";"} {
		if strings.Contains(text, s) {
			separator = s
			break
		}
	}
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// xmlListOf reads a list: ["a", 'b', c], or without brackets a|b or a,b or a;b, whichever comes first.
func xmlListOf(text string) (list []string) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "]") || len(text) < 2 {
		return plainListOf(text)
	}
	text = text[1 : len(text)-1]
	var b strings.Builder
	var quote byte
	quoted := false // the element had quotes: blanks within them belong to it
	end := func() {
		s := b.String()
		if !quoted {
			s = strings.TrimSpace(s)
		}
		if s != "" {
			list = append(list, s)
		}
		b.Reset()
		quoted = false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			switch text[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
				b.WriteByte('\n')
			default:
				b.WriteByte(text[i])
			}
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				b.WriteByte(c)
			}
		case (c == '"' || c == '\'') && strings.TrimSpace(b.String()) == "" && !quoted:
			b.Reset()
			quote, quoted = c, true
		case c == ',':
			end()
		case quoted && c == ' ': // between the quote and the comma
		default:
			b.WriteByte(c)
		}
	}
	end()
	return list
}

// nameFrom gives an organisation the label that a tool drew at it, unless that says nothing that it does not say already. Line breaks that
// make the label fit are blanks.
func nameFrom(o *graph.Organisation, label string) {
	if o.Name != "" || label == "" || label == o.ShortName {
		return
	}
	if text := strings.Join(strings.Fields(label), " "); text != "" && text != o.ID {
		o.Name = text
	}
}
