package mapfile

import (
	"fmt"
	"iter"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/liaisongraph/liaison/graph"
)

// reader reads the files of one map into a Builder: vocabulary first, then sources and arrangements,
// organisations, and relationships, each from all files in their order.
type reader struct {
	files []*inputFile
	yaml  []*yamlFile // by the number of the file; nil for CSV
	b     *graph.Builder

	text       mapText
	textPlaces map[string]place

	classifications, types, sources, arrangements, organisations, relationships records

	otherNames map[string][]loaded[otherNameRow] // of other_names.csv, by organisation
	evidence   evidenceRows
	names      map[string][]string // ids of organisations by name, see nameHint
	someIDs    []string            // of organisations, see noOrganisation

	faults   []fault
	reported map[*graph.RecordError]bool
	cause    error
}

// records is what the reader knows of the records of one kind.
type records struct {
	places places
	ids    []string        // by number; of relationships none
	ownIDs map[string]int  // of relationships: the number of those that have an id of their own
	faulty map[string]bool // ids of records that were left out; references to them are no further fault
	// incomplete says that records were left out whose ids are not known.
	incomplete bool
	names      []names // of organisations, those left out included
}

type names struct{ id, name, short string }

func (r *records) lose(id string) {
	if id == "" {
		return
	}
	if r.faulty == nil {
		r.faulty = map[string]bool{}
	}
	r.faulty[id] = true
}

// loseAny notes that records of any kind may have been left out.
func (r *reader) loseAny() {
	for _, known := range r.kinds() {
		known.incomplete = true
	}
}

func (r *reader) kinds() []*records {
	return []*records{&r.classifications, &r.types, &r.sources, &r.arrangements, &r.organisations, &r.relationships}
}

// yamlFile is a YAML file in pieces.
type yamlFile struct {
	parts map[string][]part    // by section
	lists map[string]*yamlList // sections that are not split, as they are in brackets
}

type yamlList struct {
	before int // lines before the part that it was parsed in
	node   ast.Node
}

func newReader(files []*inputFile) *reader {
	return &reader{
		files: files, yaml: make([]*yamlFile, len(files)), b: graph.NewBuilder(),
		textPlaces: map[string]place{}, reported: map[*graph.RecordError]bool{},
	}
}

func (r *reader) fault(p place, format string, args ...any) {
	r.faults = append(r.faults, fault{p, fmt.Sprintf(format, args...)})
}

// enough reports whether there are so many faults that reading should stop.
func (r *reader) enough() bool { return len(r.faults) >= maxDiagnostics }

// unreadable notes that a whole file could not be read.
func (r *reader) unreadable(file int32, err *Error) {
	r.fault(place{file: file}, "%s", err.Diagnostics[0].Message)
	if r.cause == nil {
		r.cause = err.cause
	}
}

// read reads everything; the files of YAML are loaded.
func (r *reader) read() (*Map, error) {
	size := 0
	for i, f := range r.files {
		if f.isCSV {
			continue
		}
		if f.path != "" || f.isPacked {
			if err := f.load(); err != nil {
				r.unreadable(int32(i), err)
				r.loseAny()
				continue
			}
		}
		if size += len(f.text); size > maxYAML {
			r.fault(place{file: int32(i)}, "makes the YAML files of the map %s", tooLarge)
			r.loseAny()
			break
		}
		r.split(int32(i), f)
	}
	steps := []func(){
		r.readMapRows,
		func() { stage(r, &classificationKind, &r.classifications, r.addClassification) },
		func() { stage(r, &typeKind, &r.types, r.addType) },
		func() { stage(r, &sourceKind, &r.sources, r.addSource) },
		func() { stage(r, &arrangementKind, &r.arrangements, r.addArrangement) },
		r.readOtherNames,
		r.wantEvidence,
		func() { stage(r, &organisationKind, &r.organisations, r.addOrganisation) },
		r.checkOtherNames,
		r.addRelationships,
		r.addEvidence,
	}
	for _, step := range steps {
		if step(); r.enough() {
			break
		}
	}
	return r.finish()
}

func (r *reader) finish() (*Map, error) {
	if err := r.b.SetTitle(r.text.title, r.text.description); err != nil {
		r.reportText(err)
	}
	g, err := r.b.Build()
	if err != nil && !r.enough() {
		r.reportBuild(err)
	}
	if len(r.faults) > 0 {
		e := errorOf(r.files, r.faults)
		e.cause = r.cause
		return nil, e
	}
	m := &Map{Graph: g, places: map[string]*places{}}
	for _, f := range r.files {
		m.Files = append(m.Files, f.name)
	}
	for kind, records := range map[string]*records{
		classificationKind.name: &r.classifications, typeKind.name: &r.types, sourceKind.name: &r.sources,
		arrangementKind.name: &r.arrangements, organisationKind.name: &r.organisations, relationshipKind.name: &r.relationships,
	} {
		records.places.sort()
		m.places[kind] = &records.places
	}
	return m, nil
}

