package typeface

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// everyLetter are all letters of the Go fonts.
func everyLetter() []rune {
	var all []rune
	for r := rune(0); r < 0x10000; r++ {
		if Has(r) {
			all = append(all, r)
		}
	}
	return all
}

// The advances are those of the table hmtx of Go Regular and Go Bold, version 2.008, in units of 1/2048.
func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text string
		bold bool
		want float64
	}{
		{"", false, 0}, {"M", false, 1706}, {"I", false, 817}, {"5", false, 1139}, {"MI5", false, 1706 + 817 + 1139}, {"é", false, 1139},
		{"e\u0301", false, 1139}, {"\u2068é\u2069", false, 1139}, {"ế", false, 1139}, {"a\nb\x00", false, 1139 * 2},
		{"中", false, 2252}, {"😀", true, 2252}, {"\u01EE", false, 1638}, {"ლ", false, 1310}, {"ש", false, 1310}, {"क", false, 1638}, {"\u2003", false, 1024}, {"\xff", false, 2048},
	} {
		if got := Width(c.text, em, c.bold); got != c.want {
			t.Errorf("%q, bold %v: %v, want %v", c.text, c.bold, got, c.want)
		}
	}
	if w, b := Width("Home Office", 9, false), Width("Home Office", 9, true); w >= b {
		t.Errorf("bold is not wider: %v, %v", w, b)
	}
	if half, whole := Width("Home Office", 9, true), Width("Home Office", 18, true); math.Abs(whole-2*half) > 1e-9 {
		t.Errorf("not in proportion to the size: %v, %v", half, whole)
	}
}

// The regular font must not lack what the bold one has, nor the other way round: Has asks only one of them.
func TestBothWeightsHaveTheSameLetters(t *testing.T) {
	var buffer sfnt.Buffer
	for r := rune(0); r < 0x110000; r++ {
		a, _ := regular().GlyphIndex(&buffer, r)
		b, _ := bold().GlyphIndex(&buffer, r)
		if (a == 0) != (b == 0) {
			t.Fatalf("%U: glyphs %d and %d", r, a, b)
		}
	}
}

// What is measured is what is drawn.
func TestSetIsAsWideAsMeasured(t *testing.T) {
	for _, isBold := range []bool{false, true} {
		for _, letter := range everyLetter() {
			if hasNoWidth(letter) || !norm.NFC.IsNormalString(string(letter)) { // which another letter stands for
				continue
			}
			glyphs, width := Set(string(letter), isBold)
			if len(glyphs) != 1 || glyphs[0].Letter != letter || math.Abs(width-Width(string(letter), 1, isBold)) > 1e-9 {
				t.Errorf("%U, bold %v: %v glyphs, %v wide, measured %v", letter, isBold, len(glyphs), width, Width(string(letter), 1, isBold))
			}
		}
	}
}

