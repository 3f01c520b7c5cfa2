package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestParams(t *testing.T) {
	for text, want := range map[string]string{
		"3": "3", "-3": "-3", "2.5": "2.5", "-2.5": "-2.5", "1e3": "1000.0", "true": "true", "null": "null",
		"'x'": "'x'", `"it's"`: `'it\'s'`, "[1, 'a', [null]]": "[1, 'a', [null]]", "{a: 1, b: [2]}": "{a: 1, b: [2]}",
		"date('2019-05')": "'2019-05'", "[date('2019~')]": "['2019~']",
		// All else is text as it stands.
		"": "''", "mi5": "'mi5'", "Police Scotland": "'Police Scotland'", "2019-05": "'2019-05'", "1 + 1": "'1 + 1'",
		"'t Hooft": `'\'t Hooft'`, "[1, x]": "'[1, x]'", "[1": "'[1'", "-'a'": `'-\'a\''`, "not true": "'not true'",
		"$x": "'$x'", "date('last year')": `'date(\'last year\')'`, "date(2019)": "'date(2019)'", "size([1])": "'size([1])'",
		"{a: 1, a: 2}": "'{a: 1, a: 2}'", "a=b": "'a=b'", "1, 2": "'1, 2'", "99999999999999999999": "'99999999999999999999'",
	} {
		params, err := readParams([]string{"x=" + text})
		if got := value.Format(params["x"], nil); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", text, got, err, want)
		}
	}
	if params, _ := readParams([]string{"x=date('2019')"}); params["x"].Kind() != value.KindDate {
		t.Error("a date is none")
	}
	if _, err := readParams([]string{"x=1", "x=2"}); err == nil {
		t.Error("a parameter is taken twice")
	}
	for given, want := range map[string]string{"org=mi5": "org=mi5", "$org=a=b": "org=a=b", " org =": "org=", "org": "", "=x": "", "$=x": "", "": ""} {
		var v paramsValue
		if err := v.Set(given); (err == nil) != (want != "") || v.String() != want {
			t.Errorf("%q: %q, %v", given, v, err)
		}
	}
}

func TestTimeValue(t *testing.T) {
	for given, want := range map[string]string{"90s": "1m30s", "60s": "1m", "2h": "2h", "0": "0s", "1500ms": "1.5s", "1h30m": "1h30m", "20m": "20m"} {
		var v timeValue
		if err := v.Set(given); err != nil || v.String() != want {
			t.Errorf("%s: %s, %v; want %s", given, &v, err, want)
		}
	}
	for _, given := range []string{"", "-1s", "90", "soon"} {
		v := timeValue(time.Second)
		if err := v.Set(given); err == nil || v != timeValue(time.Second) {
			t.Errorf("%q is taken for %s", given, &v)
		}
	}
}

func TestLimits(t *testing.T) {
	o := queryOptions{maxRows: 5, maxMemory: 2}
	if l := o.limits(); l.Rows != 5 || l.Paths != -1 || l.Memory != 2<<20 || l.Time != -1 {
		t.Errorf("%+v", l)
	}
	for _, huge := range []int64{1 << 42, 1 << 43, 1 << 44, 1<<44 + 1, math.MaxInt64} { // bytes beyond the integers
		o.maxMemory = int(huge)
		if l := o.limits(); int64(o.maxMemory) == huge && l.Memory != 1<<62 {
			t.Errorf("%d MB are %d bytes", huge, l.Memory)
		}
	}
}

