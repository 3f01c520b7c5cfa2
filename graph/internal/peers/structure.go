package main

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// structureTasks are the functions of graph/structure that say something of a whole graph.
func structureTasks() []task {
	return []task{
		{"weak components", whole(structure.WeakComponents)},
		{"strong components", whole(structure.StrongComponents)},
		{"cut organisations and bridges", whole(structure.FindCuts)},
		{"triangles", whole(structure.CountTriangles)},
		{"triad census", whole(structure.CountTriads)},
		{"distances of ties", with(structure.TieDistances, structure.DistanceOptions{})},
		{"all figures of stats", with(structure.Summarise, structure.SummaryOptions{})},
		{"structural holes", with(structure.FindHoles, structure.HolesOptions{})},
		{"brokerage between ten groups", whole(func(ctx context.Context, g *graph.Graph) (*structure.Brokerage, error) {
			return structure.FindBrokerage(ctx, g, tenGroups(g), structure.BrokerageOptions{})
		})},
		{"communities", with(structure.FindCommunities, structure.CommunityOptions{})},
	}
}

type cost = func(ctx context.Context, g *graph.Graph) (mark string, ok bool, err error)

// whole is what a function of a graph alone costs.
func whole[T any](f func(context.Context, *graph.Graph) (T, error)) cost {
	return func(ctx context.Context, g *graph.Graph) (string, bool, error) {
		_, err := f(ctx, g)
		return "", true, err
	}
}

// with is what a function of a graph and options costs.
func with[O, T any](f func(context.Context, *graph.Graph, O) (T, error), opts O) cost {
	return whole(func(ctx context.Context, g *graph.Graph) (T, error) { return f(ctx, g, opts) })
}

// tenGroups puts organisations into groups by turns.
func tenGroups(g *graph.Graph) *structure.Partition {
	p := &structure.Partition{Names: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}}
	for n := range g.Nodes() {
		p.Of = append(p.Of, int32(n)%int32(len(p.Names)))
	}
	return p
}
