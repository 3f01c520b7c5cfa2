package exchange

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"net/url"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

func htmlFormat() Format {
	return Format{
		Name:       "html",
		Label:      "HTML tables",
		Tools:      "any browser, word processors",
		Standard:   "https://html.spec.whatwg.org/",
		Extensions: []string{".html", ".htm"},
		MediaType:  "text/html",
		Holdings:   pageHoldings(),
		Notes:      []string{"A page for people, on screens of any width and on paper: organisations, relationships with a link to the passage of each source, and sources. It has no scripts and loads nothing."},
		Parts:      []Part{{Write: writeHTML}},
	}
}

// htmlStyle is the style of the page. On a narrow screen a row is a card, and every cell says what it is; the roles in the
// elements keep the table a table for screen readers then.
const htmlStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #16191d; --line: #c9ced6; --quiet: #525a66; --head: #eef1f5; --link: #0b57a4; --mark: #fff4c2; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e8ebef; --line: #454b55; --quiet: #a9b2bf; --head: #262b33; --link: #8ab8f0; --mark: #4a4320; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { line-height: 1.2; margin: .5rem 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); font-weight: inherit; }
thead th { overflow-wrap: normal; min-width: 6.5em; background: var(--head); font-weight: 600; position: sticky; top: 0; }
tbody th { font-weight: 600; }
tbody tr:target { background: var(--mark); }
.quiet { color: var(--quiet); font-weight: 400; }
@media screen and (max-width: 45rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, th, td { display: block; }
  tbody tr { border: 1px solid var(--line); border-radius: .4rem; margin: .75rem 0; padding: .4rem 0; }
  tbody th, tbody td { border: 0; padding: .15rem .7rem; }
  tbody td:empty { display: none; }
  tbody [data-label]::before { content: attr(data-label) ": "; color: var(--quiet); font-weight: 400; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --mark: #fff; --line: #999; --quiet: #444; --head: #eee; --link: #000; }
  body { font-size: 9pt; max-width: none; padding: 0; }
  nav { display: none; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`

func writeHTML(ctx context.Context, w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriterSize(w, 64<<10)
	title := html.EscapeString(pageOr(g.Title(), "Map"))
	fmt.Fprintf(out, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<h1><bdi>%s</bdi></h1>
`, title, htmlStyle, title)
	for paragraph := range strings.SplitSeq(g.Description(), "\n\n") {
		if strings.TrimSpace(paragraph) != "" {
			fmt.Fprintf(out, "<p>%s</p>\n", strings.ReplaceAll(html.EscapeString(paragraph), "\n", "<br>"))
		}
	}
	tables := pageTables(g)
	if len(tables) > 0 {
		out.WriteString("<nav aria-label=\"Tables\"><ul>")
		for _, t := range tables {
			fmt.Fprintf(out, "<li><a href=\"#%s\">%s</a> (%d)</li>", strings.ToLower(t.title), t.title, t.rows)
		}
		out.WriteString("</ul></nav>\n")
	}
	for _, t := range tables {
		if err := htmlTable(ctx, out, &t); err != nil {
			return err
		}
	}
	out.WriteString("</main>\n</body>\n</html>\n")
	return out.Flush()
}

func htmlTable(ctx context.Context, out *bufio.Writer, t *pageTable) error {
	fmt.Fprintf(out, "<h2 id=\"%s\">%s</h2>\n<table role=\"table\">\n<caption>%s</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">", strings.ToLower(t.title), t.title, t.caption)
	for _, column := range t.columns {
		fmt.Fprintf(out, "<th role=\"columnheader\" scope=\"col\">%s</th>", column)
	}
	out.WriteString("</tr></thead>\n<tbody role=\"rowgroup\">\n")
	openings := make([]string, len(t.columns))
	for k, column := range t.columns {
		openings[k] = "<td role=\"cell\" data-label=\"" + column + "\">"
		if k == 0 {
			openings[k] = "<th role=\"rowheader\" scope=\"row\" data-label=\"" + column + "\">"
		}
	}
	for i := range t.rows {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		out.WriteString("<tr role=\"row\"")
		if t.anchor != nil {
			out.WriteString(" id=\"")
			out.WriteString(html.EscapeString(t.anchor(i)))
			out.WriteByte('"')
		}
		out.WriteByte('>')
		for k, cell := range t.row(i) {
			out.WriteString(openings[k])
			htmlCell(out, cell)
			if k == 0 {
				out.WriteString("</th>")
			} else {
				out.WriteString("</td>")
			}
		}
		out.WriteString("</tr>\n")
	}
	out.WriteString("</tbody>\n</table>\n")
	return nil
}

func htmlCell(out *bufio.Writer, cell pageCell) {
	begun := false
	for _, span := range cell {
		if span.text == "" {
			continue
		}
		if span.breaks && begun {
			out.WriteString("<br>")
		}
		begun = true
		after := ""
		switch {
		case strings.HasPrefix(span.link, "#"):
			out.WriteString("<a href=\"#")
			out.WriteString(url.PathEscape(span.link[1:]))
			out.WriteString("\">")
			after = "</a>"
		case span.link != "":
			out.WriteString("<a href=\"")
			out.WriteString(html.EscapeString(span.link))
			out.WriteString("\" rel=\"noreferrer\">")
			after = "</a>"
		case span.quiet:
			out.WriteString("<span class=\"quiet\">")
			after = "</span>"
		}
		out.WriteString("<bdi>")
		out.WriteString(html.EscapeString(span.text))
		out.WriteString("</bdi>")
		out.WriteString(after)
	}
}
