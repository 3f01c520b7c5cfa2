package cli

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
	uk "github.com/liaisongraph/liaison/testdata/uk-national-security"
)

//go:embed new-map.yaml
var newMap string

func initCommand() command {
	return command{
		name:  "init",
		args:  []argument{{name: "DIR", optional: true, complete: completeFolders}},
		group: groupMap,
		short: "Make a new map, or an example to play with",
		long: "The new map is " + hereFile + " in DIR, or where the command runs: a small map with comments to " +
			"write over. The example is a folder " + hereFolder + " in the same place: the United Kingdom's national " +
			"security agencies as four public documents describe them. Nothing that is there is overwritten.",
		examples: []example{
			{"liaison init", "Make " + hereFile + " here"},
			{"liaison init --example /tmp/uk", "Make /tmp/uk/" + hereFolder + ", the example"},
		},
		new: func() runner { return &initOptions{} },
	}
}

type initOptions struct{ example bool }

func (o *initOptions) flags(f *flags) {
	f.on(&o.example, "example", "", "make the example")
}

func (o *initOptions) run(_ context.Context, a *app, args []string) error {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	for _, name := range []string{hereFile, hereFolder} {
		if path := filepath.Join(dir, name); exists(path) {
			return hint(fmt.Errorf("%s is there already, and init overwrites nothing", path), "give another folder: "+program+" init DIR")
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if o.example {
		path := filepath.Join(dir, hereFolder)
		files, err := exampleFiles()
		if err != nil {
			return err
		}
		if err := atomicfile.WriteFolder(path, files); err != nil {
			return err
		}
		return a.print(a.nextSteps(dir, path, "MI5", "sis psni"))
	}
	path := filepath.Join(dir, hereFile)
	err := atomicfile.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, newMap)
		return err
	})
	if err != nil {
		return err
	}
	return a.print(a.nextSteps(dir, path, "ministry", "auditor ministry"))
}

// nextSteps says what was made and what to do with it.
func (a *app) nextSteps(dir, path, organisation, ends string) string {
	text := "Made " + path + ". What can be done with it:\n\n"
	if dir != "." {
		text += "  cd " + shellQuote(dir) + "\n"
	}
	if a.getenv(mapVariable) != "" {
		text += "  unset " + mapVariable + "    (or commands read the map that it names)\n"
	}
	for _, line := range []string{"check", "list relationships", "show " + organisation, "path " + ends, "render -o map.svg"} {
		text += "  " + program + " " + line + "\n"
	}
	return text
}

// exampleFiles are the files of the example.
func exampleFiles() ([]atomicfile.File, error) {
	entries, err := uk.Files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var files []atomicfile.File
	for _, entry := range entries {
		content, err := uk.Files.ReadFile(entry.Name())
		if err != nil {
			return nil, err
		}
		files = append(files, atomicfile.File{Name: entry.Name(), Write: func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		}})
	}
	return files, nil
}
