package structure_test

import (
	"context"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// Whatever shares its work takes any number of workers from 0 on, and no other.
func TestWorkers(t *testing.T) {
	ctx := context.Background()
	g := graphtest.ScaleFree(1, 400, 3)
	tied := tiesOf(t, g)
	p := &structure.Partition{Of: make([]int32, g.NumOrganisations()), Names: []string{"all"}}
	for name, work := range map[string]func(workers int) error{
		"brokerage": func(workers int) error {
			_, err := structure.FindBrokerage(ctx, g, p, structure.BrokerageOptions{Workers: workers})
			return err
		},
		"holes": func(workers int) error {
			_, err := structure.FindHoles(ctx, g, structure.HolesOptions{Workers: workers})
			return err
		},
		"communities": func(workers int) error {
			_, err := structure.FindCommunities(ctx, g, structure.CommunityOptions{Workers: workers})
			return err
		},
		"ties": func(workers int) error {
			_, err := structure.TieDistances(ctx, g, structure.DistanceOptions{Workers: workers})
			return err
		},
		"directed": func(workers int) error {
			_, err := structure.DirectedDistances(ctx, g, structure.DistanceOptions{Workers: workers})
			return err
		},
		"summary": func(workers int) error {
			_, err := structure.Summarise(ctx, g, structure.SummaryOptions{Distances: structure.DistanceOptions{Workers: workers}})
			return err
		},
		"triangles": func(workers int) error {
			_, err := structure.CountTrianglesOf(ctx, tied, workers)
			return err
		},
		"clustering": func(workers int) error {
			_, err := structure.WeightedClusteringOf(ctx, tied, workers)
			return err
		},
	} {
		for _, workers := range []int{0, 1, 3, 1 << 50} {
			if err := work(workers); err != nil {
				t.Errorf("%s with %d workers: %v", name, workers, err)
			}
		}
		if err := work(-1); err == nil || !strings.HasPrefix(err.Error(), "-1 workers: the number of workers is 1 or more") {
			t.Errorf("%s with -1 workers: %v", name, err)
		}
	}
}
