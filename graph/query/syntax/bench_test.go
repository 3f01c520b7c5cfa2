package syntax_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph/query/syntax"
)

func BenchmarkParse(b *testing.B) {
	const text = "MATCH p = ANY SHORTEST (a:Organisation {id: 'sis'})-[r:INTELLIGENCE_SHARING WHERE r.start_date < date('2019')]->{1,3}(b:Police) " +
		"WHERE none(n IN nodes(p) WHERE n.name = 'MI5') AND a.name <> b.name RETURN p, length(p) AS hops ORDER BY hops LIMIT 10"
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := syntax.Parse(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("print", func(b *testing.B) {
		q, err := syntax.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			_ = q.String()
		}
	})
}
