package query

import "github.com/liaisongraph/liaison/graph/query/internal/functions"

// Function describes a function of the language.
type Function struct {
	Name    string   `json:"name"` // it is found in any case
	Aliases []string `json:"aliases,omitempty"`
	Group   string   `json:"group"` // "Strings", "Dates"
	// Signature is how it is called, as in "toUpper(text STRING) STRING"; what may be left out has a "?".
	Signature string `json:"signature"`
	Meaning   string `json:"meaning"` // a sentence
}

// Functions returns all functions, group by group.
func Functions() []Function {
	var all []Function
	for _, f := range functions.All() {
		all = append(all, Function{Name: f.Name, Aliases: f.Aliases, Group: f.Group, Signature: f.Signature, Meaning: f.Meaning})
	}
	return all
}
