package exchange

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// edgeList is two ids a line, and a weight after them: what NetworkX calls a weighted edge list and igraph the format of
// NCOL.
func edgeList() Format {
	return Format{
		Name: "edgelist", Label: "Edge list", Tools: "NetworkX, igraph, graph-tool, SNAP, KONECT",
		Standard:   "https://networkx.org/documentation/stable/reference/readwrite/edgelist.html",
		Extensions: []string{".edgelist", ".edges", ".ncol", ".el", ".mtx", ".txt"}, MediaType: "text/plain",
		Holdings: holdsOnly(OrganisationID, RelationshipWeight),
		Notes: []string{
			"Organisations without relationships are not written, the others come in the order in which relationships name them, and a mutual relationship is two lines.",
			"Lines that begin with # or % are comments; what SNAP, KONECT and Matrix Market say in theirs of the direction is heeded.",
			"A third column is the weight, or the type where it is no number; {'weight': 3} as NetworkX writes it is read too.",
		},
		Parts: []Part{{"", writeEdgeList}},
		Read:  readEdgeList,
		Guess: guessEdgeList,
	}
}

func writeEdgeList(ctx context.Context, w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	i := 0
	for a := range Arcs(g) {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		i++
		line = append(append(line[:0], g.ID(a.From)...), ' ')
		line = append(append(line, g.ID(a.To)...), ' ')
		line = strconv.AppendFloat(line, g.Weight(a.Edge), 'g', -1, 64)
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// edgeListReader reads an edge list line by line.
type edgeListReader struct {
	*csvReader
	sink       Sink
	separator  byte // ' ' for any blanks; 0 before the first line with ids
	undirected bool
	directed   bool // a comment says so
	matrix     bool // of Matrix Market: the first line without a comment has the dimensions
	fields     []string
	r          Relationship
}

func readEdgeList(ctx context.Context, in *Input, sink Sink) error {
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "is a folder: an edge list is one file"}
	}
	lines, err := newCSVReader(in.Name, in.Stream, ' ')
	if err != nil {
		return err
	}
	typesAreKnown(sink)
	e := &edgeListReader{csvReader: lines, sink: sink}
	for {
		if err := interrupted(ctx, e.Lines); err != nil {
			return err
		}
		line, more, err := e.ReadLine()
		if err != nil {
			return inputError(in.Name, err)
		}
		if !more {
			break
		}
		if err := e.read(line); err != nil {
			return err
		}
	}
	if !e.directed && !e.undirected {
		noteUnordered(sink)
	}
	return e.noteEncoding(sink)
}

func (e *edgeListReader) read(line []byte) error {
	start := 0
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	if start == len(line) {
		return nil
	}
	switch line[start] {
	case '#', '%':
		e.comment(string(line[:min(len(line), 1000)]))
		return nil
	}
	if len(line) > maxValue {
		return e.fault(e.Lines, 0, "the line is longer than %d MiB", maxValue>>20)
	}
	text := e.UTF8(string(line[start:]))
	if e.separator == 0 {
		if done, err := e.first(text); done || err != nil {
			return err
		}
	}
	if err := e.split(text); err != nil {
		return err
	}
	return e.give()
}

// comment heeds what the makers of collections say in comments: KONECT "% sym" or "% asym", SNAP "# Undirected graph" or
// "# Directed graph", Matrix Market "%%MatrixMarket matrix coordinate pattern symmetric".
func (e *edgeListReader) comment(text string) {
	if e.separator != 0 {
		return
	}
	words := strings.Fields(strings.ToLower(text))
	switch {
	case words[0] == "%%matrixmarket":
		e.matrix = true
		e.undirected = words[len(words)-1] == "symmetric"
		e.directed = !e.undirected
	case words[0] == "%" && len(words) > 1 && words[1] == "sym",
		words[0] == "#" && len(words) > 2 && words[1] == "undirected" && strings.HasPrefix(words[2], "graph"):
		e.undirected = true
	case words[0] == "%" && len(words) > 1 && words[1] == "asym",
		words[0] == "#" && len(words) > 2 && words[1] == "directed" && strings.HasPrefix(words[2], "graph"):
		e.directed = true
	}
}

// otherFormats are what files that are no edge lists begin with.
var otherFormats = []struct{ begins, is string }{
	{"*vertices", "a Pajek network"}, {"*network", "a Pajek network"}, {"*arcs", "a Pajek network"}, {"*edges", "a Pajek network"},
	{"*matrix", "a Pajek matrix"}, {"dl ", "a DL file of UCINET"}, {"*node data", "a VNA file of NetDraw"}, {"nodedef>", "a GDF file"},
	{"graph [", "GML"}, {"creator ", "GML"}, {"<", "XML"}, {"{", "JSON"}, {"digraph", "DOT"}, {"strict ", "DOT"}, {"graph {", "DOT"},
}

