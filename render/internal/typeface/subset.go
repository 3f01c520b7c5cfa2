package typeface

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// FontFace returns a @font-face rule of CSS that brings the letters of texts along as a data URI, or "" where the Go
// fonts have none of them. It is in ASCII, without < and &. O(letters).
func FontFace(texts []string, bold bool) string {
	letters := Letters(texts)
	if len(letters) == 0 {
		return ""
	}
	weight := 400
	if bold {
		weight = 700
	}
	return fmt.Sprintf("@font-face{font-family:%q;font-weight:%d;src:url(data:font/woff;base64,%s) format(\"woff\")}",
		Family, weight, base64.StdEncoding.EncodeToString(WOFF(letters, bold)))
}

// Letters returns the letters of texts that the Go fonts have, in order and each once: as they are written, and as they
// are where accents are part of a letter.
func Letters(texts []string) []rune {
	needed := map[rune]bool{}
	for _, text := range texts {
		for _, form := range [2]string{text, norm.NFC.String(text)} {
			for _, letter := range form {
				needed[letter] = true
			}
		}
	}
	var letters []rune
	for letter := range needed {
		if Has(letter) {
			letters = append(letters, letter)
		}
	}
	slices.Sort(letters)
	return letters
}

// table is a part of a font file.
type table struct {
	tag  string // 4 bytes
	data []byte
	sum  uint32 // of data, before the sum of the file is in it
}

// TrueType returns a font file (https://learn.microsoft.com/typography/opentype/spec/) with the given letters, which
// are in order, each once, and among those that the Go fonts have, and the number of the glyph of each in the file,
// from 1. It is without the programs that fit the letters to coarse pixels. O(letters).
func TrueType(letters []rune, bold bool) (file []byte, glyphs []uint16) {
	tables, glyphs := subset(letters, bold)
	file = fileHeader(len(tables))
	offset := len(file) + 16*len(tables)
	for _, t := range tables {
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, t.sum)
		file = binary.BigEndian.AppendUint32(file, uint32(offset))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.data)))
		offset += padded(len(t.data))
	}
	for _, t := range tables {
		file = pad(append(file, t.data...))
	}
	return file, glyphs
}

// WOFF returns the same font as [TrueType], compressed (https://www.w3.org/TR/WOFF/).
func WOFF(letters []rune, bold bool) []byte {
	tables, _ := subset(letters, bold)
	const headerSize, entrySize = 44, 20
	var directory, body []byte
	plainSize := 12 + 16*len(tables)
	for _, t := range tables {
		data := compressed(t.data)
		directory = append(directory, t.tag...)
		for _, value := range []int{headerSize + entrySize*len(tables) + len(body), len(data), len(t.data)} {
			directory = binary.BigEndian.AppendUint32(directory, uint32(value))
		}
		directory = binary.BigEndian.AppendUint32(directory, t.sum)
		body = pad(append(body, data...))
		plainSize += padded(len(t.data))
	}
	file := append([]byte("wOFF"), 0, 1, 0, 0)
	file = binary.BigEndian.AppendUint32(file, uint32(headerSize+len(directory)+len(body)))
	file = binary.BigEndian.AppendUint16(file, uint16(len(tables)))
	file = binary.BigEndian.AppendUint16(file, 0)
	file = binary.BigEndian.AppendUint32(file, uint32(plainSize))
	file = append(file, make([]byte, headerSize-len(file))...) // versions of its own, metadata and private data: none
	return append(append(file, directory...), body...)
}

// compressors are kept, since to make one takes longer than to compress a table.
var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(io.Discard, zlib.BestCompression)
	if err != nil {
		panic(err) // there is such a level
	}
	return w
}}

// compressed returns data compressed, or data itself where that is no longer.
func compressed(data []byte) []byte {
	var out bytes.Buffer
	w := compressors.Get().(*zlib.Writer)
	defer compressors.Put(w)
	w.Reset(&out)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil || out.Len() >= len(data) {
		return data
	}
	return out.Bytes()
}