func TestEstimatesAreBounded(t *testing.T) {
	for r := rune(-1); r < 0x110000; r++ {
		if a := advance(r, r%2 == 0); float64(a) > 1.2*em {
			t.Fatalf("%U is %d wide", r, a)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for r := rune(0); r < 0x3000; r += 7 {
				if a, b := advance(r, i%2 == 0), estimate(r, i%2 == 0); a != b {
					t.Errorf("%U: %d and %d", r, a, b)
				}
			}
			Set("Übung \U0010FFFD", i%2 == 0)
		})
	}
	wait.Wait()
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""}, {"MI5", "MI5"}, {"e\u0301", "é"}, {"a\u200db\u00adc\x01", "abc"}, {"\u05d0\u05d1\u05d2", "\u05d2\u05d1\u05d0"},
		// meem, hhah, meem, dal; alef, lam, seen, lam, alef, meem; lam and alef; beh, non-joiner, beh; beh, fatha, beh; tatweel, beh
		{"\u0645\u062d\u0645\u062f", "\uFEAA\uFEE4\uFEA4\uFEE3"}, {"\u0627\u0644\u0633\u0644\u0627\u0645", "\u0645\uFEFC\uFEB4\uFEDF\u0627"},
		{"\u0644\u0627", "\uFEFB"}, {"\u0628\u200c\u0628", "\u0628\u0628"}, {"\u0628\u064e\u0628", "\uFE90\u064e\uFE91"}, {"\u0640\u0628", "\uFE90\u0640"},
		{"\u067e\u06cc", "\uFBFD\uFB58"},
		{"a \u05d0\u05d1 12 \u05d2 b", "a \u05d2 12 \u05d1\u05d0 b"}, {"\u202eab", "ba"}, {"\xff", "\uFFFD"},
	} {
		if got := string(Visible(c.text)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAccentsThatNoFontHas(t *testing.T) {
	plain, _ := load(regular(), 'e')
	borrowed.mutex.Lock()
	before := borrowed.glyphs
	borrowed.glyphs = map[rune]*Glyph{'ế': nil, '\uE000': nil, '\u0324': nil} // as on a computer without fonts
	borrowed.mutex.Unlock()
	defer func() {
		borrowed.mutex.Lock()
		borrowed.glyphs = before
		borrowed.mutex.Unlock()
	}()
	if glyphs, _ := Set("ế", false); len(glyphs) != 1 || !slices.Equal(glyphs[0].Outline, plain.Outline) {
		t.Errorf("%d glyphs, not that of e", len(glyphs))
	}
	if glyphs, width := Set("q\u0324", false); width != Width("q", 1, false) || len(glyphs) != 2 || len(glyphs[1].Outline) != 0 {
		t.Errorf("a mark that no font has: %v glyphs, %v wide", len(glyphs), width)
	}
	box, _ := loadAt(regular(), 0)
	if glyphs, _ := Set("\uE000", false); len(glyphs) != 1 || !slices.Equal(glyphs[0].Outline, box.Outline) {
		t.Errorf("not an empty box")
	}
}

// A subset has the same outlines and advances as the font that it is of, and no other letters.
func TestSubset(t *testing.T) {
	all := everyLetter()
	for _, isBold := range []bool{false, true} {
		for _, letters := range [][]rune{{}, {'A'}, {'é'}, []rune(" -AZaé€"), all} {
			file, glyphs := TrueType(letters, isBold)
			f, err := sfnt.Parse(file)
			if err != nil {
				t.Fatalf("%d letters: %v", len(letters), err)
			}
			if sum := checksum(file); sum != 0xB1B0AFBA {
				t.Errorf("%d letters: the sum of the file is %X", len(letters), sum)
			}
			for _, letter := range all {
				got, ok := load(f, letter)
				if ok != slices.Contains(letters, letter) {
					t.Fatalf("%U: %v in a subset of %d", letter, ok, len(letters))
				}
				want, _ := load(builtIn(isBold), letter)
				if ok && (got.Advance != want.Advance || !slices.Equal(got.Outline, want.Outline)) {
					t.Fatalf("%U differs", letter)
				}
			}
			var buffer sfnt.Buffer
			got, err := f.Metrics(&buffer, fixed.I(em), 0)
			want, _ := builtIn(isBold).Metrics(&buffer, fixed.I(em), 0)
			if err != nil || got != want {
				t.Errorf("metrics %v, want %v (%v)", got, want, err)
			}
			name, err := f.Name(&buffer, sfnt.NameIDCopyright)
			if err != nil || !strings.Contains(name, "Bigelow") {
				t.Errorf("copyright %q: %v", name, err)
			}
			for i, letter := range letters {
				if index, err := f.GlyphIndex(&buffer, letter); err != nil || uint16(index) != glyphs[i] || index == 0 {
					t.Fatalf("%U: glyph %d, but said to be %d (%v)", letter, index, glyphs[i], err)
				}
			}
			if again, _ := TrueType(letters, isBold); !bytes.Equal(file, again) {
				t.Errorf("%d letters: not the same twice", len(letters))
			}
		}
	}
}

func TestSubsetIsSmall(t *testing.T) {
	letters := Letters([]string{"Security Service (MI5), Secret Intelligence Service"})
	if size := len(WOFF(letters, false)); size > 6_000 {
		t.Errorf("%d bytes for %d letters", size, len(letters))
	}
	if file, _ := TrueType(everyLetter(), false); len(file) > len(goregular.TTF)*7/10 {
		t.Errorf("%d bytes of %d", len(file), len(goregular.TTF))
	}
}

// WOFF holds the tables of the TrueType file.
func TestWOFF(t *testing.T) {
	letters := []rune("ABCé")
	file := WOFF(letters, true)
	plain, _ := TrueType(letters, true)
	if string(file[:4]) != "wOFF" || int(binary.BigEndian.Uint32(file[8:])) != len(file) || int(binary.BigEndian.Uint32(file[16:])) != len(plain) {
		t.Fatalf("header % X of %d, %d bytes", file[:20], len(file), len(plain))
	}
	for i := range int(binary.BigEndian.Uint16(file[12:])) {
		entry := file[44+20*i:]
		offset, size, plainSize := binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		data := file[offset : offset+size]
		if size < plainSize {
			r, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if want := reader(plain).table(string(entry[:4])); !bytes.Equal(data, want) {
			t.Errorf("table %s differs", entry[:4])
		}
	}
}

func TestFontFace(t *testing.T) {
	if css := FontFace([]string{"中文", "\x00\n"}, false); css != "" {
		t.Errorf("a font without letters: %.80q", css)
	}
	css := FontFace([]string{"B", "a</style>"}, true)
	before, rest, _ := strings.Cut(css, "base64,")
	data, after, _ := strings.Cut(rest, ")")
	if before != `@font-face{font-family:"Go";font-weight:700;src:url(data:font/woff;` || after != ` format("woff")}` {
		t.Errorf("%q … %q", before, after)
	}
	font, err := base64.StdEncoding.DecodeString(data)
	if err != nil || !bytes.Equal(font, WOFF([]rune("/<>Baelsty"), true)) {
		t.Errorf("not the font of the letters (%v)", err)
	}
	if FontFace([]string{"a</style>", "B", "B"}, true) != css {
		t.Errorf("the order of the texts matters")
	}
}

func FuzzSet(f *testing.F) {
	for _, text := range []string{"", "MI5", "\xff\xfe", "\u202e\u2067\u05d0 1 a\u2069", strings.Repeat("e\u0301\u0301", 50), "\u0000\t\n", "ế"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		glyphs, width := Set(text, true)
		x := 0.0
		for _, g := range glyphs {
			if g.X != x {
				t.Fatalf("%q: a glyph at %v, not %v", text, g.X, x)
			}
			x += g.Advance
		}
		if x != width {
			t.Fatalf("%q: %v wide, not %v", text, width, x)
		}
		file, _ := TrueType(Letters([]string{text}), false)
		if _, err := sfnt.Parse(file); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func BenchmarkWidth(b *testing.B) {
	for b.Loop() {
		Width("Department for Business, Innovation and Skills", 9, false)
	}
}

func BenchmarkFontFace(b *testing.B) {
	texts := []string{string(everyLetter()[:90])}
	for b.Loop() {
		FontFace(texts, false)
	}
}