// first looks at the first line with ids. done says that it has none.
func (e *edgeListReader) first(text string) (done bool, err error) {
	lower := strings.ToLower(text)
	for _, other := range otherFormats {
		if strings.HasPrefix(lower, other.begins) {
			return false, e.fault(e.Lines, 1, "this is %s, not an edge list, whose lines are two ids each", other.is)
		}
	}
	e.separator = ' '
	for _, candidate := range []byte{'\t', ',', ';'} {
		if strings.IndexByte(text, candidate) > 0 && !strings.Contains(text, "{") {
			e.separator = candidate
			break
		}
	}
	if e.matrix {
		return true, nil
	}
	if err := e.split(text); err != nil {
		return false, err
	}
	// "a b" may be headings, but is more likely two ids.
	if len(e.fields) >= 2 && len(e.fields[0]) > 2 && findPair(e.fields[:2]) != nil {
		return true, e.sink.Note(e.Lines, "the line "+syntax.Clip(text), "taken for headings")
	}
	return false, nil
}

// split takes a line apart.
func (e *edgeListReader) split(text string) error {
	e.fields = e.fields[:0]
	for i := 0; ; {
		for i < len(text) && (text[i] == ' ' || text[i] == '\t' && e.separator != '\t') {
			i++
		}
		if i == len(text) {
			return nil
		}
		if len(e.fields) > maxAttributes {
			return e.fault(e.Lines, 0, "the line has more than %d columns", maxAttributes)
		}
		start := i
		switch {
		case text[i] == '{':
			e.fields = append(e.fields, text[i:])
			return nil
		case text[i] == '"':
			end := strings.IndexByte(text[i+1:], '"')
			if end < 0 {
				return e.fault(e.Lines, utf8.RuneCountInString(text[:i])+1, "this quote is not closed")
			}
			e.fields = append(e.fields, text[i+1:i+1+end])
			i += end + 2
			for i < len(text) && text[i] == ' ' {
				i++
			}
		case e.separator == ' ':
			for i < len(text) && text[i] != ' ' && text[i] != '\t' {
				i++
			}
			e.fields = append(e.fields, text[start:i])
		default:
			end := strings.IndexByte(text[i:], e.separator)
			if end < 0 {
				end = len(text) - i
			}
			i += end
			e.fields = append(e.fields, strings.TrimRight(text[start:i], " "))
		}
		if i < len(text) && e.separator != ' ' && text[i] == e.separator {
			i++
		}
	}
}

func (e *edgeListReader) give() error {
	for len(e.fields) > 1 && e.fields[len(e.fields)-1] == "" {
		e.fields = e.fields[:len(e.fields)-1]
	}
	if len(e.fields) == 1 && e.fields[0] != "" { // an organisation without relationships
		return e.sink.Organisation(&Organisation{Organisation: graph.Organisation{ID: e.fields[0]}, Line: e.Lines})
	}
	if len(e.fields) < 2 || e.fields[0] == "" || e.fields[1] == "" {
		return e.fault(e.Lines, 1, "there are not two ids on the line")
	}
	e.r = Relationship{Undirected: e.undirected, Implied: true, Line: e.Lines}
	e.r.From, e.r.To = e.fields[0], e.fields[1]
	if len(e.fields) > 2 {
		if err := e.further(e.fields[2:]); err != nil {
			return err
		}
	}
	return e.sink.Relationship(&e.r)
}

// further reads what stands after the ids.
func (e *edgeListReader) further(fields []string) error {
	third := fields[0]
	weight, err := strconv.ParseFloat(third, 64)
	switch {
	case err == nil && weight >= minWeight && weight <= maxWeight:
		e.r.Weight = weight
	case err == nil:
		e.r.Extra = append(e.r.Extra, Attribute{"weight", TextValue(third)})
	case third[:min(1, len(third))] == "{":
		attributes, err := pythonDict(third)
		if err != nil {
			return e.fault(e.Lines, 0, "%q is not what NetworkX writes for the data of an edge, such as {'weight': 3}: %v", syntax.Clip(third), err)
		}
		for _, a := range attributes {
			e.r.Set(a.Name, a.Value)
		}
	case len(fields) > 1 && e.separator == ' ':
		return e.fault(e.Lines, 0, "there are more than two ids on the line: a list of neighbours is no edge list")
	default:
		e.r.Type = third
	}
	for i, text := range fields[1:] {
		if text != "" {
			e.r.Extra = append(e.r.Extra, Attribute{"column " + strconv.Itoa(i+4), TextValue(text)})
		}
	}
	return nil
}

