package render

import "github.com/liaisongraph/liaison/graph"

// What pages and tables that stand beside a picture say in its words.

// Period says when something held: "since 2007", "2009 to 2013", "until July 2016", "in 2019"; "" where neither date is
// known.
func Period(start, end graph.Date) string { return periodText(start, end) }

// Words makes words of an id: "lead-responsibility" gives "lead responsibility".
func Words(id string) string { return words(id) }

// ClassificationLabel is what a classification is called, or the words of its id.
func ClassificationLabel(g *graph.Graph, id string) string { return classLabel(g, id) }

// Statement says a relationship from its From to its To, "SIS supplies intelligence to MI5", and nothing else of it.
func Statement(g *graph.Graph, e graph.Edge) string {
	return statement(g, g.From(e), g.Label(e), g.To(e))
}

// StatementWith is [Statement] with the names of organisations that name returns, such as those of another time.
func StatementWith(g *graph.Graph, e graph.Edge, name func(graph.Node) string) string {
	from, to := g.From(e), g.To(e)
	return InSentence(g, from, name(from)) + " " + phrase(g.Label(e)) + " " + InSentence(g, to, name(to))
}

// Inverse says a relationship from its To to its From, where the map has words for that: a mutual one, or one that is
// called as its type, which has an inverse label. Otherwise it is the same as [Statement].
func Inverse(g *graph.Graph, e graph.Edge) string {
	label, t := g.Label(e), g.Type(e)
	switch {
	case g.IsMutual(e):
		return statement(g, g.To(e), label, g.From(e))
	case label == t.Label && t.InverseLabel != "":
		return statement(g, g.To(e), t.InverseLabel, g.From(e))
	}
	return Statement(g, e)
}

func statement(g *graph.Graph, from graph.Node, label string, to graph.Node) string {
	return ShortName(g, from) + " " + phrase(label) + " " + ShortName(g, to)
}

// ShortName is the short name of an organisation as a sentence has it.
func ShortName(g *graph.Graph, n graph.Node) string { return InSentence(g, n, g.ShortName(n)) }

// InSentence is a name of an organisation as a sentence has it: on one line, not too long, and unable to turn the direction of what
// is around it; its id where there is nothing in it to see.
func InSentence(g *graph.Graph, n graph.Node, name string) string {
	return isolate(phrase(visible(name, g.ID(n))))
}

// OneLine returns a text as pictures have it: white space, line breaks too, made single spaces, and without the characters
// that would turn the direction of text.
func OneLine(s string) string { return oneLine(s) }

// DateText writes a date for reading: "2014", "May 2014", "13 May 2014", "about 2007"; "" where it is unknown.
func DateText(d graph.Date) string {
	if d.IsZero() {
		return ""
	}
	return dateText(d)
}

// Citation is how pictures cite a document: "Partnerships (MI5, about 2019)".
func Citation(s graph.Source) string { return sourceLabel(s) }
