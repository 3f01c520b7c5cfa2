package cli

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// figure is a row in the table of what stats tells.
type figure struct {
	section, name, label string
	tell                 func(d *measuredMap) quantity
	definition, source   string
}

const (
	newman      = "M. E. J. Newman, Mixing patterns in networks, Physical Review E 67 (2003)."
	wasserman   = "S. Wasserman, K. Faust, Social Network Analysis (1994)."
	hopcroft    = "J. Hopcroft, R. Tarjan, Communications of the ACM 16 (1973)."
	leskovec    = "J. Leskovec, J. Kleinberg, C. Faloutsos, Graph evolution, ACM Transactions on Knowledge Discovery from Data 1 (2007)."
	takes       = "F. W. Takes, W. A. Kosters, Algorithms 6 (2013); M. Then et al., Proceedings of the VLDB Endowment 8 (2014)."
	twoTogether = "in the largest component; where it is too large to measure from all organisations, "
)

// figures is the table of figures, in the order in which they are told.
func figures() []figure {
	return []figure{
		{"size", "organisations", "organisations", tellOrganisations, "The number n of organisations.", ""},
		{"size", "relationships", "relationships", tellRelationships, "The number m of relationships; a mutual one counts once, parallel ones each.", ""},
		{"size", "not-active", "not active", tellNotActive, "The relationships whose status is not active: suspended, ended, proposed or disputed. All figures take them into account.", ""},
		{"size", "ties", "ties", tellTies, "The pairs of organisations with at least one relationship between them, of any direction.", ""},
		{"size", "isolated", "isolated", tellIsolated, "The organisations without ties.", ""},
		{"size", "loops", "loops", tellLoops, "The relationships of an organisation with itself. No figure below takes them into account.", ""},
		{"evidence", "cited", "with a source", tellCited, "The relationships with at least one piece of evidence.", ""},
		{"evidence", "with-passage", "with a passage", tellPassages, "The relationships with at least one piece of evidence that says which passage of its source.", ""},

		{"ties", "density", "density", tellDensity, "The share of the n(n-1) ordered pairs of organisations of which the first has a relationship to the second; mutual ones count both ways, parallel ones once.", wasserman},
		{"ties", "tie-density", "density of ties", tellTieDensity, "The share of the n(n-1)/2 pairs of organisations that are tied.", wasserman},
		{"ties", "reciprocity", "reciprocity", tellReciprocity, "The share of the ordered pairs of which the first has a relationship to the second, of which the second also has one to the first; a mutual relationship is one each way.", "M. E. J. Newman, S. Forrest, J. Balthrop, Physical Review E 66 (2002)."},
		{"ties", "mean-ties", "ties of each, mean", tellMeanTies, "Twice the number of ties, divided by n.", wasserman},
		{"ties", "median-ties", "ties of each, median", tellMedianTies, "The number of ties that half of the organisations do not pass.", ""},
		{"ties", "most-ties", "ties of each, most", tellMostTies, "The largest number of ties of one organisation.", ""},
		{"ties", "centralisation", "centralisation", tellCentralisation, "The sum over all organisations of how many fewer ties they have than the one with most, divided by the largest such sum that can be, (n-1)(n-2).", "L. C. Freeman, Centrality in social networks, Social Networks 1 (1979)."},

		{"what-holds-together", "components", "components", tellComponents, "The sets of organisations that can reach each other by relationships of any direction.", ""},
		{"what-holds-together", "largest-component", "largest component", tellLargest, "How many organisations the largest component has.", ""},
		{"what-holds-together", "strong-components", "strong components", tellStrong, "The sets of organisations each of which can reach each other one along the relationships, mutual ones both ways.", "R. Tarjan, SIAM Journal on Computing 1 (1972)."},
		{"what-holds-together", "largest-strong-component", "largest strong component", tellLargestStrong, "How many organisations the largest strong component has.", ""},
		{"what-holds-together", "cut-organisations", "cut organisations", tellCuts, "The organisations without which others can no longer reach each other.", hopcroft},
		{"what-holds-together", "bridges", "bridges", tellBridges, "The ties without which their two ends can no longer reach each other.", hopcroft},

		{"who-deals-with-whom", "triangles", "triangles", tellTriangles, "The sets of three organisations that are all tied with each other.", ""},
		{"who-deals-with-whom", "transitivity", "transitivity", tellTransitivity, "Three times the triangles, divided by the pairs of ties that meet at an organisation.", "M. E. J. Newman, S. H. Strogatz, D. J. Watts, Physical Review E 64 (2001)."},
		{"who-deals-with-whom", "clustering", "clustering, mean", tellClustering, "The mean over all organisations of the share of the pairs of organisations tied with it that are tied with each other, 0 where it has fewer than two ties.", "D. J. Watts, S. H. Strogatz, Nature 393 (1998)."},
		{"who-deals-with-whom", "degree-assortativity", "assortativity by ties", tellDegrees, "The correlation between the numbers of ties of the two ends of a tie, from -1 to 1.", newman},
		{"who-deals-with-whom", "classification-assortativity", "assortativity by class", tellClasses, "(Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²), with e(i,i) the share of ties within classification i, and a(i) that of the ends of ties in it: 1 if all ties are within, 0 if as many as by chance. The first classification of each organisation counts; ties with those without are left out.", newman},
		{"who-deals-with-whom", "sector-assortativity", "assortativity by sector", tellSectors, "The same for sectors, the broadest classifications.", newman},

		{"distance", "diameter", "diameter", tellDiameter, "The longest of the distances between two organisations, in steps over relationships of any direction, " + twoTogether + "it is bounded from both sides.", takes},
		{"distance", "radius", "radius", tellRadius, "The least number of steps within which one organisation has all others, " + twoTogether + "it is bounded from both sides.", takes},
		{"distance", "mean-distance", "distance, mean", tellDistance, "The mean of the distances between two organisations, " + twoTogether + "it is estimated from a sample of them, with the 95% confidence interval as low and high.", wasserman},
		{"distance", "effective-diameter", "effective diameter", tellEffective, "The distance within which nine in ten pairs of organisations are, with linear interpolation, " + twoTogether + "it is estimated from a sample of them.", leskovec},
		{"distance", "reachable", "reachable", tellReachable, "The share of the n(n-1) ordered pairs of organisations of which the first can reach the second along the relationships, mutual ones both ways.", ""},
		{"distance", "directed-diameter", "longest way", tellDirectedDiameter, "The longest of the distances along the relationships, over the pairs of which the first can reach the second.", wasserman},
		{"distance", "directed-mean-distance", "way, mean", tellDirectedDistance, "The mean of the distances along the relationships, over the pairs of which the first can reach the second.", wasserman},
	}
}