// pythonDict reads a dictionary of Python with texts, numbers and truths in it.
func pythonDict(s string) (attributes []Attribute, err error) {
	if !strings.HasSuffix(s, "}") {
		return nil, errors.New("it is not closed")
	}
	s = strings.TrimSpace(s[1 : len(s)-1])
	for s != "" {
		var key, text string
		if key, s, err = pythonText(s); err != nil {
			return nil, err
		}
		s = strings.TrimSpace(s)
		if !strings.HasPrefix(s, ":") {
			return nil, errors.New("a colon is missing after " + strconv.Quote(syntax.Clip(key)))
		}
		if s = strings.TrimSpace(s[1:]); s == "" {
			return nil, errors.New("a value is missing")
		}
		value := Value{}
		if s[0] == '\'' || s[0] == '"' {
			if text, s, err = pythonText(s); err != nil {
				return nil, err
			}
			value = TextValue(text)
		} else {
			end := strings.IndexByte(s, ',')
			if end < 0 {
				end = len(s)
			}
			text, s = strings.TrimSpace(s[:end]), s[end:]
			if value, err = pythonWord(text); err != nil {
				return nil, err
			}
		}
		if value.Kind != Empty {
			attributes = append(attributes, Attribute{key, value})
		}
		if s = strings.TrimSpace(s); s != "" {
			if s[0] != ',' {
				return nil, errors.New("a comma is missing")
			}
			s = strings.TrimSpace(s[1:])
		}
		if len(attributes) > maxAttributes {
			return nil, errors.New("it has too many keys")
		}
	}
	return attributes, nil
}

func pythonWord(text string) (Value, error) {
	switch text {
	case "None":
		return Value{}, nil
	case "True", "False":
		return TruthValue(text == "True"), nil
	}
	if f, err := TextValue(text).number(); err == nil {
		return numberAs(f, text), nil
	}
	return Value{}, errors.New(strconv.Quote(syntax.Clip(text)) + " is neither a text nor a number")
}

// pythonText reads the text in quotes with which s begins.
func pythonText(s string) (text, rest string, err error) {
	if s[0] != '\'' && s[0] != '"' {
		return "", "", errors.New("a text in quotes is missing")
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return b.String(), s[i+1:], nil
		case s[i] == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			default:
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", errors.New("a quote is not closed")
}

func guessEdgeList(name string, head []byte) int {
	byName := false
	switch strings.ToLower(path.Ext(name)) {
	case ".edgelist", ".edges", ".ncol", ".el", ".mtx":
		byName = true
	case "", ".txt", ".tsv", ".dat":
	default:
		return 0
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return 0
	}
	if len(head) > 4096 {
		head = head[:bytes.LastIndexByte(head[:4096], '\n')+1]
	}
	sink := &countingSink{most: 50}
	err := readEdgeList(context.Background(), &Input{Name: name, Stream: bytes.NewReader(head)}, sink)
	switch {
	case err != nil && !errors.Is(err, errEnough), sink.relationships == 0, sink.words > 0 && !byName:
		return 0
	case byName, sink.relationships > sink.organisations && sink.numeric == sink.relationships:
		return 2
	}
	return 1
}

var errEnough = errors.New("enough")

// countingSink sees whether a beginning makes sense.
type countingSink struct {
	nothing
	organisations, relationships, words, numeric, most int
}

func (c *countingSink) Organisation(*Organisation) error { c.organisations++; return nil }

func (c *countingSink) Relationship(r *Relationship) error {
	c.relationships++
	if r.Type != "" || len(r.Extra) > 1 {
		c.words++
	}
	if r.From[0]-'0' <= 9 && r.To[0]-'0' <= 9 {
		c.numeric++
	}
	if c.relationships+c.organisations >= c.most {
		return errEnough
	}
	return nil
}

// nothing is a sink that takes everything and keeps nothing.
type nothing struct{}

func (nothing) Map(string, string) error                  { return nil }
func (nothing) Classification(graph.Classification) error { return nil }
func (nothing) Type(graph.Type) error                     { return nil }
func (nothing) Source(graph.Source) error                 { return nil }
func (nothing) Arrangement(graph.Arrangement) error       { return nil }
func (nothing) Note(int, string, string) error            { return nil }
