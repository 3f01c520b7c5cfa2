package functions

import (
	"math"
	"math/big"
	"math/bits"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/value"
)

var aggregates = []Function{
	{
		Name: "count", Group: "Aggregates", Signature: "count(*) or count(x ANY) INTEGER",
		Meaning: "How many rows there are, or how many where x is not null.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: whole,
		Aggregate: func(*Context) Aggregator { return &counter{} },
	}, {
		Name: "sum", Group: "Aggregates", Signature: "sum(x INTEGER | FLOAT) INTEGER | FLOAT",
		Meaning: "The sum of the numbers that are not null; 0 where there are none.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: number,
		Aggregate: func(*Context) Aggregator { return &total{} },
	}, {
		Name: "avg", Group: "Aggregates", Signature: "avg(x INTEGER | FLOAT) FLOAT",
		Meaning: "The mean of the numbers that are not null; null where there are none.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: float,
		Aggregate: func(*Context) Aggregator { return &mean{} },
	}, {
		Name: "min", Group: "Aggregates", Signature: "min(x ANY) ANY",
		Meaning: "The first, in the order of ORDER BY, of the values that are not null; null where there are none.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: anyKind,
		Aggregate: func(*Context) Aggregator { return &extreme{sign: -1} },
	}, {
		Name: "max", Group: "Aggregates", Signature: "max(x ANY) ANY",
		Meaning: "The last, in the order of ORDER BY, of the values that are not null; null where there are none.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: anyKind,
		Aggregate: func(*Context) Aggregator { return &extreme{sign: 1} },
	}, {
		Name: "collect", Group: "Aggregates", Signature: "collect(x ANY) LIST",
		Meaning: "The list of the values that are not null.",
		Min:     1, Max: 1, Args: []value.Kinds{anyKind}, Result: list,
		Aggregate: func(c *Context) Aggregator { return &collector{c: c} },
	}, {
		Name: "stDev", Group: "Aggregates", Signature: "stDev(x INTEGER | FLOAT) FLOAT",
		Meaning: "The standard deviation of which the numbers that are not null are a sample; 0 where there are fewer than two.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: float,
		Aggregate: func(*Context) Aggregator { return &deviation{name: "stDev", sample: 1} },
	}, {
		Name: "stDevP", Group: "Aggregates", Signature: "stDevP(x INTEGER | FLOAT) FLOAT",
		Meaning: "The standard deviation of the numbers that are not null, as the whole population; 0 where there are none.",
		Min:     1, Max: 1, Args: []value.Kinds{number}, Result: float,
		Aggregate: func(*Context) Aggregator { return &deviation{name: "stDevP"} },
	}, {
		Name: "percentileCont", Group: "Aggregates", Signature: "percentileCont(x INTEGER | FLOAT, percentile FLOAT) FLOAT",
		Meaning: "The number below which the given part, from 0.0 to 1.0, of the numbers lies, between two of them where that is so.",
		Min:     2, Max: 2, Args: []value.Kinds{number}, Result: float,
		Aggregate: func(c *Context) Aggregator {
			return &percentile{c: c, name: "percentileCont", choose: betweenTwo}
		},
	}, {
		Name: "percentileDisc", Group: "Aggregates", Signature: "percentileDisc(x INTEGER | FLOAT, percentile FLOAT) INTEGER | FLOAT",
		Meaning: "The one of the numbers below which the given part, from 0.0 to 1.0, of them lies.",
		Min:     2, Max: 2, Args: []value.Kinds{number}, Result: number,
		Aggregate: func(c *Context) Aggregator {
			return &percentile{c: c, name: "percentileDisc", choose: oneOf}
		},
	},
}

type counter struct{ n int64 }

func (a *counter) Add(args []value.Value) error {
	if len(args) == 0 || !args[0].IsNull() {
		a.n++
	}
	return nil
}

func (a *counter) Result() (value.Value, error) { return value.Int(a.n), nil }

