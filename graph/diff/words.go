package diff

import (
	"fmt"
	"slices"
	"strings"
)

// Note says in a line without a full stop how the organisation differs: "founded 2013"; "renamed: was Box 500;
// description changed; evidence: 1 gained, 2 lost".
func (c *OrganisationChange) Note() string {
	if c.State != Changed {
		return cameOrWent(c.State, c.Why)
	}
	var parts []string
	told := []string{}
	if r := c.Renamed; r != nil {
		switch r.What {
		case "name":
			was := r.Was
			// Both names that it had are told at once.
			if i := slices.IndexFunc(c.Fields, func(f FieldChange) bool { return f.Field == "short_name" }); i >= 0 && c.Fields[i].Before != "" {
				was += " (" + c.Fields[i].Before + ")"
				told = append(told, "short_name")
			}
			parts = append(parts, "renamed: was "+was)
		case "short_name":
			parts = append(parts, fmt.Sprintf("short name changed: was %s", r.Was))
		default:
			parts = append(parts, fmt.Sprintf("id changed: was %s", r.Was))
		}
		told = append(told, r.What)
	}
	parts = append(parts, fieldNotes(c.Fields, told)...)
	return strings.Join(appendEvidence(parts, len(c.EvidenceGained), len(c.EvidenceLost)), "; ")
}

// Note says in a line without a full stop how the relationship differs: "began 2015"; "status changed from active to
// ended".
func (c *RelationshipChange) Note() string {
	if c.State != Changed {
		return cameOrWent(c.State, c.Why)
	}
	return strings.Join(appendEvidence(fieldNotes(c.Fields, nil), len(c.EvidenceGained), len(c.EvidenceLost)), "; ")
}

func cameOrWent(s State, why string) string {
	switch {
	case why != "":
		return why
	case s == Same:
		return ""
	}
	return s.String()
}

// shortest is the length in bytes of a value up to which a note quotes it.
const shortest = 40

func fieldNotes(fields []FieldChange, told []string) (notes []string) {
	said := map[string]bool{}
	for i := range fields {
		if f := &fields[i]; !slices.Contains(told, f.Field) {
			if note := f.note(); !said[note] {
				said[note] = true
				notes = append(notes, note)
			}
		}
	}
	return notes
}

// note says what differs of a field, and quotes what is short.
func (f *FieldChange) note() string {
	list, _, element := strings.Cut(f.Field, ".")
	name := strings.ReplaceAll(list, "_", " ")
	switch {
	case element:
		return name + " changed"
	case len(f.Gained)+len(f.Lost) > 0:
		var parts []string
		for _, side := range []struct {
			verb     string
			elements []string
		}{{"gained", f.Gained}, {"lost", f.Lost}} {
			if text := strings.Join(side.elements, ", "); text != "" && len(text) <= shortest {
				parts = append(parts, side.verb+" "+text)
			} else if text != "" {
				parts = append(parts, fmt.Sprintf("%s %d", side.verb, len(side.elements)))
			}
		}
		return name + ": " + strings.Join(parts, ", ")
	case len(f.Before) > shortest || len(f.After) > shortest || strings.Contains(f.Before+f.After, "\n"):
		return name + " changed"
	case f.Before == "":
		return name + " now " + quoted(f.After)
	case f.After == "":
		return name + " no longer " + quoted(f.Before)
	}
	return fmt.Sprintf("%s changed from %s to %s", name, quoted(f.Before), quoted(f.After))
}

// quoted puts a value of several words in quotes, so that it does not run into the sentence.
func quoted(value string) string {
	if strings.Contains(value, " ") {
		return "“" + value + "”"
	}
	return value
}

func appendEvidence(parts []string, gained, lost int) []string {
	switch {
	case gained > 0 && lost > 0:
		return append(parts, fmt.Sprintf("evidence: %d gained, %d lost", gained, lost))
	case gained > 0:
		return append(parts, fmt.Sprintf("evidence: %d gained", gained))
	case lost > 0:
		return append(parts, fmt.Sprintf("evidence: %d lost", lost))
	}
	return parts
}