// subset returns the tables of a font with some letters, in the order of their tags, and the numbers of their glyphs.
func subset(letters []rune, bold bool) (tables []table, chosen []uint16) {
	source := reader(goregular.TTF)
	if bold {
		source = gobold.TTF
	}
	f := builtIn(bold)
	var buffer sfnt.Buffer
	glyphs := []uint16{0} // by their new numbers; 0 is for letters that the font lacks
	numbers := map[uint16]uint16{0: 0}
	chosen = make([]uint16, len(letters))
	for i, letter := range letters {
		index, err := f.GlyphIndex(&buffer, letter)
		if err != nil {
			continue // 0
		}
		glyph := uint16(index)
		if _, seen := numbers[glyph]; !seen { // some letters look the same
			numbers[glyph] = uint16(len(glyphs))
			glyphs = append(glyphs, glyph)
		}
		chosen[i] = numbers[glyph]
	}
	var glyf, loca, hmtx []byte
	longMetrics := binary.BigEndian.Uint16(source.table("hhea")[34:])
	metrics := source.table("hmtx")
	for _, glyph := range glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = pad(append(glyf, source.outline(glyph)...))
		long := min(glyph, longMetrics-1)
		bearing := metrics[4*int(long)+2:]
		if glyph > long {
			bearing = metrics[4*int(longMetrics)+2*int(glyph-longMetrics):]
		}
		hmtx = append(append(hmtx, metrics[4*long:4*long+2]...), bearing[:2]...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	count := uint16(len(glyphs))
	head := source.copy("head")
	binary.BigEndian.PutUint32(head[8:], 0)  // the sum of the file comes last
	binary.BigEndian.PutUint16(head[50:], 1) // places of 4 bytes
	hhea := source.copy("hhea")
	binary.BigEndian.PutUint16(hhea[34:], count)
	maxp := source.copy("maxp")
	binary.BigEndian.PutUint16(maxp[4:], count)
	for at := 14; at < 28; at += 2 { // nothing for programs
		binary.BigEndian.PutUint16(maxp[at:], 0)
	}
	binary.BigEndian.PutUint16(maxp[14:], 1)
	post := append([]byte{0, 3, 0, 0}, source.table("post")[4:32]...) // without names of letters
	tables = []table{
		{tag: "OS/2", data: source.table("OS/2")}, {tag: "cmap", data: characters(letters, chosen)}, {tag: "glyf", data: glyf},
		{tag: "head", data: head}, {tag: "hhea", data: hhea}, {tag: "hmtx", data: hmtx}, {tag: "loca", data: loca},
		{tag: "maxp", data: maxp}, {tag: "name", data: source.names()}, {tag: "post", data: post},
	}
	for i := range tables {
		tables[i].sum = checksum(tables[i].data)
	}
	binary.BigEndian.PutUint32(head[8:], 0xB1B0AFBA-fileSum(tables))
	return tables, chosen
}

// reader reads the tables of a font file that is known to be sound.
type reader []byte

// table returns the bytes of a table, which are not to be changed.
func (r reader) table(tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(r[4:])) {
		entry := r[12+16*i:]
		if string(entry[:4]) == tag {
			offset, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			return r[offset : offset+length]
		}
	}
	return nil
}

func (r reader) copy(tag string) []byte { return bytes.Clone(r.table(tag)) }

