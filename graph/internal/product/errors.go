package product

import (
	"errors"
	"fmt"
)

// ErrUnbounded is the error of a search that could go on for ever.
var ErrUnbounded = errors.New("walks of any length: there is no end to them")

// MemoryError says that a search would hold more than it may.
type MemoryError struct{ Limit int64 }

func (e *MemoryError) Error() string {
	return fmt.Sprintf("the search would hold more than %d bytes", e.Limit)
}
