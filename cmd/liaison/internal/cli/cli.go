// Package cli is the liaison command.
//
// [Main] is the whole program: arguments, streams and environment go in, an exit code comes out. A command
// is a row in the table that the function commands returns, and a file of its own that holds the command's
// options and what it does. Help, manual pages, completion and the checks of arguments are made of that
// table and of the flags that the options declare, so that a new command is one file and one row.
//
// Exit codes are 0 where all is done; 1 where the answer is no: no path, faults found, differences; 2 for wrong usage,
// or input or output that failed; 130 where the user interrupted.
package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

const (
	exitDone        = 0
	exitNo          = 1
	exitFailed      = 2
	exitInterrupted = 130
)

// app is one run of the program.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	mapFile        string // -f
	readFrom       string // where the map was that has been read
	read           *mapfile.Map
	helpErr        error // of printing the help that a flag asked for, which cobra has no place for
}

// Main runs the command that args, without the name of the program, ask for, and returns its exit code. It
// ends early where ctx is cancelled or the process is interrupted.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = a.helpErr
	}
	return a.exit(err)
}

// exit shows an error and maps it to an exit code.
func (a *app) exit(err error) int {
	var no answerNo
	switch {
	case err == nil, isBrokenPipe(err):
		return exitDone
	case errors.Is(err, context.Canceled):
		a.say("interrupted")
		return exitInterrupted
	case errors.As(err, &no):
		if no.why != "" {
			a.complain(err)
		}
		return exitNo
	}
	a.complain(err)
	return exitFailed
}

// isBrokenPipe reports whether whoever was reading the output has gone: nobody's fault.
func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// print writes text to standard output.
func (a *app) print(text string) error {
	_, err := io.WriteString(a.stdout, text)
	return outputError("standard output", err)
}

// buffered lets write fill a buffer and then writes that to standard output, so that a command that fails
// half-way has printed nothing.
func (a *app) buffered(write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	_, err := a.stdout.Write(b.Bytes())
	return outputError("standard output", err)
}

// await returns the result of do, or the error of ctx as soon as that is done: for work that cannot be
// told to stop, which the end of the process then stops.
func await[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	done := make(chan result, 1)
	go func() {
		value, err := do()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
