package exchange

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// triplesOf reads Turtle and returns its triples as N-Triples.
func triplesOf(t testing.TB, text string) (string, error) {
	t.Helper()
	p := &turtleParser{turtleInput: newTurtleInput(&Input{Name: "file", Stream: strings.NewReader(text)}), base: "http://example.org/base/document"}
	var b strings.Builder
	write := func(term rdfTerm) {
		switch term.kind {
		case rdfIRI:
			fmt.Fprintf(&b, "<%s> ", term.value)
		case rdfBlank:
			fmt.Fprintf(&b, "_:%s ", strings.ReplaceAll(strings.ReplaceAll(term.value, "[", "made"), ".", "dot"))
		default:
			b.WriteString(turtleText(term.value))
			if term.language != "" {
				b.WriteString("@" + term.language)
			} else if term.datatype != "" {
				b.WriteString("^^<" + term.datatype + ">")
			}
			b.WriteByte(' ')
		}
	}
	p.triple = func(subject, predicate, object rdfTerm, _ int) error {
		write(subject)
		write(predicate)
		write(object)
		b.WriteString(".\n")
		return nil
	}
	p.ended = func() error { return nil }
	err := p.parse()
	return b.String(), err
}

// turtleSamples is the grammar of https://www.w3.org/TR/turtle/, production by production.
var turtleSamples = map[string]string{
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

// TestTurtleAsRDFLib compares the triples of the samples with those that rdflib reads.
func TestTurtleAsRDFLib(t *testing.T) {
	python := cmp.Or(os.Getenv("LIAISON_PYTHON"), "python3")
	script := filepath.Join("testdata", "readers", "read_rdflib.py")
	graphtest.Need(t, exec.Command(python, script, "check").Run(), "whether Turtle is read as rdflib reads it; it needs the Python package rdflib")
	for name, text := range turtleSamples {
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

// TestTurtleResolves compares the resolution of references with the examples of RFC 3986, section 5.4.
func TestTurtleResolves(t *testing.T) {
	for reference, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g", "//g": "http://g",
		"?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s",
		";x": "http://a/b/c/;x", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/", "..": "http://a/b/", "../": "http://a/b/",
		"../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/", "../../g": "http://a/g", "../../../g": "http://a/g", "/./g": "http://a/g",
		"/../g": "http://a/g", "g.": "http://a/b/c/g.", "..g": "http://a/b/c/..g", "./../g": "http://a/b/g", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
	} {
		if got := resolveIRI("http://a/b/c/d;p?q", reference); got != want {
			t.Errorf("%q is %q, want %q", reference, got, want)
		}
	}
}

func TestTurtleErrors(t *testing.T) {
	const prefix = "@prefix : <http://e/> .\n"
	for text, want := range map[string]string{
		":a :b :c .":                                            `file:1:1: no prefix ":" has been declared`,
		prefix + ":a :b":                                        "file:2:6: the file ends where an object should follow: it is cut off",
		prefix + ":a :b :c":                                     `file:2:9: the file ends where ",", ";" or "." should follow: it is cut off`,
		prefix + ":a :b \"x .\n":                                "file:2:11: the line ends within a text in single quotes; three quotes are around one of several lines",
		prefix + ":a :b \"\"\"x .\n":                            "file:2:7: the text that begins here has no end: its closing quotes are missing",
		prefix + ":a \"b\" :c .":                                `file:2:4: '"' stands where a predicate, which is an IRI, should`,
		prefix + "\"a\" :b :c .":                                `file:2:1: '"' stands where a subject should`,
		prefix + ":a :b <http://a b> .":                         `file:2:16: ' ' stands where ">", the end of the IRI, should`,
		prefix + ":a :b \"\\x\" .":                              `file:2:8: there is no escape \x here`,
		prefix + ":a :b \"\\uD800\" .":                          `file:2:8: \uD800 is no character`,
		prefix + ":é :b \"\xff\" .":                             "file:2:8: is not UTF-8: the byte 0xff is no part of a character; save the file as UTF-8",
		"\xff\xfe:\x00a\x00":                                    "file:1:1: is UTF-16 or UTF-32, or not text at all; Turtle is UTF-8",
		prefix + ":a :b ) .":                                    `file:2:7: ')' stands where an object should`,
		prefix + ":a :b [ :c :d .":                              `file:2:15: '.' stands where ",", ";" or "]" should`,
		prefix + "<< :a :b :c >> :d :e .":                       "file:2:1: there are triples as terms (<<…>>) here, of RDF 1.2; only Turtle 1.1 is read",
		prefix + ":a :b hello .":                                `file:2:7: "hello" is no IRI: it has neither angle brackets nor a prefix with a colon`,
		"@prefix : <http://e/>\n:a :b :c .":                     `file:2:1: ':' stands where the "." at the end of @prefix should`,
		"@import <http://e/> .":                                 "file:1:8: there is no directive @import; there are @prefix and @base",
		"{\"nodes\": []}":                                       `file:1:1: '{' stands where a subject should`,
		prefix + ":a :b " + strings.Repeat("[ :c ", maxDepth+5): fmt.Sprintf("file:2:%d: blank nodes and collections stand more than %d deep in one another", 7+5*maxDepth, maxDepth),
	} {
		_, err := triplesOf(t, text)
		if err == nil || err.Error() != want {
			t.Errorf("%.60q:\n got %v\nwant %s", text, err, want)
		}
		var input *InputError
		if !errors.As(err, &input) {
			t.Errorf("%.60q: %T is no InputError", text, err)
		}
	}
}

// TestTurtleReadError checks that the error of a stream is not taken for the end of the file.
func TestTurtleReadError(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "@prefix : <http://e/> .", "@prefix : <http://e/> . :a :b \"c", "# comment", "<http://e/"} {
		r := newTurtleInput(&Input{Name: "file", Stream: iotest.DataErrReader(&failing{text: text, err: broken})})
		p := &turtleParser{turtleInput: r, triple: func(_, _, _ rdfTerm, _ int) error { return nil }, ended: func() error { return nil }}
		if err := p.parse(); !errors.Is(err, broken) {
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

// rdfCounter counts records, and keeps none.
type rdfCounter struct{ organisations, relationships, notes int }

func (s *rdfCounter) Map(string, string) error                  { return nil }
func (s *rdfCounter) Classification(graph.Classification) error { return nil }
func (s *rdfCounter) Type(graph.Type) error                     { return nil }
func (s *rdfCounter) Source(graph.Source) error                 { return nil }
func (s *rdfCounter) Arrangement(graph.Arrangement) error       { return nil }
func (s *rdfCounter) Organisation(*Organisation) error          { s.organisations++; return nil }
func (s *rdfCounter) Relationship(*Relationship) error          { s.relationships++; return nil }
func (s *rdfCounter) Note(int, string, string) error            { s.notes++; return nil }

func fuzzStream(f *testing.F, format Format, seeds ...string) {
	for _, c := range graphtest.Corpus() {
		var b bytes.Buffer
		if err := format.Parts[0].Write(f.Context(), &b, c.Graph); err != nil {
			f.Fatal(err)
		}
		if b.Len() < 20_000 {
			f.Add(b.String())
		}
	}
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Read(t.Context(), &Input{Name: "file", Stream: strings.NewReader(text)}, format, ReadOptions{})
		if err != nil && err.Error() == "" {
			t.Error("an error without a word")
		}
	})
}

func FuzzTurtle(f *testing.F) {
	var seeds []string
	for _, text := range turtleSamples {
		seeds = append(seeds, text)
	}
	fuzzStream(f, turtleFormat(), seeds...)
}

func FuzzFTM(f *testing.F) {
	fuzzStream(f, ftmFormat(), `{"id":"a","schema":"Company","properties":{"name":["A"],"parent":[{"id":"b","schema":"Company","properties":{}}]}}`,
		`{"id":"a","schema":"Person","properties":{"name":"A"}}`, `{"id":"a","schema":"Ownership","properties":{"owner":["a"],"asset":["b","c"]}}`)
}

// The benchmarks write and read 100,000 organisations and 1,000,000 relationships, and tell how much memory is in use at the end of
// reading, when all that a reader holds is still there.
func BenchmarkRDF(b *testing.B) {
	g := graphtest.ScaleFree(1, 100_000, 10)
	for _, f := range []Format{turtleFormat(), ftmFormat()} {
		path := filepath.Join(b.TempDir(), f.Name)
		b.Run(f.Name+"/write", func(b *testing.B) {
			for b.Loop() {
				file, err := os.Create(path)
				if err == nil {
					err = f.Parts[0].Write(b.Context(), file, g)
				}
				if err != nil {
					b.Fatal(err)
				}
				if info, err := file.Stat(); err == nil {
					b.SetBytes(info.Size())
				}
				file.Close()
			}
		})
		b.Run(f.Name+"/read", func(b *testing.B) {
			var before, after runtime.MemStats
			for b.Loop() {
				file, err := os.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				runtime.ReadMemStats(&before)
				var sink rdfCounter
				if err := f.Read(b.Context(), &Input{Name: path, Stream: file}, &sink); err != nil {
					b.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				file.Close()
				if sink.relationships != g.NumRelationships() || sink.organisations != g.NumOrganisations() || sink.notes > 0 {
					b.Fatalf("%+v", sink)
				}
			}
			b.ReportMetric(float64(after.Sys-before.Sys)/(1<<20), "MB-more-from-system")
		})
	}
}
