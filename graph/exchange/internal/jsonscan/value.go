package jsonscan

import "unicode/utf8"

// AppendValue takes a value and appends it to b as JSON without white space. NaN and Infinity become null.
func (s *Scanner) AppendValue(b []byte) ([]byte, error) {
	if len(b) > s.limits.Value {
		return b, s.Errorf("a value of more than %d MiB", s.limits.MiB())
	}
	var err error
	switch c := s.Peek(); c {
	case '{':
		b = append(b, '{')
		first := true
		err = s.Object(s.limits.Attributes, func(key string) (err error) {
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(AppendText(b, key), ':')
			b, err = s.AppendValue(b)
			return err
		})
		return append(b, '}'), err
	case '[':
		b = append(b, '[')
		first := true
		err = s.Array(func() (err error) {
			if !first {
				b = append(b, ',')
			}
			first = false
			b, err = s.AppendValue(b)
			return err
		})
		return append(b, ']'), err
	case '"':
		text, err := s.Text()
		return AppendText(b, text), err
	case 't', 'f', 'n':
		word := map[byte]string{'t': "true", 'f': "false", 'n': "null"}[c]
		return append(b, word...), s.Literal(word)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		literal, no, err := s.Number()
		if no {
			return append(b, "null"...), err
		}
		return append(b, literal...), err
	}
	return b, s.Unexpected("a value")
}

// Skip takes a value, and forgets it.
func (s *Scanner) Skip() error {
	switch s.Peek() {
	case '{':
		return s.Object(0, func(string) error { return s.Skip() })
	case '[':
		return s.Array(s.Skip)
	case '"':
		_, _, err := s.rawText()
		return err
	}
	var err error
	s.skipped, err = s.AppendValue(s.skipped[:0])
	return err
}

// Truth takes true or false; anything else is an error.
func (s *Scanner) Truth() (bool, error) {
	switch s.Peek() {
	case 't':
		return true, s.Literal("true")
	case 'f':
		return false, s.Literal("false")
	}
	return false, s.Unexpected("true or false")
}

// AppendText appends a text in quotes. U+2028 and U+2029 are escaped, since JavaScript took them for line feeds.
func AppendText[T string | []byte](b []byte, s T) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if plain[c] || c >= utf8.RuneSelf && !(c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]|1 == 0xa9) {
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		case 0xe2:
			b = append(b, `\u202`...)
			b = append(b, '0'+s[i+2]-0xa0)
			i += 2
		default:
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		start = i + 1
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}
