package explorer

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"strings"
)

// policy returns the content security policy of a page with one script and some style sheets, which it names by their
// hashes: nothing else can run in it, and it can ask nobody for anything, but for its own server where it has one.
func policy(live bool, script string, styles []string) string {
	var hashes []string
	for _, style := range styles {
		if h := hash(style); !strings.Contains(strings.Join(hashes, " "), h) {
			hashes = append(hashes, h)
		}
	}
	directives := []string{
		"default-src 'none'",
		"script-src " + hash(script),
		"style-src " + strings.Join(hashes, " "),
		"img-src data: blob:",
		"font-src data:",
	}
	if live {
		directives = append(directives, "connect-src 'self'")
	}
	return strings.Join(append(directives, "base-uri 'none'", "form-action 'none'"), "; ")
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// stylesOf returns what stands in the style elements of a drawing.
func stylesOf(svg []byte) (styles []string) {
	for rest := svg; ; {
		_, after, found := bytes.Cut(rest, []byte("<style"))
		if !found {
			return styles
		}
		_, after, _ = bytes.Cut(after, []byte(">"))
		text, after, _ := bytes.Cut(after, []byte("</style>"))
		styles = append(styles, string(text))
		rest = after
	}
}

// policyMark is what stands before the policy in a page.
const policyMark = `<meta http-equiv="Content-Security-Policy" content="`

// PolicyOf returns the content security policy that a page of [Page] states, for the header with which a server sends
// it; "" where it states none.
func PolicyOf(page []byte) string {
	_, after, found := bytes.Cut(page, []byte(policyMark))
	text, _, closed := bytes.Cut(after, []byte(`"`))
	if !found || !closed {
		return ""
	}
	return html.UnescapeString(string(text))
}

// escape makes text that stands in HTML, also in attributes.
func escape(text string) string { return html.EscapeString(text) }
