package functions

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var textFunctions = []Function{
	{
		Name: "toUpper", Aliases: []string{"upper"}, Group: "Strings", Signature: "toUpper(text STRING) STRING",
		Meaning: "The string in capitals.",
		Min:     1, Max: 1, Args: []value.Kinds{text}, Result: text, Eval: ofText(strings.ToUpper),
	}, {
		Name: "toLower", Aliases: []string{"lower"}, Group: "Strings", Signature: "toLower(text STRING) STRING",
		Meaning: "The string in small letters.",
		Min:     1, Max: 1, Args: []value.Kinds{text}, Result: text, Eval: ofText(strings.ToLower),
	}, {
		Name: "trim", Aliases: []string{"btrim"}, Group: "Strings", Signature: "trim(text STRING, characters? STRING) STRING",
		Meaning: "The string without the white space, or the characters that are given, at both ends.",
		Min:     1, Max: 2, Args: []value.Kinds{text}, Result: text, Eval: trimming(true, true),
	}, {
		Name: "ltrim", Group: "Strings", Signature: "ltrim(text STRING, characters? STRING) STRING",
		Meaning: "The string without the white space, or the characters that are given, at its start.",
		Min:     1, Max: 2, Args: []value.Kinds{text}, Result: text, Eval: trimming(true, false),
	}, {
		Name: "rtrim", Group: "Strings", Signature: "rtrim(text STRING, characters? STRING) STRING",
		Meaning: "The string without the white space, or the characters that are given, at its end.",
		Min:     1, Max: 2, Args: []value.Kinds{text}, Result: text, Eval: trimming(false, true),
	}, {
		Name: "replace", Group: "Strings", Signature: "replace(text STRING, old STRING, new STRING, most? INTEGER) STRING",
		Meaning: "The string with every occurrence, or the first so many, of one string replaced by another.",
		Min:     3, Max: 4, Args: []value.Kinds{text, text, text, whole}, Result: text, Eval: replace,
	}, {
		Name: "split", Group: "Strings", Signature: "split(text STRING, separator STRING | LIST<STRING>) LIST<STRING>",
		Meaning: "The parts of a string between a separator, or any of several; its characters where the separator is empty.",
		Min:     2, Max: 2, Args: []value.Kinds{text, text | list}, Result: list, Item: text, Eval: split,
	}, {
		Name: "substring", Group: "Strings", Signature: "substring(text STRING, start INTEGER, length? INTEGER) STRING",
		Meaning: "The part of a string from a position, counted from 0, to its end or of the length given.",
		Min:     2, Max: 3, Args: []value.Kinds{text, whole}, Result: text, Eval: substring,
	}, {
		Name: "left", Group: "Strings", Signature: "left(text STRING, length INTEGER) STRING",
		Meaning: "The first so many characters of a string.",
		Min:     2, Max: 2, Args: []value.Kinds{text, whole}, Result: text,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if err := notNegative("left", args[1:]); err != nil {
				return value.Null, err
			}
			s := args[0].Text()
			return value.String(s[:offset(s, args[1].Int())]), nil
		},
	}, {
		Name: "right", Group: "Strings", Signature: "right(text STRING, length INTEGER) STRING",
		Meaning: "The last so many characters of a string.",
		Min:     2, Max: 2, Args: []value.Kinds{text, whole}, Result: text,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if err := notNegative("right", args[1:]); err != nil {
				return value.Null, err
			}
			s := args[0].Text()
			return value.String(s[offset(s, max(int64(utf8.RuneCountInString(s))-args[1].Int(), 0)):]), nil
		},
	}, {
		Name: "char_length", Aliases: []string{"character_length"}, Group: "Strings", Signature: "char_length(text STRING) INTEGER",
		Meaning: "How many characters a string has.",
		Min:     1, Max: 1, Args: []value.Kinds{text}, Result: whole, Eval: size,
	}, {
		Name: "normalize", Group: "Strings", Signature: "normalize(text STRING, form? STRING) STRING",
		Meaning: "The string in a Unicode normal form: NFC, unless NFD, NFKC or NFKD is given.",
		Min:     1, Max: 2, Args: []value.Kinds{text}, Result: text, Eval: normalise,
	},
}

