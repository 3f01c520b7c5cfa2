package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// fieldChanges gathers what differs between two records, field by field.
type fieldChanges []FieldChange

func (f *fieldChanges) text(field, before, after string) { f.element(field, "", before, after) }

// element notes a field of an element of a list.
func (f *fieldChanges) element(field, of, before, after string) {
	if before != after {
		*f = append(*f, FieldChange{Field: field, Of: of, Before: before, After: after})
	}
}

func (f *fieldChanges) date(field string, before, after graph.Date) {
	if before != after {
		f.text(field, before.String(), after.String())
	}
}

func (f *fieldChanges) yes(field string, before, after bool) {
	f.text(field, strconv.FormatBool(before), strconv.FormatBool(after))
}

// set notes a list whose order says nothing.
func (f *fieldChanges) set(field string, before, after []string) {
	if gained, lost := gainedAndLost(before, after); len(gained)+len(lost) > 0 {
		*f = append(*f, listChange(field, before, after, gained, lost))
	}
}

// sequence notes a list whose order says something.
func (f *fieldChanges) sequence(field string, before, after []string) {
	if !slices.Equal(before, after) {
		gained, lost := gainedAndLost(before, after)
		*f = append(*f, listChange(field, before, after, gained, lost))
	}
}

func listChange(field string, before, after, gained, lost []string) FieldChange {
	return FieldChange{
		Field: field, Before: strings.Join(before, "; "), After: strings.Join(after, "; "), Gained: gained, Lost: lost,
	}
}

// gainedAndLost returns the elements that only after and only before has, each as often as it has more of it.
// O(elements).
func gainedAndLost[T comparable](before, after []T) (gained, lost []T) {
	if slices.Equal(before, after) {
		return nil, nil
	}
	return without(after, before), without(before, after)
}

// without returns the elements of all that are left when each of those leaving takes one that equals it.
func without[T comparable](all, leaving []T) (left []T) {
	n := make(map[T]int, len(leaving))
	for _, x := range leaving {
		n[x]++
	}
	for _, x := range all {
		if n[x] > 0 {
			n[x]--
		} else {
			left = append(left, x)
		}
	}
	return left
}

// pairs takes from two lists the elements that have a key in common, and returns them and what is left of each.
func pairs[T any, K comparable](before, after []T, key func(T) K) (both [][2]T, onlyBefore, onlyAfter []T) {
	waiting := map[K][]int{}
	for i, x := range before {
		waiting[key(x)] = append(waiting[key(x)], i)
	}
	taken := make([]bool, len(before))
	for _, y := range after {
		k := key(y)
		if is := waiting[k]; len(is) > 0 {
			waiting[k] = is[1:]
			taken[is[0]] = true
			both = append(both, [2]T{before[is[0]], y})
		} else {
			onlyAfter = append(onlyAfter, y)
		}
	}
	for i, x := range before {
		if !taken[i] {
			onlyBefore = append(onlyBefore, x)
		}
	}
	return both, onlyBefore, onlyAfter
}

func (f *fieldChanges) otherNames(before, after []graph.OtherName) {
	gained, lost := gainedAndLost(before, after)
	both, lost, gained := pairs(lost, gained, func(n graph.OtherName) string { return n.Name })
	if len(gained)+len(lost) > 0 {
		*f = append(*f, listChange("other_names", otherNameTexts(before), otherNameTexts(after), otherNameTexts(gained), otherNameTexts(lost)))
	}
	for _, pair := range both {
		b, a := pair[0], pair[1]
		f.element("other_names.start_date", b.Name, b.StartDate.String(), a.StartDate.String())
		f.element("other_names.end_date", b.Name, b.EndDate.String(), a.EndDate.String())
		f.element("other_names.note", b.Name, b.Note, a.Note)
	}
}

func otherNameTexts(names []graph.OtherName) (texts []string) {
	for _, n := range names {
		text := n.Name
		switch {
		case !n.StartDate.IsZero() && !n.EndDate.IsZero():
			text += " (" + n.StartDate.String() + " to " + n.EndDate.String() + ")"
		case !n.StartDate.IsZero():
			text += " (from " + n.StartDate.String() + ")"
		case !n.EndDate.IsZero():
			text += " (until " + n.EndDate.String() + ")"
		}
		texts = append(texts, text)
	}
	return texts
}