// everyKind is an answer with each kind of value in a column of its own.
func everyKind(t *testing.T) *answer {
	g := graphtest.Of("sis > mi5", "mi5 = ctp")
	node := func(id string) value.NodeID {
		n, ok := g.NodeByID(id)
		if !ok {
			t.Fatal(id)
		}
		return value.NodeID(n)
	}
	path := value.OfPath(&value.Path{Nodes: []value.NodeID{node("sis"), node("mi5"), node("ctp")}, Relationships: []value.RelationshipID{0, 1}})
	row := []value.Value{
		value.Null, value.Bool(true), value.Int(-3), value.Float(2.5), value.Float(math.NaN()), value.String("=1+1"),
		value.Date(graph.MustParseDate("2019~")), value.Node(node("mi5")), value.Relationship(0), path,
		value.List([]value.Value{value.Node(node("sis")), value.String("x"), value.Null}),
		value.List([]value.Value{value.List([]value.Value{value.Int(1), value.Relationship(1)})}),
		value.OfMap(&value.Map{Keys: []string{"who", "n"}, Values: []value.Value{value.Node(node("sis")), value.Int(1)}}),
	}
	a := &answer{Values: tell.Values{Graph: g}, rows: [][]value.Value{row}}
	for i := range row {
		a.columns = append(a.columns, string(rune('a'+i)))
	}
	return a
}

func TestAnswer(t *testing.T) {
	a := everyKind(t)
	var b strings.Builder
	if err := a.write(&b, table.CSV, 0, false); err != nil {
		t.Fatal(err)
	}
	if _, got, _ := strings.Cut(b.String(), "\n"); got != csvOfEveryKind {
		t.Errorf("CSV:\n%s", got)
	}
	b.Reset()
	if err := a.write(&b, table.Markdown, 0, false); err != nil {
		t.Fatal(err)
	}
	if got := b.String()[strings.LastIndex(strings.TrimSpace(b.String()), "\n")+1:]; got != markdownOfEveryKind {
		t.Errorf("Markdown:\n%s", got)
	}
	b.Reset()
	if err := a.write(&b, table.JSON, 0, true); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &rows); err != nil {
		t.Fatal(err)
	}
	for column, want := range map[string]any{"a": nil, "b": true, "c": -3.0, "d": 2.5, "e": "NaN", "f": "=1+1", "g": "2019~"} {
		if got := rows[0][column]; got != want {
			t.Errorf("JSON: %s is %v, want %v", column, got, want)
		}
	}
	record, _ := rows[0]["i"].(map[string]any)
	way, _ := rows[0]["j"].(map[string]any)
	if record["from"] != "sis" || way["hops"] != 2.0 || len(way["steps"].([]any)) != 2 {
		t.Errorf("JSON: %v, %v", record, way)
	}
	if n := len(a.relationships()); n != 2 {
		t.Errorf("%d relationships", n)
	}
}

const (
	csvOfEveryKind = `,true,-3,2.5,NaN,'=1+1,2019~,mi5,sis:reporting:mi5,sis; sis:reporting:mi5; mi5; mi5:partnership:ctp; ctp,` +
		`sis; x; null,"[[1,""mi5:partnership:ctp""]]","{""who"":""sis"",""n"":1}"` + "\n"
	markdownOfEveryKind = `|  | yes | -3 | 2.5 | NaN | =1+1 | 2019\~ | mi5 | sis reports to mi5 | sis reports to mi5, which is a partner of ctp. | ` +
		`sis; x; null | \[1; mi5 is a partner of ctp\] | {who: sis; n: 1} |` + "\n"
)

// The whole records of a few paths take much more than the paths themselves.
func TestAnswerThatIsTooLong(t *testing.T) {
	a := &answer{columns: []string{"x"}, most: 1 << 20}
	for range 1000 {
		a.rows = append(a.rows, []value.Value{value.String(strings.Repeat("x", 1000))})
	}
	for _, f := range []table.Format{table.Text, table.JSON, table.CSV, table.Markdown} {
		var b strings.Builder
		err := a.write(&b, f, 0, false)
		var wrong *fault.Error
		if !errors.As(err, &wrong) || wrong.Kind != fault.LimitExceeded || wrong.Detail != "Memory" || b.Len() > 0 {
			t.Errorf("%v: %v, %d bytes", f, err, b.Len())
		}
	}
	for _, most := range []int64{-1, 0, 4 << 20} {
		a.most = most
		if err := a.write(io.Discard, table.Text, 0, false); err != nil {
			t.Errorf("at most %d: %v", most, err)
		}
	}
}

