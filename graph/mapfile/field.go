package mapfile

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
)

// kind is what a map file says of one kind of record. Reading YAML and CSV, writing, the messages about
// fields that do not exist, and the JSON Schema all go by it.
type kind[T any] struct {
	name    string // of one record: "organisation"
	section string // key of the list in YAML: "organisations"
	file    string // in a CSV folder: "organisations.csv"
	about   string // what a list of them holds, for the schema
	fields  []field[T]
}

// field is a field of a record.
type field[T any] struct {
	name     string       // as in YAML and in the header of a CSV file
	at       func(*T) any // a pointer to it; its type says how the field is written, see setScalar
	about    string       // one sentence for the schema
	required bool
	isWord   bool            // an id or one of a few words: white space around it in CSV means nothing
	words    func() []string // what an editor can propose; nil: nothing
}

func (k *kind[T]) names() []string {
	names := make([]string, len(k.fields))
	for i, f := range k.fields {
		names[i] = f.name
	}
	return names
}

// index returns the number of the field with a name, or -1.
func (k *kind[T]) index(name string) int {
	return slices.IndexFunc(k.fields, func(f field[T]) bool { return f.name == name })
}

// setScalar reads text, which is not empty, into what at points to.
func setScalar(at any, text string) (err error) {
	switch p := at.(type) {
	case *string:
		*p = text
	case *graph.Date:
		*p, err = graph.ParseDate(text)
	case *graph.Status:
		*p, err = graph.ParseStatus(text)
	case *graph.Confidence:
		*p, err = graph.ParseConfidence(text)
	case *graph.Rule:
		*p, err = graph.ParseRule(text)
	case *graph.Mutuality:
		var both bool
		if err = setScalar(&both, text); err == nil {
			*p = graph.OneWay
			if both {
				*p = graph.Mutual
			}
		}
	case *bool:
		switch text {
		case "true", "True", "TRUE":
			*p = true
		case "false", "False", "FALSE":
			*p = false
		default:
			err = fmt.Errorf("%q is neither true nor false", text)
		}
	case *float64:
		weight, parseErr := strconv.ParseFloat(text, 64)
		if parseErr != nil || math.IsNaN(weight) || math.IsInf(weight, 0) || weight <= 0 {
			return fmt.Errorf("%q is not a weight: a weight is a number above 0", text)
		}
		*p = weight
	default:
		panic(fmt.Sprintf("mapfile: a field of type %T in a table", at))
	}
	return err
}
