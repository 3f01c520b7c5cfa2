package value

import (
	"math"
	"unsafe"
)

const (
	valueSize    = int(unsafe.Sizeof(Value{}))
	stringHeader = int(unsafe.Sizeof(""))
	pathHeader   = int(unsafe.Sizeof(Path{}))
)

// MaxDepth is how deep lists and maps may nest; what computes with values may go down by recursion.
const MaxDepth = 1000

// MaxSize is how many bytes a single value may take, whatever the limits of a run.
const MaxSize = 1 << 30

// The bits of a list, map or path are, from the lowest: how many items it has, how many units of bytes it takes, and
// how deep it nests, the last two as far as the bits go, which is beyond MaxSize and MaxDepth.
const (
	lengthBits = 30
	sizeBits   = 24
	sizeUnit   = 128
	mostDepth  = 1<<(64-lengthBits-sizeBits) - 1
)

func pack(length, size, depth int) uint64 {
	units := min((uint64(size)+sizeUnit-1)/sizeUnit, 1<<sizeBits-1)
	return uint64(length)&(1<<lengthBits-1) | units<<lengthBits | uint64(min(depth, mostDepth))<<(lengthBits+sizeBits)
}

// length returns how many items a list has.
func (v Value) length() int { return int(v.bits & (1<<lengthBits - 1)) }

// Size returns about how many bytes v takes, in constant time. A value that comes twice in a list or map counts
// twice, although it is there once: it is what writing or comparing the value costs.
func Size(v Value) int {
	switch v.kind {
	case KindString:
		return valueSize + int(v.bits)
	case KindList, KindMap, KindPath:
		return int(v.bits>>lengthBits&(1<<sizeBits-1)) * sizeUnit
	}
	return valueSize
}

// Depth returns how deep lists and maps nest in v: 0 for what is neither, 1 for a list of scalars.
func Depth(v Value) int {
	if v.kind != KindList && v.kind != KindMap {
		return 0
	}
	return int(v.bits >> (lengthBits + sizeBits))
}

// addSize adds two sizes that are not negative, and stays at the largest int.
func addSize(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}
