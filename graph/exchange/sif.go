package exchange

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// sifFormat is the simple interaction format: on each line an id, a type and the ids that the first is related to.
func sifFormat() Format {
	return Format{
		Name: "sif", Label: "SIF", Tools: "Cytoscape, Pathway Commons",
		Standard: "https://manual.cytoscape.org/en/stable/Supported_Network_File_Formats.html#sif-format", Extensions: []string{".sif"}, MediaType: "text/plain",
		Holdings: holdsOnly(OrganisationID, RelationshipType),
		Notes: []string{
			"Every organisation has a line of its own before the relationships, so that those without any are there.",
			"A relationship is one line, whether it is mutual or not; read, it is mutual where its type is.",
			"Relationships between the same two of the same type are lines that are equal, of which Cytoscape takes one.",
			"A file with tabs in it is divided by tabs, any other by blanks, as Cytoscape has it.",
		},
		Parts: []Part{{"", writeSIF}},
		Read:  readSIF,
		Guess: func(name string, head []byte) int {
			if hasExtension(name, ".sif") && bytes.IndexByte(head, 0) < 0 {
				return 2
			}
			return 0
		},
	}
}

func writeSIF(ctx context.Context, w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for n := range g.Nodes() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		if _, err := out.Write(append(append(line[:0], g.ID(n)...), '\n')); err != nil {
			return err
		}
	}
	for e := range g.Edges() {
		if err := interrupted(ctx, int(e)); err != nil {
			return err
		}
		line = append(append(line[:0], g.ID(g.From(e))...), '\t')
		line = append(append(line, g.TypeID(e)...), '\t')
		line = append(append(line, g.ID(g.To(e))...), '\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func readSIF(ctx context.Context, in *Input, sink Sink) error {
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "is a folder: a network in SIF is one file"}
	}
	head, stream, err := peek(in.Stream)
	if err != nil {
		return err
	}
	typesAreKnown(sink)
	tabs := bytes.IndexByte(head, '\t') >= 0
	lines, err := newCSVReader(in.Name, stream, '\t')
	if err != nil {
		return err
	}
	for records := 0; ; {
		line, more, err := lines.ReadLine()
		if err != nil {
			return inputError(in.Name, err)
		}
		if !more {
			return lines.noteEncoding(sink)
		}
		if len(line) > maxValue {
			return lines.fault(lines.Lines, 0, "the line is longer than %d MiB", maxValue>>20)
		}
		text := lines.UTF8(string(line))
		tabs = tabs || strings.IndexByte(text, '\t') >= 0
		first, rest := cutWord(text, tabs)
		if first == "" {
			if rest == "" {
				continue
			}
			return lines.fault(lines.Lines, 1, "there is no id at the beginning of the line")
		}
		kind, rest := cutWord(rest, tabs)
		if rest == "" {
			if kind != "" {
				if err := sink.Note(lines.Lines, "a type without an id after it", "left out"); err != nil {
					return err
				}
			}
			if err := sink.Organisation(&Organisation{Organisation: graph.Organisation{ID: first}, Line: lines.Lines}); err != nil {
				return err
			}
		}
		for rest != "" {
			if records++; records&4095 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			r := Relationship{Implied: true, Line: lines.Lines}
			r.From, r.Type = first, kind
			if r.To, rest = cutWord(rest, tabs); r.To == "" {
				continue
			}
			if err := sink.Relationship(&r); err != nil {
				return err
			}
		}
	}
}

// cutWord returns the first word of a line, and what comes after the tab or the blanks behind it.
func cutWord(text string, tabs bool) (word, rest string) {
	if tabs {
		word, rest, _ = strings.Cut(text, "\t")
		return strings.TrimSpace(word), strings.TrimRight(rest, "\t ")
	}
	text = strings.TrimSpace(text)
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return text[:i], strings.TrimLeft(text[i:], " ")
	}
	return text, ""
}
