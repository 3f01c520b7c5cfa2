package value

import (
	"strconv"
	"strings"
)

// kindNames are the kinds by the names of GQL, and as they stand in a sentence.
var kindNames = [...]struct{ name, phrase string }{
	KindNull:         {"NULL", "null"},
	KindBool:         {"BOOLEAN", "a boolean"},
	KindInt:          {"INTEGER", "an integer"},
	KindFloat:        {"FLOAT", "a float"},
	KindString:       {"STRING", "a string"},
	KindList:         {"LIST", "a list"},
	KindMap:          {"MAP", "a map"},
	KindNode:         {"NODE", "a node"},
	KindRelationship: {"RELATIONSHIP", "a relationship"},
	KindPath:         {"PATH", "a path"},
	KindDate:         {"DATE", "a date"},
}

// String returns the name of the kind, such as STRING.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return "Kind(" + strconv.Itoa(int(k)) + ")"
	}
	return kindNames[k].name
}

// Phrase returns the kind as it stands in a sentence, such as "a string".
func (k Kind) Phrase() string {
	if int(k) >= len(kindNames) {
		return "a value"
	}
	return kindNames[k].phrase
}

// Phrase returns the kinds as they stand in a sentence, such as "a number, a string or a list"; "null" of none.
func (s Kinds) Phrase() string {
	if s|KindNull.Set() == AnyKind {
		return "a value"
	}
	var parts []string
	for k := range Kind(len(kindNames)) {
		switch {
		case !s.Has(k), k == KindFloat && s.Has(KindInt):
		case k == KindInt && s.Has(KindFloat):
			parts = append(parts, "a number")
		default:
			parts = append(parts, k.Phrase())
		}
	}
	switch len(parts) {
	case 0:
		return KindNull.Phrase()
	case 1:
		return parts[0]
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " or " + parts[last]
}
