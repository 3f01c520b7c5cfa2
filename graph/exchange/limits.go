package exchange

import (
	"context"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Limits on what is read, against files that are made to exhaust who reads them.
const (
	// maxValue is the greatest length of a text or attribute, in bytes.
	maxValue = 16 << 20
	// maxDepth is how deep elements or values may stand in one another.
	maxDepth = 200
	// maxAttributes is how many attributes, columns or keys a record can have.
	maxAttributes = 10_000
)

// limits are the same, for scanners and parsers.
var limits = syntax.Limits{Value: maxValue, Depth: maxDepth, Attributes: maxAttributes}

// interrupted returns the error of ctx from time to time: at every 4,096th record.
func interrupted(ctx context.Context, i int) error {
	if i&4095 == 0 {
		return ctx.Err()
	}
	return nil
}
