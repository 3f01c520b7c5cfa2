package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// around puts the content of a graph into a file of a format.
func around(format, content string) string {
	if format == "gexf" {
		return `<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed"><nodes>` + content + `</nodes></graph></gexf>`
	}
	return `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">` + content + `</graph></graphml>`
}

// TestXMLHostile reads files that are wrong, or made to exhaust whoever reads them.
func TestXMLHostile(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">` + "\n" +
		`<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>`
	blowUp := `<!DOCTYPE a [ <!ENTITY a "` + strings.Repeat("a", 100_000) + `">]>`
	for _, c := range []struct {
		name, text string // the text is put around an element of each format, but where it has a root of its own
		whole      bool
		want       string // in the error; "" where it is to be read
	}{
		{"billion laughs", laughs + "ROOT", true, "entity expansion"},
		{"quadratic blow-up", blowUp + "ROOT", true, "entity expansion"},
		{"external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>ROOT`, true, "entity expansion"},
		{"parameter entity", `<!DOCTYPE a [<!-- > --> <!ENTITY % x SYSTEM "http://example.org/">]>ROOT`, true, "entity expansion"},
		{"entity after other declarations", `<!DOCTYPE a [<!ELEMENT a ANY> <?p ?> <!ATTLIST a b CDATA ">"> <!ENTITY x "y">]>ROOT`, true, "entity expansion"},
		{"external DTD", `<!DOCTYPE graphml SYSTEM "http://example.org/graphml.dtd">ROOT`, true, ""},
		{"harmless DTD", `<!DOCTYPE graphml [<!ELEMENT a ANY>]>ROOT`, true, ""},
		{"DOCTYPE that does not end", `<!DOCTYPE graphml [<!ELEMENT a ANY>`, true, "part of it is missing"},
		{"an unknown entity", `<node id="&nbsp;"/>`, false, "&nbsp; is none of those of XML"},
		{"an ampersand", `<node id="R & D"/>`, false, `it is to be written "&amp;"`},
		{"10,000 levels", strings.Repeat("<node id='a'>", 10_000), false, "more than 200 deep"},
		{"10,000 levels of something else", strings.Repeat("<x>", 10_000), false, "more than 200 deep"},
		{"100,000 attributes", "<node" + manyAttributes(100_000) + "/>", false, "more than 10000 attributes"},
		{"300 namespaces", "<node" + manyNamespaces(300) + "/>", false, "namespaces"},
		{"a NUL", "<node id='a\x00'/>", false, "control character U+0000"},
		{"a NUL by reference", "<node id='a&#0;'/>", false, "no character that XML allows"},
		{"a surrogate by reference", "<node id='a&#xD800;'/>", false, "no character that XML allows"},
		{"a number too large", "<node id='a&#99999999999999999999;'/>", false, "no character that XML allows"},
		{"not UTF-8", "<node id='caf\xe9'/>", false, "not UTF-8 (byte 0xE9)"},
		{"an attribute twice", "<node id='a' id='b'/>", false, "there twice"},
		{"an attribute without quotes", "<node id=a/>", false, "has no quotes"},
		{"an attribute without value", "<node id />", false, "has no value"},
		{"no blank between attributes", "<node id='a'label='b'/>", false, "no blank"},
		{"a tag in a tag", "<node <node id='a'/>", false, "does not end"},
		{"the wrong end", "<node id='a'></edge>", false, "where the <node> of line 1 is to end"},
		{"an end too many", "ROOT</node>", true, "without its beginning"},
		{"two roots", "ROOTROOT", true, "a second root element"},
		{"text behind the root", "ROOT.", true, "outside of the root"},
		{"text before the root", ".ROOT", true, "outside of the root"},
		{"nothing", "", true, "empty"},
		{"blanks", " \n", true, "empty"},
		{"JSON", `{"nodes": []}`, true, "outside of the root"},
		{"HTML", `<!DOCTYPE html><html></html>`, true, "root element is <html>"},
		{"--> in a comment", "<!-- a -- b -->ROOT", true, "within a comment"},
		{"]]> in text", "<desc>]]></desc>", false, `"]]&gt;"`},
		{"zip", "PK\x03\x04....", true, "compressed"},
		{"gzip", "\x1f\x8b\x08....", true, "compressed"},
		{"another encoding", `<?xml version="1.0" encoding="KOI8-R"?>ROOT`, true, `"KOI8-R" is not read; save the file as UTF-8`},
		{"UTF-16 that is none", `<?xml version="1.0" encoding="UTF-16"?>ROOT`, true, "says that it is in UTF-16, and is not"},
		{"UTF-32", "\xff\xfe\x00\x00<\x00\x00\x00", true, "UTF-32"},
		{"a node without id", "<node/>", false, "without an id"},
	} {
		for _, name := range xmlFormats {
			f := formatNamed(t, name)
			t.Run(name+"/"+c.name, func(t *testing.T) {
				text := around(name, c.text)
				if c.whole {
					text = strings.ReplaceAll(c.text, "ROOT", around(name, "<node id='a'/>"))
				}
				for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
					err := new(counter).read(t, f, r)
					var wrong *exchange.InputError
					switch {
					case c.want == "" && err != nil:
						t.Fatal(err)
					case c.want != "" && !errors.As(err, &wrong):
						t.Fatalf("%v is no InputError", err)
					case c.want != "" && (!strings.Contains(err.Error(), c.want) || wrong.Line == 0):
						t.Fatalf("%v: want a line and %q", err, c.want)
					}
				}
			})
		}
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d='1'", i)
	}
	return b.String()
}

func manyNamespaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " xmlns:a%d='1'", i)
	}
	return b.String()
}

// repeat is a reader of head, n bytes of body, and tail.
func repeat(head, body string, n int, tail string) io.Reader {
	body = strings.Repeat(body, 1+1<<16/len(body)) // a reader is asked for more than a few bytes
	return io.MultiReader(strings.NewReader(head), io.LimitReader(&endless{body, 0}, int64(n)), strings.NewReader(tail))
}

type endless struct {
	text string
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

// TestXMLBounded reads what is huge, and sees that memory stays within the limits. The scanner is that of all formats: with -short each
// input is one of a single format.
func TestXMLBounded(t *testing.T) {
	const huge, large, most = 100 << 20, 20 << 20, 128 << 20
	for i, c := range []struct{ name, head, body, tail, want string }{
		{"attribute", `<node id="`, "x", `"/>`, "more than 16 MiB"},
		{"attribute of >", `<node id="`, ">", `"/>`, "more than 16 MiB"},
		{"tag without end", `<node `, "a='' ", ``, "more than 16 MiB"},
		{"name", `<`, "x", ``, "more than 16 MiB"},
		{"text", `<desc>`, "x", `</desc>`, "more than 16 MiB"},
		{"text in pieces", `<desc>`, "some text and <!-- a comment -->", `</desc>`, "more than 16 MiB"},
		{"CDATA", `<desc><![CDATA[`, "x", `]]></desc>`, "more than 16 MiB"},
		{"comment", `<!--`, "x ", `--><node id="a"/>`, ""},
		{"blanks", ``, " \n", `<node id="a"/>`, "more than 16 MiB"},
		{"instruction", `<?x`, " y", `?><node id="a"/>`, ""},
		{"comments", ``, "<!-- x -->", `<node id="a"/>`, ""},
		{"unknown elements", ``, "<x>y</x>", `<node id="a"/>`, ""},
	} {
		for k, name := range xmlFormats {
			f := formatNamed(t, name)
			if testing.Short() && k != i%len(xmlFormats) && c.name != "text in pieces" {
				continue
			}
			t.Run(name+"/"+c.name, func(t *testing.T) {
				before, after, _ := strings.Cut(around(name, "\x00"), "\x00")
				if c.name == "text in pieces" && name == "gexf" {
					t.Skip("an element that GEXF does not have is passed over")
				}
				size := huge
				if c.want == "" {
					size = large
				}
				size -= size % len(c.body)
				runtime.GC()
				var start, end runtime.MemStats
				runtime.ReadMemStats(&start)
				err := new(counter).read(t, f, repeat(before+c.head, c.body, size, c.tail+after))
				runtime.ReadMemStats(&end)
				if c.want == "" && err != nil {
					t.Fatal(err)
				}
				if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
					t.Fatalf("%v: want %q", err, c.want)
				}
				if grown := end.TotalAlloc - start.TotalAlloc; grown > most {
					t.Errorf("%d MiB allocated, want at most %d", grown>>20, most>>20)
				}
			})
		}
	}
}

