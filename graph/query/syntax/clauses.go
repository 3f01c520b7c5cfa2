package syntax

import (
	"slices"
	"strings"
)

// query reads the whole text.
func (p *parser) query() *Query {
	q := &Query{}
	start := p.at()
	if p.peek().isWord("EXPLAIN") {
		p.next()
		q.Explain = true
	}
	if p.peek().kind == endOfText {
		p.errorAt(p.here(), "begin with MATCH …, end with RETURN …", "there is no query")
	}
	p.union(q)
	q.Span = p.since(start)
	if p.take(";") && p.peek().kind != endOfText {
		p.errorAt(p.here(), "run one query at a time", "there is a second query after the ;")
	}
	if p.peek().kind != endOfText {
		p.afterReturn()
	}
	return q
}

// union reads the parts of a query and what joins them.
func (p *parser) union(q *Query) {
	for {
		q.Parts = append(q.Parts, p.single())
		at := p.here()
		if !p.takeWord("UNION") {
			return
		}
		all := p.takeWord("ALL")
		if !all {
			p.takeWord("DISTINCT")
		}
		if len(q.All) > 0 && q.All[0] != all {
			p.failAs(invalidClauseComposition, at, "use one of them throughout", "UNION and UNION ALL are mixed")
		}
		q.All = append(q.All, all)
	}
}

// single reads clauses up to UNION or the end.
func (p *parser) single() *SingleQuery {
	s := &SingleQuery{}
	start := p.at()
	for {
		t := p.peek()
		switch {
		case t.isWord("MATCH"), t.isWord("OPTIONAL") && p.ahead(1).isWord("MATCH"):
			s.Clauses = append(s.Clauses, p.match())
		case t.isWord("UNWIND"):
			s.Clauses = append(s.Clauses, p.unwind())
		case t.isWord("WITH"):
			s.Clauses = append(s.Clauses, p.with())
		case t.isWord("RETURN"):
			s.Clauses = append(s.Clauses, p.ret())
			s.Span = p.since(start)
			return s
		case p.subquery > 0 && t.is("}") && len(s.Clauses) > 0:
			s.Span = p.since(start)
			return s
		default:
			p.noClause(s)
		}
	}
}

// noClause ends the parser where a clause should come and none does.
func (p *parser) noClause(s *SingleQuery) {
	p.lexical()
	t := p.peek()
	first := len(s.Clauses) == 0
	p.foreignClause()
	end := t.kind == endOfText || t.is(";") || t.isWord("UNION") || p.subquery > 0 && t.is("}")
	if end && first {
		p.errorAt(p.here(), "write MATCH … RETURN …", "a query is missing here")
	}
	if end {
		if _, ok := s.Clauses[len(s.Clauses)-1].(*With); ok {
			p.failAs(invalidClauseComposition, p.here(), "add RETURN …, or write RETURN in the place of WITH", "the query ends with WITH, which only hands on to the next clause")
		}
		p.failAs(invalidClauseComposition, p.here(), "add RETURN with what you want to see, or RETURN *", "the query has no RETURN")
	}
	if !first {
		p.afterClause(s.Clauses[len(s.Clauses)-1])
	}
	switch {
	case t.isWord("WHERE"):
		p.failAs(invalidClauseComposition, t.Span, "write MATCH … WHERE … RETURN …", "WHERE comes before there is anything to filter")
	case t.isWord("ORDER", "SKIP", "OFFSET", "LIMIT"):
		p.failAs(invalidClauseComposition, t.Span, "put it after the items of RETURN or WITH", "%s comes before RETURN", p.part())
	case t.isWord("OPTIONAL"):
		p.errorAt(t.Span, "write OPTIONAL MATCH", "OPTIONAL stands alone")
	case t.is("("):
		hint := "write MATCH before it"
		if !p.follows("RETURN") {
			hint += ", and RETURN with what you want to see after it"
		}
		p.errorAt(t.Span, hint, "a pattern stands where a clause should begin")
	case t.is("-"), t.is("<"):
		p.errorAt(t.Span, "write MATCH ()-->(), with a node on either side", "a relationship stands where a clause should begin")
	case t.isWord("SHORTESTPATH", "ALLSHORTESTPATHS", "SHORTEST", "ANY", "ALL", "WALK", "TRAIL", "ACYCLIC", "SIMPLE"):
		p.errorAt(t.Span, "write MATCH before it", "a pattern stands where a clause should begin")
	}
	p.stray()
	p.noQuery()
	p.errorAt(p.here(), p.clauseHint(t), "a query does not begin with %s", p.found())
}

