package structure

import (
	"fmt"
	"slices"
)

// AdjustedRand says how far two partitions of the same organisations agree: the adjusted Rand index of Hubert
// and Arabie,
//
//	( Σij C(nij,2) - E ) / ( (Σi C(ai,2) + Σj C(bj,2))/2 - E ),   E = Σi C(ai,2) · Σj C(bj,2) / C(n,2)
//
// where nij is the number of organisations in group i of a and group j of b, ai and bj are the sizes of the
// groups, n is the number of organisations, and C(k,2) = k(k-1)/2 the number of pairs among k. It is 1 where the
// groups are the same, about 0 where they are no more alike than chance makes them, and can be below 0. Where
// neither tells any pair apart from others (all in one group, or all alone, in both) it is 1.
//
// Only organisations that are in a group of both count. It fails where the partitions are not of the same
// number of organisations, where one is not valid, or where no organisation is in a group of both. O(n log n).
//
// L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2 (1985) 193–218.
func AdjustedRand(a, b *Partition) (float64, error) {
	if a == nil || b == nil {
		return 0, fmt.Errorf("there is no partition")
	}
	if len(a.Of) != len(b.Of) {
		return 0, fmt.Errorf("the partitions are of %d and of %d organisations", len(a.Of), len(b.Of))
	}
	sizesA, sizesB := make([]float64, len(a.Names)), make([]float64, len(b.Names))
	var both []uint64
	for n, i := range a.Of {
		j := b.Of[n]
		if !a.valid(n) || !b.valid(n) {
			return 0, fmt.Errorf("organisation %d is in a group that there is not: in %d of %d, and in %d of %d", n, i, len(sizesA), j, len(sizesB))
		}
		if i < 0 || j < 0 {
			continue
		}
		sizesA[i]++
		sizesB[j]++
		both = append(both, uint64(i)<<32|uint64(j))
	}
	if len(both) == 0 {
		return 0, fmt.Errorf("no organisation is in a group of both partitions")
	}
	slices.Sort(both)
	together, run := 0.0, 0.0
	for k := range both {
		run++
		if k+1 == len(both) || both[k+1] != both[k] {
			together += pairs(run)
			run = 0
		}
	}
	sumA, sumB := 0.0, 0.0
	for _, size := range sizesA {
		sumA += pairs(size)
	}
	for _, size := range sizesB {
		sumB += pairs(size)
	}
	expected := 0.0
	if len(both) > 1 {
		expected = float64(sumA / pairs(float64(len(both))) * sumB)
	}
	most := float64((sumA + sumB) / 2)
	if most == expected {
		return 1, nil
	}
	return (together - expected) / (most - expected), nil
}
