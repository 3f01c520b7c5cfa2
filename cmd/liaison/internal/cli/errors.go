package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// answerNo is the error of a command that has done its work and whose answer is no. Where the command has
// not said why, the error does.
type answerNo struct{ why string }

func (e answerNo) Error() string { return e.why }

// hinted is an error with lines that say what to do about it.
type hinted struct {
	error
	hints []string
}

func (e hinted) Unwrap() error { return e.error }

func hint(err error, hints ...string) error { return hinted{err, hints} }

// say writes a line about the run, and hints below it, to standard error.
func (a *app) say(text string, hints ...string) {
	text = program + ": " + text
	for _, h := range hints {
		text += "\n  " + h
	}
	// Where standard error is gone there is nobody left to tell.
	_, _ = fmt.Fprintln(a.stderr, table.CleanLines(text))
}

// complain shows an error: a line that says what is wrong, then what can be done.
func (a *app) complain(err error) {
	var wrong *mapfile.Error
	if errors.As(err, &wrong) && (len(wrong.Diagnostics) != 1 || wrong.Diagnostics[0].Line > 0) {
		faults := countOf(len(wrong.Diagnostics), "fault", "faults")
		if wrong.Stopped {
			faults += " and more"
		}
		_, _ = fmt.Fprintln(a.stderr, table.CleanLines(wrong.Error()))
		a.say("the map cannot be read: " + faults)
		return
	}
	text, hints := err.Error(), []string(nil)
	var h hinted
	if errors.As(err, &h) {
		hints = h.hints
	}
	var ambiguous *graph.AmbiguousError
	var unknown *graph.UnknownError
	switch {
	case errors.As(err, &ambiguous):
		text = fmt.Sprintf("%q is the name of %d organisations; say which by its id:", ambiguous.Value, len(ambiguous.Candidates))
		for _, o := range ambiguous.Candidates {
			hints = append(hints, fmt.Sprintf("%s  %s", o.ID, o.Name))
		}
	case errors.As(err, &unknown):
		if how := listOf(unknown.What); how != "" {
			hints = append(hints, how)
		}
	}
	a.say(text, hints...)
}

// listOf says how to see what would be right.
func listOf(what string) string {
	for _, l := range lists() {
		if l.singular == what {
			return fmt.Sprintf("%s list %s shows all that there are", program, l.name)
		}
	}
	return ""
}

// outputError says which output it was that failed.
func outputError(name string, err error) error {
	if err == nil || isBrokenPipe(err) || errors.Is(err, context.Canceled) {
		return err
	}
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err // whose path says less than the name
	}
	return fmt.Errorf("%s: %w", name, err)
}

func seeHelp(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return program + " help lists the commands"
	}
	return cmd.CommandPath() + " --help says more"
}

func unknownCommand(root *cobra.Command, name string) error {
	var known []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			known = append(known, c.Name())
		}
	}
	return hint(&graph.UnknownError{What: "command", Value: name, Suggestions: graph.Suggest(name, known)}, seeHelp(root))
}

// flagError turns the errors of pflag into our own.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		err = unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		value, _ := pflag.UnquoteUsage(missing.GetFlag())
		err = fmt.Errorf("--%s needs a value: --%s %s", missing.GetFlag().Name, missing.GetFlag().Name, value)
	case errors.As(err, &invalid):
		err = fmt.Errorf("--%s: %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	return hint(err, seeHelp(cmd))
}

func unknownFlag(cmd *cobra.Command, e *pflag.NotExistError) error {
	if group := e.GetSpecifiedShortnames(); group != "" {
		return fmt.Errorf("no flag -%s", e.GetSpecifiedName())
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	suggestions := graph.Suggest(e.GetSpecifiedName(), known)
	for i, s := range suggestions {
		suggestions[i] = "--" + s
	}
	return &graph.UnknownError{What: "flag", Value: "--" + e.GetSpecifiedName(), Suggestions: suggestions}
}

// countOf returns a number with the right form of a noun: "1 fault", "2 faults".
func countOf(n int, one, many string) string { return tell.Count(n, one, many) }

// joinWords joins words as a sentence does: "a, b and c".
func joinWords(words []string, last string) string { return tell.Join(words, last) }
