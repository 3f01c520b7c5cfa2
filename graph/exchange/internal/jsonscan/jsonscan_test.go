package jsonscan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

var limits = syntax.Limits{Value: 1 << 20, Depth: 200, Attributes: 1000}

// whole reads one value, and returns it without white space, and what has been noted.
func whole(r io.Reader) (value []byte, notes string, err error) {
	s, err := New(r, limits, func(line int, what, done string) error {
		notes += fmt.Sprintf("%d: %s: %s\n", line, what, done)
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	if value, err = s.AppendValue(nil); err == nil {
		err = s.Finish()
	}
	return value, notes, err
}

func TestAppendValue(t *testing.T) {
	for text, want := range map[string]string{
		` { "a" : [ 1 , -2.5e+3 , true , false , null ] } `: `{"a":[1,-2.5e+3,true,false,null]}`,
		`"\"\\\/\b\f\n\r\tA\u00e9\ud83d\ude00"`:             `"\"\\/\u0008\u000c\n\r\tAé😀"`,
		"\"\u2028\u2029\u202a\"":                            `"\u2028\u2029` + "\u202a\"",
		"\ufeff[]":                                          `[]`,
		`[NaN,Infinity,-Infinity]`:                          `[null,null,null]`,
		`"\ud83d"`:                                          `"` + "\ufffd" + `"`,
		`"\ud83dx\ude00"`:                                   "\"\ufffdx\ufffd\"",
		`123456789012345678901234567890`:                    `123456789012345678901234567890`,
		`{"a":1,"a":2}`:                                     `{"a":1,"a":2}`,
	} {
		if got, _, err := whole(strings.NewReader(text)); string(got) != want || err != nil {
			t.Errorf("%s is %s (%v), want %s", text, got, err, want)
		}
	}
	_, notes, err := whole(strings.NewReader("[NaN,\n\"\\udc00\"]"))
	if want := "1: NaN: left out, as no value\n2: \\udc00, half of a character: read as U+FFFD\n"; notes != want || err != nil {
		t.Errorf("notes are %q (%v), want %q", notes, err, want)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		says         string
	}{
		{"", 1, 1, "the input ends where a value should be"},
		{"[1,\n 2", 2, 3, "ends where"},
		{"[1 2]", 1, 4, "'2' where a comma or ] should be"},
		{"{\"a\" 1}", 1, 6, "a colon"},
		{"{a:1}", 1, 2, "the name of a field, in quotes,"},
		{"[1,]", 1, 4, "a value"},
		{"[1]\n[2]", 2, 1, "the end of the input"},
		{"\"a\nb\"", 1, 3, `a control character (0x0a) in a text: it is written as \u000a`},
		{`"\x"`, 1, 2, `\x is not an escape`},
		{`"\u12g4"`, 1, 2, "four hexadecimal digits"},
		{"\"a\xff\"", 1, 3, "a byte 0xff that is not UTF-8"},
		{"01 ", 1, 1, `"01" is not a number`},
		{"tru ", 1, 1, "'t' where true, or another value, should be"},
		{"tru", 1, 4, "ends where true should be"},
		{"\xff\xfe[\x00", 1, 1, "UTF-16"},
		{strings.Repeat("[", limits.Depth+1), 1, limits.Depth + 1, "more than 200 deep"},
		{`"` + strings.Repeat("x", limits.Value+1<<17), 1, 1, "a text of more than 1 MiB"},
		{strings.Repeat("1", limits.Value+1<<17), 1, 1, "a number of more than 1 MiB"},
		{"[" + strings.Repeat("\"0123456\",", limits.Value/8), 1, 0, "a value of more than 1 MiB"},
		{"{" + strings.Repeat(`"a":1,`, limits.Attributes+1), 1, 6*limits.Attributes + 2, "more than 1000 fields"},
	} {
		_, _, err := whole(strings.NewReader(c.text))
		at := new(syntax.Error)
		if !errors.As(err, &at) || at.Line != c.line || c.column != 0 && at.Column != c.column || !strings.Contains(at.Problem, c.says) {
			t.Errorf("%.40q: %v, want %d:%d and %q", c.text, err, c.line, c.column, c.says)
		}
	}
	broken := errors.New("broken")
	for _, text := range []string{"", "[", "[1]", `{"a`, "12"} {
		if _, _, err := whole(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))); !errors.Is(err, broken) {
			t.Errorf("%q: the error of a stream is taken for its end: %v", text, err)
		}
	}
}

// A note's error ends the reading.
func TestNoteStops(t *testing.T) {
	stop := errors.New("stop")
	s, err := New(strings.NewReader("[NaN]"), limits, func(int, string, string) error { return stop })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Skip(); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// FuzzAppendValue compares the scanner with encoding/json: what is valid there is read, and is the same.
func FuzzAppendValue(f *testing.F) {
	for _, text := range []string{
		`{"a":[1,-2.5e+3,true,false,null,{}],"b":"\u00e9\ud83d\ude00\ud800"}`, "[NaN]", "\ufeff[]", "0.1e", "-", `"\`, "[1,]", `{"a":}`, "tru", "\"\xe2\x80\xa8\"", "nul", "01", "1.", "[]]",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		value, notes, err := whole(bytes.NewReader(text))
		slowly, slowNotes, slowErr := whole(iotest.OneByteReader(bytes.NewReader(text)))
		if !bytes.Equal(value, slowly) || notes != slowNotes || fmt.Sprint(err) != fmt.Sprint(slowErr) {
			t.Errorf("byte by byte it is %q, %q, %v; not %q, %q, %v", slowly, slowNotes, slowErr, value, notes, err)
		}
		skip, errSkip := New(bytes.NewReader(text), limits, func(int, string, string) error { return nil })
		if errSkip == nil {
			if errSkip = skip.Skip(); errSkip == nil {
				errSkip = skip.Finish()
			}
		}
		if err == nil && errSkip != nil {
			t.Errorf("it can be taken, and not be skipped: %v", errSkip)
		}
		if at := new(syntax.Error); err != nil && (!errors.As(err, &at) || at.Line < 1 || at.Column < 1 || at.Problem == "") {
			t.Errorf("an error without a place: %v", err)
		}
		if err == nil && !json.Valid(value) {
			t.Errorf("%q is not JSON", value)
		}
		if !json.Valid(text) {
			if err == nil && notes == "" && !bytes.HasPrefix(text, []byte(syntax.ByteOrderMark)) {
				t.Errorf("encoding/json does not read it")
			}
			return
		}
		if err != nil {
			if !strings.Contains(err.Error(), "not UTF-8") && !strings.Contains(err.Error(), "deep") && !strings.Contains(err.Error(), "fields") {
				t.Errorf("encoding/json reads it: %v", err)
			}
			return
		}
		var want, got any
		if json.Unmarshal(text, &want) != nil {
			return // a number that is too large for it
		}
		if err := json.Unmarshal(value, &got); err != nil || !reflect.DeepEqual(want, got) {
			t.Errorf("%q is %q (%v)", text, value, err)
		}
	})
}
