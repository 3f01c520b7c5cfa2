package exchange

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/gml"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// pajekFormat is Pajek's network, read only.
func pajekFormat() Format {
	return Format{
		Name: "pajek", Label: "Pajek", Tools: "Pajek, Gephi, NetworkX, igraph, graph-tool",
		Standard: "http://mrvar.fdv.uni-lj.si/pajek/pajekman.pdf", Extensions: []string{".net", ".paj"}, MediaType: "text/plain",
		Holdings: holdsOnly(MapTitle, OrganisationID, OrganisationName, OrganisationURL, RelationshipType, RelationshipLabel, RelationshipWeight),
		Notes: []string{
			"The id of an organisation is made of its label, and the number is left out; the name of a relation is the type of its lines.",
			"Arcs are relationships of one way, edges those without a direction; a matrix has an arc for every number but 0.",
			"Places, shapes, colours and times, such as [1-3], are left out; so are the partitions, vectors and further networks of a project (.paj).",
			"Vertices without a line of their own are there where a relationship names them.",
		},
		Read: readPajek,
		Guess: func(name string, head []byte) int {
			if beginsAsPajek(head) {
				return 3
			}
			if hasExtension(name, ".net", ".paj") {
				return 1
			}
			return 0
		},
	}
}

// beginsAsPajek reports whether a text begins with a section that only Pajek has, perhaps after comments.
func beginsAsPajek(head []byte) bool {
	for line := range bytes.Lines(head) {
		line = bytes.ToLower(bytes.TrimSpace(line))
		if len(line) == 0 || line[0] == '%' {
			continue
		}
		word := string(line[:wordEnd(string(line))])
		return word == "*vertices" || word == "*network"
	}
	return false
}

// pajekSection is what the lines after one with an asterisk are.
type pajekSection uint8

const (
	pajekNothing pajekSection = iota // what comes before the first section
	pajekSkipped
	pajekVertices
	pajekArcs
	pajekEdges
	pajekArcLists
	pajekEdgeLists
	pajekMatrix
)

var pajekSections = map[string]pajekSection{
	"*vertices": pajekVertices, "*arcs": pajekArcs, "*edges": pajekEdges, "*arcslist": pajekArcLists, "*edgeslist": pajekEdgeLists, "*matrix": pajekMatrix,
}

// pajekReader reads Pajek's networks line by line.
type pajekReader struct {
	*csvReader
	ctx  context.Context
	sink Sink
	ids  numberedIDs

	nodeKeys *xmlKeys[Organisation]
	edgeKeys *xmlKeys[Relationship]
	noted    onceNoted

	section         pajekSection
	networks        int
	vertices, first int // how many there are, and of the first mode where there are two
	relation        string
	relations       map[string]string // their names by number
	cell            int               // of the matrix, from 0
	fields          []pajekField
	records         int
}

// pajekField is a word of a line, or a text in quotes.
type pajekField struct {
	text   string
	quoted bool
}

func readPajek(ctx context.Context, in *Input, sink Sink) error {
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "is a folder: a network of Pajek is one file"}
	}
	lines, err := newCSVReader(in.Name, in.Stream, ' ')
	if err != nil {
		return err
	}
	typesAreKnown(sink)
	p := &pajekReader{
		csvReader: lines, ctx: ctx, sink: sink, ids: newNumberedIDs(), nodeKeys: newNodeKeys(), edgeKeys: newEdgeKeys(),
		noted: onceNoted{}, relations: map[string]string{},
	}
	for {
		line, more, err := p.ReadLine()
		if err != nil {
			return inputError(in.Name, err)
		}
		if !more {
			break
		}
		if err := p.line(line); err != nil {
			return err
		}
	}
	if p.section == pajekNothing {
		return p.fault(0, 0, "this is no network of Pajek: there is no *Vertices in it")
	}
	return p.noteEncoding(sink)
}

// once notes what is of one kind however often it is there.
func (p *pajekReader) once(what, done string) error {
	return p.noted.note(p.sink, p.Lines, what, done)
}

