package exchange

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// maxProposals is how many types, and how many classifications, are made of words that are in no vocabulary.
const maxProposals = 1000

// collectedTerms is the types and classifications: those added, those that wait for a broader one, and what the file's words stand for.
type collectedTerms struct {
	types   map[string]graph.Type // that the builder has
	classes map[string]graph.Classification
	// Declared ones by the id of the file, and those of them that have not been given to the builder yet.
	typeIDs, classIDs        map[string]string
	typesTaken, classesTaken map[string]bool // ids of those declared
	pendingTypes             []graph.Type
	pendingClasses           []graph.Classification
	typeWords, classWords    map[string]termMeaning // by graph.Slug of labels; made when first needed
	typeTerms, classTerms    map[string]*Term
	proposed                 [2]int
	complete                 bool               // no further ones are declared
	suggested                int                // how many words suggestions have been sought for
	met                      [2]map[string]bool // the slugs of the words that the options say something of and the file has: of types, of classifications
	made                     [2][]string        // the ids that the options say and no vocabulary has
}

// termMeaning is what a word stands for: a concept, or a type the other way round.
type termMeaning struct {
	id      string
	inverse bool
}

func (v *collectedTerms) init() {
	v.types, v.classes = map[string]graph.Type{}, map[string]graph.Classification{}
	v.typeIDs, v.classIDs = map[string]string{}, map[string]string{}
	v.typesTaken, v.classesTaken = map[string]bool{}, map[string]bool{}
	v.typeTerms, v.classTerms = map[string]*Term{}, map[string]*Term{}
	v.met = [2]map[string]bool{{}, {}}
	for _, t := range graph.BuiltinTypes() {
		v.types[t.ID], v.typeIDs[t.ID], v.typesTaken[t.ID] = t, t.ID, true
	}
	for _, c := range graph.BuiltinClassifications() {
		v.classes[c.ID], v.classIDs[c.ID], v.classesTaken[c.ID] = c, c.ID, true
	}
}

// conceptID makes the id of a declared type or classification; ok is false where there is no id in it, or it is there already.
func (c *collector) conceptID(ids map[string]string, taken map[string]bool, kind, raw string) (id string, ok bool) {
	id = raw
	if !graph.ValidID(id) {
		id = graph.Slug(lastOf(raw))
	}
	switch {
	case id == "":
		c.tally.note(0, kind+" without an id", "left out")
		return "", false
	case ids[raw] != "" || taken[id]:
		c.tally.note(0, kind+" that is there already", "left out")
		if ids[raw] == "" {
			ids[raw] = id
		}
		return "", false
	case len(ids) > 1<<16-100:
		c.tally.note(0, kind+" beyond the 65,000 that a map has", "left out")
		return "", false
	}
	ids[raw], taken[id] = id, true
	return id, true
}

// lastOf is what comes after the last slash or hash of a URL, or s.
func lastOf(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	s = strings.TrimRight(s, "/#")
	return s[strings.LastIndexAny(s, "/#")+1:]
}

func (c *collector) Classification(cl graph.Classification) error {
	v := &c.terms
	id, ok := c.conceptID(v.classIDs, v.classesTaken, "a classification", cl.ID)
	if !ok {
		return nil
	}
	cl.ID = id
	cl.Label, cl.PluralLabel, cl.Description = c.clean(0, cl.Label), c.clean(0, cl.PluralLabel), c.clean(0, cl.Description)
	v.pendingClasses = append(v.pendingClasses, cl)
	return nil
}

func (c *collector) Type(t graph.Type) error {
	v := &c.terms
	id, ok := c.conceptID(v.typeIDs, v.typesTaken, "a type", t.ID)
	if !ok {
		return nil
	}
	t.ID = id
	t.Label, t.InverseLabel, t.Description = c.clean(0, t.Label), c.clean(0, t.InverseLabel), c.clean(0, t.Description)
	v.pendingTypes = append(v.pendingTypes, t)
	return nil
}

