package cli

import (
	"reflect"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/structure"
)

func TestReadGroups(t *testing.T) {
	want := []structure.Membership{{Organisation: "mi5", Group: "a"}, {Organisation: "Home Office, the", Group: "b"}}
	for name, test := range map[string]struct {
		text  string
		lines []int
	}{
		"commas":          {"organisation,group\nmi5,a\n\"Home Office, the\",b\n", []int{2, 3}},
		"a spreadsheet's": {"\xef\xbb\xbfOrganisation;note;Group\r\nmi5;;a\r\n;;\r\nHome Office, the;x;b\r\n", []int{2, 4}},
		"tabs":            {"group\tid\na\tmi5\n\nb\tHome Office, the", []int{2, 4}},
		"communities":     {"\xef\xbb\xbfid,name,community,community_name\nmi5,x,1,a\n\"Home Office, the\",y,2,b\n", []int{2, 3}},
		"numbers alone":   {"id;community\nmi5;a\nHome Office, the;b\n", []int{2, 3}},
		"both columns":    {"id,name,organisation,group\nx,y,mi5,a\nz,,\"Home Office, the\", b \n", []int{2, 3}},
	} {
		members, lines, err := readGroups([]byte(test.text))
		if err != nil || !reflect.DeepEqual(members, want) || !reflect.DeepEqual(lines, test.lines) {
			t.Errorf("%s: %v on lines %v, %v", name, members, lines, err)
		}
	}
	members, _, err := readGroups([]byte("organisation,group\nmi5,\n  \n"))
	if err != nil || !reflect.DeepEqual(members, []structure.Membership{{Organisation: "mi5"}}) {
		t.Errorf("a group that is left empty: %v, %v", members, err)
	}
	for text, want := range map[string]string{
		"":                                "1: the file is empty",
		"mi5,a\n":                         `1: no column "organisation"`,
		"organisation,sector\n":           `1: no column "group"`,
		"organisation,group\n\xff,a\n":    "1: not a text file",
		"organisation,group\n\"mi5,a\n":   "2: a quote that opens in this row is not closed",
		"organisation,group\na,b\nm\"5,a": "3: a quote inside a cell",
		"organisation,group\na,b\nmi5\n":  "3: the row has no group; leave the field empty for none",
		"group,organisation\nb\n":         "2: the row has no organisation",
	} {
		if _, _, err := readGroups([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Whatever a file holds, reading it ends, and every member has a line of its own below the header.
func FuzzReadGroups(f *testing.F) {
	for _, seed := range []string{
		"", "organisation,group\nmi5,a\n", "\xef\xbb\xbfid;group\r\nx;y\r\n", "group\torganisation\na\t\"b\nc\"\n\"", "organisation,group\n,\n\"\",x\n", "\x00", "id,group\n\xff,1",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		members, lines, err := readGroups(data)
		if err != nil {
			if line, _, ok := strings.Cut(err.Error(), ":"); !ok || strings.Trim(line, "0123456789") != "" || line == "" {
				t.Errorf("the error %q has no line", err)
			}
			return
		}
		if len(members) != len(lines) {
			t.Fatalf("%d members on %d lines", len(members), len(lines))
		}
		for i, m := range members {
			if m == (structure.Membership{}) || lines[i] < 2 || i > 0 && lines[i] <= lines[i-1] {
				t.Errorf("member %d is %+v on line %d", i, m, lines[i])
			}
		}
	})
}

func TestPlaceOf(t *testing.T) {
	for rank, want := range map[int]string{1: "the lowest", 2: "the 2nd lowest", 3: "the 3rd lowest", 4: "the 4th lowest", 11: "the 11th lowest", 12: "the 12th lowest", 21: "the 21st lowest", 112: "the 112th lowest", 122: "the 122nd lowest"} {
		if got := placeOf(rank, false); got != want {
			t.Errorf("%d: %s, want %s", rank, got, want)
		}
		if got, want := placeOf(rank, true), "joint "+strings.TrimPrefix(want, "the "); got != want {
			t.Errorf("%d: %s, want %s", rank, got, want)
		}
	}
}