// wideSum adds whole numbers in 128 bits, so that only a result, and nothing on the way to it, is too large.
type wideSum struct {
	high int64
	low  uint64
}

func (s *wideSum) add(i int64) {
	low, carry := bits.Add64(s.low, uint64(i), 0)
	s.low, s.high = low, s.high+i>>63+int64(carry)
}

// int64 returns the sum, if it is one.
func (s *wideSum) int64() (int64, bool) { return int64(s.low), s.high == int64(s.low)>>63 }

// over returns the sum divided by n.
func (s *wideSum) over(n int64) float64 {
	if whole, ok := s.int64(); ok && max(whole, -whole) <= 1<<53 && whole != math.MinInt64 {
		return float64(whole) / float64(n) // what follows gives the same, and takes longer
	}
	sum := new(big.Int).Lsh(big.NewInt(s.high), 64)
	sum.Add(sum, new(big.Int).SetUint64(s.low))
	f, _ := new(big.Rat).SetFrac(sum, big.NewInt(n)).Float64()
	return f
}

// closeSum adds decimal numbers with a correction of what each addition rounds off (A. Neumaier, Rundungsfehler-
// analyse einiger Verfahren zur Summation endlicher Summen, 1974).
type closeSum struct{ sum, lost float64 }

func (s *closeSum) add(x float64) {
	t := s.sum + x
	if math.Abs(s.sum) >= math.Abs(x) {
		s.lost += (s.sum - t) + x
	} else {
		s.lost += (x - t) + s.sum
	}
	s.sum = t
}

func (s *closeSum) result() float64 {
	if math.IsInf(s.sum, 0) || math.IsNaN(s.sum) {
		return s.sum // the correction is Inf - Inf
	}
	return s.sum + s.lost
}

type total struct {
	whole    wideSum
	decimal  closeSum
	decimals bool
}

func (a *total) Add(args []value.Value) error {
	switch x := args[0]; x.Kind() {
	case value.KindNull:
	case value.KindInt:
		a.whole.add(x.Int())
	case value.KindFloat:
		a.decimals = true
		a.decimal.add(x.Float())
	default:
		return wrongKind("sum", number, x)
	}
	return nil
}

func (a *total) Result() (value.Value, error) {
	if a.decimals {
		sum := a.decimal
		sum.add(a.whole.over(1))
		return value.Float(sum.result()), nil
	}
	i, ok := a.whole.int64()
	if !ok {
		return value.Null, overflow("the sum")
	}
	return value.Int(i), nil
}

type mean struct {
	total
	n       int64
	running float64 // of the decimal numbers, right where their sum is beyond all floats
	m       int64   // how many those are
	endless bool    // one of the numbers is infinite or NaN itself
}

func (a *mean) Add(args []value.Value) error {
	x := args[0]
	switch x.Kind() {
	case value.KindNull:
		return nil
	case value.KindFloat:
		a.m++
		a.endless = a.endless || math.IsInf(x.Float(), 0) || math.IsNaN(x.Float())
		a.running += x.Float()/float64(a.m) - a.running/float64(a.m)
	case value.KindInt:
	default:
		return wrongKind("avg", number, x)
	}
	a.n++
	return a.total.Add(args)
}

func (a *mean) Result() (value.Value, error) {
	if a.n == 0 {
		return value.Null, nil
	}
	if !a.decimals {
		return value.Float(a.whole.over(a.n)), nil
	}
	sum, err := a.total.Result()
	if f := sum.Float(); err != nil || a.endless || !math.IsInf(f, 0) && !math.IsNaN(f) {
		return value.Float(f / float64(a.n)), err
	}
	return value.Float(a.running*(float64(a.m)/float64(a.n)) + a.whole.over(a.n)), nil
}

type extreme struct {
	best value.Value
	sign int
}

