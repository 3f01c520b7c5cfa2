package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
)

// text writes the dossier for a terminal that is width cells wide, or of unknown width where it is 0.
func (d *dossier) text(width int) string {
	if width == 0 {
		width = 80
	}
	width = max(min(width, 100), 40)
	var b strings.Builder
	line := func(indent int, s string) {
		space := strings.Repeat(" ", indent)
		hanging(&b, space, table.Clean(s), width)
	}
	line(0, d.title())
	for _, s := range d.facts() {
		line(0, s)
	}
	if d.Description != "" {
		b.WriteString("\n")
		line(0, d.Description)
	}
	for _, group := range d.Groups {
		b.WriteString("\n" + strings.ToUpper(table.Clean(group.Heading)) + "\n")
		for _, phrase := range group.Phrases {
			line(2, phrase.title())
			for _, item := range phrase.Relationships {
				hanging(&b, "    - ", table.Clean(item.line()), width)
				for _, s := range item.remarks() {
					line(6, s)
				}
			}
		}
	}
	if len(d.Groups) == 0 {
		b.WriteString("\n")
		line(0, d.nothing())
	}
	if len(d.Sources) > 0 {
		b.WriteString("\nSOURCES\n")
	}
	for _, s := range d.Sources {
		line(2, describe(s.Source)+" ("+s.ID+")")
		for _, c := range s.Citations {
			hanging(&b, fmt.Sprintf("    [%d] ", c.Number), table.Clean(passageText(c.Evidence)), width)
			if c.Link != "" {
				// Not wrapped: a link that is broken in two opens nothing.
				b.WriteString("        " + table.Clean(c.Link) + "\n")
			}
		}
	}
	return b.String()
}

// markdown writes the dossier for a report.
func (d *dossier) markdown() string {
	var b strings.Builder
	escape, block := table.EscapeMarkdown, table.EscapeMarkdownBlock
	fmt.Fprintf(&b, "# %s\n\n", escape(d.title()))
	for _, s := range d.facts() {
		fmt.Fprintf(&b, "- %s\n", escape(s))
	}
	if d.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", block(d.Description))
	}
	for _, group := range d.Groups {
		fmt.Fprintf(&b, "\n## %s\n", escape(group.Heading))
		for _, phrase := range group.Phrases {
			fmt.Fprintf(&b, "\n%s\n\n", block(phrase.title()))
			for _, item := range phrase.Relationships {
				fmt.Fprintf(&b, "- %s\n", block(item.line()))
				for _, s := range item.remarks() {
					fmt.Fprintf(&b, "  - %s\n", escape(s))
				}
			}
		}
	}
	if len(d.Groups) == 0 {
		fmt.Fprintf(&b, "\n%s\n", escape(d.nothing()))
	}
	if len(d.Sources) > 0 {
		b.WriteString("\n## Sources\n")
	}
	for _, s := range d.Sources {
		fmt.Fprintf(&b, "\n%s\n\n", block(describe(s.Source)))
		for _, c := range s.Citations {
			passage := escape(passageText(c.Evidence))
			if c.Link != "" {
				passage = "[" + passage + "](<" + linkEscapes.Replace(c.Link) + ">)"
			}
			fmt.Fprintf(&b, "- \\[%d\\] %s\n", c.Number, passage)
		}
	}
	return b.String()
}

// linkEscapes keeps a link within its pointed brackets.
var linkEscapes = strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A", `\`, "%5C")

func (d *dossier) title() string {
	if d.calledOtherwise() {
		return d.NameThen
	}
	return d.titleNow()
}

func (d *dossier) titleNow() string { return titleOf(cmp.Or(d.Name, d.ID), d.ShortName) }

// calledOtherwise reports whether it had another name at the date of which it is told.
func (d *dossier) calledOtherwise() bool {
	return d.NameThen != "" && d.NameThen != cmp.Or(d.Name, d.ID)
}

// title is the phrase with its type, by which --type asks for it.
func (p *dossierPhrase) title() string { return p.Phrase + " (" + p.Type + ")" }

// facts are what the record says, a line each.
func (d *dossier) facts() []string {
	var facts []string
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, label+": "+value)
		}
	}
	if d.calledOtherwise() {
		add("As of", d.AsOf.String())
		add("Called now", d.titleNow())
	}
	add("Id", d.ID)
	add("Classification", strings.Join(d.labels, ", "))
	var also, former []string
	for _, o := range d.OtherNames {
		name := o.Name
		if says := cmp.Or(periodOf(o.StartDate, o.EndDate), o.Note); says != "" {
			name += " (" + says + ")"
		}
		if o.EndDate.IsZero() {
			also = append(also, name)
		} else {
			former = append(former, name)
		}
	}
	add("Also known as", strings.Join(also, "; "))
	add("Formerly", strings.Join(former, "; "))
	add("Founded", d.FoundingDate.String())
	add("Dissolved", d.DissolutionDate.String())
	add("Tags", strings.Join(d.Tags, ", "))
	add("Web", d.URL)
	add("On record in", brackets(d.citations.of(d.Evidence)))
	return facts
}

// nothing says why there are no relationships.
func (d *dossier) nothing() string {
	if len(d.notThere) > 0 {
		return "It is not known to be there in " + d.AsOf.String() + ": " + d.notThere[0] + "."
	}
	if d.Filtered {
		return "The filters leave no relationship of it."
	}
	return "The map has no relationship of it."
}

// line tells the relationship in a line below its phrase: who, in which words, when, and where that is said.
func (i *dossierItem) line() string {
	s := i.PartnerName
	if i.says != "" {
		s += ": “" + i.says + "”"
	}
	for _, fact := range particulars(i.Relationship, i.UsuallyMutual) {
		s += "; " + fact
	}
	if cited := brackets(i.Citations); cited != "" {
		s += " " + cited
	}
	return s
}

// remarks are what is to be said below the line: what must hold with the relationship, and its note.
func (i *dossierItem) remarks() []string {
	var remarks []string
	if i.agreement.ID != "" {
		s := "Arrangement: " + cmp.Or(i.agreement.Label, i.agreement.ID) + "."
		rule := " All must hold"
		if i.agreement.Rule == graph.AnyOf {
			rule = " One is enough"
		}
		if len(i.together) > 0 {
			s += rule + ", this and: " + strings.Join(i.together, "; ") + "."
		}
		remarks = append(remarks, s)
	}
	if i.Note != "" {
		remarks = append(remarks, "Note: "+i.Note)
	}
	return remarks
}

// periodOf says when something holds: "since 2014", "until 2019", "2014 to 2019".
func periodOf(start, end graph.Date) string {
	switch {
	case start.IsZero() && end.IsZero():
		return ""
	case end.IsZero():
		return "since " + start.String()
	case start.IsZero():
		return "until " + end.String()
	case start == end:
		return start.String()
	}
	return start.String() + " to " + end.String()
}

// brackets writes the numbers of citations: "[1, 4]".
func brackets(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	var s []string
	for _, n := range numbers {
		s = append(s, strconv.Itoa(n))
	}
	return "[" + strings.Join(s, ", ") + "]"
}
