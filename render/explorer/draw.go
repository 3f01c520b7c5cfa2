package explorer

import (
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// draw returns the picture as an svg element with its fonts, in the colours of both scenes where they are two.
func draw(light, dark *render.Scene, p *render.Placement) ([]byte, error) {
	d := drawing.New(light, p)
	opts := drawing.SVGOptions{Fragment: true}
	if dark != light {
		opts.Dark = drawing.New(dark, p)
	}
	svg, err := d.SVG(opts)
	if err != nil {
		return nil, err
	}
	// The style sheet is for a file of its own; here it must not reach what is beside the drawing.
	focus := strings.NewReplacer("[tabindex]:focus-visible,", "svg [tabindex]:focus-visible,", ",a:focus-visible", ",svg a:focus-visible")
	before, after, _ := strings.Cut(string(svg), "<style>")
	rules, after, _ := strings.Cut(after, "</style>")
	return []byte(before + "<style>" + fontFaces(d) + focus.Replace(rules) + "</style>" + after), nil
}

// fontFaces returns the rules of a style sheet with the fonts of a drawing, as far as it uses their letters.
func fontFaces(d *drawing.Drawing) (css string) {
	var plain, bold []string
	var walk func([]*drawing.Group)
	walk = func(groups []*drawing.Group) {
		for _, g := range groups {
			for i := range g.Texts {
				if g.Texts[i].Bold {
					bold = append(bold, g.Texts[i].Value)
				} else {
					plain = append(plain, g.Texts[i].Value)
				}
			}
			walk(g.Groups)
		}
	}
	walk(d.Groups)
	for _, face := range []string{typeface.FontFace(plain, false), typeface.FontFace(bold, true)} {
		if face != "" {
			css += face + "\n"
		}
	}
	return css
}
