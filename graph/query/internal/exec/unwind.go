package exec

import (
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

var null = value.Null

func (c *clauses) unwind(u *syntax.Unwind) error {
	s := &unwindStage{span: u.List.Pos(), text: u.List.String() + " AS " + syntax.Quote(u.As.Text)}
	var err error
	if s.list, err = c.eval.Expr(u.List, c.scope); err != nil {
		return err
	}
	if call, ok := u.List.(*syntax.Call); ok && call.Function == "range" && (len(call.Args) == 2 || len(call.Args) == 3) {
		for _, arg := range call.Args {
			f, err := c.eval.Expr(arg, c.scope)
			if err != nil {
				return err
			}
			s.bounds = append(s.bounds, f)
		}
	}
	s.slot = c.scope.Declare(u.As.Text)
	c.add(s)
	return nil
}

// unwindStage pushes each row once for every item of a list.
type unwindStage struct {
	list eval.Func
	// bounds are the arguments where the list is range(…), which then is counted and not made.
	bounds []eval.Func
	slot   int
	span   syntax.Span
	text   string
}

func (s *unwindStage) open(rt *eval.Runtime, _ eval.Row, next sink) (sink, error) {
	return &unwindSink{stage: s, rt: rt, next: next}, nil
}

func (s *unwindStage) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Unwind", Detail: s.text}
}

type unwindSink struct {
	stage *unwindStage
	rt    *eval.Runtime
	next  sink
}

func (k *unwindSink) Push(row eval.Row) error {
	if k.stage.bounds != nil {
		if done, err := k.count(row); done || err != nil {
			return err
		}
	}
	passing := k.rt.Budget.Passing()
	defer k.rt.Budget.Forget(passing)
	list, err := k.stage.list(k.rt, row)
	if err != nil {
		return err
	}
	switch list.Kind() {
	case value.KindNull:
		return nil
	case value.KindList:
	default:
		return fault.AtRun(fault.TypeError, "InvalidArgumentType", k.stage.span,
			"UNWIND takes a list, and this is %s", list.Kind().Phrase()).
			WithHint("put it in brackets, as in [x], for a list of one")
	}
	for _, item := range list.List() {
		if err := k.push(row, item); err != nil {
			return err
		}
	}
	return nil
}

func (k *unwindSink) push(row eval.Row, item value.Value) error {
	if err := k.rt.Budget.Step(k.rt.Ctx); err != nil {
		return err
	}
	row[k.stage.slot] = item
	return k.next.Push(row)
}

// count pushes the numbers of range(from, to, step). It is not done where that is no range of integers: then the
// function says what is wrong.
func (k *unwindSink) count(row eval.Row) (done bool, err error) {
	numbers := [3]int64{2: 1}
	for i, bound := range k.stage.bounds {
		v, err := bound(k.rt, row)
		if err != nil {
			return false, err
		}
		if v.Kind() != value.KindInt {
			return false, nil
		}
		numbers[i] = v.Int()
	}
	from, to, step := numbers[0], numbers[1], numbers[2]
	if step == 0 {
		return false, nil
	}
	for i := from; step > 0 && i <= to || step < 0 && i >= to; {
		if err := k.push(row, value.Int(i)); err != nil {
			return false, err
		}
		next := i + step
		if next > i != (step > 0) {
			break // past the end of the integers
		}
		i = next
	}
	return true, nil
}

func (k *unwindSink) Close() error { return k.next.Close() }
