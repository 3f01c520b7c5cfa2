package portable

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The logarithm is that of the package math, but for the last bits.
func TestLog(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	check := func(x float64) {
		t.Helper()
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 1e-15*math.Abs(want) {
			t.Errorf("the logarithm of %v is %v, want %v", x, got, want)
		}
	}
	for range 200_000 {
		check(r.Float64())
		check(1 + (r.Float64()-0.5)/(1+1e6*r.Float64()))
		check(math.Exp(1400*r.Float64() - 700))
	}
	for _, x := range []float64{1, 2, 0.5, math.E, math.Sqrt2, math.Sqrt2 / 2, math.Nextafter(1, 0), math.Nextafter(1, 2),
		0x1p-1022, math.MaxFloat64} {
		check(x)
	}
	// Below the normal numbers, where the package math is wrong on some processors.
	if got, want := Log(0x1p-1074), -1074*math.Ln2; math.Abs(got-want) > 1e-15*math.Abs(want) {
		t.Errorf("the logarithm of 2^-1074 is %v, want %v", got, want)
	}
	if got := Log(1); got != 0 {
		t.Errorf("the logarithm of 1 is %v", got)
	}
	for x, want := range map[float64]float64{0: math.Inf(-1), math.Inf(1): math.Inf(1)} {
		if got := Log(x); got != want {
			t.Errorf("the logarithm of %v is %v", x, got)
		}
	}
	for _, x := range []float64{-1, math.Inf(-1), math.NaN()} {
		if got := Log(x); !math.IsNaN(got) {
			t.Errorf("the logarithm of %v is %v", x, got)
		}
	}
}

// To the bit, on any processor.
func TestLogIsTheSameEverywhere(t *testing.T) {
	for x, want := range map[float64]uint64{2: 0x3fe62e42fefa39ef, 10: 0x40026bb1bbb55516, 0.3: 0xbff34378fcbda721, 1.0001: 0x3f1a368d0657fcd4, 1e300: 0x4085963447f87fb5} {
		if got := math.Float64bits(Log(x)); got != want {
			t.Errorf("the logarithm of %v has the bits %#x, want %#x", x, got, want)
		}
	}
}

func TestCubeRoot(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		x := math.Exp(-690 * r.Float64())
		if got, want := CubeRoot(x), math.Cbrt(x); math.Abs(got-want) > 1e-15*want {
			t.Errorf("the cube root of %v is %v, want %v", x, got, want)
		}
	}
	for x, want := range map[float64]float64{0: 0, 1: 1, 0.125: 0.5, 0x1p-900: 0x1p-300} {
		if got := CubeRoot(x); got != want {
			t.Errorf("the cube root of %v is %v, want %v", x, got, want)
		}
	}
}

func BenchmarkLog(b *testing.B) {
	sum, x := 0.0, 0.3
	for b.Loop() {
		sum += Log(x)
		x += 1e-9
	}
	_ = sum
}
