package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func queryCommand() command {
	return command{
		name:     "query",
		args:     []argument{{name: queryArgument, optional: true}},
		group:    groupAnswer,
		short:    "Answer a question in the query language, openCypher",
		long:     queryHelp(),
		examples: queryExamples,
		readsMap: true,
		new:      func() runner { return &queryOptions{} },
	}
}

// queryArgument is the argument that is a query.
const queryArgument = "QUERY"

// defaultMaxRows is how many rows a query may give unless a flag says otherwise; its other limits are those of
// query.DefaultLimits. They are far more than a question that a person asks needs, and less than what makes a
// machine useless.
const defaultMaxRows = 100_000

var defaultTimeout = query.DefaultLimits().Time

type queryOptions struct {
	file                         string
	params                       []string
	schema, functions            bool
	plan, verbose                bool
	maxRows, maxPaths, maxMemory int
	timeout                      time.Duration
	drawing                      drawing
	output                       output
	filter                       filter
}

func (o *queryOptions) flags(f *flags) {
	f.text(&o.file, "query-file", "", "read the query from `FILE`, or - for standard input, instead of the command line", completeFiles)
	f.add((*paramsValue)(&o.params), "param", "", "let $NAME in the query stand for VALUE: `NAME=VALUE`; can be repeated", nil)
	f.on(&o.schema, "schema", "", "show which labels, types and properties find something on this map; needs no query")
	f.on(&o.functions, "functions", "", "show the functions of the language; needs no query and no map")
	f.on(&o.plan, "plan", "", "show how the query would be run, and do not run it; the same as EXPLAIN before it")
	f.on(&o.verbose, "verbose", "v", "tell below the table each relationship in it with its dates and its evidence")
	standard := query.DefaultLimits()
	o.maxRows, o.maxPaths, o.maxMemory, o.timeout = defaultMaxRows, int(standard.Paths), int(standard.Memory>>20), standard.Time
	f.number(&o.maxRows, "max-rows", "", 0, fmt.Sprintf("fail where there are more than `N` rows; %d unless said, and 0 is no limit, as it is below", defaultMaxRows))
	f.number(&o.maxPaths, "max-paths", "", 0, fmt.Sprintf("fail where more than `N` paths are looked at; %d unless said", o.maxPaths))
	f.number(&o.maxMemory, "max-memory", "", 0, fmt.Sprintf("fail where results take more than `MB` megabytes; %d unless said", o.maxMemory))
	f.add((*timeValue)(&o.timeout), "timeout", "", fmt.Sprintf("fail after `TIME`, such as 90s or 5m; %s unless said", (*timeValue)(&o.timeout)), nil)
	o.drawing.flags(f, "the organisations and relationships of the answer")
	o.output.flags(f)
	o.filter.flags(f)
}

// mostMemory returns --max-memory in bytes. What is more than any machine has is taken for 4 EiB.
func (o *queryOptions) mostMemory() int64 {
	const megabyte, most = 1 << 20, 1 << 62
	return min(int64(o.maxMemory), most/megabyte) * megabyte
}

// limits returns the limits as the engine has them, which takes 0 for its own.
func (o *queryOptions) limits() query.Limits {
	atMost := func(n int64) int64 {
		if n == 0 {
			return query.NoLimit
		}
		return n
	}
	return query.Limits{
		Rows: atMost(int64(o.maxRows)), Paths: atMost(int64(o.maxPaths)), Memory: atMost(o.mostMemory()),
		Time: time.Duration(atMost(int64(o.timeout))),
	}
}

func (o *queryOptions) run(ctx context.Context, a *app, args []string) error {
	if o.schema || o.functions {
		return o.describe(ctx, a, args)
	}
	if _, err := o.output.chosen(); err != nil {
		return err
	}
	format, err := o.drawing.format(a)
	if err != nil {
		return err
	}
	q, err := o.question(ctx, a, args)
	if err != nil {
		return err
	}
	params, err := readParams(o.params)
	if err != nil {
		return err
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	asked := mapgraph.Of(part)
	statement, err := query.New(asked, query.Options{Limits: o.limits()}).Prepare(q.text)
	if err != nil {
		return q.complaint(err)
	}
	if o.plan || statement.IsExplain() {
		return o.output.write(a, writePlan(statement.Plan()))
	}
	if err := checkParams(params, statement.Parameters()); err != nil {
		return err
	}
	found := &answer{Values: tell.Values{Graph: part}, columns: statement.Columns()}
	defer o.collectGarbage()()
	found.rows, err = during(ctx, a, "searching", func() ([][]value.Value, error) { return statement.All(ctx, params) })
	if err != nil {
		return q.complaint(err)
	}
	found.most = o.limits().Memory
	if format != nil {
		if err := o.drawAnswer(ctx, a, format, m.Graph, found); err != nil {
			return err
		}
	}
	if err := o.print(ctx, a, found); err != nil {
		return q.complaint(err)
	}
	if len(found.rows) > 0 {
		if text, advice := q.countsTwice(asked); text != "" {
			a.say(text, advice)
		}
		return nil
	}
	within, err := o.filter.inWords(m.Graph)
	if err != nil {
		return err
	}
	return hint(answerNo{"no rows: there is nothing that the query describes" + tell.InBrackets(within)}, q.whyNone(m.Graph, asked, o.filter.asOf, params)...)
}

// collectGarbage has the garbage of a query collected before it takes much more than --max-memory together with what the
// query holds, and returns what ends that.
func (o *queryOptions) collectGarbage() (end func()) {
	if o.maxMemory == 0 {
		return func() {}
	}
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	before := debug.SetMemoryLimit(int64(now.Sys) + o.mostMemory())
	return func() { debug.SetMemoryLimit(before) }
}

// print prints the answer; where there are no rows, only what a program can read, and no empty file.
func (o *queryOptions) print(ctx context.Context, a *app, found *answer) error {
	if f, err := o.output.chosen(); err != nil || len(found.rows) == 0 && f == table.Text {
		return err
	}
	return o.output.writeLong(ctx, a, func(w io.Writer, f table.Format, width int) error { return found.write(w, f, width, o.verbose) })
}

// describe shows what a query may speak of.
func (o *queryOptions) describe(ctx context.Context, a *app, args []string) error {
	flag := "--schema"
	if o.functions {
		flag = "--functions"
	}
	switch {
	case o.schema && o.functions:
		return hint(errors.New("--schema and --functions show different things"), "give one")
	case len(args) > 0 || o.file != "":
		return hint(fmt.Errorf("%s shows what can be asked for, and takes no query", flag), "without "+flag+", the query is run")
	case o.functions:
		return o.output.table(a, functionTable())
	}
	_, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	return o.output.table(a, schemaTable(part))
}

// writePlan draws a plan as a tree; programs get it as JSON, or as a line for each step.
func writePlan(plan *query.Plan) func(w io.Writer, f table.Format, width int) error {
	return func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, plan)
		case table.Text:
			_, err := io.WriteString(w, table.CleanLines(plan.String()))
			return err
		}
		t := &table.Table{Columns: []table.Column{{Name: "operator"}, {Name: "detail"}}}
		addSteps(t, 0, plan)
		return t.Write(w, f, width)
	}
}

func addSteps(t *table.Table, level int, p *query.Plan) {
	t.Add(table.Indented{Level: level, Text: p.Operator}, p.Detail)
	for _, child := range p.Children {
		addSteps(t, level+1, child)
	}
}
