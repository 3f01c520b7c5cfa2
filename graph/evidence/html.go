package evidence

import (
	"html"
	"iter"
	"slices"
	"strings"
)

// piece is a stretch of the text of a marked-up source: verbatim source[start:end], or what that stretch
// stands for.
type piece struct {
	text       string
	start, end int
	verbatim   bool
}

// isHTML reports whether a text is HTML, by its first kilobyte.
func isHTML(s string) bool {
	s = strings.TrimLeft(s, "\ufeff \t\r\n\f")
	if !strings.HasPrefix(s, "<") {
		return false
	}
	s = strings.ToLower(s[:min(len(s), 1024)])
	return strings.Contains(s, "<!doctype html") || strings.Contains(s, "<html")
}

// separators are the elements at whose ends words end.
var separators = []string{
	"address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "details", "dialog",
	"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
	"h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section",
	"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}

// unseen are the elements whose content a page does not show as text.
var unseen = []string{"iframe", "noscript", "script", "style", "template", "textarea", "title"}

// htmlPieces yields the text of an HTML document in order. It is a reader of markup and not a parser: it
// skips tags, comments and the elements that are not shown, resolves character references, and puts a
// space where an element begins or ends that is not part of a line. O(len(s)).
func htmlPieces(s string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		text := 0 // where the text that is not yet yielded begins
		for i := 0; i < len(s); {
			next := strings.IndexAny(s[i:], "<&")
			if next < 0 {
				break
			}
			i += next
			end, stands := markup(s, i)
			if end == i {
				i++ // a character like others
				continue
			}
			if text < i && !yield(piece{s[text:i], text, i, true}) {
				return
			}
			if stands != "" && !yield(piece{stands, i, end, false}) {
				return
			}
			i, text = end, end
		}
		if text < len(s) {
			yield(piece{s[text:], text, len(s), true})
		}
	}
}

// markup returns where the markup at s[i], a "<" or "&", ends and the text that it stands for. Where there
// is none, end is i.
func markup(s string, i int) (end int, stands string) {
	rest := s[i:]
	switch {
	case rest[0] == '&':
		// The longest name of a character has 31 letters; a semicolon further away belongs to the text.
		n := strings.IndexByte(rest[:min(len(rest), 40)], ';')
		if n < 0 {
			return i, ""
		}
		text := html.UnescapeString(rest[:n+1])
		if text == rest[:n+1] || strings.HasSuffix(text, ";") && text != ";" {
			return i, ""
		}
		return i + n + 1, text
	case strings.HasPrefix(rest, "<!--"):
		return after(s, i+4, "-->"), ""
	case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
		return after(s, i+2, ">"), ""
	}
	name, closing := tagName(rest)
	if name == "" {
		return i, ""
	}
	end = tagEnd(s, i)
	if !closing && slices.Contains(unseen, name) {
		return elementEnd(s, end, name), " "
	}
	if slices.Contains(separators, name) {
		return end, " "
	}
	return end, ""
}

func after(s string, from int, mark string) int {
	if n := strings.Index(s[from:], mark); n >= 0 {
		return from + n + len(mark)
	}
	return len(s)
}

// tagName returns the name of the tag that s begins with, in lower case, or "".
func tagName(s string) (name string, closing bool) {
	s = s[1:]
	s, closing = strings.CutPrefix(s, "/")
	n := 0
	for n < len(s) && n < 32 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '-' || s[n] == ':')) {
		n++
	}
	return strings.ToLower(s[:n]), closing
}

// tagEnd returns where the tag at s[i] ends: after the ">" that is not within a quoted value.
func tagEnd(s string, i int) int {
	for i < len(s) {
		n := strings.IndexAny(s[i:], `>"'`)
		if n < 0 {
			break
		}
		i += n + 1
		if s[i-1] == '>' {
			return i
		}
		// A quote opens a value only after "="; elsewhere it is a slip of the writer.
		if strings.HasSuffix(strings.TrimRight(s[max(0, i-9):i-1], " \t\r\n\f"), "=") {
			closing := strings.IndexByte(s[i:], s[i-1])
			if closing < 0 {
				break
			}
			i += closing + 1
		}
	}
	return len(s)
}

// elementEnd returns where the element whose content begins at s[i] ends.
func elementEnd(s string, i int, name string) int {
	for {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			return len(s)
		}
		i += n
		if closed, _ := tagName(s[i:]); closed == name {
			return tagEnd(s, i)
		}
		i += 2
	}
}
