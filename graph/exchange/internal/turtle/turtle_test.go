package turtle

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

var limits = syntax.Limits{Value: 16 << 20, Depth: 200, Attributes: 10_000}

// triplesOf reads Turtle and returns its triples as N-Triples.
func triplesOf(t testing.TB, text string) (string, error) {
	t.Helper()
	p := NewParser(strings.NewReader(text), limits)
	p.base = "http://example.org/base/document"
	var b strings.Builder
	write := func(term Term) {
		switch term.Kind {
		case IRI:
			fmt.Fprintf(&b, "<%s> ", term.Value)
		case Blank:
			fmt.Fprintf(&b, "_:%s ", strings.ReplaceAll(strings.ReplaceAll(term.Value, "[", "made"), ".", "dot"))
		default:
			b.WriteString(Quote(term.Value))
			if term.Language != "" {
				b.WriteString("@" + term.Language)
			} else if term.Datatype != "" {
				b.WriteString("^^<" + term.Datatype + ">")
			}
			b.WriteByte(' ')
		}
	}
	p.Triple = func(subject, predicate, object Term, _ int) error {
		write(subject)
		write(predicate)
		write(object)
		b.WriteString(".\n")
		return nil
	}
	p.Ended = func() error { return nil }
	err := p.Parse()
	return b.String(), err
}

// samples is the grammar of https://www.w3.org/TR/turtle/, production by production.
var samples = map[string]string{
	"prefixes":      "@prefix a: <http://a/> .\n@prefix : <http://e/#> .\nPREFIX b: <http://b/>\nprefix c:<http://c/>\na:x b:y c:z, :w, : .",
	"redefined":     "@prefix a: <http://a/> . a:x a:y a:z . @prefix a: <http://b/> . a:x a:y a:z .",
	"base":          "@base <http://one.example/two/three> . <a> <b> <c> . <#f> <#q> <../up> . BASE <http://two.example/> <a> <//h/x> </r> . @base <deeper/> . <s> <p> <> .",
	"dots":          "@base <http://a/b/c/d;p?q> . <s> <p> <g>, <./g>, <g/>, </g>, <g?y>, <#s>, <g#s>, <;x>, <g;x>, <>, <.>, <./>, <..>, <../>, <../g>, <../..>, <../../>, <../../g> .",
	"lists":         "@prefix : <http://e/> . :s :p :o1, :o2 ; :q :o3 ;; :r :o4 ; . :t a :C .",
	"blank":         "@prefix : <http://e/> . _:b1 :p _:b2 . [] :p [] . [ :p [ :q 1 ; :r ( 1 [ :x 2 ] ) ] ] . [ :p 1 ] :q 2 . _:a.b :p _:0 .",
	"collections":   "@prefix : <http://e/> . :s :p (), (1 2.5 -3e4), ( ( ) ( :a ( \"b\" ) ) ) . ( 1 2 ) :p 3 . () :p () .",
	"numbers":       "@prefix : <http://e/> . :s :p 1, +1, -1, 1.0, .5, -.5, 1e5, 1.e5, .5E-3, 1.5e+3, 007 . :s :q 5.",
	"booleans":      "@prefix : <http://e/> . @prefix true: <http://t/> . :s :p true, false, true:x .",
	"strings":       "@prefix : <http://e/> . :s :p \"a\", 'b', \"\"\"c \"quoted\" \n line\"\"\", '''d 'q' ''', \"\", '', \"\"\"\"\"\", \"\\t\\b\\n\\r\\f\\\"\\'\\\\\", \"\\u00e9\\U0001F30D\", \"\"\"a\"b\"\"c\\\"\"\"\" .",
	"languages":     "@prefix : <http://e/> . :s :p \"a\"@en, \"b\"@cy-GB, \"c\"^^<http://e/t>, \"d\"^^:t .",
	"names":         "@prefix p.q: <http://e/> . @prefix é: <http://f/> . p.q:a.b p.q:c:d p.q:1a, é:日本, p.q:\\~x\\,y, p.q:a%20b, p.q:_x, p.q:a-b·c .",
	"dots in names": "@prefix : <http://e/> . :a :b :c. :a :b :c.d.\n:x..y :p :z.",
	"escaped iris":  "<http://e/\\u00e9> <http://e/p> <http://e/\\U0001F30D> .",
	"a":             "@prefix a: <http://e/> . a:a a a:a . a:b a a:c .",
	"comments":      "# one\n@prefix : <http://e/> .# two\n:s # three\n:p <http://e/#not> ; # four\n :q \"# five\" . # six",
	"white space":   "\ufeff@prefix:<http://e/>.<http://e/s>:p<http://e/o>,:q;a<http://e/C>.[]:p[:q()].",
	"case":          "PreFix : <http://e/> bAsE <http://f/> :s :p <g> .",
	"empty":         "", "only a comment": "# nothing",
}

