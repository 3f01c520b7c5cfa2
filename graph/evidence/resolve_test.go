package evidence

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

const sample = `The agency works with the police.
It works with the Home Office, the Cabinet Office and others.
The police work with the agency.
The council works with the police too.`

func TestResolve(t *testing.T) {
	for _, test := range []struct {
		name     string
		evidence graph.Evidence
		status   Status
		hint     string
	}{
		{"unique", passage("the Home Office"), Unique, ""},
		{"no words", passage("xylophone quartet"), Missing, "the words are not found"},
		{"some leading words", passage("the Home Office and others"), Missing, `of the words only "the Home Office" is found, at line 2`},
		{"some trailing words", passage("our friends the Cabinet Office"), Missing, `of the words only "the Cabinet Office" is found, at line 2`},
		{"many leading words", passage("The agency works with the police. It works with the Cabinet Office"), Missing,
			`of the words only "The agency works … works with the" is found, at line 1`},
		{"within a word", passage("counc"), Missing, "the words are found only within longer ones, at line 4"},
		{"last words gone", passage("It works … Scotland Yard"), Missing, "the first words are found at line 2, the last words are not found"},
		{"last words in part", passage("It works … Cabinet Minister"), Missing,
			`the first words are found at line 2, of the last words only "Cabinet" is found, at line 2`},
		{"last words before", passage("The council … Home Office"), Missing,
			"the first words are found at line 4, the last words only before or within them, at line 2"},
		{"first words gone", passage("We work … Home Office"), Missing,
			`of the first words only "work" is found, at line 3; the last words are found at line 2`},
		{"both gone", passage("xylophone … quartet"), Missing, "the first words are not found; the last words are not found"},
		{"prefix", graph.Evidence{Passage: "Home Office", Prefix: "our"}, Missing,
			`the words are found at line 2, but not after the prefix: before them stands "works with the"`},
		{"suffix", graph.Evidence{Passage: "Home Office", Suffix: "and"}, Missing,
			`the words are found at line 2, but not before the suffix: after them stands ", the Cabinet"`},
		{"suffix after the prefix", graph.Evidence{Passage: "works", Prefix: "It", Suffix: "for"}, Missing,
			`the words are found after the prefix at line 2, but not before the suffix: after them stands "with the Home"`},
		{"suffix of last words", graph.Evidence{Passage: "It works … Office", Suffix: "too"}, Missing,
			`the first words are found at line 2, the last words at line 2, but not before the suffix: after them stands ", the Cabinet"`},
		{"ambiguous", passage("works with the police"), Ambiguous,
			`found 2 times, at line 1 (alone with prefix "agency"), line 4 (alone with prefix "council")`},
		{"ambiguous from the beginning", passage("The agency"), Ambiguous,
			`found 2 times, at line 1 (alone with suffix "works"), line 3 (alone with prefix "with")`},
		{"ambiguous with a prefix", graph.Evidence{Passage: "with the police", Prefix: "works"}, Ambiguous,
			`found 2 times, at line 1 (alone with prefix "agency works"), line 4 (alone with suffix "too.")`},
		{"often", passage("the"), Ambiguous,
			`found 8 times, at line 1 (alone with suffix "agency works"), line 1 (alone with suffix "police."), ` +
				`line 2 (alone with suffix "Home") and further on`},
		{"malformed", passage("a … b … c"), Malformed, "the passage has 2 ellipses; it has one, between its first and its last words"},
		{"no passage", graph.Evidence{Prefix: "a"}, Malformed, "there is a prefix or suffix without a passage"},
		{"nothing", graph.Evidence{}, Malformed, "there is no passage"},
		{"nothing to see", passage("\u200b"), Malformed, "the first words of the passage are not text that can be seen"},
		{"too long", passage(strings.Repeat("word ", 1000)), Malformed,
			"the first words of the passage are longer than 4096 bytes; a few words locate a passage"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Resolve(mustText(t, sample), test.evidence)
			if got.Status != test.status || got.Hint != test.hint {
				t.Errorf("%v: %s\nwant %v: %s", got.Status, got.Hint, test.status, test.hint)
			}
		})
	}
}

