package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

// commands is the table of commands, in the order in which help lists them.
func commands() []command {
	return []command{
		initCommand(),
		checkCommand(),
		mergeCommand(),
		listCommand(),
		showCommand(),
		renderCommand(),
		serveCommand(),
		pathCommand(),
		queryCommand(),
		rankCommand(),
		statsCommand(),
		cutsCommand(),
		brokersCommand(),
		holesCommand(),
		communitiesCommand(),
		channelsCommand(),
		timelineCommand(),
		diffCommand(),
		exportCommand(),
		importCommand(),
		completionCommand(),
		helpCommand(),
		versionCommand(),
		layoutWorkerCommand(),
	}
}

// command is a row in the table of commands.
type command struct {
	name     string
	args     []argument
	group    group
	short    string // a line without a full stop
	long     string // paragraphs that follow the short text in help
	examples []example
	readsMap bool
	hidden   bool // from help, manual and completion: for the program itself
	// explain, if set, is what --explain prints, of the arguments if there are any.
	explain func(args []string) (*table.Table, error)
	new     func() runner
}

type example struct{ line, does string }

// argument is a place for an argument of a command; optional ones come last.
type argument struct {
	name     string // as help shows it: "ORG"
	optional bool
	complete completer
}

// runner is the options of a run of a command, and what it does.
type runner interface {
	// flags declares the options as flags.
	flags(f *flags)
	// run does the work. The number of args is one that the command takes.
	run(ctx context.Context, a *app, args []string) error
}

// group is a heading in the list of commands.
type group string

const (
	groupMap      group = "Make and check a map"
	groupLook     group = "Look things up"
	groupAnswer   group = "Answer questions"
	groupTime     group = "Follow and compare"
	groupExchange group = "Exchange with other tools"
	groupDraw     group = "Draw"
	groupOther    group = "About the command"
)

// groups are the headings in the order in which help shows them.
var groups = []group{groupMap, groupLook, groupDraw, groupAnswer, groupTime, groupExchange, groupOther}

// newRoot makes the commands of cobra of the table.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               program,
		Short:             "maps how organisations work together, from documents that say so",
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	showVersion := false
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case showVersion:
			return a.print(versionText())
		case len(args) > 0:
			return unknownCommand(cmd, args[0])
		}
		return a.print(overview(root, a.helpWidth()))
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.helpErr = a.print(a.helpFor(cmd)) })
	root.PersistentFlags().SortFlags = false
	f := &flags{set: root.PersistentFlags(), cmd: root, app: a, heading: headingMap}
	f.add((*mapValue)(&a.mapFile), "file", "f", "read the map from `MAP`: a YAML file, a folder, a pipe, or - for standard input; without it, $"+mapVariable+" or else liaison.yaml or liaison/ here", completeMaps)
	f.under(headingEverywhere).on(new(bool), "help", "h", "show this help") // cobra looks for it by its name
	root.Flags().BoolVar(&showVersion, "version", false, "show the version")
	for _, c := range commands() {
		cmd := newCommand(a, c)
		root.AddCommand(cmd)
		if c.name == "help" {
			root.SetHelpCommand(cmd)
		}
	}
	return root
}

const (
	program     = "liaison"
	mapVariable = "LIAISON_MAP"

	annotationMap = "reads a map"
)

func newCommand(a *app, c command) *cobra.Command {
	r := c.new()
	cmd := &cobra.Command{
		Use:         c.usage(),
		Short:       c.short,
		Hidden:      c.hidden,
		Long:        c.long,
		Annotations: map[string]string{},
		Args:        func(cmd *cobra.Command, args []string) error { return c.checkArgs(cmd, args) },
	}
	if c.readsMap {
		cmd.Annotations[annotationMap] = "yes"
	}
	var examples strings.Builder
	for _, e := range c.examples {
		fmt.Fprintf(&examples, "  %s\n      %s\n", e.line, e.does)
	}
	cmd.Example = examples.String()
	explains := false
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		if explains {
			return c.printExplanation(a, cmd, args)
		}
		// An empty name, as of a shell's variable that is not set, is not that of another map.
		switch given := cmd.Flags().Changed("file"); {
		case given && !c.readsMap:
			return hint(fmt.Errorf("%s reads no map, so that -f means nothing to it", c.name), seeHelp(cmd))
		case given && a.mapFile == "":
			return hint(errors.New("-f needs the name of a map"), seeHelp(cmd))
		}
		return r.run(cmd.Context(), a, args)
	}
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(c.args) || c.args[len(args)].complete == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return c.args[len(args)].complete(a, typed)
	}
	cmd.Flags().SortFlags = false
	f := &flags{set: cmd.Flags(), cmd: cmd, app: a, heading: headingOptions}
	if c.explain != nil {
		f.on(&explains, explainFlag, "", "say what is found, how it is defined, and by whom; this looks at no map")
	}
	r.flags(f)
	return cmd
}

// usage is the name and the arguments.
func (c command) usage() string {
	use := c.name
	for _, arg := range c.args {
		if arg.optional {
			use += " [" + arg.name + "]"
		} else {
			use += " " + arg.name
		}
	}
	return use
}

// checkArgs counts the arguments, and says which one is missing or too many.
func (c command) checkArgs(cmd *cobra.Command, args []string) error {
	if len(args) > len(c.args) {
		return c.tooMany(cmd, args)
	}
	explains := c.explain != nil && cmd.Flags().Changed(explainFlag)
	for _, arg := range c.args[len(args):] {
		if !arg.optional && !explains {
			return hint(fmt.Errorf("%s: %s is missing", c.name, arg.name), "usage: "+cmd.UseLine(), seeHelp(cmd))
		}
	}
	return nil
}

func (c command) tooMany(cmd *cobra.Command, args []string) error {
	extra := args[len(c.args)]
	err := fmt.Errorf("%s: there is an argument too many, %q", c.name, extra)
	hints := []string{"usage: " + cmd.UseLine(), seeHelp(cmd)}
	if c.readsMap && len(c.args) == 0 {
		hints = append([]string{fmt.Sprintf("to read that map: %s %s -f %s", program, c.name, shellQuote(extra))}, hints...)
	} else if c.readsMap {
		what := "a name of several words"
		if c.args[0].name == queryArgument {
			what = "the whole query"
		}
		hints = append([]string{what + " needs quotes around it"}, hints...)
	}
	return hint(err, hints...)
}

// shellQuote returns s as a shell takes it for one word.
func shellQuote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@%+,=") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
