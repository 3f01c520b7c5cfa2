package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"
)

// writeJSON writes an array of objects, whose fields have the order of the columns and are all there: null
// where nothing is known.
func (t *Table) writeJSON(w io.Writer, shown []int) error {
	out := bufio.NewWriter(w)
	if len(t.Rows) == 0 {
		out.WriteString("[]\n")
		return out.Flush()
	}
	out.WriteByte('[')
	var object, indented bytes.Buffer
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		object.Reset()
		indented.Reset()
		if err := t.objectJSON(&object, row, shown); err != nil {
			return err
		}
		if err := json.Indent(&indented, object.Bytes(), "  ", "  "); err != nil {
			return err
		}
		out.WriteString("\n  ")
		indented.WriteTo(out)
	}
	out.WriteString("\n]\n")
	return out.Flush()
}

func (t *Table) objectJSON(b *bytes.Buffer, row []any, shown []int) error {
	b.WriteByte('{')
	for i, c := range shown {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(b, t.Columns[c].Name); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := encode(b, jsonCell(row[c])); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

func jsonCell(cell any) any {
	if list, ok := cell.([]string); ok && list == nil {
		return []string{}
	}
	if isNothing(cell) {
		return nil
	}
	return cell
}

func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// writeCSV writes a header line and a line for each row, as RFC 4180 says but with line feeds alone. Text
// that a spreadsheet would take for a formula gets an apostrophe before it; JSON carries it unchanged.
func (t *Table) writeCSV(w io.Writer, shown []int) error {
	out := csv.NewWriter(w)
	line := make([]string, len(shown))
	for i, c := range shown {
		line[i] = noFormula(t.Columns[c].Name)
	}
	out.Write(line)
	for _, row := range t.Rows {
		for i, c := range shown {
			line[i] = cellText(row[c], -1)
			if !isNumber(row[c]) {
				line[i] = noFormula(line[i])
			}
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// noFormula guards against what OWASP calls CSV injection.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// markdownEscapes keeps the characters from meaning anything in a cell of a Markdown table.
var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "~", `\~`,
)

// reference is what GitHub makes a mention or a link of, once the Markdown has been read: neither a backslash nor an entity keeps it
// from that, but a comment in between does, which shows nothing.
var reference = regexp.MustCompile(`@[0-9A-Za-z]|#[0-9]|\b[Gg][Hh]-[0-9]`)

// EscapeMarkdown returns s as text that Markdown shows as it is, on one line, and of which GitHub makes no mention or reference.
func EscapeMarkdown(s string) string {
	return reference.ReplaceAllStringFunc(markdownEscapes.Replace(Clean(s)), func(found string) string {
		last := len(found) - 1
		return found[:last] + "<!-- -->" + found[last:]
	})
}

// EscapeMarkdownBlock is [EscapeMarkdown] for text at the beginning of a paragraph or of an item in a list,
// where "# ", "- ", "> " or "1. " would make it something else, and spaces would make it code.
func EscapeMarkdownBlock(s string) string {
	s = strings.TrimLeft(EscapeMarkdown(s), " \t")
	mark := len(s) - len(strings.TrimLeft(s, "0123456789")) // of a list: after its number
	if mark < len(s) && (mark == 0 && strings.IndexByte("#-+>=", s[0]) >= 0 || mark > 0 && strings.IndexByte(".)", s[mark]) >= 0) {
		return s[:mark] + `\` + s[mark:]
	}
	return s
}

func (t *Table) writeMarkdown(w io.Writer, shown []int) error {
	out := bufio.NewWriter(w)
	decimals := make([]int, len(shown))
	head, rule := "|", "|"
	for i, c := range shown {
		decimals[i] = t.decimals(c)
		head += " " + EscapeMarkdown(t.Columns[c].title()) + " |"
		if t.Columns[c].Right {
			rule += "---:|"
		} else {
			rule += "---|"
		}
	}
	out.WriteString(head + "\n" + rule + "\n")
	for _, row := range t.Rows {
		line := "|"
		for i, c := range shown {
			line += " " + markdownCell(row[c], decimals[i]) + " |"
		}
		out.WriteString(line + "\n")
	}
	return out.Flush()
}

func markdownCell(cell any, decimals int) string {
	text := cellText(cell, decimals)
	if _, ok := cell.(bool); ok {
		text = peopleText(cell, decimals)
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = EscapeMarkdown(line)
	}
	indent := ""
	if in, ok := cell.(Indented); ok {
		indent = strings.Repeat("&nbsp;&nbsp;", in.Level)
	}
	return indent + strings.Join(lines, "<br>")
}
