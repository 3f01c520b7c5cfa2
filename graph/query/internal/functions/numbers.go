package functions

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var numberFunctions = []Function{
	{
		Name: "abs", Group: "Numbers", Signature: "abs(x INTEGER | FLOAT) INTEGER | FLOAT",
		Meaning: "The number without its sign.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: number,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			if args[0].Kind() == value.KindFloat {
				return value.Float(math.Abs(args[0].Float())), nil
			}
			i := args[0].Int()
			if i == math.MinInt64 {
				return value.Null, overflow("abs(-9223372036854775808)")
			}
			return value.Int(max(i, -i)), nil
		},
	}, {
		Name: "sign", Group: "Numbers", Signature: "sign(x INTEGER | FLOAT) INTEGER",
		Meaning: "-1, 0 or 1 for a negative number, 0, or a positive one.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: whole,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			switch f := args[0].Float(); {
			case f < 0:
				return value.Int(-1), nil
			case f > 0:
				return value.Int(1), nil
			}
			return value.Int(0), nil
		},
	}, {
		Name: "round", Group: "Numbers", Signature: "round(x INTEGER | FLOAT, digits? INTEGER, mode? STRING) FLOAT",
		Meaning: "The nearest number with so many digits after the point, none unless given; of two that are as near the greater one, where digits are given the one away from 0, or as the mode says: UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN or HALF_EVEN.",
		Min:     1, Max: 3, Args: []value.Kinds{number, whole, text}, Result: float, Eval: round,
	},
	ofNumber("ceil", "The least integer that is not less, as a float.", math.Ceil),
	ofNumber("floor", "The greatest integer that is not greater, as a float.", math.Floor),
	ofNumber("sqrt", "The square root; NaN of a negative number.", math.Sqrt),
	ofNumber("exp", "e to the power of the number.", math.Exp),
	ofNumber("log", "The natural logarithm; NaN of a negative number.", math.Log, "ln"),
	ofNumber("log10", "The logarithm to base 10; NaN of a negative number.", math.Log10),
	ofNumber("sin", "The sine of an angle in radians.", math.Sin),
	ofNumber("cos", "The cosine of an angle in radians.", math.Cos),
	ofNumber("tan", "The tangent of an angle in radians.", math.Tan),
	ofNumber("cot", "The cotangent of an angle in radians.", func(x float64) float64 { return 1 / math.Tan(x) }),
	ofNumber("asin", "The angle in radians that has this sine.", math.Asin),
	ofNumber("acos", "The angle in radians that has this cosine.", math.Acos),
	ofNumber("atan", "The angle in radians that has this tangent.", math.Atan),
	{
		Name: "atan2", Group: "Numbers", Signature: "atan2(y INTEGER | FLOAT, x INTEGER | FLOAT) FLOAT",
		Meaning: "The angle in radians of the point (x, y), from -pi() to pi().",
		Min:     2, Max: 2, Args: []value.Kinds{number}, Result: float,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.Float(math.Atan2(args[0].Float(), args[1].Float())), nil
		},
	},
	ofNumber("sinh", "The hyperbolic sine.", math.Sinh),
	ofNumber("cosh", "The hyperbolic cosine.", math.Cosh),
	ofNumber("tanh", "The hyperbolic tangent.", math.Tanh),
	ofNumber("degrees", "An angle in radians as degrees.", func(x float64) float64 { return x * 180 / math.Pi }),
	ofNumber("radians", "An angle in degrees as radians.", func(x float64) float64 { return x * math.Pi / 180 }),
	ofNumber("haversin", "Half the versine of an angle in radians.", func(x float64) float64 { return (1 - math.Cos(x)) / 2 }),
	{
		Name: "isNaN", Group: "Numbers", Signature: "isNaN(x INTEGER | FLOAT) BOOLEAN",
		Meaning: "Whether a number is NaN, the result of 0.0 / 0.0.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: truth,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.Bool(math.IsNaN(args[0].Float())), nil
		},
	},
	constant("pi", "The number π.", math.Pi),
	constant("e", "The base of the natural logarithm.", math.E),
	{
		Name: "rand", Group: "Numbers", Signature: "rand() FLOAT",
		Meaning: "A number from 0 up to but not 1 that nobody would foresee; the same ones in each run of a query.",
		Min:     0, Max: 0, Result: float, Varies: true,
		Eval: func(c *Context, _ []value.Value) (value.Value, error) { return value.Float(c.Random()), nil },
	},
}

// ofNumber is the row of a function from a number to a decimal number.
func ofNumber(name, meaning string, f func(float64) float64, aliases ...string) Function {
	return Function{
		Name: name, Aliases: aliases, Group: "Numbers", Signature: name + "(x INTEGER | FLOAT) FLOAT", Meaning: meaning,
		Min: 1, Max: 1, Args: []value.Kinds{number}, Result: float,
		Eval: func(_ *Context, args []value.Value) (value.Value, error) {
			return value.Float(f(args[0].Float())), nil
		},
	}
}

func constant(name, meaning string, x float64) Function {
	return Function{
		Name: name, Group: "Numbers", Signature: name + "() FLOAT", Meaning: meaning, Result: float,
		Eval: func(*Context, []value.Value) (value.Value, error) { return value.Float(x), nil },
	}
}

// round rounds the shortest decimal number that reads as x, so that round(2.675, 2) is 2.68, as it is written,
// although the nearest float is a little less.
func round(_ *Context, args []value.Value) (value.Value, error) {
	x := args[0].Float()
	if math.IsNaN(x) || math.IsInf(x, 0) || x == 0 {
		return value.Float(x), nil
	}
	digits, mode := int64(0), "HALF_UP"
	if len(args) > 1 {
		digits = args[1].Int()
		if digits < 0 {
			return value.Null, badArgument("NegativeIntegerArgument", "round takes no negative number of digits, and was given %d", digits)
		}
	} else if x < 0 {
		mode = "HALF_DOWN" // the greater of two, which is the one towards 0
	}
	if len(args) > 2 {
		mode = strings.ToUpper(args[2].Text())
	}
	const mostDigits = 400 // no float has more after the point
	shortest := strconv.FormatFloat(x, 'f', -1, 64)
	if args[0].Kind() == value.KindInt {
		shortest = strconv.FormatInt(args[0].Int(), 10)
	}
	exact, _ := new(big.Rat).SetString(shortest)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(min(digits, mostDigits)), nil)
	exact.Mul(exact, new(big.Rat).SetInt(scale))
	below, rest := new(big.Int).QuoRem(exact.Num(), exact.Denom(), new(big.Int)) // towards 0
	half := new(big.Int).Lsh(rest.Abs(rest), 1).Cmp(exact.Denom())
	var away bool // from 0
	switch mode {
	case "UP":
		away = rest.Sign() != 0
	case "DOWN":
	case "CEILING":
		away = rest.Sign() != 0 && x > 0
	case "FLOOR":
		away = rest.Sign() != 0 && x < 0
	case "HALF_UP":
		away = half >= 0
	case "HALF_DOWN":
		away = half > 0
	case "HALF_EVEN":
		away = half > 0 || half == 0 && below.Bit(0) == 1
	default:
		return value.Null, badArgument("InvalidArgumentValue", "round: no mode is called '%s'", args[2].Text()).
			WithHint("the modes are UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN")
	}
	if away {
		below.Add(below, big.NewInt(int64(exact.Sign())))
	}
	f, _ := new(big.Rat).SetFrac(below, scale).Float64()
	return value.Float(math.Copysign(f, x)), nil
}
