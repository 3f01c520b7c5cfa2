package mapfile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

func ExampleRead() {
	m, err := mapfile.Read("testdata/example.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Graph.Title())
	for e, r := range m.Graph.Relationships() {
		fmt.Printf("%s %s %s (%v)\n", r.From, m.Graph.Label(e), r.To, m.Position("relationship", int(e), "type"))
	}
	// Output:
	// Two agencies and a department
	// sis supplies intelligence to mi5 (testdata/example.yaml:15:11)
	// mi5 is accountable to home-office (testdata/example.yaml:22:11)
}

// All that is wrong comes at once, with its place, the line, and what may have been meant.
func ExampleError() {
	_, err := mapfile.Read("testdata/mistakes.yaml")
	fmt.Println(err)
	var e *mapfile.Error
	if errors.As(err, &e) {
		fmt.Println("the last is in line", e.Diagnostics[len(e.Diagnostics)-1].Line)
	}
	// Output:
	// testdata/mistakes.yaml:3:15: an organisation has no field "nmae"; did you mean "name"?
	//     - {id: mi5, nmae: Security Service, founding_date: 1909-13}
	//                 ^
	// testdata/mistakes.yaml:3:54: "1909-13" is not a date: there is no month 13; dates are written 2014, 2014-05, 2014-05-13 or, if approximate, 2007~
	//     - {id: mi5, nmae: Security Service, founding_date: 1909-13}
	//                                                        ^
	// testdata/mistakes.yaml:7:9: no organisation "gchqq"; did you mean "gchq"?
	//       to: gchqq
	//           ^
	// testdata/mistakes.yaml:8:11: no type "inteligence-sharing"; did you mean "intelligence-sharing"?
	//       type: inteligence-sharing
	//             ^
	// the last is in line 8
}

func ExampleWrite() {
	m, err := mapfile.Read("testdata/example.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	folder := filepath.Join(dir, "agencies")
	if err := mapfile.Write(folder, m.Graph, mapfile.WriteOptions{Format: mapfile.CSV}); err != nil {
		fmt.Println(err)
		return
	}
	organisations, err := os.ReadFile(filepath.Join(folder, "organisations.csv"))
	fmt.Println(string(organisations), err)
	// Output:
	// id,name,short_name,other_names,classification,founding_date
	// mi5,Security Service,MI5,,intelligence-agency,1909
	// sis,Secret Intelligence Service,SIS,MI6,intelligence-agency,
	// home-office,Home Office,,,department,
	//  <nil>
}
