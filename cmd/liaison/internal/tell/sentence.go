// Package tell says relationships, paths and what queries find in words, and ranks organisations: what the command
// and the server have in common.
package tell

import (
	"cmp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// Sentence says what a relationship says: "SIS supplies intelligence to MI5".
func Sentence(g *graph.Graph, e graph.Edge) string {
	return g.ShortName(g.From(e)) + " " + g.Label(e) + " " + g.ShortName(g.To(e))
}

// PhraseFrom says in which direction a relationship is crossed from one of its ends, and in which words.
func PhraseFrom(g *graph.Graph, e graph.Edge, from graph.Node) (direction, phrase string) {
	direction = Direction(g, e, from)
	if direction == "in" {
		return direction, Phrase(g.Type(e), direction)
	}
	return direction, g.Label(e)
}

// PathSentence tells a path: "SIS supplies intelligence to MI5 (ended 2019), which advises the Home Office."
func PathSentence(g *graph.Graph, p path.Path) string {
	text := g.ShortName(p.Nodes[0])
	if p.Len() == 0 {
		return text + " is where it starts and where it ends."
	}
	for i, e := range p.Edges {
		if i > 0 {
			text += ", which"
		}
		_, phrase := PhraseFrom(g, e, p.Nodes[i])
		text += " " + phrase + " " + g.ShortName(p.Nodes[i+1]) + InBrackets(Standing(g, e))
	}
	return text + "."
}

// Direction says how n stands in e.
func Direction(g *graph.Graph, e graph.Edge, n graph.Node) string {
	switch {
	case g.IsMutual(e):
		return "mutual"
	case g.From(e) == n:
		return "out"
	}
	return "in"
}

// Phrase says what an organisation does by a relationship of a type, or has done to it: "advises", "is
// advised by".
func Phrase(t graph.Type, direction string) string {
	label := cmp.Or(t.Label, strings.ReplaceAll(t.ID, "-", " "))
	if direction != "in" {
		return label
	}
	return cmp.Or(t.InverseLabel, "is at the other end of “"+label+"” from")
}

// Standing says of a relationship that is not active how it stands: "ended 2001", "proposed".
func Standing(g *graph.Graph, e graph.Edge) string {
	switch status := g.Status(e); {
	case status == graph.Active:
		return ""
	case status == graph.Ended && !g.EndDate(e).IsZero():
		return "ended " + g.EndDate(e).String()
	default:
		return status.String()
	}
}

// InBrackets puts remarks behind a text: " (ended 2001; since 1998)".
func InBrackets(remarks ...string) string {
	remarks = slices.DeleteFunc(remarks, func(s string) bool { return s == "" })
	if len(remarks) == 0 {
		return ""
	}
	return " (" + strings.Join(remarks, "; ") + ")"
}
