package graphtest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Of makes a small graph of lines, each of the form
//
//	ORGANISATION
//	ORGANISATION TYPE ORGANISATION [WEIGHT]
//
// where TYPE is the id of a built-in type, ">" for reporting (one way, loops allowed), or "=" for
// partnership (mutual, loops allowed). Organisations are numbered in the order in which they are first
// named, relationships in that of their lines. Of panics on a line of another form.
func Of(lines ...string) *graph.Graph {
	b := graph.NewBuilder()
	seen := map[string]bool{}
	organisation := func(id string) {
		if !seen[id] {
			seen[id] = true
			must(b.AddOrganisation(graph.Organisation{ID: id}))
		}
	}
	for _, line := range lines {
		fields := strings.Fields(line)
		switch len(fields) {
		case 1:
			organisation(fields[0])
		case 3, 4:
			r := graph.Relationship{From: fields[0], Type: fields[1], To: fields[2]}
			switch r.Type {
			case ">":
				r.Type = "reporting"
			case "=":
				r.Type = "partnership"
			}
			if len(fields) == 4 {
				r.Weight = must(strconv.ParseFloat(fields[3], 64))
			}
			organisation(r.From)
			organisation(r.To)
			must(b.AddRelationship(r))
		default:
			panic(fmt.Sprintf("graphtest: a line is an organisation, or two with a type between them, not %q", line))
		}
	}
	return must(b.Build())
}

// must is for graphs that this package itself makes up: an error is a fault of its own.
func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic("graphtest: " + err.Error())
	}
}
