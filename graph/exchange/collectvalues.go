package exchange

import (
	"strconv"
	"strings"
	"time"
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

// looseDate reads a date in the forms that other tools write, where they can mean one day only.
func looseDate(s string) (graph.Date, bool) {
	s = strings.TrimSpace(s)
	if d, err := graph.ParseDate(s); err == nil {
		return d, true
	}
	if len(s) > 40 {
		return graph.Date{}, false
	}
	// A day with a time of day after it.
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		if d, err := graph.ParseDate(s[:10]); err == nil {
			return d, isTimeOfDay(s[11:])
		}
	}
	if number, err := strconv.ParseFloat(s, 64); err == nil && (len(s) != 8 || !strings.HasPrefix(s, "1") && !strings.HasPrefix(s, "2")) { // a year that a spreadsheet has made a number: 2014.0
		if year := int(number); number == float64(year) && year >= 1000 && year <= 9999 {
			return dateOf(year, 0, 0)
		}
		return graph.Date{}, false
	}
	for _, form := range []struct {
		layout string
		parts  int
	}{
		{"2006/01/02", 3}, {"2006.01.02", 3}, {"20060102", 3}, {"2 January 2006", 3}, {"2 Jan 2006", 3}, {"January 2, 2006", 3}, {"Jan 2, 2006", 3},
		{"2-Jan-2006", 3}, {"02.01.2006", 3}, {"2.1.2006", 3}, {"January 2006", 2}, {"Jan 2006", 2}, {"2006/01", 2}, {"Mon Jan 2 2006", 3},
	} {
		if t, err := time.Parse(form.layout, s); err == nil {
			switch form.parts {
			case 2:
				return dateOf(t.Year(), int(t.Month()), 0)
			default:
				return dateOf(t.Year(), int(t.Month()), t.Day())
			}
		}
	}
	return slashed(s)
}

// slashed reads a day such as 13/05/2014, which is 05/13/2014 elsewhere: where both numbers could be the month, it means
// nothing, unless they are the same.
func slashed(s string) (graph.Date, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[2]) != 4 || len(s) != len(parts[0])+len(parts[1])+6 {
		return graph.Date{}, false
	}
	var n [3]int
	for i, part := range parts {
		var err error
		if n[i], err = strconv.Atoi(part); err != nil || n[i] < 1 {
			return graph.Date{}, false
		}
	}
	switch {
	case n[0] > 12 || n[0] == n[1]:
		return dateOf(n[2], n[1], n[0])
	case n[1] > 12:
		return dateOf(n[2], n[0], n[1])
	}
	return graph.Date{}, false
}

func isTimeOfDay(s string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && !strings.ContainsRune(":.+-Z UTC", r) {
			return false
		}
	}
	return s != ""
}

func dateOf(year, month, day int) (graph.Date, bool) {
	text := pad(year, 4)
	if month > 0 {
		text += "-" + pad(month, 2)
	}
	if day > 0 {
		text += "-" + pad(day, 2)
	}
	d, err := graph.ParseDate(text)
	return d, err == nil
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// looseDateOf reads a value as a date: years may be numbers.
func looseDateOf(v Value) (graph.Date, bool) {
	switch v.Kind {
	case Text, Number:
		return looseDate(v.String())
	}
	return graph.Date{}, false
}

// slugWord is a word of a file as our own are written.
func slugWord(v Value) string { return graph.Slug(v.String()) }

// extraOrganisation sets the field of an attribute that is one but for its form. It reports whether it has.
func (c *collector) extraOrganisation(o *Organisation, a Attribute) bool {
	switch a.Name {
	case "founding_date":
		return looselySet(&o.FoundingDate, a.Value)
	case "dissolution_date":
		return looselySet(&o.DissolutionDate, a.Value)
	}
	return false
}

func looselySet(to *graph.Date, v Value) bool {
	d, ok := looseDateOf(v)
	ok = ok && !d.IsZero()
	if ok && to.IsZero() {
		*to = d
	}
	return ok
}

func (c *collector) extraRelationship(r *Relationship, a Attribute) bool {
	switch a.Name {
	case "start_date":
		return looselySet(&r.StartDate, a.Value)
	case "end_date":
		return looselySet(&r.EndDate, a.Value)
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
			c.tally.note(line, "an attribute of more than "+itoa(maxExtraText>>10)+" KiB", "cut")
			v = strings.ToValidUTF8(v[:maxExtraText], "")
		}
		if v != "" {
			lines = append(lines, name+": "+v)
		}
	}
	return lines
}
