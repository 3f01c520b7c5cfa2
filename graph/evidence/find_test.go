package evidence

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

func passage(s string) graph.Evidence { return graph.Evidence{Passage: s} }

// found writes matches as "line:column text", one a line.
func found(matches []Match) string {
	lines := make([]string, len(matches))
	for i, m := range matches {
		lines[i] = fmt.Sprintf("%d:%d %s", m.Line, m.Column, m.Text)
	}
	return strings.Join(lines, "\n")
}

func TestFind(t *testing.T) {
	for _, test := range []struct {
		name, text string
		evidence   graph.Evidence
		want       []string
	}{
		{"all words", "We work with the Home Office.", passage("home office"), []string{"1:18 Home Office"}},
		{"first and last words", "We work with\nthe Home Office.", passage("We work … Home Office"), []string{"1:1 We work with\nthe Home Office"}},
		{"dots", "We work with the Home Office.", passage("We work...Home Office."), []string{"1:1 We work with the Home Office."}},
		{"ellipses at the ends", "We work with the Home Office.", passage("… work with the …"), []string{"1:4 work with the"}},
		{"nothing between", "a b", passage("a … b"), []string{"1:1 a b"}},
		{"quotes and dashes differ", "the UK’s “radar” – a picture", passage(`UK's "radar" - a`), []string{"1:5 UK’s “radar” – a"}},
		{"the nearest end", "start end end", passage("start … end"), []string{"1:1 start end"}},
		{"two starts, one end", "start start end", passage("start … end"), []string{"1:1 start start end", "1:7 start end"}},
		{"an end without a start", "end start end", passage("start … end"), []string{"1:5 start end"}},
		{"the same first and last words", "a b a b a", passage("a … a"), []string{"1:1 a b a", "1:5 a b a"}},
		{"ends do not overlap starts", "a b c", passage("a b … b c"), nil},
		{"overlapping matches", "a b a b a", passage("a b a"), []string{"1:1 a b a", "1:5 a b a"}},
		{"word boundary before", "intelligence agencies", passage("agencies"), []string{"1:14 agencies"}},
		{"not within a word", "counterterrorism", passage("terrorism"), nil},
		{"hyphen is a boundary", "counter-terrorism", passage("terrorism"), []string{"1:9 terrorism"}},
		{"apostrophe is none", "the UK's agencies", passage("the UK"), nil},
		{"full stop within a name is none", "see gov.uk/ACT", passage("uk"), nil},
		{"full stop at the end is one", "the UK. We", passage("the UK"), []string{"1:1 the UK"}},
		{"numbers", "1,000 and 3.14", passage("1"), nil},
		{"an accent belongs to its letter", "cafe\u0301s", passage("caf"), nil},
		{"nor does a mark that stays apart leave it", "ax\u0304 b", passage("ax"), nil},
		{"a mark after a space stands alone", "a \u0304b", passage("a"), []string{"1:1 a"}},
		{"scripts without spaces", "東京都警視庁", passage("警視庁"), []string{"1:4 警視庁"}},
		{"soft hyphens", "co\u00adoperation", passage("cooperation"), []string{"1:1 co\u00adoperation"}},
		{"columns are characters", "“Ünïcode” x\nüü wörd", passage("wörd"), []string{"2:4 wörd"}},
		{"empty passage", "a", passage(""), nil},
		{"only an ellipsis", "a", passage(" … "), nil},
		{"literal ellipsis beside the separating one", "wait… what was it then", passage("wait… what … then"), []string{"1:1 wait… what was it then"}},
		// The examples of WICG, URL Fragment Text Directives, "Syntax" and "Context Terms".
		{"specification: range", "an example of it, an unrelated text fragment and a text fragment", passage("an example … text fragment"),
			[]string{"1:1 an example of it, an unrelated text fragment"}},
		{"specification: context", "here is an example text. this is an example text fragment",
			graph.Evidence{Passage: "an example", Prefix: "this is", Suffix: "text fragment"}, []string{"1:34 an example"}},
		{"prefix across lines", "one\n\n  two. two", graph.Evidence{Passage: "two", Prefix: "one"}, []string{"3:3 two"}},
		{"prefix without space", "the “radar”, a radar", graph.Evidence{Passage: "radar", Prefix: "“"}, []string{"1:6 radar"}},
		{"prefix at a word boundary", "zone two", graph.Evidence{Passage: "two", Prefix: "one"}, nil},
		{"prefix of a range", "x a b y a b", graph.Evidence{Passage: "a … b", Prefix: "y"}, []string{"1:9 a b"}},
		{"suffix of a range takes a later end", "a b c b d", graph.Evidence{Passage: "a … b", Suffix: "d"}, []string{"1:1 a b c b"}},
		{"suffix at a word boundary", "a bc", graph.Evidence{Passage: "a", Suffix: "b"}, nil},
		{"suffix at the end", "a b", graph.Evidence{Passage: "b", Suffix: "c"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := mustText(t, test.text)
			if got, want := found(Find(text, test.evidence)), strings.Join(test.want, "\n"); got != want {
				t.Errorf("found\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestMatchFields(t *testing.T) {
	text := mustText(t, "one\ntwo  “three”\nfour five")
	got := Find(text, passage("two … four"))
	if len(got) != 1 {
		t.Fatalf("%d matches", len(got))
	}
	m := got[0]
	m.from, m.to = 0, 0
	want := Match{Start: 4, End: 25, Line: 2, Column: 1, EndLine: 3, EndColumn: 5, Words: 3, Text: "two  “three”\nfour"}
	if m != want {
		t.Errorf("got %+v\nwant %+v", m, want)
	}
}

func TestMatchLimit(t *testing.T) {
	text := mustText(t, strings.Repeat("a ", 3*MaxMatches)+"b")
	for _, e := range []graph.Evidence{passage("a"), passage("a … b")} {
		if got := Find(text, e); len(got) != MaxMatches {
			t.Errorf("%q: %d matches, want %d", e.Passage, len(got), MaxMatches)
		}
	}
	if hint := Resolve(text, passage("a")).Hint; !strings.Contains(hint, "100 times or more") {
		t.Errorf("hint %q", hint)
	}
}

// plainFind finds a passage by the definition, in texts of words with single spaces between.
func plainFind(text string, e graph.Evidence) (spans [][2]int) {
	words := strings.Fields(text)
	part := func(s string) []string { return strings.Fields(s) }
	first, last, isRange := strings.Cut(e.Passage, " … ")
	at := func(i int, p []string) bool {
		return i >= 0 && i+len(p) <= len(words) && slices.Equal(words[i:i+len(p)], p)
	}
	offset := func(i int) int { return len(strings.Join(words[:i], " ")) + min(i, 1) }
	for i := range words {
		if !at(i, part(first)) || !at(i-len(part(e.Prefix)), part(e.Prefix)) {
			continue
		}
		j := i + len(part(first))
		if isRange {
			for j < len(words) && !(at(j, part(last)) && at(j+len(part(last)), part(e.Suffix))) {
				j++
			}
			if j == len(words) {
				continue
			}
			j += len(part(last))
		} else if !at(j, part(e.Suffix)) {
			continue
		}
		spans = append(spans, [2]int{offset(i), offset(j-1) + len(words[j-1])})
	}
	return spans
}

func TestFindAgainstDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func(alphabet []string, low, high int) string {
		words := make([]string, low+random.IntN(high-low+1))
		for i := range words {
			words[i] = alphabet[random.IntN(len(alphabet))]
		}
		return strings.Join(words, " ")
	}
	several := 0
	for range 20000 {
		alphabet := []string{"a", "aa", "b", "ab"}[:1+random.IntN(4)]
		source := some(alphabet, 0, 12)
		e := graph.Evidence{Passage: some(alphabet, 1, 3), Prefix: some(alphabet, 0, 1), Suffix: some(alphabet, 0, 1)}
		if random.IntN(2) == 0 {
			e.Passage += " … " + some(alphabet, 1, 2)
		}
		var got [][2]int
		for _, m := range Find(mustText(t, source), e) {
			got = append(got, [2]int{m.Start, m.End})
		}
		want := plainFind(source, e)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v in %q: found %v, want %v", e, source, got, want)
		}
		if len(want) > 1 {
			several++
		}
	}
	if several < 1000 {
		t.Errorf("only %d of the cases have several matches", several)
	}
}

// Each of these takes hours where the search is quadratic.
func TestHostileTextsAreLinear(t *testing.T) {
	const size = 4 << 20
	long := strings.Repeat("a ", 2000)
	for _, test := range []struct {
		name, text string
		evidence   graph.Evidence
		want       Status
	}{
		{"many starts, no end", strings.Repeat("a ", size/2), passage("a … b"), Missing},
		{"one passage of all", strings.Repeat("a ", size/2), passage("a … a"), Ambiguous},
		{"long part, no match", strings.Repeat("a ", size/2), passage(long + "b"), Missing},
		{"long part that overlaps itself", strings.Repeat("a ", size/2), graph.Evidence{Passage: long, Suffix: "b"}, Missing},
		{"long context", strings.Repeat("a ", size/2), graph.Evidence{Passage: "a", Prefix: "b " + long[:400]}, Missing},
		{"one word", strings.Repeat("a", size), passage("aa aa"), Missing},
		{"all dots", strings.Repeat(".", size), passage("a … a"), Missing},
		{"all marks", "a" + strings.Repeat("\u0301", size/2), passage("a"), Missing},
		{"no spaces in HTML", "<html>" + strings.Repeat("<", size/2) + strings.Repeat("&", size/2), passage("a"), Missing},
		{"unclosed tags", "<html>" + strings.Repeat("<p title=\"", size/10), passage("a"), Missing},
		{"scripts that never end", "<html>" + strings.Repeat("<script></", size/10), passage("a"), Missing},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Resolve(mustText(t, test.text), test.evidence); got.Status != test.want {
				t.Errorf("%v (%s), want %v", got.Status, got.Hint, test.want)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range [][4]string{
		{"We work very closely with the Home Office.", "work … Home Office", "We", "."},
		{"a a a a", "a … a", "", ""},
		{page, "Foreign & Commonwealth … abroad", "the", "”"},
		{"“Ünïcode” – ½ ﬁ ß … x", "½ … ß", "–", "…"},
		{"東京 e\u0301\u0323 \u00ad ¨ ㌀ ﷺ", "ﷺ", "", "㌀"},
		{"a.b.c 1,000 don't", "b", "a.", "'"},
		{"\xff\x00", "...", "…", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, source, passage, prefix, suffix string) {
		e := graph.Evidence{Passage: passage, Prefix: prefix, Suffix: suffix}
		checkFragment(t, e)
		text, err := NewText(source)
		if err != nil {
			return
		}
		if len(source) < 200 {
			checkMap(t, text)
		}
		r := Resolve(text, e)
		if (r.Status == Unique) != (len(r.Matches) == 1) || (r.Hint == "") != (r.Status == Unique) {
			t.Fatalf("%+v", r)
		}
		if len(r.Matches) == 0 {
			return
		}
		l, err := ParseLocator(e)
		if err != nil {
			t.Fatal(err)
		}
		n, last := l.needle(), -1
		for _, m := range r.Matches {
			if m.Start <= last || m.End <= m.Start || m.Text != source[m.Start:m.End] {
				t.Fatalf("offsets %d to %d after %d of %d", m.Start, m.End, last, len(source))
			}
			last = m.Start
			got := normalise(text.Quote(m.Start, m.End))
			if !strings.HasPrefix(got, n.start) || !strings.HasSuffix(got, n.start) && !strings.HasSuffix(got, n.end) {
				t.Fatalf("%q was found for %q … %q", got, n.start, n.end)
			}
		}
		if m := r.Matches[0]; len(source) < 500 {
			if located, err := Locate(text, m.Start, m.End); err == nil {
				if again := Find(text, located); len(again) != 1 || again[0].Start > m.Start || again[0].End < m.End {
					t.Fatalf("Locate made %+v of %q", located, m.Text)
				}
			}
		}
	})
}

// checkFragment holds that the parts of a locator can be read back from the link, split where the syntax
// of text fragments says.
func checkFragment(t *testing.T, e graph.Evidence) {
	t.Helper()
	const page = "https://example.org/#:~:text="
	got := Fragment(e, "https://example.org/#")
	l, err := ParseLocator(e)
	if err != nil {
		if got != "https://example.org/#" {
			t.Fatalf("%+v: %s", e, got)
		}
		return
	}
	var want []string
	if l.Prefix != "" {
		want = append(want, l.Prefix+"-")
	}
	want = append(want, l.Start)
	if l.End != "" {
		want = append(want, l.End)
	}
	if l.Suffix != "" {
		want = append(want, "-"+l.Suffix)
	}
	parts := strings.Split(strings.TrimPrefix(got, page), ",")
	for i, part := range parts {
		if parts[i], err = url.PathUnescape(part); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasPrefix(got, page) || !slices.Equal(parts, want) {
		t.Fatalf("%+v: %s has the parts %q, want %q", e, got, parts, want)
	}
}
