package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
)

// oneLine returns s with all white space, line breaks too, made single spaces, and without the characters that turn the
// direction of text, whatever its letters: what is drawn reads as it is written. Letters of right-to-left scripts run as
// they should without them.
func oneLine(s string) string {
	if strings.ContainsFunc(s, turns) {
		s = strings.Map(func(r rune) rune {
			if turns(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// turns reports whether r begins or ends an embedding, an override or an isolate of Unicode (UAX #9).
func turns(r rune) bool { return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069' }

// visible returns s on one line, or otherwise where there is nothing in it to see.
func visible(s, otherwise string) string {
	s = oneLine(s)
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) {
		return s
	}
	return otherwise
}

// longestPhrase is how many characters of a name or a note go into a sentence about something else.
const longestPhrase = 300

// phrase returns s on one line and, where it is very long, its beginning.
func phrase(s string) string {
	s = oneLine(s)
	count := 0
	for i := range s {
		if count++; count > longestPhrase {
			return strings.TrimSpace(s[:i]) + ellipsis
		}
	}
	return s
}

// words makes words of an id: "lead-responsibility" gives "lead responsibility", and "co-location" stays.
func words(id string) string {
	s := strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(id))
	return strings.TrimPrefix(strings.ReplaceAll(" "+s, " co ", " co-"), " ")
}

// capital returns s with its first letter in upper case.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// isolate returns a name in a form that cannot turn the direction of the text around it: what holds letters
// of a right-to-left script, or characters that set the direction, goes between the isolates of Unicode
// (UAX #9), with as many ends of embeddings as it lacks.
func isolate(name string) string {
	turned, open := false, 0
	for _, r := range name {
		switch {
		case r == '\u202A' || r == '\u202B' || r == '\u202D' || r == '\u202E':
			open++
			turned = true
		case r == '\u202C':
			open = max(0, open-1)
		case r == '\u200F' || '\u2066' <= r && r <= '\u2069' ||
			unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
			turned = true
		}
	}
	if !turned {
		return name
	}
	return "\u2068" + name + strings.Repeat("\u202C", open) + "\u2069"
}

var months = [...]string{
	"", "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}

// dateText writes a date for reading: "2014", "May 2014", "13 May 2014", "about 2007".
func dateText(d graph.Date) string {
	s := fmt.Sprintf("%04d", d.Year())
	if d.Month() > 0 {
		s = months[d.Month()] + " " + s
	}
	if d.Day() > 0 {
		s = fmt.Sprintf("%d %s", d.Day(), s)
	}
	if d.Approximate() {
		s = "about " + s
	}
	return s
}

// periodText writes when something held: "since 2007", "2009 to 2013", "until July 2016", "in 2019", or "".
func periodText(start, end graph.Date) string {
	switch {
	case start.IsZero() && end.IsZero():
		return ""
	case end.IsZero():
		return "since " + dateText(start)
	case start.IsZero():
		return "until " + dateText(end)
	case start == end && start.Day() > 0:
		return "on " + dateText(start)
	case start == end:
		return "in " + dateText(start)
	}
	return dateText(start) + " to " + dateText(end)
}

func organisationTooltip(g *graph.Graph, n graph.Node) string {
	o := g.Organisation(n)
	name := visible(g.Name(n), g.ID(n))
	if short := visible(g.ShortName(n), g.ID(n)); short != name {
		name += " (" + short + ")"
	}
	lines := []string{name}
	var kinds []string
	for _, id := range o.Classifications {
		kinds = append(kinds, classLabel(g, id))
	}
	period := periodText(o.FoundingDate, o.DissolutionDate)
	if about := strings.Join(append(kinds, nonEmpty(period)...), "; "); about != "" {
		lines = append(lines, capital(about))
	}
	return strings.Join(append(lines, nonEmpty(oneLine(o.Description))...), "\n")
}

func classLabel(g *graph.Graph, id string) string {
	if c, _ := g.Vocabulary().Classification(id); c.Label != "" {
		return oneLine(c.Label)
	}
	return words(id)
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// sentence says what a relationship is: "SIS supplies intelligence to MI5 (intelligence sharing), since 2007".
// What the words do not show is told: its type, its direction, its status, its confidence. A relationship of a
// directed type goes from the first to the second, and needs no more where its label is that of the type.
func (b *sceneBuilder) sentence(e graph.Edge) string {
	if b.folds(e) {
		return b.foldedSentence(e)
	}
	g := b.g
	s, label, t := Statement(g, e), phrase(g.Label(e)), g.Type(e)
	switch kind := words(t.ID); {
	case b.joint(e):
		s += " (" + kind + ", jointly)"
	case g.IsMutual(e):
		s += " (" + kind + ", both ways)"
	case t.Mutual:
		s += " (" + kind + ", one way)"
	case label == "" || label != phrase(t.Label):
		s += " (" + kind + ")"
	}
	return s + b.circumstances(e)
}

// circumstances says when a relationship holds, how it stands, how sure it is and with what it holds together.
func (b *sceneBuilder) circumstances(e graph.Edge) (s string) {
	g := b.g
	if period := periodText(g.StartDate(e), g.EndDate(e)); period != "" {
		s += ", " + period
	}
	if status := g.Status(e); status != graph.Active {
		s += "; " + status.String()
	}
	if confidence := g.Confidence(e); confidence != graph.Confirmed {
		s += "; " + confidence.String()
	}
	if a, ok := g.ArrangementOf(e); ok {
		s += "; " + arrangementText(a)
	}
	if change := b.edgeChange(e); change != "" {
		s += "; " + change
	}
	return s
}

func arrangementText(a graph.Arrangement) string {
	name := phrase(a.Label)
	if name == "" {
		name = words(a.ID)
	}
	if a.Rule == graph.AnyOf {
		return "one of several that may stand alone: " + name
	}
	return "holds only together with others: " + name
}

// labels says each relationship in a sentence.
func (b *sceneBuilder) labels(edges []graph.Edge) string {
	sentences := make([]string, len(edges))
	for i, e := range edges {
		sentences[i] = b.sentence(e)
	}
	return strings.Join(sentences, ". ")
}

// tooltips says each relationship in a sentence, with its note and its sources, a relationship a line.
func (b *sceneBuilder) tooltips(edges []graph.Edge) string {
	lines := make([]string, len(edges))
	for i, e := range edges {
		line := b.sentence(e) + "."
		if note := phrase(b.g.Relationship(e).Note); note != "" {
			line += " " + note
		}
		var cited []string
		for _, evidence := range b.g.Evidence(e) {
			if source, ok := b.g.Source(evidence.Source); ok {
				if label := sourceLabel(source); !slices.Contains(cited, label) {
					cited = append(cited, label)
				}
			}
		}
		switch len(cited) {
		case 0:
			line += " No source."
		case 1:
			line += " Source: " + cited[0] + "."
		default:
			line += " Sources: " + strings.Join(cited, "; ") + "."
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// sourceLabel is how the picture cites a document: "Partnerships (MI5, about 2019)".
func sourceLabel(s graph.Source) string {
	title := phrase(s.Title)
	if title == "" {
		title = s.ID
	}
	var about []string
	if s.Author != "" {
		about = append(about, isolate(phrase(s.Author)))
	}
	if s.Publisher != "" {
		about = append(about, isolate(phrase(s.Publisher)))
	}
	if !s.Published.IsZero() {
		about = append(about, dateText(s.Published))
	}
	title = isolate(title)
	if len(about) > 0 {
		title += " (" + strings.Join(about, ", ") + ")"
	}
	return title
}

// addSources lists the documents that the relationships cite, in the order of the map.
func (b *sceneBuilder) addSources() {
	cited := map[string]bool{}
	for e := range b.g.Edges() {
		for _, evidence := range b.g.Evidence(e) {
			cited[evidence.Source] = true
		}
	}
	if b.opts.Folded != nil { // then that of what is within an organisation is its own
		for n := range b.g.Nodes() {
			for _, evidence := range b.g.Organisation(n).Evidence {
				cited[evidence.Source] = true
			}
		}
	}
	for _, s := range b.g.Sources() {
		if cited[s.ID] {
			b.scene.Sources = append(b.scene.Sources, Source{ID: s.ID, Label: sourceLabel(s), URL: s.URL})
		}
	}
}

// describe writes the subtitle, and the description for those who do not see the picture.
func (b *sceneBuilder) describe() {
	s := b.scene
	counts := b.counts()
	if len(s.Sources) > 0 {
		counts = append(counts, counted(len(s.Sources), "source", "sources"))
	}
	s.Subtitle = strings.Join(counts, ", ")
	if s.Change != nil {
		s.Subtitle = capital(b.changeCounts()) + " · " + s.Subtitle
	}
	sentences := []string{"A diagram of " + counts[0] + " and " + counts[1] + "."}
	if part := isolate(strings.Map(printable, phrase(b.opts.Subtitle))); part != "" {
		s.Subtitle = part + " · " + s.Subtitle
		of := "a part of the map"
		if b.opts.Folded != nil {
			of = "the map"
		}
		sentences[0] = "A diagram of " + of + " (" + part + "): " + counts[0] + " and " + counts[1] + "."
	}
	sentences = append(sentences, b.describeChange()...)
	if s.Centre >= 0 && s.Nodes[s.Centre].Neighbours > 1 {
		centre := s.Nodes[s.Centre]
		sentences = append(sentences, fmt.Sprintf("%s has relationships with %d of the others.",
			capital(isolate(phrase(centre.Name))), centre.Neighbours))
	}
	for _, c := range s.Clusters {
		names := make([]string, len(c.Nodes))
		for i, n := range c.Nodes {
			names[i] = isolate(phrase(s.Nodes[n].ShortName))
		}
		sentences = append(sentences, c.Label+": "+strings.Join(names, ", ")+".")
	}
	sentences = append(sentences, b.describeFolded()...)
	sentences = append(sentences, b.describeJoints()...)
	sentences = append(sentences, b.describeScale()...)
	if description := oneLine(b.g.Description()); description != "" {
		sentences = append(sentences, description)
	}
	s.Description = strings.Join(sentences, " ")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
