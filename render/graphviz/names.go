package graphviz

import (
	"fmt"
	"slices"
	"strings"
)

// placedLayout is Graphviz's name for drawing without a layout: the DOT has all places and courses. It is not in the
// table, because DOT that lacks them cannot be drawn with it; the scenes of package render have them.
const placedLayout = "nop2"

// checkLayout refuses a layout that is not in the table.
func checkLayout(name string) error {
	if name == placedLayout {
		return nil
	}
	names := make([]string, len(layouts))
	for i, layout := range layouts {
		names[i] = layout.Name
	}
	return checkName("layout", name, names)
}

// checkName refuses a name that is not one of those allowed; the error lists them and suggests the nearest.
func checkName(kind, name string, allowed []string) error {
	if slices.Contains(allowed, name) {
		return nil
	}
	nearest := slices.MinFunc(allowed, func(a, b string) int { return distance(name, a) - distance(name, b) })
	suggestion := ""
	if near := distance(name, nearest); near <= 2 && 2*near < len(name) {
		suggestion = fmt.Sprintf("; did you mean %q?", nearest)
	}
	return fmt.Errorf("no %s %q%s (there are %s)", kind, name, suggestion, strings.Join(allowed, ", "))
}

// distance is the number of letters to insert, delete or replace between two names, whatever their case
// (Levenshtein 1966). It takes O(len(a) · len(b)); longer names than any in the tables count as far apart.
func distance(a, b string) int {
	if len(a) > 20 {
		return len(a)
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
