// Package syntax holds what the readers of languages in graph/exchange share: the place of an error, and limits.
//
// # Vocabulary
//
// A scanner takes a text apart into tokens, a parser makes statements, triples or rows of them. Neither knows of maps, nor what
// its input is called: it says where it is, and who reads the file adds which one.
//
// # Invariants
//
// Lines and columns count from 1, and 0 says that there is none to name. Whatever exceeds a limit is an [*Error] before it has
// taken memory in proportion to its length.
package syntax

import (
	"fmt"
	"strings"
)

// Error says what is wrong with a text, and where.
type Error struct {
	Line, Column int
	Problem      string // what is wrong, and what would be right
	Err          error  // what lies behind it, or nil
}

// Errorf returns an [*Error] about a place.
func Errorf(line, column int, format string, args ...any) error {
	return &Error{Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Problem) }

func (e *Error) Unwrap() error { return e.Err }

// Limits on a text, against those that are made to exhaust who reads them.
type Limits struct {
	Value      int // the greatest length of a text, attribute or cell, in bytes
	Depth      int // how deep elements or values may stand in one another
	Attributes int // how many attributes, cells or prefixes there can be in one place
}

// MiB is the limit on values in the unit in which messages name it.
func (l Limits) MiB() int { return l.Value >> 20 }

// ByteOrderMark is what some programs write at the beginning of a file in UTF-8.
const ByteOrderMark = "\ufeff"

// Clip shortens text for messages.
func Clip(s string) string { return ClipTo(s, 60) }

// ClipTo shortens text to a number of bytes, and marks that it has.
func ClipTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
