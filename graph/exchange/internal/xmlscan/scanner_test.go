package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// ourTokens writes down what the scanner finds.
func ourTokens(t testing.TB, r io.Reader) (string, error) {
	s, err := New(t.Context(), r, syntax.Limits{Value: 16 << 20, Depth: 200, Attributes: 10_000})
	if err != nil {
		return "", err
	}
	var b, text strings.Builder
	for {
		token, err := s.Next()
		if err != nil {
			return "", err
		}
		if token == Text {
			text.Write(s.Text)
			continue
		}
		if text.Len() > 0 {
			fmt.Fprintf(&b, "%q\n", text.String())
			text.Reset()
		}
		switch token {
		case EOF:
			return b.String(), nil
		case Start:
			fmt.Fprintf(&b, "<%q %q", s.Space, s.Local)
			for _, a := range s.Attributes {
				fmt.Fprintf(&b, " %q %q=%q", a.Space, a.Local, a.Value)
			}
			b.WriteString(">\n")
		case End:
			fmt.Fprintf(&b, "</%q %q>\n", s.Space, s.Local)
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

// FuzzScanner compares the scanner with encoding/xml: they find the same, or the scanner says why not.
func FuzzScanner(f *testing.F) {
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

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		says         string
	}{
		{"", 1, 1, "there is no element"},
		{"<a>\n<b>", 2, 4, "in the <b> of line 2"},
		{"<a>\n</b></a>", 2, 1, "</b> where the <a> of line 1 is to end"},
		{"<a b=\"1\"\n b=\"2\"/>", 1, 1, "the attribute b is there twice"},
		{"<a>\n  &nbsp;</a>", 2, 3, "the entity &nbsp;"},
		{"<!DOCTYPE a [\n<!ENTITY b \"c\">]><a/>", 2, 1, "entity expansion"},
		{"<a>\x01</a>", 1, 4, "the control character U+0001"},
		{"<a/>\n<b/>", 2, 1, "a second root element"},
		{"PK\x03\x04", 1, 0, "compressed"},
		{strings.Repeat("<a>", 201), 1, 601, "elements more than 200 deep"},
	} {
		_, err := ourTokens(t, strings.NewReader(c.text))
		at := new(syntax.Error)
		if !errors.As(err, &at) || at.Line != c.line || at.Column != c.column || !strings.Contains(at.Problem, c.says) {
			t.Errorf("%.60q: %v, want %d:%d and %q", c.text, err, c.line, c.column, c.says)
		}
	}
	broken := errors.New("broken")
	for _, text := range []string{"", "<a", "<a>text", "<a><!-- ", "<a/>"} {
		if _, err := ourTokens(t, io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))); !errors.Is(err, broken) {
			t.Errorf("%q: the error of a stream is taken for its end: %v", text, err)
		}
	}
}
