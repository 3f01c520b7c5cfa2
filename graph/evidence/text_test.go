package evidence

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func mustText(t testing.TB, source string) *Text {
	t.Helper()
	text, err := NewText(source)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestNewTextRefuses(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"PDF", "%PDF-1.7\n%âãÏÓ", "PDF"},
		{"word processor", "PK\x03\x04\x14\x00", "zip archive"},
		{"UTF-16", "\xff\xfeM\x00I\x005\x00", "UTF-16"},
		{"gzip", "\x1f\x8b\x08", "compressed"},
		{"NUL", "line\nab\x00", "NUL byte at line 2, column 3"},
		{"Windows-1252", "caf\xe9 au lait", "not in UTF-8: see line 1, column 4"},
		{"Windows-1252 in HTML", "<!doctype html><p>\n\xa3", "not in UTF-8: see line 2, column 1"},
		{"too long", strings.Repeat("x", MaxSize+1), "64 MiB"},
	} {
		_, err := NewText(test.source)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}

func TestLimitHoldsAfterNormalisation(t *testing.T) {
	if _, err := newText(strings.Repeat("ﷺ", 100), 1000); err != errTooLong {
		t.Errorf("300 bytes that become 3300: error %v", err)
	}
	if _, err := newText(strings.Repeat("a", 1000), 1000); err != nil {
		t.Error(err)
	}
}

func TestReadText(t *testing.T) {
	text, err := ReadText(strings.NewReader("\ufeffBorder Force"))
	if err != nil {
		t.Fatal(err)
	}
	if got := Find(text, passage("border force")); len(got) != 1 || got[0].Start != 3 {
		t.Errorf("got %+v, want one match after the byte order mark", got)
	}
	broken := errors.New("the disk is gone")
	if _, err := ReadText(io.MultiReader(strings.NewReader("x"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	endless := &counting{}
	if _, err := ReadText(endless); err == nil || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("an endless reader: error %v", err)
	}
	if endless.read > MaxSize+1<<20 {
		t.Errorf("%d bytes were read of an endless reader", endless.read)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

type counting struct{ read int }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	c.read += len(p)
	return len(p), nil
}

func TestEmptyText(t *testing.T) {
	for _, source := range []string{"", " \n", "\u200b"} {
		text := mustText(t, source)
		if got := Find(text, passage("a")); got != nil {
			t.Errorf("%q: found %v", source, got)
		}
		if got := Resolve(text, passage("a … b")); got.Status != Missing || got.Hint == "" {
			t.Errorf("%q: %+v", source, got)
		}
		if _, err := Locate(text, 0, len(source)); err == nil {
			t.Errorf("%q: Locate found words", source)
		}
	}
}

const page = `<!DOCTYPE html>
<html lang="en"><head><title>Border Force</title>
<style>p { color: "red" }</style>
<script>if (1 < 2) document.write("<p>scripted words</p>")</script>
</head><body class="a > b">
<!-- hidden <p>comment</p> -->
<h1>Partner&shy;ships</h1><p>We work <b>very</b> closely&nbsp;with the
Foreign &amp; Common<i>wealth</i> Office &ldquo;abroad&#8221;.</p><ul><li>One<li>Two</ul>
<p>5 < 6 && x&y; Q&A; <a href='x"y>z' title = ">">link</a>ed<br>end</p>
<SCRIPT>late()</ScRiPt ><p>After.
</body></html>`

func TestHTML(t *testing.T) {
	text := mustText(t, page)
	if want := `partnerships we work very closely with the foreign & commonwealth office "abroad". one two ` +
		`5 < 6 && x&y; q&a; linked end after.`; text.norm != want {
		t.Errorf("the page reads\n%s\nwant\n%s", text.norm, want)
	}
	checkMap(t, text)
	matches := Find(text, passage("foreign & commonwealth … “abroad”"))
	if len(matches) != 1 {
		t.Fatalf("%d matches", len(matches))
	}
	m := matches[0]
	if want := "Foreign &amp; Common<i>wealth</i> Office &ldquo;abroad&#8221;"; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if want := "Foreign & Commonwealth Office “abroad”"; text.Quote(m.Start, m.End) != want {
		t.Errorf("quote %q, want %q", text.Quote(m.Start, m.End), want)
	}
	if m.Line != 8 || m.Column != 1 {
		t.Errorf("at %d:%d, want 8:1", m.Line, m.Column)
	}
	if got := Find(text, passage("Border Force")); got != nil {
		t.Error("the title of the page is text of it")
	}
}

func TestHTMLAwkward(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"unclosed comment", "<html>a<!-- b", "a"},
		{"unclosed tag", "<html>a<p title=\"b", "a"},
		{"unclosed script", "<html>a<script>b</p>", "a"},
		{"stray quote in a tag", "<html>a<p \"b>c", "a c"},
		{"lone signs", "<html>a < b <3 & &; c &", "a < b <3 & &; c &"},
		{"numeric references", "<html>&#65;&#x42;&#0;", "ab\ufffd"},
		{"reference across characters", "<html>caf&eacute; fi&#64257;", "café fifi"},
		{"xhtml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html><p>a</p><p>b</p></html>", "a b"},
		{"heading within a word", "<html>a<h1>b</h1>c", "a b c"},
		{"not HTML", "a <b> c", "a <b> c"},
		{"about HTML", "On <html> and <p>", "on <html> and <p>"},
	} {
		text := mustText(t, test.source)
		if text.norm != test.want {
			t.Errorf("%s: %q reads %q, want %q", test.name, test.source, text.norm, test.want)
		}
		checkMap(t, text)
	}
}
