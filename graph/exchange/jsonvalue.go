package exchange

import (
	"context"
	"math"
	"strconv"

	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

// jsonScanner makes values of what a file in JSON says.
type jsonScanner struct {
	*jsonscan.Scanner
	ctx   context.Context
	sink  Sink
	taken int // records, for [interrupted]
}

func newJSONScanner(ctx context.Context, in *Input, sink Sink) (*jsonScanner, error) {
	if in.Stream == nil {
		return nil, &InputError{Name: in.Name, Problem: "JSON is one file, not a folder"}
	}
	s, err := jsonscan.New(in.Stream, limits, sink.Note)
	return &jsonScanner{Scanner: s, ctx: ctx, sink: sink}, err
}

// record counts a record, and returns the error of the context from time to time.
func (s *jsonScanner) record() error {
	s.taken++
	return interrupted(s.ctx, s.taken)
}

// value takes any value: null is Empty, a list of texts a List, any other list or an object Records.
func (s *jsonScanner) value() (Value, error) {
	switch c := s.Peek(); c {
	case '"':
		text, err := s.Word()
		return TextValue(text), err
	case '{':
		b, err := s.AppendValue(nil)
		return Value{Kind: Records, Records: b}, err
	case '[':
		return s.list()
	case 't':
		return Value{Kind: Truth, Truth: true}, s.Literal("true")
	case 'f':
		return Value{Kind: Truth}, s.Literal("false")
	case 'n':
		return Value{}, s.Literal("null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.Number()
		if no || err != nil {
			return Value{}, err
		}
		return numberOf(literal), nil
	}
	return Value{}, s.Unexpected("a value")
}

// numberOf is the value of a number; one that no float64 comes near is Text.
func numberOf(literal []byte) Value {
	if len(literal) <= 15 {
		if n, ok := smallInteger(literal); ok && (n != 0 || len(literal) == 1) {
			return NumberValue(float64(n))
		}
	}
	f, err := strconv.ParseFloat(string(literal), 64)
	if err != nil {
		return TextValue(string(literal))
	}
	return numberAs(f, string(literal))
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
	err = s.Array(func() error {
		if raw == nil && s.Peek() == '"' {
			text, err := s.Word()
			if size += len(text) + 4; size > maxValue {
				return s.Errorf("a list of more than %d MiB", maxValue>>20)
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
		raw, err = s.AppendValue(raw)
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

// id takes the id of a record as text: a number is one as it is written, a list (NetworkX has tuples) JSON, and null none.
// index is the number that a number is, if it can be a place in a list, or bigNumber; noNumber where it is none.
func (s *jsonScanner) id() (id string, index int, err error) {
	switch s.Peek() {
	case '"':
		id, err = s.Word()
		return id, noNumber, err
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.Number()
		if no || err != nil {
			return "", noNumber, err
		}
		if n, ok := smallInteger(literal); ok && len(literal) <= 9 && n >= 0 {
			return s.Remember(literal), int(n), nil
		}
		return numberText(literal), bigNumber, nil
	case '{':
		return "", noNumber, s.Unexpected("an id")
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
