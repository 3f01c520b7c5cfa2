package graphviz

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// nestedTables returns DOT whose label holds so many tables in one another, of three elements each.
func nestedTables(depth int) []byte {
	return fmt.Appendf(nil, "digraph { a [label=<%sx%s>] }",
		strings.Repeat("<TABLE><TR><TD>", depth), strings.Repeat("</TD></TR></TABLE>", depth))
}

var guardTests = []struct {
	dot  string
	want string // the beginning of the error, or "" for none
}{
	{"graph{}", ""},
	{"  \n// strict digraph\n/* { */ # \nstrict digraph \"a { b\" { \"}\" -> b; c [label=<}<b>{</b>>] } // {\n/* { */ \n", "dot:3:9: not DOT"},
	{"  \n// strict digraph\n/* { */\n# {\nstrict digraph \"a { b\" { \"}\" -> b; c [label=<}<b>{</b>>] } // {\n/* { */ \n", ""},
	{"DiGraph { a -> b [label=\"\\\"}\\\\\"] }", ""},
	{"\ufeffgraph{}", ""},
	{"digraph { a [label=<x <!-- > < --> y>] }", ""},
	{"digraph { a [label=<x<BR/>y<BR/>>] }", ""},
	{"digraph { a -> b; c -- d >>> }", ""}, // for Graphviz to refuse

	{"", "dot:1:1: no graph: DOT begins with graph, digraph or strict"},
	{" \n\t\n ", "dot:3:2: no graph"},
	{"// only a comment", "dot:1:18: no graph"},
	{"strict", "dot:1:7: no graph"},
	{"strict strict graph {}", "dot:1:8: not DOT: it begins with graph, digraph or strict, not \"strict\""},
	{"hello world", "dot:1:1: not DOT: it begins with graph, digraph or strict, not \"hello\""},
	{"\u00a0graph {}", "dot:1:1: not DOT"},
	{"\x7fELF", "dot:1:1: not DOT"},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "dot:1:1: not DOT: it begins with graph, digraph or strict, not \"<svg\""},
	{strings.Repeat("é", 100), "dot:1:1: not DOT: it begins with graph, digraph or strict, not \"" + strings.Repeat("é", 20) + "…\""},
	{"graph", "dot:1:6: the graph has no body"},
	{"graph g", "dot:1:8: the graph has no body"},
	{"graph } {", "dot:1:7: this } has no {"},
	{"digraph {\n  subgraph {\n a", "dot:2:12: this { has no }"},
	{"digraph {\n é [label=\"x }", "dot:2:11: this string has no closing quote"},
	{"digraph { a [label=\"x\\", "dot:1:20: this string has no closing quote"},
	{"digraph { a [label=<<b>x</b> }", "dot:1:20: this HTML-like string has no closing >"},
	{"digraph { a [label=<x <!-- > }", "dot:1:23: this comment has no -->"},
	{"digraph { /* }", "dot:1:11: this comment has no */"},
	{"/* graph {}", "dot:1:1: this comment has no */"},
	{"graph {} }", "dot:1:10: text after the end of the graph"},
	{"graph {} graph {}", "dot:1:10: text after the end of the graph"},
	{"graph {}\n/*", "dot:2:1: this comment has no */"},
	{"graph { a [label=\"x\x00\"] }", "dot:1:20: character U+0000 cannot be written in SVG"},
	{"graph { a [label=\"\x1b[1m\"] }", "dot:1:19: character U+001B"},
	{"graph { a [label=\"\uffff\"] }", "dot:1:19: character U+FFFF"},
	{"graph { a [label=\"caf\xe9\"] }", "dot:1:22: byte 0xe9 is not UTF-8"},
	{"graph { \xed\xa0\x80 }", "dot:1:9: byte 0xed is not UTF-8"},
	{string(nestedClusters(maxBraces - 1)), ""},
	{string(nestedClusters(maxBraces)), "dot:1:1279: more than 64 braces in one another"},
	{string(nestedClusters(100_000)), "dot:1:1279: more than 64 braces in one another"},
	{strings.Repeat("{", 100_000), "dot:1:1: not DOT"},
	{"graph " + strings.Repeat("[", 100_000), "dot:1:100007: the graph has no body"},
	{string(nestedTables(maxElements / 3)), ""},
	{string(nestedTables(maxElements/3 + 1)), "dot:1:343: more than 64 elements in one another"},
}

