package exchange

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sheetNumber is a number as a person or a spreadsheet program writes it.
type sheetNumber struct {
	value float64 // where it is unsettled, with its sign for decimals
	// decimal is the sign before decimals, a comma or a point, where the number tells: that of "3,5", and the other one of "1,234,567".
	decimal byte
	// unsettled is the sign, a comma or a point, that may divide thousands or stand before decimals: that of "1,200".
	unsettled byte
}

// parseSheetNumber reads a number. Commas, points, blanks and apostrophes may divide thousands, a comma or a point stands before decimals. A
// number is unsettled that has one comma or one point and nothing else, one to three digits before it that do not begin with 0, and three after it.
func parseSheetNumber(text string) (n sheetNumber, ok bool) {
	sign, digits := "", text
	for _, minus := range []string{"-", "\u2212"} {
		if rest, cut := strings.CutPrefix(digits, minus); cut {
			sign, digits = "-", rest
			break
		}
	}
	if sign == "" {
		digits = strings.TrimPrefix(digits, "+")
	}
	exponent := ""
	if i := strings.IndexAny(digits, "eE"); i > 0 {
		digits, exponent = digits[:i], digits[i:]
	}
	var whole, decimals string
	switch last := strings.LastIndexAny(digits, ",."); {
	case last < 0:
		whole = digits
	case strings.IndexByte(digits, digits[last]) < last: // several of it divide thousands
		whole, n.decimal = digits, otherSign(digits[last])
	default:
		whole, decimals, n.decimal = digits[:last], digits[last+1:], digits[last]
		if exponent == "" && len(decimals) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0' && areDigits(whole) {
			n.unsettled, n.decimal = digits[last], 0
		}
	}
	whole, ok = withoutThousands(whole, n.decimal)
	if !ok || !areDigits(decimals) || whole == "" && decimals == "" {
		return sheetNumber{}, false
	}
	value, err := strconv.ParseFloat(sign+whole+"."+decimals+exponent, 64)
	if err != nil {
		return sheetNumber{}, false
	}
	n.value = value
	return n, true
}

// withoutThousands returns digits without what divides their thousands, which is not the sign before decimals. ok is false where there is
// anything else in them, or a group has not three digits.
func withoutThousands(text string, decimal byte) (digits string, ok bool) {
	if areDigits(text) { // most
		return text, true
	}
	var b strings.Builder
	divider, group := rune(0), 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
			group++
			continue
		case !dividesThousands(r), r < utf8.RuneSelf && byte(r) == decimal, divider == 0 && (group == 0 || group > 3),
			divider != 0 && (r != divider || group != 3):
			return "", false
		}
		divider, group = r, 0
	}
	return b.String(), group == 3
}

// dividesThousands reports whether a rune stands between thousands somewhere: blanks of several widths, and apostrophes, beside comma and point.
func dividesThousands(r rune) bool {
	switch r {
	case ',', '.', ' ', '\'', '\u00a0', '\u2009', '\u202f', '\u2019':
		return true
	}
	return false
}

func areDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func otherSign(sign byte) byte {
	if sign == ',' {
		return '.'
	}
	return ','
}

// with is the value where the sign before decimals is known.
func (n sheetNumber) with(decimal byte) float64 {
	if n.unsettled != 0 && n.unsettled != decimal {
		return math.Round(n.value * 1000)
	}
	return n.value
}

// decimalSign is what the numbers of a column, or of a matrix, tell of the sign before decimals.
type decimalSign struct {
	sign  byte // a comma or a point; 0 while none has told
	mixed bool // some have a comma and some a point
}

// see takes what a number tells.
func (d *decimalSign) see(n sheetNumber) {
	if n.decimal == 0 {
		return
	}
	d.mixed = d.mixed || d.sign != 0 && d.sign != n.decimal
	d.sign = n.decimal
}

// settled is the sign, or 0 where it is not known.
func (d decimalSign) settled() byte {
	if d.mixed {
		return 0
	}
	return d.sign
}

// What settles how numbers are written is no more of a table than this, so that it is not held as a whole.
const (
	numberRows  = 1000
	numberBytes = 1 << 20
)

// settleNumbers looks ahead for how the weights of a table are written.
func (s *sheet) settleNumbers() error {
	column, ok := s.hasColumn("weight")
	if !ok || s.about != relationshipTable {
		return nil
	}
	if err := s.ahead(numberRows, numberBytes); err != nil {
		return err
	}
	for _, row := range s.rows {
		if column < len(row) {
			if n, ok := parseSheetNumber(strings.TrimSpace(row[column])); ok {
				s.numbers.see(n)
			}
		}
	}
	return nil
}

const (
	unsettledNumber = "a weight whose comma or point may divide thousands or stand before decimals"
	otherNumber     = "a weight with another sign before decimals than those above"
)

// putWeight reads a weight. What is not understood is kept as it stands.
func (s *sheet) putWeight(row *sheetRow, text string) {
	n, ok := parseSheetNumber(text)
	if ok {
		mixed := s.numbers.mixed
		s.numbers.see(n)
		row.otherNumber = s.numbers.mixed && !mixed
	}
	decimal := s.numbers.settled()
	if w := n.with(decimal); ok && (n.unsettled == 0 || decimal != 0) && w >= minWeight && w <= maxWeight {
		row.r.Weight = w
		return
	}
	row.r.Extra = append(row.r.Extra, Attribute{"weight", TextValue(text)})
}

// isUnsettledNumber reports whether a value that is no weight is a number that nothing settles.
func isUnsettledNumber(v Value) bool {
	n, ok := parseSheetNumber(strings.TrimSpace(v.Text))
	return v.Kind == Text && ok && n.unsettled != 0 && n.value > 0
}
