package cli

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// queryHelp explains the language on a page.
func queryHelp() string {
	return strings.Join([]string{
		"A query draws a pattern of organisations and relationships, says under WHERE what else must be true, and " +
			"returns what is asked for of each place where the map fits it. The language is the reading part of openCypher, " +
			"which graph databases share, with the path patterns of ISO GQL. Quotes around the query keep the shell from " +
			"reading it; within it, text stands in double or single ones.",
		items([][2]string{
			{"(a:Police)", "an organisation of a classification or a narrower one; every one is an :Organisation"},
			{`(a {id: "mi5"})`, "one with a property; (a WHERE a.founding_date > date(\"2000\")) is a condition in place"},
			{"-[r:ADVICE]->", "a relationship of a type or a narrower one; type(r) is its own, in capitals, and r.type as in the map"},
			{"<-[r]-  -[r]-", "against its direction, and in either"},
			{":A|B  :A&B  :!A  :%", "one of two labels or types, both, not this one, any"},
			{"-[:ADVICE]->{1,3}", "a chain of one to three; + is one or more, * any number"},
			{"((a)-[r]->(b) WHERE …){1,3}", "a chain of which each link fits; a, r and b are lists outside it"},
			{"p = (a)-->+(b)", "a path by a name, for nodes(p), relationships(p), length(p)"},
		}),
		"A mutual relationship can be crossed both ways, so that (a)-[r]->(b) finds it twice, once from either end; " +
			"count(DISTINCT r) counts relationships.",
		"Before a pattern, SHORTEST 3, SHORTEST 2 GROUPS (all of the two least lengths), ANY, ANY SHORTEST or ALL SHORTEST " +
			"choose among the paths between the same two ends; WALK, TRAIL, ACYCLIC or SIMPLE say what a path may come to " +
			"twice: anything, no relationship, no organisation, none but where it began. Unless said, no relationship comes " +
			"twice in a MATCH.",
		"Clauses: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, DISTINCT, ORDER BY, SKIP, LIMIT, UNION. In " +
			"conditions and results: EXISTS { … }, COUNT { … } and COLLECT { … } with a pattern or a query in them, CASE, " +
			"[x IN list WHERE … | …], all, any, none and single(x IN list WHERE …). Rows are grouped by what is returned " +
			"beside count, collect, sum, min, max or avg.",
		"Properties of an organisation: " + propertyNames(mapgraph.NodeProperties()) + ". Of a relationship: " +
			propertyNames(mapgraph.RelationshipProperties()) + ". Evidence is a list of maps: in r.evidence[0].source.title is the " +
			"title of its first source. --schema shows which labels, types and properties this map has and what they mean, --functions the functions.",
		"known_at(x, date(\"2019\")) is true of what is known to hold in 2019, as --as-of has it. Of dates, a < b is " +
			"true where a is certainly before b, and a <= b where it is not certainly after: 2014 and 2014-05 are neither " +
			"before nor after each other, and each is <= the other. A date is compared with date(\"2019\"), not with text.",
		"A parameter $x takes its value from --param x=VALUE, so that no text need be put into the query. A value that is " +
			"written as a number, true, false, null, text in quotes, a list, a map or date(\"2019\") is that; all else is text as " +
			"it stands.",
		"The filters choose the part of the map that the query sees. A table shows short names, and relationships and " +
			"paths as sentences; JSON has whole records; CSV has ids. Where no row is found, that is said, and the exit code is 1.",
	}, "\n\n")
}

func propertyNames(properties []mapgraph.Property) string {
	var names []string
	for _, p := range properties {
		names = append(names, p.Name)
	}
	return joinWords(names, "and")
}

var queryExamples = []example{
	{
		`liaison query --as-of 2019 'MATCH p = ({id: "sis"}) (()-[:INTELLIGENCE_SHARING]->(x) WHERE x.id <> "mi5"){1,3} (:Police) RETURN p'`,
		"How intelligence passed from SIS to the police in 2019 other than by MI5",
	},
	{
		`liaison query 'MATCH (a)-[r:WARRANT_APPROVAL]->({id: "mi5"}) RETURN r.arrangement.label AS what, collect(a) AS who, CASE r.arrangement.rule WHEN "all" THEN "all of them" ELSE "any of them" END AS needed'`,
		"Who can approve what MI5 does, and whether all of them or any must",
	},
	{
		`liaison query 'MATCH (o) WHERE (o)-[:ADVICE]-() RETURN o, [(o)-[:ADVICE]->(x) | x] AS advises, [(o)<-[:ADVICE]-(x) | x] AS is_advised_by'`,
		"Whom each organisation advises, and who advises it",
	},
	{
		`liaison query 'MATCH (o:IntelligenceAgency|LawEnforcement) WHERE NOT EXISTS { (:Oversight)-[:AUTHORITY]->+()<-[:PART_OF]-*(o) } RETURN o'`,
		"Agencies and forces that no overseer has a say over, even through others",
	},
	{
		`liaison query 'MATCH p = SHORTEST 2 GROUPS ({id: "gchq"})-->+({id: "police-scotland"}) RETURN length(p) AS steps, p' -v`,
		"The shortest and next shortest ways, all of them, with the evidence",
	},
	{
		`liaison query 'MATCH ({id: "mi5"})-[r]-(o) UNWIND r.sources AS source WITH o, collect(DISTINCT source) AS sources WHERE size(sources) = 1 RETURN o, sources[0] AS source'`,
		"Who is joined to MI5 only by what one source says",
	},
	{
		`liaison query 'MATCH ANY SHORTEST (a {id: "sis"})-[:INFORMATION]->+(b) RETURN b'`,
		"Whom information can reach from SIS",
	},
	{
		`liaison query --query-file joined.cypher --param org=mi5 --format csv -o joined.csv`,
		"A query with a parameter, kept in a file, for a spreadsheet",
	},
}
