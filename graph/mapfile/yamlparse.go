package mapfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits on what goes to the parser, which recurses once for each level and for each key of a mapping in
// block style, copies the path of every node, and moves all later tokens at every value left out. All are
// far beyond what a map can use.
const (
	maxDepth    = 32   // a map needs 4
	maxSiblings = 1000 // keys of one mapping; a relationship has 14
	maxKey      = 200  // characters
	maxNulls    = 100  // values left out
)

// syntaxError is what is wrong with a part; line and column are within it, from 1.
type syntaxError struct {
	line, column int
	message      string
}

// parsePart parses a piece of YAML. The node is nil where there is nothing but comments.
func parsePart(text string) (node ast.Node, failure *syntaxError) {
	defer func() {
		// The parser has panicked on malformed input before; a reader of bad input must not.
		if r := recover(); r != nil {
			node, failure = nil, &syntaxError{1, 1, "what begins here cannot be read as YAML"}
		}
	}()
	tokens := lexer.Tokenize(text)
	if failure := checkTokens(tokens); failure != nil {
		return nil, failure
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, explainSyntax(err)
	}
	if len(file.Docs) == 0 {
		return nil, nil
	}
	return file.Docs[0].Body, nil
}

// unused says why a map does without parts of YAML: they make a file mean something else than it says.
var unused = map[token.Type]string{
	token.AnchorType:         `"&" makes an anchor in YAML, which a map does not use; put a text that begins with it in quotes`,
	token.AliasType:          `"*" makes an alias in YAML, which a map does not use; put a text that begins with it in quotes`,
	token.TagType:            `"!" makes a tag in YAML, which a map does not use; put a text that begins with it in quotes`,
	token.MergeKeyType:       `"<<" merges mappings in YAML, which a map does not use`,
	token.DirectiveType:      `"%" makes a directive in YAML, which a map does not use; put a text that begins with it in quotes`,
	token.MappingKeyType:     `"?" makes a complex key in YAML, which a map does not use; put a text that begins with it in quotes`,
	token.DocumentHeaderType: severalDocuments,
	token.DocumentEndType:    `"..." ends a YAML document; put a text that begins with it in quotes`,
}

// checkTokens refuses what the parser should not see.
func checkTokens(tokens token.Tokens) *syntaxError {
	c := tokenCheck{}
	for i, t := range tokens {
		if message := c.next(tokens, i); message != "" {
			return &syntaxError{t.Position.Line, t.Position.Column, message}
		}
	}
	return nil
}

type tokenCheck struct {
	brackets []token.Type
	line     int // of the last "- "
	dashes   int // in that line
	columns  []siblings
	nulls    int
	run      int // keys in brackets since the last comma or bracket
}

type siblings struct{ column, keys int }

func (c *tokenCheck) next(tokens token.Tokens, i int) string {
	t := tokens[i]
	if message, ok := unused[t.Type]; ok {
		return message
	}
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType, token.SequenceEndType, token.MappingEndType, token.CollectEntryType:
		c.run = 0
	}
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		if c.brackets = append(c.brackets, t.Type); len(c.brackets) > maxDepth {
			return fmt.Sprintf("brackets are nested more than %d deep", maxDepth)
		}
	case token.SequenceEndType, token.MappingEndType:
		if len(c.brackets) > 0 {
			c.brackets = c.brackets[:len(c.brackets)-1]
		}
	case token.SequenceEntryType:
		if t.Position.Line != c.line {
			c.line, c.dashes = t.Position.Line, 0
		}
		if c.dashes++; c.dashes > maxDepth {
			return fmt.Sprintf("lists are nested more than %d deep", maxDepth)
		}
		c.leave(t.Position.Column + 1)
	case token.MappingValueType:
		if message := c.key(tokens, i); message != "" {
			return message
		}
	}
	if c.leavesOut(tokens, i) {
		if c.nulls++; c.nulls > maxNulls {
			return fmt.Sprintf("more than %d values are left out", maxNulls)
		}
	}
	return ""
}

// key checks the key before the ":" that is token i.
func (c *tokenCheck) key(tokens token.Tokens, i int) string {
	if i == 0 {
		return ""
	}
	key := tokens[i-1]
	if len(key.Value) > maxKey {
		return fmt.Sprintf("the key before this has more than %d characters", maxKey)
	}
	if len(c.brackets) > 0 {
		if c.run++; c.run > maxDepth {
			return `"," is missing between the fields before this`
		}
		return ""
	}
	column := key.Position.Column
	c.leave(column + 1)
	if n := len(c.columns); n == 0 || c.columns[n-1].column < column {
		if n >= maxDepth {
			return fmt.Sprintf("mappings are nested more than %d deep", maxDepth)
		}
		c.columns = append(c.columns, siblings{column, 0})
	}
	last := &c.columns[len(c.columns)-1]
	if last.keys++; last.keys > maxSiblings {
		return fmt.Sprintf("more than %d keys in one mapping", maxSiblings)
	}
	return ""
}

