package turtle

import "strings"

// Resolve resolves a reference against a base, as RFC 3986, section 5.2, has it; where there is no base it stays as it is.
func Resolve(base, reference string) string {
	if base == "" || schemeEnd(reference) > 0 {
		return reference
	}
	scheme := base[:schemeEnd(base)]
	authority, path, query := splitIRI(base[len(scheme):])
	if strings.HasPrefix(reference, "//") {
		return scheme + reference
	}
	_, refPath, refRest := splitIRI(reference)
	switch {
	case reference == "":
		return scheme + authority + path + query
	case reference[0] == '#':
		return scheme + authority + path + query + reference
	case refPath == "":
		return scheme + authority + path + refRest + fragmentOf(reference)
	case refPath[0] == '/':
		path = refPath
	case authority != "" && path == "":
		path = "/" + refPath
	default:
		path = path[:strings.LastIndexByte(path, '/')+1] + refPath
	}
	return scheme + authority + removeDots(path) + refRest + fragmentOf(reference)
}

// schemeEnd is the length of the scheme with its colon, or 0.
func schemeEnd(iri string) int {
	for i := range len(iri) {
		c := iri[i]
		switch {
		case isASCIILetter(c), i > 0 && (isASCIIDigit(c) || c == '+' || c == '-' || c == '.'):
		case c == ':' && i > 0:
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// splitIRI splits what follows the scheme, without its fragment.
func splitIRI(rest string) (authority, path, query string) {
	rest, _, _ = strings.Cut(rest, "#")
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		rest, query = rest[:i], rest[i:]
	}
	if strings.HasPrefix(rest, "//") {
		end := strings.IndexByte(rest[2:], '/')
		if end < 0 {
			return rest, "", query
		}
		return rest[:end+2], rest[end+2:], query
	}
	return "", rest, query
}

func fragmentOf(iri string) string {
	if i := strings.IndexByte(iri, '#'); i >= 0 {
		return iri[i:]
	}
	return ""
}

// removeDots takes "." and ".." out of a path.
func removeDots(path string) string {
	if !strings.Contains(path, ".") {
		return path
	}
	var kept []string
	parts := strings.Split(path, "/")
	for i, part := range parts {
		last := i == len(parts)-1
		switch part {
		case ".", "..":
			if part == ".." && len(kept) > 0 && (len(kept) > 1 || kept[0] != "") {
				kept = kept[:len(kept)-1]
			}
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "/")
}

// HasScheme reports whether an IRI is a whole one rather than a reference to be resolved.
func HasScheme(iri string) bool { return schemeEnd(iri) > 0 }

// IsIRI reports whether nothing in s would end an IRI between angle brackets.
func IsIRI(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || strings.IndexByte("<>\"{}|^`\\", s[i]) >= 0 {
			return false
		}
	}
	return true
}

// IsLocalName reports whether s can stand after the colon of a prefixed name without escapes.
func IsLocalName(s string) bool {
	for i, r := range s {
		if !isNameChar(r) && r != ':' && r != '.' || i == 0 && (r == '-' || r == '.' || r == 0xb7) ||
			r == '.' && i == len(s)-1 || r >= 0x80 && i == 0 && !isNameStart(r) {
			return false
		}
	}
	return true
}

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// Quote returns text as a literal.
func Quote(text string) string { return `"` + quotes.Replace(text) + `"` }
