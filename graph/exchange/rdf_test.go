package exchange_test

import (
	"strings"
	"testing"
)

// TestRDFGuesses tells the formats from what they are not.
func TestRDFGuesses(t *testing.T) {
	for _, c := range []struct {
		format, name, head string
		want               int
	}{
		{"turtle", "", "@prefix org: <http://www.w3.org/ns/org#> .", 3},
		{"turtle", "", "# a comment\nPREFIX org: <http://www.w3.org/ns/org#>\n", 3},
		{"turtle", "", "<http://a/> <http://b/> \"c\" .\n", 2},
		{"turtle", "map.TTL", "", 1},
		{"turtle", "", "<?xml version=\"1.0\"?>", 0},
		{"turtle", "", "<html lang=\"en\">", 0},
		{"turtle", "", "prefix base case\nand so on", 0},
		{"turtle", "", "digraph { a -> b }", 0},
		{"ftm", "", othersFTM, 3},
		{"ftm", "", `{"id":"a","schema":"Company","properties":{"name":["` + strings.Repeat("x", 70_000), 2},
		{"ftm", "x.ftm.json", "", 1},
		{"ftm", "", `{"nodes":[],"links":[]}`, 0},
		{"ftm", "", `{"$schema":"x","id":"y","properties":1}`, 0},
	} {
		f := formatNamed(t, c.format)
		if got := f.Guess(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s of %q, %.40q: %d, want %d", c.format, c.name, c.head, got, c.want)
		}
	}
}
