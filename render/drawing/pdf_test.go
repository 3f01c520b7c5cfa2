package drawing

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

func pdf(t testing.TB, d *Drawing) []byte {
	t.Helper()
	data, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// objects reads a PDF by its table, and unpacks streams.
func objects(t testing.TB, data []byte) []string {
	t.Helper()
	at := bytes.LastIndex(data, []byte("startxref\n"))
	start, err := strconv.Atoi(strings.Fields(string(data[at:]))[1])
	if err != nil || !bytes.HasPrefix(data[start:], []byte("xref\n0 ")) {
		t.Fatalf("no table at %d: %v", start, err)
	}
	lines := strings.Split(string(data[start:]), "\n")
	count, err := strconv.Atoi(strings.Fields(lines[1])[1])
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := 1; i < count; i++ {
		if len(lines[2+i]) != 19 {
			t.Fatalf("entry %q", lines[2+i])
		}
		offset, err := strconv.Atoi(lines[2+i][:10])
		if err != nil {
			t.Fatal(err)
		}
		body, found := strings.CutPrefix(string(data[offset:]), fmt.Sprintf("%d 0 obj\n", i))
		body, _, ended := strings.Cut(body, "\nendobj\n")
		if !found || !ended {
			t.Fatalf("object %d is not at %d", i, offset)
		}
		if dictionary, stream, ok := strings.Cut(body, "\nstream\n"); ok {
			r, err := zlib.NewReader(strings.NewReader(strings.TrimSuffix(stream, "\nendstream")))
			if err != nil {
				t.Fatalf("object %d: %v", i, err)
			}
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Fatalf("object %d: %v", i, err)
			}
			body = dictionary + "\nstream\n" + string(plain)
		}
		all = append(all, body)
	}
	return all
}

func TestPDFIsTheSameTwice(t *testing.T) {
	data := pdf(t, everything())
	if !bytes.Equal(data, pdf(t, everything())) {
		t.Error("differs")
	}
	if regexp.MustCompile(`Date|\(D:`).Match(data) {
		t.Error("has a date")
	}
}

// Each object is where the table says, each name that one has for another leads to one, and each stretch of content has
// an element.
func TestPDFIsSound(t *testing.T) {
	empty := &Drawing{Width: 10, Height: 10, Title: "x", Background: "#FFFFFF"}
	page, _ := LookupPage("A3")
	fitted, _ := everything().Fit(page)
	for name, drawings := range map[string][]*Drawing{
		"everything": {everything()}, "empty": {empty}, "fitted": {fitted}, "pages": {fitted, everything(), empty},
	} {
		data, err := PDF(drawings...)
		if err != nil {
			t.Fatal(err)
		}
		all := objects(t, data)
		for i, object := range all {
			dictionary, content, _ := strings.Cut(object, "\nstream\n")
			for _, found := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(dictionary, -1) {
				if number, _ := strconv.Atoi(found[1]); number < 1 || number > len(all) || all[number-1] == "null" {
					t.Errorf("%s: object %d names %s", name, i+1, found[0])
				}
			}
			if open, closed := strings.Count(dictionary, "<<"), strings.Count(dictionary, ">>"); open != closed {
				t.Errorf("%s: object %d: %q", name, i+1, dictionary)
			}
			if begun := strings.Count(content, " BDC\n") + strings.Count(content, " BMC\n"); begun != strings.Count(content, "EMC\n") {
				t.Errorf("%s: object %d does not end what it begins", name, i+1)
			}
		}
	}
}