func (p *pajekReader) line(line []byte) error {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] == '%' {
		return nil
	}
	if len(line) > maxValue {
		return p.fault(p.Lines, 0, "the line is longer than %d MiB", maxValue>>20)
	}
	text := p.UTF8(string(line))
	if line[0] == '*' {
		return p.begin(text)
	}
	switch p.section {
	case pajekNothing:
		return p.fault(p.Lines, 1, "this is no network of Pajek: it begins with *Vertices and their number")
	case pajekSkipped:
		return nil
	case pajekMatrix:
		return p.matrix(text)
	}
	if err := p.split(text); err != nil {
		return err
	}
	switch p.section {
	case pajekVertices:
		return p.vertex()
	case pajekArcs, pajekEdges:
		return p.arc()
	}
	return p.neighbours()
}

// wordEnd returns where the name of a section ends.
func wordEnd(text string) int {
	if end := strings.IndexAny(text, " \t:"); end >= 0 {
		return end
	}
	return len(text)
}

// begin begins a section.
func (p *pajekReader) begin(text string) error {
	end := wordEnd(text)
	word, rest := strings.ToLower(text[:end]), strings.TrimSpace(text[end:])
	section, known := pajekSections[word]
	switch {
	case word == "*network" && p.networks == 0:
		p.section = pajekSkipped
		return p.sink.Map(oneLine(rest), "")
	case section == pajekVertices:
		if p.networks++; p.networks == 1 {
			return p.size(rest)
		}
		p.section = pajekSkipped
		return p.sink.Note(p.Lines, "a further network", "left out")
	case !known:
		p.section = pajekSkipped
		if word == "*network" {
			return nil
		}
		return p.sink.Note(p.Lines, syntax.Clip(word), "left out: it is no network")
	case p.networks == 0:
		return p.fault(p.Lines, 1, "%s comes before *Vertices", word)
	case p.networks > 1:
		return nil
	}
	p.section, p.cell, p.relation = section, 0, ""
	if err := p.split(rest); err != nil {
		return err
	}
	if len(p.fields) == 0 || !strings.HasPrefix(p.fields[0].text, ":") {
		return nil
	}
	number := p.fields[0].text[1:]
	if len(p.fields) > 1 && len(p.relations) < maxAttributes {
		p.relations[number] = oneLine(p.fields[1].text)
	}
	p.relation = p.relationOf(number)
	return nil
}

// relationOf returns the name of a relation by its number, or what stands for it.
func (p *pajekReader) relationOf(number string) string {
	if name, ok := p.relations[number]; ok {
		return name
	}
	return "relation " + number
}

// size reads how many vertices there are, and of the first mode where there are two.
func (p *pajekReader) size(text string) error {
	p.section = pajekVertices
	fields := strings.Fields(text)
	for i, n := range []*int{&p.vertices, &p.first} {
		if i == len(fields) {
			break
		}
		count, err := strconv.ParseInt(fields[i], 10, 32)
		if err != nil || count < 0 || i == 1 && int(count) > p.vertices {
			return p.fault(p.Lines, 0, "%q is no number of vertices", syntax.Clip(fields[i]))
		}
		*n = int(count)
	}
	if len(fields) == 0 {
		return p.fault(p.Lines, 0, "*Vertices comes with their number, as *Vertices 12")
	}
	return nil
}

// split takes a line apart.
func (p *pajekReader) split(text string) error {
	p.fields = p.fields[:0]
	quotes := strings.Count(text, `"`) // in what is left of the line
	for text = strings.TrimLeft(text, " \t"); text != ""; text = strings.TrimLeft(text, " \t") {
		if len(p.fields) > maxAttributes && p.section != pajekArcLists && p.section != pajekEdgeLists {
			return p.fault(p.Lines, 0, "the line has more than %d words", maxAttributes)
		}
		var field pajekField
		switch text[0] {
		case '"':
			var end int
			if end, quotes = closingQuote(text, quotes); end < 0 {
				return p.fault(p.Lines, 0, "the text that begins with %s has no quote at its end", syntax.Clip(text))
			}
			field, text = pajekField{text[1:end], true}, text[end+1:]
		case '[':
			end := strings.IndexByte(text, ']')
			if end < 0 {
				return p.fault(p.Lines, 0, "the time %s has no bracket at its end", syntax.Clip(text))
			}
			quotes -= strings.Count(text[:end], `"`)
			text = text[end+1:]
			if err := p.once("times", "left out"); err != nil {
				return err
			}
			continue
		default:
			end := strings.IndexAny(text, " \t")
			if end < 0 {
				end = len(text)
			}
			quotes -= strings.Count(text[:end], `"`)
			field, text = pajekField{text[:end], false}, text[end:]
		}
		if strings.IndexByte(field.text, '&') >= 0 {
			field.text = string(gml.Decode([]byte(field.text)))
		}
		p.fields = append(p.fields, field)
	}
	return nil
}

