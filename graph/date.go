package graph

import (
	"fmt"
	"strings"
)

// Date is a calendar date as a source gives it: a year, a month of a year, or a day, each perhaps
// approximate. It is written as EDTF level 0 (ISO 8601-2), with "~" after it where it is approximate:
// 2014, 2014-05, 2014-05-13, 2007~. The zero Date is unknown and written "".
//
// A Date stands for the interval of days from [Date.First] to [Date.Last]; comparisons are between
// intervals. That a date is approximate is kept and shown, and does not widen the interval. Dates are
// comparable with ==, which asks for the same writing: 2014 is not 2014-01.
type Date struct {
	// bits packs year (14 bits), month (4), day (5), approximate (1) and set (1); month 0 and day 0 are
	// "not said". Four bytes, because a graph may hold millions.
	bits uint32
}

const (
	dateSet         = 1
	dateApproximate = 1 << 1
	dayShift        = 2
	monthShift      = dayShift + 5
	yearShift       = monthShift + 4
	maxYear         = 9999
)

// ParseDate reads a date in the form that [Date] describes; years run from 0000 to 9999. The empty
// string is an error: an unknown date is the zero Date, and needs no parsing.
func ParseDate(s string) (Date, error) {
	written, approximate := strings.CutSuffix(s, "~")
	// Field by field rather than split: a large file has millions of dates.
	var year, month, day int
	ok := len(written) == len("2014") || len(written) == len("2014-05") || len(written) == len("2014-05-13")
	if ok {
		year, ok = digits(written[:4])
	}
	if ok && len(written) > 4 {
		month, ok = digits(written[5:7])
		ok = ok && written[4] == '-'
	}
	if ok && len(written) > 7 {
		day, ok = digits(written[8:])
		ok = ok && written[7] == '-'
	}
	switch {
	case !ok:
		return Date{}, dateError(s, "it is neither a year nor a month nor a day")
	case len(written) > 4 && (month < 1 || month > 12):
		return Date{}, dateError(s, fmt.Sprintf("there is no month %d", month))
	case len(written) > 7 && (day < 1 || day > daysIn(year, month)):
		return Date{}, dateError(s, fmt.Sprintf("%04d-%02d has %d days", year, month, daysIn(year, month)))
	}
	return packDate(year, month, day, approximate), nil
}

// digits reads a number written in ASCII digits alone.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

func dateError(s, why string) error {
	return fmt.Errorf("%s is not a date: %s; dates are written 2014, 2014-05, 2014-05-13 or, if approximate, 2007~", quote(s), why)
}

func packDate(year, month, day int, approximate bool) Date {
	bits := uint32(year)<<yearShift | uint32(month)<<monthShift | uint32(day)<<dayShift | dateSet
	if approximate {
		bits |= dateApproximate
	}
	return Date{bits}
}

// MustParseDate is ParseDate for dates that the program itself holds; it panics where s is not a date.
func MustParseDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.bits == 0 }

// Year returns the year, 0 to 9999.
func (d Date) Year() int { return int(d.bits >> yearShift) }

// Month returns the month, 1 to 12, or 0 where only the year is said.
func (d Date) Month() int { return int(d.bits >> monthShift & 0xf) }

// Day returns the day of the month, 1 to 31, or 0 where it is not said.
func (d Date) Day() int { return int(d.bits >> dayShift & 0x1f) }

// Approximate reports whether the date is written with "~".
func (d Date) Approximate() bool { return d.bits&dateApproximate != 0 }

// String writes the date as it was read.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	s := fmt.Sprintf("%04d", d.Year())
	if d.Month() > 0 {
		s += fmt.Sprintf("-%02d", d.Month())
	}
	if d.Day() > 0 {
		s += fmt.Sprintf("-%02d", d.Day())
	}
	if d.Approximate() {
		s += "~"
	}
	return s
}

// First returns the first day that the date may mean, as yyyymmdd: 2014-05 gives 20140501. Such numbers
// order as their days do. An unknown date gives 0.
func (d Date) First() int {
	if d.IsZero() {
		return 0
	}
	return d.Year()*10000 + max(d.Month(), 1)*100 + max(d.Day(), 1)
}

// Last returns the last day that the date may mean, as yyyymmdd: 2014-05 gives 20140531. An unknown date
// gives 99991231.
func (d Date) Last() int {
	if d.IsZero() {
		return maxYear*10000 + 1231
	}
	month := d.Month()
	if month == 0 {
		month = 12
	}
	day := d.Day()
	if day == 0 {
		day = daysIn(d.Year(), month)
	}
	return d.Year()*10000 + month*100 + day
}

// Before reports whether d certainly comes before e: every day that d may mean is earlier than every day
// that e may mean. It is false where either is unknown.
func (d Date) Before(e Date) bool {
	return !d.IsZero() && !e.IsZero() && d.Last() < e.First()
}

// Compare orders dates by their first day, then the shorter interval first, then the exact before the
// approximate; an unknown date comes before all others. It is a total order, for sorting.
func (d Date) Compare(e Date) int {
	for _, diff := range [...]int{d.First() - e.First(), d.Last() - e.Last(), int(d.bits) - int(e.bits)} {
		if diff != 0 && !(d.IsZero() || e.IsZero()) {
			return diff
		}
	}
	return int(d.bits) - int(e.bits)
}

// AppendText implements [encoding.TextAppender].
func (d Date) AppendText(b []byte) ([]byte, error) { return append(b, d.String()...), nil }

// MarshalText implements [encoding.TextMarshaler].
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; empty text gives the unknown date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
