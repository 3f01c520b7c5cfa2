package drawing

import (
	"math"
)

// largestSide is how large, in points, the sides of a page are that all viewers take (ISO 32000-1, annex C.2).
const largestSide = 14_400

// PDF returns the drawing as a PDF of one page (ISO 32000-1). Its texts can be searched and copied: they are set in
// parts of the fonts of this program, and letters that those lack in fonts of shapes made of what this computer has.
// The page is tagged, so that screen readers say the labels of lists and items, in English, and it has the title, the
// description and the links of the drawing. A drawing of more than 14,400 points a side is made smaller. The file has
// no date and no number by chance: it is the same whenever it is made. O(shapes + letters).
func (d *Drawing) PDF() ([]byte, error) {
	d.prepareLetters()
	s := d.sheet()
	shrunk := min(1, largestSide/math.Max(s.width, s.height))
	s.width, s.height, s.scale = s.width*shrunk, s.height*shrunk, s.scale*shrunk
	s.left, s.top = s.left*shrunk, s.top*shrunk

	file := &pdfFile{}
	catalog, pages, page := file.reserve(), file.reserve(), file.reserve()
	w := &pdfWriter{file: file, page: page, sheet: s, fonts: newPDFFonts(d)}
	w.tags.root = &element{kind: "Document"}
	w.background(d.Background)
	for _, g := range d.Groups {
		w.group(g, surroundings{parent: w.tags.root})
	}
	content, err := file.stream("", w.content.Bytes())
	if err != nil {
		return nil, err
	}
	fonts, err := w.fonts.write(file)
	if err != nil {
		return nil, err
	}
	tree := w.tags.write(file, page)
	annotations := w.writeLinks()

	file.set(catalog, "<</Type/Catalog/Pages "+ref(pages)+"/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot "+ref(tree)+
		"/ViewerPreferences<</DisplayDocTitle true>>>>")
	file.set(pages, "<</Type/Pages/Count 1/Kids["+ref(page)+"]>>")
	file.set(page, "<</Type/Page/Parent "+ref(pages)+"/MediaBox[0 0 "+decimal(s.width)+" "+decimal(s.height)+"]/Contents "+ref(content)+
		"/Resources<</Font<<"+fonts+">>>>/StructParents 0/Tabs/S"+annotations+">>")
	info := file.add("<</Title" + textString(d.Title) + "/Subject" + textString(d.Description) + "/Creator(Liaison)/Producer(Liaison)>>")
	return file.bytes(catalog, info), nil
}
