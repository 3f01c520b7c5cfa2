package themefile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/themefile"
)

const house = `base: light
colours:
  page: "#FFFDF7"
  text: 101820
types:
  authority: {colour: "#8A1538"}
  oversight:
    colour: '#5b2c83'
    width: 2.4
    dash: long
classifications:
  police: {fill: "#E4ECF7", outline: "#1D3F72", text: "#0B2345", shape: rounded}
`

func TestParse(t *testing.T) {
	theme, err := themefile.Parse([]byte(house), "house.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	light, err := render.LookupTheme("light")
	if err != nil {
		t.Fatal(err)
	}
	if theme.Page != "#FFFDF7" || theme.Text != "#101820" || theme.Panel != light.Panel || theme.Dark {
		t.Errorf("the theme is %+v", theme)
	}
	for got, want := range map[any]any{
		theme.Types["authority"]:        render.LineStyle{Colour: "#8A1538"},
		theme.Types["oversight"]:        render.LineStyle{Colour: "#5B2C83", Width: 2.4, Dash: render.LongDashed},
		theme.Classifications["police"]: render.BoxStyle{Fill: "#E4ECF7", Outline: "#1D3F72", Text: "#0B2345", Shape: render.Rounded},
	} {
		if got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "house.yaml")
	if err := os.WriteFile(path, []byte("base: dark"), 0o600); err != nil {
		t.Fatal(err)
	}
	theme, err := themefile.Read(path, nil)
	if err != nil || theme.Name != "house" || !theme.Dark {
		t.Errorf("%+v, %v", theme, err)
	}
	if _, err := themefile.Read(path+"x", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// Nothing in a file is the default theme.
func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", "colours:\ntypes: {}\n", "\ufeffbase: light\n"} {
		theme, err := themefile.Parse([]byte(text), "x", nil)
		if err != nil || theme.Page != "#FFFFFF" {
			t.Errorf("%q: %v, %v", text, theme, err)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"base: lihgt", `t:1:7: no theme "lihgt"; did you mean "light"?`},
		{"colors: {}", `t:1:1: no field "colors"; did you mean "colours"?`},
		{"colours:\n  pgae: '#000000'", `t:2:3: no colour of a theme "pgae"; did you mean "page"?`},
		{"colours:\n  page: #FFFFFF", `t:2:3: "page" has no value: # begins a comment in YAML, so that a colour goes in quotes`},
		{"colours:\n  page: blue", `t:2:9: "blue" is no colour`},
		{"colours:\n  page: '#12345é'", `is no colour`},
		{"colours:\n  page: [1]", `t:2:3: "page" is a colour`},
		{"colours: x", `t:1:10: "colours" has fields`},
		{"types:\n  oversigt: {}", `t:2:3: no type "oversigt"; did you mean "oversight"?`},
		{"types:\n  oversight: {color: x}", `t:2:15: no field "color"; did you mean "colour"?`},
		{"types:\n  oversight: {width: 40}", `"40" is no width: a width is a number of points, from 0.8 to 3.2`},
		{"types:\n  oversight: {width: .nan}", `"width" is a number of points`},
		{"types:\n  oversight: {dash: dotted}", `dotted lines are those that are proposed, suspended or ended; a type can be solid, long, dash-dot`},
		{"types:\n  oversight: {dash: lnog}", `no dash "lnog"; did you mean "long"?`},
		{"types:\n  oversight: {}\n  oversight: {}", `t:3:3: "oversight" is there twice`},
		{"classifications:\n  polise: {}", `t:2:3: no classification "polise"; did you mean "police"?`},
		{"classifications:\n  police: {shape: ruonded}", `t:2:19: no shape "ruonded"; did you mean "rounded"?`},
		{"a: b: c", `t:1:`},
		{"colours: {page: '#FFF'", `t:1:`},
		{"\xff", `t:1:1: this is not text in UTF-8`},
		{strings.Repeat("[", 1000), `t:1:1: this nests deeper`},
		{strings.Repeat(" ", 1<<17), `t:1:1: a theme file has at most 65536 bytes`},
	} {
		_, err := themefile.Parse([]byte(c.text), "t", nil)
		var wrong *themefile.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q:\n%v\nand not\n%s", c.text, err, c.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	_, err := themefile.Parse([]byte("base: light\ncolours:\n  text: grey\n"), "house.yaml", nil)
	want := "house.yaml:3:9: \"grey\" is no colour: a colour is # and six hexadecimal digits, in quotes: \"#0072B2\"\n  text: grey\n        ^"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// What cannot be read is refused with the contrast that there is; what the fault says would do, does.
func TestContrast(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// #767676 is the usual example of a grey that is just enough on white: https://webaim.org/resources/contrastchecker/.
		{"colours: {muted_text: '#808080'}", `muted text #808080 on panels #F3F5F8 has a contrast of 3.61, and needs 4.5`},
		{"colours: {page: '#777777'}", `a line #BF5000 on the page #777777 has a contrast of 1.07, and needs 3.0`},
		{"types: {oversight: {colour: '#FFDD88'}}", `the letter of a line #FFFFFF on the colour of oversight #FFDD88 has a contrast of 1.31, and needs 4.5`},
		{"types: {oversight: {colour: '#8A8A8A'}}", `the letter of a line #FFFFFF on the colour of oversight #8A8A8A has a contrast of 3.45, and needs 4.5`},
		{"classifications: {police: {fill: '#333333'}}", `text #1B2430 on the fill of police #333333 has a contrast of 1.23, and needs 4.5`},
		{"classifications: {police: {outline: '#DDDDDD'}}", `the outline of police #DDDDDD on panels #F3F5F8 has a contrast of 1.24, and needs 3.0`},
		{"base: dark\ncolours: {text: '#444444'}", `text #444444 on the colour of a group #0F4C78 has a contrast of 1.07, and needs 4.5`},
	} {
		_, err := themefile.Parse([]byte(c.text), "t", nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n%v\nand not\n%s", c.text, err, c.want)
			continue
		}
		_, would, ok := strings.Cut(err.Error(), `; "`)
		if !ok {
			t.Errorf("%s: nothing is said to do: %v", c.text, err)
			continue
		}
		at, _, _ := strings.Cut(would, `"`)
		i := strings.LastIndex(c.text, "#")
		better := c.text[:i] + at + c.text[i+len(at):]
		if _, err := themefile.Parse([]byte(better), "t", nil); err != nil {
			t.Errorf("%s is said to do, and does not: %v", better, err)
		}
	}
	// Both of a pair together can be right where one alone is not.
	if _, err := themefile.Parse([]byte("classifications: {police: {fill: '#333333', text: '#FFFFFF'}}"), "t", nil); err != nil {
		t.Error(err)
	}
}

// A map's own types and classifications have looks too.
func TestOwnVocabulary(t *testing.T) {
	b := graph.NewBuilder()
	if err := errors.Join(b.AddType(graph.Type{ID: "funding", Label: "funds"}), b.AddClassification(graph.Classification{ID: "bank"})); err != nil {
		t.Fatal(err)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("types: {funding: {width: 2}}\nclassifications: {bank: {shape: tab}}")
	if _, err := themefile.Parse(text, "t", g.Vocabulary()); err != nil {
		t.Error(err)
	}
	if _, err := themefile.Parse(text, "t", nil); err == nil {
		t.Error("words that the vocabulary does not have are taken")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{house, "base: [", "types: {oversight: {colour: '#fff'}}", "a: &x {b: *x}", "<<: 1", "? a", "- - -", "colours: {page: !!binary x}", "%YAML 9\n---\n\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		theme, err := themefile.Parse(data, "t", nil)
		if (theme == nil) == (err == nil) {
			t.Fatal("neither a theme nor an error, or both")
		}
		var wrong *themefile.Error
		if err != nil && (!errors.As(err, &wrong) || wrong.Faults[0].Line < 1 || wrong.Faults[0].Column < 1) {
			t.Fatalf("an error without a place: %v", err)
		}
	})
}

func ExampleParse() {
	_, err := themefile.Parse([]byte("types:\n  oversight: {colour: '#FFDD88'}\n"), "house.yaml", nil)
	fmt.Println(err)
	theme, err := themefile.Parse([]byte("types:\n  oversight: {colour: '#8A1538', dash: dash-dot}\n"), "house.yaml", nil)
	fmt.Println(theme.Types["oversight"].Colour, err)
	// Output:
	// house.yaml:2:23: the letter of a line #FFFFFF on the colour of oversight #FFDD88 has a contrast of 1.31, and needs 4.5; "#857347" would do
	//   oversight: {colour: '#FFDD88'}
	//                       ^
	// #8A1538 <nil>
}
