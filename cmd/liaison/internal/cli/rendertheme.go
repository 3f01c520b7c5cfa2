package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/themefile"
)

// isThemeFile reports whether a theme is in a file.
func isThemeFile(theme string) bool {
	extension := strings.ToLower(filepath.Ext(theme))
	return extension == ".yaml" || extension == ".yml" || strings.ContainsRune(theme, filepath.Separator)
}

// checkTheme returns an error where a theme is neither a file nor a word that is known, before a map is read.
func checkTheme(theme string) error {
	if theme == "" || isThemeFile(theme) {
		return nil
	}
	if err := checkWord(theme, "theme", themeNames()); err != nil {
		return hint(fmt.Errorf("--theme: %w", err), "or a theme file, whose name ends in .yaml: "+program+" help render has one")
	}
	return nil
}

// useTheme gives a scene the theme that the flag says.
func useTheme(name string, s *render.Options, v *graph.Vocabulary) error {
	switch {
	case name == autoTheme: // without a theme of its own a page follows its reader, and a picture is light; see writeOptions
	case slices.Contains(themeNames(), name):
		s.Theme = name
	case name != "":
		theme, err := themefile.Read(name, v)
		var wrong *themefile.Error
		switch {
		case errors.As(err, &wrong):
			return themeError(wrong)
		case err != nil:
			return hint(outputError(name, err), "--theme takes a theme file, or "+joinWords(themeNames(), "or"))
		}
		s.Styled = theme
	}
	return nil
}

// themeError says all that is wrong with a theme file.
func themeError(wrong *themefile.Error) error {
	lines := wrong.Lines()
	if len(wrong.Faults) == 1 {
		return hint(errors.New(lines[0]), lines[1:]...)
	}
	return hint(fmt.Errorf("%s: %s", wrong.File, countOf(len(wrong.Faults), "fault", "faults")), lines...)
}

// themeExample is the lines of a theme file, and what they do.
func themeExample() [][2]string {
	return [][2]string{
		{"base: light", "the theme that it changes"},
		{`colours: {page: "#FFFDF7", text: "#101820"}`, "of the page, panel, panel_edge, text, muted_text, box, box_edge, centre_box, centre_text, marked, marked_edge, faded, faded_text and badge_text"},
		{`types: {oversight: {colour: "#8A1538", width: 2.4, dash: long}}`, "the dash is solid, long or dash-dot"},
		{`classifications: {police: {fill: "#E4ECF7", shape: rounded}}`, "also outline and text; the shape is " + joinWords(words(shapes()), "or")},
	}
}

// shape is a shape that has its name as its text.
type shape string

func (s shape) String() string { return string(s) }

func shapes() []shape {
	var all []shape
	for _, s := range render.Shapes() {
		all = append(all, shape(s))
	}
	return all
}
