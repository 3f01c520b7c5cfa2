package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

// writeManual writes a manual page for the program and one for every command, in the format of man(7).
func writeManual(a *app, root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	pages := map[string]string{program + ".1": overviewPage(root)}
	names := []string{program + ".1"}
	for _, cmd := range root.Commands() {
		if cmd.Hidden {
			continue
		}
		name := program + "-" + cmd.Name() + ".1"
		names = append(names, name)
		pages[name] = commandPage(cmd)
	}
	for _, name := range names {
		err := atomicfile.Write(filepath.Join(dir, name), func(w io.Writer) error {
			_, err := io.WriteString(w, pages[name])
			return err
		})
		if err != nil {
			return err
		}
	}
	return a.print(fmt.Sprintf("Wrote %s to %s.\n", countOf(len(names), "page", "pages"), dir))
}

func overviewPage(root *cobra.Command) string {
	var b strings.Builder
	pageHead(&b, program, program+" \\- "+root.Short)
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n.I COMMAND\n[\\fIflags\\fR]\n", roff(program))
	b.WriteString(".SH DESCRIPTION\n" + roff(mapHelp) + "\n")
	for _, group := range groups {
		fmt.Fprintf(&b, ".SH %s\n", roff(strings.ToUpper(string(group))))
		for _, c := range commands() {
			if c.group == group {
				fmt.Fprintf(&b, ".TP\n.BR %s-%s (1)\n%s\n", roff(program), roff(c.name), roff(c.short))
			}
		}
	}
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B " + mapVariable + "\nThe map, where \\-f does not give one.\n" +
		".TP\n.B COLUMNS\nHow wide tables may be.\n")
	b.WriteString(".SH EXIT STATUS\n")
	for _, e := range exitCodes {
		fmt.Fprintf(&b, ".TP\n%d\n%s\n", e.code, roff(e.means))
	}
	return b.String()
}

// exitCodes are the exit codes with what they mean, for the manual.
var exitCodes = []struct {
	code  int
	means string
}{
	{exitDone, "Done."},
	{exitNo, "The answer is no: there is no path, or the check found faults."},
	{exitFailed, "Wrong usage, or input or output that failed."},
	{exitInterrupted, "Interrupted."},
}

func commandPage(cmd *cobra.Command) string {
	var b strings.Builder
	pageHead(&b, program+"-"+cmd.Name(), program+"-"+cmd.Name()+" \\- "+cmd.Short)
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(cmd.UseLine()))
	if cmd.Long != "" {
		b.WriteString(".SH DESCRIPTION\n")
		for i, p := range strings.Split(cmd.Long, "\n\n") {
			if i > 0 {
				b.WriteString(".PP\n")
			}
			if !strings.Contains(p, "\t") {
				b.WriteString(roff(p) + "\n")
				continue
			}
			for line := range strings.SplitSeq(p, "\n") {
				word, says, _ := strings.Cut(line, "\t")
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(word), roff(says))
			}
		}
	}
	for _, s := range flagSections(cmd) {
		fmt.Fprintf(&b, ".SH %s\n", roff(strings.ToUpper(s.heading)))
		s.flags.VisitAll(func(f *pflag.Flag) {
			value, usage := pflag.UnquoteUsage(f)
			line := "\\-\\-" + roff(f.Name)
			if f.Shorthand != "" {
				line = "\\-" + f.Shorthand + ", " + line
			}
			if value != "" {
				line += " \\fI" + roff(value) + "\\fR"
			}
			fmt.Fprintf(&b, ".TP\n\\fB%s\\fR\n%s\n", line, roff(usage))
		})
	}
	if cmd.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n")
		for line := range strings.Lines(cmd.Example) {
			b.WriteString(roff(strings.TrimRight(line, "\n")) + "\n")
		}
		b.WriteString(".fi\n")
	}
	fmt.Fprintf(&b, ".SH SEE ALSO\n.BR %s (1)\n", roff(program))
	return b.String()
}

func pageHead(b *strings.Builder, name, summary string) {
	fmt.Fprintf(b, ".TH %s 1\n.SH NAME\n%s\n", strings.ToUpper(roff(name)), summary)
}

// roff writes text so that man(7) shows it as it is.
func roff(s string) string {
	s = strings.ReplaceAll(s, `\`, `\e`)
	s = strings.ReplaceAll(s, "-", `\-`)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
