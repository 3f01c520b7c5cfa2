package delimited

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

var limits = syntax.Limits{Value: 1 << 20, Depth: 200, Attributes: 1000}

// rowsOf reads a table; the first cell of each row is the line that it begins on.
func rowsOf(r io.Reader, comma byte) (rows [][]string, c *Reader, err error) {
	if c, err = NewReader(r, comma, limits); err != nil {
		return nil, nil, err
	}
	for {
		more, err := c.Next()
		if err != nil || !more {
			return rows, c, err
		}
		rows = append(rows, append([]string{fmt.Sprint(c.Line)}, c.Cells...))
	}
}

func TestTables(t *testing.T) {
	for text, want := range map[string][][]string{
		"a,b\nc,d\n":                            {{"1", "a", "b"}, {"2", "c", "d"}},
		"a;b,c\r\nd;e\r\n":                      {{"1", "a", "b,c"}, {"2", "d", "e"}},
		"a\tb\rc\td":                            {{"1", "a", "b"}, {"2", "c", "d"}},
		"sep=|\na|b,c\n":                        {{"2", "a", "b,c"}},
		"\ufeffa,b\n\n\nc,":                     {{"1", "a", "b"}, {"4", "c", ""}},
		"\"a\"\"b\", \"c\nd\" ,e\"f\nx,y,z":     {{"1", `a"b`, "c\nd", `e"f`}, {"3", "x", "y", "z"}},
		"caf\xe9,x\n\"na\xefve\",\"y\"":         {{"1", "café", "x"}, {"2", "naïve", "y"}},
		"\xff\xfea\x00,\x00\xe9\x00\n\x00b\x00": {{"1", "a", "é"}, {"2", "b"}},
		"\xfe\xff\x00a\x00,\x00\xe9\x00\n\x00b": {{"1", "a", "é"}, {"2", "b"}},
		"":                                      nil,
		"\n\r\n":                                nil,
		"\"\"\n":                                {{"1", ""}},
		"a,b\n" + strings.Repeat("x", 70_000):   {{"1", "a", "b"}, {"2", strings.Repeat("x", 70_000)}},
		"a,b\n\"" + strings.Repeat("x\n", 40_000) + "\",y": {{"1", "a", "b"}, {"2", strings.Repeat("x\n", 40_000), "y"}},
	} {
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			rows, c, err := rowsOf(r, 0)
			if err != nil || !reflect.DeepEqual(rows, want) {
				t.Errorf("%.60q is %.200q (%v), want %.200q", text, rows, err, want)
				continue
			}
			if foreign := strings.Contains(text, "caf"); c.Foreign != foreign {
				t.Errorf("%.60q: foreign is %v", text, c.Foreign)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		says         string
	}{
		{"a,b\n\"c,d\ne\n", 2, 1, "not closed"},
		{"a,b\nc,\"d\" e\n", 2, 7, "written twice"},
		{"é,\"a\nb\" c\n", 2, 4, "written twice"},
		{"PK\x03\x04xx", 0, 0, "workbook"},
		{"a\x00b", 1, 0, "NUL"},
		{"a\n" + strings.Repeat(",", limits.Attributes+1), 2, 0, "more than 1000 cells"},
		{"a\n" + strings.Repeat("\"\",", limits.Attributes+1), 2, 0, "more than 1000 cells"},
		{"a\n" + strings.Repeat("x", limits.Value+1), 2, 0, "the cell is longer than 1 MiB"},
		{"a\n" + strings.Repeat("x", ValuesInRow*limits.Value+1<<17), 2, 0, "the line is longer than 4 MiB"},
		{"a\n\"" + strings.Repeat("x\n", limits.Value), 2, 1, "is the quote not closed?"},
	} {
		_, _, err := rowsOf(strings.NewReader(c.text), ',')
		at := new(syntax.Error)
		if !errors.As(err, &at) || at.Line != c.line || at.Column != c.column || !strings.Contains(at.Problem, c.says) {
			t.Errorf("%.40q: %v, want %d:%d and %q", c.text, err, c.line, c.column, c.says)
		}
	}
	broken := errors.New("broken")
	if _, _, err := rowsOf(io.MultiReader(strings.NewReader("a,b\nc"), iotest.ErrReader(broken)), 0); !errors.Is(err, broken) {
		t.Errorf("the error of a stream is taken for its end: %v", err)
	}
}

// FuzzReader compares the reader with encoding/csv: what that reads, this reads the same.
func FuzzReader(f *testing.F) {
	for _, text := range []string{"a,b\nc,d\n", "\"a\"\"b\",\"c\nd\"\r\n\r\n,\n", "a;b|c\td", "sep=;\na;b", "\xff\xfea\x00", "caf\xe9,\"\xe9\"", "\"\n", "\"a\" , \"b", "\"\",\r\r\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, _, err := rowsOf(strings.NewReader(text), 0); err != nil {
			if at := new(syntax.Error); !errors.As(err, &at) || at.Problem == "" {
				t.Errorf("an error without a place: %v", err)
			}
		}
		rows, c, err := rowsOf(strings.NewReader(text), ',')
		theirs := csv.NewReader(strings.NewReader(text))
		theirs.FieldsPerRecord = -1
		want, wrong := theirs.ReadAll()
		unlike := []string{"\xff\xfe", "\xfe\xff", "\ufeff", "PK\x03\x04", "\xd0\xcf\x11\xe0"} // what they do not know
		tooMany := func(row []string) bool { return len(row) > limits.Attributes }
		switch {
		case wrong != nil, slices.ContainsFunc(want, tooMany), strings.ContainsAny(text, "\x00\r"), len(text) > 3 && strings.EqualFold(text[:4], "sep="):
			return
		case slices.ContainsFunc(unlike, func(s string) bool { return strings.HasPrefix(text, s) }):
			return
		case err != nil:
			t.Fatalf("encoding/csv reads it: %v", err)
		case len(rows) != len(want):
			t.Fatalf("%d rows, want %d", len(rows), len(want))
		}
		for i, row := range rows {
			if cells := row[1:]; !slices.Equal(cells, want[i]) && !c.Foreign {
				t.Errorf("row %d is %q, want %q", i, cells, want[i])
			}
		}
	})
}
