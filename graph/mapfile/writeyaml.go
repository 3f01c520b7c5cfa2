package mapfile

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// writeYAML writes the keys of a map that have something to say, in the order of topLevelKeys; a map that
// has nothing to say has an empty list of organisations. It adds to written what it writes in bytes, and
// fails where all files together are more than can be read.
func writeYAML(w io.Writer, g *graph.Graph, keys []string, written *int) error {
	y := &yamlWriter{w: w, written: written}
	text := mapText{g.Title(), g.Description()}
	for _, f := range mapFields {
		if at := f.at(&text); slices.Contains(keys, f.name) && !isUnsaid(at) {
			y.scalar(f.name, at, 0)
			y.flush("")
		}
	}
	v := g.Vocabulary()
	for _, write := range []struct {
		section string
		run     func()
	}{
		{sourceKind.section, func() { writeSection(y, &sourceKind, slices.Values(g.Sources())) }},
		{classificationKind.section, func() { writeSection(y, &classificationKind, v.OwnClassifications()) }},
		{typeKind.section, func() { writeSection(y, &typeKind, v.OwnTypes()) }},
		{arrangementKind.section, func() { writeSection(y, &arrangementKind, slices.Values(g.Arrangements())) }},
		{organisationKind.section, func() { writeSection(y, &organisationKind, organisationsOf(g)) }},
		{relationshipKind.section, func() { writeSection(y, &relationshipKind, relationshipsOf(g)) }},
	} {
		if slices.Contains(keys, write.section) {
			write.run()
		}
	}
	if !y.started {
		y.buf.WriteString(organisationKind.section + ": []\n")
		y.flush("")
	}
	return y.err
}

// yamlWriter writes a record at a time.
type yamlWriter struct {
	w       io.Writer
	buf     strings.Builder
	started bool
	written *int
	err     error
}

// flush writes what is in the buffer; record is what it is of, or "".
func (y *yamlWriter) flush(record string) {
	y.started = true
	if y.err == nil && y.buf.Len() > maxPart {
		y.err = fmt.Errorf("%s takes %d KiB, which is more than is read from YAML in one piece: write CSV files", record, y.buf.Len()>>10)
	}
	if *y.written += y.buf.Len(); y.err == nil && *y.written > maxYAML {
		y.err = fmt.Errorf("the map takes more than %d MiB, the most that is read from YAML: write CSV files", maxYAML>>20)
	}
	if y.err == nil {
		_, y.err = io.WriteString(y.w, y.buf.String())
	}
	y.buf.Reset()
}

func writeSection[T any](y *yamlWriter, k *kind[T], records iter.Seq[T]) {
	first := true
	for record := range records {
		if y.err != nil {
			return
		}
		if first && y.started {
			y.buf.WriteByte('\n')
		}
		if first {
			y.buf.WriteString(k.section + ":\n")
		} else {
			y.buf.WriteByte('\n')
		}
		first = false
		writeFields(y, k, &record, 4)
		y.flush(withArticle(k.name))
	}
}

// writeFields writes a record as a mapping in block style that is an item of a list: its fields stand at
// the indent, and "- " before the first.
func writeFields[T any](y *yamlWriter, k *kind[T], record *T, indent int) {
	lead := strings.Repeat(" ", indent-2) + "- "
	for _, f := range k.fields {
		at := f.at(record)
		if isUnsaid(at) {
			continue
		}
		y.buf.WriteString(lead)
		lead = strings.Repeat(" ", indent)
		switch p := at.(type) {
		case *[]string:
			y.list(f.name, *p, indent)
		case *[]graph.OtherName:
			writeNames(y, f.name, *p, indent)
		case *[]graph.Evidence:
			writeItems(y, f.name, &evidenceKind, *p, indent)
		default:
			y.scalar(f.name, at, indent)
		}
	}
}

func (y *yamlWriter) scalar(name string, at any, indent int) {
	text := scalarText(at)
	y.buf.WriteString(name + ":")
	if _, isString := at.(*string); !isString {
		y.buf.WriteString(" " + text + "\n")
		return
	}
	header, ok := isBlock(text)
	if !ok {
		y.buf.WriteString(" " + yamlText(text, false) + "\n")
		return
	}
	y.buf.WriteString(" " + header + "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if line != "" {
			y.buf.WriteString(strings.Repeat(" ", indent+2) + line)
		}
		y.buf.WriteByte('\n')
	}
}

// lineWidth is where a list or mapping in brackets goes on several lines instead. Texts are never wrapped.
const lineWidth = 110

// list writes a list of texts in brackets; a single one by itself where the name is not a plural.
func (y *yamlWriter) list(name string, list []string, indent int) {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = yamlText(s, true)
	}
	line := name + ": [" + strings.Join(quoted, ", ") + "]"
	switch {
	case len(list) == 1 && !strings.HasSuffix(name, "s"):
		y.buf.WriteString(name + ": " + quoted[0] + "\n")
	case indent+utf8.RuneCountInString(line) <= lineWidth:
		y.buf.WriteString(line + "\n")
	default:
		y.buf.WriteString(name + ":\n")
		for _, s := range quoted {
			y.buf.WriteString(strings.Repeat(" ", indent+2) + "- " + s + "\n")
		}
	}
}

// writeNames writes other names, as texts where nothing else is said of any of them.
func writeNames(y *yamlWriter, name string, names []graph.OtherName, indent int) {
	var plain []string
	for _, n := range names {
		if n != (graph.OtherName{Name: n.Name}) {
			writeItems(y, name, &otherNameKind, names, indent)
			return
		}
		plain = append(plain, n.Name)
	}
	y.list(name, plain, indent)
}

// writeItems writes a list of records within a record, each in brackets if it fits in a line.
func writeItems[T any](y *yamlWriter, name string, k *kind[T], items []T, indent int) {
	y.buf.WriteString(name + ":\n")
	for i := range items {
		line, ok := inBrackets(k, &items[i])
		if ok && indent+4+utf8.RuneCountInString(line) <= lineWidth {
			y.buf.WriteString(strings.Repeat(" ", indent+2) + "- " + line + "\n")
		} else {
			writeFields(y, k, &items[i], indent+4)
		}
	}
}

// inBrackets writes a record without lists as a mapping in brackets; not one with text in several lines.
func inBrackets[T any](k *kind[T], record *T) (string, bool) {
	var fields []string
	for _, f := range k.fields {
		at := f.at(record)
		if isUnsaid(at) {
			continue
		}
		text := scalarText(at)
		if _, ok := isBlock(text); ok {
			return "", false
		}
		if _, isString := at.(*string); isString {
			text = yamlText(text, true)
		}
		fields = append(fields, f.name+": "+text)
	}
	return "{" + strings.Join(fields, ", ") + "}", true
}
