package render

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWordsGolden(t *testing.T) {
	g := small(t)
	golden(t, "small.txt", mustScene(t, g, Options{}).Words(g))
}

// Every organisation has its paragraph, every relationship its sentence, once, with its passages.
func TestWordsSayEverything(t *testing.T) {
	for _, c := range cases(t) {
		s := mustScene(t, c.Graph, Options{})
		text := string(s.Words(c.Graph))
		if !utf8.ValidString(text) || !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
			t.Errorf("%s: the end is %q", c.Name, text[max(0, len(text)-20):])
		}
		if got := strings.Count("\n"+text, "\n- "); got < c.Graph.NumRelationships() {
			t.Errorf("%s: %d sentences for %d relationships", c.Name, got, c.Graph.NumRelationships())
		}
		flat := strings.Join(strings.Fields(text), " ")
		for _, line := range s.Lines {
			for _, strand := range line.Strands {
				for sentence := range strings.SplitSeq(strand.Tooltip, "\n") {
					if !strings.Contains(flat, strings.Join(strings.Fields(sentence), " ")) {
						t.Errorf("%s: not said: %s", c.Name, sentence)
					}
				}
			}
		}
		for _, n := range s.Nodes {
			if first, _, _ := strings.Cut(n.Tooltip, "\n"); !strings.Contains(flat, strings.Join(strings.Fields(first), " ")) {
				t.Errorf("%s: %s is not there", c.Name, first)
			}
		}
	}
}
