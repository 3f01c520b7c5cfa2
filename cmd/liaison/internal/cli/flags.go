package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/graph"
)

// The headings of flags in help, in its order.
const (
	headingOptions    = "Options"
	headingPicture    = "Picture: the answer drawn"
	headingOutput     = "Output"
	headingMap        = "Map"
	headingFilters    = "Filters: which part of the map is looked at"
	headingEverywhere = "Everywhere"
)

var headings = []string{headingOptions, headingPicture, headingOutput, headingMap, headingFilters, headingEverywhere}

const annotationHeading = "heading"

// flags declares the flags of a command, each under a heading and with what completes its value. In the
// text that says what a flag is for, `back quotes` mark the name of the value.
type flags struct {
	set     *pflag.FlagSet
	cmd     *cobra.Command
	app     *app
	heading string
}

// under returns f for flags under another heading.
func (f *flags) under(heading string) *flags {
	other := *f
	other.heading = heading
	return &other
}

func (f *flags) add(v pflag.Value, name, short, usage string, c completer) *pflag.Flag {
	flag := f.set.VarPF(v, name, short, usage)
	flag.Annotations = map[string][]string{annotationHeading: {f.heading}}
	if c == nil {
		c = completeNothing
	}
	a := f.app
	// It fails only where a flag has been given two, which the tests would show.
	_ = f.cmd.RegisterFlagCompletionFunc(name, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return c(a, typed)
	})
	return flag
}

// on declares a flag without a value.
func (f *flags) on(p *bool, name, short, usage string) {
	flag := f.set.VarPF((*switchValue)(p), name, short, usage)
	flag.NoOptDefVal = "true"
	flag.Annotations = map[string][]string{annotationHeading: {f.heading}}
}

// text declares a flag whose value is any text.
func (f *flags) text(p *string, name, short, usage string, c completer) {
	f.add((*textValue)(p), name, short, usage, c)
}

// number declares a flag whose value is a whole number from least on.
func (f *flags) number(p *int, name, short string, least int, usage string) {
	f.add(&numberValue{p, least}, name, short, usage, nil)
}

// decimal declares a flag whose value is a number above 0.
func (f *flags) decimal(p *float64, name, usage string) {
	f.add((*decimalValue)(p), name, "", usage, nil)
}

// fraction declares a flag whose value is a number above 0 and below 1.
func (f *flags) fraction(p *float64, name, usage string) {
	f.add((*fractionValue)(p), name, "", usage, nil)
}

// choice declares a flag whose value is one of a few words. What it is called that they are, "format", is in the
// error about another word; without that, the words are.
func (f *flags) choice(p *string, name, short, what string, words []string, usage string) {
	f.add(&choiceValue{p, what, words}, name, short, usage, completeWords(words))
}

// list declares a flag that can be repeated, and whose value is words with commas between them. Where
// words is not nil, they are all that there are.
func (f *flags) list(p *[]string, name, what string, words []string, usage string, c completer) {
	if c == nil {
		c = completeWords(words)
	}
	f.add(&listValue{p, what, words}, name, "", usage, completeList(c))
}

// names declares a flag that can be repeated, and whose value is an organisation or several with commas
// between them. A name may have commas itself, so that the map must say which it is: see expandNames.
func (f *flags) names(p *[]string, name, usage string) {
	f.add((*namesValue)(p), name, "", usage, completeList(completeOrganisations))
}

type textValue string

func (v *textValue) Set(s string) error { *v = textValue(s); return nil }
func (v *textValue) String() string     { return string(*v) }
func (v *textValue) Type() string       { return "string" }

// mapValue is the name of a map, of which a command reads one.
type mapValue string

func (v *mapValue) Set(s string) error {
	if *v != "" && string(*v) != s {
		return fmt.Errorf("there are two maps, %s and %s, and a command reads one", *v, s)
	}
	*v = mapValue(s)
	return nil
}
func (v *mapValue) String() string { return string(*v) }
func (v *mapValue) Type() string   { return "string" }

type switchValue bool

func (v *switchValue) Set(s string) error {
	on, err := strconv.ParseBool(s)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", s)
	}
	*v = switchValue(on)
	return nil
}
func (v *switchValue) String() string   { return strconv.FormatBool(bool(*v)) }
func (v *switchValue) Type() string     { return "bool" }
func (v *switchValue) IsBoolFlag() bool { return true }

type numberValue struct {
	to    *int
	least int
}

func (v *numberValue) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil {
		return fmt.Errorf("%q is not a whole number that can be used here", s)
	}
	if n < v.least {
		return fmt.Errorf("%d is too few: the least is %d", n, v.least)
	}
	*v.to = n
	return nil
}
func (v *numberValue) String() string { return strconv.Itoa(*v.to) }
func (v *numberValue) Type() string   { return "int" }

type fractionValue float64

func (v *fractionValue) Set(s string) error {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x > 0 && x < 1) {
		return fmt.Errorf("%q is not a number above 0 and below 1", s)
	}
	*v = fractionValue(x)
	return nil
}
func (v *fractionValue) String() string { return strconv.FormatFloat(float64(*v), 'g', -1, 64) }
func (v *fractionValue) Type() string   { return "number" }

type decimalValue float64

func (v *decimalValue) Set(s string) error {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf("%q is not a number above 0", s)
	}
	*v = decimalValue(x)
	return nil
}
func (v *decimalValue) String() string { return strconv.FormatFloat(float64(*v), 'g', -1, 64) }
func (v *decimalValue) Type() string   { return "number" }

type choiceValue struct {
	to    *string
	what  string
	words []string
}

func (v *choiceValue) Set(s string) error {
	err := checkWord(s, v.what, v.words)
	if err != nil && v.what == "" {
		return fmt.Errorf("%q is neither %s", s, strings.Join(v.words, " nor "))
	}
	if err != nil {
		return err
	}
	*v.to = s
	return nil
}
func (v *choiceValue) String() string { return *v.to }
func (v *choiceValue) Type() string   { return strings.Join(v.words, "|") }

func checkWord(s, what string, words []string) error {
	for _, w := range words {
		if s == w {
			return nil
		}
	}
	return &graph.UnknownError{What: what, Value: s, Suggestions: graph.Suggest(s, words), Known: words}
}

type listValue struct {
	to    *[]string
	what  string
	words []string
}

func (v *listValue) Set(s string) error {
	for word := range strings.SplitSeq(s, ",") {
		word = strings.TrimSpace(word)
		if word == "" {
			return fmt.Errorf("%q has an empty element", s)
		}
		if v.words != nil {
			if err := checkWord(word, v.what, v.words); err != nil {
				return err
			}
		}
		*v.to = append(*v.to, word)
	}
	return nil
}
func (v *listValue) String() string { return strings.Join(*v.to, ",") }
func (v *listValue) Type() string   { return "stringSlice" } // which tells cobra that it can be repeated

type namesValue []string

func (v *namesValue) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("%q is no organisation", s)
	}
	*v = append(*v, s)
	return nil
}
func (v *namesValue) String() string { return strings.Join(*v, ",") }
func (v *namesValue) Type() string   { return "stringSlice" }

type dateValue graph.Date

func (v *dateValue) Set(s string) error {
	d, err := graph.ParseDate(s)
	*v = dateValue(d)
	return err
}
func (v *dateValue) String() string { return graph.Date(*v).String() }
func (v *dateValue) Type() string   { return "date" }
