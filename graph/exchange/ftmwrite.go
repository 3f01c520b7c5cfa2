package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/turtle"
)

// All entities of a stream share one space of ids, of ASCII letters, digits, "." and "-". Those of organisations are as they are,
// but that what is not of these is escaped; those of relationships and sources have these before them, and never begin as those do,
// because ours have no capital letters.
const (
	ftmRelationshipID = "R."
	ftmSourceID       = "S."
	ftmMapID          = "MAP"
)

// ftmID escapes an id: ":" is Z, and any other character that FollowTheMoney does not allow X, its number in capital
// hexadecimal digits, and Z.
func ftmID(id string) string {
	var b strings.Builder
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			b.WriteRune(r)
		case r == ':':
			b.WriteByte('Z')
		default:
			fmt.Fprintf(&b, "X%XZ", r)
		}
	}
	return b.String()
}

// ftmUnescape is the inverse of ftmID; what that has not made stays as it is.
func ftmUnescape(id string) string {
	var b strings.Builder
	for i := 0; i < len(id); i++ {
		switch c := id[i]; c {
		case 'Z':
			b.WriteByte(':')
		case 'X':
			end := strings.IndexByte(id[i:], 'Z')
			if end < 0 {
				return id
			}
			r, err := strconv.ParseUint(id[i+1:i+end], 16, 21)
			if err != nil {
				return id
			}
			b.WriteRune(rune(r))
			i += end
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// ftmPlain reports whether cleaning by FollowTheMoney leaves a text as it is.
func ftmPlain(s string) bool { return strings.Join(strings.Fields(s), " ") == s }

// ftmLimits are how many characters the values of properties may have, where that is not 1,000.
var ftmLimits = map[string]int{
	"name": 380, "abbreviation": 380, "alias": 380, "previousName": 380, "description": 60_000, "summary": 60_000, "indexText": 60_000, "sourceUrl": 4000, "website": 4000,
}

// ftmClip returns what a property can have of a text: nothing where that has neither a letter nor a digit.
func ftmClip(name, text string) string {
	if !strings.ContainsFunc(text, isASCIIWord) && graph.Slug(text) == "" {
		return ""
	}
	limit := ftmLimits[name]
	if limit == 0 {
		limit = 1000
	}
	if len(text) <= limit {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), limit)])
}

// addText adds a text that is there and, where cleaning may change it, keeps it in own as well.
func (p *ftmProperties) addText(name, text string, own *string) {
	clipped := ftmClip(name, text)
	p.add(name, clipped)
	if clipped != text || !ftmPlain(text) {
		*own = text
	}
}

// addDate adds a date to the precision that it has.
func (p *ftmProperties) addDate(name string, d graph.Date, own *graph.Date) {
	if d.IsZero() {
		return
	}
	if d.Year() >= 1000 {
		p.add(name, strings.TrimSuffix(d.String(), "~"))
	}
	if d.Year() < 1000 || d.Approximate() {
		*own = d
	}
}

func (p *ftmProperties) addURL(name, text string, own *string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.Contains(u.Hostname(), ".") && turtle.IsIRI(text) && len(text) <= ftmLimits["sourceUrl"] {
		p.add(name, text)
	} else {
		*own = text
	}
}

