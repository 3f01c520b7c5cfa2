package themefile

import (
	"fmt"
	"math"
	"strconv"

	"github.com/goccy/go-yaml/token"

	"github.com/liaisongraph/liaison/render"
)

// The contrasts of WCAG 2.2, 1.4.3 level AA and 1.4.11.
const (
	textContrast    = 4.5
	graphicContrast = 3.0
)

// pair is two colours of which one stands on the other.
type pair struct {
	what     string
	colour   *string
	onWhat   string
	on       *string
	contrast float64 // that they need
}

// contrasts notes the colours of the file that cannot be told apart enough from those that they stand on, or that stand on them: each with
// the pair that lacks most.
func (r *reader) contrasts() {
	pairs := r.allPairs()
	worst := map[*string]pair{}
	var changed []*string
	for _, p := range pairs {
		colour := p.colour
		if r.set[colour] == nil {
			colour = p.on
		}
		if r.set[colour] == nil || p.share() >= 1 {
			continue
		}
		other, known := worst[colour]
		if !known {
			changed = append(changed, colour)
		}
		if !known || p.share() < other.share() {
			worst[colour] = p
		}
	}
	for _, colour := range changed {
		p := worst[colour]
		r.lacking(r.set[colour], p, render.Contrast(*p.colour, *p.on), nearest(colour, pairs))
	}
}

// share is which part of the contrast there is that a pair needs.
func (p pair) share() float64 { return render.Contrast(*p.colour, *p.on) / p.contrast }

// lacking says that a pair has too little contrast, and what would do.
func (r *reader) lacking(t *token.Token, p pair, got float64, would string) {
	advice := ""
	if would != "" {
		advice = "; \"" + would + "\" would do"
	}
	// Rounded down, so that what is told is not what is needed.
	r.fault(t, "%s %s on %s %s has a contrast of %.2f, and needs %.1f%s", p.what, *p.colour, p.onWhat, *p.on, math.Floor(got*100)/100, p.contrast, advice)
}

// allPairs are the pairs of the theme, and those of the styles of types and classifications.
func (r *reader) allPairs() []pair {
	t := &r.theme
	var all []pair
	text := func(what string, colour *string, onWhat string, on *string) {
		all = append(all, pair{what, colour, onWhat, on, textContrast})
	}
	graphic := func(what string, colour *string, onWhat string, on *string) {
		all = append(all, pair{what, colour, onWhat, on, graphicContrast})
	}
	grounds := []struct {
		what   string
		colour *string
	}{{"the page", &t.Page}, {"panels", &t.Panel}}
	for _, ground := range grounds {
		text("text", &t.Text, ground.what, ground.colour)
		text("muted text", &t.MutedText, ground.what, ground.colour)
		graphic("the outline of boxes", &t.BoxEdge, ground.what, ground.colour)
		graphic("the outline of highlighted boxes", &t.MarkedEdge, ground.what, ground.colour)
		graphic("what is faded,", &t.Faded, ground.what, ground.colour)
		graphic("the box in the middle", &t.CentreBox, ground.what, ground.colour)
		for i := range t.Families {
			graphic("a line", &t.Families[i], ground.what, ground.colour)
		}
		for i := range r.lines {
			if l := &r.lines[i]; l.style.Colour != "" {
				graphic("a line of "+l.id, &l.style.Colour, ground.what, ground.colour)
			}
		}
		for i := range r.boxes {
			if b := &r.boxes[i]; b.style.Outline != "" {
				graphic("the outline of "+b.id, &b.style.Outline, ground.what, ground.colour)
			}
		}
	}
	graphic("the outline of panels", &t.PanelEdge, "the page", &t.Page)
	text("text", &t.Text, "boxes", &t.Box)
	text("faded text", &t.FadedText, "boxes", &t.Box)
	text("text", &t.Text, "highlighted boxes", &t.Marked)
	text("text in the middle", &t.CentreText, "the box there", &t.CentreBox)
	graphic("the outline of highlighted boxes", &t.MarkedEdge, "these", &t.Marked)
	text("the letter of a line", &t.BadgeText, "text", &t.Text)
	graphic("the letter of a line", &t.BadgeText, "what is faded,", &t.Faded)
	for i := range t.Families {
		text("the letter of a line", &t.BadgeText, "its colour", &t.Families[i])
	}
	for i := range r.lines {
		if l := &r.lines[i]; l.style.Colour != "" {
			text("the letter of a line", &t.BadgeText, "the colour of "+l.id, &l.style.Colour)
		}
	}
	for i := range t.Groups {
		text("text", &t.Text, "the colour of a group", &t.Groups[i])
	}
	for i := range r.boxes {
		b := &r.boxes[i]
		ink, fill := &b.style.Text, &b.style.Fill
		if *ink == "" {
			ink = &t.Text
		}
		if *fill == "" {
			fill = &t.Box
		}
		text("text", ink, "the fill of "+b.id, fill)
	}
	return all
}

// nearest returns the colour between a given one and black or white that is nearest to it and has contrast enough in all its pairs, or
// "" where there is none.
func nearest(colour *string, pairs []pair) string {
	const steps = 100
	was := *colour
	defer func() { *colour = was }()
	for step := 1; step <= steps; step++ {
		for _, end := range [2]float64{0, 255} {
			*colour = mixed(was, end, float64(step)/steps)
			if enough(colour, pairs) {
				return *colour
			}
		}
	}
	return ""
}

func enough(colour *string, pairs []pair) bool {
	for _, p := range pairs {
		if (p.colour == colour || p.on == colour) && render.Contrast(*p.colour, *p.on) < p.contrast {
			return false
		}
	}
	return true
}

// mixed returns a colour with a share of black (0) or white (255).
func mixed(colour string, end, share float64) string {
	s := "#"
	for i := range 3 {
		v, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8) // it has been read before
		s += fmt.Sprintf("%02X", uint8(math.Round(float64(v)*(1-share)+end*share)))
	}
	return s
}