// noQuery ends the parser if what should be a query is one in quotes, one with something before it, or none.
func (p *parser) noQuery() {
	t := p.peek()
	if t.kind == stringToken || t.kind == quotedName {
		if words := strings.Fields(strings.Trim(t.text, "`")); len(words) > 1 && slices.Contains(clauseStarts, strings.ToUpper(words[0])) {
			p.errorAt(t.Span, "take the quotes away", "the whole query stands in quotes")
		}
	}
	hint := suggestion(t.text, clauseWords...)
	switch {
	case t.is(":"):
		p.errorAt(t.Span, "begin with MATCH …, end with RETURN …", "a command that begins with : is no query")
	case p.follows("MATCH") && p.follows("RETURN") && (hint == "" || t.kind != word):
		p.errorAt(t.Span, "take out what is before MATCH", "a query does not begin with %s, and MATCH comes later", p.found())
	case t.kind == word && p.ahead(1).kind == word && p.ahead(2).kind == word && !p.follows("RETURN") && !reserved[p.ahead(1).upper]:
		p.errorAt(t.Span, "say what is to be found as a pattern: MATCH (a)-[:TYPE]->(b) RETURN a, b", "a query is not a sentence, and does not begin with %s", p.found())
	}
}

// follows reports whether a word comes later in the text.
func (p *parser) follows(what string) bool {
	for i := p.pos + 1; i < len(p.tokens); i++ {
		if p.tokens[i].isWord(what) {
			return true
		}
	}
	return false
}

// foreignClause ends the parser if the next word begins a clause of another language, or of the writing part of this
// one: in a subquery openCypher calls that a wrong composition of clauses.
func (p *parser) foreignClause() {
	t := p.peek()
	f, ok := foreign[t.upper]
	if !ok || t.kind != word {
		return
	}
	detail := unexpectedSyntax
	if p.subquery > 0 {
		detail = invalidClauseComposition
	}
	p.failAs(detail, t.Span, f.hint, "%s", f.message)
}

// clauseHint says which clause a word may be meant for.
func (p *parser) clauseHint(t *token) string {
	if t.kind == word {
		if s := suggestion(t.text, clauseWords...); s != "" {
			return s
		}
	}
	return "clauses begin with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN"
}

// afterClause ends the parser because the next token neither goes on with the clause before it nor begins another.
func (p *parser) afterClause(before Clause) {
	t := p.peek()
	if _, ok := before.(*With); !ok && t.isWord("ORDER", "SKIP", "OFFSET", "LIMIT") {
		p.failAs(invalidClauseComposition, t.Span, "put it after the items of RETURN or WITH", "%s comes before RETURN", p.part())
	}
	switch c := before.(type) {
	case *Match:
		if t.isWord("WHERE") {
			p.errorAt(t.Span, "join the conditions with AND", "there is a second WHERE in this MATCH")
		}
		if c.Where == nil {
			p.afterPattern()
		} else {
			p.afterExpression()
		}
	case *Unwind:
		if t.isWord("WHERE") {
			p.failAs(invalidClauseComposition, t.Span, "write UNWIND … AS "+Quote(c.As.Text)+" WITH "+Quote(c.As.Text)+" WHERE …", "UNWIND has no WHERE")
		}
	case *With:
		if t.isWord("WHERE") {
			p.errorAt(t.Span, "join the conditions with AND", "there is a second WHERE in this WITH")
		}
		p.afterProjection(c.Where != nil, "WITH")
		if c.Where == nil && c.OrderBy == nil && c.Skip == nil && c.Limit == nil {
			p.afterItem()
		}
		p.afterExpression()
	}
	p.stray()
	p.errorAt(p.here(), p.clauseHint(t), "a clause or the end should come here, not %s", p.found())
}

// afterProjection ends the parser if the next token is a part of RETURN or WITH that comes too late.
func (p *parser) afterProjection(filtered bool, clause string) {
	t := p.peek()
	if !t.isWord("ORDER", "SKIP", "OFFSET", "LIMIT") {
		return
	}
	hint := "the order is " + clause + " …, ORDER BY …, SKIP …, LIMIT …"
	if clause == "WITH" {
		hint += ", WHERE …"
	}
	if filtered {
		p.errorAt(t.Span, hint, "%s comes after the WHERE of this WITH", p.part())
	}
	p.errorAt(t.Span, hint, "%s comes too late, or twice", p.part())
}

