package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestColumn(t *testing.T) {
	var c column[int]
	c.set(1_000_000, 0)
	if len(c.values) != 0 {
		t.Errorf("setting zero takes room for %d values", len(c.values))
	}
	naive := map[int]int{}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		i, v := r.IntN(100), r.IntN(3)
		if naive[i] != 0 {
			continue // a field is set once
		}
		c.set(i, v)
		naive[i] = v
	}
	c.clip()
	for i := range 200 {
		if c.get(i) != naive[i] {
			t.Errorf("get(%d) = %d, want %d", i, c.get(i), naive[i])
		}
	}
	if cap(c.values) > 112 { // 100 and what the allocator rounds up to
		t.Errorf("clipped to %d values", cap(c.values))
	}
}

func TestPickKeepsNoRoomForNothing(t *testing.T) {
	c := column[int]{values: []int{5, 0, 7}}
	from := []int{0, 1, 2, 3, 4, 5}
	if p := pick(c, from); !slices.Equal(p.values, c.values) {
		t.Errorf("picked %v of all", p.values)
	}
	if p := pick(c, []int{1, 2, 9}); !slices.Equal(p.values, []int{0, 7}) {
		t.Errorf("picked %v, want [0 7]", p.values)
	}
	if p := pick(c, []int{1, 9}); len(p.values) != 0 {
		t.Errorf("picked %v, want nothing", p.values)
	}
}

func TestCleanText(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"plain ASCII ~":  "plain ASCII ~",
		"tab\tand\nfeed": "tab\tand\nfeed",
		"a\r\nb\rc\n":    "a\nb\nc\n",
		"\r\r\n\n":       "\n\n\n",
		"é 警 👩‍👩 \u200f \ufeff \ufffd": "é 警 👩‍👩 \u200f \ufeff \ufffd",
		"\u2028\u00a0\U0010ffff":       "\u2028\u00a0\U0010ffff",
	} {
		if got, problem := cleanText(in); got != want || problem != "" {
			t.Errorf("cleanText(%q) = %q, %q; want %q", in, got, problem, want)
		}
	}
	for in, want := range map[string]string{
		"\x00":           "has the control character U+0000",
		"a\x1bb":         "has the control character U+001B",
		"plain but \x7f": "has the control character U+007F",
		"é \u0085":       "has the control character U+0085",
		"\u009f":         "has the control character U+009F",
		"\ufffe":         "has the control character U+FFFE",
		"\uffff":         "has the control character U+FFFF",
		"\xff":           "is not valid UTF-8",
		"\xed\xa0\x80":   "is not valid UTF-8", // a surrogate
		"cut \xe2\x80":   "is not valid UTF-8",
	} {
		if _, problem := cleanText(in); problem != want {
			t.Errorf("cleanText(%q): %q, want %q", in, problem, want)
		}
	}
}

func TestValidID(t *testing.T) {
	for _, id := range []string{
		"a", "0", "mi5", "a-b", "a_b.c", "a--b", "2014-05", "é", "e\u0301", "警察庁", "हिन्दी", "ª", "a\u0301-b",
		strings.Repeat("x", 200), strings.Repeat("é", 100),
	} {
		if !ValidID(id) {
			t.Errorf("ValidID(%q) = false", id)
		}
	}
	for _, id := range []string{
		"", "-", ".", "_", "-a", "a-", ".a", "a.", "_a", "a_", "A", "É", "ǅ", "a b", " a", "a:b", "a/b", "a'b", "a\"b", "a,b",
		"\u0301", "a\u200b", "\u200fa", "a\x00", "\xff", "é\xff", "é-", "-é", "é ", "👩", "a\n", "é\n", "½", "€",
		strings.Repeat("x", 201), strings.Repeat("é", 101),
	} {
		if ValidID(id) {
			t.Errorf("ValidID(%q) = true", id)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Foreign & Commonwealth Office":  "foreign-and-commonwealth-office",
		"MI5":                            "mi5",
		"mi5":                            "mi5",
		"  The   Met  ":                  "the-met",
		"O'Neill’s":                      "oneills",
		"R&D":                            "r-and-d",
		"a/b\\c:d_e.f":                   "a-b-c-d-e-f",
		"Café":                           "café",
		"Cafe\u0301":                     "café",
		"ÉCOLE":                          "école",
		"हिन्दी":                         "हिन्दी",
		"警察庁 (NPA)":                      "警察庁-npa",
		"--- !!! ---":                    "",
		"":                               "",
		"👩‍👩‍👧":                          "",
		"\u0301a":                        "a",
		"a - \u0301b":                    "a-b",
		"ǅungla":                         "ǆungla",
		"\xff\xfea":                      "a",
		strings.Repeat("x", 500):         strings.Repeat("x", 200),
		strings.Repeat("x", 199) + " yz": strings.Repeat("x", 199),
		strings.Repeat("x", 200) + " yz": strings.Repeat("x", 200),
		strings.Repeat("é", 500):         strings.Repeat("é", 100),
		"x" + strings.Repeat("é", 500):   "x" + strings.Repeat("é", 99),
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%.40q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Foreign & Commonwealth Office", "Cafe\u0301", "हिन्दी", "O’Neill", "\xff", "ǅ", "İstanbul", "a\u0301\u0302-", "Ǆ&\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if slug != "" && !ValidID(slug) {
			t.Errorf("Slug(%q) = %q, which is not a valid id", s, slug)
		}
		if ValidID(s) && utf8.ValidString(s) && slug == "" {
			t.Errorf("Slug(%q), of a valid id, is empty", s)
		}
	})
}

func TestParseMadeID(t *testing.T) {
	for id, want := range map[string]string{
		"a:t:b":           "a t b 0",
		"a:t:b:2":         "a t b 1",
		"a:t:b:10":        "a t b 9",
		"a:t:b:999999999": "a t b 999999998",
	} {
		from, kind, to, place, ok := parseMadeID(id)
		if got := fmt.Sprint(from, " ", kind, " ", to, " ", place); !ok || got != want {
			t.Errorf("parseMadeID(%q) = %s, %t; want %s", id, got, ok, want)
		}
	}
	for _, id := range []string{"", "a", "a:t", "a:t:", ":t:b", "a::b", "a:t:b:", "a:t:b:0", "a:t:b:1", "a:t:b:02", "a:t:b:-2", "a:t:b:x", "a:t:b:2:3", "a:t:b:2 ", "a:t:b:1000000000", "a:t:b:99999999999999999999"} {
		if from, kind, to, place, ok := parseMadeID(id); ok {
			t.Errorf("parseMadeID(%q) = %q, %q, %q, %d", id, from, kind, to, place)
		}
	}
}
