package render

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

func TestFormats(t *testing.T) {
	s := mustScene(t, small(t), Options{})
	names := map[string]bool{}
	for _, f := range Formats() {
		for _, name := range append([]string{f.Name}, f.Extensions...) {
			if names[name] {
				t.Errorf("two formats have %s", name)
			}
			names[name] = true
		}
		if f.MediaType == "" || f.Description == "" || len(f.Extensions) == 0 {
			t.Errorf("%+v", f)
		}
		var out bytes.Buffer
		if err := f.Write(context.Background(), &out, s, WriteOptions{}); err != nil || out.Len() == 0 {
			t.Errorf("%s: %d bytes, %v", f.Name, out.Len(), err)
		}
		ended, end := context.WithCancel(context.Background())
		end()
		out.Reset()
		if err := f.Write(ended, &out, s, WriteOptions{}); !errors.Is(err, context.Canceled) || out.Len() > 0 {
			t.Errorf("%s: %d bytes after the end, %v", f.Name, out.Len(), err)
		}
		if got, err := LookupFormat(strings.ToUpper(f.Name), Formats()); err != nil || got.Name != f.Name {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestFormatForFile(t *testing.T) {
	for file, want := range map[string]string{"map.dot": "dot", "a/b.c/MAP.GV": "dot", "x.mmd": "mermaid"} {
		if got, err := FormatForFile(file, Formats()); err != nil || got.Name != want {
			t.Errorf("%s: %s, %v", file, got.Name, err)
		}
	}
	for file, want := range map[string]string{
		"map":     `"map" does not say which format: end it in one of .dot, .gv, .mmd, .mermaid, .txt, or name the format`,
		"map.":    `"map." does not say which format: end it in one of .dot, .gv, .mmd, .mermaid, .txt, or name the format`,
		"map.dto": `no format for files that end in ".dto"; did you mean ".dot"?`,
		"map.zip": `no format for files that end in ".zip"; known: .dot, .gv, .mmd, .mermaid, .txt`,
	} {
		if _, err := FormatForFile(file, Formats()); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", file, err, want)
		}
	}
	if _, err := LookupFormat("mermaidd", Formats()); !errors.As(err, new(*graph.UnknownError)) {
		t.Errorf("%v", err)
	}
}

func TestMermaidGolden(t *testing.T) {
	golden(t, "small.mmd", mustScene(t, small(t), Options{}).Mermaid())
	golden(t, "small-unbundled.mmd", mustScene(t, small(t), Options{Unbundle: true, Highlight: []string{"AfE"}}).Mermaid())
}

// mermaidLine is what a line of a flowchart may look like: strings hold only letters, marks, codes and
// punctuation without a meaning.
var mermaidLine = regexp.MustCompile(`^ *(flowchart LR|acc(Title|Descr): [\pL\pN\pM .,:()'’–—…?!-]*|end` +
	`|subgraph s\d+\["[^"]*"\]|n\d+[\[({>/\\]+"[^"]*"[\])}/\\]+(:::\w+)?|n\d+ (---|<?-->)\|"[^"]*"\| n\d+` +
	`|classDef [\w ]+ [\w:#,]+(px)?|classDef \w+ .*|linkStyle [\d,]+ [\w:#,\- ]+)$`)

var mermaidString = regexp.MustCompile(`"([^"]*)"`)

func TestMermaidIsSafe(t *testing.T) {
	const harmless = ` .,:()'’-–—…?!/+`
	for _, c := range cases(t) {
		for _, unbundle := range []bool{false, true} {
			text := string(mustScene(t, c.Graph, Options{Unbundle: unbundle}).Mermaid())
			if !utf8.ValidString(text) {
				t.Errorf("%s: not UTF-8", c.Name)
			}
			if rest, found := strings.CutPrefix(text, "---\n"); found {
				_, text, _ = strings.Cut(rest, "\n---\n")
			}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if !mermaidLine.MatchString(line) {
					t.Errorf("%s: line %q", c.Name, line)
				}
				for _, quoted := range mermaidString.FindAllStringSubmatch(line, -1) {
					inside := regexp.MustCompile(`#\d+;|<br/>`).ReplaceAllString(quoted[1], "")
					inside = regexp.MustCompile(`[\pL\pN\pM]`).ReplaceAllString(inside, "")
					if bad := strings.Trim(inside, harmless); bad != "" {
						t.Errorf("%s: %q holds %q", c.Name, line, bad)
					}
				}
			}
		}
	}
}
