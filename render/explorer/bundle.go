package explorer

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:embed page/*.html page/*.css page/*.js
var pageFiles embed.FS

// The style sheets of the page, in their order; a served page has its own besides.
var (
	styleFiles = []string{"page.css", "tools.css"}
	liveStyles = []string{"live.css"}
)

// Where the modules begin: the one that imports all others.
const (
	offlineEntry = "offline.js"
	servedEntry  = "served.js"
)

// parts is what a page is made of, whatever the graph.
type parts struct {
	template      []piece
	style, script string
}

// piece is a part of the page's frame: text, or the name of what goes there.
type piece struct{ name, text string }

var (
	offlineParts = sync.OnceValues(func() (*parts, error) { return makeParts(false) })
	servedParts  = sync.OnceValues(func() (*parts, error) { return makeParts(true) })
)

func partsOf(live bool) (*parts, error) {
	if live {
		return servedParts()
	}
	return offlineParts()
}

func makeParts(live bool) (*parts, error) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		return nil, err
	}
	entry, styles := offlineEntry, styleFiles
	if live {
		entry, styles = servedEntry, append(styles[:len(styles):len(styles)], liveStyles...)
	}
	p := &parts{}
	frame, err := fs.ReadFile(files, "page.html")
	if err != nil {
		return nil, err
	}
	p.template = pieces(regexp.MustCompile(`\n +`).ReplaceAllString(string(frame), "\n"))
	var style strings.Builder
	for _, name := range styles {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		style.Write(text)
	}
	p.style = compactStyle(style.String())
	p.script, err = bundle(files, entry)
	return p, err
}

var placeholder = regexp.MustCompile(`\{\{([a-z]+)\}\}`)

// pieces takes the frame apart where names in double braces stand. The comment before it is for those who read the file.
func pieces(frame string) (list []piece) {
	if i := strings.Index(frame, "<!DOCTYPE"); i > 0 {
		frame = frame[i:]
	}
	for {
		at := placeholder.FindStringSubmatchIndex(frame)
		if at == nil {
			return append(list, piece{text: frame})
		}
		list = append(list, piece{text: frame[:at[0]]}, piece{name: frame[at[2]:at[3]]})
		frame = frame[at[1]:]
	}
}

var (
	importLine = regexp.MustCompile(`^import \{[^}]*\} from '\./([a-z]+\.js)';$`)
	exportWord = regexp.MustCompile(`^export (const|let|function|async function|class) `)
)

// bundle joins ES modules into one script: each once, after those that it imports, but for circles, whose modules stand
// in the order in which they are met. Modules import by name alone, an import a line, and export where they declare; no
// two of them declare the same name at their top, so that they share one scope; and their texts of several lines are
// joined ones, so that a line can be told to be a comment by its beginning.
func bundle(files fs.FS, entry string) (string, error) {
	var out strings.Builder
	seen := map[string]bool{}
	var add func(name string) error
	add = func(name string) error {
		if seen[name] {
			return nil
		}
		seen[name] = true
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		var own strings.Builder
		for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
			if m := importLine.FindStringSubmatch(line); m != nil {
				if err := add(path.Clean(m[1])); err != nil {
					return err
				}
				continue
			}
			line = exportWord.ReplaceAllString(line, "$1 ")
			if strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ") {
				return fmt.Errorf("%s:%d: %s: imports are by name, one a line, and exports stand before declarations", name, i+1, line)
			}
			if line = compact(line); line != "" {
				own.WriteString(line + "\n")
			}
		}
		out.WriteString("// " + name + "\n" + own.String())
		return nil
	}
	if err := add(entry); err != nil {
		return "", err
	}
	script := out.String()
	if strings.Contains(strings.ToLower(script), "</script") || strings.Contains(script, "<!--") {
		return "", fmt.Errorf("a module holds what would end the script element")
	}
	return script, nil
}
