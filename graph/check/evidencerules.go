package check

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

// widePassage is how many words a passage may span before it is suspicious: a long paragraph. What spans
// more supports anything.
const widePassage = 200

func (c *checker) atCite(at cite, field, format string, args ...any) {
	field = fmt.Sprintf("evidence[%d].%s", at.index, field)
	if at.ofOrganisation {
		c.atOrganisation(graph.Node(at.record), field, format, args...)
	} else {
		c.atRelationship(graph.Edge(at.record), field, format, args...)
	}
}

// eachProblem calls say for each passage with a status.
func (c *checker) eachProblem(status evidence.Status, say func(problem)) {
	for _, p := range c.problems {
		if p.Status == status {
			say(p)
		}
	}
}

func passageMissing(c *checker) {
	c.eachProblem(evidence.Missing, func(p problem) {
		c.atCite(p.cite, "passage", "source %q does not have the passage %q: %s", p.evidence.Source, brief(p.evidence.Passage), p.Hint)
	})
}

func passageAmbiguous(c *checker) {
	c.eachProblem(evidence.Ambiguous, func(p problem) {
		c.atCite(p.cite, "passage", "source %q has the passage %q more than once: %s", p.evidence.Source, brief(p.evidence.Passage), p.Hint)
	})
}

func passageMalformed(c *checker) {
	c.eachProblem(evidence.Malformed, func(p problem) {
		c.atCite(p.cite, "passage", "%s", p.Hint)
	})
}

func passageWide(c *checker) {
	c.eachProblem(evidence.Unique, func(p problem) {
		m := p.Matches[0]
		c.atCite(p.cite, "passage", "the passage %q spans %d words of source %q, from line %d to line %d",
			brief(p.evidence.Passage), m.Words, p.evidence.Source, m.Line, m.EndLine)
	})
}

// brief shortens what a message quotes; a locator is never that long.
func brief(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// eachCite calls say for each piece of evidence, by source and then in the order of the map.
func (c *checker) eachCite(say func(at cite, source int)) {
	for i, s := range c.sources {
		for _, at := range s.cites {
			say(at, i)
		}
	}
}

func passageLong(c *checker) {
	c.eachCite(func(at cite, _ int) {
		e := at.evidence
		if evidence.CountWords(e.Passage+" "+e.Prefix+" "+e.Suffix) <= evidence.AdvisedWords {
			return
		}
		l, err := evidence.ParseLocator(e)
		if err != nil {
			return
		}
		for _, part := range []struct{ field, what, text string }{
			{"passage", "the passage has %d words at its beginning", l.Start}, {"passage", "the passage has %d words at its end", l.End},
			{"prefix", "the prefix has %d words", l.Prefix}, {"suffix", "the suffix has %d words", l.Suffix},
		} {
			if n := evidence.CountWords(part.text); n > evidence.AdvisedWords {
				c.atCite(at, part.field, part.what+"; %d are enough for a locator", n, evidence.AdvisedWords)
			}
		}
	})
}

func passageAbsent(c *checker) {
	c.eachCite(func(at cite, source int) {
		e := at.evidence
		if s := c.g.Sources()[source]; e.Passage == "" && e.Prefix == "" && e.Suffix == "" && !s.IsGeneral() {
			c.atCite(at, "source", "source %q is cited without a passage", e.Source)
		}
	})
}

func evidenceRepeated(c *checker) {
	repeated := func(all []graph.Evidence, ofOrganisation bool, record int) {
		if len(all) < 2 {
			return
		}
		before := make(map[graph.Evidence]bool, len(all))
		for i, e := range all {
			e.Note = ""
			if e.Passage != "" && before[e] {
				c.atCite(cite{ofOrganisation, int32(record), int32(i), e}, "passage", "source %q is cited twice with the passage %q", e.Source, brief(e.Passage))
			}
			before[e] = true
		}
	}
	for n, o := range c.g.Organisations() {
		repeated(o.Evidence, true, int(n))
	}
	for e := range c.g.Edges() {
		repeated(c.g.Evidence(e), false, int(e))
	}
}

func evidenceAbsent(c *checker) {
	for e := range c.g.Edges() {
		if len(c.g.Evidence(e)) == 0 {
			c.atRelationship(e, "", "there is no evidence that %s", c.statement(e))
		}
	}
}

// statement says what a relationship says: "Security Service shares intelligence with Border Force".
func (c *checker) statement(e graph.Edge) string {
	return c.g.Name(c.g.From(e)) + " " + c.g.Label(e) + " " + c.g.Name(c.g.To(e))
}

func generalUnexplained(c *checker) {
	c.eachCite(func(at cite, source int) {
		e := at.evidence
		if !c.g.Sources()[source].IsGeneral() || e.Note != "" || e.Passage != "" {
			return
		}
		if at.ofOrganisation || c.g.Relationship(graph.Edge(at.record)).Note == "" {
			c.atCite(at, "source", "source %q is general, and no note says what is known", e.Source)
		}
	})
}

func copyMissing(c *checker) {
	for i, s := range c.sources {
		if s.copy == copyIsGone {
			c.atSource(i, "file", "the saved copy %q is not in the folder of the sources: %s not checked",
				c.g.Sources()[i].File, passages(s.passages))
		}
	}
}

func copyUnreadable(c *checker) {
	for i, s := range c.sources {
		if s.copy == copyIsBroken {
			c.atSource(i, "file", "the saved copy %q %v", c.g.Sources()[i].File, s.err)
		}
	}
}

func copyAbsent(c *checker) {
	for i, s := range c.sources {
		source := c.g.Sources()[i]
		switch {
		case s.copy != copyNone || s.passages == 0 || source.IsGeneral():
		case source.File == "":
			c.atSource(i, "", "there is no saved copy: %s not checked", passages(s.passages))
		default:
			c.atSource(i, "file", "the saved copy %q is not beside the map, and no other folder was given: %s not checked", source.File, passages(s.passages))
		}
	}
}

func passages(n int) string {
	if n == 1 {
		return "1 passage"
	}
	return fmt.Sprintf("%d passages", n)
}

func sourceTypeUnknown(c *checker) {
	known := graph.SourceTypes()
	for i, s := range c.g.Sources() {
		if s.Type == "" || slices.Contains(known, s.Type) {
			continue
		}
		instead := "the known ones are " + strings.Join(known, ", ")
		if suggestions := graph.Suggest(s.Type, known); len(suggestions) > 0 {
			instead = fmt.Sprintf("did you mean %q?", suggestions[0])
		}
		c.atSource(i, "type", "%q is a type of the map's own; %s", s.Type, instead)
	}
}

func sourceUndated(c *checker) {
	for i, s := range c.g.Sources() {
		if s.Date().IsZero() && !s.IsGeneral() && len(c.sources[i].cites) > 0 {
			c.atSource(i, "", "it is not said when the source was published or retrieved, so that what rests on it alone is taken to have always held")
		}
	}
}

func urlMalformed(c *checker) {
	wrong := func(address string) bool {
		u, err := url.Parse(address)
		return address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "")
	}
	const message = "%q is not the address of a web page, which begins with https:// or http://"
	for i, s := range c.g.Sources() {
		if wrong(s.URL) {
			c.atSource(i, "url", message, s.URL)
		}
		if wrong(s.ArchiveURL) {
			c.atSource(i, "archive_url", message, s.ArchiveURL)
		}
	}
	for n, o := range c.g.Organisations() {
		if wrong(o.URL) {
			c.atOrganisation(n, "url", message, o.URL)
		}
	}
}
