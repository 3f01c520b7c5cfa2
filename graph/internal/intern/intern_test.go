package intern

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// is checks that a table has the strings, in their order, and no others.
func is(t *testing.T, when string, table *Table, want []string, finds bool) {
	t.Helper()
	if table.Len() != len(want) {
		t.Errorf("%s: %d strings, want %d", when, table.Len(), len(want))
	}
	for i, s := range want {
		if got := table.At(uint32(i)); got != s {
			t.Fatalf("%s: At(%d) = %.20q, want %.20q", when, i, got, s)
		}
		if n, ok := table.Find(s); ok != finds || finds && int(n) != i {
			t.Fatalf("%s: Find(%.20q) = %d, %t", when, s, n, ok)
		}
	}
	for _, s := range []string{"no", "xxx1", "1 ", "\x00"} {
		if n, ok := table.Find(s); ok {
			t.Errorf("%s: Find(%q) = %d", when, s, n)
		}
	}
}

func TestTable(t *testing.T) {
	// Enough strings for several growths, some of them many times, some empty, some long.
	r := rand.New(rand.NewPCG(1, 2))
	var table Table
	numbers := map[string]uint32{}
	var order, given []string
	is(t, "empty", &table, nil, true)
	for range 10_000 {
		s := strings.Repeat("x", r.IntN(3)) + fmt.Sprint(r.IntN(2000))
		if r.IntN(50) == 0 {
			s = strings.Repeat("long", r.IntN(500))
		}
		want, seen := numbers[s]
		n, added, err := table.Intern(s)
		if err != nil || added == seen || seen && n != want || !seen && int(n) != len(order) {
			t.Fatalf("Intern(%.20q) = %d, %t, %v; seen before: %t as %d", s, n, added, err, seen, want)
		}
		if !seen {
			numbers[s] = n
			order, given = append(order, s), append(given, table.At(n))
		}
	}
	is(t, "growing", &table, order, true)
	copied := table.Clone()
	table.Clip()
	is(t, "clipped", &table, order, true)
	table.Seal()
	is(t, "sealed", &table, order, false)
	if n, added, err := table.Intern(order[7]); n != 7 || added || err != nil {
		t.Errorf("after Seal, a string that is there is interned as %d, %t, %v", n, added, err)
	}
	is(t, "grown after Seal", &table, order, true)

	table.Seal()
	table.Truncate(1000)
	is(t, "truncated after Seal", &table, order[:1000], true)
	copied.Truncate(1000)
	is(t, "truncated", copied, order[:1000], true)
	if n, added, _ := copied.Intern("more"); n != 1000 || !added {
		t.Errorf("after Truncate, a new string is %d, %t", n, added)
	}
	copied.Truncate(0)
	is(t, "emptied", copied, nil, true)
	for i, s := range given {
		if s != order[i] {
			t.Fatalf("the string %d, %.20q, has become %.20q", i, order[i], s)
		}
	}
}

func TestGrow(t *testing.T) {
	var table Table
	table.Grow(1000, 4000)
	if allocated := testing.AllocsPerRun(1, func() {
		for i := range 400 {
			_, _, _ = table.Intern("xxxxxxxxxx"[:i%10])
		}
	}); allocated > 0 {
		t.Errorf("after Grow, it grows %v times", allocated)
	}
}

func TestEmptyTable(t *testing.T) {
	var table Table
	table.Seal()
	table.Clip()
	table.Truncate(0)
	if _, ok := table.Find(""); ok || table.Len() != 0 || table.Clone().Len() != 0 {
		t.Error("an empty table has a string")
	}
	if n, added, err := table.Intern(""); n != 0 || !added || err != nil {
		t.Errorf("the empty string is %d, %t, %v", n, added, err)
	}
}
