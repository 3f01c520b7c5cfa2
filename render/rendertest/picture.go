package rendertest

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Screenshot returns what is seen of the page.
func (p *Page) Screenshot() image.Image {
	p.t.Helper()
	shot, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) (page.CaptureScreenshotResult, error) {
		return cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	})
	if err != nil {
		p.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		p.t.Fatal(err)
	}
	return picture
}

// The tolerance of Golden: pictures are compared by the mean colours of squares, which one line of text that is a little
// wider does not change, and a few squares may differ, as where another version of a font draws letters.
const (
	square          = 8    // pixels
	mostDifference  = 24.0 // of a mean colour, of 255
	mostOfSquares   = 0.01
	leastOfSquares  = 4 // may always differ
	reducedForFiles = 2 // golden pictures are kept at half the size
)

// Golden fails the test where a picture does not look like the one in a file, at half its size. With update, the file
// is written instead. The picture that was found is then beside the test's other temporary files, and the test says where.
func Golden(t testing.TB, got image.Image, file string, update bool) {
	t.Helper()
	small := reduce(got, reducedForFiles)
	if update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		writePNG(t, file, small)
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run with -update", err)
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if err := alike(small, want); err != nil {
		found := filepath.Join(os.TempDir(), "found-"+filepath.Base(file))
		writePNG(t, found, small)
		t.Errorf("%s: %v; what was found is %s", file, err, found)
	}
}

func writePNG(t testing.TB, file string, picture image.Image) {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// alike says how two pictures differ more than the tolerance allows.
func alike(a, b image.Image) error {
	if a.Bounds().Size() != b.Bounds().Size() {
		return fmt.Errorf("the picture is %v, and should be %v", a.Bounds().Size(), b.Bounds().Size())
	}
	x, y := reduce(a, square), reduce(b, square)
	differ, all, worst := 0, 0, 0.0
	var at image.Point
	for row := range x.Bounds().Dy() {
		for column := range x.Bounds().Dx() {
			all++
			p, q := x.RGBAAt(column, row), y.RGBAAt(column, row)
			d := max(math.Abs(float64(p.R)-float64(q.R)), math.Abs(float64(p.G)-float64(q.G)), math.Abs(float64(p.B)-float64(q.B)))
			if d > mostDifference {
				differ++
			}
			if d > worst {
				worst, at = d, image.Pt(column*square, row*square)
			}
		}
	}
	if float64(differ) > max(leastOfSquares, mostOfSquares*float64(all)) {
		return fmt.Errorf("%d of %d squares look different, most at %v", differ, all, at)
	}
	return nil
}

// reduce returns a picture with the mean colour of squares of n pixels.
func reduce(picture image.Image, n int) *image.RGBA {
	bounds := picture.Bounds()
	small := image.NewRGBA(image.Rect(0, 0, (bounds.Dx()+n-1)/n, (bounds.Dy()+n-1)/n))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			var sum [3]uint64
			count := uint64(0)
			for j := y * n; j < min((y+1)*n, bounds.Dy()); j++ {
				for i := x * n; i < min((x+1)*n, bounds.Dx()); i++ {
					r, g, b, _ := picture.At(bounds.Min.X+i, bounds.Min.Y+j).RGBA()
					sum[0], sum[1], sum[2] = sum[0]+uint64(r>>8), sum[1]+uint64(g>>8), sum[2]+uint64(b>>8)
					count++
				}
			}
			at := small.PixOffset(x, y)
			for k := range 3 {
				small.Pix[at+k] = uint8((sum[k] + count/2) / count)
			}
			small.Pix[at+3] = 255
		}
	}
	return small
}