// closingQuote returns the place of the quote that closes the text that begins with one, or -1: the first before a blank after which quotes come
// in pairs, since Gephi writes those within labels as they are. It takes how many quotes there are, and returns how many are left after it.
func closingQuote(text string, quotes int) (end, left int) {
	left = quotes - 1
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		left--
		if left%2 == 0 && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t') {
			return i, left
		}
	}
	return -1, left
}

// end returns the id of the vertex with a number.
func (p *pajekReader) end(number string) (string, error) {
	if id, ok := p.ids.byNumber[number]; ok {
		return id, nil
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 1 || int(n) > p.vertices {
		return "", p.fault(p.Lines, 0, "%q is no vertex: they are numbers from 1 to %d", syntax.Clip(number), p.vertices)
	}
	return p.ids.declare(strconv.Itoa(int(n)), ""), nil
}

func (p *pajekReader) vertex() error {
	number := p.fields[0].text
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 1 || int(n) > p.vertices {
		return p.fault(p.Lines, 1, "%q is not the number of a vertex, from 1 to %d", syntax.Clip(number), p.vertices)
	}
	o := &Organisation{Line: p.Lines}
	label, rest := "", p.fields[1:]
	if isGephisNone(rest) {
		if err := p.once(`labels "null" as Gephi writes them`, "taken for none"); err != nil {
			return err
		}
		rest[0].text = ""
	}
	if len(rest) > 0 {
		label, rest = rest[0].text, rest[1:]
	}
	p.nodeKeys.begin()
	for len(rest) > 0 && !rest[0].quoted && isPlace(rest[0].text) {
		rest = rest[1:]
		if err := p.once("places", "left out"); err != nil {
			return err
		}
	}
	if len(rest) > 0 && (len(rest)%2 == 1 || pajekShapes[strings.ToLower(rest[0].text)]) {
		if shape := rest[0].text; !pajekShapes[strings.ToLower(shape)] {
			o.Extra = append(o.Extra, Attribute{"shape", TextValue(shape)})
		}
		rest = rest[1:]
	}
	if err := pajekPairs(p, p.nodeKeys, pajekVertexDrawing, o, rest); err != nil {
		return err
	}
	p.ids.labelled(&o.Organisation, strconv.Itoa(int(n)), label)
	return p.sink.Organisation(o)
}

// isGephisNone reports whether what comes after the number of a vertex says that it has no label, as Gephi does: "null" in quotes, three
// coordinates, and no more. Elsewhere that is a name, which NetworkX writes without quotes, and igraph in them.
func isGephisNone(fields []pajekField) bool {
	if len(fields) != 4 || !fields[0].quoted || fields[0].text != "null" {
		return false
	}
	return !slices.ContainsFunc(fields[1:], func(f pajekField) bool { return f.quoted || !isPlace(f.text) })
}

// isPlace reports whether a word is a coordinate.
func isPlace(word string) bool {
	_, err := strconv.ParseFloat(word, 64)
	return err == nil
}

var pajekShapes = map[string]bool{
	"ellipse": true, "box": true, "diamond": true, "triangle": true, "cross": true, "empty": true, "house": true, "man": true, "woman": true, "circle": true,
}

// What Pajek's manual has for how vertices and lines are drawn.
const (
	pajekVertexDrawing = " s_size size x_fact y_fact phi r q ic bc bw lc la lr lphi fos font hooks hook "
	pajekLineDrawing   = " w c p s a lp lr lphi lc la fos font h1 h2 a1 k1 a2 k2 ap b "
)

// pajekPairs takes names with values: those that NetworkX writes beside Pajek's own.
func pajekPairs[R any](p *pajekReader, keys *xmlKeys[R], drawing string, record *R, rest []pajekField) error {
	for ; len(rest) >= 2; rest = rest[2:] {
		name := rest[0].text
		switch {
		case strings.Contains(drawing, " "+strings.ToLower(name)+" "):
			if err := p.once("shapes and colours", "left out"); err != nil {
				return err
			}
			continue
		case name == "l":
			name = "label"
		}
		keys.set(record, keys.declare(name, name, xmlPlain), []byte(rest[1].text))
	}
	if len(rest) > 0 {
		return p.sink.Note(p.Lines, "the word "+syntax.Clip(rest[0].text)+" at the end of a line, a name without a value", "left out")
	}
	return nil
}

// arc reads a line with two vertices, perhaps a relation before them and a weight and more after them.
func (p *pajekReader) arc() error {
	fields := p.fields
	r := Relationship{Implied: true, Undirected: p.section == pajekEdges, Line: p.Lines}
	r.Type = p.relation
	if number, ok := strings.CutSuffix(fields[0].text, ":"); ok {
		r.Type, fields = p.relationOf(number), fields[1:]
	}
	if len(fields) < 2 {
		return p.fault(p.Lines, 0, "there are not two vertices on the line")
	}
	p.edgeKeys.begin()
	if rest := fields[2:]; len(rest) > 0 {
		if isWeight(rest) {
			p.weight(&r, rest[0].text)
			rest = rest[1:]
		}
		if err := pajekPairs(p, p.edgeKeys, pajekLineDrawing, &r, rest); err != nil {
			return err
		}
	}
	return p.give(&r, fields[0].text, fields[1].text)
}

// isWeight reports whether the first of the words after two vertices stands where the weight does: it is a number, or begins as one, or
// no name that a value comes after.
func isWeight(rest []pajekField) bool {
	first := rest[0]
	if first.quoted {
		return false
	}
	return len(rest)%2 == 1 || isPlace(first.text) || first.text != "" && strings.IndexByte("+-.0123456789", first.text[0]) >= 0
}

// weight sets the weight; what is none is kept as an attribute.
func (p *pajekReader) weight(r *Relationship, text string) {
	f, err := strconv.ParseFloat(text, 64)
	if err == nil && f >= minWeight && f <= maxWeight {
		r.Weight = f
		return
	}
	r.Extra = append(r.Extra, Attribute{"weight", TextValue(text)})
}

func (p *pajekReader) give(r *Relationship, from, to string) (err error) {
	p.records++
	if err := interrupted(p.ctx, p.records); err != nil {
		return err
	}
	if r.From, err = p.end(from); err != nil {
		return err
	}
	if r.To, err = p.end(to); err != nil {
		return err
	}
	return p.sink.Relationship(r)
}

// neighbours reads a line with a vertex and those that it is related to; a minus before one is the sign of the line.
func (p *pajekReader) neighbours() error {
	fields := p.fields
	relation := p.relation
	if number, ok := strings.CutSuffix(fields[0].text, ":"); ok && len(fields) > 1 {
		relation, fields = p.relationOf(number), fields[1:]
	}
	for _, to := range fields[1:] {
		r := Relationship{Implied: true, Undirected: p.section == pajekEdgeLists, Line: p.Lines}
		r.Type = relation
		number, negative := strings.CutPrefix(to.text, "-")
		if negative {
			p.weight(&r, "-1")
		}
		if err := p.give(&r, fields[0].text, number); err != nil {
			return err
		}
	}
	return nil
}

// matrix reads a line of a matrix: a row, or a part of one.
func (p *pajekReader) matrix(text string) error {
	rows, columns, offset := p.vertices, p.vertices, 0
	if p.first > 0 { // the rows are of the first mode, and the columns of the second
		rows, columns, offset = p.first, p.vertices-p.first, p.first
	}
	for word := range strings.FieldsSeq(text) {
		if columns == 0 || p.cell/columns >= rows {
			return p.fault(p.Lines, 0, "the matrix has more than %d rows of %d numbers", rows, columns)
		}
		from, to := p.cell/columns+1, p.cell%columns+1+offset
		p.cell++
		f, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return p.fault(p.Lines, 0, "%q in the matrix is no number", syntax.Clip(word))
		}
		if f == 0 {
			continue
		}
		r := Relationship{Implied: true, Line: p.Lines}
		r.Type = p.relation
		p.weight(&r, word)
		if err := p.give(&r, strconv.Itoa(from), strconv.Itoa(to)); err != nil {
			return err
		}
	}
	return nil
}