// ofText is the Eval of a function of one text.
func ofText(f func(string) string) func(*Context, []value.Value) (value.Value, error) {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		return value.String(f(args[0].Text())), nil
	}
}

func trimming(start, end bool) func(*Context, []value.Value) (value.Value, error) {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		drop := unicode.IsSpace
		if len(args) == 2 {
			drop = func(r rune) bool { return strings.ContainsRune(args[1].Text(), r) }
		}
		s := args[0].Text()
		if start {
			s = strings.TrimLeftFunc(s, drop)
		}
		if end {
			s = strings.TrimRightFunc(s, drop)
		}
		return value.String(s), nil
	}
}

func replace(c *Context, args []value.Value) (value.Value, error) {
	s, old, with := args[0].Text(), args[1].Text(), args[2].Text()
	most := -1
	if len(args) == 4 {
		if err := notNegative("replace", args[3:]); err != nil {
			return value.Null, err
		}
		most = int(min(args[3].Int(), int64(len(s))+1))
	}
	if old == "" || with == old { // nothing is not replaced by something between all characters
		return args[0], nil
	}
	if grown := len(with) - len(old); grown > 0 {
		if err := c.fits("replace", uint64(len(s))+uint64(strings.Count(s, old))*uint64(grown)); err != nil {
			return value.Null, err
		}
	}
	return value.String(strings.Replace(s, old, with, most)), nil
}

func split(c *Context, args []value.Value) (value.Value, error) {
	s := args[0].Text()
	separators := []string{args[1].Text()}
	if args[1].Kind() == value.KindList {
		separators = nil
		for _, item := range args[1].List() {
			if item.IsNull() {
				return value.Null, nil
			}
			if item.Kind() != value.KindString {
				return value.Null, wrongKind("split", text, item)
			}
			separators = append(separators, item.Text())
		}
	}
	if err := c.fits("split", uint64(len(s))*sizeOfValue/4); err != nil { // a part has four characters or more, mostly
		return value.Null, err
	}
	parts := []string{s}
	for _, separator := range separators {
		var finer []string
		for _, part := range parts {
			finer = append(finer, strings.Split(part, separator)...)
		}
		parts = finer
	}
	return value.ListOf(parts, value.String), nil
}

func substring(_ *Context, args []value.Value) (value.Value, error) {
	if err := notNegative("substring", args[1:]); err != nil {
		return value.Null, err
	}
	s := args[0].Text()
	s = s[offset(s, args[1].Int()):]
	if len(args) == 3 {
		s = s[:offset(s, args[2].Int())]
	}
	return value.String(s), nil
}

// offset returns the byte at which the character of a position begins, or the length where there are fewer.
func offset(s string, position int64) int {
	for i := range s {
		if position == 0 {
			return i
		}
		position--
	}
	return len(s)
}

func notNegative(name string, counts []value.Value) error {
	for _, count := range counts {
		if count.Int() < 0 {
			return badArgument("NegativeIntegerArgument", "%s takes no negative number, and was given %d", name, count.Int())
		}
	}
	return nil
}

func normalise(_ *Context, args []value.Value) (value.Value, error) {
	form := "NFC"
	if len(args) == 2 {
		form = args[1].Text()
	}
	forms := []string{"NFC", "NFD", "NFKC", "NFKD"}
	at := slices.Index(forms, strings.ToUpper(form))
	if at < 0 {
		return value.Null, badArgument("InvalidArgumentValue", "normalize: no normal form is called '%s'", form).
			WithHint("the forms are NFC, NFD, NFKC and NFKD")
	}
	return value.String([]norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD}[at].String(args[0].Text())), nil
}
