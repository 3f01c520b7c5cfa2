package exchange

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// cypherFormat is openCypher: statements that create some hundred organisations each, and statements that unwind a list of
// relationships of one type, match their ends by id and create them. They need no more of the language than UNWIND, MATCH
// and CREATE with literals; all maps of a list have the same keys and no nulls, since some databases want them to be of one type.
func cypherFormat() Format {
	return Format{
		Name: "cypher", Label: "openCypher CREATE statements", Tools: "Neo4j, Memgraph, FalkorDB, Kùzu",
		Standard:   "https://opencypher.org/resources/",
		Extensions: []string{".cypher", ".cql"}, MediaType: "application/x-cypher-query",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"Load with: cypher-shell -f FILE, or mgconsole < FILE. Before a large one create an index, so that relationships find their ends: CREATE INDEX FOR (n:Organisation) ON (n.id).",
			"A statement ends with a semicolon at the end of a line, creates at most 200 nodes or relationships, and is seldom longer than 256 KiB. Relationships stand by their types.",
			"Labels, types and properties are those of liaison's queries: (:IntelligenceAgency)-[:ADVICE]->(:Police). Properties that are as the model has them by default (status, confidence, weight) are there too.",
			"Sources are nodes with the label Source; the title, own types and arrangements are properties of one node with the label Map. Evidence is JSON.",
			"A database that is not empty gets all of it again: nodes and relationships are made, not merged.",
			"Kùzu wants tables declared first, and one label to a node: take the labels after :Organisation away for it.",
		},
		Parts: []Part{{"", writeCypher}},
	}
}

// The most records of a statement, and about the most bytes.
const (
	cypherRecords = 200
	cypherBytes   = 256 << 10
)

// cypherWriter writes statements.
type cypherWriter struct {
	out   *bufio.Writer
	line  []byte
	names map[string]string // as they are written: there are few, and each is written for every record
}

func writeCypher(ctx context.Context, w io.Writer, g *graph.Graph) error {
	c := &cypherWriter{out: bufio.NewWriterSize(w, 1<<16), names: map[string]string{}}
	if err := c.mapAndSources(g); err != nil {
		return err
	}
	if err := c.organisations(ctx, g); err != nil {
		return err
	}
	// By their types, each in a pass, since a statement knows one type.
	counts := map[int]int{}
	for e := range g.Edges() {
		counts[g.TypeIndex(e)]++
	}
	for k := 0; len(counts) > 0; k++ {
		if counts[k] == 0 {
			continue
		}
		delete(counts, k)
		if err := c.relationships(ctx, g, k); err != nil {
			return err
		}
	}
	return c.out.Flush()
}

func (c *cypherWriter) organisations(ctx context.Context, g *graph.Graph) error {
	columns := OrganisationColumns()
	var values []Value
	in := 0 // the statement
	for n := range g.Nodes() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		if in == 0 {
			c.line = append(c.line, "CREATE\n("...)
		} else {
			c.line = append(c.line, ",\n("...)
		}
		for _, label := range propertyLabels(g, n) {
			c.name(":", label)
		}
		c.line = append(c.line, " {id: "...)
		c.text(g.ID(n))
		values = OrganisationValues(values[:0], g, n)
		c.properties(columns, values)
		c.line = append(c.line, "})"...)
		if in++; in == cypherRecords || len(c.line) > cypherBytes {
			if err := c.end(""); err != nil {
				return err
			}
			in = 0
		}
	}
	if in == 0 {
		return nil
	}
	return c.end("")
}

// cypherArc is a relationship of a statement.
type cypherArc struct {
	from, to, id string
	values       []Value // of the sources and of the columns
}

// cypherBatch is relationships of one type that have the same properties.
type cypherBatch struct {
	has  uint32 // the columns, as bits
	arcs []cypherArc
	size int
}

// cypherPending is how many relationships wait for others with the same properties, at most.
const cypherPending = 10 * cypherRecords

