package themefile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// reader makes a theme of a file.
type reader struct {
	data       string
	vocabulary *graph.Vocabulary
	theme      render.Theme
	set        map[*string]*token.Token // where the colours stand that the file sets
	lines      []styledLine
	boxes      []styledBox
	faults     []Fault
}

// styledLine and styledBox are styles under way.
type styledLine struct {
	id    string
	style render.LineStyle
}

type styledBox struct {
	id    string
	style render.BoxStyle
}

// mostFaults is how many faults are told.
const mostFaults = 20

func (r *reader) fault(t *token.Token, format string, args ...any) {
	line, column := 1, 1
	if t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	r.faultAt(line, column, format, args...)
}

func (r *reader) faultAt(line, column int, format string, args ...any) {
	if len(r.faults) < mostFaults {
		r.faults = append(r.faults, Fault{line, column, fmt.Sprintf(format, args...), r.excerpt(line, column)})
	}
}

// inOrder returns the faults in the order of the file.
func (r *reader) inOrder() []Fault {
	slices.SortStableFunc(r.faults, func(a, b Fault) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return r.faults
}

// excerpt returns a line of the file with a caret below a column.
func (r *reader) excerpt(line, column int) string {
	const longest = 200
	lines := strings.Split(r.data, "\n")
	if line > len(lines) {
		return ""
	}
	text := strings.ReplaceAll(strings.TrimRight(lines[line-1], "\r"), "\t", " ")
	if text == "" || len(text) > longest {
		return ""
	}
	return text + "\n" + strings.Repeat(" ", min(column-1, utf8.RuneCountInString(text))) + "^"
}

// read makes the theme; it is of use where there are no faults.
func (r *reader) read() *render.Theme {
	root := r.parse()
	if len(r.faults) > 0 {
		return nil
	}
	r.set = map[*string]*token.Token{}
	r.theme, _ = render.LookupTheme("")
	top := r.pairs(root, "the file")
	r.base(top)
	r.theme.Description = "" // that of the theme it was made of
	for _, p := range top {
		switch name := r.key(p, top); name {
		case "", "base":
		case "colours":
			r.colours(p)
		case "types":
			r.types(p)
		case "classifications":
			r.classifications(p)
		default:
			r.unknown(p.Key.GetToken(), "field", name, []string{"base", "colours", "types", "classifications"})
		}
	}
	if len(r.faults) > 0 {
		return nil
	}
	r.contrasts()
	r.finish()
	return &r.theme
}

// parse parses the file as YAML.
func (r *reader) parse() (root ast.Node) {
	defer func() {
		// The parser has panicked on malformed input before; a reader of bad input must not.
		if recover() != nil {
			root = nil
			r.faultAt(1, 1, "this cannot be read as YAML")
		}
	}()
	switch {
	case len(r.data) > largest:
		r.faultAt(1, 1, "a theme file has at most %d bytes", largest)
		return nil
	case !utf8.ValidString(r.data):
		r.faultAt(1, 1, "this is not text in UTF-8")
		return nil
	case deep(r.data):
		r.faultAt(1, 1, "this nests deeper than a theme file does")
		return nil
	}
	r.data = strings.TrimPrefix(r.data, "\ufeff")
	file, err := parser.ParseBytes([]byte(r.data), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(file.Docs) == 0 {
		return nil
	}
	if len(file.Docs) > 1 {
		r.fault(file.Docs[1].Start, "a theme file is one document of YAML")
	}
	return file.Docs[0].Body
}

// deep reports whether brackets or indents could nest so deep that the parser, which recurses, needs long.
func deep(s string) bool {
	const most = 200
	return strings.Count(s, "[")+strings.Count(s, "- -") > most || strings.Count(s, "{") > 2000
}

// syntax notes an error of the parser.
func (r *reader) syntax(err error) {
	message, _, _ := strings.Cut(err.Error(), "\n")
	line, column := 1, 1
	if at, rest, ok := strings.Cut(message, "] "); ok && strings.HasPrefix(at, "[") {
		if l, c, ok := strings.Cut(at[1:], ":"); ok {
			line, _ = strconv.Atoi(l)
			column, _ = strconv.Atoi(c)
			message = rest
		}
	}
	r.faultAt(max(line, 1), max(column, 1), "not YAML: %s", message)
}

// pairs returns the fields of a mapping; what is empty has none.
func (r *reader) pairs(node ast.Node, what string) []*ast.MappingValueNode {
	switch n := node.(type) {
	case nil, *ast.NullNode:
		return nil
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	r.fault(node.GetToken(), "%s has fields, each a name, a colon and a value", what)
	return nil
}

// key returns the name of a field, or "" where it is none or there twice.
func (r *reader) key(p *ast.MappingValueNode, all []*ast.MappingValueNode) string {
	t := p.Key.GetToken()
	name := t.Value
	if _, ok := p.Key.(*ast.MergeKeyNode); ok || name == "" {
		r.fault(t, "the name of a field is a word")
		return ""
	}
	for _, other := range all {
		if other == p {
			return name
		}
		if other.Key.GetToken().Value == name {
			r.fault(t, "%q is there twice", name)
			return ""
		}
	}
	return name
}

// word returns a value that is one word or number.
func (r *reader) word(p *ast.MappingValueNode, what string) (string, *token.Token) {
	switch n := p.Value.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		t := n.GetToken()
		return strings.TrimSpace(t.Value), t
	case *ast.NullNode:
		t := p.Key.GetToken()
		if line := strings.Split(r.data, "\n")[t.Position.Line-1]; strings.Contains(line, "#") && strings.HasPrefix(what, "a colour") {
			r.fault(t, "%q has no value: # begins a comment in YAML, so that a colour goes in quotes", t.Value)
		} else {
			r.fault(t, "%q has no value; it is %s", t.Value, what)
		}
	default:
		r.fault(p.Key.GetToken(), "%q is %s", p.Key.GetToken().Value, what)
	}
	return "", nil
}

func (r *reader) unknown(t *token.Token, what, value string, known []string) {
	err := &graph.UnknownError{What: what, Value: value, Suggestions: graph.Suggest(value, known)}
	if len(err.Suggestions) == 0 && len(known) <= 20 {
		err.Known = known
	}
	r.fault(t, "%v", err)
}

// base takes the theme that the file changes.
func (r *reader) base(top []*ast.MappingValueNode) {
	for _, p := range top {
		if p.Key.GetToken().Value != "base" {
			continue
		}
		var names []string
		for _, t := range render.Themes() {
			names = append(names, t.Name)
		}
		name, at := r.word(p, "the name of a theme")
		if at == nil {
			return
		}
		if i := slices.Index(names, name); i >= 0 {
			r.theme = render.Themes()[i]
		} else {
			r.unknown(at, "theme", name, names)
		}
		return
	}
}

// colourField is a colour of a theme that a file can set.
type colourField struct {
	name string
	of   func(*render.Theme) *string
}

var colourFields = []colourField{
	{"page", func(t *render.Theme) *string { return &t.Page }},
	{"panel", func(t *render.Theme) *string { return &t.Panel }},
	{"panel_edge", func(t *render.Theme) *string { return &t.PanelEdge }},
	{"text", func(t *render.Theme) *string { return &t.Text }},
	{"muted_text", func(t *render.Theme) *string { return &t.MutedText }},
	{"box", func(t *render.Theme) *string { return &t.Box }},
	{"box_edge", func(t *render.Theme) *string { return &t.BoxEdge }},
	{"centre_box", func(t *render.Theme) *string { return &t.CentreBox }},
	{"centre_text", func(t *render.Theme) *string { return &t.CentreText }},
	{"marked", func(t *render.Theme) *string { return &t.Marked }},
	{"marked_edge", func(t *render.Theme) *string { return &t.MarkedEdge }},
	{"faded", func(t *render.Theme) *string { return &t.Faded }},
	{"faded_text", func(t *render.Theme) *string { return &t.FadedText }},
	{"badge_text", func(t *render.Theme) *string { return &t.BadgeText }},
}

func (r *reader) colours(p *ast.MappingValueNode) {
	known := make([]string, len(colourFields))
	for i, field := range colourFields {
		known[i] = field.name
	}
	fields := r.pairs(p.Value, `"colours"`)
	for _, f := range fields {
		name := r.key(f, fields)
		if name == "" {
			continue
		}
		if i := slices.Index(known, name); i >= 0 {
			r.colour(f, colourFields[i].of(&r.theme))
		} else {
			r.unknown(f.Key.GetToken(), "colour of a theme", name, known)
		}
	}
}

// colour reads a colour.
func (r *reader) colour(p *ast.MappingValueNode, to *string) {
	s, t := r.word(p, `a colour such as "#0072B2"`)
	if t == nil {
		return
	}
	c := strings.ToUpper(strings.TrimPrefix(s, "#"))
	if len(c) == 3 {
		c = string([]byte{c[0], c[0], c[1], c[1], c[2], c[2]})
	}
	if _, err := strconv.ParseUint(c, 16, 32); err != nil || len(c) != 6 {
		r.fault(t, "%q is no colour: a colour is # and six hexadecimal digits, in quotes: \"#0072B2\"", s)
		return
	}
	*to = "#" + c
	r.set[to] = t
}

var dashes = []struct {
	name string
	dash render.Dash
}{{"solid", render.Solid}, {"long", render.LongDashed}, {"dash-dot", render.DashDotted}}

// types reads how relationships look.
func (r *reader) types(p *ast.MappingValueNode) {
	var known []string
	for t := range r.vocabulary.Types() {
		known = append(known, t.ID)
	}
	entries := r.pairs(p.Value, `"types"`)
	r.lines = make([]styledLine, 0, len(entries)) // so that what points into it stays valid
	for _, entry := range entries {
		id := r.key(entry, entries)
		if id == "" {
			continue
		}
		if !slices.Contains(known, id) {
			r.unknown(entry.Key.GetToken(), "type", id, known)
			continue
		}
		r.lines = append(r.lines, styledLine{id: id})
		style := &r.lines[len(r.lines)-1].style
		fields := r.pairs(entry.Value, `the style of a type`)
		for _, f := range fields {
			switch name := r.key(f, fields); name {
			case "":
			case "colour":
				r.colour(f, &style.Colour)
			case "width":
				r.width(f, &style.Width)
			case "dash":
				r.dash(f, &style.Dash)
			default:
				r.unknown(f.Key.GetToken(), "field", name, []string{"colour", "width", "dash"})
			}
		}
	}
}

func (r *reader) width(p *ast.MappingValueNode, to *float64) {
	const least, most = 0.8, 3.2 // strands of a line are 4.3 points apart
	s, t := r.word(p, "a number of points")
	if t == nil {
		return
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= least && v <= most) {
		r.fault(t, "%q is no width: a width is a number of points, from %g to %g", s, least, most)
		return
	}
	*to = v
}

func (r *reader) dash(p *ast.MappingValueNode, to *render.Dash) {
	s, t := r.word(p, "how the line is broken")
	if t == nil {
		return
	}
	var known []string
	for _, d := range dashes {
		if d.name == s {
			*to = d.dash
			return
		}
		known = append(known, d.name)
	}
	switch s {
	case "dashed", "dotted":
		r.fault(t, "%s lines are those that are proposed, suspended or ended; a type can be %s", s, strings.Join(known, ", "))
	default:
		r.unknown(t, "dash", s, known)
	}
}

// classifications reads how organisations look.
func (r *reader) classifications(p *ast.MappingValueNode) {
	var known []string
	for c := range r.vocabulary.Classifications() {
		known = append(known, c.ID)
	}
	entries := r.pairs(p.Value, `"classifications"`)
	r.boxes = make([]styledBox, 0, len(entries))
	for _, entry := range entries {
		id := r.key(entry, entries)
		if id == "" {
			continue
		}
		if !slices.Contains(known, id) {
			r.unknown(entry.Key.GetToken(), "classification", id, known)
			continue
		}
		r.boxes = append(r.boxes, styledBox{id: id})
		style := &r.boxes[len(r.boxes)-1].style
		fields := r.pairs(entry.Value, `the style of a classification`)
		for _, f := range fields {
			switch name := r.key(f, fields); name {
			case "":
			case "fill":
				r.colour(f, &style.Fill)
			case "outline":
				r.colour(f, &style.Outline)
			case "text":
				r.colour(f, &style.Text)
			case "shape":
				r.shape(f, &style.Shape)
			default:
				r.unknown(f.Key.GetToken(), "field", name, []string{"fill", "outline", "text", "shape"})
			}
		}
	}
}

func (r *reader) shape(p *ast.MappingValueNode, to *render.Shape) {
	s, t := r.word(p, "a shape")
	if t == nil {
		return
	}
	var known []string
	for _, shape := range render.Shapes() {
		if string(shape) == s {
			*to = shape
			return
		}
		known = append(known, string(shape))
	}
	r.unknown(t, "shape", s, known)
}

// finish puts the styles into the theme.
func (r *reader) finish() {
	for _, l := range r.lines {
		if r.theme.Types == nil {
			r.theme.Types = map[string]render.LineStyle{}
		}
		r.theme.Types[l.id] = l.style
	}
	for _, b := range r.boxes {
		if r.theme.Classifications == nil {
			r.theme.Classifications = map[string]render.BoxStyle{}
		}
		r.theme.Classifications[b.id] = b.style
	}
}
