package tck

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clause is a clause: its keywords in upper case, and what stands behind them.
type clause struct{ keyword, text string }

var clauseKeywords = []string{"OPTIONAL MATCH", "MATCH", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE",
	"ON CREATE SET", "ON MATCH SET", "SET", "REMOVE", "DETACH DELETE", "DELETE", "FOREACH", "CALL", "LOAD CSV"}

// clausesOf splits a text at semicolons into statements, and those into clauses.
func clausesOf(text string) ([][]clause, error) {
	var statements [][]clause
	var clauses []clause
	start := 0 // of what stands behind the last keyword
	end := func(at int) {
		if len(clauses) > 0 {
			clauses[len(clauses)-1].text = strings.TrimSpace(text[start:at])
		}
	}
	err := scan(text, func(at int, word string) int {
		if word == ";" {
			end(at)
			if len(clauses) > 0 {
				statements = append(statements, clauses)
			}
			clauses, start = nil, at+1
			return at + 1
		}
		for _, keyword := range clauseKeywords {
			if length := startsWith(text[at:], keyword); length > 0 {
				end(at)
				clauses, start = append(clauses, clause{keyword: keyword}), at+length
				return start
			}
		}
		if len(clauses) == 0 {
			clauses, start = append(clauses, clause{keyword: strings.ToUpper(word)}), at+len(word)
		}
		return at + len(word)
	})
	if err != nil {
		return nil, err
	}
	end(len(text))
	if len(clauses) > 0 {
		statements = append(statements, clauses)
	}
	return statements, nil
}

// startsWith returns how long a text's first words are, if they are those of a keyword, in any case and with any
// white space between them; otherwise 0.
func startsWith(text, keyword string) int {
	at := 0
	for i, word := range strings.Fields(keyword) {
		if i > 0 {
			at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n"))
		}
		if len(text)-at < len(word) || !strings.EqualFold(text[at:at+len(word)], word) {
			return 0
		}
		at += len(word)
		if next, _ := utf8.DecodeRuneInString(text[at:]); next == '_' || unicode.IsLetter(next) || unicode.IsDigit(next) {
			return 0
		}
	}
	return at
}

// scan calls word for each word, and each other character, of a text that is in no brackets, string or comment, and
// no name after a dot, colon or dollar; it goes on where that says.
func scan(text string, word func(at int, word string) (next int)) error {
	depth := 0
	var before byte
	for at := 0; at < len(text); {
		c := text[at]
		length := 1
		switch {
		case strings.HasPrefix(text[at:], "//"):
			length = len(text[at:])
			if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
				length = i
			}
			at += length
			continue
		case strings.HasPrefix(text[at:], "/*"):
			i := strings.Index(text[at:], "*/")
			if i < 0 {
				return fmt.Errorf("the comment at byte %d has no end", at)
			}
			at += i + 2
			continue
		case c == '\'' || c == '"' || c == '`':
			end := at + 1
			for end < len(text) && text[end] != c {
				if text[end] == '\\' && c != '`' {
					end++
				}
				end++
			}
			if end >= len(text) {
				return fmt.Errorf("no closing %c for the one at byte %d", c, at)
			}
			before, at = c, end+1
			continue
		case strings.IndexByte("([{", c) >= 0:
			depth++
			length = 1
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case strings.IndexByte(" \t\r\n", c) >= 0:
			at++
			continue
		default:
			for at+length < len(text) {
				r, size := utf8.DecodeRuneInString(text[at+length:])
				first, _ := utf8.DecodeRuneInString(text[at:])
				if !isName(first) || !isName(r) {
					break
				}
				length += size
			}
		}
		next := at + length
		if depth == 0 && strings.IndexByte(".:$", before) < 0 && strings.IndexByte(")]}", c) < 0 {
			next = word(at, text[at:next])
		}
		before, at = text[next-1], next
	}
	return nil
}

func isName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// split splits a text at a character outside brackets and strings.
func split(text, at string) []string {
	var parts []string
	start := 0
	err := scan(text, func(i int, word string) int {
		if word == at {
			parts, start = append(parts, strings.TrimSpace(text[start:i])), i+1
		}
		return i + len(word)
	})
	if err != nil {
		return []string{text}
	}
	return append(parts, strings.TrimSpace(text[start:]))
}
