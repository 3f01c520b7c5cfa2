package graphviz

import (
	"os"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/flopp/go-findfont"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// goFonts holds the Go fonts: regular, bold, italic, and both.
var goFonts = [4]func() *sfnt.Font{
	parsed(goregular.TTF), parsed(gobold.TTF), parsed(goitalic.TTF), parsed(gobolditalic.TTF),
}

// parsed returns a function that parses a font once. The fonts are part of the program, so they do parse.
func parsed(data []byte) func() *sfnt.Font {
	return sync.OnceValue(func() *sfnt.Font {
		font, err := sfnt.Parse(data)
		if err != nil {
			panic(err)
		}
		return font
	})
}

func builtIn(bold, italic bool) *sfnt.Font {
	index := 0
	if bold {
		index++
	}
	if italic {
		index += 2
	}
	return goFonts[index]()
}

// installedFonts finds for each letter a font of this computer that can draw it. It looks at the fonts in the order
// of their paths, upright ones of normal weight first, until every letter has one.
func installedFonts(letters map[rune]bool) map[rune]*sfnt.Font {
	found := map[rune]*sfnt.Font{}
	if len(letters) == 0 {
		return found
	}
	paths := findfont.List()
	slices.SortFunc(paths, func(a, b string) int {
		if isStyled(a) != isStyled(b) {
			if isStyled(a) {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	for _, path := range slices.Compact(paths) {
		if len(found) == len(letters) {
			break
		}
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		collection, err := sfnt.ParseCollection(data)
		if err != nil {
			continue
		}
		font, err := collection.Font(0)
		if err != nil {
			continue
		}
		for letter := range letters {
			if found[letter] != nil {
				continue
			}
			if _, ok := glyphOf(font, letter); ok {
				found[letter] = font
			}
		}
	}
	return found
}

// isStyled tells from the path of a font whether it is bold, slanted, narrow or the like.
func isStyled(path string) bool {
	path = strings.ToLower(path)
	for _, style := range []string{"bold", "italic", "oblique", "condensed", "narrow", "light", "thin", "black", "mono"} {
		if strings.Contains(path, style) {
			return true
		}
	}
	return false
}

// controlsOthers tells whether a character has no shape of its own.
func controlsOthers(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector)
}
