package typeface_test

import (
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/render/internal/typeface"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// A browser takes the font, and sets texts in it exactly as long as they are measured here.
func TestBrowserMeasuresTheSame(t *testing.T) {
	texts := []string{
		"Security Service (MI5)", "AVATAR To We, Ltd. fi fl ffi", "Éire naïve façade Łódź", "Ελληνικά Русский", "e\u0301 a\u0308", "12 – 34 … “x” ‘y’ £5 €6 №7", "WWWWiiii||||",
	}
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><meta charset=utf-8><title>x</title><style>")
	page.WriteString(typeface.FontFace(texts, false) + typeface.FontFace(texts, true))
	fmt.Fprintf(&page, "span{font-family:%s;font-size:100px;white-space:pre}</style>", typeface.Family)
	for _, text := range texts {
		for _, weight := range []int{400, 700} {
			fmt.Fprintf(&page, "<div><span style='font-weight:%d'>%s</span></div>", weight, html.EscapeString(text))
		}
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	browser := rendertest.Start(t, "without it no browser reads the font")
	p := browser.Open(t, file, rendertest.Desktop)
	p.Wait("document.fonts.status === 'loaded'")
	var loaded int
	p.Eval("[...document.fonts].filter(f => f.status === 'loaded').length", &loaded)
	if loaded != 2 {
		t.Fatalf("%d of 2 fonts are loaded", loaded)
	}
	var widths []float64
	p.Eval("[...document.querySelectorAll('span')].map(s => s.getBoundingClientRect().width)", &widths)
	for i, got := range widths {
		text, bold := texts[i/2], i%2 == 1
		if want := typeface.Width(text, 100, bold); math.Abs(got-want) > 0.05 {
			t.Errorf("%q, bold %v: %v pixels, measured %v", text, bold, got, want)
		}
	}
	if len(widths) != 2*len(texts) {
		t.Errorf("%d texts", len(widths))
	}
}
