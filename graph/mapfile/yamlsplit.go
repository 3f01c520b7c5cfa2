package mapfile

import (
	"fmt"
	"slices"
	"strings"
)

// A YAML file is split into its records by the indentation of its lines, and each is parsed by itself. So
// a syntax error costs one record and not the rest of the file, memory goes by the largest record and not
// by the file, several processors can work, and what the parser does in quadratic time stays small.
//
// The split sees only lines: in a list of records, a line that begins with "- " in the column of the
// first such line begins a record, and a line in the column of the first key begins a section. YAML
// requires that whatever belongs to a record is indented further than that.

// part is a piece of a YAML file that is parsed by itself.
type part struct {
	// section is the key of the list that the part is an item of, or "" where the part holds its keys
	// itself: "title: …", "sources: [ … ]".
	section string
	line    int // of its first line, from 1
	text    string
}

// maxPart is the most bytes that are handed to the parser at once, which allocates up to 600 times as much
// where every other byte is a token of its own.
const maxPart = 512 << 10

// maxSplitCost bounds what the parser's lexer does in quadratic time, summed over a file; this much takes
// it about a second. See splitter.cost.
const maxSplitCost = 300_000_000

type splitter struct {
	text   string
	parts  []part
	report func(line, column int, message string)
	keys   *keysSeen

	base       int    // column of the keys, from 0; -1 before the first
	section    string // whose items the lines are; "" in a part that holds its key itself
	header     int    // offset of the section's key
	headerLine int
	itemColumn int  // from 0; -1 before the first item
	skip       bool // until the next key: what is below an unknown or repeated one

	open      bool // a part is open
	start     int  // its offset
	startLine int
	blank     int // lines without content that came last
	blankMost int // most such lines in a row in the open part

	marked  bool // "---" has been seen
	content bool // a key has been seen
	flow    bool // the rest of the file is one part, because it is in brackets
	over    bool // "..." has been seen
	cost    int
	rubbish int // parts that cannot be right
}

// splitYAML splits the text of a file. What is wrong with the split goes to report; where nothing after it
// can be read, the parts are those before, and whole is false.
func splitYAML(text string, keys *keysSeen, report func(line, column int, message string)) (parts []part, whole bool) {
	s := splitter{text: text, keys: keys, report: report, base: -1, itemColumn: -1}
	offset := 0
	for n := 1; offset < len(text); n++ {
		line := text[offset:]
		end := strings.IndexByte(line, '\n')
		if end < 0 {
			end = len(line) - 1
		} else {
			line = line[:end]
		}
		if !s.line(n, offset, line) {
			return s.parts, false
		}
		offset += end + 1
	}
	return s.parts, s.close(len(text))
}

// line takes line n, which begins at the offset; it returns false where nothing after it can be read.
func (s *splitter) line(n, offset int, line string) bool {
	rest := strings.TrimLeft(line, " ")
	switch {
	case strings.TrimLeft(rest, "\t ") == "":
		s.blank++
		s.blankMost = max(s.blankMost, s.blank)
		return true
	case rest[0] == '#':
		return true
	}
	s.blank = 0
	if !s.affordable(n, line) {
		return false
	}
	indent := len(line) - len(rest)
	if indent == 0 {
		if done, ok := s.marker(n, offset, line); done {
			return ok
		}
	}
	switch {
	case s.over:
		s.report(n, 1, severalDocuments)
		return false
	case s.base < 0:
		s.base = indent
		if isItem(rest) {
			s.report(n, indent+1, "a map is not a list: it has sections, such as \"organisations:\", with a list in each")
			return false
		}
		s.flow = rest[0] == '{' || rest[0] == '['
	}
	s.content = true
	switch {
	case s.flow:
		s.begin("", n, offset)
	case indent == s.base && strings.IndexByte("}]\t", rest[0]) < 0 && !isItem(rest):
		return s.close(offset) && s.key(n, offset, indent, rest)
	case indent < s.base:
		s.report(n, indent+1, fmt.Sprintf("this line begins in column %d, and the first one in column %d", indent+1, s.base+1))
		return false
	case s.skip:
	case s.section == "":
		s.begin("", n, offset)
	case s.itemColumn < 0 && !isItem(rest):
		// The section is no list in block style; the walker says so, or reads the list in brackets.
		s.keys.forget(s.section)
		s.section = ""
		s.begin("", s.headerLine, s.header)
	case isItem(rest) && (s.itemColumn < 0 || indent <= s.itemColumn):
		if s.itemColumn >= 0 && indent < s.itemColumn {
			s.report(n, indent+1, fmt.Sprintf("this item begins in column %d, and those before it in column %d", indent+1, s.itemColumn+1))
		}
		if !s.close(offset) {
			return false
		}
		s.itemColumn = indent
		s.begin(s.section, n, offset)
	}
	return true
}

