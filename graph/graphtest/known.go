package graphtest

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Rows makes a graph of lines "a: b c d", each relationships from a to every one of the others, of a kind that
// [Of] knows: ">" or "=".
func Rows(kind, text string) *graph.Graph {
	var all []string
	for line := range strings.Lines(text) {
		from, others, _ := strings.Cut(line, ":")
		if from = strings.TrimSpace(from); from != "" {
			all = append(all, from)
		}
		for to := range strings.FieldsSeq(others) {
			all = append(all, fmt.Sprintf("%s %s %s", from, kind, to))
		}
	}
	return Of(all...)
}

// Florence is the marriages between the families of Florence in J. F. Padgett and C. K. Ansell, "Robust
// action and the rise of the Medici, 1400–1434", American Journal of Sociology 98 (1993), without the
// Pucci, who married into none of the others.
func Florence() *graph.Graph {
	return Rows("=", `
		acciaiuoli: medici
		albizzi: ginori guadagni medici
		barbadori: castellani medici
		bischeri: guadagni peruzzi strozzi
		castellani: peruzzi strozzi
		guadagni: lamberteschi tornabuoni
		medici: ridolfi salviati tornabuoni
		pazzi: salviati
		peruzzi: strozzi
		ridolfi: strozzi tornabuoni`)
}

// KarateClub is the club of W. W. Zachary, "An information flow model for conflict and fission in small groups",
// Journal of Anthropological Research 33 (1977), its 34 members in his order.
func KarateClub() *graph.Graph {
	var members strings.Builder
	for i := range 34 {
		fmt.Fprintf(&members, "m%d:\n", i+1)
	}
	return Rows("=", members.String()+`
		m1: m2 m3 m4 m5 m6 m7 m8 m9 m11 m12 m13 m14 m18 m20 m22 m32
		m2: m3 m4 m8 m14 m18 m20 m22 m31
		m3: m4 m8 m9 m10 m14 m28 m29 m33
		m4: m8 m13 m14
		m5: m7 m11
		m6: m7 m11 m17
		m7: m17
		m9: m31 m33 m34
		m10: m34
		m14: m34
		m15: m33 m34
		m16: m33 m34
		m19: m33 m34
		m20: m34
		m21: m33 m34
		m23: m33 m34
		m24: m26 m28 m30 m33 m34
		m25: m26 m28 m32
		m26: m32
		m27: m30 m34
		m28: m34
		m29: m32 m34
		m30: m33 m34
		m31: m33 m34
		m32: m33 m34
		m33: m34`)
}
