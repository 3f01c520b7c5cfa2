package query

import (
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
)

func TestEffectiveLimits(t *testing.T) {
	for _, test := range []struct {
		set  Limits
		want eval.Limits
	}{
		{Limits{}, eval.Limits{Paths: 10_000_000, Memory: 1 << 30, Time: time.Minute}},
		{DefaultLimits(), eval.Limits{Paths: 10_000_000, Memory: 1 << 30, Time: time.Minute}},
		{Limits{NoLimit, NoLimit, NoLimit, NoLimit}, eval.Limits{}},
		{Limits{1, 2, 3, 4}, eval.Limits{Rows: 1, Paths: 2, Memory: 3, Time: 4}},
		{Limits{Rows: -7, Time: 5}, eval.Limits{Paths: 10_000_000, Memory: 1 << 30, Time: 5}},
	} {
		if got := test.set.effective(); got != test.want {
			t.Errorf("%+v is %+v, not %+v", test.set, got, test.want)
		}
	}
}
