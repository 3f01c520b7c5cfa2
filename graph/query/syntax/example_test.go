package syntax_test

import (
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

func ExampleParse() {
	q, err := syntax.Parse("match p=any shortest (a:Agency)-[:REPORTING]->{1,3}(b) where not(b.name='MI5') return p;")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q)
	syntax.Inspect(q, func(n syntax.Node) bool {
		if v, ok := n.(*syntax.Variable); ok {
			fmt.Println(v, v.Pos())
		}
		return true
	})
	// Output:
	// MATCH p = ANY SHORTEST (a:Agency)-[:REPORTING]->{1,3}(b) WHERE NOT b.name = 'MI5' RETURN p
	// b {65 66}
	// p {86 87}
}

func ExampleParse_mistake() {
	_, err := syntax.Parse("MATCH (a)-[:REPORTING]>(b)\nRETURN b")
	var mistake *fault.Error
	if errors.As(err, &mistake) {
		fmt.Println(mistake)
		fmt.Println(mistake.Excerpt())
	}
	// Output:
	// 1:23: the dash between ] and > is missing; write ]->
	// MATCH (a)-[:REPORTING]>(b)
	//                       ^
}
