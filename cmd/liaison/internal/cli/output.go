package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
)

// output is the flags of commands that print.
type output struct {
	format string
	file   string
}

func (o *output) flags(f *flags) {
	f = f.under(headingOutput)
	f.choice(&o.format, "format", "", "format", table.Formats(),
		"print as `FORMAT`: table, json, csv or markdown; a table unless the name of the file after -o says otherwise")
	f.text(&o.file, "output", "o", "write to `FILE`, whole or not at all, instead of standard output", completeFiles)
}

// extensions are the formats that the name of a file asks for.
var extensions = map[string]table.Format{
	"": table.Text, ".txt": table.Text, ".json": table.JSON, ".csv": table.CSV, ".md": table.Markdown, ".markdown": table.Markdown,
}

func (o *output) chosen() (table.Format, error) {
	if f, ok := table.ParseFormat(o.format); ok {
		return f, nil
	}
	f, ok := extensions[strings.ToLower(filepath.Ext(o.file))]
	if !ok && !isDevice(o.file) {
		return f, hint(fmt.Errorf("%s: its name does not tell the format", o.file), "end it in .txt, .json, .csv or .md, or say --format")
	}
	return f, nil
}

// isDevice reports whether a path is that of a device such as /dev/fd/1.
func isDevice(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// write calls write with the format that is asked for and where it is to go. The width is that of the
// terminal, or 0 where there is none.
func (o *output) write(a *app, write func(w io.Writer, f table.Format, width int) error) error {
	f, err := o.chosen()
	if err != nil {
		return err
	}
	if o.file == "" || o.file == "-" {
		return a.buffered(func(w io.Writer) error { return write(w, f, a.width()) })
	}
	return a.writeFile(o.file, func(w io.Writer) error { return write(w, f, 0) })
}

// writeLong is write for what may be much: it ends early where ctx does, and then nothing is written.
func (o *output) writeLong(ctx context.Context, a *app, write func(w io.Writer, f table.Format, width int) error) error {
	return o.write(a, func(w io.Writer, f table.Format, width int) error {
		text, err := during(ctx, a, "writing", func() ([]byte, error) {
			var b bytes.Buffer
			err := write(&b, f, width)
			return b.Bytes(), err
		})
		if err != nil {
			return err
		}
		_, err = w.Write(text)
		return err
	})
}

// table writes a table.
func (o *output) table(a *app, t *table.Table) error {
	return o.write(a, t.Write)
}

// paragraphWidth is how wide sentences are: as the terminal, or 100 where there is none.
func paragraphWidth(width int) int {
	if width == 0 {
		return 100
	}
	return width
}

// onThisMap begins a sentence with what it is true of: "On this map (without MI5; by sector)".
func onThisMap(within string, also ...string) string {
	parts := also
	if within != "" {
		parts = append([]string{within}, also...)
	}
	if len(parts) == 0 {
		return "On this map"
	}
	return "On this map (" + strings.Join(parts, "; ") + ")"
}