func isASCIIWord(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// ftmMap returns the map itself as a document, or nil where there is nothing to say of it.
func ftmMap(g *graph.Graph) *ftmEntity {
	v := g.Vocabulary()
	own := &ftmOwn{Map: true, Types: slices.Collect(v.OwnTypes()), Classifications: slices.Collect(v.OwnClassifications()), Arrangements: g.Arrangements()}
	if g.Title() == "" && g.Description() == "" && len(own.Types)+len(own.Classifications)+len(own.Arrangements) == 0 {
		return nil
	}
	x := &ftmEntity{ID: ftmMapID, Schema: "Document"}
	p := &x.Properties
	p.addText("title", g.Title(), &own.Name)
	p.add("fileName", "map")
	p.addText("summary", g.Description(), &own.Description)
	p.own(own)
	return x
}

func ftmSource(s *graph.Source) *ftmEntity {
	x := &ftmEntity{ID: ftmSourceID + ftmID(s.ID), Schema: "Document"}
	own := &ftmOwn{}
	p := &x.Properties
	p.addText("title", s.Title, &own.Name)
	p.add("fileName", cmp.Or(ftmClip("fileName", s.File), s.ID))
	p.addText("publisher", s.Publisher, &own.Publisher)
	p.addText("author", s.Author, &own.Author)
	p.addDate("date", s.Published, &own.StartDate)
	p.addDate("retrievedAt", s.Retrieved, &own.EndDate)
	p.addURL("sourceUrl", s.URL, &own.URL)
	p.addText("summary", s.Note, &own.Note)
	own.Type, own.ArchiveURL, own.File = s.Type, s.ArchiveURL, s.File
	p.own(own)
	return x
}

func ftmOrganisation(g *graph.Graph, n graph.Node, o *graph.Organisation) *ftmEntity {
	x := &ftmEntity{ID: ftmID(o.ID), Schema: "Organization"}
	for _, row := range ftmSchemata {
		if g.IsA(n, row.classification) {
			x.Schema = row.schema
			break
		}
	}
	own := &ftmOwn{NoName: o.Name == "", OtherNames: o.OtherNames, Evidence: o.Evidence}
	p := &x.Properties
	switch {
	case own.NoName:
		p.add("name", o.ID)
	case graph.Slug(o.Name) == "":
		p.add("name", o.ID)
		own.Name = o.Name
	default:
		p.addText("name", o.Name, &own.Name)
	}
	p.addText("abbreviation", o.ShortName, &own.ShortName)
	var aliases, previous []string
	for _, name := range o.OtherNames {
		if name.EndDate.IsZero() {
			aliases = append(aliases, ftmClip("alias", name.Name))
		} else {
			previous = append(previous, ftmClip("alias", name.Name))
		}
	}
	p.add("alias", aliases...)
	p.add("previousName", previous...)
	p.add("classification", o.Classifications...)
	p.addDate("incorporationDate", o.FoundingDate, &own.FoundingDate)
	p.addDate("dissolutionDate", o.DissolutionDate, &own.DissolutionDate)
	p.addText("description", o.Description, &own.Description)
	p.addURL("website", o.URL, &own.URL)
	var tags []string
	for _, tag := range o.Tags {
		tags = append(tags, ftmClip("keywords", tag))
		if !ftmPlain(tag) || tags[len(tags)-1] != tag {
			own.Tags = o.Tags
		}
	}
	p.add("keywords", tags...)
	p.addProof(g, o.Evidence)
	p.own(own)
	return x
}

func ftmRelationship(g *graph.Graph, e graph.Edge) *ftmEntity {
	r := g.Relationship(e)
	x := &ftmEntity{ID: ftmRelationshipID + ftmID(r.ID)}
	own := &ftmOwn{Type: r.Type, Label: r.Label, Evidence: r.Evidence, OwnID: g.HasOwnID(e), Confidence: r.Confidence, Arrangement: r.Arrangement}
	var edge *ftmEdge
	for i := range ftmEdges {
		if edge = &ftmEdges[i]; edge.written && (edge.kind == "" || g.Vocabulary().TypeIsA(r.Type, edge.kind)) {
			break
		}
	}
	x.Schema = edge.schema
	p := &x.Properties
	p.add(edge.from, ftmID(r.From))
	p.add(edge.to, ftmID(r.To))
	p.add("role", ftmClip("role", g.Label(e)))
	p.add("status", r.Status.String())
	p.addDate("startDate", r.StartDate, &own.StartDate)
	p.addDate("endDate", r.EndDate, &own.EndDate)
	p.addText("summary", r.Note, &own.Note)
	if r.Weight != 1 {
		own.Weight = r.Weight
	}
	mutual := r.Mutual == graph.Mutual
	own.Mutual = &mutual
	p.addProof(g, r.Evidence)
	p.own(own)
	return x
}

// addProof adds the sources of evidence, as entities and by their URLs and publishers.
func (p *ftmProperties) addProof(g *graph.Graph, list []graph.Evidence) {
	var ids, urls, publishers []string
	seen := map[string]bool{}
	for _, e := range list {
		s, ok := g.Source(e.Source)
		if !ok || seen[e.Source] {
			continue
		}
		seen[e.Source] = true
		ids = append(ids, ftmSourceID+ftmID(s.ID))
		var link ftmProperties
		var odd string
		link.addURL("", s.URL, &odd)
		urls = append(urls, link.first(""))
		publishers = append(publishers, ftmClip("publisher", s.Publisher))
	}
	p.add("proof", ids...)
	p.add("sourceUrl", unique(urls)...)
	p.add("publisher", unique(publishers)...)
}

func unique(list []string) (kept []string) {
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			kept = append(kept, s)
		}
		seen[s] = true
	}
	return kept
}

