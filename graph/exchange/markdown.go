package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

func markdownFormat() Format {
	return Format{
		Name:       "markdown",
		Label:      "Markdown tables",
		Tools:      "GitHub, GitLab, wikis, Pandoc",
		Standard:   "https://github.github.com/gfm/",
		Extensions: []string{".md"},
		MediaType:  "text/markdown",
		Holdings:   pageHoldings(),
		Notes:      []string{"A page for people: organisations, relationships with a link to the passage of each source, and sources."},
		Parts:      []Part{{Write: writeMarkdown}},
	}
}

func writeMarkdown(ctx context.Context, w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprintf(out, "# %s\n", markdownText(pageOr(g.Title(), "Map")))
	if g.Description() != "" {
		fmt.Fprintf(out, "\n%s\n", markdownText(g.Description()))
	}
	for _, t := range pageTables(g) {
		fmt.Fprintf(out, "\n## %s (%d)\n\n| %s |\n|%s\n", t.title, t.rows, strings.Join(t.columns, " | "), strings.Repeat(" --- |", len(t.columns)))
		for i := range t.rows {
			if err := interrupted(ctx, i); err != nil {
				return err
			}
			out.WriteByte('|')
			for _, cell := range t.row(i) {
				out.WriteByte(' ')
				markdownCell(out, cell)
				out.WriteString(" |")
			}
			out.WriteByte('\n')
		}
	}
	return out.Flush()
}

// markdownCell writes a cell in a line, as tables need it. Links within the page are left out: each host makes anchors of its own.
func markdownCell(out *bufio.Writer, cell pageCell) {
	begun := false
	for _, span := range cell {
		text := markdownText(span.text)
		if text == "" {
			continue
		}
		if span.breaks && begun {
			out.WriteString("<br>")
		}
		begun = true
		if span.link != "" && span.link[0] != '#' {
			fmt.Fprintf(out, "[%s](%s)", text, markdownURL(span.link))
			continue
		}
		// A space before what follows is outside the text, so that it is not lost.
		if strings.HasPrefix(span.text, " ") {
			out.WriteByte(' ')
		}
		out.WriteString(text)
	}
}

// markdownText writes text on one line, with a backslash before every character that may be markup, that may make a link of what
// follows, or that begins a block.
func markdownText(s string) string {
	var b strings.Builder
	text := strings.Join(strings.Fields(s), " ")
	for i, r := range text {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_{}[]#|~>$@^=", r), i == 0 && (r == '-' || r == '+'),
			r == ':' && i+1 < len(text) && text[i+1] != ' ',
			r == '.' && i >= 3 && strings.EqualFold(text[i-3:i], "www"),
			(r == '.' || r == ')') && i > 0 && strings.Trim(text[:i], "0123456789") == "":
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		if i+1 < len(text) && isReference(text[:i+1], text[i+1]) {
			b.WriteString("<!-- -->")
		}
	}
	return b.String()
}

// isReference reports whether GitHub makes a mention or a link, as of "#12", of what text ends with and what follows. It does so once
// the Markdown has been read, whatever is escaped there; a comment in between, which shows nothing, keeps it from that.
func isReference(text string, next byte) bool {
	digit := '0' <= next && next <= '9'
	switch text[len(text)-1] {
	case '@':
		return digit || 'a' <= next|0x20 && next|0x20 <= 'z'
	case '#':
		return digit
	case '-':
		return digit && len(text) >= 3 && strings.EqualFold(text[len(text)-3:], "gh-")
	}
	return false
}

// markdownURL percent-encodes what would end a link or a cell.
func markdownURL(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c == 0x7f || strings.IndexByte("()<>[]|\\\"`*_", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
