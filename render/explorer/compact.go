package explorer

import (
	"regexp"
	"strings"
)

// What only the authors of the page need does not go into it: comments, indentation, and spaces that no reader of the
// language wants. Names stay, and so do lines, so that what a browser says of a fault can be found.

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s+`)
	cssSigns   = regexp.MustCompile(` ?([{};]) ?|([:,]) | (>) `)
)

// compactStyle returns a style sheet, a rule a line. No text in it holds a sign of the language beside a space.
func compactStyle(text string) string {
	text = cssSpace.ReplaceAllString(cssComment.ReplaceAllString(text, ""), " ")
	text = cssSigns.ReplaceAllString(strings.TrimSpace(text), "$1$2$3")
	return strings.NewReplacer(";}", "}\n", "}", "}\n").Replace(text)
}

// compact returns a line of a module; "" for a comment or an empty one. It knows as much of the language as the modules
// use: a text or a template ends on its line, a regular expression does not begin with a space, and a division does.
func compact(line string) string {
	var out strings.Builder
	last := byte(0) // of what is written
	write := func(text string) {
		out.WriteString(text)
		last = text[len(text)-1]
	}
	text := strings.TrimSpace(line)
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case strings.HasPrefix(text[i:], "//"):
			return strings.TrimRight(out.String(), " ")
		case c == '\'' || c == '"' || c == '`':
			end := endOfText(text, i)
			write(text[i:end])
			i = end
		case c == '/' && i+1 < len(text) && text[i+1] != ' ':
			end := endOfExpression(text, i)
			write(text[i:end])
			i = end
		case c == ' ':
			next := text[i+1]
			if joins(last, next) {
				write(" ")
			}
			i++
		default:
			write(text[i : i+1])
			i++
		}
	}
	return out.String()
}

// joins reports whether two signs would mean something else without the space between them.
func joins(before, after byte) bool {
	const signs = "{}()[];,=<>!&|?:*+-/%"
	if before == after && (before == '+' || before == '-') || before == '/' || after == '/' {
		return true
	}
	return !strings.ContainsRune(signs, rune(before)) && !strings.ContainsRune(signs, rune(after))
}

// endOfText returns where a text or a template ends that begins at an index. What stands in the braces of a template may
// hold others.
func endOfText(line string, at int) int {
	quote, depth := line[at], 0
	for i := at + 1; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case depth > 0 && (c == '\'' || c == '"' || c == '`'):
			i = endOfText(line, i) - 1
		case quote == '`' && c == '{' && (depth > 0 || line[i-1] == '$'):
			depth++
		case depth > 0 && c == '}':
			depth--
		case depth == 0 && c == quote:
			return i + 1
		}
	}
	return len(line)
}

// endOfExpression returns where a regular expression ends that begins at an index.
func endOfExpression(line string, at int) int {
	class := false
	for i := at + 1; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			return i + 1
		}
	}
	return len(line)
}
