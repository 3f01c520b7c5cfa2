package cli

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

// explainsNoMap returns an error where a flag beside --explain says which map, or which part of it: an explanation
// is of none.
func (a *app) explainsNoMap(command string, o *filter) error {
	flag := o.given()
	if a.mapFile != "" {
		flag = "-f"
	}
	if flag == "" {
		return nil
	}
	return hint(fmt.Errorf("%s is about a map, and --explain looks at none", flag), program+" "+command+" --explain explains", "without --explain, the map is looked at")
}

// given returns a filter flag that is given, or "".
func (o *filter) given() string {
	switch {
	case o.isSet():
		flag, _, _ := strings.Cut(o.withoutEach()[0].flag, " ")
		return flag
	case o.hops > 0:
		return "--hops"
	}
	return ""
}

// explanationTable is what --explain prints: what something is called, and rows of what is said about what;
// those that say nothing are left out.
func explanationTable(label string, rows [][2]string) *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "about", Keep: true}, {Name: "text", Title: label}}}
	for _, row := range rows {
		if row[1] != "" {
			t.Add(row[0], row[1])
		}
	}
	return t
}