// The content of each page has its elements, and each link its own, in one tree.
func TestPDFOfSeveralPages(t *testing.T) {
	empty := &Drawing{Width: 10, Height: 20, Title: "x", Background: "#FFFFFF"}
	data, err := PDF(everything(), empty, everything())
	if err != nil {
		t.Fatal(err)
	}
	all := objects(t, data)
	text := strings.Join(all, "\n")
	for _, want := range []string{
		"<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", "/MediaBox[0 0 400 260]", "/MediaBox[0 0 10 20]",
		"/StructParents 0/", "/StructParents 2/", "/StructParents 3/", "/StructParent 1>>", "/StructParent 4>>", "/ParentTreeNextKey 5>>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	figures := regexp.MustCompile(`/S/Figure/P \d+ 0 R/Pg (\d+) 0 R`).FindAllStringSubmatch(text, -1)
	pages := map[string]int{}
	for _, found := range figures {
		pages[found[1]]++
	}
	if len(pages) != 2 || pages["3"] == 0 || pages["3"] != pages["5"] {
		t.Errorf("figures on the pages %v", pages)
	}
	if _, err := PDF(); err == nil {
		t.Error("a PDF without pages is written")
	}
}

func TestPDFSaysWhatItShows(t *testing.T) {
	all := strings.Join(objects(t, pdf(t, everything())), "\n")
	for _, want := range []string{
		"/Title" + textString("A sample (of \\ everything) – Ωж"), "/Subject" + textString("Shapes,\nand texts."), "/Lang(en-GB)",
		"/S/L/", "/T" + textString("Organisations"), "/S/Figure/", "/Alt" + textString("Second organisation."),
		"/S/Link/", "<</Type/OBJR/Obj ", "/URI(https://example.org/a%20b?%28c%29=%C3%A9%5C)", "/Contents" + textString("Source: report"),
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(all, textString("not read")) {
		t.Error("what is hidden is said")
	}
	if got := strings.Count(all, "/Subtype/Link"); got != 1 {
		t.Errorf("%d links", got)
	}
}

func TestPDFLinksLeadToTheWebAlone(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/": "(https://example.org/)", "http://example.org/ö": "(http://example.org/%C3%B6)", "HTTPS://example.org": "(https://example.org)",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "https:": "", "//example.org": "", "a b": "", "%zz": "", "https://[": "",
	} {
		if got, ok := addressString(address); ok != (want != "") || got != want && ok {
			t.Errorf("%q: %q, %v", address, got, ok)
		}
	}
	d := everything()
	d.Groups[len(d.Groups)-1].Link = "javascript:alert(1)"
	if bytes.Contains(pdf(t, d), []byte("/Annots")) {
		t.Error("a link that is not of the web")
	}
}

func TestPDFOfALargeDrawing(t *testing.T) {
	d := everything()
	d.Width, d.Height = 144_000, 7_200
	all := strings.Join(objects(t, pdf(t, d)), "\n")
	if !strings.Contains(all, "/MediaBox[0 0 14400 720]") || !strings.Contains(all, "0.100000000 0 0 -0.100000000 0 720 cm") {
		t.Error("not made smaller")
	}
}

func TestDecimal(t *testing.T) {
	for value, want := range map[float64]string{
		0: "0", 1: "1", -0.0001: "0", 0.0005: "0.001", 12.3456: "12.346", -2.5: "-2.5", 1e9: "1000000000", math.Inf(1): "0", math.NaN(): "0",
	} {
		if got := decimal(value); got != want {
			t.Errorf("%v: %s, want %s", value, got, want)
		}
	}
}

// poppler runs one of the programs of Poppler on a drawing and returns what it writes.
func poppler(t *testing.T, d *Drawing, program string, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(program)
	graphtest.Need(t, err, "without it no other program reads the PDF")
	file := filepath.Join(t.TempDir(), "drawing.pdf")
	if err := os.WriteFile(file, pdf(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints bytes.Buffer
	command := exec.CommandContext(context.Background(), path, append(args, file, "-")...)
	if program == "pdfinfo" || program == "pdftoppm" {
		command = exec.CommandContext(context.Background(), path, append(args, file)...)
	}
	command.Stdout, command.Stderr = &out, &complaints
	if err := command.Run(); err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v: %s", program, err, complaints.String())
	}
	return out.Bytes()
}

func TestPDFTextCanBeExtracted(t *testing.T) {
	text := string(poppler(t, everything(), "pdftotext", "-raw"))
	for _, want := range []string{
		"MI5", "Wales, Éire", "Ελληνικά, Русский, naïve façade", "情報機関 <b>&amp;</b> (\\) 😀", "A sample of everything", "Source: report", "שלום", "العربية", "ế",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestPDFIsReadByOthers(t *testing.T) {
	info := string(poppler(t, everything(), "pdfinfo"))
	for _, want := range []string{"A sample (of \\ everything) – Ωж", "Tagged:          yes", "Pages:           1", "Page size:       400 x 260 pts", "JavaScript:      no"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	structure := string(poppler(t, everything(), "pdfinfo", "-struct-text"))
	list := regexp.MustCompile(`(?s)Document\n  P .*"A sample of everything".*\n  L .*\n    LI .*\n      LBody .*\n        Figure.*"MI5".*Link.*"Source: report"`)
	if !list.MatchString(structure) {
		t.Errorf("structure:\n%s", structure)
	}
}

// PNG and PDF show the same.
func TestPDFLooksLikePNG(t *testing.T) {
	const dpi = 96
	page, _ := LookupPage("A5")
	fitted, _ := everything().Fit(page)
	for name, d := range map[string]*Drawing{"as large as the picture": everything(), "on a page": fitted} {
		a := decoded(t, d, dpi)
		b, err := png.Decode(bytes.NewReader(poppler(t, d, "pdftoppm", "-png", "-r", strconv.Itoa(dpi))))
		if err != nil {
			t.Fatal(err)
		}
		if difference := b.Bounds().Size().Sub(a.Bounds().Size()); max(difference.X, -difference.X, difference.Y, -difference.Y) > 1 {
			t.Fatalf("%s: %v and %v", name, a.Bounds(), b.Bounds())
		}
		if worst, at := furthest(a, b, 8); worst > 40 {
			t.Errorf("%s: the square at %v differs by %.0f of 255", name, at, worst)
		}
	}
}

// furthest returns by how much the mean brightness of the squares of two pictures differs at most, and where.
func furthest(a, b image.Image, side int) (worst float64, at image.Point) {
	common := a.Bounds().Intersect(b.Bounds())
	for y := 0; y+side <= common.Dy(); y += side {
		for x := 0; x+side <= common.Dx(); x += side {
			sum := 0.0
			for i := range side * side {
				sum += brightness(a, x+i%side, y+i/side) - brightness(b, x+i%side, y+i/side)
			}
			if difference := math.Abs(sum) / float64(side*side); difference > worst {
				worst, at = difference, image.Pt(x, y)
			}
		}
	}
	return worst, at
}

func brightness(picture image.Image, x, y int) float64 {
	r, g, b, _ := picture.At(x, y).RGBA()
	return float64(r+g+b) / 3 / 257
}

// Names in maps can hold anything.
func FuzzPDF(f *testing.F) {
	for _, text := range []string{"", ") Tj ET", "\\)\\", "\x00\r\n", "\xff", "<</S/JavaScript>>", "\u202e\u05d0", strings.Repeat("W", 3000), "\U0010FFFF𝔘", "endstream\nendobj"} {
		f.Add(text, 10.0)
	}
	f.Fuzz(func(t *testing.T, text string, size float64) {
		d := everything()
		d.Title, d.Groups[1].Label, d.Groups[1].Groups[0].Label, d.Groups[4].Link = text, text, text, "https://example.org/"+text
		d.Groups[0].Texts[0].Value = text
		d.Groups[0].Texts[0].Size = size
		all := objects(t, pdf(t, d))
		if title := all[len(all)-1]; !strings.Contains(title, textString(text)) {
			t.Fatalf("%q: %s", text, title)
		}
		for _, object := range all {
			for _, r := range strings.SplitN(object, "\nstream\n", 2)[0] {
				if r > '~' || r < ' ' {
					t.Fatalf("%q is in %q", r, object)
				}
			}
		}
	})
}

func TestTextString(t *testing.T) {
	for _, text := range []string{"", "a)", "Ω", "😀", "\xff"} {
		digits := strings.TrimSuffix(strings.TrimPrefix(textString(text), "<FEFF"), ">")
		var units []uint16
		for i := 0; i < len(digits); i += 4 {
			unit, err := strconv.ParseUint(digits[i:i+4], 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			units = append(units, uint16(unit))
		}
		if got := string(utf16.Decode(units)); got != strings.ToValidUTF8(text, "\uFFFD") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	d := everything()
	for b.Loop() {
		if _, err := d.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}
