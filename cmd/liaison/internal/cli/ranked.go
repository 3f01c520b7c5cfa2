package cli

import "fmt"

// upTo returns the numbers below n.
func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

// alsoTied is how many of those that a ranking leaves out have the rank of the last that it shows: all where
// top is 0, or more than there are.
func alsoTied(ranks []int, top int) int {
	if top == 0 || top >= len(ranks) {
		return 0
	}
	more := 0
	for _, rank := range ranks[top:] {
		if rank == ranks[top-1] {
			more++
		}
	}
	return more
}

// tieNotes say that a ranking ends among equals.
func tieNotes(more int, what string) []string {
	if more == 0 {
		return nil
	}
	return []string{fmt.Sprintf("There %s %d more with the same %s as the last shown.", oneOrMany(more, "is", "are"), more, what)}
}
