package exchange

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// unknownFormat is the error about an input whose format is not known: what is known of it all the same.
func unknownFormat(path, name string, head []byte) *InputError {
	e := &InputError{Name: path}
	text := bytes.TrimLeft(asUTF8(head), " \t\r\n")
	written := writtenOnly(name, text)
	switch {
	case written != "":
		e.Problem = "it seems to be " + written + ", a format that is written and not read: read the map that it was made of, or what that map was written as in another format"
	case unread[extensionOf(name)] != "":
		e.Problem = "it seems to be " + unread[extensionOf(name)] + ", which is not read: save it as GraphML, with NetworkX, igraph or Gephi, and read that"
	case len(text) > 0 && (text[0] == '{' || text[0] == '['):
		e.unknownJSON(text, len(head) < headLength)
	case firstElement.Match(text):
		e.Problem = "it is XML, and its first element <" + syntax.Clip(string(firstElement.FindSubmatch(text)[1])) + "> is that of no format that is read: GraphML begins with <graphml>, GEXF with <gexf>"
	default:
		e.Problem = "neither its name nor how it begins tells the format"
	}
	return e
}

// unknownJSON says what is wrong with JSON, where that is all there, or else what it has.
func (e *InputError) unknownJSON(text []byte, isWhole bool) {
	if isWhole {
		s, err := jsonscan.New(bytes.NewReader(text), limits, func(int, string, string) error { return nil })
		if err == nil {
			if err = s.Skip(); err == nil {
				err = s.Finish()
			}
		}
		var at *syntax.Error
		if errors.As(err, &at) {
			if e.Line, e.Column, e.Problem = at.Line, at.Column, "it is JSON, but "+at.Problem; errors.Is(err, io.ErrUnexpectedEOF) {
				e.Problem = "it is JSON, but ends in the middle: is the file whole?"
			}
			return
		}
	}
	e.Problem = "it is JSON, but has no fields that tell the format"
	var names []string
	for key := range jsonKeys(text) {
		if key = strings.TrimPrefix(key, "*."); !strings.Contains(key, ".") {
			names = append(names, `"`+syntax.Clip(key)+`"`)
		}
	}
	slices.Sort(names)
	if len(names) > 5 {
		names = append(names[:5], "…")
	}
	if len(names) > 0 {
		e.Problem = "it is JSON, but its fields (" + strings.Join(names, ", ") + ") are those of no format that is read"
	}
}

// firstElement is the first element of XML, after what comes before it.
var firstElement = regexp.MustCompile(`^(?:\s|<\?[^>]*>|<!--(?s:.*?)-->|<![A-Za-z][^>]*>)*<([A-Za-z_][\w.:-]*)[\s/>]`)

// mermaid is how a flowchart of Mermaid begins, after its front matter.
var mermaid = regexp.MustCompile(`^(?:---\r?\n(?s:.*?)\n---\s*)?(?:%%[^\n]*\n\s*)*(?:flowchart|graph)[ \t]+(?:TB|TD|BT|LR|RL)\b`)

// writtenOnly is the format that is only written whose extension the input has, or as which it begins. Mermaid is written by package
// render.
func writtenOnly(name string, text []byte) string {
	if hasExtension(name, ".mmd", ".mermaid") || mermaid.Match(text) {
		return "Mermaid"
	}
	for _, f := range Formats() {
		if f.Read == nil && hasExtension(name, f.Extensions...) {
			return f.Label
		}
	}
	return ""
}