// TestXMLPresets reads a file in which every node has thousands of attributes by default: beyond the limit they are left out.
func TestXMLPresets(t *testing.T) {
	const n = 5_000
	var graphml, gexf, nodes strings.Builder
	for i := range n {
		fmt.Fprintf(&graphml, `<key id="d%d" for="node" attr.name="a%d" attr.type="string"><default>x</default></key>`, i, i)
		fmt.Fprintf(&gexf, `<attribute id="%d" title="a%d" type="string"><default>x</default></attribute>`, i, i)
		fmt.Fprintf(&nodes, `<node id="n%d"/>`, i)
	}
	for name, text := range map[string]string{
		"graphml": `<graphml>` + graphml.String() + `<graph>` + nodes.String() + `</graph></graphml>`,
		"gexf":    `<gexf><graph><attributes class="node">` + gexf.String() + `</attributes><nodes>` + nodes.String() + `</nodes></graph></gexf>`,
	} {
		var l counter
		if err := formatNamed(t, name).Read(t.Context(), &exchange.Input{Stream: strings.NewReader(text)}, &l); err != nil {
			t.Fatal(err)
		}
		if l.extras != n*100 || l.notes != n-100 {
			t.Errorf("%s: %d extra attributes, want %d; %d notes, want %d", name, l.extras, n*100, l.notes, n-100)
		}
	}
}

// TestXMLTruncated cuts files at every 50th byte: each gives an error with a place.
func TestXMLTruncated(t *testing.T) {
	for _, name := range xmlFormats {
		f := formatNamed(t, name)
		text := bytes.TrimSpace(streamOf(t, f, graphtest.EveryField()))
		for n := 1; n < len(text); n += 50 {
			err := new(counter).read(t, f, bytes.NewReader(text[:n]))
			var wrong *exchange.InputError
			if !errors.As(err, &wrong) || wrong.Line != 1+bytes.Count(text[:n], []byte{'\n'}) || wrong.Column == 0 {
				t.Errorf("%s, %d bytes: %v; want an error with line and column of the end", name, n, err)
			}
		}
	}
}

// TestXMLFailingReader passes on what the stream says, and what the context says.
func TestXMLFailingReader(t *testing.T) {
	for _, name := range xmlFormats {
		f := formatNamed(t, name)
		text := around(name, "<node id='a'/>")
		broken := errors.New("broken")
		if err := new(counter).read(t, f, io.MultiReader(strings.NewReader(text[:len(text)/2]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want %v", name, err, broken)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := f.Read(ctx, &exchange.Input{Stream: strings.NewReader(text)}, new(counter)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want %v", name, err, context.Canceled)
		}
	}
}

// TestXMLEncodings reads one map in every encoding.
func TestXMLEncodings(t *testing.T) {
	for _, name := range xmlFormats {
		f := formatNamed(t, name)
		const id = "café"
		content := around(name, "<node id='"+id+"'/>")
		declared := func(encoding string) string {
			return `<?xml version="1.0" encoding="` + encoding + `"?>` + "\n" + content
		}
		for encoding, text := range map[string]string{
			"UTF-8": declared("UTF-8"), "UTF-8 with mark": "\ufeff" + content, "nothing": content,
			"ISO-8859-1":            encoded(t, charmap.ISO8859_1.NewEncoder().String, declared("ISO-8859-1")),
			"windows-1252":          encoded(t, charmap.Windows1252.NewEncoder().String, declared("windows-1252")),
			"UTF-16LE":              encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, declared("UTF-16")),
			"UTF-16BE":              encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String, declared("UTF-16")),
			"UTF-16LE without mark": encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String, declared("UTF-16LE")),
		} {
			back, err := readStream(t, f, strings.NewReader(text))
			if err != nil {
				t.Errorf("%s in %s: %v", name, encoding, err)
			} else if got := back.Graph.ID(0); got != id {
				t.Errorf("%s in %s: %q, want %q", name, encoding, got, id)
			}
			if guess := f.Guess("", []byte(text)); guess != 3 {
				t.Errorf("%s in %s: guess %d, want 3", name, encoding, guess)
			}
		}
	}
}

func encoded(t *testing.T, encode func(string) (string, error), text string) string {
	t.Helper()
	s, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// FuzzGraphML and FuzzGEXF read anything, and what can be read is the same when it is written and read again.
func FuzzGraphML(f *testing.F) { fuzzXML(f, "graphml") }

func FuzzGEXF(f *testing.F) { fuzzXML(f, "gexf") }

func fuzzXML(f *testing.F, name string) {
	format := formatNamed(f, name)
	f.Add(streamOf(f, format, graphtest.EveryField()))
	f.Add(streamOf(f, format, graphtest.Of("a = b", "a > b", "a > a")))
	for _, c := range foreignXML {
		if c.format == name {
			f.Add([]byte(c.text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := readStream(t, format, bytes.NewReader(text))
		if err != nil {
			return
		}
		graphtest.CheckInvariants(t, read.Graph)
		again, err := readStream(t, format, bytes.NewReader(streamOf(t, format, read.Graph)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := graphtest.Diff(held(t, read.Graph, format.Holdings), again.Graph); diff != "" {
			t.Errorf("written and read again it is another map:\n%s", diff)
		}
	})
}
