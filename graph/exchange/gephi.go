package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// gephiStatistics are the columns that Gephi's statistics add to nodes, by id. They say something of the whole graph as it was, are wrong
// as soon as the map changes, and can be computed again, so that they are left out. Groups that it has found, in the columns
// modularity_class and stat_inf_class, are kept.
var gephiStatistics = map[string]string{
	"indegree": "In-Degree", "outdegree": "Out-Degree", "degree": "Degree",
	"weighted indegree": "Weighted In-Degree", "weighted outdegree": "Weighted Out-Degree", "weighted degree": "Weighted Degree",
	"pageranks": "PageRank", "eccentricity": "Eccentricity", "closnesscentrality": "Closeness Centrality",
	"harmonicclosnesscentrality": "Harmonic Closeness Centrality", "betweenesscentrality": "Betweenness Centrality",
	"eigencentrality": "Eigenvector Centrality", "authority": "Authority", "hub": "Hub", "clustering": "Clustering Coefficient",
	"triangles": "Number of triangles", "componentnumber": "Component ID", "strongcompnum": "Strongly-Connected ID",
}

// leftStatistics are the columns of Gephi's statistics that have been left out.
type leftStatistics []string

// leaveOut reports whether a column of numbers with an id and a title is one of them.
func (l *leftStatistics) leaveOut(id, title string) bool {
	its, ok := gephiStatistics[id]
	if !ok || title != its {
		return false
	}
	if !slices.Contains(*l, its) {
		*l = append(*l, its)
	}
	return true
}

// leaveOutHeading is leaveOut for a column that Gephi's tables and JSON have under the title where that is the id in other letters, else
// under the id.
func (l *leftStatistics) leaveOutHeading(heading string) bool {
	id := strings.ToLower(heading)
	title := gephiStatistics[id]
	return (heading == title || heading == id && !strings.EqualFold(id, title)) && l.leaveOut(id, title)
}

// note says once which they were.
func (l leftStatistics) note(sink Sink) error {
	if len(l) == 0 {
		return nil
	}
	return sink.Note(0, "what Gephi has computed: "+strings.Join(l, ", "), "left out, since it can be computed again")
}

// gephiDrawing are the columns that Gephi's GraphML and GDF have for how a node is drawn.
var gephiDrawing = map[string]bool{"r": true, "g": true, "b": true, "x": true, "y": true, "z": true, "size": true}

// gephiList is what Gephi writes for a list in GraphML, GML and GDF, of which nothing can be read.
var gephiList = regexp.MustCompile(`^\[(L[\w.$/]+;|[ZBCSIJFD])@[0-9a-f]+$`)

// spell is a period, or a moment if both are the same, and what holds in it. An end that is open is "".
type spell struct{ start, end, value string }

// gephiSpells reads the cell of a dynamic column: <[2001-01-01, 2005-06-30, 1.5]; [2007-02-01, Infinity, "x"]>, with moments
// <[2001-01-01, 1.5]; [2002-01-01, 2]>, or, where nothing but times are said, <[2001-01-01, 2005-06-30]> or <[2001-01-01]>.
// ok is false where the text is none of these.
func gephiSpells(text string, timesOnly bool) (spells []spell, ok bool) {
	if len(text) < len("<[]>") || text[0] != '<' || text[len(text)-1] != '>' {
		return nil, false
	}
	inner := text[1 : len(text)-1]
	for inner != "" {
		var parts []string
		if parts, inner, ok = gephiBrackets(inner); !ok {
			return nil, false
		}
		s := spell{start: parts[0], end: parts[0]}
		switch {
		case timesOnly: // a set of moments has them all in one pair of brackets
			s.end = parts[len(parts)-1]
		case len(parts) == 2:
			s.value = parts[1]
		case len(parts) == 3:
			s.end, s.value = parts[1], parts[2]
		default:
			return nil, false
		}
		for _, time := range []*string{&s.start, &s.end} {
			if *time, ok = gephiTime(*time); !ok {
				return nil, false
			}
		}
		spells = append(spells, s)
		inner = strings.TrimLeft(inner, "; ")
	}
	return spells, true
}

// gephiBrackets reads the parts of [a, b, "c"], of which there is one at least, and returns what follows. Before 0.9 an end could be
// open, as in [a, b).
func gephiBrackets(text string) (parts []string, rest string, ok bool) {
	if !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "(") {
		return nil, "", false
	}
	var b strings.Builder
	var quote byte
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			b.WriteByte(c)
		case (c == '"' || c == '\'') && strings.TrimSpace(b.String()) == "":
			quote = c
		case c == ',', c == ']', c == ')' && (i+1 == len(text) || text[i+1] == ';'):
			parts = append(parts, strings.TrimSpace(b.String()))
			b.Reset()
			if c != ',' {
				return parts, text[i+1:], true
			}
		default:
			b.WriteByte(c)
		}
	}
	return nil, "", false
}

// gephiTime is a time as gexfDate has it, or "" for one that is infinite.
func gephiTime(text string) (string, bool) {
	if strings.HasSuffix(strings.ToLower(text), "infinity") {
		return "", true
	}
	text = gexfDate(text)
	if _, err := graph.ParseDate(text); err == nil && text != "" {
		return text, true
	}
	_, err := strconv.ParseFloat(text, 64)
	return text, err == nil
}

// said is the value, and when it holds.
func (s spell) said() string {
	switch {
	case s.start == "" && s.end == "":
		return s.value
	case s.start == s.end:
		return s.value + " (" + s.start + ")"
	case s.end == "":
		return s.value + " (from " + s.start + ")"
	case s.start == "":
		return s.value + " (until " + s.end + ")"
	}
	return s.value + " (" + s.start + " to " + s.end + ")"
}

// What notes say of elements and values that change with time, in all formats.
const (
	severalPeriods  = "several periods of one element"
	severalTaken    = "from the beginning of the first to the end of the last"
	momentsThere    = "moments at which an element is there"
	momentsTaken    = "from the first to the last"
	changingValues  = "values that change with time"
	lastOfThemTaken = "the last of them is taken"
)
