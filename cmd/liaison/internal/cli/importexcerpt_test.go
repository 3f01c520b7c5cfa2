package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// The line that a message shows is decoded as it is read.
func TestExcerptIsDecoded(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"UTF-8":        {"\ufeffGeldgeber;Empfänger\n", []string{"Geldgeber;Empfänger", "          ^"}},
		"Windows-1252": {"Geldgeber;Empf\xe4nger;\x80\n", []string{"Geldgeber;Empfänger;€", "          ^"}},
		"UTF-16":       {"\xff\xfeS\x00\xf6\x00;\x00x\x00\n\x00", []string{"Sö;x"}},
		"UTF-16, big":  {"\xfe\xff\x00S\x00\xf6\x00\n", []string{"Sö"}},
		"very long":    {strings.Repeat("ä", 5000), nil},
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		column := 0
		if len(c.want) == 2 {
			column = 11
		}
		got := excerpt(path, &exchange.InputError{Name: path, Line: 1, Column: column})
		if c.want == nil {
			if len(got) != 1 || strings.Trim(got[0], "ä") != "" {
				t.Errorf("%s: %q", name, got)
			}
		} else if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