// commit gives the builder the types and classifications that have come. It reports whether that could be all of them: a
// broader one may follow. At the end, what is still not there is left out.
func (c *collector) commit(last bool) bool {
	v := &c.terms
	if len(v.pendingClasses)+len(v.pendingTypes) == 0 {
		return true
	}
	v.typeWords, v.classWords = nil, nil
	ok := linked(&v.pendingClasses, v.classIDs, v.classesTaken,
		func(cl *graph.Classification) (string, *string) { return cl.ID, &cl.Broader }, c, last)
	ok = ok && linked(&v.pendingTypes, v.typeIDs, v.typesTaken,
		func(t *graph.Type) (string, *string) { return t.ID, &t.Broader }, c, last)
	if !ok {
		return false
	}
	for i := range v.pendingTypes {
		t := &v.pendingTypes[i]
		for _, side := range []*[]string{&t.From, &t.To} {
			for k, raw := range *side {
				id, there := declaredID(v.classIDs, v.classesTaken, raw)
				if !there && !last {
					return false
				}
				(*side)[k] = id
			}
		}
	}
	for _, cl := range v.pendingClasses {
		if c.b.AddClassification(cl) == nil {
			v.classes[cl.ID] = cl
		} else {
			c.tally.note(0, "a classification that is there already", "left out")
		}
	}
	for _, t := range v.pendingTypes {
		for _, side := range []*[]string{&t.From, &t.To} {
			*side = slices.DeleteFunc(*side, func(id string) bool {
				if id == "" {
					c.tally.note(0, "a type's rule about a classification that is not there", "left out")
				}
				return id == ""
			})
		}
		if c.b.AddType(t) == nil {
			v.types[t.ID] = t
		} else { // made up for what comes before it in the file
			c.tally.note(0, "a type that is there already", "left out")
		}
	}
	v.pendingClasses, v.pendingTypes = nil, nil
	return true
}

// declaredID is the id of a concept that is there, by its id in the file, or by the one that it has been given: what has been tried
// once has that.
func declaredID(ids map[string]string, taken map[string]bool, raw string) (string, bool) {
	id, ok := ids[raw]
	if !ok && taken[raw] {
		return raw, true
	}
	return id, ok
}

// linked sees to it that the broader concept of every pending one is there, and none broader than itself. O(pending).
func linked[T any](pending *[]T, ids map[string]string, taken map[string]bool, of func(*T) (string, *string), c *collector, last bool) bool {
	all := *pending
	index := make(map[string]int, len(all))
	for i := range all {
		id, _ := of(&all[i])
		index[id] = i
	}
	for i := range all {
		_, broader := of(&all[i])
		if *broader == "" {
			continue
		}
		id, ok := declaredID(ids, taken, *broader)
		if !ok && !last {
			return false
		}
		if !ok {
			c.tally.note(0, "a broader type or classification that is not there", "left out")
		}
		*broader = id
	}
	walk := make([]int, len(all))
	for i := range all {
		j, before := i, i
		for j >= 0 && walk[j] == 0 {
			walk[j] = i + 1
			_, broader := of(&all[j])
			before = j
			next, ok := index[*broader]
			if !ok {
				next = -1
			}
			j = next
		}
		if j >= 0 && walk[j] == i+1 {
			_, broader := of(&all[before])
			*broader = ""
			c.tally.note(0, "a type or classification that is broader than itself", "its broader one left out")
		}
	}
	return true
}

func (v *collectedTerms) wordsOfTypes(c *collector) map[string]termMeaning {
	if v.typeWords == nil {
		v.typeWords = wordsOf(append(graph.BuiltinTypes(), sortedConcepts(v.types)...), c.opts.Types,
			func(t graph.Type) (id, label, other string) { return t.ID, t.Label, t.InverseLabel }, true)
	}
	return v.typeWords
}

func (v *collectedTerms) wordsOfClasses(c *collector) map[string]termMeaning {
	if v.classWords == nil {
		v.classWords = wordsOf(append(graph.BuiltinClassifications(), sortedConcepts(v.classes)...), c.opts.Classifications,
			func(cl graph.Classification) (id, label, other string) { return cl.ID, cl.Label, cl.PluralLabel }, false)
	}
	return v.classWords
}

// wordsOf is what the labels of a vocabulary stand for, by their slugs; what comes first has precedence, but for what is given. Inverse
// says that the other label of a concept is that of its inverse.
func wordsOf[T any](concepts []T, given map[string]string, of func(T) (id, label, other string), inverse bool) map[string]termMeaning {
	words := map[string]termMeaning{}
	for _, concept := range concepts {
		id, label, other := of(concept)
		addWord(words, id, termMeaning{id, false})
		addWord(words, label, termMeaning{id, false})
		addWord(words, other, termMeaning{id, inverse})
	}
	for _, word := range slices.Sorted(maps.Keys(given)) {
		words[graph.Slug(word)] = termMeaning{given[word], false}
	}
	return words
}

func sortedConcepts[T any](concepts map[string]T) []T {
	ids := make([]string, 0, len(concepts))
	for id := range concepts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	all := make([]T, len(ids))
	for i, id := range ids {
		all[i] = concepts[id]
	}
	return all
}

func addWord(words map[string]termMeaning, text string, m termMeaning) {
	slug := graph.Slug(text)
	if slug == "" {
		return
	}
	for _, form := range []string{slug, strings.TrimPrefix(slug, "is-"), slug + "s"} {
		if _, there := words[form]; !there {
			words[form] = m
		}
	}
}

// typesAreKnown tells a collector that a file declares no types and classifications from now on, so that it need not hold
// relationships to see whether it does.
func typesAreKnown(sink Sink) {
	if c, ok := sink.(*collector); ok && !c.terms.complete {
		c.terms.complete = true
		c.commit(true)
	}
}