func TestStatusJSON(t *testing.T) {
	got, err := json.Marshal([]Status{Missing, Unique, Ambiguous, Malformed})
	if want := `["missing","unique","ambiguous","malformed"]`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestParseLocator(t *testing.T) {
	for _, test := range []struct {
		passage string
		want    Locator
	}{
		{"a  b", Locator{Start: "a b"}},
		{"a … b", Locator{Start: "a", End: "b"}},
		{"a…b", Locator{Start: "a", End: "b"}},
		{"a ... b", Locator{Start: "a", End: "b"}},
		{"a....b", Locator{Start: "a", End: "b"}},
		{"a ……… b", Locator{Start: "a", End: "b"}},
		{"… a … b …", Locator{Start: "a", End: "b"}},
		{"...a", Locator{Start: "a"}},
		{"a, b. … c", Locator{Start: "a, b.", End: "c"}},
		{"No.. … c", Locator{Start: "No..", End: "c"}},
		{"wait… what … then", Locator{Start: "wait… what", End: "then"}},
	} {
		got, err := ParseLocator(passage(test.passage))
		if err != nil || got != test.want {
			t.Errorf("ParseLocator(%q) = %+v, %v; want %+v", test.passage, got, err, test.want)
		}
	}
}

func TestCountWords(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "a": 1, "the UK’s “radar” – a picture": 5, " a\n b ": 2, "— …": 0, "9/11": 1,
	} {
		if got := CountWords(s); got != want {
			t.Errorf("CountWords(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestLocate(t *testing.T) {
	for _, test := range []struct {
		name, stretch string
		want          graph.Evidence
	}{
		{"unique words", "the Home Office", passage("the Home Office")},
		{"brought to whole words", "ome Offi", passage("Home Office")},
		{"spaces at the ends", " Home ", passage("Home")},
		{"prefix", "works with the police too", passage("works with the police too")},
		{"needs a prefix", "works with the police.", graph.Evidence{Passage: "works with the police."}},
		{"needs a prefix on one line", "The agency works", passage("The agency works")},
		{"long", "It works with the Home Office, the Cabinet Office and others.", passage("It … others.")},
	} {
		text := mustText(t, sample)
		start := strings.Index(sample, test.stretch)
		got, err := Locate(text, start, start+len(test.stretch))
		if err != nil || got != test.want {
			t.Errorf("%s: %+v, %v; want %+v", test.name, got, err, test.want)
		}
	}
	text := mustText(t, "b a c b a d b a")
	for _, test := range []struct {
		start int
		want  graph.Evidence
	}{
		{2, graph.Evidence{Passage: "a", Suffix: "c"}},
		{8, graph.Evidence{Passage: "a", Suffix: "d"}},
		{14, graph.Evidence{Passage: "a", Prefix: "d b"}},
	} {
		if got, err := Locate(text, test.start, test.start+1); err != nil || got != test.want {
			t.Errorf("the a at %d: %+v, %v; want %+v", test.start, got, err, test.want)
		}
	}
	if got, err := Locate(mustText(t, strings.Repeat("a ", 50)), 50, 51); err == nil {
		t.Errorf("one of fifty equal words: %+v", got)
	}
	for _, bad := range [][2]int{{-5, 0}, {5, 3}, {1000, 2000}, {3, 4}} {
		if got, err := Locate(text, bad[0], bad[1]); err == nil {
			t.Errorf("from %d to %d: %+v", bad[0], bad[1], got)
		}
	}
}

// Whatever stretch of words is asked for, what Locate makes is found there and nowhere else.
func TestLocateFindsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	vocabulary := strings.Fields("the The works with police, Office. “and” – it's MI5 (SIS) a … é")
	located := 0
	for range 300 {
		var b strings.Builder
		for range 5 + random.IntN(60) {
			b.WriteString(vocabulary[random.IntN(len(vocabulary))])
			b.WriteString([]string{" ", "\n", "  "}[random.IntN(3)])
		}
		source := b.String()
		text := mustText(t, source)
		fields := strings.Fields(source)
		from := random.IntN(len(fields))
		start := strings.Index(source, fields[from])
		end := start + len(fields[from]) + random.IntN(len(source)-start-len(fields[from])+1)
		for end < len(source) && source[end]&0xc0 == 0x80 {
			end++
		}
		e, err := Locate(text, start, end)
		if err != nil {
			continue
		}
		located++
		got := Find(text, e)
		if len(got) != 1 {
			t.Fatalf("%+v is found %d times in %q", e, len(got), source)
		}
		if trimmed := len(strings.TrimSpace(source[start:end])); got[0].Start > start || got[0].End < start+trimmed {
			t.Fatalf("%+v finds %q, asked was %q of %q", e, got[0].Text, source[start:end], source)
		}
	}
	if located < 150 {
		t.Errorf("only %d of 300 stretches were located", located)
	}
}

func TestFragment(t *testing.T) {
	const url = "https://example.org/page"
	for _, test := range []struct {
		name     string
		evidence graph.Evidence
		url      string
		want     string
	}{
		{"words", passage("an example  text"), url, url + "#:~:text=an%20example%20text"},
		{"range", passage("an example … text fragment"), url, url + "#:~:text=an%20example,text%20fragment"},
		{"context", graph.Evidence{Passage: "an example", Prefix: "this is", Suffix: "text fragment"}, url,
			url + "#:~:text=this%20is-,an%20example,-text%20fragment"},
		{"all parts", graph.Evidence{Passage: "a … b", Prefix: "p", Suffix: "s"}, url, url + "#:~:text=p-,a,b,-s"},
		{"signs of the syntax", passage("counter-terror, R&D"), url, url + "#:~:text=counter%2Dterror%2C%20R%26D"},
		{"signs of Markdown and HTML", passage(`(a) "b" <c> 'd' #:~:`), url, url + "#:~:text=%28a%29%20%22b%22%20%3Cc%3E%20%27d%27%20%23%3A~%3A"},
		{"not ASCII", passage("the UK’s"), url, url + "#:~:text=the%20UK%E2%80%99s"},
		{"element", passage("a"), url + "#section", url + "#section:~:text=a"},
		{"empty fragment", passage("a"), url + "#", url + "#:~:text=a"},
		{"directive", passage("a"), url + "#section:~:text=b&text=c", url + "#section:~:text=a"},
		{"query", passage("a"), url + "?p=6434&x=1", url + "?p=6434&x=1#:~:text=a"},
		{"no scheme", passage("a"), "example.org:80/page", "example.org:80/page#:~:text=a"},
		{"no page", passage("a"), "mailto:someone@example.org", "mailto:someone@example.org"},
		{"no passage", passage(""), url + "#section", url + "#section"},
		{"no locator", passage("a … b … c"), url, url},
		{"no url", passage("a"), "", ""},
	} {
		if got := Fragment(test.evidence, test.url); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, got, test.want)
		}
	}
}
