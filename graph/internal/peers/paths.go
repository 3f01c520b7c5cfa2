package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// pathQueries are the path queries that are timed, by the names that Kuzu's have. $from and $to are ids.
var pathQueries = []struct{ name, text string }{
	{"TRAIL <=3, dated, avoiding a node, to police",
		"MATCH TRAIL (:Organisation {id: $from}) " +
			"(()-[r:INTELLIGENCE_SHARING]->(via) WHERE r.start_date <= date('2019') AND via.id <> 'o500'){1,3} " +
			"(:Police) RETURN count(*)"},
	{"ANY SHORTEST to every police",
		"MATCH p = ANY SHORTEST (:Organisation {id: $from})-[:INTELLIGENCE_SHARING|TASKING]->{1,15}(:Police) RETURN sum(length(p))"},
	{"ALL SHORTEST, a pair",
		"MATCH ALL SHORTEST (:Organisation {id: $from})-[:INTELLIGENCE_SHARING]->{1,15}(:Organisation {id: $to}) RETURN count(*)"},
	{"ACYCLIC <=4, a pair",
		"MATCH ACYCLIC (:Organisation {id: $from})-[:INTELLIGENCE_SHARING]->{1,4}(:Organisation {id: $to}) RETURN count(*)"},
}

// pathSources are the organisations that paths start at; those of a pair end at seven times the number.
var pathSources = []int{11, 222, 3333, 4444, 55555, 66666, 77777, 88888, 99999, 12345}

// pathTiming is how long a query took from its text to its rows, and what it answered for each source. It is also
// the line of JSON that a peer prints.
type pathTiming struct {
	Query   string  `json:"query"`
	Median  float64 `json:"median_ms"`
	Max     float64 `json:"max_ms"`
	Answers []int64 `json:"answers"`
}

// comparePaths times the path queries on the map of a folder, and prints them beside those of Kuzu.
func (s *settings) comparePaths(ctx context.Context) error {
	var kuzu []pathTiming
	if s.kuzu != "" {
		var err error
		if kuzu, err = readPathTimings(s.kuzu); err != nil {
			return err
		}
	}
	start := time.Now()
	m, err := mapfile.Read(s.paths)
	if err != nil {
		return err
	}
	g := mapgraph.Of(m.Graph)
	fmt.Fprintf(s.progress, "reading the map: %.2f s\n", time.Since(start).Seconds())
	ours, err := s.timePaths(ctx, query.New(g, query.Options{}), g.NumNodes())
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d organisations, %d relationships; milliseconds from text to rows over %d sources.\n\n",
		g.NumNodes(), g.NumRelationships(), len(ours[0].Answers))
	return printPaths(s, ours, kuzu)
}

// timePaths runs every query once from every source, and the first before that: what is built once, when the first
// query needs it, is said apart.
func (s *settings) timePaths(ctx context.Context, engine *query.Engine, nodes int) (all []pathTiming, err error) {
	for _, q := range pathQueries {
		t := pathTiming{Query: q.name}
		var times []float64
		run := func(source int) (answer int64, milliseconds float64, err error) {
			start := time.Now()
			answer, err = answerOf(ctx, engine, q.text, map[string]value.Value{
				"from": value.String(fmt.Sprintf("o%d", source%nodes)),
				"to":   value.String(fmt.Sprintf("o%d", source*7%nodes)),
			})
			if err != nil {
				err = fmt.Errorf("%s: %w", q.name, err)
			}
			return answer, time.Since(start).Seconds() * 1e3, err
		}
		_, first, err := run(pathSources[0])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(s.progress, "%s: the first run %.1f ms\n", q.name, first)
		runtime.GC() // what reading and the first run leave behind is not the query's
		for _, source := range pathSources {
			answer, milliseconds, err := run(source)
			if err != nil {
				return nil, err
			}
			times, t.Answers = append(times, milliseconds), append(t.Answers, answer)
		}
		slices.Sort(times)
		t.Median, t.Max = times[len(times)/2], times[len(times)-1]
		all = append(all, t)
	}
	return all, nil
}

// answerOf runs a query that answers with one number; null is 0.
func answerOf(ctx context.Context, engine *query.Engine, text string, params map[string]value.Value) (answer int64, err error) {
	statement, err := engine.Prepare(text)
	if err != nil {
		return 0, err
	}
	for row, err := range statement.Run(ctx, params) {
		if err != nil {
			return 0, err
		}
		answer = row[0].Int()
	}
	return answer, nil
}

// readPathTimings reads a line of JSON for each query.
func readPathTimings(file string) (all []pathTiming, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var t pathTiming
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s has %q, which is not JSON: %w", file, lines.Text(), err)
		}
		all = append(all, t)
	}
	return all, lines.Err()
}

// printPaths writes the table: a row a query, and how many times longer than ours Kuzu takes.
func printPaths(s *settings, ours, kuzu []pathTiming) error {
	header, rule := "| query | liaison median | max |", "|---|--:|--:|"
	if kuzu != nil {
		header, rule = header+" Kuzu median | max |", rule+"--:|--:|"
	}
	fmt.Fprintf(s.out, "%s\n%s\n", header, rule)
	var wrong []string
	for _, t := range ours {
		line := fmt.Sprintf("| %s | %s | %s |", t.Query, seconds(t.Median), seconds(t.Max))
		if i := slices.IndexFunc(kuzu, func(k pathTiming) bool { return k.Query == t.Query }); i >= 0 {
			k := kuzu[i]
			line += fmt.Sprintf(" %s (%s×) | %s (%s×) |", seconds(k.Median), seconds(k.Median/t.Median), seconds(k.Max), seconds(k.Max/t.Max))
			if !slices.Equal(k.Answers, t.Answers) {
				wrong = append(wrong, fmt.Sprintf("%s: we answer %d, Kuzu %d", t.Query, t.Answers, k.Answers))
			}
		} else if kuzu != nil {
			line += " – | – |"
		}
		fmt.Fprintln(s.out, line)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the answers disagree, so that the times are not of the same thing:\n%s", strings.Join(wrong, "\n"))
	}
	if kuzu != nil {
		fmt.Fprintf(s.out, "\nThe answers are the same.\n")
	}
	return nil
}
