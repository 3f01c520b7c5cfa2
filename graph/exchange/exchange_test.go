package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// TestInputErrors sees that what the readers of languages find wrong names the input, and the place in it.
func TestInputErrors(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"graphml", "<graphml>\n<graph id=x>", "FILE:2:8: the value of the attribute id has no quotes"},
		{"graphml", "<gexf/>", "FILE:1: this is not GraphML: the root element is <gexf>, not <graphml>"},
		{"gexf", "<?xml version=\"1.0\" encoding=\"klingon\"?>", `FILE:1: the encoding "klingon" is not read; save the file as UTF-8 (UTF-16, ISO-8859-1 and windows-1252 are read too)`},
		{"turtle", "@prefix : <http://e/> .\n:a :b ) .", "FILE:2:7: ')' stands where an object should"},
		{"jgf", "{\"graph\":\n[}", "FILE:2:1: '[' where an object, {…}, should be"},
		{"liaison-json", "{\"sources\":[\n {\"id\": 7}]}", "FILE:2:2: source: id is not what the field takes, but a number"},
		{"dot", "digraph {\n a ->", "FILE:2:6: the end of the file is not expected here, but a node, an edge, a subgraph or \"}\""},
		{"csv", "From,To\n\"a", "FILE:2:1: this quote is not closed"},
		{"edgelist", "a \"b\n", "FILE:1:3: this quote is not closed"},
	} {
		_, err := exchange.Read(t.Context(), &exchange.Input{Name: "FILE", Stream: strings.NewReader(c.text)}, *formatNamed(t, c.format), exchange.ReadOptions{})
		var wrong *exchange.InputError
		if !errors.As(err, &wrong) || err.Error() != c.want {
			t.Errorf("%s: %T %v, want %s", c.format, err, err, c.want)
		}
	}
}
