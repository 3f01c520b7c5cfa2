package query

import (
	"time"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
)

// Limits bound what a run may take, and not what [Engine.Prepare] does, which whoever takes queries from elsewhere
// bounds by their length: most texts take time in proportion to it, those with thousands of variables up to its
// square, and a MATCH of more than 1,000 parts is refused. A field that is 0 is that of [DefaultLimits], and one that is
// negative, such as [NoLimit], is none. Exceeding one ends the run with an [*Error] of Kind fault.LimitExceeded, of
// which Detail is the name of the field.
type Limits struct {
	// Rows is how many rows may come out.
	Rows int64
	// Paths is how many paths may be looked at on the way.
	Paths int64
	// Memory is how many bytes may be held at once, about: what sorting, DISTINCT, aggregation and lists must
	// keep and, of Statement.All, the rows. Rows that Statement.Run hands on are not held.
	Memory int64
	// Time is from the start of the run to its end, what the caller does between rows included.
	Time time.Duration
}

// NoLimit, in a field of Limits, is no limit.
const NoLimit = -1

// DefaultLimits returns those of a run where Options say nothing else: no limit of rows, ten million paths, 1 GiB,
// and a minute.
func DefaultLimits() Limits {
	return Limits{Rows: NoLimit, Paths: 10_000_000, Memory: 1 << 30, Time: time.Minute}
}

// effective returns the limits of a run as package eval has them, where 0 is none.
func (l Limits) effective() eval.Limits {
	standard := DefaultLimits()
	return eval.Limits{
		Rows:   limit(l.Rows, standard.Rows),
		Paths:  limit(l.Paths, standard.Paths),
		Memory: limit(l.Memory, standard.Memory),
		Time:   limit(l.Time, standard.Time),
	}
}

func limit[T int64 | time.Duration](set, standard T) T {
	if set == 0 {
		set = standard
	}
	return max(set, 0)
}

// outOfTime is the error of a run that takes longer than its limit.
func outOfTime(limit time.Duration) error {
	return fault.AtRun(fault.LimitExceeded, "Time", fault.Span{}, "more than %v", limit).
		WithHint("ask for less, or allow more")
}