func (a *extreme) Add(args []value.Value) error {
	if x := args[0]; !x.IsNull() && (a.best.IsNull() || value.Order(x, a.best)*a.sign > 0) {
		a.best = x
	}
	return nil
}

func (a *extreme) Result() (value.Value, error) { return a.best, nil }

type collector struct {
	c     *Context
	items []value.Value
}

func (a *collector) Add(args []value.Value) error {
	if args[0].IsNull() {
		return nil
	}
	if len(a.items) == cap(a.items) {
		// While the list moves to a larger place, both are there.
		was := cap(a.items)
		if err := a.c.hold(sizeOfValue * (was + was/4)); err != nil {
			return err
		}
		a.items = slices.Grow(a.items, 1)
		if err := a.c.hold(sizeOfValue * (cap(a.items) - was - (was + was/4))); err != nil {
			return err
		}
	}
	a.items = append(a.items, args[0])
	return a.c.hold(value.Size(args[0]) - sizeOfValue)
}

func (a *collector) Result() (value.Value, error) { return value.List(a.items), nil }

// deviation is the method of B. P. Welford, Note on a method for calculating corrected sums of squares and
// products, 1962.
type deviation struct {
	name             string
	sample           int64 // 1 where the numbers are a sample
	n                int64
	mean, sumSquares float64
}

func (a *deviation) Add(args []value.Value) error {
	x := args[0]
	switch {
	case x.IsNull():
		return nil
	case !number.Has(x.Kind()):
		return wrongKind(a.name, number, x)
	}
	a.n++
	off := x.Float() - a.mean
	a.mean += off / float64(a.n)
	a.sumSquares += off * (x.Float() - a.mean)
	return nil
}

func (a *deviation) Result() (value.Value, error) {
	if a.n <= a.sample {
		return value.Float(0), nil
	}
	return value.Float(math.Sqrt(a.sumSquares / float64(a.n-a.sample))), nil
}

type percentile struct {
	c       *Context
	name    string
	choose  func(sorted []value.Value, part float64) value.Value
	part    value.Value // the last that was given; it is to be the same in all rows
	numbers []value.Value
}

func (a *percentile) Add(args []value.Value) error {
	x, part := args[0], args[1]
	switch {
	case !part.IsNull() && !number.Has(part.Kind()):
		return wrongKind(a.name, number, part)
	case !part.IsNull() && !(part.Float() >= 0 && part.Float() <= 1):
		err := badArgument("NumberOutOfRange", "%s: the percentile is to be from 0.0 to 1.0, not %s", a.name, formatFloat(part.Float()))
		if part.Float() > 1 && part.Float() <= 100 {
			err.WithHint("a percentage divided by 100 is a percentile, as in %s(x, %s)", a.name, formatFloat(part.Float()/100))
		}
		return err
	case x.IsNull():
		return nil
	case !number.Has(x.Kind()):
		return wrongKind(a.name, number, x)
	}
	a.part = part
	a.numbers = append(a.numbers, x)
	return a.c.hold(sizeOfValue)
}

func (a *percentile) Result() (value.Value, error) {
	if len(a.numbers) == 0 || a.part.IsNull() {
		return value.Null, nil
	}
	slices.SortStableFunc(a.numbers, value.Order)
	return a.choose(a.numbers, a.part.Float()), nil
}

// betweenTwo interpolates between the two numbers around the place.
func betweenTwo(sorted []value.Value, part float64) value.Value {
	place := part * float64(len(sorted)-1)
	below := math.Floor(place)
	low, high := sorted[int(below)].Float(), sorted[int(math.Ceil(place))].Float()
	if low == high {
		return value.Float(low)
	}
	return value.Float(low*(1-(place-below)) + high*(place-below))
}

// oneOf takes the number at the nearest rank.
func oneOf(sorted []value.Value, part float64) value.Value {
	rank := int(math.Ceil(part * float64(len(sorted))))
	return sorted[max(rank, 1)-1]
}
