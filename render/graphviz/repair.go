package graphviz

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// repair mends what can be mended in the output of Graphviz, and refuses what then is not as it should be.
func repair(format Format, text []byte) ([]byte, error) {
	if format == JSON || format == places {
		text = repairJSON(text)
		switch {
		case json.Valid(text):
			return text, nil
		case bytes.HasSuffix(text, []byte("}\n")):
			return nil, errors.New("Graphviz wrote JSON that is not valid; is every size in the DOT a number?")
		}
		return nil, failed("its JSON ends too early")
	}
	text = renumberGradients(repairXML(text))
	if !bytes.HasPrefix(text, []byte("<?xml")) || !bytes.HasSuffix(text, []byte("</svg>\n")) {
		return nil, failed("its SVG is not whole")
	}
	if err := checkSVG(text); err != nil {
		return nil, fmt.Errorf("Graphviz wrote SVG that is not safe to show: %w", err)
	}
	return text, nil
}

// svgElements and svgAttributes are what Graphviz writes. It does not escape the names of fonts and style sheets, so
// that DOT could add to them otherwise, and make a picture run scripts.
var (
	svgElements = []string{
		"a", "defs", "ellipse", "g", "linearGradient", "path", "polygon", "polyline", "radialGradient", "stop", "svg",
		"text", "title",
	}
	svgAttributes = []string{
		"baseline-shift", "class", "cx", "cy", "d", "fill", "fill-opacity", "font-family", "font-size",
		"font-stretch", "font-style", "font-weight", "fx", "fy", "gradientUnits", "height", "href", "id", "offset",
		"points", "r", "rx", "ry", "stroke", "stroke-dasharray", "stroke-opacity", "stroke-width", "style", "target",
		"text-anchor", "text-decoration", "title", "transform", "viewBox", "width", "x", "x1", "x2", "xlink", "xmlns",
		"y", "y1", "y2",
	}
)

// stray is where elements and attributes that Graphviz does not write come from.
const stray = "is there a quote or an angle bracket in a font name or in stylesheet?"

// checkSVG checks that SVG is well-formed, has nothing but the elements and attributes of Graphviz, and has no links
// that run scripts.
func checkSVG(text []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for depth := 0; ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w; %s", err, stray)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(svgElements, token.Name.Local) {
				return fmt.Errorf("element <%s>; %s", token.Name.Local, stray)
			}
			for _, attribute := range token.Attr {
				if !slices.Contains(svgAttributes, attribute.Name.Local) {
					return fmt.Errorf("attribute %s of <%s>; %s", attribute.Name.Local, token.Name.Local, stray)
				}
				if attribute.Name.Local == "href" && !isSafeLink(attribute.Value) {
					return fmt.Errorf("a link to %.60q, which must be relative or begin with http:, https: or mailto:",
						attribute.Value)
				}
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(token)) > 0 {
				return errors.New("text outside of the picture; " + stray)
			}
		}
	}
}

// isSafeLink tells whether a link leads to a page or a part of one, or writes a letter, rather than running a script.
// It finds the scheme as browsers do (https://url.spec.whatwg.org/#url-parsing): without control characters and
// spaces before it, and without tabs and line breaks anywhere. Without a scheme a link is relative to the picture.
func isSafeLink(link string) bool {
	link = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(link)
	link = strings.TrimLeftFunc(link, func(r rune) bool { return r <= ' ' })
	parts := linkScheme.FindStringSubmatch(link)
	return parts == nil || slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(parts[1]))
}

var linkScheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`)

// repairXML makes well-formed what Graphviz writes into SVG: it passes entities in names and ids through, though
// XML knows only five by name, and numbers that stand for no character of XML; and it decodes such numbers in
// labels. An entity that XML does not know becomes the text that was written; a character that XML cannot hold
// becomes U+FFFD. Text without such faults is returned as it is.
func repairXML(text []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(text))
	for i := 0; i < len(text); {
		if text[i] == '&' {
			out.WriteByte('&')
			if !isEntity(text[i:]) {
				out.WriteString("amp;")
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !isXML(r) {
			r = utf8.RuneError
		}
		out.WriteRune(r)
		i += size
	}
	return out.Bytes()
}

// isEntity tells whether text begins with a reference that XML resolves without a document type.
func isEntity(text []byte) bool {
	end := bytes.IndexByte(text[:min(len(text), 12)], ';')
	if end < 0 {
		return false
	}
	switch name := string(text[1:end]); {
	case name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos":
		return true
	case strings.HasPrefix(name, "#x"):
		return isCharacter(name[2:], 16)
	case strings.HasPrefix(name, "#"):
		return isCharacter(name[1:], 10)
	}
	return false
}

// isCharacter tells whether digits, in the base, are the number of a character that XML can hold.
func isCharacter(digits string, base int) bool {
	number, err := strconv.ParseUint(digits, base, 21)
	return err == nil && number <= utf8.MaxRune && isXML(rune(number))
}

// gradientID finds the numbers of gradients, where they are defined and where they are used. Text cannot look like
// this, since its quotes are escaped.
var gradientID = regexp.MustCompile(`((?:Gradient id="|fill="url\(#)[^"]*_[lr]_)([0-9]+)`)

// renumberGradients counts gradients from 0 in each picture. Graphviz counts on as long as the process lives.
func renumberGradients(svg []byte) []byte {
	if !bytes.Contains(svg, []byte(`Gradient id="`)) {
		return svg // as it is nearly always; the expression is slow
	}
	numbers := map[string]int{}
	return gradientID.ReplaceAllFunc(svg, func(match []byte) []byte {
		parts := gradientID.FindSubmatch(match)
		number, seen := numbers[string(parts[2])]
		if !seen {
			number = len(numbers)
			numbers[string(parts[2])] = number
		}
		return strconv.AppendInt(parts[1], int64(number), 10)
	})
}

// repairJSON makes valid what Graphviz writes into JSON: it leaves control characters in strings as they are, where
// JSON wants them escaped. They become U+FFFD, as do bytes that are not UTF-8.
func repairJSON(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if !isXML(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}