func TestGuard(t *testing.T) {
	for _, test := range guardTests {
		graph, err := guard([]byte(test.dot))
		switch {
		case err == nil && test.want != "":
			t.Errorf("%.60q: no error, want %s", test.dot, test.want)
		case err != nil && (test.want == "" || !strings.HasPrefix(err.Error(), test.want)):
			t.Errorf("%.60q:\n got %v\nwant %s", test.dot, err, test.want)
		case err == nil && !bytes.HasSuffix(graph, []byte("}")):
			t.Errorf("%.60q: the graph ends with %.20q", test.dot, graph)
		case err != nil && graph != nil:
			t.Errorf("%.60q: a graph with an error", test.dot)
		}
	}
}

// What guard lets pass, Graphviz must survive and must not carry over into the next graph.
func TestGuardKeepsGraphvizWell(t *testing.T) {
	want := render(t, sample, Options{})
	dots := []string{
		string(nestedTables(maxElements / 3)),
		string(nestedClusters(maxBraces - 1)),
		strings.Replace(string(nestedClusters(maxBraces-1)), "a}",
			"a [label=<"+strings.Repeat("<TABLE><TR><TD>", maxElements/3)+"x"+strings.Repeat("</TD></TR></TABLE>", maxElements/3)+">]}", 1),
		`digraph { a [shape=record label="` + strings.Repeat("{", 300) + "x|y" + strings.Repeat("}", 300) + `"] }`,
	}
	for _, test := range guardTests {
		if test.want == "" {
			dots = append(dots, test.dot)
		}
	}
	for _, dot := range dots {
		for _, layout := range Layouts() {
			Render(context.Background(), []byte(dot), Options{Layout: layout.Name})
			if engine.failure != nil {
				t.Fatalf("%.60q, %s: %v", dot, layout.Name, engine.failure)
			}
		}
		if !bytes.Equal(render(t, sample, Options{}), want) {
			t.Errorf("%.60q: carried over into the next graph", dot)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, test := range guardTests {
		if len(test.dot) < 1000 {
			f.Add([]byte(test.dot))
		}
	}
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, dot []byte) {
		graph, err := guard(dot)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "dot:") {
				t.Errorf("no place in %q", err)
			}
			return
		}
		if !utf8.Valid(graph) || bytes.IndexByte(graph, 0) >= 0 || !bytes.HasSuffix(graph, []byte("}")) {
			t.Errorf("let pass %q", graph)
		}
		if again, err := guard(graph); err != nil || !bytes.Equal(again, graph) {
			t.Errorf("refuses or changes what it let pass: %v", err)
		}
	})
}

func TestRepairXML(t *testing.T) {
	for text, want := range map[string]string{
		"<a b='&amp;&lt;&gt;&quot;&apos;'/>":          "<a b='&amp;&lt;&gt;&quot;&apos;'/>",
		"&#45; &#x2D; &#x10FFFF;":                     "&#45; &#x2D; &#x10FFFF;",
		"&nosuch; &eacute; & &; &amp &":               "&amp;nosuch; &amp;eacute; &amp; &amp;; &amp;amp &amp;",
		"&#0; &#1; &#xFFFE; &#xD800; &#x110000; &#x;": "&amp;#0; &amp;#1; &amp;#xFFFE; &amp;#xD800; &amp;#x110000; &amp;#x;",
		"&#99999999999999999999; &#-5; &#x+5;":        "&amp;#99999999999999999999; &amp;#-5; &amp;#x+5;",
		"a\x00b\x1bc\xffd\ufffe\ufffd\t\r\n":          "a\ufffdb\ufffdc\ufffdd\ufffd\ufffd\t\r\n",
	} {
		if got := string(repairXML([]byte(text))); got != want {
			t.Errorf("repairXML(%q)\n got %q\nwant %q", text, got, want)
		}
	}
}
