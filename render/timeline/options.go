package timeline

import (
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/render"
)

// theme returns the theme that the options ask for, and checks the rest.
func (o *Options) theme() (render.Theme, error) {
	if !o.From.IsZero() && !o.To.IsZero() && o.To.Before(o.From) {
		return render.Theme{}, fmt.Errorf("the timeline is to end at %s, before it begins at %s", o.To, o.From)
	}
	if o.Styled == nil {
		return render.LookupTheme(o.Theme)
	}
	if o.Theme != "" {
		return render.Theme{}, errors.New("the theme is given twice, by its name and as a whole")
	}
	return *o.Styled, nil
}
