package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli"
)

var update = flag.Bool("update", false, "write the output of the README's commands into the README")

const readme = "README.md"

// block matches a fenced block of the README: its language and its text.
var block = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

// TestREADMECommands runs every "$ liaison …" line of the README's console blocks, in order and from the
// root of the repository, and compares what it prints with what the README says.
func TestREADMECommands(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	output := block.ReplaceAllStringFunc(string(text), func(b string) string {
		parts := block.FindStringSubmatch(b)
		if parts[1] != "console" {
			return b
		}
		var rewritten strings.Builder
		for line := range strings.Lines(parts[2]) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				commands++
				rewritten.WriteString(line + runLine(t, strings.TrimSpace(command)))
			}
		}
		return "```console\n" + rewritten.String() + "```"
	})
	if commands == 0 {
		t.Error("the README has no commands; is the pattern right?")
	}
	if *update {
		if err := os.WriteFile(readme, []byte(output), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if output != string(text) {
		t.Errorf("the README shows another output than the commands give; with -update it would be:\n%s", firstDifference(string(text), output))
	}
}

// runLine runs a line as a shell would that knows no more than words, quotes and "| head -n N".
func runLine(t *testing.T, line string) string {
	line, limit, limited := strings.Cut(line, " | head -n ")
	args := words(line)
	if len(args) == 0 || args[0] != "liaison" {
		t.Fatalf("%q: only liaison can be run", line)
	}
	var out bytes.Buffer
	getenv := func(name string) string {
		if name == "LIAISON_MAP" {
			return "testdata/uk-national-security"
		}
		return ""
	}
	cli.Main(context.Background(), args[1:], strings.NewReader(""), &out, &out, getenv)
	if !limited {
		return out.String()
	}
	n, err := strconv.Atoi(limit)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Collect(strings.Lines(out.String()))
	return strings.Join(lines[:min(n, len(lines))], "")
}

// words splits at spaces outside single and double quotes.
func words(line string) []string {
	var args []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, inWord = r, true
		case quote == 0 && r == ' ':
			if inWord {
				args = append(args, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if inWord {
		args = append(args, word.String())
	}
	return args
}

func firstDifference(have, want string) string {
	a, b := strings.Split(have, "\n"), strings.Split(want, "\n")
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return strings.Join(b[i:min(i+10, len(b))], "\n")
		}
	}
	return "(the README goes on where it should end)"
}

// TestREADMEProgram runs the README's Go program and compares its output with the block that follows it.
func TestREADMEProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program; -short asks for less")
	}
	text, err := os.ReadFile("../../" + readme)
	if err != nil {
		t.Fatal(err)
	}
	blocks := block.FindAllStringSubmatch(string(text), -1)
	programs := 0
	for i, b := range blocks {
		if b[1] != "go" {
			continue
		}
		programs++
		file := filepath.Join(t.TempDir(), "main.go")
		if err := os.WriteFile(file, []byte(b[2]), 0o600); err != nil {
			t.Fatal(err)
		}
		run := exec.Command("go", "run", file)
		run.Dir = "../.."
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if i+1 >= len(blocks) || blocks[i+1][1] != "text" || blocks[i+1][2] != string(out) {
			t.Errorf("the README's program prints\n%s", out)
		}
	}
	if programs == 0 {
		t.Error("the README has no Go program; is the pattern right?")
	}
}

// TestREADMEPicture draws the picture of the README again.
func TestREADMEPicture(t *testing.T) {
	t.Chdir("../..")
	const picture = "testdata/uk-national-security/map.svg"
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), words("render -f testdata/uk-national-security --format svg"),
		strings.NewReader(""), &out, &errs, func(string) string { return "" }); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	if *update {
		if err := os.WriteFile(picture, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, out.Bytes()) {
		t.Errorf("%s is not what the command draws; -update draws it anew", picture)
	}
}
