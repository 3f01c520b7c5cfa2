package cli

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func TestFiguresAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range figures() {
		if seen[f.name] || f.section == "" || f.label == "" || !strings.HasSuffix(f.definition, ".") ||
			f.source != "" && !strings.HasSuffix(f.source, ".") || strings.ContainsAny(f.section+f.name, " _") {
			t.Errorf("%s: section %q, label %q, definition %q, source %q", f.name, f.section, f.label, f.definition, f.source)
		}
		seen[f.name] = true
	}
}

// Every figure of every map has a value, bounds or a reason, and says something.
func TestStatsOfCorpus(t *testing.T) {
	cases := append(graphtest.Corpus(), graphtest.Case{Name: "large", Graph: graphtest.ScaleFree(1, 400, 3)})
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			for _, work := range []int64{0, 1} {
				opts := structure.SummaryOptions{Distances: structure.DistanceOptions{Work: work}}
				s, err := structure.Summarise(context.Background(), c.Graph, opts)
				if err != nil {
					t.Fatal(err)
				}
				d := &measuredMap{s, c.Graph, true}
				for _, f := range figures() {
					q := f.tell(d)
					undefined := strings.HasPrefix(q.says, "Not defined: ")
					if undefined != (q.value == nil && q.low == nil) || undefined != (q.text() == "–") || !strings.HasSuffix(q.says, ".") {
						t.Errorf("%s: %+v", f.name, q)
					}
				}
				for _, forPeople := range []bool{false, true} {
					for _, row := range statsTable(d, forPeople).Rows {
						if len(row) != 6 || !forPeople && (row[0] == nil || row[1] == nil) {
							t.Errorf("row %v", row)
						}
					}
				}
			}
		})
	}
}

// An estimate whose error is not known has no interval.
func TestMeanWithoutError(t *testing.T) {
	for _, test := range []struct {
		of   structure.Distances
		low  any
		want string
	}{
		{structure.Distances{Organisations: 9, Sources: 1, Pairs: 8, Mean: 2.5}, nil, "≈ 2.500"},
		{structure.Distances{Organisations: 9, Sources: 3, Pairs: 8, Mean: 2.5, MeanError: 0.5}, 2.5 - float64(1.96*0.5), "≈ 2.500"},
		{structure.Distances{Organisations: 9, Sources: 9, Exact: true, Pairs: 8, Mean: 2.5}, nil, "2.500"},
	} {
		if q := tellMean(test.of, "Mean", noTies); q.low != test.low || (q.high == nil) != (q.low == nil) || q.text() != test.want {
			t.Errorf("%+v: %+v", test.of, q)
		}
	}
}

func TestQuantities(t *testing.T) {
	for _, test := range []struct {
		q    quantity
		want string
	}{
		{quantity{value: 7}, "7"},
		{quantity{value: 0.5}, "0.5000"},
		{quantity{value: 2.0}, "2"},
		{quantity{value: -0.00012345678}, "-0.0001235"},
		{quantity{value: 0.0000123456}, "1.235e-05"},
		{quantity{value: 12345.67}, "12345.7"},
		{quantity{value: 2.5, low: 2.4, high: 2.6, estimate: true}, "≈ 2.500"},
		{quantity{low: 5, high: 7}, "5 to 7"},
		{quantity{low: 5}, "≥ 5"},
		{quantity{}, "–"},
	} {
		if got := test.q.text(); got != test.want {
			t.Errorf("%+v: %q, want %q", test.q, got, test.want)
		}
	}
	var got []string
	for _, n := range []int{0, 1, 12, 94, 95, 126, 989, 1000, 9995, 10000} {
		got = append(got, percent(n, 10000))
	}
	want := []string{"0%", "less than 0.1%", "0.1%", "0.9%", "0.9%", "1.3%", "9.9%", "10%", "more than 99.9%", "100%"}
	if !slices.Equal(got, want) || percent(0, 0) != "0%" {
		t.Errorf("%v, want %v", got, want)
	}
}
