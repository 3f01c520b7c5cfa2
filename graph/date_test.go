package graph_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

func TestParseDate(t *testing.T) {
	// The forms are those of EDTF level 0 (Library of Congress, 2019; ISO 8601-2:2019): year, month, day;
	// "~" for approximate is from its level 1. Leap years as in ISO 8601-1, 4.2.1.
	for _, c := range []struct {
		in               string
		year, month, day int
		approximate      bool
		first, last      int
	}{
		{"1985", 1985, 0, 0, false, 19850101, 19851231},
		{"1985-04", 1985, 4, 0, false, 19850401, 19850430},
		{"1985-04-12", 1985, 4, 12, false, 19850412, 19850412},
		{"1984~", 1984, 0, 0, true, 19840101, 19841231},
		{"2004-06~", 2004, 6, 0, true, 20040601, 20040630},
		{"2004-06-11~", 2004, 6, 11, true, 20040611, 20040611},
		{"0000", 0, 0, 0, false, 101, 1231},
		{"0000-02-29", 0, 2, 29, false, 229, 229}, // year 0 divides by 400
		{"0001-01-01", 1, 1, 1, false, 10101, 10101},
		{"9999-12-31", 9999, 12, 31, false, 99991231, 99991231},
		{"2000-02", 2000, 2, 0, false, 20000201, 20000229}, // divides by 400
		{"1900-02", 1900, 2, 0, false, 19000201, 19000228}, // by 100 and not by 400
		{"2012-02-29", 2012, 2, 29, false, 20120229, 20120229},
		{"2011-02", 2011, 2, 0, false, 20110201, 20110228},
		{"2015-12", 2015, 12, 0, false, 20151201, 20151231},
		{"2015-11-30", 2015, 11, 30, false, 20151130, 20151130},
	} {
		d, err := graph.ParseDate(c.in)
		if err != nil {
			t.Errorf("ParseDate(%q): %v", c.in, err)
			continue
		}
		if d.Year() != c.year || d.Month() != c.month || d.Day() != c.day || d.Approximate() != c.approximate || d.IsZero() {
			t.Errorf("ParseDate(%q) = %d, %d, %d, approximate %t", c.in, d.Year(), d.Month(), d.Day(), d.Approximate())
		}
		if d.First() != c.first || d.Last() != c.last {
			t.Errorf("%s runs from %d to %d, want %d to %d", c.in, d.First(), d.Last(), c.first, c.last)
		}
		if d.String() != c.in {
			t.Errorf("ParseDate(%q).String() = %q", c.in, d)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	const shape = "it is neither a year nor a month nor a day"
	for in, want := range map[string]string{
		"":                              shape,
		"~":                             shape,
		"2014~~":                        shape,
		"~2014":                         shape,
		"201":                           shape,
		"20140":                         shape,
		"2014-":                         shape,
		"2014-5":                        shape,
		"2014-05-1":                     shape,
		"2014-05-":                      shape,
		"2014/05":                       shape,
		"2014-05/13":                    shape,
		"20140513":                      shape,
		"-2014":                         shape,
		"+2014":                         shape,
		" 2014":                         shape,
		"2014 ":                         shape,
		"2014-05-13-01":                 shape,
		"2014-05-13T00:00:00Z":          shape,
		"May 2014":                      shape,
		"２０１４":                          shape,
		"201x":                          shape,
		"2014-x5":                       shape,
		"2014-05-x3":                    shape,
		"2014-00":                       "there is no month 0",
		"2019-13":                       "there is no month 13",
		"2014-99-01":                    "there is no month 99",
		"2014-05-00":                    "2014-05 has 31 days",
		"2014-04-31":                    "2014-04 has 30 days",
		"2011-02-29":                    "2011-02 has 28 days",
		"1900-02-29":                    "1900-02 has 28 days",
		"2012-02-30":                    "2012-02 has 29 days",
		strings.Repeat("2014-", 10_000): shape,
	} {
		d, err := graph.ParseDate(in)
		if err == nil || !d.IsZero() || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "is not a date") {
			t.Errorf("ParseDate(%.30q) = %v, %v; want an error with %q", in, d, err, want)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("ParseDate(%.30q): the error has %d bytes", in, len(err.Error()))
		}
	}
}

func TestMustParseDate(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error(`MustParseDate("x") does not panic`)
		}
	}()
	graph.MustParseDate("x")
}

