package exec

import (
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// keyOverhead is about how many bytes a key takes in a map, besides its own.
const keyOverhead = 48

// keySet is a set of tuples of values, charged to the budget of a run.
type keySet struct {
	rt    *eval.Runtime
	seen  map[string]struct{}
	key   []byte
	bytes int
}

func newKeySet(rt *eval.Runtime) *keySet { return &keySet{rt: rt} }

// add puts the values of the slots in, and reports whether they were not there.
func (s *keySet) add(row eval.Row, slots []int) (fresh bool, err error) {
	s.key = s.key[:0]
	for _, slot := range slots {
		s.key = value.AppendKey(s.key, row[slot])
	}
	return s.addKey()
}

// addValues puts a tuple in, and reports whether it was not there.
func (s *keySet) addValues(values []value.Value) (fresh bool, err error) {
	s.key = s.key[:0]
	for _, v := range values {
		s.key = value.AppendKey(s.key, v)
	}
	return s.addKey()
}

func (s *keySet) addKey() (fresh bool, err error) {
	if _, there := s.seen[string(s.key)]; there {
		return false, nil
	}
	if s.seen == nil {
		s.seen = map[string]struct{}{}
	}
	s.seen[string(s.key)] = struct{}{}
	s.bytes += len(s.key) + keyOverhead
	return true, s.rt.Budget.Hold(len(s.key) + keyOverhead)
}

// release forgets the set.
func (s *keySet) release() {
	s.rt.Budget.Release(s.bytes)
	s.seen, s.bytes = nil, 0
}

// distinctStage leaves out rows of which the slots have come before.
type distinctStage struct{ slots []int }

func (s *distinctStage) open(rt *eval.Runtime, _ eval.Row, next sink) (sink, error) {
	return &distinctSink{slots: s.slots, seen: newKeySet(rt), next: next}, nil
}

func (s *distinctStage) explain() *eval.PlanNode { return &eval.PlanNode{Operator: "Distinct"} }

type distinctSink struct {
	slots []int
	seen  *keySet
	next  sink
}

func (k *distinctSink) Push(row eval.Row) error {
	fresh, err := k.seen.add(row, k.slots)
	if err != nil || !fresh {
		return err
	}
	return k.next.Push(row)
}

func (k *distinctSink) Close() error {
	k.seen.release()
	return k.next.Close()
}
