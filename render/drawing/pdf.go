package drawing

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// largestSide is how large, in points, the sides of a page are that all viewers take (ISO 32000-1, annex C.2).
const largestSide = 14_400

// PDF returns the drawing as a PDF of one page; see the function [PDF].
func (d *Drawing) PDF() ([]byte, error) { return PDF(d) }

// PDF returns a PDF (ISO 32000-1) with a page for each drawing, and the title and the description of the first. Texts
// can be searched and copied: they are set in parts of the fonts of this program, and letters that those lack in fonts of
// shapes made of what this computer has. The pages are tagged, so that screen readers say the labels of lists and items,
// in English, and have the links of the drawings. A drawing of more than 14,400 points a side is made smaller. The file
// has no date and no number by chance: it is the same whenever it is made. It fails where there is no drawing.
// O(shapes + letters).
func PDF(drawings ...*Drawing) ([]byte, error) {
	if len(drawings) == 0 {
		return nil, errors.New("PDF: there is no page")
	}
	for _, d := range drawings {
		d.prepareLetters()
	}
	file := &pdfFile{}
	catalog, pages := file.reserve(), file.reserve()
	fonts := newPDFFonts(drawings)
	structure := &tags{root: &element{kind: "Document"}}
	written := make([]*pdfWriter, len(drawings))
	for i, d := range drawings {
		written[i] = &pdfWriter{file: file, page: file.reserve(), sheet: d.sheet().shrunk(), fonts: fonts}
	}
	contents := make([]int, len(drawings))
	for i, d := range drawings {
		w := written[i]
		w.draw(d, structure.root)
		var err error
		if contents[i], err = file.stream("", w.content.Bytes()); err != nil {
			return nil, err
		}
		structure.pages = append(structure.pages, &w.tags)
	}
	names, err := fonts.write(file)
	if err != nil {
		return nil, err
	}
	structure.root.page = written[0].page
	tree := structure.write(file)

	var kids []string
	for i, w := range written {
		kids = append(kids, ref(w.page))
		file.set(w.page, "<</Type/Page/Parent "+ref(pages)+"/MediaBox[0 0 "+decimal(w.sheet.width)+" "+decimal(w.sheet.height)+"]/Contents "+ref(contents[i])+
			"/Resources<</Font<<"+names+">>>>/StructParents "+fmt.Sprint(w.tags.key)+"/Tabs/S"+w.writeLinks()+">>")
	}
	file.set(catalog, "<</Type/Catalog/Pages "+ref(pages)+"/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot "+ref(tree)+
		"/ViewerPreferences<</DisplayDocTitle true>>>>")
	file.set(pages, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	d := drawings[0]
	info := file.add("<</Title" + textString(d.Title) + "/Subject" + textString(d.Description) + "/Creator(Liaison)/Producer(Liaison)>>")
	return file.bytes(catalog, info), nil
}

// shrunk returns the sheet no larger than viewers take it.
func (s sheet) shrunk() sheet {
	by := min(1, largestSide/math.Max(s.width, s.height))
	return sheet{s.width * by, s.height * by, s.scale * by, s.left * by, s.top * by}
}
