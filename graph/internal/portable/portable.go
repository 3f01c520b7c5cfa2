// Package portable has functions of numbers whose results are the same to the bit on every processor. Those of
// the package math may differ in the last bit, because some processors have instructions for them.
package portable

import "math"

// ln2 in two parts: the first has zeros at its end, so that a product with a small whole number is exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// logSeries is the coefficients of s²² to s², that of s² last.
var logSeries = [...]float64{1. / 23, 1. / 21, 1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3}

// Log returns the natural logarithm of x within 1e-15 of its value, relatively: -Inf of 0, +Inf of +Inf, and
// NaN of what is below 0 or not a number.
//
// With x = f·2^k, f from √½ up to √2, and s = (f-1)/(f+1), it is k·ln 2 + 2(s + s³/3 + s⁵/5 + ...). As |s| is
// below 0.172, the terms after s²³ are below 1e-19 of the first.
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	case math.IsInf(x, 1):
		return x
	}
	f, k := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, k = 2*f, k-1
	}
	// The conversions keep the compiler from fusing operations, as it does on some processors.
	f--
	s := f / (2 + f)
	square := float64(s * s)
	series := 0.0
	for _, c := range logSeries {
		series = float64(square * (series + c))
	}
	// 2s is f - s·f, so that no bit of f is lost.
	rest := float64(s * (f - 2*series))
	return float64(float64(k)*ln2High) - (rest - float64(float64(k)*ln2Low) - f)
}

// CubeRoot returns the cube root, by Newton's method, of a number that is 0, or from 1e-300 to 1.
func CubeRoot(x float64) float64 {
	if x == 0 || x == 1 {
		return x
	}
	fraction, exponent := math.Frexp(x)
	for exponent%3 != 0 {
		fraction, exponent = fraction/2, exponent+1
	}
	root := 0.8 // of a fraction from 1/8 up to 1
	for range 7 {
		root -= (float64(float64(root*root)*root) - fraction) / float64(3*float64(root*root))
	}
	return math.Ldexp(root, exponent/3)
}
