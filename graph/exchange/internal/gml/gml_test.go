package gml

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

var limits = syntax.Limits{Value: 1 << 20, Depth: 20, Attributes: 100}

// tokens writes down what is in a text.
func tokens(r io.Reader) (string, *Scanner, error) {
	s, err := New(r, limits)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	for {
		token, err := s.Next()
		if err != nil {
			return b.String(), s, err
		}
		fmt.Fprintf(&b, "%d:%d ", s.Line, s.Column)
		switch token {
		case EOF:
			b.WriteString("end")
			return b.String(), s, nil
		case Text:
			fmt.Fprintf(&b, "%s=%q\n", s.Key, s.Text)
		case Number:
			fmt.Fprintf(&b, "%s=%s\n", s.Key, s.Text)
		case Begin:
			fmt.Fprintf(&b, "%s [\n", s.Key)
		case End:
			b.WriteString("]\n")
		}
	}
}

var samples = []struct{ text, want string }{
	{"", "1:1 end"},
	{"a 1 b -2.5e3 c +.5 d 1.E-100 e NaN f -inf", "1:1 a=1\n1:5 b=-2.5e3\n1:14 c=+.5\n1:20 d=1.E-100\n1:30 e=NaN\n1:36 f=-inf\n1:42 end"},
	{"graph\n[\r\n\ta \"é\" b 1 ] # c\n#[\nc 2", "1:1 graph [\n3:2 a=\"é\"\n3:8 b=1\n3:12 ]\n5:1 c=2\n5:4 end"},
	{"a \"x\ny\" b 1", "1:1 a=\"x\\ny\"\n2:4 b=1\n2:7 end"},
	{"id Home Office  \r\nlabel x y\n", "1:1 id=\"Home Office\"\n2:1 label=\"x y\"\n3:1 end"},
	{"a [ id hp label \"x\" ]", "1:1 a [\n1:5 id=\"hp\"\n1:11 label=\"x\"\n1:21 ]\n1:22 end"},
	{"a [ b c d e f [ g h ] i j \"k\" l m ] n o p\nq r s\nt [ u v ]", "1:1 a [\n1:5 b=\"c\"\n1:9 d=\"e\"\n1:13 f [\n1:17 g=\"h\"\n1:21 ]\n1:23 i=\"j\"\n"},
	{"a [ b c d e ] n o p\nq r s\nt [ u v ]", "1:1 a [\n1:5 b=\"c\"\n1:9 d=\"e\"\n1:13 ]\n1:15 n=\"o p\"\n2:1 q=\"r s\"\n3:1 t [\n3:5 u=\"v\"\n3:9 ]\n3:10 end"},
	{"l \"Port \"Office\" & Sons\"\nm \"\"\"\nn \"a \"b\"c\" \" d\" ]", "1:1 l=\"Port \\\"Office\\\" & Sons\"\n2:1 m=\"\\\"\"\n3:1 n=\"a \\\"b\\\"c\\\" \\\" d\"\n"},
	{"a \"b\" c NaN d \"e\" f -1 ]", "1:1 a=\"b\"\n1:7 c=NaN\n1:13 d=\"e\"\n1:19 f=-1\n"},
	{"a \"b\" c \"d\" e [ f \"g\"]", "1:1 a=\"b\"\n1:7 c=\"d\"\n1:13 e [\n1:17 f=\"g\"\n1:22 ]\n1:23 end"},
	{"a \"&lt;&amp;amp;&#233;&#x1F600;&eacute;&;&#;&x\"", "1:1 a=\"<&amp;é😀é&;&#;&x\"\n1:48 end"},
	{"a \"caf\xe9\" \xe9 1", "1:1 a=\"café\"\n1:10 é=1\n1:13 end"},
	{"\xef\xbb\xbfa 1", "1:1 a=1\n1:4 end"},
	{"\xff\xfea\x00 \x001\x00", "1:1 a=1\n1:4 end"},
}

func TestTokens(t *testing.T) {
	for _, c := range samples {
		for way, r := range map[string]io.Reader{"whole": strings.NewReader(c.text), "byte by byte": iotest.OneByteReader(strings.NewReader(c.text))} {
			got, _, err := tokens(r)
			if got != c.want || (err == nil) != strings.HasSuffix(c.want, "end") {
				t.Errorf("%q, %s: %v\n%s\nwant\n%s", c.text, way, err, got, c.want)
			}
		}
	}
}

// Long texts, and the places after them, are as short ones.
func TestLong(t *testing.T) {
	long := strings.Repeat("é\n", 300_000)
	got, _, err := tokens(strings.NewReader("a \"" + long + "x\" b 1"))
	if want := fmt.Sprintf("1:1 a=%q\n300001:4 b=1\n300001:7 end", long+"x"); got != want || err != nil {
		t.Errorf("%v %.100s … %s", err, got, got[len(got)-50:])
	}
}

// What igraph has not decoded is decoded where that is asked for, and nothing else.
func TestTwice(t *testing.T) {
	s, err := New(strings.NewReader(`a "&amp;#233; &amp;amp; &amp;lt; &amp;eacute;"`), limits)
	if err != nil {
		t.Fatal(err)
	}
	s.Twice = true
	if _, err := s.Next(); err != nil || string(s.Text) != "é &amp; &lt; é" {
		t.Errorf("%q %v", s.Text, err)
	}
}

// What the reader of the file says comes out as it is.
func TestReadError(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "a", "a ", "a \"x", "a x", "a 1 ", "a \"x\""} {
		if _, _, err := tokens(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))); !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzTokens gives any bytes to the scanner: it ends, with the same read at once and byte by byte.
func FuzzTokens(f *testing.F) {
	for _, c := range samples {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		whole, _, err := tokens(strings.NewReader(string(text)))
		bytewise, _, again := tokens(iotest.OneByteReader(strings.NewReader(string(text))))
		if whole != bytewise || fmt.Sprint(err) != fmt.Sprint(again) {
			t.Errorf("%s\n%v\nbyte by byte\n%s\n%v", whole, err, bytewise, again)
		}
		var wrong *syntax.Error
		if err != nil && !errors.As(err, &wrong) {
			t.Errorf("%v", err)
		}
	})
}
