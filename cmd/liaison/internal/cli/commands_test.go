package cli

import (
	"context"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

func testApp() *app {
	return &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
}

// Help and manual are made of the table, so that what is missing there is missing from them.
func TestCommandsAreDescribed(t *testing.T) {
	root := newRoot(testApp())
	for _, c := range commands() {
		if c.short == "" || strings.HasSuffix(c.short, ".") || !slices.Contains(groups, c.group) {
			t.Errorf("%s: short text %q, group %q", c.name, c.short, c.group)
		}
		for i, arg := range c.args {
			if i > 0 && c.args[i-1].optional && !arg.optional {
				t.Errorf("%s: %s can be left out, and %s after it cannot", c.name, c.args[i-1].name, arg.name)
			}
		}
		for _, e := range c.examples {
			if e.does == "" {
				t.Errorf("%s: the example %q does not say what it does", c.name, e.line)
			}
		}
	}
	for _, cmd := range root.Commands() {
		shown := map[string]bool{}
		for _, s := range flagSections(cmd) {
			s.flags.VisitAll(func(f *pflag.Flag) { shown[f.Name] = true })
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "file" && !shown[f.Name] || f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s --%s: in help %v, usage %q", cmd.Name(), f.Name, shown[f.Name], f.Usage)
			}
		})
		for line := range strings.Lines(commandHelp(cmd, 80)) {
			if w := table.Width(strings.TrimRight(line, "\n")); w > 80 && !strings.HasPrefix(line, "  liaison ") {
				t.Errorf("%s: a line of %d cells: %s", cmd.Name(), w, line)
			}
		}
	}
}

// Every command that reads a map has the same filters, but check, which looks at the whole.
func TestFiltersAreEverywhere(t *testing.T) {
	var want []string
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	(&filter{}).flags(&flags{set: set, cmd: newRoot(testApp()), app: testApp()})
	set.VisitAll(func(f *pflag.Flag) { want = append(want, f.Name) })
	for _, c := range commands() {
		cmd := newCommand(testApp(), c)
		for _, name := range want {
			if has := cmd.Flags().Lookup(name) != nil; has != (c.readsMap && c.name != "check") {
				t.Errorf("%s has --%s: %v", c.name, name, has)
			}
		}
	}
}

var exampleWord = regexp.MustCompile(`"[^"]*"|'[^']*'|[^ ]+`)

// The examples in help are command lines that parse.
func TestExamplesParse(t *testing.T) {
	for _, c := range commands() {
		for _, e := range c.examples {
			_, line, ok := strings.Cut(e.line, program+" ")
			if !ok {
				t.Errorf("%s: %q does not run %s", c.name, e.line, program)
				continue
			}
			var args []string
			for _, word := range exampleWord.FindAllString(line, -1) {
				if word == "|" || word == ">" {
					break
				}
				args = append(args, strings.TrimRight(strings.Trim(word, `"'`), ")"))
			}
			cmd, rest, err := newRoot(testApp()).Find(args)
			if err == nil {
				err = cmd.ParseFlags(rest)
			}
			if err == nil {
				err = cmd.ValidateArgs(cmd.Flags().Args())
			}
			if err != nil || cmd.Name() == program {
				t.Errorf("%s: %s: %v", c.name, e.line, err)
			}
		}
	}
}

// Of an unknown word, a boolean or a number, a flag says what is wrong with it.
func TestFlagValues(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"path a b --verbose=perhaps", `--verbose: "perhaps" is neither true nor false`},
		{"rank --top 99999999999999999999", `--top: "99999999999999999999" is not a whole number that can be used here`},
		{"list types --around=", `--around: "" is no organisation`},
		{"list types --=x", `bad flag syntax: --=x`},
		{"list types ---", `bad flag syntax: ---`},
		{"show -fx -zq", `no flag -z`},
	} {
		root := newRoot(testApp())
		root.SetArgs(strings.Fields(test.args))
		if err := root.ExecuteContext(context.Background()); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.args, err, test.want)
		}
	}
}

// progressWriter ends the work once something is drawn.
type progressWriter struct {
	strings.Builder
	done func()
}

func (w *progressWriter) Write(b []byte) (int, error) {
	w.done()
	return w.Builder.Write(b)
}

func TestProgress(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &progressWriter{done: cancel}
	showShare(ctx, w, "reading the map", time.Microsecond, func() int { return -1 })
	if got := w.String(); !strings.HasPrefix(got, "\rliaison: reading the map … 0 s") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("%q", got)
	}

	ended, end := context.WithCancel(context.Background())
	end()
	quick := &progressWriter{done: func() { t.Error("it drew, and there was no time") }}
	showShare(ended, quick, "reading the map", time.Hour, func() int { return -1 })
}

func TestWidthOfTerminal(t *testing.T) {
	a := testApp()
	for columns, want := range map[string]int{"": 0, "100": 100, "0": 0, "-5": 0, "wide": 0} {
		a.getenv = func(string) string { return columns }
		if got := a.width(); got != want {
			t.Errorf("COLUMNS=%s: %d, want %d", columns, got, want)
		}
	}
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := terminalWidth(file); got != 0 {
		t.Errorf("a file is a terminal of %d cells", got)
	}
}

func TestShellQuote(t *testing.T) {
	for s, want := range map[string]string{
		"uk/map.yaml": "uk/map.yaml", "a b": "'a b'", "": "''", "it's": `'it'\''s'`, "$x": "'$x'",
	} {
		if got := shellQuote(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}