// evidence notes what differs of evidence that both have, which is known by its source and passage, and returns
// what only one of them has.
func (f *fieldChanges) evidence(before, after []graph.Evidence) (gained, lost []graph.Evidence) {
	gained, lost = gainedAndLost(before, after)
	if len(gained) == 0 || len(lost) == 0 {
		return gained, lost
	}
	both, lost, gained := pairs(lost, gained, func(e graph.Evidence) [2]string { return [2]string{e.Source, e.Passage} })
	for _, pair := range both {
		b, a := pair[0], pair[1]
		f.element("evidence.prefix", b.Source, b.Prefix, a.Prefix)
		f.element("evidence.suffix", b.Source, b.Suffix, a.Suffix)
		f.element("evidence.note", b.Source, b.Note, a.Note)
	}
	return gained, lost
}

func organisationFields(b, a *graph.Organisation) (f fieldChanges) {
	f.text("id", b.ID, a.ID)
	f.text("name", b.Name, a.Name)
	f.text("short_name", b.ShortName, a.ShortName)
	f.otherNames(b.OtherNames, a.OtherNames)
	f.sequence("classification", b.Classifications, a.Classifications)
	f.date("founding_date", b.FoundingDate, a.FoundingDate)
	f.date("dissolution_date", b.DissolutionDate, a.DissolutionDate)
	f.text("description", b.Description, a.Description)
	f.text("url", b.URL, a.URL)
	f.set("tags", b.Tags, a.Tags)
	return f
}

// relationshipFields compares two relationships whose ends are named as in after and which have the id "" where the
// map gives none.
func relationshipFields(b, a *graph.Relationship) (f fieldChanges) {
	f.text("id", b.ID, a.ID)
	if b.From != a.To || b.To != a.From || b.Mutual != graph.Mutual && a.Mutual != graph.Mutual {
		f.text("from", b.From, a.From)
		f.text("to", b.To, a.To)
	}
	f.text("type", b.Type, a.Type)
	f.text("label", b.Label, a.Label)
	f.yes("mutual", b.Mutual == graph.Mutual, a.Mutual == graph.Mutual)
	f.date("start_date", b.StartDate, a.StartDate)
	f.date("end_date", b.EndDate, a.EndDate)
	f.text("status", b.Status.String(), a.Status.String())
	f.text("confidence", b.Confidence.String(), a.Confidence.String())
	if b.Weight != a.Weight {
		f.text("weight", number(b.Weight), number(a.Weight))
	}
	f.text("arrangement", b.Arrangement, a.Arrangement)
	f.text("note", b.Note, a.Note)
	return f
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func sourceFields(b, a graph.Source) (f fieldChanges) {
	f.text("title", b.Title, a.Title)
	f.text("publisher", b.Publisher, a.Publisher)
	f.text("author", b.Author, a.Author)
	f.date("published", b.Published, a.Published)
	f.date("retrieved", b.Retrieved, a.Retrieved)
	f.text("type", b.Type, a.Type)
	f.text("url", b.URL, a.URL)
	f.text("archive_url", b.ArchiveURL, a.ArchiveURL)
	f.text("file", b.File, a.File)
	f.text("note", b.Note, a.Note)
	return f
}

func typeFields(b, a graph.Type) (f fieldChanges) {
	f.text("label", b.Label, a.Label)
	f.text("inverse_label", b.InverseLabel, a.InverseLabel)
	f.text("broader", b.Broader, a.Broader)
	f.text("description", b.Description, a.Description)
	f.yes("mutual", b.Mutual, a.Mutual)
	f.yes("irreflexive", b.Irreflexive, a.Irreflexive)
	f.set("from", b.From, a.From)
	f.set("to", b.To, a.To)
	return f
}

func classificationFields(b, a graph.Classification) (f fieldChanges) {
	f.text("label", b.Label, a.Label)
	f.text("plural_label", b.PluralLabel, a.PluralLabel)
	f.text("broader", b.Broader, a.Broader)
	f.text("description", b.Description, a.Description)
	return f
}

func arrangementFields(b, a graph.Arrangement) (f fieldChanges) {
	f.text("label", b.Label, a.Label)
	f.text("rule", b.Rule.String(), a.Rule.String())
	f.text("note", b.Note, a.Note)
	return f
}
