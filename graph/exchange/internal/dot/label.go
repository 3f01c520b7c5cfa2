package dot

import (
	"html"
	"strings"
)

// Plain is a value as who looks at the picture sees it: without markup, escapes and entities. Lines end in line feeds; self
// is what \N stands for.
func (v Value) Plain(self string) string {
	text := v.Text
	if v.Markup {
		return MarkupText(text)
	}
	if strings.IndexByte(text, '\\') >= 0 {
		var b strings.Builder
		for i := 0; i < len(text); i++ {
			if text[i] != '\\' || i+1 == len(text) {
				b.WriteByte(text[i])
				continue
			}
			i++
			switch text[i] {
			case 'n', 'l', 'r':
				b.WriteByte('\n')
			case 'N', 'E':
				b.WriteString(self)
			case 'G', 'T', 'H', 'L':
			default:
				b.WriteByte(text[i])
			}
		}
		text = b.String()
	}
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	return strings.Trim(text, "\n")
}

// MarkupText is the text of an HTML-like label, with a line for each of its lines and rows.
func MarkupText(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			open = len(s)
		}
		b.WriteString(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' {
				return ' '
			}
			return r
		}, s[:open]))
		if s = s[open:]; s == "" {
			break
		}
		end := strings.IndexByte(s, '>')
		if strings.HasPrefix(s, "<!--") {
			if end = strings.Index(s, "-->"); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			break
		}
		tag := strings.ToLower(strings.Trim(s[1:end], "/ "))
		switch {
		case tag == "br" || strings.HasPrefix(tag, "br ") || s[1] == '/' && tag == "tr" || tag == "hr":
			b.WriteByte('\n')
		case s[1] == '/' && tag == "td":
			b.WriteByte(' ')
		}
		s = s[end+1:]
	}
	var lines []string
	for line := range strings.SplitSeq(html.UnescapeString(b.String()), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
