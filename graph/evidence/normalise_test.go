package evidence

import (
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"case", "Border FORCE", "border force"},
		{"final sigma", "ΟΔΟΣ οδος", "οδοσ οδοσ"},
		{"sharp s", "Straße STRASSE", "strasse strasse"},
		{"capital sharp s", "STRAẞE", "strasse"},
		{"white space", " a \t\r\n b\u00a0\u2003c\u2028", "a b c"},
		{"control characters", "a\x1bb\x07c", "a b c"},
		{"soft hyphen and zero width", "co\u00adoper\u200bation\ufeff \u200e\u2060x\u200d", "cooperation x"},
		{"variation selector", "☎\ufe0f", "☎"},
		{"single quotes", "‘a’ ‚b‛ `c´ d′ eʼ ‹f›", "'a' 'b' 'c' d' e' 'f'"},
		{"double quotes", "“a” „b‟ «c» d″ 〝e〞", `"a" "b" "c" d" "e"`},
		{"dashes", "a-b‐c‑d‒e–f—g―h−i－j", "a-b-c-d-e-f-g-h-i-j"},
		{"runs of dashes", "a -- b---c –— d", "a - b-c - d"},
		{"ellipses", "a... b… c......d .. e. ……….f", "a… b… c…d .. e. …f"},
		{"one dot and space", "No. 10 . x", "no. 10 . x"},
		{"ends", "  … ", "…"},
		// Unicode Standard Annex #15, figures 3 to 6.
		{"compatibility", "ﬁnal ² ½ Ⅳ ｆｕｌｌ", "final 2 1⁄2 iv full"},
		{"composition", "re\u0301sume\u0301 A\u030a", "résumé å"},
		{"canonical order", "q\u0307\u0323", "q\u0323\u0307"},
		{"Hangul", "\u1112\u1161\u11ab", "한"},
		{"one-character expansions", "㎯ ℀ ⒈", "rad∕s2 a/c 1."},
		{"empty", "", ""},
		{"nothing to see", "\u200b \u00ad\n", ""},
	} {
		if got := normalise(test.in); got != test.want {
			t.Errorf("%s: normalise(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
		if got := normalise(test.want); got != test.want {
			t.Errorf("%s: normalising %q again gives %q", test.name, test.want, got)
		}
	}
}

// checkMap holds that every boundary of the normalised text that counts as one between source characters
// splits the source into two texts that normalise, apart, to the two sides.
func checkMap(t *testing.T, text *Text) {
	t.Helper()
	lastStart, lastEnd := 0, 0
	for i := range text.norm {
		start, startOK := text.sourceStart(i)
		if start < lastStart || start > len(text.source) {
			t.Fatalf("sourceStart(%d) = %d after %d of %q", i, start, lastStart, text.source)
		}
		lastStart = start
		if i > 0 {
			end, endOK := text.sourceEnd(i)
			if end < lastEnd || end > len(text.source) {
				t.Fatalf("sourceEnd(%d) = %d after %d of %q", i, end, lastEnd, text.source)
			}
			lastEnd = end
			if endOK != startOK {
				t.Fatalf("at %d of %q: sourceEnd says %v, sourceStart %v", i, text.norm, endOK, startOK)
			}
		}
		if !startOK || text.html {
			continue
		}
		if got, want := normalise(text.source[start:]), strings.TrimPrefix(text.norm[i:], " "); got != want {
			t.Fatalf("from byte %d of %q: %q, want %q", start, text.source, got, want)
		}
	}
}

func TestMapToSource(t *testing.T) {
	for _, source := range []string{
		"plain text",
		"  two  spaces\r\nand – a dash — “quotes” ",
		"ﬁnal ½ ㌀ ﷺ e\u0301te\u0301 \u00adsoft\u00ad hyphen",
		"a ¨ b ¯ c ´ d",
		"... ‥ . …. x.. y...",
		"ßẞß Σς",
		strings.Repeat("o\u0308\u0323", 40),
	} {
		text, err := NewText(source)
		if err != nil {
			t.Fatal(err)
		}
		checkMap(t, text)
	}
}

func TestSourceOffsets(t *testing.T) {
	// ½ stands for three characters: a match that begins or ends within it is none.
	text, err := NewText("x ½ y “q” ﬁ")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		part string
		want int
	}{
		{"½", 1}, {"1⁄2", 1}, {"1", 0}, {"2", 0}, {"x ½ y", 1}, {"q", 1}, {"'q", 0}, {"fi", 1},
	} {
		if got := Find(text, passage(test.part)); len(got) != test.want {
			t.Errorf("%q is found %d times, want %d", test.part, len(got), test.want)
		}
	}
}
