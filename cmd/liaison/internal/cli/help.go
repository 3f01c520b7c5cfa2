package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

func helpCommand() command {
	return command{
		name:  "help",
		args:  []argument{{name: "COMMAND", optional: true, complete: completeCommands}},
		group: groupOther,
		short: "Say what a command does, or write the manual pages",
		examples: []example{
			{"liaison help path", "What path does, and its flags"},
			{"liaison help --man /usr/local/share/man/man1", "Write a manual page for every command"},
		},
		new: func() runner { return &helpOptions{} },
	}
}

type helpOptions struct{ man string }

func (o *helpOptions) flags(f *flags) {
	f.text(&o.man, "man", "", "write the manual pages to the folder `DIR`", completeFolders)
}

func (o *helpOptions) run(_ context.Context, a *app, args []string) error {
	root := newRoot(a)
	if o.man != "" {
		return writeManual(a, root, o.man)
	}
	if len(args) == 0 {
		return a.print(overview(root, a.helpWidth()))
	}
	for _, cmd := range root.Commands() {
		if cmd.Name() == args[0] {
			return a.print(a.helpFor(cmd))
		}
	}
	return unknownCommand(root, args[0])
}

func completeCommands(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, c := range commands() {
		if !c.hidden {
			names = append(names, described(c.name, c.short))
		}
	}
	return startingWith(names, typed), cobra.ShellCompDirectiveNoFileComp
}

// helpWidth is how wide help is: the terminal, within what can be read well.
func (a *app) helpWidth() int {
	width := a.width()
	if width == 0 {
		width = 80
	}
	return min(max(width, 40), 100)
}

func (a *app) helpFor(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return overview(cmd, a.helpWidth())
	}
	return commandHelp(cmd, a.helpWidth())
}

// overview lists the commands.
func overview(root *cobra.Command, width int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s.\n\nUsage: %s COMMAND [flags]\n", program, root.Short, program)
	widest := 0
	for _, c := range commands() {
		if c.hidden {
			continue
		}
		widest = max(widest, len(c.name))
	}
	for _, group := range groups {
		b.WriteString("\n" + string(group) + "\n")
		for _, c := range commands() {
			if c.group == group && !c.hidden {
				hanging(&b, "  "+table.Pad(c.name, widest+2, false), c.short, width)
			}
		}
	}
	b.WriteString("\n")
	paragraphs(&b, mapHelp+"\n\n"+program+" help COMMAND says more about a command, "+program+" --version which version this is.", width)
	return b.String()
}

const mapHelp = "A map is a YAML file or a folder of YAML and CSV files. Commands read it from -f MAP, else from what $" +
	mapVariable + " names, else from " + hereFile + " or " + hereFolder + "/ in the folder where they run."

// commandHelp is all about one command.
func commandHelp(cmd *cobra.Command, width int) string {
	var b strings.Builder
	paragraphs(&b, cmd.Short+".", width)
	if cmd.Long != "" {
		b.WriteString("\n")
		paragraphs(&b, cmd.Long, width)
	}
	fmt.Fprintf(&b, "\nUsage: %s\n", cmd.UseLine())
	if cmd.Example != "" {
		b.WriteString("\nExamples\n" + cmd.Example)
	}
	for _, s := range flagSections(cmd) {
		b.WriteString("\n" + s.heading + "\n")
		writeFlags(&b, s.flags, width)
	}
	return b.String()
}

// writeFlags lists flags with what they are for.
func writeFlags(b *strings.Builder, set *pflag.FlagSet, width int) {
	widest := 0
	set.VisitAll(func(f *pflag.Flag) { widest = max(widest, len(flagHead(f))) })
	set.VisitAll(func(f *pflag.Flag) {
		_, usage := pflag.UnquoteUsage(f)
		hanging(b, table.Pad(flagHead(f), widest, false)+"  ", usage, width)
	})
}

// flagHead is a flag as a command line has it.
func flagHead(f *pflag.Flag) string {
	head := "      --" + f.Name
	if f.Shorthand != "" {
		head = "  -" + f.Shorthand + ", --" + f.Name
	}
	if value, _ := pflag.UnquoteUsage(f); value != "" {
		head += " " + value
	}
	return head
}

type flagSection struct {
	heading string
	flags   *pflag.FlagSet
}

// flagSections returns the flags of a command under their headings.
func flagSections(cmd *cobra.Command) []flagSection {
	var sections []flagSection
	for _, heading := range headings {
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		set.SortFlags = false
		for _, from := range []*pflag.FlagSet{cmd.InheritedFlags(), cmd.LocalFlags()} {
			from.SortFlags = false
			from.VisitAll(func(flag *pflag.Flag) {
				under := flag.Annotations[annotationHeading]
				wanted := len(under) > 0 && under[0] == heading
				if wanted && (heading != headingMap || cmd.Annotations[annotationMap] != "") {
					set.AddFlag(flag)
				}
			})
		}
		if set.HasFlags() {
			sections = append(sections, flagSection{heading, set})
		}
	}
	return sections
}

// paragraphs writes text that has an empty line between paragraphs, each wrapped. A paragraph of lines with
// a tab each is a list: see items.
func paragraphs(b *strings.Builder, text string, width int) {
	for i, p := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		if strings.Contains(p, "\t") {
			widest := 0
			for line := range strings.SplitSeq(p, "\n") {
				word, _, _ := strings.Cut(line, "\t")
				widest = max(widest, len(word))
			}
			for line := range strings.SplitSeq(p, "\n") {
				word, says, _ := strings.Cut(line, "\t")
				hanging(b, "  "+table.Pad(word, widest+2, false), says, width)
			}
			continue
		}
		for _, line := range table.Wrap(p, width) {
			b.WriteString(line + "\n")
		}
	}
}

// items is a list for paragraphs: words with what they mean.
func items(pairs [][2]string) string {
	var lines []string
	for _, p := range pairs {
		lines = append(lines, p[0]+"\t"+p[1])
	}
	return strings.Join(lines, "\n")
}

// hanging writes head and then text, whose further lines begin where its first one does, within width unless
// that is 0.
func hanging(b *strings.Builder, head, text string, width int) {
	indent := table.Width(head)
	if width > 0 && indent > 0 && width-indent < 16 { // too narrow to stand beside
		b.WriteString(strings.TrimRight(head, " ") + "\n")
		indent = min(8, indent)
		head = strings.Repeat(" ", indent)
	}
	limit := 0 // none
	if width > 0 {
		limit = max(width-indent, 16)
	}
	for i, line := range table.Wrap(text, limit) {
		if i == 0 {
			b.WriteString(head + line + "\n")
		} else {
			b.WriteString(strings.Repeat(" ", indent) + line + "\n")
		}
	}
}
