package exchange

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

// ftmScanner reads the entities that are as nearly all are, and leaves the others, and those that are wrong, to encoding/json.
type ftmScanner struct {
	*jsonscan.Scanner
	found  ftmFound
	texts  []string // the values of its properties
	values []int    // for each property, where its values begin among them
	text   []byte   // of what is read again, or not kept
}

// errFTMOther is for what is not as most entities are.
var errFTMOther = errors.New("otherwise than most")

func (s *ftmScanner) init() (err error) {
	s.Scanner, err = jsonscan.New(bytes.NewReader(nil), limits, func(int, string, string) error { return errFTMOther })
	return err
}

// ftmMost is how many properties an entity as most are has.
const ftmMost = 64

// entity returns the entity of a line, valid until the next, or nil.
func (s *ftmScanner) entity(number int, line []byte) *ftmFound {
	s.Reset(line, number)
	s.found = ftmFound{line: number, properties: s.found.properties[:0]}
	s.texts, s.values = s.texts[:0], s.values[:0]
	x := &s.found
	var said [4]bool
	err := s.Object(0, func(key string) (err error) {
		for i, name := range [...]string{"id", "schema", "caption", "properties"} {
			if key != name {
				if strings.EqualFold(key, name) {
					return errFTMOther
				}
				continue
			}
			if said[i] {
				return errFTMOther
			}
			said[i] = true
			switch i {
			case 0:
				x.ID, err = s.Word()
			case 1:
				x.Schema, err = s.Word()
			case 2:
				x.Caption, err = s.Word()
			default:
				err = s.Object(ftmMost, s.property)
			}
			return err
		}
		s.text, err = s.AppendValue(s.text[:0]) // which looks at escapes, as Skip does not
		return err
	})
	if err != nil || s.Finish() != nil || x.ID == "" || x.Schema == "" {
		return nil
	}
	s.values = append(s.values, len(s.texts))
	for i := range x.properties {
		x.properties[i].values = s.texts[s.values[i]:s.values[i+1]:s.values[i+1]]
	}
	return x
}

// property takes the value of a property: a text, or a list of texts.
func (s *ftmScanner) property(key string) error {
	if s.found.property(key) != nil {
		return errFTMOther
	}
	s.found.properties = append(s.found.properties, ftmProperty{name: key})
	s.values = append(s.values, len(s.texts))
	switch s.Peek() {
	case '"':
		text, err := s.Word()
		if text != "" {
			s.texts = append(s.texts, text)
		}
		return err
	case '[':
		return s.Array(func() error {
			text, err := s.Word()
			s.texts = append(s.texts, text)
			return err
		})
	}
	return errFTMOther
}

// own reads what we have written of a relationship, or returns nil where there is something else.
func (s *ftmScanner) own(text string) *ftmOwn {
	s.text = append(s.text[:0], text...)
	s.Reset(s.text, s.Line)
	own := &ftmOwn{}
	if s.Object(0, func(key string) error { return s.ownField(own, key) }) != nil || s.Finish() != nil || own.Version != 1 {
		return nil
	}
	return own
}

func (s *ftmScanner) ownField(own *ftmOwn, key string) (err error) {
	var text *string
	switch key {
	case "version":
		if s.Peek() != '1' {
			return errFTMOther
		}
		literal, _, err := s.Number()
		if len(literal) > 1 {
			return errFTMOther
		}
		own.Version = 1
		return err
	case "mutual":
		mutual, err := s.Truth()
		own.Mutual = &mutual
		return err
	case "own_id":
		own.OwnID, err = s.Truth()
		return err
	case "weight":
		if c := s.Peek(); c < '0' || '9' < c {
			return errFTMOther
		}
		literal, _, err := s.Number()
		if err != nil {
			return err
		}
		own.Weight, err = strconv.ParseFloat(string(literal), 64)
		return err
	case "confidence":
		word, err := s.Text()
		if err != nil {
			return err
		}
		return own.Confidence.UnmarshalText(word)
	case "start_date":
		return s.date(&own.StartDate)
	case "end_date":
		return s.date(&own.EndDate)
	case "evidence":
		return s.evidence(&own.Evidence)
	case "type":
		text = &own.Type
	case "label":
		text = &own.Label
	case "note":
		text = &own.Note
	case "arrangement":
		text = &own.Arrangement
	default:
		return errFTMOther
	}
	*text, err = s.Word()
	return err
}

func (s *ftmScanner) date(d *graph.Date) error {
	text, err := s.Text()
	if err != nil {
		return err
	}
	return d.UnmarshalText(text)
}

func (s *ftmScanner) evidence(list *[]graph.Evidence) error {
	if *list != nil || s.Peek() != '[' {
		return errFTMOther
	}
	*list = []graph.Evidence{}
	return s.Array(func() error {
		var e graph.Evidence
		err := s.Object(0, func(key string) (err error) {
			var text *string
			switch key {
			case "source":
				text = &e.Source
			case "passage":
				text = &e.Passage
			case "prefix":
				text = &e.Prefix
			case "suffix":
				text = &e.Suffix
			case "note":
				text = &e.Note
			default:
				return errFTMOther
			}
			*text, err = s.Word()
			return err
		})
		*list = append(*list, e)
		return err
	})
}