// part returns the name of the part of a projection that the next word begins.
func (p *parser) part() string {
	if t := p.peek(); t.upper != "ORDER" {
		return t.upper
	}
	return "ORDER BY"
}

// afterReturn ends the parser because something comes after RETURN and its parts.
func (p *parser) afterReturn() {
	p.lexical()
	t := p.peek()
	switch {
	case t.isWord("WHERE"):
		p.failAs(invalidClauseComposition, t.Span, "filter before: MATCH … WHERE … RETURN …, or WITH … WHERE … RETURN …", "WHERE comes after RETURN")
	case t.isWord("RETURN"):
		p.failAs(invalidClauseComposition, t.Span, "name all columns in one RETURN, with commas between them; to join two queries, write UNION", "there is a second RETURN")
	case t.isWord("MATCH", "UNWIND", "WITH"), t.isWord("OPTIONAL") && p.ahead(1).isWord("MATCH"):
		p.failAs(invalidClauseComposition, t.Span, "RETURN is the last clause: put "+t.upper+" before it, or write WITH in the place of the RETURN", "%s comes after RETURN", t.upper)
	}
	p.afterProjection(false, "RETURN")
	p.foreignClause()
	p.afterItem()
}

// match reads [OPTIONAL] MATCH [mode] paths [WHERE condition].
func (p *parser) match() *Match {
	m := &Match{}
	start := p.at()
	m.Optional = p.takeWord("OPTIONAL")
	p.next()
	m.Mode = p.matchMode()
	m.Paths = p.paths()
	m.Where = p.where("WHERE")
	m.Span = p.since(start)
	return m
}

// matchMode reads REPEATABLE ELEMENTS or DIFFERENT RELATIONSHIPS, also as ELEMENT BINDINGS and RELATIONSHIP
// BINDINGS.
func (p *parser) matchMode() MatchMode {
	mode, words := DifferentRelationships, []string{"RELATIONSHIPS", "RELATIONSHIP", "EDGES", "EDGE"}
	switch t := p.peek(); {
	case p.ahead(1).is("="):
		return mode // a path of that name
	case t.isWord("REPEATABLE"):
		mode, words = RepeatableElements, []string{"ELEMENTS", "ELEMENT"}
	case !t.isWord("DIFFERENT"):
		return mode
	}
	t := p.next()
	if !p.takeWord(words...) {
		p.unexpected(words[0]+" after "+t.upper, "write "+t.upper+" "+words[0])
	}
	p.takeWord("BINDINGS")
	return mode
}

// paths reads path patterns with commas between them.
func (p *parser) paths() []*PathPattern {
	var paths []*PathPattern
	for {
		paths = append(paths, p.path())
		if !p.take(",") {
			return paths
		}
		if t := p.peek(); t.kind == endOfText || t.kind == word && reserved[t.upper] {
			p.errorAt(p.tokens[p.pos-1].Span, "take it out, or write another pattern after it", "nothing comes after the comma")
		}
	}
}

// where reads an optional WHERE.
func (p *parser) where(what string) Expr {
	if !p.takeWord("WHERE") {
		return nil
	}
	return p.condition("a condition after " + what)
}

// unwind reads UNWIND list AS name.
func (p *parser) unwind() *Unwind {
	u := &Unwind{}
	start := p.at()
	p.next()
	u.List = p.condition("a list after UNWIND")
	if !p.takeWord("AS") {
		p.lexical()
		if p.peek().isName() || p.peek().kind == endOfText || p.peek().isWord(clauseStarts...) {
			p.errorAt(p.here(), "write UNWIND list AS name", "UNWIND needs AS and a name for the items of the list")
		}
		p.afterExpression()
	}
	as := p.name("a name after AS", "write UNWIND list AS name")
	u.As = &as
	u.Span = p.since(start)
	return u
}