// own adds what FollowTheMoney has no property for.
func (p *ftmProperties) own(own *ftmOwn) {
	own.Version = 1
	text := own.appendJSON(nil)
	// A value is not longer than its limit: what is longer stands in several.
	var values []string
	for i := 0; len(text) > 0; i++ {
		n := min(len(text), ftmLimits["indexText"])
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n--
		}
		values = append(values, ftmMark+strconv.Itoa(i)+":"+string(text[:n]))
		text = text[n:]
	}
	p.add("indexText", values...)
}

// appendJSON appends what encoding/json makes of it, in a fraction of the time: there is one for every relationship.
func (own *ftmOwn) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"version":`...), int64(own.Version), 10)
	key := func(name string) { b = append(append(append(b, `,"`...), name...), `":`...) }
	text := func(name, s string) {
		if s != "" {
			key(name)
			b = appendFTM(b, s)
		}
	}
	date := func(name string, d graph.Date) {
		if !d.IsZero() {
			key(name)
			b = appendFTM(b, d.String())
		}
	}
	truth := func(name string, is bool) {
		if is {
			key(name)
			b = append(b, "true"...)
		}
	}
	value := func(name string, is bool, v any) {
		if is {
			encoded, err := json.Marshal(v)
			if err != nil {
				panic(err) // it is text, numbers and truths
			}
			key(name)
			b = append(b, encoded...)
		}
	}
	truth("no_name", own.NoName)
	value("other_names", len(own.OtherNames) > 0, own.OtherNames)
	text("url", own.URL)
	date("founding_date", own.FoundingDate)
	date("dissolution_date", own.DissolutionDate)
	value("tags", len(own.Tags) > 0, own.Tags)
	text("description", own.Description)
	text("name", own.Name)
	text("short_name", own.ShortName)
	value("evidence", len(own.Evidence) > 0, own.Evidence)
	text("publisher", own.Publisher)
	text("author", own.Author)
	text("archive_url", own.ArchiveURL)
	text("file", own.File)
	text("type", own.Type)
	text("label", own.Label)
	text("note", own.Note)
	if own.Mutual != nil {
		key("mutual")
		b = strconv.AppendBool(b, *own.Mutual)
	}
	date("start_date", own.StartDate)
	date("end_date", own.EndDate)
	value("status", own.Status != 0, own.Status)
	value("confidence", own.Confidence != 0, own.Confidence)
	value("weight", own.Weight != 0, own.Weight)
	truth("own_id", own.OwnID)
	text("arrangement", own.Arrangement)
	truth("map", own.Map)
	value("types", len(own.Types) > 0, own.Types)
	value("classifications", len(own.Classifications) > 0, own.Classifications)
	value("arrangements", len(own.Arrangements) > 0, own.Arrangements)
	return append(b, '}')
}

// ftmMark is what our own text in indexText begins with, before a number from 0 and a colon.
const ftmMark = "liaison:"
