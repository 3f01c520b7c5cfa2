package mapfile

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// A Builder says what is wrong with a record; here is where it stands, and what a reader of files should
// know beyond that.

// report notes what a Builder finds wrong with a record.
func report[T any](r *reader, k *kind[T], l *loaded[T], err error) {
	var wrong *graph.RecordError
	if !errors.As(err, &wrong) {
		r.fault(l.place, "%s", err)
		return
	}
	r.reported[wrong] = true
	for _, f := range wrong.Faults {
		if message, ok := r.message(f); ok {
			r.fault(l.find(location(k, f)), "%s", message)
		}
	}
}

// location returns the numbers of the field, the element and its field that a Fault is about.
func location[T any](k *kind[T], f graph.Fault) (field, elem, sub int) {
	field, elem, sub = k.index(f.Field), -1, -1
	if field < 0 {
		return -1, -1, -1
	}
	switch k.fields[field].at(new(T)).(type) {
	case *[]string:
		elem = f.Index
	case *[]graph.OtherName:
		elem, sub = f.Index, otherNameKind.index(f.Sub)
	case *[]graph.Evidence:
		elem, sub = f.Index, evidenceKind.index(f.Sub)
	}
	return field, elem, sub
}

// message puts a Fault in the words of someone who reads a file, or returns false where the fault only
// follows from another one.
func (r *reader) message(f graph.Fault) (string, bool) {
	if kind, id, ok := recordOf(f.Problem, noSuch); ok {
		known := r.known(kind)
		switch {
		case known == nil:
			return f.Message(), true
		case known.faulty[id] || known.incomplete:
			return "", false
		case kind == organisationKind.name:
			return r.noOrganisation(id), true
		case len(f.Suggestions) == 0:
			f.Suggestions = graph.Suggest(id, slices.Sorted(maps.Keys(known.faulty)))
		}
		return f.Message(), true
	}
	if kind, id, ok := recordOf(f.Problem, alreadyThere); ok {
		return f.Problem + r.whereIs(kind, id), true
	}
	if strings.HasPrefix(f.Problem, "is ") || strings.HasPrefix(f.Problem, "has ") {
		name := f.Field
		if f.Sub != "" {
			name = f.Sub
		}
		return fmt.Sprintf("%q %s", name, f.Message()), true
	}
	return f.Message(), true
}

// The problems of a Builder that say of which record they speak.
var (
	noSuch       = regexp.MustCompile(`^no ([a-z]+) (".*")$`)
	alreadyThere = regexp.MustCompile(`^there is already an? ([a-z]+) (".*")$`)
)

// recordOf returns the kind and the id that a problem speaks of.
func recordOf(problem string, form *regexp.Regexp) (kind, id string, ok bool) {
	match := form.FindStringSubmatch(problem)
	if match == nil {
		return "", "", false
	}
	id, err := strconv.Unquote(match[2])
	return match[1], id, err == nil
}

func (r *reader) known(kind string) *records {
	switch kind {
	case classificationKind.name:
		return &r.classifications
	case typeKind.name:
		return &r.types
	case sourceKind.name:
		return &r.sources
	case arrangementKind.name:
		return &r.arrangements
	case organisationKind.name:
		return &r.organisations
	case relationshipKind.name:
		return &r.relationships
	}
	return nil
}

// whereIs says where the record that has an id already stands.
func (r *reader) whereIs(kind, id string) string {
	known := r.known(kind)
	if known == nil {
		return ""
	}
	i := slices.Index(known.ids, id)
	if n, ok := known.ownIDs[id]; ok {
		i = n
	}
	if i < 0 {
		return ", a built-in one"
	}
	return ", in " + r.position(known.places.records[i]).String()
}

// nameHint says which organisation is meant by a reference that is its name and not its id.
func (r *reader) nameHint(name string) string {
	if r.names == nil {
		r.names = map[string][]string{}
		for _, n := range r.organisations.names {
			for _, s := range []string{n.name, n.short} {
				key := graph.NormaliseName(s)
				if key != "" && !slices.Contains(r.names[key], n.id) {
					r.names[key] = append(r.names[key], n.id)
				}
			}
		}
	}
	switch ids := r.names[graph.NormaliseName(name)]; len(ids) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("; that is the name of %q: write the id", ids[0])
	default:
		return fmt.Sprintf("; that is the name of %s: write one of the ids", quoteAll(ids))
	}
}

func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, ", ")
}

func (r *reader) reportText(err error) {
	var wrong *graph.RecordError
	if errors.As(err, &wrong) {
		r.reported[wrong] = true
		for _, f := range wrong.Faults {
			message, _ := r.message(f)
			r.fault(r.textPlaces[f.Field], "%s", message)
		}
	}
}

// reportBuild notes what only shows when all records are there.
func (r *reader) reportBuild(err error) {
	errs := []error{err}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		errs = several.Unwrap()
	}
	for _, err := range errs {
		var wrong *graph.RecordError
		if !errors.As(err, &wrong) {
			if len(r.faults) == 0 {
				r.fault(place{}, "%s", err)
			}
			continue
		}
		if r.reported[wrong] {
			continue
		}
		for _, f := range wrong.Faults {
			if message, ok := r.message(f); ok {
				r.fault(r.placeOfRecord(wrong.Kind, wrong.ID, f.Field), "%s", message)
			}
		}
	}
}

// placeOfRecord returns where a field of a record without elements stands.
func (r *reader) placeOfRecord(kind, id, field string) place {
	known := r.known(kind)
	if known == nil {
		return place{}
	}
	i := slices.Index(known.ids, id)
	if n, ok := known.ownIDs[id]; ok {
		i = n
	}
	at, _ := known.places.find(i, fieldIndex(kind, field), -1, -1)
	return at
}