// Writing ends with what is interrupted, even where the writing itself does not look.
func TestWriteLong(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var b strings.Builder
	a := testApp()
	a.stdout = &b
	never := make(chan struct{})
	err := new(output).writeLong(ctx, a, func(w io.Writer, _ table.Format, _ int) error {
		io.WriteString(w, "half")
		cancel()
		<-never
		return nil
	})
	if !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%v, %q", err, b.String())
	}
	err = new(output).writeLong(context.Background(), a, func(w io.Writer, _ table.Format, _ int) error {
		_, err := io.WriteString(w, "whole")
		return err
	})
	if err != nil || b.String() != "whole" {
		t.Errorf("%v, %q", err, b.String())
	}
}

func TestAnswerOfNumbers(t *testing.T) {
	a := &answer{columns: []string{"numbers", "mixed", "nothing", "count(*)"}}
	a.rows = [][]value.Value{
		{value.Int(1), value.Int(1), value.Null, value.Int(1)},
		{value.Null, value.String("x"), value.Null, value.Float(0.5)},
	}
	var right []string
	tabulated, err := a.table(table.Text)
	if err != nil {
		t.Fatal(err)
	}
	columns := tabulated.Columns
	for _, c := range columns {
		if c.Right {
			right = append(right, c.Name)
		}
	}
	if got := strings.Join(right, " "); got != "numbers count(*)" {
		t.Errorf("to the right: %s", got)
	}
	if columns[0].Title != "" || columns[3].Title != "count(*)" {
		t.Errorf("titles %q, %q", columns[0].Title, columns[3].Title)
	}
}

// The names of columns are what a query says, which may come from elsewhere.
func TestHostileColumns(t *testing.T) {
	a := &answer{columns: []string{"=1+1", "\x1b[31mred\n"}, rows: [][]value.Value{{value.Int(1), value.String("x")}}}
	for format, want := range map[table.Format]string{
		table.Text:     "=1+1  <U+001B>[31MRED\n   1  x\n",
		table.CSV:      "'=1+1,\"\x1b[31mred\n\"\n1,x\n",
		table.Markdown: "| =1+1 | &lt;U+001B>\\[31mred  |\n|---:|---|\n| 1 | x |\n",
		table.JSON:     "[\n  {\n    \"=1+1\": 1,\n    \"\\u001b[31mred\\n\": \"x\"\n  }\n]\n",
	} {
		var b strings.Builder
		if err := a.write(&b, format, 0, false); err != nil || b.String() != want {
			t.Errorf("%v: %q, %v; want %q", format, b.String(), err, want)
		}
	}
}

// A limit is raised by the flag that sets it.
func TestComplaintsAboutLimits(t *testing.T) {
	for detail, limit := range limitFlags {
		err := question{text: "RETURN 1"}.complaint(fault.AtRun(fault.LimitExceeded, detail, fault.Span{}, "more than 5").WithHint("ask for less"))
		var h hinted
		if !errors.As(err, &h) || err.Error() != "the query "+limit.does+" more than 5" || !strings.Contains(strings.Join(h.hints, " "), limit.flag) {
			t.Errorf("%s: %v, %q", detail, err, h.hints)
		}
	}
	err := question{text: "RETURN 1", file: "f"}.complaint(&fault.Error{
		Kind: fault.LimitExceeded, Detail: "Memory", Message: "more than 5", Span: fault.Span{Start: 7, End: 8}, Text: "RETURN 1",
	})
	if got := err.Error(); got != "f:1:8: the query needs more than 5" {
		t.Error(got)
	}
	err = question{text: "RETURN 1"}.complaint(fault.AtRun(fault.LimitExceeded, "Memory", fault.Span{}, "a value would take 5"))
	var h hinted
	if got := err.Error(); got != "a value would take 5" || !errors.As(err, &h) || slices.Contains(h.hints, "") {
		t.Errorf("%s, %q", got, h.hints)
	}
	other := errors.New("other")
	if err := (question{}).complaint(other); err != other {
		t.Error(err)
	}
}
