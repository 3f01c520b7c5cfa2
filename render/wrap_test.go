package render

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	f := font{10, false}
	for _, c := range []struct {
		text  string
		width float64
		lines int
		want  string // lines joined by /
	}{
		{"", 100, 2, ""},
		{"Home Office", 100, 2, "Home Office"},
		{"  Home \n Office\t", 100, 2, "Home Office"},
		{"Department for Business, Innovation and Skills", 130, 3, "Department for Business,/Innovation and Skills"},
		{"Department for Business, Innovation and Skills", 100, 3, "Department for/Business, Innovation/and Skills"},
		{"Department for Business, Innovation and Skills", 90, 2, "Department for/Business,…"},
		{"Co-ordinator of police", 70, 3, "Co-ordinator/of police"},
		{"abcdefghijklmnopqrstuvwxyz", 60, 3, "abcdefghijkl/mnopqrstuvw/xyz"},
		{"counter-revolutionaries", 60, 3, "counter-/revolutionari/es"},
		{"中文机构名称很长", 45, 3, "中文机构/名称很长"},
	} {
		if got := strings.Join(f.wrap(c.text, c.width, c.lines), "/"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("Department for Business, Innovation and Skills", 90.0, 2)
	f.Add(strings.Repeat("long", 2500), 100.0, 3)
	f.Add("e\u0301\u0301\u0301", 6.0, 2)
	f.Fuzz(func(t *testing.T, s string, width float64, lines int) {
		if !utf8.ValidString(s) || !(width >= 40 && width < 1000) || lines < 1 || lines > 10 {
			return
		}
		set := font{9, true}
		got := set.wrap(s, width, lines)
		if len(got) > lines {
			t.Fatalf("%d lines", len(got))
		}
		for _, line := range got {
			if set.width(line) > width+0.01 || line == "" || !utf8.ValidString(line) {
				t.Fatalf("line %q is %v wide in %v", line, set.width(line), width)
			}
		}
		// Nothing is lost but white space, unless an ellipsis says so.
		whole, broken := strings.Join(strings.Fields(s), ""), strings.Join(strings.Fields(strings.Join(got, "")), "")
		if whole != broken && !strings.HasSuffix(broken, ellipsis) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestIsolate(t *testing.T) {
	for name, want := range map[string]string{
		"MI5": "MI5", "שלום": "\u2068שלום\u2069", "\u202eab": "\u2068\u202eab\u202c\u2069", "\u202eab\u202c": "\u2068\u202eab\u202c\u2069",
	} {
		if got := isolate(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
