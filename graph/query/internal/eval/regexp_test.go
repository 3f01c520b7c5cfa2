package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// impatient is a context that is cancelled when it has been asked a few times.
type impatient struct {
	context.Context
	cancel context.CancelCauseFunc
	asked  int
}

func (c *impatient) Err() error {
	if c.asked++; c.asked > 10 {
		c.cancel(context.Canceled)
	}
	return c.Context.Err()
}

func matchOf(t *testing.T, ctx context.Context, text, pattern string) (value.Value, error) {
	t.Helper()
	e, err := syntax.ParseExpr("$text =~ $pattern")
	if err != nil {
		t.Fatal(err)
	}
	run, err := (&eval.Compiler{Graph: little{}}).Expr(e, eval.NewScope())
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]value.Value{"text": value.String(text), "pattern": value.String(pattern)}
	return run(&eval.Runtime{Ctx: ctx, Graph: little{}, Params: params, Budget: eval.NewBudget(eval.Limits{})}, nil)
}

// A regular expression that would take minutes ends with its run.
func TestRegexpIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	_, err := matchOf(t, &impatient{Context: ctx, cancel: cancel}, strings.Repeat("ab", 1<<14), "(.*a.*b){500}c")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// What could take long is matched in another way than what could not, and to the same end.
func TestLongRegexp(t *testing.T) {
	long := strings.Repeat("aé\xff", 5000)
	for pattern, want := range map[string]bool{
		"(((aé.){10}){10}){2}.*": true, "(a|é|[^b]){0,2}.*": true, "(aé.)*b{1}": false, "(((aé.){10}){10}){2}": false, "(aé.)+": true,
	} {
		v, err := matchOf(t, context.Background(), long, pattern)
		if err != nil || v.IsTrue() != want {
			t.Errorf("%s: %v, %v", pattern, v.IsTrue(), err)
		}
	}
	_, err := matchOf(t, context.Background(), "a", strings.Repeat("(", 5000)+strings.Repeat(")", 5000))
	if err == nil || len(err.Error()) > 300 {
		t.Errorf("the message has %d bytes", len(err.Error()))
	}
}
