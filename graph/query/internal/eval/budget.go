package eval

import (
	"context"
	"fmt"
	"time"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

// Limits bound what a run may take; 0 is no limit.
type Limits struct {
	Rows   int64         // rows that come out
	Paths  int64         // paths that are looked at
	Memory int64         // bytes that are held at once, about
	Time   time.Duration // from the start
}

// Budget counts what a run takes.
type Budget struct {
	limits              Limits
	rows, paths, memory int64
	passing             int64 // bytes of values made on the way
	sinceCheck          int
}

// NewBudget returns a budget of which nothing is spent. The time is for the caller to set on the context, with
// fault.LimitExceeded as its cause.
func NewBudget(l Limits) *Budget { return &Budget{limits: l} }

// checkEvery is how many steps go by between two looks at the context.
const checkEvery = 1 << 10

// Step notes a small step, so that a run that is cancelled ends soon.
func (b *Budget) Step(ctx context.Context) error { return b.Steps(ctx, 1) }

// Steps notes what takes as long as n small steps.
func (b *Budget) Steps(ctx context.Context, n int) error {
	if b.sinceCheck += n; b.sinceCheck < checkEvery {
		return nil
	}
	b.sinceCheck = 0
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

// Row notes a row that comes out.
func (b *Budget) Row() error {
	if b.rows++; b.limits.Rows > 0 && b.rows > b.limits.Rows {
		return exceeded("Rows", fmt.Sprintf("more than %d rows", b.limits.Rows), "add LIMIT, or allow more")
	}
	return nil
}

// Path notes a path that was found.
func (b *Budget) Path() error {
	if b.paths++; b.limits.Paths > 0 && b.paths > b.limits.Paths {
		return exceeded("Paths", fmt.Sprintf("more than %d paths", b.limits.Paths),
			"bound the pattern, as in {1,3}, take ANY SHORTEST, or allow more")
	}
	return nil
}

// Hold notes bytes that are held until Release.
func (b *Budget) Hold(bytes int) error {
	b.memory += int64(bytes)
	return b.Fits(0)
}

// Left returns how many bytes may be held yet, at least 1; 0 is no limit.
func (b *Budget) Left() int64 {
	if b.limits.Memory <= 0 {
		return 0
	}
	return max(b.limits.Memory-b.memory, 1)
}

// Release notes bytes that are no longer held.
func (b *Budget) Release(bytes int) { b.memory -= int64(bytes) }

// Held returns how many bytes are held.
func (b *Budget) Held() int64 { return b.memory }

// Restore notes that no more is held than Held gave, as when a subquery is done.
func (b *Budget) Restore(held int64) { b.memory = held }

// Pass notes bytes of a value that an expression made, which lives until its row is done with: see Forget.
func (b *Budget) Pass(bytes int) error {
	b.passing += int64(bytes)
	return b.Fits(0)
}

// Passing returns how many bytes Pass has noted and Forget not taken back.
func (b *Budget) Passing() int64 { return b.passing }

// Forget takes back what Pass noted since Passing gave this.
func (b *Budget) Forget(passing int64) { b.passing = passing }

// Fits fails where so many bytes more would be too many; it does not note them.
func (b *Budget) Fits(bytes int) error {
	if b.limits.Memory > 0 && b.memory+b.passing+int64(bytes) > b.limits.Memory {
		return exceeded("Memory", "more than "+megabytes(b.limits.Memory)+" of results held at once",
			"return less, or allow more")
	}
	return nil
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

func exceeded(detail, message, hint string) *fault.Error {
	return fault.AtRun(fault.LimitExceeded, detail, fault.Span{}, "%s", message).WithHint("%s", hint)
}
