package explorer_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// column returns the texts of a column of the table.
func column(p *rendertest.Page, label string) (texts []string) {
	p.Eval(`[...document.querySelectorAll('#table tbody [data-label=`+quoted(label)+`]')].map(c => c.textContent)`, &texts)
	return texts
}

// sortBy presses the heading of a column.
func sortBy(p *rendertest.Page, label string) {
	p.Eval(`[...document.querySelectorAll("#table thead button")].find(b => b.textContent === `+quoted(label)+`).click()`, nil)
}

// The table says what the picture does, and sorts by each column, forth and back.
func TestTable(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := s.uk
	p := s.open(t, rendertest.Desktop, "")
	p.Click("#table-tab")
	p.Wait(`document.querySelector("#table tbody tr")`)
	wantTrue(t, p, `document.querySelector("#picture").hidden && !document.querySelector("#table").hidden`)
	wantText(t, p, `document.querySelector("#table caption").textContent`, fmt.Sprintf("%d relationships", g.NumRelationships()))
	var want []string
	for e := range g.Edges() {
		want = append(want, g.ShortName(g.From(e)))
	}
	if got := column(p, "From"); !slices.Equal(got, want) {
		t.Errorf("the relationships come from %q, want %q", got, want)
	}
	sortBy(p, "Citations")
	wantText(t, p, `document.querySelector("#table [aria-sort]").getAttribute("aria-sort")`, "descending")
	citations := column(p, "Citations")
	if !slices.IsSortedFunc(citations, func(a, b string) int { return number(t, b) - number(t, a) }) {
		t.Errorf("sorted by citations they are %q", citations)
	}
	sortBy(p, "Citations")
	wantText(t, p, `document.querySelector("#table [aria-sort]").getAttribute("aria-sort")`, "ascending")
	sortBy(p, "To")
	wantText(t, p, `document.querySelectorAll("#table [aria-sort]").length`, "1")
	if to := column(p, "To"); !slices.IsSortedFunc(to, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
		t.Errorf("sorted by where they lead they are %q", to)
	}
	// The filters hold here too.
	p.Eval(`location.hash = "#tab=table&hideTypes=partnership,advice,assistance"`, nil)
	left := relationshipsWhere(g, func(e graph.Edge) bool {
		return !slices.Contains([]string{"partnership", "advice", "assistance"}, g.Type(e).ID)
	})
	p.Wait(fmt.Sprintf(`document.querySelector("#table caption").textContent === "%d of %d relationships: the filters hide the others"`, left, g.NumRelationships()))
	if rows := column(p, "To"); len(rows) != left {
		t.Errorf("%d rows, want %d", len(rows), left)
	}
	// A row opens in the panel, and is marked.
	p.Click("#table tbody th button")
	p.Wait(`location.hash.includes("rel=")`)
	wantText(t, p, `document.querySelectorAll("#table [aria-current=true]").length`, "1")
	wantText(t, p, `document.querySelector("#panel .chosen .sentence").textContent`, p.Text(`document.querySelector("#table [aria-current=true] th").textContent`))
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The organisations come with their measures.
func TestTableOfOrganisations(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := s.uk
	p := s.open(t, rendertest.Desktop, "tab=table")
	p.Eval(`document.querySelector('#table input[value=relationships]').focus()`, nil)
	p.Press(kb.ArrowRight)
	p.Wait(`document.querySelector("#table caption").textContent === "` + fmt.Sprintf("%d organisations", g.NumOrganisations()) + `"`)
	var want, degrees []string
	for n := range g.Nodes() {
		want = append(want, g.Name(n))
		degrees = append(degrees, strconv.Itoa(len(slices.Collect(g.Incident(n)))))
	}
	if got := column(p, "Organisation"); !slices.Equal(got, want) {
		t.Errorf("the organisations are %q, want %q", got, want)
	}
	if got := column(p, "Degree"); !slices.Equal(got, degrees) {
		t.Errorf("the degrees are %q, want %q", got, degrees)
	}
	sortBy(p, "Betweenness")
	if got := column(p, "Organisation"); got[0] != "Security Service" {
		t.Errorf("%s has the greatest betweenness", got[0])
	}
}

// A large table is shown in parts.
func TestLargeTable(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := graphtest.Random(3, 60, 2600)
	p := s.openFile(t, s.write(t, "random-2600", g, explorer.Options{}), rendertest.Desktop, "tab=table")
	wantText(t, p, `document.querySelectorAll("#table tbody tr").length`, "2000")
	wantText(t, p, `document.querySelector("#table caption").textContent`, "2,600 relationships")
	p.Click("#table .more")
	wantText(t, p, `document.querySelectorAll("#table tbody tr").length`, "2600")
	wantTrue(t, p, `!document.querySelector("#table .more").checkVisibility()`)
}

// chooseDownload opens the menu of downloads and takes an item, by keyboard. A browser tells all its pages of a download,
// so that tests with downloads run one by one.
func chooseDownload(p *rendertest.Page, item int) (string, []byte) {
	return p.Download(func() {
		p.Eval(`document.querySelector("#download-button").focus()`, nil)
		p.Press(kb.ArrowDown)
		for range item {
			p.Press(kb.ArrowDown)
		}
		p.Press(kb.Enter)
	})
}

// What is seen is what is saved: SVG and PNG of the picture, and the rows of the table.
func TestDownloads(t *testing.T) {
	s := newSite(t)
	g := s.uk
	p := s.open(t, rendertest.Desktop, "hideTypes=partnership&hideSectors=overseas&size=degree&colour=community&theme=dark&org=gchq")
	organisations, relationships := counted(t, p)

	name, svg := chooseDownload(p, 0)
	if name != "united-kingdom-national-security-agencies.svg" {
		t.Errorf("the SVG is called %q", name)
	}
	wellFormed(t, svg)
	if got := bytes.Count(svg, []byte(`id="org:`)); got != organisations {
		t.Errorf("the SVG has %d organisations, and %d are shown", got, organisations)
	}
	for _, foreign := range []string{"<script", "onclick", "data-", "http://www.w3.org/1999/xhtml", "var("} {
		if bytes.Contains(svg, []byte(foreign)) {
			t.Errorf("the SVG holds %s", foreign)
		}
	}
	name, picture := chooseDownload(p, 1)
	if !strings.HasSuffix(name, ".png") {
		t.Errorf("the PNG is called %q", name)
	}
	image, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if size := image.Bounds().Size(); size.X < 1000 || size.Y < 500 {
		t.Errorf("the PNG is only %v", size)
	}
	colours := map[string]int{}
	for y := 0; y < image.Bounds().Dy(); y += 3 {
		for x := 0; x < image.Bounds().Dx(); x += 3 {
			r, g, b, _ := image.At(x, y).RGBA()
			colours[fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)]++
		}
	}
	if len(colours) < 50 {
		t.Errorf("the PNG has only %d colours: nothing is drawn", len(colours))
	}

	name, text := chooseDownload(p, 2)
	if name != "united-kingdom-national-security-agencies-relationships.csv" {
		t.Errorf("the CSV is called %q", name)
	}
	rows := readCSV(t, text)
	if len(rows)-1 != relationships {
		t.Errorf("the CSV has %d relationships, and %d are shown", len(rows)-1, relationships)
	}
	for _, row := range rows[1:] {
		e, ok := g.EdgeByID(row[0])
		if !ok || row[1] != g.ID(g.From(e)) || row[3] != g.Type(e).ID || row[4] != g.ID(g.To(e)) {
			t.Errorf("the CSV has %q", row)
		}
	}
	_, text = chooseDownload(p, 3)
	if rows := readCSV(t, text); len(rows)-1 != organisations {
		t.Errorf("the CSV has %d organisations, and %d are shown", len(rows)-1, organisations)
	}
	wantText(t, p, `document.querySelector("#download-menu").hidden`, "true")
	wantText(t, p, `document.activeElement.id`, "download-button")
}

