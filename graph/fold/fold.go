// Package fold makes a smaller graph of a graph: organisations that belong together become one.
//
// # Vocabulary
//
// A [Group] is organisations that become one; its kind says how that one is called and classified. Relationships
// between two groups that are of one type, direction and status become one relationship; those within a group are
// counted. What is in no group stays as it is.
package fold

import "github.com/liaisongraph/liaison/graph"

// Group is organisations that become one.
type Group struct {
	ID             string // a slug; made unique where it is taken
	Name           string
	Classification string // of the organisation that it becomes; "" is grouping
	Of             []graph.Node
}

// Folded is a smaller graph and what its parts stand for.
type Folded struct {
	Graph         *graph.Graph
	Organisations [][]graph.Node // by node of Graph: those it stands for, at least one
	Relationships [][]graph.Edge // by edge of Graph: those it stands for, at least one
	Within        [][]graph.Edge // by node of Graph: relationships among those it stands for, none for one that stays as it is
}
