package exchange

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// What is written by hand is what encoding/json makes of the same, field by field and with all of them.
func TestFTMOwnIsJSON(t *testing.T) {
	mutual := false
	date, err := graph.ParseDate("2014-05~")
	if err != nil {
		t.Fatal(err)
	}
	samples := map[reflect.Type][]any{
		reflect.TypeFor[int]():                    {1, 12},
		reflect.TypeFor[bool]():                   {true},
		reflect.TypeFor[*bool]():                  {&mutual},
		reflect.TypeFor[string]():                 {"x", "a \"b\" \\ <c> & d\n\te", "é \u2028 \u2029 \U0001f600", "\b\f\r\x7f\x01", "\xff"},
		reflect.TypeFor[float64]():                {2.0, 0.1, 1e-7, 1e21, -3.5, math.MaxFloat64},
		reflect.TypeFor[graph.Date]():             {date},
		reflect.TypeFor[graph.Status]():           {graph.Ended},
		reflect.TypeFor[graph.Confidence]():       {graph.Doubtful},
		reflect.TypeFor[[]string]():               {[]string{"a", "<b>"}},
		reflect.TypeFor[[]graph.OtherName]():      {[]graph.OtherName{{Name: "x", EndDate: date}}},
		reflect.TypeFor[[]graph.Evidence]():       {[]graph.Evidence{{Source: "s", Passage: "a … b"}}},
		reflect.TypeFor[[]graph.Type]():           {[]graph.Type{{ID: "t"}}},
		reflect.TypeFor[[]graph.Classification](): {[]graph.Classification{{ID: "c"}}},
		reflect.TypeFor[[]graph.Arrangement]():    {[]graph.Arrangement{{ID: "a"}}},
	}
	check := func(own *ftmOwn) {
		t.Helper()
		want, err := json.Marshal(own)
		if err != nil {
			t.Fatal(err)
		}
		if got := own.appendJSON(nil); string(got) != string(want) {
			t.Errorf("is   %s\nwant %s", got, want)
		}
	}
	check(&ftmOwn{})
	var all ftmOwn
	for i := range reflect.TypeFor[ftmOwn]().NumField() {
		for _, sample := range samples[reflect.TypeFor[ftmOwn]().Field(i).Type] {
			var own ftmOwn
			reflect.ValueOf(&own).Elem().Field(i).Set(reflect.ValueOf(sample))
			check(&own)
			reflect.ValueOf(&all).Elem().Field(i).Set(reflect.ValueOf(sample))
		}
		if reflect.ValueOf(all).Field(i).IsZero() {
			t.Errorf("no sample of the field %s", reflect.TypeFor[ftmOwn]().Field(i).Name)
		}
	}
	check(&all)
}