// names returns the table of names with the first ones, of which number 0 is the copyright notice, as Windows and
// browsers read them.
func (r reader) names() []byte {
	source := r.table("name")
	texts := source[binary.BigEndian.Uint16(source[4:]):]
	var records, strings []byte
	count := uint16(0)
	for i := range int(binary.BigEndian.Uint16(source[2:])) {
		record := source[6+12*i:][:12]
		platform, id := binary.BigEndian.Uint16(record), binary.BigEndian.Uint16(record[6:])
		if platform != 3 || id > 6 {
			continue
		}
		length, offset := binary.BigEndian.Uint16(record[8:]), binary.BigEndian.Uint16(record[10:])
		records = append(records, record[:10]...)
		records = binary.BigEndian.AppendUint16(records, uint16(len(strings)))
		strings = append(strings, texts[offset:offset+length]...)
		count++
	}
	out := binary.BigEndian.AppendUint16([]byte{0, 0}, count)
	out = binary.BigEndian.AppendUint16(out, 6+12*count)
	return append(append(out, records...), strings...)
}

// outline returns the outline of a glyph without its program. In the Go fonts no glyph is made of others, and places are
// counted in units of 2 bytes.
func (r reader) outline(glyph uint16) []byte {
	loca := r.table("loca")
	from, to := 2*int(binary.BigEndian.Uint16(loca[2*glyph:])), 2*int(binary.BigEndian.Uint16(loca[2*glyph+2:]))
	data := bytes.Clone(r.table("glyf")[from:to])
	if len(data) == 0 {
		return nil
	}
	contours := int(binary.BigEndian.Uint16(data))
	program := 10 + 2*contours
	length := int(binary.BigEndian.Uint16(data[program:]))
	binary.BigEndian.PutUint16(data[program:], 0)
	return slices.Delete(data, program+2, program+2+length)
}

// characters returns the table that leads from letters, which are in order and below 0xFFFF, to glyphs (format 4).
func characters(letters []rune, glyphs []uint16) []byte {
	type run struct{ first, last, delta uint16 }
	var runs []run
	for i, letter := range letters {
		delta := glyphs[i] - uint16(letter)
		if n := len(runs) - 1; n >= 0 && runs[n].last+1 == uint16(letter) && runs[n].delta == delta {
			runs[n].last++
		} else {
			runs = append(runs, run{uint16(letter), uint16(letter), delta})
		}
	}
	runs = append(runs, run{0xFFFF, 0xFFFF, 1}) // the format wants it last
	var out []byte
	word := func(values ...uint16) {
		for _, value := range values {
			out = binary.BigEndian.AppendUint16(out, value)
		}
	}
	count := uint16(len(runs))
	power, log := uint16(1), uint16(0)
	for power*2 <= count {
		power, log = power*2, log+1
	}
	word(0, 1, 3, 1, 0, 12) // one table, for Unicode
	word(4, 16+8*count, 0, 2*count, 2*power, log, 2*(count-power))
	for _, r := range runs {
		word(r.last)
	}
	word(0)
	for _, r := range runs {
		word(r.first)
	}
	for _, r := range runs {
		word(r.delta)
	}
	for range runs {
		word(0)
	}
	return out
}

// fileHeader returns what a font file begins with.
func fileHeader(tables int) []byte {
	power, log := 1, 0
	for power*2 <= tables {
		power, log = power*2, log+1
	}
	header := []byte{0, 1, 0, 0}
	for _, value := range []int{tables, 16 * power, log, 16 * (tables - power)} {
		header = binary.BigEndian.AppendUint16(header, uint16(value))
	}
	return header
}

// fileSum returns the sum over a font file with the given tables.
func fileSum(tables []table) uint32 {
	header := fileHeader(len(tables))
	sum := uint32(0)
	offset := len(header) + 16*len(tables)
	for _, t := range tables {
		// Its entry in the directory, and the table itself.
		sum += checksum([]byte(t.tag)) + t.sum + uint32(offset) + uint32(len(t.data)) + t.sum
		offset += padded(len(t.data))
	}
	return sum + checksum(header)
}

// checksum returns the sum of the numbers of 4 bytes in data.
func checksum(data []byte) uint32 {
	sum := uint32(0)
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}

func padded(length int) int { return (length + 3) / 4 * 4 }

func pad(data []byte) []byte { return append(data, make([]byte, padded(len(data))-len(data))...) }
