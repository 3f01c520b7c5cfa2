package cli

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

const explainFlag = "explain"

// printExplanation does what --explain asks for. Flags that say what to look at, or what to find, would mean
// nothing, and are errors.
func (c command) printExplanation(a *app, cmd *cobra.Command, args []string) error {
	var o output
	var other string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch f.Name {
		case explainFlag:
		case "format":
			o.format = f.Value.String()
		case "output":
			o.file = f.Value.String()
		default:
			if other == "" {
				other = flagName(f)
			}
		}
	})
	if other != "" {
		return hint(fmt.Errorf("%s means nothing beside --explain, which looks at no map", other), seeHelp(cmd))
	}
	t, err := c.explain(args)
	if err != nil {
		return err
	}
	return o.table(a, t)
}

// flagName is a flag as people type it.
func flagName(f *pflag.Flag) string {
	if f.Name == "file" {
		return "-f"
	}
	return "--" + f.Name
}

// explainsOnly is what --explain prints for a command whose arguments are organisations: an explanation is of
// none.
func explainsOnly(explanation func() *table.Table) func(args []string) (*table.Table, error) {
	return func(args []string) (*table.Table, error) {
		if len(args) > 0 {
			return nil, hint(fmt.Errorf("%q means nothing beside --explain, which looks at no map", args[0]), "without --explain, the map is looked at")
		}
		return explanation(), nil
	}
}

// explanationTable is what --explain prints: what something is called, and rows of what is said about what;
// those that say nothing are left out.
func explanationTable(label string, rows [][2]string) *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "about", Keep: true}, {Name: "text", Title: label}}}
	for _, row := range rows {
		if row[1] != "" {
			t.Add(row[0], row[1])
		}
	}
	return t
}