// typeOf says what a type of the file is, when all that are declared are known. The second result says that
// the relationship is to be turned round.
func (c *collector) typeOf(raw string) (termMeaning, *Term) {
	v := &c.terms
	if term, ok := v.typeTerms[raw]; ok {
		return termMeaning{term.ID, term.How == Inverted}, term
	}
	m, how, suggestions := termMeaning{}, Proposed, []string(nil)
	slug := graph.Slug(lastOf(raw))
	switch given, isGiven := v.wordsOfTypes(c)[graph.Slug(raw)]; {
	case raw == "" && c.opts.Type != "":
		m, how = termMeaning{c.opts.Type, false}, Given
	case raw == "":
		m = termMeaning{relatedTo, false}
	case isGiven && c.givenType(raw):
		m, how = given, Given
	case v.types[v.typeIDs[raw]].ID != "":
		m, how = termMeaning{v.typeIDs[raw], false}, Known
	default:
		var ok bool
		if m, ok = v.typeWords[slug]; ok {
			how = Matched
			if m.inverse {
				how = Inverted
			}
		} else {
			suggestions = c.suggest(raw, typeNames(), typeHints)
			m = termMeaning{slug, false}
		}
	}
	label := ""
	if _, there := v.types[m.id]; !there {
		if how == Proposed && (m.id == "" || v.proposed[0] == maxProposals) {
			c.tally.note(0, "a type that no id can be made of, or beyond the first "+strconv.Itoa(maxProposals), "made the label of the relationship")
			m = termMeaning{relatedTo, false}
		} else if how == Proposed {
			v.proposed[0]++
			if raw != m.id {
				label = c.clean(0, lastOf(raw))
			}
		}
		if how == Given {
			v.made[0] = append(v.made[0], m.id)
		}
		c.addType(m.id, label)
	}
	term := &Term{Text: raw, ID: m.id, How: how, Suggestions: suggestions}
	if len(v.typeTerms) < 4*maxProposals {
		v.typeTerms[raw] = term
	}
	return m, term
}

func (c *collector) givenType(raw string) bool {
	for word := range c.opts.Types {
		if slug := graph.Slug(word); slug == graph.Slug(raw) {
			c.terms.met[0][slug] = true
			return true
		}
	}
	return false
}

// relatedTo is the type of relationships that have none.
const relatedTo = "related-to"

func (c *collector) addType(id, label string) {
	if _, there := c.terms.types[id]; there {
		return
	}
	t := graph.Type{ID: id, Label: label}
	if id == relatedTo && label == "" {
		t.Label = "is related to"
	}
	if c.b.AddType(t) == nil {
		c.terms.types[id] = t
	}
}

// classOf says what a classification of the file is, at the end; "" is one that no id can be made of.
func (c *collector) classOf(raw string) (string, *Term) {
	v := &c.terms
	if term, ok := v.classTerms[raw]; ok {
		return term.ID, term
	}
	slug, how, suggestions := graph.Slug(lastOf(raw)), Proposed, []string(nil)
	id := slug
	words := v.wordsOfClasses(c)
	if m, ok := words[graph.Slug(raw)]; ok && c.opts.Classifications != nil && c.givenClass(raw) {
		id, how = m.id, Given
	} else if known := v.classIDs[raw]; v.classes[known].ID != "" {
		id, how = known, Known
	} else if m, ok := words[slug]; ok {
		id, how = m.id, Matched
	} else {
		suggestions = c.suggest(raw, classNames(), classHints)
	}
	if _, there := v.classes[id]; !there {
		switch {
		case how == Proposed && (id == "" || v.proposed[1] == maxProposals):
			id = ""
		default:
			cl := graph.Classification{ID: id}
			if how == Given {
				v.made[1] = append(v.made[1], id)
			}
			if how == Proposed {
				v.proposed[1]++
				if raw != id {
					cl.Label = c.clean(0, lastOf(raw))
				}
			}
			if c.b.AddClassification(cl) == nil {
				v.classes[id] = cl
			} else {
				id = ""
			}
		}
	}
	term := &Term{Text: raw, ID: id, How: how, Suggestions: suggestions}
	if len(v.classTerms) < 4*maxProposals {
		v.classTerms[raw] = term
	}
	return id, term
}

func (c *collector) givenClass(raw string) bool {
	for word := range c.opts.Classifications {
		if slug := graph.Slug(word); slug == graph.Slug(raw) {
			c.terms.met[1][slug] = true
			return true
		}
	}
	return false
}

// unmet are the words that the options say something of and the file does not have.
func unmet(given map[string]string, met map[string]bool) (words []string) {
	for _, word := range slices.Sorted(maps.Keys(given)) {
		if !met[graph.Slug(word)] {
			words = append(words, word)
		}
	}
	return words
}
