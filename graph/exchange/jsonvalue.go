package exchange

import (
	"math"
	"strconv"
	"strings"
)

// value takes any value: null is Empty, a list of texts a List, any other list or an object Records. A number that a float64
// does not hold as it is written (a long id, for instance) is Text.
func (s *jsonScanner) value() (Value, error) {
	switch c := s.next(); c {
	case '"':
		text, err := s.word()
		return TextValue(text), err
	case '{':
		b, err := s.raw(nil)
		return Value{Kind: Records, Records: b}, err
	case '[':
		return s.list()
	case 't':
		return Value{Kind: Truth, Truth: true}, s.literal("true")
	case 'f':
		return Value{Kind: Truth}, s.literal("false")
	case 'n':
		return Value{}, s.literal("null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.number()
		if no || err != nil {
			return Value{}, err
		}
		return numberOf(literal), nil
	}
	return Value{}, s.unexpected("a value")
}

// numberOf is the value of a number.
func numberOf(literal []byte) Value {
	if len(literal) <= 15 {
		if n, ok := smallInteger(literal); ok {
			return NumberValue(float64(n))
		}
	}
	f, err := strconv.ParseFloat(string(literal), 64)
	const exact = 1 << 53
	if err != nil || (f > exact || f < -exact) && !strings.ContainsAny(string(literal), ".eE") {
		return TextValue(string(literal))
	}
	return NumberValue(f)
}

func smallInteger(literal []byte) (n int64, ok bool) {
	digits := literal
	if digits[0] == '-' {
		digits = digits[1:]
	}
	for _, c := range digits {
		if c < '0' || '9' < c {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	if len(digits) < len(literal) {
		n = -n
	}
	return n, true
}

// list takes a list: a List where it has nothing but texts, else Records.
func (s *jsonScanner) list() (v Value, err error) {
	var texts []string
	var raw []byte // the list so far, once there is something else in it
	size := 0
	err = s.array(func() error {
		if raw == nil && s.next() == '"' {
			text, err := s.word()
			if size += len(text) + 4; size > maxValue {
				return s.fail("a list of more than %d MiB", maxValue>>20)
			}
			texts = append(texts, text)
			return err
		}
		if raw == nil {
			raw = appendJSONList(nil, texts)
			raw = raw[:len(raw)-1]
		}
		if len(raw) > 1 {
			raw = append(raw, ',')
		}
		raw, err = s.raw(raw)
		return err
	})
	if err != nil {
		return Value{}, err
	}
	if raw != nil {
		return Value{Kind: Records, Records: append(raw, ']')}, nil
	}
	return ListValue(texts), nil
}

// raw takes a value and appends it to b as JSON without white space. NaN and Infinity become null.
func (s *jsonScanner) raw(b []byte) ([]byte, error) {
	if len(b) > maxValue {
		return b, s.fail("a value of more than %d MiB", maxValue>>20)
	}
	var err error
	switch c := s.next(); c {
	case '{':
		b = append(b, '{')
		first := true
		err = s.object(maxAttributes, func(key string) (err error) {
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(appendJSONText(b, key), ':')
			b, err = s.raw(b)
			return err
		})
		return append(b, '}'), err
	case '[':
		b = append(b, '[')
		first := true
		err = s.array(func() (err error) {
			if !first {
				b = append(b, ',')
			}
			first = false
			b, err = s.raw(b)
			return err
		})
		return append(b, ']'), err
	case '"':
		text, err := s.text()
		return appendJSONText(b, text), err
	case 't', 'f', 'n':
		word := map[byte]string{'t': "true", 'f': "false", 'n': "null"}[c]
		return append(b, word...), s.literal(word)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.number()
		if no {
			return append(b, "null"...), err
		}
		return append(b, literal...), err
	}
	return b, s.unexpected("a value")
}

// skip takes a value, and forgets it.
func (s *jsonScanner) skip() error {
	switch s.next() {
	case '{':
		return s.object(0, func(string) error { return s.skip() })
	case '[':
		return s.array(s.skip)
	case '"':
		_, _, err := s.rawText()
		return err
	}
	_, err := s.value()
	return err
}

// id takes the id of a record as text: a number is one as it is written, a list (NetworkX has tuples) JSON, and null none.
// index is the number that a number is, if it can be a place in a list, or bigNumber; noNumber where it is none.
func (s *jsonScanner) id() (id string, index int, err error) {
	switch s.next() {
	case '"':
		id, err = s.word()
		return id, noNumber, err
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.number()
		if no || err != nil {
			return "", noNumber, err
		}
		if n, ok := smallInteger(literal); ok && len(literal) <= 9 && n >= 0 {
			return s.remember(literal), int(n), nil
		}
		return numberText(literal), bigNumber, nil
	case '{':
		return "", noNumber, s.unexpected("an id")
	}
	v, err := s.value()
	if v.Kind == List {
		v = Value{Kind: Records, Records: appendJSONList(nil, v.List)}
	}
	return v.String(), noNumber, err
}

const (
	noNumber  = -1
	bigNumber = -2
)

// numberText is a number that is an id: 7.0 is 7, as it is to JavaScript and Python.
func numberText(literal []byte) string {
	v := numberOf(literal)
	if v.Kind == Number && math.Abs(v.Number) < 1e15 && v.Number == math.Trunc(v.Number) {
		return strconv.FormatInt(int64(v.Number), 10)
	}
	return string(literal)
}

// truth takes true or false; anything else is an error.
func (s *jsonScanner) truth() (bool, error) {
	switch s.next() {
	case 't':
		return true, s.literal("true")
	case 'f':
		return false, s.literal("false")
	}
	return false, s.unexpected("true or false")
}
