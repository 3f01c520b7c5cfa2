package exchange

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// What hinders an organisation that is made of its id is what is said, not that a relationship then lacks its end.
func TestImpliedErrorIsTheFirst(t *testing.T) {
	c, err := newCollector(ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.b.AddOrganisation(graph.Organisation{ID: "a"}); err != nil { // behind its back
		t.Fatal(err)
	}
	typesAreKnown(c)
	if err := c.Relationship(&Relationship{Relationship: graph.Relationship{From: "a", To: "b", Type: "advice"}, Implied: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.finish(t.Context()); err == nil || !strings.Contains(err.Error(), `there is already an organisation "a"`) {
		t.Errorf("%v", err)
	}
}

// A place is a line of the file that it was made in, whatever is read by then.
func TestPlacesAreLines(t *testing.T) {
	var c collector
	c.tally.init()
	if got := c.tally.place(7); got != 7 {
		t.Errorf("of one file, line 7 is place %d", got)
	}
	type line struct {
		file string
		line int
	}
	var lines []line
	var places []int
	for _, l := range []line{{"a", 3}, {"a", 2}, {"none", 0}, {"b", 1}, {"b", 1 << 30}, {"none", 0}, {"c", 1}, {"c", 1<<30 - 4}} {
		if len(c.tally.files) == 0 || c.tally.file != l.file {
			readingFile(&c, "")
			readingFile(&c, l.file)
		}
		if place := c.tally.place(l.line); l.line > 0 {
			if again := c.tally.place(place); again != place || place >= 0 {
				t.Errorf("place %d is place %d", place, again)
			}
			lines, places = append(lines, l), append(places, place)
		}
	}
	if got := c.tally.place(1 << 30); got != 0 {
		t.Errorf("what 32 bits do not have is place %d", got)
	}
	readingFile(&c, "")
	for i, l := range lines {
		if file, at := c.tally.lineOf(places[i]); (line{file, at}) != l {
			t.Errorf("place %d is %s:%d, want %v", places[i], file, at, l)
		}
	}
	if file, at := c.tally.lineOf(7); file != "" || at != 0 {
		t.Errorf("a line of none of several files is %s:%d", file, at)
	}
}
