package exchange

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// ourTokens writes down what the scanner finds.
func ourTokens(t testing.TB, r io.Reader) (string, error) {
	s, err := newXMLScanner(t.Context(), &Input{Name: "test", Stream: r})
	if err != nil {
		return "", err
	}
	var b, text strings.Builder
	for {
		token, err := s.next()
		if err != nil {
			return "", err
		}
		if token == xmlText {
			text.Write(s.text)
			continue
		}
		if text.Len() > 0 {
			fmt.Fprintf(&b, "%q\n", text.String())
			text.Reset()
		}
		switch token {
		case xmlEOF:
			return b.String(), nil
		case xmlStart:
			fmt.Fprintf(&b, "<%q %q", s.space, s.local)
			for _, a := range s.attrs {
				fmt.Fprintf(&b, " %q %q=%q", a.space, a.local, a.value)
			}
			b.WriteString(">\n")
		case xmlEnd:
			fmt.Fprintf(&b, "</%q %q>\n", s.space, s.local)
		}
	}
}

// theirTokens writes down what encoding/xml finds.
func theirTokens(text []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	var b, characters strings.Builder
	depth := 0
	for {
		token, err := d.Token()
		if data, ok := token.(xml.CharData); ok {
			if depth > 0 {
				characters.Write(data)
			}
			continue
		}
		switch token.(type) {
		case xml.Comment, xml.ProcInst, xml.Directive:
			continue
		}
		if characters.Len() > 0 {
			fmt.Fprintf(&b, "%q\n", characters.String())
			characters.Reset()
		}
		if err == io.EOF {
			return b.String(), nil
		} else if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			fmt.Fprintf(&b, "<%q %q", token.Name.Space, token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					fmt.Fprintf(&b, " %q %q=%q", a.Name.Space, a.Name.Local, a.Value)
				}
			}
			b.WriteString(">\n")
		case xml.EndElement:
			depth--
			fmt.Fprintf(&b, "</%q %q>\n", token.Name.Space, token.Name.Local)
		}
	}
}

// stricter is what the scanner refuses and encoding/xml lets pass.
var stricter = []string{
	"there twice", "second root", "outside of the root", "no blank before", "is no name", "no name after", "namespaces at once", "deep", "neither a comment",
	"DOCTYPE", "does not end", "there is no element", "compressed", "the file is in", "encoding", "has no quotes", "has no value", "is missing",
}

// FuzzXMLScanner compares the scanner with encoding/xml: they find the same, or the scanner says why not.
func FuzzXMLScanner(f *testing.F) {
	for _, text := range []string{
		`<a/>`, `<a b="c" d='e"f'>text</a>`, "<a>\r\n\r\t\n</a>", "<a b='\r\n\t\r'/>", `<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;</a>`,
		`<x:a xmlns:x="u" x:b="1" b="2" y:c="3"><b xmlns="v"><c xmlns=""/></b><x:d/></x:a>`, `<?xml version="1.0"?><a/>`, `<!-- c --><a><!-- - --></a><!-- -->`,
		`<a><![CDATA[<b>&amp;]] ]]]]><![CDATA[>]]></a>`, `<!DOCTYPE a [<!ELEMENT a ANY>]><a/>`, `<?p i?><a><?q?></a>`, `<a>]]&gt;]]</a>`, `<a  b = "c" / >`, `<a b="c"/ ></a>`,
		`<a></a >`, `<a></ a>`, `<a><b></a></b>`, `<a>&nbsp;</a>`, `<a>& </a>`, `<é ä="ö">ü</é>`, "<a>\x01</a>", "<a>\xff</a>", "<a>\ufffe</a>", `<a xml:lang="en"/>`, `<a:b/>`, `<:a/>`, `<a:/>`, `<a:b:c/>`,
		"\ufeff<a/>", "\xff\xfe<\x00a\x00/\x00>\x00", `<a b=c/>`, `<a b/>`, `<a b="<"/>`, `<a b=">"/>`, `<a>></a>`, `<1/>`, `< a/>`, `<a`, `<a b="`, `<!--`, `<![CDATA[`, `<?`, `</a>`, `<a/><b/>`, `x<a/>`, `<!ENTITY x "y">`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		ours, failed := ourTokens(t, bytes.NewReader(text))
		slowly, failedSlowly := ourTokens(t, iotest.OneByteReader(bytes.NewReader(text)))
		if ours != slowly || fmt.Sprint(failed) != fmt.Sprint(failedSlowly) {
			t.Errorf("byte by byte it is\n%s%v\nnot\n%s%v", slowly, failedSlowly, ours, failed)
		}
		if bytes.Contains(text, []byte("<?xml")) || bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.HasPrefix(text, []byte("\ufeff")) ||
			bytes.HasPrefix(text, []byte{'<', 0}) || bytes.HasPrefix(text, []byte{0, '<'}) || bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
			return // encoding/xml reads these otherwise, or not
		}
		theirs, wrong := theirTokens(text)
		switch {
		case failed == nil && wrong != nil:
			if !strings.Contains(wrong.Error(), "invalid XML name") { // there are more letters today than its tables have
				t.Errorf("encoding/xml refuses it: %v", wrong)
			}
		case failed == nil && ours != theirs:
			t.Errorf("is\n%s\nwant\n%s", ours, theirs)
		case failed != nil && wrong == nil:
			if !slices.ContainsFunc(stricter, func(s string) bool { return strings.Contains(failed.Error(), s) }) {
				t.Errorf("encoding/xml reads it: %v", failed)
			}
		}
	})
}
