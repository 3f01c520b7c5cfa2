package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/picture"
)

// sheet is the flags of commands whose answer is written or drawn, as the format or the name of the file asks.
type sheet struct {
	output   output
	look     look
	text     string   // what the format for people is called, "table" or "text"
	drawings []string // the names of the formats that it can be drawn in
}

// flags declares the flags of what is written in the formats of tables, of which the one for people is called text, or
// drawn in others.
func (o *sheet) flags(f *flags, text string, drawings ...string) {
	o.text, o.drawings = text, drawings
	f = f.under(headingOutput)
	all := slices.Clone(table.Formats())
	all[table.Text] = text
	f.choice(&o.output.format, "format", "", "format", append(all, drawings...), "write as `FORMAT`: "+joinWords(all, "or")+"; or draw as "+
		joinWords(drawings, "or")+"; "+text+" unless the name of the file after -o says otherwise")
	f.text(&o.output.file, "output", "o", "write to `FILE`, whole or not at all, instead of standard output", completeFiles)
	picture := f.under(headingPicture)
	o.look.flags(picture, picture)
}

// drawn returns the format of the picture that is asked for, or nil where the answer is to be written, and says what is wrong with
// the flags.
func (o *sheet) drawn(a *app) (*render.Format, error) {
	name, extension := o.output.format, strings.ToLower(filepath.Ext(o.output.file))
	all := picture.Formats()
	i := slices.IndexFunc(all, func(p render.Format) bool {
		return slices.Contains(o.drawings, p.Name) && (p.Name == name || name == "" && slices.Contains(p.Extensions, extension))
	})
	if i < 0 {
		if name == "" && extension != "" && !isKnown(extension) && !isDevice(o.output.file) {
			return nil, hint(fmt.Errorf("%s: its name does not tell the format", o.output.file), "end it in .txt, .json, .csv or .md, or in "+
				joinWords(o.extensions(), "or")+" to draw it, or say --format")
		}
		if flag := o.look.given(); flag != "" {
			return nil, hint(errors.New(flag+" says how to draw, and nothing is to be drawn"), "say where to with -o FILE, whose name ends in "+joinWords(o.extensions(), "or"))
		}
		return nil, nil
	}
	p := all[i]
	if file, ok := a.stdout.(*os.File); ok && p.Binary && !o.toFile() && terminalWidth(file) > 0 {
		return nil, hint(fmt.Errorf("a terminal cannot show %s", p.Name), "write it to a file: -o FILE."+p.Name)
	}
	return &p, o.look.check(p)
}

// toFile reports whether it goes to a file.
func (o *sheet) toFile() bool { return o.output.file != "" && o.output.file != "-" }

func isKnown(extension string) bool {
	_, ok := extensions[extension]
	return ok
}

// extensions returns how the names of files end that are drawn.
func (o *sheet) extensions() (all []string) {
	for _, p := range picture.Formats() {
		if slices.Contains(o.drawings, p.Name) {
			all = append(all, p.Extensions[0])
		}
	}
	return all
}

// written returns the options of what is written: the format for people has the name that output knows.
func (o *sheet) written() *output {
	out := o.output
	if out.format == o.text {
		out.format = table.Text.String()
	}
	return &out
}

// put writes what has been drawn to where it is to go.
func (o *sheet) put(a *app, drawn []byte) error {
	if o.toFile() {
		return a.writeFile(o.output.file, func(w io.Writer) error {
			_, err := w.Write(drawn)
			return err
		})
	}
	_, err := a.stdout.Write(drawn)
	return outputError("standard output", err)
}