const severalDocuments = "a second YAML document begins here: a map file holds one"

// marker deals with what only stands at the start of a line: "---", "..." and directives.
func (s *splitter) marker(n, offset int, line string) (done, ok bool) {
	switch {
	case line == "---" || strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "---\t"):
		if s.marked || s.content || s.over {
			s.report(n, 1, severalDocuments)
			return true, false
		}
		s.marked = true
		if rest := strings.TrimLeft(line[3:], " \t"); rest != "" && rest[0] != '#' {
			s.report(n, 1, "what follows \"---\" begins on the next line")
			return true, false
		}
		return true, true
	case line == "..." || strings.HasPrefix(line, "... "):
		if !s.close(offset) {
			return true, false
		}
		s.over = true
		return true, true
	case line[0] == '%' && !s.content:
		s.report(n, 1, "a YAML directive is not used in a map: leave the line out")
		return true, false
	}
	return false, false
}

// key begins a section, or a part that holds its key itself.
func (s *splitter) key(n, offset, indent int, rest string) bool {
	s.skip, s.section, s.itemColumn = false, "", -1
	name, isHeader := sectionHeader(rest)
	if !isHeader {
		s.begin("", n, offset)
		return true
	}
	s.section, s.header, s.headerLine = name, offset, n
	s.skip = !s.keys.take(name, n, indent+1, s.report)
	return true
}

// sectionHeader returns the key of a line that holds nothing else.
func sectionHeader(line string) (name string, ok bool) {
	name, rest, found := strings.Cut(line, ":")
	if !found || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") != "" || name == "" {
		return "", false
	}
	rest = strings.TrimLeft(rest, " ")
	return name, rest == "" || rest[0] == '#' && strings.HasPrefix(line[len(name):], ": ")
}

func isItem(line string) bool {
	return line == "-" || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "-\t")
}

func (s *splitter) begin(section string, line, offset int) {
	if s.open {
		return
	}
	s.open, s.start, s.startLine, s.blankMost = true, offset, line, 0
	s.section = section
}

// close ends the open part before the offset.
func (s *splitter) close(offset int) bool {
	if !s.open {
		return true
	}
	s.open = false
	text := s.text[s.start:offset]
	if s.blankMost > 2 {
		if s.cost += s.blankMost * len(text); s.cost > maxSplitCost {
			s.report(s.startLine, 1, fmt.Sprintf("%d blank lines in a row below this line are more than can be read", s.blankMost))
			return false
		}
	}
	if len(text) > maxPart {
		s.report(s.startLine, 1, fmt.Sprintf("what begins here is longer than %d KiB, the most that is read in one piece; begin each record on a line of its own with \"- \", or use CSV files", maxPart>>10))
		return true
	}
	s.parts = append(s.parts, part{section: s.section, line: s.startLine, text: text})
	// A file of nothing but "-" has a part in every other byte. Each of them is a fault: after so many,
	// nobody reads on.
	if s.section == "" || len(text) < len("- {}") {
		s.rubbish++
	}
	return s.rubbish <= maxDiagnostics+len(s.keys.known)
}

// affordable adds up what a line costs in the loops of the lexer that run over the rest of the line, or of
// the run, from every place in it.
func (s *splitter) affordable(n int, line string) bool {
	if strings.Contains(line, "<<<") {
		run, most := 0, 0
		for i := 0; i < len(line); i++ {
			run++
			if line[i] != '<' {
				run = 0
			}
			most = max(most, run)
		}
		if s.cost += most * len(line); s.cost > maxSplitCost {
			s.report(n, 1, fmt.Sprintf("a run of %d \"<\" is more than can be read", most))
			return false
		}
	}
	if strings.IndexByte(line, '\t') >= 0 {
		tabs := strings.Count(line, "\t")
		if s.cost += tabs * len(line); s.cost > maxSplitCost {
			s.report(n, 1, fmt.Sprintf("%d tabs in a line of %d bytes are more than can be read", tabs, len(line)))
			return false
		}
	}
	return true
}

// keysSeen notes the keys of one YAML file.
type keysSeen struct {
	known []string
	lines map[string]int
}

// take notes a key, and reports whether it is one that is known and new.
func (k *keysSeen) take(name string, line, column int, report func(line, column int, message string)) bool {
	if !slices.Contains(k.known, name) {
		report(line, column, unknownField(name, "the map", k.known))
		return false
	}
	if first, seen := k.lines[name]; seen {
		report(line, column, fmt.Sprintf("%q is in line %d already", name, first))
		return false
	}
	k.lines[name] = line
	return true
}

func (k *keysSeen) forget(name string) { delete(k.lines, name) }