var clauseStarts = []string{"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "UNION", "WHERE", "ORDER", "SKIP", "LIMIT"}

func (p *parser) with() *With {
	w := &With{}
	start := p.at()
	p.next()
	w.Projection = p.projection("WITH")
	w.Where = p.where("WHERE")
	w.Span = p.since(start)
	return w
}

func (p *parser) ret() *Return {
	r := &Return{}
	start := p.at()
	p.next()
	r.Projection = p.projection("RETURN")
	r.Span = p.since(start)
	return r
}

// projection reads what WITH and RETURN have in common.
func (p *parser) projection(clause string) Projection {
	var pr Projection
	pr.Distinct = p.takeWord("DISTINCT")
	if p.take("*") {
		pr.Star = true
	}
	if !pr.Star || p.take(",") {
		pr.Items = p.items(clause)
	}
	pr.OrderBy = p.orderBy()
	if p.takeWord("SKIP", "OFFSET") {
		pr.Skip = p.amount(p.tokens[p.pos-1].upper)
	}
	if p.takeWord("LIMIT") {
		pr.Limit = p.amount("LIMIT")
	}
	return pr
}

// amount reads the number of SKIP or LIMIT.
func (p *parser) amount(word string) Expr {
	if t := p.peek(); t.is("=") {
		p.errorAt(t.Span, "write "+word+" 10, for example", "%s takes no =", word)
	}
	x := p.condition("a number after " + word)
	if t := p.peek(); t.is(",") && word == "LIMIT" {
		p.errorAt(t.Span, "to leave out the first 5 rows, write SKIP 5 LIMIT 10", "LIMIT takes one number")
	}
	return x
}

// items reads the items of a projection.
func (p *parser) items(clause string) []*Item {
	var items []*Item
	for {
		items = append(items, p.item(clause))
		if !p.take(",") {
			return items
		}
		t := p.peek()
		if t.isWord("DISTINCT") {
			p.errorAt(t.Span, "take it out: it stands once, right after "+clause+", for whole rows", "DISTINCT does not go with one item")
		}
		if t.kind == endOfText || t.is(";") || t.kind == word && reserved[t.upper] && !startsExpression(t) || t.isWord("FROM") {
			p.errorAt(p.tokens[p.pos-1].Span, "take it out, or write another item after it", "nothing comes after the comma")
		}
		if t.is("*") {
			p.errorAt(t.Span, "write "+clause+" *, x AS y", "the * comes first")
		}
	}
}

// item reads expression [AS name].
func (p *parser) item(clause string) *Item {
	i := &Item{}
	start := p.at()
	if t := p.peek(); t.isWord("ALL") && startsExpression(p.ahead(1)) && !p.ahead(1).is("(") && !p.ahead(1).is("[") {
		p.errorAt(t.Span, "leave ALL out", "%s ALL is what %s does anyhow", clause, clause)
	}
	i.Expr = p.condition("an expression after " + clause)
	i.Text = strings.TrimSpace(p.text[start:p.since(start).End])
	if v, ok := i.Expr.(*Variable); ok {
		i.Text = v.Text
	}
	if p.takeWord("AS") {
		if t := p.peek(); t.kind == stringToken {
			p.errorAt(t.Span, "write AS "+Quote(t.text), "the name of a column is no string")
		}
		as := p.name("a name after AS", "write AS name")
		i.As = &as
	}
	i.Span = p.since(start)
	return i
}

// orderBy reads an optional ORDER BY.
func (p *parser) orderBy() []*SortKey {
	if !p.takeWord("ORDER") {
		return nil
	}
	if !p.takeWord("BY") {
		p.lexical()
		p.errorAt(p.here(), "write ORDER BY", "BY is missing after ORDER")
	}
	var keys []*SortKey
	for {
		keys = append(keys, p.sortKey())
		if !p.take(",") {
			return keys
		}
	}
}

func (p *parser) sortKey() *SortKey {
	k := &SortKey{}
	start := p.at()
	k.Expr = p.condition("an expression after ORDER BY")
	if p.takeWord("DESC", "DESCENDING") {
		k.Descending = true
	} else {
		p.takeWord("ASC", "ASCENDING")
	}
	k.Span = p.since(start)
	t := p.peek()
	if t.isWord("NULLS", "NULL") {
		p.errorAt(t.Span, "order by n.key IS NULL first to choose", "there is no NULLS FIRST or LAST: null comes last, and first under DESC")
	}
	if t.kind == word && !reserved[t.upper] && !t.isWord("OFFSET") {
		if _, ok := foreign[t.upper]; !ok {
			hint := suggestion(t.text, "ASC", "DESC", "ASCENDING", "DESCENDING", "LIMIT", "SKIP", "OFFSET")
			if hint == "" {
				hint = "ASC, DESC, a comma, SKIP or LIMIT can come here"
			}
			if before := &p.tokens[p.pos-1]; before.isWord("ASC", "DESC") && !t.isWord("ASC", "DESC") {
				p.errorAt(before.Span, "write ORDER BY x "+before.upper, "%s comes after what is sorted by", before.upper)
			}
			p.errorAt(t.Span, hint, "%s does not go with ORDER BY", t.text)
		}
	}
	return k
}
