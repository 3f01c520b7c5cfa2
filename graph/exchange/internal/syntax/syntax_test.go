package syntax

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClip(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("x", 60)} {
		if got := Clip(text); got != text {
			t.Errorf("%q is clipped to %q", text, got)
		}
	}
	// A character is not cut in two.
	if got := ClipTo("xé", 2); got != "x…" || !utf8.ValidString(got) {
		t.Errorf("got %q", got)
	}
}

func TestError(t *testing.T) {
	behind := errors.New("behind")
	var err error = &Error{Line: 2, Column: 3, Problem: "it is wrong", Err: behind}
	if err.Error() != "2:3: it is wrong" || !errors.Is(err, behind) {
		t.Errorf("got %v", err)
	}
	if at := new(Error); !errors.As(Errorf(4, 0, "%d things", 5), &at) || at.Line != 4 || at.Column != 0 || at.Problem != "5 things" {
		t.Errorf("got %+v", at)
	}
}
