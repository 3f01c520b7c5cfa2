package exec

import (
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// order adds what ORDER BY, SKIP and LIMIT ask for. slots are those of the columns; where is the condition that
// comes after and may want more than them.
func (c *clauses) order(p *syntax.Projection, scope *eval.Scope, slots []int, where syntax.Expr) error {
	skip, err := c.bound("SKIP", p.Skip)
	if err != nil {
		return err
	}
	limit, err := c.bound("LIMIT", p.Limit)
	if err != nil {
		return err
	}
	bounds := boundsStage{skip: skip, limit: limit}
	if len(p.OrderBy) == 0 {
		if skip.expr != nil || limit.expr != nil {
			c.add(&bounds)
		}
		return nil
	}
	s := &sortStage{bounds: bounds}
	var text []string
	for _, key := range p.OrderBy {
		f, err := c.eval.Expr(key.Expr, scope)
		if err != nil {
			return err
		}
		s.keys = append(s.keys, f)
		s.descending = append(s.descending, key.Descending)
		text = append(text, key.String())
	}
	s.text = strings.Join(text, ", ")
	s.saved = savedSlots(slots, scope, where)
	c.add(s)
	return nil
}

// savedSlots returns the slots that must be as they are for what comes after the rows were held.
func savedSlots(slots []int, scope *eval.Scope, where syntax.Expr) []int {
	saved := slices.Clone(slots)
	if where != nil {
		eachName(where, func(name string) bool {
			if slot, there := scope.Slot(name); there {
				saved = append(saved, slot)
			}
			return true
		})
		syntax.Inspect(where, func(n syntax.Node) bool {
			if e, ok := n.(syntax.Expr); ok {
				if slot, there := scope.Computed[e]; there {
					saved = append(saved, slot)
				}
			}
			return true
		})
	}
	slices.Sort(saved)
	return slices.Compact(saved)
}

// sortStage gives the rows in order; rows that tie in all keys keep the order in which they came. Under LIMIT it
// holds no more rows than are wanted.
type sortStage struct {
	keys       []eval.Func
	descending []bool
	saved      []int
	bounds     boundsStage
	text       string
}

func (s *sortStage) explain() *eval.PlanNode {
	operator := "Sort"
	if s.bounds.limit.expr != nil {
		operator = "Top"
	}
	return &eval.PlanNode{Operator: operator, Detail: s.text + s.bounds.text()}
}

func (s *sortStage) open(rt *eval.Runtime, row eval.Row, next sink) (sink, error) {
	skip, limit, err := s.bounds.numbers(rt, row)
	if err != nil {
		return nil, err
	}
	if limit == 0 {
		return idle{next}, nil
	}
	k := &sortSink{stage: s, rt: rt, row: row, next: next, skip: skip, most: math.MaxInt64}
	if limit < math.MaxInt64-skip {
		k.most = skip + limit
	}
	k.candidate = make([]value.Value, len(s.keys)+len(s.saved))
	return k, nil
}

// held is a row that is held: its keys, then the slots that are saved.
type held struct {
	values   []value.Value
	sequence int64 // the rows are numbered as they come
	bytes    int
}

type sortSink struct {
	stage      *sortStage
	rt         *eval.Runtime
	row        eval.Row
	next       sink
	skip, most int64 // how many rows to leave out, and to hold at the most
	rows       []held
	sequence   int64
	candidate  []value.Value
	slab       []value.Value // what is left of an allocation of many rows
	failed     error         // of the budget, within a comparison
}

// rowOverhead is about how many bytes a row that is held takes besides its values.
const rowOverhead = 48

func (k *sortSink) Push(row eval.Row) error {
	passing := k.rt.Budget.Passing()
	for i, key := range k.stage.keys {
		v, err := key(k.rt, row)
		if err != nil {
			return err
		}
		k.candidate[i] = v
	}
	k.rt.Budget.Forget(passing)
	k.sequence++
	h := held{values: k.candidate, sequence: k.sequence, bytes: rowOverhead}
	full := int64(len(k.rows)) == k.most
	if full && k.compare(h, k.rows[0]) > 0 {
		return nil
	}
	for i, slot := range k.stage.saved {
		h.values[len(k.stage.keys)+i] = row[slot]
	}
	k.charge(&h)
	if full {
		worst := k.rows[0]
		k.rt.Budget.Release(worst.bytes)
		k.candidate, k.rows[0] = worst.values, h
		k.sift(0)
	} else {
		k.candidate = k.allocate()
		k.rows = append(k.rows, h)
		if int64(len(k.rows)) == k.most {
			for i := len(k.rows)/2 - 1; i >= 0; i-- {
				k.sift(i)
			}
		}
	}
	return k.rt.Budget.Hold(h.bytes)
}

// charge computes the bytes of a row. What it has in common with the row before, such as a list that all rows
// carry, is counted once.
func (k *sortSink) charge(h *held) {
	for i, v := range h.values {
		if n := len(k.rows); n > 0 && k.rows[n-1].values[i] == v {
			h.bytes += value.Size(null)
		} else {
			h.bytes += value.Size(v)
		}
	}
}

// allocate returns room for the values of a row.
func (k *sortSink) allocate() []value.Value {
	width := len(k.candidate)
	if len(k.slab) < width {
		k.slab = make([]value.Value, width*min(max(len(k.rows), 8), 1024))
	}
	room := k.slab[:width:width]
	k.slab = k.slab[width:]
	return room
}

// compare orders rows that are held; no two tie.
func (k *sortSink) compare(a, b held) int {
	for i, descending := range k.stage.descending {
		c := value.Order(a.values[i], b.values[i])
		if c == 0 {
			continue
		}
		if descending {
			return -c
		}
		return c
	}
	if a.sequence < b.sequence {
		return -1
	}
	return 1
}

// sift moves the row at i of the heap, which has the last row of all on top, down to where it belongs.
func (k *sortSink) sift(i int) {
	for {
		child := 2*i + 1
		if child >= len(k.rows) {
			return
		}
		if child+1 < len(k.rows) && k.compare(k.rows[child+1], k.rows[child]) > 0 {
			child++
		}
		if k.compare(k.rows[i], k.rows[child]) > 0 {
			return
		}
		k.rows[i], k.rows[child] = k.rows[child], k.rows[i]
		i = child
	}
}

func (k *sortSink) Close() error {
	slices.SortFunc(k.rows, func(a, b held) int {
		if k.failed == nil {
			k.failed = k.rt.Budget.Step(k.rt.Ctx)
		}
		if k.failed != nil {
			return 0 // the order no longer matters: be done soon
		}
		return k.compare(a, b)
	})
	if k.failed != nil {
		return k.failed
	}
	stopped := false
	for i, h := range k.rows {
		if int64(i) >= k.skip && !stopped {
			err := k.emit(h)
			stopped = err == errStop
			if err != nil && !stopped {
				return err
			}
		}
		// What comes after may keep the row: it is not held twice.
		k.rt.Budget.Release(h.bytes)
		clear(h.values)
	}
	k.rows, k.slab = nil, nil
	return k.next.Close()
}

func (k *sortSink) emit(h held) error {
	if err := k.rt.Budget.Step(k.rt.Ctx); err != nil {
		return err
	}
	for j, slot := range k.stage.saved {
		k.row[slot] = h.values[len(k.stage.keys)+j]
	}
	return k.next.Push(k.row)
}