// relationships writes those of a type.
func (c *cypherWriter) relationships(ctx context.Context, g *graph.Graph, kind int) error {
	columns := append([]Column{{Name: "sources", Kind: List}}, RelationshipColumns()...)
	var batches []*cypherBatch
	var values []Value
	name, i, pending := "", 0, 0
	for a := range Arcs(g) {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		i++
		if g.TypeIndex(a.Edge) != kind {
			continue
		}
		if name == "" {
			name = mapgraph.Type(g.Type(a.Edge).ID)
		}
		values = a.Values(append(values[:0], ListValue(g.SourcesOf(a.Edge))), g)
		batch := &cypherBatch{}
		for k, v := range values {
			if v.Kind != Empty {
				batch.has |= 1 << k
			}
		}
		if k := slices.IndexFunc(batches, func(b *cypherBatch) bool { return b.has == batch.has }); k >= 0 {
			batch = batches[k]
		} else {
			batches = append(batches, batch)
		}
		batch.add(g, a, values)
		pending++
		switch {
		case len(batch.arcs) == cypherRecords || batch.size > cypherBytes:
			pending -= len(batch.arcs)
			if err := c.batch(name, columns, batch); err != nil {
				return err
			}
		case pending == cypherPending:
			if err := c.all(name, columns, batches); err != nil {
				return err
			}
			batches, pending = batches[:0], 0
		}
	}
	return c.all(name, columns, batches)
}

func (b *cypherBatch) add(g *graph.Graph, a Arc, values []Value) {
	if len(b.arcs) < cap(b.arcs) {
		b.arcs = b.arcs[:len(b.arcs)+1] // with values of one before it, to be used again
	} else {
		b.arcs = append(b.arcs, cypherArc{})
	}
	arc := &b.arcs[len(b.arcs)-1]
	arc.from, arc.to, arc.id = g.ID(a.From), g.ID(a.To), a.ID(g)
	arc.values = append(arc.values[:0], values...)
	for _, v := range values {
		b.size += len(v.Text) + len(v.Records)
	}
}

func (c *cypherWriter) all(name string, columns []Column, batches []*cypherBatch) error {
	for _, batch := range batches {
		if err := c.batch(name, columns, batch); err != nil {
			return err
		}
	}
	return nil
}

// batch writes a statement that creates relationships of a type, and empties the batch.
func (c *cypherWriter) batch(name string, columns []Column, b *cypherBatch) error {
	if len(b.arcs) == 0 {
		return nil
	}
	c.line = append(c.line, "UNWIND ["...)
	for i := range b.arcs {
		if i > 0 {
			c.line = append(c.line, ',')
		}
		arc := &b.arcs[i]
		c.line = append(c.line, "\n{a: "...)
		c.text(arc.from)
		c.line = append(c.line, ", b: "...)
		c.text(arc.to)
		c.line = append(c.line, ", id: "...)
		c.text(arc.id)
		c.properties(columns, arc.values)
		c.line = append(c.line, '}')
	}
	c.line = append(c.line, "] AS r\nMATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})\nCREATE (a)-["...)
	c.name(":", name)
	c.line = append(c.line, " {id: r.id"...)
	for k := range columns {
		if b.has&(1<<k) != 0 {
			c.line = append(c.line, ", "...)
			c.name("", neo4jName(columns[k]))
			c.line = append(c.line, ": r."...)
			c.name("", neo4jName(columns[k]))
		}
	}
	b.arcs, b.size = b.arcs[:0], 0
	return c.end("}]->(b)")
}

