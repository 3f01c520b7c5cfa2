package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/liaisongraph/liaison/graph"
)

// DayOrder says whether the day or the month stands first in dates such as 03/04/2015.
type DayOrder uint8

const (
	DayOrderUnknown DayOrder = iota // such a date is read only where it can be of one day alone, as 13/04/2015 can
	DayFirst                        // 3 April
	MonthFirst                      // 4 March
)

// looseDate reads a date in the forms that other tools and people write, where they can mean one day only.
func looseDate(s string, order DayOrder) (graph.Date, bool) {
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
		{"2006/01/02", 3}, {"2006.01.02", 3}, {"20060102", 3}, {"January 2, 2006", 3}, {"Jan 2, 2006", 3},
		{"2-Jan-2006", 3}, {"2.1.2006", 3}, {"2006/01", 2}, {"Mon Jan 2 2006", 3},
	} {
		if t, err := time.Parse(form.layout, s); err == nil {
			if form.parts == 2 {
				return dateOf(t.Year(), int(t.Month()), 0)
			}
			return dateOf(t.Year(), int(t.Month()), t.Day())
		}
	}
	if d, ok := slashed(s, order); ok {
		return d, true
	}
	return worded(s)
}

// slashed reads a day such as 13/05/2014, which is 05/13/2014 elsewhere: where both numbers could be the month, it means
// nothing unless the order is known or they are the same.
func slashed(s string, order DayOrder) (graph.Date, bool) {
	a, b, year, ok := slashedParts(s)
	switch {
	case !ok:
		return graph.Date{}, false
	case a > 12 || a == b:
		return dateOf(year, b, a)
	case b > 12 || order == MonthFirst:
		return dateOf(year, a, b)
	case order == DayFirst:
		return dateOf(year, b, a)
	}
	return graph.Date{}, false
}

// slashedParts takes 13/05/2014 or 13-05-2014 apart.
func slashedParts(s string) (a, b, year int, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[2]) != 4 || len(s) != len(parts[0])+len(parts[1])+6 {
		return 0, 0, 0, false
	}
	var n [3]int
	for i, part := range parts {
		var err error
		if n[i], err = strconv.Atoi(part); err != nil || n[i] < 1 {
			return 0, 0, 0, false
		}
	}
	return n[0], n[1], n[2], true
}

// isAmbiguousDay reports whether s is a date of two days.
func isAmbiguousDay(s string) bool {
	a, b, year, ok := slashedParts(strings.TrimSpace(s))
	if !ok || a == b || a > 12 || b > 12 {
		return false
	}
	_, ok = dateOf(year, a, b)
	return ok
}

// monthWords are the names of the months in English, French, German and Spanish, in small letters without accents; shorter forms of
// at least three letters are read too, where they are of one month only.
var monthWords = [12][]string{
	{"january", "janvier", "januar", "janner", "enero"}, {"february", "fevrier", "februar", "febrero"}, {"march", "mars", "marz", "maerz", "marzo"},
	{"april", "avril", "abril"}, {"may", "mai", "mayo"}, {"june", "juin", "juni", "junio"}, {"july", "juillet", "juli", "julio"},
	{"august", "aout", "agosto"}, {"september", "sept", "septembre", "septiembre", "setiembre"}, {"october", "octobre", "oktober", "octubre"},
	{"november", "novembre", "noviembre"}, {"december", "decembre", "dezember", "diciembre"},
}

// monthOf returns the number of a month by its name or the beginning of it; 0 where that is none, or could be two.
func monthOf(word string) int {
	found := 0
	for i, names := range monthWords {
		switch {
		case slices.Contains(names, word):
			return i + 1
		case len(word) >= 3 && slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, word) }):
			if found > 0 {
				return 0 // "jui" is juin or juillet
			}
			found = i + 1
		}
	}
	return found
}

// worded reads a date with the name of its month, such as "3rd May 2014", "1er mai 2014", "15. Mai 2015" or "12 de mayo de 2014",
// or without a day, and one with a word before it that says that it is not exact, such as "c. 1994".
func worded(s string) (graph.Date, bool) {
	words := strings.FieldsFunc(plainDate(s), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '\u00a0' })
	about := ""
	if len(words) > 1 {
		switch words[0] {
		case "c", "ca", "circa", "approx", "approximately", "about", "around", "env", "environ", "vers", "um", "etwa", "hacia", "aprox":
			about, words = "~", words[1:]
		}
	}
	words = slices.DeleteFunc(words, func(word string) bool {
		return word == "de" || word == "del" || word == "of" || word == "the" || word == "le"
	})
	year, month, day := 0, 0, 0
	switch len(words) {
	case 3:
		day = dayOf(words[0])
		fallthrough
	case 2:
		month = monthOf(words[len(words)-2])
		fallthrough
	case 1:
		if last := words[len(words)-1]; len(last) == 4 {
			year, _ = strconv.Atoi(last)
		}
	}
	if year < 1000 || len(words) >= 2 && month == 0 || len(words) == 3 && day == 0 || len(words) > 3 {
		return graph.Date{}, false
	}
	d, ok := dateOf(year, month, day)
	if ok && about != "" {
		var err error
		d, err = graph.ParseDate(d.String() + about)
		ok = err == nil
	}
	return d, ok
}

// plainDate is s in small letters without accents.
func plainDate(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// dayOf returns the number of a day such as "3", "3rd" or "1er"; 0 where it is none.
func dayOf(word string) int {
	number := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyzº°")
	switch word[len(number):] {
	case "", "st", "nd", "rd", "th", "er", "º", "°":
	default:
		return 0
	}
	day, err := strconv.Atoi(number)
	if err != nil || len(number) > 2 {
		return 0
	}
	return day
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

// looselySet sets a date by a value that the field itself does not take: years may be numbers.
func (c *collector) looselySet(to *graph.Date, v Value) bool {
	if v.Kind != Text && v.Kind != Number {
		return false
	}
	d, ok := looseDate(v.String(), c.opts.DayOrder)
	ok = ok && !d.IsZero()
	if ok && to.IsZero() {
		*to = d
	}
	return ok
}

// notTaken notes a value that a field of ours does not take.
func (c *collector) notTaken(line int, a Attribute, done string) {
	what := "a value that " + a.Name + " does not take"
	if strings.HasSuffix(a.Name, "_date") && a.Value.Kind == Text && isAmbiguousDay(a.Value.Text) {
		c.tally.ambiguousDates++
		what = "a " + a.Name + " that may be of two days, the day or the month first"
	}
	if a.Name == "weight" && isUnsettledNumber(a.Value) {
		what = unsettledNumber
	}
	c.tally.note(line, what, done)
}