// leave ends the mappings in block style whose keys stand in the column or to the right of it.
func (c *tokenCheck) leave(column int) {
	for n := len(c.columns); n > 0 && c.columns[n-1].column >= column; n-- {
		c.columns = c.columns[:n-1]
	}
}

// leavesOut reports whether the parser has to put a value after token i: after "-" or ":" with nothing
// behind it, and for a key without ":" in curly brackets.
func (c *tokenCheck) leavesOut(tokens token.Tokens, i int) bool {
	t := tokens[i]
	var next token.Type
	nextLine := -1
	if i+1 < len(tokens) {
		next, nextLine = tokens[i+1].Type, tokens[i+1].Position.Line
	}
	inMap := len(c.brackets) > 0 && c.brackets[len(c.brackets)-1] == token.MappingStartType
	switch t.Type {
	case token.SequenceEntryType:
		return next == token.SequenceEntryType && nextLine != t.Position.Line
	case token.MappingValueType:
		if len(c.brackets) == 0 {
			return nextLine != t.Position.Line && i+2 < len(tokens) && tokens[i+2].Type == token.MappingValueType &&
				i > 0 && tokens[i+1].Position.Column <= tokens[i-1].Position.Column
		}
		return next == token.CollectEntryType || next == token.MappingEndType
	case token.CollectEntryType, token.MappingStartType:
		return inMap && i+2 < len(tokens) && tokens[i+2].Type != token.MappingValueType && next != token.MappingEndType
	}
	return false
}

// syntaxHints puts what the parser says in words that help. The first that is contained in its message counts.
var syntaxHints = []struct{ contains, hint string }{
	{"end character of double-quoted text", `the double quote that opens here is not closed; the lines that it goes on in must be indented`},
	{"end character of single-quoted text", `the single quote that opens here is not closed; the lines that it goes on in must be indented, and a "'" within it is written "''"`},
	{"mapping value is not allowed in this context", `": " makes a key of what is before it; put a text that has it in quotes`},
	{"flow mapping end token", `the "{" here is not closed`},
	{"sequence end token", `the "[" here is not closed`},
	{"',' or '}' must be specified", `"," or "}" is missing before this`},
	{"',' or ']' must be specified", `"," or "]" is missing before this`},
	{"could not find '[' character", `"]" without a "[" before it`},
	{"could not find '{' character", `"}" without a "{" before it`},
	{"tab character", `a tab is used for indentation; YAML wants spaces`},
	{"character '\t' that cannot start", `a tab is used for indentation; YAML wants spaces`},
	{"is a reserved character", `a text cannot begin with this character; put it in quotes`},
	{"non-map value is specified", `a field, such as "name: …", is expected in this column`},
	{"map key-value is pre-defined", `this is indented further than the field before it, and belongs to nothing`},
	{"value is not allowed in this context", `this does not belong here; is the indentation right?`},
	{"block sequence entries are not allowed", `"- " begins an item of a list, which stands on a line of its own; put a text that begins with it in quotes`},
	{"invalid header option", `"|" and ">" announce text on the lines below; put a text that begins with one in quotes`},
	{"unknown escape character", `in double quotes, "\" begins an escape such as "\n"; write "\\" for the character itself`},
	{"unexpected key name", `this is no field: ":" is missing after it, or it belongs to the line before and wants indentation`},
}

// explainSyntax turns an error of the parser into a place and a message.
func explainSyntax(err error) *syntaxError {
	var located interface {
		GetToken() *token.Token
		GetMessage() string
	}
	failure := &syntaxError{line: 1, column: 1}
	if !errors.As(err, &located) {
		failure.message = err.Error()
	} else {
		// Not its Error(), which prints the tokens around in quadratic time.
		failure.message = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			failure.line, failure.column = t.Position.Line, t.Position.Column
		}
	}
	if located != nil && strings.Contains(failure.message, "mapping value is not allowed") && goesOn(located.GetToken()) {
		failure.message = `the line below this one is indented further, and belongs to nothing`
		return failure
	}
	for _, h := range syntaxHints {
		if strings.Contains(failure.message, h.contains) {
			failure.message = h.hint
			return failure
		}
	}
	failure.message = "not valid YAML: " + failure.message
	return failure
}

// goesOn reports whether a text goes on in the next line.
func goesOn(t *token.Token) bool {
	return t != nil && strings.Contains(strings.Trim(t.Origin, " \n"), "\n")
}
