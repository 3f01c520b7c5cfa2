package tck

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// queries returns all queries of our own scenarios and, where they are there, of the others.
func queries(t testing.TB) (all []string) {
	files := []string{filepath.Join("testdata", "paths.feature")}
	if folder, err := folder(); err == nil {
		suite, err := open(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range suite.features {
			files = append(files, f.file)
		}
	}
	for _, file := range files {
		f, err := gherkin.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.Scenarios {
			for _, step := range s.Steps {
				if step.Doc != nil && step.Text == "executing query:" {
					all = append(all, *step.Doc)
				}
			}
		}
	}
	return all
}

// tokens cuts a text into words, strings, white space and other characters.
func tokens(text string) (all []string) {
	for text != "" {
		size := 0
		first, _ := utf8.DecodeRuneInString(text)
		for i, r := range text {
			if i > 0 && !(isName(first) && isName(r)) && !(unicode.IsSpace(first) && unicode.IsSpace(r)) {
				break
			}
			size = i + utf8.RuneLen(r)
			if r == utf8.RuneError {
				size = i + 1
			}
		}
		all, text = append(all, text[:size]), text[size:]
	}
	return all
}

var strayTokens = []string{"(", ")", "[", "]", "{", "}", "-", ">", "<", "|", "*", "+", "..", ":", ",", ".", "$", "'", "`", "=", "null", "WHERE", "WITH", "RETURN", "MATCH", "AS", "x",
	"0", "-1", "1.5", "9223372036854775808", "DISTINCT", "ORDER BY", "LIMIT", "SHORTEST", "ALL", "ANY", "WALK", "TRAIL", "EXISTS {", "COUNT {", "count(*)", "collect(", "nodes(", "{1,2}", "NOT",
	"IN", "IS NULL", "CASE", "END", "UNION", "%", "!", "&", "/*", "//", "\u00e9", "\x00", "\xff"}

// mutate changes a text in one to three places.
func mutate(r *rand.Rand, text string) string {
	all := tokens(text)
	for range 1 + r.IntN(3) {
		if len(all) == 0 {
			break
		}
		i, j := r.IntN(len(all)), r.IntN(len(all))
		switch r.IntN(5) {
		case 0:
			all = append(all[:i:i], all[i+1:]...)
		case 1:
			all[i], all[j] = all[j], all[i]
		case 2:
			all[i] = all[j]
		case 3:
			all[i] = strayTokens[r.IntN(len(strayTokens))]
		case 4:
			all[i] += " " + strayTokens[r.IntN(len(strayTokens))] + " "
		}
	}
	return strings.Join(all, "")
}

// Queries with mistakes in them, and what becomes of them by chance: none makes the engine panic or run on, an
// error has its place in the text and is written for people, and what parses is printed as it was read.
func TestMutatedQueries(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 1
	}
	g := &store{}
	if err := setUp(g, "CREATE (a:A {name: 'a', num: 1, list: [1, 'x']})-[:R {w: 1}]->(b:B {name: 'b'})-[:S]->(a), (b)-[:R]->(b), (:A:B {num: 2.5})", nil); err != nil {
		t.Fatal(err)
	}
	engine := query.New(g, query.Options{Limits: query.Limits{Rows: 1000, Paths: 10_000, Memory: 1 << 24, Time: 5 * time.Second}})
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range queries(t) {
		for range rounds {
			mutated := mutate(r, text)
			if err := try(engine, mutated); err != nil {
				t.Errorf("%s\n%q: %v", mutated, mutated, err)
			}
			if t.Failed() && testing.Short() {
				return
			}
		}
	}
}

// try runs a query and returns what is wrong with how it ends.
func try(engine *query.Engine, text string) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic: %v\n%s", e, debug.Stack())
		}
	}()
	s, err := engine.Prepare(text)
	if err != nil {
		return written(err, text, fault.Compile)
	}
	q, err := syntax.Parse(text)
	if err != nil {
		return fmt.Errorf("it is prepared, but does not parse: %w", err)
	}
	if again, err := syntax.Parse(q.String()); err != nil {
		return fmt.Errorf("it is printed as %s, which does not parse: %w", q, err)
	} else if !syntax.Same(q, again) {
		return fmt.Errorf("it is printed as %s, which is another query", q)
	}
	for row, err := range s.Run(context.Background(), nil) {
		if err != nil {
			if err := written(err, text, fault.Run); err != nil {
				return err
			}
			break
		}
		if len(row) != len(s.Columns()) {
			return fmt.Errorf("a row of %d cells for %d columns", len(row), len(s.Columns()))
		}
	}
	return nil
}

// written checks an error.
func written(err error, text string, phase fault.Phase) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("an error of type %T: %w", err, err)
	}
	word, _, _ := strings.Cut(e.Message, " ")
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case e.Phase != phase:
		return fmt.Errorf("an error of %s at %s: %w", e.Phase, phase, err)
	case e.Kind == "" || e.Detail == "" || e.Message == "":
		return fmt.Errorf("an error without kind, detail or message: %+v", *e)
	case e.Text != text || e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text):
		return fmt.Errorf("an error without its place in the text: %w", err)
	case e.Span == fault.Span{} && e.Kind != fault.LimitExceeded && text != "":
		return fmt.Errorf("an error at no place: %w", err)
	case strings.HasSuffix(e.Message, ".") && !strings.HasSuffix(e.Message, " .") && !strings.HasSuffix(e.Message, ".."):
		return fmt.Errorf("a message that ends with a full stop: %w", err)
	case unicode.IsUpper(first) && word != strings.ToUpper(word) && !strings.Contains(text, word):
		return fmt.Errorf("a message that begins with a capital: %w", err)
	}
	for _, leak := range []string{"%!", "runtime error", "syntax.", "value.Kind", "<nil>", "strconv", "unexpected EOF"} {
		if strings.Contains(e.Error(), leak) {
			return fmt.Errorf("the message shows the inside of the program: %w", err)
		}
	}
	return nil
}
