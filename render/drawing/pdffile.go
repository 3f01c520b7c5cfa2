package drawing

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// pdfFile is the objects of a PDF, by their numbers from 1.
type pdfFile struct {
	objects []string
}

// reserve returns the number of an object that is set later.
func (f *pdfFile) reserve() int { return f.add("null") }

func (f *pdfFile) set(number int, object string) { f.objects[number-1] = object }

func (f *pdfFile) add(object string) int {
	f.objects = append(f.objects, object)
	return len(f.objects)
}

// stream adds an object of bytes, compressed, with entries of its dictionary.
func (f *pdfFile) stream(entries string, data []byte) (int, error) {
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(data); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return f.add(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", entries, packed.Len(), packed.Bytes())), nil
}

// bytes returns the file. Its identifier follows from what is in it.
func (f *pdfFile) bytes(catalog, info int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") // the second line says that the file is not text
	offsets := make([]int, len(f.objects))
	for i, object := range f.objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	identifier := sha256.Sum256(out.Bytes())
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root %s/Info %s/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(offsets)+1, ref(catalog), ref(info), identifier[:16], identifier[:16], start)
	return out.Bytes()
}

// ref names an object in another one.
func ref(number int) string { return strconv.Itoa(number) + " 0 R" }

// decimal writes a number as PDF has them: no exponent, and no more digits than can be seen.
func decimal(value float64) string {
	value = math.Round(value*1000) / 1000
	if value == 0 || math.IsNaN(value) || math.IsInf(value, 0) {
		return "0"
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// textString writes a text for readers, in UTF-16 (ISO 32000-1, 7.9.2.2).
func textString(text string) string {
	var out strings.Builder
	out.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return out.String() + ">"
}

// addressString writes an address, in ASCII; it is false for those that are not of the web.
func addressString(address string) (string, bool) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" {
		return "", false
	}
	var out strings.Builder
	for _, b := range []byte(parsed.String()) {
		if b <= ' ' || b > '~' || b == '(' || b == ')' || b == '\\' {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return "(" + out.String() + ")", true
}
