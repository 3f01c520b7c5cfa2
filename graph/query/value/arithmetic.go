package value

import (
	"math"
	"math/bits"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

// The operators below give null where an operand is null. Their errors are *fault.Error of the run phase, without a
// span. Integers do not wrap around: a result that is too large is an error.

// Add returns a + b: the sum of numbers; strings, and a string and a number, boolean or date, joined; lists joined;
// or a list with an item before or after it.
func Add(a, b Value) (Value, error) {
	switch {
	case a.kind == KindInt && b.kind == KindInt:
		x, y := a.Int(), b.Int()
		sum := x + y
		if (sum > x) != (y > 0) && y != 0 {
			return Null, overflow(a, "+", b)
		}
		return Int(sum), nil
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case isNumber(a) && isNumber(b):
		return Float(a.Float() + b.Float()), nil
	case a.kind == KindList && b.kind == KindList:
		return joinLists(a, b)
	case a.kind == KindList:
		return joinLists(a, List([]Value{b}))
	case b.kind == KindList:
		return joinLists(List([]Value{a}), b)
	case a.kind == KindString && isWritten(b), isWritten(a) && b.kind == KindString:
		return joinTexts(plainText(a), plainText(b))
	}
	return Null, operandError("+", "add", a, b)
}

// Concatenate returns a || b, of two strings or two lists.
func Concatenate(a, b Value) (Value, error) {
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.kind == KindString && b.kind == KindString:
		return joinTexts(a.Text(), b.Text())
	case a.kind == KindList && b.kind == KindList:
		return joinLists(a, b)
	}
	e := operandError("||", "join", a, b)
	if a.kind == KindList || b.kind == KindList {
		return Null, e.WithHint("to add an item to a list, use +, or put the item in brackets: [item]")
	}
	return Null, e.WithHint("|| joins two strings or two lists; toString(…) makes a string of a value")
}

// isWritten reports whether + joins v to a string.
func isWritten(v Value) bool {
	switch v.kind {
	case KindString, KindInt, KindFloat, KindBool, KindDate:
		return true
	}
	return false
}

// plainText is a string as it is, and another value as it is written.
func plainText(v Value) string {
	if v.kind == KindString {
		return v.Text()
	}
	return string(appendScalar(nil, v))
}

func joinTexts(a, b string) (Value, error) {
	if len(a)+len(b) > MaxSize {
		return Null, tooLarge("string")
	}
	return String(a + b), nil
}

func joinLists(a, b Value) (Value, error) {
	if a.length() == 0 {
		return b, nil
	}
	if b.length() == 0 {
		return a, nil
	}
	size := addSize(Size(a), Size(b)) - valueSize
	if size > MaxSize {
		return Null, tooLarge("list")
	}
	items := make([]Value, 0, a.length()+b.length())
	items = append(append(items, a.List()...), b.List()...)
	return listOf(items, size, max(Depth(a), Depth(b))), nil
}

func tooLarge(what string) *fault.Error {
	return fault.AtRun(fault.LimitExceeded, "Memory", fault.Span{}, "the %s would take more than %d MB", what, MaxSize>>20)
}

// Subtract returns a - b, of numbers.
func Subtract(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		x, y := a.Int(), b.Int()
		difference := x - y
		if (difference < x) != (y > 0) && y != 0 {
			return Null, overflow(a, "-", b)
		}
		return Int(difference), nil
	}
	return floats(a, b, "-", "subtract", func(x, y float64) float64 { return x - y })
}

// Multiply returns a * b, of numbers.
func Multiply(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		product, ok := multiply(a.Int(), b.Int())
		if !ok {
			return Null, overflow(a, "*", b)
		}
		return Int(product), nil
	}
	return floats(a, b, "*", "multiply", func(x, y float64) float64 { return x * y })
}

func multiply(x, y int64) (product int64, ok bool) {
	hi, lo := bits.Mul64(magnitude(x), magnitude(y))
	negative := (x < 0) != (y < 0)
	switch {
	case hi != 0:
		return 0, false
	case negative && lo <= 1<<63:
		return -int64(lo), true
	case !negative && lo < 1<<63:
		return int64(lo), true
	}
	return 0, false
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// Divide returns a / b: of integers the quotient without its fraction, where b must not be 0.
func Divide(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		switch x, y := a.Int(), b.Int(); {
		case y == 0:
			return Null, byZero(a, "/")
		case x == math.MinInt64 && y == -1:
			return Null, overflow(a, "/", b)
		default:
			return Int(x / y), nil
		}
	}
	return floats(a, b, "/", "divide", func(x, y float64) float64 { return x / y })
}

// Modulo returns a % b: what remains of Divide, with the sign of a.
func Modulo(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		switch y := b.Int(); y {
		case 0:
			return Null, byZero(a, "%")
		case -1: // the smallest integer would overflow
			return Int(0), nil
		default:
			return Int(a.Int() % y), nil
		}
	}
	return floats(a, b, "%", "take the remainder of", math.Mod)
}

// Power returns a ^ b, always a float.
func Power(a, b Value) (Value, error) {
	return floats(a, b, "^", "raise to a power", math.Pow)
}

// Negate returns -a.
func Negate(a Value) (Value, error) {
	switch a.kind {
	case KindInt:
		if a.Int() == math.MinInt64 {
			return Null, fault.AtRun(fault.ArithmeticError, "IntegerOverflow", fault.Span{},
				"-(%d) is too large for an integer", a.Int())
		}
		return Int(-a.Int()), nil
	case KindFloat:
		return Float(-a.Float()), nil
	case KindNull:
		return Null, nil
	}
	return Null, signError("-", a)
}

// Plus returns +a, which is a where that is a number.
func Plus(a Value) (Value, error) {
	if isNumber(a) || a.kind == KindNull {
		return a, nil
	}
	return Null, signError("+", a)
}

func signError(operator string, a Value) *fault.Error {
	return fault.AtRun(fault.TypeError, "InvalidArgumentType", fault.Span{},
		"%s before a value needs a number, and this is %s", operator, a.kind.Phrase())
}

func floats(a, b Value, operator, verb string, compute func(x, y float64) float64) (Value, error) {
	switch {
	case isNumber(a) && isNumber(b):
		return Float(compute(a.Float(), b.Float())), nil
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	}
	return Null, operandError(operator, verb, a, b)
}

func operandError(operator, verb string, a, b Value) *fault.Error {
	e := fault.AtRun(fault.TypeError, "InvalidArgumentType", fault.Span{},
		"cannot %s %s and %s with %s", verb, a.kind.Phrase(), b.kind.Phrase(), operator)
	if a.kind == KindString || b.kind == KindString {
		e.WithHint("toInteger(…) and toFloat(…) make a number of a string")
	}
	return e
}

func overflow(a Value, operator string, b Value) *fault.Error {
	return fault.AtRun(fault.ArithmeticError, "IntegerOverflow", fault.Span{},
		"%d %s %d is too large for an integer", a.Int(), operator, b.Int()).
		WithHint("with a float, such as toFloat(%d), it can be computed", a.Int())
}

func byZero(a Value, operator string) *fault.Error {
	return fault.AtRun(fault.ArithmeticError, "DivisionByZero", fault.Span{},
		"%d %s 0: an integer cannot be divided by zero", a.Int(), operator)
}
