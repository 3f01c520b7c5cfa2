package tell

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

// Part is which part of a map is asked for, in the words of the one who asks: organisations by any of their names, and
// the rest by id. The zero value is all of it.
type Part struct {
	Types, NotTypes, Classes, Sources []string
	Statuses, Confidences             []string
	Around, Without                   []string
	Hops                              int // how far Around reaches; 0 is 1
	AsOf                              graph.Date
	MergeSuccessors                   bool // that successors are one, in the map that is given
}

// Selection returns the part as a selection of g.
func (p *Part) Selection(g *graph.Graph) (graph.Selection, error) {
	s := graph.Selection{
		AsOf: p.AsOf, Types: p.Types, NotTypes: p.NotTypes, Sources: p.Sources,
		Classifications: p.Classes, Hops: p.Hops,
	}
	if p.Hops > 0 && len(p.Around) == 0 {
		return s, ErrNoCentre
	}
	for _, name := range p.Statuses {
		status, err := graph.ParseStatus(name)
		if err != nil {
			return s, err
		}
		s.Statuses = append(s.Statuses, status)
	}
	for _, name := range p.Confidences {
		confidence, err := graph.ParseConfidence(name)
		if err != nil {
			return s, err
		}
		s.Confidences = append(s.Confidences, confidence)
	}
	var err error
	if s.Around, err = IDs(g, p.Around); err != nil {
		return s, err
	}
	s.Without, err = IDs(g, p.Without)
	return s, err
}

// Select returns the part of g that a selection keeps, with the names that were in use at its date, if it has one.
func Select(g *graph.Graph, s graph.Selection) (*graph.Graph, error) {
	part, err := g.Select(s)
	if err != nil {
		return nil, err
	}
	return chronology.Named(part, s.AsOf)
}

// ErrNoCentre is the error of a part that says how far to go, and not from where.
var ErrNoCentre = errors.New("hops says how far to go from an organisation, and there is none")

// InWords says for people which part of g it is, "around PSNI, within 1 step; as of 2019", or "" for all of it. The
// part is such as Selection has taken.
func (p *Part) InWords(g *graph.Graph) (string, error) {
	var parts []string
	add := func(before string, names []string, last, after string) {
		if len(names) > 0 {
			parts = append(parts, before+Join(names, last)+after)
		}
	}
	var of [2][]string
	for i, values := range [][]string{p.Around, p.Without} {
		ids, err := IDs(g, values)
		if err != nil {
			return "", err
		}
		said := map[string]bool{}
		for _, id := range ids {
			if said[id] {
				continue // it was given by several of its names
			}
			said[id] = true
			n, _ := g.NodeByID(id)
			of[i] = append(of[i], chronology.ShortNameAt(g, n, p.AsOf))
		}
	}
	var classes, sources []string
	for _, id := range p.Classes {
		c, _ := g.Vocabulary().Classification(id)
		classes = append(classes, cmp.Or(c.PluralLabel, c.Label, id))
	}
	for _, id := range p.Sources {
		s, _ := g.Source(id)
		sources = append(sources, cmp.Or(s.Title, id))
	}
	add("around ", of[0], "and", ", within "+Count(max(p.Hops, 1), "step", "steps"))
	if !p.AsOf.IsZero() {
		parts = append(parts, "as of "+p.AsOf.String())
	}
	add("only ", classes, "and", "")
	add("only relationships of type ", p.Types, "or", "")
	add("no relationships of type ", p.NotTypes, "or", "")
	add("only relationships of status ", p.Statuses, "or", "")
	add("only relationships of confidence ", p.Confidences, "or", "")
	add("only relationships with evidence in ", sources, "or", "")
	add("without ", of[1], "and", "")
	if p.MergeSuccessors {
		parts = append(parts, "successors shown as one")
	}
	return strings.Join(parts, "; "), nil
}

// IDs returns the ids of organisations that are given by their names, several in one value with commas between them.
// A value is first tried as one name, because names have commas too.
func IDs(g *graph.Graph, values []string) ([]string, error) {
	var ids []string
	for _, value := range values {
		n, err := g.Find(value)
		if err == nil {
			ids = append(ids, g.ID(n))
			continue
		}
		if !strings.Contains(value, ",") {
			return nil, err
		}
		for name := range strings.SplitSeq(value, ",") {
			n, err := g.Find(strings.TrimSpace(name))
			if err != nil {
				return nil, err
			}
			ids = append(ids, g.ID(n))
		}
	}
	return ids, nil
}

// Count returns a number with the right form of a noun: "1 fault", "2 faults".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Join joins words as a sentence does: "a, b and c".
func Join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
