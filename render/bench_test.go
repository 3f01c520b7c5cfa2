package render

import "testing"

func BenchmarkNewScene(b *testing.B) {
	g := ukMap(b)
	for b.Loop() {
		mustScene(b, g, Options{})
	}
}

func BenchmarkPlace(b *testing.B) {
	s := mustScene(b, ukMap(b), Options{})
	for b.Loop() {
		s.Place()
	}
}

func BenchmarkDOT(b *testing.B) {
	s := mustScene(b, ukMap(b), Options{})
	for b.Loop() {
		s.DOT()
	}
}
