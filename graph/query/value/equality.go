package value

import (
	"encoding/binary"
	"math"
	"slices"
)

// Equals returns a = b. Null equals nothing, and is not different from anything: that is Unknown, also within lists
// and maps unless these differ elsewhere. NaN is different from every number. Kinds are different but for numbers,
// which are compared as they are: no integer is rounded. Dates are equal where they are written alike.
func Equals(a, b Value) Truth {
	if a.kind != b.kind {
		switch {
		case a.kind == KindNull || b.kind == KindNull:
			return Unknown
		case !isNumber(a) || !isNumber(b) || isNaN(a) || isNaN(b):
			return False
		}
		return TruthOf(compareNumbers(a, b) == 0)
	}
	switch a.kind {
	case KindNull:
		return Unknown
	case KindFloat:
		return TruthOf(a.Float() == b.Float())
	case KindString:
		return TruthOf(a.Text() == b.Text())
	case KindList:
		x, y := a.List(), b.List()
		if len(x) != len(y) {
			return False
		}
		result := True
		for i := range x {
			if result = result.And(Equals(x[i], y[i])); result == False {
				return False
			}
		}
		return result
	case KindMap:
		return mapsEqual(a.Map(), b.Map())
	}
	return TruthOf(sameScalar(a, b))
}

// Equivalent reports whether DISTINCT and grouping take a and b for one: equal, or both null, or both NaN, also
// within lists and maps.
func Equivalent(a, b Value) bool {
	if a.kind != b.kind {
		return isNumber(a) && isNumber(b) && !isNaN(a) && !isNaN(b) && compareNumbers(a, b) == 0
	}
	switch a.kind {
	case KindNull:
		return true
	case KindFloat:
		return a.Float() == b.Float() || isNaN(a) && isNaN(b)
	case KindString:
		return a.Text() == b.Text()
	case KindList:
		return slices.EqualFunc(a.List(), b.List(), Equivalent)
	case KindMap:
		return orderMaps(a.Map(), b.Map()) == 0
	}
	return sameScalar(a, b)
}

// sameScalar compares two values of one kind that have no parts which may be null.
func sameScalar(a, b Value) bool {
	switch a.kind {
	case KindDate:
		return a.date == b.date
	case KindPath:
		p, q := a.Path(), b.Path()
		return slices.Equal(p.Nodes, q.Nodes) && slices.Equal(p.Relationships, q.Relationships)
	}
	return a.bits == b.bits
}

func mapsEqual(a, b *Map) Truth {
	if len(a.Keys) != len(b.Keys) {
		return False
	}
	result := True
	if slices.Equal(a.Keys, b.Keys) {
		for i := range a.Values {
			if result = result.And(Equals(a.Values[i], b.Values[i])); result == False {
				return False
			}
		}
		return result
	}
	var bufferA, bufferB [smallMap]int
	x, y := a.sorted(bufferA[:0]), b.sorted(bufferB[:0])
	for i := range x {
		if a.Keys[x[i]] != b.Keys[y[i]] {
			return False
		}
	}
	for i := range x {
		if result = result.And(Equals(a.Values[x[i]], b.Values[y[i]])); result == False {
			return False
		}
	}
	return result
}

// In returns item IN list, for a list.
func In(item Value, list []Value) Truth {
	result := False
	for i := range list {
		switch Equals(item, list[i]) {
		case True:
			return True
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// AppendKey appends bytes that are the same just where values are Equivalent. No key is the beginning of another,
// so that the keys of several values can follow one another.
func AppendKey(b []byte, v Value) []byte {
	switch v.kind {
	case KindFloat:
		// A float that is a whole number has the key of that integer.
		f := v.Float()
		switch {
		case f >= -1<<63 && f < 1<<63 && f == math.Trunc(f):
			return appendBits(b, KindInt, uint64(int64(f)))
		case math.IsNaN(f):
			f = math.NaN()
		}
		return appendBits(b, KindFloat, math.Float64bits(f))
	case KindBool, KindInt, KindNode, KindRelationship:
		return appendBits(b, v.kind, v.bits)
	case KindString:
		return appendText(append(b, byte(KindString)), v.Text())
	case KindDate:
		return appendText(append(b, byte(KindDate)), v.date.String())
	case KindList:
		list := v.List()
		b = binary.AppendUvarint(append(b, byte(KindList)), uint64(len(list)))
		for i := range list {
			b = AppendKey(b, list[i])
		}
		return b
	case KindMap:
		m := v.Map()
		var buffer [smallMap]int
		b = binary.AppendUvarint(append(b, byte(KindMap)), uint64(len(m.Keys)))
		for _, i := range m.sorted(buffer[:0]) {
			b = AppendKey(appendText(b, m.Keys[i]), m.Values[i])
		}
		return b
	case KindPath:
		p := v.Path()
		b = binary.AppendUvarint(append(b, byte(KindPath)), uint64(len(p.Nodes)))
		for _, n := range p.Nodes {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
		for _, r := range p.Relationships {
			b = binary.LittleEndian.AppendUint32(b, uint32(r))
		}
		return b
	}
	return append(b, byte(v.kind))
}

func appendBits(b []byte, kind Kind, bits uint64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, byte(kind)), bits)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