func tellOrganisations(d *measuredMap) quantity {
	says := "Organisations on the map."
	for _, c := range d.Classifications {
		if c.Of == "grouping" {
			says = fmt.Sprintf("Organisations on the map, of which %s for several.", countOf(c.N, "is a grouping that stands", "are groupings that stand"))
		}
	}
	return quantity{value: d.Organisations, says: says}
}

func tellRelationships(d *measuredMap) quantity {
	says := "Statements of how one organisation stands to another."
	if d.Relationships > 0 {
		says = "Statements of how one organisation stands to another, of which " + percent(d.Mutual, d.Relationships) + " hold both ways."
	}
	return quantity{value: d.Relationships, says: says}
}

func tellNotActive(d *measuredMap) quantity {
	n := d.Relationships
	for _, c := range d.Statuses {
		if c.Of == graph.Active.String() {
			n -= c.N
		}
	}
	switch {
	case d.Relationships == 0:
		return quantity{value: 0, says: "There are no relationships."}
	case n == 0:
		return quantity{value: 0, says: "All relationships are active."}
	}
	says := fmt.Sprintf("%d of %s %s not active", n, countOf(d.Relationships, "relationship", "relationships"), oneOrMany(n, "is", "are"))
	if d.anyStanding {
		says += "; --status active leaves " + oneOrMany(n, "it", "them") + " out"
	}
	return quantity{value: n, says: says + "."}
}

func tellTies(d *measuredMap) quantity {
	says := "Pairs of organisations with a relationship between them"
	if d.Several > 0 {
		says += fmt.Sprintf(", of which %s", countOf(d.Several, "has more than one", "have more than one"))
	}
	return quantity{value: int(d.Dyads.Ties()), says: says + "."}
}

func tellIsolated(d *measuredMap) quantity {
	return quantity{value: d.Isolated, says: "Organisations without a relationship with another."}
}

func tellLoops(d *measuredMap) quantity {
	return quantity{value: d.Loops, says: "Relationships of an organisation with itself."}
}

func tellCited(d *measuredMap) quantity {
	return ofRelationships(d, d.Cited, "of relationships cite a source.")
}

func tellPassages(d *measuredMap) quantity {
	return ofRelationships(d, d.WithPassage, "of relationships name a passage of their source.")
}

func ofRelationships(d *measuredMap, n int, says string) quantity {
	if d.Relationships == 0 {
		return quantity{value: 0, says: "There are no relationships."}
	}
	return quantity{value: n, says: percent(n, d.Relationships) + " " + says}
}

