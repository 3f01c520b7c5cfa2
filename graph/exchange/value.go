package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Kind is what a value is.
type Kind uint8

const (
	Empty   Kind = iota // nothing
	Text                // text
	Number              // a number
	Truth               // true or false
	List                // texts
	Records             // JSON: a list of records with fields, such as evidence
)

// Value is the value of an attribute. Only the field of its Kind is set, but for a Number, whose Text is how the file has it where
// that is not how String would write it.
type Value struct {
	Kind    Kind
	Text    string
	Number  float64
	Truth   bool
	List    []string
	Records json.RawMessage // compact
}

// setText and the like make v what TextValue and the like return. A value that stays of its kind costs next to nothing:
// writers use the same ones for millions of records.
func (v *Value) setText(s string) {
	switch {
	case s == "":
		v.clear()
		return
	case v.Kind != Text:
		*v = Value{Kind: Text}
	}
	v.Text = s
}

func (v *Value) setNumber(f float64) {
	if v.Kind != Number || v.Text != "" {
		*v = Value{Kind: Number}
	}
	v.Number = f
}

func (v *Value) setTruth(b bool) {
	if v.Kind != Truth {
		*v = Value{Kind: Truth}
	}
	v.Truth = b
}

func (v *Value) clear() {
	if v.Kind != Empty {
		*v = Value{}
	}
}

// TextValue and the like return values; those of "", an empty list and no records are Empty.
func TextValue(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: Text, Text: s}
}

func NumberValue(f float64) Value { return Value{Kind: Number, Number: f} }
func TruthValue(b bool) Value     { return Value{Kind: Truth, Truth: b} }

func ListValue(list []string) Value {
	if len(list) == 0 {
		return Value{}
	}
	return Value{Kind: List, List: list}
}

// numberAs is the value of a number that a file writes as text. As a text again it has the same digits: they may be an id, or more than
// a float64 holds.
func numberAs(f float64, text string) Value {
	var plain [32]byte
	if string(appendNumber(plain[:0], f)) == text {
		return NumberValue(f)
	}
	return Value{Kind: Number, Number: f, Text: text}
}

// appendNumber appends a number, whole ones with all their digits where a float64 holds those.
func appendNumber(b []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.AppendInt(b, int64(f), 10)
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

// RecordsValue returns the JSON of a list of records.
func RecordsValue[T any](records []T) Value {
	if len(records) == 0 {
		return Value{}
	}
	text, err := json.Marshal(records)
	if err != nil {
		panic(err) // records of the model are text, numbers and truths
	}
	return Value{Kind: Records, Records: text}
}

// String is the value as text, for formats that have nothing but text: a list with semicolons between its elements
// (and a backslash before a semicolon or backslash within one, as in the CSV of a map, and before blanks at its ends), records as JSON.
func (v Value) String() string {
	switch v.Kind {
	case Text:
		return v.Text
	case Number:
		if v.Text != "" {
			return v.Text
		}
		return string(appendNumber(nil, v.Number))
	case Truth:
		return strconv.FormatBool(v.Truth)
	case List:
		return joinList(v.List)
	case Records:
		return string(v.Records)
	}
	return ""
}

var listEscapes = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

func joinList(list []string) string {
	var b strings.Builder
	for i, s := range list {
		if i > 0 {
			b.WriteByte(';')
		}
		// Blanks at the ends of an element have a backslash each: those without are nothing to readers.
		inner := strings.TrimSpace(s)
		before := strings.Index(s, inner)
		escapeBlanks(&b, s[:before])
		b.WriteString(listEscapes.Replace(inner))
		escapeBlanks(&b, s[before+len(inner):])
	}
	return b.String()
}

func escapeBlanks(b *strings.Builder, blanks string) {
	for _, r := range blanks {
		b.WriteByte('\\')
		b.WriteRune(r)
	}
}

// splitList is the inverse of joinList; blanks around elements, and empty elements, are nothing.
func splitList(s string) (list []string) {
	var b, blanks strings.Builder // blanks belong to the element if more of it follows
	add := func(text string) {
		b.WriteString(blanks.String())
		blanks.Reset()
		b.WriteString(text)
	}
	end := func() {
		if b.Len() > 0 {
			list = append(list, b.String())
		}
		b.Reset()
		blanks.Reset()
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\\' && escapes(s[i+1:]):
			i++
			_, n = utf8.DecodeRuneInString(s[i:])
			add(s[i : i+n])
		case r == ';':
			end()
		case !unicode.IsSpace(r):
			add(s[i : i+n])
		case b.Len() > 0:
			blanks.WriteString(s[i : i+n])
		}
		i += n
	}
	end()
	return list
}

// escapes reports whether a backslash before rest stands for what comes first in it.
func escapes(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n > 0 && (r == ';' || r == '\\' || unicode.IsSpace(r))
}

// JSONValue returns the value of a JSON text: null is Empty, a list of texts a List, any other list or an object Records.
func JSONValue(text json.RawMessage) (Value, error) {
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return Value{}, err
	}
	if _, err := d.Token(); err != io.EOF {
		return Value{}, errors.New("more than one value")
	}
	switch v := v.(type) {
	case nil:
		return Value{}, nil
	case string:
		return TextValue(v), nil
	case json.Number:
		return numberOf([]byte(v)), nil
	case bool:
		return TruthValue(v), nil
	case []any:
		list := make([]string, 0, len(v))
		for _, element := range v {
			s, ok := element.(string)
			if !ok {
				return Value{Kind: Records, Records: text}, nil
			}
			list = append(list, s)
		}
		return ListValue(list), nil
	}
	return Value{Kind: Records, Records: text}, nil
}

// number, truth, list and records read a value that may be text as what a field wants.
func (v Value) number() (float64, error) {
	switch v.Kind {
	case Number:
		return v.Number, nil
	case Text:
		f, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return 0, fmt.Errorf("%q is not a number", syntax.Clip(v.Text))
		}
		return f, nil
	}
	return 0, errors.New("not a number")
}

func (v Value) truth() (bool, error) {
	switch v.Kind {
	case Truth:
		return v.Truth, nil
	case Number:
		return v.Number != 0, nil
	case Text:
		switch strings.ToLower(strings.TrimSpace(v.Text)) {
		case "true", "yes", "1":
			return true, nil
		case "false", "no", "0":
			return false, nil
		}
		return false, fmt.Errorf("%q is not true or false", syntax.Clip(v.Text))
	}
	return false, errors.New("not true or false")
}

func (v Value) list() []string {
	switch v.Kind {
	case List:
		return v.List
	case Empty:
		return nil
	}
	return splitList(v.String())
}

func (v Value) records(into any) error {
	text := []byte(v.Records)
	switch v.Kind {
	case Empty:
		return nil
	case Text:
		text = []byte(v.Text)
	case Records:
	default:
		return errors.New("not a list of records")
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("not a list of records in JSON: %w", err)
	}
	return nil
}
