package xmlscan

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// declaredEncoding finds the encoding in an XML declaration.
var declaredEncoding = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']`)

// Decoded returns a stream of XML as UTF-8: by its byte order mark, else by how it begins, else by what its XML declaration says.
func Decoded(r io.Reader) (io.Reader, error) {
	const declaration = 1024 // no declaration is longer
	head := make([]byte, declaration)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	whole := io.MultiReader(bytes.NewReader(head), r)
	fail := func(problem string, args ...any) (io.Reader, error) {
		return nil, syntax.Errorf(1, 0, problem, args...)
	}
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case begins("\xef\xbb\xbf"):
		return io.MultiReader(bytes.NewReader(head[3:]), r), nil
	case begins("\xff\xfe\x00\x00"), begins("\x00\x00\xfe\xff"), begins("<\x00\x00\x00"), begins("\x00\x00\x00<"):
		return fail("the file is in UTF-32, which is not read; save it as UTF-8")
	case begins("\xff\xfe"), begins("\xfe\xff"), begins("<\x00"):
		return utf16Decoded(whole, unicode.LittleEndian), nil // unless the mark says otherwise
	case begins("\x00<"):
		return utf16Decoded(whole, unicode.BigEndian), nil
	case begins("\x1f\x8b"), begins("PK\x03\x04"):
		return fail("the file is compressed; unpack it first")
	}
	declared := declaredEncoding.FindSubmatch(head)
	if declared == nil {
		return whole, nil
	}
	var e encoding.Encoding
	switch name := strings.ToLower(string(declared[1])); name {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return whole, nil
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1":
		e = charmap.ISO8859_1
	case "windows-1252", "cp1252", "cp-1252":
		e = charmap.Windows1252
	default:
		if strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf16") {
			return fail("the file says that it is in %s, and is not", syntax.Clip(string(declared[1])))
		}
		return fail("the encoding %q is not read; save the file as UTF-8 (UTF-16, ISO-8859-1 and windows-1252 are read too)", syntax.Clip(strings.ToValidUTF8(string(declared[1]), "�")))
	}
	return transform.NewReader(whole, e.NewDecoder()), nil
}

func utf16Decoded(r io.Reader, order unicode.Endianness) io.Reader {
	return transform.NewReader(r, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
}