// coefficientOr is a number, or nothing and why.
func coefficientOr(value float64, ok bool, says func() string, why string) quantity {
	if !ok {
		return quantity{says: "Not defined: " + why}
	}
	return quantity{value: value, says: says()}
}

const (
	noTies  = "there are no ties."
	onlyOne = "there are fewer than two organisations."
	onlyTwo = "there are fewer than three organisations."
)

func tellDensity(d *measuredMap) quantity {
	x, ok := d.Dyads.Density()
	return coefficientOr(x, ok, func() string {
		return percentOf(x) + " of all ordered pairs have a relationship from the first to the second."
	}, onlyOne)
}

func tellTieDensity(d *measuredMap) quantity {
	x, ok := d.Dyads.TieDensity()
	return coefficientOr(x, ok, func() string { return percentOf(x) + " of all pairs of organisations are tied." }, onlyOne)
}

func tellReciprocity(d *measuredMap) quantity {
	x, ok := d.Dyads.Reciprocity()
	return coefficientOr(x, ok, func() string {
		return percentOf(x) + " of the ways from one organisation to another have a way back."
	}, noTies)
}

func tellMeanTies(d *measuredMap) quantity {
	return coefficientOr(d.MeanTies, d.Organisations > 0, func() string {
		return "How many others an organisation is tied with on average."
	}, "there are no organisations.")
}

func tellMedianTies(d *measuredMap) quantity {
	return coefficientOr(d.MedianTies, d.Organisations > 0, func() string {
		return "Half of the organisations are tied with no more others than this."
	}, "there are no organisations.")
}

func tellMostTies(d *measuredMap) quantity {
	if d.MostTies == 0 {
		return quantity{value: 0, says: "There are no ties."}
	}
	who := d.graph.ShortName(d.MostTied) + " has: it is"
	if others := d.asManyTies() - 1; others > 0 {
		who = d.graph.ShortName(d.MostTied) + " and " + countOf(others, "other", "others") + " have: each is"
	}
	return quantity{value: d.MostTies, says: "The most, which " + who + " tied with " + percent(d.MostTies, d.Organisations-1) + " of the others."}
}

func tellCentralisation(d *measuredMap) quantity {
	return coefficientOr(d.Centralisation.Value, d.Centralisation.Defined, func() string {
		return "How much the ties are those of one: 0 if all have as many, 1 in a star."
	}, onlyTwo)
}

func tellComponents(d *measuredMap) quantity {
	says := "Parts of the map without a tie between them."
	switch {
	case d.WeakComponents == 0:
		says = "There are no organisations."
	case d.WeakComponents == 1:
		says = "The whole map hangs together."
	}
	return quantity{value: d.WeakComponents, says: says}
}

func tellLargest(d *measuredMap) quantity {
	if d.Organisations == 0 {
		return quantity{value: 0, says: "There are no organisations."}
	}
	return quantity{value: d.LargestWeak, says: percent(d.LargestWeak, d.Organisations) + " of organisations are in the largest part."}
}

func tellStrong(d *measuredMap) quantity {
	return quantity{value: d.StrongComponents, says: "Sets of organisations that can all reach each other along the relationships."}
}

func tellLargestStrong(d *measuredMap) quantity {
	if d.Organisations == 0 {
		return quantity{value: 0, says: "There are no organisations."}
	}
	if d.LargestStrong == 1 {
		return quantity{value: 1, says: "No two organisations can reach each other both ways."}
	}
	return quantity{value: d.LargestStrong, says: percent(d.LargestStrong, d.Organisations) + " of organisations can all reach each other along the relationships."}
}

func tellCuts(d *measuredMap) quantity {
	return quantity{value: d.CutOrganisations, says: "Organisations without which others lose touch: cuts tells who."}
}

func tellBridges(d *measuredMap) quantity {
	return quantity{value: d.Bridges, says: "Ties without which others lose touch: cuts tells who."}
}

func tellTriangles(d *measuredMap) quantity {
	return quantity{value: int(d.Triangles), says: "Sets of three organisations that are all tied with each other."}
}

func tellTransitivity(d *measuredMap) quantity {
	return coefficientOr(d.Transitivity.Value, d.Transitivity.Defined, func() string {
		return "Two that are tied with the same third are tied themselves in " + percentOf(d.Transitivity.Value) + " of cases."
	}, "no organisation has two ties.")
}

func tellClustering(d *measuredMap) quantity {
	return coefficientOr(d.MeanClustering, d.Organisations > 0, func() string {
		return "On average, " + percentOf(d.MeanClustering) + " of the pairs of an organisation's partners are tied themselves (0 for those with fewer than two)."
	}, "there are no organisations.")
}

