// Package match finds what the patterns of a MATCH stand for in a property graph.
//
// A path pattern is made a sequence of places, where nodes stand, and links between neighbouring places: a hop
// crosses one relationship, a group is what comes a number of times, and a joint makes two places one node. Two
// ways lead from there to matches:
//
//   - A path without selector and without written mode is matched link by link, together with the others of its
//     MATCH: the planner begins where the fewest nodes are (variables that are bound, then a lookup by property,
//     then the nodes of a label, then all), and goes on over the cheapest link that touches what is bound. No
//     relationship comes twice in the MATCH. A group is one link: package product searches its trails.
//   - A path with a selector or a mode is one question to package product: the whole path becomes an automaton,
//     and its conditions tests of the automaton.
//
// Conditions are split at AND, and each is looked at as soon as its variables are bound. A condition that fails
// with an error then is looked at again when the match is complete, so that nothing fails that does not
// fail where WHERE stands.
package match
