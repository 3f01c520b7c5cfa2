package evidence

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Fragment returns url with a text fragment that opens the page at the passage of e, in browsers that can:
// "https://example.org/page#:~:text=first%20words,last%20words". An element that url itself points to
// ("#section") stays, as the place to open where the passage is gone; a fragment directive that it has is
// replaced. Where e has no passage that can be sought, or url is not one of a page (http, https, file),
// url comes back as it is; and "" where it is "".
//
// The form is that of WICG, URL Fragment Text Directives: "text=" [prefix "-,"] start ["," end]
// [",-" suffix]. All characters but ASCII letters, digits, ".", "_" and "~" are percent-encoded, which is
// more than the form asks for ("&", "-" and ","), so that the link also stands in Markdown and in
// attributes.
func Fragment(e graph.Evidence, url string) string {
	l, err := ParseLocator(e)
	if err != nil || !isPage(url) {
		return url
	}
	page, element, _ := strings.Cut(url, "#")
	element, _, _ = strings.Cut(element, ":~:")
	directive := percentEncode(l.Start)
	if l.Prefix != "" {
		directive = percentEncode(l.Prefix) + "-," + directive
	}
	if l.End != "" {
		directive += "," + percentEncode(l.End)
	}
	if l.Suffix != "" {
		directive += ",-" + percentEncode(l.Suffix)
	}
	return page + "#" + element + ":~:text=" + directive
}

// isPage reports whether a browser would show the url as a page; one without a scheme is taken for such.
func isPage(url string) bool {
	if url == "" {
		return false
	}
	scheme, _, found := strings.Cut(url, ":")
	if !found || strings.ContainsAny(scheme, "/?#.") {
		return true
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "file":
		return true
	}
	return false
}

func percentEncode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '~' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