// What is saved opens as it was seen: the picture in a window of its own, without an error.
func TestDownloadedPictureOpens(t *testing.T) {
	s := newSite(t)
	for name, file := range map[string]string{
		"uk":      s.write(t, "uk", s.uk, explorer.Options{}),
		"hostile": s.write(t, "hostile", hostile(t), explorer.Options{}),
	} {
		p := s.openFile(t, file, rendertest.Desktop, "")
		_, svg := chooseDownload(p, 0)
		wellFormed(t, svg)
		q := s.browser.Open(t, writeFile(t, s.folder, name+".svg", svg), rendertest.Desktop)
		wantTrue(t, q, `document.documentElement.tagName === "svg" && !document.querySelector("parsererror")`)
		wantTrue(t, q, `document.documentElement.getBBox().width > 50`)
	}
}

// A spreadsheet takes no cell for a formula, whatever the names hold, and the rows are whole.
func TestHostileCSV(t *testing.T) {
	s := newSite(t)
	b := graph.NewBuilder()
	texts := []string{"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "a \"quoted\" name, with\nlines", "＝1+1", "plain"}
	for i, text := range texts {
		if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprintf("o%d", i), Name: text}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		if _, err := b.AddRelationship(graph.Relationship{From: "o0", To: fmt.Sprintf("o%d", i), Type: "advice", Label: text, Note: text}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	p := s.openFile(t, s.write(t, "formulas", g, explorer.Options{}), rendertest.Desktop, "")
	for item := 2; item <= 3; item++ {
		_, text := chooseDownload(p, item)
		rows := readCSV(t, text)
		if len(rows) < len(texts) {
			t.Errorf("only %d rows", len(rows))
		}
		for _, row := range rows {
			for _, cell := range row {
				if trimmed := strings.TrimSpace(cell); trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@") || strings.HasPrefix(trimmed, "＝") {
					t.Errorf("a spreadsheet takes %q for a formula", cell)
				}
			}
		}
	}
}

func readCSV(t testing.TB, text []byte) [][]string {
	t.Helper()
	text, marked := bytes.CutPrefix(text, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Error("spreadsheets are not told that the CSV is UTF-8")
	}
	if !bytes.HasSuffix(text, []byte("\r\n")) {
		t.Error("the CSV does not end a line")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return rows
}

func wellFormed(t testing.TB, text []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("no XML: %v: %.500s", err, text)
		}
	}
}