func (c *cypherWriter) mapAndSources(g *graph.Graph) error {
	columns, values, has := MapColumns(), MapValues(nil, g), false
	for i, column := range columns {
		if column.Field == Sources {
			values[i] = Value{}
		}
		has = has || values[i].Kind != Empty
	}
	if has {
		c.line = append(c.line, "CREATE (:Map {id: 'map'"...)
		c.properties(columns, values)
		if err := c.end("})"); err != nil {
			return err
		}
	}
	for _, s := range g.Sources() {
		c.line = append(c.line, "CREATE (:Source {id: "...)
		c.text(s.ID)
		for _, f := range sourceFields {
			if v := f.get(&s); v != "" {
				c.line = append(append(append(c.line, ", "...), f.name...), ": "...)
				c.text(v)
			}
		}
		if err := c.end("})"); err != nil {
			return err
		}
	}
	return nil
}

// properties adds those that have a value.
func (c *cypherWriter) properties(columns []Column, values []Value) {
	for i, v := range values {
		if v.Kind == Empty {
			continue
		}
		c.line = append(c.line, ", "...)
		c.name("", neo4jName(columns[i]))
		c.line = append(c.line, ": "...)
		c.value(v)
	}
}

func (c *cypherWriter) end(s string) error {
	c.line = append(append(c.line, s...), ";\n"...)
	_, err := c.out.Write(c.line)
	c.line = c.line[:0]
	return err
}

// cypherReserved are words that some grammar of the language keeps for itself.
var cypherReserved = strings.Fields(`ADD ALL ALTER AND ANY AS ASC BY CALL CASE COLUMN CONSTRAINT CONTAINS COPY CREATE DEFAULT DELETE DESC DETACH DISTINCT DO
	DROP ELSE END ENDS EXISTS EXTENSION FALSE FOR FROM GLOB GROUP HEADERS IN INDEX INSTALL IS LIMIT LOAD MACRO MANDATORY MATCH MERGE MULTI NODE NOT NULL OF ON ONLY OPTIONAL OR
	ORDER PRIMARY PROFILE PROJECT REL REMOVE RENAME REQUIRE RETURN SCALAR SET SHORTEST SKIP STARTS TABLE THEN TO TRUE UNION UNIQUE UNWIND
	USE WHEN WHERE WITH WSHORTEST XOR`)

// name adds a label, a type or a property.
func (c *cypherWriter) name(prefix, name string) {
	written, ok := c.names[name]
	if !ok {
		written = cypherName(name)
		c.names[name] = written
	}
	c.line = append(append(c.line, prefix...), written...)
}

// cypherName puts a name in backticks where the language needs them: where it is no letter with letters, digits and "_" after it.
func cypherName(name string) string {
	plain := name != "" && !slices.Contains(cypherReserved, strings.ToUpper(name))
	for i, r := range name {
		plain = plain && r < unicode.MaxASCII && (unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || r == '_'))
	}
	if plain {
		return name
	}
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

func (c *cypherWriter) value(v Value) {
	switch v.Kind {
	case Number:
		start := len(c.line)
		c.line = strconv.AppendFloat(c.line, v.Number, 'g', -1, 64)
		if !strings.ContainsAny(string(c.line[start:]), ".e") {
			c.line = append(c.line, ".0"...) // a property has one type everywhere
		} else if i := strings.Index(string(c.line[start:]), "e+"); i >= 0 {
			c.line = append(c.line[:start+i+1], c.line[start+i+2:]...) // 1e100, as every grammar has it
		}
	case Truth:
		c.line = strconv.AppendBool(c.line, v.Truth)
	case List:
		c.line = append(c.line, '[')
		for i, s := range v.List {
			if i > 0 {
				c.line = append(c.line, ", "...)
			}
			c.text(s)
		}
		c.line = append(c.line, ']')
	default:
		c.text(v.String())
	}
}

// text adds a text in single quotes. Line feeds and tabs stand as they are: not all databases know escapes for them.
func (c *cypherWriter) text(s string) {
	c.line = append(c.line, '\'')
	for i := 0; i < len(s); i++ {
		if s[i] == '\'' || s[i] == '\\' {
			c.line = append(c.line, '\\')
		}
		c.line = append(c.line, s[i])
	}
	c.line = append(c.line, '\'')
}