func TestUnknownDate(t *testing.T) {
	var d graph.Date
	if !d.IsZero() || d.String() != "" || d.First() != 0 || d.Last() != 99991231 || d.Approximate() {
		t.Errorf("the unknown date is %q, from %d to %d", d, d.First(), d.Last())
	}
	known := graph.MustParseDate("2014")
	if d.Before(known) || known.Before(d) || d.Before(d) {
		t.Error("an unknown date comes before, or after, something")
	}
}

func TestDateBefore(t *testing.T) {
	for _, c := range []struct {
		d, e string
		want bool
	}{
		{"2013", "2014", true},
		{"2014", "2013", false},
		{"2014", "2014", false},
		{"2014", "2014-06", false}, // may be later
		{"2014-06", "2014", false},
		{"2014-05", "2014-06", true},
		{"2014-05-31", "2014-06", true},
		{"2014-06-01", "2014-06", false},
		{"2013-12-31", "2014", true},
		{"2013~", "2014", true}, // approximate dates are taken as they are written
		{"0000", "9999", true},
	} {
		if got := graph.MustParseDate(c.d).Before(graph.MustParseDate(c.e)); got != c.want {
			t.Errorf("%s before %s = %t", c.d, c.e, got)
		}
	}
}

func TestCompareIsATotalOrder(t *testing.T) {
	// In ascending order; dates of one beginning lie beside each other.
	ordered := []string{
		"0000-01-01", "0000-01-01~", "0000-01", "0000", "0001",
		"2013-12-31~", "2014-01-01", "2014-01-01~", "2014-01", "2014-01~", "2014", "2014~",
		"2014-01-02", "2014-01-31", "2014-02", "2014-12", "2014-12-31", "2015", "9999-12-31",
	}
	dates := []graph.Date{{}}
	for _, s := range ordered {
		dates = append(dates, graph.MustParseDate(s))
	}
	for i, d := range dates {
		for j, e := range dates {
			if got, want := cmp.Compare(d.Compare(e), 0), cmp.Compare(i, j); got != want {
				t.Errorf("Compare(%q, %q) has sign %d, want %d", d, e, got, want)
			}
		}
	}
	shuffled := append(slices.Clone(dates[7:]), dates[:7]...)
	slices.SortFunc(shuffled, graph.Date.Compare)
	if !slices.Equal(shuffled, dates) {
		t.Errorf("sorted: %v", shuffled)
	}
}

func TestDateAsText(t *testing.T) {
	type record struct {
		Start graph.Date `json:"start,omitzero"`
		End   graph.Date `json:"end"`
	}
	b, err := json.Marshal(record{End: graph.MustParseDate("2007~")})
	if err != nil || string(b) != `{"end":"2007~"}` {
		t.Errorf("Marshal = %s, %v", b, err)
	}
	var r record
	if err := json.Unmarshal([]byte(`{"start":"2014-05","end":""}`), &r); err != nil || r.Start.String() != "2014-05" || !r.End.IsZero() {
		t.Errorf("Unmarshal = %+v, %v", r, err)
	}
	if err := json.Unmarshal([]byte(`{"start":"2014-13"}`), &r); err == nil || !strings.Contains(err.Error(), "no month 13") {
		t.Errorf("Unmarshal of a wrong date: %v", err)
	}
	if r.Start.String() != "2014-05" {
		t.Errorf("a failed UnmarshalText leaves %q", r.Start)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "2014", "2014-05", "2014-05-13", "2007~", "0000", "9999-12-31~", "2012-02-29", "2014-13", "2014-5-1", "20140513", "２０１４", "2014-05-13T00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := graph.ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("ParseDate(%q) = %v beside an error", s, d)
			}
			return
		}
		if d.String() != s {
			t.Errorf("ParseDate(%q).String() = %q", s, d)
		}
		if again, err := graph.ParseDate(d.String()); err != nil || again != d {
			t.Errorf("ParseDate(%q) = %v, %v the second time", s, again, err)
		}
		if d.First() > d.Last() || d.First()/10000 != d.Year() || d.Last()/10000 != d.Year() {
			t.Errorf("%s runs from %d to %d", s, d.First(), d.Last())
		}
		if d.Compare(d) != 0 || d.Before(d) {
			t.Errorf("%s is not itself", s)
		}
	})
}