func tellDegrees(d *measuredMap) quantity {
	r := d.DegreeAssortativity.Value
	return coefficientOr(r, d.DegreeAssortativity.Defined, func() string {
		switch {
		case r >= 0.1:
			return "Those with many ties tend to be tied with those with many."
		case r <= -0.1:
			return "Those with many ties tend to be tied with those with few."
		}
		return "How many ties one has says little of how many its partners have."
	}, "there are no ties, or all who have some have as many.")
}

func tellClasses(d *measuredMap) quantity {
	return tellMixing(d, d.ByClassification, "classification")
}

func tellSectors(d *measuredMap) quantity { return tellMixing(d, d.BySector, "sector") }

func tellMixing(d *measuredMap, m structure.Mixing, of string) quantity {
	why := "all ties are within one " + of + "."
	switch {
	case d.Dyads.Ties() == 0:
		why = noTies
	case m.Ties == 0:
		why = "no tie is between two organisations that have a " + of + "."
	}
	return coefficientOr(m.Coefficient, m.Defined, func() string {
		return fmt.Sprintf("%s of ties are within a %s; by chance, %s would be.", percentOf(float64(m.Within)/float64(m.Ties)), of, percentOf(m.Expected))
	}, why)
}

// apart says of which part of the map a distance is.
func apart(d *measuredMap) string {
	if d.WeakComponents > 1 {
		return " in the largest component"
	}
	return ""
}

func tellDiameter(d *measuredMap) quantity {
	if d.LargestWeak < 2 {
		return quantity{says: "Not defined: " + noTies}
	}
	q := between(d.Apart.DiameterLow, d.Apart.DiameterHigh)
	q.says = "Steps between the two organisations" + apart(d) + " that are farthest apart" + notSettled(q)
	return q
}

func tellRadius(d *measuredMap) quantity {
	if d.LargestWeak < 2 {
		return quantity{says: "Not defined: " + noTies}
	}
	q := between(d.Apart.RadiusLow, d.Apart.RadiusHigh)
	q.says = "Steps within which the best placed organisation" + apart(d) + " has all others" + notSettled(q)
	return q
}

// between is a whole number that may be known only to lie between two, or from low on where high is below 0.
func between(low, high int) quantity {
	switch {
	case low == high:
		return quantity{value: low}
	case high < 0:
		return quantity{low: low}
	}
	return quantity{low: low, high: high}
}

func notSettled(q quantity) string {
	if q.value == nil {
		return "; more is known with --exact."
	}
	return "."
}

func tellDistance(d *measuredMap) quantity {
	return tellMean(d.Apart, "Mean number of steps between two organisations"+apart(d), noTies)
}

func tellMean(of structure.Distances, says, why string) quantity {
	if of.Pairs == 0 {
		return quantity{says: "Not defined: " + why}
	}
	q := quantity{value: of.Mean, estimate: !of.Exact, says: says + estimated(of)}
	if !of.Exact && of.MeanError > 0 { // from a single sample, the error is not known
		q.low, q.high = of.Mean-float64(1.96*of.MeanError), of.Mean+float64(1.96*of.MeanError)
	}
	return q
}

// estimated says of how many organisations an estimate is made.
func estimated(of structure.Distances) string {
	if of.Exact {
		return "."
	}
	return fmt.Sprintf(", estimated from %d of %d; exact with --exact.", of.Sources, of.Organisations)
}

func tellEffective(d *measuredMap) quantity {
	if d.Apart.Pairs == 0 {
		return quantity{says: "Not defined: " + noTies}
	}
	return quantity{value: d.Apart.Effective, estimate: !d.Apart.Exact, says: "Steps within which nine in ten pairs of organisations" + apart(d) + " are (interpolated)" + estimated(d.Apart)}
}

func tellReachable(d *measuredMap) quantity {
	q := coefficientOr(d.Reach.Reachable, d.Organisations > 1, func() string {
		return "Along the relationships as they go, an organisation can reach " + percentOf(d.Reach.Reachable) + " of the others on average" + estimated(d.Reach)
	}, onlyOne)
	q.estimate = !d.Reach.Exact
	return q
}

func tellDirectedDiameter(d *measuredMap) quantity {
	if d.Reach.Pairs == 0 {
		return quantity{says: "Not defined: " + noTies}
	}
	q := between(d.Reach.DiameterLow, d.Reach.DiameterHigh)
	q.says = "Steps between the two that are farthest apart of those with a way from one to the other" + notSettled(q)
	return q
}

func tellDirectedDistance(d *measuredMap) quantity {
	return tellMean(d.Reach, "Mean number of steps from one to another, where there is a way", noTies)
}