// split splits a YAML file, and reads the parts that hold their keys themselves.
func (r *reader) split(number int32, f *inputFile) {
	y := &yamlFile{parts: map[string][]part{}, lists: map[string]*yamlList{}}
	r.yaml[number] = y
	report := func(line, column int, message string) {
		r.fault(place{number, int32(line), int32(column)}, "%s", message)
	}
	keys := &keysSeen{known: topLevelKeys(), lines: map[string]int{}}
	faultsBefore := len(r.faults)
	parts, whole := splitYAML(f.text, keys, report)
	if !whole {
		r.loseAny()
	}
	for _, p := range parts {
		if r.enough() {
			return
		}
		if p.section != "" {
			y.parts[p.section] = append(y.parts[p.section], p)
			continue
		}
		r.readKeys(number, p, y, keys, report)
	}
	if len(keys.lines) == 0 && len(r.faults) == faultsBefore {
		r.fault(place{file: number}, "is empty: a map needs at least \"organisations:\" with a list below it")
	}
}

// readKeys reads a part that holds its keys itself.
func (r *reader) readKeys(number int32, p part, y *yamlFile, keys *keysSeen, report func(line, column int, message string)) {
	d := &yamlDecoder{file: number, before: p.line - 1}
	defer func() { r.faults = append(r.faults, d.faults...) }()
	node := d.parse(p.text)
	if node == nil {
		for _, id := range idsIn(p.text) {
			for _, known := range r.kinds() {
				known.lose(id)
			}
		}
		return
	}
	fields, ok := pairs(node)
	if !ok {
		d.fault(d.placeOf(node), "a section such as \"organisations:\" is expected, this is %s", describe(node))
		return
	}
	for _, pair := range fields {
		at := d.placeOf(pair.Key)
		name := pair.Key.GetToken().Value
		if !keys.take(name, int(at.line), int(at.column), report) || isNull(pair.Value) {
			continue
		}
		if slices.Contains(sections, name) {
			y.lists[name] = &yamlList{d.before, pair.Value}
		} else if text, ok := d.scalar(pair.Value, "text"); ok {
			r.setText(name, text, d.placeOf(pair.Value))
		}
	}
}

// setText sets a field of the map itself, which may come from several files if they agree.
func (r *reader) setText(name, text string, at place) {
	i := slices.IndexFunc(mapFields, func(f field[mapText]) bool { return f.name == name })
	value := mapFields[i].at(&r.text).(*string)
	if before, ok := r.textPlaces[name]; ok {
		if *value != text {
			r.fault(at, "the %s is another one in %s", name, r.position(before))
		}
		return
	}
	*value = text
	r.textPlaces[name] = at
}

func (r *reader) position(p place) Position {
	return Position{File: r.files[p.file].name, Line: int(p.line), Column: int(p.column)}
}

// stage reads all records of a kind and adds them.
func stage[T any](r *reader, k *kind[T], known *records, add func(*loaded[T]) error) {
	for l := range recordsOf(r, k, known) {
		if err := add(l); err != nil {
			report(r, k, l, err)
		} else {
			known.places.add(l.place, l.cells)
		}
	}
}

// recordsOf yields the records of a kind from all files, and notes what is wrong with their text. A record
// is to be used before the next one is asked for.
func recordsOf[T any](r *reader, k *kind[T], known *records) iter.Seq[*loaded[T]] {
	return func(yield func(*loaded[T]) bool) {
		for i := range r.files {
			for b := range batches(r, int32(i), k) {
				r.faults = append(r.faults, b.faults...)
				if b.unreadable != nil {
					r.unreadable(int32(i), b.unreadable)
				}
				known.incomplete = known.incomplete || b.incomplete || b.unreadable != nil
				for _, id := range b.lost {
					known.lose(id)
				}
				for j := range b.records {
					if !yield(&b.records[j]) || r.enough() {
						return
					}
				}
				b.recycle()
			}
			if r.enough() {
				return
			}
		}
	}
}

// batches yields the records that a file has of a kind.
func batches[T any](r *reader, number int32, k *kind[T]) iter.Seq[batch[T]] {
	f := r.files[number]
	if f.isCSV {
		if f.base() != k.file {
			return func(func(batch[T]) bool) {}
		}
		same := func(b batch[T]) batch[T] { return b }
		return inOrder(csvBatches(number, f, k), same)
	}
	y := r.yaml[number]
	if y == nil || k.section == "" {
		return func(func(batch[T]) bool) {}
	}
	if list := y.lists[k.section]; list != nil {
		return func(yield func(batch[T]) bool) {
			d := &yamlDecoder{file: number, before: list.before}
			records := decodeRecords(d, k, list.node)
			yield(batch[T]{records: records, faults: d.faults})
		}
	}
	// The parser takes some ten microseconds for a record: enough of them to be worth a goroutine.
	return inOrder(slices.Chunk(y.parts[k.section], 16), func(parts []part) (b batch[T]) {
		for _, p := range parts {
			d := &yamlDecoder{file: number, before: p.line - 1}
			if node := d.parse(p.text); node != nil {
				b.records = append(b.records, decodeRecords(d, k, node)...)
			} else {
				b.lost = append(b.lost, idsIn(p.text)...)
			}
			b.faults = append(b.faults, d.faults...)
		}
		return b
	})
}

// idsIn finds the ids of records in a text that cannot be parsed.
func idsIn(text string) []string {
	var ids []string
	for _, match := range idInText.FindAllStringSubmatch(text, -1) {
		ids = append(ids, match[1])
	}
	return ids
}

var idInText = regexp.MustCompile(`\bid["']?:\s*["']?([^\s"',{}\[\]]+)`)
