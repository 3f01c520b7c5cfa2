package mapfile

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

// csvFilesOf returns the CSV files that the graph needs; organisations.csv always, so that there is a map.
// Evidence has a file of its own, and so have other names where more is said of one than the name.
func csvFilesOf(g *graph.Graph) []atomicfile.File {
	var files []atomicfile.File
	v := g.Vocabulary()
	addCSV(&files, &mapRowKind, mapRows(g), false)
	addCSV(&files, &sourceKind, slices.Values(g.Sources()), false)
	addCSV(&files, &classificationKind, v.OwnClassifications(), false)
	addCSV(&files, &typeKind, v.OwnTypes(), false)
	addCSV(&files, &arrangementKind, slices.Values(g.Arrangements()), false)
	addCSV(&files, &organisationKind, organisationsForCSV(g), true)
	addCSV(&files, &otherNameRowKind, otherNameRows(g), false)
	addCSV(&files, &relationshipKind, relationshipsOf(g), false)
	addCSV(&files, &evidenceRowKind, evidenceRowsOf(g), false)
	return files
}

func addCSV[T any](files *[]atomicfile.File, k *kind[T], records iter.Seq[T], always bool) {
	if always || !isEmpty(records) {
		*files = append(*files, atomicfile.File{Name: k.file, Write: func(w io.Writer) error { return writeCSV(w, k, records) }})
	}
}

// writeCSV writes the columns that some record has, and those that every row needs.
func writeCSV[T any](w io.Writer, k *kind[T], records iter.Seq[T]) error {
	used := make([]bool, len(k.fields))
	for i, f := range k.fields {
		used[i] = f.required
	}
	for record := range records {
		for i, f := range k.fields {
			used[i] = used[i] || !isUnsaid(f.at(&record))
		}
	}
	var fields []field[T]
	for i, f := range k.fields {
		if _, isEvidence := f.at(new(T)).(*[]graph.Evidence); used[i] && !isEvidence {
			fields = append(fields, f)
		}
	}
	row := make([]string, len(fields))
	for i, f := range fields {
		row[i] = f.name
	}
	out := csv.NewWriter(w)
	if err := out.Write(row); err != nil {
		return err
	}
	for record := range records {
		size := 0
		for i, f := range fields {
			row[i] = cellText(f.at(&record))
			size += 2*len(row[i]) + 3 // every character may be a quote
		}
		if size > maxRow {
			return fmt.Errorf("%s takes %d KiB, which is more than is read as one row of a CSV file", withArticle(k.name), size>>10)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cellText(at any) string {
	if isUnsaid(at) {
		return ""
	}
	switch p := at.(type) {
	case *[]string:
		return joinList(*p)
	case *[]graph.OtherName:
		var names []string
		for _, n := range *p {
			names = append(names, n.Name)
		}
		return joinList(names)
	}
	return scalarText(at)
}

func mapRows(g *graph.Graph) iter.Seq[mapRow] {
	return func(yield func(mapRow) bool) {
		text := mapText{g.Title(), g.Description()}
		for _, f := range mapFields {
			if at := f.at(&text); !isUnsaid(at) && !yield(mapRow{f.name, scalarText(at)}) {
				return
			}
		}
	}
}

// organisationsForCSV leaves out the other names of an organisation that has rows in other_names.csv: all
// of them are there, so that they keep their order.
func organisationsForCSV(g *graph.Graph) iter.Seq[graph.Organisation] {
	return func(yield func(graph.Organisation) bool) {
		for o := range organisationsOf(g) {
			if needsRows(o.OtherNames) {
				o.OtherNames = nil
			}
			if !yield(o) {
				return
			}
		}
	}
}

func needsRows(names []graph.OtherName) bool {
	return slices.ContainsFunc(names, func(n graph.OtherName) bool { return n != graph.OtherName{Name: n.Name} })
}

func otherNameRows(g *graph.Graph) iter.Seq[otherNameRow] {
	return func(yield func(otherNameRow) bool) {
		for o := range organisationsOf(g) {
			if !needsRows(o.OtherNames) {
				continue
			}
			for _, n := range o.OtherNames {
				if !yield(otherNameRow{o.ID, n}) {
					return
				}
			}
		}
	}
}

func evidenceRowsOf(g *graph.Graph) iter.Seq[evidenceRow] {
	return func(yield func(evidenceRow) bool) {
		for o := range organisationsOf(g) {
			for _, e := range o.Evidence {
				if !yield(evidenceRow{organisation: o.ID, evidence: e}) {
					return
				}
			}
		}
		for e := range g.Edges() {
			for _, evidence := range g.Evidence(e) {
				if !yield(evidenceRow{relationship: g.RelationshipID(e), evidence: evidence}) {
					return
				}
			}
		}
	}
}