// TestAsRDFLib compares the triples of the samples with those that rdflib reads.
func TestAsRDFLib(t *testing.T) {
	python := cmp.Or(os.Getenv("LIAISON_READERS_PYTHON"), "python3")
	script := filepath.Join("..", "..", "testdata", "readers", "read_rdflib.py")
	graphtest.Need(t, exec.Command(python, script, "check").Run(), "whether Turtle is read as rdflib reads it; it needs the Python package rdflib")
	for name, text := range samples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ours, err := triplesOf(t, text)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for file, text := range map[string]string{"sample.ttl": text, "ours.nt": ours} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if out, err := exec.Command(python, script, "same", filepath.Join(dir, "sample.ttl"), filepath.Join(dir, "ours.nt")).CombinedOutput(); err != nil {
				t.Errorf("%v: %s\n%s", err, out, ours)
			}
		})
	}
}

// TestResolve compares the resolution of references with the examples of RFC 3986, section 5.4.
func TestResolve(t *testing.T) {
	for reference, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g", "//g": "http://g",
		"?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s",
		";x": "http://a/b/c/;x", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/", "..": "http://a/b/", "../": "http://a/b/",
		"../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/", "../../g": "http://a/g", "../../../g": "http://a/g", "/./g": "http://a/g",
		"/../g": "http://a/g", "g.": "http://a/b/c/g.", "..g": "http://a/b/c/..g", "./../g": "http://a/b/g", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
	} {
		if got := Resolve("http://a/b/c/d;p?q", reference); got != want {
			t.Errorf("%q is %q, want %q", reference, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	const prefix = "@prefix : <http://e/> .\n"
	for text, want := range map[string]string{
		":a :b :c .":                        `1:1: no prefix ":" has been declared`,
		prefix + ":a :b":                    "2:6: the file ends where an object should follow: it is cut off",
		prefix + ":a :b :c":                 `2:9: the file ends where ",", ";" or "." should follow: it is cut off`,
		prefix + ":a :b \"x .\n":            "2:11: the line ends within a text in single quotes; three quotes are around one of several lines",
		prefix + ":a :b \"\"\"x .\n":        "2:7: the text that begins here has no end: its closing quotes are missing",
		prefix + ":a \"b\" :c .":            `2:4: '"' stands where a predicate, which is an IRI, should`,
		prefix + "\"a\" :b :c .":            `2:1: '"' stands where a subject should`,
		prefix + ":a :b <http://a b> .":     `2:16: ' ' stands where ">", the end of the IRI, should`,
		prefix + ":a :b \"\\x\" .":          `2:8: there is no escape \x here`,
		prefix + ":a :b \"\\uD800\" .":      `2:8: \uD800 is no character`,
		prefix + ":é :b \"\xff\" .":         "2:8: is not UTF-8: the byte 0xff is no part of a character; save the file as UTF-8",
		"\xff\xfe:\x00a\x00":                "1:1: is UTF-16 or UTF-32, or not text at all; Turtle is UTF-8",
		prefix + ":a :b ) .":                `2:7: ')' stands where an object should`,
		prefix + ":a :b [ :c :d .":          `2:15: '.' stands where ",", ";" or "]" should`,
		prefix + "<< :a :b :c >> :d :e .":   "2:1: there are triples as terms (<<…>>) here, of RDF 1.2; only Turtle 1.1 is read",
		prefix + ":a :b hello .":            `2:7: "hello" is no IRI: it has neither angle brackets nor a prefix with a colon`,
		"@prefix : <http://e/>\n:a :b :c .": `2:1: ':' stands where the "." at the end of @prefix should`,
		"@import <http://e/> .":             "1:8: there is no directive @import; there are @prefix and @base",
		"{\"nodes\": []}":                   `1:1: '{' stands where a subject should`,
		prefix + ":a :b " + strings.Repeat("[ :c ", limits.Depth+5): fmt.Sprintf("2:%d: blank nodes and collections stand more than %d deep in one another", 7+5*limits.Depth, limits.Depth),
	} {
		_, err := triplesOf(t, text)
		if err == nil || err.Error() != want {
			t.Errorf("%.60q:\n got %v\nwant %s", text, err, want)
		}
	}
}

// TestReadError checks that the error of a stream is not taken for the end of the file.
func TestReadError(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "@prefix : <http://e/> .", "@prefix : <http://e/> . :a :b \"c", "# comment", "<http://e/"} {
		p := NewParser(iotest.DataErrReader(&failing{text: text, err: broken}), limits)
		p.Triple, p.Ended = func(_, _, _ Term, _ int) error { return nil }, func() error { return nil }
		if err := p.Parse(); !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

type failing struct {
	text string
	err  error
}

func (f *failing) Read(b []byte) (int, error) {
	if f.text == "" {
		return 0, f.err
	}
	n := copy(b, f.text)
	f.text = f.text[n:]
	return n, nil
}

// FuzzParse gives any bytes to the parser: triples, or an error with its place; and the same triples again when they are read as N-Triples.
func FuzzParse(f *testing.F) {
	for _, text := range samples {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		triples, err := triplesOf(t, text)
		if err != nil {
			if at := new(syntax.Error); !errors.As(err, &at) || at.Line < 1 || at.Problem == "" {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		if again, err := triplesOf(t, triples); err != nil || strings.Count(again, "\n") != strings.Count(triples, "\n") {
			t.Errorf("is\n%s\nand read again (%v)\n%s", triples, err, again)
		}
	})
}
