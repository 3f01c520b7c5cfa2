package centrality

import "math"

// krylov is the space of a vector and its products with a matrix and its powers, in which the dominant
// eigenvector of a large matrix is well approximated by that of a small one.
//
// W. E. Arnoldi, "The principle of minimized iterations in the solution of the matrix eigenvalue problem",
// Quarterly of Applied Mathematics 9 (1951) 17–29.
type krylov struct {
	*dominant
	basis  [][]float64 // orthonormal, and one more, for the vector before
	matrix []float64   // what the matrix does to the basis: size × size
	size   int

	shares, partShares []float64 // of the vectors of the basis in another, in all and by block
	power, square      []float64
	column, before     []float64
}

// newKrylov returns a space of up to 40 vectors, and of fewer, down to 12, where they are long.
func newKrylov(d *dominant) *krylov {
	n := len(d.x)
	return &krylov{dominant: d, size: min(n, max(12, min(40, (1<<21)/n)))}
}

func (k *krylov) allocate() {
	if k.basis != nil {
		return
	}
	k.basis = make([][]float64, k.size+1)
	for i := range k.basis {
		k.basis[i] = make([]float64, len(k.x))
	}
	square := k.size * k.size
	k.matrix, k.power, k.square = make([]float64, square), make([]float64, square), make([]float64, square)
	k.column, k.before, k.shares = make([]float64, k.size), make([]float64, k.size), make([]float64, k.size)
	k.partShares = make([]float64, len(k.parts)*k.size)
}

// improve replaces the vector by the best of the space of its products, and makes a step. Where that is no
// better, it leaves all as it was, and returns false.
func (k *krylov) improve(tolerance float64) bool {
	k.allocate()
	saved := k.basis[k.size]
	copy(saved, k.x)
	mass, change, steps := k.mass, k.change, len(k.exponents)
	if best := k.span(tolerance); best != nil {
		k.combine(best)
		if k.step() && k.change < change {
			return true
		}
	}
	copy(k.x, saved)
	k.mass, k.change, k.exponents = mass, change, k.exponents[:steps]
	return false
}

// leastRest is how far the rests of products may shrink in all, as shares of them, where an eigenvalue may be
// multiple. Rounding leaves in every vector of the basis a little of what is not in the space, and that grows
// as the rests shrink; where it has other eigenvectors of the greatest eigenvalue than the one that the start
// vector has a share of, they would come to the fore.
const leastRest = 1e-12

// span makes the basis, vector by vector, until the space is large enough, and returns the coordinates of the
// best vector in it, or nil where there is none.
func (k *krylov) span(tolerance float64) []float64 {
	clear(k.matrix)
	copy(k.basis[0], k.x)
	k.divide(k.basis[0], math.Sqrt(k.dot(k.x, k.x)))
	left := 1.0
	for j := 0; ; j++ {
		k.iterations++
		k.multiply(k.product, k.basis[j])
		length := math.Sqrt(k.dot(k.product, k.product))
		rest := k.orthogonalise(k.product, j)
		left *= rest / length
		if j+1 == k.size || !(rest > 1e-12*length) || k.multiple && left < leastRest { // at the end, or where the space holds its products
			return k.best(j + 1)
		}
		if j > 6 && j%4 == 3 {
			// The last coordinate says by how much the product of the best vector leaves the space.
			best := k.best(j + 1)
			if best != nil && math.Abs(best[j])*rest <= tolerance*k.matrix[0]/4 {
				return best
			}
		}
		k.matrix[(j+1)*k.size+j] = rest
		copy(k.basis[j+1], k.product)
		k.divide(k.basis[j+1], rest)
	}
}

// orthogonalise takes from x its shares of the vectors of the basis up to number j, which it adds to the
// matrix, and once more what rounding has left of them. It returns the length of the rest.
func (k *krylov) orthogonalise(x []float64, j int) float64 {
	basis, shares := k.basis[:j+1], k.shares[:j+1]
	for pass := range 3 {
		k.each(func(block int, first, last int32) {
			part := x[first:last]
			if pass > 0 {
				for i, share := range shares {
					for v, y := range basis[i][first:last] {
						part[v] -= float64(share * y)
					}
				}
			}
			if pass < 2 {
				into := k.partShares[block*len(shares):]
				for i, y := range basis {
					into[i] = dot(part, y[first:last])
				}
			}
		})
		if pass == 2 {
			break
		}
		clear(shares)
		for block := range k.parts {
			for i := range shares {
				shares[i] += k.partShares[block*len(shares)+i]
			}
		}
		for i, share := range shares {
			k.matrix[i*k.size+j] += share
		}
	}
	return math.Sqrt(k.dot(x, x))
}

// best returns the coordinates of what the matrix of so many vectors of the basis, shifted, turns the first of
// them into when it is applied very often, found by squaring it; nil where that does not settle.
func (k *krylov) best(used int) []float64 {
	power, square := k.power[:used*used], k.square[:used*used]
	column, before := k.column[:used], k.before[:used]
	shift := k.shift()
	for i := range used {
		copy(power[i*used:(i+1)*used], k.matrix[i*k.size:])
		power[i*used+i] += shift
	}
	for range 32 {
		if !scaleToOne(power) {
			return nil
		}
		squareInto(square, power, used)
		power, square = square, power
		column, before = before, column
		for i := range used {
			column[i] = power[i*used]
		}
		if !scaleToOne(column) {
			return nil
		}
		settled := true
		for i := range column {
			settled = settled && math.Abs(column[i]-before[i]) <= 1e-14
		}
		if settled {
			break
		}
	}
	return column
}

func squareInto(square, a []float64, n int) {
	clear(square)
	for i := range n {
		into := square[i*n : i*n+n]
		for l := range n {
			factor, row := a[i*n+l], a[l*n:l*n+n]
			for j, x := range row {
				into[j] += float64(factor * x)
			}
		}
	}
}

// combine makes x the sum of the vectors of the basis, each as often as the coordinates say, scaled to add up
// to 1.
func (k *krylov) combine(coordinates []float64) {
	clear(k.x)
	for i, c := range coordinates {
		k.add(k.x, c, k.basis[i])
	}
	k.divide(k.x, k.total(k.x))
	k.mass = 1
}
