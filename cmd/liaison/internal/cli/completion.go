package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/graph"
)

// shells is the table of shells that completion knows.
var shells = []struct {
	name  string
	write func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) }},
}

func shellNames() []string {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return names
}

func completionCommand() command {
	return command{
		name:  "completion",
		args:  []argument{{name: "SHELL", complete: completeWords(shellNames())}},
		group: groupOther,
		short: "Write the completion script for " + joinWords(shellNames(), "or"),
		long: "With it, the shell completes commands, flags and, from the map that -f or the folder gives, " +
			"organisations, types, classifications and sources. In bash it needs the package bash-completion.",
		examples: []example{
			{"source <(liaison completion bash)", "Completion in this bash; put the line in ~/.bashrc for every one"},
			{"liaison completion zsh > \"${fpath[1]}/_liaison\"", "Completion in zsh"},
			{"liaison completion fish > ~/.config/fish/completions/liaison.fish", "Completion in fish"},
			{"liaison completion powershell | Out-String | Invoke-Expression", "Completion in this PowerShell"},
		},
		new: func() runner { return completionOptions{} },
	}
}

type completionOptions struct{}

func (completionOptions) flags(*flags) {}

func (completionOptions) run(_ context.Context, a *app, args []string) error {
	for _, s := range shells {
		if s.name == args[0] {
			return a.buffered(func(w io.Writer) error { return s.write(newRoot(a), w) })
		}
	}
	return &graph.UnknownError{What: "shell", Value: args[0], Suggestions: graph.Suggest(args[0], shellNames()), Known: shellNames()}
}
