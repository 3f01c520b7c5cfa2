package exchange

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// Limits on what is kept of attributes that the model has no field for.
const (
	maxExtras    = 64       // of a record
	maxExtraText = 16 << 10 // bytes of one
)

// clean returns s as a graph can hold it: valid UTF-8 without control characters but line feeds and tabs.
func (c *collector) clean(line int, s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	if !utf8.ValidString(s) {
		c.tally.note(line, "text that is not valid UTF-8", "replaced by U+FFFD")
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	bad := func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	c.tally.note(line, "control characters", "left out")
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, s)
}

// slugWord is a word of a file as our own are written.
func slugWord(v Value) string { return graph.Slug(v.String()) }

// extraOrganisation sets the field of an attribute that is one but for its form. It reports whether it has.
func (c *collector) extraOrganisation(o *Organisation, a Attribute) bool {
	switch a.Name {
	case "founding_date":
		return c.looselySet(&o.FoundingDate, a.Value)
	case "dissolution_date":
		return c.looselySet(&o.DissolutionDate, a.Value)
	}
	return false
}

func (c *collector) extraRelationship(r *Relationship, a Attribute) bool {
	switch a.Name {
	case "start_date":
		return c.looselySet(&r.StartDate, a.Value)
	case "end_date":
		return c.looselySet(&r.EndDate, a.Value)
	case "status":
		s, err := graph.ParseStatus(slugWord(a.Value))
		if err == nil {
			r.Status = s
		}
		return err == nil
	case "confidence":
		s, err := graph.ParseConfidence(slugWord(a.Value))
		if err == nil {
			r.Confidence = s
		}
		return err == nil
	}
	return false
}

// isColumn reports whether a field of the record has the name, so that its value is what was wrong.
func isColumn[R any](rows []column[R], name string) bool {
	for _, row := range rows {
		if row.Name == name {
			return true
		}
	}
	return false
}

// extraLines are the texts "name: value" of an attribute.
func (c *collector) extraLines(line int, a Attribute) []string {
	name := c.clean(line, strings.TrimSpace(a.Name))
	if name == "" {
		name = "?"
	}
	values := a.Value.List
	if a.Value.Kind != List {
		values = []string{a.Value.String()}
	}
	var lines []string
	for _, v := range values {
		v = c.clean(line, v)
		if len(v) > maxExtraText {
			c.tally.note(line, "an attribute of more than "+strconv.Itoa(maxExtraText>>10)+" KiB", "cut")
			v = strings.ToValidUTF8(v[:maxExtraText], "")
		}
		if v != "" {
			lines = append(lines, name+": "+v)
		}
	}
	return lines
}
