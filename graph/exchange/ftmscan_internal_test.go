package exchange

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// FuzzFTMScanner checks that the entities which ftmScanner takes are those that encoding/json makes of the same lines.
func FuzzFTMScanner(f *testing.F) {
	for _, line := range []string{
		`{"id":"a","schema":"Company","caption":"A","properties":{"name":["A","B\u00e9"],"parent":["b"]},"x":[1,2,{"a":null}]}`,
		`{"id":"a","schema":"Person","properties":{"name":"A","b":"","c":[""],"d":[]}}`,
		`{"id":"a","Schema":"O","schema":"Ownership","properties":{"owner":["a"],"asset":["b",{"id":"c"}]}}`,
		`{"id":"a\ud800","schema":"\q","k":"\u12"} x`,
		`{"id":"a","schema":"UnknownLink","properties":{"indexText":["` + ftmMark + `0:{\"version\":1,\"weight\":2.5,\"type\":\"x\",\"mutual\":true,` +
			`\"confidence\":\"probable\",\"start_date\":\"2014\",\"evidence\":[{\"source\":\"s\",\"passage\":\"é\"}]}"]}}`,
	} {
		f.Add(line)
	}
	var reader ftmReader
	if err := reader.scan.init(); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		fast := reader.scan.entity(3, []byte(line))
		if fast == nil {
			return
		}
		slow, _, err := ftmParse("x", 3, []byte(line))
		if err != nil {
			t.Fatalf("what is wrong is taken: %v", err)
		}
		same := func(x *ftmFound) ftmFound {
			y := *x
			y.properties = nil
			for _, p := range x.properties {
				if len(p.values) > 0 {
					y.properties = append(y.properties, ftmProperty{p.name, slices.Clone(p.values)})
				}
			}
			slices.SortFunc(y.properties, func(a, b ftmProperty) int { return strings.Compare(a.name, b.name) })
			return y
		}
		if got, want := same(fast), same(slow); !reflect.DeepEqual(got, want) {
			t.Fatalf("\n got %+v\nwant %+v", got, want)
		}
		ours := slow.values("indexText")
		if len(ours) != 1 || !strings.HasPrefix(ours[0], ftmMark+"0:") {
			return
		}
		// What stands in two parts is read by encoding/json.
		parted := &ftmFound{properties: []ftmProperty{{"indexText", []string{ours[0], ftmMark + "1:"}}}}
		reader.findOwn(parted)
		reader.findOwn(fast)
		if !reflect.DeepEqual(fast.own, parted.own) {
			t.Fatalf("\n got %+v\nwant %+v", fast.own, parted.own)
		}
	})
}
